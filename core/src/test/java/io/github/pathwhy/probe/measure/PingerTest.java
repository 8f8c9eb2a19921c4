package io.github.pathwhy.probe.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.scan.SimulatedHosts;
import io.github.pathwhy.probe.scan.SimulatedHosts.Port;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of probes on virtual time. */
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
}
