package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A topology prepared for questions: interfaces by address, and the effective routes and rules of
/// each, computed when first needed. Safe for use by several threads.
public final class EffectiveNetwork {
  // Azure keeps the first four addresses of every subnet.
  private static final int FIRST_USABLE = 4;

  private final Topology topology;
  private final ServiceTags tags;
  private final RuleCompiler compiler;
  private final Map<ResourceId, EffectiveInterface> interfaces = new LinkedHashMap<>();
  private final Map<ResourceId, Map<IpAddress, EffectiveInterface>> owners = new HashMap<>();
  private final Map<IpAddress, PublicIpAddress> publicAddresses = new HashMap<>();
  private final Map<ResourceId, PublicOwner> publicOwners = new HashMap<>();
  private final Map<ResourceId, List<Unmodelled>> unmodelled = new HashMap<>();
  private final Map<ResourceId, List<EffectiveInterface>> byMachine = new ConcurrentHashMap<>();
  private final Map<ResourceId, EffectiveRoutes> routes = new ConcurrentHashMap<>();
  private final Map<TermsKey, AddressMatcher[]> addressTerms = new ConcurrentHashMap<>();
  private final Map<RuleKey, EffectiveSecurityRules> rules = new ConcurrentHashMap<>();

  /** What the compiled rules of an interface depend on. */
  private record RuleKey(ResourceId subnet, Optional<ResourceId> nic, Direction direction) {}

  /** What compiled address terms depend on. */
  private record TermsKey(ResourceId subnet, List<AddressTerm> terms) {}

  /** Who answers at a public address. */
  public sealed interface PublicOwner {
    /** An ip configuration of a network interface. */
    record Interface(EffectiveInterface at, IpConfiguration configuration) implements PublicOwner {}

    /** A resource whose behaviour is not modelled. */
    record Unknown(Unmodelled resource) implements PublicOwner {}
  }

  public EffectiveNetwork(Topology topology) {
    this.topology = topology;
    this.tags = new ServiceTags(topology.serviceTags());
    this.compiler = new RuleCompiler(topology, tags);
    indexInterfaces();
    indexPublicAddresses();
  }

