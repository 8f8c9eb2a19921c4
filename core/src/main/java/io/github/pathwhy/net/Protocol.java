package io.github.pathwhy.net;

import java.util.Optional;

/// An IP protocol as security rules name it. [#ANY] stands for all and is no flow's protocol; nor
/// is [#ICMPV6], which rules name beside [#ICMP]: a flow's family tells the two apart.
public enum Protocol {
  ANY("*"),
  TCP("Tcp"),
  UDP("Udp"),
  ICMP("Icmp"),
  ICMPV6("Icmpv6"),
  ESP("Esp"),
  AH("Ah");

  private final String label;

  Protocol(String label) {
    this.label = label;
  }

  /** Azure's spelling: `Tcp`, `Udp`, `Icmp`, `Icmpv6`, `Esp`, `Ah` or `*`. */
  public String label() {
    return label;
  }

  /** Whether the protocol has ports. */
  public boolean hasPorts() {
    return this == TCP || this == UDP;
  }

  /** Reads Azure's spelling in any case; `Any` is the same as `*`. */
  public static Optional<Protocol> parse(String text) {
    if (text.equalsIgnoreCase("any")) {
      return Optional.of(ANY);
    }
    for (Protocol protocol : values()) {
      if (protocol.label.equalsIgnoreCase(text)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return label;
  }
}
