package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A VPN or ExpressRoute gateway of a virtual network. `clientPool` are the addresses of
/// point-to-site clients, `customRoutes` what those are told besides; the default site takes what
/// has no other way when internet traffic is forced through it. `bgpAddresses` are its own peers'
/// ends, private addresses in the gateway subnet.
public record VirtualNetworkGateway(
    ResourceId id,
    SourcePosition declaredAt,
    Kind kind,
    ResourceId subnet,
    List<ResourceId> publicIpAddresses,
    boolean activeActive,
    boolean bgp,
    List<IpAddress> bgpAddresses,
    List<Prefix> clientPool,
    List<Prefix> customRoutes,
    Optional<ResourceId> defaultSite,
    List<NatRule> natRules,
    Optional<String> provisioningState)
    implements Resource {

  public VirtualNetworkGateway {
    publicIpAddresses = List.copyOf(publicIpAddresses);
    bgpAddresses = List.copyOf(bgpAddresses);
    clientPool = List.copyOf(clientPool);
    customRoutes = List.copyOf(customRoutes);
    natRules = List.copyOf(natRules);
  }

  /** What a gateway connects with. */
  public enum Kind {
    VPN("Vpn"),
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