  private void indexInterfaces() {
    Map<ResourceId, VirtualMachine> machines = new HashMap<>();
    for (VirtualMachine machine : topology.all(VirtualMachine.class)) {
      machine.networkInterfaces().forEach(nic -> machines.put(nic, machine));
    }
    List<NetworkInterface> nics = topology.all(NetworkInterface.class);
    for (NetworkInterface nic : nics) {
      Optional<Resource> machine =
          Optional.<Resource>ofNullable(machines.get(nic.id()))
              .or(() -> nic.virtualMachine().map(id -> machine(id, nics)));
      add(nic, machine);
    }
    for (BastionHost host : topology.all(BastionHost.class)) {
      managedInterface(host).ifPresent(nic -> add(nic, Optional.of(host)));
    }
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
    VirtualNetwork network = topology.find(networkId, VirtualNetwork.class).orElseThrow();
    EffectiveInterface effective = new EffectiveInterface(this, nic, subnet.get(), network, owner);
    interfaces.put(nic.id(), effective);
    Map<IpAddress, EffectiveInterface> byAddress =
        owners.computeIfAbsent(networkId, _ -> new HashMap<>());
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      byAddress.putIfAbsent(configuration.privateAddress(), effective);
      configuration
          .publicIpAddress()
          .filter(id -> isOfSameVersion(id, configuration))
          .ifPresent(
              id -> publicOwners.put(id, new PublicOwner.Interface(effective, configuration)));
    }
  }

  private boolean isOfSameVersion(ResourceId publicIpAddress, IpConfiguration configuration) {
    return topology
        .find(publicIpAddress, PublicIpAddress.class)
        .flatMap(PublicIpAddress::address)
        .filter(ip -> ip.version() != configuration.privateAddress().version())
        .isEmpty();
  }

  /** A managed service has no interface of its own in ARM: the first usable address stands in. */
  private Optional<NetworkInterface> managedInterface(BastionHost host) {
    return topology
        .find(host.subnet(), Subnet.class)
        .map(subnet ->
            new NetworkInterface(
                host.id(),
                host.declaredAt(),
                List.of(
                    new IpConfiguration(
                        host.id(),
                        host.declaredAt(),
                        subnet.prefixes().getFirst().address(FIRST_USABLE),
                        true,
                        subnet.id(),
                        host.publicIpAddress(),
                        List.of(),
                        List.of())),
                false,
                Optional.empty(),
                Optional.empty()));
  }

  private void indexPublicAddresses() {
    for (PublicIpAddress address : topology.all(PublicIpAddress.class)) {
      address.address().ifPresent(ip -> publicAddresses.put(ip, address));
    }
    for (Unmodelled resource : topology.all(Unmodelled.class)) {
      for (ResourceId id : resource.references()) {
        publicOwners.putIfAbsent(id, new PublicOwner.Unknown(resource));
        unmodelled.computeIfAbsent(id, _ -> new ArrayList<>()).add(resource);
      }
    }
  }

  /** The topology behind this view. */
  public Topology topology() {
    return topology;
  }

  /** The interface with this id, unless its subnet is not in the topology. */
  public Optional<EffectiveInterface> networkInterface(ResourceId id) {
    return Optional.ofNullable(interfaces.get(id));
  }

  /** All interfaces whose subnet is known. */
  public List<EffectiveInterface> interfaces() {
    return List.copyOf(interfaces.values());
  }

  /** The interfaces of a machine, the primary one first. */
  public List<EffectiveInterface> interfaces(VirtualMachine machine) {
    List<EffectiveInterface> known = byMachine.get(machine.id());
    return known != null
        ? known
        : byMachine.computeIfAbsent(machine.id(), _ -> List.copyOf(findInterfaces(machine)));
  }

  private List<EffectiveInterface> findInterfaces(VirtualMachine machine) {
    List<EffectiveInterface> found = new ArrayList<>(machine.networkInterfaces().size());
    for (ResourceId id : machine.networkInterfaces()) {
      networkInterface(id).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      for (EffectiveInterface candidate : interfaces.values()) {
        if (candidate.machine().filter(machine::equals).isPresent()) {
          found.add(candidate);
        }
      }
    }
    return found;
  }

  /** The interface with this private address in a virtual network. */
  public Optional<EffectiveInterface> owner(ResourceId virtualNetwork, IpAddress address) {
    Map<IpAddress, EffectiveInterface> byAddress = owners.get(virtualNetwork);
    return byAddress == null ? Optional.empty() : Optional.ofNullable(byAddress.get(address));
  }

  /** The interfaces with this private address, in all virtual networks. */
  public List<EffectiveInterface> owners(IpAddress address) {
    List<EffectiveInterface> found = new ArrayList<>();
    for (VirtualNetwork network : topology.all(VirtualNetwork.class)) {
      owner(network.id(), address).ifPresent(found::add);
    }
    return found;
  }

  /** The public IP address resource with this address. */
  public Optional<PublicIpAddress> publicAddress(IpAddress address) {
    return Optional.ofNullable(publicAddresses.get(address));
  }

  /** Who answers at a public IP address resource. */
  public Optional<PublicOwner> publicOwner(ResourceId publicIpAddress) {
    return Optional.ofNullable(publicOwners.get(publicIpAddress));
  }

  /** The routes in force in a subnet. */
  public EffectiveRoutes routes(Subnet subnet) {
    EffectiveRoutes known = routes.get(subnet.id());
    return known != null
        ? known
        : routes.computeIfAbsent(
            subnet.id(),
            _ ->
                new RouteBuilder(
                        topology,
                        tags,
                        topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow(),
                        subnet)
                    .build());
  }

  /** The security rules at an interface in one direction. */
  EffectiveSecurityRules rules(EffectiveInterface at, Direction direction) {
    // Interfaces without a group of their own share what their subnet has.
    Optional<ResourceId> own =
        at.nic().securityGroup().isPresent() ? Optional.of(at.nic().id()) : Optional.empty();
    RuleKey key = new RuleKey(at.subnet().id(), own, direction);
    EffectiveSecurityRules known = rules.get(key);
    return known != null
        ? known
        : rules.computeIfAbsent(
            key,
            _ -> compiler.rules(at.subnet(), at.nic().id(), at.nic().securityGroup(), direction));
  }

  /** Whether one of the terms covers the address, tags and groups read as at this interface. */
  public Match match(List<AddressTerm> terms, EffectiveInterface at, IpAddress address) {
    return RuleMatcher.matchAny(
        addressTerms.computeIfAbsent(
            new TermsKey(at.subnet().id(), terms),
            _ -> compiler.compile(at.subnet(), terms).toArray(new AddressMatcher[0])),
        address);
  }

  /** The resources of unknown types that refer to a resource. */
  public List<Unmodelled> unmodelledUsers(ResourceId id) {
    return unmodelled.getOrDefault(id, List.of());
  }

  /// The resources of unknown types that may answer at a private address of a network: they name
  /// the address, or they are placed in its subnet.
  public List<Unmodelled> unmodelledOwners(VirtualNetwork network, IpAddress address) {
    Optional<Subnet> subnet = network.subnetOf(address);
    List<Unmodelled> found = new ArrayList<>();
    for (Unmodelled resource : topology.all(Unmodelled.class)) {
      boolean placedThere = subnet.isPresent() && resource.references().contains(subnet.get().id());
      if (resource.addresses().contains(address) || placedThere) {
        found.add(resource);
      }
    }
    return found;
  }
}
