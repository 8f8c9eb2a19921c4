package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.web.StatusRange;
import io.github.pathwhy.probe.web.WebFault;
import io.github.pathwhy.probe.web.WebOutcome;
import io.github.pathwhy.probe.web.WebProbe;
import io.github.pathwhy.probe.web.WebRequest;
import io.github.pathwhy.text.Printable;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a web server for real. */
public final class HttpExchange implements WebExchange {
  private static final double NANOS_IN_MILLI = 1e6;
  private static final double STEPS = 1000;

  @Override
  public void prepare(LiveRequest request) {
    if (request.application() == Application.HTTPS) {
      WebProbe.warmUp();
    }
  }

  @Override
  public Measurement.WebResult run(LiveRequest request, IpAddress address, Stop stop) {
    WebOutcome outcome = WebProbe.run(translated(request, address), stop);
    List<Measurement.WebIssue> issues = new ArrayList<>();
    for (WebFault fault : outcome.faults()) {
      issues.add(
          new Measurement.WebIssue(
              fault.kind().code(),
              fault.kind().breaks(),
              fault.words(),
              fault.details().stream()
                  .map(detail -> new Measurement.Fact(detail.name(), detail.value()))
                  .toList()));
    }
    return new Measurement.WebResult(issues, facts(outcome));
  }

  private static WebRequest translated(LiveRequest request, IpAddress address) {
    LiveRequest.WebQuestion web = request.web();
    return new WebRequest(
        address,
        request.host(),
        request.port(),
        request.application() == Application.HTTPS,
        web.method(),
        web.path(),
        web.headers(),
        web.validStatusCodes().stream().map(StatusRange::parse).flatMap(Optional::stream).toList(),
        web.expectedHeaders(),
        web.expectedContent(),
        new WebRequest.Trust(web.caFile(), web.crlFile(), web.ocspFile()),
        web.timeout());
  }

  private static List<Measurement.Fact> facts(WebOutcome outcome) {
    List<Measurement.Fact> facts = new ArrayList<>();
    outcome
        .http()
        .ifPresent(answer -> {
          String reason = Printable.of(answer.reason());
          facts.add(new Measurement.Fact("HTTP status", (answer.status() + " " + reason).strip()));
          answer
              .header("Location")
              .ifPresent(location ->
                  facts.add(new Measurement.Fact("Redirect to", Printable.of(location))));
        });
    outcome
        .tls()
        .ifPresent(tls -> {
          facts.add(new Measurement.Fact("TLS", tls.protocol() + ", " + tls.cipher()));
          if (!tls.chain().isEmpty()) {
            X509Certificate leaf = tls.chain().getFirst();
            facts.add(
                new Measurement.Fact(
                    "Certificate",
                    Printable.of(leaf.getSubjectX500Principal().getName())
                        + ", by "
                        + Printable.of(leaf.getIssuerX500Principal().getName())
                        + ", until "
                        + leaf.getNotAfter().toInstant()
                        + tls.trustedBy().map(HttpExchange::trust).orElse("")));
            facts.add(new Measurement.Fact("Revocation", Printable.of(tls.revocation())));
          }
        });
    WebOutcome.Times times = outcome.times();
    StringBuilder text = new StringBuilder();
    append(text, "connect", times.connect());
    append(text, "TLS", times.handshake());
    append(text, "first byte", times.firstByte());
    append(text, "total", times.total());
    facts.add(new Measurement.Fact("Times", text.toString()));
    return facts;
  }

  private static String trust(String store) {
    return ", trusted by "
        + switch (store) {
          case "given" -> "the given file";
          case "system" -> "the system's roots";
          default -> store + "'s roots";
        };
  }

  private static void append(StringBuilder text, String name, long nanos) {
    if (nanos > 0) {
      double millis = Math.round(nanos / NANOS_IN_MILLI * STEPS) / STEPS;
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(millis).append(" ms");
    }
  }
}
