package io.github.pathwhy.load;

import io.github.pathwhy.net.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sections of a random document about what answers in its networks: load balancers, private
/// endpoints, zones, application gateways, scale sets. The document has `net0/sub0` and `pip0`.
final class RandomServices {
  private final Samples random;

  RandomServices(Samples random) {
    this.random = random;
  }

  void addTo(Map<String, Object> root) {
    root.put("publicIPPrefixes", List.of(map("name", "prefix", "ipPrefix", "203.0.113.16/28")));
    if (random.oneIn(2)) {
      root.put("loadBalancers", List.of(balancer()));
      root.put("virtualMachineScaleSets", List.of(scaleSet()));
    }
    if (random.oneIn(2)) {
      root.put("privateEndpoints", List.of(endpoint()));
      root.put("privateDnsZones", List.of(zone()));
    }
    if (random.oneIn(2)) {
      root.put("applicationGateways", List.of(gateway()));
    }
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private Object frontend() {
    Map<String, Object> frontend = map("name", "front");
    switch (random.below(3)) {
      case 0 -> frontend.put("subnet", "net0/sub0");
      case 1 -> frontend.put("publicIPAddress", "pip0");
      default -> frontend.put("publicIPPrefix", map("name", "prefix"));
    }
    return frontend;
  }

  private Object balancer() {
    Map<String, Object> rule =
        map("name", "rule", "frontendIPConfiguration", "front", "backendAddressPool", "pool");
    rule.put("protocol", random.oneOf("Tcp", "Udp", "All"));
    rule.put("frontendPort", 1 + random.below(65_535));
    Map<String, Object> nat =
        map("name", "nat", "frontendIPConfiguration", "front", "backendPort", 22);
    if (random.oneIn(2)) {
      nat.put("frontendPort", 1 + random.below(65_535));
    } else {
      nat.put("frontendPortRangeStart", 100);
      nat.put("frontendPortRangeEnd", 100 + random.below(10));
      nat.put("backendAddressPool", map("name", "pool"));
    }
    return map(
        "name", "lb",
        "sku", random.oneOf("Standard", "Basic", map("name", "Gateway")),
        "frontendIPConfigurations", List.of(frontend()),
        "backendAddressPools",
            List.of(map("name", "pool", "loadBalancerBackendAddresses", List.of("10.0.0.9"))),
        "probes", List.of(map("name", "probe", "port", 80)),
        "loadBalancingRules", List.of(rule),
        "inboundNatRules", List.of(nat),
        "outboundRules",
            List.of(
                map(
                    "name", "out",
                    "frontendIPConfigurations", "front",
                    "backendAddressPool", "pool")));
  }

  private Object scaleSet() {
    Map<String, Object> address = map("name", "ip", "subnet", "net0/sub0");
    if (random.oneIn(2)) {
      address.put("loadBalancerBackendAddressPools", "lb/pool");
    }
    Map<String, Object> nic = map("name", "nic", "ipConfigurations", List.of(address));
    return map(
        "name", "set",
        "capacity", random.below(4),
        "networkInterfaceConfigurations", List.of(nic));
  }

  private Object endpoint() {
    Map<String, Object> endpoint =
        map("name", "pe", "subnet", "net0/sub0", "groupIds", List.of("blob"));
    endpoint.put(
        "privateLinkServiceConnectionState",
        random.oneOf("Approved", "Pending", map("status", "Rejected")));
    if (random.oneIn(2)) {
      endpoint.put(
          "customDnsConfigs",
          List.of(map("fqdn", "a.example", "ipAddresses", List.of("10.0.0.250"))));
    }
    endpoint.put(
        "privateDnsZoneGroups",
        List.of(
            map(
                "name",
                "g",
                "privateDnsZoneConfigs",
                List.of(map("name", "z", "privateDnsZoneId", "corp.example")))));
    return endpoint;
  }

  private Object zone() {
    return map(
        "name", "corp.example",
        "A",
            List.of(
                map(
                    "name",
                    "www",
                    "aRecords",
                    List.of("10.0.0.9", map("ipv4Address", "10.0.0.10")))),
        "CNAME", List.of(map("name", "alias", "cnameRecord", "www.corp.example")),
        "virtualNetworkLinks",
            List.of(
                map(
                    "name",
                    "l",
                    "virtualNetwork",
                    "net0",
                    "registrationEnabled",
                    random.oneIn(2))));
  }

  private Object gateway() {
    return map(
        "name", "agw",
        "subnet", "net0/sub0",
        "frontendIPConfigurations", List.of(map("name", "front", "publicIPAddress", "pip0")),
        "frontendPorts", List.of(map("name", "https", "port", 443)),
        "httpListeners",
            List.of(map("name", "l", "frontendIPConfiguration", "front", "frontendPort", "https")),
        "backendAddressPools",
            List.of(map("name", "pool", "backendAddresses", List.of("10.0.0.9", "a.example"))),
        "backendHttpSettingsCollection", List.of(map("name", "s", "port", 80)),
        "requestRoutingRules",
            List.of(
                map(
                    "name", "r",
                    "httpListener", "l",
                    "backendAddressPool", "pool",
                    "backendHttpSettings", "s")));
  }
}
