package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrefixSetTest {
  private static final long SEED = 77;

  @Test
  void holdsWhatOneOfItsPrefixesHolds() {
    Samples samples = new Samples(SEED);
    for (int run = 0; run < 1_000; run++) {
      List<Prefix> prefixes = prefixes(samples);
      PrefixSet set = PrefixSet.of(prefixes);
      for (int probe = 0; probe < 40; probe++) {
        IpAddress address =
            prefixes.isEmpty() || samples.oneIn(5)
                ? samples.address()
                : samples.near(prefixes.get(samples.below(prefixes.size())));
        boolean expected = prefixes.stream().anyMatch(prefix -> Numbers.contains(prefix, address));
        assertThat(set.contains(address))
            .as("seed %d, run %d: %s in %s", SEED, run, address, prefixes)
            .isEqualTo(expected);
      }
    }
  }

  /** Mixed families, nested blocks, duplicates; rarely a whole family. */
  private static List<Prefix> prefixes(Samples samples) {
    List<Prefix> prefixes = new ArrayList<>();
    int size = samples.below(12);
    while (prefixes.size() < size) {
      if (prefixes.isEmpty() || samples.oneIn(2)) {
        Prefix prefix = samples.prefix();
        if (prefix.length() >= 4 || samples.oneIn(20)) {
          prefixes.add(prefix);
        }
        continue;
      }
      Prefix known = prefixes.get(samples.below(prefixes.size()));
      int bits = known.version().bits();
      prefixes.add(
          switch (samples.below(3)) {
            case 0 -> known;
            case 1 ->
                Prefix.containing(
                    samples.inside(known),
                    known.length() + samples.below(bits - known.length() + 1));
            default -> Prefix.containing(known.address(), Math.max(4, known.length() - 3));
          });
    }
    return prefixes;
  }

  @Test
  void emptySetHoldsNothing() {
    assertThat(PrefixSet.EMPTY.contains(IpAddress.of("0.0.0.0"))).isFalse();
    assertThat(PrefixSet.EMPTY.contains(IpAddress.of("::"))).isFalse();
    assertThat(PrefixSet.of(List.of())).isSameAs(PrefixSet.EMPTY);
  }

  @Test
  void wholeFamiliesReachBothEnds() {
    PrefixSet v4 = PrefixSet.of(List.of(Prefix.ALL_V4));
    assertThat(v4.contains(IpAddress.of("0.0.0.0"))).isTrue();
    assertThat(v4.contains(IpAddress.of("127.255.255.255"))).isTrue();
    assertThat(v4.contains(IpAddress.of("128.0.0.0"))).isTrue();
    assertThat(v4.contains(IpAddress.of("255.255.255.255"))).isTrue();
    assertThat(v4.contains(IpAddress.of("::"))).isFalse();
    PrefixSet v6 = PrefixSet.of(List.of(Prefix.ALL_V6));
    assertThat(v6.contains(IpAddress.of("::"))).isTrue();
    assertThat(v6.contains(IpAddress.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))).isTrue();
    assertThat(v6.contains(IpAddress.of("0.0.0.0"))).isFalse();
  }

  @Test
  void keepsThePrefixesAsGiven() {
    List<Prefix> given =
        List.of(
            Prefix.of("10.1.0.0/16"),
            Prefix.of("10.0.0.0/8"),
            Prefix.of("2001:db8::/32"),
            Prefix.of("10.1.0.0/16"));
    assertThat(PrefixSet.of(given).prefixes()).isEqualTo(given);
  }
}
