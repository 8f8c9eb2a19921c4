package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The interfaces of managed services. ARM shows none, or not always: the service's own addresses
/// make one, which carries the id of the service; the first usable address of the subnet stands in
/// for one that is not known.
final class ManagedInterfaces {
  // Azure keeps the first four addresses of every subnet.
  private static final int FIRST_USABLE = 4;

  private final Topology topology;

  ManagedInterfaces(Topology topology) {
    this.topology = topology;
  }

  Optional<NetworkInterface> of(BastionHost host) {
    return one(
        host, host.subnet(), List.of(), host.publicIpAddress().map(List::of).orElse(List.of()));
  }

  Optional<NetworkInterface> of(AzureFirewall firewall) {
    return firewall
        .subnet()
        .flatMap(subnet ->
            one(
                firewall,
                subnet,
                firewall.privateAddress().map(List::of).orElse(List.of()),
                firewall.publicIpAddresses()));
  }

  Optional<NetworkInterface> of(VirtualNetworkGateway gateway) {
    return one(gateway, gateway.subnet(), gateway.bgpAddresses(), gateway.publicIpAddresses());
  }

  /** Frontends share the interface; a public one has the gateway's private address behind it. */
  Optional<NetworkInterface> of(ApplicationGateway gateway) {
    List<IpAddress> own = new ArrayList<>();
    List<ResourceId> publicAddresses = new ArrayList<>();
    for (ApplicationGateway.Frontend frontend : gateway.frontends()) {
      frontend.privateAddress().ifPresent(own::add);
      frontend.publicIpAddress().ifPresent(publicAddresses::add);
    }
    return one(gateway, gateway.subnet(), own, publicAddresses);
  }

  Optional<NetworkInterface> of(PrivateEndpoint endpoint) {
    return one(endpoint, endpoint.subnet(), endpoint.addresses(), List.of());
  }

  Optional<NetworkInterface> of(PrivateLinkService service) {
    List<IpAddress> own =
        service.addresses().stream().map(PrivateLinkService.NatAddress::address).toList();
    return service
        .subnet()
        .filter(_ -> !own.isEmpty())
        .flatMap(subnet -> one(service, subnet, own, List.of()));
  }

  /// One interface with the private addresses; each public address stands for the first of its
  /// family.
  private Optional<NetworkInterface> one(
      Resource service,
      ResourceId subnetId,
      List<IpAddress> addresses,
      List<ResourceId> publicAddresses) {
    return topology
        .find(subnetId, Subnet.class)
        .filter(subnet -> !addresses.isEmpty() || !subnet.prefixes().isEmpty())
        .map(subnet -> {
          boolean assumed = addresses.isEmpty();
          List<IpAddress> own =
              assumed ? List.of(subnet.prefixes().getFirst().address(FIRST_USABLE)) : addresses;
          List<IpConfiguration> configurations = new ArrayList<>();
          for (int i = 0; i < Math.max(own.size(), publicAddresses.size()); i++) {
            configurations.add(
                new IpConfiguration(
                    service.id(),
                    service.declaredAt(),
                    own.get(i < own.size() ? i : 0),
                    assumed,
                    subnet.id(),
                    i < publicAddresses.size()
                        ? Optional.of(publicAddresses.get(i))
                        : Optional.empty(),
                    List.of(),
                    List.of()));
          }
          return new NetworkInterface(
              service.id(),
              service.declaredAt(),
              configurations,
              true,
              Optional.empty(),
              Optional.empty());
        });
  }
}
