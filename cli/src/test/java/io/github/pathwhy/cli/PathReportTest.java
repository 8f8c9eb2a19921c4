package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.render.PathText;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.measure.FlowPaths;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathNote;
import io.github.pathwhy.probe.measure.RoundTrips;
import io.github.pathwhy.report.JsonDocument;
import io.github.pathwhy.report.live.PathAnswer;
import io.github.pathwhy.report.live.PathDocument;
import io.github.pathwhy.report.live.PathReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a measured path looks like to programs and to people. */
final class PathReportTest {
  private static final IpAddress TARGET = IpAddress.of("10.0.2.4");
  private static final IpAddress ROUTER = IpAddress.of("10.0.1.1");
  private static final IpAddress OTHER = IpAddress.of("10.0.1.2");
  private static final IcmpError PROHIBITED = new IcmpError(IpVersion.V4, 3, 13);

  private static MeasuredHop hop(int ttl, Clock clock, IpAddress... addresses) {
    List<MeasuredHop.Router> routers =
        Arrays.stream(addresses)
            .map(address ->
                new MeasuredHop.Router(
                    address, new RoundTrips(3, 41_234, 12_345_678, 99_999_999, clock)))
            .toList();
    return new MeasuredHop(ttl, routers, 3, addresses.length == 0 ? 3 : 0);
  }

  private static PathAnswer answer(
      PathEnd end, List<MeasuredHop> hops, Optional<FlowPaths> flows, Optional<MtuFinding> mtu) {
    return new PathAnswer(
        "db.example",
        new MeasuredPath(
            Method.TCP,
            TARGET,
            443,
            hops,
            end,
            true,
            Optional.of(40_000),
            Optional.of(IpAddress.of("10.0.0.4")),
            Arrays.stream(PathNote.Kind.values())
                .filter(kind -> kind != PathNote.Kind.OTHER_METHOD)
                .map(kind ->
                    new PathNote(kind, kind == PathNote.Kind.NOT_ONE_FLOW ? 0 : 2, "odd " + kind))
                .toList()),
        flows,
        mtu.map(finding -> new PathAnswer.Mtu(Method.UDP, 33_434, finding)),
        Tier.KERNEL);
  }

  private static PathReport report(PathEnd end) {
    return PathDocument.of(
        answer(
            end,
            List.of(
                hop(1, Clock.KERNEL, ROUTER, OTHER),
                hop(2, Clock.KERNEL),
                hop(3, Clock.USERSPACE, TARGET)),
            Optional.empty(),
            Optional.empty()));
  }

  private static String text(PathReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            out,
            out,
            StandardCharsets.UTF_8,
            Console.Terminal.NONE);
    new PathText(console, false, false).print(report);
    console.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void assertValid(PathReport report) {
    assertThat(Schemas.of("trace").violationsOfJson(JsonDocument.write(report.document())))
        .isEmpty();
  }

