package io.github.pathwhy.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.kernel.KernelEngine;
import io.github.pathwhy.probe.portable.PortableEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real captures on loopback; left out where this process may not capture. */
final class CaptureEngineTest {
  private static final long PATIENCE = 900_000_000L;
  private static final IpAddress LOOPBACK = IpAddress.of("127.0.0.1");

  @TempDir Path folder;

  private CaptureEngine engine;

  private void open(Tier senderTier, Optional<Path> file) {
    Opening sending = senderTier == Tier.KERNEL ? KernelEngine.open() : PortableEngine.open();
    assumeTrue(
        sending instanceof Opening.Opened, () -> "the sender cannot be had here: " + sending);
    ProbeEngine sender = ((Opening.Opened) sending).engine();
    Opening opening = CaptureEngine.open(sender, file);
    if (opening instanceof Opening.Unavailable) {
      sender.close();
    }
    assumeTrue(opening instanceof Opening.Opened, () -> "no captures here: " + opening);
    engine = (CaptureEngine) ((Opening.Opened) opening).engine();
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  private List<Outcome> collect() {
    List<Outcome> all = new ArrayList<>();
    while (true) {
      List<Outcome> some = engine.await(100_000_000L);
      all.addAll(some);
      if (some.isEmpty() && engine.inFlight() == 0) {
        return all;
      }
    }
  }

  private Outcome ask(Probe probe) {
    engine.send(7, probe, PATIENCE);
    List<Outcome> outcomes = collect();
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  private static int closedPort(InetAddress at) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, at)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource({"KERNEL, 127.0.0.1", "KERNEL, ::1", "PORTABLE, 127.0.0.1", "PORTABLE, ::1"})
  void seesWhoAnswers(Tier sender, String address) throws IOException {
    open(sender, Optional.empty());
    IpAddress to = IpAddress.of(address);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(address))) {
      Outcome answered = ask(Probe.tcp(to, server.getLocalPort()));
      assertThat(answered.reply())
          .isInstanceOfSatisfying(
              Reply.Answered.class, reply -> assertThat(reply.rtt().clock()).isEqualTo(Clock.WIRE));
      assertThat(answered.seen()).map(Outcome.WireView::from).contains(to);
      Outcome refused = ask(Probe.tcp(to, closedPort(InetAddress.getByName(address))));
      assertThat(refused.reply())
          .isInstanceOfSatisfying(
              Reply.Reset.class, reply -> assertThat(reply.rtt().clock()).isEqualTo(Clock.WIRE));
      assertThat(engine.origin(refused)).isEqualTo(new Origin.Destination(1));
    }
    assertThat(engine.limits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"KERNEL, 127.0.0.1", "KERNEL, ::1", "PORTABLE, 127.0.0.1", "PORTABLE, ::1"})
  void seesErrors(Tier sender, String address) throws IOException {
    open(sender, Optional.empty());
    IpAddress to = IpAddress.of(address);
    Outcome outcome = ask(Probe.udp(to, closedPort(InetAddress.getByName(address)), 8));
    assertThat(outcome.reply())
        .isInstanceOfSatisfying(
            Reply.Icmp.class,
            reply -> {
              assertThat(reply.error().meaning()).isEqualTo(IcmpError.Meaning.PORT_UNREACHABLE);
              assertThat(reply.from()).isEqualTo(to);
              assertThat(reply.rtt().clock()).isEqualTo(Clock.WIRE);
            });
    assertThat(outcome.seen()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"KERNEL, 127.0.0.1", "KERNEL, ::1", "PORTABLE, 127.0.0.1", "PORTABLE, ::1"})
  void seesEchoes(Tier sender, String address) {
    open(sender, Optional.empty());
    IpAddress to = IpAddress.of(address);
    assumeTrue(engine.canProbe(Method.ICMP, to.version()).isAble(), "no echo requests here");
    Outcome outcome = ask(Probe.icmp(to, 16));
    assumeTrue(!(outcome.reply() instanceof Reply.Unsent), () -> "not sent: " + outcome.reply());
    assertThat(outcome.reply())
        .isInstanceOfSatisfying(
            Reply.Answered.class, reply -> assertThat(reply.rtt().clock()).isEqualTo(Clock.WIRE));
  }

  @Test
  void manyPortsAreOneCapture() throws IOException {
    open(Tier.KERNEL, Optional.empty());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int closed = closedPort(loopback);
    try (ServerSocket server = new ServerSocket(0, 500, loopback)) {
      for (int i = 0; i < 300; i++) {
        engine.send(i, Probe.tcp(LOOPBACK, i % 2 == 0 ? server.getLocalPort() : closed), PATIENCE);
      }
      Map<Integer, Outcome> outcomes =
          collect().stream().collect(Collectors.toMap(Outcome::id, Function.identity()));
      assertThat(outcomes).hasSize(300);
      outcomes.forEach((id, outcome) -> {
        assertThat(outcome.reply())
            .isInstanceOf(id % 2 == 0 ? Reply.Answered.class : Reply.Reset.class);
        assertThat(outcome.seen()).isPresent();
      });
    }
  }

  @Test
  void theFileHoldsTheProbesPackets() throws IOException {
    Path file = folder.resolve("proof.pcap");
    open(Tier.KERNEL, Optional.of(file));
    int port = closedPort(InetAddress.getLoopbackAddress());
    ask(Probe.tcp(LOOPBACK, port));
    engine.close();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getInt()).isEqualTo(0xa1b2_3c4d);
    bytes.position(20);
    int linkType = bytes.getInt();
    List<Frame> frames = new ArrayList<>();
    while (bytes.hasRemaining()) {
      long stamp = bytes.getInt() * 1_000_000_000L + bytes.getInt();
      byte[] data = new byte[bytes.getInt()];
      int length = bytes.getInt();
      bytes.get(data);
      frames.add(FrameReader.read(new Captured(linkType, data, length, stamp)));
    }
    assertThat(frames).hasSizeGreaterThanOrEqualTo(2);
    assertThat(frames)
        .allSatisfy(frame -> {
          Frame.Tcp tcp = (Frame.Tcp) ((Frame.Packet) frame).body();
          assertThat(List.of(tcp.port(), tcp.sourcePort())).contains(port);
        });
  }

  @Test
  void aFileThatCannotBeWritten() {
    ProbeEngine sender = ((Opening.Opened) PortableEngine.open()).engine();
    Opening opening = CaptureEngine.open(sender, Optional.of(folder.resolve("no/such/folder")));
    sender.close();
    assertThat(opening).isInstanceOf(Opening.Unavailable.class);
  }

  @Test
  void whatIsCancelledHasNoOutcome() {
    open(Tier.KERNEL, Optional.empty());
    engine.send(1, Probe.udp(LOOPBACK, 9, 1), PATIENCE);
    engine.cancel(1);
    engine.cancel(99);
    assertThat(engine.inFlight()).isZero();
    assertThat(engine.await(1_000_000L)).isEmpty();
  }

  @Test
  void looksLikeItsSender() {
    open(Tier.KERNEL, Optional.empty());
    assertThat(engine.tier()).isEqualTo(Tier.CAPTURE);
    assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4).isAble()).isTrue();
    assertThat(engine.await(0)).isEmpty();
  }
}
