package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Servers whose certificates, protocols or answers are wrong, and what a live check says of each.
 */
@NetworkTest
final class WebIT {
  private static final String HTTP = "http://www.lab.test:8080";
  private static final String NAME = "https://www.lab.test:";

  private static Pathwhy.Answer check(Lab lab, String... args) {
    String[] words =
        Stream.concat(
                Stream.of("check"),
                Stream.concat(
                    Stream.of(args),
                    Stream.of("--ip-version", "IPv4", "--ca", lab.file("ca.pem").toString())))
            .toArray(String[]::new);
    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask(words);
    assertThat(answer.stderr()).as("%s", answer).isEmpty();
    return answer;
  }

  private static void assertFine(Pathwhy.Answer answer) {
    assertThat(answer.issues()).as("%s", answer).isEmpty();
    assertThat(answer.exit()).as("%s", answer).isZero();
  }

  private static void assertIssue(Pathwhy.Answer answer, String type) {
    assertThat(answer.issues())
        .as("%s", answer)
        .containsExactly(Network.DESTINATION + " Error " + type);
    assertThat(answer.exit()).as("%s", answer).isEqualTo(1);
  }

  private static String reason(Pathwhy.Answer answer) {
    for (JsonNode hop : answer.json().path("Hops")) {
      for (JsonNode entry : hop.at("/Issues/0/Context")) {
        if (entry.path("key").asString().equals("Reason")) {
          return entry.path("value").asString();
        }
      }
    }
    return "";
  }

  @Test
  void goodServer(Lab lab) {
    assertFine(check(lab, NAME + Servers.TLS + "/"));
    assertFine(check(lab, "https://" + Network.DESTINATION + ":" + Servers.TLS + "/"));
    assertFine(check(lab, HTTP + "/"));
  }

  @Test
  void eachFaultOfACertificateHasItsReason(Lab lab) {
    List<Integer> ports =
        List.of(
            Servers.TLS_EXPIRED,
            Servers.TLS_NOT_YET_VALID,
            Servers.TLS_WRONG_NAME,
            Servers.TLS_SELF_SIGNED,
            Servers.TLS_UNKNOWN_ROOT);
    Set<String> reasons = new HashSet<>();
    for (int port : ports) {
      Pathwhy.Answer answer = check(lab, NAME + port + "/");

      assertIssue(answer, "CertificateError");
      reasons.add(reason(answer));
    }
    assertThat(reasons).hasSize(ports.size()).doesNotContain("");
  }

  @Test
  void revokedCertificateNeedsTheList(Lab lab) {
    String url = NAME + Servers.TLS_REVOKED + "/";

    assertFine(check(lab, url));
    assertIssue(check(lab, url, "--crl", lab.file("crl.pem").toString()), "CertificateError");
    assertFine(check(lab, NAME + Servers.TLS + "/", "--crl", lab.file("crl.pem").toString()));
  }

  private static String fact(Pathwhy.Answer answer, String name) {
    return answer
        .json()
        .at("/Explanation/Measured/Facts")
        .valueStream()
        .filter(fact -> fact.path("Name").asString("").equals(name))
        .map(fact -> fact.path("Value").asString(""))
        .findFirst()
        .orElse("");
  }

  private static void assertWarning(Pathwhy.Answer answer, String type) {
    assertThat(answer.issues())
        .as("%s", answer)
        .containsExactly(Network.DESTINATION + " Warning " + type);
    assertThat(answer.exit()).as("%s", answer).isZero();
  }

  @Test
  void responderTellsWhatIsRevoked(Lab lab) {
    assumeTrue(Commands.isThere("openssl"), "needs openssl");
    Process responder = Openssl.responder(lab, lab.file("index.txt"));
    try {
      String good = Openssl.response(lab, "good").toString();
      Pathwhy.Answer fine = check(lab, NAME + Servers.TLS + "/", "--ocsp-response", good);
      assertFine(fine);
      assertThat(fact(fine, "Revocation")).isEqualTo("not revoked, by the given OCSP response");
      // It says nothing about another certificate.
      assertWarning(
          check(lab, NAME + Servers.TLS_REVOKED + "/", "--ocsp-response", good),
          "CertificateError");

      String revoked = Openssl.response(lab, "revoked").toString();
      Pathwhy.Answer bad = check(lab, NAME + Servers.TLS_REVOKED + "/", "--ocsp-response", revoked);
      assertIssue(bad, "CertificateError");
      assertThat(reason(bad)).isEqualTo("Revoked");
    } finally {
      responder.destroyForcibly();
    }
  }

