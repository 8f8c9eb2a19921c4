package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.effective.TestGateways;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows through VPN and ExpressRoute gateways and with Route Servers. */
final class GatewayTraceTest {
  private static final Consumer<TestNetwork.LinkSpec> TRANSIT =
      TestNetwork.LinkSpec::allowGatewayTransit;
  private static final Consumer<TestNetwork.LinkSpec> REMOTE =
      TestNetwork.LinkSpec::useRemoteGateways;

  private static TestNetwork hub(Consumer<TestGateways> gateways) {
    return hub(gateways, new TestRoute[0]);
  }

  private static TestNetwork hub(Consumer<TestGateways> gateways, TestRoute... atGateway) {
    return new TestNetwork()
        .virtualNetwork("hub", "10.0.0.0/16")
        .subnet("GatewaySubnet", "10.0.255.0/27", s -> s.routeTable("gateway-rt"))
        .subnet("web", "10.0.1.0/24")
        .subnet("fw", "10.0.2.0/24")
        .machine("vm", "web", "10.0.1.4")
        .machine("fw", "fw", "10.0.2.4", m -> m.forwards())
        .routeTable("gateway-rt", atGateway)
        .gateways(gateways);
  }

  private static void branch(TestGateways g) {
    g.vpn("gw", "GatewaySubnet", "20.0.0.1")
        .local("dc", "198.51.100.1", "172.20.0.0/16")
        .connect("to-dc", "gw", "dc")
        .site("branch", "gw", "172.20.0.0/16");
  }

  private static TestNetwork withSpoke(
      Consumer<TestNetwork.LinkSpec> atHub, Consumer<TestNetwork.LinkSpec> atSpoke) {
    return hub(GatewayTraceTest::branch)
        .virtualNetwork("spoke", "10.1.0.0/16")
        .subnet("far", "10.1.1.0/24", s -> s.routeTable("spoke-rt"))
        .machine("far-vm", "far", "10.1.1.4")
        .link("hub", "spoke", atHub)
        .link("spoke", "hub", atSpoke);
  }

  // ---- to a site and back ----

  @Test
  void flowToASitePassesTheGatewayBothWays() {
    assertThat(Tracing.in(hub(GatewayTraceTest::branch)).tcp("vm", "172.20.0.5", 443))
        .visits("vm", "gw", "branch")
        .isAnsweredOver("branch", "gw", "vm")
        .isDelivered();
  }

  @Test
  void flowFromASitePassesTheGatewayBothWays() {
    assertThat(
            Tracing.in(hub(GatewayTraceTest::branch))
                .fromSite("branch", "172.20.0.5", "10.0.1.4", 443))
        .visits("branch", "gw", "vm")
        .isAnsweredOver("vm", "gw", "branch")
        .isDelivered();
  }

  @Test
  void addressThatNoSiteHasIsNotReachedOverTheGateway() {
    assertThat(Tracing.in(hub(GatewayTraceTest::branch)).tcp("vm", "172.21.0.5", 443))
        .visits("vm", "?")
        .blocks("vm: Routed");
  }

