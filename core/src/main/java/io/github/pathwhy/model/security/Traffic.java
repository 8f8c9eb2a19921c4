package io.github.pathwhy.model.security;

import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.List;

/// The packets that a rule is about: of any of the protocols, from any of the sources to any of the
/// destinations. Every kind of rule has one, whoever asks it: security groups, admin rules, Azure
/// Firewall, appliances, the guest's firewall, translations.
public record Traffic(
    List<Protocol> protocols,
    List<AddressTerm> source,
    List<PortRange> sourcePorts,
    List<AddressTerm> destination,
    List<PortRange> destinationPorts) {
  private static final List<AddressTerm> ANYWHERE = List.of(new AddressTerm.Any());
  private static final List<PortRange> ALL_PORTS = List.of(PortRange.ALL);

  /** All packets. */
  public static final Traffic ALL =
      new Traffic(List.of(Protocol.ANY), ANYWHERE, ALL_PORTS, ANYWHERE, ALL_PORTS);

  public Traffic {
    protocols = List.copyOf(protocols);
    source = List.copyOf(source);
    sourcePorts = List.copyOf(sourcePorts);
    destination = List.copyOf(destination);
    destinationPorts = List.copyOf(destinationPorts);
  }

  /** All packets of a protocol to these ports. */
  public static Traffic of(Protocol protocol, List<PortRange> destinationPorts) {
    return ALL.with(List.of(protocol), destinationPorts);
  }

  /** The same addresses with other protocols and destination ports. */
  public Traffic with(List<Protocol> otherProtocols, List<PortRange> otherPorts) {
    return new Traffic(otherProtocols, source, sourcePorts, destination, otherPorts);
  }

  /** The same packets between these addresses. */
  public Traffic between(List<AddressTerm> from, List<AddressTerm> to) {
    return new Traffic(protocols, from, sourcePorts, to, destinationPorts);
  }

  /** The same packets from these ports. */
  public Traffic fromPorts(List<PortRange> ports) {
    return new Traffic(protocols, source, ports, destination, destinationPorts);
  }

  /** The first protocol, for rules that name just one. */
  public Protocol protocol() {
    return protocols.isEmpty() ? Protocol.ANY : protocols.getFirst();
  }
}
