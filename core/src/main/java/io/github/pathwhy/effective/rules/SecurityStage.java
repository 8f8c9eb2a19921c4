package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.List;

/** One place where the flows of an interface are filtered in one direction. */
public sealed interface SecurityStage {

  /** The group, or the network manager, that filters. */
  ResourceId securityGroup();

  /** The subnet, network interface or virtual network that it is attached to. */
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

  /// The security admin rules of Virtual Network Managers, which come before all groups. They have
  /// no default rules: what none matches goes on.
  record Admin(ResourceId securityGroup, ResourceId attachedTo, List<AdminMatcher> rules)
      implements SecurityStage {
    public Admin {
      rules = List.copyOf(rules);
    }
  }

  /// A security admin rule. A `terminal` one that allows ends the evaluation (`AlwaysAllow`); one
  /// that is not `certain` may not apply to the network.
  record AdminMatcher(RuleMatcher matcher, boolean terminal, boolean certain) {}

  /** A group that is attached but missing from the input. */
  record Absent(ResourceId securityGroup, ResourceId attachedTo) implements SecurityStage {}
}
