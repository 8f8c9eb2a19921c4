package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import java.util.List;

/** The addresses of a name, or why there are none. */
public sealed interface NameAnswer {

  /** How it was found out. */
  Resolution how();

  /** At least one address, IPv4 first, each family in the order of the answer. */
  record Found(List<IpAddress> addresses, Resolution how) implements NameAnswer {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /// None.
  ///
  /// @param words one clause: who said what, after how long
  record Failed(NameFailure kind, String words, Resolution how) implements NameAnswer {}
}
