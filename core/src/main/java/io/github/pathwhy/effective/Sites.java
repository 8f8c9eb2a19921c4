package io.github.pathwhy.effective;

import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The networks outside Azure: those that the input declares, and those that it implies: what local
/// network gateways and VPN sites say is behind them, and the addresses of point-to-site clients.
/// An implied prefix that a declared site of the same gateway covers adds nothing.
public final class Sites {
  private final List<Site> all;

  Sites(Topology topology) {
    this.all = new ArrayList<>(topology.sites());
    for (GatewayConnection connection : topology.all(GatewayConnection.class)) {
      connection
          .remote()
          .flatMap(id -> topology.find(id, LocalNetworkGateway.class))
          .ifPresent(remote ->
              add(remote.name(), remote.declaredAt(), remote.addressSpace(), connection.gateway()));
    }
    for (VirtualNetworkGateway gateway : topology.all(VirtualNetworkGateway.class)) {
      add(
          "the clients of " + gateway.name(),
          gateway.declaredAt(),
          gateway.clientPool(),
          gateway.id());
    }
    for (HubGateway gateway : topology.all(HubGateway.class)) {
      boolean clients = gateway.kind() == HubGateway.Kind.POINT_TO_SITE;
      add(
          (clients ? "the clients of " : "the sites of ") + gateway.name(),
          gateway.declaredAt(),
          gateway.sitePrefixes(),
          gateway.id());
    }
  }

  private void add(
      String name, SourcePosition declaredAt, List<Prefix> prefixes, ResourceId gateway) {
    List<Prefix> own = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      if (!isCovered(prefix, gateway)) {
        own.add(prefix);
      }
    }
    if (!own.isEmpty()) {
      all.add(new Site(name, declaredAt, own, gateway));
    }
  }

  private boolean isCovered(Prefix prefix, ResourceId gateway) {
    for (Site site : all) {
      if (site.gateway().equals(gateway)
          && site.addressPrefixes().stream().anyMatch(known -> known.contains(prefix))) {
        return true;
      }
    }
    return false;
  }

  /** All of them, the declared ones first. */
  public List<Site> all() {
    return List.copyOf(all);
  }

  /** The site with this address, by its longest prefix. */
  public Optional<Site> of(IpAddress address) {
    return longest(all, address);
  }

  /** The sites that are reached through a gateway or appliance. */
  public List<Site> behind(ResourceId gateway) {
    List<Site> found = new ArrayList<>();
    for (Site site : all) {
      if (site.gateway().equals(gateway)) {
        found.add(site);
      }
    }
    return found;
  }

  /** The site with this address that is reached through a gateway or appliance. */
  public Optional<Site> behind(ResourceId gateway, IpAddress address) {
    return longest(behind(gateway), address);
  }

  private static Optional<Site> longest(List<Site> sites, IpAddress address) {
    Site best = null;
    int length = -1;
    for (Site site : sites) {
      for (Prefix prefix : site.addressPrefixes()) {
        if (prefix.length() > length && prefix.contains(address)) {
          best = site;
          length = prefix.length();
        }
      }
    }
    return Optional.ofNullable(best);
  }
}
