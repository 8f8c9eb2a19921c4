package io.github.pathwhy.probe.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.EngineContract;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.Tier;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real sockets and tools on loopback. */
final class PortableEngineTest extends EngineContract {
  /** Smaller ones have no room for ping's time stamp. */
  private static final int SIZE_OF_STAMP = 16;

  @Override
  protected ProbeEngine open() {
    return ((Opening.Opened) PortableEngine.open()).engine();
  }

  @Override
  protected Tier tier() {
    return Tier.PORTABLE;
  }

  /** Starting a program takes its time. */
  @Override
  protected long patience() {
    return 5_000_000_000L;
  }

  @Override
  protected void check(Outcome outcome) {
    if (outcome.reply() instanceof Reply.Answered answered) {
      boolean told =
          outcome.probe().method() == Method.ICMP && outcome.probe().size() >= SIZE_OF_STAMP;
      assertThat(answered.rtt().clock()).isEqualTo(told ? Clock.SYSTEM_TOOL : Clock.USERSPACE);
    }
    assertThat(outcome.seen()).isEmpty();
  }

  @Override
  protected Outcome ping(IpAddress to, int size) {
    Outcome outcome = super.ping(to, size);
    boolean refused =
        outcome.reply() instanceof Reply.Unsent(LocalFault fault, String _)
            && fault == LocalFault.NOT_PERMITTED;
    assumeTrue(!refused, "ping may not send here");
    return outcome;
  }

  @Test
  void waitingDoesNotBlockOnEchoRequests() {
    assumeTrue(engine.canProbe(Method.ICMP, IpVersion.V4).isAble(), "no ping here");
    ping(LOOPBACK, 8);
    for (int i = 0; i < 8; i++) {
      engine.send(i, Probe.icmp(LOOPBACK, 8), patience());
    }
    engine.cancel(3);
    assertThat(engine.inFlight()).isEqualTo(7);
    assertThat(collect(engine))
        .extracting(Outcome::id)
        .containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 7);
  }

  @Test
  void seesNoHops() {
    assertThat(engine.canSeeHops(Method.UDP, IpVersion.V4)).isInstanceOf(Capability.Unable.class);
  }

  @Test
  void aTimeToLiveIsNotIgnored() {
    Probe probe = Probe.udp(LOOPBACK, 9, 1).withTtl(3);
    assertThat(ask(probe).reply())
        .isInstanceOfSatisfying(
            Reply.Unsent.class,
            unsent -> assertThat(unsent.fault()).isEqualTo(LocalFault.UNSUPPORTED));
  }

  @Test
  void theSystemsToolFindsLoopback() {
    Optional<SystemTraceroute> tool = SystemTraceroute.find(IpVersion.V4);
    assumeTrue(tool.isPresent(), "no traceroute here");
    SystemTraceroute.Traced traced = tool.get().trace(LOOPBACK, 3, 2, 20_000_000_000L, Stop.NEVER);
    assertThat(traced.trouble()).isEmpty();
    assertThat(traced.reached()).isTrue();
    assertThat(traced.hops()).hasSize(1);
    assertThat(traced.hops().getFirst().ttl()).isEqualTo(1);
    assertThat(traced.hops().getFirst().answers().getFirst().from()).isEqualTo(LOOPBACK);
  }

  @Test
  void aStopEndsTheTool() {
    Optional<SystemTraceroute> tool = SystemTraceroute.find(IpVersion.V4);
    assumeTrue(tool.isPresent(), "no traceroute here");
    SystemTraceroute.Traced traced = tool.get().trace(LOOPBACK, 3, 2, 20_000_000_000L, () -> true);
    assertThat(traced.trouble()).contains("it was stopped");
  }
}
