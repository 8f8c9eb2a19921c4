package io.github.pathwhy.draw;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The facts of one box in the making. What a fact names counts as drawn.
final class Facts {
  private final Topology topology;
  private final Set<ResourceId> drawn;
  private final Set<Box.Fact> facts = new LinkedHashSet<>();

  Facts(Topology topology, Set<ResourceId> drawn) {
    this.topology = topology;
    this.drawn = drawn;
  }

  Facts kind(Box.Kind kind) {
    return note(kind.label());
  }

  Facts note(String text) {
    return add(Box.Role.NOTE, text);
  }

  Facts addresses(Collection<?> addresses) {
    addresses.forEach(address -> add(Box.Role.ADDRESS, address.toString()));
    return this;
  }

  Facts address(Optional<?> address) {
    address.ifPresent(known -> add(Box.Role.ADDRESS, known.toString()));
    return this;
  }

  /** Public IP address resources. */
  Facts publicAddresses(Collection<ResourceId> ids) {
    ids.forEach(id -> add(Box.Role.PUBLIC, address(id)));
    return this;
  }

  /** A resource that is attached, by name. */
  Facts attached(Box.Role role, Optional<ResourceId> id) {
    id.ifPresent(known -> {
      drawn.add(known);
      add(role, known.name());
    });
    return this;
  }

  /** A NAT gateway with its addresses. */
  Facts natGateway(Optional<ResourceId> id) {
    id.ifPresent(known -> {
      drawn.add(known);
      StringBuilder words = new StringBuilder(known.name());
      topology
          .find(known, NatGateway.class)
          .ifPresent(gateway -> {
            drawn.addAll(gateway.publicIpPrefixes());
            gateway.publicIpAddresses().forEach(each -> words.append(' ').append(address(each)));
          });
      add(Box.Role.NAT_GATEWAY, words.toString());
    });
    return this;
  }

  /** The address of a public IP address resource where it is known, else its name. */
  private String address(ResourceId id) {
    drawn.add(id);
    return topology
        .find(id, PublicIpAddress.class)
        .flatMap(PublicIpAddress::address)
        .map(Object::toString)
        .orElse(id.name());
  }

  private Facts add(Box.Role role, String text) {
    if (!text.isEmpty()) {
      facts.add(new Box.Fact(role, text));
    }
    return this;
  }

  List<Box.Fact> build() {
    return new ArrayList<>(facts);
  }
}
