package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The parts of one resource that its other parts refer to, such as the frontends of a load
/// balancer: by short name, or by the whole id as ARM does.
public record Siblings(
    ResourceId owner, String collection, String label, Map<String, ResourceId> ids) {

  /** The named objects in a list of the owner. */
  public static Siblings of(ResourceId owner, Fields fields, String collection, String label) {
    return of(owner, collection, label, fields.children(collection));
  }

  /** These objects. */
  public static Siblings of(
      ResourceId owner, String collection, String label, List<Fields> children) {
    Map<String, ResourceId> ids = new LinkedHashMap<>();
    for (Fields child : children) {
      if (child.get("name") instanceof Tree.Scalar(String name, Tree.Kind _, long _)) {
        ids.putIfAbsent(
            name.toLowerCase(Locale.ROOT), Declarations.childId(owner, child, collection, name));
      }
    }
    return new Siblings(owner, collection, label, ids);
  }
}
