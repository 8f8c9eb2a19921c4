package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.IssueType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.PathEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings in the making, and the places on the measured path where they can sit. */
final class FindingList {
  private final Measurement measured;
  private final List<Finding> found = new ArrayList<>();

  FindingList(Measurement measured) {
    this.measured = measured;
  }

  /** What was added, in order. */
  List<Finding> toList() {
    return List.copyOf(found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  // ---- places and words ----

  /** The hop with this address, or the last one before it. */
  Spot routerAt(IpAddress from) {
    if (measured.path().isEmpty()) {
      return new Spot.Destination();
    }
    for (MeasuredHop hop : measured.path().get().hops()) {
      for (MeasuredHop.Router router : hop.routers()) {
        if (router.address().equals(from)) {
          return new Spot.Router(hop.ttl());
        }
      }
    }
    int last = lastAnswer();
    return last > 0 ? new Spot.Router(last) : new Spot.Source();
  }

  int lastAnswer() {
    int last = 0;
    if (measured.path().isPresent()) {
      for (MeasuredHop hop : measured.path().get().hops()) {
        boolean isRouter =
            hop.routers().stream()
                .anyMatch(
                    router -> measured.destination().filter(router.address()::equals).isEmpty());
        last = isRouter ? hop.ttl() : last;
      }
    }
    return last;
  }

  /** How far away the end of the path is. */
  int distance() {
    return measured
        .path()
        .map(path ->
            switch (path.end()) {
              case PathEnd.Arrived(int ttl, var _) -> ttl;
              case PathEnd.Refused(int ttl) -> ttl;
              case PathEnd.Stopped(int ttl, var _, var _) -> ttl;
              case PathEnd.Silent(int after) -> after;
              case PathEnd.TooFar(int hops) -> hops;
              case PathEnd.Loop(int from, var _) -> from;
              case PathEnd.Interrupted(int after) -> after;
              case PathEnd.NotSent _ -> 0;
            })
        .orElse(0);
  }

  String service() {
    return measured.request().port() > 0
        ? measured.request().application().label() + "/" + measured.request().port()
        : measured.request().application().label();
  }

  static Issue.Context context(String key, String value) {
    return new Issue.Context(key, value);
  }

  void error(
      Spot spot, IssueType type, Issue.Origin origin, String words, Issue.Context... context) {
    add(spot, type, origin, Issue.Severity.ERROR, words, context);
  }

  void add(
      Spot spot,
      IssueType type,
      Issue.Origin origin,
      Issue.Severity severity,
      String words,
      Issue.Context... context) {
    found.add(
        new Finding(
            spot,
            new Issue(
                type,
                origin,
                severity,
                Optional.empty(),
                List.of(context),
                words,
                Optional.empty())));
  }
}
