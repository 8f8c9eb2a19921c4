package io.github.pathwhy.report.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.scan.PortScanner.Result;
import io.github.pathwhy.probe.scan.PortScanner.Target;
import io.github.pathwhy.probe.scan.PortState;
import io.github.pathwhy.report.live.PortsReport.LineView;
import io.github.pathwhy.report.live.PortsReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What is said about the ports of a host. */
final class LivePortsTest {
  private static final IpAddress HOST = IpAddress.of("198.51.100.9");
  private static final IpAddress ROUTER = IpAddress.of("203.0.113.1");
  private static final Rtt RTT = new Rtt(1_234_567, Clock.KERNEL);
  private static final Reply OPEN = new Reply.Answered(RTT);
  private static final Reply RST = new Reply.Reset(RTT);
  private static final Reply SILENCE = new Reply.Silent();

  private static Result result(Method method, IpAddress host, int port, Reply reply, int tries) {
    return new Result(
        new Target(host, port),
        PortState.of(method, reply),
        Optional.of(reply),
        tries,
        Optional.empty());
  }

  private static List<Result> results(Method method, int count, IntFunction<Reply> replies) {
    List<Result> results = new ArrayList<>();
    for (int port = 1; port <= count; port++) {
      Reply reply = replies.apply(port);
      results.add(result(method, HOST, port, reply, reply.equals(SILENCE) ? 3 : 1));
    }
    return results;
  }

  private static PortsReport report(Method method, List<Result> results, boolean verbose) {
    return LivePorts.of(
        new LivePorts.Scan(
            method,
            List.of(new LivePorts.Host("host", HOST, List.of(), results)),
            List.of(),
            Tier.KERNEL,
            1000,
            false),
        false,
        verbose);
  }

  private static List<String> notes(Method method, List<Result> results) {
    return report(method, results, false).hosts().getFirst().notes();
  }

  @Test
  void reasonsNameTheSender() {
    Result captured =
        new Result(
            new Target(HOST, 6),
            PortState.CLOSED,
            Optional.of(RST),
            1,
            Optional.of(new Outcome.WireView(HOST, 63, 1)));
    IcmpError prohibited = new IcmpError(IpVersion.V4, 3, 13);
    List<Result> results =
        List.of(
            result(Method.TCP, HOST, 1, OPEN, 1),
            result(Method.TCP, HOST, 2, SILENCE, 2),
            result(Method.TCP, HOST, 3, new Reply.Icmp(prohibited, ROUTER, RTT, 0), 1),
            result(Method.TCP, HOST, 4, new Reply.Icmp(prohibited, HOST, RTT, 0), 1),
            result(Method.TCP, HOST, 5, new Reply.Unsent(LocalFault.NOT_PERMITTED, "EACCES"), 1),
            captured,
            new Result(
                new Target(HOST, 7), PortState.UNKNOWN, Optional.empty(), 0, Optional.empty()));

    List<LineView> lines = report(Method.TCP, results, false).hosts().getFirst().lines();

    assertThat(lines)
        .extracting(LineView::reason)
        .containsExactly(
            "SYN-ACK",
            "no answer, asked twice",
            "administratively prohibited (ICMP 3/13) from 203.0.113.1",
            "administratively prohibited (ICMP 3/13) from the host itself",
            "this machine does not permit it (EACCES)",
            "RST, TTL 63 on arrival",
            "not asked");
    assertThat(lines)
        .extracting(LineView::state)
        .containsExactly(
            State.OPEN,
            State.FILTERED,
            State.FILTERED,
            State.FILTERED,
            State.NOT_SENT,
            State.CLOSED,
            State.UNKNOWN);
    assertThat(lines.getFirst().rtt()).isEqualTo("1.235 ms");
  }

  @Test
  void manyWithOneAnswerAreOneLineUnlessAllAreWanted() {
    List<Result> results = results(Method.TCP, 100, port -> port % 20 == 0 ? OPEN : RST);

    PortsReport.HostView brief = report(Method.TCP, results, false).hosts().getFirst();
    PortsReport.HostView whole = report(Method.TCP, results, true).hosts().getFirst();

    assertThat(brief.summary()).isEqualTo("5 open, 95 closed");
    assertThat(brief.lines()).hasSize(5).allMatch(line -> line.state() == State.OPEN);
    assertThat(brief.groups())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.count()).isEqualTo(95);
          assertThat(group.ports()).isEqualTo("1-19, 21-39, 41-59, 61-79, 81-99");
        });
    assertThat(whole.lines()).hasSize(100);
  }

  @Test
  void aHostThatAcceptsEverythingIsOdd() {
    assertThat(notes(Method.TCP, results(Method.TCP, 60, _ -> OPEN)))
        .singleElement()
        .asString()
        .contains("nearly every port accepts");
    assertThat(notes(Method.TCP, results(Method.TCP, 60, port -> port < 50 ? OPEN : RST)))
        .isEmpty();
  }

  @Test
  void silenceAlone() {
    assertThat(notes(Method.TCP, results(Method.TCP, 5, _ -> SILENCE)))
        .containsExactly("nothing answered at all: the host is down, or everything is filtered");
    assertThat(notes(Method.TCP, results(Method.TCP, 5, port -> port == 1 ? RST : SILENCE)))
        .isEmpty();
  }

  @Test
  void answersThatCameLateMakeSilenceDoubtful() {
    List<Result> results = new ArrayList<>(results(Method.TCP, 5, _ -> RST));
    results.add(result(Method.TCP, HOST, 6, RST, 3));
    results.add(result(Method.TCP, HOST, 7, SILENCE, 3));

    assertThat(notes(Method.TCP, results)).singleElement().asString().startsWith("1 of 6 answers");
  }

  @Test
  void fewErrorsOfDatagramsMakeSilenceDoubtful() {
    Reply closed = new Reply.Icmp(new IcmpError(IpVersion.V4, 3, 3), HOST, RTT, 0);

    assertThat(notes(Method.UDP, results(Method.UDP, 20, port -> port < 7 ? closed : SILENCE)))
        .singleElement()
        .asString()
        .contains("silent ports may be closed");
  }

  @Test
  void rowsOfManyHostsAreInOrder() {
    List<LivePorts.Host> hosts = new ArrayList<>();
    for (int host = 1; host <= 3; host++) {
      IpAddress address = IpAddress.of("198.51.100." + host);
      List<Result> results = new ArrayList<>();
      for (int port = 1; port <= 3; port++) {
        results.add(result(Method.TCP, address, port, host == port ? OPEN : RST, 1));
      }
      // The middle one was not asked for anything.
      hosts.add(
          new LivePorts.Host(
              address.toString(), address, List.of(), host == 2 ? List.of() : results));
    }
    LivePorts.Scan scan =
        new LivePorts.Scan(Method.TCP, hosts, List.of(), Tier.KERNEL, 1000, false);

    List<Map<String, Object>> all = LivePorts.of(scan, false, false).rows();
    List<Map<String, Object>> open = LivePorts.of(scan, true, false).rows();

    assertThat(all)
        .extracting(row -> row.get("Target") + " " + row.get("Port"))
        .containsExactly(
            "198.51.100.1 1",
            "198.51.100.1 2",
            "198.51.100.1 3",
            "198.51.100.3 1",
            "198.51.100.3 2",
            "198.51.100.3 3");
    assertThat(open)
        .extracting(row -> row.get("Target") + " " + row.get("Port"))
        .containsExactly("198.51.100.1 1", "198.51.100.3 3");
  }
}
