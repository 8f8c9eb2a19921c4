package io.github.pathwhy.probe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.Rtt;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundTripsTest {
  private static final List<Rtt> SEVERAL =
      List.of(
          new Rtt(100, Clock.KERNEL), new Rtt(400, Clock.KERNEL), new Rtt(200, Clock.USERSPACE));
  private static final RoundTrips SUM = new RoundTrips(3, 100, 233, 400, Clock.USERSPACE);

  @Test
  void ofSeveralByTheWorstClock() {
    assertThat(RoundTrips.of(SEVERAL)).isEqualTo(SUM);
  }

  @Test
  void ofOne() {
    RoundTrips one = new RoundTrips(1, 7, 7, 7, Clock.KERNEL);
    assertThat(RoundTrips.of(new Rtt(7, Clock.KERNEL))).isEqualTo(one);
    assertThat(RoundTrips.of(List.of(new Rtt(7, Clock.KERNEL)))).isEqualTo(one);
  }

  @Test
  void talliesAddUp() {
    for (int first = 0; first <= SEVERAL.size(); first++) {
      RoundTrips.Tally tally = new RoundTrips.Tally();
      RoundTrips.Tally other = new RoundTrips.Tally();
      SEVERAL.subList(0, first).forEach(tally::add);
      SEVERAL.subList(first, SEVERAL.size()).forEach(other::add);
      tally.add(other);
      assertThat(tally.sum()).isEqualTo(SUM);
      assertThat(tally.most()).isEqualTo(400);
    }
  }
}
