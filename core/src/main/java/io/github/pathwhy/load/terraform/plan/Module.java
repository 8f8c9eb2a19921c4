package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.text.Tree;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One instance of a module with its configuration.
///
/// @param name the name of the call
/// @param parent the module that calls it; none for the root
/// @param call the call in the parent's configuration
/// @param key the index or key of one of several
/// @param resources the configurations of resources, by type and name
/// @param calls what is known of the instances of its module calls
record Module(
    String address,
    String name,
    @Nullable Module parent,
    Tree.@Nullable Mapping call,
    @Nullable String key,
    Tree.Mapping configuration,
    Map<String, Tree.Mapping> resources,
    Map<String, Map<String, String>> calls) {

  Module(
      String address,
      String name,
      @Nullable Module parent,
      Tree.@Nullable Mapping call,
      @Nullable String key,
      Tree.Mapping configuration) {
    this(address, name, parent, call, key, configuration, index(configuration), new HashMap<>());
  }

  private static Map<String, Tree.Mapping> index(Tree.Mapping configuration) {
    Map<String, Tree.Mapping> found = new HashMap<>();
    if (configuration.get("resources") instanceof Tree.Sequence list) {
      for (Tree item : list.items()) {
        if (item instanceof Tree.Mapping resource) {
          found.put(
              Instance.block(
                  "data".equals(Values.text(resource.get("mode"))),
                  Values.text(resource.get("type")),
                  Values.text(resource.get("name"))),
              resource);
        }
      }
    }
    return found;
  }

  /** The object under a name in a part of the configuration, such as `variables`. */
  Tree.@Nullable Mapping part(String kind, String name) {
    return configuration.get(kind) instanceof Tree.Mapping all
            && all.get(name) instanceof Tree.Mapping one
        ? one
        : null;
  }
}
