package io.github.pathwhy.report.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.measure.FlowPaths;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathNote;
import io.github.pathwhy.probe.measure.RoundTrips;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A measured path as document, rows and lines. */
public final class PathDocument {
  private static final int MOST_PORTS = 6;

  private PathDocument() {}

  /** The report about a trace. */
  public static PathReport of(PathAnswer answer) {
    MeasuredPath path = answer.path();
    return new PathReport(
        PathWords.status(path),
        subject(answer),
        hops(path),
        PathWords.verdict(path),
        details(answer),
        path.notes().stream().map(PathNote::words).toList(),
        how(answer),
        rows(path),
        document(answer));
  }

  private static String subject(PathAnswer answer) {
    MeasuredPath path = answer.path();
    String address = path.destination().toString();
    String target = path.port() > 0 ? withPort(path.destination(), path.port()) : address;
    String named = answer.name().equals(address) ? target : answer.name() + " (" + target + ")";
    return path.method() + "  " + named;
  }

  private static String withPort(IpAddress address, int port) {
    return address instanceof IpAddress.V4 ? address + ":" + port : "[" + address + "]:" + port;
  }

  // ---- lines ----

  private static List<PathReport.HopView> hops(MeasuredPath path) {
    List<PathReport.HopView> views = new ArrayList<>();
    for (MeasuredHop hop : path.hops()) {
      List<String> addresses = new ArrayList<>();
      hop.routers().forEach(router -> addresses.add(router.address().toString()));
      views.add(
          new PathReport.HopView(
              hop.ttl(),
              addresses,
              hop.isSilent() ? "" : PathWords.times(hop.routers().getFirst().rtt()),
              hop.lost() == 0 ? "" : hop.lost() + " of " + hop.sent() + " unanswered",
              PathWords.endAt(path, hop)));
    }
    if (path.end() instanceof PathEnd.Silent(int after)) {
      views.add(
          new PathReport.HopView(
              after + 1,
              List.of(),
              "",
              "",
              Optional.of(new PathReport.End(false, "nothing answers from here on"))));
    }
    return views;
  }

  private static List<PathReport.Detail> details(PathAnswer answer) {
    List<PathReport.Detail> details = new ArrayList<>();
    answer.flows().ifPresent(flows -> details.add(ways(flows)));
    answer
        .mtu()
        .ifPresent(
            mtu -> details.add(new PathReport.Detail("Path MTU", List.of(PathWords.mtu(mtu)))));
    return details;
  }

  private static PathReport.Detail ways(FlowPaths flows) {
    List<String> lines = new ArrayList<>();
    for (FlowPaths.FlowPath path : flows.paths()) {
      StringBuilder line = new StringBuilder();
      for (Optional<IpAddress> hop : path.hops()) {
        line.append(line.isEmpty() ? "" : " > ").append(hop.map(IpAddress::toString).orElse("*"));
      }
      line.append(line.isEmpty() ? "" : "  ").append(end(path.end())).append("  source port");
      line.append(path.ports().size() == 1 ? " " : "s ").append(ports(path.ports()));
      lines.add(line.toString());
    }
    int count = flows.paths().size();
    return new PathReport.Detail(
        count + (count == 1 ? " way" : " ways") + " of " + flows.flows() + " flows", lines);
  }

