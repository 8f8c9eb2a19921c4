package io.github.pathwhy.net;

import java.util.Optional;

/**
 * An IP protocol as security rules name it; {@link #ANY} stands for all and is no flow's protocol.
 */
public enum Protocol {
  ANY("*"),
  TCP("Tcp"),
  UDP("Udp"),
  ICMP("Icmp"),
  ESP("Esp"),
  AH("Ah");

  private final String label;

  Protocol(String label) {
    this.label = label;
  }

  /** Azure's spelling: `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah` or `*`. */
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
