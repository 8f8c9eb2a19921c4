package io.github.pathwhy.inspect;

import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which rule decides about a flow at a machine. */
final class IpFlowVerifyTest {

  private static TestNetwork network(TestRule... rules) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .machine("vm", "web", "10.0.1.4")
        .securityGroup("nsg", rules);
  }

  private static Socket socket(String address, String port) {
    return new Socket(IpAddress.of(address), PortRange.parse(port).orElseThrow());
  }

  private static Place vm() {
    return new Place(Optional.of("vm"), Optional.empty());
  }

  private static IpFlowVerify.Answer ask(
      TestNetwork network, Place place, Direction direction, Socket local, Socket remote)
      throws RequestException {
    return new IpFlowVerify(network.effective())
        .answer(new IpFlowVerify.Question(place, direction, Protocol.TCP, local, remote));
  }

  private static String inbound(TestNetwork network, String local, String from, String fromPort)
      throws RequestException {
    return text(
        ask(network, vm(), Direction.INBOUND, socket("10.0.1.4", local), socket(from, fromPort)));
  }

  private static String outbound(TestNetwork network, String to, String port)
      throws RequestException {
    return text(
        ask(network, vm(), Direction.OUTBOUND, socket("10.0.1.4", "50000"), socket(to, port)));
  }

  private static String text(IpFlowVerify.Answer answer) {
    return answer.judgement().verdict()
        + answer
            .judgement()
            .decisive()
            .flatMap(decision -> decision.rule())
            .map(rule -> " " + rule.name())
            .orElse("");
  }

  @Test
  void defaultRulesDecideWhereNoOtherDoes() throws RequestException {
    assertThat(inbound(network(), "22", "100.1.2.3", "*")).isEqualTo("DENY DenyAllInBound");
    assertThat(inbound(network(), "80", "10.0.9.13", "80")).isEqualTo("ALLOW AllowVnetInBound");
    assertThat(outbound(network(), "10.0.9.13", "80")).isEqualTo("ALLOW AllowVnetOutBound");
  }

  @Test
  void t15_t16_internetIsPublicSpaceOnly() throws RequestException {
    assertThat(outbound(network(), "100.1.2.3", "80")).isEqualTo("ALLOW AllowInternetOutBound");
    assertThat(outbound(network(), "172.31.0.100", "80")).isEqualTo("DENY DenyAllOutBound");
    assertThat(outbound(network(), "100.64.0.1", "80")).isEqualTo("DENY DenyAllOutBound");
  }

  @Test
  void t18_wireServerIsInTheVirtualNetwork() throws RequestException {
    assertThat(inbound(network(), "443", "168.63.129.16", "50000"))
        .isEqualTo("ALLOW AllowVnetInBound");
    assertThat(
            inbound(
                network(denyInbound(200).named("no-vnet").from("VirtualNetwork")),
                "443",
                "168.63.129.16",
                "50000"))
        .isEqualTo("DENY no-vnet");
  }

  @Test
  void rulesMatchBothPorts() throws RequestException {
    TestNetwork network = network(allowInbound(100).named("odd").tcp("46-56").fromPorts("23-45"));
    assertThat(inbound(network, "50", "198.51.100.7", "40")).isEqualTo("ALLOW odd");
    assertThat(inbound(network, "50", "198.51.100.7", "46")).isEqualTo("DENY DenyAllInBound");
    assertThat(inbound(network, "50", "198.51.100.7", "*")).isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void t23_bothGroupsMustAllowAndTheDenyingOneIsNamed() throws RequestException {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("subnet-nsg"))
            .machine("vm", "web", "10.0.1.4", m -> m.securityGroup("nic-nsg"))
            .securityGroup(
                "subnet-nsg",
                allowInbound(100).named("in").tcp("80"),
                denyInbound(110).named("subnet-deny").tcp("81"))
            .securityGroup(
                "nic-nsg",
                denyInbound(100).named("nic-deny").tcp("80"),
                denyOutbound(100).named("nic-out").tcp("80"));
    assertThat(inbound(network, "80", "10.0.2.4", "50000")).isEqualTo("DENY nic-deny");
    assertThat(inbound(network, "81", "10.0.2.4", "50000")).isEqualTo("DENY subnet-deny");
    assertThat(inbound(network, "82", "10.0.2.4", "50000")).isEqualTo("ALLOW AllowVnetInBound");
    assertThat(outbound(network, "10.0.2.4", "80")).isEqualTo("DENY nic-out");
  }

  @Test
  void ofTwoThatAllowTheLastOneIsNamed() throws RequestException {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("subnet-nsg"))
            .machine("vm", "web", "10.0.1.4", m -> m.securityGroup("nic-nsg"))
            .securityGroup(
                "subnet-nsg",
                allowInbound(100).named("subnet-in"),
                allowOutbound(100).named("subnet-out"))
            .securityGroup(
                "nic-nsg", allowInbound(100).named("nic-in"), allowOutbound(100).named("nic-out"));
    assertThat(inbound(network, "80", "10.0.2.4", "50000")).isEqualTo("ALLOW nic-in");
    assertThat(outbound(network, "10.0.2.4", "80")).isEqualTo("ALLOW subnet-out");
  }

  @Test
  void withoutAGroupEverythingPassesByNoRule() throws RequestException {
    TestNetwork open =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24")
            .machine("vm", "web", "10.0.1.4");
    assertThat(inbound(open, "22", "203.0.113.9", "50000")).isEqualTo("ALLOW");
  }

  @Test
  void unknownTagIsUndecidedAndNamed() throws RequestException {
    TestNetwork network = network(denyOutbound(100).named("no-storage").to("NoService"));
    IpFlowVerify.Answer answer =
        ask(
            network,
            vm(),
            Direction.OUTBOUND,
            socket("10.0.1.4", "50000"),
            socket("20.60.0.1", "443"));
    assertThat(answer.judgement().verdict().name()).isEqualTo("UNKNOWN");
    assertThat(answer.judgement().missing()).singleElement().asString().contains("no-storage");
    assertThat(outbound(network, "203.0.113.9", "443")).isEqualTo("ALLOW AllowInternetOutBound");
  }

  @Test
  void missingGroupIsUndecidedUnlessTheOtherOneDenies() throws RequestException {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("elsewhere"))
            .machine("vm", "web", "10.0.1.4", m -> m.securityGroup("nic-nsg"))
            .securityGroup("nic-nsg", denyInbound(100).named("ssh").tcp("22"));
    assertThat(inbound(network, "80", "10.0.2.4", "50000")).isEqualTo("UNKNOWN");
    assertThat(inbound(network, "22", "10.0.2.4", "50000")).isEqualTo("DENY ssh");
  }

  @Test
  void platformTrafficIsExemptUnlessAPlatformTagIsNamed() throws RequestException {
    TestNetwork closed = network(denyOutbound(100).named("all"));
    assertThat(outbound(closed, "168.63.129.16", "53")).isEqualTo("ALLOW");
    assertThat(outbound(closed, "169.254.169.254", "80")).isEqualTo("ALLOW");
    assertThat(outbound(network(), "168.63.129.16", "53")).isEqualTo("ALLOW AllowVnetOutBound");
    assertThat(
            outbound(
                network(denyOutbound(4000).named("no-dns").to("AzurePlatformDNS")),
                "168.63.129.16",
                "53"))
        .isEqualTo("DENY no-dns");
  }

  @Test
  void localAddressNeedNotBeTheMachines() throws RequestException {
    assertThat(
            text(
                ask(
                    network(),
                    vm(),
                    Direction.INBOUND,
                    socket("10.0.0.9", "22"),
                    socket("100.1.2.3", "*"))))
        .isEqualTo("DENY DenyAllInBound");
  }

  @Test
  void otherProtocolsAndVersionsAreRefused() {
    IpFlowVerify verify = new IpFlowVerify(network().effective());
    assertThatThrownBy(() ->
            verify.answer(
                new IpFlowVerify.Question(
                    vm(),
                    Direction.INBOUND,
                    Protocol.ICMP,
                    socket("10.0.1.4", "*"),
                    socket("10.0.2.4", "*"))))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Tcp or Udp");
    assertThatThrownBy(() ->
            ask(
                network(),
                vm(),
                Direction.INBOUND,
                socket("10.0.1.4", "80"),
                socket("2001:db8::9", "80")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("IPv4");
  }

  // ---- which interface ----

  private static TestNetwork twoInterfaces(boolean forwards) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24")
        .subnet("db", "10.0.2.0/24", s -> s.securityGroup("nsg"))
        .machine(
            "vm",
            "web",
            "10.0.1.4",
            m -> {
              m.networkInterface("db", "10.0.2.4");
              if (forwards) {
                m.forwards();
              }
            })
        .machine("other", "web", "10.0.1.5")
        .securityGroup("nsg", denyInbound(100).named("deny"));
  }

  @Test
  void localAddressPicksTheInterface() throws RequestException {
    TestNetwork network = twoInterfaces(false);
    Socket remote = socket("10.0.9.9", "50000");
    assertThat(text(ask(network, vm(), Direction.INBOUND, socket("10.0.2.4", "80"), remote)))
        .isEqualTo("DENY deny");
    assertThat(text(ask(network, vm(), Direction.INBOUND, socket("10.0.1.4", "80"), remote)))
        .isEqualTo("ALLOW");
    assertThat(text(ask(network, vm(), Direction.INBOUND, socket("10.0.7.7", "80"), remote)))
        .isEqualTo("ALLOW");
  }

  @Test
  void severalInterfacesOfWhichOneForwardsNeedAName() throws RequestException {
    TestNetwork network = twoInterfaces(true);
    Socket local = socket("10.0.2.4", "80");
    Socket remote = socket("10.0.9.9", "50000");
    assertThatThrownBy(() -> ask(network, vm(), Direction.INBOUND, local, remote))
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll("--nic", "vm-nic, vm-nic2");
    Place second = new Place(Optional.of("vm"), Optional.of("vm-nic2"));
    assertThat(text(ask(network, second, Direction.INBOUND, local, remote))).isEqualTo("DENY deny");
    Place alone = new Place(Optional.empty(), Optional.of("vm-nic2"));
    assertThat(text(ask(network, alone, Direction.INBOUND, local, remote))).isEqualTo("DENY deny");
  }

  @Test
  void interfaceMustBelongToTheMachine() {
    Place wrong = new Place(Optional.of("vm"), Optional.of("other-nic"));
    assertThatThrownBy(() ->
            ask(
                twoInterfaces(false),
                wrong,
                Direction.INBOUND,
                socket("10.0.1.4", "80"),
                socket("10.0.9.9", "1")))
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll("other-nic", "vm-nic, vm-nic2");
  }
}
