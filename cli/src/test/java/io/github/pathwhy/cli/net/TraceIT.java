package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The hops that `trace` finds and where it says that they end, without privilege. */
@NetworkTest
final class TraceIT {
  private static final String WEB = Network.DESTINATION + ":80";
  private static final List<String> ROUTERS = List.of(Network.R1, Network.R2, Network.FIREWALL);

  private static Pathwhy.Answer trace(Lab lab, String... args) {
    String[] words = Stream.concat(Stream.of("trace"), Stream.of(args)).toArray(String[]::new);
    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask(words);
    assertThat(answer.stderr()).as("%s", answer).isEmpty();
    return answer;
  }

  private static void assertEnd(Pathwhy.Answer answer, String type, int exit) {
    assertThat(answer.json().at("/End/Type").asString()).as("%s", answer).isEqualTo(type);
    assertThat(answer.exit()).as("%s", answer).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.4.2:80, Tcp",
    "10.77.4.2:7007, Udp",
    "10.77.4.2, Udp",
    "10.77.4.2, Icmp",
    "www.lab.test:80, Tcp"
  })
  void allHops(String destination, String protocol, Lab lab) {
    Pathwhy.Answer answer = trace(lab, destination, "--protocol", protocol, "--ip-version", "IPv4");

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.hops())
        .containsExactly(Network.R1, Network.R2, Network.FIREWALL, Network.DESTINATION);
    assertThat(answer.json().path("SeveralPaths").asBoolean()).isFalse();
    assertThat(answer.json().at("/Explanation/Notes").size()).as("%s", answer).isZero();
  }

  @ParameterizedTest
  @CsvSource({"[fd77:4::2]:80, Tcp", "[fd77:4::2]:7007, Udp", "fd77:4::2, Icmp"})
  void allHopsWithVersion6(String destination, String protocol, Lab lab) {
    Pathwhy.Answer answer = trace(lab, destination, "--protocol", protocol);

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.hops())
        .containsExactly(Network.R1_V6, Network.R2_V6, Network.FIREWALL_V6, Network.DESTINATION_V6);
  }

  @Test
  void latencyOfEachHop(Lab lab) {
    for (JsonNode hop : trace(lab, WEB, "--probes", "5").json().path("Hops")) {
      double least = hop.path("MinLatencyInMs").asDouble();
      double most = hop.path("MaxLatencyInMs").asDouble();

      assertThat(least).isPositive();
      assertThat(hop.path("AvgLatencyInMs").asDouble()).isBetween(least, most);
      assertThat(hop.path("ProbesSent").asInt()).isEqualTo(5);
    }
  }

  @Test
  void refusedAtItsEnd(Lab lab) {
    Pathwhy.Answer answer = trace(lab, Network.DESTINATION + ":" + Servers.CLOSED);

    assertEnd(answer, "Refused", 1);
    assertThat(answer.hops()).startsWith(Network.R1, Network.R2, Network.FIREWALL);
  }

  @Test
  void silentRouterIsAGap(Lab lab) {
    lab.faults().silent(Node.R2);

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.hops())
        .containsExactly(Network.R1, "", Network.FIREWALL, Network.DESTINATION);
  }

  @ParameterizedTest
  @CsvSource({"admin-prohibited, 3, 13", "host-unreachable, 3, 1", "port-unreachable, 3, 3"})
  void firewallSaysNo(String with, int type, int code, Lab lab) {
    lab.faults().rejected(80, with);

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Stopped", 1);
    assertThat(answer.json().at("/End/Address").asString()).isEqualTo(Network.FIREWALL);
    assertThat(answer.json().at("/End/IcmpType").asInt()).isEqualTo(type);
    assertThat(answer.json().at("/End/IcmpCode").asInt()).isEqualTo(code);
    assertThat(answer.hops()).isEqualTo(ROUTERS);
  }

  @ParameterizedTest
  @CsvSource({"unreachable, 1", "prohibit, 13"})
  void routerSaysNo(String kind, int code, Lab lab) {
    lab.faults().route(kind);

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Stopped", 1);
    assertThat(answer.json().at("/End/Address").asString()).isEqualTo(Network.R2);
    assertThat(answer.json().at("/End/IcmpCode").asInt()).isEqualTo(code);
  }

  @Test
  void routerHasNoRoute(Lab lab) {
    lab.faults().noRoute();

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Stopped", 1);
    assertThat(answer.json().at("/End/IcmpCode").asInt()).isZero();
  }

  @Test
  void firewallDrops(Lab lab) {
    lab.faults().dropped(80);

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Silent", 1);
    assertThat(answer.json().at("/End/AfterTtl").asInt()).isEqualTo(3);
  }

  @Test
  void answersFindNoWayBack(Lab lab) {
    lab.faults().noReturn();

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Silent", 1);
    assertThat(answer.json().at("/End/AfterTtl").asInt()).isEqualTo(3);
  }

  @Test
  void routerSwallowsEverything(Lab lab) {
    lab.faults().route("blackhole");

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Silent", 1);
    assertThat(answer.json().at("/End/AfterTtl").asInt()).isEqualTo(1);
  }

  @Test
  void packetsGoInCircles(Lab lab) {
    lab.faults().loop();

    Pathwhy.Answer answer = trace(lab, WEB);

    assertEnd(answer, "Loop", 1);
    assertThat(answer.json().at("/End/Addresses").toString()).contains("10.77.2.2", "10.77.2.1");
  }

  @Test
  void answersTakeAnotherWay(Lab lab) {
    lab.faults().asymmetric();

    assertEnd(trace(lab, WEB), "Arrived", 0);
  }

  @Test
  void waysOfEqualCostAreToldApart(Lab lab) {
    lab.faults().equalCost();

    Pathwhy.Answer answer = trace(lab, WEB, "--paths=32");

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.json().path("SeveralPaths").asBoolean()).isTrue();
    List<String> ways =
        answer
            .json()
            .at("/Paths/Ways")
            .valueStream()
            .map(way -> way.path("Addresses").toString())
            .toList();
    assertThat(ways)
        .as("%s", answer)
        .containsExactlyInAnyOrder(
            "[\"10.77.1.1\",\"10.77.2.2\",\"10.77.3.2\",\"10.77.4.2\"]",
            "[\"10.77.1.1\",\"10.77.12.2\",\"10.77.13.2\",\"10.77.4.2\"]");
  }

  @Test
  void oneSourcePortIsOneWay(Lab lab) {
    lab.faults().equalCost();

    Pathwhy.Answer answer = trace(lab, WEB, "--source-port", "40111");

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.json().path("SeveralPaths").asBoolean()).as("%s", answer).isFalse();
    assertThat(answer.hops().subList(1, 3))
        .isIn(List.of(Network.R2, Network.FIREWALL), List.of(Network.R2B, "10.77.13.2"));
  }

  @Test
  void lossIsCounted(Lab lab) {
    lab.faults().loss(50);

    Pathwhy.Answer answer = trace(lab, WEB, "--probes", "20");

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.json().at("/Hops/3/ProbesFailed").asInt()).as("%s", answer).isBetween(1, 19);
    assertThat(answer.json().at("/Hops/0/ProbesFailed").asInt()).isZero();
  }

  @Test
  void pathMtuIsTold(Lab lab) {
    lab.faults().mtu(1300);

    Pathwhy.Answer answer = trace(lab, Network.DESTINATION, "--mtu");

    assertThat(answer.json().at("/PathMtu/Bytes").asInt()).as("%s", answer).isEqualTo(1300);
    assertThat(answer.json().at("/PathMtu/Limit").asString()).isEqualTo("Reported");
    assertThat(answer.json().at("/PathMtu/Address").asString()).isEqualTo(Network.FIREWALL);
  }

  @Test
  void pathMtuIsFoundThroughABlackHole(Lab lab) {
    lab.faults().mtuBlackHole(1300);

    Pathwhy.Answer answer = trace(lab, Network.DESTINATION, "--mtu");

    assertThat(answer.json().at("/PathMtu/Bytes").asInt()).as("%s", answer).isEqualTo(1300);
    assertThat(answer.json().at("/PathMtu/Limit").asString()).isEqualTo("BlackHole");
    assertThat(answer.json().at("/PathMtu/Address").asString()).isEqualTo(Network.FIREWALL);
  }

  @Test
  void pathMtuOfTheOwnLink(Lab lab) {
    Pathwhy.Answer answer = trace(lab, Network.DESTINATION, "--mtu");

    assertThat(answer.json().at("/PathMtu/Bytes").asInt()).as("%s", answer).isEqualTo(1500);
  }

  @Test
  void noRouteHere(Lab lab) {
    lab.faults().noOwnRoute();

    assertEnd(trace(lab, WEB), "NotSent", 3);
  }

  @Test
  void withoutEchoRequestsDatagramsAreSent(Lab lab) {
    lab.faults().noPingGroups();

    Pathwhy.Answer answer = trace(lab, Network.DESTINATION);

    assertEnd(answer, "Arrived", 0);
    assertThat(answer.json().path("Protocol").asString()).isEqualTo("Udp");
    assertThat(answer.hops())
        .containsExactly(Network.R1, Network.R2, Network.FIREWALL, Network.DESTINATION);
  }
}
