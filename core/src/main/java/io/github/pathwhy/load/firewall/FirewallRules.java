package io.github.pathwhy.load.firewall;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.FirewallPolicy;
import java.util.ArrayList;
import java.util.List;

/** Collects the rule collections of a firewall or policy, and puts them in order of evaluation. */
public final class FirewallRules {
  private final List<Ranked<FirewallPolicy.NatCollection>> nat = new ArrayList<>();
  private final List<Ranked<FirewallPolicy.NetworkCollection>> network = new ArrayList<>();
  private final List<Ranked<FirewallPolicy.ApplicationCollection>> application = new ArrayList<>();

  private record Ranked<C>(RuleCollectionHead head, C collection) {}

  public void addNat(RuleCollectionHead head, List<FirewallPolicy.NatRule> rules) {
    if (!rules.isEmpty()) {
      nat.add(new Ranked<>(head, new FirewallPolicy.NatCollection(head.id().name(), rules)));
    }
  }

  public void addNetwork(RuleCollectionHead head, List<FirewallPolicy.NetworkRule> rules) {
    if (!rules.isEmpty()) {
      network.add(
          new Ranked<>(
              head, new FirewallPolicy.NetworkCollection(head.id().name(), head.access(), rules)));
    }
  }

  public void addApplication(RuleCollectionHead head, List<FirewallPolicy.ApplicationRule> rules) {
    if (!rules.isEmpty()) {
      application.add(
          new Ranked<>(
              head,
              new FirewallPolicy.ApplicationCollection(head.id().name(), head.access(), rules)));
    }
  }

  /** The rules, and the groups of rules that are named but not there. */
  public FirewallPolicy.Rules inOrder(List<ResourceId> missing) {
    return new FirewallPolicy.Rules(sorted(nat), sorted(network), sorted(application), missing);
  }

  private static <C> List<C> sorted(List<Ranked<C>> collections) {
    collections.sort((one, other) -> one.head().compareTo(other.head()));
    return collections.stream().map(Ranked::collection).toList();
  }
}
