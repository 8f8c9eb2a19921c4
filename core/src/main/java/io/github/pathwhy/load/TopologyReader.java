package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Addresses;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.network.InterfaceReader;
import io.github.pathwhy.load.network.IpConfigurations;
import io.github.pathwhy.load.network.MachineReader;
import io.github.pathwhy.load.network.OverlayReader;
import io.github.pathwhy.load.network.RouteTableReader;
import io.github.pathwhy.load.network.SecurityReader;
import io.github.pathwhy.load.network.VirtualNetworkReader;
import io.github.pathwhy.load.service.ApplicationGatewayReader;
import io.github.pathwhy.load.service.DnsResolverReader;
import io.github.pathwhy.load.service.Doors;
import io.github.pathwhy.load.service.LinkServiceReader;
import io.github.pathwhy.load.service.LoadBalancerReader;
import io.github.pathwhy.load.service.PlatformServices;
import io.github.pathwhy.load.service.PrivateDnsReader;
import io.github.pathwhy.load.service.PrivateEndpointReader;
import io.github.pathwhy.load.service.PublicDnsReader;
import io.github.pathwhy.load.service.Senders;
import io.github.pathwhy.load.service.ServiceReader;
import io.github.pathwhy.load.service.StandIns;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.service.DnsResolverPart;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PublicRecord;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns declarations into the model, type by type in the order in which they depend on others. */
final class TopologyReader {
  private final Declarations declarations;
  private final Registry registry;
  private final Ledger ledger;
  private final Omissions omissions;
  private final Problems problems;
  private final References references;
  private final AddressTermReader terms;
  private final IpConfigurations configurations;
  private final List<Resource> resources = new ArrayList<>();
  private final StandIns standIns = new StandIns();
  private boolean connectivity;

  /** Resources that are complete when all addresses are assigned. */
  private final List<Supplier<? extends Resource>> drafts = new ArrayList<>();

  /** The scale sets that have machines. */
  private final Set<ResourceId> scaleSets = new HashSet<>();

  private @Nullable PrivateEndpointReader endpoints;
  private Addresses addresses = new Addresses(Map.of());

  TopologyReader(Declarations declarations, Registry registry, Ledger ledger, Omissions omissions) {
    this.omissions = omissions;
    this.declarations = declarations;
    this.registry = registry;
    this.ledger = ledger;
    this.problems = ledger.problems();
    this.references = new References(registry);
    this.terms = new AddressTermReader(references);
    this.configurations = new IpConfigurations(references);
  }

  Topology read() {
    addresses = new Addresses(readNetworks());
    standIns.avoid(declarations.all(ResourceType.PUBLIC_IP_ADDRESS));
    InterfaceReader interfaces = new InterfaceReader(references, addresses, configurations);
    for (Declarations.Declared nic : declarations.all(ResourceType.NETWORK_INTERFACE)) {
      interfaces.read(nic).ifPresent(drafts::add);
    }
    MachineReader machines = new MachineReader(references, terms, declarations.appliances());
    for (Declarations.Declared machine : declarations.all(ResourceType.VIRTUAL_MACHINE)) {
      VirtualMachine read = machines.read(machine);
      read.scaleSet().ifPresent(scaleSets::add);
      resources.add(read);
    }
    for (ResourceType type : ResourceType.values()) {
      for (Declarations.Declared declared : declarations.all(type)) {
        read(declared).ifPresent(resources::add);
      }
    }
    if (connectivity) {
      readConnectivity();
    }
    addresses.assign();
    drafts.forEach(draft -> resources.add(draft.get()));
    Set<ResourceId> followed = new HashSet<>();
    List<Resource> all = declarations.others().isEmpty() ? resources : withOthers(followed);
    OverlayReader overlay = new OverlayReader(registry);
    declarations.overlays().forEach(overlay::read);
    Map<ResourceId, Observation> observations = overlay.observations();
    ledger.unknowns().handOver(ledger.unread(), problems::position);
    new UnreadFinder(declarations, ledger, followed).find(resources);
    return new Topology(
        all,
        observations,
        overlay.sites(),
        overlay.dns(),
        overlay.serviceTags(),
        overlay.cloud(),
        new Gaps(ledger.unread().byPlace()));
  }

