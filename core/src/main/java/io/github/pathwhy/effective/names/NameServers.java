package io.github.pathwhy.effective.names;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.DnsResolverPart;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out who answers a machine that asks for a name: the DNS servers of its interface, else
/// those of its network, else Azure, which sends some names on by forwarding rules
/// (`dns/private-resolver-endpoints-rulesets`).
final class NameServers {
  private final Topology topology;
  private final VirtualNetwork network;
  private final List<IpAddress> servers;

  /** Who answers. */
  sealed interface Answerer {
    /** Azure, by the zones that are linked to a network. */
    record Azure(VirtualNetwork network) implements Answerer {}

    /** A server of which nothing is known but its address. */
    record Server(IpAddress address) implements Answerer {}

    /// The servers of a rule, if its domain has the name and they are known, or else Azure for the
    /// network: the input does not say, and where both a zone and a rule have a name, sources
    /// disagree.
    record Rule(DnsResolverPart.ForwardingRule rule, VirtualNetwork network) implements Answerer {}
  }

  /// Those of a machine.
  ///
  /// @param asking what it asks by, such as an interface
  NameServers(EffectiveNetwork network, VirtualNetwork from, List<ResourceId> asking) {
    this.topology = network.topology();
    this.network = from;
    this.servers =
        asking.stream()
            .flatMap(id -> topology.find(id, NetworkInterface.class).stream())
            .map(NetworkInterface::dnsServers)
            .filter(own -> !own.isEmpty())
            .findFirst()
            .orElse(from.dnsServers());
  }

  /** Who answers for a name. */
  Answerer answerer(String name) {
    return servers.isEmpty()
        ? azure(network, name, new ArrayList<>())
        : server(servers.getFirst(), network, name, new ArrayList<>());
  }

  private Answerer server(
      IpAddress address, VirtualNetwork asking, String name, List<ResourceId> seen) {
    if (AddressSpaces.isPlatform(address)) {
      return azure(asking, name, seen);
    }
    for (DnsResolverPart.InboundEndpoint endpoint :
        topology.all(DnsResolverPart.InboundEndpoint.class)) {
      if (endpoint.addresses().contains(address)) {
        Optional<VirtualNetwork> own =
            topology
                .find(endpoint.resolver(), DnsResolverPart.Resolver.class)
                .flatMap(DnsResolverPart.Resolver::virtualNetwork)
                .flatMap(id -> topology.find(id, VirtualNetwork.class));
        if (own.isPresent()) {
          return azure(own.get(), name, seen);
        }
      }
    }
    return new Answerer.Server(address);
  }

  private Answerer azure(VirtualNetwork asked, String name, List<ResourceId> seen) {
    Optional<DnsResolverPart.ForwardingRule> rule = rule(asked, name);
    if (rule.isEmpty()) {
      return new Answerer.Azure(asked);
    }
    boolean isOpen = rule.get().domain().isEmpty() || rule.get().servers().isEmpty();
    // A rule that comes back to its own network would go round for ever.
    boolean isRound = seen.contains(asked.id());
    seen.add(asked.id());
    return isOpen || isRound || LinkedZones.of(topology, asked.id(), name).isPresent()
        ? new Answerer.Rule(rule.get(), asked)
        : server(rule.get().servers().getFirst(), asked, name, seen);
  }

  /** The rule with the longest domain that has a name, of the rulesets that are linked. */
  private Optional<DnsResolverPart.ForwardingRule> rule(VirtualNetwork asked, String name) {
    List<ResourceId> rulesets =
        topology.all(DnsResolverPart.RulesetLink.class).stream()
            .filter(link -> link.virtualNetwork().map(asked.id()::equals).orElse(true))
            .map(DnsResolverPart.RulesetLink::ruleset)
            .toList();
    DnsResolverPart.ForwardingRule best = null;
    for (DnsResolverPart.ForwardingRule rule : topology.all(DnsResolverPart.ForwardingRule.class)) {
      boolean has = rule.domain().map(domain -> LinkedZones.isIn(domain, name)).orElse(true);
      if (has
          && rulesets.contains(rule.ruleset())
          && (best == null || length(rule) > length(best))) {
        best = rule;
      }
    }
    return Optional.ofNullable(best);
  }

  /** An open domain may be the longest. */
  private static int length(DnsResolverPart.ForwardingRule rule) {
    return rule.domain().map(String::length).orElse(Integer.MAX_VALUE);
  }
}
