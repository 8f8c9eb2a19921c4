package io.github.pathwhy.probe.dns;

import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import java.util.Optional;

/// One question to one server, and what became of it.
///
/// @param name the name asked for, a search domain applied, without the last dot
/// @param transport how it was asked this time: an answer that is too big for UDP is asked for
///   again
/// @param edns whether the question said that large datagrams are welcome (RFC 6891)
/// @param nanos from sending to the answer, connections included; or how long it was waited for
/// @param failure empty when there are records
/// @param detail more about a failure, partly in words of others; may be empty
/// @param response what the server said, if it did
public record Asked(
    String name,
    RecordType type,
    DnsServer server,
    Transport transport,
    boolean edns,
    long nanos,
    Optional<NameFailure> failure,
    String detail,
    Optional<Response> response) {

  /** The same with another failure. */
  Asked because(NameFailure kind, String words) {
    return new Asked(
        name, type, server, transport, edns, nanos, Optional.of(kind), words, response);
  }

  /** The result in a few words, for example `NxDomain: the name does not exist`. */
  public String words() {
    if (failure.isEmpty()) {
      int records = response.map(said -> said.records().size() + said.leftOut()).orElse(0);
      return records == 1 ? "1 record" : records + " records";
    }
    return failure.get().words() + (detail.isEmpty() ? "" : " (" + detail + ")");
  }

  /** One clause: who said what, and after how long. */
  public String clause() {
    String who = server.toString();
    String took = Millis.of(nanos);
    if (failure.isEmpty()) {
      return who + " answered in " + took;
    }
    return switch (failure.get()) {
      case TIMEOUT -> "no answer from " + who + " within " + took + more();
      case NO_SERVER -> "nothing listens at " + who + " (" + transport.name() + ", " + took + ")";
      case UNREACHABLE, UNKNOWN_SERVER, TLS_FAILED, STOPPED -> who + ": " + words();
      case NXDOMAIN, SERVFAIL, REFUSED, ERROR, NO_DATA ->
          who + " said " + code() + " in " + took + ": " + words();
      case ALIAS_LOOP, TRUNCATED, HTTP_FAILED, BAD_ANSWER, NOT_CONFIGURED, BAD_NAME ->
          who + " after " + took + ": " + words();
    };
  }

  private String more() {
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }

  private String code() {
    boolean empty = failure.isPresent() && failure.get() == NameFailure.NO_DATA;
    return empty ? "no data" : response.map(Response::rcode).orElse("no");
  }
}
