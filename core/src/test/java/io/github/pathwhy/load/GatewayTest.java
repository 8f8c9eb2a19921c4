package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways of virtual networks, what they connect to, and what is observed of them. */
final class GatewayTest {
  private static final String NETWORK =
      """
      pathwhy: 1
      virtualNetworks:
        - name: hub
          addressSpace: [10.0.0.0/16]
          subnets: [{name: GatewaySubnet, addressPrefix: 10.0.0.0/27}]
      """;
  private static final String GATEWAYS =
      NETWORK
          + """
          virtualNetworkGateways:
            - {name: vpn, gatewayType: Vpn, subnet: hub/GatewaySubnet}
            - {name: er, gatewayType: expressroute, subnet: hub/GatewaySubnet}
          localNetworkGateways: [{name: branch, localNetworkAddressSpace: [172.20.0.0/16]}]
          expressRouteCircuits: [{name: circuit}]
          """;

  private static String arm(String type, String name, String properties) {
    return "{\"id\": \"%s\", \"name\": \"%s\", \"type\": \"Microsoft.Network/%s\", \"properties\": {%s}}"
        .formatted(Inputs.network(type + "/" + name), name, type, properties);
  }

  @Test
  void aGatewayInArm() {
    String subnet = Inputs.network("virtualNetworks/hub/subnets/GatewaySubnet");
    Topology topology =
        Inputs.topology(
            "["
                + arm(
                    "virtualNetworkGateways",
                    "vpn",
                    """
                    "gatewayType": "Vpn", "vpnType": "RouteBased", "activeActive": true, "enableBgp": true,
                    "sku": {"name": "VpnGw1", "tier": "VpnGw1"}, "provisioningState": "Succeeded",
                    "ipConfigurations": [
                      {"name": "a", "properties": {"subnet": {"id": "SUBNET"}, "publicIPAddress": {"id": "/subscriptions/s/a"}}},
                      {"name": "b", "properties": {"subnet": {"id": "SUBNET"}, "publicIPAddress": {"id": "/subscriptions/s/b"}}}],
                    "bgpSettings": {"asn": 65515, "bgpPeeringAddress": "10.0.0.4, 10.0.0.5", "peerWeight": 0,
                      "bgpPeeringAddresses": [{"ipconfigurationId": "x", "defaultBgpIpAddresses": ["10.0.0.4"],
                        "customBgpIpAddresses": ["169.254.21.4"], "tunnelIpAddresses": ["203.0.113.4"]}]},
                    "vpnClientConfiguration": {"vpnClientProtocols": ["OpenVPN"], "vpnClientAddressPool": {"addressPrefixes": ["172.16.201.0/24"]}},
                    "customRoutes": {"addressPrefixes": ["10.7.0.0/16"]},
                    "gatewayDefaultSite": {"id": "/subscriptions/s/site"}
                    """
                        .replace("SUBNET", subnet))
                + "]");

    VirtualNetworkGateway gateway = Inputs.only(topology, VirtualNetworkGateway.class, "vpn");
    assertThat(gateway.kind()).isEqualTo(VirtualNetworkGateway.Kind.VPN);
    assertThat(gateway.subnet()).isEqualTo(ResourceId.of(subnet));
    assertThat(gateway.publicIpAddresses())
        .containsExactly(ResourceId.of("/subscriptions/s/a"), ResourceId.of("/subscriptions/s/b"));
    assertThat(gateway.activeActive()).isTrue();
    assertThat(gateway.bgp()).isTrue();
    assertThat(gateway.bgpAddresses())
        .containsExactly(IpAddress.of("10.0.0.4"), IpAddress.of("10.0.0.5"));
    assertThat(gateway.clientPool()).containsExactly(Prefix.of("172.16.201.0/24"));
    assertThat(gateway.customRoutes()).containsExactly(Prefix.of("10.7.0.0/16"));
    assertThat(gateway.defaultSite()).contains(ResourceId.of("/subscriptions/s/site"));
    assertThat(gateway.provisioningState()).contains("Succeeded");
  }

  @Test
  void aGatewayInOwnFormatIsTheSameWithAndWithoutIpConfigurations() {
    String direct =
        "virtualNetworkGateways: [{name: vpn, subnet: hub/GatewaySubnet, publicIPAddress: a}]\n";
    String nested =
        "virtualNetworkGateways: [{name: vpn, ipConfigurations: [{subnet: hub/GatewaySubnet,"
            + " publicIPAddress: a}]}]\n";
    String rest = NETWORK + "publicIPAddresses: [{name: a}]\n";

    assertThat(Inputs.describe(Inputs.topology(rest + direct)))
        .contains("kind=VPN", "publicIpAddresses=[publicIPAddresses/a]")
        .isEqualTo(Inputs.describe(Inputs.topology(rest + nested)));
  }

