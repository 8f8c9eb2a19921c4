package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.service.ApplicationGateway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which security admin rules of Virtual Network Managers apply to a subnet. They apply to whole
/// virtual networks, except to the subnets of services that would break
/// (`virtual-network-manager/concept-security-admins`).
public final class AdminRules {
  private static final Set<String> EXEMPT =
      Set.of(
          "azurefirewallsubnet",
          "azurefirewallmanagementsubnet",
          "gatewaysubnet",
          "azurebastionsubnet",
          "routeserversubnet");

  private final List<NetworkManager> managers;
  private final Set<ResourceId> gatewaySubnets = new HashSet<>();

  /// A rule of a manager. It is not `certain` when a policy decides whether the network is in the
  /// rule's group.
  public record Applied(ResourceId manager, NetworkManager.Rule rule, boolean certain) {

    /** What the rule does with what it matches. */
    public Effect effect() {
      if (rule.match().access() == Access.DENY) {
        return Effect.DENY;
      }
      return rule.terminal() ? Effect.ALWAYS_ALLOW : Effect.HAND_OVER;
    }
  }

  /** What admin rules do. */
  public enum Effect {
    /** The groups decide, as where no admin rule matches. */
    HAND_OVER,
    ALWAYS_ALLOW,
    DENY
  }

  public AdminRules(Topology topology) {
    this.managers = topology.all(NetworkManager.class);
    if (!managers.isEmpty()) {
      topology
          .all(ApplicationGateway.class)
          .forEach(gateway -> gatewaySubnets.add(gateway.subnet()));
    }
  }

  /** The rules of a direction in order of evaluation. */
  public List<Applied> of(Subnet subnet, Direction direction) {
    if (managers.isEmpty()
        || EXEMPT.contains(subnet.id().name().toLowerCase(Locale.ROOT))
        || gatewaySubnets.contains(subnet.id())) {
      return List.of();
    }
    List<Applied> applied = new ArrayList<>();
    for (NetworkManager manager : managers) {
      for (NetworkManager.Collection collection : manager.collections()) {
        boolean named = false;
        boolean possible = false;
        for (NetworkManager.Group group : manager.groups()) {
          if (collection.groups().contains(group.id())) {
            named |=
                group.members().contains(subnet.virtualNetwork())
                    || group.members().contains(subnet.id());
            possible |= group.conditional();
          }
        }
        if (named || possible) {
          for (NetworkManager.Rule rule : collection.rules()) {
            if (rule.match().direction() == direction) {
              applied.add(new Applied(manager.id(), rule, named));
            }
          }
        }
      }
    }
    applied.sort((one, other) ->
        Integer.compare(one.rule().match().priority(), other.rule().match().priority()));
    return applied;
  }
}
