package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what is missing, as a phrase that can stand after "unknown:" or in a list. */
final class MissingWords {
  private static final String GROUPS = "/resourcegroups/";
  private static final String PROVIDERS = "/providers/";
  private static final String NETWORK = "Microsoft.Network/";

  private MissingWords() {}

  static String of(Missing missing) {
    return switch (missing) {
      case Missing.Value(Gap gap) -> of(gap);
      case Missing.NotInInput(var type, ResourceId id) ->
          type.label() + " " + whole(type, id) + ", which is not in the input";
      case Missing.Attached(var type, ResourceId id, ResourceId attachedTo) ->
          (type == ResourceType.ROUTE_TABLE ? "the routes of " : "the rules of ")
              + type.label()
              + " "
              + named(id)
              + ", which is attached to "
              + attachedTo.name()
              + " but not in the input";
      case Missing.Behaviour(ResourceId of) ->
          "what " + shortened(of) + " does: its type is not modelled";
      case Missing.RulePrefixes(String rule, ResourceId of) ->
          "the prefixes of the tags or groups in rule " + rule + " of " + of.name();
      case Missing.TagPrefixes(String tag) -> "the prefixes of service tag " + tag;
      case Missing.RuleValues(String rule, ResourceId of, List<String> values) ->
          "the value of " + String.join(", ", values) + " in rule " + rule + " of " + of.name();
      case Missing.RuleNames(String rule, ResourceId of) ->
          "the addresses of the names in rule " + rule + " of " + of.name();
      case Missing.RuleLists(String rule, ResourceId of) ->
          "what the tags or categories of rule " + rule + " of " + of.name() + " cover";
      case Missing.Membership(ResourceId network, ResourceId rule) ->
          "whether " + network.name() + " is in the group of rule " + rule.name();
      case Missing.InstanceAddress(ResourceId firewall, var subnet) ->
          "which address "
              + firewall.name()
              + " translates to: any of "
              + subnet
              + ", and not all are treated alike";
      case Missing.TranslatedAddress(String rule, ResourceId of) ->
          "the translated address of rule " + rule + " of " + of.name();
      case Missing.Translation(ResourceId appliance) ->
          "the prefixes of the tags or groups in a translation of " + appliance.name();
      case Missing.RoutedTag(String tag, ResourceId subnet) ->
          "the prefixes of service tag "
              + tag
              + ", which subnet "
              + subnet.name()
              + " routes on its own";
      case Missing.RouteDestination(String route, ResourceId table, String value) ->
          "the prefix of route " + route + " of " + table.name() + ": " + value;
      case Missing.RouteNextHop(Optional<String> route, String value) ->
          "the next hop of " + route.map(name -> "route " + name).orElse("a route") + ": " + value;
      case Missing.LearnedRoutes(ResourceId of) -> "the routes that " + of.name() + " has learned";
      case Missing.Announcer(var prefix) -> "which appliance announced " + prefix;
      case Missing.Behind(ResourceId gateway, var address) ->
          "what lies behind " + gateway.name() + ": no site has the address " + address;
      case Missing.Delegated(var address, ResourceId subnet, List<String> services) ->
          "what has the address "
              + address
              + " in subnet "
              + subnet.name()
              + ", which is delegated to "
              + String.join(", ", services);
      case Missing.Placed(var address, ResourceId subnet, ResourceId service) ->
          "what has the address "
              + address
              + " in subnet "
              + subnet.name()
              + ", where "
              + service.name()
              + " has addresses that no resource shows";
      case Missing.Admission(ResourceId service, String because) ->
          "whether the network rules of " + service.name() + " let the caller in: " + because;
      case Missing.Announced(var destination, ResourceId by) ->
          "what " + by.name() + " does with " + destination + ", which it announces itself";
      case Missing.FloatingToItself(String member, IpAddress frontend) ->
          "whether " + member + " has the address " + frontend + " itself, as floating IP wants it";
      case Missing.FloatingSecondary(ResourceId configuration) ->
          "whether floating IP reaches the secondary ip configuration " + configuration.name();
      case Missing.NatRules(ResourceId connection) ->
          "which addresses the egressNatRules and ingressNatRules of connection "
              + connection.name()
              + " put in place of others";
      case Missing.Selectors(ResourceId connection) ->
          "whether the trafficSelectorPolicies of connection "
              + connection.name()
              + " count, which do not have these addresses"
              + " (usePolicyBasedTrafficSelectors is not true)";
      case Missing.OtherEnd(ResourceId connection) ->
          "the gateway at the other end of connection "
              + connection.name()
              + ", which is not in the input";
      case Missing.InHub(var address, ResourceId hub) ->
          "what has the address " + address + " in hub " + hub.name();
      case Missing.DefaultRoute(ResourceId gateway) ->
          "whether what is behind "
              + gateway.name()
              + " sends internet traffic there: enableInternetSecurity is false";
      case Missing.DefaultAcross(ResourceId hub, ResourceId other) ->
          "whether hub " + hub.name() + " sends 0.0.0.0/0 to a connection of hub " + other.name();
      case Missing.HubLoop(ResourceId hub) ->
          "where the loop between virtual hubs ends that comes back to " + hub.name();
      case Missing.PublicOwner(var address) -> "the resource with the public address " + address;
      case Missing.WayOut(ResourceId through, boolean inInput) ->
          inInput
              ? "whether " + through + " gives outbound access: it is not modelled"
              : "whether " + through + ", which is not in the input, gives outbound access";
      case Missing.Interfaces(ResourceId machine) -> "the network interfaces of " + named(machine);
      case Missing.SendingAddress(ResourceId firewall) -> "the addresses of " + firewall.name();
      case Missing.DnsProxy(ResourceId firewall) ->
          "whether " + firewall.name() + " is a DNS proxy";
      case Missing.PoolMembers(ResourceId pool) ->
          "members of pool " + shortened(pool) + " that are not in the input";
      case Missing.Member(ResourceId configuration) ->
          "ip configuration " + shortened(configuration) + ", which is not in the input";
      case Missing.MemberAddress(String name, String reason) ->
          "the address of pool member " + name + ": " + reason;
      case Missing.NameRecord(String name) -> "what " + name + " resolves to";
      case Missing.NameAnswer(String name, var server, ResourceId network) ->
          "what DNS server " + server + " of " + network.name() + " answers for " + name;
      case Missing.Forwarded(String name, ResourceId rule, Optional<ResourceId> zone) ->
          "who answers for "
              + name
              + ": rule "
              + rule.name()
              + " of ruleset "
              + rule.parent().name()
              + zone.map(id ->
                      ", or private DNS zone " + id.name() + ": which one wins is not settled")
                  .orElse(", whose servers or domain the input leaves open");
      case Missing.UnlinkedName(String name, ResourceId endpoint, ResourceId network) ->
          "the public address of "
              + name
              + ": no private DNS zone with a record of "
              + endpoint.name()
              + " is linked to "
              + network.name();
      case Missing.PathEnd(int hops) -> "the end of a path of more than " + hops + " hops";
      case Missing.MorePaths(int followed) -> "the rest of more than " + followed + " paths";
    };
  }

