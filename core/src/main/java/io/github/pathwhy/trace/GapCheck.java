package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Looks whether a trace rests on properties that the input leaves open. Such a property had its
/// default while the flow was followed, so what was decided at that hop is not certain: neither
/// that the flow passes nor that it ends there. Security groups are: gaps in their rules are part
/// of their own judgement.
record GapCheck(Topology topology) {

  Trace check(Trace trace) {
    return topology.hasGaps() ? new Trace(trace.flow(), paths(trace.paths())) : trace;
  }

  private List<Path> paths(List<Path> paths) {
    return paths.stream()
        .map(path ->
            new Path(
                path.hops().stream().map(this::hop).toList(),
                path.complete(),
                paths(path.replies())))
        .toList();
  }

  private Hop hop(Hop hop) {
    List<Step> open = new ArrayList<>(0);
    for (ResourceId id : resources(hop)) {
      for (Gap gap : topology.gaps(id)) {
        open.add(new Step.Unknown(gap.property() + " of " + id.name() + ": " + gap.missing()));
      }
    }
    if (open.isEmpty()) {
      return hop;
    }
    List<Step> steps = new ArrayList<>(hop.steps().size() + open.size());
    for (Step step : hop.steps()) {
      if (step instanceof Step.Filtered || step.effect() != Effect.BLOCKS) {
        steps.add(step);
      }
    }
    steps.addAll(open);
    return new Hop(hop.node(), hop.flow(), steps);
  }

  /** What is decided at a hop depends on these. */
  private Set<ResourceId> resources(Hop hop) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    switch (hop.node()) {
      case Node.Interface(EffectiveInterface at) -> addInterface(ids, at);
      case Node.Frontend frontend -> ids.add(frontend.balancer().id());
      case Node.Hub(var hub) -> ids.add(hub.id());
      case Node.Internet _, Node.Outside _, Node.Platform _, Node.Unresolved _ -> {}
    }
    for (Step step : hop.steps()) {
      switch (step) {
        case Step.Peered(var link) -> ids.add(link.id());
        case Step.ForwardedTrafficNotAllowed(var link, boolean _) -> ids.add(link.id());
        case Step.AccessNotAllowed(var link, var _) -> ids.add(link.id());
        case Step.SubnetNotPeered(var link, var _) -> ids.add(link.id());
        case Step.Translated translated -> ids.add(translated.by().id());
        default -> {}
      }
    }
    return ids;
  }

  private void addInterface(Set<ResourceId> ids, EffectiveInterface at) {
    ids.add(at.ownerId());
    ids.add(at.nic().id());
    at.nic().ipConfigurations().forEach(configuration -> ids.add(configuration.id()));
    ids.add(at.subnet().id());
    ids.add(at.virtualNetwork().id());
    at.subnet().routeTable().ifPresent(ids::add);
    at.subnet().natGateway().ifPresent(ids::add);
    if (at.owner().orElse(null) instanceof AzureFirewall firewall) {
      firewall.policy().ifPresent(ids::add);
    }
  }
}
