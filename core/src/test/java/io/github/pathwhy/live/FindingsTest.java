package io.github.pathwhy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What measurements mean. */
final class FindingsTest {
  private static final Reply SILENT = new Reply.Silent();

  /** Type, place and origin of every finding, errors as they are and warnings in brackets. */
  private static List<String> found(Measured measured) {
    return Findings.of(measured.done()).stream()
        .map(finding -> {
          Issue issue = finding.issue();
          String text =
              issue.type().azureName()
                  + " "
                  + issue.origin().label()
                  + " "
                  + switch (finding.spot()) {
                    case Spot.Source _ -> "source";
                    case Spot.Router(int ttl) -> "router " + ttl;
                    case Spot.Destination _ -> "destination";
                  };
          return issue.severity() == Issue.Severity.ERROR ? text : "(" + text + ")";
        })
        .toList();
  }

  private static Verdict verdict(Measured measured) {
    return measured.done().verdict();
  }

  private static Measured tcp() {
    return Measured.with(Application.TCP);
  }

  private static PathEnd arrived(int ttl) {
    return new PathEnd.Arrived(ttl, PathEnd.Sign.CONNECTED);
  }

  @Test
  void allAnswered() {
    Measured measured =
        tcp().replies(Measured.answered(4), Measured.answered(5)).path(arrived(4), 3);
    assertThat(found(measured)).isEmpty();
    assertThat(verdict(measured)).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void lossIsAWarning() {
    Measured measured = tcp().replies(Measured.answered(4), SILENT).path(arrived(4), 3);
    assertThat(found(measured)).containsExactly("(NetworkError Inbound destination)");
    assertThat(verdict(measured)).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void aResetMeansNobodyListens() {
    Measured measured =
        tcp().replies(new Reply.Reset(Measured.rtt(4))).path(new PathEnd.Refused(4), 3);
    assertThat(found(measured)).containsExactly("NoListenerOnDestination Local destination");
    assertThat(verdict(measured)).isEqualTo(Verdict.UNREACHABLE);
    assertThat(Findings.of(measured.done()).getFirst().issue().words())
        .contains("only a capture can tell");
  }

  @Test
  void aCaptureTellsWhoRefused() {
    Measured nearer =
        tcp().replies(new Reply.Reset(Measured.rtt(4))).path(new PathEnd.Refused(4), 3).refusal(1);
    assertThat(found(nearer)).containsExactly("ApplianceRule Local router 3");
    Measured itself =
        tcp().replies(new Reply.Reset(Measured.rtt(4))).path(new PathEnd.Refused(4), 3).refusal(0);
    assertThat(found(itself)).containsExactly("NoListenerOnDestination Local destination");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 13, 10.9.3.2, ApplianceRule Local router 3",
    "3, 10, 10.9.2.2, ApplianceRule Local router 2",
    "3, 13, 10.9.4.2, GuestFirewall Inbound destination",
    "3, 3, 10.9.3.2, ApplianceRule Local router 3",
    "3, 3, 10.9.4.2, GuestFirewall Inbound destination",
    "3, 0, 10.9.2.2, RouteMissing Outbound router 2",
    "3, 1, 10.9.3.2, DestinationUnreachable Outbound router 3",
    "11, 0, 10.9.1.1, UDRLoop Outbound router 1",
    "3, 1, 10.9.1.2, ARPMissing Outbound source",
    "3, 13, 10.9.99.9, ApplianceRule Local router 3"
  })
  void icmpErrors(int type, int code, String from, String expected) {
    Measured measured =
        tcp()
            .replies(SILENT, Measured.icmp(type, code, from), SILENT)
            .path(new PathEnd.Silent(3), 3);
    assertThat(found(measured)).containsExactly(expected);
    assertThat(verdict(measured)).isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void aDatagramForNobody() {
    Measured measured =
        Measured.with(Application.UDP)
            .replies(Measured.icmp(3, 3, "10.9.4.2"))
            .path(new PathEnd.Arrived(4, PathEnd.Sign.PORT_CLOSED), 3);
    assertThat(found(measured)).containsExactly("NoListenerOnDestination Local destination");
    assertThat(verdict(measured)).isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void aSilentDatagramSaysNothing() {
    Measured measured =
        Measured.with(Application.UDP).replies(SILENT, SILENT).path(new PathEnd.Silent(3), 3);
    assertThat(found(measured)).isEmpty();
    assertThat(verdict(measured)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void silenceBeyondARouter() {
    Measured measured = tcp().replies(SILENT, SILENT).path(new PathEnd.Silent(2), 2);
    assertThat(found(measured)).containsExactly("NetworkError Outbound router 2");
    assertThat(verdict(measured)).isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void silenceEverywhere() {
    assertThat(found(tcp().replies(SILENT).path(new PathEnd.Silent(0), 0)))
        .containsExactly("NetworkError Outbound source");
  }

  @Test
  void aFilteredPortOfALivingHost() {
    assertThat(found(tcp().replies(SILENT).path(new PathEnd.Silent(3), 3).hostAnswers(true)))
        .containsExactly("NetworkError Inbound destination");
  }

  @Test
  void aRouterSaysToAnotherPacketThatThereIsNoWay() {
    assertThat(
            found(
                tcp()
                    .replies(SILENT)
                    .path(new PathEnd.Silent(1), 1)
                    .aside(Measured.icmp(3, 0, "10.9.1.1"))))
        .containsExactly("RouteMissing Outbound router 1");
    assertThat(
            found(
                tcp()
                    .replies(SILENT)
                    .path(new PathEnd.Silent(1), 1)
                    .aside(Measured.icmp(3, 13, "10.9.1.1"))))
        .containsExactly("NetworkError Outbound router 1");
  }

  @Test
  void circles() {
    PathEnd loop = new PathEnd.Loop(1, List.of(IpAddress.of("10.9.1.1"), IpAddress.of("10.9.2.2")));
    assertThat(found(tcp().replies(SILENT).path(loop, 2)))
        .containsExactly("UDRLoop Outbound router 1");
  }

  @Test
  void aRouterThatStopsTheTraceStopsTheProbes() {
    PathEnd stopped =
        new PathEnd.Stopped(4, IpAddress.of("10.9.3.2"), new IcmpError(IpVersion.V4, 3, 13));
    assertThat(found(tcp().replies(SILENT).path(stopped, 3)))
        .containsExactly("ApplianceRule Local router 3");
  }

  @ParameterizedTest
  @CsvSource({
    "SOURCE_PORT_IN_USE, SourcePortInUse Local source, UNREACHABLE",
    "SOURCE_NOT_BINDABLE, SocketError Local source, UNREACHABLE",
    "NOT_PERMITTED, GuestFirewall Outbound source, UNREACHABLE",
    "NO_ROUTE, RouteMissing Local source, UNREACHABLE",
    "NEIGHBOUR_UNREACHABLE, ARPMissing Outbound source, UNREACHABLE",
    "NO_RESOURCES, SocketError Local source, UNKNOWN",
    "UNSUPPORTED, SocketError Local source, UNKNOWN"
  })
  void whatThisMachineCannotSend(LocalFault fault, String expected, Verdict verdict) {
    Measured measured = tcp().replies(new Reply.Unsent(fault, "errno"));
    assertThat(found(measured)).containsExactly(expected);
    assertThat(verdict(measured)).isEqualTo(verdict);
  }

  @Test
  void thisMachineExplainsSilence() {
    Optional<String> nothing = Optional.empty();
    Optional<String> why = Optional.of("why");
    assertThat(found(tcp().replies(SILENT).local(Measured.facts(nothing, why, nothing, 3))))
        .containsExactly("ARPMissing Outbound source");
    assertThat(found(tcp().replies(SILENT).local(Measured.facts(nothing, nothing, why, 3))))
        .containsExactly("GuestFirewall Outbound source");
    assertThat(found(tcp().local(Measured.facts(why, nothing, nothing, 3))))
        .containsExactly("RouteMissing Local source");
    assertThat(
            found(tcp().replies(Measured.answered(1)).local(Measured.facts(nothing, why, why, 3))))
        .isEmpty();
  }

  @Test
  void aBusyMachineIsAWarning() {
    Optional<String> nothing = Optional.empty();
    assertThat(
            found(
                tcp()
                    .replies(Measured.answered(1))
                    .local(Measured.facts(nothing, nothing, nothing, 90))))
        .containsExactly("(CPU Local source)", "(Memory Local source)");
    assertThat(
            found(
                tcp()
                    .replies(Measured.answered(1))
                    .local(Measured.facts(nothing, nothing, nothing, 89))))
        .isEmpty();
  }

  @Test
  void somebodyAnswersInItsName() {
    assertThat(found(tcp().replies(Measured.answered(3)).path(arrived(3), 2).proxy(3)))
        .containsExactly("(ProxiedConnection Local router 3)");
  }

  @Test
  void aBrokenExchangeMakesItUnreachable() {
    Measured measured =
        tcp().replies(Measured.answered(3)).path(arrived(4), 3).web("StatusUnexpected", true);
    assertThat(found(measured)).containsExactly("StatusCodeValidationFailed Local destination");
    assertThat(verdict(measured)).isEqualTo(Verdict.UNREACHABLE);
    Measured warned =
        tcp()
            .replies(Measured.answered(3))
            .path(arrived(4), 3)
            .web("CertificateExpiresSoon", false);
    assertThat(verdict(warned)).isEqualTo(Verdict.REACHABLE);
    assertThat(found(warned)).hasSize(1).first().asString().startsWith("(");
  }

  @Test
  void largePacketsVanish() {
    MtuFinding hole =
        new MtuFinding.Found(1300, new MtuFinding.Limit.BlackHole(Optional.empty(), 3));
    assertThat(
            found(
                tcp()
                    .replies(Measured.answered(3))
                    .path(arrived(4), 3)
                    .web("Timeout", true)
                    .mtu(hole)))
        .containsExactly("PathMtuBlackHole Outbound router 3", "NetworkError Local destination");
    MtuFinding told =
        new MtuFinding.Found(
            1300, new MtuFinding.Limit.Reported(IpAddress.of("10.9.3.2"), Optional.of(1300)));
    assertThat(found(tcp().replies(Measured.answered(3)).path(arrived(4), 3).mtu(told))).isEmpty();
  }

  @Test
  void whatAnswersInItsNameMayHideItsAddress() {
    Measured measured = tcp().replies(Measured.answered(3)).path(arrived(3), 2).hiddenProxy(3);
    assertThat(found(measured)).containsExactly("(ProxiedConnection Local router 3)");
    Issue issue = Findings.of(measured.done()).getFirst().issue();
    assertThat(issue.context()).containsExactly(new Issue.Context("Distance", "3"));
    assertThat(issue.words()).startsWith("something at hop 3 answers");
  }
}
