package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.load.declare.Opened;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Single resources in pathwhy's own form: what {@link Rewriting} makes of them, and what is
/// particular to a type.
final class OwnResources {
  private static final String INTERFACES = "networkInterfaces";
  private static final String CONFIGURATIONS = "networkInterfaceConfigurations";
  private static final String PUBLIC_ADDRESS = "publicIPAddressConfiguration";

  private final Declarations declarations;
  private final Registry registry;
  private final Coverage coverage;
  private final Opened opened;
  private final Problems problems;
  private final ShortNames names;

  /** The interfaces of each machine and private endpoint, in order. */
  private final Map<ResourceId, Set<ResourceId>> interfaces = new LinkedHashMap<>();

  /** What encloses machines: the scale sets that have any. */
  private final Set<ResourceId> owners = new HashSet<>();

  /** Descriptions of appliances; objects are compared by identity. */
  private final Set<Fields> appliances = new HashSet<>();

  OwnResources(Declarations declarations, Registry registry, Ledger ledger) {
    this.declarations = declarations;
    this.registry = registry;
    this.coverage = ledger.coverage();
    this.opened = ledger.opened();
    this.problems = ledger.problems();
    this.names = new ShortNames(declarations, registry);
    declarations.appliances().forEach(appliance -> appliances.add(appliance.fields()));
    findOwners();
  }

  private void findOwners() {
    Set<ResourceId> known = new HashSet<>();
    for (Declarations.Declared nic : declarations.all(ResourceType.NETWORK_INTERFACE)) {
      known.add(nic.id());
      reference(Written.flat(nic.fields().mapping()).get("privateEndpoint"))
          .ifPresent(endpoint -> ofOwner(ResourceId.of(endpoint)).add(nic.id()));
    }
    for (Declarations.Declared endpoint : declarations.all(ResourceType.PRIVATE_ENDPOINT)) {
      Set<ResourceId> listed = new LinkedHashSet<>(listed(endpoint.fields().mapping()));
      listed.addAll(ofOwner(endpoint.id()));
      listed.retainAll(known);
      interfaces.put(endpoint.id(), listed);
    }
    for (Declarations.Declared machine : declarations.all(ResourceType.VIRTUAL_MACHINE)) {
      interfaces.put(machine.id(), listed(machine.fields().mapping()));
      owners.add(machine.id().parent());
    }
  }

  private Set<ResourceId> ofOwner(ResourceId owner) {
    return interfaces.computeIfAbsent(owner, _ -> new LinkedHashSet<>());
  }

  private static Optional<String> reference(@Nullable Tree value) {
    return value instanceof Tree.Mapping mapping
        ? Written.textOf(mapping, "id").or(() -> Written.textOf(mapping, "name"))
        : value instanceof Tree.Scalar scalar && !scalar.text().isEmpty()
            ? Optional.of(scalar.text())
            : Optional.empty();
  }

  /** The interfaces that a machine or endpoint lists, the primary one first. */
  private Set<ResourceId> listed(Tree.Mapping owner) {
    Tree.Mapping flat = Written.flat(owner);
    Tree list = flat.get(INTERFACES);
    if (list == null && flat.get("networkProfile") instanceof Tree.Mapping profile) {
      list = Written.flat(profile).get(INTERFACES);
    }
    List<ResourceId> found = new ArrayList<>();
    for (Tree item : Written.items(list)) {
      boolean primary =
          item instanceof Tree.Mapping mapping
              && Written.textOf(Written.flat(mapping), "primary")
                  .filter("true"::equalsIgnoreCase)
                  .isPresent();
      reference(item)
          .map(this::networkInterface)
          .ifPresent(id -> found.add(primary ? 0 : found.size(), id));
    }
    return new LinkedHashSet<>(found);
  }

  private ResourceId networkInterface(String reference) {
    if (!ResourceId.isArm(reference)) {
      List<ResourceId> named = registry.named(ResourceType.NETWORK_INTERFACE, reference);
      if (named.size() == 1) {
        return named.getFirst();
      }
    }
    return ResourceId.of(reference);
  }

