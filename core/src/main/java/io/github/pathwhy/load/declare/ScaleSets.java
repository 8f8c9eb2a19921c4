package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.declare.Declarations.Declared;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns scale sets into the machines and interfaces that they consist of: the instances that an
/// input lists, else as many as the capacity says, made of the set's profile. Interfaces that a
/// machine describes itself, to be made with it, are declared in the same way.
public final class ScaleSets {
  private static final int MOST_INSTANCES = 1000;
  private static final String CONFIGURATIONS = "networkInterfaceConfigurations";
  private static final String PUBLIC_ADDRESS = "publicIPAddressConfiguration";

  private final Declarations declarations;

  public ScaleSets(Declarations declarations) {
    this.declarations = declarations;
  }

  /** Declares the instances of all sets, and the interfaces that machines describe. */
  public void expand() {
    declarations.all(ResourceType.VIRTUAL_MACHINE).forEach(this::declareInterfaces);
    for (Declared set : declarations.all(ResourceType.SCALE_SET)) {
      Fields fields = set.fields().begin();
      Optional<Integer> capacity = capacity(fields);
      boolean flexible =
          fields.getArm("orchestrationMode") instanceof Tree.Scalar mode
              && mode.text().equalsIgnoreCase("Flexible");
      List<Fields> interfaces = profile(fields, "virtualMachineProfile", "networkProfile");
      if (fields.getArm("virtualMachines") instanceof Tree.Sequence) {
        for (Fields instance : fields.children("virtualMachines")) {
          declareGiven(set, instance, interfaces);
        }
      } else if (!flexible || !hasMachines(set.id())) {
        for (int i = 0; i < capacity.orElse(0); i++) {
          Tree.Mapping machine = new Tree.Mapping(fields.mapping().at());
          ResourceId id =
              flexible
                  ? machineBeside(set.id(), i)
                  : set.id().child("virtualMachines", Integer.toString(i));
          declare(set, id, fields, machine, interfaces);
        }
      }
      fields.close();
    }
  }

  /** The interfaces that Azure makes with a machine, unless the input has those that it made. */
  private void declareInterfaces(Declared machine) {
    Fields fields = machine.fields();
    if (!(fields.getArm("networkProfile") instanceof Tree.Mapping wrapper)
        || wrapper.findIgnoringCase(CONFIGURATIONS) == null) {
      return;
    }
    Fields profile = fields.nested(wrapper, "networkProfile");
    if (!profile.items("networkInterfaces").isEmpty()) {
      return;
    }
    for (Fields configuration : interfaces(profile)) {
      ResourceId id =
          machine.id().child("networkInterfaces", configuration.text("name").orElse("nic"));
      Tree.Mapping nic = networkInterface(id, configuration, fields);
      long place = configuration.mapping().at();
      nic.add(new Tree.Entry("virtualMachine", place, reference(machine.id(), place)));
      declarations.add(ResourceType.NETWORK_INTERFACE, id, configuration.replaced(nic));
    }
  }

  /// Notes what is asked of interfaces, and of their public addresses, that stand in machines and
  /// scale sets: they are read as those are that stand on their own.
  public static void cover(Coverage coverage) {
    Coverage.Shape nic = coverage.of(ResourceType.NETWORK_INTERFACE.armType());
    Coverage.Shape machine = coverage.of(ResourceType.VIRTUAL_MACHINE.armType());
    machine.ask("networkInterfaces", nic);
    // What only interfaces to be made have, and what changes no way.
    nic.ask("deleteOption");
    nic.ask("enableFpga");
    part(machine, "networkProfile").ask(CONFIGURATIONS, nic);
    Coverage.Shape configuration = nic.inner("ipConfigurations");
    configuration.ask(PUBLIC_ADDRESS, coverage.of(ResourceType.PUBLIC_IP_ADDRESS.armType()));
    configuration.ask("loadBalancerInboundNatPools");
    Coverage.Shape set = coverage.of(ResourceType.SCALE_SET.armType());
    Coverage.Shape profile = part(part(set, "virtualMachineProfile"), "networkProfile");
    profile.ask(CONFIGURATIONS, nic);
    Coverage.Shape instance = part(set, "virtualMachines");
    part(instance, "networkProfileConfiguration").ask(CONFIGURATIONS, nic);
    Coverage.Shape own = part(instance, "networkProfile");
    own.ask(CONFIGURATIONS, nic);
    // An instance has its interfaces as parts, is one, and its state is observed.
    own.ask("networkInterfaces");
    instance.ask("sku");
    instance.ask("instanceView");
  }

