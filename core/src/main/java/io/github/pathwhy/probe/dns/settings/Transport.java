package io.github.pathwhy.probe.dns.settings;

/** What carries a question to a server. */
public enum Transport {
  UDP("Udp", 53),
  TCP("Tcp", 53),
  /** DNS over TLS (RFC 7858). */
  TLS("Tls", 853),
  /** DNS over HTTPS (RFC 8484). */
  HTTPS("Https", 443);

  private final String label;
  private final int port;

  Transport(String label, int port) {
    this.label = label;
    this.port = port;
  }

  /** The spelling of output. */
  public String label() {
    return label;
  }

  /** The port that servers listen on. */
  public int port() {
    return port;
  }

  @Override
  public String toString() {
    return label;
  }
}
