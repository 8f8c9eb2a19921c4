package io.github.pathwhy.live;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.Optional;

/// What can be known about this machine beside the probes. Everything is asked for only when it
/// matters, and may be unknown.
public interface Surroundings {

  /** The way that this machine's own tables lead to a destination. */
  Route route(IpAddress destination);

  /// Why the neighbour that packets to a destination go to first is not found on the link, in
  /// words; empty when it is, or when nobody can tell.
  Optional<String> neighbourFailure(IpAddress neighbour, String interfaceName);

  /// What this machine's own firewall does with a flow and its answers.
  ///
  /// @param flow a source port of 0 is any that the system may choose
  Firewall firewall(Flow flow, Optional<String> interfaceName);

  /** Who has a port of this machine, in words. */
  Optional<String> portUser(Protocol protocol, int port);

  /** How busy the processor was since the beginning, in per cent. */
  Optional<Integer> cpuPercent();

  /** How much memory is used, in per cent. */
  Optional<Integer> memoryPercent();

  /// A firewall's judgement.
  ///
  /// @param rule the rule that drops the flow or its answers, in words
  /// @param doubt why nobody can tell whether one does, in words
  record Firewall(Optional<String> rule, Optional<String> doubt) {
    /** Nothing drops it, or nobody was asked. */
    public static final Firewall PASSES = new Firewall(Optional.empty(), Optional.empty());
  }

  /// A route.
  ///
  /// @param nextHop the gateway; empty when the destination is on the link
  /// @param failure why there is none, in words
  record Route(
      Optional<IpAddress> source,
      Optional<String> interfaceName,
      Optional<IpAddress> nextHop,
      Optional<String> failure) {
    /** Nothing is known. */
    public static final Route UNKNOWN =
        new Route(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
