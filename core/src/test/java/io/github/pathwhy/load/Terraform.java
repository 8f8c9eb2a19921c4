package io.github.pathwhy.load;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;

/** Writes plans and states of Terraform for tests, as YAML, which is read like their JSON. */
final class Terraform {
  private static final String NETWORK =
      "/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.Network/";

  private final List<String> planned = new ArrayList<>();
  private final List<String> configured = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final List<String> extra = new ArrayList<>();

  /** The id of a network resource in the group `rg`. */
  static String id(String path) {
    return NETWORK + path;
  }

  static ResourceId resourceId(String path) {
    return ResourceId.of(id(path));
  }

  /** A resource of a state or of planned values. */
  static String resource(String address, String values) {
    String[] parts = address.substring(address.lastIndexOf("module.") + 1).split("\\.", -1);
    String type = parts[parts.length - 2];
    String name = parts[parts.length - 1];
    int bracket = name.indexOf('[');
    return "{address: '%s', mode: %s, type: %s, name: %s%s, values: {%s}}"
        .formatted(
            address,
            address.startsWith("data.") ? "data" : "managed",
            type,
            bracket < 0 ? name : name.substring(0, bracket),
            bracket < 0 ? "" : ", index: " + name.substring(bracket + 1, name.length() - 1),
            values);
  }

  /** A state of these resources. */
  static String state(String... resources) {
    return "{format_version: '1.0', terraform_version: 1.9.4, values: {root_module: {resources: [\n"
        + String.join(",\n", resources)
        + "]}}}";
  }

  /** Adds a planned resource without expressions. */
  Terraform planned(String address, String values) {
    planned.add(resource(address, "resource_group_name: rg, " + values));
    return this;
  }

  /** Adds the configuration of a resource. */
  Terraform configured(String block, String expressions) {
    return configured(block, expressions, "");
  }

  /** Adds the configuration of a resource with `count_expression` or `for_each_expression`. */
  Terraform configured(String block, String expressions, String repeated) {
    configured.add(configuration(block, expressions, repeated));
    return this;
  }

  static String configuration(String block, String expressions, String repeated) {
    String[] parts = block.split("\\.", -1);
    return "{address: %s, mode: managed, type: %s, name: %s, expressions: {%s}%s}"
        .formatted(
            block, parts[0], parts[1], expressions, repeated.isEmpty() ? "" : ", " + repeated);
  }

  /** Says what is only known after apply. */
  Terraform unknown(String address, String unknown) {
    changes.add("{address: '%s', change: {after_unknown: {%s}}}".formatted(address, unknown));
    return this;
  }

  /** Adds a part of the plan, such as `variables: {…}`. */
  Terraform with(String part) {
    extra.add(part);
    return this;
  }

  /** The plan without modules. */
  String plan() {
    return plan("", "");
  }

  /** The plan with child modules and module calls. */
  String plan(String children, String calls) {
    return """
    {format_version: '1.2', terraform_version: 1.9.4,
     planned_values: {root_module: {resources: [
    %s], child_modules: [%s]}},
     resource_changes: [%s],
     configuration: {root_module: {resources: [
    %s], module_calls: {%s}}}%s}
    """
        .formatted(
            String.join(",\n", planned),
            children,
            String.join(",\n", changes),
            String.join(",\n", configured),
            calls,
            extra.isEmpty() ? "" : ",\n" + String.join(",\n", extra));
  }

  /** An expression that refers to these. */
  static String ref(String... references) {
    return "{references: ['" + String.join("', '", references) + "']}";
  }
}
