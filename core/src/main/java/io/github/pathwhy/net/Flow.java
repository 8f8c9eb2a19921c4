package io.github.pathwhy.net;

/// A 5-tuple: who sends what to whom. Ports are 0 for protocols without ports. Both addresses are
/// of the same family.
public record Flow(
    IpAddress source,
    IpAddress destination,
    Protocol protocol,
    int sourcePort,
    int destinationPort) {

  public Flow {
    if (source.version() != destination.version()) {
      throw new IllegalArgumentException("mixed families: " + source + " to " + destination);
    }
    if (protocol == Protocol.ANY || protocol == Protocol.ICMPV6) {
      throw new IllegalArgumentException("no protocol of a flow: " + protocol);
    }
    if (!PortRange.ALL.contains(sourcePort) || !PortRange.ALL.contains(destinationPort)) {
      throw new IllegalArgumentException(
          "port out of range: " + sourcePort + ", " + destinationPort);
    }
  }

  /** The flow of the answers: addresses and ports swapped. */
  public Flow reversed() {
    return new Flow(destination, source, protocol, destinationPort, sourcePort);
  }

  /** The same flow with another source address (source NAT). */
  public Flow withSource(IpAddress address) {
    return new Flow(address, destination, protocol, sourcePort, destinationPort);
  }

  /** The same flow with another destination address (destination NAT). */
  public Flow withDestination(IpAddress address) {
    return new Flow(source, address, protocol, sourcePort, destinationPort);
  }

  /** The same flow with another destination port (port translation). */
  public Flow withDestinationPort(int port) {
    return new Flow(source, destination, protocol, sourcePort, port);
  }

  /** The family of both addresses. */
  public IpVersion version() {
    return source.version();
  }

  /** For people: `10.0.1.4 -> 10.0.2.4 Tcp/443`. */
  @Override
  public String toString() {
    String service = protocol.hasPorts() ? protocol + "/" + destinationPort : protocol.toString();
    return source + " -> " + destination + " " + service;
  }
}
