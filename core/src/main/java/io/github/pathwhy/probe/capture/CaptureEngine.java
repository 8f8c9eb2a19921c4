package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Another engine's probes, watched on the interfaces that they leave by. Adds to an outcome who
/// replied, with which time to live and how often, and the time on the wire; keeps what it saw as a
/// file.
///
/// The first probe to an interface waits until the capture there listens. A reply that comes in by
/// another interface is not seen.
public final class CaptureEngine implements ProbeEngine {
  private static final int MOST_FRAMES = 16_384;
  private static final int MOST_ROUTES = 4096;

  /** How long an outcome waits for its packets, which may come a little later than the socket's. */
  private static final long GRACE_NANOS = 50_000_000L;

  private static final long POLL_NANOS = 1_000_000L;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;

  private final ProbeEngine sender;
  private final @Nullable PcapFile file;
  private final BlockingQueue<Captured> queue = new ArrayBlockingQueue<>(MOST_FRAMES);
  private final Sightings sightings = new Sightings();
  private final Map<IpAddress, Optional<Egress>> routes = new HashMap<>();
  private final Map<String, Optional<Tap>> taps = new LinkedHashMap<>();
  private final Set<String> limits = new LinkedHashSet<>();
  private final Map<Integer, Flight> flights = new HashMap<>();
  private final List<Flight> settling = new ArrayList<>();
  private int swallowed;
  private boolean isClosed;

  /** A probe that was sent, and later what the sender says of it. */
  private static final class Flight {
    /** When it was handed over, in nanoseconds since 1970. */
    final long since;

    final boolean isWatched;
    Sightings.@Nullable Request request;
    @Nullable Outcome outcome;
    long deadline;

    Flight(long since, boolean isWatched) {
      this.since = since;
      this.isWatched = isWatched;
    }
  }

  private CaptureEngine(ProbeEngine sender, @Nullable PcapFile file) {
    this.sender = sender;
    this.file = file;
  }

  /// Opens it, where libpcap is and may be used.
  ///
  /// @param sender what sends the probes; belongs to the engine that is opened, and stays the
  ///   caller's when none is
  /// @param pcapFile where to write the captured packets that have to do with probes; an existing
  ///   file is replaced
  public static Opening open(ProbeEngine sender, Optional<Path> pcapFile) {
    Optional<Opening.Unavailable> missing;
    try {
      missing = Libpcap.missing();
    } catch (LinkageError e) {
      return new Opening.Unavailable("pcap4j cannot be loaded: " + e, "");
    }
    if (missing.isPresent()) {
      return missing.get();
    }
    PcapFile file = null;
    if (pcapFile.isPresent()) {
      try {
        file = new PcapFile(pcapFile.get(), Libpcap.SNAP_LENGTH);
      } catch (IOException e) {
        return new Opening.Unavailable("cannot write " + pcapFile.get() + ": " + e, "");
      }
    }
    return new Opening.Opened(new CaptureEngine(sender, file));
  }

  @Override
  public Tier tier() {
    return Tier.CAPTURE;
  }

  @Override
  public Capability canProbe(Method method, IpVersion version) {
    return sender.canProbe(method, version);
  }

  @Override
  public Capability canSeeHops(Method method, IpVersion version) {
    return sender.canSeeHops(method, version);
  }

  // ---- sending ----

  @Override
  public void send(int id, Probe probe, long timeoutNanos) {
    boolean isWatched = watch(Target.of(probe));
    Instant now = Instant.now();
    long since = now.getEpochSecond() * NANOS_IN_SECOND + now.getNano();
    flights.put(id, new Flight(since, isWatched));
    sender.send(id, probe, timeoutNanos);
  }

  /** Makes sure that the target's packets are captured, and says whether they are. */
  private boolean watch(Target target) {
    if (routes.size() > MOST_ROUTES) {
      routes.clear();
    }
    Optional<Egress> egress = routes.computeIfAbsent(target.address(), Egress::to);
    if (egress.isEmpty()) {
      return false;
    }
    Egress way = egress.get();
    Optional<Tap> tap = taps.computeIfAbsent(way.name(), _ -> tap(way, target));
    if (tap.isEmpty()) {
      return false;
    }
    tap.get().add(target);
    sightings.expect(target, way.own());
    return tap.get().failure() == null;
  }

