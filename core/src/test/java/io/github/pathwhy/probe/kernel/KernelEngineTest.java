package io.github.pathwhy.probe.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Tier;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on loopback. */
@EnabledOnOs(OS.LINUX)
final class KernelEngineTest {
  private static final long PATIENCE = 900_000_000L;

  private ProbeEngine engine;

  @BeforeEach
  void open() {
    assertThat(KernelEngine.open()).isInstanceOf(Opening.Opened.class);
    engine = ((Opening.Opened) KernelEngine.open()).engine();
  }

  @AfterEach
  void close() {
    engine.close();
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
    assertThat(outcomes.getFirst().id()).isEqualTo(7);
    assertThat(outcomes.getFirst().probe()).isEqualTo(probe);
    return outcomes.getFirst();
  }

  private static int closedPort(InetAddress at) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, at)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aListenerAnswersByTheKernelsClock(String address) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(address))) {
      Outcome outcome = ask(Probe.tcp(IpAddress.of(address), server.getLocalPort()));
      assertThat(outcome.reply()).isInstanceOf(Reply.Answered.class);
      assertThat(((Reply.Answered) outcome.reply()).rtt().clock()).isEqualTo(Clock.TCP_INFO);
      assertThat(outcome.localPort()).isPositive();
      assertThat(outcome.localAddress()).contains(IpAddress.of(address));
      try (Socket accepted = server.accept()) {
        assertThat(accepted.getPort()).isEqualTo(outcome.localPort());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void nobodyListens(String address) throws IOException {
    int port = closedPort(InetAddress.getByName(address));
    assertThat(ask(Probe.tcp(IpAddress.of(address), port)).reply()).isInstanceOf(Reply.Reset.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aDatagramIsAnswered(String address) throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName(address))) {
      Thread echo =
          Thread.ofPlatform()
              .start(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                try {
                  server.receive(packet);
                  server.send(packet);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      Outcome outcome = ask(Probe.udp(IpAddress.of(address), server.getLocalPort(), 32));
      echo.join();
      assertThat(outcome.reply()).isInstanceOf(Reply.Answered.class);
      assertThat(((Reply.Answered) outcome.reply()).rtt().clock()).isEqualTo(Clock.KERNEL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aDatagramForNobody(String address) throws IOException {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address))) {
      port = socket.getLocalPort();
    }
    Reply reply = ask(Probe.udp(IpAddress.of(address), port, 8)).reply();
    assertThat(reply).isInstanceOf(Reply.Icmp.class);
    Reply.Icmp icmp = (Reply.Icmp) reply;
    assertThat(icmp.error().meaning()).isEqualTo(IcmpError.Meaning.PORT_UNREACHABLE);
    assertThat(icmp.from()).isEqualTo(IpAddress.of(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void echoRequests(String address) {
    IpAddress to = IpAddress.of(address);
    Capability capability = engine.canProbe(Method.ICMP, to.version());
    assumeTrue(capability.isAble(), () -> "echo sockets are not allowed here: " + capability);
    for (int size : new int[] {0, 56, 9000}) {
      assertThat(ask(Probe.icmp(to, size)).reply()).isInstanceOf(Reply.Answered.class);
    }
  }

  @Test
  void capabilitiesSayWhy() {
    assertThat(engine.tier()).isEqualTo(Tier.KERNEL);
    assertThat(engine.canProbe(Method.TCP, IpVersion.V4).isAble()).isTrue();
    assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4).isAble()).isTrue();
    if (engine.canProbe(Method.ICMP, IpVersion.V4)
        instanceof Capability.Unable(String why, String remedy)) {
      assertThat(why).contains("ping_group_range");
      assertThat(remedy).startsWith("sysctl");
    }
  }

  @Test
  void sourcePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    IpAddress to = IpAddress.of("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 5, loopback);
        ServerSocket taken = new ServerSocket(0, 5, loopback)) {
      int free = closedPort(loopback);
      Outcome from = ask(Probe.tcp(to, server.getLocalPort()).withSourcePort(free));
      assertThat(from.reply()).isInstanceOf(Reply.Answered.class);
      assertThat(from.localPort()).isEqualTo(free);
      Reply refused =
          ask(Probe.tcp(to, server.getLocalPort()).withSourcePort(taken.getLocalPort())).reply();
      assertThat(refused).isEqualTo(new Reply.Unsent(LocalFault.SOURCE_PORT_IN_USE, "EADDRINUSE"));
    }
  }

  @Test
  void aFullBacklogIsSilent() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      List<Socket> fill = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          fill.add(new Socket(loopback, server.getLocalPort()));
        }
        engine.send(1, Probe.tcp(IpAddress.of("127.0.0.1"), server.getLocalPort()), 200_000_000L);
        long before = engine.now();
        List<Outcome> outcomes = collect();
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.getFirst().reply()).isEqualTo(new Reply.Silent());
        assertThat(engine.now() - before).isGreaterThan(190_000_000L);
      } finally {
        for (Socket socket : fill) {
          socket.close();
        }
      }
    }
  }

  @Test
  void manyAtOnceAndNoneLost() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int closed = closedPort(loopback);
    try (ServerSocket server = new ServerSocket(0, 2000, loopback)) {
      for (int i = 0; i < engine.capacity(); i++) {
        int port = i % 2 == 0 ? server.getLocalPort() : closed;
        engine.send(i, Probe.tcp(IpAddress.of("127.0.0.1"), port), PATIENCE);
      }
      Map<Integer, Reply> replies =
          collect().stream().collect(Collectors.toMap(Outcome::id, Outcome::reply));
      assertThat(replies).hasSize(engine.capacity());
      replies.forEach((id, reply) ->
          assertThat(reply).isInstanceOf(id % 2 == 0 ? Reply.Answered.class : Reply.Reset.class));
    }
  }

  @Test
  void whatIsCancelledHasNoOutcome() {
    engine.send(1, Probe.udp(IpAddress.of("127.0.0.1"), 9, 1).withTtl(1), PATIENCE);
    engine.cancel(1);
    engine.cancel(99);
    assertThat(engine.inFlight()).isZero();
    assertThat(engine.await(1_000_000L)).isEmpty();
  }

  @Test
  void waitingEndsWithoutOutcomes() {
    long before = engine.now();
    assertThat(engine.await(30_000_000L)).isEmpty();
    assertThat(engine.now() - before).isGreaterThanOrEqualTo(29_000_000L);
  }

  @Test
  void kernelVersions() {
    assertThat(KernelVersion.isAtLeast("5.8.0-rc1", 5, 8)).isTrue();
    assertThat(KernelVersion.isAtLeast("6.1", 5, 8)).isTrue();
    assertThat(KernelVersion.isAtLeast("5.4.0-100-generic", 5, 8)).isFalse();
    assertThat(KernelVersion.isAtLeast("4.19.99999999999", 5, 8)).isFalse();
    assertThat(KernelVersion.isAtLeast("odd", 5, 8)).isFalse();
    assertThat(Optional.of(KernelVersion.text())).isPresent();
  }
}
