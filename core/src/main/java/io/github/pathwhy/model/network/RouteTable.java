package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Prefix;
import java.util.List;

/// A table of user routes that subnets attach. Its flags keep the routes of gateways and of
/// peerings out of those subnets.
public record RouteTable(
    ResourceId id,
    SourcePosition declaredAt,
    boolean disableBgpRoutePropagation,
    boolean disablePeeringRoutes,
    List<Route> routes)
    implements Resource {

  public RouteTable {
    routes = List.copyOf(routes);
  }

  /// A user route. One that overrides BGP wins over learned routes inside its prefix, however long
  /// those are (`hasBgpOverride`).
  public record Route(
      ResourceId id,
      SourcePosition declaredAt,
      Destination destination,
      NextHop nextHop,
      boolean overridesBgp) {

    /** The short name. */
    public String name() {
      return id.name();
    }
  }

  /** What a user route is for. */
  public sealed interface Destination {
    /** A prefix. */
    record Block(Prefix prefix) implements Destination {
      @Override
      public String toString() {
        return prefix.toString();
      }
    }

    /** Something that the input does not say; `missing` is what would tell. */
    record Unknown(String missing) implements Destination {
      @Override
      public String toString() {
        return missing;
      }
    }

    /** All prefixes of a service tag. */
    record Tag(String name) implements Destination {
      @Override
      public String toString() {
        return name;
      }
    }
  }
}
