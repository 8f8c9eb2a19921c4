package io.github.pathwhy.diagnose;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestFirewall;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.security.Access;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Checks from, to and through firewalls and application gateways. */
final class ServiceEndsTest {

  /// A machine whose subnet routes everything to firewall `fw`, and gateway `agw` with a public
  /// frontend and the machine as its only member.
  private static TestNetwork network(Consumer<TestFirewall> policy) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .routeTable("rt", route("0.0.0.0/0").via("10.0.3.4"))
        .subnet("web", "10.0.1.0/24", s -> s.routeTable("rt").securityGroup("web-nsg"))
        .subnet("AzureFirewallSubnet", "10.0.3.0/26")
        .subnet("agw", "10.0.4.0/24")
        .machine("vm", "web", "10.0.1.4")
        .publicAddress("fw-pip", "20.30.0.1")
        .publicAddress("agw-pip", "20.50.0.1")
        .firewallPolicy("policy", policy)
        .firewall("fw", "AzureFirewallSubnet", "10.0.3.4", "policy", "fw-pip")
        .applicationGateway(
            "agw",
            "agw",
            g -> g.publicFrontend("agw-pip").listener(443).route("/*", 8080, "10.0.1.4"));
  }

  private static TestNetwork open(Consumer<TestFirewall> policy) {
    return network(policy).securityGroup("web-nsg", allowInbound(100));
  }

  private static Diagnosis check(TestNetwork network, String source, String destination)
      throws RequestException {
    return Checks.in(network).check(source, destination);
  }

  private static List<String> issues(Diagnosis diagnosis) {
    return diagnosis.hops().stream()
        .flatMap(hop -> hop.issues().stream())
        .map(issue -> issue.type() + " " + issue.context())
        .toList();
  }

  @Test
  void gatewayByNameIsItsPublicFrontend() throws RequestException {
    Diagnosis diagnosis = check(open(_ -> {}), "203.0.113.9", "agw:443");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(diagnosis.hops()).hasSize(3);
  }

  @Test
  void gatewayMayBeSource() throws RequestException {
    assertThat(check(open(_ -> {}), "agw", "vm:8080").verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(
            check(
                    network(_ -> {}).securityGroup("web-nsg", denyInbound(100).from("10.0.4.0/24")),
                    "agw",
                    "vm:8080")
                .verdict())
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void firewallByNameTakesNothingItself() throws RequestException {
    Diagnosis diagnosis = check(open(_ -> {}), "vm", "fw:443");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(issues(diagnosis)).singleElement().asString().contains("default action");
  }

  @Test
  void denialNamesRule() throws RequestException {
    Diagnosis diagnosis =
        check(
            open(p -> p.network(denyOutbound(100).named("no-web").tcp("443"))),
            "vm",
            "93.184.216.34:443");
    assertThat(issues(diagnosis))
        .singleElement()
        .asString()
        .contains(IssueType.APPLIANCE_RULE.toString())
        .contains("no-web");
  }

  @Test
  void missingNameIsAssumption() throws RequestException {
    Consumer<TestFirewall> policy = p -> p.application(Access.ALLOW, "web", 443, "www.contoso.com");
    assertThat(check(open(policy), "vm", "93.184.216.34:443").assumptions())
        .anyMatch(text -> text.contains("application rule web of fw"));
    assertThat(
            check(
                    open(p -> policy.accept(p.network(allowOutbound(100).named("all")))),
                    "vm",
                    "93.184.216.34:443")
                .assumptions())
        .noneMatch(text -> text.contains("application rule"));
  }

  /** A gateway without a member that works has a probe issue, and the member's own. */
  @Test
  void unreachableMemberIsProbeIssue() throws RequestException {
    Diagnosis diagnosis =
        check(
            network(_ -> {}).securityGroup("web-nsg", denyInbound(100)), "203.0.113.9", "agw:443");
    assertThat(issues(diagnosis))
        .hasSize(2)
        .anyMatch(text -> text.startsWith(IssueType.DIP_PROBE_DOWN.toString()))
        .anyMatch(text -> text.startsWith(IssueType.NETWORK_SECURITY_RULE.toString()));
  }
}
