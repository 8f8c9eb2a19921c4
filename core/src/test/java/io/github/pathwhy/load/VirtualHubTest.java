package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hubs of virtual WANs with their gateways, and route servers, which Azure also calls hubs. */
final class VirtualHubTest {
  private static final String NETWORKS =
      """
      pathwhy: 1
      virtualNetworks:
        - name: spoke
          addressSpace: [10.1.0.0/16]
          subnets: [{name: RouteServerSubnet, addressPrefix: 10.1.0.0/27}]
        - {name: other, addressSpace: [10.2.0.0/16]}
      """;

  private static VirtualHub hub(String... texts) {
    return Inputs.only(Inputs.topology(texts), VirtualHub.class, "hub");
  }

  private static String child(String path, String properties) {
    String[] parts = path.split("/", -1);
    String name = parts[parts.length - 1];
    String type = parts.length == 4 ? parts[0] + "/" + parts[2] : parts[0];
    return "{\"id\": \"%s\", \"name\": \"%s\", \"type\": \"Microsoft.Network/%s\", \"properties\": {%s}}"
        .formatted(Inputs.network(path), name, type, properties);
  }

  @Test
  void anExportedHubAndItsChildrenInAnyOrder() {
    String table = Inputs.network("virtualHubs/hub/hubRouteTables/defaultRouteTable");
    VirtualHub hub =
        hub(
            "["
                + String.join(
                    ",",
                    child(
                        "virtualHubs/hub/hubVirtualNetworkConnections/c",
                        """
                        "remoteVirtualNetwork": {"id": "/subscriptions/s/spoke"}, "enableInternetSecurity": true,
                        "routingConfiguration": {"associatedRouteTable": {"id": "TABLE"},
                          "propagatedRouteTables": {"labels": ["default", "x"], "ids": [{"id": "TABLE"}]},
                          "vnetRoutes": {"staticRoutes": [{"name": "r", "addressPrefixes": ["10.66.0.0/16"], "nextHopIpAddress": "10.1.0.9"}],
                            "staticRoutesConfig": {"vnetLocalRouteOverrideCriteria": "Contains"}}}
                        """
                            .replace("TABLE", table)),
                    child("virtualHubs/hub/hubRouteTables/other", "\"labels\": [], \"routes\": []"),
                    child(
                        "virtualHubs/hub/hubRouteTables/defaultRouteTable",
                        """
                        "labels": ["default"], "routes": [
                          {"name": "a", "destinationType": "CIDR", "destinations": ["0.0.0.0/0"], "nextHopType": "ResourceId", "nextHop": "/subscriptions/s/fw"},
                          {"name": "b", "destinationType": "Service", "destinations": ["Storage"], "nextHopType": "ResourceId", "nextHop": "/subscriptions/s/fw"}]
                        """),
                    child(
                        "virtualHubs/hub/routingIntent/intent",
                        """
                        "routingPolicies": [{"name": "p", "destinations": ["PrivateTraffic"], "nextHop": "/subscriptions/s/fw"}]
                        """),
                    child(
                        "virtualHubs/hub",
                        """
                        "virtualWan": {"id": "/subscriptions/s/wan"}, "addressPrefix": "10.200.0.0/23", "sku": "Standard",
                        "virtualRouterIps": ["10.200.0.68", "10.200.0.69"], "provisioningState": "Succeeded", "routingState": "Provisioned",
                        "routeTable": {"routes": []}, "virtualHubRouteTableV2s": [], "bgpConnections": []
                        """))
                + "]");

    assertThat(hub.virtualWan()).contains(ResourceId.of("/subscriptions/s/wan"));
    assertThat(hub.addressPrefix()).contains(Prefix.of("10.200.0.0/23"));
    assertThat(hub.routerAddresses())
        .containsExactly(IpAddress.of("10.200.0.68"), IpAddress.of("10.200.0.69"));
    assertThat(hub.routingState()).contains("Provisioned");
    VirtualHub.Connection connection = hub.connections().getFirst();
    assertThat(connection.virtualNetwork()).isEqualTo(ResourceId.of("/subscriptions/s/spoke"));
    assertThat(connection.associatedTable()).isEqualTo(ResourceId.of(table));
    assertThat(connection.propagation().tables()).containsExactly(ResourceId.of(table));
    assertThat(connection.propagation().labels()).containsExactly("default", "x");
    assertThat(connection.internetSecurity()).isTrue();
    assertThat(connection.staticRoutes().routes())
        .extracting(route -> route.name() + route.prefixes() + route.nextHop())
        .containsExactly("r[10.66.0.0/16]10.1.0.9");
    assertThat(hub.routeTables())
        .extracting(each -> each.id().name() + each.labels() + each.routes().size())
        .containsExactly("defaultRouteTable[default]1", "other[]0");
    assertThat(hub.routingIntent())
        .extracting(policy -> policy.destinations() + " " + policy.nextHop())
        .containsExactly("[PrivateTraffic] /subscriptions/s/fw");
  }

