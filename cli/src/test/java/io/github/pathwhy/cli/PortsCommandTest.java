package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Ports of this machine's loopback addresses, and of a sample. */
@Timeout(120)
final class PortsCommandTest {
  private static final String SAMPLE =
      Repository.fromHere(Repository.file("samples/three-tier/topology.yaml")).toString();

  private InetAddress loopback;
  private ServerSocket listening;
  private Socket bound;
  private int open;
  private int closed;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    listening = new ServerSocket(0, 50, loopback);
    // Bound, so that nobody else gets the port, but nobody listens.
    bound = new Socket();
    bound.bind(new InetSocketAddress(loopback, 0));
    open = listening.getLocalPort();
    closed = bound.getLocalPort();
  }

  @AfterEach
  void stop() throws IOException {
    listening.close();
    bound.close();
  }

  private static JsonNode json(Invocation.Outcome outcome) {
    assertThat(Schemas.of("ports").violationsOfJson(outcome.stdout())).isEmpty();
    return Schemas.json(outcome.stdout());
  }

  private static JsonNode port(JsonNode document, int index) {
    return document.get("Targets").get(0).get("Ports").get(index);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void openAndClosedPorts() {
    Invocation.Outcome outcome =
        Invocation.of("ports", "127.0.0.1", open + "," + closed, "-o", "json").run();

    assertThat(outcome.stderr()).isEmpty();
    JsonNode document = json(outcome);
    JsonNode first = port(document, open < closed ? 0 : 1);
    JsonNode second = port(document, open < closed ? 1 : 0);
    assertThat(first.get("Port").asInt()).isEqualTo(open);
    assertThat(first.get("State").asString()).isEqualTo("Open");
    assertThat(first.get("RttInMs").asDouble()).isBetween(0.0, 5000.0);
    assertThat(second.get("State").asString()).isEqualTo("Closed");
    assertThat(second.get("Reason").asString()).isEqualTo("RST");
    assertThat(document.get("Targets").get(0).get("Counts").toString())
        .isEqualTo("{\"Open\":1,\"Closed\":1}");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noOpenPortIsExitOne() {
    Invocation.Outcome outcome =
        Invocation.of("ports", "127.0.0.1", "--ports", "" + closed, "-o", "text").run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.stdout())
        .contains("127.0.0.1  1 closed")
        .containsPattern("(?m)^" + closed + "/tcp  closed .*RST$")
        .contains("measured by the kernel tier");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void manyHostsTellOnlyOpenPorts() throws IOException {
    Path file = Files.writeString(folder.resolve("hosts"), "127.0.0.1 # this\n\n127.0.9.0/28\n");

    Invocation.Outcome outcome =
        Invocation.of("ports", "--targets", file.toString(), "" + open, "-o", "text").run();

    assertThat(outcome.stdout())
        .contains("127.0.0.1  1 open")
        .contains(
            "- 14 hosts, 1 closed: 127.0.9.1, 127.0.9.2, 127.0.9.3, 127.0.9.4, 127.0.9.5 and\n"
                + "  9 more");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyOpenPortsOnRequest() {
    Invocation scan =
        Invocation.of("ports", "127.0.0.1", "127.0.9.1", open + "," + closed, "--open");

    JsonNode document = json(scan.and("-o", "json").run());
    assertThat(document.get("Targets")).hasSize(2);
    assertThat(document.get("Targets").get(0).get("Ports")).hasSize(1);
    assertThat(document.get("Targets").get(1).get("Ports")).isEmpty();
    assertThat(scan.and("-o", "tsv").run().lines())
        .singleElement()
        .asString()
        .startsWith("127.0.0.1\t" + open + "\tTcp\tOpen\t");
    assertThat(scan.and("-o", "text").run().stdout()).doesNotContain(closed + "/tcp");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void targetsFromStdinAndRowsOfAll() {
    Invocation.Outcome outcome =
        Invocation.of("ports", "--targets", "-", "" + open, "-o", "tsv")
            .reading("127.0.0.1\n127.0.9.1\n127.0.9.1\n")
            .run();

    assertThat(outcome.lines()).hasSize(2);
    assertThat(outcome.lines().get(1)).startsWith("127.0.9.1\t" + open + "\tTcp\tClosed\t");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void datagramsThatAreAnsweredRefusedOrIgnored() throws Exception {
    try (DatagramSocket answering = new DatagramSocket(0, loopback);
        DatagramSocket ignoring = new DatagramSocket(0, loopback)) {
      Thread echo =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                try {
                  answering.receive(packet);
                  answering.send(packet);
                } catch (IOException _) {
                  // The test is over.
                }
              });
      Invocation scan = Invocation.of("ports", "127.0.0.1", "--protocol", "udp", "--retries", "0");

      Invocation.Outcome answered =
          scan.and("-o", "json", "--ports", "" + answering.getLocalPort()).run();
      Invocation.Outcome ignored =
          scan.and("-o", "json", "--ports", "" + ignoring.getLocalPort()).run();

      assertThat(port(json(answered), 0).get("State").asString()).isEqualTo("Open");
      assertThat(answered.exit()).isZero();
      assertThat(port(json(ignored), 0).get("State").asString()).isEqualTo("OpenOrFiltered");
      assertThat(port(json(ignored), 0).get("Reason").asString())
          .isEqualTo("no answer, asked once");
      assertThat(ignored.exit()).isEqualTo(3);
      echo.join(1000);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void peopleAreToldWhatWillBeSent() {
    Invocation.Outcome outcome =
        Invocation.of("ports", "127.0.0.1", "" + open, "--rate", "1000").onTerminal(80).run();

    assertThat(outcome.stderr()).startsWith("probing 127.0.0.1, 1 Tcp probe, at most 1,000/s");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameWithoutAddressIsNoCrash() {
    Invocation.Outcome outcome = Invocation.of("ports", "a..b", "" + open, "-o", "json").run();

    JsonNode document = json(outcome);
    assertThat(document.get("Targets")).isEmpty();
    assertThat(document.get("Unresolved").get(0).get("Target").asString()).isEqualTo("a..b");
    assertThat(outcome.exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ports|no destination: pathwhy ports DEST [PORTS]",
        "ports 224.0.0.1 80|destination 224.0.0.1 is a multicast address: many would answer",
        "ports 255.255.255.255 80|is the broadcast address",
        "ports 10.0.0.0/8 80|prefix 10.0.0.0/8 has more than 65536 addresses",
        "ports 10.0.0.1/24 80|'10.0.0.1/24' is no destination",
        "ports 127.0.0.0/16 1-100|at most 1048576",
        "ports 127.0.0.1 --ports 0|'0' is no port",
        "ports 127.0.0.1 --ports 70000|'70000' is no port",
        "ports 127.0.0.1 --ports 9-3|'9-3' is a range that runs backwards; 3-9 is meant?",
        "ports 127.0.0.1 --ports 80,|'' is no port",
        "ports 127.0.0.1 22,nonsense|'nonsense' is no port",
        "ports 127.0.0.1 80 --top 5|leave out one of them",
        "ports 127.0.0.1 --top 0|--top is 0; allowed: 1 to",
        "ports 127.0.0.1 --protocol icmp|--protocol Icmp has no ports; allowed: Tcp, Udp",
        "ports 127.0.0.1 --retries 11|--retries is 11; allowed: 0 to 10",
        "ports 127.0.0.1 --source web-vm|--source is for a topology (-t FILE)",
        "ports 127.0.0.1 80 --ip-version 6|destination 127.0.0.1 is no IPv6 address",
        "ports --targets x --via ssh://vm|leave one of them out",
        "ports --targets /no/such/file|/no/such/file: no such file",
      })
  void wrongQuestionsAreRefused(String words, String message) {
    Invocation.Outcome outcome = Invocation.of(words.split(" ")).run();

    assertThat(outcome.exit()).as(outcome.stderr()).isEqualTo(2);
    assertThat(outcome.stderr()).contains(message);
    assertThat(outcome.stdout()).isEmpty();
  }

  // ---- simulated ----

  private static Invocation simulated(String... words) {
    return Invocation.of("ports", "-t", SAMPLE).and(words);
  }

  @Test
  void theRuleThatDecides() {
    Invocation.Outcome outcome =
        simulated("--source", "app-vm", "db-vm", "22,1433,8000-8100", "-o", "json").run();

    JsonNode document = json(outcome);
    assertThat(document.get("Mode").asString()).isEqualTo("Simulated");
    assertThat(document.get("Source").asString()).isEqualTo("app-vm");
    JsonNode target = document.get("Targets").get(0);
    assertThat(target.get("Address").asString()).isEqualTo("10.20.3.4");
    assertThat(target.get("Counts").toString()).isEqualTo("{\"Open\":1,\"Filtered\":102}");
    assertThat(target.get("Ports")).hasSize(103);
    assertThat(port(document, 0).get("Reason").asString()).contains("DenyVnetInbound");
    assertThat(port(document, 0).get("DeclaredAt").asString()).endsWith(":68:9");
    assertThat(port(document, 1).get("State").asString()).isEqualTo("Open");
    assertThat(port(document, 1).get("Service").asString()).isEqualTo("ms-sql-s");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void allPortsInAFewLines() {
    Invocation.Outcome outcome = simulated("--source", "web-vm", "app-vm", "*", "-o", "text").run();

    assertThat(outcome.stdout())
        .startsWith("app-vm (10.20.2.4)  1 open, 1 closed, 65533 filtered\n")
        .contains("nothing listens on Tcp/8443 of app-vm")
        .contains("ports 1-8079, 8081-8442, 8444-65535");
    assertThat(outcome.lines()).hasSizeLessThan(12);
  }

  @Test
  void withoutObservationAPortIsAllowedNotOpen() throws IOException {
    String text = Repository.read(Repository.file("samples/three-tier/topology.yaml"));
    Path file =
        Files.writeString(
            folder.resolve("topology.yaml"), text.substring(0, text.indexOf("observed:")));

    Invocation.Outcome outcome =
        Invocation.of("ports", "-t", file.toString(), "--source", "app-vm", "db-vm", "1433,1434")
            .and("-o", "json")
            .run();

    JsonNode document = json(outcome);
    assertThat(port(document, 0).get("State").asString()).isEqualTo("Allowed");
    assertThat(port(document, 0).get("Reason").asString()).contains("listeners were not observed");
    assertThat(port(document, 1).get("State").asString()).isEqualTo("Filtered");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void whatTheInputDoesNotSayIsUnknown() {
    String sample =
        Repository.fromHere(Repository.file("samples/partial-knowledge/topology.json")).toString();

    Invocation.Outcome outcome =
        Invocation.of("ports", "-t", sample, "--source", "job-vm", "api-vm", "443", "-o", "json")
            .run();

    JsonNode document = json(outcome);
    assertThat(port(document, 0).get("State").asString()).isEqualTo("Unknown");
    assertThat(port(document, 0).get("Missing").toString()).contains("landing-zone-nsg");
    assertThat(document.get("Explanation").get("Missing")).isNotEmpty();
    assertThat(outcome.exit()).isEqualTo(3);
  }

  @Test
  void nothingIsSentForATopology() {
    Invocation.Outcome outcome =
        simulated("--source", "web-vm", "app-vm", "8080", "--rate", "5", "-o", "text").run();

    assertThat(outcome.stderr())
        .isEqualTo("pathwhy: --rate is about real packets: no effect with a topology\n");
    assertThat(simulated("app-vm", "8080").run().stderr())
        .isEqualTo("pathwhy: no source: with a topology, give --source NAME\n");
  }

  @Test
  void theEnvironmentsTopologyNeedsASource() {
    Invocation.Outcome outcome =
        Invocation.of("ports", "app-vm", "8080", "--source", "web-vm", "-o", "tsv")
            .with("PATHWHY_TOPOLOGY", SAMPLE)
            .run();

    assertThat(outcome.stdout()).startsWith("app-vm\t8080\tTcp\tOpen\thttp-alt\t");
  }
}
