package io.github.pathwhy.report.live;

import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.WellKnownPorts;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.measure.RoundTrips;
import io.github.pathwhy.report.InspectionReport.Outcome;
import io.github.pathwhy.report.live.PortsReport.GroupView;
import io.github.pathwhy.report.live.PortsReport.HostAnswers;
import io.github.pathwhy.report.live.PortsReport.HostView;
import io.github.pathwhy.report.live.PortsReport.LineView;
import io.github.pathwhy.report.live.PortsReport.PortAnswer;
import io.github.pathwhy.report.live.PortsReport.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of hosts as document, rows and lines. */
final class PortsDocument {
  private static final int MOST_OPEN_LINES = 50;
  private static final int MOST_OTHER_LINES = 10;
  private static final int MOST_RANGES = 6;
  private static final int MOST_HOSTS = 10;
  private static final int MOST_NAMES = 5;

  private final Method method;
  private final WellKnownPorts services;
  private final boolean onlyOpen;
  private final boolean verbose;

  /// How to show it.
  ///
  /// @param onlyOpen leaves out what is not open
  /// @param verbose lists every port
  PortsDocument(Method method, boolean onlyOpen, boolean verbose) {
    this.method = method;
    this.services = method == Method.UDP ? WellKnownPorts.UDP : WellKnownPorts.TCP;
    this.onlyOpen = onlyOpen;
    this.verbose = verbose;
  }

  // ---- outcome ----

  static Outcome outcome(List<HostAnswers> hosts) {
    boolean decided = false;
    for (HostAnswers host : hosts) {
      if (host.counts().hasGood()) {
        return Outcome.POSITIVE;
      }
      decided |= host.counts().hasBad();
    }
    return decided ? Outcome.NEGATIVE : Outcome.UNDETERMINED;
  }

  // ---- text ----

  /** Hosts one by one: all of few, of many those with an open port. */
  List<HostView> views(List<HostAnswers> hosts) {
    List<HostAnswers> told = new ArrayList<>();
    for (HostAnswers host : hosts) {
      if (isTold(host, hosts.size())) {
        told.add(host);
      }
    }
    return new LazyList<>(told.size(), i -> view(told.get(i)));
  }

  private boolean isTold(HostAnswers host, int hosts) {
    boolean isFew = hosts <= MOST_HOSTS || verbose;
    return hosts == 1 || (isFew && !onlyOpen) || host.counts().hasGood();
  }

  /** The other hosts, those with the same answer in one sentence. */
  List<String> rest(List<HostAnswers> hosts) {
    Map<String, List<String>> alike = new LinkedHashMap<>();
    for (HostAnswers host : hosts) {
      if (!isTold(host, hosts.size())) {
        alike.computeIfAbsent(summary(host), _ -> new ArrayList<>()).add(host.name());
      }
    }
    List<String> sentences = new ArrayList<>();
    alike.forEach((summary, names) -> {
      String some = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
      int more = names.size() - MOST_NAMES;
      sentences.add(
          (names.size() == 1 ? "1 host" : names.size() + " hosts")
              + ", "
              + summary
              + ": "
              + some
              + (more > 0 ? " and " + more + " more" : ""));
    });
    return sentences;
  }

  private HostView view(HostAnswers host) {
    Map<String, List<PortAnswer>> alike = new LinkedHashMap<>();
    for (PortAnswer port : host.ports()) {
      if (!onlyOpen || port.state().isGood()) {
        String key = port.state() + " " + port.reason() + " " + port.place().orElse("");
        alike.computeIfAbsent(key, _ -> new ArrayList<>()).add(port);
      }
    }
    List<PortAnswer> single = new ArrayList<>();
    List<GroupView> groups = new ArrayList<>();
    for (List<PortAnswer> each : alike.values()) {
      if (each.size() <= mostLines(each.getFirst())) {
        single.addAll(each);
      } else {
        groups.add(group(each));
      }
    }
    single.sort((one, other) -> Integer.compare(one.port(), other.port()));
    List<LineView> lines = new ArrayList<>();
    for (PortAnswer port : single) {
      lines.add(
          new LineView(
              name(port.port()),
              port.state(),
              services.name(port.port()).orElse(""),
              port.rtt().map(rtt -> PathWords.times(RoundTrips.of(rtt))).orElse(""),
              port.reason(),
              port.place()));
    }
    return new HostView(subject(host), summary(host), lines, groups, host.notes());
  }

  private int mostLines(PortAnswer port) {
    boolean isMeasured = port.tries() > 0;
    return verbose && isMeasured
        ? Integer.MAX_VALUE
        : port.state() == State.OPEN ? MOST_OPEN_LINES : MOST_OTHER_LINES;
  }

