package io.github.pathwhy.probe.portable;

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
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.host.SystemTool;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets and tools on loopback. */
final class PortableEngineTest {
  private static final long PATIENCE = 5_000_000_000L;

  private ProbeEngine engine;

  @BeforeEach
  void open() {
    engine = ((Opening.Opened) PortableEngine.open()).engine();
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
  void aListenerAnswers(String address) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(address))) {
      Outcome outcome = ask(Probe.tcp(IpAddress.of(address), server.getLocalPort()));
      assertThat(outcome.reply()).isInstanceOf(Reply.Answered.class);
      assertThat(((Reply.Answered) outcome.reply()).rtt().clock()).isEqualTo(Clock.USERSPACE);
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
      assertThat(outcome.localPort()).isPositive();
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
    assertThat(((Reply.Icmp) reply).error().meaning())
        .isEqualTo(IcmpError.Meaning.PORT_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void echoRequests(String address) {
    IpAddress to = IpAddress.of(address);
    Capability capability = engine.canProbe(Method.ICMP, to.version());
    assumeTrue(capability.isAble(), () -> "no ping here: " + capability);
    Reply reply = ping(to);
    assertThat(reply).isInstanceOf(Reply.Answered.class);
    assertThat(((Reply.Answered) reply).rtt().clock()).isEqualTo(Clock.SYSTEM_TOOL);
  }

  private Reply ping(IpAddress to) {
    Reply reply = ask(Probe.icmp(to, 32)).reply();
    boolean refused =
        reply instanceof Reply.Unsent(LocalFault fault, String _)
            && fault == LocalFault.NOT_PERMITTED;
    assumeTrue(!refused, "ping may not send here");
    return reply;
  }

  @Test
  void waitingDoesNotBlockOnEchoRequests() {
    assumeTrue(engine.canProbe(Method.ICMP, IpVersion.V4).isAble(), "no ping here");
    IpAddress to = IpAddress.of("127.0.0.1");
    ping(to);
    for (int i = 0; i < 8; i++) {
      engine.send(i, Probe.icmp(to, 8), PATIENCE);
    }
    engine.cancel(3);
    assertThat(engine.inFlight()).isEqualTo(7);
    assertThat(collect()).extracting(Outcome::id).containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 7);
  }

  @Test
  void capabilitiesSayWhy() {
    assertThat(engine.tier()).isEqualTo(Tier.PORTABLE);
    assertThat(engine.canProbe(Method.TCP, IpVersion.V4).isAble()).isTrue();
    assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4)).isInstanceOf(Capability.Unable.class);
  }

  @Test
  void aTimeToLiveIsNotIgnored() {
    Probe probe = Probe.udp(IpAddress.of("127.0.0.1"), 9, 1).withTtl(3);
    assertThat(ask(probe).reply())
        .isInstanceOfSatisfying(
            Reply.Unsent.class,
            unsent -> assertThat(unsent.fault()).isEqualTo(LocalFault.UNSUPPORTED));
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
      assertThat(refused)
          .isInstanceOfSatisfying(
              Reply.Unsent.class,
              unsent -> assertThat(unsent.fault()).isEqualTo(LocalFault.SOURCE_PORT_IN_USE));
    }
  }

  @Test
  void aFullBacklogIsSilent() throws IOException {
    assumeTrue(SystemTool.system() == SystemTool.Family.LINUX, "others reset what is too much");
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
    try (ServerSocket server = new ServerSocket(0, 500, loopback)) {
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
  void waitingEndsWithoutOutcomes() {
    long before = engine.now();
    assertThat(engine.await(30_000_000L)).isEmpty();
    assertThat(engine.now() - before).isGreaterThanOrEqualTo(29_000_000L);
  }

  @Test
  void theSystemsToolFindsLoopback() {
    Optional<SystemTraceroute> tool = SystemTraceroute.find(IpVersion.V4);
    assumeTrue(tool.isPresent(), "no traceroute here");
    SystemTraceroute.Traced traced =
        tool.get().trace(IpAddress.of("127.0.0.1"), 3, 2, 20_000_000_000L, Stop.NEVER);
    assertThat(traced.trouble()).isEmpty();
    assertThat(traced.reached()).isTrue();
    assertThat(traced.hops()).hasSize(1);
    assertThat(traced.hops().getFirst().ttl()).isEqualTo(1);
    assertThat(traced.hops().getFirst().answers().getFirst().from())
        .isEqualTo(IpAddress.of("127.0.0.1"));
  }

  @Test
  void aStopEndsTheTool() {
    Optional<SystemTraceroute> tool = SystemTraceroute.find(IpVersion.V4);
    assumeTrue(tool.isPresent(), "no traceroute here");
    SystemTraceroute.Traced traced =
        tool.get().trace(IpAddress.of("127.0.0.1"), 3, 2, 20_000_000_000L, () -> true);
    assertThat(traced.trouble()).contains("it was stopped");
  }
}
