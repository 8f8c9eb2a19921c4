package io.github.pathwhy.effective;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.rules.Comparison;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rules cover a whole range of flows. */
final class FlowPatternTest {

  private static TestNetwork network(TestRule... rules) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .machine("vm", "web", "10.0.1.4")
        .securityGroup("nsg", rules);
  }

  private static FlowPattern tcp(String source, String destination, String port) {
    return pattern(Protocol.TCP, source, destination, port);
  }

  private static FlowPattern pattern(
      Protocol protocol, String source, String destination, String port) {
    return new FlowPattern(
        protocol,
        TestRule.term(source),
        PortRange.ALL,
        TestRule.term(destination),
        PortRange.parse(port).orElseThrow());
  }

  private static String inbound(TestNetwork network, FlowPattern pattern) {
    return decide(network, Direction.INBOUND, pattern);
  }

  private static String outbound(TestNetwork network, FlowPattern pattern) {
    return decide(network, Direction.OUTBOUND, pattern);
  }

  private static String decide(TestNetwork network, Direction direction, FlowPattern pattern) {
    EffectiveNetwork effective = network.effective();
    StageDecision decision =
        effective
            .evaluate(TestNetwork.networkInterface(effective, "vm"), direction, pattern)
            .getLast()
            .decision();
    return decision.verdict() + decision.rule().map(rule -> " " + rule.name()).orElse("");
  }

  @Test
  void ruleForOnePortDoesNotMatchEveryPort() {
    TestNetwork network = network(allowInbound(100).named("web").tcp("443"));
    assertThat(inbound(network, tcp("203.0.113.9", "10.0.1.4", "443"))).isEqualTo("ALLOW web");
    assertThat(inbound(network, tcp("203.0.113.9", "10.0.1.4", "*")))
        .isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void rangesOfARuleAddUp() {
    TestNetwork network = network(allowInbound(100).named("web").tcp("90-99", "80-89"));
    assertThat(inbound(network, tcp("203.0.113.9", "10.0.1.4", "85-95"))).isEqualTo("ALLOW web");
    assertThat(inbound(network, tcp("203.0.113.9", "10.0.1.4", "85-100")))
        .isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void unsaidSourcePortIsEveryPort() {
    TestNetwork network = network(allowInbound(100).named("odd").tcp().fromPorts("1024-65535"));
    assertThat(inbound(network, tcp("203.0.113.9", "10.0.1.4", "80")))
        .isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void anywhereMatchesAnywhereAndNoTag() {
    assertThat(inbound(network(), tcp("10.0.2.4", "*", "50"))).isEqualTo("DENY DenyAllInBound");
    assertThat(inbound(network(), tcp("10.0.2.4", "10.0.1.4", "50")))
        .isEqualTo("ALLOW AllowVnetInBound");
    assertThat(inbound(network(allowInbound(100).named("all").tcp("50")), tcp("*", "*", "50")))
        .isEqualTo("ALLOW all");
  }

  @Test
  void anywhereMatchesNoTagEvenIfThatHoldsEveryAddress() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg").routeTable("table"))
            .machine("vm", "web", "10.0.1.4")
            .securityGroup("nsg")
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(inbound(network, tcp("8.8.8.8", "10.0.1.4", "50")))
        .isEqualTo("ALLOW AllowVnetInBound");
    assertThat(inbound(network, tcp("*", "*", "50"))).isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void everyAddressOfAPrefixMustMatch() {
    TestNetwork network =
        network(
            allowInbound(100).named("halves").tcp().from("198.51.100.0/25", "198.51.100.128/25"));
    assertThat(inbound(network, tcp("198.51.100.0/25", "10.0.1.4", "80")))
        .isEqualTo("ALLOW halves");
    assertThat(inbound(network, tcp("198.51.100.64/26", "10.0.1.4", "80")))
        .isEqualTo("ALLOW halves");
    assertThat(inbound(network, tcp("198.51.0.0/16", "10.0.1.4", "80")))
        .isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void tagMatchesItself() {
    TestNetwork network =
        network(
            denyInbound(100).named("internet").tcp().from("Internet"),
            allowInbound(110).named("storage").tcp().from("NoService"));
    assertThat(inbound(network, tcp("Internet", "10.0.1.4", "80"))).isEqualTo("DENY internet");
    assertThat(inbound(network, tcp("internet", "10.0.1.4", "80"))).isEqualTo("DENY internet");
    assertThat(inbound(network, tcp("VirtualNetwork", "10.0.1.4", "80")))
        .isEqualTo("ALLOW AllowVnetInBound");
    assertThat(inbound(network, tcp("AzureLoadBalancer", "*", "80")))
        .isEqualTo("ALLOW AllowAzureLoadBalancerInBound");
  }

  @Test
  void internetIsOneTagHowevermanyPrefixesItHas() {
    assertThat(outbound(network(), tcp("10.0.1.4", "Internet", "443")))
        .isEqualTo("ALLOW AllowInternetOutBound");
    assertThat(outbound(network(), tcp("10.0.1.4", "8.0.0.0/8", "443")))
        .isEqualTo("ALLOW AllowInternetOutBound");
    assertThat(outbound(network(), tcp("10.0.1.4", "0.0.0.0/1", "443")))
        .isEqualTo("DENY DenyAllOutBound");
  }

  @Test
  void unknownTagMatchesItselfAndItsParent() {
    TestNetwork network = network(denyOutbound(100).named("storage").tcp().to("NoService"));
    assertThat(outbound(network, tcp("10.0.1.4", "NoService", "443"))).isEqualTo("DENY storage");
    assertThat(outbound(network, tcp("10.0.1.4", "NoService.WestEurope", "443")))
        .isEqualTo("DENY storage");
    assertThat(outbound(network, tcp("10.0.1.4", "NoSuchService", "443")))
        .isEqualTo("UNKNOWN AllowInternetOutBound");
    assertThat(outbound(network, tcp("10.0.1.4", "10.0.0.0/16", "443")))
        .isEqualTo("ALLOW AllowVnetOutBound");
  }

  @Test
  void protocolsMatchAsAWhole() {
    TestNetwork network = network(denyInbound(100).named("tcp").tcp());
    assertThat(inbound(network, tcp("10.0.2.4", "10.0.1.4", "80"))).isEqualTo("DENY tcp");
    assertThat(inbound(network, pattern(Protocol.ANY, "10.0.2.4", "10.0.1.4", "80")))
        .isEqualTo("ALLOW AllowVnetInBound");
  }

  @Test
  void icmpHasNoPorts() {
    TestNetwork network =
        network(
            denyInbound(100).named("all-80").protocol(Protocol.ANY, "80"),
            denyInbound(110).named("ping").icmp());
    assertThat(inbound(network, pattern(Protocol.ICMP, "10.0.2.4", "10.0.1.4", "80")))
        .isEqualTo("DENY ping");
  }

  @Test
  void rulesForIcmpDoNotCoverIcmpv6() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("web", List.of("10.0.1.0/24"), s -> s.securityGroup("nsg"))
            .machine("vm", "web", "10.0.1.4")
            .securityGroup("nsg", denyInbound(100).named("ping").icmp());
    assertThat(inbound(network, pattern(Protocol.ICMP, "2001:db8:1::9", "2001:db8:1::4", "*")))
        .isEqualTo("ALLOW AllowVnetInBound");
  }

  @Test
  void rulesAfterTheMatchAreNotLookedAt() {
    TestNetwork network =
        network(
            allowOutbound(90).named("other-direction"),
            denyInbound(100).named("ssh").tcp("22"),
            allowInbound(110).named("web").tcp("443"),
            denyInbound(120).named("never"));
    EffectiveNetwork effective = network.effective();
    List<StageEvaluation.Rule> rules =
        effective
            .evaluate(
                TestNetwork.networkInterface(effective, "vm"),
                Direction.INBOUND,
                tcp("203.0.113.9", "10.0.1.4", "443"))
            .getFirst()
            .rules();
    assertThat(rules)
        .extracting(evaluation -> evaluation.rule().name())
        .containsExactly("ssh", "web");
    assertThat(rules.getFirst())
        .isEqualTo(
            new StageEvaluation.Rule(
                rules.getFirst().rule(),
                new Comparison(true, Match.YES, true, Match.YES, false, true)));
  }
}
