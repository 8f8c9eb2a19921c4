package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.capture.Quote.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was seen quoted of probes: for each distance one quotation, a changed one if there is any.
/// Keeps those of a bounded number of destinations, the last ones.
final class Quotes {
  private static final int MOST_WAYS = 1024;

  /** Probes of one kind to a destination. */
  private record Way(Method method, IpAddress destination) {}

  private final Map<Way, Map<Integer, Quote>> ways =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, Map<Integer, Quote>> eldest) {
          return size() > MOST_WAYS;
        }
      };

  /** Takes up what came back for a probe. */
  void add(
      Method method,
      IpAddress to,
      Sightings.Request request,
      Frame.Packet packet,
      Frame.Problem problem) {
    Quote quote = quote(to, request, packet, problem);
    Map<Integer, Quote> way = ways.computeIfAbsent(new Way(method, to), _ -> new TreeMap<>());
    Quote known = way.get(quote.there());
    if (known == null || known.change() instanceof Change.None) {
      way.put(quote.there(), quote);
    }
  }

  /** Those of a destination, the nearest first. */
  List<Quote> of(Method method, IpAddress destination) {
    return List.copyOf(ways.getOrDefault(new Way(method, destination), Map.of()).values());
  }

  private static Quote quote(
      IpAddress to, Sightings.Request request, Frame.Packet packet, Frame.Problem problem) {
    boolean died = problem.error().meaning() == IcmpError.Meaning.TTL_EXCEEDED;
    int left = died ? 1 : Math.max(1, problem.about().ttl());
    int back = Origin.hops(packet.ttl());
    return new Quote(
        packet.from(),
        request.ttl - left + 1,
        back > Origin.MOST_HOPS ? 0 : back,
        change(to, request, problem.about()));
  }

  private static Change change(IpAddress to, Sightings.Request request, Frame.Packet about) {
    if (!about.to().equals(to)) {
      return new Change.Destination(about.to());
    }
    if (!about.from().equals(request.source)) {
      return new Change.Source(about.from());
    }
    boolean fits =
        switch (about.body()) {
          case Frame.Tcp tcp -> tcp.sum().full() < 0 || tcp.sum().isRight();
          case Frame.Udp udp -> fits(udp.sum(), request);
          case Frame.Echo _, Frame.Problem _ -> true;
        };
    return fits ? new Change.None() : new Change.Checksum();
  }

  /** A datagram's payload does not change, so that one cut short can be told by what was sent. */
  private static boolean fits(Frame.Sum quoted, Sightings.Request request) {
    if (quoted.told() <= 0 || quoted.isRight()) {
      return true;
    }
    return quoted.full() < 0
        && (!(request.body instanceof Frame.Udp sent)
            || sent.sum().full() < 0
            || quoted.told() == sent.sum().told()
            || quoted.told() == sent.sum().full());
  }
}
