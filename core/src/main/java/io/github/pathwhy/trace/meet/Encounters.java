package io.github.pathwhy.trace.meet;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.names.NameResolver;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.PublicIpPrefix;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.trace.evidence.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What of a network's gaps a packet meets: each place where something is decided says which
/// resources it looks at, and in which role. Nothing is met where the network has no gaps.
public final class Encounters {
  private static final String MANAGEMENT_LABEL = ".scm.";
  private static final String OLD_TABLES = "/virtualhubroutetablev2s/";
  private static final int DNS_PORT = 53;
  private static final PortRange SQL = new PortRange(1433, 1433);
  private static final PortRange SQL_REDIRECTED = new PortRange(11000, 11999);

  private final EffectiveNetwork network;
  private final Gaps gaps;
  private final boolean none;

  /** What packets meet of the gaps of a network. */
  public Encounters(EffectiveNetwork network) {
    this.network = network;
    this.gaps = network.topology().gaps();
    this.none = gaps.isEmpty();
  }

  /** Whether there is nothing to meet. */
  boolean isNone() {
    return none;
  }

  /** The packet meets a resource, or a part of one, in a role. */
  public void at(Meeting walk, Role role, ResourceId id) {
    at(walk, role, id, Set.of());
  }

  /// The same.
  ///
  /// @param here conditions that hold where this is, beside those that are about the flow
  void at(Meeting walk, Role role, ResourceId id, Set<Condition> here) {
    if (!none) {
      meet(walk, role, gaps.at(id, role), here);
    }
  }

  /** The packet meets a resource with all its parts. */
  public void within(Meeting walk, Role role, ResourceId id) {
    within(walk, role, id, Set.of());
  }

  /** The same for a packet that came for an address of the resource itself. */
  public void atOwnAddress(Meeting walk, Role role, ResourceId id) {
    within(walk, role, id, Set.of(Condition.OWN_ADDRESS));
  }

  /// The same.
  ///
  /// @param here conditions that hold where this is, beside those that are about the flow
  void within(Meeting walk, Role role, ResourceId id, Set<Condition> here) {
    if (!none) {
      meet(walk, role, gaps.within(id, role), here);
    }
  }

  /** The packet meets those of the gaps that count for it. */
  static void meet(Meeting walk, Role role, List<Gap> gaps, Set<Condition> here) {
    if (!gaps.isEmpty()) {
      walk.meet(
          role, gaps.stream().filter(gap -> counts(gap.condition(), walk.flow(), here)).toList());
    }
  }

  private static boolean counts(Condition condition, Flow flow, Set<Condition> here) {
    int port = flow.destinationPort();
    return switch (condition) {
      case ALWAYS, ABSENT_USER -> true;
      case PUBLIC_DESTINATION -> AddressSpaces.isPublic(flow.destination());
      case IPV6 -> flow.version() == IpVersion.V6;
      case NAME_QUERY -> port == DNS_PORT;
      case SQL -> SQL.contains(port) || SQL_REDIRECTED.contains(port);
      case OWN_ADDRESS, PASSED, SERVICE_ENDPOINT, CIRCUIT, MANAGEMENT_SITE ->
          here.contains(condition);
    };
  }

  /** An interface sends, receives or forwards. */
  public void atInterface(Meeting walk, EffectiveInterface at) {
    if (none) {
      return;
    }
    within(walk, Role.INTERFACE, at.nic().id());
    within(walk, Role.INTERFACE, at.ownerId());
    at.machine()
        .flatMap(VirtualMachine::scaleSet)
        .ifPresent(set -> within(walk, Role.INTERFACE, set));
    at(walk, Role.INTERFACE, at.subnet().id());
    at(walk, Role.INTERFACE, at.virtualNetwork().id());
  }

