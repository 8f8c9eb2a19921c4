package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows inside one virtual network: security groups, user routes, platform, guests. */
final class FlowTracerTest {

  /**
   * vm-a and vm-c in subnet `a`, vm-b in subnet `b`; each subnet may attach `NAME-nsg` and so on.
   */
  private static TestNetwork twoSubnets() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("a", "10.0.1.0/24")
        .subnet("b", "10.0.2.0/24")
        .machine("vm-a", "a", "10.0.1.4")
        .machine("vm-b", "b", "10.0.2.4")
        .machine("vm-c", "a", "10.0.1.5");
  }

  private static TestNetwork filtered() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("a", "10.0.1.0/24", s -> s.securityGroup("a-nsg"))
        .subnet("b", "10.0.2.0/24", s -> s.securityGroup("b-nsg"))
        .machine("vm-a", "a", "10.0.1.4")
        .machine("vm-b", "b", "10.0.2.4")
        .machine("vm-c", "a", "10.0.1.5");
  }

  private static TestNetwork routed(String table) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("a", "10.0.1.0/24", s -> s.routeTable(table))
        .subnet("b", "10.0.2.0/24")
        .machine("vm-a", "a", "10.0.1.4")
        .machine("vm-b", "b", "10.0.2.4");
  }

  // ---- reaching ----

  @Test
  void machinesOfOneSubnetReachEachOther() {
    assertThat(Tracing.in(twoSubnets()).tcp("vm-a", "10.0.1.5", 443))
        .visits("vm-a", "vm-c")
        .isAnsweredOver("vm-c", "vm-a")
        .isDelivered();
  }

  @Test
  void machinesOfTwoSubnetsReachEachOther() {
    assertThat(Tracing.in(twoSubnets()).tcp("vm-a", "10.0.2.4", 443))
        .visits("vm-a", "vm-b")
        .isAnsweredOver("vm-b", "vm-a")
        .isDelivered();
  }

  @Test
  void machineReachesItself() {
    assertThat(Tracing.in(twoSubnets()).tcp("vm-a", "10.0.1.4", 443)).isDelivered();
  }

  @Test
  void nobodyAtTheAddressIsABlock() {
    assertThat(Tracing.in(twoSubnets()).tcp("vm-a", "10.0.2.99", 443))
        .visits("vm-a", "?")
        .isBlockedBy(Step.NobodyThere.class);
  }

  @Test
  void interfaceWithoutMachineIsABlock() {
    assertThat(
            Tracing.in(twoSubnets().looseInterface("loose", "b", "10.0.2.9"))
                .tcp("vm-a", "10.0.2.9", 443))
        .isBlockedBy(Step.NotAttached.class)
        .isBlockedAt("loose");
  }

  @Test
  void resourceOfUnknownTypeLeavesTheAnswerOpen() {
    TestNetwork network =
        twoSubnets().unmodelled("lb", "Microsoft.Network/loadBalancers", "b", "10.0.2.100");
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.100", 443))
        .visits("vm-a", "?")
        .isUndeterminedFor("loadBalancers/lb");
  }

  @Test
  void knownMachineIsNotMistakenForTheResourceOfUnknownType() {
    TestNetwork network = twoSubnets().unmodelled("lb", "Microsoft.Network/loadBalancers", "b");
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).isDelivered();
  }

  // ---- security groups ----

  @Test
  void denialAtTheSourceIsNamedAndThePathIsStillDrawn() {
    assertThat(
            Tracing.in(
                    filtered()
                        .securityGroup("a-nsg", denyOutbound(100).tcp("443"))
                        .securityGroup("b-nsg"))
                .tcp("vm-a", "10.0.2.4", 443))
        .visits("vm-a", "vm-b")
        .isBlockedAt("vm-a")
        .isDeniedByRules("deny-outbound-100");
  }

  @Test
  void denialAtTheDestinationIsNamed() {
    assertThat(
            Tracing.in(
                    filtered()
                        .securityGroup("a-nsg")
                        .securityGroup("b-nsg", denyInbound(100).tcp("443")))
                .tcp("vm-a", "10.0.2.4", 443))
        .isBlockedAt("vm-b")
        .isDeniedByRules("deny-inbound-100");
  }

  @Test
  void denialsAtBothEndsAreBothListed() {
    assertThat(
            Tracing.in(
                    filtered()
                        .securityGroup("a-nsg", denyOutbound(100))
                        .securityGroup("b-nsg", denyInbound(100)))
                .tcp("vm-a", "10.0.2.4", 443))
        .isBlockedAt("vm-a")
        .isDeniedByRules("deny-outbound-100", "deny-inbound-100");
  }

  @Test
  void t24_subnetGroupAlsoFiltersBetweenMachinesOfTheSubnet() {
    assertThat(
            Tracing.in(
                    filtered()
                        .securityGroup("a-nsg", denyInbound(100), denyOutbound(100))
                        .securityGroup("b-nsg"))
                .tcp("vm-a", "10.0.1.5", 443))
        .isDeniedByRules("deny-outbound-100", "deny-inbound-100");
  }

  @Test
  void answersNeedNoRule() {
    TestNetwork network =
        filtered()
            .securityGroup("a-nsg", denyInbound(100), allowOutbound(100))
            .securityGroup("b-nsg", allowInbound(100), denyOutbound(100));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-b", "10.0.1.4", 443))
        .as("the other way round nothing is established")
        .isDeniedByRules("deny-outbound-100", "deny-inbound-100");
  }

  @Test
  void unknownTagMakesTheAnswerUndetermined() {
    TestNetwork network =
        filtered()
            .securityGroup("a-nsg", denyOutbound(100).to("Contoso.Fabric"))
            .securityGroup("b-nsg");
    assertThat(Tracing.in(network).tcp("vm-a", "192.88.99.1", 1433))
        .isUndeterminedFor("deny-outbound-100");
  }

  @Test
  void certainDenialOutweighsAnUnknown() {
    TestNetwork network = filtered().securityGroup("b-nsg", denyInbound(100));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443))
        .isBlockedAt("vm-b")
        .isDeniedByRules("deny-inbound-100");
  }

  // ---- user routes ----

  @Test
  void routeToNowhereDropsTheFlow() {
    TestNetwork network = routed("table").routeTable("table", route("10.0.2.0/24").none());
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443))
        .visits("vm-a", "?")
        .isBlockedBy(Step.Routed.class);
  }

  @Test
  void answerNeedsARouteToo() {
    TestNetwork network = routed("table").routeTable("table", route("10.0.2.0/24").none());
    assertThat(Tracing.in(network).tcp("vm-b", "10.0.1.4", 443))
        .visits("vm-b", "vm-a")
        .blocks()
        .answerBlocks("vm-a: Routed")
        .isBlockedAt("vm-a");
  }

  @Test
  void t01_nextHopOutsideOfTheNetworkIsMissing() {
    TestNetwork network =
        routed("table").routeTable("table", route("10.1.3.0/24").via("192.168.7.4"));
    Step.NextHopMissing missing =
        assertThat(Tracing.in(network).tcp("vm-a", "10.1.3.6", 443))
            .visits("vm-a", "?")
            .isBlockedBy(Step.NextHopMissing.class)
            .step(Step.NextHopMissing.class);
    assertThat(missing.address()).contains(IpAddress.of("192.168.7.4"));
  }

  @Test
  void nextHopThatNobodyOwnsIsMissing() {
    TestNetwork network = routed("table").routeTable("table", route("10.0.2.0/24").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443))
        .isBlockedBy(Step.NextHopMissing.class);
  }

  @Test
  void gatewayRouteWithoutGatewayIsMissing() {
    TestNetwork network = routed("table").routeTable("table", route("172.20.0.0/16").gateway());
    assertThat(Tracing.in(network).tcp("vm-a", "172.20.0.4", 443))
        .isBlockedBy(Step.NextHopMissing.class);
  }

  @Test
  void t04_unknownPrivateDestinationIsDropped() {
    assertThat(Tracing.in(twoSubnets()).tcp("vm-a", "10.99.0.1", 443))
        .visits("vm-a", "?")
        .isBlockedBy(Step.Routed.class);
  }

  @Test
  void internetRouteDoesNotCarryPrivateAddresses() {
    TestNetwork network = routed("table").routeTable("table", route("10.99.0.0/16").internet());
    assertThat(Tracing.in(network).tcp("vm-a", "10.99.0.1", 443))
        .isBlockedBy(Step.NotRoutable.class);
  }

  // ---- platform ----

  @Test
  void platformAddressesIgnoreRulesAndUserRoutes() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("a", "10.0.1.0/24", s -> s.securityGroup("nsg").routeTable("table"))
            .machine("vm-a", "a", "10.0.1.4")
            .securityGroup("nsg", denyOutbound(100))
            .routeTable("table", route("0.0.0.0/0").none());
    for (String address : List.of("168.63.129.16", "169.254.169.254")) {
      assertThat(Tracing.in(network).tcp("vm-a", address, 80))
          .visits("vm-a", "platform")
          .isDelivered();
    }
  }

  @Test
  void platformTagDeniesPlatformTraffic() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("a", "10.0.1.0/24", s -> s.securityGroup("nsg"))
            .machine("vm-a", "a", "10.0.1.4")
            .securityGroup("nsg", denyOutbound(100).to("AzurePlatformIMDS"));
    assertThat(Tracing.in(network).tcp("vm-a", "169.254.169.254", 80))
        .isDeniedByRules("deny-outbound-100");
    assertThat(Tracing.in(network).tcp("vm-a", "168.63.129.16", 53)).isDelivered();
  }

  // ---- IPv6 ----

  private static TestNetwork dualStack() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
        .subnet("a", List.of("10.0.1.0/24", "2001:db8:1:1::/64"), s -> s.securityGroup("nsg"))
        .subnet("b", List.of("10.0.2.0/24", "2001:db8:1:2::/64"), s -> s.securityGroup("nsg"))
        .machine("vm-a", "a", "10.0.1.4", m -> m.address("2001:db8:1:1::4"))
        .machine("vm-b", "b", "10.0.2.4", m -> m.address("2001:db8:1:2::4"));
  }

  @Test
  void v6FlowsFollowTheirOwnAddresses() {
    assertThat(Tracing.in(dualStack().securityGroup("nsg")).tcp("vm-a", "2001:db8:1:2::4", 443))
        .visits("vm-a", "vm-b")
        .isAnsweredOver("vm-b", "vm-a")
        .isDelivered();
  }

  @Test
  void v6FlowsMeetV6Rules() {
    TestNetwork network =
        dualStack().securityGroup("nsg", denyInbound(100).from("2001:db8:1:1::/64"));
    assertThat(Tracing.in(network).tcp("vm-a", "2001:db8:1:2::4", 443))
        .isDeniedByRules("deny-inbound-100");
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).isDelivered();
  }

  @Test
  void v6HasNoDefaultOutboundAccess() {
    assertThat(Tracing.in(dualStack().securityGroup("nsg")).tcp("vm-a", "2001:db8:9::1", 443))
        .isBlockedBy(Step.OutboundAccessMissing.class);
  }

  @Test
  void v6PublicAddressGivesOutboundAccess() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("a", List.of("10.0.1.0/24", "2001:db8:1:1::/64"), _ -> {})
            .publicAddress("pip6", "2001:db8:ffff::4")
            .machine(
                "vm-a", "a", "10.0.1.4", m -> m.address("2001:db8:1:1::4").publicAddress("pip6"));
    Step.Translated translated =
        assertThat(Tracing.in(network).tcp("vm-a", "2001:db8:9::1", 443))
            .visits("vm-a", "internet")
            .isDelivered()
            .step(Step.Translated.class);
    assertThat(translated.after().source()).isEqualTo(IpAddress.of("2001:db8:ffff::4"));
  }

  @Test
  void flowWithoutAnyRouteSaysSo() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("a", List.of("10.0.1.0/24", "2001:db8:1:1::/64"), _ -> {})
            .machine("vm-a", "a", "10.0.1.4", m -> m.address("2001:db8:1:1::4"));
    assertThat(Tracing.in(network).tcp("vm-a", "2001:db8:9::1", 443))
        .isBlockedBy(Step.NoRoute.class);
  }

  // ---- guests ----

  @Test
  void stoppedDestinationIsABlock() {
    TestNetwork network = twoSubnets().observed("vm-b", o -> o.powerState(PowerState.DEALLOCATED));
    Step.NotRunning step =
        assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443))
            .blocks("vm-b: NotRunning")
            .step(Step.NotRunning.class);
    assertThat(step.state()).isEqualTo(PowerState.DEALLOCATED);
  }

  @Test
  void stoppedSourceIsABlock() {
    TestNetwork network = twoSubnets().observed("vm-a", o -> o.powerState(PowerState.STOPPED));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).blocks("vm-a: NotRunning");
  }

  @Test
  void runningMachineIsNoBlock() {
    TestNetwork network = twoSubnets().observed("vm-b", o -> o.powerState(PowerState.RUNNING));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).isDelivered();
  }

  @Test
  void nothingListeningIsABlockAndUnobservedIsNot() {
    TestNetwork network = twoSubnets().observed("vm-b", o -> o.listening(22, 443));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 80)).blocks("vm-b: NoListener");
    assertThat(Tracing.in(network).fromMachine("vm-a", "10.0.2.4", Protocol.UDP, 443))
        .blocks("vm-b: NoListener");
    assertThat(Tracing.in(network).icmp("vm-a", "10.0.2.4")).isDelivered();
  }

  @Test
  void noListenerAtAllIsKnownToo() {
    assertThat(
            Tracing.in(twoSubnets().observed("vm-b", o -> o.listening()))
                .tcp("vm-a", "10.0.2.4", 443))
        .isBlockedBy(Step.NoListener.class);
  }

  @Test
  void firstGuestRuleThatMatchesDecides() {
    TestNetwork network =
        twoSubnets()
            .observed(
                "vm-b",
                o ->
                    o.guestRule(Direction.OUTBOUND, Access.DENY, Protocol.ANY, "*")
                        .guestRule(Direction.INBOUND, Access.ALLOW, Protocol.TCP, "443")
                        .guestRule(Direction.INBOUND, Access.DENY, Protocol.TCP, "400-500"));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 444)).blocks("vm-b: GuestFirewall");
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 501)).isDelivered();
    assertThat(Tracing.in(network).tcp("vm-b", "10.0.1.4", 443)).blocks("vm-b: GuestFirewall");
  }

  @Test
  void busyMachinesWarn() {
    TestNetwork network =
        twoSubnets()
            .observed("vm-a", o -> o.cpuPercent(95))
            .observed("vm-b", o -> o.cpuPercent(89.9).memoryPercent(90));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443))
        .warns("vm-a: HighCpu", "vm-b: HighMemory")
        .isDelivered();
  }

  @Test
  void t39_securityGroupAndGuestCausesAreBothListed() {
    TestNetwork network =
        filtered()
            .securityGroup("a-nsg")
            .securityGroup("b-nsg", denyInbound(100))
            .observed("vm-b", o -> o.listening(22));
    assertThat(Tracing.in(network).tcp("vm-a", "10.0.2.4", 443))
        .blocks("vm-b: Filtered", "vm-b: NoListener");
  }
}
