package io.github.pathwhy.draw;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What stands in which subnet or hub, one method for each type of resource. What has no known
/// place is left out. Managed services come before machines.
final class Placement {
  private final Topology topology;
  private final Set<ResourceId> drawn;
  private final Map<ResourceId, List<Box>> inside = new LinkedHashMap<>();
  private final Map<ResourceId, ResourceId> keys = new HashMap<>();
  private final Map<ResourceId, ResourceId> subnetOfPool = new HashMap<>();
  private final Map<ResourceId, ResourceId> subnetOfConfiguration = new HashMap<>();
  private final Map<ResourceId, ResourceId> machines = new HashMap<>();
  private final Map<ResourceId, List<ResourceId>> interfaces = new LinkedHashMap<>();

  Placement(Topology topology, Set<ResourceId> drawn) {
    this.topology = topology;
    this.drawn = drawn;
    for (VirtualMachine machine : topology.all(VirtualMachine.class)) {
      machine.networkInterfaces().forEach(nic -> machines.put(nic, machine.id()));
    }
    List<NetworkInterface> nics = topology.all(NetworkInterface.class);
    nics.forEach(this::index);
    topology.resources().forEach(this::placeService);
    Set<ResourceId> ofEndpoints = new HashSet<>();
    for (PrivateEndpoint endpoint : topology.all(PrivateEndpoint.class)) {
      ofEndpoints.addAll(endpoint.networkInterfaces());
    }
    for (NetworkInterface nic : nics) {
      if (ofEndpoints.contains(nic.id())) {
        drawn.add(nic.id());
      } else {
        placeInterface(nic);
      }
    }
  }