  @Test
  void responderThatDoesNotKnowOrIsDownProvesNothing(Lab lab) throws IOException {
    assumeTrue(Commands.isThere("openssl"), "needs openssl");
    Path empty = Files.writeString(lab.file("empty.txt"), "");
    Process responder = Openssl.responder(lab, empty);
    try {
      Path unknown = Openssl.response(lab, "good");
      Pathwhy.Answer answer =
          check(lab, NAME + Servers.TLS + "/", "--ocsp-response", unknown.toString());
      assertWarning(answer, "CertificateError");
      assertThat(reason(answer)).isEqualTo("RevocationUnknown");
    } finally {
      responder.destroyForcibly();
    }
    Path none = Openssl.response(lab, "good");
    Pathwhy.Answer down = check(lab, NAME + Servers.TLS + "/", "--ocsp-response", none.toString());
    assertWarning(down, "CertificateError");
    assertThat(fact(down, "Revocation")).isEqualTo("the given OCSP response cannot be read");
    assertThat(fact(check(lab, NAME + Servers.TLS + "/"), "Revocation"))
        .startsWith("not looked up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "revoked"})
  void responseThatTheServerSendsAlongCounts(String certificate, Lab lab) {
    assumeTrue(Commands.isThere("openssl"), "needs openssl");
    Process responder = Openssl.responder(lab, lab.file("index.txt"));
    Path response;
    try {
      response = Openssl.response(lab, certificate);
    } finally {
      responder.destroyForcibly();
    }
    Process server = Openssl.server(lab, certificate, "-status_file", response.toString());
    try {
      Pathwhy.Answer answer = check(lab, NAME + Openssl.STAPLING + "/");
      if (certificate.equals("good")) {
        assertFine(answer);
      } else {
        assertIssue(answer, "CertificateError");
        assertThat(reason(answer)).isEqualTo("Revoked");
      }
      assertThat(fact(answer, "Revocation"))
          .endsWith(", by the OCSP response that the server sent along");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void portThatSpeaksTlsIsAskedInPlain(Lab lab) {
    String url = "http://www.lab.test:" + Servers.TLS + "/";

    assertIssue(check(lab, url), "InvalidResponseFromServer");
    assertThat(check(lab, url, "-o", "text").stdout()).contains("TLS alert");
  }

  @Test
  void serverThatWaitsForWordsSpeaksNoTls(Lab lab) {
    String[] words = {NAME + Servers.HOLDS + "/", "--timeout", "1s", "--probes", "2"};

    assertIssue(check(lab, words), "NetworkError");
    String[] more = {words[0], words[1], words[2], words[3], words[4], "-o", "text"};
    assertThat(check(lab, more).stdout()).contains("accepts the connection and says nothing");
  }

  @Test
  void serverWantsACertificate(Lab lab) {
    assertIssue(check(lab, NAME + Servers.TLS_CLIENT + "/"), "CertificateError");
  }

  @Test
  void noCommonVersion(Lab lab) {
    assertIssue(check(lab, NAME + Servers.TLS_OLD + "/"), "TLSHandshakeFailed");
  }

  @Test
  void serverSpeaksNoTls(Lab lab) {
    assertIssue(check(lab, NAME + Servers.SSH + "/"), "TLSHandshakeFailed");
  }

  @ParameterizedTest
  @CsvSource({"404", "500", "503"})
  void statusIsAFault(int status, Lab lab) {
    assertIssue(check(lab, HTTP + "/status/" + status), "StatusCodeValidationFailed");
  }

  @Test
  void expectedStatusIsNone(Lab lab) {
    assertFine(check(lab, HTTP + "/status/404", "--valid-status-codes", "2xx,404"));
    assertIssue(
        check(lab, HTTP + "/status/204", "--valid-status-codes", "200"),
        "StatusCodeValidationFailed");
  }

  @Test
  void headerIsExpected(Lab lab) {
    assertFine(check(lab, HTTP + "/", "--expect-header", "X-Lab: yes"));
    assertIssue(check(lab, HTTP + "/", "--expect-header", "X-Lab: no"), "HeaderValidationFailed");
    assertIssue(check(lab, HTTP + "/", "--expect-header", "X-Other"), "HeaderValidationFailed");
  }

  @Test
  void contentIsExpected(Lab lab) {
    assertFine(check(lab, HTTP + "/", "--expect-content", "ok"));
    assertIssue(check(lab, HTTP + "/", "--expect-content", "fine"), "ContentValidationFailed");
  }

  @Test
  void headersAreSent(Lab lab) {
    assertFine(
        check(lab, HTTP + "/echo", "--headers", "X-Ask: 42", "--expect-content", "X-Ask: 42"));
  }

  @ParameterizedTest
  @CsvSource({"garbage", "reset", "endless"})
  void answerIsNoHttp(String path, Lab lab) {
    Pathwhy.Answer answer = check(lab, HTTP + "/" + path);

    assertThat(answer.exit()).as("%s", answer).isEqualTo(1);
    assertThat(answer.issues()).hasSize(1).first().asString().contains(" Error ");
  }

  @Test
  void foreignBytesDoNotReachTheTerminal(Lab lab) {
    for (String format : List.of("text", "json", "yaml", "table")) {
      assertThat(check(lab, HTTP + "/hostile", "-o", format).stdout())
          .doesNotContain("\u001b", "\u0007");
    }
  }

  @Test
  void bannerIsNoHttp(Lab lab) {
    Pathwhy.Answer answer =
        check(lab, "http://www.lab.test:" + Servers.HOSTILE + "/", "-o", "text");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.stdout()).doesNotContain("\u001b", "\u0007", "\u202e");
  }
}
