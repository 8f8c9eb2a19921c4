package io.github.pathwhy.probe.dns;

import static io.github.pathwhy.probe.dns.LoopbackServer.always;
import static io.github.pathwhy.probe.dns.LoopbackServer.answer;
import static io.github.pathwhy.probe.dns.LoopbackServer.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Answers that are forged, broken, endless or meant for a terminal do no harm. */
@Timeout(60)
final class HostileAnswersTest {
  private static final long SHORT = 300_000_000;
  private static final IpAddress ONE = IpAddress.of("192.0.2.1");
  private static final String HOST = "host.example A 192.0.2.1";

  private static Resolution resolve(String name, String type, DnsServer... servers) {
    return resolve(name, type, SHORT, servers);
  }

  private static Resolution resolve(
      String name, String type, long timeoutNanos, DnsServer... servers) {
    RecordType asked = RecordType.parse(type).orElseThrow();
    return Lookups.resolve(DnsClient.ofSystem(), name, asked, timeoutNanos, servers);
  }

  @Test
  void foreignAnswersArePassedOverForTheTrueOne() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, _) -> {
          byte[] otherId = answer(question, Rcode.NOERROR, "host.example A 192.0.2.2").toWire();
          otherId[0] ^= 1;
          Message other = new Message(question.getHeader().getID());
          other.getHeader().setFlag(Flags.QR);
          other.addRecord(
              Record.newRecord(Name.fromString("evil.example."), 1, 1), Section.QUESTION);
          other.addRecord(record("host.example A 192.0.2.2"), Section.ANSWER);
          byte[] echo = question.toWire();
          return List.of(
              otherId,
              other.toWire(),
              echo,
              new byte[0],
              new byte[] {1, 2, 3},
              answer(question, Rcode.NOERROR, HOST).toWire());
        })) {
      assertThat(resolve("host.example", "A", server.address()).addresses()).containsExactly(ONE);
    }
  }

  @Test
  void onlyForeignAnswersAreNoAnswer() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, _) -> {
          byte[] otherId = answer(question, Rcode.NOERROR, HOST).toWire();
          otherId[1] ^= 1;
          return List.of(otherId);
        })) {
      Resolution byUdp = resolve("host.example", "A", server.address());
      Resolution byTcp =
          resolve(
              "host.example",
              "A",
              DnsServer.parse("tcp://127.0.0.1:" + server.port()).orElseThrow());

      for (Resolution how : List.of(byUdp, byTcp)) {
        assertThat(how.failure()).contains(NameFailure.BAD_ANSWER);
        assertThat(how.clause()).contains("of another number");
      }
    }
  }

  @Test
  void recordsOfOtherNamesCountForNothing() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer(
            always(Rcode.NOERROR, "evil.example A 192.0.2.2", "host.example AAAA 2001:db8::1"))) {
      Resolution how = resolve("host.example", "A", server.address());

      assertThat(how.failure()).contains(NameFailure.NO_DATA);
      assertThat(how.addresses()).isEmpty();
    }
  }

  @Test
  void brokenMessagesAreBadAnswers() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int cut = random.nextInt(12, 60);
      long seed = random.nextLong();
      try (LoopbackServer server =
          new LoopbackServer((question, _) -> {
            byte[] whole =
                answer(
                        question,
                        Rcode.NOERROR,
                        HOST,
                        "host.example TXT \"text\"",
                        "host.example MX 10 mail.example.")
                    .toWire();
            Random noise = new Random(seed);
            for (int n = 0; n < 4; n++) {
              whole[noise.nextInt(12, whole.length)] = (byte) noise.nextInt();
            }
            return List.of(Arrays.copyOf(whole, Math.min(whole.length, whole.length - 40 + cut)));
          })) {
        Resolution how = resolve("host.example", "ANY", 20_000_000, server.address());

        assertThat(how.asked()).isNotEmpty();
        assertThat(how.clause()).isNotEmpty();
      }
    }
  }

  @Test
  void pointersInACircleAreBadAnswers() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, _) -> {
          byte[] whole = answer(question, Rcode.NOERROR, HOST).toWire();
          int at = question.getQuestion().getName().length() + 16;
          whole[at] = (byte) 0xc0;
          whole[at + 1] = (byte) at;
          return List.of(whole);
        })) {
      Resolution how = resolve("host.example", "A", server.address());

      assertThat(how.failure()).contains(NameFailure.BAD_ANSWER);
      assertThat(how.clause()).contains("malformed");
    }
  }

  @Test
  void hugeAnswersAreBounded() throws IOException {
    String[] many = new String[3000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "host.example A 10.0." + i / 250 + "." + i % 250;
    }
    try (LoopbackServer server = new LoopbackServer(always(Rcode.NOERROR, many))) {
      Resolution how =
          resolve(
              "host.example",
              "A",
              DnsServer.parse("tcp://127.0.0.1:" + server.port()).orElseThrow());

      assertThat(how.records()).hasSize(200);
      assertThat(how.decisive().orElseThrow().response().orElseThrow().leftOut()).isEqualTo(2800);
    }
  }

  @Test
  void escapesOfTerminalsStayEscapes() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer(
            always(
                Rcode.NOERROR,
                "host.example CNAME \\027[31m.example.",
                "\\027[31m.example TXT \"\\027]0;title\\007\""))) {
      Resolution how = resolve("host.example", "TXT", server.address());

      assertThat(how.records()).hasSize(2);
      assertThat(how.records())
          .allSatisfy(record ->
              assertThat(record.name() + record.data()).doesNotContain("\u001b", "\u0007"));
    }
  }

  @Test
  void aStreamThatTricklesEndsInTime() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              while (true) {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().start(() -> trickle(client));
              }
            } catch (IOException e) {
              // closed
            }
          });
      Resolution how =
          resolve(
              "host.example",
              "A",
              DnsServer.parse("tcp://127.0.0.1:" + socket.getLocalPort()).orElseThrow());

      assertThat(how.failure()).contains(NameFailure.TIMEOUT);
    }
  }

  private static void trickle(Socket client) {
    try (client) {
      client.getOutputStream().write(new byte[] {1, 0});
      for (int i = 0; i < 100; i++) {
        client.getOutputStream().write(0);
        Thread.sleep(50);
      }
    } catch (IOException e) {
      // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
