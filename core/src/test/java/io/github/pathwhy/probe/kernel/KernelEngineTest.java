package io.github.pathwhy.probe.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.EngineContract;
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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Real sockets on loopback. */
@EnabledOnOs(OS.LINUX)
final class KernelEngineTest extends EngineContract {

  @Override
  protected ProbeEngine open() {
    Opening opening = KernelEngine.open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).engine();
  }

  @Override
  protected Tier tier() {
    return Tier.KERNEL;
  }

  /** Answers are timed by the kernel. */
  @Override
  protected void check(Outcome outcome) {
    if (outcome.reply() instanceof Reply.Answered answered) {
      boolean connects = outcome.probe().method() == Method.TCP;
      assertThat(answered.rtt().clock()).isEqualTo(connects ? Clock.TCP_INFO : Clock.KERNEL);
    }
    assertThat(outcome.seen()).isEmpty();
  }

  /// What stands when `connect` returns never gets here: an address that is loopback only to the
  /// kernel, IPv4 in IPv6, does.
  @Test
  void resetAfterTheHandshakeBeforeAnybodyLooked() throws Exception {
    IpAddress mapped = IpAddress.of("::ffff:127.0.0.1");
    assumeTrue(engine.canProbe(Method.TCP, IpVersion.V6).isAble());
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      engine.send(1, Probe.tcp(mapped, server.getLocalPort()), patience());
      try (Socket accepted = server.accept()) {
        accepted.setSoLinger(true, 0);
      }
      Thread.sleep(50);

      assertThat(collect(engine))
          .singleElement()
          .satisfies(outcome -> assertThat(outcome.reply()).isInstanceOf(Reply.Answered.class));
    }
  }

  @Test
  void capabilitiesSayWhy() {
    assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4).isAble()).isTrue();
    if (engine.canProbe(Method.ICMP, IpVersion.V4)
        instanceof Capability.Unable(String why, String remedy)) {
      assertThat(why).contains("ping_group_range");
      assertThat(remedy).startsWith("sysctl");
    }
  }

  @Test
  void errorsHaveTheirNames() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 5, loopback)) {
      int port = taken.getLocalPort();
      Outcome outcome = ask(Probe.tcp(LOOPBACK, port).withSourcePort(port));
      assertThat(outcome.reply())
          .isEqualTo(new Reply.Unsent(LocalFault.SOURCE_PORT_IN_USE, "EADDRINUSE"));
      assertThat(outcome.localPort()).isZero();
    }
  }

  /** Nobody between here and loopback counts it down. */
  @Test
  void aTimeToLiveAndNoFragments() {
    Probe probe = Probe.udp(LOOPBACK, 9, 1).withTtl(1).unfragmented(8);
    assertThat(ask(probe).reply())
        .isInstanceOfSatisfying(
            Reply.Icmp.class,
            icmp ->
                assertThat(icmp.error().meaning()).isEqualTo(IcmpError.Meaning.PORT_UNREACHABLE));
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
