package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// An Application Gateway: takes connections at its listeners and opens others to the members of a
/// backend pool. `version` is 1 or 2; one that is not `running` takes none.
public record ApplicationGateway(
    ResourceId id,
    SourcePosition declaredAt,
    int version,
    boolean running,
    ResourceId subnet,
    List<Frontend> frontends,
    List<Listener> listeners)
    implements Resource {

  public ApplicationGateway {
    frontends = List.copyOf(frontends);
    listeners = List.copyOf(listeners);
  }

  /** An address that the gateway answers at. */
  public record Frontend(
      ResourceId id, Optional<IpAddress> privateAddress, Optional<ResourceId> publicIpAddress) {}

  /** A port of a frontend, and where its requests go; no routes means that no rule uses it. */
  public record Listener(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId frontend,
      int port,
      Optional<String> hostName,
      List<Route> routes) {

    public Listener {
      routes = List.copyOf(routes);
    }
  }

  /// Requests of one path (`/*` is every other one) go to the members of a pool at a port.
  ///
  /// @param probePort where the health of the members is asked instead
  public record Route(
      String rule, String path, Pool pool, int backendPort, Optional<Integer> probePort) {}

  /** The members: addresses, names, and ip configurations that are named here or name the pool. */
  public record Pool(
      ResourceId id,
      List<IpAddress> addresses,
      List<String> names,
      List<ResourceId> ipConfigurations) {

    public Pool {
      addresses = List.copyOf(addresses);
      names = List.copyOf(names);
      ipConfigurations = List.copyOf(ipConfigurations);
    }
  }
}
