package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestFirewall;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows through and to an Azure Firewall. */
final class AzureFirewallTraceTest {
  private static final String WEB = "93.184.216.34";
  private static final String CLIENT = "203.0.113.9";
  private static final String FIREWALL_IP = "20.30.0.1";

  /// vm-a (10.0.1.4) and vm-b (10.0.2.4), whose subnets route everything, each other included, to a
  /// firewall (10.0.3.4, public 20.30.0.1) with a policy.
  private static TestNetwork network(Consumer<TestFirewall> policy) {
    return network(policy, "fw-pip");
  }

  private static TestNetwork network(Consumer<TestFirewall> policy, String... publicAddresses) {
    return network(policy, b -> b.routeTable("rt-b"), publicAddresses);
  }

  private static TestNetwork network(
      Consumer<TestFirewall> policy,
      Consumer<TestNetwork.SubnetSpec> b,
      String... publicAddresses) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .routeTable("rt-a", toFirewall("0.0.0.0/0"), toFirewall("10.0.2.0/24"))
        .routeTable("rt-b", toFirewall("0.0.0.0/0"), toFirewall("10.0.1.0/24"))
        .subnet("a", "10.0.1.0/24", s -> s.routeTable("rt-a"))
        .subnet("b", "10.0.2.0/24", b)
        .routeTable("rt-fw")
        .subnet("AzureFirewallSubnet", "10.0.3.0/26", s -> s.routeTable("rt-fw"))
        .machine("vm-a", "a", "10.0.1.4")
        .machine("vm-b", "b", "10.0.2.4")
        .publicAddress("fw-pip", FIREWALL_IP)
        .publicAddress("fw-pip2", "20.30.0.2")
        .firewallPolicy("policy", policy)
        .firewall("fw", "AzureFirewallSubnet", "10.0.3.4", "policy", publicAddresses);
  }

  private static TestRoute toFirewall(String destination) {
    return route(destination).via("10.0.3.4");
  }

  private static Tracing in(Consumer<TestFirewall> policy) {
    return Tracing.in(network(policy));
  }

  private static Trace asking(String name, Consumer<TestFirewall> policy) {
    return asking(name, network(policy));
  }

  private static Trace asking(String name, TestNetwork network) {
    return Tracing.in(network, new TraceOptions(false, Optional.of(name))).tcp("vm-a", WEB, 443);
  }

  private static TestRule allow(String name) {
    return allowOutbound(100).named(name);
  }

  private static TestRule deny(String name) {
    return denyOutbound(100).named(name);
  }

  private static void assertJudged(Trace trace, Access access, String kind, String rule) {
    FirewallStep.Judged judged = assertThat(trace).step(FirewallStep.Judged.class);
    assertThat(judged.access()).isEqualTo(access);
    assertThat(judged.kind()).isEqualTo(kind);
    assertThat(judged.rule()).contains(rule);
  }

  // ---- order of rules ----

  /** A kind of rules is asked after the other, whatever the priorities. */
  @Test
  void t41_networkRulesComeBeforeApplicationRules() {
    Trace trace =
        in(p -> p.application(Access.DENY, "no-web", 443, "*").network(allow("out").tcp("443")))
            .tcp("vm-a", WEB, 443);
    assertJudged(trace, Access.ALLOW, "network", "out");
    assertThat(trace).isDelivered();
  }

  @Test
  void networkDenyComesBeforeApplicationAllow() {
    Trace trace =
        in(p -> p.application(Access.ALLOW, "web", 443, "*").network(deny("out").tcp("443")))
            .tcp("vm-a", WEB, 443);
    assertJudged(trace, Access.DENY, "network", "out");
    assertThat(trace).isBlockedAt("fw");
  }

  @Test
  void firstRuleOfKindWins() {
    Trace trace =
        in(p -> p.network(deny("first").tcp("443")).network(allow("second").tcp("443")))
            .tcp("vm-a", WEB, 443);
    assertJudged(trace, Access.DENY, "network", "first");
  }

  @Test
  void noRuleDenies() {
    Trace trace = in(_ -> {}).tcp("vm-a", WEB, 443);
    assertThat(trace)
        .visits("vm-a", "fw", "internet")
        .isBlockedBy(FirewallStep.Judged.class)
        .isBlockedAt("fw");
    assertThat(assertThat(trace).step(FirewallStep.Judged.class).rule()).isEmpty();
  }

  @Test
  void basePolicyComesFirstWithinKind() {
    TestNetwork network =
        network(p -> p.base("base").network(allow("own").tcp("443")))
            .firewallPolicy("base", p -> p.network(deny("base-deny").tcp("443")));
    assertJudged(Tracing.in(network).tcp("vm-a", WEB, 443), Access.DENY, "network", "base-deny");
  }

  @Test
  void networkRuleOfPolicyComesBeforeApplicationRuleOfBase() {
    TestNetwork network =
        network(p -> p.base("base").network(allow("own").tcp("443")))
            .firewallPolicy("base", p -> p.application(Access.DENY, "base-deny", 443, "*"));
    assertJudged(Tracing.in(network).tcp("vm-a", WEB, 443), Access.ALLOW, "network", "own");
  }

  @Test
  void policiesThatAreEachOthersBaseEnd() {
    TestNetwork network =
        network(p -> p.base("base").network(allow("own").tcp("443")))
            .firewallPolicy("base", p -> p.base("policy"));
    assertThat(Tracing.in(network).tcp("vm-a", WEB, 443)).isDelivered();
  }

  @Test
  void classicRulesAreFirewallsOwn() {
    TestNetwork network =
        network(_ -> {})
            .subnet("other", "10.0.4.0/26")
            .routeTable("rt-c", route("0.0.0.0/0").via("10.0.4.4"))
            .subnet("c", "10.0.5.0/24", s -> s.routeTable("rt-c"))
            .machine("vm-c", "c", "10.0.5.4")
            .firewall(
                "classic",
                "other",
                "10.0.4.4",
                new TestFirewall().network(allow("own").tcp("443")),
                "fw-pip2");
    Trace trace = Tracing.in(network).tcp("vm-c", WEB, 443);
    assertJudged(trace, Access.ALLOW, "network", "own");
    assertThat(trace).visits("vm-c", "classic", "internet").isDelivered();
  }

  // ---- network rules ----

  @Test
  void networkRuleMatchesSourceDestinationAndPort() {
    Tracing tracing =
        in(p -> p.network(allow("r").tcp("443").from("10.0.1.0/24").to("10.0.2.0/24")));
    assertThat(tracing.tcp("vm-a", "10.0.2.4", 443))
        .visits("vm-a", "fw", "vm-b")
        .isAnsweredOver("vm-b", "fw", "vm-a")
        .isDelivered();
    assertThat(tracing.tcp("vm-a", "10.0.2.4", 80)).isBlockedAt("fw");
    assertThat(tracing.tcp("vm-b", "10.0.1.4", 443)).isBlockedAt("fw");
    assertThat(tracing.fromMachine("vm-a", "10.0.2.4", Protocol.UDP, 443)).isBlockedAt("fw");
  }

  @Test
  void ruleForAnyProtocolCoversPingUnlessItNamesPorts() {
    assertThat(in(p -> p.network(allow("any"))).icmp("vm-a", "10.0.2.4")).isDelivered();
    assertThat(in(p -> p.network(allow("any").protocol(Protocol.ANY, "443"))).icmp("vm-a", WEB))
        .isBlockedAt("fw");
    assertThat(in(p -> p.network(allow("ping").icmp())).icmp("vm-a", "10.0.2.4")).isDelivered();
  }

  @Test
  void unknownTagIsUnknownWhereItWouldDecideOtherwise() {
    assertThat(in(p -> p.network(allow("tag").tcp("443").to("NoSuchTag"))).tcp("vm-a", WEB, 443))
        .isUndeterminedFor("rule tag of fw");
    assertThat(in(p -> p.network(deny("tag").tcp("443").to("NoSuchTag"))).tcp("vm-a", WEB, 443))
        .isBlockedAt("fw");
    assertThat(
            in(p -> p.network(allow("tag").tcp("443").to("NoSuchTag")))
                .tcp("vm-a", "10.0.2.4", 443))
        .isBlockedAt("fw");
  }

  @Test
  void groupThatInputLacksIsUnknownForAllAddresses() {
    assertThat(
            in(p -> p.network(allow("group").tcp("443").to("ipGroups/lost")))
                .tcp("vm-a", "10.0.2.4", 443))
        .isUndeterminedFor("rule group of fw");
  }

  @Test
  void namesOfNetworkRulesAreResolved() {
    Consumer<TestFirewall> policy =
        p -> p.networkToNames(allow("name").tcp("443"), "www.contoso.com");
    assertThat(Tracing.in(network(policy).dns("www.contoso.com", WEB)).tcp("vm-a", WEB, 443))
        .isDelivered();
    assertThat(Tracing.in(network(policy).dns("www.contoso.com", "8.8.8.8")).tcp("vm-a", WEB, 443))
        .isBlockedAt("fw");
    assertThat(in(policy).tcp("vm-a", WEB, 443)).isUndeterminedFor("the names in rule name");
  }

  // ---- application rules ----

  @Test
  void applicationRuleMatchesNameThatClientAsksFor() {
    Consumer<TestFirewall> policy =
        p -> p.application(Access.ALLOW, "web", 443, "www.contoso.com", "*.fabrikam.com");
    assertThat(asking("WWW.contoso.com", policy)).isDelivered();
    assertThat(asking("api.fabrikam.com", policy)).isDelivered();
    assertThat(asking("fabrikam.com", policy)).isBlockedAt("fw");
    assertThat(asking("contoso.com", policy)).isBlockedAt("fw");
  }

  @Test
  void applicationRuleIsForTcpAtItsPorts() {
    Tracing tracing = in(p -> p.application(Access.ALLOW, "web", 443, "*"));
    assertThat(tracing.tcp("vm-a", WEB, 443)).isDelivered();
    assertThat(tracing.tcp("vm-a", WEB, 80)).isBlockedAt("fw");
    assertThat(tracing.fromMachine("vm-a", WEB, Protocol.UDP, 443)).isBlockedAt("fw");
    assertThat(tracing.icmp("vm-a", WEB)).isBlockedAt("fw");
  }

  @Test
  void withoutNameRecordsTellWhatAddressIs() {
    Consumer<TestFirewall> exact = p -> p.application(Access.ALLOW, "web", 443, "www.contoso.com");
    Consumer<TestFirewall> wildcard = p -> p.application(Access.ALLOW, "web", 443, "*.contoso.com");
    assertThat(Tracing.in(network(exact).dns("www.contoso.com", WEB)).tcp("vm-a", WEB, 443))
        .isDelivered();
    assertThat(Tracing.in(network(wildcard).dns("www.contoso.com", WEB)).tcp("vm-a", WEB, 443))
        .isDelivered();
    Trace bare = in(exact).tcp("vm-a", WEB, 443);
    assertThat(bare).isBlockedAt("fw");
    assertThat(assertThat(bare).step(FirewallStep.NameNotGiven.class).rule()).isEqualTo("web");
  }

  @Test
  void namedClientIsNotMatchedByOtherNamesOfAddress() {
    TestNetwork network =
        network(p -> p.application(Access.ALLOW, "web", 443, "www.contoso.com"))
            .dns("www.contoso.com", WEB);
    assertThat(asking("www.fabrikam.com", network))
        .isBlockedAt("fw")
        .hasNo(FirewallStep.NameNotGiven.class);
  }

  @Test
  void contentOfTagsIsUnknownUnlessRuleBeforeDecides() {
    assertThat(
            asking("www.contoso.com", p -> p.applicationTag(Access.ALLOW, "tag", 443, "Updates")))
        .isUndeterminedFor("rule tag of fw");
    assertThat(
            asking(
                "www.contoso.com",
                p ->
                    p.application(Access.DENY, "no", 443, "*")
                        .applicationTag(Access.ALLOW, "tag", 443, "Updates")))
        .isBlockedAt("fw");
  }

  /** The firewall connects itself, so that the destination sees its address. */
  @Test
  void applicationRuleHidesSourceFromPrivateDestination() {
    Trace trace =
        in(p -> p.application(Access.ALLOW, "web", 443, "*")).tcp("vm-a", "10.0.2.4", 443);
    assertThat(assertThat(trace).step(Step.Translated.class).after().source())
        .isEqualTo(IpAddress.of("10.0.3.4"));
    assertThat(trace).isDelivered();
  }

  // ---- source translation ----

  @Test
  void networkRuleKeepsSourceOfPrivateDestination() {
    assertThat(in(p -> p.network(allow("all"))).tcp("vm-a", "10.0.2.4", 443))
        .hasNo(Step.Translated.class)
        .isDelivered();
  }

  @Test
  void internetSeesPublicAddress() {
    Trace trace = in(p -> p.network(allow("all"))).tcp("vm-a", WEB, 443);
    assertThat(trace).visits("vm-a", "fw", "internet").isAnsweredOver("internet", "fw", "vm-a");
    assertThat(trace.paths().getFirst().hops().getLast().flow().source())
        .isEqualTo(IpAddress.of(FIREWALL_IP));
  }

  /** Without translation the internet cannot answer. */
  @Test
  void privateRangesMayCoverEverything() {
    assertThat(in(p -> p.network(allow("all")).privateRanges("0.0.0.0/0")).tcp("vm-a", WEB, 443))
        .isBlockedBy(Step.OutboundAccessMissing.class);
  }

  @Test
  void privateRangesMayCoverNothing() {
    Trace trace =
        in(p -> p.network(allow("all")).privateRanges("255.255.255.255/32"))
            .tcp("vm-a", "10.0.2.4", 443);
    assertThat(assertThat(trace).step(Step.Translated.class).after().source())
        .isEqualTo(IpAddress.of("10.0.3.4"));
    assertThat(trace).isDelivered();
  }

  @Test
  void firewallWithoutPublicAddressHasNoWayOut() {
    assertThat(
            Tracing.in(network(p -> p.network(allow("all")), new String[0])).tcp("vm-a", WEB, 443))
        .isBlockedBy(Step.OutboundAccessMissing.class)
        .isBlockedAt("fw");
  }

  // ---- destination translation ----

  private static TestFirewall published(TestFirewall policy) {
    return policy.dnat("publish", "*", FIREWALL_IP, 8443, "10.0.2.4", 443);
  }

  @Test
  void dnatPublishesPrivateServer() {
    Trace trace = in(p -> published(p)).fromInternet(CLIENT, FIREWALL_IP, 8443);
    assertThat(trace)
        .visits("internet", "fw", "vm-b")
        .isAnsweredOver("vm-b", "fw", "internet")
        .isDelivered();
    assertThat(trace.paths().getFirst().hops().getLast().flow().toString())
        .isEqualTo("10.0.3.4 -> 10.0.2.4 Tcp/443");
  }

  /// Behind the firewall a packet has the address of one of its instances: what holds for the
  /// firewall's own address only is not certain.
  @Test
  void translatedSourceIsAnyAddressOfTheSubnet() {
    for (String whole : List.of("10.0.3.0/26", "10.0.0.0/16", "VirtualNetwork", "*")) {
      assertThat(publishedTo(allowInbound(100).from(whole))).isDelivered();
      assertThat(publishedTo(denyInbound(100).from(whole), allowInbound(110))).isBlockedAt("vm-b");
    }
    for (String part : List.of("10.0.3.4", "10.0.3.4/30", "10.0.3.0/27")) {
      String missing = "which address fw translates to";
      assertThat(publishedTo(allowInbound(100).from(part), denyInbound(110)))
          .isUndeterminedFor(missing);
      assertThat(publishedTo(denyInbound(100).from(part), allowInbound(110)))
          .isUndeterminedFor(missing);
      assertThat(publishedTo(allowInbound(100).from(part), allowInbound(110))).isDelivered();
      assertThat(publishedTo(denyInbound(100).from(part), denyInbound(110))).isBlockedAt("vm-b");
    }
  }

  private static Trace publishedTo(TestRule... rules) {
    TestNetwork network =
        network(p -> published(p), b -> b.routeTable("rt-b").securityGroup("nsg"), "fw-pip")
            .securityGroup("nsg", rules);
    return Tracing.in(network).fromInternet(CLIENT, FIREWALL_IP, 8443);
  }

  @Test
  void answersToAPartOfTheSubnetMayGoAnotherWay() {
    assertThat(Tracing.in(answering("10.0.3.0/26")).fromInternet(CLIENT, FIREWALL_IP, 8443))
        .hasNo(Step.Unknown.class);
    assertThat(Tracing.in(answering("10.0.3.4/32")).fromInternet(CLIENT, FIREWALL_IP, 8443))
        .isUndeterminedFor("which address fw translates to");
  }

  private static TestNetwork answering(String prefix) {
    return network(p -> published(p), b -> b.routeTable("rt-back"), "fw-pip")
        .routeTable("rt-back", route(prefix).none());
  }

  @Test
  void dnatIsForItsPortAndSource() {
    assertThat(in(p -> published(p)).fromInternet(CLIENT, FIREWALL_IP, 443))
        .visits("internet", "fw")
        .isBlockedBy(FirewallStep.Judged.class);
    assertThat(
            in(p -> p.dnat("partner", "198.51.100.0/24", FIREWALL_IP, 8443, "10.0.2.4", 443))
                .fromInternet(CLIENT, FIREWALL_IP, 8443))
        .isBlockedBy(FirewallStep.Judged.class);
  }

  /** What comes in by a public address is for translation rules alone. */
  @Test
  void networkRuleDoesNotOpenPublicAddress() {
    assertThat(in(p -> p.network(allow("all"))).fromInternet(CLIENT, FIREWALL_IP, 443))
        .isBlockedBy(FirewallStep.Judged.class);
  }

  @Test
  void networkRuleMayDenyWhatDnatTranslates() {
    Trace denied =
        in(p -> published(p).network(deny("no-client").from(CLIENT).to("10.0.2.4")))
            .fromInternet(CLIENT, FIREWALL_IP, 8443);
    assertJudged(denied, Access.DENY, "network", "no-client");
    assertJudged(
        in(p -> published(p).network(deny("other").from(CLIENT).to(FIREWALL_IP)))
            .fromInternet(CLIENT, FIREWALL_IP, 8443),
        Access.ALLOW,
        "DNAT",
        "publish");
  }

  @Test
  void dnatMayBeForPrivateAddress() {
    assertThat(
            in(p -> p.dnat("inside", "10.0.1.0/24", "10.0.3.4", 8443, "10.0.2.4", 443))
                .tcp("vm-a", "10.0.3.4", 8443))
        .visits("vm-a", "fw", "vm-b")
        .isDelivered();
  }

  @Test
  void dnatToNameNeedsRecord() {
    Consumer<TestFirewall> policy =
        p -> p.dnat("publish", "*", FIREWALL_IP, 8443, "app.contoso.com", 443);
    assertThat(
            Tracing.in(network(policy).dns("app.contoso.com", "10.0.2.4"))
                .fromInternet(CLIENT, FIREWALL_IP, 8443))
        .visits("internet", "fw", "vm-b")
        .isDelivered();
    assertThat(in(policy).fromInternet(CLIENT, FIREWALL_IP, 8443))
        .isUndeterminedFor("the translated address of rule publish");
  }

  private static TestNetwork publishedPublicly(TestRoute... routes) {
    return network(
            p -> p.dnat("publish", "*", FIREWALL_IP, 80, "20.40.0.1", 80), "fw-pip", "fw-pip2")
        .publicAddress("vm-pip", "20.40.0.1")
        .securityGroup("nsg", TestRule.allowInbound(100))
        .routeTable("rt-c", routes)
        .subnet("c", "10.0.4.0/24", s -> s.routeTable("rt-c").securityGroup("nsg"))
        .machine("vm-c", "c", "10.0.4.4", m -> m.publicAddress("vm-pip"));
  }

  /** The firewall may use any of its public addresses, so that routes have to cover all. */
  @Test
  void answerToDnatMustReachAllPublicAddresses() {
    TestRoute defaultRoute = toFirewall("0.0.0.0/0");
    Trace one =
        Tracing.in(publishedPublicly(defaultRoute, route("20.30.0.1/32").internet()))
            .fromInternet(CLIENT, FIREWALL_IP, 80);
    assertThat(one).hasPaths(2).isBlockedBy(Step.Asymmetric.class);
    assertThat(
            Tracing.in(publishedPublicly(defaultRoute, route("20.30.0.0/30").internet()))
                .fromInternet(CLIENT, FIREWALL_IP, 80))
        .hasPaths(2)
        .isDelivered();
  }

  @Test
  void outsideHostsDoNotMultiplyPaths() {
    assertThat(
            Tracing.in(network(p -> p.network(allow("all")), "fw-pip", "fw-pip2"))
                .tcp("vm-a", WEB, 443))
        .hasPaths(1)
        .isDelivered();
  }

  // ---- state ----

  @Test
  void answerThatMissesFirewallIsLost() {
    TestNetwork network =
        network(p -> p.network(allow("all")))
            .subnet("d", "10.0.6.0/24")
            .machine("vm-d", "d", "10.0.6.4")
            .routeTable("rt-e", toFirewall("10.0.6.0/24"))
            .subnet("e", "10.0.7.0/24", s -> s.routeTable("rt-e"))
            .machine("vm-e", "e", "10.0.7.4");
    assertThat(Tracing.in(network).tcp("vm-e", "10.0.6.4", 443))
        .visits("vm-e", "fw", "vm-d")
        .answerBlocks("vm-d: Asymmetric");
    assertThat(Tracing.in(network).tcp("vm-d", "10.0.7.4", 443))
        .visits("vm-d", "vm-e")
        .answerBlocks("fw: Asymmetric");
  }

  @Test
  void firewallFollowsRoutesOfItsSubnet() {
    TestNetwork looping =
        network(p -> p.network(allow("all"))).routeTable("rt-fw", toFirewall("0.0.0.0/0"));
    assertThat(Tracing.in(looping).tcp("vm-a", WEB, 443))
        .isBlockedBy(Step.NextHopIsSelf.class)
        .isBlockedAt("fw");
    TestNetwork forced =
        network(p -> p.network(allow("all")))
            .routeTable("rt-fw", route("0.0.0.0/0").via("10.0.9.4"))
            .subnet("edge", "10.0.9.0/24")
            .publicAddress("nva-pip", "20.50.0.1")
            .machine(
                "nva",
                "edge",
                "10.0.9.4",
                m ->
                    m.publicAddress("nva-pip")
                        .forwards()
                        .appliance(a -> a.sourceNat("*", "0.0.0.0/0")));
    assertThat(Tracing.in(forced).tcp("vm-a", WEB, 443))
        .visits("vm-a", "fw", "nva", "internet")
        .isDelivered();
  }

  /** A forced tunnel takes the answers of published servers away from the public address. */
  @Test
  void forcedTunnelBreaksDnat() {
    TestNetwork forced =
        network(p -> published(p))
            .routeTable("rt-fw", route("0.0.0.0/0").via("10.0.9.4"))
            .subnet("edge", "10.0.9.0/24")
            .machine("nva", "edge", "10.0.9.4", m -> m.forwards());
    assertThat(Tracing.in(forced).fromInternet(CLIENT, FIREWALL_IP, 8443))
        .answerBlocks("fw: Asymmetric");
  }

  // ---- what is not known ----

  @Test
  void policyThatInputLacksIsNamed() {
    TestNetwork network =
        network(_ -> {})
            .subnet("other", "10.0.4.0/26")
            .routeTable("rt-c", route("0.0.0.0/0").via("10.0.4.4"))
            .subnet("c", "10.0.5.0/24", s -> s.routeTable("rt-c"))
            .machine("vm-c", "c", "10.0.5.4")
            .firewall("fw2", "other", "10.0.4.4", "lost", "fw-pip2");
    assertThat(Tracing.in(network).tcp("vm-c", WEB, 443)).isUndeterminedFor("lost");
    assertThat(Tracing.in(network).fromInternet(CLIENT, "20.30.0.2", 443))
        .isUndeterminedFor("lost");
  }

  @Test
  void groupOfRulesThatInputLacksIsNamed() {
    assertThat(in(p -> p.network(allow("all")).missingGroup("lost-group")).tcp("vm-a", WEB, 443))
        .isUndeterminedFor("lost-group");
  }

  @Test
  void dnsProxyIsNotKnown() {
    assertThat(in(_ -> {}).fromMachine("vm-a", "10.0.3.4", Protocol.UDP, 53))
        .isUndeterminedFor("DNS proxy");
    assertThat(in(_ -> {}).fromMachine("vm-a", "10.0.3.4", Protocol.UDP, 54))
        .isBlockedBy(FirewallStep.Judged.class);
  }
}
