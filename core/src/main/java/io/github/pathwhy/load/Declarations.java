package io.github.pathwhy.load;

import io.github.pathwhy.model.ResourceId;
import io.github.pathwhy.model.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the inputs declare, before it is read: resources by id, merged over all inputs, and the
/// sections that are no resources. Names are registered so that readers can resolve references.
final class Declarations {
  private final Registry registry;
  private final Map<ResourceId, Declared> resources = new LinkedHashMap<>();
  private final List<Child> children = new ArrayList<>();
  private final List<Other> others = new ArrayList<>();
  private final List<Appliance> appliances = new ArrayList<>();
  private final List<Fields> overlays = new ArrayList<>();

  /** A resource that readers turn into a model record. */
  record Declared(ResourceType type, ResourceId id, Fields fields) {}

  /** What an input says about a machine that is an appliance. */
  record Appliance(ResourceId machine, Fields fields) {}

  /** A resource of a type that is not modelled. */
  record Other(ResourceId id, String armType, Tree.Mapping mapping) {}

  /** A child that an input declares on its own, such as a subnet beside its network. */
  private record Child(ResourceType type, ResourceId id, Tree.Mapping mapping) {}

  Declarations(Registry registry) {
    this.registry = registry;
  }

  /** The resources of a type. */
  List<Declared> all(ResourceType type) {
    return resources.values().stream().filter(declared -> declared.type() == type).toList();
  }

  /** The resources that are not modelled. */
  List<Other> others() {
    return others;
  }

  /** The descriptions of appliances, in order of the inputs. */
  List<Appliance> appliances() {
    return appliances;
  }

  /** The roots of the inputs in pathwhy's own format, for the sections that are no resources. */
  List<Fields> overlays() {
    return overlays;
  }

  /** Adds an input in pathwhy's own format. */
  void addOwnFormat(Fields root) {
    overlays.add(root);
    for (Section section : Section.values()) {
      for (Fields fields : root.children(section.key())) {
        named(fields).ifPresent(name -> addNamed(section, name, fields));
      }
    }
  }

  private void addNamed(Section section, String name, Fields fields) {
    ResourceId id = idOf(fields, section.type(), name);
    if (section == Section.VIRTUAL_APPLIANCES) {
      appliances.add(new Appliance(id, fields));
      if (!resources.containsKey(id)) {
        add(section.type(), id, fields);
      }
    } else {
      add(section.type(), id, fields);
    }
    for (Tree item : machineInterfaces(section, fields)) {
      if (item instanceof Tree.Mapping mapping && isInterface(mapping)) {
        Fields nic = fields.nested(mapping, "networkInterfaces");
        named(nic)
            .ifPresent(nicName ->
                add(
                    ResourceType.NETWORK_INTERFACE,
                    idOf(nic, ResourceType.NETWORK_INTERFACE, nicName),
                    nic));
      }
    }
  }

  /** Whether an item describes an interface rather than naming one. */
  private static boolean isInterface(Tree.Mapping mapping) {
    return mapping.get("subnet") != null || mapping.get("ipConfigurations") != null;
  }

  private static List<Tree> machineInterfaces(Section section, Fields fields) {
    return section.type() == ResourceType.VIRTUAL_MACHINE
            && fields.get("networkInterfaces") instanceof Tree.Sequence list
        ? list.items()
        : List.of();
  }

  /// The id that the input gives; else that of the one resource with this name in other inputs;
  /// else one made of type and name.
  private ResourceId idOf(Fields fields, ResourceType type, String name) {
    Optional<String> given = fields.text("id");
    if (given.isPresent()) {
      return ResourceId.of(given.get());
    }
    List<ResourceId> named = registry.named(type, name);
    return named.size() == 1 ? named.getFirst() : ResourceId.local(type, name);
  }

  private Optional<String> named(Fields fields) {
    Optional<String> name = fields.text("name");
    if (name.isEmpty()) {
      fields.problem("name is missing", "every resource has one");
    } else if (name.get().indexOf('/') >= 0
        || name.get().chars().anyMatch(c -> Printable.isUnsafe((char) c))) {
      fields.problem("'" + name.get() + "' is no resource name", "no / and no control characters");
      return Optional.empty();
    }
    return name;
  }

