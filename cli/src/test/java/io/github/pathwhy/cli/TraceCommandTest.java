package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.kernel.KernelEngine;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Traces on loopback, and command lines that are none. */
@Timeout(60)
final class TraceCommandTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @BeforeEach
  void needsTheKernelTier() {
    switch (KernelEngine.open()) {
      case Opening.Opened(var engine) -> {
        boolean sees =
            engine.canSeeHops(Method.TCP, IpVersion.V4).isAble()
                && engine.canSeeHops(Method.UDP, IpVersion.V4).isAble();
        engine.close();
        assumeTrue(sees);
      }
      case Opening.Unavailable(String why, String _) -> assumeTrue(false, why);
    }
  }

  private static JsonNode json(Invocation.Outcome outcome) {
    assertThat(outcome.stderr()).isEmpty();
    assertThat(Schemas.of("trace").violationsOfJson(outcome.stdout())).isEmpty();
    return Schemas.json(outcome.stdout());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aListenerIsReached() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 50, LOOPBACK)) {
      String target = "127.0.0.1:" + socket.getLocalPort();
      Invocation.Outcome outcome = Invocation.of("trace", target).run();

      assertThat(outcome.exit()).isZero();
      JsonNode document = json(outcome);
      assertThat(document.get("ConnectionStatus").asString()).isEqualTo("Reachable");
      assertThat(document.get("Hops")).hasSize(1);
      assertThat(document.at("/Hops/0/Address").asString()).isEqualTo("127.0.0.1");
      assertThat(document.at("/Hops/0/ProbesSent").asInt()).isEqualTo(3);
      assertThat(document.at("/End/Type").asString()).isEqualTo("Arrived");
      assertThat(document.at("/Explanation/Tier").asString()).isEqualTo("kernel");
    }
  }

  @Test
  void aClosedPortRefuses() throws IOException {
    Invocation.Outcome outcome = Invocation.of("trace", "127.0.0.1:" + closedPort()).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(json(outcome).at("/End/Type").asString()).isEqualTo("Refused");
  }

  @Test
  void aClosedPortIsReachedByDatagrams() throws IOException {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      port = socket.getLocalPort();
    }
    Invocation.Outcome outcome =
        Invocation.of("trace", "127.0.0.1", "--protocol", "udp", "--dest-port", "" + port).run();

    assertThat(outcome.exit()).isZero();
    assertThat(json(outcome).at("/End/Words").asString()).contains("closed");
  }

  @Test
  void flowsAndMtuAreInTheDocument() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 50, LOOPBACK)) {
      Invocation.Outcome outcome =
          Invocation.of("trace", "--paths=4", "127.0.0.1:" + socket.getLocalPort(), "--mtu").run();

      JsonNode document = json(outcome);
      assertThat(document.at("/Paths/Flows").asInt()).isEqualTo(4);
      assertThat(document.at("/Paths/Ways")).hasSize(1);
      assertThat(document.at("/Paths/Ways/0/SourcePorts")).hasSize(4);
      assertThat(document.has("PathMtu")).isTrue();
    }
  }

  @Test
  void aFixedSourcePortIsUsed() throws IOException {
    int own = closedPort();
    try (ServerSocket socket = new ServerSocket(0, 50, LOOPBACK)) {
      Invocation.Outcome outcome =
          Invocation.of("trace", "127.0.0.1:" + socket.getLocalPort(), "--source-port", "" + own)
              .run();

      assertThat(outcome.exit()).isZero();
      assertThat(json(outcome).get("SourcePort").asInt()).isEqualTo(own);
    }
  }

  @Test
  void aSourcePortInUseIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK);
        ServerSocket socket = new ServerSocket(0, 50, LOOPBACK)) {
      Invocation.Outcome outcome =
          Invocation.of(
                  "trace",
                  "127.0.0.1:" + socket.getLocalPort(),
                  "--source-port",
                  "" + taken.getLocalPort())
              .run();

      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(json(outcome).at("/End/Type").asString()).isEqualTo("NotSent");
    }
  }

  @Test
  void allFormatsAnswer() throws IOException {
    Invocation question = Invocation.of("trace", "127.0.0.1:" + closedPort());

    assertThat(question.and("-o", "text").run().stdout())
        .contains(" 1  127.0.0.1  ", "✗ 127.0.0.1 refuses the connection (RST), 1 hop away")
        .contains("kernel tier");
    assertThat(question.and("-o", "table").run().lines().getFirst()).startsWith("Hop  Address");
    assertThat(question.and("-o", "tsv").run().lines()).hasSize(1);
    assertThat(Schemas.of("trace").violationsOfYaml(question.and("-o", "yaml").run().stdout()))
        .isEmpty();
    assertThat(question.and("--query", "End.Type").run().stdout()).isEqualTo("\"Refused\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                       | no destination",
        "10.0.0.1:0                             | ports 1 to 65535",
        "10.0.0.1:65536                         | ports 1 to 65535",
        "10.0.0.1:http                          | no destination",
        "[10.0.0.1]:80                          | no destination",
        "[::1                                   | no destination",
        "https://a.example/                     | no destination",
        "224.0.0.1                              | multicast",
        "ff02::1                                | multicast",
        "255.255.255.255:80                     | broadcast",
        "0.0.0.0:80                             | unspecified",
        ":: --protocol Udp                      | unspecified",
        "10.0.0.1 --protocol Tcp                | needs a port",
        "10.0.0.1:80 --protocol Icmp            | no ports",
        "10.0.0.1:80 --dest-port 81             | two destination ports",
        "10.0.0.1:80 --ip-version IPv6          | is IPv4",
        "10.0.0.1:80 --probes 0                 | 1 to 100",
        "10.0.0.1:80 --probes 101               | 1 to 100",
        "10.0.0.1:80 --max-hops 65              | 1 to 64",
        "10.0.0.1:80 --paths=65                 | 1 to 64",
        "10.0.0.1:80 --paths=x                  | 1 to 64",
        "10.0.0.1:80 --paths=99999999999        | 1 to 64",
        "10.0.0.1:80 --rate 0                   | --rate",
        "10.0.0.1:80 --timeout never            | --timeout",
        "10.0.0.1:80 --tier telepathy           | telepathy",
        "10.0.0.1 --paths=4                     | needs ports",
        "10.0.0.1 --source-port 4000            | needs ports",
        "10.0.0.1:80 --source-port 70000        | 1 to 65535",
        "10.0.0.1 10.0.0.2                      | unexpected"
      })
  void wrongCommandLinesSendNothing(String words, String expected) {
    Invocation invocation = Invocation.of("trace");
    if (words != null) {
      invocation = invocation.and(words.split(" +"));
    }
    Invocation.Outcome outcome = invocation.run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:%d --paths", "--paths 127.0.0.1:%d", "--paths 2 127.0.0.1:%d"})
  void theNumberOfFlowsMayBeLeftOut(String words) throws IOException {
    String line = words.replace("%d", "" + closedPort());

    Invocation.Outcome outcome = Invocation.of("trace").and(line.split(" ")).run();

    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(json(outcome).at("/Paths/Flows").asInt()).isEqualTo(words.contains("2 ") ? 2 : 8);
  }

  @Test
  void namesThatDoNotResolveAreNotDetermined() {
    Invocation.Outcome outcome = Invocation.of("trace", "no..such.name:80").run();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("no..such.name");
  }
}
