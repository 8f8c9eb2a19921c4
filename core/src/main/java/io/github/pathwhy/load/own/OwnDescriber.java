package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.declare.Section;
import io.github.pathwhy.load.gateway.RouteServerReader;
import io.github.pathwhy.load.own.Description.Item;
import io.github.pathwhy.load.own.Description.Part;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Describes declared resources in pathwhy's own form. Works on what was declared and merged, after
/// it was read: only then is known which keys count.
public final class OwnDescriber {
  /** Where readers of Terraform leave the address of a resource. */
  private static final String ADDRESS = Coverage.TERRAFORM_ADDRESS;

  /** Networks first, then what guards and leads, then what uses them. */
  private static final List<Section> ORDER =
      List.of(
          Section.VIRTUAL_NETWORKS,
          Section.NETWORK_SECURITY_GROUPS,
          Section.APPLICATION_SECURITY_GROUPS,
          Section.ROUTE_TABLES,
          Section.PUBLIC_IP_ADDRESSES,
          Section.PUBLIC_IP_PREFIXES,
          Section.NAT_GATEWAYS,
          Section.BASTION_HOSTS,
          Section.NETWORK_INTERFACES,
          Section.VIRTUAL_MACHINES,
          Section.VIRTUAL_APPLIANCES,
          Section.SCALE_SETS,
          Section.LOAD_BALANCERS,
          Section.APPLICATION_GATEWAYS,
          Section.PRIVATE_ENDPOINTS,
          Section.PRIVATE_LINK_SERVICES,
          Section.PRIVATE_DNS_ZONES,
          Section.VIRTUAL_NETWORK_GATEWAYS,
          Section.LOCAL_NETWORK_GATEWAYS,
          Section.CONNECTIONS,
          Section.EXPRESS_ROUTE_CIRCUITS,
          Section.ROUTE_SERVERS,
          Section.VIRTUAL_HUBS,
          Section.VPN_GATEWAYS,
          Section.VPN_SITES,
          Section.EXPRESS_ROUTE_GATEWAYS,
          Section.P2S_VPN_GATEWAYS,
          Section.AZURE_FIREWALLS,
          Section.FIREWALL_POLICIES,
          Section.IP_GROUPS,
          Section.NETWORK_MANAGERS);

  private final Declarations declarations;
  private final Registry registry;
  private final Ledger ledger;
  private final Set<ResourceId> given;
  private final OwnResources own;
  private final ArmResources arm;

  public OwnDescriber(Declarations declarations, Registry registry, Ledger ledger) {
    this.declarations = declarations;
    this.registry = registry;
    this.ledger = ledger;
    this.given = declarations.given();
    Coverage coverage = ledger.coverage();
    this.own = new OwnResources(declarations, registry, ledger);
    Set<SourcePosition> unread = ledger.unread().places();
    this.arm =
        new ArmResources(
            coverage,
            ledger.opened(),
            entry -> unread.contains(ledger.problems().position(entry.at())));
  }

  /** The sections; the resources that are refused in pathwhy's own form stand in ARM's. */
  public Draft describe(Set<ResourceId> refused) {
    return Draft.of(parts(refused));
  }

  private List<Part> parts(Set<ResourceId> refused) {
    List<Item> inArmForm = new ArrayList<>();
    Map<Section, List<Item>> items = new HashMap<>();
    for (ResourceType type : ResourceType.values()) {
      List<Declarations.Declared> all = new ArrayList<>();
      for (Declarations.Declared declared : declarations.all(type)) {
        if (given.contains(declared.id()) && !own.isOnlyAppliance(declared)) {
          all.add(declared);
        }
      }
      int last = lastInArmForm(all, refused);
      for (int i = 0; i < all.size(); i++) {
        Declarations.Declared declared = all.get(i);
        if (i <= last || isInArmForm(declared, refused)) {
          inArmForm.add(item(declared, inArmForm(declared)));
        } else {
          items
              .computeIfAbsent(section(declared), _ -> new ArrayList<>())
              .add(item(declared, own.write(declared)));
        }
      }
    }
    for (Declarations.Declared appliance : own.appliances()) {
      items
          .computeIfAbsent(Section.VIRTUAL_APPLIANCES, _ -> new ArrayList<>())
          .add(item(appliance, own.writeAppliance(appliance)));
    }
    for (Declarations.Other other : declarations.others()) {
      inArmForm.add(
          new Item(
              other.id(),
              arm.other(other),
              ledger.problems().position(other.mapping().at()),
              Written.textOf(other.mapping(), ADDRESS)));
    }
    return parts(items, inArmForm);
  }

