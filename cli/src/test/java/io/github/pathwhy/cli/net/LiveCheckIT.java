package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Each fault of a network, and what a live check says of it, without privilege unless it says so.
 */
@NetworkTest
final class LiveCheckIT {
  private static final String WEB = Network.DESTINATION + ":80";
  private static final String WEB_V6 = "[" + Network.DESTINATION_V6 + "]:80";

  private static Pathwhy.Answer check(Lab lab, String... args) {
    return ask(lab.pathwhy().unprivileged(), args);
  }

  private static Pathwhy.Answer ask(Pathwhy pathwhy, String... args) {
    String[] words = new String[args.length + 1];
    words[0] = "check";
    System.arraycopy(args, 0, words, 1, args.length);
    Pathwhy.Answer answer = pathwhy.ask(words);
    assertThat(answer.stderr()).as("%s", answer).isEmpty();
    return answer;
  }

  private static void assertReachable(Pathwhy.Answer answer) {
    assertThat(answer.json().path("ConnectionStatus").asString())
        .as("%s", answer)
        .isEqualTo("Reachable");
    assertThat(answer.exit()).isZero();
    assertThat(answer.json().path("AvgLatencyInMs").isNumber()).as("%s", answer).isTrue();
  }

  /** Unreachable for one reason, at one place. */
  private static void assertIssue(Pathwhy.Answer answer, String place, String type) {
    assertThat(answer.issues()).as("%s", answer).containsExactly(place + " Error " + type);
    assertThat(answer.json().path("ConnectionStatus").asString()).isEqualTo("Unreachable");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.json().has("AvgLatencyInMs")).isFalse();
  }

  private static String context(Pathwhy.Answer answer, String key) {
    for (JsonNode hop : answer.json().path("Hops")) {
      for (JsonNode issue : hop.path("Issues")) {
        for (JsonNode entry : issue.path("Context")) {
          if (entry.path("key").asString().equals(key)) {
            return entry.path("value").asString();
          }
        }
      }
    }
    return "";
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.4.2:80, Tcp",
    "10.77.4.2:7007, Udp",
    "10.77.4.2, Icmp",
    "www.lab.test:80, Tcp"
  })
  void nothingIsWrong(String destination, String protocol, Lab lab) {
    Pathwhy.Answer answer =
        check(lab, destination, "--protocol", protocol, "--ip-version", "IPv4", "--probes", "5");

    assertReachable(answer);
    assertThat(answer.issues()).isEmpty();
    assertThat(answer.hops())
        .containsExactly(
            Network.SOURCE, Network.R1, Network.R2, Network.FIREWALL, Network.DESTINATION);
    assertThat(answer.json().path("ProbesSent").asInt()).isEqualTo(5);
    assertThat(answer.json().path("ProbesFailed").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"[fd77:4::2]:80, Tcp", "[fd77:4::2]:7007, Udp", "fd77:4::2, Icmp"})
  void nothingIsWrongWithVersion6(String destination, String protocol, Lab lab) {
    Pathwhy.Answer answer = check(lab, destination, "--protocol", protocol);

    assertReachable(answer);
    assertThat(answer.hops())
        .containsExactly(
            Network.SOURCE_V6,
            Network.R1_V6,
            Network.R2_V6,
            Network.FIREWALL_V6,
            Network.DESTINATION_V6);
  }

  @Test
  void nobodyListens(Lab lab) {
    assertIssue(
        check(lab, Network.DESTINATION + ":" + Servers.CLOSED),
        Network.DESTINATION,
        "NoListenerOnDestination");
    assertIssue(
        check(lab, Network.DESTINATION + ":" + Servers.CLOSED, "--protocol", "Udp"),
        Network.DESTINATION,
        "NoListenerOnDestination");
  }

  @Test
  void firewallDrops(Lab lab) {
    lab.faults().dropped(80);

    Pathwhy.Answer answer = check(lab, WEB, "--probes", "2");

    assertIssue(answer, Network.DESTINATION, "NetworkError");
    assertThat(context(answer, "Reason")).isEqualTo("Filtered");
    assertIssue(check(lab, WEB_V6, "--probes", "2"), Network.DESTINATION_V6, "NetworkError");
  }

  @ParameterizedTest
  @CsvSource({
    "admin-prohibited, ApplianceRule, 3/13",
    "host-unreachable, DestinationUnreachable, 3/1",
    "no-route, RouteMissing, 3/0"
  })
  void firewallSaysNo(String with, String type, String code, Lab lab) {
    lab.faults().rejected(80, with);

    Pathwhy.Answer answer = check(lab, WEB);

    assertIssue(answer, Network.FIREWALL, type);
    assertThat(context(answer, "Icmp")).isEqualTo(code);
    assertIssue(check(lab, WEB_V6), Network.FIREWALL_V6, type);
  }

  @Test
  void firewallResetsAndOnlyACaptureCanTell(Lab lab) {
    lab.faults().reset(80);

    Pathwhy.Answer blind = check(lab, WEB);
    Pathwhy.Answer seeing = ask(lab.pathwhy(), WEB, "--capture");

    assertIssue(blind, Network.DESTINATION, "NoListenerOnDestination");
    assertIssue(seeing, Network.FIREWALL, "ApplianceRule");
  }

  @ParameterizedTest
  @CsvSource({"unreachable, DestinationUnreachable, 3/1", "prohibit, ApplianceRule, 3/13"})
  void routerRefuses(String kind, String type, String code, Lab lab) {
    lab.faults().route(kind);

    Pathwhy.Answer answer = check(lab, WEB);

    assertIssue(answer, Network.R2, type);
    assertThat(context(answer, "Icmp")).isEqualTo(code);
  }

  @Test
  void routerHasNoRoute(Lab lab) {
    lab.faults().noRoute();

    assertIssue(check(lab, WEB), Network.R2, "RouteMissing");
  }

  @Test
  void routerSwallowsEverything(Lab lab) {
    lab.faults().route("blackhole");

    assertIssue(check(lab, WEB, "--probes", "2"), Network.R1, "NetworkError");
  }

  @Test
  void packetsGoInCircles(Lab lab) {
    lab.faults().loop();

    Pathwhy.Answer answer = check(lab, WEB, "--probes", "2");

    assertThat(answer.issues())
        .as("%s", answer)
        .hasSize(1)
        .first()
        .asString()
        .endsWith(" Error UDRLoop");
    assertThat(answer.exit()).isEqualTo(1);
  }

  @Test
  void answersFindNoWayBack(Lab lab) {
    lab.faults().noReturn();

    assertIssue(check(lab, WEB, "--probes", "2"), Network.FIREWALL, "NetworkError");
  }

  @Test
  void answersTakeAnotherWay(Lab lab) {
    lab.faults().asymmetric();

    assertReachable(check(lab, WEB));
  }

  @Test
  void silentRouterDoesNotMatter(Lab lab) {
    lab.faults().silent(Node.R2);

    Pathwhy.Answer answer = check(lab, WEB);

    assertReachable(answer);
    assertThat(answer.hops())
        .startsWith(Network.SOURCE, Network.R1)
        .endsWith(Network.FIREWALL, Network.DESTINATION)
        .doesNotContain(Network.R2);
  }

  @Test
  void bothWaysOfEqualCostAreThere(Lab lab) {
    lab.faults().equalCost();

    assertReachable(check(lab, WEB, "--probes", "20"));
  }

  @Test
  void someProbesAreLost(Lab lab) {
    lab.faults().loss(40);

    Pathwhy.Answer answer = check(lab, WEB, "--probes", "40");

    assertReachable(answer);
    assertThat(answer.json().path("ProbesFailed").asInt()).isBetween(2, 39);
    assertThat(answer.issues()).contains(Network.DESTINATION + " Warning NetworkError");
  }

  @Test
  void nobodyHasTheAddress(Lab lab) {
    Pathwhy.Answer answer = check(lab, Network.NOBODY + ":80");

    assertThat(answer.exit()).as("%s", answer).isEqualTo(1);
    assertThat(answer.issues())
        .hasSize(1)
        .first()
        .asString()
        .matches(Network.FIREWALL + " Error (DestinationUnreachable|NetworkError)");
  }

  /** Whichever comes first, the reset or the look at the connection: somebody accepted. */
  @ParameterizedTest
  @ValueSource(strings = {"kernel", "portable"})
  void whatAcceptsAndBreaksOffHasAccepted(String tier, Lab lab) {
    Pathwhy.Answer answer =
        check(lab, Network.DESTINATION + ":" + Servers.RESETS, "--probes", "50", "--tier", tier);

    assertReachable(answer);
    assertThat(answer.json().path("ProbesFailed").asInt()).as("%s", answer).isZero();
  }

  @Test
  void destinationsLinkIsDown(Lab lab) {
    lab.faults().linkDown();

    assertThat(check(lab, WEB, "--probes", "2").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unreachable", "prohibit", "blackhole"})
  void routeHereRefuses(String kind, Lab lab) {
    lab.network().ip(Node.SOURCE, "route add " + kind + " " + Network.DESTINATION);
    try {
      Pathwhy.Answer answer = check(lab, WEB);

      assertIssue(answer, "source", "RouteMissing");
      assertThat(context(answer, "Reason")).startsWith("a route of type " + kind + " to ");
    } finally {
      lab.network().ip(Node.SOURCE, "route del " + kind + " " + Network.DESTINATION);
    }
  }

  @Test
  void sourcePortIsInUse(Lab lab) {
    Process holder = PortHolder.on(lab.network(), Node.SOURCE, 40405);
    try {
      assertIssue(check(lab, WEB, "--source-port", "40405"), "source", "SourcePortInUse");
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void sourcePortNeedsPrivilege(Lab lab) {
    assertIssue(check(lab, WEB, "--source-port", "99"), "source", "SocketError");
    assertReachable(ask(lab.pathwhy(), WEB, "--source-port", "99", "--probes", "1"));
  }

  @Test
  void nextHopDoesNotAnswerArp(Lab lab) {
    lab.faults().noArpAtFirstHop();

    assertIssue(check(lab, WEB), "source", "ARPMissing");
  }

  @Test
  void noRouteHere(Lab lab) {
    lab.faults().noOwnRoute();

    assertIssue(check(lab, WEB), "source", "RouteMissing");
  }

  @Test
  void ownFirewallDrops(Lab lab) {
    lab.faults().filter(Node.SOURCE, Faults.Hook.OUTPUT, "tcp dport 80 drop");

    Pathwhy.Answer answer = ask(lab.pathwhy(), WEB, "--probes", "2");

    assertIssue(answer, "source", "GuestFirewall");
    assertThat(context(answer, "Rule")).contains("drop");
  }

  @Test
  void ownFirewallDropsTheAnswer(Lab lab) {
    lab.faults().filter(Node.SOURCE, Faults.Hook.INPUT, "tcp sport 80 drop");

    assertIssue(ask(lab.pathwhy(), WEB, "--probes", "2"), "source", "GuestFirewall");
  }

  @Test
  void ownFirewallRejects(Lab lab) {
    lab.faults().filter(Node.SOURCE, Faults.Hook.OUTPUT, "udp dport 7007 reject");

    assertIssue(
        check(lab, Network.DESTINATION + ":7007", "--protocol", "Udp"), "source", "GuestFirewall");
  }

  @Test
  void ownFirewallRejectsConnections(Lab lab) {
    lab.faults().filter(Node.SOURCE, Faults.Hook.OUTPUT, "tcp dport 80 reject");

    assertIssue(check(lab, WEB), "source", "GuestFirewall");
  }

  @Test
  void pingsAreDropped(Lab lab) {
    lab.faults().noPing();

    Pathwhy.Answer answer = check(lab, Network.DESTINATION, "--protocol", "Icmp", "--probes", "2");

    assertIssue(answer, Network.DESTINATION, "NetworkError");
  }

  @Test
  void datagramThatNobodyAnswersProvesNothing(Lab lab) {
    lab.faults().filter(Node.FIREWALL, Faults.Hook.FORWARD, "udp dport 7007 drop");

    Pathwhy.Answer answer =
        check(lab, Network.DESTINATION + ":7007", "--protocol", "Udp", "--probes", "2");

    assertThat(answer.exit()).as("%s", answer).isEqualTo(3);
  }

  /** A proxy at the firewall that passes on what it gets for the web server's port. */
  private static void assertProxyIsFound(Lab lab, String url, String place, String... more) {
    for (Pathwhy user : List.of(lab.pathwhy().unprivileged(), lab.pathwhy().through("env"))) {
      String[] words =
          Stream.concat(
                  Stream.of(url),
                  user.wrapper().equals(Pathwhy.NOBODY)
                      ? Stream.of(more)
                      : Stream.concat(Stream.of("--capture"), Stream.of(more)))
              .toArray(String[]::new);

      Pathwhy.Answer answer = ask(user, words);

      assertReachable(answer);
      assertThat(answer.issues())
          .as("%s", answer)
          .isEqualTo(place.isEmpty() ? List.of() : List.of(place + " Warning ProxiedConnection"));
    }
  }

  @Test
  void somethingOnTheWayAcceptsInItsName(Lab lab) {
    Process proxy = TransparentProxy.on(lab.network(), Node.FIREWALL, 3128, Network.DESTINATION);
    try {
      lab.faults().proxied(80, 3128);

      assertProxyIsFound(lab, WEB, Network.FIREWALL);
      assertProxyIsFound(lab, "http://" + Network.DESTINATION + "/", Network.FIREWALL);
      Pathwhy.Answer answer = check(lab, WEB);
      assertThat(answer.hops())
          .containsExactly(
              Network.SOURCE, Network.R1, Network.R2, Network.FIREWALL, Network.DESTINATION);
      assertThat(context(answer, "Address")).isEqualTo(Network.FIREWALL);
      assertProxyIsFound(lab, Network.DESTINATION + ":8080", "");
    } finally {
      proxy.destroyForcibly();
    }
  }

  @Test
  void whatAcceptsMayHideItsAddress(Lab lab) {
    Process proxy = TransparentProxy.on(lab.network(), Node.FIREWALL, 3128, Network.DESTINATION);
    try {
      lab.faults().proxied(80, 3128);
      lab.faults().silent(Node.FIREWALL);

      assertProxyIsFound(lab, WEB, Network.DESTINATION);
      assertThat(context(check(lab, WEB), "Distance")).isEqualTo("3");

      lab.faults().noPing();
      assertProxyIsFound(lab, WEB, "");
    } finally {
      proxy.destroyForcibly();
    }
  }

  @Test
  void hostThatOnlyAnswersConnectionsIsNoProxy(Lab lab) {
    lab.faults().noPing();
    assertProxyIsFound(lab, WEB, "");

    lab.faults().silent(Node.FIREWALL);
    assertProxyIsFound(lab, WEB, "");
  }

  @ParameterizedTest
  @CsvSource({
    "nx, NxDomain",
    "nodata, NoData",
    "servfail, ServFail",
    "refused, Refused",
    "silent, Timeout",
    "circle, AliasLoop"
  })
  void nameIsNotResolved(String host, String kind, Lab lab) {
    Pathwhy.Answer answer = check(lab, host + ".lab.test:80");

    assertIssue(answer, "source", "DNSResolution");
    assertThat(context(answer, "Kind")).isEqualTo(kind);
  }

  @Test
  void answerIsTheSameDocumentForEachFormat(Lab lab) {
    for (String format : List.of("text", "yaml", "table", "tsv")) {
      Pathwhy.Answer answer = check(lab, WEB, "-o", format, "--probes", "2");

      assertThat(answer.exit()).isZero();
      assertThat(answer.stdout()).contains(Network.DESTINATION, Network.R2);
    }
  }
}
