package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what `ping` says about one echo request: iputils, BusyBox, macOS and BSD, Windows.
///
/// An answer is a line with the destination's address and a time in milliseconds, in any language;
/// errors are known by their English words.
final class PingOutput {
  private static final int V4_UNREACHABLE = 3;
  private static final int V4_EXPIRED = 11;
  private static final int V6_UNREACHABLE = 1;
  private static final int V6_TOO_BIG = 2;
  private static final int V6_EXPIRED = 3;
  private static final int FRAGMENTATION_NEEDED = 4;
  private static final int MOST_DIGITS = 9;
  private static final int MOST_MTU = 65_535;
  private static final double NANOS_IN_MILLI = 1e6;

  /** Words of an error and what was received, the more special ones first. */
  private record Words(String text, int type, int code) {}

  private static final List<Words> ERRORS_V4 =
      List.of(
          new Words("frag needed and df set", V4_UNREACHABLE, FRAGMENTATION_NEEDED),
          new Words("net unreachable for type of service", V4_UNREACHABLE, 11),
          new Words("host unreachable for type of service", V4_UNREACHABLE, 12),
          new Words("destination net unreachable", V4_UNREACHABLE, 0),
          new Words("destination network unreachable", V4_UNREACHABLE, 0),
          new Words("destination host unreachable", V4_UNREACHABLE, 1),
          new Words("destination protocol unreachable", V4_UNREACHABLE, 2),
          new Words("destination port unreachable", V4_UNREACHABLE, 3),
          new Words("source route failed", V4_UNREACHABLE, 5),
          new Words("destination net unknown", V4_UNREACHABLE, 6),
          new Words("destination host unknown", V4_UNREACHABLE, 7),
          new Words("destination net prohibited", V4_UNREACHABLE, 9),
          new Words("destination host prohibited", V4_UNREACHABLE, 10),
          new Words("packet filtered", V4_UNREACHABLE, 13),
          new Words("communication prohibited by filter", V4_UNREACHABLE, 13),
          new Words("precedence violation", V4_UNREACHABLE, 14),
          new Words("precedence cutoff", V4_UNREACHABLE, 15),
          new Words("time to live exceeded", V4_EXPIRED, 0),
          new Words("ttl expired in transit", V4_EXPIRED, 0),
          new Words("frag reassembly time exceeded", V4_EXPIRED, 1));
  private static final List<Words> ERRORS_V6 =
      List.of(
          new Words("destination unreachable: no route", V6_UNREACHABLE, 0),
          new Words("no route to destination", V6_UNREACHABLE, 0),
          new Words("administratively prohibited", V6_UNREACHABLE, 1),
          new Words("administratively unreachable", V6_UNREACHABLE, 1),
          new Words("beyond scope", V6_UNREACHABLE, 2),
          new Words("address unreachable", V6_UNREACHABLE, 3),
          new Words("destination host unreachable", V6_UNREACHABLE, 3),
          new Words("port unreachable", V6_UNREACHABLE, 4),
          new Words("packet too big", V6_TOO_BIG, 0),
          new Words("time exceeded: hop limit", V6_EXPIRED, 0),
          new Words("ttl expired in transit", V6_EXPIRED, 0),
          new Words("time to live exceeded", V6_EXPIRED, 0));

  /** Words about this machine. */
  private record LocalWords(String text, LocalFault fault) {}

  private static final List<LocalWords> FAULTS =
      List.of(
          new LocalWords("message too long", LocalFault.TOO_BIG),
          new LocalWords("packet needs to be fragmented but df set", LocalFault.TOO_BIG),
          new LocalWords("network is unreachable", LocalFault.NO_ROUTE),
          new LocalWords("network unreachable", LocalFault.NO_ROUTE),
          new LocalWords("no route to host", LocalFault.NO_ROUTE),
          new LocalWords("transmit failed", LocalFault.NO_ROUTE),
          new LocalWords("operation not permitted", LocalFault.NOT_PERMITTED),
          new LocalWords("permission denied", LocalFault.NOT_PERMITTED),
          new LocalWords("lacking privilege", LocalFault.NOT_PERMITTED),
          new LocalWords("address family", LocalFault.UNSUPPORTED),
          new LocalWords("illegal option", LocalFault.UNSUPPORTED),
          new LocalWords("invalid option", LocalFault.UNSUPPORTED),
          new LocalWords("unrecognized option", LocalFault.UNSUPPORTED),
          new LocalWords("bad option", LocalFault.UNSUPPORTED));

