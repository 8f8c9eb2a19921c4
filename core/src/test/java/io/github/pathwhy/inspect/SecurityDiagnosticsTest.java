package io.github.pathwhy.inspect;

import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.rules.StageDecision.Verdict;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.security.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every group that is asked, interface by interface. */
final class SecurityDiagnosticsTest {

  private static TestNetwork network() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("subnet-nsg"))
        .machine("vm", "web", "10.0.1.4", m -> m.securityGroup("nic-nsg"))
        .machine("dual", "web", "10.0.1.5", m -> m.networkInterface("web", "10.0.1.6"))
        .securityGroup("subnet-nsg", denyInbound(100).named("ssh").tcp("22"))
        .securityGroup("nic-nsg", allowInbound(100).named("web").tcp("443"));
  }

  private static SecurityDiagnostics.Answer ask(String resource, Profile profile)
      throws RequestException {
    return new SecurityDiagnostics(network().effective())
        .answer(new SecurityDiagnostics.Question(resource, profile));
  }

  private static Profile inbound(String port) {
    return new Profile(Direction.INBOUND, "TCP", "10.0.2.4", "12.11.12.14", port);
  }

  private static List<String> groups(SecurityDiagnostics.Result result) {
    return result.judgement().stages().stream()
        .map(stage -> stage.decision().stage().securityGroup().name())
        .toList();
  }

  @Test
  void inboundTheSubnetIsAskedFirst() throws RequestException {
    Profile web = new Profile(Direction.INBOUND, "Tcp", "10.0.2.4", "10.0.1.4", "443");
    SecurityDiagnostics.Answer answer = ask("vm", web);
    assertThat(answer.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(groups(answer.results().getFirst())).containsExactly("subnet-nsg", "nic-nsg");
  }

  @Test
  void groupBehindADenialIsNotListed() throws RequestException {
    SecurityDiagnostics.Answer answer = ask("vm", inbound("22"));
    assertThat(answer.verdict()).isEqualTo(Verdict.DENY);
    assertThat(groups(answer.results().getFirst())).containsExactly("subnet-nsg");
  }

  @Test
  void t27_destinationNeedNotBeTheMachines() throws RequestException {
    SecurityDiagnostics.Answer answer = ask("vm", inbound("443"));
    assertThat(answer.verdict()).isEqualTo(Verdict.DENY);
    assertThat(answer.results().getFirst().judgement().decisive().orElseThrow().rule())
        .map(rule -> rule.name())
        .contains("DenyAllInBound");
  }

  @Test
  void machineMeansAllItsInterfaces() throws RequestException {
    assertThat(ask("dual", inbound("22")).results())
        .extracting(result -> result.at().nic().name())
        .containsExactly("dual-nic", "dual-nic2");
    assertThat(ask("dual-nic2", inbound("22")).results())
        .extracting(result -> result.at().nic().name())
        .containsExactly("dual-nic2");
  }

  @ParameterizedTest
  @CsvSource({
    "Tcp,  10.0.0.300,   *,           80,    source",
    "Tcp,  *,            10.0.0.1/16, 80,    destination",
    "Tcp,  *,            '',          80,    destination",
    "Tcp,  *,            *,           70000, port",
    "Tcp,  *,            *,           90-80, port",
    "Gre,  *,            *,           80,    protocol",
    "Esp,  *,            *,           80,    protocol",
    "Tcp,  10.0.0.1,     2001:db8::1, 80,    IP versions"
  })
  void nonsenseIsRefused(
      String protocol, String source, String destination, String port, String said) {
    Profile profile = new Profile(Direction.INBOUND, protocol, source, destination, port);
    assertThatThrownBy(() -> ask("vm", profile))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(said);
  }

  @Test
  void wrongNameIsRefusedWithAHint() {
    assertThatThrownBy(() -> ask("duel", inbound("22")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("did you mean dual?");
  }
}
