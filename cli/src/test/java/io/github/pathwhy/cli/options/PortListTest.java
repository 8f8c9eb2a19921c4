package io.github.pathwhy.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.WellKnownPorts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports as people write them. */
final class PortListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "443|443",
        "22,80, 443|22 80 443",
        "https,POSTGRESQL,22|22 443 5432",
        "8000-8002,8001-8005,8006|8000-8006",
        "80,80|80",
        "65535,1|1 65535",
        "*|1-65535"
      })
  void portsAreSortedAndMerged(String text, String ranges) throws UsageException {
    assertThat(String.join(" ", texts(PortList.parse(text, WellKnownPorts.TCP)))).isEqualTo(ranges);
  }

  private static List<String> texts(PortList list) {
    return list.ranges().stream().map(PortRange::toString).toList();
  }

  @Test
  void aListIsToldFromADestination() {
    for (String list : List.of("22", "https", "1-5", "*", "22,x", "ssh,22")) {
      assertThat(PortList.isOne(list, WellKnownPorts.TCP)).as(list).isTrue();
    }
    for (String destination : List.of("10.0.0.1", "web-vm", "10.0.0.0/24", "", "70000", "::1")) {
      assertThat(PortList.isOne(destination, WellKnownPorts.TCP)).as(destination).isFalse();
    }
  }

  @Test
  void theMostCommonPorts() {
    assertThat(texts(PortList.top(3, WellKnownPorts.TCP))).containsExactly("22", "80", "443");
    assertThat(PortList.top(100, WellKnownPorts.TCP).count()).isEqualTo(100);
    assertThat(PortList.top(100_000, WellKnownPorts.UDP).count())
        .isEqualTo(WellKnownPorts.UDP.size());
  }
}
