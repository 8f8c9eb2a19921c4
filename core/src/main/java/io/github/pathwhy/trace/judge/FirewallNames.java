package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.names.NameResolver;
import io.github.pathwhy.effective.names.Resolution;
import io.github.pathwhy.effective.rules.NameMatchers;
import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The names in the rules of a firewall, which resolves them as a machine in its network would. For
/// application rules the name that the client asks for counts, and where it gives none, those that
/// are known to have the address.
public final class FirewallNames implements NameMatchers {
  private final Topology topology;
  private final NameResolver resolver;
  private final Optional<String> hostName;

  /** Whether the firewall may ask other servers than its network does. */
  private final boolean ownServers;

  public FirewallNames(
      EffectiveNetwork network, AzureFirewall firewall, Optional<String> hostName) {
    this.topology = network.topology();
    this.resolver =
        new NameResolver(
            network, network.interfaceOf(firewall.id()).map(EffectiveInterface::virtualNetwork));
    this.hostName = hostName;
    Gaps gaps = network.topology().gaps();
    this.ownServers =
        Stream.concat(Stream.of(firewall.id()), network.rulebook(firewall).policies().stream())
            .flatMap(id -> gaps.at(id, Role.FIREWALL).stream())
            .anyMatch(FirewallNames::mayNameServers);
  }

  /// Whether a gap may be servers of its own: those, or all settings that they are among. That the
  /// firewall is a proxy changes nothing of whom it asks; names in network rules even need it.
  private static boolean mayNameServers(Gap gap) {
    return gap.property().equalsIgnoreCase("dnsSettings")
        || gap.property().equalsIgnoreCase("additionalProperties")
        || gap.isUnder("dnsSettings.servers")
        || gap.isUnder("additionalProperties.Network.DNS.Servers");
  }

  /** Whether the client gave a name. */
  public boolean isGiven() {
    return hostName.isPresent();
  }

  /** The first address of a name, when it is known. */
  public Optional<IpAddress> address(String name, IpVersion version) {
    return !ownServers
            && resolver.resolve(name, Optional.of(version))
                instanceof Resolution.Resolved(List<IpAddress> addresses)
        ? Optional.of(addresses.getFirst())
        : Optional.empty();
  }

  @Override
  public AddressMatcher addressesOf(List<String> names) {
    return new AddressMatcher.LookedUp(address -> resolve(names, address));
  }

  @Override
  public AddressMatcher askedFor(FirewallPolicy.ApplicationRule rule) {
    Match otherwise =
        rule.tags().isEmpty() && rule.categories().isEmpty() ? Match.NO : Match.UNKNOWN;
    return new AddressMatcher.LookedUp(
        address -> isAskedFor(rule.fqdns(), address) ? Match.YES : otherwise);
  }

  private Match resolve(List<String> names, IpAddress address) {
    if (ownServers && !names.isEmpty()) {
      return Match.UNKNOWN;
    }
    Match best = Match.NO;
    for (String name : names) {
      best =
          best.or(
              switch (resolver.resolve(name, Optional.of(address.version()))) {
                case Resolution.Resolved(List<IpAddress> addresses) ->
                    Match.of(addresses.contains(address));
                case Resolution.Failed _ -> Match.NO;
                case Resolution.NotKnown _ -> Match.UNKNOWN;
              });
    }
    return best;
  }

  /** Whether the client asks for a name that one of the patterns covers. */
  private boolean isAskedFor(List<String> patterns, IpAddress address) {
    for (String pattern : patterns) {
      if (pattern.equals("*")
          || (hostName.isPresent()
              ? covers(pattern, hostName.get())
              : isKnownAs(pattern, address))) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnownAs(String pattern, IpAddress address) {
    if (pattern.indexOf('*') < 0) {
      return resolve(List.of(pattern), address) == Match.YES;
    }
    for (DnsRecord record : topology.dns()) {
      if (covers(pattern, record.name()) && resolve(List.of(record.name()), address) == Match.YES) {
        return true;
      }
    }
    return false;
  }

  /** A pattern may start with a wildcard: `*.contoso.com`. */
  private static boolean covers(String pattern, String name) {
    String wanted = pattern.toLowerCase(Locale.ROOT);
    String given = name.toLowerCase(Locale.ROOT);
    return wanted.startsWith("*") ? given.endsWith(wanted.substring(1)) : given.equals(wanted);
  }
}
