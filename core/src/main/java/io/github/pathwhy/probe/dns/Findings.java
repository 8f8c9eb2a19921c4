package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is odd about a resolution although it may have an answer: servers that fail before another
/// one answers, sources that differ, answers that only some programs get.
final class Findings {
  private static final List<Prefix> PRIVATE =
      List.of(
          Prefix.of("10.0.0.0/8"),
          Prefix.of("172.16.0.0/12"),
          Prefix.of("192.168.0.0/16"),
          Prefix.of("100.64.0.0/10"),
          Prefix.of("fc00::/7"));

  private final DnsRequest request;
  private final Resolution found;
  private final List<Round.Result> results;
  private final Optional<NameFailure> dnsFailure;
  private final List<IpAddress> dns;
  private final List<IpAddress> known;
  private final List<String> findings = new ArrayList<>();

  Findings(
      DnsRequest request,
      Resolution found,
      List<Round.Result> results,
      Optional<NameFailure> dnsFailure,
      List<IpAddress> dns,
      List<IpAddress> known) {
    this.request = request;
    this.found = found;
    this.results = results;
    this.dnsFailure = dnsFailure;
    this.dns = dns;
    this.known = known;
  }

  /** The resolution with its findings. */
  Resolution added() {
    hostsFile();
    system();
    aliases();
    failedBefore();
    partly();
    truncation();
    extensions();
    differences();
    privateLink();
    if (!found.config().ignored().isEmpty()) {
      findings.add(
          found.config().from()
              + " names more than is used: "
              + String.join(", ", found.config().ignored()));
    }
    return new Resolution(
        found.name(),
        found.types(),
        found.source(),
        found.failure(),
        found.decisive(),
        found.asked(),
        found.records(),
        found.addresses(),
        found.hosts(),
        found.system(),
        found.config(),
        findings,
        found.nanos());
  }

  private void hostsFile() {
    if (found.hosts().isEmpty() || found.asked().isEmpty()) {
      return;
    }
    if (dnsFailure.isPresent()) {
      findings.add(
          "only the hosts file has the name, DNS has not ("
              + dnsFailure.get().words()
              + "): other machines do not know it");
    } else if (!dns.containsAll(found.hosts())) {
      findings.add(
          "the hosts file overrides DNS, which says "
              + some(dns)
              + ": other machines may get to another place");
    }
  }

  private void system() {
    if (found.system().isEmpty() || !found.hosts().isEmpty()) {
      return;
    }
    boolean answered = dnsFailure.isEmpty() && !dns.isEmpty();
    switch (found.system().get()) {
      case SystemAnswer.Addresses _ -> {
        if (dnsFailure.isPresent() && !known.isEmpty()) {
          findings.add(
              "DNS has no answer ("
                  + found.decisive().map(Asked::clause).orElse(dnsFailure.get().words())
                  + "), but the system's resolver (getaddrinfo) has "
                  + some(known)
                  + ": programs that ask DNS themselves fail");
        } else if (answered && !known.isEmpty() && Collections.disjoint(dns, known)) {
          findings.add(
              "the system's resolver (getaddrinfo) says "
                  + some(known)
                  + ", the server "
                  + some(dns)
                  + ": a cache, another source of names, or an answer that changes");
        }
      }
      case SystemAnswer.Failure(String words, long _) -> {
        if (answered) {
          findings.add(
              "the system's resolver (getaddrinfo) fails, though DNS answers: \""
                  + words
                  + "\": most programs on this machine cannot resolve the name");
        }
      }
      case SystemAnswer.Late(long nanos) -> {
        if (answered) {
          findings.add(
              "the system's resolver (getaddrinfo) has not answered within "
                  + Millis.of(nanos)
                  + " more, though DNS has");
        }
      }
    }
  }

  private void aliases() {
    for (Round.Result result : results) {
      if (result.chased()) {
        findings.add(
            "the server leaves it to its clients to ask for what the name is an alias of; programs"
                + " that leave it to the server get no address");
        return;
      }
    }
  }

  /** Servers that were asked in vain before one answered. */
  private void failedBefore() {
    if (found.failure().isPresent() || found.decisive().isEmpty()) {
      return;
    }
    Asked decisive = found.decisive().get();
    Set<DnsServer> told = new HashSet<>();
    for (Asked asked : found.asked()) {
      boolean inVain =
          asked.failure().isPresent()
              && !asked.failure().get().isNegative()
              && asked.failure().get() != NameFailure.TRUNCATED
              && !asked.server().equals(decisive.server());
      if (inVain && dnsFailure.isEmpty() && isBefore(asked, decisive) && told.add(asked.server())) {
        findings.add(asked.clause() + "; only then another server is asked, by every program");
      }
    }
  }

