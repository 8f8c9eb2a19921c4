package io.github.pathwhy.probe.dns;

import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import java.net.UnknownHostException;
import java.util.List;

/** Lookups that ask certain servers only: the machine itself has no settings and knows no name. */
final class Lookups {
  private Lookups() {}

  static Resolution resolve(
      DnsClient client, String name, RecordType type, long timeoutNanos, DnsServer... servers) {
    DnsLookup lookup =
        new DnsLookup(
            () -> DnsConfig.NONE,
            () -> "",
            unknown -> {
              throw new UnknownHostException(unknown);
            },
            client);
    return lookup.resolve(
        new DnsRequest(
            name, List.of(type), List.of(servers), false, timeoutNanos, false, false, false),
        Stop.NEVER);
  }
}
