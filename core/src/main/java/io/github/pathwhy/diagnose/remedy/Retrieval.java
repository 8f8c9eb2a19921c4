package io.github.pathwhy.diagnose.remedy;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import java.util.Locale;
import java.util.Optional;

/// How to get what no input says: the command that prints it, or what to write into an input.
public final class Retrieval {
  private Retrieval() {}

  /** Where to get it; none where nothing outside of Azure itself could tell. */
  public static Optional<Remedy> of(Missing missing) {
    return switch (missing) {
      case Missing.Value(Gap gap) -> of(gap);
      case Missing.NotInInput(ResourceType type, ResourceId id) -> show(type, id);
      case Missing.Attached(ResourceType type, ResourceId id, var _) -> show(type, id);
      case Missing.Behaviour(ResourceId of) -> resource(of);
      case Missing.RulePrefixes(String rule, ResourceId _) ->
          say("give the prefixes of the tags and groups of rule " + rule + " under serviceTags:");
      case Missing.TagPrefixes(String tag) -> tag(tag);
      case Missing.RoutedTag(String tag, ResourceId _) -> tag(tag);
      case Missing.Translation(ResourceId appliance) ->
          say("give the prefixes of the tags that " + appliance.name() + " names: serviceTags:");
      case Missing.RuleValues(String rule, ResourceId of, var values) ->
          say(
              "give "
                  + String.join(", ", values)
                  + " of rule "
                  + rule
                  + " of "
                  + of.name()
                  + " (--parameters FILE)");
      case Missing.RuleNames(String rule, ResourceId _) ->
          say("add dns: records for the names of rule " + rule);
      case Missing.RuleLists(String rule, ResourceId of) ->
          say("ask for an address or a name that rule " + rule + " of " + of.name() + " names");
      case Missing.Membership(ResourceId network, ResourceId _) ->
          say("add " + network.name() + " to the members of the group, or leave it out");
      case Missing.InstanceAddress(ResourceId firewall, var subnet) ->
          say("treat all of " + subnet + " alike: any address of it may be " + firewall.name());
      case Missing.TranslatedAddress(String rule, ResourceId of) ->
          say("give the translated address of rule " + rule + " of " + of.name());
      case Missing.RouteDestination(String route, ResourceId table, String value) ->
          say("give " + value + " of route " + route + " of " + table.name());
      case Missing.RouteNextHop(Optional<String> route, String value) ->
          say("give " + value + route.map(name -> " of route " + name).orElse(""));
      case Missing.LearnedRoutes(ResourceId of) ->
          say(
              "load the effective routes of an interface of the network (az network nic"
                  + " show-effective-route-table), or say observed: {"
                  + of.name()
                  + ": {learnedRoutes: [PREFIX]}}");
      case Missing.Announcer(var prefix) ->
          say("say who announces " + prefix + ": learnedRoutes: [{prefix, nextHop}]");
      case Missing.Behind(ResourceId gateway, var address) ->
          say("add a site with " + address + " behind " + gateway.name() + " under sites:");
      case Missing.Delegated(var address, var _, var _) -> owner(address.toString());
      case Missing.Placed(var address, var _, var _) -> owner(address.toString());
      case Missing.InHub(var address, var _) -> owner(address.toString());
      case Missing.PublicOwner(var address) ->
          say("add what has the public address " + address + " to the inputs");
      case Missing.Admission(ResourceId service, var _) -> resource(service);
      case Missing.Announced(var destination, ResourceId by) ->
          say("add the network behind " + by.name() + " that has " + destination);
      case Missing.FloatingToItself(String member, var frontend) ->
          say("look whether the system of " + member + " has " + frontend + " itself");
      case Missing.FloatingSecondary(var _) ->
          say("use the primary ip configuration: floating IP is documented for that one only");
      case Missing.NatRules(ResourceId connection) ->
          say("add the NAT rules that " + connection.name() + " names");
      case Missing.Selectors(ResourceId connection) ->
          say("give usePolicyBasedTrafficSelectors of " + connection.name());
      case Missing.OtherEnd(ResourceId connection) ->
          say("add the gateway at the other end of " + connection.name());
      case Missing.DefaultRoute(ResourceId gateway) ->
          say("give enableInternetSecurity of the connections of " + gateway.name());
      case Missing.WayOut(ResourceId through, boolean inInput) ->
          inInput ? Optional.empty() : resource(through);
      case Missing.Interfaces(ResourceId machine) ->
          say("add the network interfaces of " + machine.name() + " (az network nic list)");
      case Missing.SendingAddress(ResourceId firewall) -> resource(firewall);
      case Missing.DnsProxy(ResourceId firewall) ->
          say("add the policy of " + firewall.name() + ", which says whether it is a DNS proxy");
      case Missing.PoolMembers(ResourceId pool) ->
          say("add the interfaces of the members of " + pool.name() + " (az network nic list)");
      case Missing.Member(ResourceId configuration) ->
          show(ResourceType.NETWORK_INTERFACE, configuration.parent());
      case Missing.MemberAddress(String name, String _) -> record(name);
      case Missing.NameRecord(String name) -> record(name);
      case Missing.NameAnswer(String name, var _, var _) -> record(name);
      case Missing.Forwarded(String name, var _, var _) -> record(name);
      case Missing.UnlinkedName(String name, var _, var _) -> record(name);
      case Missing.DefaultAcross _, Missing.HubLoop _, Missing.PathEnd _, Missing.MorePaths _ ->
          Optional.empty();
    };
  }

