package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// What the inputs declare, before it is read: resources by id, merged over all inputs, and the
/// sections that are no resources. Names are registered so that readers can resolve references.
public final class Declarations {
  private static final String NAMELESS = "\u0000";
  private static final Set<String> REFERENCE_KEYS = Set.of("id", "name", "primary");

  /** Children that other resources refer to by name. */
  private static final List<ResourceType> NAMED_CHILDREN =
      List.of(
          ResourceType.SUBNET,
          ResourceType.BACKEND_POOL,
          ResourceType.INBOUND_NAT_RULE,
          ResourceType.APPLICATION_GATEWAY_POOL,
          ResourceType.NETWORK_GROUP);

  private final Registry registry;
  private final Map<ResourceId, Declared> resources = new LinkedHashMap<>();
  private final Map<ResourceType, List<ResourceId>> idsByType = new EnumMap<>(ResourceType.class);
  private final Children children = new Children(resources);
  private final List<Other> others = new ArrayList<>();
  private final List<Appliance> appliances = new ArrayList<>();
  private final Map<ResourceId, Fields> latestAppliance = new HashMap<>();
  private final List<Fields> overlays = new ArrayList<>();
  private int given;

  /** A resource that readers turn into a model record. */
  public record Declared(ResourceType type, ResourceId id, Fields fields) {}

  /** What an input says about a machine that is an appliance. */
  public record Appliance(ResourceId machine, Fields fields) {}

  /** A resource of a type that is not modelled, or a child without its parent. */
  public record Other(ResourceId id, String armType, Tree.Mapping mapping) {}

  public Declarations(Registry registry) {
    this.registry = registry;
  }

  /** The resources of a type. */
  public List<Declared> all(ResourceType type) {
    List<Declared> found = new ArrayList<>();
    for (ResourceId id : idsByType.getOrDefault(type, List.of())) {
      found.add(Objects.requireNonNull(resources.get(id)));
    }
    return found;
  }

  /** The resources that the inputs describe themselves, without the instances of scale sets. */
  public Set<ResourceId> given() {
    Set<ResourceId> found = new LinkedHashSet<>();
    resources.keySet().stream().limit(given).forEach(found::add);
    return found;
  }

  /** The resources that are not modelled. */
  public List<Other> others() {
    return others;
  }

  /** The descriptions of appliances, in order of the inputs. */
  public List<Appliance> appliances() {
    return appliances;
  }

  /** The roots of the inputs in pathwhy's own format, for the sections that are no resources. */
  public List<Fields> overlays() {
    return overlays;
  }

  /// Registers the resources of an input in pathwhy's own format that have an id, so that other
  /// inputs can mean them whatever the order of the inputs.
  public void announceOwnFormat(Fields root) {
    givenIds(root.mapping(), registry::add);
  }

