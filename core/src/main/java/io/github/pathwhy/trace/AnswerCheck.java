package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
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
  static Optional<Resource> missed(
      Sessions seen,
      Flow arrived,
      Sessions required,
      Flow original,
      Optional<Resource> translator) {
    Optional<Resource> missed = Optional.empty();
    for (Sessions.Passage passage : required.passages()) {
      if (passage.tracked() && !seen.tracks(passage.device())) {
        missed = Optional.of(passage.device());
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

  /// What an answer means that missed a device. An Azure Firewall needs none from private endpoints
  /// for what it passed on as it was, unless documentation counts.
  static Step verdict(Resource device, Node from, Flow arrived, Flow original, boolean strict) {
    return device instanceof AzureFirewall firewall
            && from instanceof Node.Interface(EffectiveInterface at)
            && at.isPrivateEndpoint()
            && arrived.equals(original.reversed())
        ? new FirewallStep.PastEndpointAnswer(firewall, at, strict)
        : new Step.Asymmetric(device.id(), true);
  }

  /** The hops with the verdict at the one whose route left the way back. */
  static List<Hop> mark(List<Hop> hops, int index, Step verdict) {
    List<Hop> changed = new ArrayList<>(hops);
    changed.set(index, hops.get(index).with(List.of(verdict)));
    return changed;
  }
}
