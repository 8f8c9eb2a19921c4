package io.github.pathwhy.report.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.scan.PortScanner;
import io.github.pathwhy.probe.scan.PortState;
import io.github.pathwhy.report.live.PortsReport.HostAnswers;
import io.github.pathwhy.report.live.PortsReport.PortAnswer;
import io.github.pathwhy.report.live.PortsReport.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The report about a port scan. */
public final class LivePorts {
  /** From so many open ports on, all of a host's are odd. */
  private static final int MANY = 50;

  private static final int TENTHS = 10;

  private LivePorts() {}

  /// A scan.
  ///
  /// @param unresolved destinations without an address
  /// @param perSecond the most probes a second
  /// @param interrupted whether the user ended it
  public record Scan(
      Method method,
      List<Host> hosts,
      List<Unresolved> unresolved,
      Tier tier,
      int perSecond,
      boolean interrupted) {}

  /// A host that was asked.
  ///
  /// @param name as it was asked for
  /// @param others further addresses of the name, which were not asked
  public record Host(
      String name, IpAddress address, List<IpAddress> others, List<PortScanner.Result> results) {}

  /** A destination without an address. */
  public record Unresolved(String name, String why) {}

  /// The report.
  ///
  /// @param onlyOpen leaves out what is not open
  /// @param verbose lists every port in the text
  public static PortsReport of(Scan scan, boolean onlyOpen, boolean verbose) {
    List<HostAnswers> hosts = new ArrayList<>();
    for (Host host : scan.hosts()) {
      hosts.add(
          new HostAnswers(
              host.name(),
              Optional.of(host.address().toString()),
              new LazyList<>(
                  host.results().size(), i -> answer(scan.method(), host.results().get(i))),
              counts(host),
              notes(scan.method(), host)));
    }
    PortsDocument view = new PortsDocument(scan.method(), onlyOpen, verbose);
    List<String> notes = new ArrayList<>();
    for (Unresolved each : scan.unresolved()) {
      notes.add(each.name() + " was not asked: " + each.why());
    }
    if (scan.interrupted()) {
      notes.add("interrupted: what is unknown was not asked to the end");
    }
    return new PortsReport(
        view,
        hosts,
        notes,
        "measured by the " + scan.tier().label() + " tier",
        document(scan, view.targets(hosts)));
  }

  private static Map<String, Object> document(Scan scan, List<Map<String, Object>> targets) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Mode", "Live");
    document.put("Protocol", scan.method().label());
    document.put("Targets", targets);
    List<Object> unresolved = new ArrayList<>();
    for (Unresolved each : scan.unresolved()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("Target", each.name());
      entry.put("Reason", each.why());
      unresolved.add(entry);
    }
    document.put("Unresolved", unresolved);
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("Tier", scan.tier().label());
    explanation.put("ProbesPerSecond", scan.perSecond());
    explanation.put("Interrupted", scan.interrupted());
    document.put("Explanation", explanation);
    return document;
  }

  private static StateCounts counts(Host host) {
    StateCounts counts = new StateCounts();
    for (PortScanner.Result result : host.results()) {
      counts.add(state(result.state()));
    }
    return counts;
  }

  private static PortAnswer answer(Method method, PortScanner.Result result) {
    return new PortAnswer(
        result.target().port(),
        state(result.state()),
        reason(method, result),
        result.reply().flatMap(LivePorts::rtt),
        result.tries(),
        result.reply(),
        Optional.empty(),
        List.of());
  }

  private static State state(PortState state) {
    return switch (state) {
      case OPEN -> State.OPEN;
      case CLOSED -> State.CLOSED;
      case FILTERED -> State.FILTERED;
      case UNREACHABLE -> State.UNREACHABLE;
      case OPEN_OR_FILTERED -> State.OPEN_OR_FILTERED;
      case NOT_SENT -> State.NOT_SENT;
      case UNKNOWN -> State.UNKNOWN;
    };
  }

  private static Optional<Rtt> rtt(Reply reply) {
    return switch (reply) {
      case Reply.Answered(Rtt rtt) -> Optional.of(rtt);
      case Reply.Reset(Rtt rtt) -> Optional.of(rtt);
      case Reply.Icmp icmp -> Optional.of(icmp.rtt());
      case Reply.Silent _, Reply.Unsent _ -> Optional.empty();
    };
  }

  private static String reason(Method method, PortScanner.Result result) {
    if (result.reply().isEmpty()) {
      return result.tries() == 0 ? "not asked" : "not asked to the end";
    }
    return switch (result.reply().get()) {
      case Reply.Answered _ -> method == Method.UDP ? "answer" : "SYN-ACK";
      case Reply.Reset _ ->
          "RST" + result.seen().map(seen -> ", TTL " + seen.ttl() + " on arrival").orElse("");
      case Reply.Silent _ -> "no answer, asked " + times(result.tries());
      case Reply.Icmp icmp ->
          icmp.from().equals(result.target().address())
              ? icmp.error() + " from the host itself"
              : icmp.error() + " from " + icmp.from();
      case Reply.Unsent(LocalFault fault, String detail) -> fault.words() + " (" + detail + ")";
    };
  }

  private static String times(int tries) {
    return tries == 1 ? "once" : tries == 2 ? "twice" : tries + " times";
  }

  private static List<String> notes(Method method, Host host) {
    List<String> notes = new ArrayList<>();
    if (!host.others().isEmpty()) {
      StringBuilder text = new StringBuilder("the name has other addresses, not asked:");
      host.others().forEach(address -> text.append(' ').append(address));
      notes.add(text.toString());
    }
    int answered = 0;
    int late = 0;
    int open = 0;
    int silent = 0;
    int refused = 0;
    for (PortScanner.Result result : host.results()) {
      Optional<Reply> reply = result.reply();
      if (reply.isEmpty() || reply.get() instanceof Reply.Unsent) {
        continue;
      }
      boolean isSilent = reply.get() instanceof Reply.Silent;
      silent += isSilent ? 1 : 0;
      answered += isSilent ? 0 : 1;
      late += !isSilent && result.tries() > 1 ? 1 : 0;
      open += result.state() == PortState.OPEN ? 1 : 0;
      refused += result.state() == PortState.CLOSED ? 1 : 0;
    }
    if (answered == 0 && silent > 0 && method == Method.TCP) {
      notes.add("nothing answered at all: the host is down, or everything is filtered");
    }
    if (silent > 0 && late * TENTHS > answered) {
      notes.add(
          late
              + " of "
              + answered
              + " answers came only when asked again: packets get lost, or refusals are"
              + " limited; silent ports may be "
              + (method == Method.UDP ? "closed" : "closed rather than filtered"));
    } else if (method == Method.UDP && refused > 0 && silent > refused) {
      notes.add("hosts send few ICMP errors a second: silent ports may be closed as well");
    }
    if (open >= MANY && open * TENTHS >= host.results().size() * (TENTHS - 1)) {
      notes.add(
          "nearly every port accepts: something answers in the host's name, and an open port"
              + " says little");
    }
    return notes;
  }
}
