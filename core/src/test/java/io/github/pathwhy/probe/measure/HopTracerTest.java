package io.github.pathwhy.probe.measure;

import static io.github.pathwhy.probe.measure.SimulatedNetwork.DESTINATION;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.MILLI;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.destination;
import static io.github.pathwhy.probe.measure.SimulatedNetwork.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.measure.SimulatedNetwork.Host;
import io.github.pathwhy.probe.measure.SimulatedNetwork.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracing through networks on virtual time. */
final class HopTracerTest {
  private static final int PORT = 443;

  private static MeasuredPath trace(SimulatedNetwork network, TraceRequest request) {
    MeasuredPath path = new HopTracer(network, Stop.NEVER, Progress.NONE).trace(request);
    assertThat(network.inFlight()).as("left in flight").isZero();
    return path;
  }

  private static MeasuredPath trace(SimulatedNetwork network) {
    return trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT));
  }

  private static List<String> addresses(MeasuredPath path) {
    List<String> addresses = new ArrayList<>();
    for (MeasuredHop hop : path.hops()) {
      assertThat(hop.ttl()).isEqualTo(addresses.size() + 1);
      addresses.add(hop.isSilent() ? "*" : hop.routers().getFirst().address().toString());
    }
    return addresses;
  }

  private static List<String> numbers(String... last) {
    List<String> addresses = new ArrayList<>();
    for (String each : last) {
      addresses.add(
          switch (each) {
            case "*" -> "*";
            case "d" -> DESTINATION.toString();
            default -> "203.0.113." + each;
          });
    }
    return addresses;
  }

  private static Set<PathNote.Kind> kinds(MeasuredPath path) {
    Set<PathNote.Kind> kinds = new TreeSet<>();
    path.notes().forEach(note -> kinds.add(note.kind()));
    return kinds;
  }

  private static SimulatedNetwork chain(Host host, int routers, double rtt) {
    Node[] nodes = new Node[routers + 1];
    for (int i = 0; i < routers; i++) {
      nodes[i] = router(i + 1, rtt);
    }
    nodes[routers] = destination(rtt);
    return SimulatedNetwork.of(host, nodes);
  }

  @Test
  void allHopsAreFoundInTwoRoundTrips() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 3, 10);

    MeasuredPath path = trace(network);

    assertThat(addresses(path)).isEqualTo(numbers("1", "2", "3", "d"));
    assertThat(path.end()).isEqualTo(new PathEnd.Arrived(4, PathEnd.Sign.CONNECTED));
    assertThat(path.severalPaths()).isFalse();
    assertThat(path.notes()).isEmpty();
    assertThat(path.source()).contains(SimulatedNetwork.SOURCE);
    assertThat(path.hops())
        .allSatisfy(hop -> {
          assertThat(hop.sent()).isEqualTo(3);
          assertThat(hop.lost()).isZero();
          assertThat(hop.routers().getFirst().rtt().count()).isEqualTo(3);
          assertThat(hop.routers().getFirst().rtt().mean()).isEqualTo(10 * MILLI);
        });
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(25);
    assertThat(network.connections).as("connections to the target").isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6, 13, 29})
  void pathsOfAnyLength(int routers) {
    SimulatedNetwork network = chain(Host.ACCEPTS, routers, 5);

    MeasuredPath path = trace(network);

    assertThat(path.hops()).hasSize(routers + 1);
    assertThat(path.end()).isEqualTo(new PathEnd.Arrived(routers + 1, PathEnd.Sign.CONNECTED));
    assertThat(network.connections).isBetween(3, 5);
  }

  @Test
  void aDestinationFartherThanAllowedIsTooFar() {
    MeasuredPath path = trace(chain(Host.ACCEPTS, 40, 5));

    assertThat(path.end()).isEqualTo(new PathEnd.TooFar(30));
    assertThat(path.hops()).hasSize(30);
  }

  @Test
  void aSilentHopCostsNoTimeout() {
    SimulatedNetwork network =
        SimulatedNetwork.of(
            Host.ACCEPTS, router(1, 10), router(2, 10).silent(), router(3, 10), destination(10));

    MeasuredPath path = trace(network);

    assertThat(addresses(path)).isEqualTo(numbers("1", "*", "3", "d"));
    assertThat(path.hops().get(1).sent()).isEqualTo(3);
    assertThat(path.hops().get(1).lost()).isEqualTo(3);
    assertThat(path.hasArrived()).isTrue();
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(200);
  }

  @Test
  void nothingBeyondAHopIsSilence() {
    SimulatedNetwork network =
        SimulatedNetwork.of(
            Host.ACCEPTS, router(1, 10), router(2, 10).drops(), router(3, 10), destination(10));

    MeasuredPath path = trace(network);

    assertThat(path.end()).isEqualTo(new PathEnd.Silent(2));
    assertThat(addresses(path)).isEqualTo(numbers("1", "2"));
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(1200);
  }

  @Test
  void nothingAtAllIsSilenceToo() {
    SimulatedNetwork network =
        SimulatedNetwork.of(Host.IS_SILENT, router(1, 10).silent().drops(), destination(10));

    MeasuredPath path = trace(network);

    assertThat(path.end()).isEqualTo(new PathEnd.Silent(0));
    assertThat(path.hops()).isEmpty();
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(1200);
  }

  @Test
  void aDestinationBehindManySilentHopsIsFound() {
    Node[] nodes = new Node[13];
    for (int i = 0; i < 12; i++) {
      nodes[i] = router(i + 1, 4).silent();
    }
    nodes[12] = destination(4);
    SimulatedNetwork network = SimulatedNetwork.of(Host.ACCEPTS, nodes);

    MeasuredPath path = trace(network);

    assertThat(path.end()).isEqualTo(new PathEnd.Arrived(13, PathEnd.Sign.CONNECTED));
    assertThat(path.hops()).hasSize(13);
    assertThat(network.connections).isLessThanOrEqualTo(9);
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(1200);
  }

  @Test
  void routersBehindManySilentHopsAreFoundAlthoughTheDestinationIsDead() {
    Node[] nodes = new Node[11];
    for (int i = 0; i < 10; i++) {
      nodes[i] = i < 8 ? router(i + 1, 4).silent() : router(i + 1, 4);
    }
    nodes[10] = destination(4);

    MeasuredPath path = trace(SimulatedNetwork.of(Host.IS_SILENT, nodes));

    assertThat(path.end()).isEqualTo(new PathEnd.Silent(10));
    assertThat(addresses(path).subList(8, 10)).isEqualTo(numbers("9", "10"));
  }

  @Test
  void aFarHopIsWaitedForAlthoughNearOnesAreFast() {
    MeasuredPath path =
        trace(SimulatedNetwork.of(Host.ACCEPTS, router(1, 0.2), router(2, 240), destination(280)));

    assertThat(addresses(path)).isEqualTo(numbers("1", "2", "d"));
    assertThat(path.hops()).allSatisfy(hop -> assertThat(hop.lost()).isZero());
  }

  @Test
  void anAnswerLaterThanTheFirstWaitCounts() {
    MeasuredPath path =
        trace(SimulatedNetwork.of(Host.ACCEPTS, router(1, 0.2), router(2, 600), destination(650)));

    assertThat(addresses(path)).isEqualTo(numbers("1", "2", "d"));
    assertThat(path.hasArrived()).isTrue();
  }

  @Test
  void aSlowRouterIsNoSilentOne() {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(
                Host.ACCEPTS, router(1, 1), router(2, 80), router(3, 1), destination(1)));

    assertThat(addresses(path)).isEqualTo(numbers("1", "2", "3", "d"));
  }

  @Test
  void aRouterThatMissesAProbeIsAskedAgain() {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(
                Host.ACCEPTS, router(1, 1), router(2, 1).deaf(2), router(3, 1), destination(1)));

    assertThat(addresses(path)).isEqualTo(numbers("1", "2", "3", "d"));
    assertThat(path.hops().get(1).lost()).isEqualTo(2);
  }

  @Test
  void aRouterThatLimitsItsErrorsIsSaidToDoSo() {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(
                Host.ACCEPTS, router(1, 1), router(2, 1).budget(1), router(3, 1), destination(1)));

    MeasuredHop limited = path.hops().get(1);
    assertThat(limited.routers().getFirst().rtt().count()).isEqualTo(1);
    assertThat(limited.lost()).isEqualTo(2);
    assertThat(kinds(path)).containsExactly(PathNote.Kind.ANSWERS_LIMITED);
  }

  @Test
  void refusalsNameTheRouter() {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(
                Host.ACCEPTS, router(1, 1), router(2, 1).refuses(3, 13), destination(1)));

    assertThat(path.end())
        .isInstanceOfSatisfying(
            PathEnd.Stopped.class,
            stopped -> {
              assertThat(stopped.ttl()).isEqualTo(3);
              assertThat(stopped.by()).isEqualTo(IpAddress.of("203.0.113.2"));
              assertThat(stopped.error()).hasToString("administratively prohibited (ICMP 3/13)");
            });
    assertThat(addresses(path)).isEqualTo(numbers("1", "2"));
  }

  @Test
  void resetsAreRefusals() {
    assertThat(trace(chain(Host.RESETS, 2, 1)).end()).isEqualTo(new PathEnd.Refused(3));
  }

  @Test
  void aClosedPortOfTheDestinationIsArrivalForDatagramsOnly() {
    TraceRequest udp = TraceRequest.of(Method.UDP, DESTINATION, TraceRequest.UDP_PORT);

    assertThat(trace(chain(Host.CLOSES_PORT, 2, 1), udp).end())
        .isEqualTo(new PathEnd.Arrived(3, PathEnd.Sign.PORT_CLOSED));
    assertThat(trace(chain(Host.CLOSES_PORT, 2, 1)).end()).isInstanceOf(PathEnd.Stopped.class);
  }

  @Test
  void aClosedPortOfAnotherAddressIsNoArrival() {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(Host.CLOSES_PORT, router(1, 1), router(77, 1)),
            TraceRequest.of(Method.UDP, DESTINATION, TraceRequest.UDP_PORT));

    assertThat(path.end()).isInstanceOf(PathEnd.Stopped.class);
    assertThat(kinds(path)).containsExactly(PathNote.Kind.OTHER_ADDRESS);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodTraces(Method method) {
    int port = method.hasPorts() ? PORT : 0;

    assertThat(
            addresses(trace(chain(Host.ACCEPTS, 2, 1), TraceRequest.of(method, DESTINATION, port))))
        .isEqualTo(numbers("1", "2", "d"));
  }

  @Test
  void portsSeeNeighbouringHopsAndCarryOneProbeAtATime() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 4, 3);

    trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withProbes(6));

    assertThat(network.portClashes).isZero();
    Map<Integer, Set<Integer>> hops = new HashMap<>();
    network.log.forEach(
        sent -> hops.computeIfAbsent(sent.port(), _ -> new TreeSet<>()).add(sent.probe().ttl()));
    for (int ttl = 1; ttl < 5; ttl++) {
      int near = ttl;
      assertThat(hops.values()).anySatisfy(seen -> assertThat(seen).contains(near, near + 1));
    }
  }

  /** Two ways of the same length between the first router and the last. */
  private static List<Node> fork(int port) {
    int side = port % 2 == 0 ? 20 : 30;
    return List.of(
        router(1, 2), router(side, 2), router(side + 1, 2), router(9, 2), destination(2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void severalWaysAreToldApartByFollowingOneFlow(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, HopTracerTest::fork, seed);

    MeasuredPath path = trace(network);

    assertThat(path.severalPaths()).isTrue();
    assertThat(path.flowPort()).isPresent();
    List<String> truth = new ArrayList<>();
    fork(path.flowPort().get()).forEach(node -> truth.add(node.address.toString()));
    assertThat(addresses(path)).isEqualTo(truth);
    assertThat(path.hops().get(1).routers()).hasSize(2);
    assertThat(network.portClashes).isZero();
  }

  @Test
  void waysOfDifferentLengthAreNoLoop() {
    SimulatedNetwork network =
        new SimulatedNetwork(
            Host.ACCEPTS,
            port ->
                port % 2 == 0
                    ? List.of(router(1, 1), router(2, 1), destination(1))
                    : List.of(
                        router(1, 1), router(3, 1), router(4, 1), router(2, 1), destination(1)),
            1);

    MeasuredPath path = trace(network);

    assertThat(path.hasArrived()).isTrue();
    assertThat(addresses(path).getLast()).isEqualTo(DESTINATION.toString());
    assertThat(path.hops()).hasSize(path.flowPort().orElseThrow() % 2 == 0 ? 3 : 5);
  }

  @Test
  void echoesHaveNoFlowToFollow() {
    int[] count = {0};
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, _ -> fork(count[0]++), 1);

    MeasuredPath path = trace(network, TraceRequest.of(Method.ICMP, DESTINATION, 0).withProbes(6));

    assertThat(path.severalPaths()).isTrue();
    assertThat(path.flowPort()).isEmpty();
    assertThat(kinds(path)).contains(PathNote.Kind.NOT_ONE_FLOW);
  }

  private static SimulatedNetwork loop(boolean silentPartner) {
    List<Node> way = new ArrayList<>();
    Node partner = silentPartner ? router(3, 1).silent() : router(3, 1);
    Node other = router(2, 1);
    way.add(router(1, 1));
    for (int i = 0; i < 100; i++) {
      way.add(other);
      way.add(partner);
    }
    way.add(destination(1));
    return new SimulatedNetwork(Host.ACCEPTS, _ -> way, 1);
  }

  @Test
  void loopsAreRecognised() {
    SimulatedNetwork network = loop(false);

    MeasuredPath path = trace(network);

    assertThat(path.end())
        .isEqualTo(
            new PathEnd.Loop(2, List.of(IpAddress.of("203.0.113.2"), IpAddress.of("203.0.113.3"))));
    assertThat(path.hops()).hasSize(5);
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(25);
  }

  @Test
  void loopsWithASilentRouterAreRecognised() {
    assertThat(trace(loop(true)).end())
        .isEqualTo(new PathEnd.Loop(2, List.of(IpAddress.of("203.0.113.2"))));
  }

  @Test
  void oneAddressTwiceInARowIsNoLoop() {
    Node lender = router(2, 1);
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(
                Host.ACCEPTS, router(1, 1), lender, lender, lender, lender, destination(1)));

    assertThat(path.hasArrived()).isTrue();
    assertThat(path.hops()).hasSize(6);
    assertThat(kinds(path)).containsExactly(PathNote.Kind.REPEATED_ADDRESS);
  }

  @Test
  void whoAnswersInTheDestinationsNameIsNoted() {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(
                Host.ACCEPTS,
                router(1, 1),
                new Node(DESTINATION.toString(), 1),
                router(3, 1),
                destination(1)));

    assertThat(path.end()).isEqualTo(new PathEnd.Arrived(4, PathEnd.Sign.CONNECTED));
    assertThat(kinds(path)).containsExactly(PathNote.Kind.DESTINATION_ON_THE_WAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "127.0.0.1", "224.0.0.5", "255.255.255.255", "::1", "240.0.0.1"})
  void impossibleSendersAreNotBelieved(String address) {
    MeasuredPath path =
        trace(
            SimulatedNetwork.of(Host.ACCEPTS, router(1, 1), new Node(address, 1), destination(1)));

    assertThat(kinds(path)).containsExactly(PathNote.Kind.STRANGE_SENDER);
    assertThat(path.hasArrived()).isTrue();
  }

  @Test
  void impossibleRoundTripsAreNotBelieved() {
    SimulatedNetwork network =
        SimulatedNetwork.of(
            Host.ACCEPTS, router(1, 2), router(2, 2).claims(Long.MAX_VALUE), destination(2));

    MeasuredPath path = trace(network);

    assertThat(path.hops().get(1).routers().getFirst().rtt().most()).isEqualTo(2 * MILLI);
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(100);
  }

  @Test
  void aSenderWithADifferentAddressEachTimeIsBounded() {
    int[] count = {0};
    SimulatedNetwork network =
        new SimulatedNetwork(
            Host.ACCEPTS,
            _ -> List.of(new Node("203.0.113." + count[0]++ % 200, 1), destination(1)),
            1);

    MeasuredPath path =
        trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withProbes(50));

    assertThat(path.hasArrived()).isTrue();
    assertThat(path.hops().getFirst().routers().size()).isLessThanOrEqualTo(51);
  }

  @Test
  void aFixedSourcePortIsTheOnlyOne() {
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, HopTracerTest::fork, 1);

    MeasuredPath path =
        trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withSourcePort(5001));

    assertThat(network.log).allSatisfy(sent -> assertThat(sent.port()).isEqualTo(5001));
    assertThat(addresses(path)).isEqualTo(numbers("1", "30", "31", "9", "d"));
    assertThat(path.flowPort()).contains(5001);
    assertThat(path.severalPaths()).isFalse();
    assertThat(path.hops()).allSatisfy(hop -> assertThat(hop.sent()).isEqualTo(3));
  }

  @Test
  void aFixedSourcePortOnADeadPathIsBounded() {
    SimulatedNetwork network =
        SimulatedNetwork.of(Host.IS_SILENT, router(1, 2), router(2, 2).drops(), destination(2));

    MeasuredPath path =
        trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withSourcePort(5001));

    assertThat(path.end()).isEqualTo(new PathEnd.Silent(2));
    assertThat(network.elapsedMillis()).isLessThanOrEqualTo(1500);
  }

  @Test
  void aFixedSourcePortThatIsInUseIsNotReplaced() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 2, 1);
    network.foreignPorts.add(5001);

    assertThat(
            trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withSourcePort(5001))
                .end())
        .isEqualTo(new PathEnd.NotSent(LocalFault.SOURCE_PORT_IN_USE, "EADDRINUSE"));
  }

  @Test
  void portsThatOthersTakeAreReplaced() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 3, 1);
    // Those of the first round, as soon as they are free.
    HopTracer tracer =
        new HopTracer(
            network,
            () -> {
              for (int port = 40_000; port < 40_010; port++) {
                network.foreignPorts.add(port);
              }
              return false;
            },
            Progress.NONE);

    MeasuredPath path = tracer.trace(TraceRequest.of(Method.TCP, DESTINATION, PORT));

    assertThat(path.hasArrived()).isTrue();
    assertThat(path.hops()).allSatisfy(hop -> assertThat(hop.sent()).isEqualTo(3));
  }

  @Test
  void whatThisMachineCannotSendIsNoAnswerOfTheNetwork() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 2, 1);
    network.fault = Optional.of(LocalFault.NO_ROUTE);

    MeasuredPath path = trace(network);

    assertThat(path.end()).isEqualTo(new PathEnd.NotSent(LocalFault.NO_ROUTE, "EFAULT"));
    assertThat(path.hops()).isEmpty();
  }

  @Test
  void whoStopsItGetsWhatIsThere() {
    SimulatedNetwork network =
        SimulatedNetwork.of(Host.IS_SILENT, router(1, 10), router(2, 10).drops(), destination(10));

    MeasuredPath path =
        new HopTracer(network, () -> network.elapsedMillis() > 120, Progress.NONE)
            .trace(TraceRequest.of(Method.TCP, DESTINATION, PORT));

    assertThat(path.end()).isEqualTo(new PathEnd.Interrupted(2));
    assertThat(addresses(path)).isEqualTo(numbers("1", "2"));
    assertThat(network.elapsedMillis()).isLessThan(300);
    assertThat(network.inFlight()).isZero();
  }

  @Test
  void aRateIsKept() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 3, 1);
    TraceRequest slow =
        new TraceRequest(Method.TCP, DESTINATION, PORT, 0, 3, 30, Optional.empty(), 50);

    MeasuredPath path = trace(network, slow);

    assertThat(path.hops()).hasSize(4).allSatisfy(hop -> assertThat(hop.lost()).isZero());
    for (int i = 1; i < network.log.size(); i++) {
      assertThat(network.log.get(i).at() - network.log.get(i - 1).at())
          .isGreaterThanOrEqualTo(19 * MILLI);
    }
  }

  @Test
  void anEngineIsNotAskedForMoreThanItHolds() {
    SimulatedNetwork network = chain(Host.ACCEPTS, 12, 3);
    network.capacity = 2;

    assertThat(trace(network).hops()).hasSize(13);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void unquietNetworksAreMeasuredRight(long seed) {
    Random random = new Random(seed);
    int routers = random.nextInt(12);
    Node[] nodes = new Node[routers + 1];
    List<String> truth = new ArrayList<>();
    double rtt = 0.1;
    for (int i = 0; i < routers; i++) {
      rtt += random.nextDouble() * 8;
      nodes[i] = router(i + 1, rtt);
      boolean isSilent = random.nextInt(5) == 0;
      nodes[i].silent = isSilent;
      truth.add(isSilent ? "*" : nodes[i].address.toString());
    }
    nodes[routers] = destination(rtt + 1);
    truth.add(DESTINATION.toString());
    SimulatedNetwork network = SimulatedNetwork.of(Host.ACCEPTS, nodes);
    network.jitter = 20 * MILLI;

    MeasuredPath path = trace(network);

    assertThat(addresses(path)).isEqualTo(truth);
    assertThat(path.end()).isEqualTo(new PathEnd.Arrived(routers + 1, PathEnd.Sign.CONNECTED));
    for (MeasuredHop hop : path.hops()) {
      assertThat(hop.lost()).isEqualTo(hop.isSilent() ? hop.sent() : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void lossIsCountedAndNotTakenForSilence(long seed) {
    Node[] nodes = {router(1, 4), router(2, 5), router(3, 6), router(4, 6), destination(8)};
    List<Node> way = List.of(nodes);
    SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, _ -> way, seed);
    network.loss = 0.1;

    MeasuredPath path =
        trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withProbes(20));

    assertThat(addresses(path)).isEqualTo(numbers("1", "2", "3", "4", "d"));
    for (MeasuredHop hop : path.hops()) {
      assertThat(hop.sent()).isEqualTo(20);
      assertThat(hop.sent() - hop.lost()).isEqualTo(hop.routers().getFirst().rtt().count());
    }
  }

  /** The hop before the end is the end, when nothing but loss says otherwise. */
  @Test
  void lossMakesTheWayNoLonger() {
    for (int seed = 1; seed <= 300; seed++) {
      List<Node> way = List.of(router(1, 4), router(2, 5), destination(8));
      SimulatedNetwork network = new SimulatedNetwork(Host.ACCEPTS, _ -> way, seed);
      network.loss = 0.3;

      MeasuredPath path =
          trace(network, TraceRequest.of(Method.TCP, DESTINATION, PORT).withProbes(10));

      assertThat(path.hops()).as("seed " + seed).hasSize(3);
    }
  }
}
