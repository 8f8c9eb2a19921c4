package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.GatewayRoutes;
import io.github.pathwhy.effective.PublishedTagUse;
import io.github.pathwhy.effective.address.PublishedTags;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an answer takes for granted because the input does not say it. */
final class Assumptions {
  private static final PortRange EPHEMERAL = new PortRange(1024, PortRange.MAX);

  private final EffectiveNetwork network;
  private final Topology topology;
  private final PublishedTagUse publishedTags;
  private final boolean sourcePortGiven;
  private final Set<String> found = new LinkedHashSet<>();

  private Assumptions(EffectiveNetwork network, boolean sourcePortGiven) {
    this.network = network;
    this.topology = network.topology();
    this.publishedTags = network.publishedTags();
    this.sourcePortGiven = sourcePortGiven;
  }

  static List<String> of(EffectiveNetwork network, Trace trace, boolean sourcePortGiven) {
    Assumptions assumptions = new Assumptions(network, sourcePortGiven);
    for (Path path : trace.paths()) {
      assumptions.ofPath(path);
      path.replies().forEach(reply -> reply.hops().forEach(assumptions::ofSteps));
    }
    return List.copyOf(assumptions.found);
  }

  private void ofPath(Path path) {
    for (Hop hop : path.hops()) {
      if (hop.node() instanceof Node.Interface(EffectiveInterface at)) {
        ofAddress(at);
        at.machine().ifPresent(machine -> ofMachine(machine, hop));
      }
      ofSteps(hop);
      ofPublicAddress(hop.flow());
    }
  }

  private void ofPublicAddress(Flow flow) {
    for (PublicIpAddress address : topology.all(PublicIpAddress.class)) {
      if (address.assumed()
          && address
              .address()
              .filter(ip -> ip.equals(flow.source()) || ip.equals(flow.destination()))
              .isPresent()) {
        found.add(
            address.name()
                + " has the address "
                + address.address().orElseThrow()
                + ": it stands for the one that Azure will give");
      }
    }
  }

  private void ofAddress(EffectiveInterface at) {
    for (IpConfiguration configuration : at.nic().ipConfigurations()) {
      if (configuration.assumed()) {
        found.add(
            at.nic().name()
                + " has the address "
                + configuration.privateAddress()
                + ": the input leaves it to dynamic allocation");
      }
    }
  }

  private void ofMachine(VirtualMachine machine, Hop hop) {
    Optional<Observation> observed = topology.observation(machine.id());
    if (observed.flatMap(Observation::powerState).isEmpty()) {
      found.add(machine.name() + " is running: its power state was not observed");
    }
    Flow flow = hop.flow();
    boolean arrives = hop.steps().contains(new Step.Delivered());
    if (arrives
        && flow.protocol().hasPorts()
        && observed.flatMap(Observation::listening).isEmpty()) {
      found.add(
          machine.name()
              + " listens on "
              + flow.protocol()
              + "/"
              + flow.destinationPort()
              + ": its listeners were not observed");
    }
    if (arrives && observed.flatMap(Observation::guestFirewall).isEmpty()) {
      found.add(machine.name() + " has no guest firewall in the way: it was not observed");
    }
  }

  private void ofSteps(Hop hop) {
    Flow flow = hop.flow();
    for (Step step : hop.steps()) {
      switch (step) {
        case BalancerStep.Balanced balanced -> ofProbes(balanced.balancer());
        case Step.Forwarded forwarded -> ofForwarding(forwarded);
        case Step.DefaultOutbound lent -> ofDefaultOutbound(lent);
        case Step.Filtered filtered -> {
          ofSourcePort(filtered);
          for (StageDecision decision : filtered.decisions()) {
            ofTags(publishedTags.behind(decision, flow));
          }
        }
        case Step.Routed(EffectiveRoute route) -> {
          if (hop.node() instanceof Node.Interface(EffectiveInterface at)) {
            ofTags(publishedTags.behind(at.subnet(), route, flow.destination()));
          }
          ofLearned(route, flow);
        }
        case GatewayStep.Tunnelled(Resource connection) -> ofTunnel(connection);
        case Step.ApplianceFiltered filtered -> ofAppliance(filtered, flow);
        case Step.NotFollowed(Gap gap) -> {
          if (gap.kind() == Gap.Kind.UNLISTED) {
            found.add(MissingWords.of(gap));
          }
        }
        case FirewallStep.Judged judged -> ofFirewall(judged, flow);
        case FirewallStep.NameNotGiven(Resource firewall, String rule) ->
            found.add(
                "the client asks for an address, not for a name that application rule "
                    + rule
                    + " of "
                    + firewall.name()
                    + " may match");
        case Step.Translated(Step.Translation kind, Resource by, Flow _, Flow after) -> {
          flow = after;
          if (kind == Step.Translation.PUBLIC_ADDRESS_INBOUND) {
            ofSku(by);
          }
        }
        case Step.Passing _,
            Step.Blocking _,
            Step.ForwardedTrafficNotAllowed _,
            Step.HighCpu _,
            Step.HighMemory _,
            Step.ServiceDenied _,
            Step.Unknown _,
            Step.Doubtful _,
            BalancerStep _,
            FirewallStep _,
            GatewayStep _ -> {}
      }
    }
  }