  private static Coverage.Shape part(Coverage.Shape of, String key) {
    of.ask(key);
    return of.inner(key);
  }

  /// Whether the inputs hold machines of a set. Those of a flexible one are machines like others;
  /// where there are none, it has yet to make them, or they were not listed.
  private boolean hasMachines(ResourceId set) {
    return declarations.all(ResourceType.VIRTUAL_MACHINE).stream()
        .map(machine -> machine.fields().get("virtualMachineScaleSet"))
        .map(given -> given instanceof Tree.Mapping reference ? reference.get("id") : given)
        .anyMatch(named ->
            named instanceof Tree.Scalar(String text, Tree.Kind _, long _)
                && (text.equalsIgnoreCase(set.name()) || ResourceId.of(text).equals(set)));
  }

  private static ResourceId machineBeside(ResourceId set, int index) {
    String name = set.name() + "_" + index;
    return set.isArm()
        ? set.parent().child("virtualMachines", name)
        : ResourceId.local(ResourceType.VIRTUAL_MACHINE, name);
  }

  private static Optional<Integer> capacity(Fields fields) {
    if (fields.getArm("sku") instanceof Tree.Mapping sku) {
      return fields.nested(sku, "sku").integer("capacity", 0, MOST_INSTANCES);
    }
    Optional<Integer> capacity = fields.integer("capacity", 0, MOST_INSTANCES);
    if (fields.isStrict()) {
      fields.require("capacity", "give the number of instances");
    }
    return capacity;
  }

  /** The descriptions of interfaces, directly or in ARM's profiles. */
  private static List<Fields> profile(Fields fields, String... wrappers) {
    Fields holder = fields;
    for (String key : wrappers) {
      if (holder.getArm(key) instanceof Tree.Mapping wrapper) {
        holder = holder.nested(wrapper, key);
      }
    }
    return interfaces(holder);
  }

  private static List<Fields> interfaces(Fields holder) {
    List<Fields> interfaces = new ArrayList<>();
    // All of it becomes interfaces of the instances, and is read there.
    Tree described = holder.getArm(CONFIGURATIONS);
    if (described != null) {
      holder.pass(described);
    }
    for (Fields configuration : holder.namedChildren(CONFIGURATIONS)) {
      configuration.require("name", "every interface has one");
      boolean primary = configuration.flag("primary").orElse(false);
      interfaces.add(primary ? 0 : interfaces.size(), configuration);
    }
    return interfaces;
  }

  /** Declares an instance of the input, with its own interfaces when it has any. */
  private void declareGiven(Declared set, Fields instance, List<Fields> profile) {
    ResourceId id = Declarations.childId(set.id(), instance, "virtualMachines");
    List<Fields> own = profile(instance, "networkProfileConfiguration");
    if (own.isEmpty()) {
      own = profile(instance, "networkProfile");
    }
    Tree.Mapping machine = new Tree.Mapping(instance.mapping().at());
    List<Tree> interfaces = new ArrayList<>();
    for (Fields nic : instance.children("networkInterfaces")) {
      ResourceId nicId = Declarations.childId(id, nic, "networkInterfaces");
      declarations.add(ResourceType.NETWORK_INTERFACE, nicId, nic);
      interfaces.add(reference(nicId, nic.mapping().at()));
    }
    if (!interfaces.isEmpty()) {
      machine.add(list("networkInterfaces", interfaces, instance.mapping().at()));
    }
    declare(
        set,
        id,
        instance,
        machine,
        interfaces.isEmpty() ? (own.isEmpty() ? profile : own) : List.of());
  }

