package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// What Azure does between interfaces: carries packets over peerings and delivers them at addresses
/// of a virtual network.
final class Fabric {
  private final PathWalker walker;

  Fabric(PathWalker walker) {
    this.walker = walker;
  }

  /** Crosses a peering; empty, and the walk ended, when the other side is not in the input. */
  Optional<VirtualNetwork> cross(Walk walk, EffectiveInterface at, Peering link) {
    boolean explicit = walk.isExplicitlyAllowed();
    walk.add(new Step.Peered(link));
    Optional<VirtualNetwork> remote =
        walker.network().topology().find(link.remote(), VirtualNetwork.class);
    if (remote.isEmpty()) {
      walk.add(new Step.Unknown(Router.notInInput(link)));
      walker.unresolved(walk);
      return remote;
    }
    walker.encounters().at(walk, Role.PEERING, link.id());
    walker.encounters().at(walk, Role.INTERFACE, link.id());
    if (!Peerings.covers(link, at.subnet())) {
      walk.add(new Step.SubnetNotPeered(link, at.subnet()));
    }
    Optional<Peering> back = Peerings.reverse(remote.get(), at.virtualNetwork().id());
    back.ifPresent(other -> walker.encounters().at(walk, Role.PEERING, other.id()));
    if (!at.isGateway() && !at.virtualNetwork().contains(walk.flow().source())) {
      back.ifPresent(other -> walker.encounters().at(walk, Role.APPLIANCE, other.id()));
      back.filter(other -> !other.allowForwardedTraffic())
          .ifPresent(other ->
              walk.add(
                  new Step.ForwardedTrafficNotAllowed(
                      other, walker.options().strictness().peering())));
    }
    if (walker.remembered().isEmpty()) {
      if (!link.allowVirtualNetworkAccess() && !explicit) {
        walk.add(new Step.AccessNotAllowed(link, Direction.OUTBOUND));
      }
      back.filter(other -> !other.allowVirtualNetworkAccess()).ifPresent(walk::crossClosed);
    }
    return remote;
  }

  /** Delivery in a network, after crossing a peering between regions or not. */
  void deliverIn(Walk walk, VirtualNetwork within, boolean global) {
    IpAddress destination = walk.flow().destination();
    Optional<EffectiveInterface> owner =
        walker
            .network()
            .owner(within.id(), destination)
            .or(() -> walker.standIn(within.id(), destination));
    if (owner.isPresent()) {
      walker.arrive(walk, owner.get());
      return;
    }
    Optional<PublicOwner.Frontend> frontend =
        walker.network().balancers().frontend(within.id(), destination);
    if (frontend.isPresent()) {
      walker.balancing().arrive(walk, frontend.get(), destination, global);
      return;
    }
    walker.encounters().atUnowned(walk, within, destination);
    walk.add(nobody(within, destination));
    walker.unresolved(walk);
  }

  /** What is to be said of an address that no resource is known to have. */
  private Step nobody(VirtualNetwork within, IpAddress address) {
    Optional<Subnet> subnet = within.subnetOf(address);
    Optional<Subnet> delegated = subnet.filter(each -> !each.delegations().isEmpty());
    if (delegated.isPresent()) {
      return new Step.Unknown(
          new Missing.Delegated(address, delegated.get().id(), delegated.get().delegations()));
    }
    Optional<PlatformService> placed = subnet.flatMap(this::placedIn);
    if (placed.isPresent()) {
      return new Step.Unknown(
          new Missing.Placed(address, subnet.orElseThrow().id(), placed.get().id()));
    }
    List<Unmodelled> candidates = walker.network().unmodelledOwners(within, address);
    return candidates.isEmpty()
        ? new Step.NobodyThere(address, within.id())
        : PathWalker.unmodelled(candidates.getFirst().id());
  }

  /** A service that lives in a subnet. */
  private Optional<PlatformService> placedIn(Subnet subnet) {
    return walker.network().topology().all(PlatformService.class).stream()
        .filter(service ->
            service.outbound().filter(own -> own.subnets().contains(subnet.id())).isPresent())
        .findFirst();
  }

  /// Arrival behind a gateway. What no site has is there all the same when the gateway learned a
  /// route for it; a default route says nothing about what is behind it.
  void deliverOutside(Walk walk, ResourceId gateway, SourcePosition declaredAt, Prefix prefix) {
    IpAddress destination = walk.flow().destination();
    Optional<Site> site = walker.network().sites().behind(gateway, destination);
    if (site.isEmpty() && prefix.length() == 0) {
      walk.add(new Step.Unknown(new Missing.Behind(gateway, destination)));
      walker.unresolved(walk);
      return;
    }
    walk.enter(
        new Node.Outside(
            site.orElseGet(() ->
                new Site("what is behind " + gateway.name(), declaredAt, List.of(prefix), gateway)),
            destination));
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }
}
