package io.github.pathwhy.load;

import io.github.pathwhy.net.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sections of a random document about what connects and guards its networks: gateways, hubs,
/// firewalls, network managers. The document has the networks `net0` and so on.
final class RandomConnectivity {
  private final Samples random;
  private final int networks;

  RandomConnectivity(Samples random, int networks) {
    this.random = random;
    this.networks = networks;
  }

  void addTo(Map<String, Object> root) {
    if (random.oneIn(2)) {
      gateways(root);
    }
    if (random.oneIn(2)) {
      hub(root);
    }
    if (random.oneIn(2)) {
      firewall(root);
    }
    if (random.oneIn(2)) {
      root.put("networkManagers", List.of(manager()));
    }
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private String network() {
    return "net" + random.below(networks);
  }

  private void gateways(Map<String, Object> root) {
    Map<String, Object> gateway =
        map("name", "vpn", "gatewayType", random.oneOf("Vpn", "ExpressRoute"));
    Map<String, Object> place = map("subnet", "net0/sub0", "publicIPAddress", "pip0");
    if (random.oneIn(2)) {
      gateway.putAll(place);
    } else {
      gateway.put("ipConfigurations", List.of(place));
    }
    gateway.put("activeActive", random.oneIn(2));
    gateway.put("bgpSettings", map("asn", 65515, "bgpPeeringAddress", "10.0.0.4,10.0.0.5"));
    root.put("virtualNetworkGateways", List.of(gateway));
    root.put(
        "localNetworkGateways",
        List.of(
            map(
                "name",
                "branch",
                "localNetworkAddressSpace",
                List.of(random.prefix().toString()))));
    root.put("expressRouteCircuits", List.of(map("name", "circuit", "peerings", List.of())));
    Map<String, Object> connection = map("name", "c0", "virtualNetworkGateway1", "vpn");
    if (random.oneIn(2)) {
      connection.put("localNetworkGateway2", map("name", "branch"));
    } else {
      connection.put("peer", "circuit");
    }
    root.put("connections", List.of(connection));
  }

  private void hub(Map<String, Object> root) {
    List<Object> connections = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      Map<String, Object> connection = map("name", "to" + i, "remoteVirtualNetwork", "net" + i);
      if (random.oneIn(2)) {
        connection.put(
            "routingConfiguration",
            map(
                "associatedRouteTable",
                random.oneOf("defaultRouteTable", "apart"),
                "propagatedRouteTables",
                map("ids", List.of("apart", "noneRouteTable"), "labels", List.of("x"))));
      }
      connections.add(connection);
    }
    Map<String, Object> route =
        map("name", "r", "destinations", List.of(random.prefix().toString()), "nextHop", "to0");
    root.put(
        "virtualHubs",
        List.of(
            map(
                "name",
                "hub",
                "addressPrefix",
                "10.200.0.0/23",
                "hubVirtualNetworkConnections",
                connections,
                "hubRouteTables",
                List.of(map("name", "apart", "routes", List.of(route))))));
    root.put("expressRouteGateways", List.of(map("name", "hub-er", "virtualHub", "hub")));
    root.put(
        "routeServers",
        List.of(
            map(
                "name",
                "rs",
                "subnet",
                "net0/sub0",
                random.oneOf("peers", "bgpConnections"),
                List.of())));
  }

  private void firewall(Map<String, Object> root) {
    Map<String, Object> rule =
        map(
            "name", "r",
            "ruleType", "NetworkRule",
            "ipProtocols", List.of(random.oneOf("Tcp", "UDP", "Any")),
            "sourceAddresses", List.of(random.oneOf("*", "10.0.0.4-10.0.0.9", "AzureCloud")),
            "destinationIpGroups", List.of("servers"),
            "destinationPorts", List.of(random.below(65_536)));
    Map<String, Object> collection =
        map(
            "name",
            "c",
            "priority",
            100 + random.below(900),
            "action",
            random.oneIn(2) ? "Deny" : map("type", "Allow"),
            "rules",
            List.of(rule));
    Map<String, Object> group =
        map("name", "g", "priority", 100, "ruleCollections", List.of(collection));
    root.put("firewallPolicies", List.of(map("name", "p", "ruleCollectionGroups", List.of(group))));
    root.put(
        "ipGroups",
        List.of(map("name", "servers", "ipAddresses", List.of(random.prefix().toString()))));
    root.put(
        "azureFirewalls",
        List.of(map("name", "azfw", "subnet", network() + "/sub0", "firewallPolicy", "p")));
  }

  private Object manager() {
    Map<String, Object> rule =
        map(
            "name", "r",
            "priority", 1 + random.below(4096),
            "direction", random.oneOf("Inbound", "Outbound"),
            "access", random.oneOf("Allow", "AlwaysAllow", "Deny"),
            "protocol", random.oneOf("Any", "Tcp"),
            "sources", List.of(random.oneOf("Internet", "*", "10.0.0.0/8")));
    Map<String, Object> collection =
        map("name", "c", "appliesToGroups", List.of("g"), "rules", List.of(rule));
    return map(
        "name",
        "nm",
        "networkGroups",
        List.of(map("name", "g", "staticMembers", List.of(network()))),
        "securityAdminConfigurations",
        List.of(map("name", "s", "ruleCollections", List.of(collection))));
  }
}