  /** The same as a sentence of its own. */
  static String sentence(Missing missing) {
    if (missing instanceof Missing.NotInInput(var type, ResourceId id)) {
      return type.label() + " " + whole(type, id) + " is not in the input";
    }
    if (missing instanceof Missing.Attached(var _, ResourceId id, ResourceId attachedTo)) {
      return named(id) + ", attached to " + attachedTo.name() + ", is not in the input";
    }
    return "not known: " + of(missing);
  }

  /** The name of a resource, or the path of a part of it. */
  private static String whole(ResourceType type, ResourceId id) {
    return id.endsWith(type.collection() + "/" + id.name()) ? named(id) : shortened(id);
  }

  /** The name of a resource, with its resource group where the id says it. */
  private static String named(ResourceId id) {
    return group(id).map(group -> id.name() + " of resource group " + group).orElse(id.name());
  }

  /** A part of a resource by its path, with the resource group where the id says it. */
  private static String shortened(ResourceId id) {
    String text = id.toString();
    int provider = text.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDERS);
    String path = provider < 0 ? text : text.substring(provider + PROVIDERS.length());
    if (path.regionMatches(true, 0, NETWORK, 0, NETWORK.length())) {
      path = path.substring(NETWORK.length());
    }
    String shown = path;
    return group(id).map(group -> shown + " of resource group " + group).orElse(shown);
  }

  private static Optional<String> group(ResourceId id) {
    String text = id.toString();
    int at = text.toLowerCase(Locale.ROOT).indexOf(GROUPS);
    if (!id.isArm() || at < 0) {
      return Optional.empty();
    }
    int start = at + GROUPS.length();
    int end = text.indexOf('/', start);
    return Optional.of(text.substring(start, end < 0 ? text.length() : end));
  }

  /** What nobody knows or understands of a property. */
  static String of(Gap gap) {
    return switch (gap.kind()) {
      case OPEN -> gap.property() + " of " + gap.of().name() + ": " + gap.value();
      case UNREAD, WARNING, UNLISTED ->
          gap.property()
              + " "
              + gap.value()
              + " of "
              + gap.of().name()
              + ", which is not modelled ("
              + gap.place()
              + ")";
    };
  }

  static List<String> of(List<Missing> missing) {
    return missing.stream().map(MissingWords::of).toList();
  }
}
