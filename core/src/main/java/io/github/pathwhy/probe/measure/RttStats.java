package io.github.pathwhy.probe.measure;

import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a series of probes to one place came to.
///
/// @param sent how many left this machine
/// @param answered how many the destination answered, a RST included
/// @param roundTrips of those that were answered; empty without any
/// @param jitterNanos the mean difference between one round trip and the next, in nanoseconds;
///   empty with fewer than two
/// @param failures how many ended otherwise, by what happened, in words
public record RttStats(
    int sent,
    int answered,
    Optional<RoundTrips> roundTrips,
    Optional<Long> jitterNanos,
    Map<String, Integer> failures) {

  public RttStats {
    failures = Map.copyOf(failures);
  }

  /** Of outcomes in the order that their probes were sent. */
  public static RttStats of(List<Outcome> outcomes) {
    RoundTrips.Tally tally = new RoundTrips.Tally();
    Map<String, Integer> failures = new TreeMap<>();
    int sent = 0;
    int answered = 0;
    long differences = 0;
    long last = 0;
    for (Outcome outcome : outcomes) {
      sent += outcome.reply() instanceof Reply.Unsent ? 0 : 1;
      Optional<Rtt> rtt = Optional.empty();
      switch (outcome.reply()) {
        case Reply.Answered(Rtt time) -> rtt = Optional.of(time);
        case Reply.Reset(Rtt time) -> rtt = Optional.of(time);
        case Reply.Icmp(IcmpError error, var _, var _, var _) ->
            failures.merge(error.toString(), 1, Integer::sum);
        case Reply.Silent _ -> failures.merge("no answer", 1, Integer::sum);
        case Reply.Unsent(LocalFault fault, String _) ->
            failures.merge(fault.words(), 1, Integer::sum);
      }
      if (rtt.isPresent()) {
        long nanos = rtt.get().nanos();
        differences += answered == 0 ? 0 : Math.abs(nanos - last);
        last = nanos;
        answered++;
        tally.add(rtt.get());
      }
    }
    return new RttStats(
        sent,
        answered,
        answered == 0 ? Optional.empty() : Optional.of(tally.sum()),
        answered < 2 ? Optional.empty() : Optional.of(differences / (answered - 1)),
        failures);
  }

  /** The part of what was sent that was not answered, 0 to 1; 0 when nothing was sent. */
  public double loss() {
    return sent == 0 ? 0 : (sent - answered) / (double) sent;
  }
}
