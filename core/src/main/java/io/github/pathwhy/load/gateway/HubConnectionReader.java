package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the connections of a virtual hub to virtual networks. */
public final class HubConnectionReader {
  private static final String DEFAULT_LABEL = "default";
  private static final String OVERRIDE = "vnetLocalRouteOverrideCriteria";
  private static final List<String> OVERRIDES = List.of("Contains", "Equal");

  private final ResourceId hub;
  private final References references;
  private final HubNames names;

  public HubConnectionReader(ResourceId hub, References references, HubNames names) {
    this.hub = hub;
    this.references = references;
    this.names = names;
  }

  public Optional<VirtualHub.Connection> read(Fields fields) {
    Optional<String> name = fields.text("name");
    fields.require("remoteVirtualNetwork", "name the network that is connected");
    Optional<ResourceId> network =
        references.one(fields, "remoteVirtualNetwork", ResourceType.VIRTUAL_NETWORK);
    boolean internetSecurity = fields.flag("enableInternetSecurity").orElse(false);
    Routing routing =
        fields
            .child("routingConfiguration")
            .map(this::readRouting)
            .orElseGet(() -> Routing.standard(names.defaultTable()));
    ResourceId id =
        Declarations.childId(
            hub,
            fields,
            "hubVirtualNetworkConnections",
            name.or(() -> network.map(ResourceId::name)).orElse(""));
    fields.close();
    return network.map(to ->
        new VirtualHub.Connection(
            id,
            fields.position(),
            to,
            routing.associated(),
            routing.tables(),
            routing.labels(),
            routing.staticRoutes(),
            routing.overridesLocal(),
            internetSecurity));
  }

  /** The routing configuration of a connection. */
  private record Routing(
      ResourceId associated,
      List<ResourceId> tables,
      List<String> labels,
      List<VirtualHub.StaticRoute> staticRoutes,
      boolean overridesLocal) {

    /** What Azure gives a connection that has none. */
    static Routing standard(ResourceId table) {
      return new Routing(table, List.of(table), List.of(DEFAULT_LABEL), List.of(), true);
    }
  }

  private Routing readRouting(Fields fields) {
    Routing standard = Routing.standard(names.defaultTable());
    ResourceId associated =
        names.table(fields, "associatedRouteTable").orElse(standard.associated());
    Optional<Fields> propagated = fields.child("propagatedRouteTables");
    List<ResourceId> tables =
        propagated.map(to -> names.tables(to, "ids")).orElse(standard.tables());
    List<String> labels =
        propagated
            .map(to -> to.scalars("labels").stream().map(Tree.Scalar::text).toList())
            .orElse(standard.labels());
    propagated.ifPresent(Fields::close);
    List<VirtualHub.StaticRoute> routes = new ArrayList<>();
    boolean overridesLocal = true;
    Optional<Fields> inside = fields.child("vnetRoutes");
    if (inside.isPresent()) {
      inside.get().namedChildren("staticRoutes").forEach(route -> readStatic(route, routes));
      Optional<Fields> config = inside.get().child("staticRoutesConfig");
      if (config.isPresent()) {
        overridesLocal =
            !config.get().choice(OVERRIDE, OVERRIDES, word -> word).equals(Optional.of("Equal"));
        config.get().allow("propagateStaticRoutes");
        config.get().close();
      }
      inside.get().close();
    }
    fields.close();
    return new Routing(associated, tables, labels, routes, overridesLocal);
  }

  private static void readStatic(Fields fields, List<VirtualHub.StaticRoute> routes) {
    Optional<String> name = fields.text("name");
    for (String key : List.of("addressPrefixes", "nextHopIpAddress")) {
      fields.require(key, "a static route has addressPrefixes and nextHopIpAddress");
    }
    List<Prefix> prefixes = fields.prefixes("addressPrefixes");
    Optional<IpAddress> nextHop = fields.address("nextHopIpAddress");
    fields.close();
    nextHop.ifPresent(hop ->
        routes.add(new VirtualHub.StaticRoute(name.orElse(""), fields.position(), prefixes, hop)));
  }
}
