package io.github.pathwhy.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Probe;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "61, 61, 'the destination itself, 4 hops away'",
    "64, 64, 'the destination itself, 1 hop away'",
    "125, 125, 'the destination itself, 4 hops away'",
    "62, 61, 'something 3 hops away, 1 hop before the destination'",
    "254, 119, 'something 2 hops away, 8 hops before the destination'",
    "59, 61, 'cannot tell: it comes from farther away (6 hops) than other answers of the"
        + " destination (4)'",
    "252, 61, 'cannot tell: it comes from as far away as other answers of the destination, but"
        + " began with 255 and they with 64'",
    "70, 61, 'cannot tell: the times to live 70 and 61 fit no usual beginning'",
  })
  void comparesDistances(int ttl, int destination, String words) {
    assertThat(Origin.of(ttl, OptionalInt.of(destination)).words()).isEqualTo(words);
  }

  @Test
  void withoutAnythingToCompare() {
    assertThat(Origin.of(61, OptionalInt.empty())).isInstanceOf(Origin.Undetermined.class);
  }

  @Test
  void filtersGrowInFewSteps() {
    FilterPlan plan = new FilterPlan();
    Target first = target("10.0.0.1", 443);
    assertThat(plan.expression(true)).isEqualTo("arp or icmp or icmp6");
    assertThat(plan.add(first)).isTrue();
    assertThat(plan.add(first)).isFalse();
    assertThat(plan.expression(false))
        .isEqualTo("icmp or icmp6 or (host 10.0.0.1 and tcp port 443)");
    assertThat(plan.add(target("10.0.0.1", 80))).isTrue();
    assertThat(plan.add(target("10.0.0.1", 81))).isFalse();
    assertThat(plan.add(target("fd00::1", 80))).isTrue();
    assertThat(plan.expression(true))
        .isEqualTo(
            "arp or icmp or icmp6 or (host 10.0.0.1 and (tcp or udp))"
                + " or (host fd00::1 and tcp port 80)");
    int changes = 0;
    for (int i = 2; i < 100; i++) {
      changes += plan.add(target("10.0.0." + i, 80)) ? 1 : 0;
    }
    assertThat(changes).isLessThan(5);
    assertThat(plan.expression(true)).isEqualTo("arp or icmp or icmp6 or tcp or udp");
  }

  private static Target target(String address, int port) {
    return Target.of(Probe.tcp(IpAddress.of(address), port));
  }
}
