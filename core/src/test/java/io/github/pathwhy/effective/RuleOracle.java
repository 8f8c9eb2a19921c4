package io.github.pathwhy.effective;

import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Security group evaluation as Azure's documentation tells it, written down a second time without
/// any cleverness: sort by priority, try every rule, and for tags without known prefixes try every
/// combination of "covers the address" and "does not".
final class RuleOracle {
  private static final Prefix WIRE_SERVER = Prefix.of("168.63.129.16/32");
  private static final List<Prefix> NOT_INTERNET =
      List.of(
          Prefix.of("0.0.0.0/8"),
          Prefix.of("10.0.0.0/8"),
          Prefix.of("100.64.0.0/10"),
          Prefix.of("127.0.0.0/8"),
          Prefix.of("169.254.0.0/16"),
          Prefix.of("172.16.0.0/12"),
          Prefix.of("192.0.2.0/24"),
          Prefix.of("192.168.0.0/16"),
          Prefix.of("198.18.0.0/15"),
          Prefix.of("224.0.0.0/3"));

  private final Topology topology;
  private final NetworkInterface nic;
  private final Subnet subnet;
  private final VirtualNetwork network;

  /** One line for each group that is asked: the verdict and the rule that decides. */
  record Answer(ResourceId group, StageDecision.Verdict verdict, String rule) {}

  RuleOracle(Topology topology, NetworkInterface nic) {
    this.topology = topology;
    this.nic = nic;
    ResourceId subnetId = nic.ipConfigurations().getFirst().subnet();
    this.subnet = topology.find(subnetId, Subnet.class).orElseThrow();
    this.network = topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
  }

  /** Inbound subnet then interface, outbound the other way round, up to the first denial. */
  List<Answer> evaluate(Direction direction, Flow flow) {
    List<ResourceId> groups = new ArrayList<>();
    subnet.securityGroup().ifPresent(groups::add);
    nic.securityGroup().ifPresent(groups::add);
    List<Answer> answers = new ArrayList<>();
    for (ResourceId id : direction == Direction.INBOUND ? groups : groups.reversed()) {
      answers.add(ask(topology.find(id, SecurityGroup.class).orElseThrow(), direction, flow));
      if (answers.getLast().verdict() == StageDecision.Verdict.DENY) {
        break;
      }
    }
    return answers;
  }

  private Answer ask(SecurityGroup group, Direction direction, Flow flow) {
    List<SecurityRule> rules = new ArrayList<>(group.rules());
    rules.removeIf(rule -> rule.direction() != direction);
    rules.sort(Comparator.comparingInt(SecurityRule::priority));
    List<String> unknown = new ArrayList<>(unknownTags(rules));
    Set<Boolean> outcomes = new LinkedHashSet<>();
    String certain = "";
    for (int world = 0; world < 1 << unknown.size(); world++) {
      Set<String> covering = new LinkedHashSet<>();
      for (int i = 0; i < unknown.size(); i++) {
        if ((world >> i & 1) == 1) {
          covering.add(unknown.get(i));
        }
      }
      Optional<SecurityRule> first =
          rules.stream().filter(rule -> matches(rule, flow, covering)).findFirst();
      String name = first.map(SecurityRule::name).orElseGet(() -> defaultRule(direction, flow));
      if (world == 0) {
        certain = name;
      }
      outcomes.add(
          first.map(rule -> rule.access() == Access.ALLOW).orElse(name.startsWith("Allow")));
    }
    StageDecision.Verdict verdict =
        outcomes.size() > 1
            ? StageDecision.Verdict.UNKNOWN
            : outcomes.contains(true) ? StageDecision.Verdict.ALLOW : StageDecision.Verdict.DENY;
    return new Answer(group.id(), verdict, certain);
  }

  private String defaultRule(Direction direction, Flow flow) {
    boolean inNetwork = virtualNetwork(flow.source()) && virtualNetwork(flow.destination());
    if (direction == Direction.INBOUND) {
      return inNetwork
          ? "AllowVnetInBound"
          : loadBalancer(flow.source()) ? "AllowAzureLoadBalancerInBound" : "DenyAllInBound";
    }
    return inNetwork
        ? "AllowVnetOutBound"
        : internet(flow.destination()) ? "AllowInternetOutBound" : "DenyAllOutBound";
  }

  private Set<String> unknownTags(List<SecurityRule> rules) {
    Set<String> tags = new LinkedHashSet<>();
    for (SecurityRule rule : rules) {
      for (AddressTerm term : concat(rule.traffic().source(), rule.traffic().destination())) {
        if (term instanceof AddressTerm.Tag(String name) && name.startsWith("Unknown")) {
          tags.add(name);
        }
      }
    }
    return tags;
  }

