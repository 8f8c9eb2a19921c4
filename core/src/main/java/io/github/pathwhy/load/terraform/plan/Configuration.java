package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.text.Tree;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The configuration of a plan: the expressions of its resources and modules, as far as a plan
/// tells them; a state has none.
final class Configuration {
  private final Instances instances;
  private final Map<String, Module> modules = new HashMap<>();
  private final Tree.@Nullable Mapping variables;
  private final @Nullable Tree providers;

  Configuration(Tree.Mapping root, Instances instances) {
    this.instances = instances;
    this.variables = root.get("variables") instanceof Tree.Mapping given ? given : null;
    Tree configuration = root.get("configuration");
    this.providers = Values.get(configuration, "provider_config");
    Tree.Mapping top =
        Values.get(configuration, "root_module") instanceof Tree.Mapping module
            ? module
            : new Tree.Mapping(root.at());
    modules.put("", new Module("", "", null, null, null, top));
  }

  /// Where expressions stand: what `var`, `each` and `count` mean there.
  ///
  /// @param key the index or key of the instance
  /// @param forEach the expression that makes several instances
  /// @param siblings how many instances there are
  record Scope(Module module, @Nullable String key, @Nullable Tree forEach, int siblings) {}

  /** The module with an address. */
  Module module(String address) {
    Module known = modules.get(address);
    if (known != null) {
      return known;
    }
    Module here = module("");
    for (ModuleStep step : ModuleStep.parse(address)) {
      here = child(here, step);
    }
    modules.put(address, here);
    return here;
  }

  private Module child(Module parent, ModuleStep step) {
    Module known = modules.get(step.address());
    if (known != null) {
      return known;
    }
    Tree.Mapping call = parent.part("module_calls", step.name());
    Tree.Mapping own =
        Values.get(call, "module") instanceof Tree.Mapping module
            ? module
            : new Tree.Mapping(parent.configuration().at());
    Module child = new Module(step.address(), step.name(), parent, call, step.key(), own);
    modules.put(step.address(), child);
    return child;
  }

  /** The instances of a module call, by key; one without a key when the document names none. */
  Map<String, String> calls(Module parent, String name) {
    return parent.calls().computeIfAbsent(name, call -> findCalls(parent, call));
  }

  private Map<String, String> findCalls(Module parent, String name) {
    Map<String, String> known = instances.modules(parent.address(), name);
    Tree.Mapping call = parent.part("module_calls", name);
    if (!known.isEmpty()
        || call == null
        || call.get("count_expression") != null
        || call.get("for_each_expression") != null) {
      return known;
    }
    String address = (parent.address().isEmpty() ? "" : parent.address() + ".") + "module." + name;
    return Map.of("", address);
  }

  /** The configuration of a resource. */
  Tree.@Nullable Mapping resource(Instance instance) {
    return module(instance.module()).resources().get(instance.block());
  }

  /** Where the expressions of a resource stand. */
  Scope scope(Instance instance) {
    return new Scope(
        module(instance.module()),
        instance.key(),
        Values.get(resource(instance), "for_each_expression"),
        instances.of(instance.module(), instance.block()).all().size());
  }

  /** Where the inputs of a module stand: in the module that calls it. */
  @Nullable Scope callScope(Module module) {
    Module parent = module.parent();
    if (parent == null) {
      return null;
    }
    return new Scope(
        parent,
        module.key(),
        Values.get(module.call(), "for_each_expression"),
        calls(parent, module.name()).size());
  }

  /** The value of a variable of the root module. */
  @Nullable Tree variable(String name) {
    Tree given = variables == null ? null : Values.get(variables.get(name), "value");
    return given != null ? given : Values.get(module("").part("variables", name), "default");
  }

  /** The settings of the provider that a resource uses. */
  @Nullable Tree provider(Instance instance) {
    String key = Values.text(Values.get(resource(instance), "provider_config_key"));
    Tree own = Values.get(providers, key);
    return own != null ? own : Values.get(providers, key.substring(key.lastIndexOf(':') + 1));
  }
}
