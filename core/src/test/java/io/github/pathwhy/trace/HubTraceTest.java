package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.effective.TestGateways;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.trace.evidence.Step;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows through the hubs of a virtual WAN. */
final class HubTraceTest {

  private static TestNetwork spokes(Consumer<TestGateways> wan) {
    return new TestNetwork()
        .virtualNetwork("one", "10.1.0.0/16")
        .subnet("a", "10.1.1.0/24")
        .virtualNetwork("two", "10.2.0.0/16")
        .subnet("b", "10.2.1.0/24")
        .machine("vm-a", "a", "10.1.1.4")
        .machine("vm-b", "b", "10.2.1.4")
        .machine("nva", "b", "10.2.1.9", m -> m.forwards())
        .gateways(wan);
  }

  private static Consumer<TestGateways> oneHub(Consumer<TestGateways.HubSpec> options) {
    return g -> g.hub("hub1", "10.200.0.0/23", options);
  }

  @Test
  void spokesReachEachOtherOverTheHub() {
    assertThat(
            Tracing.in(spokes(oneHub(hub -> hub.connect("one").connect("two"))))
                .tcp("vm-a", "10.2.1.4", 443))
        .visits("vm-a", "hub1", "vm-b")
        .isAnsweredOver("vm-b", "hub1", "vm-a")
        .isDelivered();
  }

  @Test
  void spokesOfTwoHubsReachEachOtherOverBoth() {
    TestNetwork network =
        spokes(g ->
            g.hub("hub1", "10.200.0.0/23", hub -> hub.connect("one"))
                .hub("hub2", "10.201.0.0/23", hub -> hub.connect("two")));
    assertThat(Tracing.in(network).tcp("vm-a", "10.2.1.4", 443))
        .visits("vm-a", "hub1", "hub2", "vm-b")
        .isAnsweredOver("vm-b", "hub2", "hub1", "vm-a")
        .isDelivered();
  }

  @Test
  void hubThatIsNotProvisionedBlocks() {
    TestNetwork network =
        spokes(oneHub(hub -> hub.provisioningState("Failed").connect("one").connect("two")));
    assertThat(Tracing.in(network).tcp("vm-a", "10.2.1.4", 443)).blocks("hub1: HubNotProvisioned");
  }

  @Test
  void networkThatIsNotConnectedIsNotLearned() {
    assertThat(Tracing.in(spokes(oneHub(hub -> hub.connect("one")))).tcp("vm-a", "10.2.1.4", 443))
        .visits("vm-a", "?")
        .blocks("vm-a: Routed", "vm-a: NoHubRoute");
  }

  @Test
  void connectionThatTellsNobodyCanSendButGetsNoAnswer() {
    TestNetwork network =
        spokes(
            oneHub(hub -> hub.connect("one", "defaultRouteTable", "none", false).connect("two")));
    assertThat(Tracing.in(network).tcp("vm-a", "10.2.1.4", 443))
        .visits("vm-a", "hub1", "vm-b")
        .blocks()
        .answerBlocks("vm-b: Routed", "vm-b: NoHubRoute");
  }

  @Test
  void sitesOfTheHubsGatewayAreReached() {
    TestNetwork network =
        spokes(
            oneHub(hub -> hub.connect("one").connect("two"))
                .andThen(g -> g.hubVpn("vpn", "hub1", "172.20.0.0/16")));
    assertThat(Tracing.in(network).tcp("vm-a", "172.20.0.5", 443))
        .visits("vm-a", "hub1", "the sites of vpn")
        .isAnsweredOver("the sites of vpn", "hub1", "vm-a")
        .isDelivered();
    network.gateways(g ->
        g.observed(TestGateways.hubVpnId("vpn"), seen -> seen.connectionState("Disconnected")));
    assertThat(Tracing.in(network).tcp("vm-a", "172.20.0.5", 443)).blocks("hub1: Disconnected");
  }

  @Test
  void addressOfTheHubThatNobodyIsKnownToHaveIsUnknown() {
    assertThat(Tracing.in(spokes(oneHub(hub -> hub.connect("one")))).tcp("vm-a", "10.200.0.9", 443))
        .isUndeterminedFor("10.200.0.9");
  }

  private static TestNetwork secured(boolean internet) {
    return spokes(g ->
        g.hub(
                "hub1",
                "10.200.0.0/23",
                hub -> {
                  hub.connect("one").connect("two");
                  hub.intent("PrivateTraffic", TestGateways.firewallId("hub-fw"));
                  if (internet) {
                    hub.intent("Internet", TestGateways.firewallId("hub-fw"));
                  }
                })
            .hubFirewall("hub-fw", "hub1", "10.200.0.132", 443));
  }

  @Test
  void routingIntentSendsSpokesThroughTheFirewallBothWays() {
    assertThat(Tracing.in(secured(false)).tcp("vm-a", "10.2.1.4", 443))
        .visits("vm-a", "hub1", "vm-b")
        .isAnsweredOver("vm-b", "hub1", "vm-a")
        .isDelivered();
    assertThat(Tracing.in(secured(false)).tcp("vm-a", "10.2.1.4", 22)).isBlockedAt("hub1");
  }

  @Test
  void routingIntentOfTheInternetLeavesWithTheAddressOfTheFirewall() {
    assertThat(Tracing.in(secured(true)).tcp("vm-a", "198.51.100.9", 443))
        .visits("vm-a", "hub1", "internet")
        .isAnsweredOver("internet", "hub1", "vm-a")
        .isDelivered();
    assertThat(Tracing.in(secured(false)).tcp("vm-a", "198.51.100.9", 443))
        .as("the spoke's own way out")
        .visits("vm-a", "internet");
  }

  @Test
  void routingIntentToADeviceThatIsNotModelledIsUnknown() {
    TestNetwork network =
        spokes(
            oneHub(hub ->
                hub.connect("one")
                    .connect("two")
                    .intent("PrivateTraffic", TestGateways.gatewayId("nva-in-hub"))));
    assertThat(Tracing.in(network).tcp("vm-a", "10.2.1.4", 443)).isUndeterminedFor("nva-in-hub");
  }

  @Test
  void applianceBehindAHubIsNoNextHop() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("one", "10.1.0.0/16")
            .subnet("a", "10.1.1.0/24", s -> s.routeTable("table"))
            .machine("vm-a", "a", "10.1.1.4")
            .routeTable("table", route("172.30.0.0/16").via("10.200.0.4"))
            .gateways(oneHub(hub -> hub.connect("one")));
    assertThat(Tracing.in(network).tcp("vm-a", "172.30.0.5", 443))
        .isBlockedBy(Step.NextHopMissing.class);
  }
}
