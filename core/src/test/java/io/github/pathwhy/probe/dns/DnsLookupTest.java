package io.github.pathwhy.probe.dns;

import static io.github.pathwhy.probe.dns.LoopbackServer.always;
import static io.github.pathwhy.probe.dns.LoopbackServer.answer;
import static io.github.pathwhy.probe.dns.LoopbackServer.record;
import static io.github.pathwhy.probe.dns.LoopbackServer.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Names are asked for at real servers on loopback, which do what servers do, and worse. */
@Timeout(60)
final class DnsLookupTest {
  private static final long SHORT = 300_000_000;
  private static final IpAddress ONE = IpAddress.of("192.0.2.1");
  private static final IpAddress TWO = IpAddress.of("192.0.2.2");
  private static final String HOST = "host.example A 192.0.2.1";

  private static final SystemResolver.Source KNOWS_NOTHING =
      name -> {
        throw new UnknownHostException(name + ": Name or service not known");
      };

  private static DnsConfig config(List<String> search, int ndots, DnsServer... servers) {
    return new DnsConfig(
        "test", List.of(servers), List.of(), search, ndots, SHORT, 2, false, true, List.of());
  }

  private static DnsLookup lookup(DnsConfig config, String hosts, SystemResolver.Source system) {
    return new DnsLookup(() -> config, () -> hosts, system, DnsClient.ofSystem());
  }

  private static NameLookup names(DnsConfig config) {
    return new NameLookup(lookup(config, "", KNOWS_NOTHING));
  }

  private static NameAnswer ask(String name, DnsServer... servers) {
    return names(config(List.of(), 1, servers)).addresses(name, Optional.empty(), Stop.NEVER);
  }

  private static Resolution resolve(String name, String type, DnsServer... servers) {
    return lookup(DnsConfig.NONE, "", KNOWS_NOTHING)
        .resolve(request(name, type, servers), Stop.NEVER);
  }

  private static DnsRequest request(String name, String type, DnsServer... servers) {
    return new DnsRequest(
        name,
        List.of(RecordType.parse(type).orElseThrow()),
        List.of(servers),
        false,
        SHORT,
        true,
        true,
        false);
  }

  private static Resolution found(NameAnswer answer) {
    assertThat(answer).isInstanceOf(NameAnswer.Found.class);
    return answer.how();
  }

