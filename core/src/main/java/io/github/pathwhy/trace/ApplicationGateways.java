package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.PathWalker.Finished;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.BackendPool;
import io.github.pathwhy.trace.judge.GatewayRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What Application Gateways do: end the connection at a listener and open another one to a member
/// of the pool that the request goes to (`application-gateway/how-application-gateway-works`).
/// Members that the gateway does not reach are left out, as its probes would have it.
final class ApplicationGateways implements Device {

  private final PathWalker walker;
  private final EffectiveNetwork network;
  private final BackendPool pools;

  ApplicationGateways(PathWalker walker) {
    this.walker = walker;
    this.network = walker.network();
    this.pools = walker.judges().pools();
  }

  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    ApplicationGateway gateway = (ApplicationGateway) at.owner().orElseThrow();
    walker.encounters().within(walk, Role.APP_GATEWAY, gateway.id());
    walker.encounters().within(walk, Role.POOL_MEMBER, gateway.id());
    if (walker.options().asksApplication()) {
      walker.encounters().within(walk, Role.ANSWER, gateway.id());
    }
    if (!gateway.running()) {
      walk.add(new FirewallStep.NotRunning(gateway));
      walker.unresolved(walk);
      return;
    }
    GatewayRules.blocked(network, gateway, at).ifPresent(walk::add);
    List<ApplicationGateway.Listener> listeners = listeners(walk, gateway, at);
    List<ApplicationGateway.Route> routes = new ArrayList<>(1);
    for (ApplicationGateway.Listener listener : listeners) {
      routes.addAll(listener.routes());
    }
    if (routes.isEmpty()) {
      Flow flow = walk.flow();
      walk.add(new Step.NoListener(gateway, flow.protocol(), flow.destinationPort()));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    for (ApplicationGateway.Route route : routes) {
      if (walker.mayFork()) {
        follow(walk.fork(), gateway, at, route);
      }
    }
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    walk.add(new Step.ForwardingDisabled(at.nic()));
    walker.unresolved(walk);
  }

  /// The listeners that take a connection: by the name that the client asks for; a client without a
  /// name may mean any.
  private List<ApplicationGateway.Listener> listeners(
      Walk walk, ApplicationGateway gateway, EffectiveInterface at) {
    List<ApplicationGateway.Listener> any = new ArrayList<>(1);
    List<ApplicationGateway.Listener> basic = new ArrayList<>(1);
    List<ApplicationGateway.Listener> named = new ArrayList<>(1);
    Optional<String> asked = walker.options().hostName();
    for (ApplicationGateway.Frontend frontend : gateway.frontends()) {
      if (!isAt(walk, at, frontend) || walk.flow().protocol() != Protocol.TCP) {
        continue;
      }
      for (ApplicationGateway.Listener listener : gateway.listeners()) {
        if (listener.port() != walk.flow().destinationPort()
            || !listener.frontend().equals(frontend.id())) {
          continue;
        }
        any.add(listener);
        if (listener.hostName().isEmpty()) {
          basic.add(listener);
        } else if (asked.filter(name -> covers(listener.hostName().get(), name)).isPresent()) {
          named.add(listener);
        }
      }
    }
    if (!named.isEmpty()) {
      return named;
    }
    return basic.isEmpty() && asked.isEmpty() ? any : basic;
  }

  /** Whether the connection was made to the frontend. */
  private boolean isAt(Walk walk, EffectiveInterface at, ApplicationGateway.Frontend frontend) {
    Optional<IpAddress> fromOutside =
        walk.sessions()
            .inbound(at, walk.flow().reversed())
            .map(session -> session.outside().destination());
    return fromOutside.isPresent()
        ? frontend
            .publicIpAddress()
            .flatMap(id -> network.topology().find(id, PublicIpAddress.class))
            .flatMap(PublicIpAddress::address)
            .equals(fromOutside)
        : frontend.privateAddress().filter(walk.flow().destination()::equals).isPresent();
  }

  private static boolean covers(String pattern, String name) {
    String wanted = pattern.toLowerCase(Locale.ROOT);
    String given = name.toLowerCase(Locale.ROOT);
    return wanted.startsWith("*") ? given.endsWith(wanted.substring(1)) : given.equals(wanted);
  }

  /** Every member of the route's pool is a path, as far as it works; if none does, all are. */
  private void follow(
      Walk walk,
      ApplicationGateway gateway,
      EffectiveInterface at,
      ApplicationGateway.Route route) {
    BackendPool.Members members = pools.members(route.pool(), at);
    members.missing().forEach(missing -> walk.add(new Step.Unknown(missing)));
    List<IpAddress> reachable = new ArrayList<>(members.addresses().size());
    for (IpAddress member : members.addresses()) {
      if (member.version() == walk.flow().version()) {
        reachable.add(member);
      }
    }
    if (reachable.isEmpty()) {
      if (members.missing().isEmpty()) {
        walk.add(new FirewallStep.NoMember(gateway, route.rule()));
      }
      walker.unresolved(walk);
      return;
    }
    ProxiedPaths proxied = new ProxiedPaths(gateway, route, walk);
    for (IpAddress member : reachable) {
      List<Finished> paths = open(walk, gateway, at, route, member, route.backendPort());
      proxied.add(
          member,
          paths,
          route
              .probePort()
              .map(port -> open(walk, gateway, at, route, member, port))
              .orElse(paths));
    }
    proxied.paths().forEach(walker::add);
  }

  /** The paths of a connection of the gateway's own. */
  private List<Finished> open(
      Walk common,
      ApplicationGateway gateway,
      EffectiveInterface at,
      ApplicationGateway.Route route,
      IpAddress member,
      int port) {
    int finished = walker.finished();
    if (!walker.mayFork()) {
      return List.of();
    }
    Walk walk = common.fork();
    Flow before = walk.flow();
    IpAddress own = at.primary(member.version()).orElseThrow().privateAddress();
    Flow after = before.withSource(own).withDestination(member).withDestinationPort(port);
    walk.legs().open();
    walk.add(new FirewallStep.Proxied(gateway, route.rule(), member));
    walk.translate(new Step.Translated(Step.Translation.PROXY, gateway, before, after));
    walker.forwarder().sendOn(walk, gateway, at, before);
    return walker.takeFrom(finished);
  }
}
