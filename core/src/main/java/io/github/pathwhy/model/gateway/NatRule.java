package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A NAT rule of a VPN gateway, which applies to the connections that name it: what leaves Azure
/// has an external address in place of an internal one of a network (`EgressSnat`), or what comes
/// in has one in place of the site's (`IngressSnat`); the other way round for what goes back. Only
/// a static rule without ports says which address stands for which (`vpn-gateway/nat-overview`).
public record NatRule(
    ResourceId id,
    SourcePosition declaredAt,
    boolean egress,
    boolean oneToOne,
    List<Mapping> mappings) {

  public NatRule {
    mappings = List.copyOf(mappings);
  }

  /** A network, and the one that stands for it. */
  public record Mapping(Prefix internal, Prefix external) {}

  /** The external address that stands for an internal one. */
  public Optional<IpAddress> external(IpAddress internal) {
    for (Mapping mapping : mappings) {
      if (mapping.internal().contains(internal)) {
        return Optional.of(moved(internal, mapping.internal(), mapping.external()));
      }
    }
    return Optional.empty();
  }

  /** The internal address that an external one stands for. */
  public Optional<IpAddress> internal(IpAddress external) {
    for (Mapping mapping : mappings) {
      if (mapping.external().contains(external)) {
        return Optional.of(moved(external, mapping.external(), mapping.internal()));
      }
    }
    return Optional.empty();
  }

  /** The networks that are announced in place of one. */
  public List<Prefix> announced(Prefix prefix) {
    List<Prefix> found = new ArrayList<>(1);
    for (Mapping mapping : mappings) {
      if (mapping.internal().contains(prefix)) {
        IpAddress first = moved(prefix.address(), mapping.internal(), mapping.external());
        int deeper = prefix.length() - mapping.internal().length();
        found.add(Prefix.containing(first, Math.min(32, mapping.external().length() + deeper)));
      } else if (prefix.contains(mapping.internal())) {
        found.add(mapping.external());
      }
    }
    return found;
  }

  /** Whether all of a network is translated. */
  public boolean covers(Prefix prefix) {
    return mappings.stream().anyMatch(mapping -> mapping.internal().contains(prefix));
  }

  private static IpAddress moved(IpAddress address, Prefix from, Prefix to) {
    return address instanceof IpAddress.V4(int bits)
            && from.address() instanceof IpAddress.V4(int first)
        ? to.address(bits - first)
        : address;
  }
}
