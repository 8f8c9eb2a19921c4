package io.github.pathwhy.effective;

import io.github.pathwhy.effective.rules.EffectiveSecurityRules;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network interface with everything that applies to it: subnet, network, owner, routes and
/// security rules. Managed services such as a bastion host have one too, which carries the id of
/// the service. One instance for each interface of an {@link EffectiveNetwork}.
public final class EffectiveInterface {
  private final EffectiveNetwork network;
  private final NetworkInterface nic;
  private final Subnet subnet;
  private final VirtualNetwork virtualNetwork;
  private final Optional<Resource> owner;

  // Looked up when first needed. The values are immutable: a race only looks one up twice.
  private @Nullable EffectiveRoutes routes;
  private @Nullable EffectiveSecurityRules inbound;
  private @Nullable EffectiveSecurityRules outbound;
  private @Nullable List<Peering> openPeerings;

  EffectiveInterface(
      EffectiveNetwork network,
      NetworkInterface nic,
      Subnet subnet,
      VirtualNetwork virtualNetwork,
      Optional<Resource> owner) {
    this.network = network;
    this.nic = nic;
    this.subnet = subnet;
    this.virtualNetwork = virtualNetwork;
    this.owner = owner;
  }

  /** The interface as declared. */
  public NetworkInterface nic() {
    return nic;
  }

  /** The subnet it is in. */
  public Subnet subnet() {
    return subnet;
  }

  /** The virtual network it is in. */
  public VirtualNetwork virtualNetwork() {
    return virtualNetwork;
  }

  /** The machine or the managed service that it belongs to, when that is in the topology. */
  public Optional<Resource> owner() {
    return owner;
  }

  /** The id of the machine or service that it belongs to, or its own when nothing owns it. */
  public ResourceId ownerId() {
    return owner.isPresent() ? owner.get().id() : nic.virtualMachine().orElse(nic.id());
  }

  /** The name of the machine or service that it belongs to, or its own when nothing owns it. */
  public String ownerName() {
    return owner
        .map(Resource::name)
        .or(() -> nic.virtualMachine().map(ResourceId::name))
        .orElseGet(nic::name);
  }

  /** The machine it is attached to. */
  public Optional<VirtualMachine> machine() {
    return owner.isPresent() && owner.get() instanceof VirtualMachine machine
        ? Optional.of(machine)
        : Optional.empty();
  }

  /** Whether it is that of a private endpoint. */
  public boolean isPrivateEndpoint() {
    return owner.isPresent() && owner.get() instanceof PrivateEndpoint;
  }

  /// Whether it is that of a private link service, whose addresses are chosen from subnets where
  /// policies for them are off (`private-link/disable-private-link-service-network-policy`).
  public boolean isLinkService() {
    return owner.isPresent() && owner.get() instanceof PrivateLinkService;
  }

  /** Whether it is that of a gateway of the virtual network. */
  public boolean isGateway() {
    return owner.isPresent() && owner.get() instanceof VirtualNetworkGateway;
  }

  /** Whether something owns it; an interface on its own carries no traffic. */
  public boolean isAttached() {
    return owner.isPresent() || nic.virtualMachine().isPresent();
  }

  /** The routes of its subnet. */
  public EffectiveRoutes routes() {
    EffectiveRoutes known = routes;
    if (known == null) {
      known = isPrivateEndpoint() ? network.endpointRoutes(subnet) : network.routes(subnet);
      routes = known;
    }
    return known;
  }

  /// Whether a route may name the address as its appliance: it must be in the virtual network or in
  /// a peered one; gateways do not count (`virtual-network/virtual-networks-udr-overview`).
  public boolean isConnectedTo(IpAddress address) {
    return virtualNetwork.contains(address) || peeringTo(address).isPresent();
  }

  /** The usable link to the peered network that holds the address. */
  public Optional<Peering> peeringTo(IpAddress address) {
    for (EffectiveRoute row : routes().ownRows()) {
      if (row.nextHop() instanceof NextHop.VirtualNetworkPeering(Peering link, boolean _)
          && row.prefix().contains(address)
          && network.hubs().hubOf(link.remote()).isEmpty()) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** The link to a network in no input that may hold the address. */
  public Optional<Peering> openPeeringTo(IpAddress address) {
    List<Peering> open = openPeerings;
    if (open == null) {
      open = Peerings.open(network.topology(), virtualNetwork);
      openPeerings = open;
    }
    return Peerings.mayLead(open, virtualNetwork, address);
  }

  /** The security rules of a direction. */
  public EffectiveSecurityRules rules(Direction direction) {
    EffectiveSecurityRules known = direction == Direction.INBOUND ? inbound : outbound;
    if (known == null) {
      known = network.rules(this, direction);
      if (direction == Direction.INBOUND) {
        inbound = known;
      } else {
        outbound = known;
      }
    }
    return known;
  }

  /** The ip configuration with this private address. */
  public Optional<IpConfiguration> configuration(IpAddress address) {
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      if (configuration.has(address)) {
        return Optional.of(configuration);
      }
    }
    return Optional.empty();
  }

  /** The first ip configuration of a family. */
  public Optional<IpConfiguration> primary(IpVersion version) {
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      if (configuration.privateAddress().version() == version) {
        return Optional.of(configuration);
      }
    }
    return Optional.empty();
  }

  /** The first public address of a family, when it is known. */
  public Optional<IpAddress> publicAddress(IpVersion version) {
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      Optional<IpAddress> address =
          configuration
              .publicIpAddress()
              .flatMap(id -> network.topology().find(id, PublicIpAddress.class))
              .flatMap(PublicIpAddress::address)
              .filter(ip -> ip.version() == version);
      if (address.isPresent()) {
        return address;
      }
    }
    return Optional.empty();
  }

  /** Whether the address is one of the interface's own. */
  public boolean owns(IpAddress address) {
    return configuration(address).isPresent();
  }

  @Override
  public String toString() {
    return nic.id().toString();
  }
}
