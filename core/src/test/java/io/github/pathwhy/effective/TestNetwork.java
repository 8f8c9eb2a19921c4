package io.github.pathwhy.effective;

import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A topology in the making, for tests. Names are unique among all resources of a kind; references
/// are names. Subnets belong to the virtual network named last. The interfaces of machine `vm` are
/// `vm-nic`, `vm-nic2` and so on; the links of a peering are `a-to-b` and `b-to-a`.
public final class TestNetwork {
  private final Map<String, NetworkSpec> networks = new LinkedHashMap<>();
  private final Map<String, SubnetSpec> subnets = new LinkedHashMap<>();
  private final Set<ResourceId> absent = new HashSet<>();
  private final List<Resource> resources = new ArrayList<>();
  private final Map<ResourceId, Observation> observations = new HashMap<>();
  private final List<Site> sites = new ArrayList<>();
  private final List<DnsRecord> dns = new ArrayList<>();
  private final Map<String, List<Prefix>> serviceTags = new HashMap<>();
  private final Set<String> withoutPropagation = new HashSet<>();
  private String current = "";
  private int line;

  // ---- declaring ----

  public TestNetwork virtualNetwork(String name, String... addressSpace) {
    networks.put(name, new NetworkSpec(name, next(), prefixes(addressSpace)));
    current = name;
    return this;
  }

  /** The region of the virtual network named last. */
  public TestNetwork location(String location) {
    network(current).location = Optional.of(location);
    return this;
  }

  public TestNetwork subnet(String name, String... prefixes) {
    return subnet(name, List.of(prefixes), _ -> {});
  }

  public TestNetwork subnet(String name, String prefix, Consumer<SubnetSpec> options) {
    return subnet(name, List.of(prefix), options);
  }

  public TestNetwork subnet(String name, List<String> prefixes, Consumer<SubnetSpec> options) {
    SubnetSpec subnet =
        new SubnetSpec(name, next(), current, prefixes(prefixes.toArray(String[]::new)));
    options.accept(subnet);
    subnets.put(name, subnet);
    network(current).subnets.add(subnet);
    return this;
  }

  public TestNetwork machine(String name, String subnet, String address) {
    return machine(name, subnet, address, _ -> {});
  }

  public TestNetwork machine(
      String name, String subnet, String address, Consumer<MachineSpec> options) {
    MachineSpec machine = new MachineSpec(name, next());
    machine.networkInterface(subnet, address);
    options.accept(machine);
    resources.add(machine.build());
    return this;
  }

  /** An interface that belongs to no machine. */
  public TestNetwork looseInterface(String name, String subnet, String address) {
    ResourceId id = ResourceId.local(ResourceType.NETWORK_INTERFACE, name);
    IpConfiguration configuration =
        new IpConfiguration(
            id.child("ipConfigurations", "ipconfig1"),
            next(),
            IpAddress.of(address),
            false,
            subnetId(subnet),
            Optional.empty(),
            List.of(),
            List.of());
    resources.add(
        new NetworkInterface(
            id, next(), List.of(configuration), false, Optional.empty(), Optional.empty()));
    return this;
  }

  public TestNetwork securityGroup(String name, TestRule... rules) {
    ResourceId id = groupId(name);
    List<SecurityRule> built = Arrays.stream(rules).map(rule -> rule.in(id, next())).toList();
    resources.add(new SecurityGroup(id, next(), built));
    return this;
  }

  public TestNetwork routeTable(String name, TestRoute... routes) {
    ResourceId id = tableId(name);
    List<RouteTable.Route> built =
        Arrays.stream(routes)
            .map(route ->
                new RouteTable.Route(
                    id.child("routes", route.destination()),
                    next(),
                    route.parsed(),
                    route.nextHop(),
                    route.overridesBgp()))
            .toList();
    resources.add(new RouteTable(id, next(), withoutPropagation.contains(name), false, built));
    return this;
  }

  /** Makes the table of this name, declared later, refuse learned routes. */
  public TestNetwork withoutPropagation(String table) {
    withoutPropagation.add(table);
    return this;
  }

