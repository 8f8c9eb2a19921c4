package io.github.pathwhy.report;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateDnsZone;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.model.service.PublicRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Network Watcher's topology says of each resource: which parts it contains, and which other
/// resources it is associated with. A resource is associated with those that it refers to; only
/// public addresses and route tables also with those that refer to them. Parts are listed as
/// resources of their own. One method for each type of resource.
final class Associations {
  private final Map<ResourceId, Entry> entries = new LinkedHashMap<>();

  /** A resource with what belongs to it. */
  record Entry(ResourceId id, Optional<String> location, Map<ResourceId, String> associations) {

    private Entry contains(ResourceId part) {
      associations.putIfAbsent(part, "Contains");
      return this;
    }

    private Entry associated(ResourceId other) {
      associations.putIfAbsent(other, "Associated");
      return this;
    }

    private Entry associated(Optional<ResourceId> other) {
      other.ifPresent(this::associated);
      return this;
    }

    private Entry associated(Collection<ResourceId> others) {
      others.forEach(this::associated);
      return this;
    }
  }

  Associations(Topology topology) {
    topology.resources().forEach(this::add);
    // Some references are shown at both ends.
    for (NetworkInterface nic : topology.all(NetworkInterface.class)) {
      nic.ipConfigurations().forEach(each -> each.publicIpAddress().ifPresent(id -> back(id, nic)));
      nic.virtualMachine().map(entries::get).ifPresent(machine -> machine.contains(nic.id()));
    }
    for (VirtualMachine machine : topology.all(VirtualMachine.class)) {
      for (ResourceId nic : machine.networkInterfaces()) {
        Optional.ofNullable(entries.get(nic)).ifPresent(entry -> entry.associated(machine.id()));
      }
    }
    for (VirtualNetwork network : topology.all(VirtualNetwork.class)) {
      network.subnets().forEach(subnet -> subnet.routeTable().ifPresent(id -> back(id, subnet)));
    }
  }

  /** The resources, each before its parts. */
  List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  private void back(ResourceId from, Resource to) {
    Optional.ofNullable(entries.get(from)).ifPresent(entry -> entry.associated(to.id()));
  }

  private void add(Resource resource) {
    switch (resource) {
      case VirtualNetwork network -> network(network);
      case NetworkInterface nic -> networkInterface(nic);
      case VirtualMachine machine -> machine(machine);
      case SecurityGroup group -> securityGroup(group);
      case RouteTable table -> routeTable(table);
      case NatGateway gateway -> natGateway(gateway);
      case LoadBalancer balancer -> loadBalancer(balancer);
      case ApplicationGateway gateway -> applicationGateway(gateway);
      case AzureFirewall firewall -> firewall(firewall);
      case FirewallPolicy policy -> entry(policy.id()).associated(policy.basePolicy());
      case BastionHost host -> bastion(host);
      case PrivateEndpoint endpoint -> privateEndpoint(endpoint);
      case PrivateLinkService service -> linkService(service);
      case PrivateDnsZone zone -> privateDnsZone(zone);
      case VirtualNetworkGateway gateway -> gateway(gateway);
      case GatewayConnection connection -> connection(connection);
      case VirtualHub hub -> hub(hub);
      case HubGateway gateway -> entry(gateway.id()).associated(gateway.virtualHub());
      case RouteServer server -> routeServer(server);
      case NetworkManager manager -> networkManager(manager);
      case PlatformService _, PublicRecord _ -> {
        // Network Watcher shows networks and what is in them.
      }
      case Unmodelled other -> unmodelled(other);
      default -> entry(resource.id());
    }
  }

  private Entry entry(ResourceId id) {
    return entry(id, Optional.empty());
  }

  private Entry entry(ResourceId id, Optional<String> location) {
    return entries.computeIfAbsent(id, _ -> new Entry(id, location, new LinkedHashMap<>()));
  }

  private void network(VirtualNetwork network) {
    Entry entry = entry(network.id(), network.location());
    for (Subnet subnet : network.subnets()) {
      entry.contains(subnet.id());
      entry(subnet.id(), network.location())
          .associated(subnet.securityGroup())
          .associated(subnet.routeTable())
          .associated(subnet.natGateway());
    }
    for (Peering peering : network.peerings()) {
      entry.contains(peering.id());
      entry(peering.id(), network.location()).associated(peering.remote());
    }
  }

  private void networkInterface(NetworkInterface nic) {
    Entry entry = entry(nic.id());
    entry.associated(nic.virtualMachine()).associated(nic.securityGroup());
    for (IpConfiguration each : nic.ipConfigurations()) {
      entry
          .associated(each.subnet())
          .associated(each.publicIpAddress())
          .associated(each.applicationSecurityGroups())
          .associated(each.pools())
          .associated(each.gateway());
    }
  }