  private void declare(
      Declared set, ResourceId id, Fields at, Tree.Mapping machine, List<Fields> profile) {
    long place = at.mapping().at();
    machine.add(new Tree.Entry("virtualMachineScaleSet", place, reference(set.id(), place)));
    List<Tree> interfaces = new ArrayList<>();
    for (Fields configuration : profile) {
      ResourceId nic = id.child("networkInterfaces", configuration.text("name").orElse("nic"));
      declarations.add(
          ResourceType.NETWORK_INTERFACE,
          nic,
          configuration.replaced(networkInterface(nic, configuration, set.fields())));
      interfaces.add(reference(nic, place));
    }
    if (!interfaces.isEmpty()) {
      machine.add(list("networkInterfaces", interfaces, place));
    }
    declarations.add(ResourceType.VIRTUAL_MACHINE, id, at.replaced(machine));
    declarations.alias(ResourceType.VIRTUAL_MACHINE, set.id().name() + "_" + id.name(), id);
  }

  /** The interface that an instance has by the profile; its public addresses are its own too. */
  private Tree.Mapping networkInterface(ResourceId id, Fields configuration, Fields owner) {
    Tree.Mapping nic = new Tree.Mapping(configuration.mapping().at());
    for (Tree.Entry entry : Merge.flat(configuration.mapping()).entries()) {
      if (entry.key().equalsIgnoreCase("ipConfigurations")
          && entry.value() instanceof Tree.Sequence configurations) {
        List<Tree> own = new ArrayList<>();
        for (Tree item : configurations.items()) {
          own.add(withPublicAddress(id, item, configuration, owner));
        }
        nic.add(list(entry.key(), own, entry.at()));
      } else if (!entry.key().equals("primary")) {
        nic.add(entry);
      }
    }
    return nic;
  }

  /** The public address of a configuration as a resource of its own, in the owner's region. */
  private Tree withPublicAddress(ResourceId nic, Tree item, Fields configuration, Fields owner) {
    if (!(item instanceof Tree.Mapping mapping)) {
      return item;
    }
    Tree.Mapping own = new Tree.Mapping(item.at());
    Tree.Mapping flat = Merge.flat(mapping);
    String name = flat.get("name") instanceof Tree.Scalar scalar ? scalar.text() : "ipconfig1";
    for (Tree.Entry entry : flat.entries()) {
      if (entry.key().equalsIgnoreCase(PUBLIC_ADDRESS)
          && entry.value() instanceof Tree.Mapping address) {
        ResourceId id =
            nic.child("ipConfigurations", name)
                .child(
                    "publicIPAddresses",
                    address.get("name") instanceof Tree.Scalar given ? given.text() : "pip");
        Tree.Mapping placed = new Tree.Mapping(address.at());
        address.entries().forEach(placed::add);
        Tree.Entry region = owner.mapping().find("location");
        if (region != null && address.find("location") == null) {
          placed.add(region);
        }
        declarations.add(
            ResourceType.PUBLIC_IP_ADDRESS, id, configuration.nested(placed, PUBLIC_ADDRESS));
        own.add(new Tree.Entry("publicIPAddress", entry.at(), reference(id, entry.at())));
      } else {
        own.add(entry);
      }
    }
    return own;
  }

  private static Tree.Entry list(String key, List<Tree> items, long at) {
    return new Tree.Entry(key, at, new Tree.Sequence(items, at));
  }

  private static Tree reference(ResourceId id, long at) {
    Tree.Mapping reference = new Tree.Mapping(at);
    reference.add(new Tree.Entry("id", at, new Tree.Scalar(id.toString(), Tree.Kind.TEXT, at)));
    return reference;
  }
}
