package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.SimulatedEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** A network on virtual time. */
final class SimulatedNetwork extends SimulatedEngine {
  static final IpAddress DESTINATION = IpAddress.of("198.51.100.9");
  static final IpAddress SOURCE = IpAddress.of("192.0.2.1");
  private static final int EPHEMERAL = 40_000;
  private static final int MTU_OF_LINK = 1500;
  private static final int HEADERS = 28;

  /** A router, or the destination at the end of a way. */
  static final class Node {
    final IpAddress address;
    final long rtt;
    boolean silent;

    /** How many errors it sends before it stops for good. */
    int budget = Integer.MAX_VALUE;

    /** How many probes it leaves unanswered first. */
    int deaf;

    /** The error for packets it would have to pass on. */
    Optional<IcmpError> refuses = Optional.empty();

    boolean drops;

    /** MTU of the link behind it, and whether it says so. */
    int mtuBeyond = MTU_OF_LINK;

    boolean tellsMtu = true;
    int toldMtu;

    /** What it claims a round trip took; 0 for the truth. */
    long claims;

    Node(String address, double rttMillis) {
      this.address = IpAddress.of(address);
      this.rtt = (long) (rttMillis * MILLI);
    }

    Node silent() {
      silent = true;
      return this;
    }

    Node budget(int errors) {
      budget = errors;
      return this;
    }

    Node deaf(int probes) {
      deaf = probes;
      return this;
    }

    Node refuses(int type, int code) {
      refuses = Optional.of(new IcmpError(IpVersion.V4, type, code));
      return this;
    }

    Node drops() {
      drops = true;
      return this;
    }

    Node claims(long nanos) {
      claims = nanos;
      return this;
    }

    Node mtuBeyond(int mtu) {
      mtuBeyond = mtu;
      toldMtu = mtu;
      return this;
    }

    Node tellsNoMtu() {
      tellsMtu = false;
      return this;
    }

    Node tellsMtu(int mtu) {
      toldMtu = mtu;
      return this;
    }
  }

  /** What the destination does with what arrives. */
  enum Host {
    ACCEPTS,
    RESETS,
    IS_SILENT,
    CLOSES_PORT
  }

  record Sent(Probe probe, int port, long at) {}

  private final IntFunction<List<Node>> ways;
  private final Host host;
  private final Map<Integer, Integer> portOf = new HashMap<>();
  final List<Sent> log = new ArrayList<>();
  final Set<Integer> foreignPorts = new HashSet<>();
  Optional<LocalFault> fault = Optional.empty();
  double loss;
  long jitter;
  int portClashes;
  int connections;
  private int nextPort = EPHEMERAL;

  /** A network whose way depends on the source port; the destination is each way's last node. */
  SimulatedNetwork(Host host, IntFunction<List<Node>> ways, long seed) {
    super(seed);
    this.host = host;
    this.ways = ways;
  }

  static SimulatedNetwork of(Host host, Node... way) {
    List<Node> nodes = List.of(way);
    return new SimulatedNetwork(host, _ -> nodes, 1);
  }

  static Node router(int number, double rttMillis) {
    return new Node("203.0.113." + number, rttMillis);
  }

  static Node destination(double rttMillis) {
    return new Node(DESTINATION.toString(), rttMillis);
  }

  @Override
  protected void launch(int id, Probe probe, long timeoutNanos) {
    int port = probe.sourcePort() > 0 ? probe.sourcePort() : freePort();
    if (!probe.method().hasPorts()) {
      port = 0;
    }
    if (fault.isPresent()) {
      schedule(id, probe, 0, 0, new Reply.Unsent(fault.get(), "EFAULT"));
      return;
    }
    if (port > 0 && (foreignPorts.contains(port) || portOf.containsValue(port))) {
      portClashes++;
      schedule(id, probe, 0, 0, new Reply.Unsent(LocalFault.SOURCE_PORT_IN_USE, "EADDRINUSE"));
      return;
    }
    int bytes = probe.size() + HEADERS;
    if (probe.dontFragment() && bytes > localMtu) {
      schedule(id, probe, 0, 0, new Reply.Unsent(LocalFault.TOO_BIG, "EMSGSIZE"));
      return;
    }
    log.add(new Sent(probe, port, now()));
    Optional<Meeting> meeting = travel(probe, port);
    long delay = timeoutNanos;
    Reply reply = new Reply.Silent();
    if (meeting.isPresent()) {
      Node node = meeting.get().at();
      long took = node.rtt + (jitter > 0 ? random.nextLong(jitter) : 0);
      if (took < timeoutNanos && random.nextDouble() >= loss) {
        delay = took;
        Rtt rtt = new Rtt(node.claims > 0 ? node.claims : took, Clock.KERNEL);
        reply = meeting.get().reply(rtt);
      }
    }
    portOf.put(id, port);
    schedule(id, probe, port, delay, reply);
  }

  int localMtu = MTU_OF_LINK;

  private int freePort() {
    do {
      nextPort++;
    } while (portOf.containsValue(nextPort) || foreignPorts.contains(nextPort));
    return nextPort;
  }

  private record Meeting(Node at, Optional<IcmpError> error, int mtu, Host host) {
    Reply reply(Rtt rtt) {
      if (error.isPresent()) {
        return new Reply.Icmp(error.get(), at.address, rtt, mtu);
      }
      return host == Host.RESETS ? new Reply.Reset(rtt) : new Reply.Answered(rtt);
    }
  }

  /** Who answers a probe, and what. */
  private Optional<Meeting> travel(Probe probe, int port) {
    List<Node> way = ways.apply(port);
    for (int hop = 1; hop <= way.size(); hop++) {
      Node node = way.get(hop - 1);
      if (hop == way.size()) {
        return arrive(node);
      }
      if (probe.ttl() > 0 && hop == probe.ttl()) {
        return error(node, new IcmpError(IpVersion.V4, 11, 0), 0);
      }
      if (node.drops) {
        return Optional.empty();
      }
      if (node.refuses.isPresent()) {
        return error(node, node.refuses.get(), 0);
      }
      if (probe.dontFragment() && probe.size() + HEADERS > node.mtuBeyond) {
        return node.tellsMtu
            ? error(node, new IcmpError(IpVersion.V4, 3, 4), node.toldMtu)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Meeting> error(Node node, IcmpError error, int mtu) {
    if (node.deaf > 0) {
      node.deaf--;
      return Optional.empty();
    }
    if (node.silent || node.budget == 0) {
      return Optional.empty();
    }
    node.budget--;
    return Optional.of(new Meeting(node, Optional.of(error), mtu, Host.ACCEPTS));
  }

  private Optional<Meeting> arrive(Node node) {
    connections++;
    return switch (host) {
      case IS_SILENT -> Optional.empty();
      case CLOSES_PORT -> error(node, new IcmpError(IpVersion.V4, 3, 3), 0);
      case ACCEPTS, RESETS -> Optional.of(new Meeting(node, Optional.empty(), 0, host));
    };
  }

  private void schedule(int id, Probe probe, int port, long delay, Reply reply) {
    schedule(id, probe, port, Optional.of(SOURCE), delay, reply);
  }

  @Override
  protected void forget(int id) {
    portOf.remove(id);
  }
}
