import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the bundled census from its two tables, one row per property of a resource type and one
/// per type; run by hand, never packaged. Notes stay behind. What is written, all in lower case but
/// for the words of values:
///
/// - `# roles`: the roles; the first is `a` in the rules below, the second `b` …
/// - `# conditions`: the conditions, with letters of their own in the same way.
/// - `+provider`, then for each class a tab, its letter, and the names of the types; `*` stands for
///   all others of the provider. Types of Terraform have what stands before the first `_` as
///   theirs.
/// - `@type;@type;` and the properties of these types as a tree, a space for each level: a rule and
///   the names that it holds for. Without a name it is for single values of what stands above it.
///
/// A rule is a class (`M`, `X`, `U`, `H`; `-` is a name without a row, on the way to others), then
/// what there is of: the letter of the role, which modelled properties of networks have as well,
/// for values that are not known ([#MODELLED]); `!` for a warning; `:` and the letter of the
/// condition ([#CONDITIONS]); `=` and the default; `>` for a reference, with the type whose rows
/// hold inside a copy; `?` and the single values. Variants stand in `<>` as names of their own.
/// `[]` is left out: no list differs from its elements.
///
/// Where the tables have prose, this is what becomes of it:
///
/// - A note that owes a `Warning` makes one of it, in whatever words, unless the same note also
///   says `Unknown` (`Warning/Unknown: …`, `Unknown for the backend, Warning by WAF`).
/// - Defaults: a single word is the value that counts as not set. `a|b` are several such words,
///   `a,b` is a list of exactly these elements, and `!` means that there is no default, but that
///   `false` counts. The prose of rows that decide is in [#DEFAULTS]; prose of other rows is left
///   out, since nothing depends on it.
/// - Single values: `a|b` are words, `~a|b` is any word but these (known words are those of the
///   plain row, or those in [#WORDS]), and `/` is a text with a slash in it.
/// - A copy is of the type that the row names, unless the property is called as children of its own
///   type are that have rows: `securityRules` of a group are its `securityRules`.
/// - `a|b` at the end of a path are two properties.
/// - Rows that say how to read and not what a property does, in [#READING], are left out.
final class CensusData {
  private static final String ANY_SERVICE = "(any service)";
  private static final String OTHER = " (any other word)";
  private static final String NO_ROLE = "";
  private static final String NETWORK = "microsoft.network/";

  private static final List<String> ROLES =
      List.of(
          "address-owner",
          "public-address",
          "interface",
          "group-rule",
          "admin-rule",
          "subnet-route",
          "peering",
          "prefixes",
          "way-out",
          "load-balancer",
          "pool-member",
          "app-gateway",
          "answer",
          "firewall",
          "firewall-rule",
          "bastion",
          "connection",
          "learned-routes",
          "hub-transit",
          "private-endpoint",
          "name-in-network",
          "public-name",
          "service-door",
          "service-source",
          "appliance");

  /// Defaults that are more than a word, as they are written.
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("absent; false counts", "!"),
          Map.entry("0/10", "0|10"),
          Map.entry("32/128", "32|128"),
          // An empty list is not set anyway.
          Map.entry("[] (servers of the network)", ""),
          Map.entry("[\"*\"]", "*"),
          // A table is named by an id, whose last part counts, and a label by itself.
          Map.entry("defaultRouteTable, label default", "defaultRouteTable|default"),
          Map.entry("RFC 1918", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"),
          Map.entry(
              "true (portal, azurerm, documentation); absent in a template: not documented",
              "true"),
          // What follows from being absent is for those who ask for the property.
          Map.entry("Allow without a rule, Deny with one", "Allow"),
          Map.entry(
              "Enabled; Disabled when absent or empty and the app has a private endpoint",
              "Enabled"),
          Map.entry("the", ""));

  /// The known words of rows that say them in their notes only.
  private static final Map<String, String> WORDS =
      Map.of(
          "microsoft.network/virtualhubs/routingintent routingpolicies.destinations",
          "Internet|PrivateTraffic",
          "microsoft.network/privateendpoints"
              + " privatelinkserviceconnections.privatelinkserviceconnectionstate.status",
          "Approved|Pending|Rejected|Disconnected");

  private static final String MADE_WITH_MACHINE =
      "microsoft.compute/virtualmachines networkprofile.networkinterfaceconfigurations";
  private static final String OF_SET =
      "microsoft.compute/virtualmachinescalesets virtualmachineprofile.networkprofile"
          + ".networkinterfaceconfigurations";
  private static final String OF_INSTANCE =
      "microsoft.compute/virtualmachinescalesets/virtualmachines networkprofileconfiguration"
          + ".networkinterfaceconfigurations";
  private static final String OF_INSTANCE_ITSELF =
      "microsoft.compute/virtualmachinescalesets/virtualmachines networkprofile"
          + ".networkinterfaceconfigurations";
  private static final String PUBLIC = ".ipconfigurations.publicipaddressconfiguration.";

