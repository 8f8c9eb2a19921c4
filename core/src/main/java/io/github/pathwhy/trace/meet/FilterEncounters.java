package io.github.pathwhy.trace.meet;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.List;
import java.util.Optional;

/// What of the gaps of a network a packet meets where security rules are asked: admin rules,
/// groups, and the application groups that rules name.
public final class FilterEncounters {
  private final EffectiveNetwork network;
  private final Encounters encounters;

  /** Those of a network. */
  public FilterEncounters(EffectiveNetwork network, Encounters encounters) {
    this.network = network;
    this.encounters = encounters;
  }

  /** Security rules are asked at an interface. */
  public void atFilter(Meeting walk, EffectiveInterface at) {
    if (encounters.isNone()) {
      return;
    }
    encounters.within(walk, Role.ADMIN_RULE, at.subnet().id());
    encounters.at(walk, Role.ADMIN_RULE, at.virtualNetwork().id());
    for (Gap gap : network.topology().gaps().all(Role.ADMIN_RULE)) {
      if (isOfManagerAt(gap, at)) {
        walk.meet(Role.ADMIN_RULE, List.of(gap));
      }
    }
    at.subnet().securityGroup().ifPresent(group -> atGroup(walk, group));
    at.nic().securityGroup().ifPresent(group -> atGroup(walk, group));
    encounters.at(walk, Role.GROUP_RULE, at.subnet().id());
    encounters.at(walk, Role.GROUP_RULE, at.nic().id());
    encounters.at(walk, Role.GROUP_RULE, at.ownerId());
  }

  /** A security group, with the application groups that its rules name. */
  private void atGroup(Meeting walk, ResourceId id) {
    encounters.at(walk, Role.GROUP_RULE, id);
    Optional<SecurityGroup> group = network.topology().find(id, SecurityGroup.class);
    for (SecurityRule rule : group.map(SecurityGroup::rules).orElse(List.of())) {
      for (List<AddressTerm> end : List.of(rule.traffic().source(), rule.traffic().destination())) {
        for (AddressTerm term : end) {
          if (term instanceof AddressTerm.Group(ResourceId named)) {
            encounters.at(walk, Role.GROUP_RULE, named);
          }
        }
      }
    }
  }

  /// Whether a manager may have rules at an interface, of which nothing is said: it is in no input,
  /// or one of its groups has the network.
  private boolean isOfManagerAt(Gap gap, EffectiveInterface at) {
    Optional<NetworkManager> manager = Optional.empty();
    for (NetworkManager each : network.topology().all(NetworkManager.class)) {
      if (gap.of().isWithin(each.id())) {
        manager = Optional.of(each);
      }
    }
    return manager
        .map(known ->
            known.groups().stream()
                .anyMatch(group ->
                    group.conditional()
                        || group.members().contains(at.virtualNetwork().id())
                        || group.members().contains(at.subnet().id())))
        .orElseGet(() ->
            network.topology().all(VirtualNetwork.class).stream()
                .noneMatch(each -> gap.of().isWithin(each.id())));
  }
}
