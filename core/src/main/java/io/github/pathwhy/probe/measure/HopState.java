package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Rtt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one time to live while a path is being measured. */
final class HopState {
  final int ttl;
  final Map<IpAddress, RoundTrips.Tally> answers = new LinkedHashMap<>();
  final Map<PathEnd, Integer> ends = new LinkedHashMap<>();
  @Nullable IcmpError oddError;

  /** Probes that were answered or waited for, and those without an answer. */
  int sent;

  int lost;

  /** Probes that left or are to leave, and how many of them looked for a first answer. */
  int launched;

  int tries;
  @Nullable Shot latest;

  /** Whether it was given up. */
  boolean silent;

  /** Source ports that the first and third probe went from; 0 while not known. */
  int firstPort;

  int thirdPort;

  HopState(int ttl) {
    this.ttl = ttl;
  }

  boolean isAnswered() {
    return !answers.isEmpty();
  }

  /** Takes an answer to a shot down; the result is whether it ends the path. */
  boolean answered(Shot shot, Answer answer, Volley volley) {
    settle(shot, true);
    return switch (answer) {
      case Answer.Expired(IpAddress from, Rtt rtt) -> {
        add(from, volley.credible(shot, rtt));
        yield false;
      }
      case Answer.Ended(PathEnd end, IpAddress from, Rtt rtt) -> {
        add(from, volley.credible(shot, rtt));
        ends.merge(end.at(ttl), 1, Integer::sum);
        yield true;
      }
      case Answer.Odd(IcmpError error, IpAddress from, Rtt rtt) -> {
        add(from, volley.credible(shot, rtt));
        oddError = error;
        yield false;
      }
      case Answer.Nothing _, Answer.Unsent _ -> throw new IllegalArgumentException("no answer");
    };
  }

  private void add(IpAddress from, Rtt rtt) {
    answers.computeIfAbsent(from, _ -> new RoundTrips.Tally()).add(rtt);
  }

  /** Counts a shot once; an answer that comes after the shot was given up mends the count. */
  void settle(Shot shot, boolean answered) {
    if (!shot.settled) {
      shot.settled = true;
      sent++;
      lost += answered ? 0 : 1;
    } else if (answered) {
      lost--;
    }
  }

  /** Adds what another look saw of the same hop. */
  void absorb(HopState other) {
    other.answers.forEach((address, tally) ->
        answers.computeIfAbsent(address, _ -> new RoundTrips.Tally()).add(tally));
    other.ends.forEach((end, count) -> ends.merge(end.at(ttl), count, Integer::sum));
    if (other.oddError != null) {
      oddError = other.oddError;
    }
    if (other.isAnswered()) {
      sent += other.sent;
      lost += other.lost;
    }
  }

  /** The longest round trip so far. */
  long slowest() {
    long most = 0;
    for (RoundTrips.Tally tally : answers.values()) {
      most = Math.max(most, tally.most());
    }
    return most;
  }

  /** How the path ends here, by the most answers. */
  Optional<PathEnd> end() {
    PathEnd best = null;
    int most = 0;
    for (Map.Entry<PathEnd, Integer> entry : ends.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  /** The address that answered first. */
  Optional<IpAddress> first() {
    return answers.isEmpty() ? Optional.empty() : Optional.of(answers.keySet().iterator().next());
  }

  /** The hop for readers, with one of the addresses before the others. */
  MeasuredHop measured(Optional<IpAddress> onPath) {
    List<MeasuredHop.Router> routers = new ArrayList<>(answers.size());
    onPath.ifPresent(address -> {
      RoundTrips.Tally tally = answers.get(address);
      if (tally != null) {
        routers.add(new MeasuredHop.Router(address, tally.sum()));
      }
    });
    answers.forEach((address, tally) -> {
      if (onPath.isEmpty() || !onPath.get().equals(address)) {
        routers.add(new MeasuredHop.Router(address, tally.sum()));
      }
    });
    return new MeasuredHop(ttl, routers, sent, lost);
  }
}
