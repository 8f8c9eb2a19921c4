package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.Issue.Context;
import io.github.pathwhy.diagnose.Issue.Origin;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/** Turns the steps that did not simply pass into issues under Azure's names. */
final class IssueFinder {
  private IssueFinder() {}

  /** What an issue is about, without its words. */
  record Kind(IssueType type, Origin origin, List<Context> context) {
    static Optional<Kind> of(IssueType type, Origin origin, Context... context) {
      return Optional.of(new Kind(type, origin, List.of(context)));
    }
  }

  /** The issue of a step; none when the flow passed. */
  static Optional<Issue> find(Step step) {
    return switch (step) {
      case Step.Filtered filtered -> ofFilter(filtered);
      case Step.Routed(EffectiveRoute route) -> ofRoute(step, route);
      case Step.PublicAddressClosed _ ->
          issue(step, IssueType.NETWORK_SECURITY_RULE, Origin.INBOUND, reason(step));
      case Step.NoRoute _, Step.NotRoutable _, Step.NotInNetwork _ ->
          issue(step, IssueType.ROUTE_MISSING, Origin.LOCAL, reason(step));
      case Step.NextHopMissing(EffectiveRoute _, Optional<IpAddress> address) ->
          issue(
              step,
              IssueType.USER_DEFINED_ROUTE,
              Origin.OUTBOUND,
              new Context("RouteType", "User"),
              new Context(
                  "ErrorMessage",
                  "NextHop Type None, NextHop IP " + address.map(IpAddress::toString).orElse("")));
      case Step.NextHopIsSelf _, Step.Looped _ ->
          issue(step, IssueType.UDR_LOOP, Origin.OUTBOUND, reason(step));
      case Step.AccessNotAllowed(var link, Direction direction) ->
          issue(
              step,
              IssueType.VNET_ACCESS_NOT_ALLOWED,
              origin(direction),
              new Context("PeeringName", link.name()));
      case Step.ForwardedTrafficNotAllowed(var link, boolean _) ->
          issue(
              step,
              IssueType.FORWARDED_TRAFFIC_NOT_ALLOWED,
              Origin.OUTBOUND,
              new Context("PeeringName", link.name()),
              reason(step));
      case Step.NobodyThere _ ->
          issue(step, IssueType.DESTINATION_UNREACHABLE, Origin.OUTBOUND, reason(step));
      case Step.NotAttached _ ->
          issue(step, IssueType.DESTINATION_UNREACHABLE, Origin.LOCAL, reason(step));
      case Step.ForwardingDisabled _ ->
          issue(step, IssueType.IP_FORWARDING_NOT_ENABLED, Origin.LOCAL, reason(step));
      case Step.ApplianceFiltered filtered ->
          issue(
              step,
              IssueType.APPLIANCE_RULE,
              Origin.LOCAL,
              new Context(
                  "RuleName", filtered.rule().map(rule -> rule.name()).orElse("default action")));
      case Step.DefaultOutbound _, Step.OutboundAccessMissing _ ->
          issue(step, IssueType.OUTBOUND_ACCESS_MISSING, Origin.OUTBOUND, reason(step));
      case Step.NotRunning(var _, PowerState state) -> ofPowerState(step, state);
      case Step.GuestFirewall _ ->
          issue(step, IssueType.GUEST_FIREWALL, Origin.LOCAL, reason(step));
      case Step.SourcePortInUse(var _, var protocol, int port) ->
          issue(
              step,
              IssueType.SOURCE_PORT_IN_USE,
              Origin.LOCAL,
              new Context("Port", protocol + "/" + port));
      case Step.NoListener(var _, var protocol, int port) ->
          issue(
              step,
              IssueType.NO_LISTENER_ON_DESTINATION,
              Origin.LOCAL,
              new Context("Port", protocol + "/" + port));
      case Step.HighCpu(var _, double percent) -> ofUsage(step, IssueType.CPU, percent);
      case Step.HighMemory(var _, double percent) -> ofUsage(step, IssueType.MEMORY, percent);
      case Step.Asymmetric(var device, boolean _) ->
          issue(
              step,
              IssueType.ASYMMETRIC_ROUTING,
              Origin.OUTBOUND,
              new Context("Device", device.toString()),
              reason(step));
      case Step.Unknown _ -> issue(step, IssueType.INCOMPLETE_TOPOLOGY, Origin.LOCAL, reason(step));
      case Step.NotFollowed _ ->
          issue(step, IssueType.INCOMPLETE_TOPOLOGY, Origin.LOCAL, reason(step));
      case Step.Doubtful(Step block, Gap _) ->
          find(block).map(issue -> issue.doubted(reason(step)));
      case BalancerStep balancer -> issue(step, BalancerSteps.kind(balancer));
      case GatewayStep gateway -> issue(step, GatewaySteps.kind(gateway));
      case FirewallStep firewall -> issue(step, FirewallSteps.kind(firewall));
      case Step.SubnetNotPeered(var link, var _) ->
          issue(
              step,
              IssueType.VNET_ACCESS_NOT_ALLOWED,
              Origin.OUTBOUND,
              new Context("PeeringName", link.name()),
              reason(step));
      case Step.ServiceDenied(PlatformService service, var _, var _) ->
          issue(
              step,
              IssueType.SERVICE_ACCESS_DENIED,
              Origin.INBOUND,
              new Context("Service", service.id().toString()),
              reason(step));
      case Step.EndpointNotApproved _ ->
          issue(step, IssueType.DESTINATION_UNREACHABLE, Origin.LOCAL, reason(step));
      case Step.EndpointPoliciesOff _,
          Step.Established _,
          Step.PlatformTraffic _,
          Step.Peered _,
          Step.Forwarded _,
          Step.Translated _,
          Step.ServiceOutbound _,
          Step.Delivered _ ->
          Optional.empty();
    };
  }