  /** Goes through the ids that an input in pathwhy's own format gives to its resources. */
  public static void givenIds(Tree.Mapping root, BiConsumer<ResourceType, ResourceId> action) {
    for (Section section : Section.values()) {
      if (root.get(section.key()) instanceof Tree.Sequence list) {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping mapping
              && mapping.get("id") instanceof Tree.Scalar(String id, Tree.Kind _, long _)
              && !id.isEmpty()) {
            action.accept(section.type(), ResourceId.of(id));
          }
        }
      }
    }
  }

  /** Adds an input in pathwhy's own format. */
  public void addOwnFormat(Fields root) {
    overlays.add(root);
    for (Section section : Section.values()) {
      for (Fields fields : root.children(section.key())) {
        addResource(section, fields);
      }
    }
  }

  /** Adds sections that were concluded from other inputs: what anybody wrote goes over them. */
  public void conclude(Fields root) {
    overlays.addFirst(root);
  }

  private void addResource(Section section, Fields fields) {
    ResourceId id = idOf(fields, section.type());
    if (section == Section.VIRTUAL_APPLIANCES) {
      addAppliance(id, fields);
    } else {
      add(section.type(), id, fields);
    }
    int index = 0;
    for (Tree item : machineInterfaces(section, fields)) {
      String place = "networkInterfaces[" + index++ + "]";
      if (item instanceof Tree.Mapping mapping && isInterface(mapping)) {
        Fields nic = fields.nested(mapping, place);
        add(ResourceType.NETWORK_INTERFACE, idOf(nic, ResourceType.NETWORK_INTERFACE), nic);
      }
    }
  }

  private void addAppliance(ResourceId id, Fields fields) {
    Fields other = latestAppliance.put(id, fields);
    if (other != null && input(other) == input(fields)) {
      reportTwice(ResourceType.VIRTUAL_MACHINE, id, other, fields);
      return;
    }
    appliances.add(new Appliance(id, fields));
    if (!resources.containsKey(id)) {
      add(ResourceType.VIRTUAL_MACHINE, id, fields);
    }
  }

  /** Whether an item describes an interface rather than naming one. */
  private static boolean isInterface(Tree.Mapping mapping) {
    return mapping.entries().stream().anyMatch(entry -> !REFERENCE_KEYS.contains(entry.key()));
  }

  private static List<Tree> machineInterfaces(Section section, Fields fields) {
    return section.type() == ResourceType.VIRTUAL_MACHINE
            && fields.get("networkInterfaces") instanceof Tree.Sequence list
        ? list.items()
        : List.of();
  }

  /// The id that the input gives; else that of the one resource with this name in other inputs;
  /// else one made of type and name. What has no usable name gets an id that nothing refers to, so
  /// that its other problems are found too.
  private ResourceId idOf(Fields fields, ResourceType type) {
    Optional<String> given = fields.text("id");
    Optional<String> name = fields.text("name");
    fields.require("name", "every resource has one");
    if (name.isPresent() && name.get().indexOf('/') >= 0) {
      fields.problemAt("name", "'" + name.get() + "' is no resource name", "names have no /");
    } else if (name.isPresent() && given.isPresent()) {
      return ResourceId.of(given.get());
    } else if (name.isPresent()) {
      List<ResourceId> named = registry.named(type, name.get());
      if (named.size() <= 1) {
        return named.isEmpty() ? ResourceId.local(type, name.get()) : named.getFirst();
      }
      fields.problemAt(
          "name",
          "'" + name.get() + "' names " + named.size() + " resources",
          "give the id of the one that is meant");
    }
    return ResourceId.local(type, NAMELESS + fields.mapping().at());
  }

  /// A resource in ARM's form, to be added when all are announced: its type when that is modelled,
  /// and its id.
  public record Announced(Fields fields, Optional<ResourceType> type, Optional<ResourceId> id) {}

  /// Registers the name of a resource in ARM's form, so that other inputs can mean it whatever the
  /// order of the inputs.
  public Announced announceArm(Fields fields) {
    Optional<String> armType = scalar(fields, "type");
    Optional<ResourceType> type = armType.flatMap(ResourceType::ofArmType);
    Optional<ResourceId> id = armType.flatMap(known -> armId(fields, known));
    if (type.isPresent() && id.isPresent()) {
      registry.add(type.get(), id.get());
    }
    return new Announced(fields, type, id);
  }

  private static Optional<String> scalar(Fields fields, String key) {
    return fields.get(key) instanceof Tree.Scalar(String text, Tree.Kind _, long _)
            && !text.isEmpty()
            && Printable.isSafe(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The id, or one made of type and name. */
  private static Optional<ResourceId> armId(Fields fields, String armType) {
    return scalar(fields, "id")
        .map(ResourceId::of)
        .or(() -> scalar(fields, "name").map(name -> templateId(armType, name)));
  }

  /**
   * The id of a resource that has none, as in a template: the name is `parent/child` for a child.
   */
  private static ResourceId templateId(String armType, String name) {
    String[] collections = armType.substring(armType.indexOf('/') + 1).split("/", -1);
    String[] names = name.split("/", -1);
    if (collections.length != names.length) {
      return ResourceId.of(collections[collections.length - 1] + "/" + name);
    }
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      id.append(i == 0 ? "" : "/").append(collections[i]).append('/').append(names[i]);
    }
    return ResourceId.of(id.toString());
  }

  /** Adds a resource in ARM's form. */
  public void addArm(Announced announced) {
    Fields fields = announced.fields();
    Optional<String> armType = fields.text("type");
    fields.text("id");
    if (announced.type().isPresent() || announced.id().isEmpty()) {
      fields.text("name");
    }
    if (armType.isEmpty() || announced.id().isEmpty()) {
      fields.problem(
          "not an ARM resource: " + (armType.isEmpty() ? "type" : "name") + " is missing",
          "an ARM resource has type, name and id");
      return;
    }
    ResourceId id = announced.id().get();
    Optional<ResourceType> type = announced.type();
    if (type.isEmpty()) {
      others.add(new Other(id, armType.get(), fields.mapping()));
      registry.addOther(id, armType.get());
      return;
    }
    if (type.get().isChild()) {
      children.add(type.get(), id, fields.mapping());
    } else {
      add(type.get(), id, fields);
    }
  }

  /** Lets inputs mean a resource by another name. */
  public void alias(ResourceType type, String name, ResourceId id) {
    registry.alias(type, name, id);
  }

  /** Adds a resource, or lays what is said about it over what was said before. */
  public void add(ResourceType type, ResourceId id, Fields fields) {
    Declared known = resources.get(id);
    if (known == null) {
      fields.describing(type).own(id);
      resources.put(id, new Declared(type, id, fields));
      idsByType.computeIfAbsent(type, _ -> new ArrayList<>()).add(id);
      if (!id.name().startsWith(NAMELESS)) {
        registry.add(type, id);
      }
      return;
    }
    if (fields.isStrict() && input(known.fields()) == input(fields)) {
      reportTwice(type, id, known.fields(), fields);
      return;
    }
    Tree.Mapping merged = Merge.merge(known.fields().mapping(), fields.mapping());
    Fields both = fields.replaced(merged).describing(known.type()).own(id);
    resources.put(id, new Declared(known.type(), id, both));
  }

  private static int input(Fields fields) {
    return Position.input(fields.mapping().at());
  }

  private static void reportTwice(ResourceType type, ResourceId id, Fields first, Fields second) {
    second.problemAt(
        "name",
        type.label() + " '" + id.name() + "' is declared twice",
        "the other one is at " + first.position());
  }

  /// Puts children that were declared on their own into their parents, and registers those that
  /// other resources name. A child whose parent is in no input is kept beside what is not modelled.
  public void settle() {
    for (Children.Child orphan : children.settle()) {
      others.add(new Other(orphan.id(), orphan.type().armType(), orphan.mapping()));
      registry.add(orphan.type(), orphan.id());
    }
    given = resources.size();
    new ScaleSets(this).expand();
    for (ResourceType type : NAMED_CHILDREN) {
      for (Declared parent : all(type.parent().orElseThrow())) {
        for (Fields child : parent.fields().children(type.collection())) {
          child
              .text("name")
              .ifPresent(
                  name -> registry.add(type, childId(parent.id(), child, type.collection(), name)));
        }
      }
    }
  }

  /** The id of a child of this name: its own when the input gives one. */
  public static ResourceId childId(ResourceId parent, Fields child, String collection) {
    return childId(parent, child, collection, child.text("name").orElse(""));
  }

  /** The id of a child that inputs give none. */
  public static ResourceId namedChild(ResourceId parent, Fields child, String collection) {
    ResourceId id = parent.child(collection, child.text("name").orElse(""));
    child.own(id);
    return id;
  }

  /** The id of a child: its own when the input gives one. */
  public static ResourceId childId(
      ResourceId parent, Fields child, String collection, String name) {
    ResourceId id =
        child.text("id").map(ResourceId::of).orElseGet(() -> parent.child(collection, name));
    child.own(id);
    return id;
  }
}
