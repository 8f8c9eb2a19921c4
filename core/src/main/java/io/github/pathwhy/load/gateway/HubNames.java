package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Siblings;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of one virtual hub that its other parts mean by short names. */
public final class HubNames {
  private static final String CONNECTIONS = ResourceType.HUB_CONNECTION.collection();
  private static final String TABLES = "hubRouteTables";
  private static final String NONE_TABLE = "noneRouteTable";
  private static final List<String> BUILT_IN = List.of(VirtualHub.DEFAULT_TABLE, NONE_TABLE);

  private final References references;
  private final Siblings tables;
  private final Siblings connections;
  private final ResourceId defaultTable;
  private final ResourceId noneTable;

  public HubNames(
      ResourceId hub, References references, List<Fields> tables, List<Fields> connections) {
    this.references = references;
    Map<String, ResourceId> ids = new LinkedHashMap<>();
    for (String builtIn : BUILT_IN) {
      ids.put(key(builtIn), hub.child(TABLES, builtIn));
    }
    ids.putAll(Siblings.of(hub, TABLES, "", tables).ids());
    this.defaultTable = ids.getOrDefault(key(VirtualHub.DEFAULT_TABLE), hub);
    this.noneTable = ids.getOrDefault(key(NONE_TABLE), hub);
    this.tables = new Siblings(hub, TABLES, ResourceType.HUB_ROUTE_TABLE.label(), ids);
    this.connections =
        Siblings.of(hub, CONNECTIONS, ResourceType.HUB_CONNECTION.label(), connections);
  }

  /** The table that connections use when they name none. */
  public ResourceId defaultTable() {
    return defaultTable;
  }

  /** The table that stands for propagating nothing. */
  public ResourceId noneTable() {
    return noneTable;
  }

  /** The route table under a key. */
  public Optional<ResourceId> table(Fields fields, String key) {
    return references.sibling(fields, key, tables);
  }

  /** The route tables in the list under a key. */
  public List<ResourceId> tables(Fields fields, String key) {
    return references.siblings(fields, key, tables);
  }

  /** The connection of the hub under a key. */
  public Optional<ResourceId> connection(Fields fields, String key) {
    return references.sibling(fields, key, connections);
  }

  /// The firewall or connection under a key; a connection of another hub goes by the name of the
  /// hub and its own.
  public Optional<ResourceId> nextHop(Fields fields, String key) {
    if (fields.get(key) instanceof Tree.Scalar scalar) {
      ResourceId own = connections.ids().get(key(scalar.text()));
      Optional<ResourceId> named = Optional.ofNullable(own).or(() -> ofOtherHub(scalar.text()));
      if (named.isPresent()) {
        return named;
      }
    }
    return references.one(fields, key, ResourceType.AZURE_FIREWALL);
  }

  private Optional<ResourceId> ofOtherHub(String text) {
    if (ResourceId.isArm(text)) {
      return Optional.empty();
    }
    String[] parts = text.split("/", -1);
    List<ResourceId> hubs =
        parts.length == 2 || (parts.length == 4 && parts[2].equalsIgnoreCase(CONNECTIONS))
            ? references.registry().named(ResourceType.VIRTUAL_HUB, parts[parts.length / 4])
            : List.of();
    return hubs.size() == 1
        ? Optional.of(hubs.getFirst().child(CONNECTIONS, parts[parts.length - 1]))
        : Optional.empty();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