  /// What readers follow although the tables do not know it yet; without a provider it is of
  /// networks.
  private static final Set<String> FOLLOWED =
      Set.of(
          // Answers take no address to be on the list of threats that these are exempt from.
          "firewallpolicies threatintelwhitelist",
          "bastionhosts sku.name",
          "publicipprefixes sku.name",
          "publicipprefixes sku.name=standardv2",
          MADE_WITH_MACHINE + ".enableipforwarding",
          MADE_WITH_MACHINE + ".ipconfigurations.applicationgatewaybackendaddresspools",
          MADE_WITH_MACHINE + ".ipconfigurations.applicationsecuritygroups",
          MADE_WITH_MACHINE + ".ipconfigurations.loadbalancerbackendaddresspools",
          MADE_WITH_MACHINE + ".ipconfigurations.name",
          MADE_WITH_MACHINE + ".ipconfigurations.primary",
          MADE_WITH_MACHINE + ".ipconfigurations.privateipaddressversion",
          MADE_WITH_MACHINE + ".ipconfigurations.publicipaddressconfiguration.name",
          MADE_WITH_MACHINE
              + ".ipconfigurations.publicipaddressconfiguration.publicipaddressversion",
          MADE_WITH_MACHINE + ".ipconfigurations.publicipaddressconfiguration.sku.name",
          MADE_WITH_MACHINE + ".ipconfigurations.subnet",
          MADE_WITH_MACHINE + ".name",
          MADE_WITH_MACHINE + ".networksecuritygroup",
          MADE_WITH_MACHINE + ".primary",
          MADE_WITH_MACHINE + PUBLIC + "dnssettings.domainnamelabel",
          MADE_WITH_MACHINE + PUBLIC + "dnssettings.domainnamelabelscope",
          MADE_WITH_MACHINE + PUBLIC + "sku.tier",
          OF_SET + PUBLIC + "dnssettings.domainnamelabel",
          OF_SET + PUBLIC + "dnssettings.domainnamelabelscope",
          OF_SET + PUBLIC + "sku.tier",
          OF_INSTANCE + PUBLIC + "dnssettings.domainnamelabel",
          OF_INSTANCE + PUBLIC + "dnssettings.domainnamelabelscope",
          OF_INSTANCE + PUBLIC + "sku.tier",
          OF_INSTANCE_ITSELF + PUBLIC + "dnssettings.domainnamelabel",
          OF_INSTANCE_ITSELF + PUBLIC + "dnssettings.domainnamelabelscope",
          OF_INSTANCE_ITSELF + PUBLIC + "sku.tier",
          OF_INSTANCE + ".dnssettings.dnsservers",
          OF_INSTANCE_ITSELF + ".dnssettings.dnsservers",
          "microsoft.keyvault/managedhsms hsmuri",
          "dnszones/a arecords.ipv4address",
          "dnszones/aaaa aaaarecords.ipv6address",
          "dnszones/cname cnamerecord.cname",
          "publicipaddresses dnssettings.domainnamelabel",
          "publicipaddresses dnssettings.domainnamelabelscope",
          "publicipaddresses dnssettings.fqdn",
          "microsoft.documentdb/databaseaccounts iprules",
          "microsoft.documentdb/databaseaccounts isvirtualnetworkfilterenabled",
          "microsoft.documentdb/databaseaccounts networkaclbypass",
          "microsoft.documentdb/databaseaccounts networkaclbypassresourceids",
          "microsoft.documentdb/databaseaccounts virtualnetworkrules",
          "microsoft.eventhub/namespaces/networkrulesets",
          "microsoft.keyvault/vaults networkacls",
          "microsoft.servicebus/namespaces/networkrulesets",
          "microsoft.sql/servers/firewallrules",
          "microsoft.sql/servers/ipv6firewallrules",
          "microsoft.sql/servers/virtualnetworkrules",
          "microsoft.storage/storageaccounts networkacls.bypass",
          "microsoft.storage/storageaccounts networkacls.defaultaction",
          "microsoft.storage/storageaccounts networkacls.iprules",
          "microsoft.storage/storageaccounts networkacls.ipv6rules",
          "microsoft.storage/storageaccounts networkacls.virtualnetworkrules",
          "microsoft.storage/storageaccounts primaryendpoints",
          "microsoft.web/sites siteconfig.ipsecurityrestrictions",
          "microsoft.web/sites siteconfig.ipsecurityrestrictionsdefaultaction",
          "microsoft.web/sites siteconfig.publicnetworkaccess",
          "microsoft.web/sites/config ipsecurityrestrictions",
          "microsoft.web/sites/config ipsecurityrestrictionsdefaultaction",
          "microsoft.web/sites/config publicnetworkaccess",
          "microsoft.web/sites virtualnetworksubnetid",
          "microsoft.web/sites outboundvnetrouting",
          "microsoft.web/sites siteconfig.vnetrouteallenabled",
          "microsoft.web/sites/config vnetrouteallenabled",
          "microsoft.web/sites/networkconfig subnetresourceid",
          "microsoft.web/sites/networkconfig swiftsupported",
          "microsoft.web/sites/slots virtualnetworksubnetid",
          "microsoft.web/sites/slots outboundvnetrouting",
          "microsoft.web/sites/slots siteconfig.vnetrouteallenabled",
          "microsoft.web/sites/slots/config vnetrouteallenabled",
          "microsoft.web/sites/slots/networkconfig subnetresourceid",
          "microsoft.web/sites/slots/networkconfig swiftsupported",
          "dnsforwardingrulesets dnsresolveroutboundendpoints",
          "dnsforwardingrulesets/forwardingrules domainname",
          "dnsforwardingrulesets/forwardingrules forwardingrulestate",
          "dnsforwardingrulesets/forwardingrules targetdnsservers",
          "dnsforwardingrulesets/virtualnetworklinks virtualnetwork",
          "dnsresolvers virtualnetwork",
          "networkinterfaces/ipconfigurations privateipaddress=<address>/<length>",
          "networkinterfaces/ipconfigurations privateipaddressprefixlength",
          "routetables/routes nexthoptype=virtualapplianceecmp",
          "networkinterfaces dnssettings.applieddnsservers",
          "networkinterfaces dnssettings.dnsservers",
          MADE_WITH_MACHINE + ".dnssettings.dnsservers",
          OF_SET + ".dnssettings.dnsservers",
          "connections egressnatrules",
          "connections ingressnatrules",
          "connections trafficselectorpolicies",
          "connections usepolicybasedtrafficselectors",
          "expressroutecircuits allowglobalreach",
          "expressroutecircuits globalreachenabled",
          "expressroutecircuits/peerings connections",
          "expressroutecircuits/peerings peeredconnections",
          "expressroutegateways expressrouteconnections.enableinternetsecurity",
          "expressroutegateways expressrouteconnections.expressroutecircuitpeering",
          "expressroutegateways"
              + " expressrouteconnections.routingconfiguration.propagatedroutetables",
          "expressroutegateways/expressrouteconnections enableinternetsecurity",
          "expressroutegateways/expressrouteconnections expressroutecircuitpeering",
          "expressroutegateways/expressrouteconnections"
              + " routingconfiguration.propagatedroutetables",
          "applicationgateways backendhttpsettingscollection.probe",
          "applicationgateways backendhttpsettingscollection.probeenabled",
          "applicationgateways backendsettingscollection.port",
          "applicationgateways backendsettingscollection.probe",
          "applicationgateways backendsettingscollection.protocol",
          "applicationgateways listeners.frontendipconfiguration",
          "applicationgateways listeners.frontendport",
          "applicationgateways listeners.hostnames",
          "applicationgateways listeners.protocol",
          "applicationgateways operationalstate",
          "applicationgateways probes.port",
          "applicationgateways routingrules.backendaddresspool",
          "applicationgateways routingrules.backendsettings",
          "applicationgateways routingrules.listener",
          "applicationgateways routingrules.priority",
          "applicationgateways routingrules.ruletype",
          "loadbalancers/backendaddresspools tunnelinterfaces",
          "loadbalancers/frontendipconfigurations gatewayloadbalancer",
          "networkinterfaces/ipconfigurations gatewayloadbalancer",
          "loadbalancers sku.tier",
          "loadbalancers sku.tier=global",
          "loadbalancers/backendaddresspools loadbalancerbackendaddresses.adminstate",
          "loadbalancers/backendaddresspools"
              + " loadbalancerbackendaddresses.loadbalancerfrontendipconfiguration",
          "loadbalancers/probes nohealthybackendsbehavior",
          "networkinterfaces allowport25out",
          "networkinterfaces defaultoutboundconnectivityenabled",
          "networkinterfaces primary",
          "networkmanagers networkmanagerscopeaccesses",
          "networkmanagers networkmanagerscopes.crosstenantscopes",
          "networkmanagers networkmanagerscopes.managementgroups",
          "networkmanagers networkmanagerscopes.subscriptions",
          "azurefirewalls hubipaddresses.publicipaddresses.address",
          "azurefirewalls ipconfigurations.internalpublicipaddress",
          "networkinterfaces/ipconfigurations privatelinkconnectionproperties",
          "p2svpngateways p2sconnectionconfigurations.vpnclientaddresspool"
              + ".ipampoolprefixallocations",
          "p2svpngateways p2sconnectionconfigurations.enableinternetsecurity",
          "p2svpngateways p2sconnectionconfigurations.routingconfiguration.propagatedroutetables",
          "networkmanagers/routingconfigurations routetableusagemode",
          "privatelinkservices autoapproval",
          "privatelinkservices alias",
          "privatelinkservices destinationipaddress",
          "privatelinkservices enableproxyprotocol",
          "privatelinkservices ipconfigurations",
          "privatelinkservices loadbalancerfrontendipconfigurations",
          "privatelinkservices privateendpointconnections",
          "privatelinkservices visibility",
          "privatelinkservices/privateendpointconnections privateendpoint",
          "privatelinkservices/privateendpointconnections privatelinkserviceconnectionstate",
          "publicipaddresses sku.tier",
          "publicipprefixes sku.tier",
          "routetables/routes nexthop",
          "virtualhubs bgpconnections",
          "virtualhubs routetable",
          "virtualhubs virtualnetworkconnections.enableinternetsecurity",
          "virtualhubs virtualnetworkconnections.remotevirtualnetwork",
          "virtualhubs virtualnetworkconnections.routingconfiguration",
          "virtualhubs/bgpconnections hubvirtualnetworkconnection",
          "virtualhubs/bgpconnections peerip",
          "virtualhubs/bgpconnections routingconfiguration.propagatedroutetables",
          "virtualhubs/hubvirtualnetworkconnections"
              + " routingconfiguration.vnetroutes.staticroutesconfig.propagatestaticroutes",
          "virtualhubs/hubvirtualnetworkconnections"
              + " routingconfiguration.vnetroutes.staticroutesconfig.vnetlocalrouteoverridecriteria",
          "virtualnetworkgateways enablebgproutetranslationfornat",
          "virtualnetworkgateways natrules",
          "virtualnetworkgateways/natrules externalmappings",
          "virtualnetworkgateways/natrules internalmappings",
          "virtualnetworkgateways/natrules ipconfigurationid",
          "virtualnetworkgateways/natrules mode",
          "virtualnetworks/virtualnetworkpeerings localaddressspace.addressprefixes",
          "virtualnetworks/virtualnetworkpeerings localvirtualnetworkaddressspace.addressprefixes",
          "virtualwans allowbranchtobranchtraffic",
          "virtualwans allowvnettovnettraffic",
          "vpngateways connections.connectionstatus",
          "vpngateways connections.enablebgp",
          "vpngateways connections.enableinternetsecurity",
          "vpngateways connections.routingconfiguration.propagatedroutetables",
          "vpngateways enablebgproutetranslationfornat",
          "vpngateways natrules",
          "vpngateways/natrules externalmappings",
          "vpngateways/natrules internalmappings",
          "vpngateways/natrules ipconfigurationid",
          "vpngateways/natrules mode",
          "vpngateways/vpnconnections connectionstatus",
          "vpngateways/vpnconnections enablebgp",
          "vpngateways/vpnconnections enableinternetsecurity",
          "vpngateways/vpnconnections routingconfiguration.propagatedroutetables",
          "vpngateways/vpnconnections/vpnlinkconnections connectionstatus",
          "vpngateways/vpnconnections/vpnlinkconnections enablebgp",
          "vpnsites addressspace.ipampoolprefixallocations",
          "vpnsites bgpproperties.asn",
          "vpnsites bgpproperties.bgppeeringaddress",
          "vpnsites virtualwan",
          "vpnsites vpnsitelinks",
          "vpnsites/vpnsitelinks bgpproperties");

