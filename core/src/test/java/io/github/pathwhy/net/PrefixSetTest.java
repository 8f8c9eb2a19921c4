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

  @Test
  void severalPrefixesMayHoldABlockTogether() {
    PrefixSet halves = PrefixSet.of(List.of(Prefix.of("10.0.0.0/25"), Prefix.of("10.0.0.128/25")));
    assertThat(halves.contains(Prefix.of("10.0.0.0/24"))).isTrue();
    assertThat(halves.contains(Prefix.of("10.0.0.64/26"))).isTrue();
    assertThat(halves.contains(Prefix.of("10.0.0.0/23"))).isFalse();
    assertThat(halves.contains(Prefix.of("2001:db8::/32"))).isFalse();
    assertThat(PrefixSet.EMPTY.contains(Prefix.of("10.0.0.1/32"))).isFalse();
  }

  @Test
  void withoutIsTheRestInOrder() {
    PrefixSet taken = PrefixSet.of(List.of(Prefix.of("10.0.0.64/26"), Prefix.of("10.0.0.64/27")));
    assertThat(taken.without(Prefix.of("10.0.0.0/24")))
        .containsExactly(Prefix.of("10.0.0.0/26"), Prefix.of("10.0.0.128/25"));
    assertThat(taken.without(Prefix.of("10.0.0.80/32"))).isEmpty();
    assertThat(taken.without(Prefix.of("2001:db8::/32")))
        .containsExactly(Prefix.of("2001:db8::/32"));
  }

  @Test
  void withoutAndTheSetShareNoAddressAndMakeTheBlock() {
    Samples samples = new Samples(42);
    for (int run = 0; run < 500; run++) {
      PrefixSet set = PrefixSet.of(prefixes(samples));
      Prefix block = samples.prefix();
      PrefixSet rest = PrefixSet.of(set.without(block));
      for (int i = 0; i < 20; i++) {
        IpAddress address = samples.inside(block);
        assertThat(rest.contains(address))
            .as("run %d: %s in %s without %s", run, address, block, set.prefixes())
            .isNotEqualTo(set.contains(address));
      }
    }
  }
}
