package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Stop;
import java.util.Optional;

/// Finds the path MTU with packets that must not be fragmented. Needs a destination that answers
/// echo requests, or datagrams, be it with port unreachable.
public final class PathMtu {
  private static final int ETHERNET = 1500;
  private static final int JUMBO = 9000;
  private static final int LARGEST_V4 = 65_535;

  /** As much as fits a probe. */
  private static final int MOST_PAYLOAD = 65_507;

  private static final int LEAST_V4 = 68;
  private static final int LEAST_V6 = 1280;
  private static final int HEADERS_V4 = 28;
  private static final int HEADERS_V6 = 48;
  private static final int TRIES = 3;

  /** How many small packets tell how many get lost. */
  private static final int CENSUS = 10;

  /** How often a size is called lost that is only unlucky. */
  private static final double DOUBT = 0.0005;

  private static final int MOST_TRIES = 12;
  private static final long MILLI = 1_000_000L;
  private static final long FIRST_WAIT = 300 * MILLI;
  private static final long LEAST_WAIT = 100 * MILLI;
  private static final long MOST_WAIT = 900 * MILLI;
  private static final long MARGIN = 20 * MILLI;
  private static final long PAUSE = 1100 * MILLI;
  private static final int MOST_PAUSES = 4;
  private static final long STOP_LAG = 100 * MILLI;

  private final ProbeEngine engine;
  private final Stop stop;
  private final Progress progress;

  /** A finder over an engine that nothing else uses meanwhile. */
  public PathMtu(ProbeEngine engine, Stop stop, Progress progress) {
    this.engine = engine;
    this.stop = stop;
    this.progress = progress;
  }

  /// Finds it with one method, ICMP or UDP to a port.
  ///
  /// @param hops how far the destination is, where known: large packets that vanish are then looked
  ///   for on the way; 0 otherwise
  public MtuFinding find(Method method, IpAddress destination, int port, int hops) {
    if (method == Method.TCP) {
      throw new IllegalArgumentException("the system decides how large TCP's packets are");
    }
    Search search = new Search(method, destination, port);
    try {
      return search.run(hops);
    } finally {
      search.volley.end();
    }
  }

  /** What became of a size. */
  private sealed interface Passage {
    record Passed(Rtt rtt) implements Passage {}

    record TooBig(IpAddress by, int mtu) implements Passage {}

    record LocalLimit() implements Passage {}

    record Vanished() implements Passage {}

    record Refused(IpAddress by, IcmpError error) implements Passage {}

    record Unsent(LocalFault fault, String detail) implements Passage {}
  }

  private final class Search {
    private final Volley volley = new Volley(engine, 0);
    private final Probe template;
    private final IpAddress destination;
    private final int headers;
    private final int least;
    private final int largest;
    private long wait = FIRST_WAIT;

    /** The largest size that passed, the smallest that did not, and why not. */
    private int passes;

    private int fails;
    private int pauses;

    /** Probes of sizes that pass, and how many of them were lost all the same. */
    private int asked;

    private int lost;
    private boolean counted;
    private MtuFinding.Limit limit = new MtuFinding.Limit.None();

    Search(Method method, IpAddress destination, int port) {
      boolean v4 = destination.version() == IpVersion.V4;
      this.destination = destination;
      this.template =
          method == Method.ICMP ? Probe.icmp(destination, 0) : Probe.udp(destination, port, 0);
      this.headers = v4 ? HEADERS_V4 : HEADERS_V6;
      this.least = v4 ? LEAST_V4 : LEAST_V6;
      this.largest = v4 ? LARGEST_V4 : MOST_PAYLOAD + HEADERS_V6;
    }

