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

  /// The device that the answer missed: one that tracks the connection, or else the one that
  /// translated the request.
  static Optional<ResourceId> missed(
      Sessions seen,
      Flow arrived,
      Sessions required,
      Flow original,
      Optional<ResourceId> translator) {
    Optional<ResourceId> missed = Optional.empty();
    for (Sessions.Passage passage : required.passages()) {
      if (passage.tracked() && !seen.tracks(passage.device())) {
        missed = Optional.of(passage.device().id());
      }
    }
    return missed.isEmpty() && !arrived.equals(original.reversed()) ? translator : missed;
  }

  /** The last hop that the answer has in common with the way back. */
  static int divergence(List<Hop> answer, List<Hop> request) {
    List<Hop> back = request.reversed();
    int common = 0;
    while (common < answer.size()
        && common < back.size()
        && answer.get(common).node().isSameDevice(back.get(common).node())) {
      common++;
    }
    return Math.max(0, common - 1);
  }

  /** The hops with the asymmetry at the one whose route left the way back. */
  static List<Hop> mark(List<Hop> hops, int index, ResourceId device) {
    List<Hop> changed = new ArrayList<>(hops);
    changed.set(index, hops.get(index).with(List.of(new Step.Asymmetric(device, true))));
    return changed;
  }
}
