package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.host.SystemTool;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The system's tool that looks for paths: `traceroute`, `tracepath` or `tracert`, for when no
/// engine can see hops.
public final class SystemTraceroute {
  private static final long STOP_LAG_MILLIS = 50;
  private static final long NANOS_IN_MILLI = 1_000_000L;

  private final String name;
  private final String tool;
  private final SystemTool.Family family;

  private SystemTraceroute(String name, String tool) {
    this.name = name;
    this.tool = tool;
    this.family = SystemTool.family(tool);
  }

  /// What the tool said.
  ///
  /// @param tool its name
  /// @param method what it sends
  /// @param hops as far as it came
  /// @param reached whether the destination itself answered
  /// @param trouble why there are no hops, or not all: its own words, a stop, or the time being up
  public record Traced(
      String tool, Method method, List<TraceHop> hops, boolean reached, Optional<String> trouble) {
    public Traced {
      hops = List.copyOf(hops);
    }
  }

  /** The tool of this system, if there is one. */
  public static Optional<SystemTraceroute> find(IpVersion version) {
    String[] names =
        switch (SystemTool.system()) {
          case WINDOWS -> new String[] {"tracert"};
          case BSD -> new String[] {version == IpVersion.V4 ? "traceroute" : "traceroute6"};
          case LINUX, BUSYBOX -> new String[] {"traceroute", "tracepath"};
        };
    for (String name : names) {
      Optional<String> tool = SystemTool.find(name);
      if (tool.isPresent()) {
        return Optional.of(new SystemTraceroute(name, tool.get()));
      }
    }
    return Optional.empty();
  }

  /** Its name: `traceroute`. */
  public String name() {
    return name;
  }

  /// Looks for the path to an address. Blocks.
  ///
  /// @param probes for each hop, where the tool can be told
  /// @param mostNanos when to end it, with what it has said by then
  public Traced trace(IpAddress destination, int maxHops, int probes, long mostNanos, Stop stop) {
    CompletableFuture<SystemTool.Result> said = new CompletableFuture<>();
    Process process;
    try {
      process = SystemTool.start(arguments(destination, maxHops, probes), said::complete);
    } catch (IOException e) {
      return traced(destination, "", Optional.of(name + " does not start: " + e.getMessage()));
    }
    Optional<String> trouble = Optional.empty();
    long end = System.nanoTime() + mostNanos;
    try {
      while (true) {
        long left = (end - System.nanoTime()) / NANOS_IN_MILLI;
        if (left <= 0 || stop.isRequested()) {
          trouble = Optional.of(left <= 0 ? "the time was up" : "it was stopped");
          process.destroyForcibly();
          return traced(destination, said.get().output(), trouble);
        }
        try {
          SystemTool.Result result =
              said.get(Math.min(left, STOP_LAG_MILLIS), TimeUnit.MILLISECONDS);
          return traced(destination, result.output(), trouble(result));
        } catch (TimeoutException _) {
          // Not yet.
        }
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return traced(destination, "", Optional.of("it was interrupted"));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<String> trouble(SystemTool.Result result) {
    if (result.status() == 0 && !TraceOutput.read(result.output()).isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = result.output().lines().filter(line -> !line.isBlank()).toList();
    return Optional.of(
        lines.isEmpty()
            ? name + " ends with " + result.status()
            : name + ": " + lines.getLast().strip());
  }

  private Traced traced(IpAddress destination, String text, Optional<String> trouble) {
    List<TraceHop> hops = TraceOutput.read(text);
    boolean reached = false;
    for (TraceHop hop : hops) {
      for (TraceHop.Answer answer : hop.answers()) {
        reached |= answer.from().equals(destination) && answer.mark().isEmpty();
      }
    }
    Method method = family == SystemTool.Family.WINDOWS ? Method.ICMP : Method.UDP;
    return new Traced(name, method, hops, reached, trouble);
  }

  private List<String> arguments(IpAddress destination, int maxHops, int probes) {
    String most = Integer.toString(maxHops);
    String address = destination.toString();
    return switch (name) {
      case "tracert" -> List.of(tool, "-d", "-h", most, "-w", "1000", address);
      case "tracepath" -> List.of(tool, "-n", "-m", most, address);
      default ->
          List.of(tool, "-n", "-q", Integer.toString(probes), "-w", "1", "-m", most, address);
    };
  }
}
