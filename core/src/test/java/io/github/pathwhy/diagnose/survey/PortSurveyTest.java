package io.github.pathwhy.diagnose.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.diagnose.survey.PortSurvey.Stretch;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Surveys of many ports say what a check of each says. */
final class PortSurveyTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Pattern NUMBER = Pattern.compile("\\b[1-9]\\d{0,4}\\b");
  private static final PortRange ALL = new PortRange(1, PortRange.MAX);

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES, 2)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("topology."))
          .filter(file -> !file.toString().contains("invalid-input"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static CheckRequest request(String source, String destination, Application application) {
    return new CheckRequest(
        source,
        destination,
        Optional.empty(),
        Optional.empty(),
        Optional.of(application),
        Optional.empty(),
        false);
  }

  private static Diagnosis check(EffectiveNetwork network, CheckRequest request, int port)
      throws RequestException {
    return new ConnectivityCheck(network)
        .check(
            new CheckRequest(
                request.source(),
                request.destination(),
                Optional.empty(),
                Optional.of(port),
                request.application(),
                Optional.empty(),
                false));
  }

  /** Every number in the text, its neighbours, and some others. */
  private static NavigableSet<Integer> ports(String text) {
    NavigableSet<Integer> ports = new TreeSet<>();
    for (MatchResult match : NUMBER.matcher(text).results().toList()) {
      int number = Integer.parseInt(match.group());
      ports.addAll(List.of(number - 1, number, number + 1));
    }
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      ports.add(random.nextInt(1, PortRange.MAX + 1));
    }
    ports.removeIf(port -> port < 1 || port > PortRange.MAX);
    return ports;
  }

  private static List<CheckRequest> requests(Topology topology) {
    List<String> machines =
        topology.all(VirtualMachine.class).stream().map(VirtualMachine::name).limit(4).toList();
    List<String> ends = new ArrayList<>(machines);
    for (PublicIpAddress address : topology.all(PublicIpAddress.class)) {
      address.address().map(IpAddress::toString).ifPresent(ends::add);
    }
    for (NetworkInterface nic : topology.all(NetworkInterface.class)) {
      for (IpConfiguration each : nic.ipConfigurations()) {
        ends.add(each.privateAddress().toString());
      }
    }
    List<CheckRequest> requests = new ArrayList<>();
    for (String source : machines) {
      for (String end : ends.subList(0, Math.min(8, ends.size()))) {
        requests.add(request(source, end, Application.TCP));
      }
    }
    for (String end : ends.subList(0, Math.min(8, ends.size()))) {
      requests.add(request("198.51.100.7", end, Application.TCP));
      requests.add(request("198.51.100.7", end, Application.UDP));
    }
    return requests;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachPortHasTheAnswerOfItsStretch(Path sample) throws Exception {
    byte[] content = Files.readAllBytes(sample);
    if (!(TopologyLoader.load(List.of(new Source(sample.toString(), content)))
        instanceof Loaded.Ok(Topology topology, var _))) {
      throw new AssertionError(sample + " does not load");
    }
    EffectiveNetwork network = new EffectiveNetwork(topology);
    PortSurvey survey = new PortSurvey(network);
    NavigableSet<Integer> ports = ports(new String(content, StandardCharsets.UTF_8));
    int asked = 0;
    for (CheckRequest request : requests(topology)) {
      List<Stretch> stretches;
      try {
        stretches = survey.survey(request, List.of(ALL));
      } catch (RequestException _) {
        // No address of the family.
        continue;
      }
      asked++;
      int next = 1;
      for (Stretch stretch : stretches) {
        assertThat(stretch.ports().first()).isEqualTo(next);
        next = stretch.ports().last() + 1;
        for (int port : ports.subSet(stretch.ports().first(), true, stretch.ports().last(), true)) {
          Diagnosis alone = check(network, request, port);
          assertThat(new Stretch(stretch.ports(), port, alone).words(alone.why()))
              .as("%s port %d in %s", request, port, stretch.ports())
              .isEqualTo(stretch.words(stretch.diagnosis().why()));
          assertThat(alone.verdict()).isEqualTo(stretch.diagnosis().verdict());
        }
      }
      assertThat(next).isEqualTo(PortRange.MAX + 1);
    }
    assertThat(asked).as("requests that can be asked").isPositive();
  }

  private static Topology threeTiers() throws IOException {
    Path file = SAMPLES.resolve("three-tier").resolve("topology.yaml");
    return TopologyLoader.load(List.of(new Source("t", Files.readAllBytes(file))))
            instanceof Loaded.Ok(Topology topology, var _)
        ? topology
        : new Topology(List.of(), Map.of(), List.of(), List.of(), Map.of());
  }

  @Test
  void onlyTheRangesThatAreAskedForAreAnswered() throws Exception {
    List<Stretch> stretches =
        new PortSurvey(new EffectiveNetwork(threeTiers()))
            .survey(
                request("app-vm", "db-vm", Application.TCP),
                List.of(new PortRange(22, 22), new PortRange(1400, 1500)));

    assertThat(stretches)
        .extracting(Stretch::ports)
        .containsExactly(
            new PortRange(22, 22),
            new PortRange(1400, 1432),
            new PortRange(1433, 1433),
            new PortRange(1434, 1500));
    assertThat(stretches)
        .extracting(each -> each.diagnosis().verdict())
        .containsExactly(
            Verdict.UNREACHABLE, Verdict.UNREACHABLE, Verdict.REACHABLE, Verdict.UNREACHABLE);
  }

  @Test
  void wordsNameNoSinglePortForMany() throws Exception {
    Diagnosis diagnosis =
        new PortSurvey(new EffectiveNetwork(threeTiers()))
            .survey(
                request("web-vm", "app-vm", Application.TCP), List.of(new PortRange(8443, 8443)))
            .getFirst()
            .diagnosis();
    String text = "nothing listens on Tcp/8443 of app-vm; Tcp/8443-8450 and 10.0.0.0/8443 stay";

    assertThat(new Stretch(new PortRange(8443, 8443), 8443, diagnosis).words(text)).isEqualTo(text);
    assertThat(new Stretch(new PortRange(8000, 9000), 8443, diagnosis).words(text))
        .isEqualTo("nothing listens on this port of app-vm; Tcp/8443-8450 and 10.0.0.0/8443 stay");
  }
}