  private boolean isBefore(Asked asked, Asked decisive) {
    List<DnsServer> order = found.config().servers();
    return order.indexOf(asked.server()) < order.indexOf(decisive.server());
  }

  /** Types without an answer beside those with one. */
  private void partly() {
    if (dnsFailure.isPresent()) {
      return;
    }
    for (Round.Result result : results) {
      Optional<NameFailure> failure = result.failure();
      if (failure.isPresent() && !failure.get().isNegative()) {
        findings.add(
            "no answer for "
                + result.type()
                + ": "
                + result.last().map(Asked::clause).orElse(failure.get().words()));
      }
    }
  }

  private void truncation() {
    Set<DnsServer> told = new HashSet<>();
    List<Asked> asked = found.asked();
    for (int i = 0; i < asked.size(); i++) {
      Asked each = asked.get(i);
      boolean inVain =
          each.transport() == Transport.TCP
              && each.failure().isPresent()
              && each.response().isEmpty()
              && wasTruncated(each, asked.subList(0, i));
      if (inVain && told.add(each.server())) {
        findings.add(
            "the answer of "
                + each.server()
                + " does not fit into a datagram, and TCP port "
                + each.server().port()
                + " gives none: a firewall that lets only UDP through?");
      }
    }
  }

  private static boolean wasTruncated(Asked tcp, List<Asked> before) {
    for (Asked udp : before) {
      if (udp.server().equals(tcp.server())
          && udp.type().equals(tcp.type())
          && udp.name().equals(tcp.name())
          && udp.failure().filter(NameFailure.TRUNCATED::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void extensions() {
    Set<DnsServer> told = new HashSet<>();
    for (Asked asked : found.asked()) {
      if (asked.edns() && asked.response().isPresent() && !DnsClient.isIgnorantOfEdns(asked)) {
        told.add(asked.server());
      }
    }
    for (Asked asked : found.asked()) {
      boolean plain = !asked.edns() && asked.response().isPresent();
      if (plain && told.add(asked.server())) {
        findings.add(
            asked.server() + " answered only a question without EDNS: large answers need TCP");
      }
    }
  }

  /** Servers that say different things about the same name and type. */
  private void differences() {
    if (!request.all()) {
      return;
    }
    Map<String, Map<DnsServer, String>> said = new LinkedHashMap<>();
    for (Asked asked : found.asked()) {
      String of = asked.name() + " " + asked.type();
      said.computeIfAbsent(of, _ -> new LinkedHashMap<>()).put(asked.server(), summary(asked));
    }
    said.forEach((of, servers) -> {
      if (new HashSet<>(servers.values()).size() > 1) {
        StringBuilder text = new StringBuilder("the servers differ about ").append(of).append(": ");
        String separator = "";
        for (Map.Entry<DnsServer, String> each : servers.entrySet()) {
          text.append(separator).append(each.getKey()).append(" says ").append(each.getValue());
          separator = ", ";
        }
        findings.add(text.toString());
      }
    });
  }

  private static String summary(Asked asked) {
    if (asked.failure().isPresent()) {
      return asked.failure().get().label();
    }
    Set<String> data = new TreeSet<>();
    asked
        .response()
        .ifPresent(response -> response.records().forEach(record -> data.add(record.data())));
    List<String> all = List.copyOf(data);
    return all.size() > 3
        ? String.join(" ", all.subList(0, 3)) + " and " + (all.size() - 3) + " more"
        : String.join(" ", all);
  }

  /** Private endpoints have public addresses where their private zone is not known. */
  private void privateLink() {
    if (found.source() != Resolution.Source.DNS || dns.isEmpty()) {
      return;
    }
    for (ResourceRecord record : found.records()) {
      boolean through =
          record.type().equals("CNAME")
              && record.data().toLowerCase(Locale.ROOT).contains(".privatelink.");
      if (through && dns.stream().noneMatch(Findings::isPrivate)) {
        findings.add(
            "the name leads through "
                + withoutDot(record.data())
                + " to a public address: this machine's DNS servers do not know the private DNS"
                + " zone of its private endpoint");
        return;
      }
    }
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isPrivate(IpAddress address) {
    for (Prefix prefix : PRIVATE) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static String some(List<IpAddress> addresses) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < addresses.size() && i < 3; i++) {
      text.append(i == 0 ? "" : ", ").append(addresses.get(i));
    }
    return text.append(addresses.size() > 3 ? " and " + (addresses.size() - 3) + " more" : "")
        .toString();
  }
}