  private static Optional<Issue> ofFilter(Step.Filtered filtered) {
    for (StageDecision decision : filtered.decisions()) {
      if (decision.verdict() == StageDecision.Verdict.DENY) {
        boolean byAdmin = decision.stage() instanceof SecurityStage.Admin;
        return Optional.of(
            new Issue(
                IssueType.NETWORK_SECURITY_RULE,
                origin(filtered.direction()),
                Issue.Severity.ERROR,
                byAdmin ? Optional.empty() : decision.rule(),
                byAdmin ? adminRule(decision) : List.of(),
                Narrator.clause(filtered),
                decision.rule().flatMap(SecurityRule::declaredAt)));
      }
    }
    return issue(
        filtered, IssueType.INCOMPLETE_TOPOLOGY, origin(filtered.direction()), reason(filtered));
  }

  /** Admin rules are named as they are, without a prefix. */
  private static List<Context> adminRule(StageDecision decision) {
    return decision
        .rule()
        .map(rule -> List.of(new Context("RuleName", rule.name())))
        .orElse(List.of());
  }

  private static Optional<Issue> ofRoute(Step step, EffectiveRoute route) {
    if (!(route.nextHop() instanceof NextHop.None)) {
      return Optional.empty();
    }
    return route.source() == EffectiveRoute.Source.USER
        ? issue(
            step,
            IssueType.USER_DEFINED_ROUTE,
            Origin.OUTBOUND,
            new Context("RouteType", "User"),
            new Context("RouteName", route.declared().map(r -> r.name()).orElse("")))
        : issue(
            step,
            IssueType.USER_DEFINED_ROUTE,
            Origin.OUTBOUND,
            new Context("ErrorMessage", "NextHop Type None, NextHop IP "));
  }

  private static Optional<Issue> ofPowerState(Step step, PowerState state) {
    IssueType type =
        switch (state) {
          case STARTING -> IssueType.VM_STARTING;
          case REBOOTING -> IssueType.VM_REBOOTING;
          case STOPPING -> IssueType.VM_STOPPING;
          case RUNNING, STOPPED -> IssueType.VM_STOPPED;
          case DEALLOCATING -> IssueType.VM_DEALLOCATING;
          case DEALLOCATED -> IssueType.VM_DEALLOCATED;
          case NOT_ALLOCATED -> IssueType.VM_NOT_ALLOCATED;
        };
    return issue(step, type, Origin.LOCAL);
  }

  private static Optional<Issue> ofUsage(Step step, IssueType type, double percent) {
    return issue(step, type, Origin.LOCAL, new Context("Usage", Narrator.percent(percent)));
  }

  private static Optional<Issue> issue(Step step, Optional<Kind> kind) {
    return kind.flatMap(found ->
        issue(step, found.type(), found.origin(), found.context().toArray(new Context[0])));
  }

  private static Optional<Issue> issue(
      Step step, IssueType type, Origin origin, Context... context) {
    Effect effect = step.effect();
    if (effect == Effect.PASSES) {
      return Optional.empty();
    }
    Optional<SourcePosition> declaredAt =
        Narrator.tell(step).stream()
            .map(Evidence::declaredAt)
            .flatMap(Optional::stream)
            .findFirst();
    return Optional.of(
        new Issue(
            type,
            origin,
            effect == Effect.BLOCKS ? Issue.Severity.ERROR : Issue.Severity.WARNING,
            Optional.empty(),
            List.of(context),
            Narrator.clause(step),
            declaredAt));
  }

  private static Context reason(Step step) {
    return new Context("Reason", Narrator.clause(step));
  }

  private static Origin origin(Direction direction) {
    return switch (direction) {
      case INBOUND -> Origin.INBOUND;
      case OUTBOUND -> Origin.OUTBOUND;
    };
  }
}