  static Stream<PathEnd> ends() {
    return Stream.of(
        new PathEnd.Arrived(3, PathEnd.Sign.CONNECTED),
        new PathEnd.Refused(3),
        new PathEnd.Stopped(3, TARGET, PROHIBITED),
        new PathEnd.Stopped(4, ROUTER, PROHIBITED),
        new PathEnd.Silent(0),
        new PathEnd.Silent(3),
        new PathEnd.TooFar(3),
        new PathEnd.Loop(1, List.of(ROUTER, TARGET)),
        new PathEnd.Loop(1, List.of(ROUTER)),
        new PathEnd.Interrupted(0),
        new PathEnd.Interrupted(2),
        new PathEnd.NotSent(LocalFault.NO_ROUTE, "ENETUNREACH"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void everyEndFitsTheSchemaAndHasASentence(PathEnd end) {
    PathReport report = report(end);

    assertValid(report);
    assertThat(report.verdict()).isNotBlank();
    assertThat(text(report)).contains(report.verdict());
    assertThat(report.rows()).hasSize(3);
  }

  static Stream<MtuFinding> findings() {
    return Stream.of(
        new MtuFinding.Found(1500, new MtuFinding.Limit.Local()),
        new MtuFinding.Found(65_535, new MtuFinding.Limit.None()),
        new MtuFinding.Found(1400, new MtuFinding.Limit.Reported(ROUTER, Optional.of(1400))),
        new MtuFinding.Found(1400, new MtuFinding.Limit.Reported(ROUTER, Optional.empty())),
        new MtuFinding.Found(1400, new MtuFinding.Limit.BlackHole(Optional.empty(), 0)),
        new MtuFinding.Found(
            1400,
            new MtuFinding.Limit.BlackHole(
                Optional.of(hop(1, Clock.KERNEL, ROUTER).routers().getFirst()), 1)),
        new MtuFinding.Undetermined("no answer", Optional.empty(), Optional.empty()),
        new MtuFinding.Undetermined("no answer", Optional.of(1400), Optional.of(ROUTER)),
        new MtuFinding.NotSent(LocalFault.NO_ROUTE, "ENETUNREACH"),
        new MtuFinding.Interrupted());
  }

  @ParameterizedTest
  @MethodSource("findings")
  void everyMtuFitsTheSchemaAndHasASentence(MtuFinding finding) {
    PathReport report =
        PathDocument.of(
            answer(new PathEnd.Silent(0), List.of(), Optional.empty(), Optional.of(finding)));

    assertValid(report);
    assertThat(text(report)).contains("Path MTU");
  }

  @Test
  void waysAreListedWithTheirPorts() {
    FlowPaths flows =
        new FlowPaths(
            9,
            List.of(
                new FlowPaths.FlowPath(
                    List.of(Optional.of(ROUTER), Optional.empty(), Optional.of(TARGET)),
                    new PathEnd.Arrived(3, PathEnd.Sign.CONNECTED),
                    List.of(1, 2, 3, 4, 5, 6, 7, 8)),
                new FlowPaths.FlowPath(
                    List.of(Optional.of(OTHER)), new PathEnd.Silent(1), List.of(9))));
    PathReport report =
        PathDocument.of(
            answer(new PathEnd.Silent(0), List.of(), Optional.of(flows), Optional.empty()));

    assertValid(report);
    assertThat(text(report))
        .contains(
            "2 ways of 9 flows",
            "10.0.1.1 > * > 10.0.2.4  Arrived  source ports 1, 2, 3, 4, 5, 6",
            "10.0.1.2  Silent  source port 9");
  }

  @ParameterizedTest
  @EnumSource(Clock.class)
  void digitsAreThoseOfTheClock(Clock clock) {
    PathReport report =
        PathDocument.of(
            answer(
                new PathEnd.Silent(1),
                List.of(hop(1, clock, ROUTER)),
                Optional.empty(),
                Optional.empty()));

    assertThat(report.hops().getFirst().times())
        .isEqualTo(
            switch (clock) {
              case WIRE, KERNEL, TCP_INFO, KERNEL_RECEIVE -> "0.041/12.346/100.000 ms";
              case SYSTEM_TOOL -> "0.04/12.35/100.00 ms";
              case USERSPACE -> "<0.1/12.3/100.0 ms";
            });
    assertThat(report.how()).contains(clock.label());
  }

  @Test
  void hopsStandUnderEachOther() {
    assertThat(text(report(new PathEnd.Refused(3))).lines().limit(6))
        .containsExactly(
            "Tcp  db.example (10.0.2.4:443)",
            " 1  10.0.1.1  0.041/12.346/100.000 ms",
            "    10.0.1.2",
            " 2  *                                  3 of 3 unanswered",
            " 3  10.0.2.4  <0.1/12.3/100.0 ms  ✗ refuses the connection (RST)",
            "");
  }

  @Test
  void foreignNamesCannotActOnTheTerminal() {
    PathAnswer answer =
        answer(new PathEnd.Silent(0), List.of(), Optional.empty(), Optional.empty());
    PathAnswer hostile =
        new PathAnswer(
            "x\u001b[2Jy", answer.path(), Optional.empty(), Optional.empty(), Tier.KERNEL);

    assertThat(text(PathDocument.of(hostile))).doesNotContain("\u001b").contains("\\u001b");
  }

  /** Another kind of packet shows the way, and nothing about what was asked. */
  @Test
  void theWayOfOtherPacketsDecidesNothing() {
    for (PathEnd end :
        List.of(new PathEnd.Arrived(3, PathEnd.Sign.PORT_CLOSED), new PathEnd.Silent(1))) {
      PathAnswer answer =
          answer(
              end,
              List.of(hop(1, Clock.KERNEL, ROUTER), hop(2, Clock.KERNEL), hop(3, Clock.KERNEL)),
              Optional.empty(),
              Optional.empty());
      MeasuredPath path =
          answer.path().with(new PathNote(PathNote.Kind.OTHER_METHOD, 0, "Udp was sent"));
      PathReport report =
          PathDocument.of(
              new PathAnswer(answer.name(), path, answer.flows(), answer.mtu(), answer.tier()));

      assertThat(report.status()).isEqualTo(PathReport.Status.UNKNOWN);
      assertThat(report.document()).containsEntry("ConnectionStatus", "Unknown");
      assertThat(text(report)).contains("Udp was sent");
    }
  }
}
