package io.github.pathwhy.probe.scan;

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
import io.github.pathwhy.probe.scan.PortScanner.Result;
import io.github.pathwhy.probe.scan.PortScanner.Settings;
import io.github.pathwhy.probe.scan.PortScanner.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One scan's state, in arrays by the number of the target. */
final class PortScan {
  private static final int UDP_BYTES = 32;
  private static final int REPORT_EVERY = 256;
  private static final long FIRST_PATIENCE = 500_000_000L;
  private static final long LEAST_PATIENCE = 100_000_000L;

  /** Below the time after which the kernel sends a SYN again. */
  private static final long MOST_PATIENCE = 950_000_000L;

  private static final long SLICE = 20_000_000L;
  private static final long SWEEP_EVERY = 5_000_000L;
  private static final long REST = 10_000_000L;
  private static final int MOST_RESTS = 100;

  /** Waves beyond the retries, while they bring answers. */
  private static final int MORE_WAVES = 4;

  /** What gets lost on the way without there being too many probes. */
  private static final double USUAL_LOSS = 0.03;

  /** How many ports may be missed because all tries were lost. */
  private static final double MISSED = 0.1;

  private static final double GOLDEN = 0.618;

  private final ProbeEngine engine;
  private final List<Target> targets;
  private final Settings settings;
  private final Stop stop;
  private final Progress progress;
  private final int count;
  private final @Nullable Outcome[] outcomes;
  private final byte[] tries;

  /** Asked to the end. */
  private final boolean[] ended;

  /** The host of a target: neighbours with the same address share a number. */
  private final int[] hosts;

  private final @Nullable RttEstimate[] estimates;
  private final SendingRate rate;
  private final SendingWindow window;

  /** What is still to be asked in this wave. */
  private final int[] queue;

  private int head;
  private int tail;

  /** What was silent in this wave. */
  private int[] silent = new int[16];

  private int silentCount;

  /** Answers to second and later tries, of this wave and of all, and answers altogether. */
  private int recovered;

  private int recoveredInAll;
  private int answered;

  /** What was sent before its host's round-trip time was known, and when. */
  private int[] early = new int[16];

  private long[] earlySent = new long[16];
  private int earlyCount;
  private long swept;
  private int rests;

  PortScan(
      ProbeEngine engine, List<Target> targets, Settings settings, Stop stop, Progress progress) {
    this.engine = engine;
    this.targets = targets;
    this.settings = settings;
    this.stop = stop;
    this.progress = progress;
    this.count = targets.size();
    this.outcomes = new Outcome[count];
    this.tries = new byte[count];
    this.ended = new boolean[count];
    this.hosts = new int[count];
    this.queue = new int[count];
    this.rate = new SendingRate(settings.perSecond(), engine.now());
    this.window = new SendingWindow(engine.capacity());
    this.estimates = new RttEstimate[numberHosts()];
    scatter();
  }

  private int numberHosts() {
    int host = -1;
    IpAddress last = null;
    for (int i = 0; i < count; i++) {
      IpAddress address = targets.get(i).address();
      if (!address.equals(last)) {
        host++;
        last = address;
      }
      hosts[i] = host;
    }
    return host + 1;
  }

  /** All targets, neighbours far apart: steps that have no divisor in common with their number. */
  private void scatter() {
    int step = Math.max(1, (int) (count * GOLDEN));
    while (divisor(step, count) > 1) {
      step++;
    }
    long at = 0;
    for (int i = 0; i < count; i++) {
      queue[i] = (int) at;
      at = (at + step) % count;
    }
    tail = count;
  }

  private static int divisor(int one, int other) {
    return other == 0 ? one : divisor(other, one % other);
  }

  List<Result> run() {
    for (int wave = 0; head < tail && !stop.isRequested(); wave++) {
      recovered = 0;
      progress.update(
          wave == 0 ? "asking ports" : "asking " + tail + " silent ports again",
          0,
          wave == 0 ? count : 0);
      runWave(wave);
      nextWave(wave);
    }
    for (int i = 0; i < count && engine.inFlight() > 0; i++) {
      if (!ended[i] && tries[i] > 0) {
        engine.cancel(i);
      }
    }
    return results();
  }

  private void runWave(int wave) {
    while ((head < tail || engine.inFlight() > 0) && !stop.isRequested()) {
      long wait = send(wave);
      for (Outcome outcome : engine.await(wait)) {
        take(outcome, wave);
      }
      if (earlyCount > 0) {
        sweep(wave);
      }
    }
  }

  /** Sends what window and rate allow. Says how long to wait for outcomes then. */
  private long send(int wave) {
    if (head == tail) {
      return SLICE;
    }
    int room = window.size() - engine.inFlight();
    if (room <= 0) {
      return SLICE;
    }
    long now = engine.now();
    int allowed = rate.available(now);
    int sent = 0;
    while (sent < room && sent < allowed && head < tail) {
      launch(queue[head++], wave, now);
      sent++;
      if (wave == 0 && head % REPORT_EVERY == 0) {
        progress.update("asking ports", head, count);
      }
    }
    rate.take(sent);
    return sent == allowed && sent < room && head < tail
        ? Math.min(SLICE, rate.untilNext(now))
        : SLICE;
  }

  private void launch(int id, int wave, long now) {
    Target target = targets.get(id);
    tries[id]++;
    if (estimates[hosts[id]] == null) {
      if (earlyCount == early.length) {
        early = Arrays.copyOf(early, earlyCount * 2);
        earlySent = Arrays.copyOf(earlySent, earlyCount * 2);
      }
      early[earlyCount] = id;
      earlySent[earlyCount++] = now;
    }
    engine.send(
        id,
        settings.method() == Method.UDP
            ? Probe.udp(target.address(), target.port(), UDP_BYTES)
            : Probe.tcp(target.address(), target.port()),
        patience(id, wave));
  }