  /// Properties whose notes only say of which others they are like, and which are worth a warning
  /// as those are.
  private static final Set<String> WARNED =
      Set.of(
          "virtualhubs virtualnetworkconnections.allowhubtoremotevnettransit",
          "virtualhubs virtualnetworkconnections.allowremotevnettousehubvnetgateways");

  /// Of which flows a property is that counts for some only: by condition, with types and paths.
  private static final Map<String, Set<String>> CONDITIONS =
      new TreeMap<>(
          Map.ofEntries(
              // Azure says of a resource who uses it; users that are in the input say it
              // themselves.
              Map.entry(
                  "absent-user",
                  Set.of(
                      "publicipaddresses ipconfiguration.id",
                      "publicipaddresses natgateway",
                      "publicipaddresses publicipprefix",
                      "publicipprefixes publicipaddresses",
                      "publicipprefixes customipprefix",
                      "publicipprefixes natgateway",
                      "publicipprefixes loadbalancerfrontendipconfiguration",
                      "virtualnetworks/subnets ipconfigurations.id",
                      "virtualnetworks/subnets ipconfigurationprofiles.id",
                      "virtualnetworks/subnets privateendpoints",
                      "virtualnetworks/subnets applicationgatewayipconfigurations.id",
                      "virtualhubs azurefirewall",
                      "virtualhubs bgpconnections",
                      "virtualhubs expressroutegateway",
                      "virtualhubs p2svpngateway",
                      "virtualhubs vpngateway",
                      "virtualhubs/hubroutetables associatedconnections",
                      "virtualhubs/hubroutetables propagatingconnections")),
              Map.entry(
                  "circuit",
                  Set.of(
                      "connections expressroutegatewaybypass",
                      "connections enableprivatelinkfastpath")),
              // See condition.
              Map.entry("management-site", Set.of()),
              Map.entry("name-query", Set.of("firewallpolicies dnssettings")),
              Map.entry(
                  "own-address",
                  Set.of(
                      "bastionhosts networkacls",
                      "firewallpolicies explicitproxy",
                      "firewallpolicies explicitproxysettings")),
              Map.entry(
                  "passed", Set.of("firewallpolicies snat", "azurefirewalls additionalproperties")),
              // What else is of a service as the source; see condition.
              Map.entry("public-destination", Set.of()),
              Map.entry(
                  "sql",
                  Set.of(
                      "firewallpolicies sql",
                      "microsoft.sql/servers/connectionpolicies connectiontype")),
              Map.entry(
                  "ipv6",
                  Set.of("natgateways publicipaddressesv6", "natgateways publicipprefixesv6")),
              Map.entry(
                  "service-endpoint", Set.of("virtualnetworks/subnets serviceendpointpolicies"))));

