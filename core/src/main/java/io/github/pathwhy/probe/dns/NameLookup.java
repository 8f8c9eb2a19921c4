package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import java.util.List;
import java.util.Optional;

/// The addresses of names as programs on this machine get them: from the hosts file, then from the
/// DNS servers in their order with the search domains; where those fail, from the system's own
/// resolver.
public final class NameLookup {
  private static final List<RecordType> BOTH = List.of(RecordType.A, RecordType.AAAA);

  private final DnsLookup lookup;

  NameLookup(DnsLookup lookup) {
    this.lookup = lookup;
  }

  /** A lookup with this machine's settings, which are read at every question. */
  public static NameLookup ofSystem() {
    return new NameLookup(DnsLookup.ofSystem());
  }

  /// Resolves a name. Addresses are their own answer.
  ///
  /// @param version the family wanted; empty for both
  public NameAnswer addresses(String name, Optional<IpVersion> version, Stop stop) {
    List<RecordType> types =
        version
            .map(wanted -> List.of(wanted == IpVersion.V4 ? RecordType.A : RecordType.AAAA))
            .orElse(BOTH);
    DnsRequest request = new DnsRequest(name, types, List.of(), false, 0, true, false, false);
    Optional<IpAddress> literal = IpAddress.parse(name);
    Resolution how =
        literal.isPresent()
            ? literal(request, literal.get(), version)
            : lookup.resolve(request, stop);
    return how.failure()
        .<NameAnswer>map(kind -> new NameAnswer.Failed(kind, words(how), how))
        .orElseGet(() -> new NameAnswer.Found(how.addresses(), how));
  }

  private static String words(Resolution how) {
    return how.source() == Resolution.Source.LITERAL
        ? how.name() + " is an address of the other IP version"
        : how.clause();
  }

  private static Resolution literal(
      DnsRequest request, IpAddress address, Optional<IpVersion> version) {
    boolean other = version.isPresent() && version.get() != address.version();
    return new Resolution(
        request.name(),
        request.types(),
        Resolution.Source.LITERAL,
        other ? Optional.of(NameFailure.NO_DATA) : Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        other ? List.of() : List.of(address),
        List.of(),
        Optional.empty(),
        DnsConfig.NONE,
        List.of(),
        0);
  }
}