  private Tree.Mapping inArmForm(Declarations.Declared declared) {
    Tree.Mapping written = arm.modelled(declared);
    if (declared.type() == ResourceType.PRIVATE_ENDPOINT) {
      // Interfaces in pathwhy's own form do not name their endpoint.
      Written.put(written, "networkInterfaces", own.interfaces(declared.id()));
    }
    return written;
  }

  private boolean isInArmForm(Declarations.Declared declared, Set<ResourceId> refused) {
    return refused.contains(declared.id()) || !hasWords(declared);
  }

  /// The index of the last resource that has to be in ARM's form, for types whose order counts:
  /// those that Azure gives addresses, one after the other. What is in ARM's form comes first.
  private int lastInArmForm(List<Declarations.Declared> all, Set<ResourceId> refused) {
    int last = -1;
    for (int i = 0; i < all.size() && hasOrder(all.get(i).type()); i++) {
      Declarations.Declared declared = all.get(i);
      boolean takesNone = declared.type() == ResourceType.SCALE_SET && !own.hasMachines(declared);
      if (!takesNone && isInArmForm(declared, refused)) {
        last = i;
      }
    }
    return last;
  }

  private static boolean hasOrder(ResourceType type) {
    return switch (type) {
      case NETWORK_INTERFACE,
          SCALE_SET,
          LOAD_BALANCER,
          PRIVATE_ENDPOINT,
          PRIVATE_LINK_SERVICE,
          APPLICATION_GATEWAY,
          PUBLIC_IP_ADDRESS ->
          true;
      default -> false;
    };
  }

  private static Item item(Declarations.Declared declared, Tree.Mapping tree) {
    return new Item(
        declared.id(),
        tree,
        declared.fields().position(),
        Written.textOf(declared.fields().mapping(), ADDRESS));
  }

  private List<Part> parts(Map<Section, List<Item>> items, List<Item> inArmForm) {
    List<Part> parts = new ArrayList<>();
    for (Section section : ORDER) {
      List<Item> found = items.get(section);
      if (found != null) {
        parts.add(new Description.Resources(section.key(), found));
      }
    }
    if (!inArmForm.isEmpty()) {
      parts.add(new Description.Resources(OwnForm.RESOURCES, inArmForm));
    }
    Overlays overlays = new Overlays(registry);
    declarations.overlays().forEach(overlays::add);
    parts.addAll(overlays.parts());
    GapSection.of(ledger.unread().stated()).ifPresent(parts::add);
    return parts;
  }

  private static Section section(Declarations.Declared declared) {
    if (declared.type() == ResourceType.VIRTUAL_HUB) {
      return RouteServerReader.isRouteServer(declared.fields())
          ? Section.ROUTE_SERVERS
          : Section.VIRTUAL_HUBS;
    }
    for (Section section : ORDER) {
      if (section.type() == declared.type()) {
        return section;
      }
    }
    throw new IllegalArgumentException("no section for " + declared.type());
  }

  /** Whether pathwhy's own form can say all that counts of a resource. */
  private boolean hasWords(Declarations.Declared declared) {
    Tree.Mapping flat = Written.flat(ledger.opened().in(declared.fields().mapping()));
    if (flat.get("properties") != null) {
      return false; // not known as a whole
    }
    return switch (declared.type()) {
      case VIRTUAL_MACHINE ->
          !Written.isUnknown(flat.get("virtualMachineScaleSet"))
              && !Written.isOpen(flat.get("networkProfile"));
      case VIRTUAL_WAN -> false;
      case SCALE_SET -> own.isUniform(declared);
      case VIRTUAL_HUB -> flat.findIgnoringCase("virtualHubRouteTableV2s") == null;
      case FIREWALL_POLICY ->
          hasAllGroups(declared.id(), Written.objects(flat.get("ruleCollectionGroups")));
      default -> true;
    };
  }

  /** Whether every group of rules that a policy names is described, too. */
  private static boolean hasAllGroups(ResourceId policy, List<Tree.Mapping> groups) {
    Set<ResourceId> described = new HashSet<>();
    for (Tree.Mapping group : groups) {
      Written.textOf(group, "name")
          .map(name -> policy.child("ruleCollectionGroups", name))
          .ifPresent(usual -> {
            described.add(Written.textOf(group, "id").map(ResourceId::of).orElse(usual));
          });
    }
    return groups.stream()
        .allMatch(group ->
            Written.textOf(group, "name").isPresent()
                || Written.textOf(group, "id")
                    .map(ResourceId::of)
                    .filter(described::contains)
                    .isPresent());
  }
}
