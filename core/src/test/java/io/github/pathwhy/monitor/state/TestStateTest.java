package io.github.pathwhy.monitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.monitor.definition.TestConfiguration.Probe;
import io.github.pathwhy.monitor.definition.TestConfiguration.Threshold;
import io.github.pathwhy.monitor.state.TestState.Checks;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** States of tests, with and without limits of their own. */
final class TestStateTest {
  private static final Probe TCP = new Probe.Tcp(443, true, false);

  private static TestState state(int failed, int roundTripMillis, Threshold threshold) {
    return TestState.of(
        new Checks(100, failed, Optional.of(Duration.ofMillis(roundTripMillis))), TCP, threshold);
  }

  private static Threshold failedPercent(double limit) {
    return new Threshold(Optional.of(limit), Optional.empty());
  }

  private static Threshold roundTrip(int millis) {
    return new Threshold(Optional.empty(), Optional.of(Duration.ofMillis(millis)));
  }

  @Test
  void t42_withoutLimitsATestWarnsAndFailsOnlyWhenAllChecksDo() {
    assertThat(state(50, 5, Threshold.NONE)).isEqualTo(TestState.WARNING);
    assertThat(state(99, 5, Threshold.NONE)).isEqualTo(TestState.WARNING);
    assertThat(state(100, 5, Threshold.NONE)).isEqualTo(TestState.FAIL);
    assertThat(state(10, 5, Threshold.NONE)).isEqualTo(TestState.PASS);
    assertThat(state(11, 5, Threshold.NONE)).isEqualTo(TestState.WARNING);
  }

  @Test
  void t42_aTestWarnsFromFourFifthsOfItsLimitOn() {
    assertThat(state(9, 5, failedPercent(10))).isEqualTo(TestState.WARNING);
    assertThat(state(8, 5, failedPercent(10))).isEqualTo(TestState.PASS);
    assertThat(state(10, 5, failedPercent(10))).isEqualTo(TestState.WARNING);
    assertThat(state(11, 5, failedPercent(10))).isEqualTo(TestState.FAIL);
    assertThat(state(50, 5, failedPercent(80))).isEqualTo(TestState.PASS);
  }

  @Test
  void roundTripsFailByTheirLimitAndWarnByTheServicesOwn() {
    assertThat(state(0, 101, roundTrip(100))).isEqualTo(TestState.FAIL);
    assertThat(state(0, 100, roundTrip(100))).isEqualTo(TestState.PASS);
    assertThat(state(0, 751, Threshold.NONE)).isEqualTo(TestState.WARNING);
    assertThat(state(0, 750, Threshold.NONE)).isEqualTo(TestState.PASS);
    assertThat(state(0, 900, roundTrip(1000))).as("its own limit counts").isEqualTo(TestState.PASS);
  }

  @Test
  void nothingMeasuredIsIndeterminate() {
    assertThat(TestState.of(new Checks(0, 0, Optional.empty()), TCP, Threshold.NONE))
        .isEqualTo(TestState.INDETERMINATE);
  }

  @Test
  void allChecksFailedIsAFailureUnderAnyLimit() {
    assertThat(state(100, 5, failedPercent(100))).isEqualTo(TestState.FAIL);
  }
}
