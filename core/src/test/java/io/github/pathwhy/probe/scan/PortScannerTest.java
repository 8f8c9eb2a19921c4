package io.github.pathwhy.probe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.scan.PortScanner.Result;
import io.github.pathwhy.probe.scan.PortScanner.Settings;
import io.github.pathwhy.probe.scan.PortScanner.Target;
import io.github.pathwhy.probe.scan.SimulatedHosts.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Port scans of simulated hosts, on virtual time. */
final class PortScannerTest {
  private static final IpAddress HOST = IpAddress.of("198.51.100.9");
  private static final Settings TCP = new Settings(Method.TCP, 50_000, 2, Optional.empty());
  private static final Settings UDP = new Settings(Method.UDP, 50_000, 2, Optional.empty());

  private static List<Target> ports(int first, int last) {
    List<Target> targets = new ArrayList<>();
    for (int port = first; port <= last; port++) {
      targets.add(new Target(HOST, port));
    }
    return targets;
  }

  private static SimulatedHosts byPort(Function<Integer, Port> ports) {
    return new SimulatedHosts(probe -> ports.apply(probe.port()));
  }

  private static List<Result> scan(SimulatedHosts network, List<Target> targets, Settings how) {
    return new PortScanner(network, Stop.NEVER, Progress.NONE).scan(targets, how);
  }

  private static Map<PortState, Integer> counts(List<Result> results) {
    Map<PortState, Integer> counts = new EnumMap<>(PortState.class);
    results.forEach(result -> counts.merge(result.state(), 1, Integer::sum));
    return counts;
  }

  private static PortState expected(Port port, Method method) {
    return switch (port) {
      case OPEN -> PortState.OPEN;
      case CLOSED -> PortState.CLOSED;
      case FILTERED -> method == Method.UDP ? PortState.OPEN_OR_FILTERED : PortState.FILTERED;
      case PROHIBITED -> PortState.FILTERED;
      case NO_WAY -> PortState.UNREACHABLE;
    };
  }

