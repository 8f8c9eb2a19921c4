package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// Where a route sends a packet. The first five can be set by users; peering and service endpoint
/// routes are made by Azure. What the input does not say is the last one.
public sealed interface NextHop {

  /** Azure's name of the type, as in effective routes. */
  String typeName();

  /// The interface or load balancer with one of these addresses. Several addresses mean equal-cost
  /// routing over all of them (`VirtualApplianceEcmp`).
  record VirtualAppliance(List<IpAddress> addresses) implements NextHop {
    public VirtualAppliance {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String typeName() {
      return addresses.size() == 1 ? "VirtualAppliance" : "VirtualApplianceEcmp";
    }
  }

  /// The gateway of the virtual network, or of a peered one. `device` is the gateway, route server
  /// or virtual hub that Azure's own routes lead to; user routes name none. `addresses` are what
  /// Azure prints as the next hop's: for a route server the appliances that packets go to.
  record VirtualNetworkGateway(Optional<ResourceId> device, List<IpAddress> addresses)
      implements NextHop {
    public VirtualNetworkGateway {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String typeName() {
      return "VirtualNetworkGateway";
    }
  }

  /** Direct delivery inside the virtual network. */
  record VnetLocal() implements NextHop {
    @Override
    public String typeName() {
      return "VnetLocal";
    }
  }

  /** The public internet, or Azure's backbone for Azure's own public addresses. */
  record Internet() implements NextHop {
    @Override
    public String typeName() {
      return "Internet";
    }
  }

  /** Nowhere: the packet is dropped. */
  record None() implements NextHop {
    @Override
    public String typeName() {
      return "None";
    }
  }

  /** A peered virtual network, over this link. */
  record VirtualNetworkPeering(Peering link, boolean global) implements NextHop {
    @Override
    public String typeName() {
      if (link.connectedGroup()) {
        return "ConnectedGroup";
      }
      return global ? "VNetGlobalPeering" : "VNetPeering";
    }
  }

  /** A private endpoint, at its own address. */
  record InterfaceEndpoint(ResourceId privateEndpoint) implements NextHop {
    @Override
    public String typeName() {
      return "InterfaceEndpoint";
    }
  }

  /** An Azure service, over the subnet's service endpoint. */
  record ServiceEndpoint(String service) implements NextHop {
    @Override
    public String typeName() {
      return "VirtualNetworkServiceEndpoint";
    }
  }

  /// Somewhere that the input does not say; `missing` is what would tell. The type of the next hop
  /// may be known.
  record Unknown(Optional<String> type, String missing) implements NextHop {
    @Override
    public String typeName() {
      return type.orElse("Unknown");
    }
  }
}
