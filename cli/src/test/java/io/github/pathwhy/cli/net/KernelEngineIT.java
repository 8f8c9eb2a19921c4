package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.probe.ProbeEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the kernel's engine sees of each fault, without any privilege: exact ICMP codes, and who
/// sent them. A question is `METHOD ADDRESS PORT SOURCE-PORT TTL SIZE DONT-FRAGMENT MILLIS`.
@NetworkTest
final class KernelEngineIT {
  private static final String TCP = "tcp " + Network.DESTINATION + " 80 0 0 0 false 900";
  private static final String TCP_V6 = "tcp " + Network.DESTINATION_V6 + " 80 0 0 0 false 900";
  private static final String UDP = "udp " + Network.DESTINATION + " 7007 0 0 8 false 900";
  private static final String UDP_V6 = "udp " + Network.DESTINATION_V6 + " 7007 0 0 8 false 900";
  private static final String PING = "icmp " + Network.DESTINATION + " 0 0 0 8 false 900";
  private static final String PING_V6 = "icmp " + Network.DESTINATION_V6 + " 0 0 0 8 false 900";

  /** The answers to questions, in order. */
  private static List<String> ask(Lab lab, String... questions) {
    List<String> command = new ArrayList<>(Pathwhy.NOBODY);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            Distribution.codeOf(Prober.class) + ":" + Distribution.codeOf(ProbeEngine.class),
            Prober.class.getName()));
    Commands.Result result =
        Commands.run(
            lab.network().in(Node.SOURCE, command), Map.of(), String.join("\n", questions) + "\n");
    assertThat(result.stderr()).isEmpty();
    return result.stdout().lines().toList();
  }

  /** The first answer that is not silence: Linux routers say such errors once a second at most. */
  private static String askPatiently(Lab lab, String question) {
    return ask(lab, question, question, question).stream()
        .filter(answer -> !answer.equals("silent"))
        .findFirst()
        .orElse("silent");
  }

  @Test
  void destinationAnswers(Lab lab) {
    assertThat(ask(lab, TCP, TCP_V6, UDP, UDP_V6, PING, PING_V6))
        .containsExactly("answered", "answered", "answered", "answered", "answered", "answered");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 80, 10.77.4.2, 10.77.1.1 10.77.2.2 10.77.3.2",
    "udp, 7007, 10.77.4.2, 10.77.1.1 10.77.2.2 10.77.3.2",
    "icmp, 0, 10.77.4.2, 10.77.1.1 10.77.2.2 10.77.3.2",
    "tcp, 80, fd77:4::2, fd77:1::1 fd77:2::2 fd77:3::2",
    "udp, 7007, fd77:4::2, fd77:1::1 fd77:2::2 fd77:3::2",
    "icmp, 0, fd77:4::2, fd77:1::1 fd77:2::2 fd77:3::2"
  })
  void routersAreSeen(String method, int port, String address, String routers, Lab lab) {
    String question = method + " " + address + " " + port + " 0 %s 0 false 900";
    String error = address.contains(":") ? "3/0" : "11/0";

    List<String> answers =
        ask(
            lab,
            question.replace("%s", "1"),
            question.replace("%s", "2"),
            question.replace("%s", "3"),
            question.replace("%s", "4"));

    List<String> expected = new ArrayList<>();
    for (String router : routers.split(" ", -1)) {
      expected.add("icmp TTL_EXCEEDED " + error + " from " + router);
    }
    expected.add("answered");
    assertThat(answers).isEqualTo(expected);
  }

  @Test
  void nobodyListens(Lab lab) {
    assertThat(
            ask(
                lab,
                TCP.replace(" 80 ", " 9999 "),
                TCP_V6.replace(" 80 ", " 9999 "),
                UDP.replace("7007", "9999"),
                UDP_V6.replace("7007", "9999")))
        .containsExactly(
            "reset",
            "reset",
            "icmp PORT_UNREACHABLE 3/3 from 10.77.4.2",
            "icmp PORT_UNREACHABLE 1/4 from fd77:4::2");
  }

  @Test
  void fullQueueIsSilent(Lab lab) {
    assertThat(ask(lab, TCP.replace(" 80 ", " " + Servers.FULL + " "))).containsExactly("silent");
  }

  @Test
  void firewallDrops(Lab lab) {
    lab.faults().dropped(80);
    lab.faults().noPing();

    assertThat(ask(lab, TCP, TCP_V6, PING, PING_V6, UDP))
        .containsExactly("silent", "silent", "silent", "silent", "answered");
  }

  @Test
  void firewallResets(Lab lab) {
    lab.faults().reset(80);

    assertThat(ask(lab, TCP, TCP_V6)).containsExactly("reset", "reset");
  }

  @ParameterizedTest
  @CsvSource({
    "admin-prohibited, icmp PROHIBITED 3/13 from 10.77.3.2, icmp PROHIBITED 1/1 from fd77:3::2",
    "host-unreachable, icmp HOST_UNREACHABLE 3/1 from 10.77.3.2,"
        + " icmp HOST_UNREACHABLE 1/3 from fd77:3::2",
    "port-unreachable, icmp PORT_UNREACHABLE 3/3 from 10.77.3.2,"
        + " icmp PORT_UNREACHABLE 1/4 from fd77:3::2",
    "no-route, icmp NET_UNREACHABLE 3/0 from 10.77.3.2,"
        + " icmp NET_UNREACHABLE 1/0 from fd77:3::2"
  })
  void firewallSaysNo(String with, String v4, String v6, Lab lab) {
    lab.faults().rejected(80, with);

    assertThat(ask(lab, TCP, TCP_V6)).containsExactly(v4, v6);
  }

  @ParameterizedTest
  @CsvSource({
    "unreachable, icmp HOST_UNREACHABLE 3/1 from 10.77.2.2",
    "prohibit, icmp PROHIBITED 3/13 from 10.77.2.2",
    "blackhole, silent"
  })
  void routerHasNoWay(String kind, String expected, Lab lab) {
    lab.faults().route(kind);

    for (String question : List.of(TCP, PING, UDP)) {
      assertThat(askPatiently(lab, question)).isEqualTo(expected);
    }
  }

  @Test
  void routerHasNoRoute(Lab lab) {
    lab.faults().noRoute();

    for (String question : List.of(TCP, PING, UDP)) {
      assertThat(askPatiently(lab, question)).isEqualTo("icmp NET_UNREACHABLE 3/0 from 10.77.2.2");
    }
    assertThat(askPatiently(lab, TCP_V6)).isEqualTo("icmp NET_UNREACHABLE 1/0 from fd77:2::2");
  }

  @Test
  void loopUsesUpTheTimeToLive(Lab lab) {
    lab.faults().loop();

    List<String> answers =
        ask(
            lab,
            TCP.replace(" 80 0 0 ", " 80 0 1 "),
            TCP.replace(" 80 0 0 ", " 80 0 2 "),
            TCP.replace(" 80 0 0 ", " 80 0 3 "),
            TCP.replace(" 80 0 0 ", " 80 0 4 "));

    assertThat(answers).allMatch(answer -> answer.startsWith("icmp TTL_EXCEEDED 11/0 from "));
    assertThat(answers.get(1)).isEqualTo(answers.get(3)).endsWith("10.77.2.2");
  }

  @Test
  void answersFindNoWayBack(Lab lab) {
    lab.faults().noReturn();

    assertThat(ask(lab, TCP, TCP_V6, UDP, PING))
        .containsExactly("silent", "silent", "silent", "silent");
  }

  @Test
  void silentRouter(Lab lab) {
    lab.faults().silent(Node.R2);

    assertThat(ask(lab, TCP.replace(" 80 0 0 ", " 80 0 2 "), TCP))
        .containsExactly("silent", "answered");
  }

  @Test
  void sourcePortInUse(Lab lab) {
    Process holder = PortHolder.on(lab.network(), Node.SOURCE, 40404);
    try {
      assertThat(
              ask(
                  lab,
                  TCP.replace(" 80 0 ", " 80 40404 "),
                  UDP.replace(" 7007 0 ", " 7007 40404 ")))
          .containsExactly("unsent SOURCE_PORT_IN_USE", "unsent SOURCE_PORT_IN_USE");
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void sourcePortNeedsPrivilege(Lab lab) {
    assertThat(ask(lab, TCP.replace(" 80 0 ", " 80 99 ")))
        .first()
        .asString()
        .matches("unsent (SOURCE_NOT_BINDABLE|NOT_PERMITTED)");
  }

  @Test
  void noRouteHere(Lab lab) {
    lab.faults().noOwnRoute();

    assertThat(ask(lab, TCP, TCP_V6, UDP, PING)).containsOnly("unsent NO_ROUTE");
  }

  @Test
  void ownLinkIsDown(Lab lab) {
    lab.faults().ownLinkDown();

    assertThat(ask(lab, TCP, UDP, PING)).containsOnly("unsent NO_ROUTE");
  }

  @Test
  void ownFirewall(Lab lab) {
    lab.faults().filter(Node.SOURCE, Faults.Hook.OUTPUT, "tcp dport 80 drop");
    lab.faults().filter(Node.SOURCE, Faults.Hook.OUTPUT, "udp dport 7007 reject");

    assertThat(ask(lab, TCP, UDP)).containsExactly("silent", "unsent NOT_PERMITTED");
  }

  @Test
  void pingMayNeedAGroup(Lab lab) {
    lab.faults().noPingGroups();

    assertThat(ask(lab, PING, TCP)).containsExactly("unsent NOT_PERMITTED", "answered");
  }

  @Test
  void narrowLinkSaysItsMtu(Lab lab) {
    lab.faults().mtu(1300);

    assertThat(
            ask(
                lab,
                "icmp 10.77.4.2 0 0 0 1272 true 900",
                "icmp 10.77.4.2 0 0 0 1273 true 900",
                "udp 10.77.4.2 7007 0 0 1400 true 900",
                "icmp fd77:4::2 0 0 0 1400 true 900",
                "icmp 10.77.4.2 0 0 0 1473 true 900"))
        .containsExactly(
            "answered",
            "icmp TOO_BIG 3/4 from 10.77.3.2 mtu 1300",
            "icmp TOO_BIG 3/4 from 10.77.3.2 mtu 1300",
            "icmp TOO_BIG 2/0 from fd77:3::2 mtu 1300",
            "unsent TOO_BIG");
  }

  @Test
  void narrowLinkSaysNothing(Lab lab) {
    lab.faults().mtuBlackHole(1300);

    assertThat(ask(lab, "icmp 10.77.4.2 0 0 0 1272 true 900", "icmp 10.77.4.2 0 0 0 1273 true 900"))
        .containsExactly("answered", "silent");
  }

  @Test
  void oneFlowStaysOnItsWay(Lab lab) {
    lab.faults().equalCost();
    List<String> questions = new ArrayList<>();
    for (int port = 41_000; port < 41_012; port++) {
      for (int turn = 0; turn < 3; turn++) {
        questions.add("tcp 10.77.4.2 80 " + port + " 2 0 false 900");
      }
    }

    List<String> answers = ask(lab, questions.toArray(String[]::new));

    assertThat(answers)
        .contains(
            "icmp TTL_EXCEEDED 11/0 from " + Network.R2,
            "icmp TTL_EXCEEDED 11/0 from " + Network.R2B);
    for (int flow = 0; flow < answers.size(); flow += 3) {
      assertThat(answers.subList(flow, flow + 3)).containsOnly(answers.get(flow));
    }
  }
}