  /// Properties of a service as the source that count for private destinations, too: how it is
  /// integrated with a network, and which hosts it reaches by a relay.
  private static final Pattern SENDING =
      Pattern.compile(
          ".*/relays .*|.* (.*[.])?(virtualnetworksubnetid|subnetresourceid|vnetname"
              + "|vnetprivateportscount)");

  /// The roles of modelled properties: those of a type, and of properties whose role is another
  /// one. A path or a type holds for what is below it, the longest one counts.
  private static final Map<String, String> MODELLED =
      Map.ofEntries(
          Map.entry("virtualnetworks", "prefixes"),
          Map.entry("virtualnetworks dhcpoptions", "name-in-network"),
          Map.entry("virtualnetworks enabledefaultoutboundaccess", "way-out"),
          Map.entry("virtualnetworks/subnets", "prefixes"),
          Map.entry("virtualnetworks/subnets networksecuritygroup", "group-rule"),
          Map.entry("virtualnetworks/subnets routetable", "subnet-route"),
          Map.entry("virtualnetworks/subnets natgateway", "way-out"),
          Map.entry("virtualnetworks/subnets defaultoutboundaccess", "way-out"),
          Map.entry("virtualnetworks/subnets serviceendpoints", "subnet-route"),
          Map.entry("virtualnetworks/subnets privateendpointnetworkpolicies", "private-endpoint"),
          Map.entry("virtualnetworks/subnets delegations", "address-owner"),
          Map.entry("virtualnetworks subnets", "address-owner"),
          Map.entry("virtualnetworks/virtualnetworkpeerings", "peering"),
          Map.entry("virtualnetworks/virtualnetworkpeerings allowforwardedtraffic", "appliance"),
          Map.entry("virtualnetworks/virtualnetworkpeerings useremotegateways", "learned-routes"),
          Map.entry("virtualnetworks/virtualnetworkpeerings allowgatewaytransit", "learned-routes"),
          Map.entry("networksecuritygroups", "group-rule"),
          Map.entry("networksecuritygroups/securityrules", "group-rule"),
          // Every group has the same ones, which nobody needs to read.
          Map.entry("networksecuritygroups defaultsecurityrules", NO_ROLE),
          Map.entry("networksecuritygroups/defaultsecurityrules", NO_ROLE),
          Map.entry("routetables", "subnet-route"),
          Map.entry("routetables disablebgproutepropagation", "learned-routes"),
          Map.entry("routetables disablepeeringroute", "peering"),
          Map.entry("routetables/routes", "subnet-route"),
          Map.entry("publicipaddresses", "public-address"),
          // It counts where no security group says who may come in.
          Map.entry("publicipaddresses sku", "group-rule"),
          Map.entry("publicipprefixes", "way-out"),
          Map.entry("natgateways", "way-out"),
          Map.entry("loadbalancers", "load-balancer"),
          Map.entry("loadbalancers sku", "way-out"),
          Map.entry("loadbalancers/loadbalancingrules", "load-balancer"),
          Map.entry("loadbalancers/loadbalancingrules disableoutboundsnat", "way-out"),
          Map.entry("loadbalancers/frontendipconfigurations", "load-balancer"),
          Map.entry("loadbalancers/inboundnatrules", "load-balancer"),
          Map.entry("loadbalancers/outboundrules", "way-out"),
          Map.entry("loadbalancers/backendaddresspools", "pool-member"),
          Map.entry("loadbalancers/probes", "pool-member"),
          Map.entry("networkinterfaces", "interface"),
          Map.entry("networkinterfaces enableipforwarding", "appliance"),
          Map.entry("networkinterfaces networksecuritygroup", "group-rule"),
          Map.entry("networkinterfaces/ipconfigurations", "interface"),
          Map.entry("networkinterfaces/ipconfigurations publicipaddress", "way-out"),
          Map.entry("networkinterfaces/ipconfigurations applicationsecuritygroups", "group-rule"),
          Map.entry(
              "networkinterfaces/ipconfigurations loadbalancerbackendaddresspools", "way-out"),
          Map.entry("applicationgateways", "app-gateway"),
          Map.entry("azurefirewalls", "firewall"),
          Map.entry("firewallpolicies", "firewall"),
          Map.entry("firewallpolicies threatintelwhitelist", NO_ROLE),
          Map.entry("firewallpolicies/rulecollectiongroups", "firewall-rule"),
          Map.entry("bastionhosts", "bastion"),
          Map.entry("virtualnetworkgateways", "learned-routes"),
          Map.entry("virtualnetworkgateways activeactive", "public-address"),
          Map.entry("localnetworkgateways", "learned-routes"),
          Map.entry("connections", "learned-routes"),
          Map.entry("connections connectionstatus", "connection"),
          Map.entry("expressroutecircuits", "connection"),
          Map.entry("virtualwans", "hub-transit"),
          Map.entry("virtualhubs", "hub-transit"),
          Map.entry("vpngateways", "hub-transit"),
          Map.entry("vpnsites", "hub-transit"),
          Map.entry("expressroutegateways", "hub-transit"),
          Map.entry("p2svpngateways", "hub-transit"),
          Map.entry("privateendpoints", "private-endpoint"),
          Map.entry("privatelinkservices", "private-endpoint"),
          Map.entry("privatednszones", "name-in-network"),
          Map.entry("networkmanagers", "admin-rule"));

