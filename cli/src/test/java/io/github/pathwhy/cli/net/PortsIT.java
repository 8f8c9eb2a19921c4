package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a port scan says of ports that accept, refuse, say nothing, or are refused on the way. */
@NetworkTest
final class PortsIT {

  private static Pathwhy.Answer ports(Lab lab, String... args) {
    String[] words = Stream.concat(Stream.of("ports"), Stream.of(args)).toArray(String[]::new);
    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask(words);
    assertThat(answer.stderr()).as("%s", answer).isEmpty();
    return answer;
  }

  private static Map<Integer, String> states(Pathwhy.Answer answer) {
    Map<Integer, String> states = new TreeMap<>();
    for (JsonNode port : answer.json().at("/Targets/0/Ports")) {
      states.put(port.path("Port").asInt(), port.path("State").asString());
    }
    return states;
  }

  @ParameterizedTest
  @ValueSource(strings = {Network.DESTINATION, Network.DESTINATION_V6})
  void openClosedFiltered(String address, Lab lab) {
    lab.faults().dropped(8080);

    Pathwhy.Answer answer = ports(lab, address, "22,80,8080,9002,9999");

    assertThat(states(answer))
        .as("%s", answer)
        .isEqualTo(
            Map.of(22, "Open", 80, "Open", 8080, "Filtered", 9002, "Filtered", 9999, "Closed"));
    assertThat(answer.exit()).isZero();
  }

  @Test
  void thousandPorts(Lab lab) {
    Pathwhy.Answer answer = ports(lab, Network.DESTINATION, "1-1000");

    JsonNode counts = answer.json().at("/Targets/0/Counts");
    assertThat(counts.path("Open").asInt()).as("%s", counts).isEqualTo(3);
    assertThat(counts.path("Closed").asInt()).isEqualTo(997);
  }

  @Test
  void halfFiltered(Lab lab) {
    lab.faults().filter(Node.FIREWALL, Faults.Hook.FORWARD, "tcp dport 101-200 drop");

    JsonNode counts = ports(lab, Network.DESTINATION, "1-200").json().at("/Targets/0/Counts");

    assertThat(counts.path("Filtered").asInt()).as("%s", counts).isEqualTo(100);
    assertThat(counts.path("Closed").asInt()).isEqualTo(97);
    assertThat(counts.path("Open").asInt()).isEqualTo(3);
  }

  @Test
  void whoForbidsItIsSaid(Lab lab) {
    lab.faults().rejected(80, "admin-prohibited");

    JsonNode port = ports(lab, Network.DESTINATION, "80,8080").json().at("/Targets/0/Ports/0");

    assertThat(port.path("State").asString()).isEqualTo("Filtered");
    assertThat(port.path("From").asString()).isEqualTo(Network.FIREWALL);
    assertThat(port.path("IcmpType").asInt()).isEqualTo(3);
    assertThat(port.path("IcmpCode").asInt()).isEqualTo(13);
  }

  @Test
  void lossDoesNotHideOpenPorts(Lab lab) {
    lab.faults().loss(30);

    assertThat(states(ports(lab, Network.DESTINATION, "22,80,8080", "--retries", "10")))
        .isEqualTo(Map.of(22, "Open", 80, "Open", 8080, "Open"));
  }

  @Test
  void datagrams(Lab lab) {
    Pathwhy.Answer answer =
        ports(lab, Network.DESTINATION, "7007,7008", "--protocol", "Udp", "--retries", "1");

    assertThat(states(answer)).as("%s", answer).containsEntry(7008, "Closed");
    assertThat(states(answer).get(7007)).as("%s", answer).startsWith("Open");
  }

  @Test
  void noneIsOpen(Lab lab) {
    assertThat(ports(lab, Network.DESTINATION, "9990-9999").exit()).isEqualTo(1);
  }

  @Test
  void noRouteHere(Lab lab) {
    lab.faults().noOwnRoute();

    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask("ports", Network.DESTINATION, "80");

    assertThat(answer.exit()).as("%s", answer).isEqualTo(3);
  }

  @Test
  void wholePrefix(Lab lab) {
    Pathwhy.Answer answer = ports(lab, "10.77.4.0/30", "80", "--open", "--retries", "0");

    List<String> open =
        answer
            .json()
            .path("Targets")
            .valueStream()
            .filter(target -> target.at("/Counts/Open").asInt() > 0)
            .map(target -> target.path("Address").asString())
            .toList();
    assertThat(open).as("%s", answer).containsExactly(Network.DESTINATION);
  }

  @Test
  void formatsShowTheSame(Lab lab) {
    for (String format : List.of("text", "yaml", "table", "tsv")) {
      assertThat(ports(lab, Network.DESTINATION, "22,9999", "-o", format).stdout())
          .contains("22", "9999");
    }
  }
}
