package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.Locale;
import java.util.Optional;

/// A public IP address resource. The address is absent when the input has none; it is `assumed`
/// when Azure has yet to give one, and another stands for it. The SKU is absent when the input does
/// not say, the host name when it has none.
public record PublicIpAddress(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<IpAddress> address,
    boolean assumed,
    Optional<Sku> sku,
    Optional<HostName> hostName)
    implements Resource {

  /// A name in a zone of Azure's, in lower case.
  ///
  /// @param label what it starts with
  /// @param zone what it ends with
  /// @param isWhole whether nothing that nobody knows is put to the label
  public record HostName(String label, String zone, boolean isWhole) {
    /** Whether this is the name. */
    public boolean is(String name) {
      return isWhole && name.equalsIgnoreCase(label + "." + zone);
    }

    /** Whether this may be the name, for want of what is put to the label. */
    public boolean mayBe(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return !isWhole
          && lower.endsWith("." + zone)
          && lower.lastIndexOf(label, lower.length() - zone.length()) >= 0;
    }
  }

  /** A resource whose address, if it has one, is known. */
  public PublicIpAddress(
      ResourceId id, SourcePosition declaredAt, Optional<IpAddress> address, Optional<Sku> sku) {
    this(id, declaredAt, address, false, sku, Optional.empty());
  }

  /** Standard addresses are closed to inbound traffic until an NSG opens them; Basic ones open. */
  public enum Sku {
    BASIC,
    STANDARD,
    /** Closed like a Standard one; for zones and NAT gateways of that SKU. */
    STANDARD_V2
  }
}
