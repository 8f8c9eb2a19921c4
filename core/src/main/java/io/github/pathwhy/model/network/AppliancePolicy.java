package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// What a virtual appliance does with the packets it forwards: rules (first match wins, the default
/// action when none does), address translation, and whether it tracks connections.
public record AppliancePolicy(
    SourcePosition declaredAt,
    List<Rule> rules,
    Access defaultAction,
    boolean stateful,
    List<SourceNat> sourceNat,
    List<DestinationNat> destinationNat) {

  public AppliancePolicy {
    rules = List.copyOf(rules);
    sourceNat = List.copyOf(sourceNat);
    destinationNat = List.copyOf(destinationNat);
  }

  /** One rule of an appliance's own policy, matched on the packet as it arrives after any DNAT. */
  public record Rule(String name, SourcePosition declaredAt, Access access, Traffic traffic) {}

  /// Source translation of what matches. An absent address means the address of the interface that
  /// the packet leaves by.
  public record SourceNat(
      SourcePosition declaredAt, Traffic traffic, Optional<IpAddress> translatedAddress) {

    /** What it makes of the source; never empty. */
    public Optional<Object> target() {
      return Optional.of(translatedAddress);
    }
  }

  /// Destination translation of what arrives for one of the appliance's own addresses and matches.
  /// An absent port keeps the port.
  public record DestinationNat(
      SourcePosition declaredAt,
      Traffic traffic,
      IpAddress translatedAddress,
      Optional<Integer> translatedPort) {

    /** What it makes of the destination; never empty. */
    public Optional<Object> target() {
      return Optional.of(List.of(translatedAddress, translatedPort));
    }
  }
}
