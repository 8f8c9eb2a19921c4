package io.github.pathwhy.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.EngineContract;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
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
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real captures on loopback; left out where this process may not capture. */
final class CaptureEngineTest {
  @TempDir Path folder;

  /** What every engine does, whoever sends. */
  abstract static class Contract extends EngineContract {
    private final Tier sender;

    Contract(Tier sender) {
      this.sender = sender;
    }

    @Override
    protected ProbeEngine open() {
      return openEngine(sender, Optional.empty());
    }

    @Override
    protected Tier tier() {
      return Tier.CAPTURE;
    }

    @Override
    protected void check(Outcome outcome) {
      Optional<Rtt> rtt =
          switch (outcome.reply()) {
            case Reply.Answered(Rtt time) -> Optional.of(time);
            case Reply.Reset(Rtt time) -> Optional.of(time);
            case Reply.Icmp(var _, var _, Rtt time, var _) -> Optional.of(time);
            case Reply.Silent _, Reply.Unsent _ -> Optional.empty();
          };
      if (rtt.isPresent()) {
        assertThat(rtt.get().clock()).isEqualTo(Clock.WIRE);
        assertThat(outcome.seen())
            .map(Outcome.WireView::from)
            .contains(outcome.probe().destination());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void seesWhoRefuses(String address) throws IOException {
      CaptureEngine captures = (CaptureEngine) engine;
      IpAddress to = IpAddress.of(address);
      InetAddress at = InetAddress.getByName(address);
      try (ServerSocket server = new ServerSocket(0, 5, at)) {
        ask(Probe.tcp(to, server.getLocalPort()));
        Outcome refused = ask(Probe.tcp(to, closedPort(at)));
        assertThat(captures.origin(refused)).isEqualTo(new Origin.Destination(1));
      }
      assertThat(captures.limits()).isEmpty();
    }
  }

  @Nested
  final class WithTheKernel extends Contract {
    WithTheKernel() {
      super(Tier.KERNEL);
    }

    @Test
    void seesHopsAsItsSender() {
      assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4).isAble()).isTrue();
    }
  }

  @Nested
  final class WithJava extends Contract {
    WithJava() {
      super(Tier.PORTABLE);
    }

    @Override
    protected Outcome ping(IpAddress to, int size) {
      Outcome outcome = super.ping(to, size);
      assumeTrue(!(outcome.reply() instanceof Reply.Unsent), () -> "not sent: " + outcome.reply());
      return outcome;
    }

    @Test
    void seesHopsAsItsSender() {
      assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4).isAble()).isFalse();
    }
  }

  private static CaptureEngine openEngine(Tier senderTier, Optional<Path> file) {
    Opening sending = senderTier == Tier.KERNEL ? KernelEngine.open() : PortableEngine.open();
    assumeTrue(
        sending instanceof Opening.Opened, () -> "the sender cannot be had here: " + sending);
    ProbeEngine sender = ((Opening.Opened) sending).engine();
    Opening opening = CaptureEngine.open(sender, file);
    if (opening instanceof Opening.Unavailable) {
      sender.close();
    }
    assumeTrue(opening instanceof Opening.Opened, () -> "no captures here: " + opening);
    return (CaptureEngine) ((Opening.Opened) opening).engine();
  }

  @Test
  void theFileHoldsTheProbesPackets() throws IOException {
    Path file = folder.resolve("proof.pcap");
    int port = EngineContract.closedPort(InetAddress.getLoopbackAddress());
    try (CaptureEngine engine = openEngine(Tier.KERNEL, Optional.of(file))) {
      Probe probe = Probe.tcp(EngineContract.LOOPBACK, port);
      EngineContract.ask(engine, probe, EngineContract.PATIENCE);
    }
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
}