  /** Gateways and what belongs to them. */
  public TestNetwork gateways(Consumer<TestGateways> options) {
    options.accept(new TestGateways(this));
    return this;
  }

  TestNetwork add(Resource resource) {
    resources.add(resource);
    return this;
  }

  TestNetwork add(Site site) {
    sites.add(site);
    return this;
  }

  /** Both links of a peering, connected, with access and without forwarded traffic. */
  public TestNetwork peering(String one, String other) {
    return peering(one, other, _ -> {});
  }

  /** Both links of a peering with the same options. */
  public TestNetwork peering(String one, String other, Consumer<LinkSpec> options) {
    return link(one, other, options).link(other, one, options);
  }

  /** One link of a peering. */
  public TestNetwork link(String from, String to, Consumer<LinkSpec> options) {
    LinkSpec link = new LinkSpec(from, to, next());
    options.accept(link);
    network(from).links.add(link);
    return this;
  }

  /** A Standard public address. */
  public TestNetwork publicAddress(String name, String address) {
    return publicAddress(name, address, PublicIpAddress.Sku.STANDARD);
  }

  public TestNetwork publicAddress(String name, String address, PublicIpAddress.Sku sku) {
    resources.add(
        new PublicIpAddress(
            publicAddressId(name), next(), Optional.of(IpAddress.of(address)), Optional.of(sku)));
    return this;
  }

  public TestNetwork natGateway(String name, String... publicAddresses) {
    resources.add(
        new NatGateway(
            natGatewayId(name),
            next(),
            Arrays.stream(publicAddresses).map(TestNetwork::publicAddressId).toList(),
            List.of(),
            false));
    return this;
  }

  public TestNetwork bastion(String name, String subnet, String publicAddress) {
    resources.add(
        new BastionHost(
            ResourceId.local(ResourceType.BASTION_HOST, name),
            next(),
            subnetId(subnet),
            Optional.of(publicAddressId(publicAddress))));
    return this;
  }

  /** An Azure Firewall with a policy, and its public addresses. */
  public TestNetwork firewall(
      String name, String subnet, String address, String policy, String... publicAddresses) {
    return firewall(
        name,
        subnet,
        address,
        Optional.of(TestFirewall.policyId(policy)),
        FirewallPolicy.Rules.NONE,
        publicAddresses);
  }

  /** An Azure Firewall with rules of its own, and its public addresses. */
  public TestNetwork firewall(
      String name, String subnet, String address, TestFirewall rules, String... publicAddresses) {
    return firewall(name, subnet, address, Optional.empty(), rules.rules(), publicAddresses);
  }

  private TestNetwork firewall(
      String name,
      String subnet,
      String address,
      Optional<ResourceId> policy,
      FirewallPolicy.Rules rules,
      String... publicAddresses) {
    resources.add(
        new AzureFirewall(
            ResourceId.local(ResourceType.AZURE_FIREWALL, name),
            next(),
            Optional.of(subnetId(subnet)),
            Optional.empty(),
            Optional.of(IpAddress.of(address)),
            Arrays.stream(publicAddresses).map(TestNetwork::publicAddressId).toList(),
            List.of(),
            policy,
            rules));
    return this;
  }

  public TestNetwork firewallPolicy(String name, Consumer<TestFirewall> options) {
    TestFirewall policy = new TestFirewall();
    options.accept(policy);
    resources.add(policy.policy(name, next()));
    return this;
  }

  public TestNetwork applicationGateway(String name, String subnet, Consumer<TestGateway> options) {
    TestGateway gateway = new TestGateway(name, next(), subnetId(subnet));
    options.accept(gateway);
    resources.add(gateway.build());
    return this;
  }

  /** An address record. */
  public TestNetwork dns(String name, String address) {
    dns.add(new DnsRecord(name, next(), new DnsRecord.Answer.Address(IpAddress.of(address))));
    return this;
  }

  /** A network behind a machine. */
  public TestNetwork site(String name, String machine, String... prefixes) {
    sites.add(new Site(name, next(), prefixes(prefixes), machineId(machine)));
    return this;
  }

  public TestNetwork serviceTag(String name, String... prefixes) {
    serviceTags.put(name.toLowerCase(Locale.ROOT), prefixes(prefixes));
    return this;
  }

