package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrefixTest {
  private static final long SEED = 4632;
  private static final int RUNS = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "128.0.0.0/1",
        "10.0.0.0/8",
        "10.0.1.4/32",
        "255.255.255.255/32",
        "::/0",
        "8000::/1",
        "2001:db8::/32",
        "2001:db8:0:1::/64",
        "2001:db8:0:0:8000::/65",
        "2001:db8::1/128"
      })
  void readsAndWritesBlocks(String text) {
    assertThat(Prefix.parse(text)).map(Prefix::length).contains(lengthOf(text));
    assertThat(Prefix.of(text))
        .isEqualTo(Prefix.of(Prefix.of(text).toString()))
        .hasToString(IpAddress.of(text.substring(0, text.indexOf('/'))) + "/" + lengthOf(text));
  }

  private static int lengthOf(String text) {
    return Integer.parseInt(text.substring(text.indexOf('/') + 1));
  }

  @Test
  void bareAddressIsItsHostPrefix() {
    assertThat(Prefix.of("10.0.1.4")).isEqualTo(Prefix.of("10.0.1.4/32"));
    assertThat(Prefix.of("2001:db8::1")).isEqualTo(Prefix.of("2001:db8::1/128"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1/8",
        "10.0.0.1/31",
        "0.0.0.1/0",
        "128.0.0.0/0",
        "2001:db8::1/127",
        "2001:db8::1/64",
        "2001:db8:0:0:8000::/64",
        "8000::/0",
        "::1/0"
      })
  void refusesHostBits(String text) {
    assertThat(Prefix.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Prefix(IpAddress.of(text.substring(0, text.indexOf('/'))), lengthOf(text)))
        .withMessageContaining("host bits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/08",
        "10.0.0.0/00",
        "10.0.0.0/8 ",
        "10.0.0.0 /8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/1000",
        "10/8",
        "10.0/16",
        "::/129",
        "::/999",
        "::/x",
        "VirtualNetwork",
        "*"
      })
  void refusesWhatIsNoBlock(String text) {
    assertThat(Prefix.parse(text)).isEmpty();
  }

  @Test
  void refusesLengthsOutOfRange() {
    IpAddress zero = IpAddress.of("0.0.0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Prefix(zero, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Prefix(zero, 33));
    assertThatIllegalArgumentException().isThrownBy(() -> new Prefix(IpAddress.of("::"), 129));
  }

  @Test
  void ofNamesTheTextItRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prefix.of("10.0.0.1/8"))
        .withMessageContaining("10.0.0.1/8");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 255.255.255.255",
    "128.0.0.0/1, 255.255.255.255",
    "10.0.0.0/8, 10.255.255.255",
    "10.0.1.0/24, 10.0.1.255",
    "10.0.1.4/31, 10.0.1.5",
    "10.0.1.4/32, 10.0.1.4",
    "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::/63, 2001:db8:0:1:ffff:ffff:ffff:ffff",
    "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff",
    "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff",
    "2001:db8::/127, 2001:db8::1",
    "2001:db8::/128, 2001:db8::"
  })
  void endsAtItsLastAddress(String prefix, String last) {
    assertThat(Prefix.of(prefix).last()).isEqualTo(IpAddress.of(last));
  }

  @Test
  void lastIsTheFirstPlusTheSizeMinusOne() {
    Samples samples = new Samples(SEED + 1);
    for (int run = 0; run < RUNS; run++) {
      Prefix prefix = samples.prefix();
      BigInteger size = BigInteger.ONE.shiftLeft(prefix.version().bits() - prefix.length());
      assertThat(Numbers.of(prefix.last()))
          .as("seed %d, run %d: %s", SEED + 1, run, prefix)
          .isEqualTo(Numbers.of(prefix.address()).add(size).subtract(BigInteger.ONE));
    }
  }

  @Test
  void containsIsArithmetic() {
    Samples samples = new Samples(SEED + 2);
    for (int run = 0; run < RUNS; run++) {
      Prefix prefix = samples.prefix();
      IpAddress address = samples.near(prefix);
      assertThat(prefix.contains(address))
          .as("seed %d, run %d: %s and %s", SEED + 2, run, prefix, address)
          .isEqualTo(Numbers.contains(prefix, address));
    }
  }

  @Test
  void containsBlockWhenItHoldsItsFirstAndLastAddress() {
    Samples samples = new Samples(SEED + 3);
    for (int run = 0; run < RUNS; run++) {
      Prefix outer = samples.prefix();
      Prefix inner = related(samples, outer);
      boolean expected =
          Numbers.contains(outer, inner.address()) && Numbers.contains(outer, inner.last());
      assertThat(outer.contains(inner))
          .as("seed %d, run %d: %s and %s", SEED + 3, run, outer, inner)
          .isEqualTo(expected);
    }
  }

  @Test
  void blocksOverlapWhenTheirRangesDo() {
    Samples samples = new Samples(SEED + 4);
    for (int run = 0; run < RUNS; run++) {
      Prefix one = samples.prefix();
      Prefix other = related(samples, one);
      boolean expected =
          one.version() == other.version()
              && Numbers.of(one.address()).compareTo(Numbers.of(other.last())) <= 0
              && Numbers.of(other.address()).compareTo(Numbers.of(one.last())) <= 0;
      assertThat(one.overlaps(other))
          .as("seed %d, run %d: %s and %s", SEED + 4, run, one, other)
          .isEqualTo(expected);
    }
  }

  private static Prefix related(Samples samples, Prefix to) {
    if (samples.oneIn(4)) {
      return samples.prefix();
    }
    IpAddress address = samples.near(to);
    return Prefix.containing(address, samples.below(address.version().bits() + 1));
  }

  @Test
  void containingClearsTheHostBits() {
    Samples samples = new Samples(SEED + 5);
    for (int run = 0; run < RUNS; run++) {
      IpAddress address = samples.address();
      int bits = address.version().bits();
      int length = samples.below(bits + 1);
      BigInteger expected = Numbers.of(address).shiftRight(bits - length).shiftLeft(bits - length);
      assertThat(Numbers.of(Prefix.containing(address, length).address()))
          .as("seed %d, run %d: %s/%d", SEED + 5, run, address, length)
          .isEqualTo(expected);
    }
  }

  @Test
  void familiesNeverMix() {
    assertThat(Prefix.ALL_V4.contains(IpAddress.of("::"))).isFalse();
    assertThat(Prefix.ALL_V6.contains(IpAddress.of("0.0.0.0"))).isFalse();
    assertThat(Prefix.ALL_V6.contains(Prefix.ALL_V4)).isFalse();
    assertThat(Prefix.ALL_V4.overlaps(Prefix.ALL_V6)).isFalse();
    assertThat(Prefix.of("::ffff:10.0.0.0/104").contains(IpAddress.of("10.0.0.1"))).isFalse();
  }

  @Test
  void addressesAreCountedFromTheFirst() {
    assertThat(Prefix.of("10.0.1.0/24").address(4)).isEqualTo(IpAddress.of("10.0.1.4"));
    assertThat(Prefix.of("2001:db8::/64").address(4)).isEqualTo(IpAddress.of("2001:db8::4"));
  }

  @Test
  void sortsByAddressThenShortFirst() {
    List<Prefix> sorted =
        List.of(
            Prefix.ALL_V4,
            Prefix.of("10.0.0.0/8"),
            Prefix.of("10.0.0.0/16"),
            Prefix.of("10.1.0.0/16"),
            Prefix.of("192.0.2.0/24"),
            Prefix.ALL_V6,
            Prefix.of("2001:db8::/32"));
    assertThat(sorted.reversed().stream().sorted().toList()).isEqualTo(sorted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.4 | 10.0.0.4 | 10.0.0.4/32",
        "10.0.0.4 | 10.0.0.6 | 10.0.0.4/31, 10.0.0.6/32",
        "10.0.0.1 | 10.0.0.8 | 10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/30, 10.0.0.8/32",
        "0.0.0.0 | 255.255.255.255 | 0.0.0.0/0",
        "255.255.255.254 | 255.255.255.255 | 255.255.255.254/31",
        "fd00::ffff:ffff:ffff:ffff | fd00:0:0:1::1 | fd00::ffff:ffff:ffff:ffff/128,"
            + " fd00:0:0:1::/127",
        "10.0.0.6 | 10.0.0.4 | ''",
        "10.0.0.6 | fd00::1 | ''"
      })
  void theBlocksThatCoverARange(String first, String last, String blocks) {
    assertThat(Prefix.covering(IpAddress.of(first), IpAddress.of(last)))
        .hasToString("[" + blocks + "]");
  }
}
