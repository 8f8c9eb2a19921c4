package io.github.pathwhy.probe.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.host.SystemTool;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools of several systems print. */
final class ToolOutputTest {
  private static final IpAddress V4 = IpAddress.of("10.99.4.2");
  private static final IpAddress V6 = IpAddress.of("fd99:4::2");
  private static final long ELAPSED = 5_000_000L;

  private static Reply ping(IpAddress destination, String text) {
    return PingOutput.read(text, destination, ELAPSED);
  }

  private static Reply answered(long nanos) {
    return new Reply.Answered(new Rtt(nanos, Clock.SYSTEM_TOOL));
  }

  @Test
  void anAnswerWithoutATime() {
    Reply reply = new Reply.Answered(new Rtt(ELAPSED, Clock.USERSPACE));
    assertThat(
            ping(
                V4,
                """
                PING 10.99.4.2 (10.99.4.2) 8(36) bytes of data.
                16 bytes from 10.99.4.2: icmp_seq=1 ttl=61

                --- 10.99.4.2 ping statistics ---
                1 packets transmitted, 1 received, 0% packet loss, time 0ms
                """))
        .isEqualTo(reply);
    assertThat(ping(V4, "8 bytes from 10.99.4.2: seq=0 ttl=61\n")).isEqualTo(reply);
    assertThat(ping(V6, "8 bytes from fd99:4::2, icmp_seq=0 hlim=61\n")).isEqualTo(reply);
    assertThat(ping(V4, "8 bytes from 10.99.4.3: icmp_seq=1 ttl=61\n0% packet loss"))
        .isEqualTo(new Reply.Silent());
  }