  /// A client comes to the public side of a service.
  ///
  /// @param hostName the name that it asks for; that of an app's management site says so
  /// @param asks whether it asks for more than an open port
  public void atDoor(Meeting walk, PlatformService service, String hostName, boolean asks) {
    if (none) {
      return;
    }
    boolean manages = hostName.toLowerCase(Locale.ROOT).contains(MANAGEMENT_LABEL);
    within(
        walk,
        Role.SERVICE_DOOR,
        service.id(),
        manages ? Set.of(Condition.MANAGEMENT_SITE) : Set.of());
    List<Gap> answer = new ArrayList<>(gaps.within(service.id(), Role.ANSWER));
    // Where a database sends its clients on counts for connections, whatever they ask for.
    answer.removeIf(gap -> !asks && gap.condition() != Condition.SQL);
    meet(walk, Role.ANSWER, answer, Set.of());
  }

  /// A service sends. A host that it reaches by a relay counts when that is asked for, and slots of
  /// an app send for themselves.
  public void atSender(Meeting walk, ResourceId service, Optional<String> hostName) {
    if (none) {
      return;
    }
    List<Gap> found = new ArrayList<>(gaps.within(service, Role.SERVICE_SOURCE));
    found.removeIf(gap ->
        isOfSlot(gap, service)
            || (isRelay(gap.of()) && hostName.filter(name -> mayLead(gap.of(), name)).isEmpty()));
    meet(walk, Role.SERVICE_SOURCE, found, Set.of());
  }

  private static boolean isOfSlot(Gap gap, ResourceId service) {
    return gap.of().isWithin(service)
        && gap.of().toString().substring(service.toString().length()).contains("/slots/");
  }

  private static boolean isRelay(ResourceId id) {
    return id.parent().child("relays", id.name()).equals(id);
  }

  /** Whether a relay leads to a host; one that does not say where may lead anywhere. */
  private boolean mayLead(ResourceId relay, String hostName) {
    List<Gap> hosts = new ArrayList<>(gaps.within(relay, Role.SERVICE_SOURCE));
    hosts.removeIf(gap -> !gap.isUnder("hostname"));
    return hosts.isEmpty()
        || hosts.stream()
            .anyMatch(gap -> gap.kind() == Gap.Kind.OPEN || gap.value().equalsIgnoreCase(hostName));
  }