  private void machine(VirtualMachine machine) {
    Entry entry = entry(machine.id());
    machine.networkInterfaces().forEach(entry::contains);
  }

  private void securityGroup(SecurityGroup group) {
    Entry entry = entry(group.id());
    group
        .rules()
        .forEach(rule -> {
          entry.contains(rule.id());
          entry(rule.id());
        });
  }

  private void routeTable(RouteTable table) {
    Entry entry = entry(table.id());
    table
        .routes()
        .forEach(route -> {
          entry.contains(route.id());
          entry(route.id());
        });
  }

  private void natGateway(NatGateway gateway) {
    entry(gateway.id())
        .associated(gateway.publicIpAddresses())
        .associated(gateway.publicIpPrefixes());
  }

  private void loadBalancer(LoadBalancer balancer) {
    Entry entry = entry(balancer.id());
    for (LoadBalancer.Frontend frontend : balancer.frontends()) {
      part(entry, frontend.id())
          .associated(frontend.subnet())
          .associated(frontend.publicIpAddress())
          .associated(frontend.gateway());
    }
    balancer.pools().forEach(pool -> part(entry, pool.id()).associated(pool.virtualNetwork()));
    balancer.probes().forEach(probe -> part(entry, probe.id()));
    for (LoadBalancer.Rule rule : balancer.rules()) {
      part(entry, rule.id())
          .associated(rule.frontend())
          .associated(rule.pools())
          .associated(rule.probe());
    }
    balancer.inboundNat().forEach(nat -> part(entry, nat.id()).associated(nat.frontend()));
    for (LoadBalancer.OutboundRule rule : balancer.outboundRules()) {
      part(entry, rule.id()).associated(rule.frontends()).associated(rule.pool());
    }
  }

  private void applicationGateway(ApplicationGateway gateway) {
    Entry entry = entry(gateway.id()).associated(gateway.subnet());
    gateway.frontends().forEach(each -> part(entry, each.id()).associated(each.publicIpAddress()));
    for (ApplicationGateway.Listener listener : gateway.listeners()) {
      part(entry, listener.id()).associated(listener.frontend());
      listener.routes().forEach(route -> part(entry, route.pool().id()));
    }
  }

  private void firewall(AzureFirewall firewall) {
    entry(firewall.id())
        .associated(firewall.subnet())
        .associated(firewall.virtualHub())
        .associated(firewall.publicIpAddresses())
        .associated(firewall.policy());
  }

  private void bastion(BastionHost host) {
    entry(host.id()).associated(host.subnet()).associated(host.publicIpAddress());
  }

  private void privateEndpoint(PrivateEndpoint endpoint) {
    entry(endpoint.id())
        .associated(endpoint.networkInterfaces())
        .associated(endpoint.subnet())
        .associated(endpoint.target())
        .associated(endpoint.dnsZones());
  }

  private void linkService(PrivateLinkService service) {
    entry(service.id())
        .associated(service.networkInterfaces())
        .associated(service.subnet())
        .associated(service.frontends())
        .associated(service.connections().keySet().stream().sorted().toList());
  }

  private void privateDnsZone(PrivateDnsZone zone) {
    Entry entry = entry(zone.id());
    zone.links().forEach(link -> entry.associated(link.virtualNetwork()));
  }

  private void gateway(VirtualNetworkGateway gateway) {
    entry(gateway.id())
        .associated(gateway.subnet())
        .associated(gateway.publicIpAddresses())
        .associated(gateway.defaultSite());
  }

  private void connection(GatewayConnection connection) {
    entry(connection.id()).associated(connection.gateway()).associated(connection.remote());
  }

  private void hub(VirtualHub hub) {
    Entry entry = entry(hub.id()).associated(hub.virtualWan());
    for (VirtualHub.Connection connection : hub.connections()) {
      part(entry, connection.id()).associated(connection.virtualNetwork());
    }
    hub.routeTables().forEach(table -> part(entry, table.id()));
  }

  private void routeServer(RouteServer server) {
    Entry entry = entry(server.id()).associated(server.subnet());
    server.peers().forEach(peer -> part(entry, peer.id()));
  }

  private void networkManager(NetworkManager manager) {
    Entry entry = entry(manager.id());
    manager.groups().forEach(group -> part(entry, group.id()).associated(group.members()));
    for (NetworkManager.Collection collection : manager.collections()) {
      part(entry, collection.id()).associated(collection.groups());
    }
  }

  /** Of other types only those of the network provider, which the service would show. */
  private void unmodelled(Unmodelled other) {
    if (other.armType().regionMatches(true, 0, "Microsoft.Network/", 0, 18)) {
      entry(other.id()).associated(other.references().stream().sorted().toList());
    }
  }

  private Entry part(Entry whole, ResourceId id) {
    whole.contains(id);
    return entry(id);
  }
}
