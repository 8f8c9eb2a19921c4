package io.github.pathwhy.probe.dns;

import static io.github.pathwhy.probe.dns.LoopbackServer.answer;
import static io.github.pathwhy.probe.dns.LoopbackServer.zone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** DNS over TLS and over HTTPS, against servers on loopback with a certificate of their own. */
@Timeout(60)
final class SecureDnsTest {
  private static final char[] PASSWORD = "unused".toCharArray();
  private static final String HOST = "host.example A 192.0.2.1";
  private static final long TIMEOUT = 5_000_000_000L;

  private static SSLContext good;
  private static SSLContext wrongName;

  @BeforeAll
  static void certificates() throws Exception {
    good = context("127.0.0.1");
    wrongName = context("127.0.0.2");
  }

  /** Both sides: a key with a certificate for an address, and trust in that certificate. */
  private static SSLContext context(String address)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=test");
    Instant now = Instant.now();
    Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(1, ChronoUnit.DAYS)),
                        name,
                        keys.getPublic())
                    .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, address)))
                    .build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
    store.setCertificateEntry("trusted", certificate);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static ServerSocket tls(SSLContext context) throws IOException {
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  private static Resolution resolve(DnsClient client, String server) {
    return resolve(client, server, TIMEOUT);
  }

  private static Resolution resolve(DnsClient client, String server, long timeoutNanos) {
    DnsServer asked = DnsServer.parse(server).orElseThrow();
    return Lookups.resolve(client, "host.example", RecordType.A, timeoutNanos, asked);
  }

  @Test
  void dnsOverTlsAnswers() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST), tls(good))) {
      Resolution how = resolve(new DnsClient(() -> good), "tls://127.0.0.1:" + server.port());

      assertThat(how.failure()).isEmpty();
      assertThat(how.addresses()).extracting(Object::toString).containsExactly("192.0.2.1");
      assertThat(how.decisive().orElseThrow().transport().label()).isEqualTo("Tls");
    }
  }

  @Test
  void certificatesThatNobodyTrustsAreRefused() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST), tls(good))) {
      Resolution how = resolve(DnsClient.ofSystem(), "tls://127.0.0.1:" + server.port());

      assertThat(how.failure()).contains(NameFailure.TLS_FAILED);
      assertThat(how.clause()).contains("nobody that this machine trusts");
      assertThat(server.questions).isEmpty();
    }
  }

  @Test
  void certificatesForAnotherNameAreRefused() throws IOException {
    try (LoopbackServer server = new LoopbackServer(zone(HOST), tls(wrongName))) {
      Resolution how = resolve(new DnsClient(() -> wrongName), "tls://127.0.0.1:" + server.port());

      assertThat(how.failure()).contains(NameFailure.TLS_FAILED);
      assertThat(how.clause()).contains("its certificate is for another name");
    }
  }

  @Test
  void whatIsNoTlsIsRefused() throws IOException {
    try (LoopbackServer plain = new LoopbackServer(zone(HOST))) {
      Resolution how =
          resolve(new DnsClient(() -> good), "tls://127.0.0.1:" + plain.port(), 500_000_000);

      assertThat(how.failure()).isPresent();
      assertThat(how.addresses()).isEmpty();
    }
  }

  // ---- HTTPS ----

  private static HttpsServer https(int status, String type, byte[] body) throws IOException {
    HttpsServer server =
        HttpsServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(good));
    server.createContext(
        "/dns-query",
        exchange -> {
          byte[] question = exchange.getRequestBody().readAllBytes();
          byte[] reply =
              body.length > 0 ? body : answer(new Message(question), Rcode.NOERROR, HOST).toWire();
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static Resolution overHttps(HttpsServer server, String path) {
    return resolve(
        new DnsClient(() -> good), "https://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Test
  void dnsOverHttpsAnswers() throws IOException {
    HttpsServer server = https(200, "application/dns-message", new byte[0]);
    try {
      Resolution how = overHttps(server, "");

      assertThat(how.clause()).contains("answered in");
      assertThat(how.addresses()).extracting(Object::toString).containsExactly("192.0.2.1");
      assertThat(how.decisive().orElseThrow().server().toString()).endsWith("/dns-query");
      assertThat(overHttps(server, "/other").failure()).contains(NameFailure.HTTP_FAILED);
      assertThat(overHttps(server, "/other").clause()).contains("status 404");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void otherContentIsNoAnswer() throws IOException {
    HttpsServer html = https(200, "text/html", "<html>".getBytes(UTF_8));
    HttpsServer huge = https(200, "application/dns-message", new byte[200_000]);
    try {
      assertThat(overHttps(html, "").failure()).contains(NameFailure.HTTP_FAILED);
      assertThat(overHttps(html, "").clause()).contains("text/html");
      assertThat(overHttps(huge, "").failure()).contains(NameFailure.BAD_ANSWER);
    } finally {
      html.stop(0);
      huge.stop(0);
    }
  }

  @Test
  void closedPortsAreNoServers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    for (String scheme : List.of("https", "tls")) {
      assertThat(resolve(new DnsClient(() -> good), scheme + "://127.0.0.1:" + port).failure())
          .contains(NameFailure.NO_SERVER);
    }
  }
}
