package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for something that accepts connections in the destination's name, with packets of another
/// kind, which it lets pass: they die at the very distance that the connection was accepted at, or
/// come back only when they may go farther.
final class ProxySearch {
  private static final int EACH = 2;
  private static final int AGAIN = 4;
  private static final long PATIENCE_NANOS = 500_000_000L;
  private static final long SLICE_NANOS = 100_000_000L;

  private final ProbeEngine engine;
  private final Probe other;
  private final MeasuredPath path;
  private final int ttl;
  private final Stop stop;

  /** What came back for probes that may go as far as the acceptance, one less, and to the end. */
  private final List<Reply> there = new ArrayList<>();

  private final List<Reply> before = new ArrayList<>();
  private final List<Reply> beyond = new ArrayList<>();

  private ProxySearch(ProbeEngine engine, Probe other, MeasuredPath path, int ttl, Stop stop) {
    this.engine = engine;
    this.other = other;
    this.path = path;
    this.ttl = ttl;
    this.stop = stop;
  }

  /// Searches.
  ///
  /// @param other a packet that the destination is likely to answer itself
  /// @param path that the connection was found to take
  /// @param ttl how far away it was accepted
  static Optional<Measurement.Proxy> find(
      ProbeEngine engine, Probe other, MeasuredPath path, int ttl, Stop stop) {
    return new ProxySearch(engine, other, path, ttl, stop).find();
  }

  private Optional<Measurement.Proxy> find() {
    ask(EACH, true);
    if (hasArrived(there)) {
      return Optional.empty();
    }
    Optional<IpAddress> died = router(there);
    if (died.isPresent()) {
      return !isNearer(died.get()) && isSameWay()
          ? Optional.of(new Measurement.Proxy(ttl, died))
          : Optional.empty();
    }
    if (!hasArrived(beyond) || !isSameWay()) {
      return Optional.empty();
    }
    // Silence proves little: asked again.
    ask(AGAIN, false);
    return areSilent(there) && beyond.stream().filter(this::isFromDestination).count() > EACH
        ? Optional.of(new Measurement.Proxy(ttl, Optional.empty()))
        : Optional.empty();
  }

  private void ask(int count, boolean alsoBefore) {
    List<List<Reply>> owners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      send(owners, there, other.withTtl(ttl));
      send(owners, beyond, other);
      if (alsoBefore && ttl > 1) {
        send(owners, before, other.withTtl(ttl - 1));
      }
    }
    int open = owners.size();
    while (open > 0 && !stop.isRequested() && !hasArrived(there)) {
      for (Outcome outcome : engine.await(SLICE_NANOS)) {
        owners.get(outcome.id()).add(outcome.reply());
        open--;
      }
    }
    for (int id = 0; id < owners.size(); id++) {
      engine.cancel(id);
    }
  }

  private void send(List<List<Reply>> owners, List<Reply> owner, Probe probe) {
    engine.send(owners.size(), probe, PATIENCE_NANOS);
    owners.add(owner);
  }

  private boolean isFromDestination(Reply reply) {
    return reply instanceof Reply.Answered
        || (reply instanceof Reply.Icmp icmp && icmp.from().equals(other.destination()));
  }

  private boolean hasArrived(List<Reply> replies) {
    return replies.stream().anyMatch(this::isFromDestination);
  }

  private static boolean areSilent(List<Reply> replies) {
    return !replies.isEmpty() && replies.stream().allMatch(Reply.Silent.class::isInstance);
  }

  /** Who says that the packets died there. */
  private static Optional<IpAddress> router(List<Reply> replies) {
    for (Reply reply : replies) {
      if (reply instanceof Reply.Icmp icmp
          && icmp.error().meaning() == IcmpError.Meaning.TTL_EXCEEDED) {
        return Optional.of(icmp.from());
      }
    }
    return Optional.empty();
  }

  /** Whether a router stands before that distance: then the other packet took another way. */
  private boolean isNearer(IpAddress router) {
    for (MeasuredHop hop : path.hops()) {
      if (hop.ttl() < ttl && isAt(hop, router)) {
        return true;
      }
    }
    return false;
  }

  /// Whether both kinds of packets meet the same router one hop before, as far as one answers
  /// there: on a way of its own, distances say nothing.
  private boolean isSameWay() {
    Optional<IpAddress> met = router(before);
    for (MeasuredHop hop : path.hops()) {
      if (hop.ttl() == ttl - 1 && !hop.isSilent() && met.isPresent()) {
        return isAt(hop, met.get());
      }
    }
    return true;
  }

  private static boolean isAt(MeasuredHop hop, IpAddress router) {
    return hop.routers().stream().anyMatch(each -> each.address().equals(router));
  }
}
