package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.Instance;
import io.github.pathwhy.load.terraform.plan.Place;
import java.util.ArrayList;
import java.util.List;

/// Turns the objects of a plan or state into resources in ARM's form: first those that are
/// resources of ARM too, then those that are only parts of one or connect two of them.
public final class Translation {
  private static final String NOT_MODELLED = "not modelled";

  private final Document document;
  private final Assembly assembly;
  private final Parts parts;
  private final AzapiResources azapi;

  public Translation(Document document, Reading reading) {
    this.document = document;
    this.assembly = new Assembly(document, reading);
    this.parts = new Parts(document, assembly);
    this.azapi = new AzapiResources(document, assembly, reading);
  }

  /** Translates everything and hands it over. */
  public void run() {
    List<Instance> later = new ArrayList<>();
    List<Instance> found = new ArrayList<>();
    for (Instance instance : document.instances()) {
      if (instance.data()) {
        found.add(instance);
      } else if (Parts.isPart(instance.type())) {
        later.add(instance);
      } else {
        resource(instance);
      }
    }
    // What is managed here says more than what was looked up.
    found.forEach(this::lookedUp);
    later.forEach(parts::put);
    assembly.finish();
  }

  private void resource(Instance instance) {
    String type = instance.type();
    Place place = Place.of(type);
    if (type.startsWith("azapi_")) {
      azapi.add(instance);
    } else if (type.equals("azurerm_resource_group")) {
      return; // known by its name in the ids of everything in it
    } else if (place == null) {
      assembly.leaveOut(instance, NOT_MODELLED);
    } else {
      add(instance, place, true);
    }
  }

  private void add(Instance instance, Place place, boolean managed) {
    Block block = document.block(instance);
    if (isWithoutSubnet(block)) {
      assembly.leaveOut(instance, "a Developer bastion has no place in a subnet");
      return;
    }
    Arm arm = assembly.add(instance, place.armType(), document.id(instance));
    if (arm == null) {
      if (managed) {
        assembly.leaveOut(instance, "it has the id of another resource");
      }
    } else if (!Shapes.fill(block, arm)) {
      Shapes.fillOther(block, arm);
    }
  }

  private static boolean isWithoutSubnet(Block block) {
    return block.owner().type().equals("azurerm_bastion_host")
        && block.text("sku").equalsIgnoreCase("Developer");
  }

  /** A data source that describes something that the model knows; others are only lookups. */
  private void lookedUp(Instance instance) {
    Place place = Place.of(instance.type());
    if (place == null || Parts.isPart(instance.type())) {
      return;
    }
    switch (instance.type()) {
      // Their data sources do not say what makes them what they are.
      case "azurerm_virtual_machine",
          "azurerm_virtual_machine_scale_set",
          "azurerm_application_gateway",
          "azurerm_private_endpoint_connection",
          "azurerm_network_manager_network_group",
          "azurerm_virtual_hub_route_table",
          "azurerm_virtual_network_gateway_connection" -> {}
      default -> add(instance, place, false);
    }
  }
}
