package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows between peered virtual networks, directly and over a hub. */
final class PeeringTraceTest {

  // ---- two networks ----

  private static TestNetwork twoNetworks() {
    return new TestNetwork()
        .virtualNetwork("one", "10.1.0.0/16")
        .subnet("a", "10.1.1.0/24")
        .virtualNetwork("two", "10.2.0.0/16")
        .subnet("b", "10.2.1.0/24")
        .machine("vm-a", "a", "10.1.1.4")
        .machine("vm-b", "b", "10.2.1.4");
  }

  private static TestNetwork twoFilteredNetworks(TestRule[] atA, TestRule[] atB) {
    return new TestNetwork()
        .virtualNetwork("one", "10.1.0.0/16")
        .subnet("a", "10.1.1.0/24", s -> s.securityGroup("a-nsg"))
        .virtualNetwork("two", "10.2.0.0/16")
        .subnet("b", "10.2.1.0/24", s -> s.securityGroup("b-nsg"))
        .machine("vm-a", "a", "10.1.1.4")
        .machine("vm-b", "b", "10.2.1.4")
        .securityGroup("a-nsg", atA)
        .securityGroup("b-nsg", atB);
  }

  private static TestRule[] rules(TestRule... rules) {
    return rules;
  }

  private static Trace aToB(TestNetwork network) {
    return Tracing.in(network).tcp("vm-a", "10.2.1.4", 443);
  }

  @Test
  void peeredNetworksReachEachOther() {
    assertThat(aToB(twoNetworks().peering("one", "two")))
        .visits("vm-a", "vm-b")
        .isAnsweredOver("vm-b", "vm-a")
        .isDelivered();
    assertThat(aToB(twoFilteredNetworks(rules(), rules()).peering("one", "two")))
        .as("with the default rules")
        .isDelivered();
  }

  @Test
  void t32_oneLinkIsNoPeering() {
    assertThat(aToB(twoNetworks().link("one", "two", _ -> {}))).blocks("vm-a: Routed");
    assertThat(
            aToB(
                twoNetworks()
                    .link("one", "two", _ -> {})
                    .link("two", "one", link -> link.state(Peering.State.DISCONNECTED))))
        .blocks("vm-a: Routed");
  }

  @Test
  void t33_withoutAccessAndWithoutRulesThePeeringIsClosed() {
    assertThat(aToB(twoNetworks().peering("one", "two", link -> link.withoutAccess())))
        .visits("vm-a", "vm-b")
        .blocks("vm-a: AccessNotAllowed", "vm-b: AccessNotAllowed");
  }

  @Test
  void t33_withoutAccessDefaultRulesBlock() {
    Trace trace =
        aToB(
            twoFilteredNetworks(rules(), rules())
                .peering("one", "two", link -> link.withoutAccess()));
    assertThat(trace).isDeniedByRules("DenyAllOutBound", "DenyAllInBound");
  }

  @Test
  void t33_customRulesOnBothSidesOpenAPeeringWithoutAccess() {
    TestRule out = allowOutbound(100).to("10.2.0.0/16");
    TestRule in = allowInbound(100).from("10.1.0.0/16");
    Consumer<TestNetwork.LinkSpec> closed = link -> link.withoutAccess();
    assertThat(aToB(twoFilteredNetworks(rules(out), rules(in)).peering("one", "two", closed)))
        .isDelivered();
    assertThat(aToB(twoFilteredNetworks(rules(out), rules()).peering("one", "two", closed)))
        .blocks("vm-b: Filtered", "vm-b: AccessNotAllowed");
    assertThat(aToB(twoFilteredNetworks(rules(), rules(in)).peering("one", "two", closed)))
        .blocks("vm-a: Filtered", "vm-a: AccessNotAllowed");
  }

