package io.github.pathwhy.report.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.dns.Asked;
import io.github.pathwhy.probe.dns.NameFailure;
import io.github.pathwhy.probe.dns.Resolution;
import io.github.pathwhy.probe.dns.ResourceRecord;
import io.github.pathwhy.probe.dns.Response;
import io.github.pathwhy.probe.dns.SystemAnswer;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.report.InspectionReport.Outcome;
import io.github.pathwhy.report.InspectionReport.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a name was resolved: the answer, who gave it, every question, and what is odd. */
public final class DnsDocument {
  private static final double NANOS_IN_MICRO = 1e3;
  private static final double MICROS_IN_MILLI = 1e3;
  private static final int MOST_IN_ANSWER = 3;
  private static final int MOST_ROWS = 12;
  private static final int LONGEST_IN_ANSWER = 60;

  private DnsDocument() {}

  /// The report about a resolution.
  ///
  /// @param verbose whether the text lists every question also when there is an answer at once
  public static InspectionReport of(Resolution resolution, boolean verbose) {
    return new InspectionReport(
        outcome(resolution),
        answer(resolution),
        subject(resolution),
        why(resolution),
        sections(resolution, verbose),
        List.of(),
        rows(resolution),
        document(resolution));
  }

  private static Outcome outcome(Resolution resolution) {
    return resolution
        .failure()
        .map(failure -> failure.isNegative() ? Outcome.NEGATIVE : Outcome.UNDETERMINED)
        .orElse(Outcome.POSITIVE);
  }

  private static String status(Optional<NameFailure> failure) {
    return failure.map(NameFailure::label).orElse("Found");
  }

  // ---- text ----

  private static String answer(Resolution resolution) {
    if (resolution.failure().isPresent()) {
      return status(resolution.failure());
    }
    List<String> values = new ArrayList<>();
    if (resolution.source() != Resolution.Source.DNS) {
      resolution.addresses().forEach(address -> values.add(address.toString()));
    } else {
      for (ResourceRecord record : resolution.records()) {
        boolean alias = record.type().equals("CNAME") && resolution.records().size() > 1;
        if (!alias) {
          values.add(record.data());
        }
      }
    }
    boolean isShort =
        values.size() <= MOST_IN_ANSWER
            && values.stream().allMatch(value -> value.length() <= LONGEST_IN_ANSWER);
    return isShort && !values.isEmpty() ? String.join(", ", values) : values.size() + " records";
  }

  private static String subject(Resolution resolution) {
    List<String> types = new ArrayList<>();
    resolution.types().forEach(type -> types.add(type.name()));
    return resolution.name() + "  " + String.join(", ", types);
  }

  private static List<CheckReport.EvidenceView> why(Resolution resolution) {
    List<CheckReport.EvidenceView> lines = new ArrayList<>();
    for (String clause : clauses(resolution)) {
      lines.add(line("passes", clause));
    }
    resolution
        .failure()
        .map(NameFailure::remedy)
        .filter(remedy -> !remedy.isEmpty())
        .ifPresent(remedy -> lines.add(line("passes", remedy)));
    return lines;
  }

  /** Who answered; without an answer, what each server did. */
  private static List<String> clauses(Resolution resolution) {
    Optional<Asked> decisive = resolution.decisive();
    boolean isOwn = resolution.source() == Resolution.Source.DNS && decisive.isPresent();
    if (!isOwn) {
      return List.of(resolution.clause());
    }
    Asked asked = decisive.get();
    if (resolution.failure().isEmpty()) {
      String over = asked.transport() == Transport.UDP ? "" : " over " + asked.transport().name();
      return List.of(asked.clause() + over + " for " + asked.name());
    }
    Map<DnsServer, String> last = new LinkedHashMap<>();
    for (Asked each : resolution.asked()) {
      if (each.name().equals(asked.name()) && each.type().equals(asked.type())) {
        last.put(each.server(), each.clause() + ", asked for " + each.name());
      }
    }
    last.put(asked.server(), asked.clause() + ", asked for " + asked.name());
    return List.copyOf(last.values());
  }

  private static CheckReport.EvidenceView line(String effect, String text) {
    return new CheckReport.EvidenceView(effect, text, Optional.empty());
  }

  private static List<Section> sections(Resolution resolution, boolean verbose) {
    List<Section> sections = new ArrayList<>();
    if (!resolution.findings().isEmpty()) {
      List<CheckReport.EvidenceView> lines = new ArrayList<>();
      resolution.findings().forEach(finding -> lines.add(line("warns", finding)));
      sections.add(new Section("Findings", lines, List.of()));
    }
    if (!resolution.records().isEmpty()) {
      sections.add(records(recordRows(resolution), verbose));
    }
    boolean plain = resolution.failure().isEmpty() && resolution.findings().isEmpty();
    if (!resolution.asked().isEmpty() && (verbose || !plain)) {
      sections.add(new Section("Questions", List.of(), questionRows(resolution)));
    }
    return sections;
  }