  @Test
  void aLocalNetworkGateway() {
    Topology topology =
        Inputs.topology(
            "localNetworkGateways: [{name: branch, localNetworkAddressSpace: [172.20.0.0/16],"
                + " gatewayIpAddress: 198.51.100.7, bgpSettings: {asn: 65001, bgpPeeringAddress:"
                + " 172.20.0.1}}]");

    LocalNetworkGateway gateway = Inputs.only(topology, LocalNetworkGateway.class, "branch");
    assertThat(gateway.addressSpace()).containsExactly(Prefix.of("172.20.0.0/16"));
    assertThat(gateway.gatewayAddress()).contains(IpAddress.of("198.51.100.7"));
    assertThat(gateway.bgpPeer()).contains(IpAddress.of("172.20.0.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "virtualNetworkGateway1: vpn, localNetworkGateway2: branch | IPSEC | branch",
        "virtualNetworkGateway1: vpn, virtualNetworkGateway2: er | VNET_TO_VNET | er",
        "virtualNetworkGateway1: er, peer: circuit | EXPRESS_ROUTE | circuit",
        "connectionType: ipsec, virtualNetworkGateway1: vpn, localNetworkGateway2: branch | IPSEC |"
            + " branch"
      })
  void theKindOfAConnectionIsToldByWhatIsAtTheOtherEnd(String keys, String kind, String remote) {
    Topology topology = Inputs.topology(GATEWAYS + "connections: [{name: c, " + keys + "}]\n");

    GatewayConnection connection = Inputs.only(topology, GatewayConnection.class, "c");
    assertThat(connection.kind()).hasToString(kind);
    assertThat(connection.remote()).map(ResourceId::name).contains(remote);
    assertThat(connection.status()).isEmpty();
    assertThat(connection.bgp()).isFalse();
  }

  @Test
  void theTypeOfAConnectionChoosesAmongSeveralRemotes() {
    Topology topology =
        Inputs.topology(
            GATEWAYS
                + "connections: [{name: c, connectionType: IPsec, virtualNetworkGateway1: vpn,"
                + " localNetworkGateway2: branch, virtualNetworkGateway2: er, enableBgp: true,"
                + " connectionStatus: NotConnected}]\n");

    GatewayConnection connection = Inputs.only(topology, GatewayConnection.class, "c");
    assertThat(connection.remote()).map(ResourceId::name).contains("branch");
    assertThat(connection.bgp()).isTrue();
    assertThat(connection.status()).contains("NotConnected");
  }

  @Test
  void anExportedConnectionMayLackItsRemote() {
    String connection =
        arm(
            "connections",
            "c",
            "\"connectionType\": \"ExpressRoute\", \"virtualNetworkGateway1\": {\"id\":"
                + " \"/subscriptions/s/er\"}, \"virtualNetworkGateway2\": null");

    assertThat(
            Inputs.only(Inputs.topology("[" + connection + "]"), GatewayConnection.class, "c")
                .remote())
        .isEmpty();
    assertThat(Inputs.problems(GATEWAYS + "connections: [{name: c, virtualNetworkGateway1: er}]\n"))
        .singleElement()
        .asString()
        .contains("localNetworkGateway2 is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      value = {
        "                                                                   | absent",
        "peerings: []                                                       | false",
        "peerings: [{peeringType: AzurePrivatePeering}]                     | true",
        "peerings: [{name: azureprivatepeering}]                            | true",
        "peerings: [{peeringType: AzurePrivatePeering, state: Disabled}]    | false",
        "peerings: [{name: a, peeringType: MicrosoftPeering}]               | false"
      })
  void aCircuitHasPrivatePeeringWhenItIsListedAndNotDisabled(String keys, Boolean expected) {
    Topology topology =
        Inputs.topology(
            "expressRouteCircuits: [{name: c, circuitProvisioningState: Enabled, "
                + (keys == null ? "" : keys)
                + "}]");

    ExpressRouteCircuit circuit = Inputs.only(topology, ExpressRouteCircuit.class, "c");
    assertThat(circuit.privatePeering().orElse(null)).isEqualTo(expected);
    assertThat(circuit.circuitState()).contains("Enabled");
    assertThat(circuit.providerState()).isEmpty();
  }

  @Test
  void whatIsObservedOfGatewaysConnectionsAndCircuits() {
    Topology topology =
        Inputs.topology(
            GATEWAYS
                + "connections: [{name: c, virtualNetworkGateway1: vpn, localNetworkGateway2:"
                + " branch}]\n",
            """
            observed:
              vpn: {connectionState: connected, provisioningState: Failed,
                    learnedRoutes: [172.20.0.0/16, {prefix: 172.21.0.0/16, nextHop: 10.0.0.4}]}
              c: {connectionState: Disconnected}
              circuit: {arp: missing}
              er: {}
            """);

    Observation gateway = topology.observation(id("virtualNetworkGateways/vpn")).orElseThrow();
    assertThat(gateway.connectionState()).contains("Connected");
    assertThat(gateway.provisioningState()).contains("Failed");
    assertThat(gateway.arp()).isEmpty();
    assertThat(gateway.learnedRoutes().orElseThrow())
        .extracting(route -> route.prefix() + " " + route.nextHop().orElse(null))
        .containsExactly("172.20.0.0/16 null", "172.21.0.0/16 10.0.0.4");
    assertThat(topology.observation(id("connections/c")).orElseThrow().connectionState())
        .contains("Disconnected");
    assertThat(topology.observation(id("expressRouteCircuits/circuit")).orElseThrow().arp())
        .contains(false);
    assertThat(topology.observation(id("virtualNetworkGateways/er")).orElseThrow().learnedRoutes())
        .isEmpty();
  }

  private static ResourceId id(String text) {
    return ResourceId.of(text);
  }

  @Test
  void aSiteMayBeBehindAGatewayOrItsFarEnd() {
    Topology topology =
        Inputs.topology(
            GATEWAYS
                + """
                sites:
                  - {name: a, addressPrefixes: [172.20.0.0/16], gateway: vpn}
                  - {name: b, addressPrefixes: [172.21.0.0/16], gateway: localNetworkGateways/branch}
                """);

    assertThat(topology.sites())
        .extracting(site -> site.gateway().toString())
        .isEqualTo(List.of("virtualNetworkGateways/vpn", "localNetworkGateways/branch"));
  }
}
