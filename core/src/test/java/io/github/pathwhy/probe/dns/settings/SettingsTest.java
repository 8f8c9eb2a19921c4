package io.github.pathwhy.probe.dns.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and words that say who is asked for names. */
final class SettingsTest {
  private static DnsConfig read(String text) {
    return ResolvConf.read("test", text, Map.of());
  }

  @Test
  void resolvConfIsReadAsTheSystemDoes() {
    DnsConfig config =
        read(
            """
            # comment
            ; comment
            nameserver 10.0.0.1
            nameserver   fe80::1%eth0
            domain old.example
            search a.example b.example
            nameserver 10.0.0.3
            nameserver 10.0.0.4
            nameserver nonsense!
            options ndots:2 timeout:99 attempts:0 rotate use-vc ndots:x
            sortlist 10.0.0.0
            """);

    assertThat(config.servers())
        .extracting(DnsServer::toString)
        .containsExactly("10.0.0.1", "fe80::1%eth0", "10.0.0.3");
    assertThat(config.ignored()).containsExactly("10.0.0.4", "nonsense!");
    assertThat(config.search()).containsExactly("a.example", "b.example");
    assertThat(config.ndots()).isEqualTo(2);
    assertThat(config.timeoutNanos()).isEqualTo(30_000_000_000L);
    assertThat(config.attempts()).isEqualTo(1);
    assertThat(config.tcp()).isTrue();
  }

  @Test
  void theLastOfSearchAndDomainCountsAndTheEnvironmentOverrides() {
    String text = "search a.example\ndomain b.example c.example\noptions ndots:3\n";

    assertThat(read(text).search()).containsExactly("b.example");
    DnsConfig overridden =
        ResolvConf.read(
            "test", text, Map.of("LOCALDOMAIN", "x.example y.example", "RES_OPTIONS", "ndots:0"));
    assertThat(overridden.search()).containsExactly("x.example", "y.example");
    assertThat(overridden.ndots()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nameserver", "options", "options timeout:", "search\n", "\0\n\t"})
  void whatMeansNothingIsPassedOver(String text) {
    DnsConfig config = read(text);

    assertThat(config.servers()).isEmpty();
    assertThat(config.search()).isEmpty();
    assertThat(config.ndots()).isEqualTo(1);
    assertThat(config.timeoutNanos()).isZero();
  }

  @Test
  void theHostsFileKnowsAllNamesOfALine() {
    String text =
        "127.0.0.1 localhost\n10.0.0.1\tWeb web.example # x\n#10.0.0.2 web\n::1 web\nx web\n";

    assertThat(HostsFile.addresses(text, "WEB"))
        .containsExactly(IpAddress.of("10.0.0.1"), IpAddress.of("::1"));
    assertThat(HostsFile.addresses(text, "web.example.")).containsExactly(IpAddress.of("10.0.0.1"));
    assertThat(HostsFile.addresses(text, "eb")).isEmpty();
    assertThat(HostsFile.addresses(text, "10.0.0.1")).isEmpty();
  }

  @Test
  void theNameServiceSwitchSaysWhetherTheHostsFileComesFirst(@TempDir Path root)
      throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 10.0.0.1\n");
    HostSettings settings = new HostSettings(root, Map.of());

    assertThat(settings.config().hostsFirst()).isTrue();
    assertThat(settings.hosts()).isEmpty();
    Files.writeString(
        root.resolve("etc/nsswitch.conf"),
        "passwd: files\nhosts: files mdns4_minimal [NOTFOUND=return] dns\n");
    assertThat(settings.config().hostsFirst()).isTrue();
    assertThat(settings.config().others()).containsExactly("mdns4_minimal");
    Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: dns files\n");
    assertThat(settings.config().hostsFirst()).isFalse();
    assertThat(settings.config().servers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.4, 10.0.0.4, 53, UDP",
    "10.0.0.4:5353, 10.0.0.4:5353, 5353, UDP",
    "::1, ::1, 53, UDP",
    "[::1]:54, [::1]:54, 54, UDP",
    "dns.example, dns.example, 53, UDP",
    "tcp://10.0.0.4, tcp://10.0.0.4, 53, TCP",
    "TLS://dns.example, tls://dns.example, 853, TLS",
    "tls://[::1]:8853, tls://[::1]:8853, 8853, TLS",
    "https://dns.example, https://dns.example/dns-query, 443, HTTPS",
    "https://dns.example:8443/q?x=1, https://dns.example:8443/q?x=1, 8443, HTTPS"
  })
  void serversAreNamedInManyWays(String text, String shown, int port, Transport transport) {
    DnsServer server = DnsServer.parse(text).orElseThrow();

    assertThat(server).hasToString(shown);
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.transport()).isEqualTo(transport);
    assertThat(DnsServer.parse(shown)).contains(server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":53",
        "10.0.0",
        "10.0.0.256",
        "a b",
        "[::1",
        "[::1]x",
        "[10.0.0.1]:53",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "10.0.0.1:+5",
        "http://a",
        "ftp://a",
        "tls://",
        "https://a/ b",
        "a..b",
        "::1%",
        "host:"
      })
  void wrongServersAreRefused(String text) {
    assertThat(DnsServer.parse(text)).isEmpty();
  }

  @Test
  void namesOfOtherScriptsHaveAnAsciiForm() throws IOException {
    assertThat(QuestionName.problem("bücher.example")).isEmpty();
    assertThat(QuestionName.candidates("bücher.example", List.of(), 1))
        .hasToString("[xn--bcher-kva.example.]");
    assertThat(QuestionName.problem("_sip._tcp.example")).isEmpty();
    assertThat(QuestionName.problem("a".repeat(63) + ".example.")).isEmpty();
    assertThat(QuestionName.problem("ä".repeat(300))).isPresent();
    assertThat(QuestionName.problem(("a".repeat(63) + ".").repeat(4))).isPresent();
    assertThat(QuestionName.reverse(IpAddress.of("10.99.4.2"))).isEqualTo("2.4.99.10.in-addr.arpa");
  }

  @Test
  void aDomainThatMakesANameTooLongIsLeftOut() throws IOException {
    String name = String.join(".", List.of("a".repeat(60), "b".repeat(60), "c".repeat(60)));

    assertThat(QuestionName.candidates(name, List.of("d".repeat(60) + "." + "e".repeat(60)), 9))
        .hasSize(1);
  }
}
