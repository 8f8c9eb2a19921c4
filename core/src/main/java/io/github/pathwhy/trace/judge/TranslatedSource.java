package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.EffectiveSecurityRules;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The source that an Azure Firewall or a private link service gives a packet. That of a firewall
/// is the address of the instance that the packet went through, any of the firewall's subnet, and
/// not the one that the firewall is known by (`firewall/firewall-faq`); a service takes any of its
/// own. What rules and routes make of one holds only when they make the same of all.
///
/// @param some the addresses, or the lowest of them
/// @param all whether that is all of them
public record TranslatedSource(ResourceId of, Prefix subnet, List<IpAddress> some, boolean all) {

  public TranslatedSource {
    some = List.copyOf(some);
  }

  private static final int RESERVED = 4;
  // A /26, the smallest subnet that Azure takes for a firewall.
  private static final int MOST_BITS = 6;

  /** That which an address is, unless it is nobody's who translates so. */
  public static Optional<TranslatedSource> of(EffectiveNetwork network, IpAddress address) {
    if (network.topology().all(AzureFirewall.class).isEmpty()
        && network.topology().all(PrivateLinkService.class).isEmpty()) {
      return Optional.empty();
    }
    for (EffectiveInterface at : network.owners(address)) {
      Optional<Prefix> subnet =
          at.subnet().prefixes().stream().filter(prefix -> prefix.contains(address)).findFirst();
      Optional<TranslatedSource> found =
          switch (at.owner().orElse(null)) {
            case AzureFirewall firewall ->
                subnet.map(
                    prefix -> new TranslatedSource(firewall.id(), prefix, usable(prefix), false));
            case PrivateLinkService service ->
                subnet.flatMap(prefix -> ofService(service, at, prefix));
            case null, default -> Optional.empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<TranslatedSource> ofService(
      PrivateLinkService service, EffectiveInterface at, Prefix subnet) {
    boolean open = service.addresses().stream().anyMatch(PrivateLinkService.NatAddress::assumed);
    List<IpAddress> own =
        at.nic().ipConfigurations().stream().map(IpConfiguration::privateAddress).toList();
    return Optional.of(
        open
            ? new TranslatedSource(service.id(), subnet, usable(subnet), false)
            : new TranslatedSource(service.id(), subnet, own, true));
  }

  /// What rules say of a flow with this source.
  ///
  /// @param known what they say of the address that stands for all
  public List<StageDecision> decide(
      Flow flow, EffectiveSecurityRules rules, List<StageDecision> known) {
    if (rules.stages().isEmpty()) {
      return known;
    }
    for (IpAddress address : some) {
      List<StageDecision> others = rules.evaluate(flow.withSource(address));
      for (int stage = 0; stage < known.size(); stage++) {
        StageDecision one = known.get(stage);
        if (stage >= others.size() || others.get(stage).verdict() != one.verdict()) {
          List<StageDecision> decisions = new ArrayList<>(known.subList(0, stage));
          decisions.add(one.without(missing()));
          return decisions;
        }
      }
    }
    return known;
  }

  /// The addresses that a subnet has to give, the lowest ones of a large subnet. Azure keeps the
  /// first four and the last one to itself.
  private static List<IpAddress> usable(Prefix subnet) {
    List<IpAddress> instances = new ArrayList<>();
    if (subnet.address() instanceof IpAddress.V4(int first)) {
      int size = 1 << Math.min(IpVersion.V4.bits() - subnet.length(), MOST_BITS);
      for (int offset = RESERVED; offset < size - 1; offset++) {
        instances.add(new IpAddress.V4(first + offset));
      }
    }
    return instances;
  }

  /// What is missing for an answer to this source.
  ///
  /// @param routes those that it is sent by, of which one has been chosen for the address that
  ///   stands for all
  public Optional<Missing> doubt(List<EffectiveRoute> routes, EffectiveRoute chosen) {
    boolean parts =
        routes.stream()
            .filter(EffectiveRoute::active)
            .anyMatch(route ->
                subnet.contains(route.prefix())
                    && route.prefix().length() > subnet.length()
                    && (!all || some.stream().anyMatch(route.prefix()::contains))
                    && !route.nextHop().equals(chosen.nextHop()));
    boolean isOfOneAddress =
        subnet.contains(chosen.prefix())
            && chosen.prefix().length() > subnet.length()
            && !(all && some.stream().allMatch(chosen.prefix()::contains));
    return parts || isOfOneAddress ? Optional.of(missing()) : Optional.empty();
  }

  private Missing missing() {
    return new Missing.InstanceAddress(of, subnet);
  }
}