  /** A resource of a type that is not modelled, placed in a subnet. */
  public TestNetwork unmodelled(String name, String armType, String subnet, String... addresses) {
    resources.add(
        new Unmodelled(
            ResourceId.of(armType + "/" + name),
            next(),
            armType,
            Set.of(subnetId(subnet)),
            Set.copyOf(Arrays.stream(addresses).map(IpAddress::of).toList())));
    return this;
  }

  public TestNetwork observed(String machine, Consumer<ObservationSpec> options) {
    return observed(machineId(machine), options);
  }

  TestNetwork observed(ResourceId id, Consumer<ObservationSpec> options) {
    ObservationSpec observation = new ObservationSpec(next());
    options.accept(observation);
    observations.put(id, observation.build());
    return this;
  }

  // ---- building ----

  public Topology topology() {
    List<Resource> all = new ArrayList<>();
    networks.values().forEach(network -> all.add(network.build()));
    all.addAll(resources);
    all.addAll(emptyTables(all));
    return new Topology(all, observations, sites, dns, serviceTags);
  }

  /** A route table that is attached somewhere, but missing from the input. */
  public TestNetwork absentRouteTable(String name) {
    absent.add(tableId(name));
    return this;
  }

  /** A table that a subnet attaches and nobody declares has no routes, unless it is absent. */
  private List<RouteTable> emptyTables(List<Resource> all) {
    Map<ResourceId, RouteTable> missing = new LinkedHashMap<>();
    for (Resource resource : all) {
      if (resource instanceof VirtualNetwork network) {
        for (Subnet subnet : network.subnets()) {
          subnet
              .routeTable()
              .ifPresent(id ->
                  missing.put(
                      id, new RouteTable(id, subnet.declaredAt(), false, false, List.of())));
        }
      }
    }
    all.forEach(resource -> missing.remove(resource.id()));
    absent.forEach(missing::remove);
    return List.copyOf(missing.values());
  }

  public EffectiveNetwork effective() {
    return new EffectiveNetwork(topology());
  }

  /** The first interface of a machine. */
  public EffectiveInterface networkInterface(String machine) {
    return networkInterface(effective(), machine);
  }

  /** The first interface of a machine in a network that was built before. */
  public static EffectiveInterface networkInterface(EffectiveNetwork network, String machine) {
    return network.networkInterface(interfaceId(machine, 1)).orElseThrow();
  }

  // ---- identities ----

  public static ResourceId networkId(String name) {
    return ResourceId.local(ResourceType.VIRTUAL_NETWORK, name);
  }

  public ResourceId subnetId(String name) {
    SubnetSpec subnet = subnets.get(name);
    if (subnet == null) {
      throw new IllegalArgumentException("no subnet " + name);
    }
    return subnet.id();
  }

  public static ResourceId machineId(String name) {
    return ResourceId.local(ResourceType.VIRTUAL_MACHINE, name);
  }

  /** The interface of a machine, counted from 1. */
  public static ResourceId interfaceId(String machine, int number) {
    String name = machine + "-nic" + (number == 1 ? "" : Integer.toString(number));
    return ResourceId.local(ResourceType.NETWORK_INTERFACE, name);
  }

  public static ResourceId groupId(String name) {
    return ResourceId.local(ResourceType.SECURITY_GROUP, name);
  }

  public static ResourceId tableId(String name) {
    return ResourceId.local(ResourceType.ROUTE_TABLE, name);
  }

  public static ResourceId publicAddressId(String name) {
    return ResourceId.local(ResourceType.PUBLIC_IP_ADDRESS, name);
  }

  public static ResourceId natGatewayId(String name) {
    return ResourceId.local(ResourceType.NAT_GATEWAY, name);
  }

  private NetworkSpec network(String name) {
    NetworkSpec network = networks.get(name);
    if (network == null) {
      throw new IllegalArgumentException("no virtual network " + name);
    }
    return network;
  }

  SourcePosition next() {
    line++;
    return new SourcePosition("test.yaml", line, 1);
  }

