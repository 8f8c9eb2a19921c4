package io.github.pathwhy.load;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads references to other resources: a name or id, or ARM's `{id: …}`.
record References(Registry registry) {

  /** The resource under a key. */
  Optional<ResourceId> one(Fields fields, String key, ResourceType type) {
    Tree value = fields.get(key);
    return value == null ? Optional.empty() : resolve(fields, value, key, type);
  }

  /** The resources in the list under a key; a single reference counts as a list of one. */
  List<ResourceId> many(Fields fields, String key, ResourceType type) {
    Tree value = fields.get(key);
    List<ResourceId> found = new ArrayList<>();
    if (value instanceof Tree.Sequence sequence) {
      for (Tree item : sequence.items()) {
        resolve(fields, item, key, type).ifPresent(found::add);
      }
    } else if (value != null) {
      resolve(fields, value, key, type).ifPresent(found::add);
    }
    return found;
  }

  /** What a node refers to. */
  Optional<ResourceId> resolve(Fields fields, Tree value, String key, ResourceType type) {
    Optional<Tree.Scalar> reference =
        switch (value) {
          case Tree.Scalar scalar -> Optional.of(scalar);
          case Tree.Mapping mapping ->
              mapping.get("id") instanceof Tree.Scalar id
                  ? Optional.of(id)
                  : mapping.get("name") instanceof Tree.Scalar name
                      ? Optional.of(name)
                      : Optional.empty();
          case Tree.Sequence _ -> Optional.empty();
        };
    if (reference.isEmpty() || reference.get().kind() == Tree.Kind.NULL) {
      fields.problem(
          value,
          key,
          value.describe() + " where the name of a " + type.label() + " belongs",
          "give a name or an id");
      return Optional.empty();
    }
    return registry.resolve(fields, reference.get(), key, reference.get().text(), type);
  }
}
