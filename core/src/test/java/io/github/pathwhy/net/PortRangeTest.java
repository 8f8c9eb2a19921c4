package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PortRangeTest {

  @ParameterizedTest
  @CsvSource({
    "*, 0, 65535, *",
    "0-65535, 0, 65535, *",
    "443, 443, 443, 443",
    "0, 0, 0, 0",
    "65535, 65535, 65535, 65535",
    "80-90, 80, 90, 80-90",
    "80-80, 80, 80, 80",
    "0-1, 0, 1, 0-1",
    "80 - 90, 80, 90, 80-90"
  })
  void readsAndWrites(String text, int first, int last, String canonical) {
    assertThat(PortRange.parse(text)).contains(new PortRange(first, last));
    assertThat(new PortRange(first, last)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "80-",
        "-80",
        "90-80",
        "65536",
        "0-65536",
        "99999",
        "100000",
        "000080",
        "http",
        "80,90",
        "80-90-100",
        "+80",
        "8 0",
        "١",
        "**",
        "0x50"
      })
  void refusesWhatIsNoRange(String text) {
    assertThat(PortRange.parse(text)).isEmpty();
  }

  @Test
  void refusesDisorderAndBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(0, 65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(2, 1));
  }

  @Test
  void includesBothEnds() {
    PortRange range = new PortRange(80, 90);
    assertThat(range.contains(79)).isFalse();
    assertThat(range.contains(80)).isTrue();
    assertThat(range.contains(90)).isTrue();
    assertThat(range.contains(91)).isFalse();
    assertThat(PortRange.ALL.contains(0)).isTrue();
    assertThat(PortRange.ALL.contains(65_535)).isTrue();
    assertThat(PortRange.ALL.contains(65_536)).isFalse();
  }

  @Test
  void containsRangeWhenItContainsEveryPortOfIt() {
    for (int first = 0; first < 6; first++) {
      for (int last = first; last < 6; last++) {
        for (int otherFirst = 0; otherFirst < 6; otherFirst++) {
          for (int otherLast = otherFirst; otherLast < 6; otherLast++) {
            PortRange range = new PortRange(first, last);
            PortRange other = new PortRange(otherFirst, otherLast);
            boolean expected = true;
            for (int port = otherFirst; port <= otherLast; port++) {
              expected &= range.contains(port);
            }
            assertThat(range.contains(other)).as("%s and %s", range, other).isEqualTo(expected);
          }
        }
      }
    }
  }
}
