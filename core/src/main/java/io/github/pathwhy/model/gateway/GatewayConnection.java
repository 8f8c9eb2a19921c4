package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.Optional;

/// A connection of a gateway: to a local network gateway, to the gateway of another virtual
/// network, or to an ExpressRoute circuit. The status is Azure's word, such as `Connected`, absent
/// when the input does not say.
public record GatewayConnection(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId gateway,
    Kind kind,
    Optional<ResourceId> remote,
    boolean bgp,
    Optional<String> status)
    implements Resource {

  /** What is at the other end. */
  public enum Kind {
    IPSEC("IPsec"),
    VNET_TO_VNET("Vnet2Vnet"),
    EXPRESS_ROUTE("ExpressRoute");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }
}