  static List<Prefix> prefixes(String... texts) {
    return Arrays.stream(texts).map(Prefix::of).toList();
  }

  // ---- options ----

  private static final class NetworkSpec {
    private final String name;
    private final SourcePosition position;
    private final List<Prefix> addressSpace;
    private final List<SubnetSpec> subnets = new ArrayList<>();
    private final List<LinkSpec> links = new ArrayList<>();
    private Optional<String> location = Optional.empty();

    private NetworkSpec(String name, SourcePosition position, List<Prefix> addressSpace) {
      this.name = name;
      this.position = position;
      this.addressSpace = addressSpace;
    }

    private VirtualNetwork build() {
      return new VirtualNetwork(
          networkId(name),
          position,
          location,
          addressSpace,
          subnets.stream().map(SubnetSpec::build).toList(),
          links.stream().map(LinkSpec::build).toList(),
          List.of());
    }
  }

  /** What is attached to a subnet. */
  public static final class SubnetSpec {
    private final String name;
    private final SourcePosition position;
    private final String network;
    private final List<Prefix> prefixes;
    private Optional<ResourceId> securityGroup = Optional.empty();
    private Optional<ResourceId> routeTable = Optional.empty();
    private Optional<ResourceId> natGateway = Optional.empty();
    private Optional<Boolean> defaultOutboundAccess = Optional.empty();
    private final List<String> serviceEndpoints = new ArrayList<>();

    private SubnetSpec(
        String name, SourcePosition position, String network, List<Prefix> prefixes) {
      this.name = name;
      this.position = position;
      this.network = network;
      this.prefixes = prefixes;
    }

    public SubnetSpec securityGroup(String group) {
      securityGroup = Optional.of(groupId(group));
      return this;
    }

    public SubnetSpec routeTable(String table) {
      routeTable = Optional.of(tableId(table));
      return this;
    }

    public SubnetSpec natGateway(String gateway) {
      natGateway = Optional.of(natGatewayId(gateway));
      return this;
    }

    public SubnetSpec defaultOutboundAccess(boolean given) {
      defaultOutboundAccess = Optional.of(given);
      return this;
    }

    public SubnetSpec serviceEndpoint(String service) {
      serviceEndpoints.add(service);
      return this;
    }

    private ResourceId id() {
      return networkId(network).child("subnets", name);
    }

    private Subnet build() {
      return new Subnet(
          id(),
          position,
          networkId(network),
          prefixes,
          securityGroup,
          routeTable,
          natGateway,
          defaultOutboundAccess,
          serviceEndpoints,
          Subnet.EndpointPolicies.DISABLED,
          List.of());
    }
  }

  /** A machine and its interfaces; options concern the interface named last. */
  public final class MachineSpec {
    private final String name;
    private final SourcePosition position;
    private final List<InterfaceSpec> interfaces = new ArrayList<>();
    private Optional<AppliancePolicy> appliance = Optional.empty();

    private MachineSpec(String name, SourcePosition position) {
      this.name = name;
      this.position = position;
    }

    /** A further interface. */
    public MachineSpec networkInterface(String subnet, String address) {
      interfaces.add(new InterfaceSpec(subnet));
      return address(address);
    }

    /** A further address of the interface, in the same subnet. */
    public MachineSpec address(String address) {
      last().addresses.add(new AddressSpec(address));
      return this;
    }

    /** The public address of the address named last. */
    public MachineSpec publicAddress(String publicAddress) {
      last().addresses.getLast().publicAddress = Optional.of(publicAddressId(publicAddress));
      return this;
    }

    /** The application security groups of the address named last. */
    public MachineSpec memberOf(String... groups) {
      last().addresses.getLast().groups =
          Arrays.stream(groups)
              .map(group -> ResourceId.local(ResourceType.APPLICATION_SECURITY_GROUP, group))
              .toList();
      return this;
    }

    public MachineSpec securityGroup(String group) {
      last().securityGroup = Optional.of(groupId(group));
      return this;
    }

    public MachineSpec forwards() {
      last().forwards = true;
      return this;
    }

    public MachineSpec appliance(Consumer<ApplianceSpec> options) {
      ApplianceSpec policy = new ApplianceSpec(next());
      options.accept(policy);
      appliance = Optional.of(policy.build());
      return this;
    }

