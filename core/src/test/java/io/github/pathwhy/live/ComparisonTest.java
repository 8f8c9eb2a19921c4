package io.github.pathwhy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.live.LiveReports;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Prediction and measurement side by side: client asks server through an appliance. */
final class ComparisonTest {
  private static final Reply SILENT = new Reply.Silent();

  private static TestNetwork network(boolean blocked) {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("plant", "10.9.0.0/16")
            .subnet("client", "10.9.1.0/24", subnet -> subnet.routeTable("rt"))
            .subnet("fw", "10.9.3.0/24")
            .subnet("server", "10.9.4.0/24", subnet -> subnet.securityGroup("nsg"))
            .machine("client", "client", "10.9.1.2")
            .machine("fw", "fw", "10.9.3.2", machine -> machine.forwards())
            .machine("server", "server", "10.9.4.2")
            .routeTable("rt", TestRoute.route("10.9.4.0/24").via("10.9.3.2"));
    return blocked
        ? network.securityGroup("nsg", TestRule.denyInbound(100))
        : network.securityGroup("nsg");
  }

  private static Diagnosis diagnosis(boolean blocked) {
    try {
      return new ConnectivityCheck(network(blocked).effective())
          .check(
              new CheckRequest(
                  "client",
                  "server",
                  Optional.empty(),
                  Optional.of(8080),
                  Optional.of(Application.TCP),
                  Optional.empty(),
                  false));
    } catch (RequestException e) {
      throw new AssertionError(e);
    }
  }

  private static Comparison compare(boolean blocked, Measured measured) {
    Measurement done = measured.done();
    return Comparison.of(diagnosis(blocked), done, Findings.of(done));
  }

  private static Measured open() {
    return Measured.with(Application.TCP)
        .replies(Measured.answered(4))
        .path(new PathEnd.Arrived(4, PathEnd.Sign.CONNECTED), 3);
  }

  private static Measured closed(Reply... replies) {
    return Measured.with(Application.TCP).replies(replies);
  }

  @Test
  void bothOpen() {
    Comparison comparison = compare(false, open());
    assertThat(comparison.agrees()).isTrue();
    assertThat(comparison.predicted()).isEqualTo(Verdict.REACHABLE);
    assertThat(comparison.reasons()).isEmpty();
  }

  @Test
  void bothClosed() {
    Comparison comparison = compare(true, closed(SILENT).path(new PathEnd.Silent(3), 3));
    assertThat(comparison.agrees()).isTrue();
    assertThat(comparison.verdict()).contains("nsg").contains("measured:");
  }

  @Test
  void openAgainstThePrediction() {
    Comparison comparison = compare(true, open());
    assertThat(comparison.agrees()).isFalse();
    assertThat(comparison.verdict()).contains("They part at server");
    assertThat(comparison.reasons()).anyMatch(reason -> reason.contains("older"));
    assertThat(comparison.reasons()).anyMatch(reason -> reason.contains("10.9.1.1"));
  }

  @Test
  void somethingAnswersForTheHost() {
    Comparison comparison = compare(false, open().proxy(3));
    assertThat(comparison.agrees()).isFalse();
    assertThat(comparison.verdict()).contains("fw (10.9.3.2)").contains("not server");
  }

  @Test
  void nobodyListens() {
    Comparison comparison =
        compare(false, closed(new Reply.Reset(Measured.rtt(4))).path(new PathEnd.Refused(4), 3));
    assertThat(comparison.agrees()).isFalse();
    assertThat(comparison.reasons().getFirst()).startsWith("no listener");
    assertThat(comparison.reasons()).anyMatch(reason -> reason.startsWith("fw refuses"));
  }

  @Test
  void theGuestFirewall() {
    Comparison comparison =
        compare(false, closed(SILENT).path(new PathEnd.Silent(3), 3).hostAnswers(true));
    assertThat(comparison.reasons().getFirst()).startsWith("the guest firewall of server");
    assertThat(comparison.verdict()).contains("at server");
  }

  @Test
  void anApplianceOrTheWayBack() {
    Comparison comparison =
        compare(false, closed(SILENT).path(new PathEnd.Silent(3), 3).hostAnswers(false));
    assertThat(comparison.verdict()).contains("behind fw (10.9.3.2)");
    assertThat(comparison.reasons().getFirst()).contains("a rule of fw");
    assertThat(comparison.reasons()).anyMatch(reason -> reason.contains("way back"));
  }

