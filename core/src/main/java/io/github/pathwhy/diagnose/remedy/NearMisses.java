package io.github.pathwhy.diagnose.remedy;

import io.github.pathwhy.effective.rules.Clause;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Rules that would allow what another one denies, if one thing in them were different: most often
/// the rule that somebody wrote for this very flow.
final class NearMisses {
  private static final int MOST = 2;

  private NearMisses() {}

  /// The rules that stand before the one which denies, by what keeps them from matching.
  ///
  /// @param flow the flow as it came to the rules
  static List<Remedy> of(StageDecision decision, Flow flow) {
    Optional<SecurityRule> denies = decision.rule();
    if (denies.isEmpty() || !(decision.stage() instanceof SecurityStage.Group group)) {
      return List.of();
    }
    List<Remedy> misses = new ArrayList<>(0);
    for (Clause<SecurityRule> clause : group.list().clauses()) {
      SecurityRule rule = clause.rule();
      if (rule.equals(denies.get()) || misses.size() == MOST) {
        break;
      }
      Set<Clause.Part> parts = clause.misses(flow);
      if (rule.access() == Access.ALLOW && !rule.isDefault() && parts.size() == 1) {
        misses.add(
            new Remedy.Change(
                "rule "
                    + rule.name()
                    + " ("
                    + rule.priority()
                    + ") almost matches, but its "
                    + what(rule.traffic(), parts.iterator().next())));
      }
    }
    return misses;
  }

  private static String what(Traffic traffic, Clause.Part part) {
    return switch (part) {
      case PROTOCOL -> "protocol is " + list(traffic.protocols());
      case SOURCE -> "source is " + list(traffic.source());
      case SOURCE_PORT -> "source port is " + list(traffic.sourcePorts());
      case DESTINATION -> "destination is " + list(traffic.destination());
      case DESTINATION_PORT -> "port is " + list(traffic.destinationPorts());
    };
  }

  /** The first few of them. */
  private static String list(List<?> terms) {
    int most = 3;
    String shown =
        terms.stream().limit(most).map(Object::toString).collect(Collectors.joining(", "));
    return terms.size() > most ? shown + " and " + (terms.size() - most) + " more" : shown;
  }
}