  private Optional<Tap> tap(Egress egress, Target first) {
    try {
      return Optional.of(Tap.open(egress, first, queue));
    } catch (IOException e) {
      limits.add("no capture on " + egress.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  // ---- waiting ----

  @Override
  public List<Outcome> await(long nanos) {
    long end = sender.now() + nanos;
    List<Outcome> told = new ArrayList<>();
    while (true) {
      long left = Math.max(0, end - sender.now());
      for (Outcome outcome : sender.await(settling.isEmpty() ? left : Math.min(left, POLL_NANOS))) {
        take(outcome, told);
      }
      drain();
      settle(told);
      if (!told.isEmpty() || end - sender.now() <= 0) {
        return told;
      }
    }
  }

  private void take(Outcome outcome, List<Outcome> told) {
    Flight flight = flights.remove(outcome.id());
    boolean leftThisMachine =
        !(outcome.reply() instanceof Reply.Unsent(LocalFault fault, String _))
            || fault == LocalFault.UNREACHABLE;
    if (flight == null || !flight.isWatched || !leftThisMachine) {
      told.add(outcome);
      return;
    }
    flight.outcome = outcome;
    flight.deadline = sender.now() + GRACE_NANOS;
    settling.add(flight);
  }

  private void drain() {
    Captured frame;
    while ((frame = queue.poll()) != null) {
      Frame read = FrameReader.read(frame);
      if (read != null && sightings.add(read)) {
        keep(frame);
      }
    }
  }

  private void keep(Captured frame) {
    if (file == null) {
      return;
    }
    try {
      if (!file.write(frame)) {
        limits.add("the file holds packets of one kind of link only, and others were captured");
      }
    } catch (IOException e) {
      limits.add("the file of captured packets is not complete: " + e);
    }
  }

  /** Tells of those whose packets are there, and of those that waited long enough. */
  private void settle(List<Outcome> told) {
    Iterator<Flight> each = settling.iterator();
    while (each.hasNext()) {
      Flight flight = each.next();
      Outcome outcome = flight.outcome;
      if (outcome == null) {
        continue;
      }
      if (flight.request == null) {
        flight.request = sightings.claim(outcome, flight.since).orElse(null);
      }
      boolean isOver = flight.deadline - sender.now() <= 0;
      Sightings.Request request = flight.request;
      if (request == null) {
        if (isOver) {
          swallowed += outcome.reply() instanceof Reply.Silent ? 1 : 0;
          told.add(outcome);
          each.remove();
        }
        continue;
      }
      List<Frame.Packet> arrivals = sightings.arrivals(request);
      if (isOver || Verdicts.isComplete(outcome, arrivals)) {
        told.add(Verdicts.of(outcome, request, arrivals));
        each.remove();
      }
    }
  }

  // ---- what else was seen ----

  /** Who sent a reply that was seen. */
  public Origin origin(Outcome outcome) {
    drain();
    return outcome
        .seen()
        .map(seen -> Origin.of(seen.ttl(), sightings.ttl(outcome.probe().destination())))
        .orElseGet(() -> new Origin.Undetermined("the reply was not captured"));
  }

  /** What was quoted of the probes of a kind to a destination, the nearest first. */
  public List<Quote> quotes(Method method, IpAddress destination) {
    drain();
    return sightings.quotes(method, destination);
  }

  /// What was seen on the link about a neighbour, for example the next hop, since the first probe
  /// left by that interface. A neighbour that this machine knew before is not asked for.
  public NeighbourView neighbour(IpAddress address) {
    drain();
    return sightings.neighbour(address);
  }

  /// How many silent probes were not seen to leave, although this machine accepted them: its own
  /// firewall swallowed them, or they wait for a next hop that does not answer.
  public int swallowed() {
    return swallowed;
  }

  /** What the capture does not cover, each thing in words. */
  public List<String> limits() {
    List<String> all = new ArrayList<>(limits);
    long dropped = 0;
    for (Optional<Tap> each : taps.values()) {
      if (each.isPresent()) {
        dropped += each.get().dropped();
        String failure = each.get().failure();
        if (failure != null) {
          all.add(failure);
        }
      }
    }
    if (dropped > 0) {
      all.add(dropped + " captured packets were lost");
    }
    return all;
  }

  // ---- ending ----

  @Override
  public void cancel(int id) {
    if (flights.remove(id) != null) {
      sender.cancel(id);
    } else {
      settling.removeIf(flight -> flight.outcome != null && flight.outcome.id() == id);
    }
  }

  @Override
  public int inFlight() {
    return sender.inFlight() + settling.size();
  }

  @Override
  public int capacity() {
    return sender.capacity();
  }

  @Override
  public long now() {
    return sender.now();
  }

  /** Ends everything in flight, the captures, and the file. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    sender.close();
    for (Optional<Tap> tap : taps.values()) {
      tap.ifPresent(Tap::close);
    }
    drain();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        limits.add("the file of captured packets is not complete: " + e);
      }
    }
  }
}
