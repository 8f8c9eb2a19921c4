package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Siblings;
import io.github.pathwhy.load.network.IpConfigurations;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is behind a load balancer: backend pools, and ports forwarded to one member. */
public final class PoolReader {
  private static final String MEMBERS = "loadBalancerBackendAddresses";
  private static final String FRONTEND = "loadBalancerFrontendIPConfiguration";
  private static final String VXLAN = "VXLAN";
  private static final List<String> SIDES = List.of("Internal", "External", "None");
  private static final List<String> PROTOCOLS_OF_TUNNELS = List.of(VXLAN, "Native", "None");
  private static final List<LoadBalancer.AdminState> STATES =
      List.of(LoadBalancer.AdminState.values());
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.ANY);

  private final References references;
  private final IpConfigurations configurations;

  /** What the members of a pool turned out to be. */
  private record Members(
      Set<ResourceId> configurations,
      Set<IpAddress> addresses,
      List<ResourceId> networks,
      Set<ResourceId> frontends,
      Map<ResourceId, LoadBalancer.AdminState> states,
      Map<IpAddress, LoadBalancer.AdminState> statesByAddress) {}

  public PoolReader(References references, IpConfigurations configurations) {
    this.references = references;
    this.configurations = configurations;
  }

  /** A pool: interfaces, or addresses in a virtual network. */
  public LoadBalancer.Pool read(ResourceId balancer, Fields fields) {
    Members members =
        new Members(
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new HashMap<>(),
            new HashMap<>());
    references
        .one(fields, "virtualNetwork", ResourceType.VIRTUAL_NETWORK)
        .ifPresent(members.networks()::add);
    members.configurations().addAll(configurations.many(fields, "backendIPConfigurations"));
    int index = 0;
    for (Tree item : fields.items(MEMBERS)) {
      switch (item) {
        case Tree.Scalar(String text, Tree.Kind _, long _) -> {
          Optional<IpAddress> address = IpAddress.parse(text);
          address.ifPresent(members.addresses()::add);
          if (address.isEmpty()) {
            fields.problem(item, MEMBERS, item.describe(), "expected an IP address");
          }
        }
        case Tree.Mapping mapping ->
            readMember(fields.nested(mapping, MEMBERS + "[" + index + "]"), members);
        case Tree.Sequence list ->
            fields.misfit(list, MEMBERS, "a list in a list", "give IP addresses");
      }
      index++;
    }
    return new LoadBalancer.Pool(
        Declarations.childId(balancer, fields, "backendAddressPools"),
        fields.position(),
        List.copyOf(members.configurations()),
        List.copyOf(members.addresses()),
        members.networks().stream().findFirst(),
        List.copyOf(members.frontends()),
        new LoadBalancer.AdminStates(members.states(), members.statesByAddress()),
        readTunnels(fields));
  }

  private void readMember(Fields member, Members members) {
    member.text("name");
    Optional<ResourceId> configuration =
        configurations.one(member, "networkInterfaceIPConfiguration");
    Optional<IpAddress> address = member.address("ipAddress");
    references.frontend(member, FRONTEND).ifPresent(members.frontends()::add);
    member
        .choice("adminState", STATES, PoolReader::label)
        .ifPresent(state -> {
          configuration.ifPresent(id -> members.states().put(id, state));
          address.ifPresent(ip -> members.statesByAddress().put(ip, state));
        });
    // Azure repeats the address of a member that is an interface.
    if (configuration.isPresent()) {
      members.configurations().add(configuration.get());
    } else {
      address.ifPresent(members.addresses()::add);
    }
    references
        .one(member, "virtualNetwork", ResourceType.VIRTUAL_NETWORK)
        .or(() -> references.one(member, "subnet", ResourceType.SUBNET).map(ResourceId::parent))
        .ifPresent(members.networks()::add);
    member.get("subnet");
    member.close();
  }

  /** The tunnels of a Gateway Load Balancer; what they do not say is as Azure fills it in. */
  private static List<LoadBalancer.Tunnel> readTunnels(Fields fields) {
    List<LoadBalancer.Tunnel> tunnels = new ArrayList<>();
    for (Fields tunnel : fields.children("tunnelInterfaces")) {
      boolean external =
          tunnel.choice("type", SIDES, word -> word).filter("External"::equals).isPresent();
      boolean vxlan =
          tunnel
              .choice("protocol", PROTOCOLS_OF_TUNNELS, word -> word)
              .filter(word -> !word.equals(VXLAN))
              .isEmpty();
      tunnel.get("identifier");
      Optional<Integer> port =
          tunnel.integer("port", 1, PortRange.MAX).or(() -> LoadBalancer.Tunnel.portOf(external));
      tunnels.add(new LoadBalancer.Tunnel(external, port.filter(_ -> vxlan)));
      tunnel.close();
    }
    return tunnels;
  }

  private static String label(LoadBalancer.AdminState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }

  /**
   * An inbound NAT rule: one port to an interface, or a range of ports to the members of a pool.
   */
  public Optional<LoadBalancer.InboundNat> readNat(
      ResourceId balancer, Siblings frontends, Siblings pools, Fields fields) {
    Optional<ResourceId> configuration = configurations.one(fields, "backendIPConfiguration");
    Optional<ResourceId> pool = references.sibling(fields, "backendAddressPool", pools);
    Optional<Integer> port =
        fields.integer("frontendPort", 0, PortRange.MAX).filter(number -> number > 0);
    ResourceId id = Declarations.childId(balancer, fields, "inboundNatRules");
    return readForwarding(id, frontends, fields, port, configuration, pool);
  }

  /** A NAT pool of a scale set: a range of ports to the interfaces that name the pool. */
  public Optional<LoadBalancer.InboundNat> readNatPool(
      ResourceId balancer, Siblings frontends, Fields fields) {
    ResourceId id = Declarations.childId(balancer, fields, "inboundNatPools");
    return readForwarding(
        id, frontends, fields, Optional.empty(), Optional.empty(), Optional.of(id));
  }

  private Optional<LoadBalancer.InboundNat> readForwarding(
      ResourceId id,
      Siblings frontends,
      Fields fields,
      Optional<Integer> port,
      Optional<ResourceId> configuration,
      Optional<ResourceId> pool) {
    fields.require("frontendIPConfiguration", "name a frontend of this load balancer");
    fields.require("backendPort", "give the port of the member");
    Optional<ResourceId> frontend =
        references.sibling(fields, "frontendIPConfiguration", frontends);
    Protocol protocol =
        fields.choice("protocol", PROTOCOLS, LoadBalancerReader::label).orElse(Protocol.TCP);
    Optional<Integer> first =
        port.or(() -> fields.integer("frontendPortRangeStart", 1, PortRange.MAX));
    Optional<Integer> last =
        port.or(() -> fields.integer("frontendPortRangeEnd", 1, PortRange.MAX));
    fields.get("frontendPortRangeStart");
    fields.get("frontendPortRangeEnd");
    Optional<Integer> backendPort = fields.integer("backendPort", 1, PortRange.MAX);
    boolean floating = fields.flag("enableFloatingIP").orElse(false);
    if (first.isEmpty() || last.isEmpty()) {
      if (fields.unknownKeys().stream().noneMatch(key -> key.startsWith("frontendPort"))) {
        fields.requireOneOf(
            "no frontend port", "frontendPort", "frontendPortRangeStart and frontendPortRangeEnd");
      }
      return Optional.empty();
    }
    if (last.get() < first.get()) {
      fields.problemAt(
          "frontendPortRangeEnd", "'" + last.get() + "'", "the range starts at " + first.get());
    }
    if (frontend.isEmpty() || backendPort.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LoadBalancer.InboundNat(
            id,
            fields.position(),
            frontend.get(),
            protocol,
            first.get(),
            last.get(),
            backendPort.get(),
            floating,
            configuration,
            pool));
  }
}