  /** A gateway that nobody watched is taken to have learned the prefixes of its sites. */
  private void ofLearned(EffectiveRoute route, Flow flow) {
    if (route.nextHop() instanceof NextHop.VirtualNetworkGateway(var device, var _)) {
      device
          .flatMap(id -> topology.find(id, VirtualNetworkGateway.class))
          .flatMap(gateway -> network.gateways().match(gateway, flow.destination()))
          .filter(GatewayRoutes.Known::assumed)
          .ifPresent(known ->
              found.add(
                  device.get().name()
                      + " has learned "
                      + known.prefix()
                      + ", the prefix of a site: its learned routes were not observed"));
    }
  }

  private void ofTunnel(Resource resource) {
    if (resource instanceof GatewayConnection connection
        && connection.status().isEmpty()
        && topology.observation(connection.id()).isEmpty()
        && topology.observation(connection.gateway()).isEmpty()) {
      found.add("connection " + connection.name() + " is connected: its state was not observed");
    }
  }

  private void ofProbes(LoadBalancer balancer) {
    boolean observed =
        topology.observation(balancer.id()).filter(seen -> !seen.probes().isEmpty()).isPresent();
    if (!observed && !balancer.probes().isEmpty()) {
      found.add(
          "the probes of "
              + balancer.name()
              + " succeed where the configuration lets them: they were not observed");
    }
  }

  private void ofForwarding(Step.Forwarded forwarded) {
    String name = forwarded.device().name();
    if (forwarded.device() instanceof VirtualMachine machine && machine.appliance().isEmpty()) {
      found.add(name + " forwards everything and tracks nothing: no policy is given for it");
    }
    if (forwarded.assumed()) {
      found.add(
          name
              + " leaves by "
              + forwarded.egress().map(at -> at.nic().name()).orElse("")
              + ": its own routing table is in no configuration");
    }
  }

  private void ofTags(List<String> tags) {
    for (String tag : tags) {
      PublishedTags lists = publishedTags.lists().orElseThrow();
      found.add(
          "service tag "
              + tag
              + " has the prefixes that Microsoft published for "
              + topology.cloud().orElseThrow().label()
              + " ("
              + lists.date()
              + ", change "
              + lists.changeNumber()
              + "): serviceTags does not give it");
    }
  }

  /** The firewall's rules may have been compiled for a name; their tags are the same. */
  private void ofFirewall(FirewallStep.Judged judged, Flow flow) {
    if (judged.firewall() instanceof AzureFirewall firewall) {
      network
          .compiledRules(firewall)
          .forEach(lists -> ofTags(publishedTags.behind(lists, judged.rule(), flow)));
    }
  }

  private void ofAppliance(Step.ApplianceFiltered filtered, Flow flow) {
    for (AppliancePolicy.Rule rule : filtered.policy().rules()) {
      ofTags(publishedTags.behind(rule.traffic().source(), flow.source()));
      ofTags(publishedTags.behind(rule.traffic().destination(), flow.destination()));
      if (filtered.rule().isPresent() && filtered.rule().get().equals(rule)) {
        return;
      }
    }
  }

  private void ofDefaultOutbound(Step.DefaultOutbound lent) {
    if (!lent.explicit()) {
      found.add(
          "subnet "
              + lent.subnet().name()
              + " has default outbound access: defaultOutboundAccess is absent, which means true");
    }
  }

  private void ofSku(Resource by) {
    if (by instanceof PublicIpAddress address && address.sku().isEmpty()) {
      found.add("public address " + address.name() + " is Standard: its SKU is not given");
    }
  }

  /** A rule about source ports may decide differently for another source port. */
  private void ofSourcePort(Step.Filtered filtered) {
    if (sourcePortGiven) {
      return;
    }
    for (StageDecision decision : filtered.decisions()) {
      if (decision.stage() instanceof SecurityStage.Group stage && decision.rule().isPresent()) {
        for (SecurityRule rule : stage.rulesUpTo(decision.rule().get())) {
          if (rule.traffic().sourcePorts().stream().noneMatch(range -> range.contains(EPHEMERAL))) {
            found.add(
                "the source port is "
                    + ConnectivityCheck.EPHEMERAL_PORT
                    + ": rule "
                    + rule.name()
                    + " depends on it and none was given");
          }
        }
      }
    }
  }
}
