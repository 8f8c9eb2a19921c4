package io.github.pathwhy.effective;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An application gateway in the making, for tests. Listeners belong to the frontend named last,
/// routes to the listener named last.
public final class TestGateway {
  private final ResourceId id;
  private final SourcePosition position;
  private final ResourceId subnet;
  private final List<ApplicationGateway.Frontend> frontends = new ArrayList<>();
  private final List<ApplicationGateway.Listener> listeners = new ArrayList<>();
  private int version = 2;

  TestGateway(String name, SourcePosition position, ResourceId subnet) {
    this.id = ResourceId.local(ResourceType.APPLICATION_GATEWAY, name);
    this.position = position;
    this.subnet = subnet;
  }

  public TestGateway version(int other) {
    version = other;
    return this;
  }

  public TestGateway publicFrontend(String publicAddress) {
    return frontend(Optional.empty(), Optional.of(TestNetwork.publicAddressId(publicAddress)));
  }

  public TestGateway privateFrontend(String address) {
    return frontend(Optional.of(IpAddress.of(address)), Optional.empty());
  }

  private TestGateway frontend(Optional<IpAddress> address, Optional<ResourceId> publicAddress) {
    frontends.add(
        new ApplicationGateway.Frontend(
            id.child("frontendIPConfigurations", "front" + frontends.size()),
            address,
            publicAddress));
    return this;
  }

  public TestGateway listener(int port) {
    return listener(port, Optional.empty());
  }

  public TestGateway listener(int port, String hostName) {
    return listener(port, Optional.of(hostName));
  }

  private TestGateway listener(int port, Optional<String> hostName) {
    listeners.add(
        new ApplicationGateway.Listener(
            id.child("httpListeners", "listener" + listeners.size()),
            position,
            frontends.getLast().id(),
            port,
            hostName,
            List.of()));
    return this;
  }

  /** Requests of a path go to members, given as addresses or names, at a port. */
  public TestGateway route(String path, int port, String... members) {
    List<IpAddress> addresses = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String member : members) {
      IpAddress.parse(member).ifPresentOrElse(addresses::add, () -> names.add(member));
    }
    return route(path, port, addresses, names, List.of());
  }

  /** Requests of every path go to the first interfaces of machines. */
  public TestGateway routeToMachines(int port, String... machines) {
    return route(
        "/*",
        port,
        List.of(),
        List.of(),
        Arrays.stream(machines)
            .map(name -> TestNetwork.interfaceId(name, 1).child("ipConfigurations", "ipconfig1"))
            .toList());
  }

  private TestGateway route(
      String path,
      int port,
      List<IpAddress> addresses,
      List<String> names,
      List<ResourceId> configurations) {
    ApplicationGateway.Listener last = listeners.removeLast();
    ApplicationGateway.Pool pool =
        new ApplicationGateway.Pool(
            id.child("backendAddressPools", "pool"), addresses, names, configurations);
    List<ApplicationGateway.Route> routes = new ArrayList<>(last.routes());
    routes.add(
        new ApplicationGateway.Route("rule" + routes.size(), path, pool, port, Optional.empty()));
    listeners.add(
        new ApplicationGateway.Listener(
            last.id(), last.declaredAt(), last.frontend(), last.port(), last.hostName(), routes));
    return this;
  }

  ApplicationGateway build() {
    return new ApplicationGateway(id, position, version, true, subnet, frontends, listeners);
  }
}
