package io.github.pathwhy.load.terraform.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All objects of a document: by module and name, and by key where there are several of a name. */
public final class Instances {
  private final Map<String, Instance> byAddress = new LinkedHashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, Map<String, String>> modules = new HashMap<>();

  /** The instances of one resource. */
  static final class Group {
    private final List<Instance> all = new ArrayList<>(1);
    private final Map<String, Instance> byKey = new HashMap<>();

    List<Instance> all() {
      return all;
    }

    @Nullable Instance of(String key) {
      return byKey.get(key);
    }
  }

  /** Adds an object; what has an address that is taken is not added. */
  public boolean add(Instance instance) {
    if (byAddress.putIfAbsent(instance.address(), instance) != null) {
      return false;
    }
    Group group =
        groups.computeIfAbsent(instance.module() + " " + instance.block(), _ -> new Group());
    group.all.add(instance);
    if (instance.key() != null) {
      group.byKey.put(instance.key(), instance);
    }
    return true;
  }

  /** Notes that there is an instance of a module call. */
  void addModule(String parent, ModuleStep step) {
    modules
        .computeIfAbsent(parent + " " + step.name(), _ -> new LinkedHashMap<>())
        .put(step.key() == null ? "" : step.key(), step.address());
  }

  /** The addresses of a module call's instances by key; an only one has the empty key. */
  Map<String, String> modules(String parent, String call) {
    return modules.getOrDefault(parent + " " + call, Map.of());
  }

  /** The instances of a resource in a module. */
  Group of(String module, String block) {
    return groups.getOrDefault(module + " " + block, new Group());
  }

  /** Everything, in the order of the document. */
  public Iterable<Instance> all() {
    return byAddress.values();
  }
}
