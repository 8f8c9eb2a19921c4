package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A load balancer, public or internal by its frontends. A Standard one is closed to the internet
/// until a security group opens it, and takes default outbound access from its members.
public record LoadBalancer(
    ResourceId id,
    SourcePosition declaredAt,
    Sku sku,
    List<Frontend> frontends,
    List<Pool> pools,
    List<Rule> rules,
    List<Probe> probes,
    List<InboundNat> inboundNat,
    List<OutboundRule> outboundRules)
    implements Resource {

  public LoadBalancer {
    frontends = List.copyOf(frontends);
    pools = List.copyOf(pools);
    rules = List.copyOf(rules);
    probes = List.copyOf(probes);
    inboundNat = List.copyOf(inboundNat);
    outboundRules = List.copyOf(outboundRules);
  }

  /** What a load balancer can do. */
  public enum Sku {
    BASIC,
    STANDARD,
    GATEWAY
  }

  /// An address that the load balancer answers at: a private one in a subnet (`assumed` when the
  /// input leaves it to dynamic allocation), or a public IP address resource. `gateway` is the
  /// frontend of a Gateway Load Balancer that is chained in front of it.
  public record Frontend(
      ResourceId id,
      SourcePosition declaredAt,
      Optional<ResourceId> subnet,
      Optional<IpAddress> privateAddress,
      boolean assumed,
      Optional<ResourceId> publicIpAddress,
      Optional<ResourceId> gateway) {

    /** A frontend with nothing in front of it. */
    public Frontend(
        ResourceId id,
        SourcePosition declaredAt,
        Optional<ResourceId> subnet,
        Optional<IpAddress> privateAddress,
        boolean assumed,
        Optional<ResourceId> publicIpAddress) {
      this(id, declaredAt, subnet, privateAddress, assumed, publicIpAddress, Optional.empty());
    }

    /** Whether it is reached from the internet. */
    public boolean isPublic() {
      return publicIpAddress.isPresent();
    }
  }

  /// The machines behind: ip configurations of interfaces, or plain addresses in a virtual network
  /// (`virtualNetwork` is absent when the input does not say which). Interfaces may name the pool
  /// instead ({@code IpConfiguration.pools}). That of a global load balancer has frontends of
  /// regional ones, that of a Gateway Load Balancer tunnels to its members.
  public record Pool(
      ResourceId id,
      SourcePosition declaredAt,
      List<ResourceId> ipConfigurations,
      List<IpAddress> addresses,
      Optional<ResourceId> virtualNetwork,
      List<ResourceId> frontends,
      AdminStates adminStates,
      List<Tunnel> tunnels) {

    public Pool {
      ipConfigurations = List.copyOf(ipConfigurations);
      addresses = List.copyOf(addresses);
      frontends = List.copyOf(frontends);
      tunnels = List.copyOf(tunnels);
    }

    /** A pool of machines that all go by their probes. */
    public Pool(
        ResourceId id,
        SourcePosition declaredAt,
        List<ResourceId> ipConfigurations,
        List<IpAddress> addresses,
        Optional<ResourceId> virtualNetwork) {
      this(
          id,
          declaredAt,
          ipConfigurations,
          addresses,
          virtualNetwork,
          List.of(),
          new AdminStates(Map.of(), Map.of()),
          List.of());
    }
  }

  /// How a Gateway Load Balancer reaches its members: one tunnel for what comes from outside and
  /// goes there, one for the side of the machines behind the chained address.
  ///
  /// @param port the UDP port of VXLAN packets; absent for a tunnel of another kind
  public record Tunnel(boolean external, Optional<Integer> port) {

    // What Azure puts in place of what is not given (`load-balancer/gateway-overview`).
    private static final int INTERNAL_PORT = 10800;
    private static final int EXTERNAL_PORT = 10801;

    /** The tunnels of a pool that names none. */
    public static final List<Tunnel> DEFAULTS =
        List.of(new Tunnel(false, portOf(false)), new Tunnel(true, portOf(true)));

    /** The port of a tunnel that names none. */
    public static Optional<Integer> portOf(boolean external) {
      return Optional.of(external ? EXTERNAL_PORT : INTERNAL_PORT);
    }
  }

  /// What the administrator decided about members, in place of their probes
  /// (`load-balancer/admin-state-overview`).
  public record AdminStates(
      Map<ResourceId, AdminState> configurations, Map<IpAddress, AdminState> addresses) {

    public AdminStates {
      configurations = Map.copyOf(configurations);
      addresses = Map.copyOf(addresses);
    }

    /** The state of a member. */
    public AdminState of(ResourceId configuration, IpAddress address) {
      return configurations.getOrDefault(
          configuration, addresses.getOrDefault(address, AdminState.NONE));
    }
  }

  /** Whether a member gets new flows whatever its probe says. */
  public enum AdminState {
    NONE,
    UP,
    DOWN,
    /** Like `DOWN`, for new flows. */
    DRAIN
  }

  /// What arrives at a frontend port goes to a member of the pools. Protocol `ANY` with port 0 is
  /// an HA ports rule: all ports of TCP and UDP.
  public record Rule(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId frontend,
      List<ResourceId> pools,
      Optional<ResourceId> probe,
      Protocol protocol,
      int frontendPort,
      int backendPort,
      boolean floatingIp,
      boolean disableOutboundSnat) {

    public Rule {
      pools = List.copyOf(pools);
    }

    /** Whether the rule takes all ports of TCP and UDP. */
    public boolean isHaPorts() {
      return protocol == Protocol.ANY && frontendPort == 0;
    }
  }

  /// How the health of a member is asked; HTTP and HTTPS are carried by TCP.
  ///
  /// @param allUp whether all members get new flows when none of them is healthy
  public record Probe(ResourceId id, SourcePosition declaredAt, int port, boolean allUp) {}

  /// A frontend port, or the ports from `firstPort` to `lastPort`, forwarded to one member: to an
  /// ip configuration that names the rule or is named by it, or to the members of a pool in turn.
  public record InboundNat(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId frontend,
      Protocol protocol,
      int firstPort,
      int lastPort,
      int backendPort,
      boolean floatingIp,
      Optional<ResourceId> ipConfiguration,
      Optional<ResourceId> pool) {}

  /** Source translation of what the members of a pool send to the internet. */
  public record OutboundRule(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId pool,
      List<ResourceId> frontends,
      Protocol protocol) {

    public OutboundRule {
      frontends = List.copyOf(frontends);
    }
  }

  /** The frontend with this id. */
  public Optional<Frontend> frontend(ResourceId id) {
    return frontends.stream().filter(frontend -> frontend.id().equals(id)).findFirst();
  }

  /** The pool with this id. */
  public Optional<Pool> pool(ResourceId id) {
    return pools.stream().filter(pool -> pool.id().equals(id)).findFirst();
  }

  /** The probe with this id. */
  public Optional<Probe> probe(ResourceId id) {
    return probes.stream().filter(probe -> probe.id().equals(id)).findFirst();
  }
}