    private InterfaceSpec last() {
      return interfaces.getLast();
    }

    private VirtualMachine build() {
      List<ResourceId> ids = new ArrayList<>();
      for (InterfaceSpec spec : interfaces) {
        ResourceId id = interfaceId(name, ids.size() + 1);
        ids.add(id);
        resources.add(spec.build(id, machineId(name)));
      }
      return new VirtualMachine(machineId(name), position, ids, appliance, Optional.empty());
    }
  }

  private static final class AddressSpec {
    private final String address;
    private Optional<ResourceId> publicAddress = Optional.empty();
    private List<ResourceId> groups = List.of();

    private AddressSpec(String address) {
      this.address = address;
    }
  }

  private final class InterfaceSpec {
    private final String subnet;
    private final List<AddressSpec> addresses = new ArrayList<>();
    private boolean forwards;
    private Optional<ResourceId> securityGroup = Optional.empty();

    private InterfaceSpec(String subnet) {
      this.subnet = subnet;
    }

    private NetworkInterface build(ResourceId id, ResourceId machine) {
      List<IpConfiguration> configurations = new ArrayList<>();
      for (AddressSpec spec : addresses) {
        configurations.add(
            new IpConfiguration(
                id.child("ipConfigurations", "ipconfig" + (configurations.size() + 1)),
                next(),
                IpAddress.of(spec.address),
                false,
                subnetId(subnet),
                spec.publicAddress,
                spec.groups,
                List.of()));
      }
      return new NetworkInterface(
          id, next(), configurations, forwards, securityGroup, Optional.of(machine));
    }
  }

  /** One link of a peering. */
  public static final class LinkSpec {
    private final String from;
    private final String to;
    private final SourcePosition position;
    private Optional<Peering.State> state = Optional.empty();
    private boolean access = true;
    private boolean forwarded;
    private boolean transit;
    private boolean remoteGateways;
    private Optional<List<Prefix>> remoteAddressSpace = Optional.empty();

    private LinkSpec(String from, String to, SourcePosition position) {
      this.from = from;
      this.to = to;
      this.position = position;
    }

    public LinkSpec state(Peering.State other) {
      state = Optional.of(other);
      return this;
    }

    public LinkSpec withoutAccess() {
      access = false;
      return this;
    }

    public LinkSpec allowForwarded() {
      forwarded = true;
      return this;
    }

    public LinkSpec allowGatewayTransit() {
      transit = true;
      return this;
    }

    public LinkSpec useRemoteGateways() {
      remoteGateways = true;
      return this;
    }

    public LinkSpec remoteAddressSpace(String... prefixes) {
      remoteAddressSpace = Optional.of(prefixes(prefixes));
      return this;
    }

    private Peering build() {
      return new Peering(
          networkId(from).child("virtualNetworkPeerings", from + "-to-" + to),
          position,
          networkId(from),
          networkId(to),
          state,
          access,
          forwarded,
          transit,
          remoteGateways,
          remoteAddressSpace,
          Optional.empty());
    }
  }

  /**
   * The policy of an appliance: stateless, allowing what no rule matches, unless said otherwise.
   */
  public final class ApplianceSpec {
    private final SourcePosition position;
    private final List<AppliancePolicy.Rule> rules = new ArrayList<>();
    private final List<AppliancePolicy.SourceNat> sourceNat = new ArrayList<>();
    private final List<AppliancePolicy.DestinationNat> destinationNat = new ArrayList<>();
    private Access defaultAction = Access.ALLOW;
    private boolean stateful;

    private ApplianceSpec(SourcePosition position) {
      this.position = position;
    }

    public ApplianceSpec stateful() {
      stateful = true;
      return this;
    }

    public ApplianceSpec denyByDefault() {
      defaultAction = Access.DENY;
      return this;
    }

    /** A rule; its name, access, protocol, addresses and ports are taken. */
    public ApplianceSpec rule(TestRule rule) {
      rules.add(new AppliancePolicy.Rule(rule.name(), next(), rule.access(), rule.traffic()));
      return this;
    }