  private static Port mixed(Probe probe) {
    Port[] all = Port.values();
    return all[Math.floorMod(probe.port() * 31 + probe.destination().hashCode(), all.length)];
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "UDP"})
  void everyPortHasItsStateInTheOrderAsked(Method method) {
    SimulatedHosts network = new SimulatedHosts(PortScannerTest::mixed);
    List<Target> targets = new ArrayList<>();
    for (int host = 1; host <= 20; host++) {
      for (int port = 1; port <= 50; port++) {
        targets.add(new Target(IpAddress.of("198.51.100." + host), port));
      }
    }

    List<Result> results =
        scan(network, targets, new Settings(method, 50_000, 2, Optional.empty()));

    assertThat(results).hasSameSizeAs(targets);
    for (int i = 0; i < results.size(); i++) {
      Target target = targets.get(i);
      Probe probe = new Probe(method, target.address(), target.port(), 0, 0, 0, false);
      assertThat(results.get(i).target()).isEqualTo(target);
      assertThat(results.get(i).state())
          .as(target.toString())
          .isEqualTo(expected(mixed(probe), method));
      assertThat(results.get(i).reply()).isPresent();
    }
  }

  @Test
  void theReasonNamesTheRouter() {
    Result result = scan(byPort(_ -> Port.PROHIBITED), ports(443, 443), TCP).getFirst();

    assertThat(result.reply().orElseThrow())
        .isInstanceOfSatisfying(
            Reply.Icmp.class,
            icmp -> {
              assertThat(icmp.error().meaning()).isEqualTo(IcmpError.Meaning.PROHIBITED);
              assertThat(icmp.from()).isEqualTo(SimulatedHosts.ROUTER);
            });
    assertThat(result.tries()).isEqualTo(1);
  }

  @Test
  void thousandPortsTakeAFewRoundTrips() {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);

    assertThat(counts(scan(network, ports(1, 1000), TCP)))
        .containsOnly(Map.entry(PortState.CLOSED, 1000));

    // 100, 200, 400, 300.
    assertThat(network.elapsedMillis()).isBetween(40.0, 60.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void halfFilteredTakesLessThanASecondWhereverTheFilterIs(int where) {
    SimulatedHosts network =
        byPort(port ->
            switch (where) {
              case 0 -> port <= 500 ? Port.FILTERED : Port.CLOSED;
              case 1 -> port > 500 ? Port.FILTERED : Port.CLOSED;
              default -> port % 2 == 0 ? Port.FILTERED : Port.OPEN;
            });

    List<Result> results = scan(network, ports(1, 1000), TCP);

    assertThat(counts(results)).containsEntry(PortState.FILTERED, 500);
    assertThat(results)
        .filteredOn(result -> result.state() == PortState.FILTERED)
        .allSatisfy(result -> assertThat(result.tries()).isEqualTo(3));
    assertThat(network.elapsedMillis()).isLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.02, 0.05})
  void lossHidesNoOpenPort(double loss) {
    SimulatedHosts network =
        byPort(port -> port % 2 == 0 ? Port.FILTERED : port % 3 == 0 ? Port.OPEN : Port.CLOSED);
    network.loss = loss;

    Map<PortState, Integer> counts = counts(scan(network, ports(1, 3000), TCP));

    assertThat(counts)
        .containsOnly(
            Map.entry(PortState.OPEN, 500),
            Map.entry(PortState.CLOSED, 1000),
            Map.entry(PortState.FILTERED, 1500));
  }

  @Test
  void aBurstOfLossIsNotAFilter() {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);
    network.burstFrom = 15;
    network.burstUntil = 60;

    assertThat(counts(scan(network, ports(1, 1000), TCP)))
        .containsOnly(Map.entry(PortState.CLOSED, 1000));
  }

  @Test
  void fewResetsASecondHideNoOpenPort() {
    SimulatedHosts network = byPort(port -> port % 50 == 0 ? Port.OPEN : Port.CLOSED);
    network.refusalsPerSecond = 200;

    List<Result> results = scan(network, ports(1, 300), TCP);

    assertThat(counts(results)).containsEntry(PortState.OPEN, 6);
    assertThat(results)
        .filteredOn(result -> result.state() == PortState.FILTERED)
        .allSatisfy(result -> assertThat(result.tries()).isGreaterThan(3));
  }

  @Test
  void heavyLossHidesNoOpenPort() {
    SimulatedHosts network = byPort(port -> port % 2 == 0 ? Port.FILTERED : Port.OPEN);
    network.loss = 0.2;

    assertThat(counts(scan(network, ports(1, 1000), TCP)))
        .containsOnly(Map.entry(PortState.OPEN, 500), Map.entry(PortState.FILTERED, 500));
  }

  @Test
  void fewUnreachablesASecondLeaveTheRestOpenOrFiltered() {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);
    network.refusalsPerSecond = 1;

    Map<PortState, Integer> counts = counts(scan(network, ports(1, 100), UDP));

    assertThat(counts.keySet())
        .containsExactlyInAnyOrder(PortState.CLOSED, PortState.OPEN_OR_FILTERED);
    assertThat(counts.get(PortState.CLOSED)).isGreaterThanOrEqualTo(6);
  }

  @Test
  void aHostThatNeverAnswersIsAskedTwice() {
    SimulatedHosts network = byPort(_ -> Port.FILTERED);

    List<Result> results = scan(network, ports(1, 100), TCP);

    assertThat(results)
        .allSatisfy(result -> {
          assertThat(result.state()).isEqualTo(PortState.FILTERED);
          assertThat(result.tries()).isEqualTo(2);
        });
    assertThat(network.elapsedMillis()).isLessThan(1600);
  }

  @Test
  void aHostFarAwayIsFound() {
    SimulatedHosts network = byPort(port -> port == 443 ? Port.OPEN : Port.CLOSED);
    network.rtt = 700 * SimulatedHosts.MILLI;

    assertThat(counts(scan(network, ports(400, 500), TCP)))
        .containsOnly(Map.entry(PortState.OPEN, 1), Map.entry(PortState.CLOSED, 100));
  }

  @Test
  void patienceIsKept() {
    SimulatedHosts network = byPort(_ -> Port.FILTERED);

    scan(network, ports(1, 50), new Settings(Method.TCP, 50_000, 0, Optional.of(70_000_000L)));

    assertThat(network.elapsedMillis()).isBetween(70.0, 95.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 500, 5000})
  void theRateIsKept(int perSecond) {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);
    int count = Math.max(5, perSecond);

    scan(network, ports(1, count), new Settings(Method.TCP, perSecond, 2, Optional.empty()));

    List<Long> sent = network.sentAt;
    assertThat(sent).hasSize(count);
    assertThat(sent.getFirst()).isZero();
    int burst = Math.max(1, perSecond / 100);
    for (int i = 0; i < count; i++) {
      long earliest = (long) ((i - burst) * 1e9 / perSecond);
      assertThat(sent.get(i)).as("probe " + i).isGreaterThanOrEqualTo(earliest - 1000);
    }
    assertThat(sent.getLast() / 1e9).isLessThan((count + 1.0) / perSecond + 0.1);
  }

  @Test
  void aSilentStretchSavesUpNoBurst() {
    SimulatedHosts network = byPort(_ -> Port.FILTERED);

    scan(network, ports(1, 200), new Settings(Method.TCP, 1000, 2, Optional.empty()));

    List<Long> sent = network.sentAt;
    for (int i = 20; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 20)).isGreaterThanOrEqualTo(9_000_000L);
    }
  }

  @Test
  void theEngineIsNotOverfilled() {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);
    network.capacity = 8;

    assertThat(counts(scan(network, ports(1, 500), TCP)))
        .containsOnly(Map.entry(PortState.CLOSED, 500));
    assertThat(network.mostInFlight).isLessThanOrEqualTo(8);
  }

  @Test
  void fewDescriptorsAreEnough() {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);
    network.descriptors = 30;

    assertThat(counts(scan(network, ports(1, 5000), TCP)))
        .containsOnly(Map.entry(PortState.CLOSED, 5000));
  }

  @Test
  void withoutAnyDescriptorTheReasonIsGiven() {
    SimulatedHosts network = byPort(_ -> Port.CLOSED);
    network.descriptors = 0;

    Result result = scan(network, ports(1, 3), TCP).getFirst();

    assertThat(result.state()).isEqualTo(PortState.NOT_SENT);
    assertThat(result.reply()).contains(new Reply.Unsent(LocalFault.NO_RESOURCES, "EMFILE"));
  }

  @Test
  void stoppedScansSayWhatTheyKnow() {
    SimulatedHosts network = byPort(port -> port <= 500 ? Port.OPEN : Port.FILTERED);

    List<Result> results =
        new PortScanner(network, () -> network.elapsedMillis() > 60, Progress.NONE)
            .scan(ports(1, 1000), TCP);

    Map<PortState, Integer> counts = counts(results);
    assertThat(counts.keySet()).containsExactlyInAnyOrder(PortState.OPEN, PortState.UNKNOWN);
    assertThat(counts.get(PortState.OPEN)).isGreaterThan(100);
    assertThat(network.inFlight()).isZero();
    assertThat(results)
        .filteredOn(result -> result.state() == PortState.UNKNOWN)
        .allSatisfy(result -> assertThat(result.reply()).isEmpty());
  }

  @Test
  void progressIsTold() {
    List<Integer> told = new ArrayList<>();

    new PortScanner(byPort(_ -> Port.CLOSED), Stop.NEVER, (_, done, _) -> told.add(done))
        .scan(ports(1, 1000), TCP);

    assertThat(told).isSorted().contains(256, 512, 768);
  }

  @Test
  void nothingToAsk() {
    assertThat(scan(byPort(_ -> Port.OPEN), List.of(), TCP)).isEmpty();
  }

  @Test
  void wrongSettingsAreRefused() {
    for (Runnable wrong :
        Arrays.<Runnable>asList(
            () -> new Settings(Method.ICMP, 1, 0, Optional.empty()),
            () -> new Settings(Method.TCP, 0, 0, Optional.empty()),
            () -> new Settings(Method.TCP, 1, 11, Optional.empty()))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
