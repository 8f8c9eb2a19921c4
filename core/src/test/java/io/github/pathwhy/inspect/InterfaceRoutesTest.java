package io.github.pathwhy.inspect;

import static io.github.pathwhy.effective.TestRoute.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.PowerState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The routes in force at an interface. */
final class InterfaceRoutesTest {

  private static TestNetwork network(String space, TestRoute... routes) {
    return new TestNetwork()
        .virtualNetwork("vnet", space)
        .subnet(
            "web", "10.0.1.0/24", s -> s.routeTable("table").serviceEndpoint("Microsoft.NoService"))
        .machine("vm", "web", "10.0.1.4")
        .looseInterface("loose-nic", "web", "10.0.1.9")
        .routeTable("table", routes);
  }

  private static InterfaceRoutes.Answer ask(TestNetwork network) throws Exception {
    return new InterfaceRoutes(network.effective()).answer("vm-nic");
  }

  private static List<String> texts(InterfaceRoutes.Answer answer) {
    return answer.rows().stream()
        .map(row ->
            row.source().label()
                + (row.active() ? " Active " : " Invalid ")
                + row.prefixes()
                + " "
                + row.nextHop().typeName())
        .toList();
  }

  @Test
  void t06_overriddenRowsStayAsInvalid() throws Exception {
    assertThat(texts(ask(network("10.0.0.0/16", route("10.0.0.0/16").via("10.0.9.4")))))
        .contains(
            "Default Invalid [10.0.0.0/16] VnetLocal",
            "User Active [10.0.0.0/16] VirtualAppliance");
  }

  @Test
  void t03_ownReservedSpaceIsNotDropped() throws Exception {
    assertThat(texts(ask(network("10.0.0.0/8"))))
        .contains("Default Active [10.0.0.0/8] VnetLocal")
        .doesNotContain("Default Active [10.0.0.0/8] None");
  }

  @Test
  void serviceIsOneRowWithAllItsPrefixes() throws Exception {
    TestNetwork network =
        network("10.0.0.0/16", route("NoSql").internet())
            .serviceTag("NoService", "20.60.0.0/24", "20.60.1.0/24")
            .serviceTag("NoSql", "20.70.0.0/24", "20.70.1.0/24");
    InterfaceRoutes.Answer answer = ask(network);
    assertThat(texts(answer))
        .contains(
            "Default Active [20.60.0.0/24, 20.60.1.0/24] VirtualNetworkServiceEndpoint",
            "User Active [20.70.0.0/24, 20.70.1.0/24] Internet");
    assertThat(answer.rows().getLast().tag()).contains("NoSql");
    assertThat(answer.missing()).isEmpty();
  }

  @Test
  void unknownServiceIsARowWithoutPrefixes() throws Exception {
    InterfaceRoutes.Answer answer = ask(network("10.0.0.0/16", route("NoSql").internet()));
    assertThat(texts(answer))
        .contains("Default Active [] VirtualNetworkServiceEndpoint", "User Active [] Internet");
    assertThat(answer.missing())
        .containsExactly(
            new Missing.TagPrefixes("Microsoft.NoService"), new Missing.TagPrefixes("NoSql"));
  }

  @Test
  void azuresOwnRoutesComeFirst() throws Exception {
    InterfaceRoutes.Answer answer =
        ask(network("10.0.0.0/16", route("10.9.0.0/16").none(), route("10.8.0.0/16").none()));
    assertThat(texts(answer).subList(answer.rows().size() - 2, answer.rows().size()))
        .containsExactly("User Active [10.9.0.0/16] None", "User Active [10.8.0.0/16] None");
  }

  @Test
  void t45_onlyInterfacesOfRunningMachinesAreAnswered() throws Exception {
    InterfaceRoutes routes = new InterfaceRoutes(network("10.0.0.0/16").effective());
    assertThatThrownBy(() -> routes.answer("loose-nic"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal ->
                assertThat(refusal.code())
                    .isEqualTo("NicMustBeAttachedToRunningVmToGetEffectiveRoutes"));
    assertThatThrownBy(
            () -> ask(network("10.0.0.0/16").observed("vm", o -> o.powerState(PowerState.STOPPED))))
        .isInstanceOf(RefusedException.class);
  }
}
