package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.PublishedTags;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.rules.ApplianceLists;
import io.github.pathwhy.effective.rules.EffectiveSecurityRules;
import io.github.pathwhy.effective.rules.FirewallLists;
import io.github.pathwhy.effective.rules.FirewallRulebook;
import io.github.pathwhy.effective.rules.NameMatchers;
import io.github.pathwhy.effective.rules.PatternEvaluator;
import io.github.pathwhy.effective.rules.RuleList;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
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
  private final Topology topology;
  private final ServiceTags tags;
  private final RuleCompiler compiler;
  private final Sites sites;
  private final GatewayRoutes gateways;
  private final HubRouting hubs;
  private final LearnedRoutes learned;
  private final InterfaceIndex interfaces;
  private final Balancers balancers;
  private final Map<IpAddress, PublicIpAddress> publicAddresses = new HashMap<>();
  private final Map<ResourceId, List<Unmodelled>> unmodelled = new HashMap<>();
  private final Map<ResourceId, List<EffectiveInterface>> byMachine = new ConcurrentHashMap<>();
  private final Map<ResourceId, EffectiveRoutes> routes = new ConcurrentHashMap<>();
  private final Map<ResourceId, EffectiveRoutes> endpointRoutes = new ConcurrentHashMap<>();
  private final Map<ResourceId, List<EffectiveInterface>> privateEndpoints = new HashMap<>();
  private final Map<ApplianceKey, ApplianceLists> appliances = new ConcurrentHashMap<>();
  private final Map<GuestKey, RuleList<Observation.GuestRule>> guests = new ConcurrentHashMap<>();
  private final Map<RuleKey, EffectiveSecurityRules> rules = new ConcurrentHashMap<>();
  private final Map<ResourceId, FirewallRulebook> rulebooks = new ConcurrentHashMap<>();
  private final Map<FirewallKey, FirewallLists> firewalls = new ConcurrentHashMap<>();

  /// What the compiled rules of an interface depend on. Security groups do not apply to private
  /// endpoints unless their subnet says so.
  private record RuleKey(
      ResourceId subnet, Optional<ResourceId> nic, boolean filtered, Direction direction) {}

  /** What the compiled policy of an appliance depends on. */
  private record ApplianceKey(ResourceId machine, ResourceId subnet) {}

  /** What the compiled rules of a guest firewall depend on. */
  private record GuestKey(ResourceId machine, Direction direction) {}

  /** What the compiled rules of an Azure Firewall depend on. */
  private record FirewallKey(ResourceId firewall, Optional<String> hostName) {}

  public EffectiveNetwork(Topology topology) {
    this.topology = topology;
    this.tags =
        new ServiceTags(topology.serviceTags(), () -> topology.cloud().map(PublishedTags::bundled));
    this.sites = new Sites(topology);
    this.gateways = new GatewayRoutes(topology, sites);
    this.hubs = new HubRouting(topology, sites);
    this.learned = new LearnedRoutes(topology, gateways, hubs);
    this.compiler = new RuleCompiler(topology, tags, learned);
    this.interfaces = new InterfaceIndex(this, topology);
    this.balancers = new Balancers(topology, interfaces);
    for (PublicIpAddress address : topology.all(PublicIpAddress.class)) {
      address.address().ifPresent(ip -> publicAddresses.put(ip, address));
    }
    if (!topology.all(PrivateEndpoint.class).isEmpty()) {
      for (EffectiveInterface at : interfaces.all()) {
        if (at.isPrivateEndpoint()) {
          privateEndpoints
              .computeIfAbsent(at.virtualNetwork().id(), _ -> new ArrayList<>())
              .add(at);
        }
      }
    }
    for (Unmodelled resource : topology.all(Unmodelled.class)) {
      for (ResourceId id : resource.references()) {
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
    return interfaces.all();
  }

  /** The interfaces of a machine, the primary one first. */
  public List<EffectiveInterface> interfaces(VirtualMachine machine) {
    List<EffectiveInterface> known = byMachine.get(machine.id());
    return known != null
        ? known
        : byMachine.computeIfAbsent(machine.id(), _ -> List.copyOf(interfaces.of(machine)));
  }

  /** All machines, those included that only their interfaces name. */
  public List<VirtualMachine> machines() {
    Map<ResourceId, VirtualMachine> machines = new LinkedHashMap<>();
    for (VirtualMachine machine : topology.all(VirtualMachine.class)) {
      machines.put(machine.id(), machine);
    }
    for (EffectiveInterface at : interfaces.all()) {
      at.machine().ifPresent(machine -> machines.putIfAbsent(machine.id(), machine));
    }
    return List.copyOf(machines.values());
  }

  /** The interface with this private address in a virtual network. */
  public Optional<EffectiveInterface> owner(ResourceId virtualNetwork, IpAddress address) {
    return Optional.ofNullable(interfaces.at(virtualNetwork, address));
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
    PublicOwner.Interface at = interfaces.byPublicAddress(publicIpAddress);
    if (at != null) {
      return Optional.of(at);
    }
    Optional<PublicOwner.Frontend> frontend = balancers.frontend(publicIpAddress);
    return frontend.isPresent()
        ? Optional.of(frontend.get())
        : unmodelledUsers(publicIpAddress).stream().findFirst().map(PublicOwner.Unknown::new);
  }

  /** Whether a service tag has an address. */
  public Match isIn(String tag, IpAddress address) {
    return new AddressMatcher.ServiceTag(tag, tags).match(address);
  }

  /** The service tags. */
  ServiceTags serviceTags() {
    return tags;
  }

  /** The load balancers. */
  public Balancers balancers() {
    return balancers;
  }

  /** The networks outside Azure. */
  public Sites sites() {
    return sites;
  }

  /** What the gateways of virtual networks know. */
  public GatewayRoutes gateways() {
    return gateways;
  }

  /** The routing of virtual hubs. */
  public HubRouting hubs() {
    return hubs;
  }

  /** The routes that virtual networks learn. */
  public LearnedRoutes learned() {
    return learned;
  }

  /** The reasons that keep a gateway's or a hub's route to an address out of a subnet. */
  public List<GatewayGaps.Gap> gaps(Subnet subnet, IpAddress destination) {
    return new GatewayGaps(topology, sites, gateways, learned, hubs).of(subnet, destination);
  }

  /** The routes in force in a subnet. */
  public EffectiveRoutes routes(Subnet subnet) {
    EffectiveRoutes known = routes.get(subnet.id());
    return known != null
        ? known
        : routes.computeIfAbsent(subnet.id(), _ -> RouteBuilder.build(this, tags, subnet));
  }

  /** The routes that private endpoints of a subnet send by. */
  EffectiveRoutes endpointRoutes(Subnet subnet) {
    return endpointRoutes.computeIfAbsent(
        subnet.id(), _ -> RouteBuilder.buildForEndpoints(this, tags, subnet));
  }

  /** The interfaces of the private endpoints in a virtual network. */
  List<EffectiveInterface> privateEndpoints(ResourceId virtualNetwork) {
    return privateEndpoints.getOrDefault(virtualNetwork, List.of());
  }

  /** The first interface of a machine or service. */
  public Optional<EffectiveInterface> interfaceOf(ResourceId owner) {
    return Optional.ofNullable(interfaces.ofOwner(owner));
  }

  /** The security rules at an interface in one direction. */
  EffectiveSecurityRules rules(EffectiveInterface at, Direction direction) {
    // Interfaces without a group of their own share what their subnet has.
    Optional<ResourceId> own =
        at.nic().securityGroup().isPresent() ? Optional.of(at.nic().id()) : Optional.empty();
    boolean filtered =
        !at.isLinkService()
            && (!at.isPrivateEndpoint() || at.subnet().endpointPolicies().filters());
    RuleKey key = new RuleKey(at.subnet().id(), own, filtered, direction);
    EffectiveSecurityRules known = rules.get(key);
    return known != null
        ? known
        : rules.computeIfAbsent(key, _ -> compiler.rules(at, filtered, direction));
  }

  /** The lists of an appliance's policy, tags and groups read as at this interface. */
  public ApplianceLists appliance(
      VirtualMachine machine, AppliancePolicy policy, EffectiveInterface at) {
    return appliances.computeIfAbsent(
        new ApplianceKey(machine.id(), at.subnet().id()),
        _ -> compiler.appliance(policy, at.subnet()));
  }

  /** What was observed of a machine's own firewall in one direction. */
  public RuleList<Observation.GuestRule> guest(VirtualMachine machine, Direction direction) {
    Optional<List<Observation.GuestRule>> rules =
        topology.observation(machine.id()).flatMap(Observation::guestFirewall);
    return rules.isEmpty()
        ? RuleCompiler.NO_GUEST_RULES
        : guests.computeIfAbsent(
            new GuestKey(machine.id(), direction), _ -> compiler.guest(rules.get(), direction));
  }

  /// The lists of a firewall.
  ///
  /// @param hostName the name that the client asks for, which the names depend on
  public FirewallLists firewall(
      AzureFirewall firewall, Optional<String> hostName, NameMatchers names) {
    return firewalls.computeIfAbsent(
        new FirewallKey(firewall.id(), hostName),
        _ -> compiler.firewall(rulebook(firewall), names));
  }

  /** The lists of an Azure Firewall that were asked so far. */
  public List<FirewallLists> compiledRules(AzureFirewall firewall) {
    List<FirewallLists> found = new ArrayList<>(1);
    firewalls.forEach((key, lists) -> {
      if (key.firewall().equals(firewall.id())) {
        found.add(lists);
      }
    });
    return found;
  }

  /** Which service tags an answer took from the published lists. */
  public PublishedTagUse publishedTags() {
    return new PublishedTagUse(topology, tags);
  }

  /** What the rules of an interface say about a pattern, tags and groups read as there. */
  public List<StageEvaluation> evaluate(
      EffectiveInterface at, Direction direction, FlowPattern pattern) {
    return evaluator(at, pattern).evaluate(at.rules(direction));
  }

  /// What rules with a platform tag say about a pattern that is for the platform's own addresses.
  /// Empty when none matches.
  public List<StageEvaluation> evaluatePlatform(
      EffectiveInterface at, Direction direction, FlowPattern pattern) {
    return evaluator(at, pattern).evaluatePlatform(at.rules(direction));
  }

  private PatternEvaluator evaluator(EffectiveInterface at, FlowPattern pattern) {
    List<AddressMatcher> ends =
        compiler.compile(at.subnet(), List.of(pattern.source(), pattern.destination()));
    return new PatternEvaluator(pattern, ends.getFirst(), ends.getLast());
  }

  /** The prefixes that a term of a rule stands for at an interface, when they are known. */
  public Optional<List<Prefix>> expand(EffectiveInterface at, AddressTerm term) {
    return compiler.compile(at.subnet(), List.of(term)).getFirst().prefixes();
  }

  /** The rules of a firewall in order. */
  public FirewallRulebook rulebook(AzureFirewall firewall) {
    return rulebooks.computeIfAbsent(firewall.id(), _ -> FirewallRulebook.of(topology, firewall));
  }

  /** The interface that has an ip configuration, and the configuration. */
  public Optional<PublicOwner.Interface> configuration(ResourceId id) {
    return Optional.ofNullable(interfaces.byConfiguration(id));
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
