package io.github.pathwhy.trace;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether an answer that arrived is one the client will take: it passed every device that tracks
/// the connection, and it carries the addresses of the request.
final class AnswerCheck {
  private AnswerCheck() {}

  /** The hops of the answer, with the asymmetry added at the hop whose route left the way back. */
  static List<Hop> check(
      List<Hop> answer,
      Sessions seen,
      Flow arrived,
      List<Hop> request,
      Sessions required,
      Flow original) {
    Optional<ResourceId> missed = Optional.empty();
    for (Sessions.Passage passage : required.passages()) {
      if (passage.tracked() && !seen.tracks(passage.device())) {
        missed = Optional.of(passage.device().id());
      }
    }
    if (missed.isEmpty() && !arrived.equals(original.reversed())) {
      missed = translator(request);
    }
    return missed.isEmpty() ? answer : withStep(answer, divergence(answer, request), missed.get());
  }

  /** The resource that translated the request. */
  private static Optional<ResourceId> translator(List<Hop> request) {
    for (Hop hop : request) {
      for (Step step : hop.steps()) {
        if (step instanceof Step.Translated translated) {
          return Optional.of(translated.by().id());
        }
      }
    }
    return Optional.empty();
  }

  /** The last hop that the answer has in common with the way back. */
  private static int divergence(List<Hop> answer, List<Hop> request) {
    List<Hop> back = request.reversed();
    int common = 0;
    while (common < answer.size()
        && common < back.size()
        && answer.get(common).node().isSameDevice(back.get(common).node())) {
      common++;
    }
    return Math.max(0, common - 1);
  }

  private static List<Hop> withStep(List<Hop> hops, int index, ResourceId device) {
    List<Hop> changed = new ArrayList<>(hops);
    changed.set(index, hops.get(index).with(List.of(new Step.Asymmetric(device, true))));
    return changed;
  }
}