    MtuFinding run(int hops) {
      progress.update("path MTU to " + destination, 0, 0);
      switch (passage(least, 0)) {
        case Passage.Passed(Rtt rtt) -> {
          passes = least;
          wait = Math.min(MOST_WAIT, Math.max(LEAST_WAIT, 4 * rtt.nanos() + MARGIN));
        }
        case Passage.Unsent(LocalFault fault, String detail) -> {
          return new MtuFinding.NotSent(fault, detail);
        }
        case Passage.Refused(IpAddress by, IcmpError error) -> {
          return withoutAnswer(by + " says " + error);
        }
        case Passage.Vanished _ -> {
          return withoutAnswer(
              template.method() == Method.ICMP
                  ? "no answer to echo requests"
                  : "no answer to datagrams, not even that their port is closed");
        }
        case Passage.TooBig _, Passage.LocalLimit _ -> {
          return new MtuFinding.Undetermined(
              "the smallest packets are called too big", Optional.empty(), Optional.empty());
        }
      }
      fails = largest + 1;
      int next = ETHERNET;
      while (fails - passes > 1 && !stop.isRequested()) {
        Optional<Passage> passage = believed(next);
        if (passage.isEmpty() && !stop.isRequested()) {
          return new MtuFinding.Undetermined(
              (isHopeless()
                      ? lost
                          + " of "
                          + asked
                          + " packets that would pass are lost, whatever their size"
                      : "the destination stopped answering small packets, too")
                  + "; at least "
                  + passes
                  + " bytes pass",
              Optional.empty(),
              Optional.empty());
        }
        if (passage.isPresent()) {
          next = learn(next, passage.get());
        }
      }
      if (stop.isRequested()) {
        return new MtuFinding.Interrupted();
      }
      if (limit instanceof MtuFinding.Limit.BlackHole && hops > 1) {
        limit = lastThatGets(fails, hops);
      }
      return new MtuFinding.Found(passes, limit);
    }

    /** Takes a size's passage down and chooses the next one, between the two bounds. */
    private int learn(int size, Passage passage) {
      switch (passage) {
        case Passage.Passed _ -> {
          passes = size;
          // A link's usual sizes are asked for exactly: most paths need two or three probes.
          return size == ETHERNET || size == JUMBO || isTold(size) ? size + 1 : middle();
        }
        case Passage.TooBig(IpAddress by, int mtu) -> {
          fails = size;
          boolean isCredible = mtu >= least && mtu < size && mtu >= passes;
          limit =
              new MtuFinding.Limit.Reported(by, isCredible ? Optional.of(mtu) : Optional.empty());
          if (isCredible) {
            return Math.max(mtu, passes + 1);
          }
        }
        case Passage.LocalLimit _ -> {
          fails = size;
          limit = new MtuFinding.Limit.Local();
        }
        case Passage.Vanished _, Passage.Refused _ -> {
          fails = size;
          limit = new MtuFinding.Limit.BlackHole(Optional.empty(), 0);
        }
        case Passage.Unsent _ -> {
          fails = size;
          limit = new MtuFinding.Limit.Local();
        }
      }
      return middle();
    }

    private boolean isTold(int size) {
      return limit instanceof MtuFinding.Limit.Reported(IpAddress _, Optional<Integer> told)
          && told.isPresent()
          && told.get() == size;
    }

    private int middle() {
      if (fails > largest) {
        return passes < JUMBO ? JUMBO : largest;
      }
      return passes + (fails - passes) / 2;
    }

    /// What happens to a packet of a size. That it vanishes is believed while small ones are
    /// answered: hosts limit how many errors they send, and answer again later. Where small ones
    /// get lost as well, it takes more tries. Empty when the small ones do not tell.
    private Optional<Passage> believed(int size) {
      int tried = 0;
      while (!stop.isRequested() && !isHopeless()) {
        int more = Math.max(1, tries() - tried);
        Passage passage = passage(size, 0, more);
        tried += more;
        if (!(passage instanceof Passage.Vanished)) {
          return Optional.of(passage);
        }
        if (passage(least, 0, tries()) instanceof Passage.Passed) {
          countLosses();
          if (tried >= tries()) {
            return Optional.of(passage);
          }
          continue;
        }
        if (pauses == MOST_PAUSES) {
          return Optional.empty();
        }
        pauses++;
        tried = 0;
        outcome(volley.now() + PAUSE);
      }
      return Optional.empty();
    }

    /// How many tries make sure that a size does not pass, as many packets of sizes that do pass
    /// are lost.
    private int tries() {
      return (int) Math.min(MOST_TRIES, wantedTries());
    }

    private double wantedTries() {
      double rate = (lost + 2.0) / (asked + 2.0);
      return lost == 0 || rate >= 1
          ? TRIES
          : Math.max(TRIES, Math.ceil(Math.log(DOUBT) / Math.log(rate)));
    }

    private boolean isHopeless() {
      return asked >= CENSUS && wantedTries() > MOST_TRIES;
    }

    /// Small packets tell how many get lost, before the first large one is called vanished. Only
    /// echo requests: of errors about datagrams hosts send few.
    private void countLosses() {
      if (counted || template.method() != Method.ICMP) {
        return;
      }
      counted = true;
      for (int i = 0; i < CENSUS && !stop.isRequested(); i++) {
        if (!(passage(least, 0, 1) instanceof Passage.Passed)) {
          asked++;
          lost++;
        }
      }
    }

