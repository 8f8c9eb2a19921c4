package io.github.pathwhy.probe.capture;

import static io.github.pathwhy.probe.capture.Frames.HERE;
import static io.github.pathwhy.probe.capture.Frames.ROUTER;
import static io.github.pathwhy.probe.capture.Frames.RST_ACK;
import static io.github.pathwhy.probe.capture.Frames.SYN;
import static io.github.pathwhy.probe.capture.Frames.SYN_ACK;
import static io.github.pathwhy.probe.capture.Frames.THERE;
import static io.github.pathwhy.probe.capture.Frames.ethernet;
import static io.github.pathwhy.probe.capture.Frames.icmp;
import static io.github.pathwhy.probe.capture.Frames.tcp;
import static io.github.pathwhy.probe.capture.Frames.udp;
import static io.github.pathwhy.probe.capture.Frames.v4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was captured beside what the sockets were told. */
final class SightingsTest {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final int PORT = 40_000;
  private static final Rtt SOCKET = new Rtt(900_000, Clock.USERSPACE);
  private static final Probe TCP = Probe.tcp(THERE, 443);
  private static final Probe UDP = Probe.udp(THERE, 33_434, 8);
  private static final Probe ECHO = Probe.icmp(THERE, 8);

  private Sightings sightings;

  @BeforeEach
  void expect() {
    sightings = new Sightings();
    for (Probe probe : new Probe[] {TCP, UDP, ECHO}) {
      sightings.expect(Target.of(probe), Set.of(HERE));
    }
  }

  private boolean see(long micros, byte[] packet) {
    Frame frame = FrameReader.read(ethernet(packet, START + micros * 1000));
    assertThat(frame).isNotNull();
    return sightings.add(frame);
  }

  private static byte[] syn(int sequence, int ttl) {
    return v4(HERE, THERE, ttl, 6, 0, tcp(PORT, 443, sequence, 0, SYN));
  }

  private static byte[] segment(int ttl, int acknowledged, int flags) {
    return v4(THERE, HERE, ttl, 6, 0, tcp(443, PORT, 0, acknowledged, flags));
  }

  private static byte[] error(int type, int code, byte[] about) {
    return v4(ROUTER, HERE, 62, 1, 0, icmp(type, code, 0, about));
  }

  private static Outcome outcome(Probe probe, Reply reply, int localPort) {
    return new Outcome(1, probe, reply, localPort, Optional.of(HERE), Optional.empty());
  }

  private Outcome judge(Probe probe, Reply reply) {
    return judge(outcome(probe, reply, PORT));
  }

  private Outcome judge(Outcome outcome) {
    Sightings.Request request = sightings.claim(outcome, START).orElseThrow();
    return Verdicts.of(outcome, request, sightings.arrivals(request));
  }

  private static Rtt wire(long micros) {
    return new Rtt(micros * 1000, Clock.WIRE);
  }

  @Test
  void aHandshakeIsTimedOnTheWire() {
    assertThat(see(10, syn(5, 64))).isTrue();
    assertThat(see(110, segment(61, 6, SYN_ACK))).isTrue();
    Outcome seen = judge(TCP, new Reply.Answered(SOCKET));
    assertThat(seen.reply()).isEqualTo(new Reply.Answered(wire(100)));
    assertThat(seen.seen()).contains(new Outcome.WireView(THERE, 61, 1));
    assertThat(sightings.ttl(THERE)).isEqualTo(OptionalInt.of(61));
  }

  @Test
  void duplicatesAreCounted() {
    see(10, syn(5, 64));
    see(110, segment(61, 6, SYN_ACK));
    see(120, segment(61, 6, SYN_ACK));
    see(130, segment(62, 6, RST_ACK));
    assertThat(judge(TCP, new Reply.Answered(SOCKET)).seen())
        .contains(new Outcome.WireView(THERE, 61, 2));
  }

  @Test
  void aResetIsNoWitnessOfItself() {
    see(10, syn(5, 64));
    see(40, segment(62, 6, RST_ACK));
    Outcome seen = judge(TCP, new Reply.Reset(SOCKET));
    assertThat(seen.reply()).isEqualTo(new Reply.Reset(wire(30)));
    assertThat(seen.seen()).contains(new Outcome.WireView(THERE, 62, 1));
    assertThat(sightings.ttl(THERE)).isEmpty();
  }

  @Test
  void anErrorSaysMoreThanARefusalOrSilence() {
    see(10, syn(5, 64));
    see(40, error(3, 3, syn(5, 62)));
    Reply.Icmp told = new Reply.Icmp(new IcmpError(IpVersion.V4, 3, 3), ROUTER, wire(30), 0);
    for (Reply reply :
        new Reply[] {
          new Reply.Reset(SOCKET),
          new Reply.Silent(),
          new Reply.Unsent(LocalFault.UNREACHABLE, "No route to host"),
          new Reply.Icmp(new IcmpError(IpVersion.V4, 3, 3), THERE, SOCKET, 0)
        }) {
      expect();
      see(10, syn(5, 64));
      see(40, error(3, 3, syn(5, 62)));
      assertThat(judge(TCP, reply).reply()).isEqualTo(told);
    }
  }

