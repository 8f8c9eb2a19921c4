package io.github.pathwhy.effective;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.List;

/** One place where the flows of an interface are filtered in one direction. */
public sealed interface SecurityStage {

  /** The group that filters. */
  ResourceId securityGroup();

  /** The subnet or network interface that the group is attached to. */
  ResourceId attachedTo();

  /** A group whose rules are known, in order of evaluation. */
  record Group(SecurityGroup group, ResourceId attachedTo, List<RuleMatcher> rules)
      implements SecurityStage {
    public Group {
      rules = List.copyOf(rules);
    }

    @Override
    public ResourceId securityGroup() {
      return group.id();
    }

    /** The rules of this direction up to and including one of them, in order of evaluation. */
    public List<SecurityRule> rulesUpTo(SecurityRule last) {
      List<SecurityRule> all = rules.stream().map(RuleMatcher::rule).toList();
      return all.subList(0, all.indexOf(last) + 1);
    }
  }

  /** A group that is attached but missing from the input. */
  record Absent(ResourceId securityGroup, ResourceId attachedTo) implements SecurityStage {}
}