  /** A resource with its name and id first. */
  Tree.Mapping write(Declarations.Declared declared) {
    Tree.Mapping written = head(declared.type(), declared.id());
    for (Tree.Entry entry : body(declared).entries()) {
      written.add(entry);
    }
    return written;
  }

  private Tree.Mapping head(ResourceType type, ResourceId id) {
    Tree.Mapping head = Written.object();
    Written.put(head, "name", Written.text(id.name()));
    boolean follows =
        id.toString().equals(ResourceId.local(type, id.name()).toString())
            && registry.named(type, id.name()).size() == 1;
    Written.put(head, "id", follows ? null : Written.text(id.toString()));
    return head;
  }

  private Tree.Mapping body(Declarations.Declared declared) {
    ResourceType type = declared.type();
    Tree.Mapping mapping = opened.in(declared.fields().mapping());
    Coverage.Shape shape = coverage.of(type.armType());
    Rewriting rewriting = new Rewriting(names, problems, declared.id());
    if (type == ResourceType.SCALE_SET) {
      return scaleSet(mapping, rewriting, declared.id());
    }
    Tree.Mapping body = rewriting.object(mapping, shape, declared.id());
    return switch (type) {
      case VIRTUAL_NETWORK -> body;
      case VIRTUAL_MACHINE -> machine(declared, body);
      case NETWORK_INTERFACE -> without(body, "privateEndpoint");
      case PRIVATE_ENDPOINT -> without(withInterfaces(body, declared.id()));
      case NAT_GATEWAY, BASTION_HOST, PUBLIC_IP_PREFIX -> without(body, "sku");
      case LOAD_BALANCER -> without(withSku(body, declared.fields()));
      case VIRTUAL_HUB -> without(body, "kind");
      default -> without(body);
    };
  }

  /** Only networks make something of their region. */
  private static Tree.Mapping without(Tree.Mapping body, String... keys) {
    return Written.without(Written.without(body, keys), "location");
  }

  /** References to the interfaces of an endpoint, when there are any, by their full ids. */
  @Nullable Tree interfaces(ResourceId endpoint) {
    List<Tree> found = new ArrayList<>();
    for (ResourceId nic : interfaces.getOrDefault(endpoint, Set.of())) {
      Tree.Mapping reference = Written.object();
      Written.put(reference, "id", Written.text(nic.toString()));
      found.add(reference);
    }
    return found.isEmpty() ? null : Written.list(found);
  }

  private static Tree.Mapping withSku(Tree.Mapping body, Fields fields) {
    return KeyOrder.of(Written.withSku(body, fields.isStrict() ? "Standard" : "Basic"));
  }

  private Tree.Mapping machine(Declarations.Declared declared, Tree.Mapping body) {
    Tree.Mapping written = Written.object();
    boolean unknown = Written.isUnknown(body.get(INTERFACES));
    Written.put(
        written,
        INTERFACES,
        unknown ? body.get(INTERFACES) : references(interfaces.get(declared.id()), declared.id()));
    Written.put(written, "virtualMachineScaleSet", body.get("virtualMachineScaleSet"));
    return written;
  }

  private @Nullable Tree references(@Nullable Set<ResourceId> nics, ResourceId owner) {
    List<Tree> found = new ArrayList<>();
    for (ResourceId nic : nics == null ? Set.<ResourceId>of() : nics) {
      found.add(Written.text(names.of(nic.toString(), INTERFACES, owner)));
    }
    return found.isEmpty() ? null : Written.list(found);
  }

  private Tree.Mapping withInterfaces(Tree.Mapping body, ResourceId endpoint) {
    Tree.Mapping others = Written.without(body, INTERFACES);
    Written.put(others, INTERFACES, references(interfaces.get(endpoint), endpoint));
    return others;
  }

  /** Whether the instances of a scale set all follow from its profile and its capacity. */
  boolean isUniform(Declarations.Declared set) {
    Tree.Mapping flat = Written.flat(set.fields().mapping());
    boolean flexible =
        Written.textOf(flat, "orchestrationMode").filter("Flexible"::equalsIgnoreCase).isPresent();
    Tree.Entry instances = flat.findIgnoringCase("virtualMachines");
    boolean listed = instances != null && instances.value() instanceof Tree.Sequence;
    return !flexible && !listed && hasMachines(set);
  }

