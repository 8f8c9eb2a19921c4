package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The short references of pathwhy's own form for the ids that ARM writes. */
final class ShortNames {
  private static final String CONFIGURATIONS = "ipConfigurations";

  /** The route tables that every virtual hub has without declaring them. */
  private static final List<String> BUILT_IN_TABLES =
      List.of("defaultRouteTable", "noneRouteTable");

  /// The keys whose references mean parts of the same resource, by which readers look among its
  /// parts before anything else.
  private static final List<String> SIBLING_KEYS =
      List.of(
          "frontendIPConfiguration",
          "frontendIPConfigurations",
          "backendAddressPool",
          "backendAddressPools",
          "probe",
          "frontendPort",
          "httpListener",
          "urlPathMap",
          "backendHttpSettings",
          "defaultBackendAddressPool",
          "defaultBackendHttpSettings",
          "associatedRouteTable",
          "ids");

  private static final List<String> CONFIGURATION_KEYS =
      List.of(
          "backendIPConfiguration", "backendIPConfigurations", "networkInterfaceIPConfiguration");

  private static final List<String> FRONTEND_KEYS =
      List.of(
          "gatewayLoadBalancer",
          "loadBalancerFrontendIPConfiguration",
          "loadBalancerFrontendIpConfigurations");

  private final Registry registry;
  private final Map<ResourceId, Tree.Mapping> resources = new HashMap<>();

  ShortNames(Declarations declarations, Registry registry) {
    this.registry = registry;
    for (ResourceType type : ResourceType.values()) {
      for (Declarations.Declared declared : declarations.all(type)) {
        resources.put(declared.id(), Written.flat(declared.fields().mapping()));
      }
    }
  }

  /** The reference to write for an id under a key of a resource. */
  String of(String id, String key, ResourceId owner) {
    ResourceId meant = ResourceId.of(id);
    if (SIBLING_KEYS.contains(key)) {
      return sibling(meant, owner).orElse(id);
    }
    if (CONFIGURATION_KEYS.contains(key)) {
      return part(meant, CONFIGURATIONS).orElse(id);
    }
    if (FRONTEND_KEYS.contains(key)) {
      return part(meant, "frontendIPConfigurations").orElse(id);
    }
    if (key.equals("nextHop")) {
      return nextHop(meant, owner);
    }
    return switch (key) {
      // Told by its form from the name of one that is not declared.
      case "virtualWan", "privateLinkServiceId" -> id;
      default -> registry.typeOf(meant).isPresent() ? registry.shortest(meant) : id;
    };
  }

  private Optional<String> sibling(ResourceId part, ResourceId owner) {
    if (!part.parent().equals(owner)) {
      return Optional.empty();
    }
    String collection = collection(part);
    if (collection.equalsIgnoreCase("hubRouteTables")
        && BUILT_IN_TABLES.stream().anyMatch(part.name()::equalsIgnoreCase)) {
      return Optional.of(part.name());
    }
    return named(owner, part, collection).map(_ -> part.name());
  }

  /** The resource and its part. */
  private Optional<String> part(ResourceId part, String collection) {
    ResourceId owner = part.parent();
    return named(owner, part, collection)
        .map(_ -> registry.shortest(owner))
        .filter(name -> !ResourceId.isArm(name))
        .map(name -> name + "/" + part.name());
  }

  /** A connection of the hub, else a firewall, unless a connection has its name. */
  private String nextHop(ResourceId hop, ResourceId hub) {
    String connections = "hubVirtualNetworkConnections";
    if (named(hub, hop, connections).isPresent()) {
      return hop.name();
    }
    boolean ambiguous = named(hub, hub.child(connections, hop.name()), connections).isPresent();
    return ambiguous || registry.typeOf(hop).isEmpty() ? hop.toString() : registry.shortest(hop);
  }

  /** The part of a resource, when it is the only one of its name there. */
  private Optional<Tree.Mapping> named(ResourceId owner, ResourceId part, String collection) {
    Tree.Mapping resource = resources.get(owner);
    Tree.Entry list = resource == null ? null : resource.findIgnoringCase(collection);
    if (list == null) {
      return Optional.empty();
    }
    Optional<Tree.Mapping> found = Optional.empty();
    for (Tree.Mapping item : Written.objects(list.value())) {
      if (Written.textOf(item, "name").filter(part.name()::equalsIgnoreCase).isPresent()) {
        ResourceId id =
            Written.textOf(item, "id")
                .map(ResourceId::of)
                .orElseGet(() -> owner.child(collection, part.name()));
        if (found.isPresent() || !id.equals(part)) {
          return Optional.empty();
        }
        found = Optional.of(item);
      }
    }
    return found;
  }

  private static String collection(ResourceId part) {
    String path = part.toString();
    String above = path.substring(0, path.lastIndexOf('/'));
    return above.substring(above.lastIndexOf('/') + 1);
  }
}
