package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.kernel.KernelEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Checks with real packets, on loopback. */
@Timeout(60)
final class LiveCheckTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;

  @BeforeEach
  void needsTheKernelTier() {
    switch (KernelEngine.open()) {
      case Opening.Opened(var engine) -> engine.close();
      case Opening.Unavailable(String why, String _) -> assumeTrue(false, why);
    }
  }

  private static JsonNode json(Invocation.Outcome outcome) {
    assertThat(outcome.stderr()).isEmpty();
    assertThat(Schemas.DOCUMENTED.violationsOfJson(outcome.stdout())).isEmpty();
    return Schemas.json(outcome.stdout());
  }

  private static List<String> issues(JsonNode document) {
    return StreamSupport.stream(document.get("Hops").spliterator(), false)
        .flatMap(hop -> StreamSupport.stream(hop.get("Issues").spliterator(), false))
        .filter(issue -> issue.get("Severity").asString().equals("Error"))
        .map(issue -> issue.get("Type").asString())
        .toList();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aListenerIsReached() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 200, LOOPBACK)) {
      String target = "127.0.0.1:" + server.getLocalPort();
      Invocation.Outcome outcome = Invocation.of("check", target, "--probes", "7").run();

      JsonNode document = json(outcome);
      assertThat(outcome.exit()).isZero();
      assertThat(document.get("ConnectionStatus").asString()).isEqualTo("Reachable");
      assertThat(document.get("ProbesSent").asInt()).isEqualTo(7);
      assertThat(document.get("ProbesFailed").asInt()).isZero();
      double least = document.get("MinLatencyInMs").asDouble();
      double average = document.get("AvgLatencyInMs").asDouble();
      assertThat(least).isPositive().isLessThanOrEqualTo(average);
      assertThat(average).isLessThanOrEqualTo(document.get("MaxLatencyInMs").asDouble());
      assertThat(document.at("/Explanation/Confidence").asString()).isEqualTo("Measured");
      assertThat(document.at("/Explanation/Measured/Clock").asString()).isEqualTo("tcp-info");
      assertThat(document.at("/Hops/0/Type").asString()).isEqualTo("Source");
    }
  }

  /** A burst fills the backlog of a slow server; that is no loss on the way. */
  @Test
  void aSmallBacklogIsNoLoss() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 2, LOOPBACK)) {
      Thread slow = Thread.ofVirtual().start(() -> acceptSlowly(server));
      Invocation.Outcome outcome =
          Invocation.of("check", "127.0.0.1:" + server.getLocalPort(), "--fail-on", "warning")
              .run();

      JsonNode document = json(outcome);
      assertThat(document.get("ProbesFailed").asInt()).isZero();
      assertThat(outcome.exit()).isZero();
      slow.interrupt();
    }
  }

  private static void acceptSlowly(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bothSchemasAndYaml() throws IOException {
    Invocation question = Invocation.of("check", "127.0.0.1:" + closedPort(), "--probes", "2");
    assertThat(Schemas.AZURE.violationsOfJson(question.and("--schema", "azure").run().stdout()))
        .isEmpty();
    assertThat(Schemas.DOCUMENTED.violationsOfYaml(question.and("-o", "yaml").run().stdout()))
        .isEmpty();
    assertThat(question.and("-o", "table").run().stdout()).contains("NoListenerOnDestination");
  }

  @Test
  void aClosedPort() throws IOException {
    Invocation.Outcome outcome = Invocation.of("check", "127.0.0.1:" + closedPort()).run();
    assertThat(outcome.exit()).isEqualTo(1);
    JsonNode document = json(outcome);
    assertThat(issues(document)).containsExactly("NoListenerOnDestination");
    assertThat(document.has("AvgLatencyInMs")).isFalse();
    assertThat(document.get("ProbesFailed").asInt()).isEqualTo(10);
  }

  @Test
  void datagramsForNobody() throws IOException {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      port = socket.getLocalPort();
    }
    Invocation.Outcome outcome =
        Invocation.of("check", "127.0.0.1:" + port, "--protocol", "udp", "--probes", "2").run();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(issues(json(outcome))).containsExactly("NoListenerOnDestination");
  }

  @Test
  void datagramsThatNobodyAnswers() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      Invocation.Outcome outcome =
          Invocation.of("check", "127.0.0.1:" + socket.getLocalPort(), "--protocol", "udp")
              .and("--probes", "2", "--timeout", "100ms")
              .run();
      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(json(outcome).get("ConnectionStatus").asString()).isEqualTo("Unknown");
    }
  }

  @Test
  void aSourcePortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK);
        ServerSocket server = new ServerSocket(0, 50, LOOPBACK)) {
      Invocation.Outcome outcome =
          Invocation.of("check", "127.0.0.1:" + server.getLocalPort(), "--probes", "2")
              .and("--source-port", Integer.toString(taken.getLocalPort()))
              .run();
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(issues(json(outcome))).containsExactly("SourcePortInUse");
    }
  }

  @Test
  void anHttpStatus() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, LOOPBACK)) {
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                while (true) {
                  try (Socket socket = server.accept();
                      OutputStream out = socket.getOutputStream()) {
                    out.write(
                        "HTTP/1.1 503 \u001b[31mBusy\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                  } catch (IOException _) {
                    if (server.isClosed()) {
                      return;
                    }
                  }
                }
              });
      String uri = "http://127.0.0.1:" + server.getLocalPort() + "/health";
      Invocation question = Invocation.of("check", uri, "--probes", "2");
      Invocation.Outcome outcome = question.run();
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(issues(json(outcome))).containsExactly("StatusCodeValidationFailed");
      assertThat(outcome.stdout()).doesNotContain("\u001b");
      assertThat(question.and("--valid-status-codes", "5xx").run().exit()).isZero();
      assertThat(
              issues(
                  json(
                      question.and("--valid-status-codes", "503", "--expect-content", "ok").run())))
          .containsExactly("ContentValidationFailed");
      thread.interrupt();
    }
  }

  @Test
  void aTopologyBesideIt() throws IOException {
    Path topology = folder.resolve("network.yaml");
    Files.writeString(
        topology,
        """
        pathwhy: 1
        virtualNetworks:
          - {name: net, addressSpace: [10.0.0.0/16], subnets: [{name: a, addressPrefix: 10.0.1.0/24}]}
        virtualMachines:
          - {name: here, networkInterfaces: [{name: n, subnet: net/a, privateIPAddress: 10.0.1.4}]}
        """);
    Invocation question =
        Invocation.of("check", "-t", topology.toString(), "--live", "--probes", "1");
    Invocation.Outcome outcome = question.and("here", "10.0.1.4:9", "--timeout", "100ms").run();
    JsonNode comparison = json(outcome).at("/Explanation/Measured/Comparison");
    assertThat(comparison.get("Predicted").asString()).isEqualTo("Reachable");

    Invocation.Outcome stranger = question.and("10.0.1.4:9").run();
    assertThat(stranger.exit()).isEqualTo(2);
    assertThat(stranger.stderr()).contains("--source");
  }

  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.1:80", "255.255.255.255:80", "0.0.0.0:80", "[ff02::1]:80"})
  void targetsThatWouldReachMany(String target) {
    Invocation.Outcome outcome = Invocation.of("check", target).run();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--probes 0",
        "--probes 101",
        "--timeout 0",
        "--method G\u0000T",
        "--headers nonsense",
        "--valid-status-codes 2x",
        "--tier magic"
      })
  void optionsOutOfRange(String options) {
    Invocation.Outcome outcome =
        Invocation.of("check", "http://127.0.0.1:1").and(options.split(" ")).run();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).isNotEmpty();
  }

  @Test
  void optionsForPacketsAreNotSilentlyDropped() {
    Invocation.Outcome outcome =
        Invocation.of("check", "-t", Repository.sample("three-tier/topology.yaml"))
            .and("web-vm", "db-vm:1433", "--probes", "3")
            .run();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.stderr()).contains("--probes").contains("--live");
  }

  @Test
  void aTerminalIsToldWhatIsSent() throws IOException {
    Invocation invocation = Invocation.of("check", "127.0.0.1:" + closedPort());
    Invocation.Outcome outcome =
        new Invocation(
                invocation.args(),
                "",
                invocation.environment(),
                StandardCharsets.UTF_8,
                new Console.Terminal(true, true, 80))
            .run();
    assertThat(outcome.stderr()).startsWith("probing 127.0.0.1:");
    assertThat(outcome.stdout()).contains("NoListenerOnDestination");
  }
}