  @Test
  void whatThisMachineDidNotAcceptStaysSilence() {
    see(10, syn(5, 64));
    see(40, segment(61, 6, SYN_ACK));
    Outcome seen = judge(TCP, new Reply.Silent());
    assertThat(seen.reply()).isEqualTo(new Reply.Silent());
    assertThat(seen.seen()).contains(new Outcome.WireView(THERE, 61, 1));
  }

  @Test
  void aRepeatedRequestHasNoCertainTime() {
    see(10, syn(5, 64));
    see(900_000, syn(5, 64));
    see(900_100, segment(61, 6, SYN_ACK));
    Outcome seen = judge(TCP, new Reply.Answered(SOCKET));
    assertThat(seen.reply()).isEqualTo(new Reply.Answered(SOCKET));
    assertThat(seen.seen()).isPresent();
  }

  @Test
  void probesOfOneFlowAreKeptApart() {
    see(0, syn(5, 1));
    see(100, syn(77, 2));
    see(150, error(11, 0, syn(77, 1)));
    see(300, error(11, 0, syn(5, 1)));
    Outcome far = judge(TCP.withTtl(2), new Reply.Silent());
    Outcome near = judge(TCP.withTtl(1), new Reply.Silent());
    assertThat(((Reply.Icmp) far.reply()).rtt()).isEqualTo(wire(50));
    assertThat(((Reply.Icmp) near.reply()).rtt()).isEqualTo(wire(300));
  }

  @Test
  void datagramsAreKnownByIdentification() {
    byte[] first = v4(HERE, THERE, 64, 17, 31, udp(PORT, 33_434, new byte[8]));
    byte[] second = v4(HERE, THERE, 64, 17, 32, udp(PORT, 33_434, new byte[8]));
    see(0, first);
    see(100, second);
    see(140, error(3, 13, second));
    see(150, error(3, 13, first));
    assertThat(((Reply.Icmp) judge(UDP, new Reply.Silent()).reply()).rtt()).isEqualTo(wire(150));
    assertThat(((Reply.Icmp) judge(UDP, new Reply.Silent()).reply()).rtt()).isEqualTo(wire(40));
  }

  @Test
  void aToolsEchoRequestMustBeTheOnlyOne() {
    see(0, v4(HERE, THERE, 64, 1, 0, icmp(8, 0, 0x0001_0001, new byte[8])));
    see(50, v4(THERE, HERE, 61, 1, 0, icmp(0, 0, 0x0001_0001, new byte[8])));
    Outcome anonymous = outcome(ECHO, new Reply.Answered(SOCKET), 0);
    assertThat(judge(anonymous).reply()).isEqualTo(new Reply.Answered(wire(50)));
    see(60, v4(HERE, THERE, 64, 1, 0, icmp(8, 0, 0x0002_0001, new byte[8])));
    see(61, v4(HERE, THERE, 64, 1, 0, icmp(8, 0, 0x0003_0001, new byte[8])));
    assertThat(sightings.claim(anonymous, START)).isEmpty();
  }

  @Test
  void requestsOfThePastAreNotClaimed() {
    see(0, syn(5, 64));
    assertThat(sightings.claim(outcome(TCP, new Reply.Silent(), PORT), START + 1_000_000_000L))
        .isEmpty();
  }

  @Test
  void foreignPacketsDoNotCount() {
    assertThat(see(0, v4(HERE, THERE, 64, 6, 0, tcp(PORT, 22, 1, 0, SYN)))).isFalse();
    assertThat(see(0, v4(ROUTER, HERE, 64, 17, 0, udp(53, PORT, new byte[1])))).isFalse();
    assertThat(see(0, error(3, 1, v4(HERE, ROUTER, 64, 6, 0, tcp(PORT, 443, 1, 0, SYN)))))
        .isFalse();
    assertThat(sightings.add(new Frame.Neighbour(false, THERE, ROUTER, ""))).isFalse();
  }

