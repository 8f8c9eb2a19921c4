package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Addresses;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Siblings;
import io.github.pathwhy.load.declare.Skus;
import io.github.pathwhy.load.network.IpConfigurations;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads load balancers; they are complete when all addresses are assigned. */
public final class LoadBalancerReader {
  private static final String FRONTEND = "frontendIPConfiguration";
  private static final String FRONTENDS = "frontendIPConfigurations";
  private static final List<LoadBalancer.Sku> SKUS = List.of(LoadBalancer.Sku.values());
  private static final String ALL_UP = "AllProbedUp";
  private static final List<String> NO_HEALTHY = List.of("AllProbedDown", ALL_UP);
  private static final List<String> PROBES = List.of("Tcp", "Http", "Https");
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.ANY);

  private final References references;
  private final Addresses addresses;
  private final PoolReader pools;

  /** The parts of a load balancer that others of its parts refer to. */
  private record Parts(ResourceId id, Siblings frontends, Siblings pools, Siblings probes) {}

  public LoadBalancerReader(
      References references, Addresses addresses, IpConfigurations configurations) {
    this.references = references;
    this.addresses = addresses;
    this.pools = new PoolReader(references, configurations);
  }

  /** Reads a load balancer, to be completed when all addresses are assigned. */
  public Supplier<LoadBalancer> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    ResourceId id = declared.id();
    Parts parts =
        new Parts(
            id,
            Siblings.of(id, fields, FRONTENDS, "frontend"),
            Siblings.of(id, fields, "backendAddressPools", "backend pool"),
            Siblings.of(id, fields, "probes", "probe"));
    LoadBalancer.Sku sku =
        Skus.name(fields, SKUS)
            .orElse(fields.isStrict() ? LoadBalancer.Sku.STANDARD : LoadBalancer.Sku.BASIC);
    List<Supplier<LoadBalancer.Frontend>> frontends =
        each(fields, FRONTENDS, item -> Optional.of(readFrontend(id, item)));
    List<LoadBalancer.Pool> members =
        each(fields, "backendAddressPools", item -> Optional.of(pools.read(id, item)));
    List<LoadBalancer.Probe> probes = each(fields, "probes", item -> readProbe(id, item));
    List<LoadBalancer.Rule> rules =
        each(fields, "loadBalancingRules", item -> readRule(parts, item));
    List<LoadBalancer.InboundNat> inbound =
        new ArrayList<>(
            each(
                fields,
                "inboundNatRules",
                item -> pools.readNat(id, parts.frontends(), parts.pools(), item)));
    inbound.addAll(
        each(fields, "inboundNatPools", item -> pools.readNatPool(id, parts.frontends(), item)));
    List<LoadBalancer.OutboundRule> outbound =
        each(fields, "outboundRules", item -> readOutbound(parts, item));
    fields.close();
    return () ->
        new LoadBalancer(
            id,
            fields.position(),
            sku,
            frontends.stream().map(Supplier::get).toList(),
            members,
            rules,
            probes,
            inbound,
            outbound);
  }

  /** What the objects of a list are, each one read to its last key. */
  private static <T> List<T> each(Fields fields, String key, Function<Fields, Optional<T>> reader) {
    List<T> found = new ArrayList<>();
    for (Fields item : fields.namedChildren(key)) {
      item.require("name", "every one has a name");
      reader.apply(item).ifPresent(found::add);
      item.close();
    }
    return found;
  }

  private Supplier<LoadBalancer.Frontend> readFrontend(ResourceId balancer, Fields fields) {
    ResourceId id = Declarations.childId(balancer, fields, FRONTENDS);
    requireAddress(fields);
    Optional<ResourceId> subnet = references.one(fields, "subnet", ResourceType.SUBNET);
    Optional<ResourceId> publicAddress =
        references
            .one(fields, "publicIPAddress", ResourceType.PUBLIC_IP_ADDRESS)
            .or(() -> references.one(fields, "publicIPPrefix", ResourceType.PUBLIC_IP_PREFIX));
    fields.get("publicIPPrefix");
    fields.get("zones");
    Optional<ResourceId> gateway = references.frontend(fields, "gatewayLoadBalancer");
    Optional<Addresses.Slot> slot = subnet.map(found -> addresses.slot(fields, found));
    Addresses.askKeys(fields);
    return () ->
        new LoadBalancer.Frontend(
            id,
            fields.position(),
            subnet,
            slot.flatMap(Addresses.Slot::address),
            slot.filter(Addresses.Slot::isAssumed).isPresent(),
            publicAddress,
            gateway);
  }

  private static void requireAddress(Fields fields) {
    if (fields.get("subnet") == null
        && fields.get("publicIPAddress") == null
        && fields.get("publicIPPrefix") == null) {
      fields.requireOneOf("no address for the frontend", "subnet", "publicIPAddress");
    }
  }

  private static Optional<LoadBalancer.Probe> readProbe(ResourceId balancer, Fields fields) {
    ResourceId id = Declarations.childId(balancer, fields, "probes");
    fields.check("protocol", PROBES);
    fields.text("requestPath");
    fields.require("port", "every probe has one");
    Optional<Integer> port = fields.integer("port", 1, PortRange.MAX);
    boolean allUp =
        fields
            .choice("noHealthyBackendsBehavior", NO_HEALTHY, word -> word)
            .filter(ALL_UP::equals)
            .isPresent();
    return port.map(number -> new LoadBalancer.Probe(id, fields.position(), number, allUp));
  }

  private Optional<LoadBalancer.Rule> readRule(Parts parts, Fields fields) {
    ResourceId id = Declarations.childId(parts.id(), fields, "loadBalancingRules");
    fields.require(FRONTEND, "name a frontend of this load balancer");
    fields.require("protocol", "allowed: Tcp, Udp, All");
    Optional<ResourceId> frontend = references.sibling(fields, FRONTEND, parts.frontends());
    Set<ResourceId> targets =
        new LinkedHashSet<>(references.siblings(fields, "backendAddressPool", parts.pools()));
    targets.addAll(references.siblings(fields, "backendAddressPools", parts.pools()));
    Optional<ResourceId> probe = references.sibling(fields, "probe", parts.probes());
    Optional<Protocol> protocol = fields.choice("protocol", PROTOCOLS, LoadBalancerReader::label);
    Optional<Integer> port = fields.integer("frontendPort", 0, PortRange.MAX);
    Optional<Integer> backendPort = fields.integer("backendPort", 0, PortRange.MAX);
    boolean floating = fields.flag("enableFloatingIP").orElse(false);
    boolean noSnat = fields.flag("disableOutboundSnat").orElse(false);
    boolean open = fields.unknownKeys().contains("protocol");
    // A rule for all protocols is one for all ports.
    Optional<Integer> first =
        port.or(() -> protocol.filter(Protocol.ANY::equals).or(() -> anyIf(open)).map(_ -> 0));
    if (first.isEmpty()) {
      fields.require("frontendPort", "every rule has one");
    }
    if (frontend.isEmpty() || (protocol.isEmpty() && !open) || first.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LoadBalancer.Rule(
            id,
            fields.position(),
            frontend.get(),
            List.copyOf(targets),
            probe,
            protocol.orElse(Protocol.ANY),
            first.get(),
            backendPort.orElse(first.get()),
            floating,
            noSnat));
  }

  private static Optional<Protocol> anyIf(boolean open) {
    return open ? Optional.of(Protocol.ANY) : Optional.empty();
  }

  private Optional<LoadBalancer.OutboundRule> readOutbound(Parts parts, Fields fields) {
    ResourceId id = Declarations.childId(parts.id(), fields, "outboundRules");
    fields.require("backendAddressPool", "name a pool of this load balancer");
    fields.require(FRONTENDS, "name frontends of this load balancer");
    Optional<ResourceId> pool = references.sibling(fields, "backendAddressPool", parts.pools());
    List<ResourceId> frontends = references.siblings(fields, FRONTENDS, parts.frontends());
    Optional<Protocol> protocol = fields.choice("protocol", PROTOCOLS, LoadBalancerReader::label);
    fields.get("allocatedOutboundPorts");
    return pool.map(found ->
        new LoadBalancer.OutboundRule(
            id, fields.position(), found, frontends, protocol.orElse(Protocol.ANY)));
  }

  /** Azure calls the protocol of load balancer rules `All` where security rules say `*`. */
  public static String label(Protocol protocol) {
    return protocol == Protocol.ANY ? "All" : protocol.label();
  }
}
