package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.Issue.Context;
import io.github.pathwhy.diagnose.Issue.Origin;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.trace.evidence.FirewallStep;
import java.util.Optional;

/** Words and issues for the decisions of Azure Firewalls and Application Gateways. */
final class FirewallSteps {
  private FirewallSteps() {}

  /** The step as a clause. */
  static String clause(FirewallStep step) {
    return switch (step) {
      case FirewallStep.Judged judged -> {
        String verb = judged.access() == Access.ALLOW ? " allows" : " denies";
        yield judged
            .rule()
            .map(rule -> judged.kind() + " rule " + rule + verb + " it")
            .orElseGet(() -> "no rule of " + judged.firewall().name() + " allows it");
      }
      case FirewallStep.NameNotGiven passed ->
          "application rule "
              + passed.rule()
              + " does not match: it is for names, and the client asks for an address";
      case FirewallStep.AnyInstance any ->
          "the answer is routed to "
              + any.address()
              + " of "
              + any.firewall().name()
              + " and may come to another instance than the one that sent the request (seen to fail"
              + " at times): leave the firewall's subnet out of the route";
      case FirewallStep.PastEndpointAnswer past ->
          "the answer of "
              + past.endpoint().ownerName()
              + " is not routed through "
              + past.firewall().name()
              + ", which did not translate the source (seen to work; Azure recommends translation)";
      case FirewallStep.MemberLeftOut out ->
          "backend "
              + out.member()
              + ":"
              + out.port()
              + " of rule "
              + out.rule()
              + " is left out: "
              + out.gateway().name()
              + " does not reach it";
      case FirewallStep.Proxied proxied ->
          "rule " + proxied.rule() + " opens a connection to " + proxied.member();
      case FirewallStep.NoMember none ->
          "rule "
              + none.rule()
              + " of "
              + none.gateway().name()
              + " has no backend that can be reached";
      case FirewallStep.NotRunning stopped -> stopped.gateway().name() + " is not running";
      case FirewallStep.ManagementBlocked blocked ->
          blocked.words() + ": " + Narrator.clause(blocked.filter());
    };
  }

  /** Where to mend it. */
  static Optional<SourcePosition> declaredAt(FirewallStep step) {
    return switch (step) {
      case FirewallStep.Judged judged ->
          judged.declaredAt().or(() -> Optional.of(judged.firewall().declaredAt()));
      case FirewallStep.NameNotGiven passed -> Optional.of(passed.firewall().declaredAt());
      case FirewallStep.AnyInstance any -> Optional.of(any.firewall().declaredAt());
      case FirewallStep.PastEndpointAnswer past -> Optional.of(past.firewall().declaredAt());
      case FirewallStep.MemberLeftOut out -> Optional.of(out.gateway().declaredAt());
      case FirewallStep.Proxied proxied -> Optional.of(proxied.gateway().declaredAt());
      case FirewallStep.NoMember none -> Optional.of(none.gateway().declaredAt());
      case FirewallStep.NotRunning stopped -> Optional.of(stopped.gateway().declaredAt());
      case FirewallStep.ManagementBlocked blocked -> Optional.of(blocked.service().declaredAt());
    };
  }

  /** The issue, when the step stops the flow. */
  static Optional<IssueFinder.Kind> kind(FirewallStep step) {
    return switch (step) {
      case FirewallStep.Judged judged ->
          judged.access() == Access.ALLOW
              ? Optional.empty()
              : IssueFinder.Kind.of(
                  IssueType.APPLIANCE_RULE,
                  Origin.LOCAL,
                  new Context("RuleName", judged.rule().orElse("default action")));
      case FirewallStep.AnyInstance any ->
          IssueFinder.Kind.of(
              IssueType.ASYMMETRIC_ROUTING,
              Origin.OUTBOUND,
              new Context("Device", any.firewall().id().toString()),
              new Context("Reason", clause(step)));
      case FirewallStep.PastEndpointAnswer past ->
          IssueFinder.Kind.of(
              IssueType.ASYMMETRIC_ROUTING,
              Origin.OUTBOUND,
              new Context("Device", past.firewall().id().toString()),
              new Context("Reason", clause(step)));
      case FirewallStep.NameNotGiven _, FirewallStep.MemberLeftOut _, FirewallStep.Proxied _ ->
          Optional.empty();
      case FirewallStep.NoMember _ ->
          IssueFinder.Kind.of(
              IssueType.DIP_PROBE_DOWN, Origin.LOCAL, new Context("Reason", clause(step)));
      case FirewallStep.NotRunning _ ->
          IssueFinder.Kind.of(
              IssueType.GATEWAY_NOT_PROVISIONED, Origin.LOCAL, new Context("Reason", clause(step)));
      case FirewallStep.ManagementBlocked blocked ->
          IssueFinder.Kind.of(
              IssueType.NETWORK_SECURITY_RULE,
              blocked.filter().direction() == Direction.INBOUND ? Origin.INBOUND : Origin.OUTBOUND,
              new Context("Reason", clause(step)));
    };
  }
}
