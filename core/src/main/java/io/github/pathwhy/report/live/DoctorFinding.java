package io.github.pathwhy.report.live;

import io.github.pathwhy.live.Readiness;
import io.github.pathwhy.live.Readiness.Ability;
import io.github.pathwhy.live.Readiness.TierState;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.host.LocalRoute;
import io.github.pathwhy.probe.host.OperatingSystem;
import io.github.pathwhy.probe.host.PackageManager.Wanted;
import io.github.pathwhy.probe.host.ProcessRights;
import io.github.pathwhy.probe.host.ProcessRights.Right;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;

/// Something that a machine has, or that it lacks.
///
/// @param text a fact, or what is missing and what for
/// @param remedy the command or setting that gets it; empty when nothing is missing or nothing
///   helps
record DoctorFinding(boolean isMissing, String text, String remedy) {
  private static final String PING_GROUPS = "sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"";

  private static DoctorFinding fact(String text) {
    return new DoctorFinding(false, text, "");
  }

  private static DoctorFinding missing(String text, String remedy) {
    return new DoctorFinding(true, text, remedy);
  }

  /** Everything about a machine, in the order in which people care. */
  static List<DoctorFinding> of(Readiness readiness) {
    List<DoctorFinding> findings = new ArrayList<>();
    readiness.tiers().forEach(state -> tier(state, findings));
    readiness.rights().ifPresent(rights -> rights(readiness, rights, findings));
    libpcap(readiness, findings);
    readiness
        .routes()
        .forEach((version, route) -> findings.add(route(readiness, version.label(), route)));
    findings.add(dns(readiness.dns()));
    findings.add(firewall(readiness));
    tools(readiness, findings);
    return findings;
  }

  // ---- tiers ----

  private static void tier(TierState state, List<DoctorFinding> findings) {
    Tier tier = state.tier();
    state
        .unavailable()
        .ifPresent(unable ->
            findings.add(missing("no " + tier + " tier: " + unable.why(), unable.remedy())));
    String start = tier + " tier: no ";
    for (Capability.Unable unable : reasons(state.abilities(), Ability::probing)) {
      String what = start + kinds(state.abilities(), ability -> ability.probing().equals(unable));
      findings.add(missing(what + ": " + unable.why(), unable.remedy()));
    }
    List<Ability> able =
        state.abilities().stream().filter(ability -> ability.probing().isAble()).toList();
    for (Capability.Unable unable : reasons(able, Ability::seeingHops)) {
      String what =
          start
              + (able.stream().allMatch(each -> each.seeingHops().equals(unable))
                  ? "hops"
                  : "hops by " + kinds(able, each -> each.seeingHops().equals(unable)));
      findings.add(missing(what + ": " + unable.why(), unable.remedy()));
    }
  }

  /** Each reason once. */
  private static Set<Capability.Unable> reasons(
      List<Ability> abilities, Function<Ability, Capability> what) {
    Set<Capability.Unable> reasons = new LinkedHashSet<>();
    for (Ability ability : abilities) {
      if (what.apply(ability) instanceof Capability.Unable unable) {
        reasons.add(unable);
      }
    }
    return reasons;
  }

