package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.host.SystemTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The system's `ping` and the options that it takes.
///
/// @param tool its path
record PingCommand(String tool, SystemTool.Family family) {
  private static final long NANOS_IN_SECOND = 1_000_000_000L;
  private static final long NANOS_IN_MILLI = 1_000_000L;

  /** The one of this system. */
  static Optional<PingCommand> find(IpVersion version) {
    boolean apart = SystemTool.system() == SystemTool.Family.BSD && version == IpVersion.V6;
    return SystemTool.find(apart ? "ping6" : "ping")
        .map(tool -> new PingCommand(tool, SystemTool.family(tool)));
  }

  /// One echo request, or empty when this tool cannot send it. The destination is an address, never
  /// a name.
  Optional<List<String>> arguments(Probe probe, long timeoutNanos) {
    if (probe.ttl() > 0) {
      return Optional.empty();
    }
    boolean v4 = probe.destination().version() == IpVersion.V4;
    List<String> words = new ArrayList<>();
    words.add(tool);
    String seconds =
        Long.toString(Math.max(1, (timeoutNanos + NANOS_IN_SECOND - 1) / NANOS_IN_SECOND));
    String millis = Long.toString(Math.max(1, timeoutNanos / NANOS_IN_MILLI));
    String size = Integer.toString(probe.size());
    switch (family) {
      case LINUX -> {
        words.addAll(List.of("-n", "-c", "1", "-W", seconds, "-s", size));
        if (probe.dontFragment()) {
          words.addAll(List.of("-M", "do"));
        }
      }
      case BUSYBOX -> {
        if (probe.dontFragment()) {
          return Optional.empty();
        }
        words.addAll(List.of("-c", "1", "-W", seconds, "-s", size));
      }
      case BSD -> {
        words.addAll(List.of("-n", "-c", "1", "-s", size));
        if (v4) {
          words.addAll(List.of("-W", millis));
        }
        if (probe.dontFragment()) {
          if (!v4) {
            return Optional.empty();
          }
          words.add("-D");
        }
      }
      case WINDOWS -> {
        words.addAll(List.of("-n", "1", "-w", millis, "-l", size));
        if (probe.dontFragment()) {
          if (!v4) {
            return Optional.empty();
          }
          words.add("-f");
        }
      }
    }
    words.add(probe.destination().toString());
    return Optional.of(words);
  }
}