  private static Optional<Remedy> of(Gap gap) {
    return switch (gap.kind()) {
      case OPEN ->
          say(
              "give "
                  + gap.property()
                  + " of "
                  + gap.of().name()
                  + (gap.value().isEmpty() ? "" : ": " + gap.value()));
      case UNREAD ->
          say("look at " + gap.property() + " of " + gap.of().name() + " by hand: it decides here");
      case WARNING, UNLISTED -> Optional.empty();
    };
  }

  private static Optional<Remedy> tag(String tag) {
    return say("give the prefixes of " + tag + ": serviceTags: {" + tag + ": [PREFIX]}");
  }

  private static Optional<Remedy> record(String name) {
    return say("add a dns: record for " + name);
  }

  private static Optional<Remedy> owner(String address) {
    return say("add what has the address " + address + " to the inputs");
  }

  private static Optional<Remedy> say(String words) {
    return Optional.of(new Remedy.Say(words));
  }

  /** The command that prints a resource of a type. */
  private static Optional<Remedy> show(ResourceType type, ResourceId id) {
    if (!id.isArm()) {
      return say("add " + type.label() + " " + id.name() + " to the inputs");
    }
    return fetch(
        switch (type) {
          case VIRTUAL_NETWORK, SUBNET, PEERING -> "network vnet";
          case NETWORK_INTERFACE -> "network nic";
          case SECURITY_GROUP, SECURITY_RULE -> "network nsg";
          case APPLICATION_SECURITY_GROUP -> "network asg";
          case ROUTE_TABLE, ROUTE -> "network route-table";
          case PUBLIC_IP_ADDRESS -> "network public-ip";
          case NAT_GATEWAY -> "network nat gateway";
          case PUBLIC_IP_PREFIX -> "network public-ip prefix";
          case BASTION_HOST -> "network bastion";
          case LOAD_BALANCER, BACKEND_POOL, INBOUND_NAT_RULE -> "network lb";
          case PRIVATE_ENDPOINT, PRIVATE_DNS_ZONE_GROUP -> "network private-endpoint";
          case APPLICATION_GATEWAY, APPLICATION_GATEWAY_POOL -> "network application-gateway";
          case AZURE_FIREWALL -> "network firewall";
          case IP_GROUP -> "network ip-group";
          case VIRTUAL_NETWORK_GATEWAY, GATEWAY_NAT_RULE -> "network vnet-gateway";
          case LOCAL_NETWORK_GATEWAY -> "network local-gateway";
          case GATEWAY_CONNECTION -> "network vpn-connection";
          case EXPRESS_ROUTE_CIRCUIT -> "network express-route";
          case VIRTUAL_WAN -> "network vwan";
          case VIRTUAL_HUB -> "network vhub";
          case VIRTUAL_MACHINE -> "vm";
          case SCALE_SET, SCALE_SET_INSTANCE, SCALE_SET_INTERFACE -> "vmss";
          case PRIVATE_DNS_ZONE,
              PRIVATE_DNS_A,
              PRIVATE_DNS_AAAA,
              PRIVATE_DNS_CNAME,
              PRIVATE_DNS_LINK,
              FIREWALL_POLICY,
              RULE_COLLECTION_GROUP,
              NETWORK_MANAGER,
              NETWORK_GROUP,
              STATIC_MEMBER,
              ADMIN_CONFIGURATION,
              ADMIN_RULE_COLLECTION,
              ADMIN_RULE,
              HUB_CONNECTION,
              HUB_ROUTE_TABLE,
              HUB_ROUTING_INTENT,
              HUB_IP_CONFIGURATION,
              HUB_BGP_CONNECTION,
              HUB_VPN_GATEWAY,
              HUB_VPN_CONNECTION,
              HUB_NAT_RULE,
              HUB_VPN_LINK_CONNECTION,
              PRIVATE_LINK_SERVICE,
              PRIVATE_LINK_CONNECTION,
              VPN_SITE,
              VPN_SITE_LINK,
              HUB_EXPRESS_ROUTE_GATEWAY,
              HUB_EXPRESS_ROUTE_CONNECTION,
              HUB_POINT_TO_SITE_GATEWAY ->
              "resource";
        },
        owner(id, type.depth()));
  }

  /** The resource that a part belongs to, which is what the command prints. */
  private static ResourceId owner(ResourceId id, int depth) {
    ResourceId owner = id;
    for (int i = 0; i < depth; i++) {
      owner = owner.parent();
    }
    return owner;
  }

  private static Optional<Remedy> resource(ResourceId id) {
    return id.isArm() ? fetch("resource", id) : Optional.empty();
  }

  private static Optional<Remedy> fetch(String group, ResourceId id) {
    String file = id.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-") + ".json";
    return Optional.of(
        new Remedy.Fetch(
            "az " + group + " show --ids " + quoted(id.toString()) + " -o json", file));
  }

  /** A word for a shell: in quotes unless it is plain. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
