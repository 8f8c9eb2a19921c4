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
  private static final String TABLES = "hubRouteTables";
  private static final List<String> BUILT_IN = List.of(VirtualHub.DEFAULT_TABLE, "noneRouteTable");

  private final References references;
  private final Siblings tables;
  private final Siblings connections;
  private final ResourceId defaultTable;

  public HubNames(
      ResourceId hub, References references, List<Fields> tables, List<Fields> connections) {
    this.references = references;
    Map<String, ResourceId> ids = new LinkedHashMap<>();
    for (String builtIn : BUILT_IN) {
      ids.put(key(builtIn), hub.child(TABLES, builtIn));
    }
    ids.putAll(Siblings.of(hub, TABLES, "", tables).ids());
    this.defaultTable = ids.getOrDefault(key(VirtualHub.DEFAULT_TABLE), hub);
    this.tables = new Siblings(hub, TABLES, ResourceType.HUB_ROUTE_TABLE.label(), ids);
    this.connections =
        Siblings.of(
            hub,
            ResourceType.HUB_CONNECTION.collection(),
            ResourceType.HUB_CONNECTION.label(),
            connections);
  }

  /** The table that connections use when they name none. */
  public ResourceId defaultTable() {
    return defaultTable;
  }

  /** The route table under a key. */
  public Optional<ResourceId> table(Fields fields, String key) {
    return references.sibling(fields, key, tables);
  }

  /** The route tables in the list under a key. */
  public List<ResourceId> tables(Fields fields, String key) {
    return references.siblings(fields, key, tables);
  }

  /** The firewall or connection under a key. */
  public Optional<ResourceId> nextHop(Fields fields, String key) {
    ResourceId connection =
        fields.get(key) instanceof Tree.Scalar scalar
            ? connections.ids().get(key(scalar.text()))
            : null;
    return connection != null
        ? Optional.of(connection)
        : references.one(fields, key, ResourceType.AZURE_FIREWALL);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
