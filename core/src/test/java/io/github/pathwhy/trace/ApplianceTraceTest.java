package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows through network virtual appliances, and sites behind them. */
final class ApplianceTraceTest {

  /// vm-a (10.0.1.4, table `to-b`), vm-b (10.0.2.4, table `to-a`), and an appliance between them
  /// (10.0.9.4, table `out`). Without further tables all routes are the system's.
  private static TestNetwork withAppliance(Consumer<TestNetwork.MachineSpec> options) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("a", "10.0.1.0/24", s -> s.routeTable("to-b"))
        .subnet("b", "10.0.2.0/24", s -> s.routeTable("to-a"))
        .subnet("dmz", "10.0.9.0/24", s -> s.routeTable("out"))
        .machine("vm-a", "a", "10.0.1.4")
        .machine("vm-b", "b", "10.0.2.4")
        .machine("nva", "dmz", "10.0.9.4", options);
  }

  private static TestRoute toA() {
    return route("10.0.1.0/24").via("10.0.9.4");
  }

  private static TestRoute toB() {
    return route("10.0.2.0/24").via("10.0.9.4");
  }

  private static Trace aToB(TestNetwork network) {
    return Tracing.in(network).tcp("vm-a", "10.0.2.4", 443);
  }

  // ---- forwarding ----

  @Test
  void applianceForwardsBothWays() {
    assertThat(
            aToB(
                withAppliance(m -> m.forwards())
                    .routeTable("to-b", toB())
                    .routeTable("to-a", toA())))
        .visits("vm-a", "nva", "vm-b")
        .isAnsweredOver("vm-b", "nva", "vm-a")
        .isDelivered();
  }

  @Test
  void t34_forwardingHasToBeEnabledOnTheInterface() {
    assertThat(aToB(withAppliance(_ -> {}).routeTable("to-b", toB())))
        .visits("vm-a", "nva", "vm-b")
        .blocks("nva: ForwardingDisabled");
  }

  @Test
  void t34_trafficToTheApplianceItselfNeedsNoForwarding() {
    assertThat(
            Tracing.in(withAppliance(_ -> {}).routeTable("to-b", toB()))
                .tcp("vm-a", "10.0.9.4", 22))
        .visits("vm-a", "nva")
        .isDelivered();
  }

  @Test
  void t06_routeEqualToTheNetworkSendsNeighboursThroughTheAppliance() {
    TestNetwork network =
        withAppliance(m -> m.forwards())
            .machine("vm-c", "a", "10.0.1.5")
            .routeTable("to-b", route("10.0.0.0/16").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.1.5", 443))
        .visits("vm-a", "nva", "vm-c")
        .isAnsweredOver("vm-c", "nva", "vm-a")
        .isDelivered();
  }

  @Test
  void t05_defaultUserRouteCarriesUnknownPrivateDestinationsToTheAppliance() {
    assertThat(
            Tracing.in(
                    withAppliance(m -> m.forwards())
                        .routeTable("to-b", route("0.0.0.0/0").via("10.0.9.4")))
                .tcp("vm-a", "10.99.0.1", 443))
        .visits("vm-a", "nva", "?")
        .blocks("nva: Routed");
  }

  @Test
  void stoppedApplianceIsABlock() {
    TestNetwork network =
        withAppliance(m -> m.forwards())
            .routeTable("to-b", toB())
            .observed("nva", o -> o.powerState(PowerState.STOPPED));
    assertThat(aToB(network)).visits("vm-a", "nva", "vm-b").blocks("nva: NotRunning");
  }

  @Test
  void securityGroupOfTheApplianceFiltersForwardedTraffic() {
    TestNetwork network =
        withAppliance(m -> m.forwards().securityGroup("nva-nsg"))
            .routeTable("to-b", toB())
            .securityGroup(
                "nva-nsg", denyInbound(100).to("10.0.2.4"), denyOutbound(100).from("10.0.1.4"));
    assertThat(aToB(network))
        .blocks("nva: Filtered", "nva: Filtered")
        .isDeniedByRules("deny-inbound-100", "deny-outbound-100");
  }

  // ---- loops ----

  @Test
  void t35_routeOfTheApplianceToItselfIsALoop() {
    TestNetwork network =
        withAppliance(m -> m.forwards())
            .routeTable("to-b", toB())
            .routeTable("out", route("0.0.0.0/0").via("10.0.9.4"), toB());
    assertThat(aToB(network)).visits("vm-a", "nva", "?").blocks("nva: NextHopIsSelf");
    assertThat(Tracing.in(network).tcp("nva", "203.0.113.9", 443))
        .visits("nva", "?")
        .blocks("nva: NextHopIsSelf");
  }

  @Test
  void t35_applianceInTheSubnetItServesIsALoop() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("a", "10.0.1.0/24", s -> s.routeTable("table"))
            .subnet("b", "10.0.2.0/24")
            .machine("vm-a", "a", "10.0.1.4")
            .machine("nva", "a", "10.0.1.9", m -> m.forwards())
            .machine("vm-b", "b", "10.0.2.4")
            .routeTable("table", route("10.0.2.0/24").via("10.0.1.9"));
    assertThat(aToB(network)).visits("vm-a", "nva", "?").isBlockedBy(Step.NextHopIsSelf.class);
  }

  @Test
  void twoAppliancesThatPointAtEachOtherLoop() {
    TestNetwork network =
        withAppliance(m -> m.forwards())
            .subnet("dmz2", "10.0.10.0/24", s -> s.routeTable("back"))
            .machine("nva2", "dmz2", "10.0.10.4", m -> m.forwards())
            .routeTable("to-b", toB())
            .routeTable("out", route("10.0.2.0/24").via("10.0.10.4"))
            .routeTable("back", route("10.0.2.0/24").via("10.0.9.4"));
    assertThat(aToB(network)).visits("vm-a", "nva", "nva2", "nva", "?").blocks("nva: Looped");
  }

  @Test
  void secondVisitWithAnotherFlowIsNoLoop() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p ->
                        p.destinationNat("10.0.9.4", 8443, "10.0.9.5", 9443)
                            .destinationNat("10.0.9.4", 9000, "10.0.2.4", 443)
                            .sourceNat("*", "*")))
            .machine(
                "nva2",
                "dmz",
                "10.0.9.5",
                m ->
                    m.forwards()
                        .appliance(p ->
                            p.destinationNat("10.0.9.5", 9443, "10.0.9.4", 9000)
                                .sourceNat("*", "*")));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.9.4", 8443))
        .visits("vm-a", "nva", "nva2", "nva", "vm-b")
        .isAnsweredOver("vm-b", "nva", "nva2", "nva", "vm-a")
        .isDelivered();
  }

  // ---- symmetry ----

  @Test
  void oneSidedRouteIsFineForAStatelessAppliance() {
    assertThat(aToB(withAppliance(m -> m.forwards()).routeTable("to-b", toB())))
        .visits("vm-a", "nva", "vm-b")
        .isAnsweredOver("vm-b", "vm-a")
        .isDelivered();
  }

  @Test
  void answerThatMissesAStatefulApplianceIsLost() {
    Step.Asymmetric step =
        assertThat(
                aToB(
                    withAppliance(m -> m.forwards().appliance(p -> p.stateful()))
                        .routeTable("to-b", toB())))
            .visits("vm-a", "nva", "vm-b")
            .blocks()
            .answerBlocks("vm-b: Asymmetric")
            .answerStep(Step.Asymmetric.class);
    assertThat(step.device()).isEqualTo(TestNetwork.machineId("nva"));
    assertThat(step.sawRequest()).isTrue();
  }

  @Test
  void answerThatMeetsAStatefulApplianceForTheFirstTimeIsLost() {
    Step.Asymmetric step =
        assertThat(
                aToB(
                    withAppliance(m -> m.forwards().appliance(p -> p.stateful()))
                        .routeTable("to-a", toA())))
            .visits("vm-a", "vm-b")
            .answerBlocks("nva: Asymmetric")
            .answerStep(Step.Asymmetric.class);
    assertThat(step.sawRequest()).isFalse();
  }

  @Test
  void statefulApplianceSeesBothDirections() {
    assertThat(
            aToB(
                withAppliance(m -> m.forwards().appliance(p -> p.stateful()))
                    .routeTable("to-b", toB())
                    .routeTable("to-a", toA())))
        .isAnsweredOver("vm-b", "nva", "vm-a")
        .isDelivered();
  }

  @Test
  void statefulAppliancePolicyIsNotAskedForAnswers() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p ->
                        p.stateful()
                            .denyByDefault()
                            .rule(allowInbound(1).tcp("443").from("10.0.1.0/24"))))
            .routeTable("to-b", toB())
            .routeTable("to-a", toA());
    assertThat(aToB(network)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-b", "10.0.1.4", 443)).blocks("nva: ApplianceFiltered");
  }

  // ---- policy ----

  @Test
  void firstMatchingRuleOfTheApplianceDecides() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p ->
                        p.rule(denyInbound(1).tcp("22").named("no-ssh"))
                            .rule(allowInbound(2).tcp("20-443").named("tcp"))
                            .denyByDefault()))
            .routeTable("to-b", toB());
    assertThat(aToB(network)).isDelivered();
    Step.ApplianceFiltered denied =
        assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 22))
            .isBlockedAt("nva")
            .step(Step.ApplianceFiltered.class);
    assertThat(denied.rule()).map(rule -> rule.name()).contains("no-ssh");
    Step.ApplianceFiltered unmatched =
        assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 444))
            .isBlockedAt("nva")
            .step(Step.ApplianceFiltered.class);
    assertThat(unmatched.rule()).isEmpty();
  }

  // ---- translation ----

  @Test
  void sourceTranslationBringsTheAnswerBack() {
    TestNetwork network =
        withAppliance(m -> m.forwards().appliance(p -> p.sourceNat("10.0.1.0/24", "10.0.2.0/24")))
            .routeTable("to-b", toB());
    Step.Translated translated =
        assertThat(aToB(network))
            .visits("vm-a", "nva", "vm-b")
            .isAnsweredOver("vm-b", "nva", "vm-a")
            .isDelivered()
            .step(Step.Translated.class);
    assertThat(translated.kind()).isEqualTo(Step.Translation.APPLIANCE_SOURCE);
    assertThat(translated.after().source()).isEqualTo(IpAddress.of("10.0.9.4"));
  }

  @Test
  void destinationSeesTheTranslatedSource() {
    TestNetwork network =
        withAppliance(m -> m.forwards().appliance(p -> p.sourceNat("*", "10.0.2.0/24")))
            .machine("vm-d", "b", "10.0.2.5", m -> m.securityGroup("d-nsg"))
            .routeTable("to-b", toB())
            .securityGroup("d-nsg", denyInbound(100).from("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.5", 443))
        .isBlockedAt("vm-d")
        .isDeniedByRules("deny-inbound-100");
  }

  @Test
  void translationOnlyConcernsWhatItMatches() {
    TestNetwork network =
        withAppliance(m -> m.forwards().appliance(p -> p.sourceNat("10.0.7.0/24", "*")))
            .routeTable("to-b", toB());
    assertThat(aToB(network)).isAnsweredOver("vm-b", "vm-a").isDelivered();
  }

  @Test
  void destinationTranslationLeadsToTheServerBehind() {
    TestNetwork network =
        withAppliance(m ->
            m.forwards()
                .appliance(p ->
                    p.destinationNat("10.0.9.4", 8443, "10.0.2.4", 443)
                        .sourceNat("*", "10.0.2.0/24")));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.9.4", 8443))
        .visits("vm-a", "nva", "vm-b")
        .isAnsweredOver("vm-b", "nva", "vm-a")
        .isDelivered();
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.9.4", 22))
        .as("other ports are the appliance's own")
        .visits("vm-a", "nva")
        .isDelivered();
  }

  @Test
  void serverBehindTheTranslationSeesTheInnerPort() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p ->
                        p.destinationNat("10.0.9.4", 8443, "10.0.2.4", 443)
                            .sourceNat("*", "10.0.2.0/24")))
            .observed("vm-b", o -> o.listening(8443));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.9.4", 8443)).blocks("vm-b: NoListener");
  }

  @Test
  void answerOfATranslatedDestinationHasToComeBackThroughTheAppliance() {
    TestNetwork network =
        withAppliance(
            m -> m.forwards().appliance(p -> p.destinationNat("10.0.9.4", 8443, "10.0.2.4", 443)));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.9.4", 8443))
        .visits("vm-a", "nva", "vm-b")
        .isAnsweredOver("vm-b", "vm-a")
        .answerBlocks("vm-b: Asymmetric");
  }

  @Test
  void sourceTranslationToAStrangeAddressLosesTheAnswer() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p -> p.sourceNat("*", "10.0.2.0/24", Optional.of("10.0.77.7"))))
            .routeTable("to-b", toB());
    assertThat(aToB(network)).blocks().answerBlocks("vm-b: NobodyThere");
  }

  @Test
  void sourceTranslationToTheOtherFamilyDoesNotHappen() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p -> p.sourceNat("*", "10.0.2.0/24", Optional.of("2001:db8::7"))))
            .routeTable("to-b", toB());
    assertThat(aToB(network)).isAnsweredOver("vm-b", "vm-a").isDelivered();
  }

  // ---- several interfaces ----

  /// An appliance with an interface in `dmz` (10.0.9.4) and one in `lan` (10.0.8.4), which has the
  /// public address.
  private static TestNetwork withTwoInterfaces() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("a", "10.0.1.0/24", s -> s.routeTable("to-b"))
        .subnet("b", "10.0.2.0/24", s -> s.routeTable("to-a"))
        .subnet("dmz", "10.0.9.0/24", s -> s.routeTable("dmz-table"))
        .subnet("lan", "10.0.8.0/24")
        .publicAddress("pip", "203.0.113.4")
        .machine("vm-a", "a", "10.0.1.4")
        .machine("vm-b", "b", "10.0.2.4")
        .machine(
            "nva",
            "dmz",
            "10.0.9.4",
            m ->
                m.forwards()
                    .networkInterface("lan", "10.0.8.4")
                    .forwards()
                    .publicAddress("pip")
                    .appliance(p -> p.sourceNat("*", "Internet")));
  }

  @Test
  void applianceSendsToTheInternetByTheInterfaceWithThePublicAddress() {
    TestNetwork network =
        withTwoInterfaces().routeTable("to-b", route("0.0.0.0/0").via("10.0.9.4"));
    Trace trace = Tracing.in(network).tcp("vm-a", "203.0.113.200", 443);
    Step.Forwarded forwarded =
        assertThat(trace)
            .visits("vm-a", "nva", "internet")
            .isAnsweredOver("internet", "nva", "vm-a")
            .isDelivered()
            .step(Step.Forwarded.class);
    assertThat(forwarded.egress().orElseThrow().nic().id())
        .isEqualTo(TestNetwork.interfaceId("nva", 2));
    assertThat(forwarded.assumed()).isTrue();
  }

  @Test
  void applianceUsesTheInterfaceOfTheDestinationSubnet() {
    TestNetwork network =
        withTwoInterfaces()
            .machine("vm-lan", "lan", "10.0.8.9")
            .routeTable("to-b", route("10.0.8.0/24").via("10.0.9.4"));
    Step.Forwarded forwarded =
        assertThat(Tracing.in(network).tcp("vm-a", "10.0.8.9", 443))
            .visits("vm-a", "nva", "vm-lan")
            .step(Step.Forwarded.class);
    assertThat(forwarded.egress().orElseThrow().nic().id())
        .isEqualTo(TestNetwork.interfaceId("nva", 2));
    assertThat(forwarded.assumed()).isFalse();
  }

  @Test
  void applianceAvoidsTheInterfaceWhoseRoutesLeadBackToIt() {
    TestNetwork network =
        withTwoInterfaces()
            .routeTable("to-b", route("10.0.2.0/24").via("10.0.9.4"))
            .routeTable("dmz-table", route("10.0.2.0/24").via("10.0.8.4"));
    Step.Forwarded forwarded =
        assertThat(aToB(network)).visits("vm-a", "nva", "vm-b").step(Step.Forwarded.class);
    assertThat(forwarded.egress().orElseThrow().nic().id())
        .isEqualTo(TestNetwork.interfaceId("nva", 2));
  }

  @Test
  void machineWithTwoInterfacesSendsByTheConnectedOneElseByThePrimary() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("a", "10.0.1.0/24")
            .subnet("b", "10.0.2.0/24")
            .machine("vm-a", "a", "10.0.1.4", m -> m.networkInterface("b", "10.0.2.9"))
            .machine("vm-b", "b", "10.0.2.4");
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443).flow().source())
        .isEqualTo(IpAddress.of("10.0.2.9"));
    assertThat(Tracing.in(network).tcp("vm-a", "203.0.113.9", 443).flow().source())
        .isEqualTo(IpAddress.of("10.0.1.4"));
  }

  // ---- equal-cost routes ----

  /** Two appliances; the second one does what the options say. */
  private static TestNetwork equalCost(Consumer<TestNetwork.MachineSpec> options) {
    return withAppliance(m -> m.forwards())
        .machine("nva2", "dmz", "10.0.9.5", options)
        .routeTable("to-b", route("10.0.2.0/24").via("10.0.9.4", "10.0.9.5"));
  }

  @Test
  void equalCostNextHopsAreAllFollowed() {
    Trace trace = aToB(equalCost(m -> m.forwards()));
    assertThat(trace).hasPaths(2).isDelivered();
    assertThat(trace.paths().stream().map(TraceText::names))
        .containsExactlyInAnyOrder(List.of("vm-a", "nva", "vm-b"), List.of("vm-a", "nva2", "vm-b"));
    assertThat(trace.isPartial()).isFalse();
  }

  @Test
  void equalCostBranchesRememberTheirOwnApplianceOnly() {
    Consumer<TestNetwork.MachineSpec> translating =
        m -> m.forwards().appliance(p -> p.stateful().sourceNat("*", "10.0.2.0/24"));
    TestNetwork network =
        withAppliance(translating)
            .machine("nva2", "dmz", "10.0.9.5", translating)
            .routeTable("to-b", route("10.0.2.0/24").via("10.0.9.4", "10.0.9.5"));
    assertThat(aToB(network)).hasPaths(2).isDelivered();
  }

  @Test
  void oneBadEqualCostNextHopMakesThePathPartial() {
    Trace trace = aToB(equalCost(_ -> {}));
    assertThat(trace).hasPaths(2).isBlockedBy(Step.ForwardingDisabled.class).isBlockedAt("nva2");
    assertThat(trace.isPartial()).isTrue();
  }

  @Test
  void missingEqualCostNextHopMakesThePathPartial() {
    TestNetwork network =
        withAppliance(m -> m.forwards())
            .routeTable("to-b", route("10.0.2.0/24").via("10.0.9.4", "10.0.9.77"));
    Trace trace = aToB(network);
    assertThat(trace).hasPaths(2).isBlockedBy(Step.NextHopMissing.class);
    assertThat(trace.isPartial()).isTrue();
  }

  @Test
  void answersTakeEveryEqualCostRouteAsWell() {
    TestNetwork network =
        withAppliance(m -> m.forwards().appliance(p -> p.stateful()))
            .machine("nva2", "dmz", "10.0.9.5", m -> m.forwards().appliance(p -> p.stateful()))
            .routeTable("to-b", toB())
            .routeTable("to-a", route("10.0.1.0/24").via("10.0.9.4", "10.0.9.5"));
    Trace trace = aToB(network);
    assertThat(trace).hasPaths(1).isBlockedBy(Step.Asymmetric.class).isBlockedAt("nva2");
    assertThat(trace.paths().getFirst().replies()).hasSize(2);
  }

  // ---- sites ----

  private static TestNetwork withSite(TestRoute... backToSite) {
    return withAppliance(m -> m.forwards())
        .site("branch", "nva", "172.20.0.0/16")
        .routeTable("to-b", backToSite);
  }

  @Test
  void siteBehindAnApplianceIsReachedByAUserRoute() {
    TestNetwork network = withSite(route("172.20.0.0/16").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm-a", "172.20.1.9", 443))
        .visits("vm-a", "nva", "branch")
        .isAnsweredOver("branch", "nva", "vm-a")
        .isDelivered();
    assertThat(Tracing.in(network).fromSite("branch", "172.20.1.9", "10.0.1.4", 443))
        .visits("branch", "nva", "vm-a")
        .isAnsweredOver("vm-a", "nva", "branch")
        .isDelivered();
  }

  @Test
  void answerToASiteNeedsTheUserRoute() {
    TestNetwork network = withSite();
    assertThat(Tracing.in(network).fromSite("branch", "172.20.1.9", "10.0.1.4", 443))
        .visits("branch", "nva", "vm-a")
        .blocks()
        .answerBlocks("vm-a: Routed");
    assertThat(Tracing.in(network).tcp("vm-a", "172.20.1.9", 443)).blocks("vm-a: Routed");
  }

  @Test
  void sitePolicyOfTheApplianceCountsInBothDirections() {
    TestNetwork network =
        withAppliance(m ->
                m.forwards()
                    .appliance(p ->
                        p.stateful().denyByDefault().rule(allowInbound(1).from("172.20.0.0/16"))))
            .site("branch", "nva", "172.20.0.0/16")
            .routeTable("to-b", route("172.20.0.0/16").via("10.0.9.4"));
    assertThat(Tracing.in(network).fromSite("branch", "172.20.1.9", "10.0.1.4", 443)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-a", "172.20.1.9", 443)).blocks("nva: ApplianceFiltered");
  }

  // ---- one judge: an appliance's lists decide as all lists do ----

  private static Trace toInternet(Consumer<TestNetwork.ApplianceSpec> policy, String to) {
    return Tracing.in(
            new TestNetwork()
                .virtualNetwork("vnet", "10.0.0.0/16")
                .subnet("a", "10.0.1.0/24", s -> s.routeTable("out"))
                .subnet("dmz", "10.0.9.0/24")
                .machine("vm-a", "a", "10.0.1.4")
                .machine(
                    "nva",
                    "dmz",
                    "10.0.9.4",
                    m -> m.forwards().publicAddress("pip").appliance(policy))
                .publicAddress("pip", "203.0.113.4")
                .routeTable("out", route("0.0.0.0/0").via("10.0.9.4")))
        .tcp("vm-a", to, 443);
  }

  @Test
  void anyProtocolWithPortsIsNotForPing() {
    TestNetwork network =
        withAppliance(
                m -> m.forwards().appliance(p -> p.denyByDefault().rule(any(Access.ALLOW, "443"))))
            .routeTable("to-b", toB());
    assertThat(Tracing.in(network).icmp("vm-a", "10.0.2.4")).isBlockedAt("nva");
    TestNetwork open =
        withAppliance(m -> m.forwards().appliance(p -> p.denyByDefault().rule(any(Access.ALLOW))))
            .routeTable("to-b", toB());
    assertThat(Tracing.in(open).icmp("vm-a", "10.0.2.4")).isDelivered();
  }

  @Test
  void unknownTagDoesNotMatterWhereTheNextRuleDoesTheSame() {
    Consumer<TestNetwork.ApplianceSpec> allowing =
        p ->
            p.sourceNat("*", "*")
                .denyByDefault()
                .rule(any(Access.ALLOW, "443").to("NoSuchTag"))
                .rule(any(Access.ALLOW, "443"));
    assertThat(toInternet(allowing, "20.50.1.1")).isDelivered();
    Consumer<TestNetwork.ApplianceSpec> denying =
        p ->
            p.sourceNat("*", "*")
                .denyByDefault()
                .rule(any(Access.DENY, "443").to("NoSuchTag"))
                .rule(any(Access.ALLOW, "443"));
    assertThat(toInternet(denying, "20.50.1.1")).isUndeterminedFor("of nva");
  }

  @Test
  void translationForAnUnknownTagIsNotNoTranslation() {
    assertThat(toInternet(p -> p.sourceNat("*", "NoSuchTag"), "20.50.1.1"))
        .isUndeterminedFor("translation of nva");
    assertThat(toInternet(p -> p.sourceNat("*", "NoSuchTag"), "203.0.113.99"))
        .isBlockedBy(Step.OutboundAccessMissing.class);
    assertThat(toInternet(p -> p.sourceNat("*", "NoSuchTag").sourceNat("*", "*"), "20.50.1.1"))
        .isDelivered();
  }

  private static TestRule any(Access access, String... ports) {
    return TestRule.rule(100, Direction.INBOUND, access).protocol(Protocol.ANY, ports);
  }
}
