package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All interfaces of a topology, those of managed services included, by id and by address. */
final class InterfaceIndex {
  private final EffectiveNetwork network;
  private final Topology topology;
  private final Map<ResourceId, EffectiveInterface> interfaces = new LinkedHashMap<>();
  private final Map<ResourceId, Map<IpAddress, EffectiveInterface>> byAddress = new HashMap<>();
  private final Map<ResourceId, Map<Prefix, EffectiveInterface>> byBlock = new HashMap<>();
  private final Map<ResourceId, PublicOwner.Interface> byPublicAddress = new HashMap<>();
  private final Map<ResourceId, PublicOwner.Interface> byConfiguration = new HashMap<>();

  InterfaceIndex(EffectiveNetwork network, Topology topology) {
    this.network = network;
    this.topology = topology;
    addDeclared();
    addManaged();
  }

  private void addDeclared() {
    Map<ResourceId, Resource> declaredOwners = new HashMap<>();
    for (VirtualMachine machine : topology.all(VirtualMachine.class)) {
      machine.networkInterfaces().forEach(nic -> declaredOwners.put(nic, machine));
    }
    for (PrivateEndpoint endpoint : topology.all(PrivateEndpoint.class)) {
      endpoint.networkInterfaces().forEach(nic -> declaredOwners.put(nic, endpoint));
    }
    for (PrivateLinkService service : topology.all(PrivateLinkService.class)) {
      service.networkInterfaces().forEach(nic -> declaredOwners.put(nic, service));
    }
    List<NetworkInterface> nics = topology.all(NetworkInterface.class);
    for (NetworkInterface nic : nics) {
      Optional<Resource> owner =
          Optional.ofNullable(declaredOwners.get(nic.id()))
              .or(() -> nic.virtualMachine().map(id -> machine(id, nics)));
      add(nic, owner);
    }
  }

  private void addManaged() {
    ManagedInterfaces managed = new ManagedInterfaces(topology);
    for (BastionHost host : topology.all(BastionHost.class)) {
      addManaged(managed.of(host), host);
    }
    for (AzureFirewall firewall : topology.all(AzureFirewall.class)) {
      addManaged(managed.of(firewall), firewall);
    }
    for (VirtualNetworkGateway gateway : topology.all(VirtualNetworkGateway.class)) {
      addManaged(managed.of(gateway), gateway);
    }
    for (ApplicationGateway gateway : topology.all(ApplicationGateway.class)) {
      addManaged(managed.of(gateway), gateway);
    }
    for (PrivateEndpoint endpoint : topology.all(PrivateEndpoint.class)) {
      if (endpoint.networkInterfaces().stream().noneMatch(interfaces::containsKey)) {
        addManaged(managed.of(endpoint), endpoint);
      }
    }
    for (PrivateLinkService service : topology.all(PrivateLinkService.class)) {
      if (service.networkInterfaces().stream().noneMatch(interfaces::containsKey)) {
        addManaged(managed.of(service), service);
      }
    }
  }

  private void addManaged(Optional<NetworkInterface> nic, Resource owner) {
    nic.ifPresent(present -> add(present, Optional.of(owner)));
  }

  /** The machine that interfaces say they belong to; an export may lack the machine itself. */
  private VirtualMachine machine(ResourceId id, List<NetworkInterface> nics) {
    return topology
        .find(id, VirtualMachine.class)
        .orElseGet(() -> {
          List<NetworkInterface> own =
              nics.stream()
                  .filter(nic -> nic.virtualMachine().filter(id::equals).isPresent())
                  .toList();
          return new VirtualMachine(
              id,
              own.getFirst().declaredAt(),
              own.stream().map(NetworkInterface::id).toList(),
              Optional.empty(),
              Optional.empty());
        });
  }