  private static List<AddressTerm> concat(List<AddressTerm> one, List<AddressTerm> other) {
    List<AddressTerm> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private boolean matches(SecurityRule rule, Flow flow, Set<String> covering) {
    boolean protocol =
        switch (rule.protocol()) {
          case ANY -> true;
          case ICMP -> flow.protocol() == Protocol.ICMP && flow.version() == IpVersion.V4;
          case ICMPV6 -> throw new IllegalArgumentException("not generated");
          case TCP, UDP, ESP, AH -> rule.protocol() == flow.protocol();
        };
    return protocol
        && (flow.protocol() == Protocol.ICMP
            || (ports(rule.traffic().sourcePorts(), flow.sourcePort())
                && ports(rule.traffic().destinationPorts(), flow.destinationPort())))
        && addresses(rule.traffic().source(), flow.source(), covering)
        && addresses(rule.traffic().destination(), flow.destination(), covering);
  }

  private static boolean ports(List<PortRange> ranges, int port) {
    return ranges.stream().anyMatch(range -> range.first() <= port && port <= range.last());
  }

  private boolean addresses(List<AddressTerm> terms, IpAddress address, Set<String> covering) {
    boolean covered = false;
    for (AddressTerm term : terms) {
      covered |=
          switch (term) {
            case AddressTerm.Any _ -> true;
            case AddressTerm.Block(Prefix prefix) -> prefix.contains(address);
            case AddressTerm.Group(ResourceId group) -> isMember(group, address);
            case AddressTerm.Unknown _ -> throw new IllegalArgumentException("not generated");
            case AddressTerm.Tag(String name) ->
                switch (name.toLowerCase(Locale.ROOT)) {
                  case "virtualnetwork" -> virtualNetwork(address);
                  case "internet" -> internet(address);
                  case "azureloadbalancer" -> loadBalancer(address);
                  default ->
                      name.startsWith("Unknown")
                          ? covering.contains(name) && mayBeAzure(address)
                          : holds(
                              topology.serviceTags().get(name.toLowerCase(Locale.ROOT)), address);
                };
          };
    }
    return covered;
  }

  private boolean isMember(ResourceId group, IpAddress address) {
    for (NetworkInterface other : topology.all(NetworkInterface.class)) {
      for (IpConfiguration configuration : other.ipConfigurations()) {
        Subnet home = topology.find(configuration.subnet(), Subnet.class).orElseThrow();
        if (configuration.privateAddress().equals(address)
            && configuration.applicationSecurityGroups().contains(group)
            && home.virtualNetwork().equals(network.id())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean virtualNetwork(IpAddress address) {
    if (holds(network.addressSpace(), address) || WIRE_SERVER.contains(address)) {
      return true;
    }
    for (Peering link : network.peerings()) {
      if (link.allowVirtualNetworkAccess()
          && RouteOracle.isConnected(topology, link)
          && holds(RouteOracle.remote(topology, link), address)) {
        return true;
      }
    }
    Optional<RouteTable> table =
        subnet.routeTable().flatMap(id -> topology.find(id, RouteTable.class));
    return table.isPresent()
        && table.get().routes().stream()
            .anyMatch(route ->
                route.destination() instanceof RouteTable.Destination.Block(Prefix prefix)
                    && prefix.contains(address));
  }

  private boolean internet(IpAddress address) {
    boolean outside =
        address.version() == IpVersion.V4
            ? !holds(NOT_INTERNET, address)
            : Prefix.of("2000::/3").contains(address);
    return outside && !holds(network.addressSpace(), address);
  }

  private static boolean loadBalancer(IpAddress address) {
    return WIRE_SERVER.contains(address) || address.equals(IpAddress.of("fe80::1234:5678:9abc"));
  }

  /** Azure's services have public addresses; none is private or for documentation. */
  private static boolean mayBeAzure(IpAddress address) {
    return !holds(
        List.of(
            Prefix.of("10.0.0.0/8"),
            Prefix.of("172.16.0.0/12"),
            Prefix.of("192.168.0.0/16"),
            Prefix.of("100.64.0.0/10"),
            Prefix.of("192.0.2.0/24"),
            Prefix.of("198.51.100.0/24"),
            Prefix.of("203.0.113.0/24"),
            Prefix.of("2001:db8::/32"),
            Prefix.of("fe80::/10")),
        address);
  }

  private static boolean holds(List<Prefix> prefixes, IpAddress address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }
}
