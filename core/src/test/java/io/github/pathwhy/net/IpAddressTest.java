package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {
  private static final long SEED = 20_260_101;
  private static final int RUNS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "10.0.1.4", "192.0.2.255", "1.20.255.0"})
  void readsAndWritesDottedQuads(String text) {
    assertThat(IpAddress.of(text)).isInstanceOf(IpAddress.V4.class).hasToString(text);
  }

  @Test
  void readsOctetsFromTheMostSignificantOne() {
    assertThat(IpAddress.of("128.1.2.3")).isEqualTo(new IpAddress.V4(0x80010203));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10",
        "10.1",
        "10.1.2",
        "10.1.2.3.4",
        "10.1.2.",
        ".10.1.2.3",
        "10..2.3",
        "10.1.2.3.",
        "256.0.0.1",
        "10.0.0.256",
        "10.0.0.999",
        "10.0.0.0001",
        "010.0.0.1",
        "10.00.0.1",
        "10.0.0.01",
        "0x0a.0.0.1",
        "-1.0.0.1",
        "+1.0.0.1",
        " 10.0.0.1",
        "10.0.0.1 ",
        "10.0.0.1/32",
        "10,0,0,1",
        "a.b.c.d",
        "١.0.0.1",
        "2130706433"
      })
  void refusesWhatIsNoDottedQuad(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 4291 2.2
    "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
    "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
    "2001:DB8::8:800:200C:417A, 2001:db8::8:800:200c:417a",
    "FF01:0:0:0:0:0:0:101, ff01::101",
    "0:0:0:0:0:0:0:1, ::1",
    "::1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "::, ::",
    "1::, 1::",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1::3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    // RFC 4291 2.2.3: the last 32 bits as a dotted quad
    "0:0:0:0:0:0:13.1.68.3, ::d01:4403",
    "::13.1.68.3, ::d01:4403",
    "::FFFF:129.144.52.38, ::ffff:8190:3426",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a",
    "1:2:3:4:5::7.8.9.10, 1:2:3:4:5:0:708:90a",
    // RFC 5952 4.1 to 4.3 and the examples of 2
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:AAAA, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
    "2001:db8:0:0:0:0:0:0, 2001:db8::",
    "0:0:1:0:0:0:0:0, 0:0:1::",
    "1:0:0:2:0:0:0:0, 1:0:0:2::",
    "0:1:0:1:0:1:0:1, 0:1:0:1:0:1:0:1"
  })
  void writesV6Canonically(String text, String canonical) {
    assertThat(IpAddress.of(text)).isInstanceOf(IpAddress.V6.class).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "1:::2",
        ":1:2:3:4:5:6:7:8",
        ":1::2",
        "1::2:",
        "1:2:3:4:5:6:7:",
        "12345::",
        "00001::",
        "g::",
        "2001:db8::1%eth0",
        "fe80::1%1",
        "2001:db8::/32",
        "[2001:db8::1]",
        "::1.2.3",
        "::1.2.3.256",
        "::01.2.3.4",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "1:2:3:4:5:6::1.2.3.4",
        " ::1",
        "::1 ",
        "::-1",
        "::+1",
        "::0x1",
        "::１"
      })
  void refusesWhatIsNoV6Address(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void ofNamesTheTextItRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.of("10.1"))
        .withMessageContaining("10.1");
  }

  @Test
  void everyAddressSurvivesItsText() {
    Samples samples = new Samples(SEED);
    for (int run = 0; run < RUNS; run++) {
      IpAddress address = samples.address();
      assertThat(IpAddress.parse(address.toString()))
          .as("seed %d, run %d", SEED, run)
          .contains(address);
    }
  }

  @Test
  void v6TextMeansToTheJdkWhatItMeansHere() throws UnknownHostException {
    Samples samples = new Samples(SEED + 1);
    for (int run = 0; run < RUNS; run++) {
      IpAddress.V6 address = samples.v6();
      byte[] bytes = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
      // Inet6Address.getByAddress keeps IPv4-mapped addresses in their family.
      Inet6Address expected = Inet6Address.getByAddress("", bytes, -1);
      String context = "seed " + (SEED + 1) + ", run " + run;
      assertThat(literal(address.toString())).as(context).isEqualTo(bytes);
      // The JDK writes all eight groups, uncompressed.
      assertThat(IpAddress.parse(expected.getHostAddress())).as(context).contains(address);
    }
  }

  /** The JDK's reading of a literal as 16 bytes; it shortens IPv4-mapped addresses to 4. */
  private static byte[] literal(String text) {
    byte[] bytes = InetAddress.ofLiteral(text).getAddress();
    if (bytes.length == 16) {
      return bytes;
    }
    return ByteBuffer.allocate(16)
        .putLong(0)
        .putShort((short) 0)
        .putShort((short) -1)
        .put(bytes)
        .array();
  }

  @Test
  void bitsAreThoseOfTheNumber() {
    Samples samples = new Samples(SEED + 2);
    for (int run = 0; run < 2_000; run++) {
      IpAddress address = samples.address();
      int bits = address.version().bits();
      int index = samples.below(bits);
      assertThat(address.bit(index))
          .as("seed %d, run %d: bit %d of %s", SEED + 2, run, index, address)
          .isEqualTo(Numbers.of(address).testBit(bits - 1 - index) ? 1 : 0);
    }
  }

  @Test
  void orderIsByFamilyThenByUnsignedNumber() {
    Samples samples = new Samples(SEED + 3);
    for (int run = 0; run < RUNS; run++) {
      IpAddress one = samples.address();
      IpAddress other = samples.oneIn(10) ? one : samples.address();
      BigInteger shift = BigInteger.ONE.shiftLeft(128);
      BigInteger first =
          Numbers.of(one).add(one.version() == IpVersion.V6 ? shift : BigInteger.ZERO);
      BigInteger second =
          Numbers.of(other).add(other.version() == IpVersion.V6 ? shift : BigInteger.ZERO);
      assertThat(Integer.signum(one.compareTo(other)))
          .as("seed %d, run %d: %s and %s", SEED + 3, run, one, other)
          .isEqualTo(first.compareTo(second));
    }
  }

  @Test
  void sortsHighAddressesAfterLowOnes() {
    List<IpAddress> sorted =
        List.of(
            IpAddress.of("0.0.0.0"),
            IpAddress.of("9.255.255.255"),
            IpAddress.of("127.255.255.255"),
            IpAddress.of("128.0.0.0"),
            IpAddress.of("255.255.255.255"),
            IpAddress.of("::"),
            IpAddress.of("::8000:0:0:0"),
            IpAddress.of("7fff::"),
            IpAddress.of("8000::"),
            IpAddress.of("8000::8000:0:0:0"));
    List<IpAddress> shuffled = new ArrayList<>(sorted);
    Collections.reverse(shuffled);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(sorted);
  }
}