  /** `Tcp over IPv6, Icmp over IPv4 and IPv6`. */
  private static String kinds(List<Ability> abilities, Predicate<Ability> which) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Ability ability : abilities) {
      if (which.test(ability)) {
        versions.merge(
            ability.method().label(),
            ability.version().label(),
            (before, version) -> before + " and " + version);
      }
    }
    StringJoiner kinds = new StringJoiner(", ");
    versions.forEach((method, text) -> kinds.add(method + " over " + text));
    return kinds.toString();
  }

  // ---- the process ----

  private static void rights(
      Readiness readiness, ProcessRights rights, List<DoctorFinding> findings) {
    List<String> names = rights.rights().stream().map(Enum::name).toList();
    findings.add(
        fact(
            "user "
                + rights.user()
                + (names.isEmpty()
                    ? ", no capabilities for networks"
                    : ", " + String.join(", ", names))));
    if (!rights.has(Right.CAP_NET_RAW)) {
      findings.add(
          missing(
              "no CAP_NET_RAW: packets cannot be captured",
              capability(readiness, Right.CAP_NET_RAW)));
    }
    Optional<Integer> open = readiness.settings().firstOpenPort();
    if (!rights.has(Right.CAP_NET_BIND_SERVICE) && open.filter(port -> port > 1).isPresent()) {
      findings.add(
          missing(
              "no CAP_NET_BIND_SERVICE: source ports below " + open.get() + " cannot be taken",
              capability(readiness, Right.CAP_NET_BIND_SERVICE)));
    }
    readiness
        .settings()
        .pingGroups()
        .ifPresent(range -> {
          if (range.holdsOneOf(rights.groups())) {
            findings.add(fact("echo requests: net.ipv4.ping_group_range is " + range));
          } else if (readiness.tiers().stream().noneMatch(state -> state.tier() == Tier.KERNEL)) {
            // Otherwise the tier has said it.
            findings.add(
                missing(
                    "echo requests: no group of this process is in net.ipv4.ping_group_range ("
                        + range
                        + ")",
                    PING_GROUPS));
          }
        });
  }

  /**
   * How a process gets a capability: from the container's runtime, or ambient (capabilities(7)).
   */
  private static String capability(Readiness readiness, Right right) {
    String name = right.name().substring("CAP_".length());
    if (readiness.system().isContainer()) {
      boolean isRoot = readiness.rights().filter(rights -> rights.user() == 0).isPresent();
      return "docker run " + (isRoot ? "" : "--user root ") + "--cap-add " + name + " ...";
    }
    String lower = lower(name);
    return "sudo setpriv --reuid=$(id -u) --regid=$(id -g) --init-groups --inh-caps=+"
        + lower
        + " --ambient-caps=+"
        + lower
        + " pathwhy ...; in a systemd unit: AmbientCapabilities="
        + right.name();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  // ---- the machine ----

  private static void libpcap(Readiness readiness, List<DoctorFinding> findings) {
    findings.add(
        readiness
            .libpcap()
            .map(file -> fact("libpcap: " + file))
            .orElseGet(() ->
                missing(
                    "no libpcap: packets cannot be captured",
                    install(readiness.system(), Wanted.LIBPCAP, "libpcap"))));
  }

  private static DoctorFinding route(Readiness readiness, String version, LocalRoute route) {
    return switch (route) {
      case LocalRoute.Via(var source, String interfaceName, var nextHop) ->
          fact(
              version
                  + ": the way out is "
                  + interfaceName
                  + nextHop.map(address -> " via " + address).orElse("")
                  + source.map(address -> ", from " + address).orElse(""));
      case LocalRoute.None(String why) -> missing(version + ": no way out: " + why, "");
      case LocalRoute.Unknown(String why) ->
          missing(
              version + ": routes are not known: " + why,
              readiness.tools().getOrDefault("ip", Optional.empty()).isPresent()
                  ? ""
                  : install(readiness.system(), Wanted.IP, "iproute2"));
    };
  }

  private static DoctorFinding dns(DnsConfig config) {
    if (config.servers().isEmpty()) {
      return missing(
          "DNS: no server is set up" + (config.from().isEmpty() ? "" : " in " + config.from()),
          "a line 'nameserver ADDRESS' in /etc/resolv.conf");
    }
    StringBuilder text = new StringBuilder("DNS: ");
    text.append(String.join(", ", config.servers().stream().map(Object::toString).toList()));
    if (!config.search().isEmpty()) {
      text.append("; search ").append(String.join(", ", config.search()));
    }
    if (!config.ignored().isEmpty()) {
      text.append("; never asked: ").append(String.join(", ", config.ignored()));
    }
    return fact(text.append(" (").append(config.from()).append(')').toString());
  }

  private static DoctorFinding firewall(Readiness readiness) {
    return switch (readiness.firewall()) {
      case READABLE -> fact("the local firewall's rules can be read");
      case DENIED ->
          missing(
              "the local firewall's rules cannot be read: that takes CAP_NET_ADMIN",
              capability(readiness, Right.CAP_NET_ADMIN));
      case NO_TOOL ->
          missing(
              "the local firewall's rules cannot be read: neither nft nor iptables is installed",
              install(readiness.system(), Wanted.NFT, "nftables"));
    };
  }

  private static void tools(Readiness readiness, List<DoctorFinding> findings) {
    List<String> there = new ArrayList<>();
    readiness
        .tools()
        .forEach((name, path) -> {
          if (path.isPresent()) {
            there.add(name);
            return;
          }
          OperatingSystem system = readiness.system();
          switch (name) {
            case "ping" ->
                findings.add(
                    missing(
                        "no ping: the portable tier sends no echo requests",
                        install(system, Wanted.PING, name)));
            case "traceroute" ->
                findings.add(
                    missing(
                        "no traceroute: the portable tier sees no hops",
                        install(system, Wanted.TRACEROUTE, name)));
            case "ssh" ->
                findings.add(
                    missing(
                        "no ssh: --via asks no other machine",
                        install(system, Wanted.SSH, "OpenSSH")));
            default -> {}
          }
        });
    if (!there.isEmpty()) {
      findings.add(fact("installed: " + String.join(", ", there)));
    }
  }

  private static String install(OperatingSystem system, Wanted wanted, String name) {
    return system
        .packages()
        .map(manager -> manager.install(wanted))
        .orElse("install " + name + " with this system's package manager");
  }
}
