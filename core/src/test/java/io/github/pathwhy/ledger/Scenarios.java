package io.github.pathwhy.ledger;

import io.github.pathwhy.model.resource.Role;
import java.util.List;

/** Which flows meet resources in which role. */
final class Scenarios {
  private static final String SUBNET = "$N/virtualNetworks/near/subnets/two";
  private static final String NETWORK = "$N/virtualNetworks/near";

  private static final int DNS_PORT = 53;
  private static final int SQL_PORT = 1433;

  static final Scenario LAN = Scenario.of("lan", "near-a", "near-b", 443);
  private static final Scenario UNOWNED =
      Scenario.of("unowned", "near-a", "10.1.2.77", 443).at(SUBNET);
  private static final Scenario OUTSIDE =
      Scenario.of("outside", "near-a", "10.1.77.4", 443).at(NETWORK);
  private static final Scenario PEERING = Scenario.of("peering", "near-a", "near-c", 443);
  private static final Scenario APART = Scenario.of("apart", "near-a", "near-c", 443);
  private static final Scenario ENCRYPTION_ON =
      Scenario.of("encryption-on", "near-a", "near-c", 443);
  private static final Scenario ENCRYPTION_ENFORCED =
      Scenario.of("encryption-enforced", "near-a", "near-c", 443);
  private static final Scenario PUBLIC =
      Scenario.of("public", "8.8.8.8", "203.0.113.4", 443).at("$N/publicIPPrefixes/near");
  private static final Scenario FREE =
      Scenario.of("public", "8.8.8.8", "203.0.113.9", 443).at("$N/publicIPAddresses/near-free");
  private static final Scenario OUT = Scenario.of("out", "near-a", "8.8.8.8", 443);
  private static final Scenario OUT_OWN = Scenario.of("out-own", "near-a", "8.8.8.8", 443);
  private static final Scenario OUT_BALANCER =
      Scenario.of("out-balancer", "near-a", "8.8.8.8", 443);
  private static final Scenario OUT_IPV6 = Scenario.of("out-ipv6", "near-a", "2620:fe::9", 443);
  private static final Scenario BALANCER =
      Scenario.of("balancer", "near-a", "10.1.1.10", 80)
          .at("$N/loadBalancers/near", "$N/loadBalancers/near/backendAddressPools/p");
  private static final Scenario BALANCER_NAT = Scenario.of("balancer", "near-a", "10.1.1.10", 81);
  private static final Scenario APPLICATION_GATEWAY =
      Scenario.of("application-gateway", "near-a", "10.1.3.10", 80)
          .at("$N/applicationGateways/near");
  private static final Scenario APPLICATION_GATEWAY_TLS =
      Scenario.of("application-gateway-tls", "near-a", "10.1.3.10", 443);
  private static final Scenario FIREWALL =
      Scenario.of("firewall", "near-a", "near-b", 443).at("$N/firewallPolicies/near");
  private static final Scenario PAGES =
      Scenario.of("firewall-pages", "near-a", "www.example.com", 443)
          .https()
          .with("dns: [{name: www.example.com, address: 93.184.216.34}]\n");
  private static final Scenario NAT =
      Scenario.of("firewall-nat", "8.8.8.8", "203.0.113.4", 443).at("$N/publicIPAddresses/near");
  private static final Scenario NAT_CLASSIC =
      Scenario.of("firewall-nat-classic", "8.8.8.8", "203.0.113.4", 443);
  private static final Scenario SCALE_SET = Scenario.of("scale-set", "near-a", "near_0", 443);
  private static final Scenario SCALE_SET_OUT =
      Scenario.of("scale-set-public", "near_0", "8.8.8.8", 443);
  private static final Scenario INSTANCE = Scenario.of("instance", "near-a", "near_0", 443);
  private static final Scenario INSTANCE_OUT = Scenario.of("instance", "near_0", "8.8.8.8", 443);
  private static final Scenario INSTANCE_ITSELF =
      Scenario.of("instance-itself", "near-a", "near_0", 443);
  private static final Scenario INSTANCE_ITSELF_OUT =
      Scenario.of("instance-itself", "near_0", "8.8.8.8", 443);
  private static final Scenario MACHINE_OUT =
      Scenario.of("machine-public", "near-a", "8.8.8.8", 443);
  private static final Scenario INTENT = Scenario.of("hub-intent", "near-a", "near-c", 443);
  private static final Scenario ENDPOINT_GATEWAY =
      Scenario.of("endpoint-gateway", "near-a", "10.1.2.5", 443);
  private static final Scenario CLASSIC = Scenario.of("firewall-classic", "near-a", "near-b", 443);
  private static final Scenario BASTION =
      Scenario.of("bastion", "$N/bastionHosts/near", "near-a", 22);
  private static final Scenario VPN =
      Scenario.of("vpn", "near-a", "192.168.1.4", 443)
          .at("$N/virtualNetworkGateways/near", "$N/connections/near");
  private static final Scenario CIRCUIT =
      Scenario.of("circuit", "near-a", "192.168.1.4", 443)
          .at("$N/expressRouteCircuits/near")
          .with(
              "sites: [{name: near-site, addressPrefixes: [192.168.1.0/24], gateway:"
                  + " $N/virtualNetworkGateways/near}]\n");
  private static final Scenario HUB =
      Scenario.of("hub", "near-a", "near-c", 443).at("$N/virtualHubs/near");
  private static final Scenario HUB_OLD = Scenario.of("hub-old", "near-a", "near-c", 443);
  private static final Scenario HUB_PEER =
      Scenario.of("hub-peer", "near-a", "192.168.1.4", 443)
          .at("$N/virtualHubs/near")
          .with(
              """
              sites: [{name: near-site, addressPrefixes: [192.168.1.0/24], gateway: near-c}]
              observed: {$N/virtualHubs/near/bgpConnections/near: {learnedRoutes: [192.168.1.0/24]}}
              """);
  private static final Scenario HUB_VPN =
      Scenario.of("hub-vpn", "near-a", "192.168.1.4", 443).at("$N/vpnGateways/near");
  private static final Scenario HUB_CLIENTS =
      Scenario.of("hub-clients", "near-a", "192.168.1.4", 443).at("$N/p2svpnGateways/near");
  private static final Scenario HUB_CIRCUIT =
      Scenario.of("hub-circuit", "near-a", "192.168.1.4", 443)
          .at("$N/expressRouteGateways/near")
          .with(
              "sites: [{name: near-site, addressPrefixes: [192.168.1.0/24], gateway:"
                  + " $N/expressRouteGateways/near}]\n");
  private static final Scenario ROUTE_SERVER =
      Scenario.of("route-server", "near-a", "192.168.1.4", 443)
          .at("$N/virtualHubs/near")
          .with(
              """
              sites: [{name: near-site, addressPrefixes: [192.168.1.0/24], gateway: near-nva}]
              observed: {$N/virtualHubs/near: {learnedRoutes: [192.168.1.0/24]}}
              """);
  private static final Scenario ENDPOINT =
      Scenario.of("endpoint", "near-a", "10.1.2.5", 443).at("$N/privateEndpoints/near");
  private static final Scenario NAME =
      Scenario.of("name", "near-a", "b.near.example", 443).at(NETWORK);
  private static final Scenario OTHER_NAME =
      Scenario.of("name", "near-a", "other.near.example", 443).at(NETWORK);

