package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The expression (`pcap-filter(7)`) that lets pass what probes can cause. Begins narrow and grows
/// in few steps, since every change interrupts the capture: a port, then all of its host, then all
/// hosts.
final class FilterPlan {
  private static final int MOST_HOSTS = 4;

  /** Hosts, with the one port asked for; empty when there are several. */
  private final Map<IpAddress, Optional<Target>> hosts = new LinkedHashMap<>();

  private boolean isOpen;

  /** Takes up a target; true when the expression changes by it. */
  boolean add(Target target) {
    if (isOpen || target.method() == Method.ICMP) {
      return false;
    }
    Optional<Target> known = hosts.get(target.address());
    if (known == null) {
      hosts.put(target.address(), Optional.of(target));
      isOpen = hosts.size() > MOST_HOSTS;
      return true;
    }
    if (known.isEmpty() || known.get().equals(target)) {
      return false;
    }
    hosts.put(target.address(), Optional.empty());
    return true;
  }

  /// The expression now.
  ///
  /// @param hasNeighbours whether ARP exists on this kind of link
  String expression(boolean hasNeighbours) {
    StringBuilder text =
        new StringBuilder(hasNeighbours ? "arp or icmp or icmp6" : "icmp or icmp6");
    if (isOpen) {
      return text.append(" or tcp or udp").toString();
    }
    hosts.forEach((host, one) -> {
      text.append(" or (host ").append(host).append(" and ");
      if (one.isPresent()) {
        text.append(one.get().method() == Method.TCP ? "tcp" : "udp")
            .append(" port ")
            .append(one.get().port());
      } else {
        text.append("(tcp or udp)");
      }
      text.append(')');
    });
    return text.toString();
  }
}