  /// Type and path of rows that the reader follows as rules: false is a value, keys are ignored by
  /// place, case never counts, `properties` is left out of paths.
  private static final Set<String> READING =
      Set.of(
          "(any) a boolean with the value false",
          "(any) a key that is without bearing at one place only",
          "* *ip*/*ip*",
          "* properties.*");

  private static final Pattern SEGMENT =
      Pattern.compile("properties\\.type$|<[^>]+>|[a-z0-9_$-]+|@odata\\.type|\\*");

  private final Map<String, Node> types = new TreeMap<>();
  private final Map<String, String> plainValues = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  /// A name on the way down, and its row if it has one.
  private static final class Node {
    String rule = "-";
    final Map<String, Node> children = new TreeMap<>();
    final Set<String> values = new TreeSet<>();

    /// The lines below this one, as they are written.
    void write(String indent, StringBuilder text) {
      for (String value : values) {
        text.append(indent).append(value).append('\n');
      }
      Map<String, List<String>> alike = new TreeMap<>();
      for (Map.Entry<String, Node> child : children.entrySet()) {
        StringBuilder below = new StringBuilder();
        child.getValue().write(indent + " ", below);
        String key = child.getValue().rule + "\n" + below;
        alike.computeIfAbsent(key, k -> new ArrayList<>()).add(child.getKey());
      }
      alike.forEach((key, names) -> {
        int line = key.indexOf('\n');
        text.append(indent)
            .append(key, 0, line)
            .append(' ')
            .append(String.join(" ", names))
            .append(key, line, key.length());
      });
    }
  }