  /** All networks. */
  static final List<String> NETWORKS =
      List.of(
          "lan",
          "out",
          "public",
          "balancer",
          "out-balancer",
          "application-gateway",
          "firewall",
          "firewall-classic",
          "firewall-nat-classic",
          "bastion",
          "endpoint",
          "vpn",
          "circuit",
          "hub",
          "hub-vpn",
          "hub-clients",
          "hub-circuit",
          "hub-intent",
          "route-server",
          "hub-peer",
          "peering",
          "name",
          "scale-set",
          "scale-set-public",
          "instance",
          "instance-itself",
          "machine-public");

  /** Stands for the name of a service. */
  static final String SERVICE_NAME = "nearservice.example";

  private static final Scenario SERVICE = Scenario.of("service", "near-a", SERVICE_NAME, 443);

  private static final Scenario SERVICE_ENDPOINT =
      Scenario.of("service", "near-a", "20.60.0.1", 443)
          .with("serviceTags: {Storage: [20.60.0.0/16]}\n");

  /** Stands for the name of the site by which a service is managed. */
  static final String MANAGEMENT_NAME = "managed.example";

  private static final Scenario MANAGEMENT = Scenario.of("service", "near-a", MANAGEMENT_NAME, 443);
  private static final Scenario TO_BASTION = Scenario.of("bastion", "8.8.8.8", "203.0.113.4", 443);

  /** Stands for the service itself. */
  static final String ITSELF = "itself";

  /** Stands for the name of a service, of which nobody knows the address. */
  static final String NAME_ALONE = "name alone";

