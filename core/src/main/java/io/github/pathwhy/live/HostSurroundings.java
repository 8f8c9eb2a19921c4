package io.github.pathwhy.live;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.probe.host.LocalPorts;
import io.github.pathwhy.probe.host.LocalRoute;
import io.github.pathwhy.probe.host.MachineLoad;
import io.github.pathwhy.probe.host.Neighbours;
import io.github.pathwhy.probe.host.SocketOwner;
import io.github.pathwhy.probe.host.SystemTool;
import io.github.pathwhy.probe.host.firewall.LocalFirewall;
import io.github.pathwhy.probe.host.firewall.Verdict;
import io.github.pathwhy.text.Printable;
import java.util.List;
import java.util.Optional;

/** This machine, asked for real. Its load is measured from the moment that this is made. */
public final class HostSurroundings implements Surroundings {
  private final MachineLoad load = MachineLoad.start();

  @Override
  public Route route(IpAddress destination) {
    return switch (LocalRoute.to(destination)) {
      case LocalRoute.Via(var source, String interfaceName, var nextHop) ->
          new Route(source, Optional.of(interfaceName), nextHop, Optional.empty());
      case LocalRoute.None none ->
          new Route(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(none.refusal().words() + " to " + destination + " (" + none.why() + ")"));
      case LocalRoute.Unknown _ -> Route.UNKNOWN;
    };
  }

  @Override
  public Optional<String> neighbourFailure(IpAddress neighbour, String interfaceName) {
    return switch (Neighbours.of(neighbour, interfaceName)) {
      case MISSING ->
          Optional.of(neighbour + " does not answer on the link: it has no link address");
      case FOUND, UNKNOWN -> Optional.empty();
    };
  }

  @Override
  public Firewall firewall(Flow flow, Optional<String> interfaceName) {
    LocalFirewall rules = LocalFirewall.read();
    return switch (rules.judge(flow, interfaceName)) {
      case Verdict.Dropped(String rule, boolean isOfAnswer) ->
          new Firewall(
              Optional.of(isOfAnswer ? rule + ", which the answer meets" : rule), Optional.empty());
      case Verdict.Passed _ -> Firewall.PASSES;
      case Verdict.Unclear(String why) ->
          new Firewall(Optional.empty(), Optional.of(rules.isReadable() ? why : unreadable()));
    };
  }

  private static String unreadable() {
    return SystemTool.find("nft").or(() -> SystemTool.find("iptables-save")).isPresent()
        ? "its rules could not be read: needs root (CAP_NET_ADMIN)"
        : "its rules could not be read: neither nft nor iptables is installed";
  }

  @Override
  public Optional<String> portUser(Protocol protocol, int port) {
    List<LocalPorts.Use> uses = LocalPorts.of(protocol, port);
    if (uses.isEmpty()) {
      return Optional.empty();
    }
    LocalPorts.Use use = uses.getFirst();
    String socket = "a socket that is " + use.state() + " on " + use.address();
    return Optional.of(
        SocketOwner.of(use.inode())
            .map(owner ->
                Printable.of(owner.name()) + " (process " + owner.pid() + ") has " + socket)
            .orElse(socket));
  }

  @Override
  public Optional<Integer> cpuPercent() {
    return load.cpuPercent();
  }

  @Override
  public Optional<Integer> memoryPercent() {
    return MachineLoad.memoryPercent();
  }
}
