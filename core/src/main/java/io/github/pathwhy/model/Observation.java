package io.github.pathwhy.model;

import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Facts about a running resource that no configuration holds. Every component is absent when it
/// was not observed, which is not the same as empty. Percentages are 0 to 100. `probes` tells for
/// each backend, by its lower-case name, whether the probes of a load balancer reach it; `arp`
/// whether the routers of an ExpressRoute circuit know each other's hardware addresses.
public record Observation(
    SourcePosition declaredAt,
    Optional<PowerState> powerState,
    Optional<List<Listener>> listening,
    Optional<Double> cpuPercent,
    Optional<Double> memoryPercent,
    Optional<List<GuestRule>> guestFirewall,
    Optional<String> connectionState,
    Optional<List<LearnedRoute>> learnedRoutes,
    Map<String, Boolean> probes,
    Optional<String> provisioningState,
    Optional<Boolean> arp) {

  public Observation {
    listening = listening.map(List::copyOf);
    guestFirewall = guestFirewall.map(List::copyOf);
    learnedRoutes = learnedRoutes.map(List::copyOf);
    probes = Map.copyOf(probes);
  }

  /** A route that a gateway or a route server learned; the next hop is absent when not observed. */
  public record LearnedRoute(Prefix prefix, Optional<IpAddress> nextHop) {}

  /** A port that a process listens on. */
  public record Listener(Protocol protocol, int port) {}

  /** A rule of the operating system's firewall; the first match decides, none means allowed. */
  public record GuestRule(
      SourcePosition declaredAt, Direction direction, Access access, Traffic traffic) {}
}
