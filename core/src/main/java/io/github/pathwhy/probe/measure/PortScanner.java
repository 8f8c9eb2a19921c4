package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks many ports of many hosts.
///
/// As many probes are in flight as the network carries: the window grows with every answer and
/// shrinks when one was lost, as TCP's does (RFC 5681). Silent ports are asked again in waves after
/// all others, each wave waiting twice as long, so that a burst of loss is not taken for a filter.
public final class PortScanner {
  private static final int FIRST_WINDOW = 100;
  private static final int LEAST_WINDOW = 10;
  private static final int MOST_WINDOW = 1024;
  private static final int UDP_BYTES = 32;
  private static final int REPORT_EVERY = 256;
  private static final int MOST_POSTPONED = 1000;
  private static final long FIRST_PATIENCE = 500_000_000L;
  private static final long LEAST_PATIENCE = 100_000_000L;
  private static final long MOST_PATIENCE = 950_000_000L;
  private static final long SLICE = 20_000_000L;
  private static final long BURST = 10_000_000L;
  private static final double NANOS_IN_SECOND = 1e9;

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
  /// @param retries how often a silent port is asked again
  /// @param patienceNanos the longest wait for an answer; empty to adapt to the network
  public record Settings(Method method, int perSecond, int retries, Optional<Long> patienceNanos) {}

  /// What became of a target.
  ///
  /// @param reply empty when it was not asked to the end
  /// @param tries how often it was asked
  public record Result(Target target, PortState state, Optional<Reply> reply, int tries) {}

  /// Asks all targets; the results are in their order. Targets of one host should stand together,
  /// since hosts learn their own round-trip time.
  public List<Result> scan(List<Target> targets, Settings settings) {
    Scan scan = new Scan(targets, settings);
    scan.run();
    return scan.results();
  }

  /** One scan's state, in arrays by the number of the target. */
  private final class Scan {
    private final List<Target> targets;
    private final Settings settings;
    private final int count;
    private final @Nullable Reply[] replies;
    private final byte[] tries;

    /** The host of a target: neighbours with the same address share a number. */
    private final int[] hosts;

    private final RttEstimate[] estimates;
    private final int[] queue;
    private int head;
    private int tail;
    private int[] silent = new int[16];
    private int silentCount;
    private int done;
    private int postponed;
    private double window = FIRST_WINDOW;
    private double threshold = MOST_WINDOW;
    private final int mostWindow;
    private long started;
    private long sent;

    Scan(List<Target> targets, Settings settings) {
      this.targets = targets;
      this.settings = settings;
      this.count = targets.size();
      this.replies = new Reply[count];
      this.tries = new byte[count];
      this.hosts = new int[count];
      this.queue = new int[count];
      this.mostWindow = Math.min(engine.capacity(), MOST_WINDOW);
      int host = -1;
      IpAddress last = null;
      for (int i = 0; i < count; i++) {
        IpAddress address = targets.get(i).address();
        if (!address.equals(last)) {
          host++;
          last = address;
        }
        hosts[i] = host;
        queue[i] = i;
      }
      this.tail = count;
      this.estimates = new RttEstimate[host + 1];
    }

    void run() {
      started = engine.now();
      for (int wave = 0; wave <= settings.retries() && !stop.isRequested(); wave++) {
        runWave(wave);
        if (wave < settings.retries()) {
          requeueSilent(wave);
        }
        if (head == tail) {
          break;
        }
      }
      for (int i = 0; i < count && engine.inFlight() > 0; i++) {
        engine.cancel(i);
      }
    }

    private void runWave(int wave) {
      while ((head < tail || engine.inFlight() > 0) && !stop.isRequested()) {
        boolean held = send(wave);
        for (Outcome outcome : engine.await(held ? 1_000_000L : SLICE)) {
          take(outcome, wave);
        }
      }
    }

