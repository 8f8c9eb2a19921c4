package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Addresses that stand for one that nobody knows: one for each group of them that the rules and
/// routes of the topology tell apart, the largest group first.
public final class SpareAddresses {
  // Azure keeps the first four addresses of every subnet, and the last one.
  private static final int FIRST_USABLE = 4;
  // Far more than a subnet has neighbours side by side.
  private static final int MOST_TRIED = 4096;

  private final EffectiveNetwork network;
  private final Set<Prefix> told = new LinkedHashSet<>();
  private final Set<String> tags = new LinkedHashSet<>();

  public SpareAddresses(EffectiveNetwork network) {
    this.network = network;
    Topology topology = network.topology();
    for (Resource resource : topology.resources()) {
      switch (resource) {
        case SecurityGroup group -> group.rules().forEach(rule -> add(rule.traffic()));
        case NetworkManager manager ->
            manager.collections().stream()
                .flatMap(collection -> collection.rules().stream())
                .forEach(rule -> add(rule.match().traffic()));
        case FirewallPolicy policy -> add(policy.rules());
        case VirtualMachine machine -> machine.appliance().ifPresent(this::add);
        case RouteTable table ->
            table
                .routes()
                .forEach(route -> {
                  if (route.destination() instanceof RouteTable.Destination.Block(Prefix prefix)) {
                    told.add(prefix);
                  }
                });
        default -> {}
      }
    }
    topology.serviceTags().values().forEach(told::addAll);
  }

  private void add(AppliancePolicy policy) {
    policy.rules().forEach(rule -> add(rule.traffic()));
    policy.sourceNat().forEach(nat -> add(nat.traffic()));
    policy.destinationNat().forEach(nat -> add(nat.traffic()));
  }

  private void add(FirewallPolicy.Rules rules) {
    rules.nat().forEach(all -> all.rules().forEach(rule -> add(rule.traffic())));
    rules.network().forEach(all -> all.rules().forEach(rule -> add(rule.traffic())));
    rules.application().forEach(all -> all.rules().forEach(rule -> add(rule.traffic())));
  }

  private void add(Traffic traffic) {
    Stream.concat(traffic.source().stream(), traffic.destination().stream())
        .forEach(term -> {
          switch (term) {
            case AddressTerm.Block(Prefix prefix) -> told.add(prefix);
            case AddressTerm.Tag(String name) -> tags.add(name);
            case AddressTerm.Any _, AddressTerm.Group _, AddressTerm.Unknown _ -> {}
          }
        });
  }

  /// Addresses of a subnet that nothing has. When everything is taken, the first one stands for
  /// them all.
  public List<IpAddress> of(Subnet subnet, IpVersion version) {
    List<IpAddress> found = new ArrayList<>();
    for (Prefix prefix : subnet.prefixes()) {
      if (prefix.version() == version) {
        List<Prefix> parts = new ArrayList<>(told);
        parts.removeIf(part -> !prefix.contains(part) || part.equals(prefix));
        free(subnet, prefix, prefix, parts).ifPresent(found::add);
        for (Prefix part : parts) {
          free(subnet, prefix, part, parts).ifPresent(found::add);
        }
        if (found.isEmpty()) {
          found.add(prefix.address(FIRST_USABLE));
        }
      }
    }
    return found;
  }

  /** The first free address of a part that is in no smaller part. */
  private Optional<IpAddress> free(Subnet subnet, Prefix whole, Prefix part, List<Prefix> parts) {
    List<Prefix> smaller = new ArrayList<>(parts);
    smaller.removeIf(other -> !part.contains(other) || other.equals(part));
    for (int i = 0; i < MOST_TRIED; i++) {
      IpAddress address = part.address(i);
      if (!part.contains(address)) {
        break;
      }
      boolean kept = isKept(whole, address);
      if (!kept
          && smaller.stream().noneMatch(other -> other.contains(address))
          && network.owner(subnet.virtualNetwork(), address).isEmpty()
          && network.balancers().frontend(subnet.virtualNetwork(), address).isEmpty()) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private static boolean isKept(Prefix subnet, IpAddress address) {
    for (int i = 0; i < FIRST_USABLE; i++) {
      if (subnet.address(i).equals(address)) {
        return true;
      }
    }
    return subnet.version() == IpVersion.V4 && subnet.last().equals(address);
  }

  /// Public addresses, one of them in no prefix or tag of a rule.
  public List<IpAddress> ofInternet(IpAddress other) {
    List<Prefix> all = new ArrayList<>(told);
    for (String tag : tags) {
      network.serviceTags().expand(tag).ifPresent(set -> all.addAll(some(set.prefixes(), other)));
    }
    List<IpAddress> found = new ArrayList<>();
    found.add(other);
    for (Prefix prefix : all) {
      IpAddress address = prefix.address();
      if (prefix.version() == other.version()
          && AddressSpaces.isPublic(address)
          && network.publicAddress(address).isEmpty()) {
        found.add(address);
      }
    }
    return found;
  }

  private static List<Prefix> some(List<Prefix> prefixes, IpAddress like) {
    return prefixes.stream().filter(each -> each.version() == like.version()).limit(1).toList();
  }

  /** An interface with an address that stands for another one of its subnet. */
  public EffectiveInterface interfaceOf(Resource owner, Subnet subnet, IpAddress address) {
    VirtualNetwork within =
        network.topology().find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
    IpConfiguration configuration =
        new IpConfiguration(
            owner.id(),
            owner.declaredAt(),
            address,
            true,
            subnet.id(),
            Optional.empty(),
            List.of(),
            List.of());
    NetworkInterface nic =
        new NetworkInterface(
            owner.id(),
            owner.declaredAt(),
            List.of(configuration),
            false,
            Optional.empty(),
            Optional.empty());
    return new EffectiveInterface(network, nic, subnet, within, Optional.of(owner));
  }
}
