package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import tools.jackson.databind.JsonNode;

/** Names are asked for at a server on loopback that knows `host.example` and how to fail. */
@Timeout(60)
final class DnsCommandTest {
  private DatagramSocket socket;
  private String server;

  @BeforeEach
  void start() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    server = "127.0.0.1:" + socket.getLocalPort();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
              socket.receive(packet);
              byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
              if (answer.length > 0) {
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
              }
            }
          } catch (IOException e) {
            // closed
          }
        });
  }

  @AfterEach
  void stop() {
    socket.close();
  }

  private static byte[] answer(byte[] bytes) throws IOException {
    Message question = new Message(bytes);
    Record asked = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(asked, Section.QUESTION);
    String first = asked.getName().getLabelString(0);
    switch (first) {
      case "silent" -> {
        return new byte[0];
      }
      case "failing" -> answer.getHeader().setRcode(Rcode.SERVFAIL);
      case "refused" -> answer.getHeader().setRcode(Rcode.REFUSED);
      case "empty" -> {}
      case "host", "2" -> {
        String data =
            switch (asked.getType()) {
              case Type.A -> "192.0.2.1";
              case Type.PTR -> "host.example.";
              case Type.TXT -> "\"\\027[31mred\"";
              default -> "";
            };
        if (!data.isEmpty()) {
          answer.addRecord(
              Record.fromString(asked.getName(), asked.getType(), DClass.IN, 60, data, Name.root),
              Section.ANSWER);
        }
      }
      default -> answer.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    return answer.toWire();
  }

  private Invocation dns(String... args) {
    return Invocation.of("dns")
        .and(args)
        .and("--server", server, "--timeout", "0.2", "--no-search");
  }

  private static JsonNode json(Invocation.Outcome outcome) {
    assertThat(Schemas.of("dns").violationsOfJson(outcome.stdout())).isEmpty();
    return Schemas.json(outcome.stdout());
  }

  @ParameterizedTest
  @CsvSource({
    "host.example, 0, Found",
    "nowhere.example, 1, NxDomain",
    "empty.example, 1, NoData",
    "failing.example, 3, ServFail",
    "refused.example, 3, Refused",
    "silent.example, 3, Timeout"
  })
  void answersHaveAStatusAndAnExitCode(String name, int exit, String status) {
    Invocation.Outcome outcome = dns(name).run();

    assertThat(outcome.exit()).isEqualTo(exit);
    assertThat(outcome.stderr()).isEmpty();
    JsonNode document = json(outcome);
    assertThat(document.get("Status").asString()).isEqualTo(status);
    assertThat(document.get("Server").asString()).isEqualTo(server);
    assertThat(document.get("Source").asString()).isEqualTo("Dns");
    assertThat(document.get("Questions").size()).isEqualTo(status.equals("Timeout") ? 4 : 2);
    assertThat(document.has("Remedy")).isEqualTo(exit != 0);
    assertThat(document.has("SystemResolver")).isFalse();
  }

  @Test
  void textHasTheAnswerFirstThenWhoGaveIt() {
    assertThat(dns("host.example", "-o", "text").run().stdout())
        .matches(
            "(?s)✓ 192\\.0\\.2\\.1  host\\.example  A, AAAA\n"
                + server.replace(".", "\\.")
                + " answered in [\\d.]+ ms for host\\.example\n\nRecords\n.*");
    assertThat(dns("nowhere.example", "-o", "text").run().stdout())
        .startsWith("✗ NxDomain  nowhere.example  A, AAAA\n" + server + " said NXDOMAIN in ")
        .contains("Check the spelling", "Questions");
    assertThat(dns("host.example", "-o", "text", "-v").run().stdout()).contains("Questions");
  }

  @Test
  void addressesAskForTheirNames() {
    Invocation.Outcome outcome = dns("192.0.2.2").run();

    assertThat(outcome.exit()).isZero();
    JsonNode record = json(outcome).get("Records").get(0);
    assertThat(record.get("Name").asString()).isEqualTo("2.2.0.192.in-addr.arpa");
    assertThat(record.get("Data").asString()).isEqualTo("host.example.");
  }

  @Test
  void typesAndVersionsChooseWhatIsAskedFor() {
    assertThat(json(dns("host.example", "--ip-version", "IPv4").run()).get("Questions").size())
        .isEqualTo(1);
    JsonNode several = json(dns("host.example", "--type", "txt,MX", "--type", "A").run());
    assertThat(several.get("Questions").size()).isEqualTo(3);
    assertThat(several.get("Records").size()).isEqualTo(2);
  }

  @Test
  void foreignTextsDoNotActOnTheTerminal() {
    for (String format : new String[] {"text", "json", "yaml", "table", "tsv"}) {
      assertThat(dns("host.example", "--type", "TXT", "-o", format).run().stdout())
          .contains("027[31mred")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void rowsAreRecordsOrQuestions() {
    assertThat(dns("host.example", "-o", "tsv").run().stdout())
        .isEqualTo("host.example\tA\t60\t192.0.2.1\n");
    assertThat(dns("nowhere.example", "-o", "tsv").run().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("nowhere.example\tA") && line.endsWith("\tNxDomain"));
    assertThat(dns("host.example", "--query", "Addresses[0]", "-o", "tsv").run().stdout())
        .isEqualTo("192.0.2.1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'dns', no name",
    "'dns a..b', a label between dots is empty",
    "'dns https://a/', it is a URL",
    "'dns a --type NOPE', no type of records",
    "'dns a --type AXFR', no type of records",
    "'dns 10.0.0.1 --type A', has only a PTR record",
    "'dns a --type A --ip-version IPv4', chooses between",
    "'dns a --server 10.0.0', allowed: HOST",
    "'dns a --server ftp://a', allowed: HOST",
    "'dns a --timeout 0', from 1ms to 60s",
    "'dns a --timeout NaN', from 1ms to 60s",
    "'dns a b', unexpected"
  })
  void wrongCommandLinesAreRefusedBeforeAnythingIsAsked(String line, String words) {
    Invocation.Outcome outcome = Invocation.of(line.split(" ")).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains(words);
  }
}
