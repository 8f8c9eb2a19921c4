package io.github.pathwhy.probe.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.scan.SimulatedHosts;
import io.github.pathwhy.probe.scan.SimulatedHosts.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of probes on virtual time, and what they come to. */
final class PingerTest {
  private static final IpAddress HOST = IpAddress.of("198.51.100.9");
  private static final Probe PROBE = Probe.tcp(HOST, 443);

  private static Pinger.Series series(Probe probe, int count, long intervalMillis) {
    return new Pinger.Series(
        probe, count, intervalMillis * SimulatedHosts.MILLI, 500 * SimulatedHosts.MILLI);
  }

  private static List<Outcome> run(SimulatedHosts network, Pinger.Series series) {
    return new Pinger(network).run(series, Stop.NEVER, Progress.NONE);
  }

  @Test
  void theNextLeavesAtTheIntervalAlsoWhenNothingIsAnswered() {
    SimulatedHosts network = new SimulatedHosts(_ -> Port.FILTERED);

    List<Outcome> outcomes = run(network, series(PROBE, 10, 20));

    assertThat(outcomes).hasSize(10).allMatch(each -> each.reply() instanceof Reply.Silent);
    for (int i = 0; i < 10; i++) {
      assertThat(network.sentAt.get(i)).isEqualTo(i * 20L * SimulatedHosts.MILLI);
    }
    assertThat(network.elapsedMillis()).isBetween(680.0, 690.0);
  }

  @Test
  void resultsAreInTheOrderSent() {
    SimulatedHosts network = new SimulatedHosts(_ -> Port.OPEN);
    network.loss = 0.3;

    List<Outcome> outcomes = run(network, series(PROBE, 100, 5));

    assertThat(outcomes).extracting(Outcome::id).isSorted().hasSize(100);
    assertThat(outcomes).anyMatch(each -> each.reply() instanceof Reply.Silent);
  }

  @Test
  void aFixedPortIsUsedByOneAtATime() {
    SimulatedHosts network = new SimulatedHosts(_ -> Port.FILTERED);

    run(network, series(PROBE.withSourcePort(4711), 3, 20));

    assertThat(network.mostInFlight).isEqualTo(1);
    assertThat(network.sentAt).hasSize(3);
  }

  @Test
  void stoppedSeriesGiveWhatTheyHave() {
    SimulatedHosts network = new SimulatedHosts(_ -> Port.OPEN);

    List<Outcome> outcomes =
        new Pinger(network)
            .run(series(PROBE, 100, 20), () -> network.elapsedMillis() > 100, Progress.NONE);

    assertThat(outcomes).hasSizeBetween(3, 6);
    assertThat(network.inFlight()).isZero();
  }

  @Test
  void progressIsTold() {
    List<Integer> told = new ArrayList<>();

    new Pinger(new SimulatedHosts(_ -> Port.OPEN))
        .run(series(PROBE, 5, 1), Stop.NEVER, (_, done, total) -> told.add(10 * done + total));

    assertThat(told).containsExactly(15, 25, 35, 45, 55);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void onlySoManyAtOnce(int count) {
    assertThatThrownBy(() -> series(PROBE, count, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- statistics ----

  private static Outcome outcome(Reply reply) {
    return new Outcome(0, PROBE, reply, 0, Optional.empty(), Optional.empty());
  }

  private static Reply answer(long nanos) {
    return new Reply.Answered(new Rtt(nanos, Clock.KERNEL));
  }

  @Test
  void statisticsOfAMixedSeries() {
    IcmpError prohibited = new IcmpError(IpVersion.V4, 3, 13);

    RttStats stats =
        RttStats.of(
            List.of(
                outcome(answer(100)),
                outcome(new Reply.Silent()),
                outcome(answer(400)),
                outcome(new Reply.Reset(new Rtt(200, Clock.USERSPACE))),
                outcome(
                    new Reply.Icmp(prohibited, SimulatedHosts.ROUTER, new Rtt(1, Clock.KERNEL), 0)),
                outcome(new Reply.Unsent(LocalFault.SOURCE_PORT_IN_USE, "EADDRINUSE"))));

    assertThat(stats.sent()).isEqualTo(5);
    assertThat(stats.answered()).isEqualTo(3);
    assertThat(stats.loss()).isEqualTo(0.4);
    assertThat(stats.roundTrips()).contains(new RoundTrips(3, 100, 233, 400, Clock.USERSPACE));
    // |400 - 100| and |200 - 400|
    assertThat(stats.jitterNanos()).contains(250L);
    assertThat(stats.failures())
        .isEqualTo(
            Map.of(
                "no answer",
                1,
                prohibited.toString(),
                1,
                LocalFault.SOURCE_PORT_IN_USE.words(),
                1));
  }

  @Test
  void statisticsOfNothing() {
    RttStats none = RttStats.of(List.of());
    RttStats one = RttStats.of(List.of(outcome(answer(7))));

    assertThat(none.roundTrips()).isEmpty();
    assertThat(none.loss()).isZero();
    assertThat(one.jitterNanos()).isEmpty();
    assertThat(one.roundTrips()).contains(new RoundTrips(1, 7, 7, 7, Clock.KERNEL));
  }
}