  private static Section records(List<Map<String, Object>> rows, boolean verbose) {
    return verbose || rows.size() <= MOST_ROWS
        ? new Section("Records", List.of(), rows)
        : new Section(
            "Records: " + MOST_ROWS + " of " + rows.size() + "; -v lists all",
            List.of(),
            rows.subList(0, MOST_ROWS));
  }

  // ---- rows ----

  private static List<Map<String, Object>> rows(Resolution resolution) {
    if (!resolution.records().isEmpty() && resolution.source() == Resolution.Source.DNS) {
      return recordRows(resolution);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (IpAddress address : resolution.addresses()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Name", resolution.name());
      row.put("Address", address.toString());
      row.put("Source", resolution.source().label());
      rows.add(row);
    }
    return rows.isEmpty() ? questionRows(resolution) : rows;
  }

  private static List<Map<String, Object>> recordRows(Resolution resolution) {
    return resolution.records().stream().map(DnsDocument::record).toList();
  }

  private static List<Map<String, Object>> questionRows(Resolution resolution) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Asked asked : resolution.asked()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Name", asked.name());
      row.put("Type", asked.type().name());
      row.put("Server", asked.server().toString());
      row.put("Transport", asked.transport().label());
      row.put("Ms", millis(asked.nanos()));
      row.put("Status", status(asked.failure()));
      rows.add(row);
    }
    return rows;
  }

  // ---- document ----

  private static Map<String, Object> document(Resolution resolution) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Name", resolution.name());
    document.put("Status", status(resolution.failure()));
    document.put("Addresses", texts(resolution.addresses()));
    document.put("Records", recordRows(resolution));
    document.put("Source", resolution.source().label());
    resolution
        .decisive()
        .ifPresent(asked -> {
          document.put("Server", asked.server().toString());
          document.put("Transport", asked.transport().label());
          document.put("TimeInMs", millis(asked.nanos()));
        });
    document.put("Why", String.join("; ", clauses(resolution)));
    resolution
        .failure()
        .map(NameFailure::remedy)
        .filter(remedy -> !remedy.isEmpty())
        .ifPresent(remedy -> document.put("Remedy", remedy));
    document.put("Findings", resolution.findings());
    List<Object> questions = new ArrayList<>();
    resolution.asked().forEach(asked -> questions.add(question(asked)));
    document.put("Questions", questions);
    document.put("HostsFile", texts(resolution.hosts()));
    resolution.system().ifPresent(answer -> document.put("SystemResolver", system(answer)));
    document.put("Configuration", configuration(resolution.config()));
    return document;
  }

  private static Map<String, Object> record(ResourceRecord record) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("Name", record.name());
    view.put("Type", record.type());
    view.put("Ttl", record.ttl());
    view.put("Data", record.data());
    return view;
  }

  private static Map<String, Object> question(Asked asked) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("Name", asked.name());
    view.put("Type", asked.type().name());
    view.put("Server", asked.server().toString());
    view.put("Transport", asked.transport().label());
    view.put("Edns", asked.edns());
    view.put("TimeInMs", millis(asked.nanos()));
    view.put("Status", status(asked.failure()));
    if (!asked.detail().isEmpty()) {
      view.put("Detail", asked.detail());
    }
    asked.response().ifPresent(response -> view.put("Response", response(response)));
    return view;
  }

  private static Map<String, Object> response(Response response) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("Code", response.rcode());
    view.put("Authoritative", response.authoritative());
    view.put("Truncated", response.truncated());
    view.put("RecursionAvailable", response.recursive());
    view.put("AuthenticData", response.authentic());
    view.put("RecordCount", response.records().size() + response.leftOut());
    response.zone().ifPresent(zone -> view.put("Zone", zone));
    return view;
  }

  private static Map<String, Object> system(SystemAnswer answer) {
    Map<String, Object> view = new LinkedHashMap<>();
    switch (answer) {
      case SystemAnswer.Addresses(List<IpAddress> addresses, long nanos) -> {
        view.put("Status", "Found");
        view.put("Addresses", texts(addresses));
        view.put("TimeInMs", millis(nanos));
      }
      case SystemAnswer.Failure(String words, long nanos) -> {
        view.put("Status", "Failed");
        view.put("Addresses", List.of());
        view.put("TimeInMs", millis(nanos));
        view.put("Detail", words);
      }
      case SystemAnswer.Late(long nanos) -> {
        view.put("Status", "NotAnswered");
        view.put("Addresses", List.of());
        view.put("TimeInMs", millis(nanos));
      }
    }
    return view;
  }

  private static Map<String, Object> configuration(DnsConfig config) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("From", config.from().isEmpty() ? "command line" : config.from());
    view.put("Servers", texts(config.servers()));
    view.put("IgnoredServers", config.ignored());
    view.put("SearchDomains", config.search());
    view.put("Ndots", config.ndots());
    view.put("OtherSources", config.others());
    return view;
  }

  private static List<Object> texts(List<?> values) {
    List<Object> texts = new ArrayList<>(values.size());
    values.forEach(value -> texts.add(value.toString()));
    return texts;
  }

  /** Milliseconds to the microsecond. */
  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_IN_MICRO) / MICROS_IN_MILLI;
  }
}
