package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import java.util.List;
import java.util.Optional;

/// How a name was resolved: the answer, who gave it, and every question on the way.
///
/// @param name as it was given
/// @param types what was asked for
/// @param source who gave the answer
/// @param failure why there is none; empty when there are records or addresses
/// @param decisive the question whose answer this is, or whose failure decides
/// @param asked every question to a server, in the order of their ends
/// @param records of the answer: aliases, then what they lead to; a bounded number
/// @param addresses of the answer, IPv4 first
/// @param hosts the addresses that the hosts file gives the name
/// @param system what the system's own resolver said, when it was asked
/// @param config how this machine is set up, or the servers that were named
/// @param findings what is odd, in whole clauses
/// @param nanos how long all of it took
public record Resolution(
    String name,
    List<RecordType> types,
    Source source,
    Optional<NameFailure> failure,
    Optional<Asked> decisive,
    List<Asked> asked,
    List<ResourceRecord> records,
    List<IpAddress> addresses,
    List<IpAddress> hosts,
    Optional<SystemAnswer> system,
    DnsConfig config,
    List<String> findings,
    long nanos) {

  public Resolution {
    types = List.copyOf(types);
    asked = List.copyOf(asked);
    records = List.copyOf(records);
    addresses = List.copyOf(addresses);
    hosts = List.copyOf(hosts);
    findings = List.copyOf(findings);
  }

  /** Who gave the answer. */
  public enum Source {
    /** Nobody: the name is an address. */
    LITERAL("Literal"),
    /** The hosts file. */
    HOSTS("HostsFile"),
    /** A DNS server. */
    DNS("Dns"),
    /** The system's own resolver, with something that DNS does not know. */
    SYSTEM("SystemResolver");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** The spelling of output. */
    public String label() {
      return label;
    }
  }

  /// One clause for people: who said what, and after how long. For example `10.0.0.4 said NXDOMAIN
  /// in 2.1 ms: the name does not exist`, or `no answer from 10.0.0.4 within 3000 ms`.
  public String clause() {
    return switch (source) {
      case LITERAL -> "an address needs no resolution";
      case HOSTS -> "the hosts file has it";
      case SYSTEM -> "the system's resolver answered";
      case DNS ->
          decisive
              .map(Asked::clause)
              .orElseGet(() -> failure.map(NameFailure::words).orElse("answered"));
    };
  }
}
