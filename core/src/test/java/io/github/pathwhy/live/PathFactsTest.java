package io.github.pathwhy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.capture.Quote;
import io.github.pathwhy.probe.capture.Quote.Change;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways to a destination that is 4 hops away. */
final class PathFactsTest {
  private static final IpAddress OTHER = IpAddress.of("192.0.2.7");

  private static List<String> facts(List<Quote> quotes, List<Integer> ttls, PathNote... notes) {
    MeasuredPath path =
        new MeasuredPath(
            Method.TCP,
            Measured.DESTINATION,
            443,
            List.of(),
            new PathEnd.Arrived(4, PathEnd.Sign.CONNECTED),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(notes));
    List<Outcome> outcomes = new ArrayList<>();
    for (int ttl : ttls) {
      outcomes.add(
          new Outcome(
              1,
              Probe.tcp(Measured.DESTINATION, 443),
              Measured.answered(4),
              40_000,
              Optional.of(Measured.SOURCE),
              Optional.of(new Outcome.WireView(Measured.DESTINATION, ttl, 1))));
    }
    return PathFacts.of(path, quotes, outcomes).stream()
        .map(fact -> fact.name() + ": " + fact.value())
        .toList();
  }

  private static Quote quote(int there, int back, Change change) {
    return new Quote(IpAddress.of(Measured.ROUTERS.get(there - 1)), there, back, change);
  }

  private static Quote same(int there, int back) {
    return quote(there, back, new Change.None());
  }

  private static PathNote inItsName(int ttl) {
    return new PathNote(PathNote.Kind.DESTINATION_ON_THE_WAY, ttl, "expired");
  }

  @Test
  void bothWaysAreOfOneLength() {
    assertThat(facts(List.of(), List.of(61, 61))).isEmpty();
    assertThat(facts(List.of(), List.of(125))).isEmpty();
    assertThat(facts(List.of(same(3, 3)), List.of(252))).isEmpty();
  }

  @Test
  void oneHopMoreIsSaidWhenARouterAgrees() {
    assertThat(facts(List.of(), List.of(60))).isEmpty();
    assertThat(facts(List.of(same(3, 3)), List.of(60))).isEmpty();
    assertThat(facts(List.of(same(2, 2), same(3, 4)), List.of(60)))
        .containsExactly(
            "Way back: 5 hops long, the way there 4: answers take another way than requests");
    assertThat(facts(List.of(same(3, 2)), List.of(62)))
        .containsExactly(
            "Way back: 3 hops long, the way there 4: answers take another way than requests");
  }

  @Test
  void twoHopsMoreMayBeAnotherBeginning() {
    assertThat(facts(List.of(same(3, 3)), List.of(59)))
        .containsExactly(
            "Way back: 6 hops long, the way there 4, if 10.9.4.2 sends with a time to live of 64,"
                + " as is usual");
  }

  @Test
  void whatCannotBeTold() {
    // Answers that differ, a beginning that is not usual, no capture.
    assertThat(facts(List.of(), List.of(59, 57))).isEmpty();
    assertThat(facts(List.of(), List.of(195))).isEmpty();
    assertThat(facts(List.of(), List.of())).isEmpty();
  }

  @Test
  void theNearestChangeIsATranslation() {
    assertThat(
            facts(
                List.of(
                    same(1, 1),
                    quote(2, 2, new Change.Source(OTHER)),
                    quote(3, 3, new Change.Destination(OTHER))),
                List.of()))
        .containsExactly(
            "Address translation: at 10.9.1.1 (hop 1) or behind it: 10.9.2.2 (hop 2) got the packet"
                + " as one from 192.0.2.7");
    assertThat(facts(List.of(quote(3, 3, new Change.Checksum())), List.of()))
        .containsExactly(
            "Address translation: on the way: 10.9.3.2 (hop 3) got the packet with a checksum for"
                + " other addresses or ports");
  }

  @Test
  void aDestinationOnTheWayTranslates() {
    String expected =
        "Address translation: at hop 2 or before: from there on 10.9.4.2 itself says that packets"
            + " for it expired, so they are passed on to another address";
    assertThat(facts(List.of(), List.of(), inItsName(3), inItsName(2))).containsExactly(expected);
    assertThat(facts(List.of(quote(2, 2, new Change.Checksum())), List.of(), inItsName(2)))
        .containsExactly(expected);
  }
}
