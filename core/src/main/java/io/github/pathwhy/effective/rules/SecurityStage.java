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

  /** The rules in order of evaluation, as far as they are known. */
  List<SecurityRule> rules();

  /** A group whose rules are known; the default rules are the last of them. */
  record Group(SecurityGroup group, ResourceId attachedTo, RuleList<SecurityRule> list)
      implements SecurityStage {

    @Override
    public ResourceId securityGroup() {
      return group.id();
    }

    @Override
    public List<SecurityRule> rules() {
      return list.rules();
    }

    /** The rules of this direction up to and including one of them, in order of evaluation. */
    public List<SecurityRule> rulesUpTo(SecurityRule last) {
      List<SecurityRule> all = rules();
      return all.subList(0, all.indexOf(last) + 1);
    }
  }

  /// The security admin rules of Virtual Network Managers, which come before all groups. They have
  /// no default rules: what none matches goes on.
  record Admin(ResourceId securityGroup, ResourceId attachedTo, RuleList<AdminRules.Applied> list)
      implements SecurityStage {

    @Override
    public List<SecurityRule> rules() {
      return list.rules().stream().map(applied -> applied.rule().match()).toList();
    }
  }

  /** A group that is attached but missing from the input. */
  record Absent(ResourceId securityGroup, ResourceId attachedTo) implements SecurityStage {

    @Override
    public List<SecurityRule> rules() {
      return List.of();
    }
  }
}
