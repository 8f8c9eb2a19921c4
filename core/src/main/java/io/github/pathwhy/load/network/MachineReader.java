package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads virtual machines and what overlays say about those that are appliances. */
public final class MachineReader {
  private static final List<String> POLICY_KEYS =
      List.of("rules", "sourceNat", "destinationNat", "stateful", "defaultAction");
  private static final String INTERFACE_ADDRESS = "interface";

  private final References references;
  private final AddressTermReader terms;
  private final Map<ResourceId, List<Declarations.Appliance>> appliances = new HashMap<>();

  public MachineReader(
      References references, AddressTermReader terms, List<Declarations.Appliance> appliances) {
    this.references = references;
    this.terms = terms;
    for (Declarations.Appliance appliance : appliances) {
      this.appliances.computeIfAbsent(appliance.machine(), _ -> new ArrayList<>(1)).add(appliance);
    }
  }

  public VirtualMachine read(Declarations.Declared declared) {
    Fields fields = declared.fields();
    List<Declarations.Appliance> descriptions = appliances.getOrDefault(declared.id(), List.of());
    Set<ResourceId> interfaces = new LinkedHashSet<>(readInterfaces(fields));
    Optional<Fields> together = Optional.empty();
    for (Declarations.Appliance description : descriptions) {
      Fields later = description.fields();
      interfaces.addAll(readInterfaces(later));
      together =
          Optional.of(
              together
                  .map(earlier -> later.replaced(Merge.merge(earlier.mapping(), later.mapping())))
                  .orElse(later));
    }
    Optional<AppliancePolicy> policy = together.map(this::readPolicy);
    if (!descriptions.isEmpty()) {
      POLICY_KEYS.forEach(fields::get);
    }
    fields.text("name");
    fields.text("id");
    fields.text("location");
    if (!fields.isStrict()) {
      // What was observed is read where machines were printed.
      fields.get("powerState");
      fields.get("instanceView");
      fields.get("extended");
    }
    Optional<ResourceId> scaleSet =
        references.one(fields, "virtualMachineScaleSet", ResourceType.SCALE_SET);
    fields.close();
    return new VirtualMachine(
        declared.id(), fields.position(), List.copyOf(interfaces), policy, scaleSet);
  }

  /** Names, inline interfaces, or ARM's network profile; the primary one comes first. */
  private List<ResourceId> readInterfaces(Fields fields) {
    Fields holder =
        fields.get("networkInterfaces") == null
                && fields.getArm("networkProfile") instanceof Tree.Mapping profile
            ? fields.nested(profile, "networkProfile")
            : fields;
    List<ResourceId> found = new ArrayList<>();
    int index = 0;
    List<Tree> items = holder.items("networkInterfaces");
    for (Tree item : items) {
      String place = "networkInterfaces[" + index++ + "]";
      Optional<ResourceId> id =
          references.resolve(holder, item, "networkInterfaces", ResourceType.NETWORK_INTERFACE);
      if (id.isPresent()) {
        found.add(isPrimary(holder, item, place, items.size()) ? 0 : found.size(), id.get());
      }
    }
    return found;
  }

  /** Whether a reference says so; of one alone it makes no difference. */
  private static boolean isPrimary(Fields holder, Tree item, String place, int of) {
    if (!(item instanceof Tree.Mapping mapping)) {
      return false;
    }
    Fields reference = holder.nested(mapping, place);
    reference.get("id");
    reference.get("primary");
    return of > 1 && reference.flag("primary").orElse(false);
  }