  /// Registers the name of a resource in ARM's form, so that other inputs can mean it whatever the
  /// order of the inputs.
  void announceArm(Fields fields) {
    Optional<String> id = fields.text("id");
    fields
        .text("type")
        .flatMap(ResourceType::ofArmType)
        .ifPresent(type -> id.ifPresent(text -> registry.add(type, ResourceId.of(text))));
  }

  /** Adds a resource in ARM's form. */
  void addArm(Fields fields) {
    Optional<String> armType = fields.text("type");
    Optional<String> idText = fields.text("id");
    Optional<String> name = fields.text("name");
    if (armType.isEmpty() || (idText.isEmpty() && name.isEmpty())) {
      fields.problem(
          "not an ARM resource: " + (armType.isEmpty() ? "type" : "name") + " is missing",
          "an ARM resource has type, name and id");
      return;
    }
    Optional<ResourceType> type = ResourceType.ofArmType(armType.get());
    ResourceId id =
        ResourceId.of(
            idText.orElseGet(
                () -> type.map(ResourceType::collection).orElse(armType.get()) + "/" + name.get()));
    if (type.isEmpty()) {
      others.add(new Other(id, armType.get(), fields.mapping()));
      registry.addOther(id);
      return;
    }
    switch (type.get()) {
      case SUBNET, PEERING, SECURITY_RULE, ROUTE ->
          children.add(new Child(type.get(), id, fields.mapping()));
      case VIRTUAL_NETWORK,
          NETWORK_INTERFACE,
          VIRTUAL_MACHINE,
          SECURITY_GROUP,
          APPLICATION_SECURITY_GROUP,
          ROUTE_TABLE,
          PUBLIC_IP_ADDRESS,
          NAT_GATEWAY,
          BASTION_HOST ->
          add(type.get(), id, fields);
    }
  }

  private void add(ResourceType type, ResourceId id, Fields fields) {
    Declared known = resources.get(id);
    if (known == null) {
      resources.put(id, new Declared(type, id, fields));
      registry.add(type, id);
      return;
    }
    boolean sameInput =
        Position.input(known.fields().mapping().at()) == Position.input(fields.mapping().at());
    if (sameInput && fields.isStrict()) {
      fields.problem(
          type.label() + " " + id.name() + " is declared twice",
          "the other one is at " + known.fields().position());
      return;
    }
    Tree.Mapping merged = Merge.merge(known.fields().mapping(), fields.mapping());
    resources.put(id, new Declared(type, id, fields.replaced(merged)));
  }

  /**
   * Puts children that were declared on their own into their parents, and registers all children.
   */
  void settle() {
    for (Child child : children) {
      Declared parent = parentOf(child);
      if (parent == null) {
        registry.add(child.type(), child.id());
        continue;
      }
      Tree.Mapping item = new Tree.Mapping(child.mapping().at());
      item.add(
          new Tree.Entry(
              "name",
              child.mapping().at(),
              new Tree.Scalar(child.id().name(), Tree.Kind.TEXT, child.mapping().at())));
      Merge.flat(child.mapping()).entries().forEach(item::add);
      Tree.Mapping merged =
          Merge.withItem(parent.fields().mapping(), child.type().collection(), item);
      resources.put(
          parent.id(), new Declared(parent.type(), parent.id(), parent.fields().replaced(merged)));
    }
    for (Declared network : all(ResourceType.VIRTUAL_NETWORK)) {
      for (Fields subnet : network.fields().children("subnets")) {
        subnet
            .text("name")
            .ifPresent(name ->
                registry.add(ResourceType.SUBNET, childId(network.id(), subnet, "subnets", name)));
      }
    }
  }

  /** The id of a child: its own when the input gives one. */
  static ResourceId childId(ResourceId parent, Fields child, String collection, String name) {
    return child.text("id").map(ResourceId::of).orElseGet(() -> parent.child(collection, name));
  }

  private @Nullable Declared parentOf(Child child) {
    return resources.get(child.id().parent());
  }
}
