package io.github.pathwhy.probe.measure;

import static io.github.pathwhy.probe.measure.SimulatedNetwork.DESTINATION;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.destination;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.measure.SimulatedNetwork.Host;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Path MTU, on virtual time. */
final class PathMtuTest {
  private static final IpAddress NARROW = IpAddress.of("203.0.113.2");

  private static MtuFinding find(SimulatedNetwork network, Method method, int hops) {
    int port = method.hasPorts() ? TraceRequest.UDP_PORT : 0;
    MtuFinding finding =
        new PathMtu(network, Stop.NEVER, Progress.NONE).find(method, DESTINATION, port, hops);
    assertThat(network.inFlight()).isZero();
    return finding;
  }

  private static MtuFinding find(SimulatedNetwork network) {
    return find(network, Method.ICMP, 0);
  }

  private static SimulatedNetwork.Node narrow(int mtu) {
    return router(2, 2).mtuBeyond(mtu);
  }

  private static SimulatedNetwork through(SimulatedNetwork.Node narrow) {
    return SimulatedNetwork.of(Host.ACCEPTS, router(1, 1), narrow, router(3, 3), destination(4));
  }

  @Test
  void anOrdinaryPathNeedsTwoPackets() {
    SimulatedNetwork network = through(narrow(1500));

    assertThat(find(network)).isEqualTo(new MtuFinding.Found(1500, new MtuFinding.Limit.Local()));
    assertThat(network.log).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {576, 1280, 1399, 1400, 1499})
  void aRouterThatSaysItsMtuIsBelievedAndChecked(int mtu) {
    SimulatedNetwork network = through(narrow(mtu));

    assertThat(find(network))
        .isEqualTo(
            new MtuFinding.Found(mtu, new MtuFinding.Limit.Reported(NARROW, Optional.of(mtu))));
    assertThat(network.log.size()).isLessThanOrEqualTo(4);
  }

  @Test
  void theNarrowestOfSeveralCounts() {
    SimulatedNetwork network =
        SimulatedNetwork.of(
            Host.ACCEPTS,
            router(1, 1).mtuBeyond(1450),
            router(2, 1).mtuBeyond(1300),
            router(3, 1).mtuBeyond(1400),
            destination(1));

    assertThat(find(network))
        .isEqualTo(
            new MtuFinding.Found(1300, new MtuFinding.Limit.Reported(NARROW, Optional.of(1300))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 67, 1500, 9000, Integer.MAX_VALUE, -5})
  void absurdSizesAreNotBelieved(int told) {
    assertThat(find(through(narrow(1387).tellsMtu(told))))
        .isEqualTo(
            new MtuFinding.Found(1387, new MtuFinding.Limit.Reported(NARROW, Optional.empty())));
  }

  @Test
  void aSizeThatIsTooSmallIsFoundOut() {
    assertThat(find(through(narrow(1400).tellsMtu(600))))
        .isInstanceOfSatisfying(
            MtuFinding.Found.class, found -> assertThat(found.mtu()).isEqualTo(1400));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 1280, 1420, 1499})
  void silenceAboutLargePacketsIsABlackHole(int mtu) {
    MtuFinding finding = find(through(narrow(mtu).tellsNoMtu()), Method.ICMP, 4);

    assertThat(finding)
        .isInstanceOfSatisfying(
            MtuFinding.Found.class,
            found -> {
              assertThat(found.mtu()).isEqualTo(mtu);
              assertThat(found.limit())
                  .isInstanceOfSatisfying(
                      MtuFinding.Limit.BlackHole.class,
                      hole -> {
                        assertThat(hole.hop()).isEqualTo(2);
                        assertThat(hole.lastSeen().orElseThrow().address()).isEqualTo(NARROW);
                      });
            });
  }

