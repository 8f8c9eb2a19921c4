package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.capture.Origin;
import io.github.pathwhy.probe.capture.Quote;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is worth knowing about a way, and no fault: that addresses are translated on it, and that
/// answers come back on a way of another length.
final class PathFacts {
  private static final int CLEARLY = 2;

  private final MeasuredPath path;
  private final List<Quote> quotes;
  private final List<Outcome> outcomes;
  private final List<Measurement.Fact> facts = new ArrayList<>();

  private PathFacts(MeasuredPath path, List<Quote> quotes, List<Outcome> outcomes) {
    this.path = path;
    this.quotes = quotes;
    this.outcomes = outcomes;
  }

  /// What every tier sees, and what a capture sees as well.
  ///
  /// @param quotes of the probes that found the path; none without a capture
  /// @param outcomes of the end-to-end probes
  static List<Measurement.Fact> of(MeasuredPath path, List<Quote> quotes, List<Outcome> outcomes) {
    return new PathFacts(path, quotes, outcomes).find();
  }

  private List<Measurement.Fact> find() {
    translation();
    wayBack();
    return facts;
  }

  // ---- translation ----

  private void translation() {
    quoted().ifPresent(words -> facts.add(new Measurement.Fact("Address translation", words)));
  }

  /// What the nearest quotation says that is not of the packet as it was sent. Another checksum
  /// says less than who answers in whose name.
  private Optional<String> quoted() {
    String before = "on the way";
    for (Quote quote : quotes) {
      String at = quote.by() + " (hop " + quote.there() + ")";
      String got = before + ": " + at + " got the packet ";
      switch (quote.change()) {
        case Quote.Change.None() -> before = "at " + at + " or behind it";
        case Quote.Change.Checksum() -> {
          return inItsName()
              .or(() -> Optional.of(got + "with a checksum for other addresses or ports"));
        }
        case Quote.Change.Source(IpAddress address) -> {
          return Optional.of(got + "as one from " + address);
        }
        case Quote.Change.Destination(IpAddress address) -> {
          return Optional.of(got + "as one for " + address);
        }
      }
    }
    return inItsName();
  }

  /** Only what translates can say in the destination's name that a packet did not get there. */
  private Optional<String> inItsName() {
    int nearest = 0;
    for (PathNote note : path.notes()) {
      if (note.kind() == PathNote.Kind.DESTINATION_ON_THE_WAY
          && (nearest == 0 || note.ttl() < nearest)) {
        nearest = note.ttl();
      }
    }
    return nearest == 0
        ? Optional.empty()
        : Optional.of(
            "at hop "
                + nearest
                + " or before: from there on "
                + path.destination()
                + " itself says that packets for it expired, so they are passed on to another"
                + " address");
  }

  // ---- the way back ----

  private void wayBack() {
    if (!(path.end() instanceof PathEnd.Arrived(int there, var _)) || path.severalPaths()) {
      return;
    }
    int ttl = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.reply() instanceof Reply.Answered && outcome.seen().isPresent()) {
        int each = outcome.seen().get().ttl();
        if (ttl != 0 && ttl != each) {
          return;
        }
        ttl = each;
      }
    }
    int back = Origin.hops(ttl);
    if (ttl == 0 || back > Origin.MOST_HOPS || back == there) {
      return;
    }
    String words = count(back) + " long, the way there " + there;
    if (routersAgree(there, back)) {
      facts.add(
          new Measurement.Fact("Way back", words + ": answers take another way than requests"));
    } else if (Math.abs(back - there) >= CLEARLY) {
      facts.add(
          new Measurement.Fact(
              "Way back",
              words
                  + ", if "
                  + path.destination()
                  + " sends with a time to live of "
                  + Origin.initial(ttl)
                  + ", as is usual"));
    }
  }

  /// Whether answers of the last router before the destination come back on a way that is as much
  /// longer or shorter: it is not likely that both begin with an unusual time to live.
  private boolean routersAgree(int there, int back) {
    Quote last = null;
    for (Quote quote : quotes) {
      last = quote.there() < there && quote.back() > 0 ? quote : last;
    }
    return last != null && last.back() - last.there() == back - there;
  }

  private static String count(int hops) {
    return hops + (hops == 1 ? " hop" : " hops");
  }
}