  private CensusData() {}

  /// Arguments: the table of properties, the table of types, the file to write.
  public static void main(String[] args) throws IOException {
    CensusData data = new CensusData();
    StringBuilder text = new StringBuilder();
    text.append("# What decides who reaches whom, by type and property; made by CensusData.java\n");
    text.append("# roles ").append(String.join(" ", ROLES)).append('\n');
    text.append("# conditions ").append(String.join(" ", CONDITIONS.keySet())).append('\n');
    writeTypes(rows(Path.of(args[1]), 4), text);
    List<String[]> properties = rows(Path.of(args[0]), 8);
    for (String[] row : properties) {
      data.plainValues.put(type(row) + " " + path(row[1]), row[2]);
      data.known.add(type(row));
    }
    for (String[] row : properties) {
      data.add(row);
    }
    data.write(text);
    Files.writeString(Path.of(args[2]), text);
    System.out.println(properties.size() + " properties, " + text.length() + " characters");
  }

  private static List<String[]> rows(Path table, int columns) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(table).stream().skip(1).toList()) {
      String[] row = line.split("\t", -1);
      if (row.length != columns) {
        throw new IllegalArgumentException(columns + " columns expected: " + line);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String type(String[] row) {
    return row[0].toLowerCase(Locale.ROOT);
  }

  private static String path(String text) {
    return text.toLowerCase(Locale.ROOT).replace("[]", "");
  }

  // ---- types ----

  private static void writeTypes(List<String[]> rows, StringBuilder text) {
    Map<String, Map<String, Set<String>>> providers = new TreeMap<>();
    for (String[] row : rows) {
      String type = type(row);
      if (type.equals("(any other type)")) {
        continue;
      }
      int end = type.indexOf(type.contains("/") ? '/' : '_');
      boolean fresh =
          providers
              .computeIfAbsent(type.substring(0, end), p -> new TreeMap<>())
              .computeIfAbsent(oneOf("MUH", row[1]), c -> new TreeSet<>())
              .add(type.substring(end + 1));
      if (!fresh) {
        throw new IllegalArgumentException("twice: " + type);
      }
    }
    providers.forEach((provider, classes) -> {
      text.append('+').append(provider);
      classes.forEach((kind, names) ->
          text.append('\t').append(kind).append(' ').append(String.join(" ", names)));
      text.append('\n');
    });
  }

  private static String oneOf(String classes, String kind) {
    if (kind.length() != 1 || !classes.contains(kind)) {
      throw new IllegalArgumentException("class " + kind);
    }
    return kind;
  }

  // ---- properties ----

  private void add(String[] row) {
    String type = type(row);
    if (READING.contains(type + " " + path(row[1]))) {
      return;
    }
    if (type.equals(ANY_SERVICE) && row[1].contains(", ")) {
      for (String one : row[1].split(", ")) {
        put(type, path(one), rule(row, row[2]), "");
      }
      return;
    }
    String text = row[1];
    String single = "";
    if (text.endsWith(OTHER)) {
      text = text.substring(0, text.length() - OTHER.length());
      single = "~" + words(type, path(text));
    } else if (text.contains("=")) {
      single = text.substring(text.indexOf('=') + 1);
      text = text.substring(0, text.indexOf('='));
      if (row[2].endsWith("any other word")) {
        single = "~" + words(type, path(text));
      } else if (single.equals("<address>/<length>")) {
        single = "/";
      }
    }
    String path = path(text);
    String before = path.substring(0, path.lastIndexOf('.') + 1);
    // Two spellings that differ in case only are one.
    for (String last : new LinkedHashSet<>(List.of(path.substring(before.length()).split("\\|")))) {
      put(type, before + last, rule(row, single.isEmpty() ? row[2] : ""), single);
    }
  }

  /// The words of a property, those included that have rows of their own.
  private String words(String type, String path) {
    String given = WORDS.get(type + " " + path);
    Set<String> words = new LinkedHashSet<>();
    for (String word : (given == null ? plainValues.get(type + " " + path) : given).split("\\|")) {
      if (!word.equals("string")) {
        words.add(word);
      }
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no words known of " + type + " " + path);
    }
    return String.join("|", words);
  }

  private void put(String type, String path, String rule, String single) {
    Node node = types.computeIfAbsent(type, t -> new Node());
    Matcher segment = SEGMENT.matcher(path);
    int at = 0;
    while (at < path.length()) {
      if (!segment.find(at) || segment.start() != at) {
        throw new IllegalArgumentException("path of " + type + ": " + path);
      }
      String name = segment.group();
      at = segment.end();
      if (at < path.length() && path.charAt(at) == '.') {
        at++;
      }
      if (!name.equals("properties")) {
        node = node.children.computeIfAbsent(name, n -> new Node());
      }
    }
    if (!single.isEmpty()) {
      node.values.add(rule + "?" + single);
    } else if (node.rule.equals("-") || rule.startsWith(node.rule)) {
      node.rule = rule;
    } else if (!node.rule.startsWith(rule)) {
      throw new IllegalArgumentException(type + " " + path + ": " + node.rule + " or " + rule);
    }
  }

  /** Whether readers follow what the tables count as not modelled. */
  private static boolean isFollowed(String type, String path) {
    return isAmong(FOLLOWED, type, path);
  }

  /** Whether a property, or one that it is in, is among these. */
  private static boolean isAmong(Set<String> properties, String type, String path) {
    return properties.stream()
        .map(each -> each.startsWith("microsoft.") ? each : NETWORK + each)
        .anyMatch(each -> each.equals(type) || (type + " " + path + ".").startsWith(each + "."));
  }

  /** How the condition of a property is written, if it has one. */
  private static String condition(String type, String path, String role) {
    boolean ofWaysOut =
        role.equals("service-source") && !SENDING.matcher(type + " " + path).matches();
    String computed =
        ofWaysOut
            ? "public-destination"
            : path.contains("scmipsecurityrestrictions") ? "management-site" : "";
    char letter = 'a';
    for (Map.Entry<String, Set<String>> each : CONDITIONS.entrySet()) {
      if (isAmong(each.getValue(), type, path) || each.getKey().equals(computed)) {
        return ":" + letter;
      }
      letter++;
    }
    return "";
  }

  private String rule(String[] row, String values) {
    String kind = oneOf("MXUH", row[5]);
    if (!kind.equals("H") && isFollowed(type(row), path(row[1]))) {
      kind = "M";
    }
    boolean decides = kind.equals("X") || kind.equals("U");
    StringBuilder rule = new StringBuilder(kind);
    if (decides) {
      int role = ROLES.indexOf(row[7]);
      if (role < 0) {
        throw new IllegalArgumentException("role " + row[7]);
      }
      rule.append((char) ('a' + role));
      if ((row[6].contains("Warning") && !row[6].contains("Unknown"))
          || isAmong(WARNED, type(row), path(row[1]))) {
        rule.append('!');
      }
      rule.append(condition(type(row), path(row[1]), row[7]));
    } else if (kind.equals("M") && !row[4].startsWith("identity")) {
      rule.append(ROLES.contains(row[7]) ? letter(row[7]) : modelledRole(type(row), path(row[1])));
    }
    String standard = DEFAULTS.getOrDefault(row[3], row[3]);
    if (standard.matches(".*[\\s>?(\\[].*")) {
      if (decides) {
        throw new IllegalArgumentException("default " + standard);
      }
      standard = "";
    }
    if (!standard.isEmpty()) {
      rule.append('=').append(standard);
    }
    for (String value : values.split("\\|")) {
      if (value.startsWith("ref:")) {
        String child = type(row) + "/" + path(row[1]);
        String named = value.substring("ref:".length()).toLowerCase(Locale.ROOT);
        rule.append('>').append(known.contains(child) ? child : named);
        break;
      } else if (value.equals("ref")) {
        rule.append('>');
        break;
      }
    }
    return rule.toString();
  }

  /** The letter of the role of a modelled property; nothing for those that have none. */
  private static String modelledRole(String type, String path) {
    if (!type.startsWith(NETWORK)) {
      return type.startsWith("microsoft.compute/") ? letter("interface") : "";
    }
    String above = type.substring(NETWORK.length());
    for (String below = path; !below.isEmpty(); ) {
      String role = MODELLED.get(above + " " + below);
      if (role != null) {
        return letter(role);
      }
      int dot = below.lastIndexOf('.');
      below = dot < 0 ? "" : below.substring(0, dot);
    }
    while (!MODELLED.containsKey(above) && above.contains("/")) {
      above = above.substring(0, above.lastIndexOf('/'));
    }
    String role = MODELLED.get(above);
    return role == null ? "" : letter(role);
  }

  private static String letter(String role) {
    return role.equals(NO_ROLE) ? "" : Character.toString((char) ('a' + ROLES.indexOf(role)));
  }

  private void write(StringBuilder text) {
    Map<String, List<String>> alike = new TreeMap<>();
    types.forEach((type, root) -> {
      StringBuilder body = new StringBuilder();
      root.write("", body);
      alike.computeIfAbsent(body.toString(), b -> new ArrayList<>()).add(type);
    });
    Map<String, String> blocks = new TreeMap<>();
    alike.forEach((body, names) -> blocks.put("@" + String.join(";@", names) + ";\n", body));
    blocks.forEach((head, body) -> text.append(head).append(body));
  }
}
