package io.github.pathwhy.probe.web;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.web.WebFault.Detail;
import io.github.pathwhy.probe.web.WebFault.Kind;
import io.github.pathwhy.text.Printable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// Sends one HTTP request to one address, over TLS where asked, and judges what comes back. Nothing
/// else is touched: redirects are not followed, and no list or responder that a certificate names
/// is asked.
public final class WebProbe {
  private static final int SLICE_MILLIS = 50;
  private static final String AGENT = "pathwhy";

  /** How a TLS record begins that says what is wrong (RFC 8446, 5.1). */
  private static final int TLS_ALERT = 21;

  private final WebRequest request;
  private final List<WebFault> faults = new ArrayList<>();
  private final RecordingTrust trust = new RecordingTrust();
  private long connected;
  private long shaken;
  private long answered;
  private long judged;
  private Optional<WebOutcome.Tls> tls = Optional.empty();
  private Optional<WebOutcome.HttpAnswer> http = Optional.empty();
  private volatile boolean late;

  private WebProbe(WebRequest request) {
    this.request = request;
  }

  /** Sends it. */
  public static WebOutcome run(WebRequest request, Stop stop) {
    return new WebProbe(request).run(stop);
  }

  /** Loads what a handshake needs, so that the first one is not slower than others. */
  public static void warmUp() {
    try {
      SSLContext context = context(new RecordingTrust(), new RecordingKeys());
      var engine = context.createSSLEngine("host.example", 443);
      engine.setUseClientMode(true);
      engine.beginHandshake();
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (GeneralSecurityException | SSLException _) {
      // The handshake itself will say so.
    }
  }

  private WebOutcome run(Stop stop) {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      Thread guard = guard(socket, stop, start + request.timeout().toNanos());
      try {
        exchange(socket, start);
      } finally {
        guard.interrupt();
      }
    } catch (IOException e) {
      fault(e);
    }
    long total = System.nanoTime() - start - judged;
    http.ifPresent(answer -> AnswerCheck.run(request, answer, faults));
    return new WebOutcome(
        new WebOutcome.Times(connected, shaken, answered, total), tls, http, faults);
  }

