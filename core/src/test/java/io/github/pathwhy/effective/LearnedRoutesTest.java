package io.github.pathwhy.effective;

import static io.github.pathwhy.effective.TestRoute.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which routes subnets learn from gateways, Route Servers and virtual hubs. */
final class LearnedRoutesTest {

  private static TestNetwork hub(Consumer<TestGateways> gateways, TestRoute... routes) {
    return new TestNetwork()
        .virtualNetwork("hub", "10.0.0.0/16")
        .subnet("GatewaySubnet", "10.0.255.0/27")
        .subnet("web", "10.0.1.0/24", s -> s.routeTable("table"))
        .machine("vm", "web", "10.0.1.4")
        .routeTable("table", routes)
        .gateways(g -> gateways.accept(g));
  }

  private static List<String> learned(TestNetwork network) {
    return learned(network, "vm");
  }

  private static List<String> learned(TestNetwork network, String machine) {
    return network.networkInterface(machine).routes().rows().stream()
        .filter(row -> row.source() == EffectiveRoute.Source.VIRTUAL_NETWORK_GATEWAY)
        .map(row ->
            (row.active() ? "" : "Invalid ")
                + row.prefix()
                + " "
                + ((NextHop.VirtualNetworkGateway) row.nextHop()).addresses())
        .toList();
  }

  private static String selected(TestNetwork network, String destination) {
    return network
        .networkInterface("vm")
        .routes()
        .select(IpAddress.of(destination))
        .map(RouteOracle::text)
        .orElse("nothing");
  }

  private static void connected(TestGateways g) {
    g.vpn("gw", "GatewaySubnet", "20.0.0.1")
        .local("dc", "198.51.100.1", "172.20.0.0/16")
        .connect("to-dc", "gw", "dc");
  }

  // ---- what a gateway knows ----

  @Test
  void prefixesOfALocalNetworkGatewayAreLearned() {
    assertThat(learned(hub(LearnedRoutesTest::connected)))
        .containsExactly("172.20.0.0/16 [20.0.0.1]");
  }

  @Test
  void localNetworkGatewayWithoutAConnectionTeachesNothing() {
    assertThat(
            learned(
                hub(g ->
                    g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                        .local("dc", "198.51.100.1", "172.20.0.0/16"))))
        .isEmpty();
  }

  @Test
  void activeActiveGatewayIsNamedByItsInstances() {
    TestNetwork network =
        hub(g ->
            g.vpn(
                    "gw",
                    "GatewaySubnet",
                    "20.0.0.1",
                    gw -> gw.activeActive("10.0.255.4", "10.0.255.5"))
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .connect("to-dc", "gw", "dc"));
    assertThat(learned(network)).containsExactly("172.20.0.0/16 [10.0.255.4, 10.0.255.5]");
  }

  @Test
  void observedRoutesComeBesideConfiguredOnes() {
    TestNetwork network =
        hub(g -> {
          connected(g);
          g.learned("gw", "172.21.0.0/16");
        });
    assertThat(learned(network))
        .containsExactlyInAnyOrder("172.20.0.0/16 [20.0.0.1]", "172.21.0.0/16 [20.0.0.1]");
  }

  @Test
  void sitesStandInForWhatBgpWasNotObservedToTell() {
    Consumer<TestGateways> bgp =
        g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1", TestGateways.GatewaySpec::bgp)
                .local("dc", "198.51.100.1")
                .connect("to-dc", "gw", "dc", TestGateways.ConnectionSpec::bgp)
                .site("branch", "gw", "172.22.0.0/16");
    assertThat(learned(hub(bgp))).containsExactly("172.22.0.0/16 [20.0.0.1]");
    assertThat(learned(hub(bgp.andThen(g -> g.learned("gw")))))
        .as("observed to have learned nothing")
        .isEmpty();
  }

  @Test
  void sitesTeachNothingOverAStaticConnection() {
    assertThat(
            learned(
                hub(g -> {
                  connected(g);
                  g.site("branch", "gw", "172.22.0.0/16");
                })))
        .containsExactly("172.20.0.0/16 [20.0.0.1]");
  }

