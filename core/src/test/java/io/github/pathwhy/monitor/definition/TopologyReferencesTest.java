package io.github.pathwhy.monitor.definition;

import static io.github.pathwhy.monitor.definition.Monitors.CONFIGURATIONS;
import static io.github.pathwhy.monitor.definition.Monitors.MACHINES;
import static io.github.pathwhy.monitor.definition.Monitors.classic;
import static io.github.pathwhy.monitor.definition.Monitors.monitor;
import static io.github.pathwhy.monitor.definition.Monitors.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which resources of a definition must be in the topology. */
final class TopologyReferencesTest {
  private static final String OWN =
      "{virtualMachines: [{name: web-vm}, {name: db-vm}], virtualNetworks: [{name: hub,"
          + " addressSpace: 10.0.0.0/16, subnets: [{name: app, addressPrefix: 10.0.0.0/24}]}]}";
  private static final String EXPORT =
      "[{\"type\": \"Microsoft.Compute/virtualMachines\", \"name\": \"web-vm\", \"id\": \""
          + MACHINES
          + "web-vm\", \"properties\": {}}]";

  private static String from(String resource) {
    return monitor(
        "[{name: a, resourceId: " + resource + "}]",
        CONFIGURATIONS,
        "[{name: g, sources: [a], destinations: [a], testConfigurations: [c]}]");
  }

  @Test
  void aMachineOfTheGroupMustBeThere() {
    assertThat(problems(from(MACHINES + "WEB-vm"), EXPORT)).isEmpty();
    assertThat(problems(from(MACHINES + "wbe-vm"), EXPORT))
        .singleElement()
        .asString()
        .contains("'wbe-vm' is not in the topology: did you mean web-vm?");
    assertThat(problems(from(MACHINES + "wbe-vm"))).isEmpty();
  }

  @Test
  void whatTheTopologyDoesNotCoverIsNotJudged() {
    assertThat(problems(from(MACHINES.replace("/shop/", "/bank/") + "x"), EXPORT)).isEmpty();
    assertThat(problems(from(MACHINES.replace("Machines", "MachineScaleSets") + "x"), EXPORT))
        .isEmpty();
  }

  @Test
  void idsAreComparedByNameWhereTheTopologyHasNone() {
    assertThat(problems(from(MACHINES + "web-vm"), OWN)).isEmpty();
    assertThat(problems(from(MACHINES + "app-vm"), OWN)).hasSize(1);
  }

  @Test
  void aNameIsEnoughWhereTheTopologyKnowsIt() {
    assertThat(problems(from("Db-vm"), OWN)).isEmpty();
    assertThat(problems(from("virtualMachines/db-vm"), OWN)).isEmpty();
    assertThat(problems(from("hub/subnets/app"), OWN)).isEmpty();
    assertThat(problems(from("db-wm"), OWN)).singleElement().asString().contains("did you mean");
    assertThat(problems(from("db-vm"))).singleElement().asString().contains("is no resource id");
  }

  @Test
  void theNameIsLookedUpAmongResourcesOfTheType() {
    assertThat(problems(from("hub, type: AzureVNet"), OWN)).isEmpty();
    assertThat(problems(from("hub, type: AzureVM"), OWN)).hasSize(1);
  }

  @Test
  void classicMonitorsAreLookedUpToo() {
    String to = "{resourceId: " + MACHINES + "nobody, port: 80}";

    assertThat(problems(classic("{resourceId: " + MACHINES + "web-vm}", to), EXPORT))
        .singleElement()
        .asString()
        .contains("destination.resourceId", "nobody");
  }
}
