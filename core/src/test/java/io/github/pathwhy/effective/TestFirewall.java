package io.github.pathwhy.effective;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.model.service.FirewallPolicy.ApplicationCollection;
import io.github.pathwhy.model.service.FirewallPolicy.ApplicationRule;
import io.github.pathwhy.model.service.FirewallPolicy.NatCollection;
import io.github.pathwhy.model.service.FirewallPolicy.NatRule;
import io.github.pathwhy.model.service.FirewallPolicy.NetworkCollection;
import io.github.pathwhy.model.service.FirewallPolicy.NetworkRule;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Rules of a firewall in the making, for tests. Each rule is a collection of its own; rules of a
/// kind are asked in the order in which they are named.
public final class TestFirewall {
  private static final SourcePosition POSITION = new SourcePosition("firewall.yaml", 1, 1);

  private final List<NatCollection> nat = new ArrayList<>();
  private final List<NetworkCollection> network = new ArrayList<>();
  private final List<ApplicationCollection> application = new ArrayList<>();
  private final List<ResourceId> missing = new ArrayList<>();
  private Optional<ResourceId> base = Optional.empty();
  private Optional<List<Prefix>> privateRanges = Optional.empty();

  /** The policy whose rules come before these. */
  public TestFirewall base(String policy) {
    base = Optional.of(policyId(policy));
    return this;
  }

  /** The destinations that keep the sender's address. */
  public TestFirewall privateRanges(String... prefixes) {
    privateRanges = Optional.of(Arrays.stream(prefixes).map(Prefix::of).toList());
    return this;
  }

  /** A group of rules that the input names but does not hold. */
  public TestFirewall missingGroup(String name) {
    missing.add(policyId("policy").child("ruleCollectionGroups", name));
    return this;
  }

  /** Translates TCP connections from a source. */
  public TestFirewall dnat(
      String name, String from, String to, int port, String translated, int translatedPort) {
    NatRule rule =
        new NatRule(
            id(name),
            POSITION,
            Traffic.of(Protocol.TCP, List.of(new PortRange(port, port)))
                .between(TestRule.terms(from), TestRule.terms(to)),
            IpAddress.parse(translated),
            IpAddress.parse(translated).isPresent() ? Optional.empty() : Optional.of(translated),
            Optional.of(translatedPort));
    nat.add(new NatCollection(name + "-collection", List.of(rule)));
    return this;
  }

  /** A network rule; its name, access, protocol, addresses and ports are taken. */
  public TestFirewall network(TestRule rule) {
    return network(rule, List.of());
  }

  /** A network rule for the addresses of names. */
  public TestFirewall networkToNames(TestRule rule, String... names) {
    return network(rule.to(), List.of(names));
  }

  private TestFirewall network(TestRule rule, List<String> names) {
    NetworkRule built = new NetworkRule(id(rule.name()), POSITION, rule.traffic(), names);
    network.add(new NetworkCollection(rule.name() + "-collection", rule.access(), List.of(built)));
    return this;
  }

  /** An application rule for HTTPS at a port. */
  public TestFirewall application(Access access, String name, int port, String... names) {
    return application(access, name, port, List.of(names), List.of());
  }

  /** An application rule for HTTPS at a port, by tag. */
  public TestFirewall applicationTag(Access access, String name, int port, String tag) {
    return application(access, name, port, List.of(), List.of(tag));
  }

  private TestFirewall application(
      Access access, String name, int port, List<String> names, List<String> tags) {
    ApplicationRule rule =
        new ApplicationRule(
            id(name),
            POSITION,
            Traffic.of(Protocol.TCP, List.of(new PortRange(port, port))),
            names,
            tags,
            List.of());
    application.add(new ApplicationCollection(name + "-collection", access, List.of(rule)));
    return this;
  }

  private static ResourceId id(String rule) {
    return policyId("policy").child("rules", rule);
  }

  FirewallPolicy.Rules rules() {
    return new FirewallPolicy.Rules(nat, network, application, missing);
  }

  FirewallPolicy policy(String name, SourcePosition position) {
    return new FirewallPolicy(policyId(name), position, base, rules(), privateRanges);
  }

  /** The id of a policy. */
  public static ResourceId policyId(String name) {
    return ResourceId.local(ResourceType.FIREWALL_POLICY, name);
  }
}