  /** Closes the socket when the time is up, whatever it waits for. */
  private Thread guard(Socket socket, Stop stop, long deadline) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (System.nanoTime() - deadline < 0 && !stop.isRequested()) {
              Thread.sleep(SLICE_MILLIS);
            }
            late = true;
            socket.close();
          } catch (InterruptedException | IOException _) {
            // The exchange is over, or the socket is closed already.
          }
        });
  }

  private void exchange(Socket plain, long start) throws IOException {
    plain.setTcpNoDelay(true);
    plain.connect(
        new InetSocketAddress(Inet.toJava(request.address()), request.port()),
        (int) request.timeout().toMillis());
    connected = System.nanoTime() - start;
    if (!request.secure()) {
      ask(plain, false);
      return;
    }
    RecordingKeys keys = new RecordingKeys();
    try (SSLSocket secure = secure(plain, keys)) {
      long before = System.nanoTime();
      try {
        secure.startHandshake();
      } catch (SSLException e) {
        handshakeFault(e, keys);
        return;
      }
      shaken = System.nanoTime() - before;
      judge(secure.getSession(), secure.getApplicationProtocol(), keys);
      ask(secure, keys.isAsked());
    } catch (GeneralSecurityException e) {
      faults.add(WebFault.of(Kind.HANDSHAKE_FAILED, "Java cannot do TLS here: " + e.getMessage()));
    }
  }

  private static SSLContext context(RecordingTrust trust, RecordingKeys keys)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
    return context;
  }

  private SSLSocket secure(Socket plain, RecordingKeys keys)
      throws IOException, GeneralSecurityException {
    SSLSocket socket =
        (SSLSocket)
            context(trust, keys)
                .getSocketFactory()
                .createSocket(plain, request.host(), request.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    if (IpAddress.parse(request.host()).isEmpty()) {
      try {
        parameters.setServerNames(List.of(new SNIHostName(request.host())));
      } catch (IllegalArgumentException _) {
        // A name that no server can be asked for; the certificate will not match it either.
      }
    }
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    return socket;
  }

  private void judge(SSLSession session, String alpn, RecordingKeys keys) {
    long before = System.nanoTime();
    CertificateJudge judge =
        new CertificateJudge(trust.chain(), request.host(), request.trust(), Instant.now());
    judge.judge(
        session instanceof ExtendedSSLSession extended ? extended.getStatusResponses() : List.of());
    judged = System.nanoTime() - before;
    faults.addAll(judge.faults());
    tls =
        Optional.of(
            new WebOutcome.Tls(
                session.getProtocol(),
                session.getCipherSuite(),
                alpn == null ? "" : alpn,
                trust.chain(),
                judge.trustedBy(),
                judge.revocation(),
                keys.isAsked()));
  }

  private void ask(Socket socket, boolean wantedCertificate) throws IOException {
    try {
      long before = System.nanoTime();
      OutputStream out = socket.getOutputStream();
      out.write(head().getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
      in.mark(1);
      int first = in.read();
      if (first >= 0) {
        answered = System.nanoTime() - before;
        in.reset();
      }
      if (first == TLS_ALERT && !request.secure()) {
        faults.add(
            WebFault.of(
                Kind.INVALID_RESPONSE,
                "the server answers with a TLS alert: this port speaks TLS, ask with https"));
        return;
      }
      http = Optional.of(new HttpReader(in).read(request.method()));
    } catch (HttpReader.InvalidException e) {
      faults.add(WebFault.of(Kind.INVALID_RESPONSE, "the answer is invalid: " + e.getMessage()));
    } catch (IOException e) {
      // A server of TLS 1.3 tells after the handshake that it wanted a certificate.
      if (wantedCertificate && !late && !(e instanceof SocketTimeoutException)) {
        faults.add(clientCertificate(e));
      } else {
        throw e;
      }
    }
  }

  private String head() {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    boolean usual = request.port() == (request.secure() ? 443 : 80);
    String host = request.host().indexOf(':') >= 0 ? "[" + request.host() + "]" : request.host();
    if (!hasHeader("Host")) {
      head.append("Host: ").append(host).append(usual ? "" : ":" + request.port()).append("\r\n");
    }
    if (!hasHeader("User-Agent")) {
      head.append("User-Agent: ").append(AGENT).append("\r\n");
    }
    request.headers().forEach(header -> head.append(header).append("\r\n"));
    if (request.method().equals("POST") || request.method().equals("PUT")) {
      head.append("Content-Length: 0\r\n");
    }
    return head.append("Accept: */*\r\nConnection: close\r\n\r\n").toString();
  }

  private boolean hasHeader(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return request.headers().stream()
        .anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith(start));
  }

  // ---- faults ----

  private void fault(IOException e) {
    String message = Printable.of(String.valueOf(e.getMessage()));
    if (late || e instanceof SocketTimeoutException) {
      String phase =
          connected == 0
              ? "the connection"
              : request.secure() && shaken == 0 ? "the TLS handshake" : "the answer";
      String silence =
          connected > 0 && request.secure() && shaken == 0 && trust.chain().isEmpty()
              ? ": the server accepts the connection and says nothing, as one does that speaks no"
                  + " TLS, or that large packets do not reach"
              : "";
      faults.add(
          WebFault.of(
              Kind.TIMEOUT,
              phase + " took more than " + request.timeout().toMillis() + " ms" + silence,
              new Detail("Phase", phase)));
    } else if (connected == 0) {
      faults.add(
          WebFault.of(
              Kind.CONNECT_FAILED,
              e instanceof ConnectException ? "the connection was refused" : message));
    } else if (e instanceof EOFException || e instanceof SocketException) {
      faults.add(WebFault.of(Kind.CONNECTION_RESET, "the connection broke: " + message));
    } else {
      faults.add(WebFault.of(Kind.INVALID_RESPONSE, message));
    }
  }

  private void handshakeFault(SSLException e, RecordingKeys keys) throws IOException {
    if (late) {
      throw new SocketTimeoutException();
    }
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (keys.isAsked() && (lower.contains("certificate") || lower.contains("handshake_failure"))) {
      faults.add(clientCertificate(e));
    } else if (lower.contains("unrecognized ssl message")
        || lower.contains("unsupported or unrecognized")) {
      faults.add(WebFault.of(Kind.NOT_TLS, "the server does not speak TLS on this port"));
    } else if (lower.contains("protocol_version") || lower.contains("protocol version")) {
      faults.add(
          WebFault.of(
              Kind.PROTOCOL_MISMATCH,
              "no common TLS version: pathwhy offers 1.2 and 1.3",
              new Detail("Reason", Printable.of(message))));
    } else if (lower.contains("handshake_failure") || lower.contains("insufficient_security")) {
      faults.add(
          WebFault.of(
              Kind.PROTOCOL_MISMATCH,
              "no common TLS cipher, or none for this server's name",
              new Detail("Reason", Printable.of(message))));
    } else {
      faults.add(
          WebFault.of(Kind.HANDSHAKE_FAILED, "the TLS handshake failed: " + Printable.of(message)));
    }
    if (!trust.chain().isEmpty()) {
      CertificateJudge judge =
          new CertificateJudge(trust.chain(), request.host(), request.trust(), Instant.now());
      judge.judge(List.of());
      faults.addAll(judge.faults());
    }
  }

  private static WebFault clientCertificate(IOException e) {
    return WebFault.of(
        Kind.CLIENT_CERTIFICATE_REQUIRED,
        "the server requires a certificate of the client",
        new Detail("Reason", Printable.of(String.valueOf(e.getMessage()))));
  }
}
