package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.Issue.Context;
import io.github.pathwhy.diagnose.Issue.Origin;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.trace.evidence.BalancerStep;
import java.util.Optional;

/** Words and issues for the decisions of load balancers. */
final class BalancerSteps {
  private BalancerSteps() {}

  /** The step as a clause. */
  static String clause(BalancerStep step) {
    return switch (step) {
      case BalancerStep.Balanced balanced ->
          "load balancer rule " + balanced.rule().name() + ": to " + balanced.member().ownerName();
      case BalancerStep.Tunnelled tunnelled ->
          "in VXLAN from "
              + tunnelled.balancer().name()
              + " by UDP port "
              + tunnelled.to()
              + ", and back by "
              + tunnelled.back();
      case BalancerStep.MemberDown down ->
          "pool member " + down.member() + " is left out: " + down.reason();
      case BalancerStep.ToRegion to ->
          "load balancer rule " + to.rule().name() + ": to the region of " + to.region().name();
      case BalancerStep.AllProbedUp all ->
          "probe "
              + all.probe().id().name()
              + " finds no healthy member: AllProbedUp, so all are used";
      case BalancerStep.NoHealthyMember none ->
          "rule "
              + none.rule().name()
              + " of load balancer "
              + none.balancer().name()
              + " has no healthy member to send to";
      case BalancerStep.NoRule none ->
          "load balancer "
              + none.balancer().name()
              + " has no rule for "
              + none.protocol()
              + (none.protocol().hasPorts() ? "/" + none.port() : "")
              + " at this frontend";
      case BalancerStep.Hairpin hairpin ->
          "load balancer "
              + hairpin.balancer().name()
              + " maps the flow back to "
              + hairpin.member().ownerName()
              + ", which sent it";
      case BalancerStep.AnswersPing answers ->
          "load balancer " + answers.balancer().name() + " answers the ping itself";
      case BalancerStep.GlobalPeeringNotSupported basic ->
          "Basic internal load balancer "
              + basic.balancer().name()
              + " cannot be reached over a peering between regions";
      case BalancerStep.OutboundNotAllowed outbound ->
          "no way out to the internet: members of Standard internal load balancer "
              + outbound.balancer().name()
              + " have no default outbound access";
    };
  }

  /** Where to mend it. */
  static Optional<SourcePosition> declaredAt(BalancerStep step) {
    return Optional.of(
        switch (step) {
          case BalancerStep.Balanced balanced -> balanced.declaredAt();
          case BalancerStep.Tunnelled tunnelled -> tunnelled.balancer().declaredAt();
          case BalancerStep.MemberDown down -> down.balancer().declaredAt();
          case BalancerStep.ToRegion to -> to.declaredAt();
          case BalancerStep.AllProbedUp all -> all.probe().declaredAt();
          case BalancerStep.NoHealthyMember none -> none.declaredAt();
          case BalancerStep.NoRule none -> none.balancer().declaredAt();
          case BalancerStep.Hairpin hairpin -> hairpin.balancer().declaredAt();
          case BalancerStep.AnswersPing answers -> answers.balancer().declaredAt();
          case BalancerStep.GlobalPeeringNotSupported basic -> basic.balancer().declaredAt();
          case BalancerStep.OutboundNotAllowed outbound -> outbound.balancer().declaredAt();
        });
  }

  /** The issue, when the step stops the flow. */
  static Optional<IssueFinder.Kind> kind(BalancerStep step) {
    Context reason = new Context("Reason", clause(step));
    return switch (step) {
      case BalancerStep.Balanced _,
          BalancerStep.Tunnelled _,
          BalancerStep.ToRegion _,
          BalancerStep.AllProbedUp _,
          BalancerStep.MemberDown _,
          BalancerStep.AnswersPing _ ->
          Optional.empty();
      case BalancerStep.NoHealthyMember none ->
          IssueFinder.Kind.of(
              IssueType.DIP_PROBE_DOWN,
              Origin.LOCAL,
              new Context("LoadBalancer", none.balancer().id().toString()),
              reason);
      case BalancerStep.NoRule _ ->
          IssueFinder.Kind.of(IssueType.DESTINATION_UNREACHABLE, Origin.LOCAL, reason);
      case BalancerStep.Hairpin _ ->
          IssueFinder.Kind.of(IssueType.LOAD_BALANCER_HAIRPIN, Origin.LOCAL, reason);
      case BalancerStep.GlobalPeeringNotSupported _ ->
          IssueFinder.Kind.of(IssueType.BASIC_ILB_WITH_GLOBAL_PEERING, Origin.INBOUND, reason);
      case BalancerStep.OutboundNotAllowed _ ->
          IssueFinder.Kind.of(IssueType.STANDARD_ILB_OUTBOUND, Origin.OUTBOUND, reason);
    };
  }
}
