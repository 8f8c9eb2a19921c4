package io.github.pathwhy.inspect;

import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The security rules in force at an interface. */
final class InterfaceRulesTest {

  private static TestNetwork network() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .subnet("open", "10.0.2.0/24")
        .machine("vm", "web", "10.0.1.4", m -> m.securityGroup("nsg"))
        .machine("bare", "open", "10.0.2.4")
        .looseInterface("loose-nic", "open", "10.0.2.9")
        .securityGroup(
            "nsg",
            denyOutbound(100).named("no-storage").to("NoService"),
            allowInbound(100).named("web").tcp("443").from("Internet"));
  }

  private static InterfaceRules.Answer ask(TestNetwork network, String nic)
      throws RequestException, RefusedException {
    return new InterfaceRules(network.effective()).answer(nic);
  }

  private static List<String> expansion(InterfaceRules.Answer answer, String tag) {
    return answer
        .groups()
        .getFirst()
        .expansions()
        .getOrDefault(new AddressTerm.Tag(tag), List.of())
        .stream()
        .map(Prefix::toString)
        .toList();
  }

  @Test
  void groupCountsOnceForEachLevelWithTheRulesOfBothDirections() throws Exception {
    InterfaceRules.Answer answer = ask(network(), "vm-nic");
    assertThat(answer.groups())
        .extracting(InterfaceRules.Group::level)
        .containsExactly(InterfaceRules.Level.SUBNET, InterfaceRules.Level.NETWORK_INTERFACE);
    assertThat(answer.groups().getFirst().rules())
        .extracting(rule -> rule.name())
        .containsExactly(
            "web",
            "AllowVnetInBound",
            "AllowAzureLoadBalancerInBound",
            "DenyAllInBound",
            "no-storage",
            "AllowVnetOutBound",
            "AllowInternetOutBound",
            "DenyAllOutBound");
  }

  @Test
  void tagsAreExpanded() throws Exception {
    InterfaceRules.Answer answer = ask(network(), "vm-nic");
    assertThat(expansion(answer, "VirtualNetwork"))
        .containsExactly("10.0.0.0/16", "168.63.129.16/32");
    assertThat(expansion(answer, "AzureLoadBalancer")).contains("168.63.129.16/32");
    assertThat(expansion(answer, "Internet"))
        .contains("1.0.0.0/8", "2.0.0.0/7", "12.0.0.0/6", "100.0.0.0/10")
        .doesNotContain("0.0.0.0/0", "10.0.0.0/8", "100.64.0.0/10");
  }

  @Test
  void networksOwnPublicSpaceIsNotInternet() throws Exception {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "12.0.0.0/8")
            .subnet("web", "12.0.1.0/24", s -> s.securityGroup("nsg"))
            .machine("vm", "web", "12.0.1.4")
            .securityGroup("nsg");
    assertThat(expansion(ask(network, "vm-nic"), "Internet"))
        .contains("13.0.0.0/8", "14.0.0.0/7")
        .doesNotContain("12.0.0.0/6", "12.0.0.0/8");
  }

  @Test
  void unknownTagHasNoExpansionAndIsSaid() throws Exception {
    InterfaceRules.Answer answer = ask(network(), "vm-nic");
    assertThat(expansion(answer, "NoService")).isEmpty();
    assertThat(answer.missing()).containsExactly(new Missing.TagPrefixes("NoService"));
    InterfaceRules.Answer known = ask(network().serviceTag("NoService", "20.60.0.0/24"), "vm-nic");
    assertThat(expansion(known, "NoService")).containsExactly("20.60.0.0/24");
    assertThat(known.missing()).isEmpty();
  }

  @Test
  void withoutAGroupThereIsNothing() throws Exception {
    assertThat(ask(network(), "bare-nic").groups()).isEmpty();
  }

  @Test
  void missingGroupIsListedAsAbsent() throws Exception {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.securityGroup("elsewhere"))
            .machine("vm", "web", "10.0.1.4");
    InterfaceRules.Answer answer = ask(network, "vm-nic");
    assertThat(answer.groups()).singleElement().matches(InterfaceRules.Group::absent);
    assertThat(answer.missing()).singleElement().asString().contains("elsewhere");
  }

  @Test
  void t45_onlyInterfacesOfRunningMachinesAreAnswered() throws Exception {
    assertThatThrownBy(() -> ask(network(), "loose-nic"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal ->
                assertThat(refusal.code())
                    .isEqualTo("NicMustBeAttachedToRunningVmToGetEffectiveSecurityGroups"))
        .hasMessageContaining("loose-nic");
    TestNetwork stopped = network().observed("vm", o -> o.powerState(PowerState.DEALLOCATED));
    assertThatThrownBy(() -> ask(stopped, "vm-nic"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("vm-nic", "deallocated");
    TestNetwork running = network().observed("vm", o -> o.powerState(PowerState.RUNNING));
    assertThat(ask(running, "vm-nic").groups()).hasSize(2);
  }

  @Test
  void viewOfAMachineNeedsNoRunningOne() throws RequestException {
    TestNetwork stopped = network().observed("vm", o -> o.powerState(PowerState.STOPPED));
    assertThat(new InterfaceRules(stopped.effective()).ofMachine("vm"))
        .singleElement()
        .satisfies(answer -> assertThat(answer.groups()).hasSize(2));
  }

  @Test
  void machinesNameIsNoInterface() {
    assertThatThrownBy(() -> ask(network(), "vm"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("the machine of that name has vm-nic");
  }
}
