package io.github.pathwhy.probe.dns;

import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.QuestionName;
import java.util.List;

/// What to resolve, and how.
///
/// @param name as people write it; see {@link QuestionName#problem}
/// @param types what to ask for, at least one; all of them at once
/// @param servers whom to ask instead of those that this machine is set up with; nothing but
///   servers is asked then
/// @param tcp ask by TCP at once
/// @param timeoutNanos how long to wait for one server; 0 for what this machine is set up with, or
///   three seconds
/// @param search whether search domains are tried
/// @param thorough ask the servers also where the hosts file has the name, and the system's
///   resolver also when the servers know it
/// @param all ask every server, whatever the first ones say
public record DnsRequest(
    String name,
    List<RecordType> types,
    List<DnsServer> servers,
    boolean tcp,
    long timeoutNanos,
    boolean search,
    boolean thorough,
    boolean all) {
  public DnsRequest {
    types = List.copyOf(types);
    servers = List.copyOf(servers);
  }

  /** Whether the question is what this machine makes of a name, not what certain servers say. */
  boolean isOfSystem() {
    return servers.isEmpty() && hasAddresses();
  }

  /** Whether addresses are asked for. */
  boolean hasAddresses() {
    for (RecordType type : types) {
      if (type.isAddress()) {
        return true;
      }
    }
    return false;
  }
}