  /** The address of the flow's ends that the input leaves open. */
  public Optional<Gap> openAddress(Node origin, Flow flow) {
    if (none) {
      return Optional.empty();
    }
    List<EffectiveInterface> ends = new ArrayList<>(network.owners(flow.destination()));
    if (origin instanceof Node.Interface(EffectiveInterface at)) {
      ends.add(at);
    }
    for (EffectiveInterface end : ends) {
      for (IpConfiguration configuration : end.nic().ipConfigurations()) {
        for (Gap gap : gaps.at(configuration.id(), Role.INTERFACE)) {
          if (gap.kind() == Gap.Kind.OPEN) {
            return Optional.of(gap);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A sender asks for a name that private zones answer. */
  public void atName(Meeting walk, EffectiveInterface at, String name) {
    if (!none) {
      new NameResolver(network, Optional.of(at.virtualNetwork()), List.of(at.nic().id()))
          .links(name)
          .forEach(link -> at(walk, Role.NAME_IN_NETWORK, link));
    }
  }

  /// A packet goes to a public address, which may be one of a block in the topology.
  ///
  /// @param isOwned whether something in the topology has the address
  public void atBlock(Meeting walk, boolean isOwned) {
    if (none) {
      return;
    }
    for (PublicIpPrefix block : network.topology().all(PublicIpPrefix.class)) {
      if (block.prefix().filter(own -> own.contains(walk.flow().destination())).isPresent()) {
        List<Gap> found = new ArrayList<>(gaps.at(block.id(), Role.PUBLIC_ADDRESS));
        // Who uses the block counts for addresses that are nobody's otherwise.
        found.removeIf(gap ->
            isOwned && gap.condition() == Condition.ABSENT_USER && !gap.isUnder("customIPPrefix"));
        // Whether the range that it is out of is announced; the block says what of it.
        block.customPrefix().ifPresent(id -> found.addAll(gaps.at(id, Role.PUBLIC_ADDRESS)));
        found.removeIf(gap -> gap.isUnder("cidr"));
        meet(walk, Role.PUBLIC_ADDRESS, found, Set.of());
      }
    }
  }

  /** A flow leaves to the internet. */
  public void atWayOut(Meeting walk, EffectiveInterface at) {
    if (none) {
      return;
    }
    at(walk, Role.WAY_OUT, at.subnet().id());
    at(walk, Role.WAY_OUT, at.virtualNetwork().id());
    at(walk, Role.WAY_OUT, at.ownerId());
    within(walk, Role.WAY_OUT, at.nic().id());
    at.subnet().natGateway().ifPresent(gateway -> atNatGateway(walk, gateway));
    for (IpConfiguration configuration : at.nic().ipConfigurations()) {
      at(walk, Role.LOAD_BALANCER, configuration.id());
      configuration.publicIpAddress().ifPresent(id -> at(walk, Role.PUBLIC_ADDRESS, id));
      for (ResourceId pool : configuration.pools()) {
        within(walk, Role.WAY_OUT, pool.parent());
      }
    }
  }

  /** A NAT gateway, with the addresses and prefixes that it translates to. */
  private void atNatGateway(Meeting walk, ResourceId id) {
    within(walk, Role.WAY_OUT, id);
    Optional<NatGateway> gateway = network.topology().find(id, NatGateway.class);
    if (gateway.isPresent()) {
      gateway.get().publicIpPrefixes().forEach(prefix -> at(walk, Role.WAY_OUT, prefix));
    }
  }

  /// The connection of a network with a hub, by which a packet comes or goes; what stands in the
  /// hub itself may be under the first name that connections had.
  public void atConnection(Meeting walk, ResourceId connection) {
    within(walk, Role.HUB_TRANSIT, connection);
    within(
        walk,
        Role.HUB_TRANSIT,
        connection.parent().child("virtualNetworkConnections", connection.name()));
    within(walk, Role.LEARNED_ROUTES, connection);
  }

  /** The packet takes a connection of a gateway. */
  public void atTunnel(Meeting walk, GatewayConnection connection) {
    boolean isCircuit = connection.kind() == GatewayConnection.Kind.EXPRESS_ROUTE;
    within(
        walk, Role.CONNECTION, connection.id(), isCircuit ? Set.of(Condition.CIRCUIT) : Set.of());
  }

  /** The tables that hubs had before they had several. */
  public void atOldTables(Meeting walk, ResourceId hub) {
    if (!none) {
      List<Gap> found = new ArrayList<>(gaps.within(hub, Role.HUB_TRANSIT));
      found.removeIf(gap -> !gap.of().toString().toLowerCase(Locale.ROOT).contains(OLD_TABLES));
      walk.meet(Role.HUB_TRANSIT, found);
    }
  }

  /** Nothing that is modelled has an address of a network. */
  public void atUnowned(Meeting walk, VirtualNetwork within, IpAddress address) {
    if (none) {
      return;
    }
    Optional<Subnet> subnet = within.subnetOf(address);
    for (Role role :
        List.of(Role.ADDRESS_OWNER, Role.APPLIANCE, Role.PRIVATE_ENDPOINT, Role.INTERFACE)) {
      at(walk, role, within.id());
      subnet.ifPresent(found -> within(walk, role, found.id()));
    }
    if (subnet.isEmpty()) {
      within(walk, Role.PREFIXES, within.id());
    }
  }

  /// Whether something that is not modelled has a public address.
  public boolean isTaken(Meeting walk, ResourceId publicIpAddress) {
    List<Gap> others =
        gaps.at(publicIpAddress).stream()
            .filter(gap -> gap.decides() && !gap.of().isWithin(publicIpAddress))
            .toList();
    walk.meet(Role.PUBLIC_ADDRESS, others);
    return !others.isEmpty();
  }
}
