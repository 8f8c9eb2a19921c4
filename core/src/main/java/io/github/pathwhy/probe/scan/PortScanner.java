package io.github.pathwhy.probe.scan;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import java.util.List;
import java.util.Optional;

/// Asks many ports of many hosts.
///
/// As many probes are in flight as the network carries: the window grows with every answer and
/// shrinks when many get lost, as TCP's does (RFC 5681). Silent ports are asked again in waves
/// after all others, with more patience, so that a burst of loss is not taken for a filter. Ports
/// are asked in a scattered order, so that a filtered range does not hold up the others.
public final class PortScanner {
  /** The probes a second when nothing else is asked for. */
  public static final int USUAL_RATE = 50_000;

  /** How often a silent port is asked again when nothing else is asked for. */
  public static final int USUAL_RETRIES = 2;

  /** How often it may be. */
  public static final int MOST_RETRIES = 10;

  private final ProbeEngine engine;
  private final Stop stop;
  private final Progress progress;

  /** A scanner over an engine that nothing else uses meanwhile. */
  public PortScanner(ProbeEngine engine, Stop stop, Progress progress) {
    this.engine = engine;
    this.stop = stop;
    this.progress = progress;
  }

  /** A port of a host. */
  public record Target(IpAddress address, int port) {}

  /// How to ask.
  ///
  /// @param method TCP or UDP
  /// @param perSecond the most probes a second
  /// @param retries how often a silent port is asked again, 0 to {@link #MOST_RETRIES}
  /// @param patienceNanos how long to wait for an answer, with TCP at most 950 ms, after which the
  ///   kernel would ask again; empty to adapt to the network
  public record Settings(Method method, int perSecond, int retries, Optional<Long> patienceNanos) {
    public Settings {
      if (!method.hasPorts()) {
        throw new IllegalArgumentException(method + " has no ports");
      }
      if (perSecond < 1) {
        throw new IllegalArgumentException("rate " + perSecond);
      }
      if (retries < 0 || retries > MOST_RETRIES) {
        throw new IllegalArgumentException("retries " + retries);
      }
    }
  }

  /// What became of a target.
  ///
  /// @param reply empty when it was not asked to the end
  /// @param tries how often it was asked
  /// @param seen what a capture saw of the reply
  public record Result(
      Target target,
      PortState state,
      Optional<Reply> reply,
      int tries,
      Optional<Outcome.WireView> seen) {}

  /// Asks all targets; the results are in their order. Targets of one host should stand together,
  /// since hosts learn their own round-trip time.
  public List<Result> scan(List<Target> targets, Settings settings) {
    return new PortScan(engine, targets, settings, stop, progress).run();
  }
}
