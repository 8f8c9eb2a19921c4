package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What `dns` says of servers that answer, refuse, fail, lie or say nothing. */
@NetworkTest
final class DnsIT {
  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static void assertStatus(Pathwhy.Answer answer, String status, int exit) {
    assertThat(answer.json().path("Status").asString()).as("%s", answer).isEqualTo(status);
    assertThat(answer.exit()).as("%s", answer).isEqualTo(exit);
    assertThat(answer.stderr()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nx, NxDomain, 1",
    "nodata, NoData, 1",
    "servfail, ServFail, 3",
    "refused, Refused, 3",
    "silent, Timeout, 3",
    "circle, AliasLoop, 1",
    "garbage, BadAnswer, 3"
  })
  void eachFailureHasItsName(String host, String status, int exit, Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().ask("dns", host + ".lab.test");

    assertStatus(answer, status, exit);
    assertThat(answer.json().path("Addresses").size()).isZero();
    assertThat(answer.json().path("Server").asString()).isEqualTo(Network.DESTINATION);
  }

  @ParameterizedTest
  @CsvSource({"www.lab.test", "alias.lab.test", "www", "slow.lab.test"})
  void addressesOfBothVersions(String name, Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask("dns", name);

    assertStatus(answer, "Found", 0);
    assertThat(texts(answer.json().path("Addresses")))
        .containsExactly(Network.DESTINATION, Network.DESTINATION_V6);
  }

  @Test
  void searchDomainsCanBeLeftOut(Lab lab) {
    assertStatus(lab.pathwhy().ask("dns", "www", "--no-search"), "NxDomain", 1);
  }

  @Test
  void slowAnswerIsTimed(Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().ask("dns", "slow.lab.test");

    assertThat(answer.json().path("TimeInMs").asDouble()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void truncatedAnswerIsAskedForAgainByTcp(Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().ask("dns", "big.lab.test", "--type", "TXT");

    assertStatus(answer, "Found", 0);
    assertThat(answer.json().path("Transport").asString()).isEqualTo("Tcp");
    assertThat(answer.json().path("Records").size()).isEqualTo(40);
    assertThat(answer.json().at("/Questions/0/Status").asString()).isEqualTo("Truncated");
  }

  @Test
  void dropOnTheWayIsSilence(Lab lab) {
    lab.faults().filter(Node.FIREWALL, Faults.Hook.FORWARD, "udp dport 53 drop");

    assertStatus(lab.pathwhy().ask("dns", "www.lab.test"), "Timeout", 3);
    assertStatus(lab.pathwhy().ask("dns", "www.lab.test", "--tcp"), "Found", 0);
  }

  @Test
  void nobodyListens(Lab lab) {
    assertStatus(
        lab.pathwhy().ask("dns", "www.lab.test", "--server", Network.DESTINATION + ":5399"),
        "NoServer",
        3);
  }

  @Test
  void noRouteToTheServer(Lab lab) {
    lab.faults().noOwnRoute();

    assertStatus(lab.pathwhy().ask("dns", "www.lab.test"), "Unreachable", 3);
  }

  @Test
  void secondServerAnswersForTheFirst(Lab lab) {
    lab.faults()
        .resolver(
            "nameserver "
                + Network.FIREWALL
                + "\nnameserver "
                + Network.DESTINATION
                + "\noptions timeout:1 attempts:1\n");

    Pathwhy.Answer answer = lab.pathwhy().ask("dns", "www.lab.test");

    assertStatus(answer, "Found", 0);
    assertThat(answer.json().path("Server").asString()).isEqualTo(Network.DESTINATION);
  }

  @Test
  void foreignBytesDoNotReachTheTerminal(Lab lab) {
    for (String format : List.of("text", "json", "table")) {
      Pathwhy.Answer answer =
          lab.pathwhy().ask("dns", "hostile.lab.test", "--type", "TXT", "-o", format);

      assertThat(answer.exit()).isZero();
      assertThat(answer.stdout()).contains("owned").doesNotContain("\u001b", "\u0007");
    }
  }

  @Test
  void realServerSaysTheSame(Lab lab) throws Exception {
    assumeTrue(Commands.isThere("unbound"), "needs unbound");
    Path settings = lab.file("unbound.conf");
    Files.writeString(
        settings,
        """
        server:
          username: ""
          chroot: ""
          directory: "%s"
          pidfile: ""
          do-daemonize: no
          use-syslog: no
          logfile: "/dev/null"
          interface: 0.0.0.0@5353
          access-control: 0.0.0.0/0 allow
          module-config: "iterator"
          local-zone: "." static
          local-zone: "nx.test." always_nxdomain
          local-zone: "refused.test." always_refuse
          local-zone: "silent.test." always_deny
          local-zone: "nodata.test." always_nodata
          local-data: "www.test. 60 A 10.77.4.2"
        """
            .replace("%s", settings.getParent().toString()));
    Process unbound =
        Commands.startSilently(
            lab.network()
                .in(Node.DESTINATION, List.of("unbound", "-d", "-c", settings.toString())));
    try {
      Pathwhy.Answer answer = askUnbound(lab, "www.test");
      for (int i = 0; i < 50 && answer.exit() != 0; i++) {
        Thread.sleep(100);
        answer = askUnbound(lab, "www.test");
      }
      assertStatus(answer, "Found", 0);
      assertStatus(askUnbound(lab, "a.nx.test"), "NxDomain", 1);
      assertStatus(askUnbound(lab, "a.refused.test"), "Refused", 3);
      assertStatus(askUnbound(lab, "a.silent.test"), "Timeout", 3);
      assertStatus(askUnbound(lab, "a.nodata.test"), "NoData", 1);
    } finally {
      unbound.destroy();
    }
  }

  private static Pathwhy.Answer askUnbound(Lab lab, String name) {
    return lab.pathwhy().ask("dns", name, "--no-search", "--server", Network.DESTINATION + ":5353");
  }
}
