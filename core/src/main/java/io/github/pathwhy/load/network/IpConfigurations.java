package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The ip configurations of the interfaces, for references to them: by id, by `interface`, which
/// means its primary one, or by `interface/configuration`.
public final class IpConfigurations {
  private static final String LABEL = "network interface";

  private final References references;
  private final Map<ResourceId, Map<String, ResourceId>> byInterface = new HashMap<>();

  public IpConfigurations(References references) {
    this.references = references;
  }

  /** Adds a configuration; the first one of an interface is the primary one. */
  public void add(ResourceId nic, String name, ResourceId id) {
    byInterface
        .computeIfAbsent(nic, _ -> new LinkedHashMap<>())
        .putIfAbsent(name.toLowerCase(Locale.ROOT), id);
  }

  /** The configuration under a key. */
  public Optional<ResourceId> one(Fields fields, String key) {
    Tree value = fields.get(key);
    return value == null ? Optional.empty() : resolve(fields, value, key);
  }

  /** The configurations in the list under a key. */
  public List<ResourceId> many(Fields fields, String key) {
    List<ResourceId> found = new ArrayList<>();
    for (Tree item : fields.items(key)) {
      resolve(fields, item, key).ifPresent(found::add);
    }
    return found;
  }

  private Optional<ResourceId> resolve(Fields fields, Tree value, String key) {
    Optional<Tree.Scalar> reference = References.reference(fields, value, key, LABEL);
    return reference.flatMap(scalar ->
        ResourceId.isArm(scalar.text()) || References.isUnknown(scalar)
            ? Optional.of(ResourceId.of(scalar.text()))
            : named(fields, scalar, key));
  }

  private Optional<ResourceId> named(Fields fields, Tree.Scalar at, String key) {
    String text = at.text();
    int slash = text.lastIndexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    Optional<ResourceId> nic =
        references.registry().resolve(fields, at, key, name, ResourceType.NETWORK_INTERFACE);
    Map<String, ResourceId> own = nic.map(byInterface::get).orElse(Map.of());
    if (own.isEmpty()) {
      return fields.isLenient() ? nic : Optional.empty();
    }
    if (slash < 0) {
      return Optional.of(own.values().iterator().next());
    }
    Optional<ResourceId> found =
        Optional.ofNullable(own.get(text.substring(slash + 1).toLowerCase(Locale.ROOT)));
    if (found.isEmpty()) {
      fields.problem(
          at,
          key,
          "no ip configuration named '" + text + "'",
          Registry.declared(List.copyOf(own.keySet())));
    }
    return found;
  }
}
