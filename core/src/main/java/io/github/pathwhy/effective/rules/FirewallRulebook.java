package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules of a firewall in the order in which it asks them within each kind: those of the base
/// policy before those of its own (`firewall-manager/rule-hierarchy`). `privateRanges` are the
/// destinations that keep the sender's address; `policies` are where the rules come from; `missing`
/// says what of all this is not in the input.
public record FirewallRulebook(
    List<FirewallPolicy.NatCollection> nat,
    List<FirewallPolicy.NetworkCollection> network,
    List<FirewallPolicy.ApplicationCollection> application,
    PrefixSet privateRanges,
    List<ResourceId> policies,
    List<Missing> missing) {

  public FirewallRulebook {
    nat = List.copyOf(nat);
    network = List.copyOf(network);
    application = List.copyOf(application);
    policies = List.copyOf(policies);
    missing = List.copyOf(missing);
  }

  /** The rules of a firewall: its policy's, or its own if it has no policy. */
  public static FirewallRulebook of(Topology topology, AzureFirewall firewall) {
    List<FirewallPolicy.NatCollection> nat = new ArrayList<>();
    List<FirewallPolicy.NetworkCollection> network = new ArrayList<>();
    List<FirewallPolicy.ApplicationCollection> application = new ArrayList<>();
    List<ResourceId> policies = new ArrayList<>(1);
    List<Missing> missing = new ArrayList<>(0);
    List<Prefix> privateRanges = AddressSpaces.RESERVED;
    List<FirewallPolicy.Rules> ordered = new ArrayList<>(2);
    if (firewall.policy().isEmpty()) {
      ordered.add(firewall.ownRules());
    } else {
      for (FirewallPolicy policy : chain(topology, firewall.policy().get(), missing).reversed()) {
        policies.add(policy.id());
        ordered.add(policy.rules());
        privateRanges = policy.privateRanges().orElse(privateRanges);
      }
    }
    for (FirewallPolicy.Rules rules : ordered) {
      nat.addAll(rules.nat());
      network.addAll(rules.network());
      application.addAll(rules.application());
      for (ResourceId group : rules.missing()) {
        missing.add(new Missing.NotInInput(ResourceType.RULE_COLLECTION_GROUP, group));
      }
    }
    return new FirewallRulebook(
        nat, network, application, PrefixSet.of(privateRanges), policies, missing);
  }

  /** A policy and its base policies, as far as they are in the input. */
  private static List<FirewallPolicy> chain(
      Topology topology, ResourceId first, List<Missing> missing) {
    List<FirewallPolicy> chain = new ArrayList<>(2);
    Set<ResourceId> seen = new HashSet<>();
    Optional<ResourceId> next = Optional.of(first);
    while (next.isPresent() && seen.add(next.get())) {
      Optional<FirewallPolicy> policy = topology.find(next.get(), FirewallPolicy.class);
      if (policy.isEmpty()) {
        missing.add(new Missing.NotInInput(ResourceType.FIREWALL_POLICY, next.get()));
      }
      policy.ifPresent(chain::add);
      next = policy.flatMap(FirewallPolicy::basePolicy);
    }
    return chain;
  }
}
