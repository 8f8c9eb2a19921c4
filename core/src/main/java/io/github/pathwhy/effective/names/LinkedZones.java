package io.github.pathwhy.effective.names;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.PrivateDnsZone;
import java.util.Locale;
import java.util.Optional;

/** The private zones that answer in a network, and which names a domain has. */
final class LinkedZones {
  private LinkedZones() {}

  /** A zone, and the link that makes it answer. */
  record Linked(PrivateDnsZone zone, PrivateDnsZone.Link link) {}

  /** The linked zone with the longest name that a name is in. */
  static Optional<Linked> of(Topology topology, ResourceId network, String name) {
    Linked best = null;
    for (PrivateDnsZone zone : topology.all(PrivateDnsZone.class)) {
      boolean longer = best == null || zone.zone().length() > best.zone().zone().length();
      if (longer && isIn(zone.zone(), name)) {
        for (PrivateDnsZone.Link link : zone.links()) {
          if (link.virtualNetwork().equals(network)) {
            best = new Linked(zone, link);
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a domain is a name, or has it; the root has all. */
  static boolean isIn(String domain, String name) {
    String suffix = withoutDot(domain.toLowerCase(Locale.ROOT));
    String lower = withoutDot(name.toLowerCase(Locale.ROOT));
    return suffix.isEmpty() || lower.equals(suffix) || lower.endsWith("." + suffix);
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
