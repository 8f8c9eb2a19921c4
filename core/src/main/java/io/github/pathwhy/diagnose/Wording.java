package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/** The words for parts of a trace, and for what decides in it. */
public final class Wording {
  private Wording() {}

  /** The lines that tell a step; none when there is nothing to say. */
  public static List<Evidence> of(Step step) {
    return Narrator.tell(step);
  }

  /** The lines for a denial that only follows from there being no route. */
  public static List<Evidence> ofConsequence(Step.Filtered filtered, Flow flow) {
    return Narrator.tellConsequence(filtered, flow);
  }

  /** The issue that a step is; none when the flow passes. */
  public static Optional<Issue> issueOf(Step step) {
    return IssueFinder.find(step);
  }

  /** What the stages of a direction say, a line each. */
  public static List<Evidence> of(Direction direction, List<StageDecision> decisions) {
    return Narrator.tellFilter(direction, decisions);
  }

  /** A security rule as a person would write it: `deny-sql (200) denies Tcp/1433 from * to *`. */
  public static String of(SecurityRule rule) {
    return Narrator.quote(rule);
  }

  /** A route as a person would write it: `user route to-fw of rt 0.0.0.0/0 -> Internet`. */
  public static String of(EffectiveRoute route) {
    return Narrator.tellRoute(route);
  }

  /** What is missing, a phrase each. */
  public static List<String> of(List<Missing> missing) {
    return MissingWords.of(missing);
  }

  /** What people call a node. */
  public static String nameOf(Node node) {
    return switch (node) {
      case Node.Interface(EffectiveInterface at) -> at.ownerName();
      case Node.Frontend(var balancer, var _, var _) -> balancer.name();
      case Node.Hub(var hub) -> hub.name();
      case Node.Internet(IpAddress address) -> address.toString();
      case Node.Service(var service, var _) -> service.name();
      case Node.Outside(Site site, IpAddress address) -> address + " in " + site.name();
      case Node.Platform(IpAddress address) -> "the platform's " + address;
      case Node.Unresolved(IpAddress address) -> address.toString();
    };
  }
}