  @Test
  void lossIsNoBlackHole() {
    for (int seed = 1; seed <= 30; seed++) {
      SimulatedNetwork network =
          new SimulatedNetwork(Host.ACCEPTS, _ -> List.of(router(1, 1), destination(1)), seed);
      network.loss = 0.1;

      MtuFinding finding = find(network);
      assertThat(finding)
          .as("seed " + seed)
          .isEqualTo(new MtuFinding.Found(1500, new MtuFinding.Limit.Local()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.7})
  void muchLossIsNoBlackHoleEither(double loss) {
    for (int seed = 1; seed <= 200; seed++) {
      SimulatedNetwork network =
          new SimulatedNetwork(Host.ACCEPTS, _ -> List.of(router(1, 1), destination(1)), seed);
      network.loss = loss;

      MtuFinding finding = find(network);
      if (!(finding instanceof MtuFinding.Undetermined)) {
        assertThat(finding)
            .as("seed " + seed)
            .isEqualTo(new MtuFinding.Found(1500, new MtuFinding.Limit.Local()));
      }
    }
  }

  @Test
  void aBlackHoleIsFoundWherePacketsGetLost() {
    int found = 0;
    for (int seed = 1; seed <= 30; seed++) {
      SimulatedNetwork.Node hole = router(1, 1).mtuBeyond(1300).tellsNoMtu();
      SimulatedNetwork network =
          new SimulatedNetwork(Host.ACCEPTS, _ -> List.of(hole, destination(1)), seed);
      network.loss = 0.1;

      if (find(network) instanceof MtuFinding.Found(int size, MtuFinding.Limit.BlackHole _)) {
        assertThat(size).as("seed " + seed).isEqualTo(1300);
        found++;
      }
    }
    assertThat(found).isGreaterThan(25);
  }

  @Test
  void aHostThatLimitsItsErrorsIsNoBlackHole() {
    SimulatedNetwork.Node host = destination(1).budget(1);
    MtuFinding finding =
        find(SimulatedNetwork.of(Host.CLOSES_PORT, router(1, 1), host), Method.UDP, 0);

    assertThat(finding)
        .isInstanceOfSatisfying(
            MtuFinding.Undetermined.class,
            open -> assertThat(open.why()).contains("stopped answering", "68"));
  }

  @Test
  void aClosedPortIsAnAnswer() {
    assertThat(
            find(
                SimulatedNetwork.of(Host.CLOSES_PORT, router(1, 1), narrow(1400), destination(1)),
                Method.UDP,
                0))
        .isEqualTo(
            new MtuFinding.Found(1400, new MtuFinding.Limit.Reported(NARROW, Optional.of(1400))));
  }

  @Test
  void thisMachinesOwnLinkMayBeTheNarrowest() {
    SimulatedNetwork network = through(narrow(1500));
    network.localMtu = 1380;

    assertThat(find(network)).isEqualTo(new MtuFinding.Found(1380, new MtuFinding.Limit.Local()));
  }

  @ParameterizedTest
  @ValueSource(ints = {9000, 4000, 8999, 20_000})
  void largeFramesAreTried(int mtu) {
    SimulatedNetwork network = SimulatedNetwork.of(Host.ACCEPTS, destination(1));
    network.localMtu = mtu;

    assertThat(find(network)).isEqualTo(new MtuFinding.Found(mtu, new MtuFinding.Limit.Local()));
  }

  @Test
  void noLimitIsFoundWhereThereIsNone() {
    SimulatedNetwork network = SimulatedNetwork.of(Host.ACCEPTS, destination(1));
    network.localMtu = 65_536;

    assertThat(find(network)).isEqualTo(new MtuFinding.Found(65_535, new MtuFinding.Limit.None()));
  }

  @Test
  void aDestinationThatDoesNotAnswerLeavesItOpen() {
    assertThat(
            find(
                SimulatedNetwork.of(Host.IS_SILENT, router(1, 1), narrow(1400), destination(1)),
                Method.ICMP,
                0))
        .isEqualTo(
            new MtuFinding.Undetermined(
                "no answer to echo requests", Optional.of(1400), Optional.of(NARROW)));
    assertThat(find(SimulatedNetwork.of(Host.IS_SILENT, destination(1)), Method.UDP, 0))
        .isEqualTo(
            new MtuFinding.Undetermined(
                "no answer to datagrams, not even that their port is closed",
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void refusalsLeaveItOpen() {
    assertThat(find(SimulatedNetwork.of(Host.ACCEPTS, router(1, 1).refuses(3, 13), destination(1))))
        .isInstanceOfSatisfying(
            MtuFinding.Undetermined.class,
            open ->
                assertThat(open.why())
                    .isEqualTo("203.0.113.1 says administratively prohibited (ICMP 3/13)"));
  }

  @Test
  void whatCannotBeSentIsSaid() {
    SimulatedNetwork network = through(narrow(1400));
    network.fault = Optional.of(LocalFault.NO_ROUTE);

    assertThat(find(network)).isEqualTo(new MtuFinding.NotSent(LocalFault.NO_ROUTE, "EFAULT"));
  }

  @Test
  void whoStopsItIsObeyed() {
    SimulatedNetwork network = through(narrow(1400).tellsNoMtu());

    MtuFinding finding =
        new PathMtu(network, () -> network.elapsedMillis() > 400, Progress.NONE)
            .find(Method.ICMP, DESTINATION, 0, 0);

    assertThat(finding).isEqualTo(new MtuFinding.Interrupted());
    assertThat(network.elapsedMillis()).isLessThan(700);
  }
}
