package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.HostSettings;
import io.github.pathwhy.probe.dns.settings.HostsFile;
import io.github.pathwhy.probe.dns.settings.QuestionName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/// Resolves names: hosts file, servers, search domains, and where it matters the system's own
/// resolver, with everything that was asked.
public final class DnsLookup {
  /** How long the system's resolver is waited for when DNS has said what it has to say. */
  private static final long SYSTEM_NANOS = 2_000_000_000;

  private final Supplier<DnsConfig> settings;
  private final Supplier<String> hostsFile;
  private final SystemResolver.Source system;
  private final DnsClient client;

  DnsLookup(
      Supplier<DnsConfig> settings,
      Supplier<String> hostsFile,
      SystemResolver.Source system,
      DnsClient client) {
    this.settings = settings;
    this.hostsFile = hostsFile;
    this.system = system;
    this.client = client;
  }

  /** A lookup with this machine's settings. */
  public static DnsLookup ofSystem() {
    HostSettings settings = HostSettings.ofSystem();
    return new DnsLookup(
        settings::config, settings::hosts, SystemResolver.Source.SYSTEM, DnsClient.ofSystem());
  }

  /** Resolves a name; never throws for what names, settings, servers or answers hold. */
  public Resolution resolve(DnsRequest request, Stop stop) {
    return new Lookup(request, config(request), stop).run();
  }

  private DnsConfig config(DnsRequest request) {
    DnsConfig config = settings.get();
    if (request.servers().isEmpty()) {
      return config;
    }
    return new DnsConfig(
        "",
        request.servers(),
        List.of(),
        config.search(),
        config.ndots(),
        0,
        DnsConfig.NONE.attempts(),
        false,
        false,
        List.of());
  }

  /** One lookup. */
  private final class Lookup {
    private final long start = System.nanoTime();
    private final DnsRequest request;
    private final DnsConfig config;
    private final Stop stop;
    private final Round round;
    private List<IpAddress> hosts = List.of();
    private @Nullable SystemResolver pending;
    private Optional<SystemAnswer> system = Optional.empty();
    private List<Round.Result> results = List.of();
    private Optional<NameFailure> failure = Optional.empty();
    private Optional<Asked> decisive = Optional.empty();

    Lookup(DnsRequest request, DnsConfig config, Stop stop) {
      this.request = request;
      this.config = config;
      this.stop = stop;
      this.round = new Round(client, config, request, stop);
    }

    Resolution run() {
      Optional<String> problem = QuestionName.problem(request.name());
      List<Name> candidates;
      try {
        if (problem.isPresent()) {
          return badName(problem.get());
        }
        candidates =
            QuestionName.candidates(
                request.name(), request.search() ? config.search() : List.of(), config.ndots());
      } catch (TextParseException e) {
        return badName(String.valueOf(e.getMessage()));
      }
      if (request.isOfSystem() && config.hostsFirst()) {
        hosts = wanted(HostsFile.addresses(hostsFile.get(), request.name()));
      }
      if (hosts.isEmpty() || request.thorough()) {
        if (request.isOfSystem() && request.thorough()) {
          pending = SystemResolver.ask(source(), systemName());
        }
        askServers(candidates);
        askSystem();
      }
      return resolution();
    }

    private Resolution badName(String problem) {
      return new Resolution(
          request.name(),
          request.types(),
          Resolution.Source.DNS,
          Optional.of(NameFailure.BAD_NAME),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          config,
          List.of(problem),
          System.nanoTime() - start);
    }

    private void askServers(List<Name> candidates) {
      if (config.servers().isEmpty()) {
        failure = Optional.of(NameFailure.NOT_CONFIGURED);
        return;
      }
      Name last = candidates.getFirst();
      boolean goesOn = true;
      for (int i = 0; i < candidates.size() && goesOn; i++) {
        last = candidates.get(i);
        results = round.ask(last, request.types());
        goesOn = judge();
      }
      if (request.all()) {
        askOthers(failure.isPresent() ? candidates.getFirst() : last);
      }
    }

