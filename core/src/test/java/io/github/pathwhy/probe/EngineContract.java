package io.github.pathwhy.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine does, with real packets on loopback. */
public abstract class EngineContract {
  public static final IpAddress LOOPBACK = IpAddress.of("127.0.0.1");

  /** Longer than answers on loopback take, below the second after which the kernel sends again. */
  public static final long PATIENCE = 900_000_000L;

  protected ProbeEngine engine;

  /** Opens an engine of the kind that is tested; aborts the test where it cannot be had. */
  protected abstract ProbeEngine open();

  protected abstract Tier tier();

  /** How long to wait for answers, in nanoseconds. */
  protected long patience() {
    return PATIENCE;
  }

  /** What is true of each outcome of this engine. */
  protected abstract void check(Outcome outcome);

  @BeforeEach
  final void begin() {
    engine = open();
  }

  @AfterEach
  final void end() {
    if (engine != null) {
      engine.close();
    }
  }

  /** All outcomes until nothing is in flight. */
  public static List<Outcome> collect(ProbeEngine engine) {
    List<Outcome> all = new ArrayList<>();
    while (true) {
      List<Outcome> some = engine.await(100_000_000L);
      all.addAll(some);
      if (some.isEmpty() && engine.inFlight() == 0) {
        return all;
      }
    }
  }

  /** The outcome of a probe. */
  public static Outcome ask(ProbeEngine engine, Probe probe, long patience) {
    engine.send(7, probe, patience);
    List<Outcome> outcomes = collect(engine);
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst().id()).isEqualTo(7);
    assertThat(outcomes.getFirst().probe()).isEqualTo(probe);
    return outcomes.getFirst();
  }

  /** A port that was free just now. */
  public static int closedPort(InetAddress at) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, at)) {
      return socket.getLocalPort();
    }
  }

  protected final Outcome ask(Probe probe) {
    Outcome outcome = ask(engine, probe, patience());
    check(outcome);
    return outcome;
  }

  /** The outcome of an echo request that this engine says it can send. */
  protected Outcome ping(IpAddress to, int size) {
    return ask(Probe.icmp(to, size));
  }

  // ---- answers ----

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aListenerAnswers(String address) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(address))) {
      Outcome outcome = ask(Probe.tcp(IpAddress.of(address), server.getLocalPort()));
      assertThat(outcome.reply()).isInstanceOf(Reply.Answered.class);
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
    Reply.Icmp icmp = (Reply.Icmp) reply;
    assertThat(icmp.error().meaning()).isEqualTo(IcmpError.Meaning.PORT_UNREACHABLE);
    assertThat(icmp.from()).isEqualTo(IpAddress.of(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void echoRequests(String address) {
    IpAddress to = IpAddress.of(address);
    Capability capability = engine.canProbe(Method.ICMP, to.version());
    assumeTrue(capability.isAble(), () -> "no echo requests here: " + capability);
    for (int size : new int[] {0, 32, 56, 9000}) {
      assertThat(ping(to, size).reply()).isInstanceOf(Reply.Answered.class);
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
        long before = engine.now();
        engine.send(1, Probe.tcp(LOOPBACK, server.getLocalPort()), 200_000_000L);
        List<Outcome> outcomes = collect(engine);
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.getFirst().reply()).isEqualTo(new Reply.Silent());
        assertThat(engine.now() - before).isGreaterThanOrEqualTo(200_000_000L);
      } finally {
        for (Socket socket : fill) {
          socket.close();
        }
      }
    }
  }

  // ---- sending and waiting ----

  @Test
  void sourcePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, loopback);
        ServerSocket taken = new ServerSocket(0, 5, loopback)) {
      int free = closedPort(loopback);
      Probe probe = Probe.tcp(LOOPBACK, server.getLocalPort());
      Outcome from = ask(probe.withSourcePort(free));
      assertThat(from.reply()).isInstanceOf(Reply.Answered.class);
      assertThat(from.localPort()).isEqualTo(free);
      assertThat(ask(probe.withSourcePort(taken.getLocalPort())).reply())
          .isInstanceOfSatisfying(
              Reply.Unsent.class,
              unsent -> assertThat(unsent.fault()).isEqualTo(LocalFault.SOURCE_PORT_IN_USE));
    }
  }

  /** A server that accepts and breaks off at once has accepted. */
  @Test
  void whatIsResetAfterItWasAcceptedIsOpen() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (boolean orderly : List.of(false, true)) {
      try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
        engine.send(1, Probe.tcp(LOOPBACK, server.getLocalPort()), patience());
        try (Socket accepted = server.accept()) {
          if (orderly) {
            accepted.shutdownOutput();
          }
          accepted.setSoLinger(true, 0);
        }
        Thread.sleep(50);
        List<Outcome> outcomes = collect(engine);
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.getFirst().reply()).isInstanceOf(Reply.Answered.class);
        check(outcomes.getFirst());
      }
    }
  }

  @Test
  void manyAtOnceAndNoneLost() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int closed = closedPort(loopback);
    try (ServerSocket server = new ServerSocket(0, 2 * engine.capacity(), loopback)) {
      for (int i = 0; i < engine.capacity(); i++) {
        int port = i % 2 == 0 ? server.getLocalPort() : closed;
        engine.send(i, Probe.tcp(LOOPBACK, port), patience());
      }
      Map<Integer, Outcome> outcomes =
          collect(engine).stream().collect(Collectors.toMap(Outcome::id, Function.identity()));
      assertThat(outcomes).hasSize(engine.capacity());
      outcomes.forEach((id, outcome) -> {
        assertThat(outcome.reply())
            .isInstanceOf(id % 2 == 0 ? Reply.Answered.class : Reply.Reset.class);
        check(outcome);
      });
    }
  }

  @Test
  void whatIsCancelledHasNoOutcome() {
    engine.send(1, Probe.udp(LOOPBACK, 9, 1), patience());
    engine.cancel(1);
    engine.cancel(99);
    assertThat(engine.inFlight()).isZero();
    assertThat(engine.await(1_000_000L)).isEmpty();
  }

  @Test
  void waitingEndsWithoutOutcomes() {
    assertThat(engine.await(0)).isEmpty();
    long before = engine.now();
    assertThat(engine.await(30_000_000L)).isEmpty();
    assertThat(engine.now() - before).isGreaterThanOrEqualTo(29_000_000L);
  }

  @Test
  void whatItIs() {
    assertThat(engine.tier()).isEqualTo(tier());
    assertThat(engine.canProbe(Method.TCP, IpVersion.V4).isAble()).isTrue();
    assertThat(engine.canProbe(Method.UDP, IpVersion.V4).isAble()).isTrue();
  }
}
