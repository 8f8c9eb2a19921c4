package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was captured, by flow: the requests and what came back for them. Keeps a bounded number of
/// flows, the last ones used, and of packets for each.
final class Sightings {
  private static final int MOST_TARGETS = 131_072;
  private static final int MOST_FLOWS = 4096;
  private static final int MOST_OF_FLOW = 64;

  /** How far the clocks of capture and process may be apart. */
  private static final long SLACK_NANOS = 2_000_000L;

  /** A flow as this machine has it; for echo requests the identifier is the local port. */
  private record Key(Method method, int localPort, IpAddress remote, int port) {}

  /** A captured probe. */
  static final class Request {
    final long stamp;
    final int ttl;

    /// What tells it from others of its flow: sequence number, identification.
    final int mark;

    /** Whether it was sent again, so that a reply has no certain time. */
    boolean repeated;

    boolean claimed;

    /** Who it says it is from. */
    final IpAddress source;

    final Frame.Body body;

    private final Flow flow;

    Request(Flow flow, Frame.Packet packet, int mark) {
      this.flow = flow;
      this.stamp = packet.stamp();
      this.ttl = packet.ttl();
      this.source = packet.from();
      this.body = packet.body();
      this.mark = mark;
    }
  }

  /** What was captured of a flow. */
  static final class Flow {
    private final List<Request> requests = new ArrayList<>();
    private final List<Frame.Packet> arrivals = new ArrayList<>();
  }

