package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
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
/// that the flow passes nor that it ends there. Security groups are: what is open in their rules
/// and tags is part of their own judgement. They are not where an address of the flow itself is
/// open, since then nobody knows what they judge.
final class GapCheck {
  private static final String ADDRESS = "privateIPAddress";
  private static final String NAME_SERVERS = "dnsServers";

  private final Topology topology;

  GapCheck(Topology topology) {
    this.topology = topology;
  }

  Trace check(Trace trace) {
    return topology.hasGaps() ? new Trace(trace.flow(), paths(trace.paths())) : trace;
  }

  private List<Path> paths(List<Path> paths) {
    return paths.stream()
        .map(path -> new Path(hops(path.hops()), path.complete(), paths(path.replies())))
        .toList();
  }

  private List<Hop> hops(List<Hop> hops) {
    boolean addressed = hops.stream().noneMatch(this::hasOpenAddress);
    return hops.stream().map(hop -> hop(hop, addressed)).toList();
  }

  private boolean hasOpenAddress(Hop hop) {
    if (hop.node() instanceof Node.Interface(EffectiveInterface at)) {
      for (IpConfiguration configuration : at.nic().ipConfigurations()) {
        for (Gap gap : topology.gaps(configuration.id())) {
          if (gap.property().equals(ADDRESS)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Hop hop(Hop hop, boolean addressed) {
    Set<Step> open = new LinkedHashSet<>();
    for (ResourceId id : resources(hop)) {
      addAll(open, id, topology.gaps(id));
    }
    for (ResourceId id : wholes(hop)) {
      addAll(open, id, topology.gapsWithin(id));
    }
    if (endsInRouting(hop)) {
      addConnectivity(open);
    }
    if (open.isEmpty() && addressed) {
      return hop;
    }
    List<Step> steps = new ArrayList<>(hop.steps().size() + open.size());
    for (Step step : hop.steps()) {
      boolean certain = step instanceof Step.Filtered && addressed;
      if (certain || step.effect() != Effect.BLOCKS) {
        steps.add(step);
      }
    }
    steps.addAll(open);
    return new Hop(hop.node(), hop.flow(), steps);
  }

  private static void addAll(Set<Step> open, ResourceId id, List<Gap> gaps) {
    for (Gap gap : gaps) {
      // Name servers say what a name means, not where a packet goes.
      if (!gap.property().equals(NAME_SERVERS)) {
        open.add(new Step.Unknown(new Missing.Value(id, gap)));
      }
    }
  }

  /** Whether the flow ends where a route that a gateway may announce would lead it on. */
  private static boolean endsInRouting(Hop hop) {
    return hop.steps().stream()
        .anyMatch(step -> step.effect() == Effect.BLOCKS && !(step instanceof Step.Filtered));
  }

  private void addConnectivity(Set<Step> open) {
    for (Resource resource : topology.resources()) {
      if (announcesRoutes(resource)) {
        addAll(open, resource.id(), topology.gapsWithin(resource.id()));
      }
    }
  }

  private static boolean announcesRoutes(Resource resource) {
    return switch (resource) {
      case VirtualNetworkGateway _,
          LocalNetworkGateway _,
          GatewayConnection _,
          ExpressRouteCircuit _,
          RouteServer _,
          VirtualHub _,
          HubGateway _ ->
          true;
      default -> false;
    };
  }

  /** What is decided at a hop depends on these. */
  private Set<ResourceId> resources(Hop hop) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    if (hop.node() instanceof Node.Interface(EffectiveInterface at)) {
      addInterface(ids, at);
    }
    for (Step step : hop.steps()) {
      switch (step) {
        case Step.Peered(var link) -> ids.add(link.id());
        case Step.ForwardedTrafficNotAllowed(var link, boolean _) -> ids.add(link.id());
        case Step.AccessNotAllowed(var link, var _) -> ids.add(link.id());
        case Step.SubnetNotPeered(var link, var _) -> ids.add(link.id());
        default -> {}
      }
    }
    return ids;
  }

  private static void addInterface(Set<ResourceId> ids, EffectiveInterface at) {
    ids.add(at.subnet().id());
    ids.add(at.virtualNetwork().id());
    at.subnet().routeTable().ifPresent(ids::add);
    for (Peering link : at.virtualNetwork().peerings()) {
      ids.add(link.id());
      ids.add(link.remote());
    }
  }

  /** The same, with all their parts. */
  private static Set<ResourceId> wholes(Hop hop) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    switch (hop.node()) {
      case Node.Interface(EffectiveInterface at) -> {
        ids.add(at.nic().id());
        ids.add(at.ownerId());
        at.subnet().natGateway().ifPresent(ids::add);
        for (IpConfiguration configuration : at.nic().ipConfigurations()) {
          configuration.pools().forEach(pool -> ids.add(pool.parent()));
        }
        if (at.owner().orElse(null) instanceof AzureFirewall firewall) {
          firewall.policy().ifPresent(ids::add);
        }
      }
      case Node.Frontend frontend -> ids.add(frontend.balancer().id());
      case Node.Hub(var hub) -> ids.add(hub.id());
      case Node.Internet _, Node.Outside _, Node.Platform _, Node.Unresolved _ -> {}
    }
    for (Step step : hop.steps()) {
      if (step instanceof Step.Translated translated) {
        ids.add(translated.by().id());
      }
    }
    return ids;
  }
}