  @Test
  void aHubInOwnFormatMeansItsPartsByShortNames() {
    VirtualHub hub =
        hub(
            NETWORKS
                + """
                virtualHubs:
                  - name: hub
                    virtualWan: wan
                    addressPrefix: 10.200.0.0/23
                    hubVirtualNetworkConnections:
                      - {name: plain, remoteVirtualNetwork: spoke}
                      - name: apart
                        remoteVirtualNetwork: other
                        routingConfiguration:
                          associatedRouteTable: Isolated
                          propagatedRouteTables: {ids: [noneRouteTable]}
                    hubRouteTables:
                      - {name: isolated, routes: [{name: r, destinations: [10.66.0.0/16], nextHop: plain}]}
                    routingIntent: {routingPolicies: [{name: all, destinations: internet, nextHop: fw}]}
                azureFirewalls: [{name: fw, virtualHub: hub}]
                """);

    assertThat(hub.connections())
        .extracting(each ->
            each.associatedTable().name()
                + names(each.propagation().tables())
                + each.propagation().labels())
        .containsExactly(
            "defaultRouteTable[defaultRouteTable][default]", "isolated[noneRouteTable][]");
    assertThat(hub.connections()).noneMatch(VirtualHub.Connection::internetSecurity);
    assertThat(hub.routeTables().getFirst().id().name()).isEqualTo(VirtualHub.DEFAULT_TABLE);
    assertThat(hub.routeTables().getLast().routes().getFirst().nextHop())
        .isEqualTo(hub.connections().getFirst().id());
    assertThat(hub.routingIntent().getFirst().destinations()).containsExactly("Internet");
    assertThat(hub.routingIntent().getFirst().nextHop().name()).isEqualTo("fw");
  }

  private static List<String> names(List<ResourceId> ids) {
    return ids.stream().map(ResourceId::name).toList();
  }

  @Test
  void staticRoutesTakeWhatIsForTheNetworkUnlessOnlyEqualOnesShall() {
    assertThat(overNetwork("10.1.0.0/16", "")).isTrue();
    assertThat(overNetwork("10.1.0.0/16", "Contains")).isTrue();
    assertThat(overNetwork("10.1.0.0/16", "Equal")).isFalse();
    assertThat(overNetwork("10.1.2.0/24", "Equal")).isTrue();
    assertThat(overNetwork("0.0.0.0/0", "Contains")).isFalse();
    assertThat(overNetwork("10.9.0.0/16", "Contains")).isFalse();
  }

