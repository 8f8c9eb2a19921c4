package io.github.pathwhy.probe.measure;

import static io.github.pathwhy.probe.measure.SimulatedNetwork.DESTINATION;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.destination;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.measure.SimulatedNetwork.Host;
import io.github.pathwhy.probe.measure.SimulatedNetwork.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ways of many flows, on virtual time. */
final class PathEnumeratorTest {
  private static final TraceRequest REQUEST = TraceRequest.of(Method.TCP, DESTINATION, 443);

  private static FlowPaths enumerate(SimulatedNetwork network, int flows) {
    FlowPaths paths =
        new PathEnumerator(network, Stop.NEVER, Progress.NONE).enumerate(REQUEST, flows);
    assertThat(network.inFlight()).isZero();
    return paths;
  }

  /** Four ways: two choices, one after the other. */
  private static List<Node> diamonds(int port) {
    return List.of(
        router(1, 2),
        router(10 + port % 2, 2),
        router(20 + port / 2 % 2, 2),
        router(3, 2),
        destination(2));
  }

  private static List<Optional<IpAddress>> addresses(List<Node> way) {
    List<Optional<IpAddress>> addresses = new ArrayList<>();
    way.forEach(node -> addresses.add(Optional.of(node.address)));
    return addresses;
  }

  @Test
  void everyPortIsGivenTheWayThatItTakes() {
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, PathEnumeratorTest::diamonds, 1);

    FlowPaths found = enumerate(network, 16);

    assertThat(found.flows()).isEqualTo(16);
    assertThat(found.paths()).hasSize(4);
    Set<Integer> ports = new HashSet<>();
    for (FlowPaths.FlowPath path : found.paths()) {
      assertThat(path.end()).isEqualTo(new PathEnd.Arrived(5, PathEnd.Sign.CONNECTED));
      for (int port : path.ports()) {
        assertThat(path.hops()).isEqualTo(addresses(diamonds(port)));
        ports.add(port);
      }
    }
    assertThat(ports).hasSize(16);
    assertThat(network.portClashes).isZero();
  }

  @Test
  void flowsAreFollowedAtTheSameTime() {
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, PathEnumeratorTest::diamonds, 1);

    enumerate(network, 64);

    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(2 * 5 + 10);
  }

  @Test
  void theGraphJoinsTheWays() {
    FlowPaths found =
        enumerate(new SimulatedNetwork(Host.ACCEPTS, PathEnumeratorTest::diamonds, 1), 16);

    List<FlowPaths.Place> graph = found.graph();

    assertThat(graph).hasSize(7);
    assertThat(graph.getFirst().next()).hasSize(2);
    for (FlowPaths.Place place : graph) {
      for (int next : place.next()) {
        assertThat(graph.get(next).ttl()).isEqualTo(place.ttl() + 1);
      }
    }
    assertThat(graph.getLast().address()).contains(DESTINATION);
    assertThat(graph.getLast().next()).isEmpty();
  }

  @Test
  void oneWayIsOneWay() {
    SimulatedNetwork network =
        SimulatedNetwork.of(
            Host.ACCEPTS, router(1, 1), router(2, 1).silent(), router(3, 1), destination(1));

    FlowPaths found = enumerate(network, 8);

    assertThat(found.paths()).hasSize(1);
    assertThat(found.paths().getFirst().ports()).hasSize(8);
    assertThat(found.paths().getFirst().hops().get(1)).isEmpty();
  }

  @Test
  void aRouterThatStopsAnsweringMakesNoNewWay() {
    SimulatedNetwork network =
        SimulatedNetwork.of(
            Host.ACCEPTS, router(1, 1), router(2, 1).budget(4), router(3, 1), destination(1));

    FlowPaths found = enumerate(network, 8);

    assertThat(found.paths()).hasSize(1);
    assertThat(found.paths().getFirst().hops().get(1)).contains(IpAddress.of("203.0.113.2"));
  }

  @Test
  void aWayThatDropsIsTold() {
    FlowPaths found =
        enumerate(
            new SimulatedNetwork(
                Host.ACCEPTS,
                port ->
                    port % 2 == 0
                        ? List.of(router(1, 1), router(2, 1), destination(1))
                        : List.of(router(1, 1), router(7, 1).drops(), destination(1)),
                1),
            8);

    assertThat(found.paths()).hasSize(2);
    assertThat(found.paths())
        .anySatisfy(path -> assertThat(path.end()).isEqualTo(new PathEnd.Silent(2)));
    assertThat(found.paths())
        .anySatisfy(path ->
            assertThat(path.end()).isEqualTo(new PathEnd.Arrived(3, PathEnd.Sign.CONNECTED)));
  }

  @Test
  void takenPortsAreReplaced() {
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, PathEnumeratorTest::diamonds, 1);
    for (int port = 33_000; port < 53_000; port++) {
      if (port % 3 == 0) {
        network.foreignPorts.add(port);
      }
    }

    FlowPaths found = enumerate(network, 12);

    assertThat(found.flows()).isEqualTo(12);
    assertThat(found.paths()).hasSize(4);
  }

  @Test
  void flowsThatCannotBeSentAreNotCounted() {
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, PathEnumeratorTest::diamonds, 1);
    network.fault = Optional.of(LocalFault.NO_ROUTE);

    assertThat(enumerate(network, 4)).isEqualTo(new FlowPaths(0, List.of()));
  }

  @ParameterizedTest
  @EnumSource(value = Method.class, names = "ICMP")
  void echoesHaveNoFlows(Method method) {
    SimulatedNetwork network = SimulatedNetwork.of(Host.ACCEPTS, destination(1));

    assertThatThrownBy(() ->
            new PathEnumerator(network, Stop.NEVER, Progress.NONE)
                .enumerate(TraceRequest.of(method, DESTINATION, 0), 8))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
