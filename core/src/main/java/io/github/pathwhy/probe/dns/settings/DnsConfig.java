package io.github.pathwhy.probe.dns.settings;

import java.util.List;

/// How this machine is set up to resolve names.
///
/// @param from where it says so, for example `/etc/resolv.conf`; empty when it says nothing
/// @param servers who is asked, in this order
/// @param ignored servers that resolver libraries never reach: they ask the first three
/// @param search domains that are tried behind a name
/// @param ndots with so many dots a name is first tried as it is
/// @param timeoutNanos how long one server is waited for; 0 when nothing says
/// @param attempts how often all of them are asked
/// @param tcp whether everything is asked by TCP
/// @param hostsFirst whether the hosts file is looked at before servers are asked
/// @param others what else the system's resolver asks (nsswitch), for example `mdns4_minimal`
public record DnsConfig(
    String from,
    List<DnsServer> servers,
    List<String> ignored,
    List<String> search,
    int ndots,
    long timeoutNanos,
    int attempts,
    boolean tcp,
    boolean hostsFirst,
    List<String> others) {

  /** Nothing is set up. */
  public static final DnsConfig NONE =
      new DnsConfig("", List.of(), List.of(), List.of(), 1, 0, 2, false, true, List.of());

  public DnsConfig {
    servers = List.copyOf(servers);
    ignored = List.copyOf(ignored);
    search = List.copyOf(search);
    others = List.copyOf(others);
  }

  /** The same with other services of the name service switch. */
  DnsConfig switched(boolean hosts, List<String> services) {
    return new DnsConfig(
        from, servers, ignored, search, ndots, timeoutNanos, attempts, tcp, hosts, services);
  }
}
