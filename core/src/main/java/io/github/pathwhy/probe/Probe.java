package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpAddress;

/// One packet to be answered.
///
/// @param port destination port; 0 for ICMP
/// @param sourcePort 0 for any free one
/// @param ttl time to live (hop limit), 0 for the system's own
/// @param size payload bytes; not for TCP
/// @param dontFragment whether the packet must arrive in one piece; routers with a smaller MTU then
///   refuse it
public record Probe(
    Method method,
    IpAddress destination,
    int port,
    int sourcePort,
    int ttl,
    int size,
    boolean dontFragment) {

  private static final int MOST_PORT = 65_535;
  private static final int MOST_TTL = 255;
  private static final int MOST_SIZE = 65_507;

  public Probe {
    check("port", port, MOST_PORT);
    check("sourcePort", sourcePort, MOST_PORT);
    check("ttl", ttl, MOST_TTL);
    check("size", size, MOST_SIZE);
  }

  private static void check(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " " + value + ": 0 to " + most);
    }
  }

  /** A connection attempt. */
  public static Probe tcp(IpAddress destination, int port) {
    return new Probe(Method.TCP, destination, port, 0, 0, 0, false);
  }

  /** A datagram of `size` bytes. */
  public static Probe udp(IpAddress destination, int port, int size) {
    return new Probe(Method.UDP, destination, port, 0, 0, size, false);
  }

  /** An echo request with `size` bytes of data. */
  public static Probe icmp(IpAddress destination, int size) {
    return new Probe(Method.ICMP, destination, 0, 0, 0, size, false);
  }

  /** The same with another time to live. */
  public Probe withTtl(int other) {
    return new Probe(method, destination, port, sourcePort, other, size, dontFragment);
  }

  /** The same from a certain port. */
  public Probe withSourcePort(int other) {
    return new Probe(method, destination, port, other, ttl, size, dontFragment);
  }

  /** The same with a payload of another size that must not be fragmented. */
  public Probe unfragmented(int bytes) {
    return new Probe(method, destination, port, sourcePort, ttl, bytes, true);
  }
}
