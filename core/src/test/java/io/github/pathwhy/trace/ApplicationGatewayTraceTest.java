package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestGateway;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows to and from Application Gateways. */
final class ApplicationGatewayTraceTest {
  private static final String CLIENT = "203.0.113.9";
  private static final String GATEWAY_IP = "20.50.0.1";

  /// web1 (10.0.2.4) and web2 (10.0.2.5) behind a gateway in subnet `agw` (10.0.1.0/24, public
  /// 20.50.0.1), and a client in the same network (10.0.3.4).
  private static TestNetwork network(Consumer<TestGateway> options, TestRule... gatewayRules) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .securityGroup("agw-nsg", gatewayRules)
        .routeTable("agw-rt")
        .subnet("agw", "10.0.1.0/24", s -> s.securityGroup("agw-nsg").routeTable("agw-rt"))
        .subnet("web", "10.0.2.0/24")
        .subnet("clients", "10.0.3.0/24")
        .machine("web1", "web", "10.0.2.4", m -> m.securityGroup("web1-nsg"))
        .machine("web2", "web", "10.0.2.5", m -> m.securityGroup("web2-nsg"))
        .machine("client", "clients", "10.0.3.4")
        .publicAddress("agw-pip", GATEWAY_IP)
        .applicationGateway("agw", "agw", options)
        .securityGroup("web2-nsg");
  }

  /** A gateway in a network whose web servers let everything in. */
  private static TestNetwork open(Consumer<TestGateway> options) {
    return network(options, allowInbound(100)).securityGroup("web1-nsg");
  }

  private static TestGateway published(TestGateway gateway, String... members) {
    return gateway.publicFrontend("agw-pip").listener(443).route("/*", 8080, members);
  }

  private static Trace fromInternet(TestNetwork network) {
    return Tracing.in(network).fromInternet(CLIENT, GATEWAY_IP, 443);
  }

  @Test
  void gatewayOpensConnectionOfItsOwn() {
    Trace trace = fromInternet(open(g -> published(g, "10.0.2.4")));
    assertThat(trace)
        .visits("internet", "agw", "web1")
        .isAnsweredOver("web1", "agw", "internet")
        .isDelivered();
    assertThat(trace.paths().getFirst().hops().getLast().flow().toString())
        .isEqualTo("10.0.1.4 -> 10.0.2.4 Tcp/8080");
  }

  @Test
  void everyMemberIsPath() {
    assertThat(fromInternet(open(g -> published(g, "10.0.2.4", "10.0.2.5"))))
        .hasPaths(2)
        .isDelivered();
  }

  @Test
  void membersMayBeConfigurationsAndNames() {
    assertThat(
            fromInternet(
                open(g -> g.publicFrontend("agw-pip").listener(443).routeToMachines(80, "web2"))))
        .visits("internet", "agw", "web2")
        .isDelivered();
    Consumer<TestGateway> byName = g -> published(g, "web.contoso.com");
    assertThat(fromInternet(open(byName).dns("web.contoso.com", "10.0.2.5")))
        .visits("internet", "agw", "web2")
        .isDelivered();
    assertThat(fromInternet(open(byName))).isUndeterminedFor("web.contoso.com");
  }

  // ---- members that do not work ----

  private static TestNetwork withWeb1Closed(String... members) {
    return network(g -> published(g, members), allowInbound(100))
        .securityGroup("web1-nsg", denyInbound(100).from("10.0.1.0/24"));
  }

  @Test
  void memberThatIsNotReachedIsLeftOut() {
    Trace trace = fromInternet(withWeb1Closed("10.0.2.4", "10.0.2.5"));
    assertThat(trace).visits("internet", "agw", "web2").isDelivered();
    assertThat(assertThat(trace).step(FirewallStep.MemberLeftOut.class).member().toString())
        .isEqualTo("10.0.2.4");
  }

  @Test
  void noMemberThatIsReachedTellsCausesToo() {
    assertThat(fromInternet(withWeb1Closed("10.0.2.4")))
        .visits("internet", "agw", "web1")
        .blocks("agw: NoMember", "web1: Filtered");
  }

  @Test
  void emptyPoolHasNoMember() {
    assertThat(fromInternet(open(g -> published(g)))).isBlockedBy(FirewallStep.NoMember.class);
  }

  /** A block between client and gateway is no fault of the members. */
  @Test
  void defaultRouteToApplianceBreaksPublicFrontend() {
    TestNetwork network =
        open(g -> published(g, "10.0.2.4"))
            .routeTable("agw-rt", route("0.0.0.0/0").via("10.0.9.4"))
            .subnet("edge", "10.0.9.0/24")
            .machine("nva", "edge", "10.0.9.4", m -> m.forwards());
    assertThat(fromInternet(network))
        .hasNo(FirewallStep.NoMember.class)
        .answerBlocks("agw: Asymmetric");
  }

  @Test
  void memberWhoseAnswerGetsLostIsLeftOut() {
    TestNetwork network =
        open(g -> published(g, "10.0.4.4", "10.0.2.5"))
            .routeTable("rt", route("10.0.1.0/24").none())
            .subnet("far", "10.0.4.0/24", s -> s.routeTable("rt"))
            .machine("web3", "far", "10.0.4.4");
    assertThat(fromInternet(network)).visits("internet", "agw", "web2").isDelivered();
  }

  // ---- listeners ----

  @Test
  void portWithoutListenerIsClosed() {
    TestNetwork network = open(g -> published(g, "10.0.2.4"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, GATEWAY_IP, 80))
        .visits("internet", "agw")
        .isBlockedBy(Step.NoListener.class);
  }

  @Test
  void listenerBelongsToItsFrontend() {
    TestNetwork network =
        open(g ->
            g.privateFrontend("10.0.1.10")
                .listener(443)
                .route("/*", 8080, "10.0.2.4")
                .publicFrontend("agw-pip"));
    assertThat(Tracing.in(network).tcp("client", "10.0.1.10", 443))
        .visits("client", "agw", "web1")
        .isDelivered();
    assertThat(fromInternet(network)).isBlockedBy(Step.NoListener.class);
  }

  @Test
  void listenerThatNoRuleUsesIsClosed() {
    assertThat(fromInternet(open(g -> g.publicFrontend("agw-pip").listener(443))))
        .isBlockedBy(Step.NoListener.class);
  }

  private static Trace asking(String name) {
    TestNetwork network =
        open(g ->
            g.publicFrontend("agw-pip")
                .listener(443, "a.contoso.com")
                .route("/*", 80, "10.0.2.4")
                .listener(443, "*.fabrikam.com")
                .route("/*", 80, "10.0.2.5"));
    TraceOptions options =
        new TraceOptions(false, Optional.of(name).filter(given -> !given.isEmpty()));
    return Tracing.in(network, options).fromInternet(CLIENT, GATEWAY_IP, 443);
  }

  @Test
  void nameChoosesListener() {
    assertThat(asking("A.contoso.com")).visits("internet", "agw", "web1");
    assertThat(asking("x.fabrikam.com")).visits("internet", "agw", "web2");
    assertThat(asking("b.contoso.com")).isBlockedBy(Step.NoListener.class);
    assertThat(asking("")).hasPaths(2).isDelivered();
  }

  @Test
  void allPathsOfRequestsCount() {
    Trace trace =
        fromInternet(
            network(
                    g ->
                        g.publicFrontend("agw-pip")
                            .listener(443)
                            .route("/api/*", 80, "10.0.2.4")
                            .route("/*", 80, "10.0.2.5"),
                    allowInbound(100))
                .securityGroup("web1-nsg", denyInbound(100)));
    assertThat(trace).hasPaths(2).isBlockedBy(FirewallStep.NoMember.class);
  }

  // ---- rules of the gateway's subnet ----

  private static Trace guarded(int version, TestRule... rules) {
    return fromInternet(
        network(g -> published(g.version(version), "10.0.2.4"), rules).securityGroup("web1-nsg"));
  }

  private static TestRule clients() {
    return allowInbound(100).tcp("443").from("Internet");
  }

  private static TestRule managers(String ports) {
    return allowInbound(110).tcp(ports).from("GatewayManager");
  }

  private static TestRule platform(String ports) {
    return allowInbound(110).tcp(ports).from("AzureLoadBalancer");
  }

  private static TestRule denyAll() {
    return denyInbound(4096);
  }

  @Test
  void clientsMustBeLetIn() {
    assertThat(guarded(2, managers("65200-65535"), denyAll())).isDeniedByRules("deny-inbound-4096");
  }

  @Test
  void managementMustBeLetIn() {
    assertThat(guarded(2, clients(), denyAll()))
        .isBlockedBy(FirewallStep.ManagementBlocked.class)
        .isBlockedAt("agw");
    assertThat(guarded(2, clients(), managers("65200-65535"), denyAll()))
        .as("the platform's own address is not in the tag")
        .isBlockedBy(FirewallStep.ManagementBlocked.class);
    assertThat(guarded(2, clients(), platform("65200-65535"), denyAll())).isDelivered();
    assertThat(guarded(2, clients(), allowInbound(120).from("168.63.129.16"), denyAll()))
        .isDelivered();
    assertThat(guarded(2, clients())).isDelivered();
  }

  @Test
  void groupThatKeepsManagersOutIsRefused() {
    String step = "agw: ManagementBlocked";
    assertThat(guarded(2, clients())).warns(step).isDelivered();
    assertThat(guarded(2, clients(), allowInbound(110).tcp("65200-65534").from("GatewayManager")))
        .warns(step);
    assertThat(guarded(2, clients(), managers("65200-65535"))).warns().isDelivered();
    assertThat(guarded(2, clients(), managers("65000-65535"))).warns();
    assertThat(guarded(2, clients(), allowInbound(110).tcp("65200-65535"))).warns();
  }

  @Test
  void versionsHaveDifferentManagementPorts() {
    assertThat(guarded(2, clients(), platform("65503-65534"), denyAll()))
        .isBlockedBy(FirewallStep.ManagementBlocked.class);
    assertThat(guarded(1, clients(), platform("65503-65534"), denyAll())).isDelivered();
  }

  // ---- as a sender ----

  @Test
  void gatewayMaySend() {
    assertThat(Tracing.in(open(g -> published(g, "10.0.2.4"))).fromService("agw", "10.0.2.4", 8080))
        .visits("agw", "web1")
        .isDelivered();
  }
}
