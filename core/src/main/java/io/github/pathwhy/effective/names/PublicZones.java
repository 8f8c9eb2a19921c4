package io.github.pathwhy.effective.names;

import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PublicRecord;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the public DNS zones of a topology answer. */
final class PublicZones {
  private final Topology topology;

  PublicZones(Topology topology) {
    this.topology = topology;
  }

  /// The records of a name, else those of the wildcard that covers it, the longest first
  /// (`dns/dns-zones-records`).
  List<DnsRecord> records(String name) {
    List<DnsRecord> found = ofHost(name, name);
    for (int dot = name.indexOf('.'); found.isEmpty() && dot >= 0; ) {
      found = ofHost("*" + name.substring(dot), name);
      dot = name.indexOf('.', dot + 1);
    }
    return found;
  }

  private List<DnsRecord> ofHost(String host, String name) {
    List<DnsRecord> found = new ArrayList<>();
    for (PublicRecord set : topology.all(PublicRecord.class)) {
      if (set.host().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT))) {
        set.addresses().forEach(address -> found.add(answer(set, name, address)));
        set.alias()
            .ifPresent(alias ->
                found.add(
                    new DnsRecord(name, set.declaredAt(), new DnsRecord.Answer.Alias(alias))));
        set.target().ifPresent(target -> addTarget(set, name, target, found));
      }
    }
    return found;
  }

  private static DnsRecord answer(PublicRecord set, String name, IpAddress address) {
    return new DnsRecord(name, set.declaredAt(), new DnsRecord.Answer.Address(address));
  }

  /** A record set may be that of a resource, whose address or name it follows. */
  private void addTarget(PublicRecord set, String name, ResourceId target, List<DnsRecord> found) {
    topology
        .find(target, PublicIpAddress.class)
        .flatMap(PublicIpAddress::address)
        .ifPresent(address -> found.add(answer(set, name, address)));
    topology
        .find(target, PublicRecord.class)
        .ifPresent(other ->
            found.add(
                new DnsRecord(name, set.declaredAt(), new DnsRecord.Answer.Alias(other.host()))));
    topology
        .find(target, PlatformService.class)
        .flatMap(service -> service.names().stream().findFirst())
        .ifPresent(host ->
            found.add(new DnsRecord(name, set.declaredAt(), new DnsRecord.Answer.Alias(host))));
  }
}