    /** Translates sources to the address of the interface that the packet leaves by. */
    public ApplianceSpec sourceNat(String source, String destination) {
      return sourceNat(source, destination, Optional.empty());
    }

    public ApplianceSpec sourceNat(
        String source, String destination, Optional<String> translatedAddress) {
      sourceNat.add(
          new AppliancePolicy.SourceNat(
              next(),
              Traffic.ALL.between(TestRule.terms(source), TestRule.terms(destination)),
              translatedAddress.map(IpAddress::of)));
      return this;
    }

    public ApplianceSpec destinationNat(
        String destination, int port, String translatedAddress, int translatedPort) {
      destinationNat.add(
          new AppliancePolicy.DestinationNat(
              next(),
              Traffic.of(Protocol.TCP, List.of(new PortRange(port, port)))
                  .between(TestRule.terms("*"), TestRule.terms(destination)),
              IpAddress.of(translatedAddress),
              Optional.of(translatedPort)));
      return this;
    }

    private AppliancePolicy build() {
      return new AppliancePolicy(
          position, rules, defaultAction, stateful, sourceNat, destinationNat);
    }
  }

  /** What was observed of a machine. */
  public static final class ObservationSpec {
    private final SourcePosition position;
    private Optional<PowerState> powerState = Optional.empty();
    private Optional<List<Observation.Listener>> listening = Optional.empty();
    private Optional<Double> cpuPercent = Optional.empty();
    private Optional<Double> memoryPercent = Optional.empty();
    private Optional<List<Observation.GuestRule>> guestFirewall = Optional.empty();
    private Optional<String> connectionState = Optional.empty();
    private Optional<List<Observation.LearnedRoute>> learnedRoutes = Optional.empty();
    private Optional<String> provisioningState = Optional.empty();
    private Optional<Boolean> arp = Optional.empty();

    private ObservationSpec(SourcePosition position) {
      this.position = position;
    }

    public ObservationSpec powerState(PowerState state) {
      powerState = Optional.of(state);
      return this;
    }

    public ObservationSpec connectionState(String state) {
      connectionState = Optional.of(state);
      return this;
    }

    /** The learned prefixes, as `prefix` or `prefix via address`. */
    public ObservationSpec learned(String... routes) {
      learnedRoutes =
          Optional.of(
              Arrays.stream(routes)
                  .map(route -> route.split(" via "))
                  .map(parts ->
                      new Observation.LearnedRoute(
                          Prefix.of(parts[0]),
                          parts.length > 1
                              ? Optional.of(IpAddress.of(parts[1]))
                              : Optional.empty()))
                  .toList());
      return this;
    }

    public ObservationSpec provisioningState(String state) {
      provisioningState = Optional.of(state);
      return this;
    }

    public ObservationSpec arp(boolean present) {
      arp = Optional.of(present);
      return this;
    }

    /** The TCP ports that something listens on; none means that nothing listens. */
    public ObservationSpec listening(int... tcpPorts) {
      listening =
          Optional.of(
              Arrays.stream(tcpPorts)
                  .mapToObj(port -> new Observation.Listener(Protocol.TCP, port))
                  .toList());
      return this;
    }

    public ObservationSpec cpuPercent(double percent) {
      cpuPercent = Optional.of(percent);
      return this;
    }

    public ObservationSpec memoryPercent(double percent) {
      memoryPercent = Optional.of(percent);
      return this;
    }

    /** A further rule of the guest firewall. */
    public ObservationSpec guestRule(
        Direction direction, Access access, Protocol protocol, String ports) {
      List<Observation.GuestRule> rules = new ArrayList<>(guestFirewall.orElse(List.of()));
      rules.add(
          new Observation.GuestRule(
              position, direction, access, Traffic.of(protocol, TestRule.ranges(ports))));
      guestFirewall = Optional.of(rules);
      return this;
    }

    private Observation build() {
      return new Observation(
          position,
          powerState,
          listening,
          cpuPercent,
          memoryPercent,
          guestFirewall,
          connectionState,
          learnedRoutes,
          Map.of(),
          provisioningState,
          arp);
    }
  }
}
