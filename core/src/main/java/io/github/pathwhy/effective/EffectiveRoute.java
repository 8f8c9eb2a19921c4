package io.github.pathwhy.effective;

import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.Prefix;
import java.util.Optional;

/// One row of an effective route table. User routes carry the table and the declared route they
/// come from; `active` is false when another route of the same prefix wins.
public record EffectiveRoute(
    Source source,
    boolean active,
    Prefix prefix,
    NextHop nextHop,
    Optional<RouteTable> table,
    Optional<RouteTable.Route> declared) {

  /** A route that Azure makes. */
  static EffectiveRoute system(Prefix prefix, NextHop nextHop) {
    return new EffectiveRoute(
        Source.DEFAULT, true, prefix, nextHop, Optional.empty(), Optional.empty());
  }

  /** A route that a gateway, a Route Server or a virtual hub announces. */
  static EffectiveRoute learned(Prefix prefix, NextHop nextHop) {
    return new EffectiveRoute(
        Source.VIRTUAL_NETWORK_GATEWAY, true, prefix, nextHop, Optional.empty(), Optional.empty());
  }

  /** A route of a route table. */
  static EffectiveRoute user(Prefix prefix, RouteTable table, RouteTable.Route route) {
    return new EffectiveRoute(
        Source.USER, true, prefix, route.nextHop(), Optional.of(table), Optional.of(route));
  }

  EffectiveRoute overridden() {
    return new EffectiveRoute(source, false, prefix, nextHop, table, declared);
  }

  /** Who made the route, in Azure's spelling. */
  public enum Source {
    DEFAULT("Default"),
    USER("User"),
    VIRTUAL_NETWORK_GATEWAY("VirtualNetworkGateway");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }
}