  private static boolean overNetwork(String prefix, String criteria) {
    String config =
        criteria.isEmpty()
            ? ""
            : ", \"staticRoutesConfig\": {\"vnetLocalRouteOverrideCriteria\": \"%s\"}"
                .formatted(criteria);
    Topology topology =
        Inputs.topology(
            "["
                + child(
                    "virtualHubs/hub",
                    """
                    "addressPrefix": "10.200.0.0/23", "virtualWan": {"id": "%s"}
                    """
                        .formatted(Inputs.network("virtualWans/wan")))
                + ","
                + child(
                    "virtualHubs/hub/hubVirtualNetworkConnections/c",
                    """
                    "remoteVirtualNetwork": {"id": "%s"}, "routingConfiguration": {"vnetRoutes": {"staticRoutes":
                    [{"name": "r", "addressPrefixes": ["%s"], "nextHopIpAddress": "10.1.2.4"}]%s}}
                    """
                        .formatted(Inputs.network("virtualNetworks/v"), prefix, config))
                + "]");
    VirtualHub hub = topology.all(VirtualHub.class).getFirst();
    return hub.connections()
        .getFirst()
        .staticRoutes()
        .nextHop(IpAddress.of("10.1.2.9"), List.of(Prefix.of("10.1.2.0/24")))
        .isPresent();
  }

  @Test
  void networksWithoutALabelPropagateToTheDefaultTablesUnlessNowhere() {
    assertThat(propagation("propagatedRouteTables: {ids: [mine]}").labels())
        .containsExactly("default");
    assertThat(propagation("propagatedRouteTables: {ids: [mine], labels: []}").labels())
        .containsExactly("default");
    assertThat(propagation("propagatedRouteTables: {ids: [mine], labels: [blue]}").labels())
        .containsExactly("blue");
    assertThat(propagation("propagatedRouteTables: {ids: [noneRouteTable]}").labels()).isEmpty();
    assertThat(propagation("associatedRouteTable: mine").tables())
        .extracting(ResourceId::name)
        .containsExactly(VirtualHub.DEFAULT_TABLE);
  }

  private static Propagation propagation(String routing) {
    return hub(NETWORKS
            + """
            virtualHubs:
              - name: hub
                addressPrefix: 10.200.0.0/23
                hubVirtualNetworkConnections:
                  - {name: c, remoteVirtualNetwork: spoke, routingConfiguration: {%s}}
                hubRouteTables: [{name: mine}]
            """
                .formatted(routing))
        .connections()
        .getFirst()
        .propagation();
  }

  @Test
  void tableRoutesNameConnectionsOfOtherHubs() {
    VirtualHub hub =
        hub(
            NETWORKS
                + """
                virtualHubs:
                  - name: hub
                    addressPrefix: 10.200.0.0/23
                    hubRouteTables:
                      - {name: t, routes: [{name: r, destinations: [10.66.0.0/16], nextHop: far/c}]}
                  - name: far
                    addressPrefix: 10.201.0.0/23
                    hubVirtualNetworkConnections: [{name: c, remoteVirtualNetwork: spoke}]
                """);
    assertThat(hub.routeTables().getLast().routes().getFirst().nextHop())
        .isEqualTo(
            ResourceId.local(ResourceType.VIRTUAL_HUB, "far")
                .child("hubVirtualNetworkConnections", "c"));
  }

  @Test
  void tablesOfTheSecondKindAreNotModelled() {
    Topology topology =
        Inputs.topology(
            "["
                + child(
                    "virtualHubs/hub",
                    """
                    "addressPrefix": "10.200.0.0/23", "routeTable": {"routes": [{"addressPrefixes": ["10.3.0.0/16"], "nextHopIpAddress": "10.1.0.9"}]},
                    "virtualHubRouteTableV2s": [{"name": "old", "properties": {"routes": [{"destinations": ["10.4.0.0/16"], "nextHops": ["10.1.0.9"]}]}}]
                    """)
                + "]");

    ResourceId hub = ResourceId.of(Inputs.network("virtualHubs/hub"));
    assertThat(Inputs.only(topology, VirtualHub.class, "hub").addressRoutes())
        .extracting(route -> route.prefixes() + " " + route.nextHop())
        .containsExactly("[10.3.0.0/16] 10.1.0.9");
    assertThat(topology.gaps().within(hub, Role.HUB_TRANSIT))
        .extracting(gap -> gap.of().name() + " " + gap.property())
        .containsExactlyInAnyOrder("old routes.destinations", "old routes.nextHops");
  }

