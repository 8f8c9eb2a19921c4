package io.github.pathwhy.probe.capture;

import static io.github.pathwhy.probe.capture.Frames.HERE;
import static io.github.pathwhy.probe.capture.Frames.HERE_6;
import static io.github.pathwhy.probe.capture.Frames.ROUTER;
import static io.github.pathwhy.probe.capture.Frames.SYN;
import static io.github.pathwhy.probe.capture.Frames.THERE;
import static io.github.pathwhy.probe.capture.Frames.THERE_6;
import static io.github.pathwhy.probe.capture.Frames.ethernet;
import static io.github.pathwhy.probe.capture.Frames.hex;
import static io.github.pathwhy.probe.capture.Frames.icmp;
import static io.github.pathwhy.probe.capture.Frames.join;
import static io.github.pathwhy.probe.capture.Frames.tcp;
import static io.github.pathwhy.probe.capture.Frames.udp;
import static io.github.pathwhy.probe.capture.Frames.v4;
import static io.github.pathwhy.probe.capture.Frames.v6;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameReaderTest {
  private static final byte[] SYN_V4 = v4(HERE, THERE, 61, 6, 7, tcp(40000, 443, 5, 0, SYN));
  private static final byte[] SYN_V6 = v6(HERE_6, THERE_6, 61, 6, tcp(40000, 443, 5, 0, SYN));
  private static final Frame SYN_READ =
      new Frame.Packet(
          HERE,
          THERE,
          9,
          61,
          7,
          new Frame.Tcp(40000, 443, SYN, 5, 0, new Frame.Sum(0, 0xf4d8, 0x1d24)));

  private static Frame read(int linkType, byte[] data) {
    return FrameReader.read(new Captured(linkType, data, data.length, 9));
  }

  private static Frame read(byte[] packet) {
    return FrameReader.read(ethernet(packet, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 020000000001 020000000002 0800",
    "1, 020000000001 020000000002 8100 0064 0800",
    "1, 020000000001 020000000002 88a8 0064 8100 0065 0800",
    "0, 02000000",
    "108, 00000002",
    "12, ''",
    "101, ''",
    "228, ''",
    "113, 0000 0001 0006 020000000001 0000 0800",
    "276, 0800 0000 00000002 0001 00 06 0200000000010000",
  })
  void linkHeaders(int linkType, String header) {
    assertThat(read(linkType, join(hex(header), SYN_V4))).isEqualTo(SYN_READ);
  }

  @Test
  void foreignLinksAndProtocols() {
    assertThat(read(147, SYN_V4)).isNull();
    assertThat(read(1, join(hex("020000000001 020000000002 88cc"), SYN_V4))).isNull();
    byte[] tags = hex("020000000001 020000000002 8100 0001 8100 0002 8100 0003 0800");
    assertThat(read(1, join(tags, SYN_V4))).isNull();
    assertThat(read(v4(HERE, THERE, 64, 47, 0, new byte[40]))).isNull();
  }

  @Test
  void versionSixWithExtensions() {
    Frame expected =
        new Frame.Packet(
            HERE_6,
            THERE_6,
            9,
            61,
            0,
            new Frame.Tcp(40000, 443, SYN, 5, 0, new Frame.Sum(0, 0x17ce, 0xfa2e)));
    assertThat(read(SYN_V6)).isEqualTo(expected);
    byte[] segment = tcp(40000, 443, 5, 0, SYN);
    byte[] options = hex("06 01 0000 00000000 0000000000000000");
    assertThat(read(v6(HERE_6, THERE_6, 61, 0, join(options, segment)))).isEqualTo(expected);
    byte[] first = hex("06 00 0001 00000001");
    assertThat(read(v6(HERE_6, THERE_6, 61, 44, join(first, segment)))).isEqualTo(expected);
    byte[] later = hex("06 00 0101 00000001");
    assertThat(read(v6(HERE_6, THERE_6, 61, 44, join(later, segment)))).isNull();
    byte[] endless = new byte[8 * 20];
    assertThat(read(v6(HERE_6, THERE_6, 61, 0, endless))).isNull();
  }

  @Test
  void laterFragmentsHaveNoPorts() {
    byte[] fragment = SYN_V4.clone();
    fragment[7] = 1;
    assertThat(read(fragment)).isNull();
  }

  @Test
  void echoes() {
    assertThat(read(v4(THERE, HERE, 60, 1, 0, icmp(0, 0, 0x1234_0002, new byte[8]))))
        .isEqualTo(new Frame.Packet(THERE, HERE, 9, 60, 0, new Frame.Echo(true, 0x1234, 2)));
    assertThat(read(v6(HERE_6, THERE_6, 64, 58, icmp(128, 0, 0x1234_0002, new byte[8]))))
        .isEqualTo(new Frame.Packet(HERE_6, THERE_6, 9, 64, 0, new Frame.Echo(false, 0x1234, 2)));
  }

  @Test
  void errorsQuoteWhatTheyAreAbout() {
    // A router returns the header and eight bytes.
    byte[] quoted = Arrays.copyOf(v4(HERE, THERE, 1, 6, 7, tcp(40000, 443, 5, 0, SYN)), 28);
    assertThat(read(v4(ROUTER, HERE, 63, 1, 0, icmp(11, 0, 0, quoted))))
        .isEqualTo(
            new Frame.Packet(
                ROUTER,
                HERE,
                9,
                63,
                0,
                new Frame.Problem(
                    new IcmpError(IpVersion.V4, 11, 0),
                    0,
                    new Frame.Packet(
                        HERE,
                        THERE,
                        9,
                        1,
                        7,
                        new Frame.Tcp(40000, 443, 0, 5, 0, Frame.Sum.UNKNOWN)))));
    byte[] datagram = v4(HERE, THERE, 64, 17, 8, udp(40000, 53, new byte[0]));
    Frame tooBig = read(v4(ROUTER, HERE, 63, 1, 0, icmp(3, 4, 1400, datagram)));
    assertThat(tooBig)
        .isInstanceOfSatisfying(
            Frame.Packet.class,
            packet ->
                assertThat(packet.body())
                    .isInstanceOfSatisfying(
                        Frame.Problem.class, problem -> assertThat(problem.mtu()).isEqualTo(1400)));
    Frame tooBig6 = read(v6(THERE_6, HERE_6, 63, 58, icmp(2, 0, 1280, SYN_V6)));
    assertThat(((Frame.Problem) ((Frame.Packet) tooBig6).body()).mtu()).isEqualTo(1280);
  }

  @Test
  void quotesWithinQuotesAreNotFollowed() {
    byte[] inner = v4(ROUTER, HERE, 63, 1, 0, icmp(3, 1, 0, SYN_V4));
    assertThat(read(v4(ROUTER, HERE, 63, 1, 0, icmp(3, 1, 0, inner)))).isNull();
  }

  @Test
  void neighbours() {
    String link = "ffffffffffff 020000000002 0806";
    assertThat(
            read(1, hex(link + "0001 0800 06 04 0001 020000000002 0a000001 000000000000 0a0000fe")))
        .isEqualTo(new Frame.Neighbour(false, IpAddress.of("10.0.0.254"), HERE, ""));
    assertThat(
            read(1, hex(link + "0001 0800 06 04 0002 0200000000fe 0a0000fe 020000000002 0a000001")))
        .isEqualTo(
            new Frame.Neighbour(true, IpAddress.of("10.0.0.254"), HERE, "02:00:00:00:00:fe"));
    byte[] target = hex("fd000000000000000000000000000005");
    assertThat(read(v6(HERE_6, THERE_6, 255, 58, join(icmp(135, 0, 0, target)))))
        .isEqualTo(new Frame.Neighbour(false, IpAddress.of("fd00::5"), HERE_6, ""));
    byte[] told = join(target, hex("02 01 0200000000fe"));
    assertThat(read(v6(THERE_6, HERE_6, 255, 58, icmp(136, 0, 0, told))))
        .isEqualTo(new Frame.Neighbour(true, IpAddress.of("fd00::5"), HERE_6, "02:00:00:00:00:fe"));
  }

  @Test
  void whatIsCutShortIsNoFrame() {
    for (byte[] packet : samples()) {
      byte[] whole = ethernet(packet, 9).data();
      assertThat(read(1, whole)).isNotNull();
      for (int length = 0; length < 14 + 20 + 8; length++) {
        assertThat(read(1, Arrays.copyOf(whole, length))).isNull();
      }
    }
  }

  private static List<byte[]> samples() {
    return List.of(
        SYN_V4,
        SYN_V6,
        v4(ROUTER, HERE, 63, 1, 0, icmp(11, 0, 0, SYN_V4)),
        v6(THERE_6, HERE_6, 63, 58, icmp(1, 4, 0, SYN_V6)),
        v6(
            HERE_6,
            THERE_6,
            61,
            0,
            join(hex("3c00000000000000 1100000000000000"), udp(1, 2, hex("00")))));
  }

  @Test
  void noBytesBreakIt() {
    Random random = new Random(7);
    List<byte[]> samples = samples();
    int[] links = {0, 1, 12, 101, 108, 113, 228, 229, 276, 9999};
    int read = 0;
    for (int round = 0; round < 300_000; round++) {
      byte[] data;
      if (round % 3 == 0) {
        data = new byte[random.nextInt(130)];
        random.nextBytes(data);
      } else {
        byte[] whole = ethernet(samples.get(random.nextInt(samples.size())), 9).data();
        data = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
        for (int i = random.nextInt(6); i > 0 && data.length > 0; i--) {
          data[random.nextInt(data.length)] = (byte) random.nextInt();
        }
      }
      int link = round % 3 == 0 ? links[random.nextInt(links.length)] : 1;
      read += read(link, data) == null ? 0 : 1;
    }
    assertThat(read).isPositive();
  }
}