  private void add(NetworkInterface nic, Optional<Resource> owner) {
    Optional<Subnet> subnet =
        nic.ipConfigurations().stream()
            .findFirst()
            .flatMap(configuration -> topology.find(configuration.subnet(), Subnet.class));
    if (subnet.isEmpty()) {
      return;
    }
    ResourceId networkId = subnet.get().virtualNetwork();
    VirtualNetwork within = topology.find(networkId, VirtualNetwork.class).orElseThrow();
    EffectiveInterface effective =
        new EffectiveInterface(network, nic, subnet.get(), within, owner);
    interfaces.put(nic.id(), effective);
    Map<IpAddress, EffectiveInterface> addresses =
        byAddress.computeIfAbsent(networkId, _ -> new HashMap<>());
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      PublicOwner.Interface place = new PublicOwner.Interface(effective, configuration);
      addresses.putIfAbsent(configuration.privateAddress(), effective);
      configuration
          .block()
          .ifPresent(block ->
              byBlock
                  .computeIfAbsent(networkId, _ -> new LinkedHashMap<>())
                  .putIfAbsent(block, effective));
      byConfiguration.putIfAbsent(configuration.id(), place);
      configuration
          .publicIpAddress()
          .filter(id -> isOfSameVersion(id, configuration))
          .ifPresent(id -> byPublicAddress.put(id, place));
    }
  }

  private boolean isOfSameVersion(ResourceId publicIpAddress, IpConfiguration configuration) {
    return topology
        .find(publicIpAddress, PublicIpAddress.class)
        .flatMap(PublicIpAddress::address)
        .filter(ip -> ip.version() != configuration.privateAddress().version())
        .isEmpty();
  }

  @Nullable EffectiveInterface get(ResourceId id) {
    return interfaces.get(id);
  }

  List<EffectiveInterface> all() {
    return List.copyOf(interfaces.values());
  }

  /** The first interface of a machine or service. */
  @Nullable EffectiveInterface ofOwner(ResourceId owner) {
    EffectiveInterface same = interfaces.get(owner);
    if (same != null) {
      return same;
    }
    for (EffectiveInterface candidate : interfaces.values()) {
      if (candidate.ownerId().equals(owner)) {
        return candidate;
      }
    }
    return null;
  }

  /** The interface with this private address in a virtual network. */
  @Nullable EffectiveInterface at(ResourceId virtualNetwork, IpAddress address) {
    Map<IpAddress, EffectiveInterface> addresses = byAddress.get(virtualNetwork);
    EffectiveInterface owner = addresses == null ? null : addresses.get(address);
    if (owner != null || byBlock.isEmpty()) {
      return owner;
    }
    for (Map.Entry<Prefix, EffectiveInterface> block :
        byBlock.getOrDefault(virtualNetwork, Map.of()).entrySet()) {
      if (block.getKey().contains(address)) {
        return block.getValue();
      }
    }
    return null;
  }

  /** The interface and ip configuration that have a public IP address resource. */
  PublicOwner.@Nullable Interface byPublicAddress(ResourceId publicIpAddress) {
    return byPublicAddress.get(publicIpAddress);
  }

  /** The interface of an ip configuration. */
  PublicOwner.@Nullable Interface byConfiguration(ResourceId configuration) {
    return byConfiguration.get(configuration);
  }

  /** The interfaces of a machine, the primary one first. */
  List<EffectiveInterface> of(VirtualMachine machine) {
    List<EffectiveInterface> found = new ArrayList<>(machine.networkInterfaces().size());
    for (ResourceId id : machine.networkInterfaces()) {
      EffectiveInterface known = interfaces.get(id);
      if (known != null) {
        found.add(known);
      }
    }
    if (found.isEmpty()) {
      for (EffectiveInterface candidate : interfaces.values()) {
        if (candidate.machine().filter(machine::equals).isPresent()) {
          found.add(candidate.nic().facts().primary() ? 0 : found.size(), candidate);
        }
      }
    }
    return found;
  }
}