  @Test
  void aHubWithoutAWanIsARouteServer() {
    Topology arm =
        Inputs.topology(
            "["
                + String.join(
                    ",",
                    child(
                        "virtualHubs/rs",
                        "\"sku\": \"Standard\", \"addressPrefix\": \"\","
                            + " \"allowBranchToBranchTraffic\": true, \"ipConfigurations\":"
                            + " [{\"id\": \"x\"}], \"bgpConnections\": [{\"id\": \"y\"}]"),
                    child(
                        "virtualHubs/rs/ipConfigurations/i",
                        "\"subnet\": {\"id\": \"/subscriptions/s/RouteServerSubnet\"}"),
                    child(
                        "virtualHubs/rs/bgpConnections/nva",
                        "\"peerIp\": \"10.1.0.9\", \"peerAsn\": 65001"))
                + "]");

    RouteServer server = Inputs.only(arm, RouteServer.class, "rs");
    assertThat(server.subnet()).isEqualTo(ResourceId.of("/subscriptions/s/RouteServerSubnet"));
    assertThat(server.branchToBranch()).isTrue();
    assertThat(server.peers())
        .extracting(peer -> peer.id().name() + " " + peer.address())
        .containsExactly("nva 10.1.0.9");
    assertThat(arm.all(VirtualHub.class)).isEmpty();
  }

  @Test
  void aRouteServerInOwnFormat() {
    Topology topology =
        Inputs.topology(
            NETWORKS
                + """
                routeServers:
                  - {name: rs, subnet: spoke/RouteServerSubnet, peers: [{name: nva, address: 10.1.0.9}]}
                observed:
                  rs: {learnedRoutes: [0.0.0.0/0]}
                """);

    RouteServer server = Inputs.only(topology, RouteServer.class, "rs");
    assertThat(server.branchToBranch()).isFalse();
    assertThat(server.peers().getFirst().address()).isEqualTo(IpAddress.of("10.1.0.9"));
    assertThat(topology.observation(server.id())).isPresent();
    assertThat(Inputs.problems("routeServers: [{name: rs}]"))
        .singleElement()
        .asString()
        .contains("subnet is missing");
  }

  @Test
  void gatewaysOfAHubKnowWhatIsBehindThem() {
    Topology topology =
        Inputs.topology(
            """
            virtualHubs: [{name: hub, addressPrefix: 10.200.0.0/23}]
            vpnSites:
              - {name: one, addressSpace: [172.20.0.0/16]}
              - {name: two, addressSpace: {addressPrefixes: [172.21.0.0/16]}}
              - {name: unconnected, addressSpace: [172.29.0.0/16]}
            vpnGateways:
              - {name: vpn, virtualHub: hub, connections: [{name: a, remoteVpnSite: one}],
                 vpnConnections: [{name: a, remoteVpnSite: one}, {name: b, remoteVpnSite: two}]}
            expressRouteGateways: [{name: er, virtualHub: hub, provisioningState: Failed}]
            p2sVpnGateways:
              - {name: p2s, virtualHub: hub, p2SConnectionConfigurations: [{vpnClientAddressPool: [172.22.0.0/24]}]}
            """);

    assertThat(topology.all(HubGateway.class))
        .extracting(gateway -> gateway.name() + gateway.kind() + gateway.sitePrefixes())
        .containsExactly(
            "vpnVPN[172.20.0.0/16, 172.21.0.0/16]",
            "erEXPRESS_ROUTE[]",
            "p2sPOINT_TO_SITE[172.22.0.0/24]");
    assertThat(Inputs.only(topology, HubGateway.class, "er").provisioningState())
        .contains("Failed");
  }
}