  /// All resources, those of types that are not modelled among them.
  ///
  /// @param followed takes the ids of those that others show already
  private List<Resource> withOthers(Set<ResourceId> followed) {
    Senders senders = new Senders(declarations.others());
    Doors doors = new Doors(declarations.others());
    ConnectedGroups connected = new ConnectedGroups(resources, problems::position);
    ManagedRoutes managed = new ManagedRoutes(resources, declarations.others(), problems::position);
    followed.addAll(managed.followed());
    for (Declarations.Other other : declarations.others()) {
      if (followed.contains(other.id())) {
        continue;
      }
      if (connected.read(other)) {
        followed.add(other.id());
      } else {
        readOther(other, senders, doors).ifPresent(resources::add);
      }
    }
    return managed.applyTo(connected.applyTo(resources));
  }

  /// One resource; nothing for those that are read together, or are complete only later. Children
  /// are read with their parents.
  private Optional<? extends Resource> read(Declarations.Declared declared) {
    return switch (declared.type()) {
      case VIRTUAL_NETWORK, NETWORK_INTERFACE, VIRTUAL_MACHINE -> Optional.empty();
      case SECURITY_GROUP -> Optional.of(new SecurityReader(terms).read(declared));
      case ROUTE_TABLE -> Optional.of(new RouteTableReader().read(declared));
      case APPLICATION_SECURITY_GROUP ->
          Optional.of(new ServiceReader(references).readGroup(declared));
      case PUBLIC_IP_ADDRESS ->
          Optional.of(new ServiceReader(references).readPublicAddress(declared, standIns));
      case NAT_GATEWAY -> Optional.of(new ServiceReader(references).readNatGateway(declared));
      case BASTION_HOST -> new ServiceReader(references).readBastion(declared);
      case PUBLIC_IP_PREFIX ->
          Optional.of(new ServiceReader(references).readPublicPrefix(declared));
      case LOAD_BALANCER ->
          later(new LoadBalancerReader(references, addresses, configurations).read(declared));
      case PRIVATE_ENDPOINT -> endpoints().read(declared).flatMap(this::later);
      case PRIVATE_LINK_SERVICE ->
          later(
              new LinkServiceReader(
                      references, addresses, declarations.all(ResourceType.NETWORK_INTERFACE))
                  .read(declared));
      case PRIVATE_DNS_ZONE -> Optional.of(new PrivateDnsReader(references).read(declared));
      case APPLICATION_GATEWAY ->
          new ApplicationGatewayReader(references, addresses, configurations)
              .read(declared)
              .flatMap(this::later);
      case SCALE_SET ->
          scaleSets.contains(declared.id())
              ? Optional.empty()
              : Optional.of(
                  readOther(declared.id(), declared.type().armType(), declared.fields().mapping()));
      case AZURE_FIREWALL,
          FIREWALL_POLICY,
          IP_GROUP,
          NETWORK_MANAGER,
          VIRTUAL_NETWORK_GATEWAY,
          LOCAL_NETWORK_GATEWAY,
          GATEWAY_CONNECTION,
          EXPRESS_ROUTE_CIRCUIT,
          VIRTUAL_WAN,
          VIRTUAL_HUB,
          HUB_VPN_GATEWAY,
          VPN_SITE,
          HUB_EXPRESS_ROUTE_GATEWAY,
          HUB_POINT_TO_SITE_GATEWAY -> {
        connectivity = true;
        yield Optional.empty();
      }
      case SUBNET,
          PEERING,
          SECURITY_RULE,
          ROUTE,
          BACKEND_POOL,
          INBOUND_NAT_RULE,
          PRIVATE_LINK_CONNECTION,
          PRIVATE_DNS_ZONE_GROUP,
          PRIVATE_DNS_A,
          PRIVATE_DNS_AAAA,
          PRIVATE_DNS_CNAME,
          PRIVATE_DNS_LINK,
          RULE_COLLECTION_GROUP,
          NETWORK_GROUP,
          STATIC_MEMBER,
          ADMIN_CONFIGURATION,
          ADMIN_RULE_COLLECTION,
          ADMIN_RULE,
          HUB_CONNECTION,
          HUB_ROUTE_TABLE,
          HUB_ROUTING_INTENT,
          HUB_IP_CONFIGURATION,
          HUB_BGP_CONNECTION,
          HUB_VPN_CONNECTION,
          HUB_VPN_LINK_CONNECTION,
          VPN_SITE_LINK,
          HUB_NAT_RULE,
          GATEWAY_NAT_RULE,
          HUB_EXPRESS_ROUTE_CONNECTION,
          APPLICATION_GATEWAY_POOL,
          SCALE_SET_INSTANCE,
          SCALE_SET_INTERFACE ->
          throw new IllegalStateException(declared.type() + " is part of another resource");
    };
  }