    /** Takes down what the results for one name mean; whether the next name is to be tried. */
    private boolean judge() {
      boolean mayGoOn = true;
      for (Round.Result result : results) {
        if (result.failure().isEmpty()) {
          failure = Optional.empty();
          decisive = result.last();
          return false;
        }
        NameFailure kind = result.failure().get();
        mayGoOn &=
            kind.isNegative()
                || kind == NameFailure.SERVFAIL
                || kind == NameFailure.REFUSED
                || kind == NameFailure.ERROR;
        if (failure.isEmpty() || kind.outweighs(failure.get())) {
          failure = Optional.of(kind);
          decisive = result.last();
        }
      }
      return mayGoOn && !stop.isRequested();
    }

    private void askOthers(Name name) {
      Set<DnsServer> others = new LinkedHashSet<>(config.servers());
      String shown = name.toString(true);
      for (Asked asked : round.log()) {
        if (asked.name().equals(shown)) {
          others.remove(asked.server());
        }
      }
      round.askEach(List.copyOf(others), name, request.types());
    }

    /** The name for the system's resolver; a dot at its end keeps that from search domains. */
    private String systemName() {
      String name = request.name();
      return request.search() || name.endsWith(".") ? name : name + ".";
    }

    private SystemResolver.Source source() {
      return DnsLookup.this.system;
    }

    private void askSystem() {
      boolean matters = failure.isPresent();
      for (Round.Result result : results) {
        matters |= result.chased();
      }
      if (pending == null && request.isOfSystem() && matters && !stop.isRequested()) {
        pending = SystemResolver.ask(source(), systemName());
      }
      if (pending != null) {
        system = Optional.of(pending.await(SYSTEM_NANOS, stop));
      }
    }

    private Resolution resolution() {
      List<ResourceRecord> records = records();
      List<IpAddress> dns = addresses(records);
      List<IpAddress> known =
          system
              .filter(SystemAnswer.Addresses.class::isInstance)
              .map(answer -> wanted(((SystemAnswer.Addresses) answer).addresses()))
              .orElse(List.of());
      boolean fromHosts = !hosts.isEmpty();
      boolean fromSystem = !fromHosts && failure.isPresent() && !known.isEmpty();
      Resolution found =
          new Resolution(
              request.name(),
              request.types(),
              fromHosts
                  ? Resolution.Source.HOSTS
                  : fromSystem ? Resolution.Source.SYSTEM : Resolution.Source.DNS,
              fromHosts || fromSystem ? Optional.empty() : failure,
              decisive,
              round.log(),
              records,
              fromHosts ? hosts : fromSystem ? known : dns,
              hosts,
              system,
              config,
              List.of(),
              System.nanoTime() - start);
      return new Findings(request, found, results, failure, dns, known).added();
    }

    private List<ResourceRecord> records() {
      Set<ResourceRecord> records = new LinkedHashSet<>();
      for (Round.Result result : results) {
        if (failure.isPresent() || result.failure().isEmpty()) {
          records.addAll(result.records());
        }
      }
      return List.copyOf(records);
    }

    private List<IpAddress> addresses(List<ResourceRecord> records) {
      List<IpAddress> addresses = new ArrayList<>();
      for (ResourceRecord record : records) {
        record.address().ifPresent(addresses::add);
      }
      return wanted(addresses);
    }

    /** Those of the families that are asked for, IPv4 first. */
    private List<IpAddress> wanted(List<IpAddress> addresses) {
      Set<IpAddress> wanted = new LinkedHashSet<>();
      for (IpVersion version : IpVersion.values()) {
        RecordType type = version == IpVersion.V4 ? RecordType.A : RecordType.AAAA;
        for (IpAddress address : addresses) {
          if (address.version() == version && asksFor(type)) {
            wanted.add(address);
          }
        }
      }
      return List.copyOf(wanted);
    }

    /** Records of any type may be addresses. */
    private boolean asksFor(RecordType type) {
      return request.types().contains(type) || !request.hasAddresses();
    }
  }
}