  private long patience(int id, int wave) {
    long most = settings.method() == Method.TCP ? MOST_PATIENCE : Long.MAX_VALUE;
    if (settings.patienceNanos().isPresent()) {
      return Math.min(most, settings.patienceNanos().get());
    }
    RttEstimate estimate = estimates[hosts[id]];
    long first = estimate == null ? FIRST_PATIENCE : Math.max(LEAST_PATIENCE, estimate.timeout());
    int times = wave == 0 ? 1 : wave <= settings.retries() ? 2 : 4;
    return Math.min(MOST_PATIENCE, times * first);
  }

  /** Waits no longer than needed for what was sent before the round-trip time was known. */
  private void sweep(int wave) {
    long now = engine.now();
    if (now - swept < SWEEP_EVERY) {
      return;
    }
    swept = now;
    int kept = 0;
    for (int i = 0; i < earlyCount; i++) {
      int id = early[i];
      if (outcomes[id] != null) {
        continue;
      }
      if (estimates[hosts[id]] != null && now - earlySent[i] > patience(id, wave)) {
        engine.cancel(id);
        noteSilent(id, wave);
      } else {
        early[kept] = id;
        earlySent[kept++] = earlySent[i];
      }
    }
    earlyCount = kept;
  }

  private void take(Outcome outcome, int wave) {
    int id = outcome.id();
    Reply reply = outcome.reply();
    if (reply instanceof Reply.Unsent(LocalFault fault, String _)
        && fault == LocalFault.NO_RESOURCES
        && postpone(id)) {
      return;
    }
    rests = 0;
    outcomes[id] = outcome;
    if (reply instanceof Reply.Silent) {
      noteSilent(id, wave);
      return;
    }
    learn(id, outcome);
    answered++;
    if (wave > 0) {
      // It was there all the time: the network lost the first probe or its answer.
      recovered++;
      recoveredInAll++;
      if (recoveredInAll > answered * USUAL_LOSS) {
        window.lost(engine.now());
      }
    } else {
      window.answered();
    }
    end(id);
  }

  private void end(int id) {
    ended[id] = true;
  }

  /** Learns how far away the host is, if the answer is its own. */
  private void learn(int id, Outcome outcome) {
    @Nullable Rtt rtt =
        switch (outcome.reply()) {
          case Reply.Answered(Rtt value) -> value;
          case Reply.Reset(Rtt value) -> value;
          case Reply.Icmp icmp ->
              icmp.from().equals(outcome.probe().destination()) ? icmp.rtt() : null;
          case Reply.Silent _, Reply.Unsent _ -> null;
        };
    if (rtt == null) {
      return;
    }
    @Nullable RttEstimate estimate = estimates[hosts[id]];
    if (estimate == null) {
      estimates[hosts[id]] = new RttEstimate(rtt.nanos());
    } else {
      estimate.add(rtt.nanos());
    }
  }

  /// Descriptors or ports ran out: fewer at once, and this one again later. False when that does
  /// not help either.
  private boolean postpone(int id) {
    boolean idle = engine.inFlight() == 0;
    if (idle && ++rests > MOST_RESTS) {
      return false;
    }
    window.limit(Math.max(1, engine.inFlight()));
    if (idle) {
      engine.await(REST);
    }
    tries[id]--;
    queue[--head] = id;
    return true;
  }

  private void noteSilent(int id, int wave) {
    if (wave == 0) {
      window.silent();
    }
    if (silentCount == silent.length) {
      silent = Arrays.copyOf(silent, silentCount * 2);
    }
    silent[silentCount++] = id;
  }

  /// What was silent and deserves another try. A host that has answered nothing at all is asked
  /// once more, not again and again. When so many answers get lost that open ports may have been
  /// missed in all tries, there are a few more.
  private void nextWave(int wave) {
    earlyCount = 0;
    head = 0;
    tail = 0;
    if (stop.isRequested()) {
      return;
    }
    boolean more =
        wave < settings.retries()
            || (wave > 0
                && settings.method() == Method.TCP
                && wave < settings.retries() + MORE_WAVES
                && likelyMissed() > MISSED);
    for (int i = 0; i < silentCount; i++) {
      int id = silent[i];
      if (more && (wave < silentRetries() || estimates[hosts[id]] != null)) {
        outcomes[id] = null;
        queue[tail++] = id;
      } else {
        end(id);
      }
    }
    silentCount = 0;
  }

  /// How often a host is asked again that has answered nothing: once, unless more is wanted than
  /// usual.
  private int silentRetries() {
    return settings.retries() > PortScanner.USUAL_RETRIES ? settings.retries() : 1;
  }

  /** As many answers as were lost before are lost again. */
  private double likelyMissed() {
    double kept = answered - recoveredInAll;
    return kept == 0 ? recovered : recovered * (recoveredInAll / kept);
  }

  private List<Result> results() {
    List<Result> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Target target = targets.get(i);
      @Nullable Outcome outcome = outcomes[i];
      if (!ended[i]) {
        results.add(
            new Result(target, PortState.UNKNOWN, Optional.empty(), tries[i], Optional.empty()));
        continue;
      }
      // What was not waited for any longer has no outcome of its own.
      Reply reply = outcome == null ? new Reply.Silent() : outcome.reply();
      results.add(
          new Result(
              target,
              PortState.of(settings.method(), reply),
              Optional.of(reply),
              tries[i],
              outcome == null ? Optional.empty() : outcome.seen()));
    }
    return results;
  }
}