  private static NameAnswer.Failed failed(NameAnswer answer, NameFailure kind) {
    assertThat(answer).isInstanceOf(NameAnswer.Failed.class);
    NameAnswer.Failed failed = (NameAnswer.Failed) answer;
    assertThat(failed.kind()).as(failed.words()).isEqualTo(kind);
    return failed;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void addressesOfBothFamiliesAreFoundAndIpv4ComesFirst() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer(
            zone("host.example AAAA 2001:db8::1", HOST, "host.example A 192.0.2.2"))) {
      NameAnswer answer = ask("host.example", server.address());

      Resolution how = found(answer);
      assertThat(((NameAnswer.Found) answer).addresses())
          .containsExactly(ONE, TWO, IpAddress.of("2001:db8::1"));
      assertThat(how.source()).isEqualTo(Resolution.Source.DNS);
      assertThat(how.findings()).isEmpty();
      assertThat(how.asked()).hasSize(2).allMatch(asked -> asked.nanos() > 0);
      assertThat(how.decisive().orElseThrow().clause())
          .matches("127\\.0\\.0\\.1:\\d+ answered in [\\d.]+ ms");
      assertThat(server.questions)
          .allMatch(
              question -> question.getOPT() != null && question.getHeader().getFlag(Flags.RD));
    }
  }

  @Test
  void oneFamilyAsksForOneType() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST))) {
      NameLookup names = names(config(List.of(), 1, server.address()));

      found(names.addresses("host.example", Optional.of(IpVersion.V4), Stop.NEVER));
      failed(
          names.addresses("host.example", Optional.of(IpVersion.V6), Stop.NEVER),
          NameFailure.NO_DATA);
      assertThat(server.questions).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, SERVFAIL, false",
    "3, NXDOMAIN, true",
    "5, REFUSED, false",
    "0, NO_DATA, true",
    "9, ERROR, false",
    "4, ERROR, false"
  })
  void codesOfServersAreToldApart(int rcode, NameFailure kind, boolean negative)
      throws IOException {
    try (LoopbackServer server = new LoopbackServer(always(rcode))) {
      NameAnswer.Failed failed = failed(ask("host.example", server.address()), kind);

      assertThat(kind.isNegative()).isEqualTo(negative);
      assertThat(failed.words()).contains("127.0.0.1:" + server.port(), " ms", kind.words());
    }
  }

  @Test
  void silenceIsATimeoutAfterAllAttempts() throws IOException {
    try (LoopbackServer server = new LoopbackServer((_, _) -> List.of())) {
      NameAnswer.Failed failed = failed(ask("host.example", server.address()), NameFailure.TIMEOUT);

      assertThat(failed.words())
          .startsWith("no answer from 127.0.0.1:" + server.port() + " within ")
          .contains("asked 2 times");
      assertThat(failed.how().asked())
          .hasSize(4)
          .allMatch(asked -> asked.nanos() >= SHORT * 9 / 10);
    }
  }

  @Test
  void closedPortsAreNoServers() throws IOException {
    DnsServer nobody = DnsServer.at(IpAddress.of("127.0.0.1"), closedPort());

    NameAnswer.Failed failed = failed(ask("host.example", nobody), NameFailure.NO_SERVER);
    assertThat(failed.words()).startsWith("nothing listens at " + nobody + " (UDP, ");
    assertThat(failed.how().asked()).hasSize(2);
    Resolution byTcp =
        resolve(
            "host.example", "A", DnsServer.parse("tcp://127.0.0.1:" + nobody.port()).orElseThrow());
    assertThat(byTcp.failure()).contains(NameFailure.NO_SERVER);
  }

  @Test
  void withoutServersNothingIsConfigured() {
    NameAnswer.Failed failed = failed(ask("host.example"), NameFailure.NOT_CONFIGURED);

    assertThat(failed.words()).isEqualTo("this machine knows no DNS server");
  }

  @Test
  void theNextServerIsAskedAndTheFirstOneNamed() throws IOException {
    try (LoopbackServer silent = new LoopbackServer((_, _) -> List.of());
        LoopbackServer refusing = new LoopbackServer(always(Rcode.REFUSED));
        LoopbackServer good = new LoopbackServer(zone(HOST))) {
      Resolution how =
          found(ask("host.example", silent.address(), refusing.address(), good.address()));

      assertThat(how.addresses()).containsExactly(ONE);
      assertThat(how.decisive().orElseThrow().server()).isEqualTo(good.address());
      assertThat(how.findings())
          .hasSize(2)
          .anyMatch(finding -> finding.startsWith("no answer from " + silent.address()))
          .anyMatch(finding -> finding.startsWith(refusing.address() + " said REFUSED"));
    }
  }

  @Test
  void anAnswerThatThereIsNoneIsFinal() throws IOException {
    try (LoopbackServer first = new LoopbackServer(always(Rcode.NXDOMAIN));
        LoopbackServer second = new LoopbackServer(zone(HOST))) {
      failed(ask("host.example", first.address(), second.address()), NameFailure.NXDOMAIN);

      assertThat(second.questions).isEmpty();
    }
  }

  @Test
  void allServersAreComparedOnRequest() throws IOException {
    try (LoopbackServer first = new LoopbackServer(zone(HOST));
        LoopbackServer second = new LoopbackServer(zone("host.example A 192.0.2.2"))) {
      DnsRequest request =
          new DnsRequest(
              "host.example",
              List.of(RecordType.A),
              List.of(first.address(), second.address()),
              false,
              SHORT,
              true,
              true,
              true);
      Resolution how = lookup(DnsConfig.NONE, "", KNOWS_NOTHING).resolve(request, Stop.NEVER);

      assertThat(how.addresses()).containsExactly(ONE);
      assertThat(how.findings())
          .containsExactly(
              "the servers differ about host.example A: "
                  + first.address()
                  + " says 192.0.2.1, "
                  + second.address()
                  + " says 192.0.2.2");
    }
  }

  @Test
  void searchDomainsAreTriedAsResolversDo() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer(zone("www.b.example A 192.0.2.1", "x.y.b.example A 192.0.2.2"))) {
      NameLookup names = names(config(List.of("a.example", "b.example"), 1, server.address()));

      assertThat(order(found(names.addresses("www", Optional.of(IpVersion.V4), Stop.NEVER))))
          .containsExactly("www.a.example", "www.b.example");
      assertThat(order(found(names.addresses("x.y", Optional.of(IpVersion.V4), Stop.NEVER))))
          .containsExactly("x.y", "x.y.a.example", "x.y.b.example");
      assertThat(
              order(
                  failed(
                          names.addresses("www.", Optional.of(IpVersion.V4), Stop.NEVER),
                          NameFailure.NXDOMAIN)
                      .how()))
          .containsExactly("www");
    }
  }

  private static List<String> order(Resolution how) {
    return how.asked().stream().map(Asked::name).toList();
  }

  @Test
  void aliasesAreFollowedInTheAnswer() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer(
            always(
                Rcode.NOERROR,
                "host.example CNAME b.example.",
                "b.example CNAME c.example.",
                "c.example A 192.0.2.1",
                "elsewhere.example A 192.0.2.2"))) {
      Resolution how = resolve("host.example", "A", server.address());

      assertThat(how.addresses()).containsExactly(ONE);
      assertThat(how.records())
          .extracting(ResourceRecord::name)
          .containsExactly("host.example", "b.example", "c.example");
      assertThat(how.asked()).hasSize(1);
    }
  }

  @Test
  void aliasesThatTheServerDoesNotFollowAreAskedForAndSaid() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer(zone("alias.example CNAME host.example.", HOST))) {
      Resolution how = resolve("alias.example", "A", server.address());

      assertThat(how.addresses()).containsExactly(ONE);
      assertThat(how.asked()).hasSize(2);
      assertThat(how.findings()).singleElement().asString().startsWith("the server leaves it");
    }
  }

  @Test
  void circlesOfAliasesEnd() throws IOException {
    try (LoopbackServer inOne =
            new LoopbackServer(
                always(
                    Rcode.NOERROR,
                    "host.example CNAME b.example.",
                    "b.example CNAME host.example."));
        LoopbackServer inMany =
            new LoopbackServer(
                zone("host.example CNAME b.example.", "b.example CNAME host.example."));
        LoopbackServer endless =
            new LoopbackServer((question, _) -> {
              String name = question.getQuestion().getName().toString();
              String next = "n" + Integer.toHexString(name.hashCode()) + ".example.";
              return List.of(answer(question, Rcode.NOERROR, name + " CNAME " + next).toWire());
            })) {
      for (LoopbackServer server : List.of(inOne, inMany, endless)) {
        Resolution how = resolve("host.example", "A", server.address());

        assertThat(how.failure()).contains(NameFailure.ALIAS_LOOP);
        assertThat(how.asked()).hasSizeLessThan(20);
      }
    }
  }

  @Test
  void answersThatAreTooBigAreAskedForByTcp() throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      texts.add("host.example TXT \"" + i + "x".repeat(80) + "\"");
    }
    try (LoopbackServer server =
        new LoopbackServer((question, transport) -> {
          Message answer = answer(question, Rcode.NOERROR, texts.toArray(new String[0]));
          return List.of(transport == Transport.UDP ? answer.toWire(512) : answer.toWire());
        })) {
      Resolution how = resolve("host.example", "TXT", server.address());

      assertThat(how.failure()).isEmpty();
      assertThat(how.records()).hasSize(100);
      assertThat(how.asked())
          .extracting(Asked::transport)
          .containsExactly(Transport.UDP, Transport.TCP);
      assertThat(how.asked().getFirst().failure()).contains(NameFailure.TRUNCATED);
      assertThat(how.asked().getFirst().response().orElseThrow().truncated()).isTrue();
    }
  }

  @Test
  void aBlockedTcpPortBehindATruncatedAnswerIsSaid() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, transport) -> {
          Message answer = answer(question, Rcode.NOERROR);
          answer.getHeader().setFlag(Flags.TC);
          return transport == Transport.UDP ? List.of(answer.toWire()) : List.of();
        })) {
      Resolution how = resolve("host.example", "A", server.address());

      assertThat(how.failure()).contains(NameFailure.TRUNCATED);
      assertThat(how.findings())
          .singleElement()
          .asString()
          .contains("does not fit into a datagram", "TCP port " + server.port());
    }
  }

  @Test
  void serversThatDoNotKnowEdnsAreAskedWithout() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, _) -> {
          boolean extended = question.getOPT() != null;
          return List.of(
              (extended ? answer(question, Rcode.FORMERR) : answer(question, Rcode.NOERROR, HOST))
                  .toWire());
        })) {
      Resolution how = resolve("host.example", "A", server.address());

      assertThat(how.addresses()).containsExactly(ONE);
      assertThat(how.asked()).extracting(Asked::edns).containsExactly(true, false);
      assertThat(how.findings()).singleElement().asString().contains("without EDNS");
    }
  }

  @Test
  void theZoneThatDeniesIsNamed() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, _) -> {
          Message answer = answer(question, Rcode.NXDOMAIN);
          answer.addRecord(
              record("example SOA ns.example. root.example. 1 2 3 4 5"), Section.AUTHORITY);
          return List.of(answer.toWire());
        })) {
      NameAnswer.Failed failed =
          failed(ask("host.example", server.address()), NameFailure.NXDOMAIN);

      assertThat(failed.words()).contains("said NXDOMAIN in ", "says the zone example");
    }
  }

  @Test
  void referralsAreNoAnswers() throws IOException {
    try (LoopbackServer server =
        new LoopbackServer((question, _) -> {
          Message answer = answer(question, Rcode.NOERROR);
          answer.getHeader().unsetFlag(Flags.RA);
          answer.addRecord(record("example NS ns.example."), Section.AUTHORITY);
          return List.of(answer.toWire());
        })) {
      assertThat(failed(ask("host.example", server.address()), NameFailure.ERROR).words())
          .contains("only names other servers");
    }
  }

  // ---- hosts file and system resolver ----

  @Test
  void theHostsFileComesFirstAndIsComparedOnRequest() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST))) {
      DnsLookup lookup =
          lookup(
              config(List.of(), 1, server.address()),
              "192.0.2.2  other Host.Example # note\n",
              KNOWS_NOTHING);

      Resolution how =
          found(
              new NameLookup(lookup)
                  .addresses("host.example", Optional.of(IpVersion.V4), Stop.NEVER));
      assertThat(how.source()).isEqualTo(Resolution.Source.HOSTS);
      assertThat(how.addresses()).containsExactly(TWO);
      assertThat(server.questions).isEmpty();

      Resolution thorough = lookup.resolve(request("host.example", "A"), Stop.NEVER);
      assertThat(thorough.addresses()).containsExactly(TWO);
      assertThat(thorough.findings())
          .singleElement()
          .asString()
          .startsWith("the hosts file overrides DNS, which says 192.0.2.1");
    }
  }

  @Test
  void whatOnlyTheSystemKnowsIsFoundAndSaid() throws IOException {
    try (LoopbackServer server = new LoopbackServer(always(Rcode.NXDOMAIN))) {
      NameLookup names =
          new NameLookup(
              lookup(
                  config(List.of(), 1, server.address()),
                  "",
                  _ ->
                      new InetAddress[] {
                        InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 2})
                      }));

      Resolution how = found(names.addresses("printer", Optional.empty(), Stop.NEVER));

      assertThat(how.source()).isEqualTo(Resolution.Source.SYSTEM);
      assertThat(how.addresses()).containsExactly(TWO);
      assertThat(how.findings())
          .singleElement()
          .asString()
          .contains("DNS has no answer", "said NXDOMAIN", "192.0.2.2");
    }
  }

  @Test
  void whatOnlyDnsKnowsIsSaid() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST))) {
      DnsLookup lookup = lookup(config(List.of(), 1, server.address()), "", KNOWS_NOTHING);

      Resolution how = lookup.resolve(request("host.example", "A"), Stop.NEVER);

      assertThat(how.addresses()).containsExactly(ONE);
      assertThat(how.findings())
          .singleElement()
          .asString()
          .contains("fails, though DNS answers", "Name or service not known");
    }
  }

  @Test
  void aSystemThatNeverAnswersIsNotWaitedFor() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (LoopbackServer server = new LoopbackServer(zone(HOST))) {
      DnsLookup lookup =
          lookup(
              config(List.of(), 1, server.address()),
              "",
              _ -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                throw new UnknownHostException();
              });

      Resolution how = lookup.resolve(request("host.example", "A"), Stop.NEVER);

      assertThat(how.system().orElseThrow()).isInstanceOf(SystemAnswer.Late.class);
      assertThat(how.findings()).singleElement().asString().contains("has not answered within");
    } finally {
      never.countDown();
    }
  }

  @Test
  void privateEndpointsWithPublicAddressesAreSaid() throws IOException {
    String alias = "shop.blob.example CNAME shop.privatelink.blob.example.";
    try (LoopbackServer outside =
            new LoopbackServer(
                always(Rcode.NOERROR, alias, "shop.privatelink.blob.example A 203.0.113.9"));
        LoopbackServer inside =
            new LoopbackServer(
                always(Rcode.NOERROR, alias, "shop.privatelink.blob.example A 10.1.2.3"))) {
      assertThat(resolve("shop.blob.example", "A", outside.address()).findings())
          .singleElement()
          .asString()
          .contains("shop.privatelink.blob.example to a public address");
      assertThat(resolve("shop.blob.example", "A", inside.address()).findings()).isEmpty();
    }
  }

  // ---- names ----

  @Test
  void addressesAreTheirOwnAnswer() {
    assertThat(((NameAnswer.Found) ask("192.0.2.1")).addresses()).containsExactly(ONE);
    failed(
        names(DnsConfig.NONE).addresses("192.0.2.1", Optional.of(IpVersion.V6), Stop.NEVER),
        NameFailure.NO_DATA);
  }

  @Test
  void wrongNamesAreNotAskedFor() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST))) {
      for (String name :
          List.of("", "a..b", "a b", "x".repeat(64), "https://a/", "a\u001b[31m", "a\\032b")) {
        failed(ask(name, server.address()), NameFailure.BAD_NAME);
      }
      assertThat(server.questions).isEmpty();
    }
  }

  @Test
  void aStopEndsTheWaiting() throws IOException {
    try (LoopbackServer silent = new LoopbackServer((_, _) -> List.of())) {
      AtomicInteger asked = new AtomicInteger();
      DnsConfig slow =
          new DnsConfig(
              "test",
              List.of(silent.address()),
              List.of(),
              List.of(),
              1,
              30_000_000_000L,
              5,
              false,
              true,
              List.of());

      NameAnswer answer =
          names(slow)
              .addresses("host.example", Optional.empty(), () -> asked.incrementAndGet() > 3);

      failed(answer, NameFailure.STOPPED);
    }
  }
}
