package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.declare.Declarations.Declared;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Children that inputs declare on their own, such as a subnet beside its network or a rule beside
/// the collection of a configuration of a network manager. They become items of their parents'
/// lists, under the name of the type's collection.
public final class Children {
  private final Map<ResourceId, Child> children = new LinkedHashMap<>();
  private final Map<ResourceId, Declared> resources;
  private final Map<ResourceId, Set<String>> inlineNames = new HashMap<>();

  /** A child as it was declared. */
  public record Child(ResourceType type, ResourceId id, Tree.Mapping mapping) {}

  /** Children of the resources in a map. */
  public Children(Map<ResourceId, Declared> resources) {
    this.resources = resources;
  }

  /** Adds a child; one that is there already is overlaid. */
  public void add(ResourceType type, ResourceId id, Tree.Mapping mapping) {
    Child known = children.get(id);
    children.put(
        id, new Child(type, id, known == null ? mapping : Merge.merge(known.mapping(), mapping)));
  }

  /** Puts all children into their parents, the deepest first; those that have none are returned. */
  public List<Child> settle() {
    int deepest =
        children.values().stream().mapToInt(child -> child.type().depth()).max().orElse(0);
    List<Child> orphans = new ArrayList<>();
    for (int depth = deepest; depth > 0; depth--) {
      Map<ResourceId, List<Child>> siblings = new LinkedHashMap<>();
      for (Child child : children.values()) {
        if (child.type().depth() == depth) {
          siblings.computeIfAbsent(child.id().parent(), _ -> new ArrayList<>()).add(child);
        }
      }
      siblings.forEach((parent, found) -> {
        if (!putInto(parent, found) && !putIntoCandidates(parent, found)) {
          orphans.addAll(found);
        }
      });
    }
    return orphans;
  }

  private boolean putInto(ResourceId parent, List<Child> found) {
    Declared declared = resources.get(parent);
    if (declared != null) {
      Tree.Mapping merged = with(declared.fields().mapping(), found);
      resources.put(
          parent, new Declared(declared.type(), declared.id(), declared.fields().replaced(merged)));
      return true;
    }
    Child enclosing = children.get(parent);
    ResourceType type = found.getFirst().type().parent().orElseThrow();
    if (enclosing == null && !isInline(parent, type)) {
      return false;
    }
    // What its parent lists inline gets the children as soon as it is merged with that item.
    Tree.Mapping own =
        enclosing == null ? new Tree.Mapping(found.getFirst().mapping().at()) : enclosing.mapping();
    children.put(parent, new Child(type, parent, with(own, found)));
    return true;
  }

  /// A part of something whose name is not known may belong to each that may have that name: there
  /// it is under a condition that nobody knows.
  private boolean putIntoCandidates(ResourceId parent, List<Child> found) {
    OpenId open = new OpenId(parent);
    ResourceType type = found.getFirst().type().parent().orElseThrow();
    boolean any = false;
    for (Declared candidate :
        open.isOpen() ? List.copyOf(resources.values()) : List.<Declared>of()) {
      if (candidate.type() == type && open.mayBe(candidate.id())) {
        List<Child> copies = new ArrayList<>(found.size());
        found.forEach(child -> copies.add(open.under(child, candidate.id())));
        any |= putInto(candidate.id(), copies);
      }
    }
    return any;
  }

  private static Tree.Mapping with(Tree.Mapping parent, List<Child> found) {
    Map<ResourceType, List<Tree>> lists = new EnumMap<>(ResourceType.class);
    for (Child child : found) {
      lists.computeIfAbsent(child.type(), _ -> new ArrayList<>()).add(item(child));
    }
    Tree.Mapping merged = parent;
    for (Map.Entry<ResourceType, List<Tree>> list : lists.entrySet()) {
      merged = Merge.withItems(merged, list.getKey().collection(), list.getValue());
    }
    return merged;
  }

  /** A child as an item of its parent's list, under its short name. */
  private static Tree item(Child child) {
    long at = child.mapping().at();
    Tree.Mapping item = new Tree.Mapping(at);
    item.add(new Tree.Entry("name", at, new Tree.Scalar(child.id().name(), Tree.Kind.TEXT, at)));
    Merge.flat(child.mapping()).entries().forEach(item::add);
    return item;
  }

  /** Whether the enclosing resource lists an item of this name. */
  private boolean isInline(ResourceId id, ResourceType type) {
    return type.isChild()
        && inlineNames
            .computeIfAbsent(
                id.parent().child(type.collection(), ""), _ -> namesIn(id.parent(), type))
            .contains(id.name().toLowerCase(Locale.ROOT));
  }

  private Set<String> namesIn(ResourceId parent, ResourceType type) {
    Declared declared = resources.get(parent);
    Child enclosing = children.get(parent);
    Set<String> names = new HashSet<>();
    Tree.Mapping mapping;
    if (declared != null) {
      mapping = declared.fields().mapping();
    } else if (enclosing != null) {
      mapping = enclosing.mapping();
    } else {
      return names;
    }
    Tree.Entry list = Merge.flat(mapping).findIgnoringCase(type.collection());
    if (list != null && list.value() instanceof Tree.Sequence sequence) {
      for (Tree item : sequence.items()) {
        if (item instanceof Tree.Mapping object
            && object.get("name") instanceof Tree.Scalar(String name, Tree.Kind _, long _)) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }
}
