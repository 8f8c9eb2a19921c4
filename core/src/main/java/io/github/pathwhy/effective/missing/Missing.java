package io.github.pathwhy.effective.missing;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// Something that decides and that no input says. Two of them are equal when the same fact is
/// missing.
public sealed interface Missing {

  /** The value of a property of a resource, or of a part of one. */
  record Value(Gap gap) implements Missing {}

  /** A resource that another one refers to. */
  record NotInInput(ResourceType type, ResourceId id) implements Missing {}

  /** The rules of a group, or the routes of a table, that is attached but not in the input. */
  record Attached(ResourceType type, ResourceId id, ResourceId attachedTo) implements Missing {}

  /** What a resource does whose type the model does not have. */
  record Behaviour(ResourceId of) implements Missing {}

  /** The addresses that the tags and groups of a rule stand for. */
  record RulePrefixes(String rule, ResourceId of) implements Missing {}

  /** The prefixes of a service tag. */
  record TagPrefixes(String tag) implements Missing {}

  /** Parts of a rule that the input leaves open: the texts that stand for them. */
  record RuleValues(String rule, ResourceId of, List<String> values) implements Missing {
    public RuleValues {
      values = List.copyOf(values);
    }
  }

  /** The addresses of the names that a rule has as destinations. */
  record RuleNames(String rule, ResourceId of) implements Missing {}

  /** What is in Microsoft's lists that an application rule goes by. */
  record RuleLists(String rule, ResourceId of) implements Missing {}

  /** Whether a network is in the group that an admin rule applies to. */
  record Membership(ResourceId network, ResourceId rule) implements Missing {}

  /** Which address of its subnet an instance of a firewall has. */
  record InstanceAddress(ResourceId firewall, Prefix subnet) implements Missing {}

  /** The address that a rule translates to. */
  record TranslatedAddress(String rule, ResourceId of) implements Missing {}

  /** Whether one of an appliance's own translations applies. */
  record Translation(ResourceId appliance) implements Missing {}

  /** The prefixes of a service tag for which a subnet has a route of its own. */
  record RoutedTag(String tag, ResourceId subnet) implements Missing {}

  /** The prefix of a user route: the text that stands for it. */
  record RouteDestination(String route, ResourceId table, String value) implements Missing {}

  /** The next hop of a user route: the text that stands for it. */
  record RouteNextHop(Optional<String> route, String value) implements Missing {}

  /** The routes that a gateway or a route server has learned. */
  record LearnedRoutes(ResourceId of) implements Missing {}

  /** Whether a Route Server's or a gateway's neighbour announced a prefix, and which one. */
  record Announcer(Prefix prefix) implements Missing {}

  /// Which workload has an address of a subnet that belongs to a service: the service puts
  /// addresses there by itself.
  record Delegated(IpAddress address, ResourceId subnet, List<String> services) implements Missing {
    public Delegated {
      services = List.copyOf(services);
    }
  }

  /** Whether the network rules of a service let the caller in. */
  record Admission(ResourceId service, String because) implements Missing {}

  /** What has an address of a subnet in which a service puts addresses by itself. */
  record Placed(IpAddress address, ResourceId subnet, ResourceId service) implements Missing {}

  /**
   * What an appliance does with a destination that it announces itself: it may own or tunnel it.
   */
  record Announced(IpAddress destination, ResourceId by) implements Missing {}

  /// Whether a rule with floating IP reaches a secondary ip configuration, which is documented as
  /// not supported.
  record FloatingSecondary(ResourceId ipConfiguration) implements Missing {}

  /// Whether a member has the frontend's address itself, as floating IP wants it: what it sends
  /// there then never leaves it.
  record FloatingToItself(String member, IpAddress frontend) implements Missing {}

  /** What lies behind a gateway at an address that no site has. */
  record Behind(ResourceId gateway, IpAddress address) implements Missing {}

  /** Which addresses the NAT rules of a connection put in place of others. */
  record NatRules(ResourceId connection) implements Missing {}

  /** Whether the traffic selectors of a connection count. */
  record Selectors(ResourceId connection) implements Missing {}

  /** The gateway at the other end of a connection. */
  record OtherEnd(ResourceId connection) implements Missing {}

  /** What has an address inside a virtual hub. */
  record InHub(IpAddress address, ResourceId hub) implements Missing {}

  /// Whether what is behind a gateway of a hub sends it internet traffic: none of the connections
  /// tells it a default route.
  record DefaultRoute(ResourceId gateway) implements Missing {}

  /** Whether a table of a hub may send everything to the connection of another hub. */
  record DefaultAcross(ResourceId hub, ResourceId other) implements Missing {}

  /** Where packets go that virtual hubs send round and round. */
  record HubLoop(ResourceId hub) implements Missing {}

  /** The resource that has a public address. */
  record PublicOwner(IpAddress address) implements Missing {}

  /** Whether a resource gives what it serves a way out to the internet. */
  record WayOut(ResourceId through, boolean inInput) implements Missing {}

  /** The network interfaces of a machine. */
  record Interfaces(ResourceId machine) implements Missing {}

  /** The addresses that a firewall sends with. */
  record SendingAddress(ResourceId firewall) implements Missing {}

  /** Whether a firewall answers questions for names. */
  record DnsProxy(ResourceId firewall) implements Missing {}

  /** Members of a pool that are in no input. */
  record PoolMembers(ResourceId pool) implements Missing {}

  /** The ip configuration that is a member of a pool. */
  record Member(ResourceId ipConfiguration) implements Missing {}

  /** The address of a pool's member that is given by name, whose lookup fails for a reason. */
  record MemberAddress(String name, String reason) implements Missing {}

  /** What a host name resolves to. */
  record NameRecord(String name) implements Missing {}

  /** What the name server of a network's own answers for a host name. */
  record NameAnswer(String name, IpAddress server, ResourceId network) implements Missing {}

  /// Whether a forwarding rule or a private zone answers for a name, or where the rule leads.
  record Forwarded(String name, ResourceId rule, Optional<ResourceId> zone) implements Missing {}

  /** The public address of a name whose private endpoint has no zone in a network. */
  record UnlinkedName(String name, ResourceId endpoint, ResourceId network) implements Missing {}

  /** The end of a path that is longer than any that is followed. */
  record PathEnd(int hops) implements Missing {}

  /** Further paths beside as many as are followed. */
  record MorePaths(int followed) implements Missing {}
}