  @Test
  void t33_customRuleMattersOnlyOnTheSideWithoutAccess() {
    TestRule out = allowOutbound(100).to("10.2.0.0/16");
    TestNetwork network =
        twoFilteredNetworks(rules(out), rules())
            .link("one", "two", link -> link.withoutAccess())
            .link("two", "one", _ -> {});
    assertThat(aToB(network)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-b", "10.1.1.4", 443))
        .as("inbound nothing allows it")
        .isDeniedByRules("DenyAllInBound");
  }

  // ---- hub and spokes ----

  /// Two spokes whose machines reach each other over the appliance in the hub (10.0.9.4), and the
  /// links of the hub's peerings.
  private static TestNetwork hubAndSpokes(
      Consumer<TestNetwork.LinkSpec> spokeLinks, Consumer<TestNetwork.LinkSpec> hubLinks) {
    return new TestNetwork()
        .virtualNetwork("hub", "10.0.0.0/16")
        .subnet("dmz", "10.0.9.0/24")
        .machine("nva", "dmz", "10.0.9.4", m -> m.forwards())
        .virtualNetwork("one", "10.1.0.0/16")
        .subnet("a", "10.1.1.0/24", s -> s.routeTable("to-two"))
        .machine("vm-a", "a", "10.1.1.4")
        .virtualNetwork("two", "10.2.0.0/16")
        .subnet("b", "10.2.1.0/24", s -> s.routeTable("to-one"))
        .machine("vm-b", "b", "10.2.1.4", m -> m.securityGroup("b-nsg"))
        .link("one", "hub", spokeLinks)
        .link("hub", "one", hubLinks)
        .link("two", "hub", spokeLinks)
        .link("hub", "two", hubLinks)
        .routeTable("to-two", route("10.2.0.0/16").via("10.0.9.4"))
        .routeTable("to-one", route("10.1.0.0/16").via("10.0.9.4"));
  }

  private static TestNetwork openHubAndSpokes() {
    return hubAndSpokes(link -> link.allowForwarded(), link -> link.allowForwarded());
  }

  @Test
  void spokesReachEachOtherOverTheHub() {
    assertThat(aToB(openHubAndSpokes().securityGroup("b-nsg")))
        .visits("vm-a", "nva", "vm-b")
        .isAnsweredOver("vm-b", "nva", "vm-a")
        .warns()
        .isDelivered();
  }

  @Test
  void t30_forwardedTrafficThatIsNotAllowedIsAWarning() {
    Trace trace = aToB(hubAndSpokes(_ -> {}, link -> link.allowForwarded()).securityGroup("b-nsg"));
    Step.ForwardedTrafficNotAllowed step =
        assertThat(trace)
            .isDelivered()
            .warns("nva: ForwardedTrafficNotAllowed")
            .step(Step.ForwardedTrafficNotAllowed.class);
    assertThat(step.link().name()).isEqualTo("two-to-hub");
    assertThat(assertThat(trace).answerStep(Step.ForwardedTrafficNotAllowed.class).link().name())
        .isEqualTo("one-to-hub");
  }

  @Test
  void t30_strictPeeringMakesItABlock() {
    TestNetwork network =
        hubAndSpokes(_ -> {}, link -> link.allowForwarded()).securityGroup("b-nsg");
    assertThat(Tracing.in(network, new TraceOptions(true)).tcp("vm-a", "10.2.1.4", 443))
        .visits("vm-a", "nva", "vm-b")
        .blocks("nva: ForwardedTrafficNotAllowed")
        .answerBlocks("nva: ForwardedTrafficNotAllowed");
    assertThat(
            Tracing.in(openHubAndSpokes().securityGroup("b-nsg"), new TraceOptions(true))
                .tcp("vm-a", "10.2.1.4", 443))
        .isDelivered();
  }

  @Test
  void ordinaryTrafficNeedsNoForwardingPermission() {
    TestNetwork network = hubAndSpokes(_ -> {}, _ -> {}).securityGroup("b-nsg");
    assertThat(Tracing.in(network, new TraceOptions(true)).tcp("vm-a", "10.0.9.4", 22))
        .visits("vm-a", "nva")
        .isDelivered();
  }

  @Test
  void t31_defaultRuleOfTheFarSpokeCoversTheSenderOnlyByTheUserRoute() {
    assertThat(aToB(openHubAndSpokes().securityGroup("b-nsg"))).isDelivered();
    TestNetwork withoutRoute =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("dmz", "10.0.9.0/24")
            .machine("nva", "dmz", "10.0.9.4", m -> m.forwards())
            .virtualNetwork("one", "10.1.0.0/16")
            .subnet("a", "10.1.1.0/24", s -> s.routeTable("to-two"))
            .machine("vm-a", "a", "10.1.1.4")
            .virtualNetwork("two", "10.2.0.0/16")
            .subnet("b", "10.2.1.0/24", s -> s.securityGroup("b-nsg"))
            .machine("vm-b", "b", "10.2.1.4")
            .peering("one", "hub", link -> link.allowForwarded())
            .peering("two", "hub", link -> link.allowForwarded())
            .routeTable("to-two", route("10.2.0.0/16").via("10.0.9.4"))
            .securityGroup("b-nsg");
    assertThat(aToB(withoutRoute))
        .visits("vm-a", "nva", "vm-b")
        .isDeniedByRules("DenyAllInBound")
        .answerBlocks("vm-b: Routed");
  }

  @Test
  void peeringIsNotTransitive() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .virtualNetwork("one", "10.1.0.0/16")
            .subnet("a", "10.1.1.0/24")
            .machine("vm-a", "a", "10.1.1.4")
            .virtualNetwork("two", "10.2.0.0/16")
            .subnet("b", "10.2.1.0/24")
            .machine("vm-b", "b", "10.2.1.4")
            .peering("one", "hub")
            .peering("two", "hub");
    assertThat(aToB(network)).visits("vm-a", "?").blocks("vm-a: Routed");
  }

