package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import java.util.List;

/// What the system's own resolver (`getaddrinfo`) says about a name: with the hosts file, mDNS and
/// whatever else this machine is set up to ask.
public sealed interface SystemAnswer {

  /** Addresses, at least one. */
  record Addresses(List<IpAddress> addresses, long nanos) implements SystemAnswer {
    public Addresses {
      addresses = List.copyOf(addresses);
    }
  }

  /** None, in the system's own words. */
  record Failure(String words, long nanos) implements SystemAnswer {}

  /** No answer in this time. */
  record Late(long nanos) implements SystemAnswer {}
}