  private static final Scenario OWN_NAME = Scenario.of("service", "near-a", NAME_ALONE, 443);
  private static final Scenario EDGE = Scenario.of("edge", "near-a", NAME_ALONE, 443);
  private static final Scenario PERIMETER =
      Scenario.of("perimeter", "near-a", "nearaccount.blob.core.windows.net", 443)
          .at(
              "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/nearaccount")
          .with("dns: [{name: nearaccount.blob.core.windows.net, address: 20.60.0.1}]\n");
  private static final Scenario SERVICE_OUT = Scenario.of("service", ITSELF, "8.8.8.8", 443);
  private static final Scenario SERVICE_IN = Scenario.of("service", ITSELF, "near-a", 443);
  private static final Scenario RELAYED =
      Scenario.of("service", ITSELF, "another.near.example", 443)
          .with("dns: [{name: another.near.example, address: 20.60.0.1}]\n");

  private Scenarios() {}

  /** The scenarios in which a resource of a type may be met in a role. */
  static List<Scenario> of(String type, Role role) {
    return switch (role) {
      case ADDRESS_OWNER -> List.of(UNOWNED);
      case PUBLIC_ADDRESS ->
          List.of(
              PUBLIC,
              FREE,
              PUBLIC.from("near-a").to("203.0.113.5"),
              OUT,
              NAT,
              MACHINE_OUT,
              SCALE_SET_OUT,
              INSTANCE_OUT,
              INSTANCE_ITSELF_OUT);
      case INTERFACE ->
          List.of(
              LAN,
              PEERING,
              ENCRYPTION_ON,
              ENCRYPTION_ENFORCED,
              SCALE_SET,
              INSTANCE,
              INSTANCE_ITSELF,
              UNOWNED);
      case GROUP_RULE ->
          List.of(LAN.at("$N/applicationSecurityGroups/near", "$C/virtualMachines/near-b"));
      case ADMIN_RULE -> List.of(LAN);
      case SUBNET_ROUTE ->
          List.of(LAN.at("$N/virtualNetworks/near/subnets/one"), SERVICE, SERVICE_ENDPOINT);
      case PEERING ->
          List.of(
              PEERING.at(NETWORK),
              APART.at("$N/networkManagers/near/networkGroups/near"),
              APART.at(NETWORK, "$N/virtualNetworks/near-other"));
      case PREFIXES ->
          List.of(OUTSIDE, VPN.to("192.168.2.4"), HUB_VPN.to("192.168.2.4"), HUB_CLIENTS);
      case WAY_OUT -> List.of(OUT, OUT_OWN, OUT_BALANCER, OUT_IPV6);
      case LOAD_BALANCER -> List.of(BALANCER, BALANCER_NAT, PUBLIC);
      case POOL_MEMBER -> List.of(BALANCER, APPLICATION_GATEWAY);
      case APP_GATEWAY -> List.of(APPLICATION_GATEWAY);
      case ANSWER ->
          List.of(
              APPLICATION_GATEWAY.http(),
              APPLICATION_GATEWAY_TLS.https(),
              SERVICE.http(),
              SERVICE.port(SQL_PORT));
      case FIREWALL, FIREWALL_RULE ->
          List.of(
              FIREWALL,
              CLASSIC,
              PAGES,
              NAT,
              NAT_CLASSIC,
              UNOWNED,
              FIREWALL.port(DNS_PORT),
              FIREWALL.port(SQL_PORT),
              UNOWNED.port(DNS_PORT));
      case BASTION -> List.of(BASTION, TO_BASTION);
      case CONNECTION -> List.of(VPN, CIRCUIT, HUB_VPN, HUB_CIRCUIT, HUB_CLIENTS, UNOWNED);
      case LEARNED_ROUTES ->
          List.of(VPN, CIRCUIT, HUB_VPN, HUB_CIRCUIT, HUB_CLIENTS, ROUTE_SERVER, HUB);
      case HUB_TRANSIT ->
          List.of(HUB_VPN, HUB_CIRCUIT, HUB_CLIENTS, HUB, INTENT, ROUTE_SERVER, HUB_PEER, HUB_OLD);
      case PRIVATE_ENDPOINT -> List.of(ENDPOINT, ENDPOINT_GATEWAY, UNOWNED);
      case NAME_IN_NETWORK ->
          List.of(
              NAME,
              OTHER_NAME,
              LAN.to("another.near.example"),
              VPN.from("192.168.1.4").to("b.near.example"),
              HUB_CLIENTS.from("192.168.1.4").to("b.near.example"));
      case PUBLIC_NAME -> List.of(OWN_NAME, EDGE);
      case SERVICE_DOOR -> List.of(SERVICE, PERIMETER, MANAGEMENT);
      case SERVICE_SOURCE -> List.of(SERVICE_OUT, SERVICE_IN, RELAYED);
      case APPLIANCE -> List.of(UNOWNED, LAN);
    };
  }
}