    private Passage passage(int size, int ttl) {
      return passage(size, ttl, TRIES);
    }

    /** What happens to a packet of a size, tried so often before it has vanished. */
    private Passage passage(int size, int ttl, int tries) {
      Probe probe = template.unfragmented(Math.min(MOST_PAYLOAD, size - headers)).withTtl(ttl);
      for (int i = 1; i <= tries && !stop.isRequested(); i++) {
        Shot shot = new Shot(0, i, probe);
        volley.send(shot);
        Optional<Outcome> outcome = outcome(shot.sentAt + wait);
        if (outcome.isPresent()) {
          Passage passage = passage(outcome.get());
          if (!(passage instanceof Passage.Vanished)) {
            volley.end();
            asked += i;
            lost += i - 1;
            return passage;
          }
        }
      }
      volley.end();
      return new Passage.Vanished();
    }

    /** The first answer to any of this size's probes. */
    private Optional<Outcome> outcome(long until) {
      while (volley.now() - until < 0 && !stop.isRequested()) {
        for (Volley.Landing landing : volley.await(Math.min(until, volley.now() + STOP_LAG))) {
          if (!(landing.outcome().reply() instanceof Reply.Silent)) {
            return Optional.of(landing.outcome());
          }
        }
      }
      return Optional.empty();
    }

    private Passage passage(Outcome outcome) {
      return switch (outcome.reply()) {
        case Reply.Answered(Rtt rtt) -> new Passage.Passed(rtt);
        case Reply.Reset(Rtt rtt) -> new Passage.Passed(rtt);
        case Reply.Silent _ -> new Passage.Vanished();
        case Reply.Unsent(LocalFault fault, String detail) ->
            fault == LocalFault.TOO_BIG
                ? new Passage.LocalLimit()
                : new Passage.Unsent(fault, detail);
        case Reply.Icmp(IcmpError error, IpAddress from, Rtt rtt, int mtu) ->
            switch (error.meaning()) {
              case TOO_BIG -> new Passage.TooBig(from, mtu);
              case PORT_UNREACHABLE ->
                  from.equals(destination)
                      ? new Passage.Passed(rtt)
                      : new Passage.Refused(from, error);
              // With a time to live of its own a probe gets as far as it should.
              case TTL_EXCEEDED ->
                  outcome.probe().ttl() > 0
                      ? new Passage.Passed(rtt)
                      : new Passage.Refused(from, error);
              case NET_UNREACHABLE, HOST_UNREACHABLE, PROTOCOL_UNREACHABLE, PROHIBITED, OTHER ->
                  new Passage.Refused(from, error);
            };
      };
    }

    /** Nothing arrives; a router may still say how wide it is. */
    private MtuFinding withoutAnswer(String why) {
      wait = LEAST_WAIT;
      Passage large = passage(ETHERNET, 0);
      if (large instanceof Passage.TooBig(IpAddress by, int mtu)
          && mtu >= least
          && mtu < ETHERNET) {
        return new MtuFinding.Undetermined(why, Optional.of(mtu), Optional.of(by));
      }
      return new MtuFinding.Undetermined(why, Optional.empty(), Optional.empty());
    }

    /** The farthest router that reports the death of packets of a size that does not arrive. */
    private MtuFinding.Limit lastThatGets(int size, int hops) {
      for (int ttl = hops - 1; ttl >= 1 && !stop.isRequested(); ttl--) {
        Optional<Outcome> outcome = expired(size, ttl);
        if (outcome.isPresent()
            && outcome.get().reply()
                instanceof Reply.Icmp(IcmpError _, IpAddress from, Rtt rtt, int _)) {
          return new MtuFinding.Limit.BlackHole(
              Optional.of(new MeasuredHop.Router(from, RoundTrips.of(rtt))), ttl);
        }
      }
      return new MtuFinding.Limit.BlackHole(Optional.empty(), 0);
    }

    private Optional<Outcome> expired(int size, int ttl) {
      Probe probe = template.unfragmented(Math.min(MOST_PAYLOAD, size - headers)).withTtl(ttl);
      for (int i = 1; i < tries(); i++) {
        Shot shot = new Shot(0, i, probe);
        volley.send(shot);
        Optional<Outcome> outcome = outcome(shot.sentAt + wait);
        if (outcome.isPresent()
            && outcome.get().reply() instanceof Reply.Icmp icmp
            && icmp.error().meaning() == IcmpError.Meaning.TTL_EXCEEDED) {
          volley.end();
          return outcome;
        }
      }
      volley.end();
      return Optional.empty();
    }
  }
}
