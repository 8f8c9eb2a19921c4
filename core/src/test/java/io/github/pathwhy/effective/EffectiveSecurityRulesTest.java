package io.github.pathwhy.effective;

import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What security groups decide at one interface. */
final class EffectiveSecurityRulesTest {
  private static final String ME = "10.0.1.4";

  /** One machine whose subnet has a group with these rules. */
  private static TestNetwork withRules(TestRule... rules) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .machine("vm", "web", ME)
        .securityGroup("nsg", rules);
  }

  private static List<StageDecision> inbound(TestNetwork network, String from, int port) {
    return evaluate(network, Direction.INBOUND, tcp(from, ME, port));
  }

  private static List<StageDecision> outbound(TestNetwork network, String to, int port) {
    return evaluate(network, Direction.OUTBOUND, tcp(ME, to, port));
  }

  private static List<StageDecision> evaluate(TestNetwork network, Direction direction, Flow flow) {
    return network.networkInterface("vm").rules(direction).evaluate(flow);
  }

  private static Flow tcp(String from, String to, int port) {
    return new Flow(IpAddress.of(from), IpAddress.of(to), Protocol.TCP, 50_000, port);
  }

  /** The names of the deciding rules, one for each group that was asked. */
  private static List<String> rules(List<StageDecision> decisions) {
    return decisions.stream()
        .map(decision -> decision.rule().map(SecurityRule::name).orElse("?"))
        .toList();
  }

  private static List<StageDecision.Verdict> verdicts(List<StageDecision> decisions) {
    return decisions.stream().map(StageDecision::verdict).toList();
  }

  // ---- order and precedence ----

  @Test
  void lowerPriorityNumberWinsInAnyOrderOfDeclaration() {
    TestNetwork network =
        withRules(
            denyInbound(300), allowInbound(200).tcp("443"), denyInbound(100).from("10.0.2.0/24"));
    assertThat(rules(inbound(network, "10.0.2.4", 443))).containsExactly("deny-inbound-100");
    assertThat(rules(inbound(network, "10.0.3.4", 443))).containsExactly("allow-inbound-200");
    assertThat(rules(inbound(network, "10.0.3.4", 80))).containsExactly("deny-inbound-300");
  }

  @Test
  void rulesOfTheOtherDirectionDoNotCount() {
    TestNetwork network = withRules(denyOutbound(100), allowInbound(4096));
    assertThat(rules(inbound(network, "203.0.113.9", 443))).containsExactly("allow-inbound-4096");
    assertThat(rules(outbound(network, "10.0.1.5", 443))).containsExactly("deny-outbound-100");
  }

  @Test
  void withoutAnyGroupNothingIsDecided() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24")
            .machine("vm", "web", ME);
    assertThat(network.networkInterface("vm").rules(Direction.INBOUND).isOpen()).isTrue();
    assertThat(inbound(network, "203.0.113.9", 443)).isEmpty();
  }

  @Test
  void t23_interfaceRuleIsNamedAndSubnetDenialEndsTheEvaluation() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("subnet-nsg"))
            .machine("vm", "web", ME, m -> m.securityGroup("nic-nsg"))
            .securityGroup("subnet-nsg", allowInbound(100).tcp("443"), denyInbound(110))
            .securityGroup("nic-nsg", denyInbound(200).named("nic-deny"));
    List<StageDecision> both = inbound(network, "10.0.2.4", 443);
    assertThat(rules(both)).containsExactly("allow-inbound-100", "nic-deny");
    assertThat(both.getLast().stage().attachedTo()).isEqualTo(TestNetwork.interfaceId("vm", 1));
    List<StageDecision> first = inbound(network, "10.0.2.4", 80);
    assertThat(rules(first)).containsExactly("deny-inbound-110");
    assertThat(first.getLast().stage().attachedTo()).isEqualTo(network.subnetId("web"));
  }

  @Test
  void outboundAsksTheInterfaceFirst() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("subnet-nsg"))
            .machine("vm", "web", ME, m -> m.securityGroup("nic-nsg"))
            .securityGroup("subnet-nsg", denyOutbound(100).tcp("443").named("subnet-deny"))
            .securityGroup("nic-nsg", denyOutbound(200).tcp("80", "443").named("nic-deny"));
    assertThat(rules(outbound(network, "10.0.2.4", 443))).containsExactly("nic-deny");
    assertThat(rules(outbound(network, "10.0.2.4", 22)))
        .containsExactly("AllowVnetOutBound", "AllowVnetOutBound");
  }

  @Test
  void interfacesOfOneSubnetKeepTheirOwnGroups() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24")
            .machine("other", "web", "10.0.1.5", m -> m.securityGroup("open"))
            .machine("vm", "web", ME, m -> m.securityGroup("closed"))
            .securityGroup("open", allowInbound(100))
            .securityGroup("closed", denyInbound(100));
    EffectiveNetwork effective = network.effective();
    Flow flow = tcp("10.0.2.4", ME, 443);
    assertThat(
            verdicts(
                TestNetwork.networkInterface(effective, "other")
                    .rules(Direction.INBOUND)
                    .evaluate(flow)))
        .containsExactly(StageDecision.Verdict.ALLOW);
    assertThat(
            verdicts(
                TestNetwork.networkInterface(effective, "vm")
                    .rules(Direction.INBOUND)
                    .evaluate(flow)))
        .containsExactly(StageDecision.Verdict.DENY);
  }

  // ---- matching ----

  @Test
  void sourceAndDestinationPortsBothHaveToMatch() {
    TestNetwork network = withRules(denyInbound(100).tcp("443").fromPorts("1024-2048"));
    assertThat(rules(inbound(network, "10.0.2.4", 443))).containsExactly("AllowVnetInBound");
    Flow low = new Flow(IpAddress.of("10.0.2.4"), IpAddress.of(ME), Protocol.TCP, 2048, 443);
    assertThat(rules(evaluate(network, Direction.INBOUND, low)))
        .containsExactly("deny-inbound-100");
  }

  @Test
  void augmentedRulesMatchAnyOfTheirPrefixesAndPorts() {
    TestNetwork network =
        withRules(
            allowInbound(100)
                .tcp("22", "80-90", "443")
                .from("203.0.113.0/25", "198.51.100.7")
                .to("10.0.1.4", "10.0.1.6"));
    assertThat(verdicts(inbound(network, "203.0.113.127", 90)))
        .containsExactly(StageDecision.Verdict.ALLOW);
    assertThat(verdicts(inbound(network, "198.51.100.7", 22)))
        .containsExactly(StageDecision.Verdict.ALLOW);
    assertThat(verdicts(inbound(network, "203.0.113.128", 90)))
        .containsExactly(StageDecision.Verdict.DENY);
    assertThat(verdicts(inbound(network, "203.0.113.127", 91)))
        .containsExactly(StageDecision.Verdict.DENY);
  }

  @Test
  void starCoversIcmpAndTheRuleForTcpDoesNot() {
    Flow ping = new Flow(IpAddress.of("203.0.113.9"), IpAddress.of(ME), Protocol.ICMP, 0, 0);
    assertThat(rules(evaluate(withRules(allowInbound(100)), Direction.INBOUND, ping)))
        .containsExactly("allow-inbound-100");
    assertThat(rules(evaluate(withRules(allowInbound(100).tcp()), Direction.INBOUND, ping)))
        .containsExactly("DenyAllInBound");
    assertThat(rules(evaluate(withRules(allowInbound(100).icmp()), Direction.INBOUND, ping)))
        .containsExactly("allow-inbound-100");
  }

  @Test
  void ruleForAnyProtocolThatNamesAPortDoesNotCoverIcmp() {
    Flow ping = new Flow(IpAddress.of("203.0.113.9"), IpAddress.of(ME), Protocol.ICMP, 0, 0);
    TestNetwork network =
        withRules(denyInbound(100).protocol(Protocol.ANY, "3389"), allowInbound(200).icmp());
    assertThat(rules(evaluate(network, Direction.INBOUND, ping)))
        .containsExactly("allow-inbound-200");
    assertThat(rules(inbound(network, "203.0.113.9", 3389))).containsExactly("deny-inbound-100");
  }

  @Test
  void icmpRulesDoNotCoverIcmpV6() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("web", List.of("10.0.1.0/24", "2001:db8:1:1::/64"), s -> s.securityGroup("nsg"))
            .machine("vm", "web", ME, m -> m.address("2001:db8:1:1::4"))
            .securityGroup("nsg", denyInbound(100).icmp());
    Flow ping =
        new Flow(
            IpAddress.of("2001:db8:1:2::4"), IpAddress.of("2001:db8:1:1::4"), Protocol.ICMP, 0, 0);
    assertThat(rules(evaluate(network, Direction.INBOUND, ping)))
        .containsExactly("AllowVnetInBound");
  }

  @Test
  void zeroPrefixInARuleMeansBothFamilies() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("web", List.of("10.0.1.0/24", "2001:db8:1:1::/64"), s -> s.securityGroup("nsg"))
            .machine("vm", "web", ME, m -> m.address("2001:db8:1:1::4"))
            .securityGroup("nsg", denyInbound(100).from("0.0.0.0/0"));
    assertThat(
            rules(
                evaluate(
                    network, Direction.INBOUND, tcp("2001:db8:1:2::4", "2001:db8:1:1::4", 443))))
        .containsExactly("deny-inbound-100");
  }

  // ---- tags ----

  @Test
  void t15_unknownPrivateDestinationIsNeitherVirtualNetworkNorInternet() {
    assertThat(rules(outbound(withRules(), "172.31.0.100", 80))).containsExactly("DenyAllOutBound");
  }

  @Test
  void t16_carrierGradeRangeIsNotInternetButItsNeighbourIs() {
    assertThat(rules(outbound(withRules(), "100.64.0.1", 80))).containsExactly("DenyAllOutBound");
    assertThat(rules(outbound(withRules(), "100.63.255.254", 80)))
        .containsExactly("AllowInternetOutBound");
  }

  @Test
  void t17_prefixOfAUserRouteJoinsVirtualNetwork() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg").routeTable("table"))
            .machine("vm", "web", ME)
            .securityGroup("nsg")
            .routeTable("table", TestRoute.route("203.0.113.0/24").via("10.0.2.4"));
    assertThat(rules(outbound(network, "203.0.113.8", 443))).containsExactly("AllowVnetOutBound");
    assertThat(rules(outbound(network, "198.51.100.8", 443)))
        .containsExactly("AllowInternetOutBound");
  }

  @Test
  void defaultUserRouteMakesVirtualNetworkCoverEverything() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg").routeTable("table"))
            .machine("vm", "web", ME)
            .securityGroup("nsg")
            .routeTable("table", TestRoute.route("0.0.0.0/0").via("10.0.2.4"));
    assertThat(rules(inbound(network, "203.0.113.8", 443))).containsExactly("AllowVnetInBound");
    assertThat(rules(outbound(network, "172.31.0.100", 443))).containsExactly("AllowVnetOutBound");
  }

  @Test
  void t18_wireServerIsInsideVirtualNetworkOnBothSides() {
    assertThat(rules(inbound(withRules(), "168.63.129.16", 80)))
        .containsExactly("AllowVnetInBound");
  }

  @Test
  void t19_customDenialAlsoDeniesProbes() {
    assertThat(rules(inbound(withRules(denyInbound(4000)), "168.63.129.16", 80)))
        .containsExactly("deny-inbound-4000");
  }

  @Test
  void t20_azureLoadBalancerTagDoesNotCoverTheClient() {
    TestNetwork network = withRules(allowInbound(100).tcp("80").from("AzureLoadBalancer"));
    assertThat(rules(inbound(network, "203.0.113.9", 80))).containsExactly("DenyAllInBound");
    assertThat(rules(inbound(network, "168.63.129.16", 80))).containsExactly("allow-inbound-100");
  }

  @Test
  void t31_virtualNetworkEndsAtTheNextPeering() {
    TestNetwork network = hubAndSpokes(new TestRoute[] {});
    assertThat(rules(inbound(network, "10.2.1.4", 443))).containsExactly("DenyAllInBound");
    assertThat(rules(inbound(network, "10.9.0.4", 443))).containsExactly("AllowVnetInBound");
    TestNetwork routed =
        hubAndSpokes(new TestRoute[] {TestRoute.route("10.2.0.0/16").via("10.9.0.4")});
    assertThat(rules(inbound(routed, "10.2.1.4", 443))).containsExactly("AllowVnetInBound");
  }

  private static TestNetwork hubAndSpokes(TestRoute[] routes) {
    return new TestNetwork()
        .virtualNetwork("hub", "10.9.0.0/16")
        .virtualNetwork("spoke2", "10.2.0.0/16")
        .virtualNetwork("spoke", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg").routeTable("table"))
        .machine("vm", "web", ME)
        .securityGroup("nsg")
        .routeTable("table", routes)
        .peering("hub", "spoke")
        .peering("hub", "spoke2");
  }

  @Test
  void t33_withoutAccessTheRemotePrefixLeavesVirtualNetwork() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("away", "10.1.0.0/16")
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
            .machine("vm", "web", ME)
            .securityGroup("nsg")
            .link("vnet", "away", link -> link.withoutAccess())
            .link("away", "vnet", _ -> {});
    assertThat(rules(inbound(network, "10.1.1.4", 443))).containsExactly("DenyAllInBound");
    assertThat(network.networkInterface("vm").routes().select(IpAddress.of("10.1.1.4")))
        .map(RouteOracle::text)
        .as("the route stays")
        .contains("10.1.0.0/16 VNetPeering virtualNetworks/away");
  }

  @Test
  void tagsAreReadInAnyCase() {
    TestNetwork network = withRules(denyInbound(100).from("VIRTUALNETWORK"));
    assertThat(rules(inbound(network, "10.0.2.4", 443))).containsExactly("deny-inbound-100");
  }

  @Test
  void givenTagsCoverTheirPrefixesOnly() {
    TestNetwork network =
        withRules(denyOutbound(100).to("Storage.WestEurope"))
            .serviceTag("Storage.WestEurope", "203.0.113.0/25");
    assertThat(rules(outbound(network, "203.0.113.127", 443))).containsExactly("deny-outbound-100");
    assertThat(rules(outbound(network, "203.0.113.128", 443)))
        .containsExactly("AllowInternetOutBound");
  }

  // ---- unknown tags ----

  @Test
  void tagWithUnknownPrefixesLeavesPublicAddressesUndecided() {
    TestNetwork network = withRules(denyOutbound(100).to("Contoso.Fabric"));
    List<StageDecision> decisions = outbound(network, "192.88.99.1", 1433);
    assertThat(verdicts(decisions)).containsExactly(StageDecision.Verdict.UNKNOWN);
    assertThat(decisions.getFirst().missing())
        .singleElement()
        .asString()
        .contains("deny-outbound-100");
  }

  @Test
  void unknownTagDoesNotMatterWhereTheNextRuleSaysTheSame() {
    TestNetwork network = withRules(allowOutbound(100).to("Contoso.Fabric"));
    assertThat(verdicts(outbound(network, "192.88.99.1", 1433)))
        .containsExactly(StageDecision.Verdict.ALLOW);
  }

  @Test
  void unknownTagNeverCoversPrivateAddresses() {
    TestNetwork network = withRules(denyOutbound(100).to("Contoso.Fabric"));
    assertThat(rules(outbound(network, "10.0.2.4", 1433))).containsExactly("AllowVnetOutBound");
  }

  @Test
  void missingGroupLeavesTheFlowUndecidedButALaterDenialCounts() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("absent"))
            .machine("vm", "web", ME, m -> m.securityGroup("nsg"))
            .securityGroup("nsg", denyInbound(100).tcp("22"));
    assertThat(verdicts(inbound(network, "10.0.2.4", 443)))
        .containsExactly(StageDecision.Verdict.UNKNOWN, StageDecision.Verdict.ALLOW);
    assertThat(verdicts(inbound(network, "10.0.2.4", 22)))
        .containsExactly(StageDecision.Verdict.UNKNOWN, StageDecision.Verdict.DENY);
  }

  // ---- application security groups ----

  @Test
  void groupRuleAppliesToMembersOnly() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
            .machine("vm", "web", ME, m -> m.memberOf("servers"))
            .machine("client", "web", "10.0.1.5", m -> m.memberOf("clients"))
            .machine("stranger", "web", "10.0.1.6")
            .securityGroup(
                "nsg",
                allowInbound(100).tcp("443").from("asg:clients").to("asg:servers"),
                denyInbound(110));
    assertThat(rules(inbound(network, "10.0.1.5", 443))).containsExactly("allow-inbound-100");
    assertThat(rules(inbound(network, "10.0.1.6", 443))).containsExactly("deny-inbound-110");
    assertThat(rules(evaluate(network, Direction.INBOUND, tcp("10.0.1.5", "10.0.1.6", 443))))
        .containsExactly("deny-inbound-110");
  }

  @Test
  void membersInAnotherVirtualNetworkDoNotCount() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("away", "10.1.0.0/16")
            .subnet("remote", "10.1.1.0/24")
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
            .machine("vm", "web", ME)
            .machine("client", "remote", "10.1.1.4", m -> m.memberOf("clients"))
            .securityGroup("nsg", denyInbound(100).from("asg:clients"))
            .peering("vnet", "away");
    assertThat(rules(inbound(network, "10.1.1.4", 443))).containsExactly("AllowVnetInBound");
  }

  // ---- platform traffic ----

  @Test
  void onlyPlatformTagsApplyToPlatformTraffic() {
    Flow dns = new Flow(IpAddress.of(ME), AddressSpaces.WIRE_SERVER, Protocol.UDP, 50_000, 53);
    assertThat(
            withRules(denyOutbound(100))
                .networkInterface("vm")
                .rules(Direction.OUTBOUND)
                .evaluatePlatform(dns))
        .isEmpty();
    TestNetwork named =
        withRules(
            allowOutbound(100), denyOutbound(110).named("no-dns").to("AzurePlatformDNS").udp("53"));
    assertThat(rules(named.networkInterface("vm").rules(Direction.OUTBOUND).evaluatePlatform(dns)))
        .containsExactly("no-dns");
  }
}
