package io.github.pathwhy.trace.meet;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.AzureFirewall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What of the gaps of a network a packet meets at a firewall: its settings, those of its policies,
/// and what its rules are in.
public final class FirewallEncounters {
  private final EffectiveNetwork network;
  private final Encounters encounters;

  /** Those of a network. */
  public FirewallEncounters(EffectiveNetwork network, Encounters encounters) {
    this.network = network;
    this.encounters = encounters;
  }

  /** Before rules are asked, for a packet that came for an address of the firewall or passes. */
  public void atFirewall(Meeting walk, AzureFirewall firewall, boolean forItself) {
    Set<Condition> here = forItself ? Set.of(Condition.OWN_ADDRESS) : Set.of();
    for (ResourceId holder : holders(firewall)) {
      encounters.within(walk, Role.FIREWALL, holder, here);
      atRuleHolder(walk, holder);
    }
  }

  /** The rule that decides. */
  public void atRule(Meeting walk, ResourceId rule) {
    encounters.at(walk, Role.FIREWALL_RULE, rule);
  }

  /** What the source of a packet becomes that the rules let pass. */
  public void atTranslation(Meeting walk, AzureFirewall firewall) {
    for (ResourceId holder : holders(firewall)) {
      encounters.within(walk, Role.FIREWALL, holder, Set.of(Condition.PASSED));
    }
  }

  /** The firewall and its policies. */
  private List<ResourceId> holders(AzureFirewall firewall) {
    List<ResourceId> holders = new ArrayList<>(2);
    holders.add(firewall.id());
    holders.addAll(network.rulebook(firewall).policies());
    return holders;
  }

  /** What holds rules; the rules themselves are asked one by one. */
  private void atRuleHolder(Meeting walk, ResourceId holder) {
    if (encounters.isNone()) {
      return;
    }
    List<Gap> found = new ArrayList<>(network.topology().gaps().within(holder, Role.FIREWALL_RULE));
    found.removeIf(gap -> gap.role().isEmpty() || isAskedAsRule(gap.of()));
    Encounters.meet(walk, Role.FIREWALL_RULE, found, Set.of());
  }

  /** Whether this is a rule; those of groups under their old name are in no list of rules. */
  private static boolean isAskedAsRule(ResourceId id) {
    ResourceId holder = id.parent();
    return holder.child("rules", id.name()).equals(id)
        && !holder.parent().child("ruleGroups", holder.name()).equals(holder);
  }
}
