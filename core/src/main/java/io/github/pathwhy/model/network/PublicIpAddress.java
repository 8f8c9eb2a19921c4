package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/// A public IP address resource. The address is absent when the input leaves it to Azure; the SKU
/// is absent when the input does not say.
public record PublicIpAddress(
    ResourceId id, SourcePosition declaredAt, Optional<IpAddress> address, Optional<Sku> sku)
    implements Resource {

  /** Standard addresses are closed to inbound traffic until an NSG opens them; Basic ones open. */
  public enum Sku {
    BASIC,
    STANDARD
  }
}