  @Test
  void disconnectedConnectionBlocksAtTheGateway() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .connect("to-dc", "gw", "dc", c -> c.status("NotConnected")));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443)).blocks("gw: Disconnected");
  }

  @Test
  void observedStateCountsMoreThanTheRecordedOne() {
    TestNetwork down =
        hub(g -> {
          branch(g);
          g.observed(TestGateways.gatewayId("gw"), seen -> seen.connectionState("Disconnected"));
        });
    assertThat(Tracing.in(down).tcp("vm", "172.20.0.5", 443)).blocks("gw: Disconnected");
    TestNetwork up =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .connect("to-dc", "gw", "dc", c -> c.status("NotConnected"))
                .observed(
                    TestGateways.connectionId("to-dc"), seen -> seen.connectionState("Connected")));
    assertThat(Tracing.in(up).tcp("vm", "172.20.0.5", 443)).isDelivered();
  }

  @Test
  void oneConnectionThatIsUpIsEnough() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1")
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .local("dc2", "198.51.100.2", "172.20.0.0/16")
                .connect("first", "gw", "dc", c -> c.status("NotConnected"))
                .connect("second", "gw", "dc2"));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443)).isDelivered();
  }

  @Test
  void gatewayThatIsNotProvisionedBlocks() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1", gw -> gw.provisioningState("Failed"))
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .connect("to-dc", "gw", "dc"));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443)).blocks("gw: NotProvisioned");
  }

  @Test
  void gatewayWithoutConnectionIsNamedWhereTheRouteIsMissing() {
    TestNetwork network =
        hub(g -> g.vpn("gw", "GatewaySubnet", "20.0.0.1").site("branch", "gw", "172.20.0.0/16"));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443))
        .blocks("vm: Routed", "vm: NoConnection");
    assertThat(Tracing.in(network).tcp("vm", "172.21.0.5", 443))
        .as("not an address of the site")
        .blocks("vm: Routed");
  }

  @Test
  void routeThatWasNotLearnedIsMissing() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1", TestGateways.GatewaySpec::bgp)
                .local("dc", "198.51.100.1")
                .connect("to-dc", "gw", "dc", TestGateways.ConnectionSpec::bgp)
                .site("branch", "gw", "172.20.0.0/16")
                .learned("gw", "172.25.0.0/16"));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443))
        .blocks("vm: Routed", "vm: NoRoute");
  }

  @Test
  void gatewayWithBgpAndAConnectionWithoutItLearnsNothing() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1", TestGateways.GatewaySpec::bgp)
                .local("dc", "198.51.100.1")
                .connect("to-dc", "gw", "dc")
                .site("branch", "gw", "172.20.0.0/16"));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443)).blocks("vm: Routed", "vm: BgpOff");
  }

  @Test
  void whatBgpTellsIsUnknownUnlessObserved() {
    TestNetwork network =
        hub(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1", TestGateways.GatewaySpec::bgp)
                .local("dc", "198.51.100.1")
                .connect("to-dc", "gw", "dc", TestGateways.ConnectionSpec::bgp));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443)).isUndeterminedFor("gw");
    assertThat(Tracing.in(network).tcp("vm", "10.0.9.9", 443))
        .as("an address of the network itself")
        .isBlockedBy(Step.NobodyThere.class);
  }

  // ---- switches ----

  @Test
  void t14_tableWithoutPropagationIsNamedBesideTheDrop() {
    TestNetwork network =
        new TestNetwork()
            .withoutPropagation("closed")
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("GatewaySubnet", "10.0.255.0/27")
            .subnet("web", "10.0.1.0/24", s -> s.routeTable("closed"))
            .machine("vm", "web", "10.0.1.4")
            .routeTable("closed")
            .gateways(GatewayTraceTest::branch);
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443))
        .blocks("vm: Routed", "vm: PropagationOff");
    assertThat(Tracing.in(network).fromSite("branch", "172.20.0.5", "10.0.1.4", 443))
        .blocks()
        .answerBlocks("vm: Routed", "vm: PropagationOff");
  }

  @Test
  void spokeUsesTheGatewayOfItsHub() {
    assertThat(Tracing.in(withSpoke(TRANSIT, REMOTE)).tcp("far-vm", "172.20.0.5", 443))
        .visits("far-vm", "gw", "branch")
        .isAnsweredOver("branch", "gw", "far-vm")
        .isDelivered()
        .hasNo(Step.ForwardedTrafficNotAllowed.class);
  }

  @Test
  void switchesOfTransitThatAreOffAreNamed() {
    assertThat(Tracing.in(withSpoke(_ -> {}, REMOTE)).tcp("far-vm", "172.20.0.5", 443))
        .blocks("far-vm: Routed", "far-vm: TransitNotAllowed");
    assertThat(Tracing.in(withSpoke(TRANSIT, _ -> {})).tcp("far-vm", "172.20.0.5", 443))
        .blocks("far-vm: Routed", "far-vm: RemoteGatewayNotUsed");
    assertThat(Tracing.in(withSpoke(_ -> {}, _ -> {})).tcp("far-vm", "172.20.0.5", 443))
        .blocks("far-vm: Routed", "far-vm: TransitNotAllowed", "far-vm: RemoteGatewayNotUsed");
    assertThat(Tracing.in(withSpoke(_ -> {}, _ -> {})).tcp("far-vm", "172.21.0.5", 443))
        .as("nobody knows the address")
        .blocks("far-vm: Routed");
  }

  @Test
  void siteReachesASpokeWithoutTransitButGetsNoAnswer() {
    assertThat(
            Tracing.in(withSpoke(_ -> {}, REMOTE))
                .fromSite("branch", "172.20.0.5", "10.1.1.4", 443))
        .blocks()
        .answerBlocks("far-vm: Routed", "far-vm: TransitNotAllowed");
  }

  @Test
  void spokesReachEachOtherOverTheGatewayByUserRoutes() {
    TestNetwork network =
        withSpoke(TRANSIT, REMOTE)
            .routeTable("spoke-rt", route("10.2.0.0/16").gateway())
            .virtualNetwork("spoke2", "10.2.0.0/16")
            .subnet("far2", "10.2.1.0/24", s -> s.routeTable("spoke2-rt"))
            .machine("far-vm2", "far2", "10.2.1.4")
            .link("hub", "spoke2", TRANSIT)
            .link("spoke2", "hub", REMOTE);
    assertThat(
            Tracing.in(network.routeTable("spoke2-rt", route("10.1.0.0/16").gateway()))
                .tcp("far-vm", "10.2.1.4", 443))
        .visits("far-vm", "gw", "far-vm2")
        .isAnsweredOver("far-vm2", "gw", "far-vm")
        .isDelivered();
  }

  @Test
  void userRouteToAGatewayNeedsAVpnGateway() {
    Consumer<TestNetwork.SubnetSpec> table = s -> s.routeTable("table");
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("GatewaySubnet", "10.0.255.0/27")
            .subnet("web", "10.0.1.0/24", table)
            .machine("vm", "web", "10.0.1.4")
            .routeTable("table", route("172.20.0.0/16").gateway());
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443))
        .isBlockedBy(Step.NextHopMissing.class);
    network.gateways(
        g -> g.expressRoute("er", "GatewaySubnet", "20.0.0.2").learned("er", "172.21.0.0/16"));
    assertThat(Tracing.in(network).tcp("vm", "172.20.0.5", 443))
        .isBlockedBy(Step.NextHopMissing.class);
  }

  @Test
  void userRouteOfTheGatewaySubnetSendsSitesThroughAnAppliance() {
    TestNetwork network = hub(GatewayTraceTest::branch, route("10.0.1.0/24").via("10.0.2.4"));
    assertThat(Tracing.in(network).fromSite("branch", "172.20.0.5", "10.0.1.4", 443))
        .visits("branch", "gw", "fw", "vm")
        .isAnsweredOver("vm", "gw", "branch");
  }

  // ---- several connections ----

  private static TestNetwork twoBranches(Consumer<TestGateways.ConnectionSpec> second) {
    return hub(g ->
        g.vpn("gw", "GatewaySubnet", "20.0.0.1")
            .local("one", "198.51.100.1", "172.20.0.0/16")
            .local("two", "198.51.100.2", "172.21.0.0/16")
            .connect("to-one", "gw", "one", TestGateways.ConnectionSpec::bgp)
            .connect("to-two", "gw", "two", second)
            .site("branch1", "gw", "172.20.0.0/16")
            .site("branch2", "gw", "172.21.0.0/16"));
  }

  @Test
  void branchesReachEachOtherWithBgpOnBothConnections() {
    assertThat(
            Tracing.in(twoBranches(TestGateways.ConnectionSpec::bgp))
                .fromSite("branch1", "172.20.0.5", "172.21.0.5", 443))
        .visits("branch1", "gw", "branch2")
        .isDelivered();
    assertThat(
            Tracing.in(twoBranches(_ -> {})).fromSite("branch1", "172.20.0.5", "172.21.0.5", 443))
        .blocks("gw: BgpOff");
  }

  private static TestNetwork coexisting(boolean branchToBranch) {
    return hub(g -> {
      branch(g);
      g.expressRoute("er", "GatewaySubnet", "20.0.0.2")
          .circuit("circuit", true)
          .connectCircuit("to-circuit", "er", "circuit")
          .site("colo", "er", "192.168.0.0/16")
          .routeServer("rs", "fw", branchToBranch);
    });
  }

  @Test
  void vpnAndExpressRouteMeetOnlyWithARouteServer() {
    assertThat(Tracing.in(coexisting(true)).fromSite("branch", "172.20.0.5", "192.168.0.5", 443))
        .visits("branch", "gw", "er", "colo")
        .isDelivered();
    assertThat(Tracing.in(coexisting(false)).fromSite("branch", "172.20.0.5", "192.168.0.5", 443))
        .blocks("gw: BranchToBranchOff");
  }

  @Test
  void circuitNeedsItsPeeringAndItsArpEntries() {
    TestNetwork network =
        hub(g ->
            g.expressRoute("er", "GatewaySubnet", "20.0.0.2")
                .circuit("circuit", false)
                .connectCircuit("to-circuit", "er", "circuit")
                .site("colo", "er", "192.168.0.0/16")
                .observed(TestGateways.circuitId("circuit"), seen -> seen.arp(false)));
    assertThat(Tracing.in(network).tcp("vm", "192.168.0.5", 443))
        .blocks("er: NoPrivatePeering", "er: ArpMissing");
    assertThat(Tracing.in(coexisting(true)).tcp("vm", "192.168.0.5", 443)).isDelivered();
  }

  // ---- virtual network to virtual network ----

  private static TestNetwork twoNetworks(Consumer<TestGateways> connections) {
    return hub(_ -> {})
        .virtualNetwork("other", "10.5.0.0/16")
        .subnet("other-gws", "10.5.255.0/27")
        .subnet("other-web", "10.5.1.0/24")
        .machine("other-vm", "other-web", "10.5.1.4")
        .gateways(g -> g.vpn("gw", "GatewaySubnet", "20.0.0.1").vpn("gw2", "other-gws", "20.0.0.2"))
        .gateways(connections);
  }

  @Test
  void t43_connectionOfTwoNetworksPassesBothGateways() {
    TestNetwork network =
        twoNetworks(g ->
            g.connectNetworks("there", "gw", "gw2", _ -> {})
                .connectNetworks("back", "gw2", "gw", _ -> {}));
    assertThat(Tracing.in(network).tcp("vm", "10.5.1.4", 443))
        .visits("vm", "gw", "gw2", "other-vm")
        .isAnsweredOver("other-vm", "gw2", "gw", "vm")
        .isDelivered();
  }

  @Test
  void t43_siteToSiteConnectionsOfTwoNetworksDoTheSame() {
    TestNetwork network =
        twoNetworks(g ->
            g.local("other", "20.0.0.2", "10.5.0.0/16")
                .local("hub", "20.0.0.1", "10.0.0.0/16")
                .connect("there", "gw", "other")
                .connect("back", "gw2", "hub"));
    assertThat(Tracing.in(network).tcp("vm", "10.5.1.4", 443))
        .visits("vm", "gw", "gw2", "other-vm")
        .isDelivered();
  }

  @Test
  void missingCounterpartIsNamed() {
    TestNetwork network = twoNetworks(g -> g.connectNetworks("there", "gw", "gw2", _ -> {}));
    assertThat(Tracing.in(network).tcp("vm", "10.5.1.4", 443))
        .isBlockedBy(GatewayStep.NoWayBack.class)
        .isBlockedAt("gw");
  }

  // ---- clients and the internet ----

  private static TestNetwork clients(Consumer<TestGateways.ConnectionSpec> toBranch) {
    return hub(g ->
        g.vpn("gw", "GatewaySubnet", "20.0.0.1", gw -> gw.clients("192.168.100.0/24"))
            .local("dc", "198.51.100.1", "172.20.0.0/16")
            .connect("to-dc", "gw", "dc", toBranch)
            .site("laptop", "gw", "192.168.100.0/24"));
  }

  @Test
  void clientsReachTheNetworkAndWithBgpTheSites() {
    assertThat(Tracing.in(clients(_ -> {})).fromSite("laptop", "192.168.100.2", "10.0.1.4", 443))
        .isDelivered();
    assertThat(Tracing.in(clients(_ -> {})).fromSite("laptop", "192.168.100.2", "172.20.0.5", 443))
        .blocks("gw: BgpOff");
    assertThat(
            Tracing.in(clients(TestGateways.ConnectionSpec::bgp))
                .fromSite("laptop", "192.168.100.2", "172.20.0.5", 443))
        .isDelivered();
  }

  @Test
  void whatASiteDoesWithTheInternetIsUnknown() {
    TestNetwork network =
        hub(g -> {
          branch(g);
          g.learned("gw", "0.0.0.0/0");
        });
    assertThat(Tracing.in(network).tcp("vm", "203.0.113.9", 443)).isUndeterminedFor("203.0.113.9");
  }

  @Test
  void defaultSiteTakesInternetTraffic() {
    Consumer<TestGateways.GatewaySpec> forced = gw -> gw.defaultSite("dc");
    assertThat(Tracing.in(forced(forced)).tcp("vm", "203.0.113.9", 443))
        .isUndeterminedFor("203.0.113.9");
    assertThat(Tracing.in(forced(_ -> {})).tcp("vm", "203.0.113.9", 443)).blocks("gw: NoRoute");
  }

  private static TestNetwork forced(Consumer<TestGateways.GatewaySpec> options) {
    return new TestNetwork()
        .virtualNetwork("hub", "10.0.0.0/16")
        .subnet("GatewaySubnet", "10.0.255.0/27")
        .subnet("web", "10.0.1.0/24", s -> s.routeTable("forced"))
        .machine("vm", "web", "10.0.1.4")
        .routeTable("forced", route("0.0.0.0/0").gateway())
        .gateways(g ->
            g.vpn("gw", "GatewaySubnet", "20.0.0.1", options)
                .local("dc", "198.51.100.1", "172.20.0.0/16")
                .connect("to-dc", "gw", "dc"));
  }

  // ---- Route Server ----

  private static TestNetwork routeServer(String... learned) {
    return hub(g ->
        g.routeServer("rs", "web", false, "10.0.2.4", "10.0.2.9")
            .observed(TestGateways.serverId("rs"), seen -> seen.learned(learned)));
  }

  @Test
  void learnedRouteOfARouteServerLeadsStraightToTheAppliance() {
    TestNetwork network =
        routeServer("172.30.0.0/16 via 10.0.2.4").site("sd-wan", "fw", "172.30.0.0/16");
    assertThat(Tracing.in(network).tcp("vm", "172.30.0.5", 443))
        .visits("vm", "fw", "sd-wan")
        .isDelivered();
  }

  @Test
  void unknownAnnouncerMakesTheWayUnknown() {
    assertThat(Tracing.in(routeServer("172.30.0.0/16")).tcp("vm", "172.30.0.5", 443))
        .isUndeterminedFor("172.30.0.0/16");
  }

  @Test
  void routeServerThatNobodyWatchedMakesMissingRoutesUnknown() {
    TestNetwork network = hub(g -> g.routeServer("rs", "web", false, "10.0.2.4"));
    assertThat(Tracing.in(network).tcp("vm", "172.30.0.5", 443)).isUndeterminedFor("rs");
  }
}