  private GroupView group(List<PortAnswer> alike) {
    List<PortRange> ranges = ranges(alike);
    StringBuilder text = new StringBuilder();
    int shown = verbose ? ranges.size() : Math.min(MOST_RANGES, ranges.size());
    for (int i = 0; i < shown; i++) {
      PortRange range = ranges.get(i);
      text.append(i > 0 ? ", " : "").append(range.first());
      if (range.last() > range.first()) {
        text.append('-').append(range.last());
      }
    }
    if (shown < ranges.size()) {
      text.append(" and ").append(ranges.size() - shown).append(" more ranges");
    }
    PortAnswer first = alike.getFirst();
    return new GroupView(
        alike.size(), first.state(), first.reason(), text.toString(), first.place());
  }

  private static List<PortRange> ranges(List<PortAnswer> ports) {
    int[] numbers = new int[ports.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ports.get(i).port();
    }
    Arrays.sort(numbers);
    List<PortRange> ranges = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= numbers.length; i++) {
      if (i == numbers.length || numbers[i] > numbers[i - 1] + 1) {
        ranges.add(new PortRange(numbers[first], numbers[i - 1]));
        first = i;
      }
    }
    return ranges;
  }

  private String name(int port) {
    return port + (method == Method.UDP ? "/udp" : "/tcp");
  }

  private static String subject(HostAnswers host) {
    return host.address().isEmpty() || host.address().get().equals(host.name())
        ? host.name()
        : host.name() + " (" + host.address().get() + ")";
  }

  private static String summary(HostAnswers host) {
    StringBuilder text = new StringBuilder();
    host.counts()
        .forEach((state, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(state.words()));
    return text.toString();
  }

  // ---- rows and document ----

  /** A row for each port. */
  List<Map<String, Object>> rows(List<HostAnswers> hosts) {
    List<List<PortAnswer>> shown = new ArrayList<>(hosts.size());
    int[] ends = new int[hosts.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      shown.add(shown(hosts.get(i)));
      end += shown.get(i).size();
      ends[i] = end;
    }
    return new LazyList<>(
        end,
        index -> {
          int host = Arrays.binarySearch(ends, index);
          // Past the end of a host is the next one; several may end at the same place.
          host = host < 0 ? -host - 1 : host + 1;
          while (ends[host] <= index) {
            host++;
          }
          int first = ends[host] - shown.get(host).size();
          return row(hosts.get(host), shown.get(host).get(index - first));
        });
  }

  private Map<String, Object> row(HostAnswers host, PortAnswer port) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Target", host.name());
    row.put("Port", port.port());
    row.put("Protocol", method.label());
    row.put("State", port.state().label());
    row.put("Service", services.name(port.port()).orElse(""));
    row.put("RttInMs", port.rtt().<Object>map(PortsDocument::millis).orElse(""));
    row.put("Reason", port.reason());
    return row;
  }

  private List<PortAnswer> shown(HostAnswers host) {
    if (!onlyOpen) {
      return host.ports();
    }
    List<PortAnswer> open = new ArrayList<>();
    for (PortAnswer port : host.ports()) {
      if (port.state().isGood()) {
        open.add(port);
      }
    }
    return open;
  }

  /** The hosts with every port. */
  List<Map<String, Object>> targets(List<HostAnswers> hosts) {
    return new LazyList<>(hosts.size(), i -> target(hosts.get(i)));
  }

  private Map<String, Object> target(HostAnswers host) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("Target", host.name());
    host.address().ifPresent(address -> target.put("Address", address));
    Map<String, Object> counts = new LinkedHashMap<>();
    host.counts().forEach((state, count) -> counts.put(state.label(), count));
    target.put("Counts", counts);
    List<PortAnswer> shown = shown(host);
    target.put("Ports", new LazyList<>(shown.size(), i -> port(shown.get(i))));
    target.put("Notes", host.notes());
    return target;
  }

  private Map<String, Object> port(PortAnswer port) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Port", port.port());
    document.put("State", port.state().label());
    services.name(port.port()).ifPresent(name -> document.put("Service", name));
    document.put("Reason", port.reason());
    port.rtt()
        .ifPresent(rtt -> {
          document.put("RttInMs", millis(rtt));
          document.put("Clock", rtt.clock().label());
        });
    if (port.tries() > 0) {
      document.put("Tries", port.tries());
    }
    if (port.reply().isPresent() && port.reply().get() instanceof Reply.Icmp icmp) {
      document.put("From", icmp.from().toString());
      document.put("IcmpType", icmp.error().type());
      document.put("IcmpCode", icmp.error().code());
    }
    port.place().ifPresent(place -> document.put("DeclaredAt", place));
    if (!port.missing().isEmpty()) {
      document.put("Missing", port.missing());
    }
    return document;
  }

  private static double millis(Rtt rtt) {
    return PathWords.number(rtt.nanos(), rtt.clock());
  }
}