  @Test
  void clientsOfAPointToSiteGatewayAreLearned() {
    assertThat(
            learned(
                hub(g ->
                    g.vpn(
                        "gw", "GatewaySubnet", "20.0.0.1", gw -> gw.clients("192.168.100.0/24")))))
        .containsExactly("192.168.100.0/24 [20.0.0.1]");
  }

  @Test
  void expressRouteIsPreferredForEqualPrefixes() {
    TestNetwork network =
        hub(g -> {
          connected(g);
          g.expressRoute("er", "GatewaySubnet", "20.0.0.2")
              .learned("er", "172.20.0.0/16", "172.23.0.0/16");
        });
    assertThat(learned(network))
        .containsExactlyInAnyOrder("172.20.0.0/16 [20.0.0.2]", "172.23.0.0/16 [20.0.0.2]");
  }

  @Test
  void vpnGatewaysCarryNoIpv6() {
    assertThat(
            learned(
                hub(g ->
                    g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                        .local("dc", "198.51.100.1", "172.20.0.0/16", "fd00:1::/48")
                        .connect("to-dc", "gw", "dc"))))
        .containsExactly("172.20.0.0/16 [20.0.0.1]");
  }

  // ---- who wins ----

  @Test
  void t07_routeOfTheNetworkBeatsALongerLearnedOne() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                .learned("gw", "10.0.1.0/24", "10.0.0.0/16", "10.9.0.0/24"));
    assertThat(selected(network, "10.0.1.9")).isEqualTo("10.0.0.0/16 VnetLocal");
    assertThat(selected(network, "10.0.7.9")).isEqualTo("10.0.0.0/16 VnetLocal");
    assertThat(selected(network, "10.9.0.1")).isEqualTo("10.9.0.0/24 VirtualNetworkGateway");
  }

  @Test
  void t08_peeringBeatsALongerLearnedRoute() {
    TestNetwork network =
        hub(g -> g.vpn("gw", "GatewaySubnet", "20.0.0.1").learned("gw", "10.1.0.0/24"))
            .virtualNetwork("spoke", "10.1.0.0/16")
            .peering("hub", "spoke");
    assertThat(selected(network, "10.1.0.4")).startsWith("10.1.0.0/16 VNetPeering");
  }

  @Test
  void userRouteBeatsAnEqualLearnedOneButNotALongerOne() {
    Consumer<TestGateways> gateways =
        g -> g.vpn("gw", "GatewaySubnet", "20.0.0.1").learned("gw", "172.20.0.0/16");
    assertThat(learned(hub(gateways, route("172.20.0.0/16").via("10.0.1.9"))))
        .containsExactly("Invalid 172.20.0.0/16 [20.0.0.1]");
    assertThat(selected(hub(gateways, route("172.16.0.0/12").via("10.0.1.9")), "172.20.0.5"))
        .isEqualTo("172.20.0.0/16 VirtualNetworkGateway");
  }

  @Test
  void userRouteThatOverridesBgpBeatsLongerLearnedOnes() {
    TestNetwork network =
        hub(
            g ->
                g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                    .learned("gw", "172.20.0.0/16", "192.168.7.0/24"),
            route("172.16.0.0/12").via("10.0.1.9").overridingBgp());
    assertThat(learned(network))
        .containsExactlyInAnyOrder("Invalid 172.20.0.0/16 [20.0.0.1]", "192.168.7.0/24 [20.0.0.1]");
    assertThat(selected(network, "172.20.0.5"))
        .isEqualTo("172.16.0.0/12 VirtualAppliance [10.0.1.9]");
  }

  @Test
  void learnedDefaultRouteReplacesTheSystemOneAndTheReservedDrops() {
    TestNetwork network =
        hub(g -> g.vpn("gw", "GatewaySubnet", "20.0.0.1").learned("gw", "0.0.0.0/0"));
    assertThat(network.networkInterface("vm").routes().rows())
        .extracting(RouteOracle::text)
        .containsExactlyInAnyOrder("0.0.0.0/0 VirtualNetworkGateway", "10.0.0.0/16 VnetLocal");
  }

  @Test
  void userDefaultRouteLeavesTheLearnedOneInvalid() {
    TestNetwork network =
        hub(
            g -> g.vpn("gw", "GatewaySubnet", "20.0.0.1").learned("gw", "0.0.0.0/0"),
            route("0.0.0.0/0").via("10.0.1.9"));
    assertThat(learned(network)).containsExactly("Invalid 0.0.0.0/0 [20.0.0.1]");
    assertThat(network.networkInterface("vm").routes().rows())
        .extracting(RouteOracle::text)
        .doesNotContain("0.0.0.0/0 Internet");
  }

  // ---- who gets them ----

  @Test
  void t14_tableWithoutPropagationTakesStaticAndLearnedRoutesAway() {
    TestNetwork network =
        new TestNetwork()
            .withoutPropagation("closed")
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("GatewaySubnet", "10.0.255.0/27")
            .subnet("web", "10.0.1.0/24", s -> s.routeTable("closed"))
            .subnet("app", "10.0.2.0/24")
            .machine("vm", "web", "10.0.1.4")
            .machine("neighbour", "app", "10.0.2.4")
            .routeTable("closed")
            .gateways(g -> {
              connected(g);
              g.learned("gw", "172.21.0.0/16");
            });
    assertThat(learned(network)).isEmpty();
    assertThat(learned(network, "neighbour")).hasSize(2);
  }

  private static TestNetwork spoke(
      Consumer<TestNetwork.LinkSpec> atHub, Consumer<TestNetwork.LinkSpec> atSpoke) {
    return hub(LearnedRoutesTest::connected)
        .virtualNetwork("spoke", "10.1.0.0/16")
        .subnet("far", "10.1.1.0/24")
        .machine("far-vm", "far", "10.1.1.4")
        .link("hub", "spoke", atHub)
        .link("spoke", "hub", atSpoke);
  }

  @Test
  void spokeNeedsBothSwitchesOfGatewayTransit() {
    Consumer<TestNetwork.LinkSpec> transit = TestNetwork.LinkSpec::allowGatewayTransit;
    Consumer<TestNetwork.LinkSpec> remote = TestNetwork.LinkSpec::useRemoteGateways;
    assertThat(learned(spoke(transit, remote), "far-vm"))
        .containsExactly("172.20.0.0/16 [20.0.0.1]");
    assertThat(learned(spoke(_ -> {}, remote), "far-vm")).isEmpty();
    assertThat(learned(spoke(transit, _ -> {}), "far-vm")).isEmpty();
  }

  // ---- other virtual networks ----

  private static TestNetwork twoNetworks(boolean bgp) {
    Consumer<TestGateways.ConnectionSpec> options =
        c -> {
          if (bgp) {
            c.bgp();
          }
        };
    return hub(_ -> {})
        .virtualNetwork("other", "10.5.0.0/16")
        .subnet("other-gws", "10.5.255.0/27")
        .virtualNetwork("spoke", "10.6.0.0/16")
        .link("other", "spoke", TestNetwork.LinkSpec::allowGatewayTransit)
        .link("spoke", "other", TestNetwork.LinkSpec::useRemoteGateways)
        .gateways(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                .vpn("gw2", "other-gws", "20.0.0.2")
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .connect("gw2-to-dc", "gw2", "dc", options)
                .connectNetworks("one-way", "gw", "gw2", options)
                .connectNetworks("other-way", "gw2", "gw", options));
  }

  @Test
  void connectionBetweenNetworksTeachesTheAddressSpaceAndWithBgpAllElse() {
    assertThat(learned(twoNetworks(false))).containsExactly("10.5.0.0/16 [20.0.0.1]");
    assertThat(learned(twoNetworks(true)))
        .containsExactlyInAnyOrder(
            "10.5.0.0/16 [20.0.0.1]", "10.6.0.0/16 [20.0.0.1]", "172.20.0.0/16 [20.0.0.1]");
  }

  // ---- the tag VirtualNetwork ----

  @Test
  void learnedPrefixesBelongToTheTagVirtualNetwork() {
    EffectiveInterface at = hub(LearnedRoutesTest::connected).networkInterface("vm");
    assertThat(
            hub(LearnedRoutesTest::connected)
                .effective()
                .expand(at, new AddressTerm.Tag("VirtualNetwork"))
                .orElseThrow())
        .anyMatch(prefix -> prefix.contains(IpAddress.of("172.20.3.4")));
  }

  // ---- Route Server ----

  private static TestNetwork routeServer(String... routes) {
    return hub(_ -> {})
        .virtualNetwork("shared", "10.8.0.0/16")
        .subnet("RouteServerSubnet", "10.8.0.0/27")
        .link("hub", "shared", TestNetwork.LinkSpec::useRemoteGateways)
        .link("shared", "hub", TestNetwork.LinkSpec::allowGatewayTransit)
        .gateways(g ->
            g.routeServer("rs", "RouteServerSubnet", false, "10.8.1.4", "10.8.1.5")
                .observed(TestGateways.serverId("rs"), seen -> seen.learned(routes)));
  }

  @Test
  void routeServerNamesTheAppliancesAsNextHops() {
    assertThat(
            learned(
                routeServer(
                    "172.30.0.0/16 via 10.8.1.4",
                    "172.30.0.0/16 via 10.8.1.5",
                    "172.31.0.0/16 via 10.8.1.4",
                    "172.29.0.0/16")))
        .containsExactlyInAnyOrder(
            "172.30.0.0/16 [10.8.1.4, 10.8.1.5]", "172.31.0.0/16 [10.8.1.4]", "172.29.0.0/16 []");
  }

  // ---- virtual hubs ----

  private static TestNetwork spokes(Consumer<TestGateways> wan) {
    return new TestNetwork()
        .virtualNetwork("one", "10.1.0.0/16")
        .subnet("a", "10.1.1.0/24")
        .virtualNetwork("two", "10.2.0.0/16")
        .subnet("b", "10.2.1.0/24")
        .virtualNetwork("three", "10.3.0.0/16")
        .machine("vm", "a", "10.1.1.4")
        .gateways(wan);
  }

  @Test
  void spokeGetsTheHubAsANeighbourAndTheRestAsLearnedRoutes() {
    TestNetwork network =
        spokes(g ->
            g.hub("hub1", "10.200.0.0/23", hub -> hub.connect("one").connect("two"))
                .hub("hub2", "10.201.0.0/23", hub -> hub.connect("three"))
                .hubVpn("hub1-vpn", "hub1", "172.20.0.0/16"));
    assertThat(network.networkInterface("vm").routes().rows())
        .extracting(RouteOracle::text)
        .contains("10.200.0.0/23 VNetPeering virtualHubs/hub1");
    assertThat(learned(network))
        .containsExactlyInAnyOrder(
            "10.2.0.0/16 [10.200.0.68]",
            "172.20.0.0/16 [10.200.0.68]",
            "10.3.0.0/16 [10.200.0.68]");
  }

  @Test
  void spokeSeesOnlyWhatIsPropagatedToItsTable() {
    TestNetwork network =
        spokes(g ->
            g.hub(
                "hub1",
                "10.200.0.0/23",
                hub ->
                    hub.table("isolated")
                        .connect("one", "isolated", "defaultRouteTable", false)
                        .connect("two", "isolated", "defaultRouteTable", false)
                        .connect("three", "defaultRouteTable", "isolated", false)));
    assertThat(learned(network)).containsExactly("10.3.0.0/16 [10.200.0.68]");
  }

  @Test
  void defaultRouteOfAHubNeedsTheConnectionToTakeIt() {
    assertThat(learned(defaultRoute(true)))
        .containsExactlyInAnyOrder("0.0.0.0/0 [10.200.0.68]", "10.2.0.0/16 [10.200.0.68]");
    assertThat(learned(defaultRoute(false))).containsExactly("10.2.0.0/16 [10.200.0.68]");
  }

  private static TestNetwork defaultRoute(boolean internetSecurity) {
    return spokes(g ->
        g.hub(
            "hub1",
            "10.200.0.0/23",
            hub ->
                hub.connect("one", "defaultRouteTable", "defaultRouteTable", internetSecurity)
                    .connect("two")
                    .route("0.0.0.0/0", "two")));
  }

  @Test
  void routingIntentAnnouncesAggregates() {
    TestNetwork network =
        spokes(g ->
            g.hub(
                "hub1",
                "10.200.0.0/23",
                hub ->
                    hub.connect("one")
                        .connect("two")
                        .intent("PrivateTraffic", TestGateways.gatewayId("firewall"))));
    assertThat(learned(network))
        .containsExactlyInAnyOrder("10.0.0.0/8 []", "172.16.0.0/12 []", "192.168.0.0/16 []");
  }
}
