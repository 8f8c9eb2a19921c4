package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the objects in plans and states
/// (<https://developer.hashicorp.com/terraform/internals/json-format>), and in raw state files.
public final class DocumentReader {
  private final Reading reading;
  private final Instances instances = new Instances();
  private final Map<String, Tree> computed = new HashMap<>();

  public DocumentReader(Reading reading) {
    this.reading = reading;
  }

  /** The objects of a plan: what is there after apply, and what its data sources found. */
  public Instances plan(Tree.Mapping root) {
    for (Tree change : Values.items(root.get("resource_changes"))) {
      Tree unknown = Values.get(Values.get(change, "change"), "after_unknown");
      if (unknown != null) {
        computed.put(Values.text(Values.get(change, "address")), unknown);
      }
    }
    module(Values.get(root.get("planned_values"), "root_module"), "", true, 0);
    Tree prior = Values.get(root.get("prior_state"), "values");
    module(Values.get(prior, "root_module"), "", false, 0);
    return instances;
  }

  /** The objects of a state. */
  public Instances state(Tree.Mapping root) {
    module(Values.get(root.get("values"), "root_module"), "", true, 0);
    return instances;
  }

  private void module(@Nullable Tree module, String address, boolean managed, int depth) {
    if (!(module instanceof Tree.Mapping mapping)) {
      return;
    }
    Limits.checkDepth(mapping.at(), depth);
    for (Tree item : Values.items(mapping.get("resources"))) {
      if (item instanceof Tree.Mapping resource) {
        resource(resource, address, managed);
      }
    }
    for (Tree child : Values.items(mapping.get("child_modules"))) {
      String own = Values.text(Values.get(child, "address"));
      enter(own);
      module(child, own, managed, depth + 1);
    }
  }

  private void resource(Tree.Mapping resource, String module, boolean managed) {
    boolean data = Values.text(resource.get("mode")).equals("data");
    if (!data && !managed) {
      return;
    }
    String address = Values.text(resource.get("address"));
    if (!Values.text(resource.get("deposed_key")).isEmpty()) {
      reading.leaveOut(resource.at(), address, "deposed: it is about to be destroyed");
      return;
    }
    add(
        resource,
        resource.get("values"),
        new Place(address, module, resource.get("index"), data, resource.at()));
  }

  /** Where an object is. */
  private record Place(
      String address, String module, @Nullable Tree index, boolean data, long at) {}

  private void add(Tree.Mapping resource, @Nullable Tree values, Place place) {
    String type = Values.text(resource.get("type"));
    String name = Values.text(resource.get("name"));
    if (type.isEmpty() || name.isEmpty() || place.address().isEmpty()) {
      reading
          .problems()
          .add(
              resource.at(),
              place.address(),
              "not a resource",
              "a resource has address, type, name and values");
      return;
    }
    instances.add(
        new Instance(
            place.address(),
            place.module(),
            place.data(),
            type,
            name,
            Values.isGiven(place.index()) ? Values.text(place.index()) : null,
            values instanceof Tree.Mapping given ? given : new Tree.Mapping(resource.at()),
            computed.get(place.address()),
            place.at()));
  }

  /** Notes a module and those around it. */
  private void enter(String address) {
    String parent = "";
    for (ModuleStep step : ModuleStep.parse(address)) {
      instances.addModule(parent, step);
      parent = step.address();
    }
  }

  /** The objects of a raw state file, version 4. */
  public Instances rawState(Tree.Mapping root) {
    for (Tree item : Values.items(root.get("resources"))) {
      if (item instanceof Tree.Mapping resource) {
        String module = Values.text(resource.get("module"));
        enter(module);
        for (Tree each : Values.items(resource.get("instances"))) {
          if (each instanceof Tree.Mapping instance) {
            rawInstance(resource, instance, module);
          }
        }
      }
    }
    return instances;
  }

  private void rawInstance(Tree.Mapping resource, Tree.Mapping instance, String module) {
    boolean data = Values.text(resource.get("mode")).equals("data");
    String address =
        (module.isEmpty() ? "" : module + ".")
            + Instance.block(
                data, Values.text(resource.get("type")), Values.text(resource.get("name")))
            + bracket(instance.get("index_key"));
    if (!Values.text(instance.get("deposed")).isEmpty()) {
      reading.leaveOut(instance.at(), address, "deposed: it is about to be destroyed");
      return;
    }
    if (!(instance.get("attributes") instanceof Tree.Mapping)) {
      reading.leaveOut(instance.at(), address, "its state has no attributes");
      return;
    }
    add(
        resource,
        instance.get("attributes"),
        new Place(address, module, instance.get("index_key"), data, instance.at()));
  }

  private static String bracket(@Nullable Tree key) {
    if (!(key instanceof Tree.Scalar scalar) || scalar.kind() == Tree.Kind.NULL) {
      return "";
    }
    return scalar.kind() == Tree.Kind.NUMBER
        ? "[" + scalar.text() + "]"
        : "[\"" + scalar.text() + "\"]";
  }
}
