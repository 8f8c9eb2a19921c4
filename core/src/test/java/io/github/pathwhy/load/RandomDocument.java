package io.github.pathwhy.load;

import io.github.pathwhy.net.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A random document in pathwhy's own format that is right: maps, lists and scalars. The network
/// `i` has 10.i.0.0/16 and subnets of 10.i.j.0/24, so that nothing overlaps by accident.
final class RandomDocument {
  private final Samples random;
  private final int networks;
  private final int subnets;
  private final int groups;
  private final int tables;
  private final int machines;

  RandomDocument(Samples random) {
    this.random = random;
    this.networks = 1 + random.below(4);
    this.subnets = 1 + random.below(4);
    this.groups = random.below(4);
    this.tables = random.below(3);
    this.machines = random.below(5);
  }

  Map<String, Object> generate() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("pathwhy", 1);
    root.put("virtualNetworks", list(networks, this::network));
    root.put("networkSecurityGroups", list(groups, this::group));
    root.put("routeTables", list(tables, this::table));
    root.put("applicationSecurityGroups", list(2, i -> map("name", "asg" + i)));
    root.put("publicIPAddresses", list(2, this::publicAddress));
    root.put("natGateways", list(1, i -> map("name", "nat" + i, "publicIPAddresses", "pip0")));
    root.put("virtualMachines", list(machines, this::machine));
    root.put("virtualAppliances", list(random.below(2), this::appliance));
    new RandomConnectivity(random, networks).addTo(root);
    new RandomServices(random).addTo(root);
    root.put("sites", list(random.below(2), this::site));
    root.put("observed", observed());
    root.put("dns", list(random.below(4), this::record));
    root.put("serviceTags", map("Storage.WestEurope", List.of("203.0.113.0/24")));
    root.values()
        .removeIf(value -> value instanceof List<?> items && items.isEmpty() && random.oneIn(2));
    return root;
  }

  private static List<Object> list(int size, Function<Integer, Object> item) {
    return new ArrayList<>(IntStream.range(0, size).boxed().map(item).toList());
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /** Adds an entry, or not. */
  private void maybe(Map<String, Object> map, String key, Object value) {
    if (random.oneIn(2)) {
      map.put(key, value);
    }
  }

  private Object network(int i) {
    Map<String, Object> network =
        map(
            "name",
            "net" + i,
            "addressSpace",
            List.of("10." + i + ".0.0/16", "fd00:" + i + "::/32"));
    maybe(network, "location", random.oneOf("westeurope", "north europe", "ü"));
    network.put("subnets", list(subnets, j -> subnet(i, j)));
    network.put(
        "virtualNetworkPeerings",
        list(networks, other -> other).stream()
            .filter(other -> !other.equals(i) && random.oneIn(2))
            .map(other -> peering((int) other))
            .toList());
    return network;
  }

  private Object subnet(int network, int j) {
    String v4 = "10." + network + "." + j + ".0/24";
    Map<String, Object> subnet = map("name", "sub" + j);
    if (random.oneIn(2)) {
      subnet.put("addressPrefix", v4);
    } else {
      subnet.put("addressPrefixes", List.of(v4, "fd00:" + network + ":" + j + "::/64"));
    }
    if (groups > 0) {
      maybe(subnet, "networkSecurityGroup", "nsg" + random.below(groups));
    }
    if (tables > 0) {
      maybe(subnet, "routeTable", map("name", "rt" + random.below(tables)));
    }
    maybe(subnet, "natGateway", "nat0");
    maybe(subnet, "defaultOutboundAccess", random.oneIn(2));
    maybe(
        subnet, "serviceEndpoints", List.of("Microsoft.Storage", map("service", "Microsoft.Sql")));
    return subnet;
  }

  private Object peering(int other) {
    Map<String, Object> peering = map("remoteVirtualNetwork", "net" + other);
    maybe(peering, "name", "to-" + other);
    maybe(peering, "peeringState", random.oneOf("Connected", "Initiated", "disconnected"));
    for (String flag :
        List.of(
            "allowVirtualNetworkAccess",
            "allowForwardedTraffic",
            "allowGatewayTransit",
            "useRemoteGateways")) {
      maybe(peering, flag, random.oneIn(2));
    }
    maybe(peering, "remoteAddressSpace", List.of("10." + other + ".0.0/16"));
    return peering;
  }

  private Object group(int i) {
    return map("name", "nsg" + i, "securityRules", list(random.below(5), this::rule));
  }

  private Object rule(int i) {
    Map<String, Object> rule =
        map(
            "name", "rule" + i,
            "priority", 100 + i * 7,
            "direction", random.oneOf("Inbound", "Outbound"),
            "access", random.oneOf("Allow", "Deny"),
            "protocol", random.oneOf("Tcp", "Udp", "Icmp", "*", "Esp", "Ah"));
    maybe(rule, "description", random.oneOf("", "two\nlines", "# no comment", "🦉"));
    side(rule, "source");
    side(rule, "destination");
    maybe(rule, "sourcePortRange", "*");
    ports(rule);
    return rule;
  }

  private void side(Map<String, Object> rule, String side) {
    switch (random.below(3)) {
      case 0 -> rule.put(side + "AddressPrefix", term());
      case 1 -> rule.put(side + "AddressPrefixes", list(1 + random.below(3), _ -> term()));
      default -> rule.put(side + "ApplicationSecurityGroups", List.of("asg0", map("name", "asg1")));
    }
  }

  private Object term() {
    return random.oneOf(
        "*",
        "Internet",
        "VirtualNetwork",
        "Storage.WestEurope",
        random.prefix().toString(),
        random.address().toString());
  }

  private void ports(Map<String, Object> rule) {
    if (random.oneIn(2)) {
      rule.put("destinationPortRange", random.below(65_536));
    } else {
      rule.put("destinationPortRanges", List.of("80-90", random.below(65_536), "*"));
    }
  }

  private Object table(int i) {
    Map<String, Object> table = map("name", "rt" + i);
    maybe(table, "disableBgpRoutePropagation", random.oneIn(2));
    table.put("routes", list(random.below(5), this::route));
    return table;
  }

  private Object route(int i) {
    Object prefix = random.oneIn(3) ? "AzureCloud.region" + i : "10." + (100 + i) + ".0.0/16";
    Map<String, Object> route =
        map(
            "name",
            "r" + i,
            "addressPrefix",
            prefix,
            "nextHopType",
            random.oneOf("Internet", "None", "VnetLocal", "VirtualNetworkGateway"));
    if (random.oneIn(2)) {
      route.put("nextHopType", "VirtualAppliance");
      route.put("nextHopIpAddress", random.address().toString());
    }
    return route;
  }

  private Object publicAddress(int i) {
    Map<String, Object> address = map("name", "pip" + i);
    maybe(address, "ipAddress", "203.0.113." + i);
    maybe(address, "sku", random.oneIn(2) ? "Standard" : map("name", "Basic"));
    return address;
  }

  private Object machine(int i) {
    List<Object> interfaces =
        list(random.below(3), j -> nic("nic" + i + "-" + j, 10 + i * 10 + j * 3));
    return map("name", "vm" + i, "networkInterfaces", interfaces);
  }

  private Object nic(String name, int host) {
    int network = random.below(networks);
    int subnet = random.below(subnets);
    Map<String, Object> nic = map("name", name);
    Map<String, Object> place = map("subnet", "net" + network + "/sub" + subnet);
    maybe(place, "privateIPAddress", "10." + network + "." + subnet + "." + host);
    maybe(place, "publicIPAddress", "pip1");
    maybe(place, "applicationSecurityGroups", List.of("asg1"));
    if (random.oneIn(2)) {
      nic.putAll(place);
    } else {
      place.put("name", "first");
      Map<String, Object> second =
          map("name", "second", "subnet", place.get("subnet"), "primary", random.oneIn(2));
      nic.put("ipConfigurations", List.of(place, second));
    }
    maybe(nic, "enableIPForwarding", random.oneIn(2));
    if (groups > 0) {
      maybe(nic, "networkSecurityGroup", "nsg" + random.below(groups));
    }
    return nic;
  }

  private Object appliance(int i) {
    Map<String, Object> appliance =
        map("name", "fw" + i, "networkInterfaces", List.of(nic("fw-nic" + i, 200 + i)));
    if (random.oneIn(2)) {
      appliance.put(
          "rules",
          list(
              random.below(3),
              j -> {
                Map<String, Object> rule =
                    map("name", "p" + j, "access", random.oneOf("Allow", "Deny"));
                side(rule, "destination");
                ports(rule);
                return rule;
              }));
    }
    maybe(appliance, "stateful", random.oneIn(2));
    maybe(appliance, "defaultAction", random.oneOf("Allow", "Deny"));
    maybe(appliance, "sourceNat", List.of(map("translatedAddress", "interface")));
    maybe(
        appliance,
        "destinationNat",
        List.of(map("translatedAddress", "10.0.0.9", "translatedPort", 8080)));
    return appliance;
  }

  private Object site(int i) {
    String gateway = machines > 0 ? "vm0" : "/subscriptions/s/resourceGroups/g/providers/x/y/gw";
    return map("name", "site" + i, "addressPrefixes", List.of("172.16.0.0/12"), "gateway", gateway);
  }

  private Object observed() {
    Map<String, Object> observed = new LinkedHashMap<>();
    for (int i = 0; i < machines; i++) {
      Map<String, Object> facts = new LinkedHashMap<>();
      maybe(facts, "powerState", random.oneOf("running", "deallocated"));
      maybe(facts, "listening", List.of("Tcp/443", "Udp/" + random.below(65_536)));
      maybe(facts, "cpuPercent", random.oneOf(0, 100, 12.5));
      maybe(
          facts,
          "guestFirewall",
          List.of(map("direction", "Inbound", "access", "Deny", "port", random.below(65_536))));
      observed.put("vm" + i, facts);
    }
    return observed;
  }

  private Object record(int i) {
    return switch (random.below(3)) {
      case 0 -> map("name", "n" + i + ".example", "address", random.address().toString());
      case 1 -> map("name", "n" + i + ".example", "cname", "n0.example");
      default -> map("name", "n" + i + ".example", "fails", "NXDOMAIN");
    };
  }
}