  private final Set<Target> targets = new LinkedHashSet<>();
  private final Map<Key, Flow> flows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Flow> eldest) {
          return size() > MOST_FLOWS;
        }
      };
  private final Witnesses witnesses = new Witnesses();
  private final Quotes quotes = new Quotes();
  private final NeighbourSightings neighbours = new NeighbourSightings();

  /** From now on packets of this target count. */
  void expect(Target target, Set<IpAddress> ownAddresses) {
    if (targets.add(target) && targets.size() > MOST_TARGETS) {
      targets.remove(targets.iterator().next());
    }
    neighbours.expect(ownAddresses);
  }

  /** Takes up a frame; false when it has nothing to do with probes. */
  boolean add(Frame frame) {
    return switch (frame) {
      case Frame.Neighbour neighbour -> neighbours.add(neighbour);
      case Frame.Packet packet -> addPacket(packet);
    };
  }

  private boolean addPacket(Frame.Packet packet) {
    return switch (packet.body()) {
      case Frame.Tcp tcp -> addSegment(packet, tcp);
      case Frame.Udp udp -> addDatagram(packet, udp);
      case Frame.Echo echo -> addEcho(packet, echo);
      case Frame.Problem problem -> addProblem(packet, problem);
    };
  }

  private boolean addSegment(Frame.Packet packet, Frame.Tcp tcp) {
    if (isTarget(Method.TCP, packet.to(), tcp.port())) {
      if (tcp.isRequest()) {
        request(
            new Key(Method.TCP, tcp.sourcePort(), packet.to(), tcp.port()), packet, tcp.sequence());
      }
      return true;
    }
    if (!isTarget(Method.TCP, packet.from(), tcp.sourcePort())) {
      return false;
    }
    if (tcp.isAcceptance() || tcp.isReset()) {
      if (tcp.isAcceptance()) {
        witnesses.add(Witnesses.Kind.HANDSHAKE, packet);
      }
      arrival(new Key(Method.TCP, tcp.port(), packet.from(), tcp.sourcePort()), packet);
    }
    return true;
  }

  private boolean addDatagram(Frame.Packet packet, Frame.Udp udp) {
    if (isTarget(Method.UDP, packet.to(), udp.port())) {
      request(
          new Key(Method.UDP, udp.sourcePort(), packet.to(), udp.port()), packet, packet.ipId());
      return true;
    }
    if (!isTarget(Method.UDP, packet.from(), udp.sourcePort())) {
      return false;
    }
    witnesses.add(Witnesses.Kind.DATAGRAM, packet);
    arrival(new Key(Method.UDP, udp.port(), packet.from(), udp.sourcePort()), packet);
    return true;
  }

  private boolean addEcho(Frame.Packet packet, Frame.Echo echo) {
    IpAddress remote = echo.isReply() ? packet.from() : packet.to();
    if (!isTarget(Method.ICMP, remote, 0)) {
      return false;
    }
    Key key = new Key(Method.ICMP, echo.identifier(), remote, 0);
    if (echo.isReply()) {
      witnesses.add(Witnesses.Kind.ECHO, packet);
      arrival(key, packet);
    } else {
      request(key, packet, echo.sequence());
    }
    return true;
  }

  private boolean addProblem(Frame.Packet packet, Frame.Problem problem) {
    Frame.Packet about = problem.about();
    Key key =
        switch (about.body()) {
          case Frame.Tcp tcp -> new Key(Method.TCP, tcp.sourcePort(), about.to(), tcp.port());
          case Frame.Udp udp -> new Key(Method.UDP, udp.sourcePort(), about.to(), udp.port());
          case Frame.Echo echo -> new Key(Method.ICMP, echo.identifier(), about.to(), 0);
          case Frame.Problem _ -> null;
        };
    if (key == null) {
      return false;
    }
    if (!isTarget(key.method(), key.remote(), key.port())) {
      Key sent = translated(key, about);
      if (sent == null) {
        return false;
      }
      quoted(sent, packet, problem);
      return true;
    }
    // What says so of an expired packet stands before the destination.
    if (packet.from().equals(about.to())
        && problem.error().meaning() != IcmpError.Meaning.TTL_EXCEEDED) {
      witnesses.add(Witnesses.Kind.ERROR, packet);
    }
    quoted(key, packet, problem);
    return true;
  }

  private void quoted(Key key, Frame.Packet packet, Frame.Problem problem) {
    arrival(key, packet);
    Flow flow = flows.get(key);
    if (flow == null) {
      return;
    }
    for (Request request : flow.requests) {
      if (packet.stamp() >= request.stamp && belongs(packet, request)) {
        quotes.add(key.method(), key.remote(), request, packet, problem);
        return;
      }
    }
  }

  /// The flow that a quoted packet is of when its destination was changed on the way: the one with
  /// its port that a packet with its number was sent in.
  private @Nullable Key translated(Key quoted, Frame.Packet about) {
    int mark =
        switch (about.body()) {
          case Frame.Tcp tcp -> tcp.sequence();
          case Frame.Udp _ -> about.ipId();
          case Frame.Echo echo -> echo.sequence();
          case Frame.Problem _ -> 0;
        };
    for (Map.Entry<Key, Flow> entry : flows.entrySet()) {
      Key key = entry.getKey();
      if (mark != 0 && key.method() == quoted.method() && key.localPort() == quoted.localPort()) {
        for (Request request : entry.getValue().requests) {
          if (request.mark == mark) {
            return key;
          }
        }
      }
    }
    return null;
  }

  private boolean isTarget(Method method, IpAddress address, int port) {
    return targets.contains(new Target(method, address, port));
  }

  private void request(Key key, Frame.Packet packet, int mark) {
    Flow flow = flows.computeIfAbsent(key, _ -> new Flow());
    if (key.method() == Method.TCP) {
      for (Request known : flow.requests) {
        if (known.mark == mark) {
          known.repeated = true;
          return;
        }
      }
    }
    keep(flow.requests, new Request(flow, packet, mark));
  }

  private void arrival(Key key, Frame.Packet packet) {
    // What nobody asked for finds no flow.
    Flow flow = flows.get(key);
    if (flow != null) {
      keep(flow.arrivals, packet);
    }
  }

  private static <T> void keep(List<T> list, T element) {
    if (list.size() == MOST_OF_FLOW) {
      list.removeFirst();
    }
    list.add(element);
  }

  // ---- questions ----

  /// The captured request of a probe; it is then no other's.
  ///
  /// @param since when the probe was handed to the system, in nanoseconds since 1970
  Optional<Request> claim(Outcome outcome, long since) {
    Flow flow = flow(outcome, since);
    Request found = flow == null ? null : free(flow, outcome.probe().ttl(), since);
    if (found != null) {
      found.claimed = true;
    }
    return Optional.ofNullable(found);
  }

  private @Nullable Flow flow(Outcome outcome, long since) {
    Target target = Target.of(outcome.probe());
    if (outcome.localPort() > 0 || target.method() != Method.ICMP) {
      return flows.get(key(outcome));
    }
    // A tool sent it, and does not say as whom: there must be only one that fits.
    Flow found = null;
    for (Map.Entry<Key, Flow> entry : flows.entrySet()) {
      Key key = entry.getKey();
      if (key.method() == Method.ICMP
          && key.remote().equals(target.address())
          && free(entry.getValue(), outcome.probe().ttl(), since) != null) {
        if (found != null) {
          return null;
        }
        found = entry.getValue();
      }
    }
    return found;
  }

  private static Key key(Outcome outcome) {
    Target target = Target.of(outcome.probe());
    return new Key(target.method(), outcome.localPort(), target.address(), target.port());
  }

  private static @Nullable Request free(Flow flow, int ttl, long since) {
    for (Request request : flow.requests) {
      if (!request.claimed
          && request.stamp >= since - SLACK_NANOS
          && (ttl == 0 || request.ttl == ttl)) {
        return request;
      }
    }
    return null;
  }

  /** What came back for a request, in order. */
  List<Frame.Packet> arrivals(Request request) {
    List<Frame.Packet> found = new ArrayList<>();
    for (Frame.Packet packet : request.flow.arrivals) {
      if (packet.stamp() >= request.stamp && belongs(packet, request)) {
        found.add(packet);
      }
    }
    return found;
  }

  private static boolean belongs(Frame.Packet packet, Request request) {
    return switch (packet.body()) {
      case Frame.Tcp tcp ->
          tcp.hasAcknowledgement()
              ? tcp.acknowledged() == request.mark + 1
              : isLastBefore(packet, request);
      case Frame.Udp _ -> isLastBefore(packet, request);
      case Frame.Echo echo -> echo.sequence() == request.mark;
      case Frame.Problem problem ->
          switch (problem.about().body()) {
            case Frame.Tcp tcp -> tcp.sequence() == request.mark;
            case Frame.Echo echo -> echo.sequence() == request.mark;
            case Frame.Udp _ ->
                (problem.about().ipId() != 0 && request.mark != 0)
                    ? problem.about().ipId() == request.mark
                    : isLastBefore(packet, request);
            case Frame.Problem _ -> false;
          };
    };
  }

  private static boolean isLastBefore(Frame.Packet packet, Request request) {
    for (Request other : request.flow.requests) {
      if (other.stamp > request.stamp && other.stamp <= packet.stamp()) {
        return false;
      }
    }
    return true;
  }

  /** The time to live that a host's own answers arrive with. */
  OptionalInt ttl(IpAddress host) {
    return witnesses.ttl(host);
  }

  /** What was quoted of probes, the nearest first. */
  List<Quote> quotes(Method method, IpAddress destination) {
    return quotes.of(method, destination);
  }

  /** What was seen about a neighbour. */
  NeighbourView neighbour(IpAddress address) {
    return neighbours.of(address);
  }
}
