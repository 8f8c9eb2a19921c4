package io.github.pathwhy.diagnose;

import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a host name resolves to, by the records that the topology gives. */
sealed interface Resolution {

  /** The addresses, in order of declaration. */
  record Resolved(List<IpAddress> addresses) implements Resolution {}

  /** The lookup fails. */
  record Failed(String name, String reason, DnsRecord record) implements Resolution {}

  /** The topology has no record for the name. */
  record NotKnown(String name) implements Resolution {}

  /** Follows aliases from a name to addresses of a family; any family when none is asked for. */
  static Resolution of(Topology topology, String name, Optional<IpVersion> version) {
    String current = name;
    List<String> seen = new ArrayList<>();
    while (true) {
      String wanted = current;
      List<DnsRecord> records =
          topology.dns().stream().filter(r -> sameName(r.name(), wanted)).toList();
      if (records.isEmpty()) {
        return new NotKnown(current);
      }
      if (seen.contains(wanted)) {
        return new Failed(wanted, "alias loop", records.getFirst());
      }
      seen.add(wanted);
      List<IpAddress> addresses = new ArrayList<>();
      String alias = "";
      for (DnsRecord record : records) {
        switch (record.answer()) {
          case DnsRecord.Answer.Address(IpAddress address) -> {
            if (version.isEmpty() || version.get() == address.version()) {
              addresses.add(address);
            }
          }
          case DnsRecord.Answer.Alias(String target) -> alias = target;
          case DnsRecord.Answer.Failure(String reason) -> {
            return new Failed(wanted, reason, record);
          }
        }
      }
      if (!addresses.isEmpty()) {
        return new Resolved(addresses);
      }
      if (alias.isEmpty()) {
        return new Failed(wanted, "no address of the wanted family", records.getFirst());
      }
      current = alias;
    }
  }

  private static boolean sameName(String one, String other) {
    return withoutDot(one).equalsIgnoreCase(withoutDot(other));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