  @Test
  void aRouterSaysNo() {
    Comparison comparison =
        compare(
            false,
            closed(Measured.icmp(3, 13, "10.9.3.2"))
                .path(
                    new PathEnd.Stopped(
                        4, IpAddress.of("10.9.3.2"), new IcmpError(IpVersion.V4, 3, 13)),
                    3));
    assertThat(comparison.reasons().getFirst()).contains("a rule of an appliance");
    assertThat(comparison.verdict()).contains("behind fw (10.9.3.2)");
  }

  @Test
  void nothingMeasured() {
    assertThat(compare(false, closed()).agrees()).isTrue();
    assertThat(compare(false, closed()).verdict()).contains("could not be asked");
  }

  // ---- the hops of both ----

  private static CheckReport report(boolean blocked, Measured measured) {
    Measurement done = measured.done();
    List<Finding> findings = Findings.of(done);
    Diagnosis diagnosis = diagnosis(blocked);
    return LiveReports.of(done, findings, diagnosis, Comparison.of(diagnosis, done, findings));
  }

  @Test
  void routersStandBetweenTheHopsOfTheTopology() {
    CheckReport report = report(false, open());
    assertThat(report.hops())
        .extracting(CheckReport.HopView::name)
        .containsExactly("client", "10.9.1.1", "10.9.2.2", "fw", "server");
    assertThat(report.hops())
        .extracting(hop -> hop.measured().map(CheckReport.MeasuredHopView::distance).orElse(0))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(report.hops().get(3).next()).containsExactly(4);
    assertThat(report.hops().get(3).previous()).containsExactly(2);
    assertThat(report.hops()).extracting(CheckReport.HopView::id).doesNotHaveDuplicates();
  }

  @Test
  void configuredHopsThatAnswerNobodyHaveNoLatency() {
    CheckReport report = report(false, closed(SILENT).path(new PathEnd.Silent(1), 1));
    assertThat(report.hops())
        .extracting(CheckReport.HopView::name)
        .containsExactly("client", "10.9.1.1", "fw", "server");
    assertThat(report.hops().get(2).measured()).isEmpty();
    assertThat(report.status()).isEqualTo("Unreachable");
    assertThat(report.hops().get(1).issues())
        .extracting(CheckReport.IssueView::type)
        .containsExactly("NetworkError");
  }

  @Test
  void aBlockThatDoesNotBlockIsAWarning() {
    CheckReport report = report(true, open());
    assertThat(report.status()).isEqualTo("Reachable");
    CheckReport.IssueView issue = report.hops().getLast().issues().getFirst();
    assertThat(issue.type()).isEqualTo("NetworkSecurityRule");
    assertThat(issue.severity()).isEqualTo("Warning");
    assertThat(issue.context()).contains(new CheckReport.ContextView("Predicted", "Error"));
  }

  @Test
  void withoutATopologyThePathIsWhatAnswered() {
    Measurement done = open().done();
    CheckReport report = LiveReports.of(done, Findings.of(done));
    assertThat(report.hops())
        .extracting(CheckReport.HopView::kind)
        .containsExactly(
            CheckReport.Kind.SOURCE,
            CheckReport.Kind.ROUTER,
            CheckReport.Kind.ROUTER,
            CheckReport.Kind.ROUTER,
            CheckReport.Kind.HOST);
    assertThat(report.measured().orElseThrow().probesSent()).isEqualTo(1);
    assertThat(report.measured().orElseThrow().latency().orElseThrow().average()).isEqualTo(4.0);
  }

  @Test
  void whatWasNotAskedIsNotSaidToHaveFailed() {
    Measurement ended = Measured.with(Application.TCP).interrupted().done();
    assertThat(LiveReports.of(ended, Findings.of(ended)).why())
        .isEqualTo("interrupted before the service was asked");

    Measurement impossible = Measured.with(Application.TCP).done();
    assertThat(LiveReports.of(impossible, Findings.of(impossible)).why())
        .isEqualTo("nothing could be sent");
  }
}
