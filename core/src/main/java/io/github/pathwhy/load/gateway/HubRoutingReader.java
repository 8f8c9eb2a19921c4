package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the routing configurations that connections of virtual hubs have. */
final class HubRoutingReader {
  private static final String KEY = "routingConfiguration";
  private static final String ASSOCIATED = "associatedRouteTable";
  private static final String OVERRIDE = "vnetLocalRouteOverrideCriteria";
  private static final List<String> OVERRIDES = List.of("Contains", "Equal");

  private final HubNames names;

  HubRoutingReader(HubNames names) {
    this.names = names;
  }

  /** The routing configuration of a virtual network's connection. */
  record Routing(
      ResourceId associated, Propagation propagation, VirtualHub.StaticRoutes staticRoutes) {}

  /** What a virtual network's connection says. */
  Routing ofNetwork(Fields connection) {
    Optional<Fields> configuration = connection.child(KEY);
    if (configuration.isEmpty()) {
      return new Routing(
          names.defaultTable(),
          Propagation.standard(names.defaultTable()),
          VirtualHub.StaticRoutes.NONE);
    }
    Fields fields = configuration.get();
    ResourceId associated = names.table(fields, ASSOCIATED).orElse(names.defaultTable());
    Propagation propagation = labelled(propagation(fields));
    VirtualHub.StaticRoutes routes =
        fields.child("vnetRoutes").map(this::staticRoutes).orElse(VirtualHub.StaticRoutes.NONE);
    fields.close();
    return new Routing(associated, propagation, routes);
  }

  /// What the connection of a branch, or of a peer, says: which tables learn its routes. Branches
  /// send by the default table.
  Propagation ofBranch(Fields connection) {
    Optional<Fields> configuration = connection.child(KEY);
    if (configuration.isEmpty()) {
      return Propagation.standard(names.defaultTable());
    }
    configuration.get().allow(ASSOCIATED);
    Propagation propagation = propagation(configuration.get());
    configuration.get().close();
    return propagation;
  }

  private Propagation propagation(Fields fields) {
    Optional<Fields> propagated = fields.child("propagatedRouteTables");
    if (propagated.isEmpty()) {
      return Propagation.standard(names.defaultTable());
    }
    Fields to = propagated.get();
    Propagation propagation =
        new Propagation(
            names.tables(to, "ids"), to.scalars("labels").stream().map(Tree.Scalar::text).toList());
    to.close();
    return propagation;
  }

  /// Without any label the routes of a network go to the default tables as well
  /// (`virtual-wan/about-virtual-hub-routing`), unless they are to go nowhere.
  private Propagation labelled(Propagation propagation) {
    boolean nowhere = propagation.tables().contains(names.noneTable());
    return nowhere || !propagation.labels().isEmpty()
        ? propagation
        : new Propagation(propagation.tables(), List.of(VirtualHub.DEFAULT_LABEL));
  }

  private VirtualHub.StaticRoutes staticRoutes(Fields fields) {
    List<VirtualHub.StaticRoute> routes = new ArrayList<>();
    fields.namedChildren("staticRoutes").forEach(route -> readStatic(route).ifPresent(routes::add));
    boolean propagated = true;
    boolean overrideLocal = true;
    Optional<Fields> config = fields.child("staticRoutesConfig");
    if (config.isPresent()) {
      overrideLocal =
          !config.get().choice(OVERRIDE, OVERRIDES, word -> word).equals(Optional.of("Equal"));
      propagated = config.get().flag("propagateStaticRoutes").orElse(true);
      config.get().close();
    }
    fields.close();
    return new VirtualHub.StaticRoutes(routes, propagated, overrideLocal);
  }

  private static Optional<VirtualHub.StaticRoute> readStatic(Fields fields) {
    Optional<String> name = fields.text("name");
    for (String key : List.of("addressPrefixes", "nextHopIpAddress")) {
      fields.require(key, "a static route has addressPrefixes and nextHopIpAddress");
    }
    List<Prefix> prefixes = fields.prefixes("addressPrefixes");
    Optional<IpAddress> nextHop = fields.address("nextHopIpAddress");
    fields.close();
    return nextHop.map(
        hop -> new VirtualHub.StaticRoute(name.orElse(""), fields.position(), prefixes, hop));
  }
}
