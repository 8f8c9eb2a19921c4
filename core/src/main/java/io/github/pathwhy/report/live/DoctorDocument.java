package io.github.pathwhy.report.live;

import io.github.pathwhy.live.Readiness;
import io.github.pathwhy.live.Readiness.Ability;
import io.github.pathwhy.live.Readiness.TierState;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.host.KernelSettings;
import io.github.pathwhy.probe.host.LocalRoute;
import io.github.pathwhy.probe.host.OperatingSystem;
import io.github.pathwhy.probe.host.ProcessRights;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.report.InspectionReport.Outcome;
import io.github.pathwhy.report.InspectionReport.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a machine can probe with, what is missing, and how to get it. */
public final class DoctorDocument {
  private DoctorDocument() {}

  /** The report about a machine. */
  public static InspectionReport of(Readiness readiness) {
    Optional<Tier> tier = readiness.defaultTier();
    List<DoctorFinding> findings = DoctorFinding.of(readiness);
    return new InspectionReport(
        tier.isPresent() ? Outcome.POSITIVE : Outcome.UNDETERMINED,
        tier.map(best -> "Ready").orElse("NotReady"),
        subject(readiness.system()),
        List.of(new CheckReport.EvidenceView("passes", clause(tier), Optional.empty())),
        sections(readiness, findings),
        List.of(),
        rows(readiness),
        document(readiness, findings));
  }

  private static String clause(Optional<Tier> tier) {
    return tier.map(best -> "Probes go by the " + best + " tier unless --tier asks for another.")
        .orElse("Nothing can be probed from here.");
  }

  private static String subject(OperatingSystem system) {
    return system.name() + ", " + system.kernel() + ", " + system.architecture();
  }

  // ---- text ----

  private static List<Section> sections(Readiness readiness, List<DoctorFinding> findings) {
    List<CheckReport.EvidenceView> lines = new ArrayList<>();
    for (DoctorFinding finding : findings) {
      lines.add(
          new CheckReport.EvidenceView(
              finding.isMissing() ? "warns" : "passes",
              finding.text(),
              Optional.of(finding.remedy()).filter(remedy -> !remedy.isEmpty())));
    }
    return List.of(
        new Section("Tiers", List.of(), table(readiness)),
        new Section("This machine", lines, List.of()));
  }