  @Test
  void applianceBehindTwoPeeringsIsNotANextHop() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("dmz", "10.0.9.0/24")
            .machine("nva", "dmz", "10.0.9.4", m -> m.forwards())
            .virtualNetwork("middle", "10.3.0.0/16")
            .virtualNetwork("one", "10.1.0.0/16")
            .subnet("a", "10.1.1.0/24", s -> s.routeTable("table"))
            .machine("vm-a", "a", "10.1.1.4")
            .peering("one", "middle")
            .peering("middle", "hub")
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm-a", "203.0.113.9", 443)).blocks("vm-a: NextHopMissing");
  }

  @Test
  void groupAtTheAppliancePassesAnswersOfWhatItLetThrough() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("dmz", "10.0.9.0/24", s -> s.securityGroup("dmz-nsg"))
            .machine("nva", "dmz", "10.0.9.4", m -> m.forwards())
            .virtualNetwork("one", "10.1.0.0/16")
            .subnet("a", "10.1.1.0/24", s -> s.routeTable("to-two"))
            .machine("vm-a", "a", "10.1.1.4")
            .virtualNetwork("two", "10.2.0.0/16")
            .subnet("b", "10.2.1.0/24", s -> s.routeTable("to-one"))
            .machine("vm-b", "b", "10.2.1.4")
            .peering("one", "hub", link -> link.allowForwarded())
            .peering("two", "hub", link -> link.allowForwarded())
            .routeTable("to-two", route("10.2.0.0/16").via("10.0.9.4"))
            .routeTable("to-one", route("10.1.0.0/16").via("10.0.9.4"))
            .securityGroup(
                "dmz-nsg", allowInbound(100).from("10.1.0.0/16").tcp("443"), denyInbound(200));
    assertThat(aToB(network)).visits("vm-a", "nva", "vm-b").isDelivered();
    assertThat(Tracing.in(network).tcp("vm-b", "10.1.1.4", 443)).blocks("nva: Filtered");
  }
}
