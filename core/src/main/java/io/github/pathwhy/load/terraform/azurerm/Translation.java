package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.census.TypeFinding;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.Instance;
import io.github.pathwhy.load.terraform.plan.Place;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns the objects of a plan or state into resources in ARM's form: first those that are
/// resources of ARM too, then those that are only parts of one or connect two of them.
public final class Translation {
  private static final String NOT_MODELLED = "not modelled";

  private final Document document;
  private final Assembly assembly;
  private final Parts parts;
  private final AzapiResources azapi;
  private final Reading reading;

  public Translation(Document document, Reading reading) {
    this.document = document;
    this.assembly = new Assembly(document, reading);
    this.parts = new Parts(document, assembly);
    this.azapi = new AzapiResources(document, assembly, reading);
    this.reading = reading;
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
    parts.finish();
    assembly.finish();
    handOverLeftovers();
  }

  /// Hands over the attributes of what the model knows that nobody asked for. Other resources are
  /// looked at as a whole.
  private void handOverLeftovers() {
    Leftovers leftovers = new Leftovers(new Ledger(reading.problems()));
    for (Instance instance : document.instances()) {
      Place place = Place.of(instance.type());
      boolean modelled =
          place == null
              ? Parts.isPart(instance.type()) && !instance.type().endsWith("_association")
              : ResourceType.ofArmType(place.armType()).isPresent();
      if (modelled && !instance.data()) {
        // A state gives every resource its id.
        document.coverage().of(instance.type()).ask("id");
        leftovers.find(
            instance.type(),
            ResourceId.of(document.id(instance)),
            instance.values(),
            document.coverage().of(instance.type()),
            reading::gap);
      }
    }
  }

  /// A resource that nothing stands for. Unless it is known to be harmless, it may have addresses
  /// in the subnets and networks that it names.
  private void handOver(Instance instance) {
    if (Census.bundled().type(instance.type()) == TypeFinding.HARMLESS) {
      return;
    }
    Set<ResourceId> named = new LinkedHashSet<>();
    Leftovers.collect(instance.values(), named);
    String id = document.id(instance);
    if (id.isEmpty() && named.isEmpty()) {
      return;
    }
    reading.gap(
        new Gap(
            ResourceId.of(id.isEmpty() ? instance.address() : id),
            instance.type(),
            instance.address(),
            reading.problems().position(instance.at()),
            Gap.Kind.UNREAD,
            Optional.of(Role.ADDRESS_OWNER)),
        named);
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
      handOver(instance);
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

  /// A data source. Some describe all of what the model knows of a resource; of the others, rules
  /// or routes would be missing, and what they refer to is better not known at all.
  private void lookedUp(Instance instance) {
    Place place = Place.of(instance.type());
    if (place == null || Parts.isPart(instance.type())) {
      return;
    }
    boolean modelled = ResourceType.ofArmType(place.armType()).isPresent();
    if (!modelled || isComplete(instance.type())) {
      add(instance, place, false);
    } else {
      assembly.leaveOut(instance, "a data source that does not tell all of it");
    }
  }

  private static boolean isComplete(String type) {
    return switch (type) {
      case "azurerm_virtual_network",
          "azurerm_subnet",
          "azurerm_network_security_group",
          "azurerm_application_security_group",
          "azurerm_route_table",
          "azurerm_network_interface",
          "azurerm_public_ip",
          "azurerm_public_ip_prefix",
          "azurerm_nat_gateway",
          "azurerm_bastion_host",
          "azurerm_ip_group",
          "azurerm_virtual_network_gateway",
          "azurerm_local_network_gateway",
          "azurerm_virtual_network_gateway_connection",
          "azurerm_express_route_circuit",
          "azurerm_virtual_wan" ->
          true;
      default -> false;
    };
  }
}