  private void index(NetworkInterface nic) {
    nic.virtualMachine().ifPresent(machine -> machines.putIfAbsent(nic.id(), machine));
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      subnetOfConfiguration.put(configuration.id(), configuration.subnet());
      configuration.pools().forEach(pool -> subnetOfPool.put(pool, configuration.subnet()));
    }
  }

  /** What stands directly in a subnet or hub, in the order of drawing. */
  List<Box> in(ResourceId place) {
    return inside.getOrDefault(place, List.of());
  }

  /** The subnets and hubs that something stands in. */
  Set<ResourceId> places() {
    return inside.keySet();
  }

  /** The box that stands for a resource: a machine's is that of its first interface. */
  Optional<ResourceId> keyOf(ResourceId resource) {
    return Optional.ofNullable(keys.get(resource));
  }

  /** The boxes of each machine that has several. */
  List<List<ResourceId>> machinesInSeveralPlaces() {
    return interfaces.values().stream().filter(list -> list.size() > 1).toList();
  }

  private void placeService(Resource resource) {
    switch (resource) {
      case VirtualNetworkGateway gateway -> gateway(gateway);
      case HubGateway gateway -> hubGateway(gateway);
      case AzureFirewall firewall -> firewall(firewall);
      case BastionHost host -> bastion(host);
      case ApplicationGateway gateway -> applicationGateway(gateway);
      case LoadBalancer balancer -> loadBalancer(balancer);
      case PrivateEndpoint endpoint -> privateEndpoint(endpoint);
      case PrivateLinkService service -> linkService(service);
      case RouteServer server -> routeServer(server);
      default -> {
        // Machines and interfaces follow; everything else stands nowhere.
      }
    }
  }

  private void gateway(VirtualNetworkGateway gateway) {
    Facts facts =
        facts()
            .note(gateway.kind().label() + " gateway")
            .addresses(gateway.bgpAddresses())
            .publicAddresses(gateway.publicIpAddresses())
            .note(gateway.activeActive() ? "active-active" : "");
    place(gateway.subnet(), gateway, Box.Kind.GATEWAY, facts);
  }

  private void hubGateway(HubGateway gateway) {
    String kind =
        switch (gateway.kind()) {
          case VPN -> "VPN gateway";
          case EXPRESS_ROUTE -> "ExpressRoute gateway";
          case POINT_TO_SITE -> "point-to-site gateway";
        };
    Facts facts = facts().note(kind).addresses(gateway.sitePrefixes());
    place(gateway.virtualHub(), gateway, Box.Kind.GATEWAY, facts);
  }

  private void firewall(AzureFirewall firewall) {
    Facts facts =
        facts()
            .kind(Box.Kind.FIREWALL)
            .address(firewall.privateAddress())
            .publicAddresses(firewall.publicIpAddresses());
    firewall.policy().ifPresent(drawn::add);
    firewall
        .subnet()
        .or(firewall::virtualHub)
        .ifPresent(place -> place(place, firewall, Box.Kind.FIREWALL, facts));
  }

  private void bastion(BastionHost host) {
    Facts facts =
        facts().kind(Box.Kind.BASTION).publicAddresses(host.publicIpAddress().stream().toList());
    place(host.subnet(), host, Box.Kind.BASTION, facts);
  }

  private void applicationGateway(ApplicationGateway gateway) {
    Facts facts = facts().kind(Box.Kind.APPLICATION_GATEWAY);
    for (ApplicationGateway.Frontend frontend : gateway.frontends()) {
      facts.address(frontend.privateAddress());
      facts.publicAddresses(frontend.publicIpAddress().stream().toList());
    }
    place(gateway.subnet(), gateway, Box.Kind.APPLICATION_GATEWAY, facts);
  }

  /** A load balancer stands in the subnet of its frontend; a public one beside its members. */
  private void loadBalancer(LoadBalancer balancer) {
    Facts facts = facts().kind(Box.Kind.BALANCER);
    Stream<ResourceId> places =
        balancer.frontends().stream().flatMap(each -> each.subnet().stream());
    for (LoadBalancer.Frontend frontend : balancer.frontends()) {
      facts.address(frontend.privateAddress());
      facts.publicAddresses(frontend.publicIpAddress().stream().toList());
    }
    Stream<ResourceId> members =
        balancer.pools().stream()
            .flatMap(pool ->
                Stream.concat(
                    Stream.ofNullable(subnetOfPool.get(pool.id())),
                    pool.ipConfigurations().stream()
                        .map(subnetOfConfiguration::get)
                        .flatMap(Stream::ofNullable)));
    Stream.concat(places, members)
        .findFirst()
        .ifPresent(subnet -> place(subnet, balancer, Box.Kind.BALANCER, facts));
  }

  private void privateEndpoint(PrivateEndpoint endpoint) {
    Set<Object> addresses = new LinkedHashSet<>(endpoint.addresses());
    for (ResourceId id : endpoint.networkInterfaces()) {
      topology
          .find(id, NetworkInterface.class)
          .ifPresent(
              nic -> nic.ipConfigurations().forEach(each -> addresses.add(each.privateAddress())));
    }
    Facts facts =
        facts()
            .kind(Box.Kind.ENDPOINT)
            .addresses(addresses)
            .attached(Box.Role.TARGET, endpoint.target());
    place(endpoint.subnet(), endpoint, Box.Kind.ENDPOINT, facts);
  }

  private void linkService(PrivateLinkService service) {
    Facts facts =
        facts()
            .kind(Box.Kind.LINK_SERVICE)
            .addresses(
                service.addresses().stream().map(PrivateLinkService.NatAddress::address).toList());
    service.subnet().ifPresent(subnet -> place(subnet, service, Box.Kind.LINK_SERVICE, facts));
  }

  private void routeServer(RouteServer server) {
    Facts facts = facts().kind(Box.Kind.ROUTE_SERVER);
    server.peers().forEach(peer -> facts.note("peer " + peer.address()));
    place(server.subnet(), server, Box.Kind.ROUTE_SERVER, facts);
  }

  /** An interface is drawn as the machine that has it. */
  private void placeInterface(NetworkInterface nic) {
    if (nic.ipConfigurations().isEmpty()) {
      return;
    }
    Facts facts = facts().addresses(addresses(nic));
    nic.ipConfigurations()
        .forEach(each -> facts.publicAddresses(each.publicIpAddress().stream().toList()));
    facts.attached(Box.Role.SECURITY_GROUP, nic.securityGroup());
    ResourceId subnet = nic.ipConfigurations().getFirst().subnet();
    ResourceId owner = machines.get(nic.id());
    if (owner == null) {
      place(subnet, nic, Box.Kind.INTERFACE, facts.kind(Box.Kind.INTERFACE));
      return;
    }
    List<ResourceId> all = interfaces.computeIfAbsent(owner, _ -> new ArrayList<>());
    all.add(nic.id());
    boolean several =
        topology
                .find(owner, VirtualMachine.class)
                .filter(machine -> machine.networkInterfaces().size() > 1)
                .isPresent()
            || all.size() > 1;
    Box.Kind kind = nic.ipForwarding() ? Box.Kind.APPLIANCE : Box.Kind.MACHINE;
    facts.kind(kind).note(several ? nic.name() : "");
    drawn.add(owner);
    drawn.add(nic.id());
    keys.putIfAbsent(owner, nic.id());
    keys.put(nic.id(), nic.id());
    add(subnet, new Box(nic.id(), kind, owner.name(), facts.build(), List.of()));
  }

  private static Collection<?> addresses(NetworkInterface nic) {
    return nic.ipConfigurations().stream().map(IpConfiguration::privateAddress).toList();
  }

  private void place(ResourceId place, Resource resource, Box.Kind kind, Facts facts) {
    drawn.add(resource.id());
    keys.put(resource.id(), resource.id());
    add(place, new Box(resource.id(), kind, resource.name(), facts.build(), List.of()));
  }

  private void add(ResourceId place, Box box) {
    inside.computeIfAbsent(place, _ -> new ArrayList<>()).add(box);
  }

  private Facts facts() {
    return new Facts(topology, drawn);
  }
}