  private PingOutput() {}

  /// What became of the request.
  ///
  /// @param elapsed how long the tool took in nanoseconds: the time of what it prints none for, an
  ///   error or the answer to a request of few bytes
  static Reply read(String text, IpAddress destination, long elapsed) {
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      Optional<Reply> reply = answer(line, destination, elapsed);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    for (String line : lines) {
      Optional<Reply> reply = error(line, destination.version(), elapsed);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      for (LocalWords words : FAULTS) {
        if (lower.contains(words.text())) {
          return new Reply.Unsent(words.fault(), line.strip());
        }
      }
    }
    // Every ping ends with a percentage of losses when it has sent something.
    if (text.indexOf('%') < 0) {
      String first = lines.isEmpty() ? "ping says nothing" : lines.getFirst().strip();
      return new Reply.Unsent(LocalFault.OTHER, first);
    }
    return new Reply.Silent();
  }

  private static Optional<Reply> answer(String line, IpAddress destination, long elapsed) {
    if (!addresses(line).contains(destination)) {
      return Optional.empty();
    }
    int unit = line.length();
    while ((unit = line.lastIndexOf("ms", unit - 1)) > 0) {
      int end = unit;
      while (end > 0 && line.charAt(end - 1) == ' ') {
        end--;
      }
      int start = end;
      while (start > 0 && isNumber(line.charAt(start - 1))) {
        start--;
      }
      boolean marked =
          start > 0 && (line.charAt(start - 1) == '=' || line.charAt(start - 1) == '<');
      Optional<Double> millis = number(line.substring(start, end));
      if (marked && millis.isPresent()) {
        long nanos = Math.round(millis.get() * NANOS_IN_MILLI);
        return Optional.of(new Reply.Answered(new Rtt(nanos, Clock.SYSTEM_TOOL)));
      }
    }
    // Requests of few bytes have no room for a time stamp.
    boolean timeless =
        line.contains("bytes from")
            && line.contains("seq=")
            && (line.contains("ttl=") || line.contains("hlim="));
    return timeless
        ? Optional.of(new Reply.Answered(new Rtt(Math.max(0, elapsed), Clock.USERSPACE)))
        : Optional.empty();
  }

  private static Optional<Reply> error(String line, IpVersion version, long elapsed) {
    List<IpAddress> addresses = addresses(line);
    if (addresses.isEmpty() || addresses.getFirst().version() != version) {
      return Optional.empty();
    }
    String lower = line.toLowerCase(Locale.ROOT);
    for (Words words : version == IpVersion.V4 ? ERRORS_V4 : ERRORS_V6) {
      if (lower.contains(words.text())) {
        IcmpError error = new IcmpError(version, words.type(), words.code());
        boolean tooBig = error.meaning() == IcmpError.Meaning.TOO_BIG;
        return Optional.of(
            new Reply.Icmp(
                error,
                addresses.getFirst(),
                new Rtt(Math.max(0, elapsed), Clock.SYSTEM_TOOL),
                tooBig ? mtu(lower) : 0));
      }
    }
    return Optional.empty();
  }

  /** The number after `mtu`, or 0. */
  private static int mtu(String line) {
    int at = line.lastIndexOf("mtu");
    if (at < 0) {
      return 0;
    }
    at += "mtu".length();
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '=')) {
      at++;
    }
    int end = at;
    while (end < line.length() && Character.isDigit(line.charAt(end))) {
      end++;
    }
    return number(line.substring(at, end))
        .filter(mtu -> mtu <= MOST_MTU)
        .map(Double::intValue)
        .orElse(0);
  }

  private static List<IpAddress> addresses(String line) {
    List<IpAddress> found = new ArrayList<>();
    for (String word : line.split("[ (),]+", -1)) {
      Tokens.address(word).ifPresent(found::add);
    }
    return found;
  }

  private static boolean isNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static Optional<Double> number(String digits) {
    return digits.length() > MOST_DIGITS ? Optional.empty() : Tokens.number(digits);
  }
}
