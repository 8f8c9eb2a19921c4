package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import io.github.pathwhy.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.xbill.DNS.Name;

/// Asks one server one thing. Behind an answer that does not fit into a datagram it asks again by
/// TCP, and where a server does not know EDNS again without it; each is a question of its own.
final class DnsClient {
  private static final int LONGEST_TEXT = 160;

  private final Supplier<SSLContext> trust;

  DnsClient(Supplier<SSLContext> trust) {
    this.trust = trust;
  }

  /** A client that trusts what Java trusts. */
  static DnsClient ofSystem() {
    return new DnsClient(() -> {
      try {
        return SSLContext.getDefault();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  /** Asks; what was asked in order, at least once. */
  List<Asked> ask(
      DnsServer server,
      Transport transport,
      Name name,
      RecordType type,
      boolean edns,
      long timeoutNanos) {
    List<Asked> asked = new ArrayList<>();
    Asked first = once(server, transport, name, type, edns, timeoutNanos);
    asked.add(first);
    boolean extended = edns;
    if (edns && isIgnorantOfEdns(first)) {
      extended = false;
      asked.add(once(server, transport, name, type, false, timeoutNanos));
    }
    if (transport == Transport.UDP
        && asked.getLast().failure().filter(NameFailure.TRUNCATED::equals).isPresent()) {
      asked.add(once(server, Transport.TCP, name, type, extended, timeoutNanos));
    }
    return asked;
  }

  /** Whether a server answered so only because it does not know EDNS. */
  static boolean isIgnorantOfEdns(Asked asked) {
    return asked.failure().filter(NameFailure.ERROR::equals).isPresent()
        && asked
            .response()
            .map(Response::rcode)
            .filter(code ->
                code.equals("FORMERR")
                    || code.equals("NOTIMP")
                    || code.equals("BADVERS")
                    || code.equals("BADSIG"))
            .isPresent();
  }

  private Asked once(
      DnsServer server,
      Transport transport,
      Name name,
      RecordType type,
      boolean edns,
      long timeoutNanos) {
    Query query = Query.of(name, type, edns, transport != Transport.HTTPS);
    String shown = name.equals(Name.root) ? "." : name.toString(true);
    Stopwatch watch = new Stopwatch();
    try {
      byte[] answer = exchange(server, transport, timeoutNanos).ask(query, timeoutNanos, watch);
      ResponseReader.Reading reading = ResponseReader.read(query, answer);
      return new Asked(
          shown,
          type,
          server,
          transport,
          edns,
          watch.nanos(),
          reading.failure(),
          reading.detail(),
          Optional.of(reading.response()));
    } catch (IOException e) {
      return new Asked(
          shown,
          type,
          server,
          transport,
          edns,
          watch.nanos(),
          Optional.of(kind(e, transport)),
          detail(e),
          Optional.empty());
    }
  }

  private Exchange exchange(DnsServer server, Transport transport, long timeoutNanos)
      throws UnknownHostException {
    InetSocketAddress address =
        new InetSocketAddress(address(server.host(), timeoutNanos), server.port());
    return switch (transport) {
      case UDP -> new UdpExchange(address);
      case TCP -> new StreamExchange(address, server.host(), Optional.empty());
      case TLS -> new StreamExchange(address, server.host(), Optional.of(trust));
      case HTTPS -> new HttpsExchange(server.url(), trust);
    };
  }

  private static InetAddress address(String host, long timeoutNanos) throws UnknownHostException {
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isPresent()) {
      return Inet.toJava(literal.get());
    }
    if (host.indexOf(':') >= 0) {
      return InetAddress.getByName(host); // an address with a zone: nothing is resolved
    }
    return switch (SystemResolver.ask(SystemResolver.Source.SYSTEM, host).await(timeoutNanos)) {
      case SystemAnswer.Addresses(List<IpAddress> addresses, long _) ->
          Inet.toJava(addresses.getFirst());
      case SystemAnswer.Failure(String words, long _) -> throw new UnknownHostException(words);
      case SystemAnswer.Late _ -> throw new UnknownHostException("no answer in time");
    };
  }

  private static NameFailure kind(IOException e, Transport transport) {
    return switch (e) {
      case BadAnswerException bad -> bad.failure();
      case SocketTimeoutException _, HttpTimeoutException _ -> NameFailure.TIMEOUT;
      case PortUnreachableException _ -> NameFailure.NO_SERVER;
      case NoRouteToHostException _ -> NameFailure.UNREACHABLE;
      case ConnectException _ ->
          says(e, "refused") || (transport == Transport.HTTPS && e.getMessage() == null)
              ? NameFailure.NO_SERVER
              : says(e, "timed out") ? NameFailure.TIMEOUT : NameFailure.UNREACHABLE;
      case UnknownHostException _ -> NameFailure.UNKNOWN_SERVER;
      case SSLException _ -> NameFailure.TLS_FAILED;
      case EOFException _ -> NameFailure.BAD_ANSWER;
      default -> says(e, "unreachable") ? NameFailure.UNREACHABLE : NameFailure.BAD_ANSWER;
    };
  }

  private static boolean says(IOException e, String word) {
    return String.valueOf(e.getMessage()).contains(word);
  }

  private static String detail(IOException e) {
    String message = e.getMessage();
    if (message == null || e instanceof PortUnreachableException) {
      return "";
    }
    return switch (e) {
      case SocketTimeoutException _ -> message.equals(StreamExchange.NO_CONNECTION) ? message : "";
      case SSLException _ -> certificate(message);
      default -> Printable.of(message, LONGEST_TEXT);
    };
  }

  /** Java's words about certificates, for people. */
  private static String certificate(String message) {
    if (message.contains("unable to find valid certification path")) {
      return "nobody that this machine trusts has signed its certificate";
    }
    if (message.contains("subject alternative") || message.contains("No name matching")) {
      return "its certificate is for another name";
    }
    return Printable.of(message, LONGEST_TEXT);
  }
}