  private PrivateEndpointReader endpoints() {
    if (endpoints == null) {
      endpoints =
          new PrivateEndpointReader(
              references, addresses, declarations.all(ResourceType.NETWORK_INTERFACE));
    }
    return endpoints;
  }

  /// A resource of a type that is not modelled: what its properties decide is found later. Where
  /// that does not tell all, it is kept, with what it refers to.
  private Optional<? extends Resource> readOther(
      Declarations.Other other, Senders senders, Doors doors) {
    Optional<PublicRecord> record =
        PublicDnsReader.read(other, problems.position(other.mapping().at()));
    if (record.isPresent()) {
      return record;
    }
    Optional<DnsResolverPart> part =
        DnsResolverReader.read(other, problems.position(other.mapping().at()));
    if (part.isPresent() || DnsResolverReader.isRead(other.armType())) {
      return part;
    }
    Optional<PlatformService> service = PlatformServices.read(other, ledger, senders, doors);
    if (service.isPresent() && PlatformServices.areServices(other.armType())) {
      return service;
    }
    boolean child = ResourceType.ofArmType(other.armType()).isPresent();
    omissions.add(
        other.mapping().at(),
        other.id(),
        other.armType() + " " + other.id().name(),
        child ? "what it is part of is in no input" : "not modelled");
    return child || UnreadFinder.isObscure(other)
        ? Optional.of(readOther(other.id(), other.armType(), other.mapping()))
        : service;
  }

  private Optional<Resource> later(Supplier<? extends Resource> draft) {
    drafts.add(draft);
    return Optional.empty();
  }

  private Map<ResourceId, Subnet> readNetworks() {
    VirtualNetworkReader networks = new VirtualNetworkReader(references);
    Map<ResourceId, Subnet> subnets = new HashMap<>();
    for (Declarations.Declared declared : declarations.all(ResourceType.VIRTUAL_NETWORK)) {
      VirtualNetwork network = networks.read(declared);
      network.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
      resources.add(network);
    }
    return subnets;
  }

  private void readConnectivity() {
    List<VirtualNetwork> networks = new ArrayList<>();
    for (Resource resource : resources) {
      if (resource instanceof VirtualNetwork network) {
        networks.add(network);
      }
    }
    resources.addAll(new ConnectivityReader(declarations, references).read(networks));
  }

  /** Keeps what a resource that is not modelled refers to, and the addresses it names. */
  private Unmodelled readOther(ResourceId id, String armType, Tree.Mapping mapping) {
    Set<ResourceId> found = new HashSet<>();
    Set<IpAddress> addresses = new HashSet<>();
    Leftovers.collect(mapping, found);
    collect(mapping, addresses);
    found.remove(id);
    return new Unmodelled(id, problems.position(mapping.at()), armType, found, addresses);
  }

  private static void collect(Tree tree, Set<IpAddress> addresses) {
    switch (tree) {
      case Tree.Mapping mapping ->
          mapping.entries().forEach(entry -> collect(entry.value(), addresses));
      case Tree.Sequence sequence -> sequence.items().forEach(item -> collect(item, addresses));
      case Tree.Scalar scalar -> IpAddress.parse(scalar.text()).ifPresent(addresses::add);
    }
  }
}