  /** Whether a scale set has any machines. */
  boolean hasMachines(Declarations.Declared set) {
    return owners.contains(set.id());
  }

  private Tree.Mapping scaleSet(Tree.Mapping mapping, Rewriting rewriting, ResourceId id) {
    Tree.Mapping flat = Written.flat(mapping);
    Tree.Mapping written = Written.object();
    Tree capacity =
        flat.get("sku") instanceof Tree.Mapping sku ? sku.get("capacity") : flat.get("capacity");
    Written.put(written, "capacity", capacity);
    Tree.Mapping holder = flat;
    for (String wrapper : List.of("virtualMachineProfile", "networkProfile")) {
      if (holder.get(wrapper) instanceof Tree.Mapping inner) {
        holder = Written.flat(inner);
      }
    }
    List<Tree> configurations = new ArrayList<>();
    for (Tree.Mapping configuration : Written.objects(holder.get(CONFIGURATIONS))) {
      configurations.add(configuration(Written.flat(configuration), rewriting, id));
    }
    Written.put(written, CONFIGURATIONS, Written.list(configurations));
    return written;
  }

  /** The description of an interface; it holds those of its public addresses. */
  private Tree configuration(Tree.Mapping flat, Rewriting rewriting, ResourceId set) {
    Coverage.Shape shape = coverage.of(ResourceType.NETWORK_INTERFACE.armType());
    Tree.Mapping written = without(rewriting.object(flat, shape, set), "primary");
    List<Tree.Mapping> given = Written.objects(flat.get("ipConfigurations"));
    List<Tree.Mapping> own = Written.objects(written.get("ipConfigurations"));
    Coverage.Shape address = coverage.of(ResourceType.PUBLIC_IP_ADDRESS.armType());
    for (int i = 0; i < own.size() && own.size() == given.size(); i++) {
      if (Written.flat(given.get(i)).get(PUBLIC_ADDRESS) instanceof Tree.Mapping mapping) {
        Written.put(own.get(i), PUBLIC_ADDRESS, without(rewriting.object(mapping, address, set)));
      }
    }
    if (Written.textOf(flat, "primary").filter("true"::equalsIgnoreCase).isPresent()) {
      Written.put(written, "primary", new Tree.Scalar("true", Tree.Kind.BOOLEAN, 0));
    }
    return written;
  }

  /** Whether a machine is known only from the description of an appliance. */
  boolean isOnlyAppliance(Declarations.Declared declared) {
    return declared.type() == ResourceType.VIRTUAL_MACHINE
        && appliances.contains(declared.fields());
  }

  /** The appliances, what all inputs say of one together. */
  List<Declarations.Declared> appliances() {
    Map<ResourceId, Declarations.Declared> merged = new LinkedHashMap<>();
    for (Declarations.Appliance appliance : declarations.appliances()) {
      Fields later = appliance.fields();
      Declarations.Declared earlier = merged.get(appliance.machine());
      Fields all =
          earlier == null
              ? later
              : later.replaced(Merge.merge(earlier.fields().mapping(), later.mapping()));
      merged.put(
          appliance.machine(),
          new Declarations.Declared(ResourceType.VIRTUAL_MACHINE, appliance.machine(), all));
    }
    return List.copyOf(merged.values());
  }

  /** An appliance, with the interfaces that any input gives it. */
  Tree.Mapping writeAppliance(Declarations.Declared merged) {
    Set<ResourceId> nics = new LinkedHashSet<>();
    for (Declarations.Appliance appliance : declarations.appliances()) {
      if (appliance.machine().equals(merged.id())) {
        nics.addAll(listed(appliance.fields().mapping()));
      }
    }
    Tree.Mapping written = head(ResourceType.VIRTUAL_MACHINE, merged.id());
    Written.put(written, INTERFACES, references(nics, merged.id()));
    without(merged.fields().mapping(), INTERFACES).entries().forEach(written::add);
    return written;
  }
}