  private static String ports(List<Integer> ports) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(ports.size(), MOST_PORTS); i++) {
      text.append(i == 0 ? "" : ", ").append(ports.get(i));
    }
    if (ports.size() > MOST_PORTS) {
      text.append(" and ").append(ports.size() - MOST_PORTS).append(" more");
    }
    return text.toString();
  }

  private static String how(PathAnswer answer) {
    MeasuredPath path = answer.path();
    Set<Clock> clocks = EnumSet.noneOf(Clock.class);
    for (MeasuredHop hop : path.hops()) {
      hop.routers().forEach(router -> clocks.add(router.rtt().clock()));
    }
    StringBuilder how = new StringBuilder(answer.tier() + " tier");
    if (!clocks.isEmpty()) {
      how.append("; round trips by the clock ");
      String comma = "";
      for (Clock clock : clocks) {
        how.append(comma).append(clock);
        comma = ", ";
      }
    }
    path.flowPort().ifPresent(port -> how.append("; source port ").append(port));
    return how.toString();
  }

  // ---- rows ----

  private static List<Map<String, Object>> rows(MeasuredPath path) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (MeasuredHop hop : path.hops()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Hop", hop.ttl());
      row.put("Address", hop.isSilent() ? "*" : hop.routers().getFirst().address().toString());
      row.put("Probes Sent", hop.sent());
      row.put("Probes Failed", hop.lost());
      Optional<RoundTrips> rtt =
          hop.isSilent() ? Optional.empty() : Optional.of(hop.routers().getFirst().rtt());
      row.put("Min Ms", number(rtt, rtt.map(RoundTrips::least)));
      row.put("Avg Ms", number(rtt, rtt.map(RoundTrips::mean)));
      row.put("Max Ms", number(rtt, rtt.map(RoundTrips::most)));
      row.put("End", PathWords.endAt(path, hop).map(PathReport.End::words).orElse(""));
      rows.add(row);
    }
    return rows;
  }

  private static Object number(Optional<RoundTrips> rtt, Optional<Long> nanos) {
    return rtt.isPresent() && nanos.isPresent()
        ? PathWords.number(nanos.get(), rtt.get().clock())
        : "";
  }

  // ---- document ----

  private static Map<String, Object> document(PathAnswer answer) {
    MeasuredPath path = answer.path();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ConnectionStatus", PathWords.status(path).label());
    document.put("Protocol", path.method().label());
    document.put("Destination", answer.name());
    document.put("DestinationAddress", path.destination().toString());
    if (path.port() > 0) {
      document.put("DestinationPort", path.port());
    }
    path.source().ifPresent(source -> document.put("SourceAddress", source.toString()));
    path.flowPort().ifPresent(port -> document.put("SourcePort", port));
    document.put("Hops", path.hops().stream().map(PathDocument::hop).toList());
    document.put("End", endDocument(path.end()));
    document.put(
        "SeveralPaths",
        path.severalPaths() || answer.flows().filter(FlowPaths::differ).isPresent());
    answer.flows().ifPresent(flows -> document.put("Paths", flows(flows)));
    answer.mtu().ifPresent(mtu -> document.put("PathMtu", mtu(mtu)));
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("Why", PathWords.verdict(path));
    explanation.put("Tier", answer.tier().label());
    explanation.put("Notes", path.notes().stream().map(PathDocument::note).toList());
    document.put("Explanation", explanation);
    return document;
  }

  private static Map<String, Object> hop(MeasuredHop hop) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Ttl", hop.ttl());
    List<Object> others = new ArrayList<>();
    boolean isFirst = true;
    for (MeasuredHop.Router router : hop.routers()) {
      if (isFirst) {
        putRouter(document, router);
      } else {
        Map<String, Object> other = new LinkedHashMap<>();
        putRouter(other, router);
        others.add(other);
      }
      isFirst = false;
    }
    document.put("ProbesSent", hop.sent());
    document.put("ProbesFailed", hop.lost());
    if (!others.isEmpty()) {
      document.put("Alternatives", others);
    }
    return document;
  }

  private static void putRouter(Map<String, Object> document, MeasuredHop.Router router) {
    RoundTrips rtt = router.rtt();
    document.put("Address", router.address().toString());
    document.put("AvgLatencyInMs", PathWords.number(rtt.mean(), rtt.clock()));
    document.put("MinLatencyInMs", PathWords.number(rtt.least(), rtt.clock()));
    document.put("MaxLatencyInMs", PathWords.number(rtt.most(), rtt.clock()));
    document.put("Answers", rtt.count());
    document.put("Clock", rtt.clock().label());
  }

  /** The one word for an end. */
  private static String end(PathEnd end) {
    return switch (end) {
      case PathEnd.Arrived _ -> "Arrived";
      case PathEnd.Refused _ -> "Refused";
      case PathEnd.Stopped _ -> "Stopped";
      case PathEnd.Silent _ -> "Silent";
      case PathEnd.TooFar _ -> "TooFar";
      case PathEnd.Loop _ -> "Loop";
      case PathEnd.Interrupted _ -> "Interrupted";
      case PathEnd.NotSent _ -> "NotSent";
    };
  }

  private static Map<String, Object> endDocument(PathEnd end) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Type", end(end));
    switch (end) {
      case PathEnd.Arrived(int ttl, PathEnd.Sign sign) -> {
        document.put("Ttl", ttl);
        document.put("Words", sign.words());
      }
      case PathEnd.Refused(int ttl) -> document.put("Ttl", ttl);
      case PathEnd.Stopped(int ttl, IpAddress by, IcmpError error) -> {
        document.put("Ttl", ttl);
        document.put("Address", by.toString());
        document.put("IcmpType", error.type());
        document.put("IcmpCode", error.code());
        document.put("Words", error.meaning().words());
      }
      case PathEnd.Silent(int after) -> document.put("AfterTtl", after);
      case PathEnd.TooFar(int hops) -> document.put("AfterTtl", hops);
      case PathEnd.Interrupted(int after) -> document.put("AfterTtl", after);
      case PathEnd.Loop(int from, List<IpAddress> routers) -> {
        document.put("Ttl", from);
        document.put("Addresses", routers.stream().map(IpAddress::toString).toList());
      }
      case PathEnd.NotSent(LocalFault fault, String detail) -> {
        document.put("Words", fault.words());
        document.put("Detail", detail);
      }
    }
    return document;
  }

  private static Map<String, Object> flows(FlowPaths flows) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Flows", flows.flows());
    List<Object> ways = new ArrayList<>();
    for (FlowPaths.FlowPath path : flows.paths()) {
      Map<String, Object> way = new LinkedHashMap<>();
      List<Object> addresses = new ArrayList<>();
      path.hops().forEach(hop -> addresses.add(hop.map(IpAddress::toString).orElse(null)));
      way.put("Addresses", addresses);
      way.put("End", endDocument(path.end()));
      way.put("SourcePorts", path.ports());
      ways.add(way);
    }
    document.put("Ways", ways);
    List<Object> places = new ArrayList<>();
    for (FlowPaths.Place place : flows.graph()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("Ttl", place.ttl());
      place.address().ifPresent(address -> entry.put("Address", address.toString()));
      entry.put("Next", place.next());
      places.add(entry);
    }
    document.put("Graph", places);
    return document;
  }

  private static Map<String, Object> mtu(PathAnswer.Mtu mtu) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Protocol", mtu.method().label());
    if (mtu.port() > 0) {
      document.put("DestinationPort", mtu.port());
    }
    switch (mtu.finding()) {
      case MtuFinding.Found(int size, MtuFinding.Limit limit) -> {
        document.put("Bytes", size);
        putLimit(document, limit);
      }
      case MtuFinding.Undetermined(String _, Optional<Integer> atMost, Optional<IpAddress> by) -> {
        document.put("Limit", "Unknown");
        atMost.ifPresent(bytes -> document.put("AtMostBytes", bytes));
        by.ifPresent(address -> document.put("Address", address.toString()));
      }
      case MtuFinding.NotSent _, MtuFinding.Interrupted _ -> document.put("Limit", "Unknown");
    }
    document.put("Why", PathWords.mtu(mtu));
    return document;
  }

  private static void putLimit(Map<String, Object> document, MtuFinding.Limit limit) {
    switch (limit) {
      case MtuFinding.Limit.Local _ -> document.put("Limit", "Local");
      case MtuFinding.Limit.None _ -> document.put("Limit", "None");
      case MtuFinding.Limit.Reported(IpAddress by, Optional<Integer> told) -> {
        document.put("Limit", "Reported");
        document.put("Address", by.toString());
        told.ifPresent(bytes -> document.put("ReportedBytes", bytes));
      }
      case MtuFinding.Limit.BlackHole(Optional<MeasuredHop.Router> last, int hop) -> {
        document.put("Limit", "BlackHole");
        last.ifPresent(router -> {
          document.put("Address", router.address().toString());
          document.put("Ttl", hop);
        });
      }
    }
  }

  private static Map<String, Object> note(PathNote note) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Kind", kind(note.kind()));
    if (note.ttl() > 0) {
      document.put("Ttl", note.ttl());
    }
    document.put("Words", note.words());
    return document;
  }

  private static String kind(PathNote.Kind kind) {
    return switch (kind) {
      case STRANGE_SENDER -> "StrangeSender";
      case DESTINATION_ON_THE_WAY -> "DestinationOnTheWay";
      case REPEATED_ADDRESS -> "RepeatedAddress";
      case ANSWERS_LIMITED -> "AnswersLimited";
      case ENDS_DIFFER -> "EndsDiffer";
      case OTHER_ERROR -> "OtherError";
      case NOT_ONE_FLOW -> "NotOneFlow";
      case OTHER_ADDRESS -> "OtherAddress";
      case OTHER_METHOD -> "OtherMethod";
    };
  }
}