  private AppliancePolicy readPolicy(Fields fields) {
    fields.text("name");
    fields.text("id");
    List<AppliancePolicy.Rule> rules = new ArrayList<>();
    for (Fields rule : fields.namedChildren("rules")) {
      readRule(rule).ifPresent(rules::add);
    }
    // With rules, an appliance is a firewall: it tracks connections and denies the rest.
    boolean hasRules = fields.get("rules") != null;
    Access defaultAction =
        fields
            .choice("defaultAction", SecurityReader.ACCESSES, Access::label)
            .orElse(hasRules ? Access.DENY : Access.ALLOW);
    boolean stateful = fields.flag("stateful").orElse(hasRules);
    AppliancePolicy policy =
        new AppliancePolicy(
            fields.position(),
            rules,
            defaultAction,
            stateful,
            readSourceNat(fields),
            readDestinationNat(fields));
    fields.get("networkInterfaces");
    fields.text("location");
    fields.close();
    return policy;
  }

  private Optional<AppliancePolicy.Rule> readRule(Fields fields) {
    Optional<String> name = fields.text("name");
    Optional<Access> access = fields.choice("access", SecurityReader.ACCESSES, Access::label);
    fields.require("name", "every rule has one");
    fields.require("access", "allowed: Allow, Deny");
    List<Protocol> protocols = readProtocols(fields);
    List<AddressTerm> source = anyUnlessGiven(fields, "source");
    List<PortRange> sourcePorts = fields.ports("sourcePortRange", "sourcePortRanges");
    List<AddressTerm> destination = anyUnlessGiven(fields, "destination");
    List<PortRange> ports = fields.ports("destinationPortRange", "destinationPortRanges");
    fields.close();
    return name.isEmpty() || access.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AppliancePolicy.Rule(
                name.get(),
                fields.position(),
                access.get(),
                new Traffic(protocols, source, sourcePorts, destination, ports)));
  }

  private List<AppliancePolicy.SourceNat> readSourceNat(Fields fields) {
    List<AppliancePolicy.SourceNat> found = new ArrayList<>();
    for (Fields nat : fields.children("sourceNat")) {
      boolean ofInterface =
          nat.text("translatedAddress").filter(INTERFACE_ADDRESS::equalsIgnoreCase).isPresent();
      Optional<IpAddress> address =
          ofInterface
              ? Optional.empty()
              : nat.parsed(
                  "translatedAddress", IpAddress::parse, "expected interface or an IP address");
      nat.require("translatedAddress", "expected interface or an IP address");
      found.add(
          new AppliancePolicy.SourceNat(
              nat.position(),
              Traffic.ALL.between(
                  anyUnlessGiven(nat, "source"), anyUnlessGiven(nat, "destination")),
              address));
      nat.close();
    }
    return found;
  }

  private List<AppliancePolicy.DestinationNat> readDestinationNat(Fields fields) {
    List<AppliancePolicy.DestinationNat> found = new ArrayList<>();
    for (Fields nat : fields.children("destinationNat")) {
      Optional<IpAddress> address = nat.address("translatedAddress");
      nat.require("translatedAddress", "give the address to forward to");
      List<Protocol> protocols = readProtocols(nat);
      List<AddressTerm> destination = anyUnlessGiven(nat, "destination");
      List<PortRange> ports = nat.ports("destinationPortRange", "destinationPortRanges");
      Optional<Integer> port = nat.integer("translatedPort", 1, PortRange.MAX);
      address.ifPresent(to ->
          found.add(
              new AppliancePolicy.DestinationNat(
                  nat.position(),
                  Traffic.ALL.with(protocols, ports).between(Traffic.ALL.source(), destination),
                  to,
                  port)));
      nat.close();
    }
    return found;
  }

  /** What is not Azure's knows no families: `Icmp` is that of both. */
  static List<Protocol> readProtocols(Fields fields) {
    Protocol protocol =
        fields.choice("protocol", SecurityReader.PROTOCOLS, Protocol::label).orElse(Protocol.ANY);
    return protocol == Protocol.ICMP ? List.of(Protocol.ICMP, Protocol.ICMPV6) : List.of(protocol);
  }

  private List<AddressTerm> anyUnlessGiven(Fields fields, String side) {
    List<AddressTerm> given = terms.read(fields, side);
    return AddressTermReader.isGiven(fields, side) ? given : List.of(new AddressTerm.Any());
  }
}
