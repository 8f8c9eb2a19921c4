package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The subscription of resources that have no id yet: what their provider is set to; else the one
/// that a data source found; else the one that ids of these very resources name where others refer
/// to them; else that of everything that exists, when it is one.
final class Subscriptions {
  /// Where the name of the resource group stands in an id, in `/subscriptions/s/resourceGroups/g`.
  private static final int GROUP_PART = 4;

  private static final String KEY = "subscription_id";

  private final Configuration configuration;
  private final String usual;

  Subscriptions(Tree.Mapping root, Configuration configuration, Instances instances) {
    this.configuration = configuration;
    this.usual = root.get("configuration") == null ? Ids.SUBSCRIPTION : usual(instances);
  }

  private static String usual(Instances instances) {
    Set<String> told = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (Instance instance : instances.all()) {
      if (instance.data()
          && (instance.type().equals("azurerm_client_config")
              || instance.type().equals("azurerm_subscription"))) {
        String id = Values.text(instance.values().get(KEY));
        if (!id.isEmpty()) {
          told.add(id);
        }
      }
      String id = Values.text(instance.values().get("id"));
      if (ResourceId.isArm(id)) {
        seen.add(id.split("/", 4)[2].toLowerCase(Locale.ROOT));
      }
    }
    Set<String> certain = told;
    if (certain.isEmpty()) {
      certain = named(instances);
    }
    if (certain.isEmpty()) {
      certain = seen;
    }
    return certain.size() == 1 ? certain.iterator().next() : Ids.SUBSCRIPTION;
  }

  /** The subscriptions in ids that are written out and mean resources of the document. */
  private static Set<String> named(Instances instances) {
    Set<String> own = new HashSet<>();
    for (Instance instance : instances.all()) {
      Place place = Place.of(instance.type());
      if (place != null && !instance.data()) {
        own.add(
            key(
                Values.text(instance.values().get("resource_group_name")),
                place.collection(),
                Values.text(instance.values().get("name"))));
      }
    }
    Set<String> found = new HashSet<>();
    for (Instance instance : instances.all()) {
      collect(instance.values(), own, found);
    }
    return found;
  }

  private static void collect(Tree tree, Set<String> own, Set<String> found) {
    switch (tree) {
      case Tree.Mapping mapping ->
          mapping.entries().forEach(entry -> collect(entry.value(), own, found));
      case Tree.Sequence list -> list.items().forEach(item -> collect(item, own, found));
      case Tree.Scalar scalar -> {
        String[] parts =
            ResourceId.isArm(scalar.text()) ? scalar.text().split("/", -1) : new String[0];
        if (parts.length > GROUP_PART + 2
            && own.contains(
                key(parts[GROUP_PART], parts[parts.length - 2], parts[parts.length - 1]))) {
          found.add(parts[2].toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  private static String key(String group, String collection, String name) {
    return (group + "/" + collection + "/" + name).toLowerCase(Locale.ROOT);
  }

  String of(Instance instance) {
    Tree setting = Values.get(Values.get(configuration.provider(instance), "expressions"), KEY);
    if (setting == null) {
      return usual;
    }
    String constant = Values.text(Values.get(setting, "constant_value"));
    if (!constant.isEmpty()) {
      return constant;
    }
    String variable = variable(setting);
    return variable == null ? Ids.SUBSCRIPTION : variable;
  }

  private @Nullable String variable(Tree setting) {
    List<String> names = new ArrayList<>(1);
    for (Tree reference : Values.items(Values.get(setting, "references"))) {
      List<Reference.Part> parts = Reference.parse(Values.text(reference));
      if (parts.size() == 2 && parts.getFirst().text().equals("var")) {
        names.add(parts.get(1).text());
      }
    }
    String value = names.size() == 1 ? Values.text(configuration.variable(names.getFirst())) : "";
    return value.isEmpty() || value.indexOf('/') >= 0 ? null : value;
  }
}
