package io.github.pathwhy.live;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.measure.MeasuredPath;
import java.util.List;
import java.util.Optional;

/** Asks this machine what explains that probes were not answered. */
final class LocalInquiry {
  private final LiveRequest request;
  private final Surroundings surroundings;

  LocalInquiry(LiveRequest request, Surroundings surroundings) {
    this.request = request;
    this.surroundings = surroundings;
  }

  /** What this machine knows, beside what came of the probes. */
  LocalFacts facts(IpAddress destination, Optional<MeasuredPath> path, List<Outcome> outcomes) {
    // The tables are asked only when something is to be explained: that starts a process.
    boolean toldByOther = false;
    for (Outcome outcome : outcomes) {
      toldByOther |=
          outcome.reply() instanceof Reply.Answered || outcome.reply() instanceof Reply.Reset;
    }
    boolean explains = !toldByOther && !outcomes.isEmpty();
    Surroundings.Route route =
        explains ? surroundings.route(destination) : Surroundings.Route.UNKNOWN;
    Optional<IpAddress> source = route.source();
    for (Outcome outcome : outcomes) {
      source = source.isPresent() ? source : outcome.localAddress();
    }
    source = source.isPresent() ? source : path.flatMap(MeasuredPath::source);
    Optional<String> neighbour = Optional.empty();
    Surroundings.Firewall firewall = Surroundings.Firewall.PASSES;
    if (explains && route.failure().isEmpty()) {
      if (!isPassedOn(path) && route.interfaceName().isPresent()) {
        neighbour =
            surroundings.neighbourFailure(
                route.nextHop().orElse(destination), route.interfaceName().get());
      }
      if (source.isPresent()) {
        firewall = surroundings.firewall(flow(source.get(), destination), route.interfaceName());
      }
    }
    return new LocalFacts(
        source,
        route.interfaceName(),
        route.nextHop(),
        route.failure(),
        neighbour,
        firewall.rule(),
        firewall.doubt(),
        portUser(outcomes),
        surroundings.cpuPercent(),
        surroundings.memoryPercent());
  }

  /** Who has the source port, when that is why nothing could be sent. */
  private Optional<String> portUser(List<Outcome> outcomes) {
    boolean isTaken = false;
    for (Outcome outcome : outcomes) {
      isTaken |=
          outcome.reply() instanceof Reply.Unsent unsent
              && unsent.fault() == LocalFault.SOURCE_PORT_IN_USE;
    }
    return isTaken && request.sourcePort().isPresent() && request.method().hasPorts()
        ? surroundings.portUser(
            request.method() == Method.TCP ? Protocol.TCP : Protocol.UDP,
            request.sourcePort().get())
        : Optional.empty();
  }

  /** Whether a router answered: then the next hop is there. */
  private static boolean isPassedOn(Optional<MeasuredPath> path) {
    return path.isPresent() && path.get().hops().stream().anyMatch(hop -> !hop.isSilent());
  }

  private Flow flow(IpAddress source, IpAddress destination) {
    Protocol protocol =
        switch (request.method()) {
          case TCP -> Protocol.TCP;
          case UDP -> Protocol.UDP;
          case ICMP -> Protocol.ICMP;
        };
    int sourcePort = protocol.hasPorts() ? request.sourcePort().orElse(0) : 0;
    return new Flow(source, destination, protocol, sourcePort, request.port());
  }
}