  @Test
  void aNeighbourThatDoesNotAnswer() {
    IpAddress gateway = IpAddress.of("10.0.0.254");
    assertThat(sightings.neighbour(gateway).isMissing()).isFalse();
    sightings.add(new Frame.Neighbour(false, gateway, HERE, ""));
    sightings.add(new Frame.Neighbour(false, gateway, HERE, ""));
    assertThat(sightings.neighbour(gateway)).isEqualTo(new NeighbourView(2, 0, Optional.empty()));
    assertThat(sightings.neighbour(gateway).isMissing()).isTrue();
    sightings.add(new Frame.Neighbour(true, gateway, HERE, "02:00:00:00:00:fe"));
    assertThat(sightings.neighbour(gateway).isMissing()).isFalse();
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 200_000; i++) {
      int port = 1024 + i % 60_000;
      see(i, v4(HERE, THERE, 64, 6, 0, tcp(port, 443, i, 0, SYN)));
      see(i, segment(61, i, SYN_ACK));
      sightings.add(new Frame.Neighbour(false, new IpAddress.V4(i), HERE, ""));
    }
    // The oldest are gone, the last ones are there.
    assertThat(sightings.claim(outcome(TCP, new Reply.Silent(), 1024), START)).isEmpty();
    int last = 1024 + 199_999 % 60_000;
    assertThat(sightings.claim(outcome(TCP, new Reply.Silent(), last), START)).isPresent();
  }

  private static byte[] datagram(IpAddress from, IpAddress to, int ttl, int id, int checksum) {
    byte[] datagram = Frames.udp(PORT, 33_434, new byte[8]);
    datagram[6] = (byte) (checksum >> 8);
    datagram[7] = (byte) checksum;
    return v4(from, to, ttl, 17, id, datagram);
  }

  /** 10.0.0.1 to 10.0.9.9, ports 40000 and 33434, 16 bytes. */
  private static final int RIGHT = ~fold(0x1d0a + 17 + 16 + 40_000 + 33_434 + 16) & 0xffff;

  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >> 16);
  }

  private void quote(byte[] about) {
    see(50, v4(ROUTER, HERE, 62, 1, 0, icmp(11, 0, 0, about)));
  }

  @Test
  void quotationsOfWhatWasSentShowNothing() {
    see(10, datagram(HERE, THERE, 3, 9, RIGHT));
    quote(datagram(HERE, THERE, 1, 9, RIGHT));
    assertThat(sightings.quotes(Method.UDP, THERE))
        .containsExactly(new Quote(ROUTER, 3, 3, new Quote.Change.None()));
  }

  @Test
  void checksumsThatTheCardFinishesAreTheSame() {
    int begun = 0x1d0a + 17 + 16;
    see(10, datagram(HERE, THERE, 3, 9, begun));
    quote(Arrays.copyOf(datagram(HERE, THERE, 1, 9, RIGHT), 28));
    assertThat(sightings.quotes(Method.UDP, THERE))
        .extracting(Quote::change)
        .containsExactly(new Quote.Change.None());
  }

  @Test
  void anotherChecksumIsATranslation() {
    see(10, datagram(HERE, THERE, 3, 9, RIGHT));
    quote(datagram(HERE, THERE, 1, 9, RIGHT - 77));
    assertThat(sightings.quotes(Method.UDP, THERE))
        .extracting(Quote::change)
        .containsExactly(new Quote.Change.Checksum());
    assertThat(sightings.quotes(Method.TCP, THERE)).isEmpty();
  }

  @Test
  void otherAddressesAreATranslation() {
    IpAddress other = IpAddress.of("192.0.2.7");
    see(10, syn(5, 3));
    see(50, error(11, 0, v4(other, THERE, 1, 6, 0, tcp(PORT, 443, 5, 0, SYN))));
    see(20, syn(6, 4));
    see(60, error(11, 0, v4(HERE, other, 1, 6, 0, tcp(PORT, 443, 6, 0, SYN))));
    assertThat(sightings.quotes(Method.TCP, THERE))
        .extracting(Quote::there, Quote::change)
        .containsExactly(
            tuple(3, new Quote.Change.Source(other)),
            tuple(4, new Quote.Change.Destination(other)));
  }

  @Test
  void quotationsOfForeignPacketsAreNotTakenForTranslated() {
    see(10, syn(5, 3));
    byte[] foreign = v4(HERE, IpAddress.of("192.0.2.7"), 1, 6, 0, tcp(PORT, 443, 7, 0, SYN));
    Frame frame = FrameReader.read(ethernet(error(11, 0, foreign), START + 50_000));
    assertThat(sightings.add(frame)).isFalse();
    assertThat(sightings.quotes(Method.TCP, THERE)).isEmpty();
  }

  @Test
  void howFarTheProbeWentIsInTheQuotationToo() {
    see(10, datagram(HERE, THERE, 64, 9, RIGHT));
    see(50, v4(THERE, HERE, 59, 1, 0, icmp(3, 3, 0, datagram(HERE, THERE, 61, 9, RIGHT))));
    assertThat(sightings.quotes(Method.UDP, THERE))
        .containsExactly(new Quote(THERE, 4, 6, new Quote.Change.None()));
  }
}