  /** A line for each tier and method, with a column for each version. */
  private static List<Map<String, Object>> table(Readiness readiness) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TierState state : readiness.tiers()) {
      Map<String, Map<String, Object>> ofMethods = new LinkedHashMap<>();
      for (Ability ability : state.abilities()) {
        Map<String, Object> row =
            ofMethods.computeIfAbsent(ability.method().label(), _ -> new LinkedHashMap<>());
        row.put("Tier", state.tier().label());
        row.put("Method", ability.method().label());
        row.put(ability.version().label(), word(ability));
      }
      rows.addAll(ofMethods.values());
      if (state.abilities().isEmpty()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Tier", state.tier().label());
        row.put("Method", "none");
        row.put("IPv4", "no");
        row.put("IPv6", "no");
        rows.add(row);
      }
    }
    return rows;
  }

  private static String word(Ability ability) {
    if (!ability.probing().isAble()) {
      return "no";
    }
    return ability.seeingHops().isAble() ? "yes, and hops" : "yes, no hops";
  }

  // ---- rows ----

  private static List<Map<String, Object>> rows(Readiness readiness) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TierState state : readiness.tiers()) {
      for (Ability ability : state.abilities()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Tier", state.tier().label());
        row.put("Method", ability.method().label());
        row.put("IpVersion", ability.version().label());
        row.put("CanProbe", ability.probing().isAble());
        row.put("CanSeeHops", ability.seeingHops().isAble());
        rows.add(row);
      }
    }
    return rows;
  }

  // ---- document ----

  private static Map<String, Object> document(Readiness readiness, List<DoctorFinding> findings) {
    Map<String, Object> document = new LinkedHashMap<>();
    Optional<Tier> tier = readiness.defaultTier();
    document.put("Status", tier.isPresent() ? "Ready" : "NotReady");
    tier.ifPresent(best -> document.put("DefaultTier", best.label()));
    document.put("System", system(readiness.system()));
    readiness.rights().ifPresent(rights -> document.put("Process", process(rights)));
    document.put("Settings", settings(readiness));
    document.put("Tiers", readiness.tiers().stream().map(DoctorDocument::tier).toList());
    readiness.libpcap().ifPresent(file -> document.put("Libpcap", file.toString()));
    List<Object> routes = new ArrayList<>();
    readiness.routes().forEach((version, route) -> routes.add(route(version.label(), route)));
    document.put("Routes", routes);
    document.put("Dns", dns(readiness.dns()));
    document.put(
        "Firewall",
        switch (readiness.firewall()) {
          case READABLE -> "Readable";
          case DENIED -> "Denied";
          case NO_TOOL -> "NoTool";
        });
    List<Object> tools = new ArrayList<>();
    readiness
        .tools()
        .forEach((name, path) -> {
          Map<String, Object> view = new LinkedHashMap<>();
          view.put("Name", name);
          path.ifPresent(file -> view.put("Path", file));
          tools.add(view);
        });
    document.put("Tools", tools);
    List<Object> missing = new ArrayList<>();
    for (DoctorFinding finding : findings) {
      if (finding.isMissing()) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("What", finding.text());
        putUnlessEmpty(view, "Remedy", finding.remedy());
        missing.add(view);
      }
    }
    document.put("Missing", missing);
    return document;
  }

  private static Map<String, Object> system(OperatingSystem system) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("Name", system.name());
    view.put("Kernel", system.kernel());
    view.put("Architecture", system.architecture());
    view.put("IsContainer", system.isContainer());
    return view;
  }

  private static Map<String, Object> process(ProcessRights rights) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("User", rights.user());
    view.put("Groups", rights.groups());
    view.put("Capabilities", rights.rights().stream().map(Enum::name).toList());
    return view;
  }

  private static Map<String, Object> settings(Readiness readiness) {
    KernelSettings settings = readiness.settings();
    Map<String, Object> view = new LinkedHashMap<>();
    settings.pingGroups().ifPresent(range -> view.put("PingGroupRange", range.toString()));
    settings.firstOpenPort().ifPresent(port -> view.put("UnprivilegedPortStart", port));
    return view;
  }

  private static Map<String, Object> tier(TierState state) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("Tier", state.tier().label());
    view.put("IsAvailable", state.unavailable().isEmpty());
    state.unavailable().ifPresent(unable -> putReason(view, unable));
    List<Object> methods = new ArrayList<>();
    for (Ability ability : state.abilities()) {
      Map<String, Object> method = new LinkedHashMap<>();
      method.put("Method", ability.method().label());
      method.put("IpVersion", ability.version().label());
      method.put("CanProbe", ability.probing().isAble());
      method.put("CanSeeHops", ability.seeingHops().isAble());
      if (ability.probing() instanceof Capability.Unable unable) {
        putReason(method, unable);
      } else if (ability.seeingHops() instanceof Capability.Unable unable) {
        putReason(method, unable);
      }
      methods.add(method);
    }
    view.put("Methods", methods);
    return view;
  }

  private static void putReason(Map<String, Object> view, Capability.Unable unable) {
    view.put("Why", unable.why());
    putUnlessEmpty(view, "Remedy", unable.remedy());
  }

  private static Map<String, Object> route(String version, LocalRoute route) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("IpVersion", version);
    switch (route) {
      case LocalRoute.Via(var source, String interfaceName, var nextHop) -> {
        view.put("Status", "Found");
        view.put("Interface", interfaceName);
        source.map(IpAddress::toString).ifPresent(address -> view.put("Source", address));
        nextHop.map(IpAddress::toString).ifPresent(address -> view.put("NextHop", address));
      }
      case LocalRoute.None(String why) -> {
        view.put("Status", "None");
        view.put("Why", why);
      }
      case LocalRoute.Unknown(String why) -> {
        view.put("Status", "Unknown");
        view.put("Why", why);
      }
    }
    return view;
  }

  private static Map<String, Object> dns(DnsConfig config) {
    Map<String, Object> view = new LinkedHashMap<>();
    putUnlessEmpty(view, "From", config.from());
    view.put("Servers", config.servers().stream().map(Object::toString).toList());
    view.put("IgnoredServers", config.ignored());
    view.put("SearchDomains", config.search());
    return view;
  }

  private static void putUnlessEmpty(Map<String, Object> view, String key, String value) {
    if (!value.isEmpty()) {
      view.put(key, value);
    }
  }
}