  @Test
  void anAnswerInEverySystemsWords() {
    assertThat(
            ping(
                V4,
                """
                PING 10.99.4.2 (10.99.4.2) 56(84) bytes of data.
                64 bytes from 10.99.4.2: icmp_seq=1 ttl=61 time=0.255 ms

                --- 10.99.4.2 ping statistics ---
                1 packets transmitted, 1 received, 0% packet loss, time 0ms
                rtt min/avg/max/mdev = 0.255/0.255/0.255/0.000 ms
                """))
        .isEqualTo(answered(255_000));
    assertThat(ping(V6, "64 bytes from fd99:4::2: icmp_seq=1 ttl=61 time=0.152 ms\n"))
        .isEqualTo(answered(152_000));
    assertThat(
            ping(
                V4,
                """
                PING 10.99.4.2 (10.99.4.2): 56 data bytes
                64 bytes from 10.99.4.2: seq=0 ttl=61 time=12.345 ms
                """))
        .isEqualTo(answered(12_345_000));
    assertThat(
            ping(
                V6,
                """
                PING6(56=40+8+8 bytes) fd99:1::2 --> fd99:4::2
                16 bytes from fd99:4::2, icmp_seq=0 hlim=61 time=1.5 ms
                """))
        .isEqualTo(answered(1_500_000));
    assertThat(
            ping(
                V4,
                """

                Pinging 10.99.4.2 with 32 bytes of data:
                Reply from 10.99.4.2: bytes=32 time=14ms TTL=61

                Ping statistics for 10.99.4.2:
                    Packets: Sent = 1, Received = 1, Lost = 0 (0% loss),
                Approximate round trip times in milli-seconds:
                    Minimum = 14ms, Maximum = 14ms, Average = 14ms
                """))
        .isEqualTo(answered(14_000_000));
    assertThat(ping(V4, "Antwort von 10.99.4.2: Bytes=32 Zeit<1ms TTL=61\n"))
        .isEqualTo(answered(1_000_000));
    assertThat(ping(V6, "Reply from fd99:4::2: time=3ms\n")).isEqualTo(answered(3_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "From 10.99.2.2 icmp_seq=1 Destination Host Unreachable, 10.99.2.2, 3, 1, 0",
    "From 10.99.2.2 icmp_seq=1 Packet filtered, 10.99.2.2, 3, 13, 0",
    "From 10.99.2.2 icmp_seq=1 Destination Net Unreachable, 10.99.2.2, 3, 0, 0",
    "From 10.99.2.2 icmp_seq=1 Destination Host Prohibited, 10.99.2.2, 3, 10, 0",
    "From 10.99.2.2 icmp_seq=1 Time to live exceeded, 10.99.2.2, 11, 0, 0",
    "From 10.99.3.2 icmp_seq=1 Frag needed and DF set (mtu = 1400), 10.99.3.2, 3, 4, 1400",
    "36 bytes from 10.99.3.2: frag needed and DF set (MTU 1400), 10.99.3.2, 3, 4, 1400",
    "92 bytes from 10.99.3.2: Communication prohibited by filter, 10.99.3.2, 3, 13, 0",
    "Reply from 10.99.2.2: Destination host unreachable., 10.99.2.2, 3, 1, 0",
    "Reply from 10.99.2.2: Destination net unreachable., 10.99.2.2, 3, 0, 0",
    "Reply from 10.99.2.2: TTL expired in transit., 10.99.2.2, 11, 0, 0",
  })
  void errorsOfRouters(String line, String from, int type, int code, int mtu) {
    assertThat(ping(V4, "PING 10.99.4.2 (10.99.4.2) 56(84) bytes of data.\n" + line + "\n"))
        .isEqualTo(
            new Reply.Icmp(
                new IcmpError(IpVersion.V4, type, code),
                IpAddress.of(from),
                new Rtt(ELAPSED, Clock.SYSTEM_TOOL),
                mtu));
  }

  @ParameterizedTest
  @CsvSource({
    "Destination unreachable: Administratively prohibited, 1, 1, 0",
    "Destination unreachable: No route, 1, 0, 0",
    "Destination unreachable: Address unreachable, 1, 3, 0",
    "Packet too big: mtu=1400, 2, 0, 1400",
    "Time exceeded: Hop limit, 3, 0, 0",
  })
  void errorsOfRoutersV6(String words, int type, int code, int mtu) {
    assertThat(ping(V6, "From fd99:2::2 icmp_seq=1 " + words + "\n"))
        .isEqualTo(
            new Reply.Icmp(
                new IcmpError(IpVersion.V6, type, code),
                IpAddress.of("fd99:2::2"),
                new Rtt(ELAPSED, Clock.SYSTEM_TOOL),
                mtu));
  }

  @ParameterizedTest
  @CsvSource({
    "ping: connect: Network is unreachable, NO_ROUTE",
    "ping: sendmsg: Operation not permitted, NOT_PERMITTED",
    "ping: socket: Operation not permitted, NOT_PERMITTED",
    "'ping: local error: message too long, mtu=1500', TOO_BIG",
    "Packet needs to be fragmented but DF set., TOO_BIG",
    "ping: sendto: No route to host, NO_ROUTE",
    "PING: transmit failed. General failure., NO_ROUTE",
    "ping: something never heard of, OTHER",
  })
  void faultsOfThisMachine(String line, LocalFault fault) {
    assertThat(ping(V4, line + "\n")).isEqualTo(new Reply.Unsent(fault, line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 packets transmitted, 0 received, 100% packet loss, time 0ms",
        "Request timed out.\n    Packets: Sent = 1, Received = 0, Lost = 1 (100% loss),",
        "1 packets transmitted, 0 packets received, 100.0% packet loss",
        // Another host's answer is none of ours.
        "64 bytes from 10.99.4.9: icmp_seq=1 ttl=61 time=0.1 ms\n100% packet loss",
      })
  void silence(String text) {
    assertThat(ping(V4, text)).isEqualTo(new Reply.Silent());
  }

  @Test
  void commandsNameAddressesOnly() {
    Probe probe = Probe.icmp(V4, 56);
    PingCommand linux = new PingCommand("/bin/ping", SystemTool.Family.LINUX);
    assertThat(linux.arguments(probe, 900_000_000L))
        .contains(List.of("/bin/ping", "-n", "-c", "1", "-W", "1", "-s", "56", "10.99.4.2"));
    assertThat(linux.arguments(probe.unfragmented(1400), 1_100_000_000L))
        .contains(
            List.of(
                "/bin/ping", "-n", "-c", "1", "-W", "2", "-s", "1400", "-M", "do", "10.99.4.2"));
    assertThat(linux.arguments(probe.withTtl(3), 1)).isEmpty();
    PingCommand busybox = new PingCommand("/bin/ping", SystemTool.Family.BUSYBOX);
    assertThat(busybox.arguments(probe.unfragmented(1400), 1)).isEmpty();
    PingCommand windows = new PingCommand("ping.exe", SystemTool.Family.WINDOWS);
    assertThat(windows.arguments(probe, 900_000_000L))
        .contains(List.of("ping.exe", "-n", "1", "-w", "900", "-l", "56", "10.99.4.2"));
    PingCommand bsd = new PingCommand("/sbin/ping", SystemTool.Family.BSD);
    assertThat(bsd.arguments(probe.unfragmented(10), 900_000_000L))
        .contains(
            List.of("/sbin/ping", "-n", "-c", "1", "-s", "10", "-W", "900", "-D", "10.99.4.2"));
  }

  // ---- paths ----

  private static TraceHop hop(int ttl, int silent, TraceHop.Answer... answers) {
    return new TraceHop(ttl, List.of(answers), silent);
  }

  private static TraceHop.Answer from(String address, long micros) {
    return new TraceHop.Answer(
        IpAddress.of(address),
        Optional.of(new Rtt(micros * 1000, Clock.SYSTEM_TOOL)),
        Optional.empty());
  }

  private static TraceHop.Answer marked(String address, long micros, String mark) {
    TraceHop.Answer plain = from(address, micros);
    return new TraceHop.Answer(plain.from(), plain.rtt(), Optional.of(mark));
  }

  @Test
  void tracerouteOfLinux() {
    assertThat(
            TraceOutput.read(
                """
                traceroute to 10.99.4.2 (10.99.4.2), 8 hops max, 60 byte packets
                 1  10.99.1.1  0.034 ms  0.010 ms  0.007 ms
                 2  10.99.2.2  0.027 ms 10.99.12.2  0.011 ms *
                 3  * * *
                 4  10.99.3.2  0.018 ms !X  0.014 ms !X  0.015 ms !X
                """))
        .containsExactly(
            hop(1, 0, from("10.99.1.1", 34), from("10.99.1.1", 10), from("10.99.1.1", 7)),
            hop(2, 1, from("10.99.2.2", 27), from("10.99.12.2", 11)),
            hop(3, 3),
            hop(
                4,
                0,
                marked("10.99.3.2", 18, "!X"),
                marked("10.99.3.2", 14, "!X"),
                marked("10.99.3.2", 15, "!X")));
  }

  @Test
  void tracerouteOfMacosContinuesLines() {
    assertThat(
            TraceOutput.read(
                """
                traceroute to 8.8.8.8 (8.8.8.8), 64 hops max, 40 byte packets
                 1  192.168.1.1  2.345 ms  1.876 ms  1.654 ms
                 2  10.0.0.1  10.123 ms
                    10.0.0.2  11.234 ms *
                """))
        .containsExactly(
            hop(
                1,
                0,
                from("192.168.1.1", 2345),
                from("192.168.1.1", 1876),
                from("192.168.1.1", 1654)),
            hop(2, 1, from("10.0.0.1", 10_123), from("10.0.0.2", 11_234)));
  }

  @Test
  void tracepath() {
    assertThat(
            TraceOutput.read(
                """
                 1?: [LOCALHOST]                      pmtu 1500
                 1:  fd99:1::1                                             0.061ms\s
                 1:  fd99:1::1                                             0.012ms asymm  2\s
                 2:  no reply
                 3:  10.99.3.2                                             0.031ms pmtu 1400
                 4:  10.99.2.2                                             0.069ms !N
                     Resume: pmtu 1400 hops 4 back 4\s
                """))
        .containsExactly(
            hop(1, 0, from("fd99:1::1", 61), from("fd99:1::1", 12)),
            hop(2, 1),
            hop(3, 0, from("10.99.3.2", 31)),
            hop(4, 0, marked("10.99.2.2", 69, "!N")));
  }

  @Test
  void tracertOfWindows() {
    assertThat(
            TraceOutput.read(
                """

                Tracing route to 10.0.0.1 over a maximum of 30 hops

                  1    <1 ms     2 ms     *     192.168.1.1
                  2     *        *        *     Request timed out.
                  3    12 ms    11 ms    12 ms  10.0.0.9
                  4  10.0.0.9  reports: Destination host unreachable.

                Trace complete.
                """))
        .containsExactly(
            hop(1, 1, from("192.168.1.1", 1000), from("192.168.1.1", 2000)),
            hop(2, 3),
            hop(3, 0, from("10.0.0.9", 12_000), from("10.0.0.9", 11_000), from("10.0.0.9", 12_000)),
            hop(
                4,
                0,
                new TraceHop.Answer(
                    IpAddress.of("10.0.0.9"),
                    Optional.empty(),
                    Optional.of("Destination host unreachable."))));
  }

  @Test
  void noToolCanBreakTheReaders() {
    String[] words = {
      "1", " 2 ", "999", "*", "ms", "<1", "10.0.0.1", "fd99::1", ":::", "(", "[", "!", "reports:",
      "\n", "\n ", ":", "?:", "time=", "mtu", "=", "%", "\u0000", ".", "1.2.3", "no", "reply",
      "99999999999999999999", "Packet too big", "frag needed and DF set", "from", "time<", "1e9"
    };
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      assertThat(PingOutput.read(text.toString(), V4, 1)).isNotNull();
      for (TraceHop hop : TraceOutput.read(text.toString())) {
        assertThat(hop.ttl()).isBetween(1, 255);
      }
    }
  }
}
