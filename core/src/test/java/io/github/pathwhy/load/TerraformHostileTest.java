package io.github.pathwhy.load;

import static io.github.pathwhy.load.Terraform.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.security.SecurityGroup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Plans made to break the reader of references. Each ends soon, and what cannot be followed is not
/// known.
final class TerraformHostileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 2_000;

  private static Loaded load(String plan) {
    return assertTimeoutPreemptively(PATIENCE, () -> Inputs.load(plan));
  }

  @Test
  void outputsAndInputsThatReferToEachOtherEnd() {
    String calls =
        """
        a: {expressions: {in: %s}, module: {outputs: {out: {expression: %s}}}},
        b: {expressions: {in: %s}, module: {outputs: {out: {expression: %s}}}}
        """
            .formatted(
                ref("module.b.out"),
                ref("var.in", "var.in", "module.x.y"),
                ref("module.a.out", "module.b.out"),
                ref("var.in", "var.other"));
    String plan =
        new Terraform()
            .planned("azurerm_linux_virtual_machine.vm", "name: vm")
            .configured(
                "azurerm_linux_virtual_machine.vm", "network_interface_ids: " + ref("module.a.out"))
            .plan("", calls);

    assertThat(TerraformShapesTest.found(plan, "azurerm_linux_virtual_machine").toString())
        .contains("kind=UNKNOWN");
    load(plan);
  }

  @Test
  void attributesThatReferToEachOtherEnd() {
    String plan =
        new Terraform()
            .planned("azurerm_lb_backend_address_pool.a", "name: a")
            .configured(
                "azurerm_lb_backend_address_pool.a",
                "loadbalancer_id: " + ref("azurerm_lb_backend_address_pool.b.loadbalancer_id"))
            .planned("azurerm_lb_backend_address_pool.b", "name: b")
            .configured(
                "azurerm_lb_backend_address_pool.b",
                "loadbalancer_id: "
                    + ref(
                        "azurerm_lb_backend_address_pool.a.loadbalancer_id",
                        "azurerm_lb_backend_address_pool.a.id"))
            .plan();

    assertThat(load(plan)).isInstanceOf(Loaded.Ok.class);
  }

  @Test
  void expressionsThatDoubleAtEveryLevelEnd() {
    Terraform plan = new Terraform();
    for (int i = 0; i < 60; i++) {
      String next = "module.m.out";
      plan.planned("azurerm_network_security_group.n" + i, "")
          .configured(
              "azurerm_network_security_group.n" + i,
              "resource_group_name: " + ref(next, next + "[0]", next + "[1]"));
    }
    String module = "{outputs: {out: {expression: " + ref("azurerm_x.y") + "}}}";
    for (int i = 0; i < 30; i++) {
      module =
          """
          {outputs: {out: {expression: %s}}, module_calls: {m: {module: %s}}}\
          """
              .formatted(ref("module.m.out[0]", "module.m.out[1]", "module.m.out[2]"), module);
    }
    plan.planned("azurerm_linux_virtual_machine.vm", "name: vm")
        .configured(
            "azurerm_linux_virtual_machine.vm", "network_interface_ids: " + ref("module.m.out"));

    load(plan.plan("", "m: {module: " + module + "}"));
  }

  @Test
  void manyInstancesThatReferToManyInstances() {
    Terraform plan = new Terraform();
    for (int i = 0; i < MANY; i++) {
      plan.planned(
          "azurerm_network_interface.n[" + i + "]",
          "name: n" + i + ", ip_configuration: [{name: a}]");
      plan.planned("azurerm_linux_virtual_machine.vm[" + i + "]", "name: vm" + i);
    }
    plan.planned("azurerm_linux_virtual_machine.vm[extra]", "name: extra")
        .configured(
            "azurerm_linux_virtual_machine.vm",
            "network_interface_ids: " + ref("azurerm_network_interface.n", "count.index", "var.x"),
            "count_expression: {}");

    Loaded loaded = load(plan.plan());

    assertThat(loaded).isNotNull();
  }

  @Test
  void aChainOfModulesThatIsTooDeepIsCutOff() {
    String module = "module.m".concat(".module.m".repeat(MANY * 50));
    String state =
        """
        {version: 4, terraform_version: 1.5.0, resources: [
          {module: %s, mode: managed, type: azurerm_network_security_group, name: n, instances: [
            {attributes: {name: n, resource_group_name: rg}}]}]}\
        """
            .formatted(module);

    assertThat(Inputs.topology(load(state)).all(SecurityGroup.class)).hasSize(1);
  }

  @Test
  void machinesOfALargePlanKeepTheirOwnInterfaces() {
    Terraform plan = new Terraform();
    for (int i = 0; i < MANY; i++) {
      plan.planned(
          "azurerm_network_interface.n[" + i + "]",
          "name: n" + i + ", ip_configuration: [{name: a, private_ip_address: 10.0.0.4}]");
      plan.planned("azurerm_linux_virtual_machine.vm[" + i + "]", "name: vm" + i);
    }
    plan.configured(
        "azurerm_linux_virtual_machine.vm",
        "network_interface_ids: " + ref("azurerm_network_interface.n", "count.index"),
        "count_expression: {}");

    assertThat(Inputs.topology(load(plan.plan())).all(VirtualMachine.class))
        .hasSize(MANY)
        .allSatisfy(machine ->
            assertThat(machine.networkInterfaces().getFirst().name())
                .isEqualTo(machine.id().name().replace("vm", "n")));
  }
}