    /** Sends what window and rate allow. Says whether the rate holds something back. */
    private boolean send(int wave) {
      if (head == tail) {
        return false;
      }
      int room = Math.min((int) window, mostWindow) - engine.inFlight();
      if (room <= 0) {
        return false;
      }
      double earned =
          (engine.now() - started + BURST) / NANOS_IN_SECOND * settings.perSecond() - sent;
      int allowed = (int) Math.min(room, earned);
      for (int i = 0; i < allowed && head < tail; i++) {
        int id = queue[head++];
        tries[id]++;
        sent++;
        engine.send(id, probe(targets.get(id)), patience(id, wave));
      }
      return allowed < room;
    }

    private Probe probe(Target target) {
      return settings.method() == Method.UDP
          ? Probe.udp(target.address(), target.port(), UDP_BYTES)
          : Probe.tcp(target.address(), target.port());
    }

    private long patience(int id, int wave) {
      RttEstimate estimate = estimates[hosts[id]];
      long patience =
          estimate == null ? FIRST_PATIENCE : Math.max(LEAST_PATIENCE, estimate.timeout()) << wave;
      long most = settings.patienceNanos().orElse(MOST_PATIENCE);
      return Math.min(patience, Math.min(most, MOST_PATIENCE));
    }

    private void take(Outcome outcome, int wave) {
      int id = outcome.id();
      Reply reply = outcome.reply();
      if (reply instanceof Reply.Unsent(LocalFault fault, String _)
          && fault == LocalFault.NO_RESOURCES
          && postponed < MOST_POSTPONED) {
        postpone(id);
        return;
      }
      replies[id] = reply;
      if (reply instanceof Reply.Silent) {
        if (wave < settings.retries()) {
          noteSilent(id);
        } else {
          end();
        }
        return;
      }
      rtt(reply).ifPresent(rtt -> learn(id, rtt));
      if (wave > 0) {
        // It was there all the time: the network lost the first probe or its answer.
        threshold = Math.max(window / 2, LEAST_WINDOW);
        window = threshold;
      } else {
        window += window < threshold ? 1 : 1 / window;
      }
      end();
    }

    private void end() {
      done++;
      if (done % REPORT_EVERY == 0) {
        progress.update("asking ports", done, count);
      }
    }

    private static Optional<Rtt> rtt(Reply reply) {
      return switch (reply) {
        case Reply.Answered(Rtt rtt) -> Optional.of(rtt);
        case Reply.Reset(Rtt rtt) -> Optional.of(rtt);
        case Reply.Icmp _, Reply.Silent _, Reply.Unsent _ -> Optional.empty();
      };
    }

    private void learn(int id, Rtt rtt) {
      RttEstimate estimate = estimates[hosts[id]];
      if (estimate == null) {
        estimates[hosts[id]] = new RttEstimate(rtt.nanos());
      } else {
        estimate.add(rtt.nanos());
      }
    }

    /** Descriptors or ports ran out: fewer at once, and this one again later. */
    private void postpone(int id) {
      postponed++;
      tries[id]--;
      window = Math.max(LEAST_WINDOW, engine.inFlight() * 0.9);
      threshold = window;
      head--;
      queue[head] = id;
    }

    private void noteSilent(int id) {
      if (silentCount == silent.length) {
        silent = Arrays.copyOf(silent, silentCount * 2);
      }
      silent[silentCount++] = id;
    }

    /// The next wave. A host that has answered nothing at all is asked once more, not again and
    /// again.
    private void requeueSilent(int wave) {
      head = 0;
      tail = 0;
      for (int i = 0; i < silentCount; i++) {
        int id = silent[i];
        if (wave == 0 || estimates[hosts[id]] != null) {
          queue[tail++] = id;
        } else {
          end();
        }
      }
      silentCount = 0;
    }

    List<Result> results() {
      List<Result> results = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Reply reply = replies[i];
        results.add(
            reply == null
                ? new Result(targets.get(i), PortState.UNKNOWN, Optional.empty(), tries[i])
                : new Result(
                    targets.get(i),
                    PortState.of(settings.method(), reply),
                    Optional.of(reply),
                    tries[i]));
      }
      return results;
    }
  }
}
