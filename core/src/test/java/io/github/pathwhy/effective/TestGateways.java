package io.github.pathwhy.effective;

import static io.github.pathwhy.effective.TestNetwork.publicAddressId;

import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gateways, their connections, Route Servers and virtual hubs of a test network. */
public final class TestGateways {
  private final TestNetwork network;

  TestGateways(TestNetwork network) {
    this.network = network;
  }

  /** A VPN gateway with a public address. */
  public TestGateways vpn(String name, String subnet, String address) {
    return vpn(name, subnet, address, _ -> {});
  }

  public TestGateways vpn(
      String name, String subnet, String address, Consumer<GatewaySpec> options) {
    return gateway(name, VirtualNetworkGateway.Kind.VPN, subnet, address, options);
  }

  /** An ExpressRoute gateway with a public address. */
  public TestGateways expressRoute(String name, String subnet, String address) {
    return gateway(name, VirtualNetworkGateway.Kind.EXPRESS_ROUTE, subnet, address, _ -> {});
  }

  private TestGateways gateway(
      String name,
      VirtualNetworkGateway.Kind kind,
      String subnet,
      String address,
      Consumer<GatewaySpec> options) {
    network.publicAddress(name + "-pip", address);
    GatewaySpec spec = new GatewaySpec();
    options.accept(spec);
    network.add(
        new VirtualNetworkGateway(
            gatewayId(name),
            network.next(),
            kind,
            network.subnetId(subnet),
            List.of(publicAddressId(name + "-pip")),
            spec.activeActive,
            spec.bgp,
            spec.bgpAddresses,
            spec.clientPool,
            spec.customRoutes,
            spec.defaultSite.map(TestGateways::localId),
            List.of(),
            spec.state));
    return this;
  }

  /** What is at the other end of VPN connections. */
  public TestGateways local(String name, String address, String... prefixes) {
    network.add(
        new LocalNetworkGateway(
            localId(name),
            network.next(),
            TestNetwork.prefixes(prefixes),
            Optional.of(IpAddress.of(address)),
            Optional.empty()));
    return this;
  }

  /** A connection to a local network gateway, up, without BGP. */
  public TestGateways connect(String name, String gateway, String local) {
    return connect(name, gateway, local, _ -> {});
  }

  public TestGateways connect(
      String name, String gateway, String local, Consumer<ConnectionSpec> options) {
    return connect(name, gateway, GatewayConnection.Kind.IPSEC, localId(local), options);
  }

  /** A connection to the gateway of another virtual network. */
  public TestGateways connectNetworks(
      String name, String gateway, String other, Consumer<ConnectionSpec> options) {
    return connect(name, gateway, GatewayConnection.Kind.VNET_TO_VNET, gatewayId(other), options);
  }

  /** A connection to an ExpressRoute circuit. */
  public TestGateways connectCircuit(String name, String gateway, String circuit) {
    ResourceId remote = circuitId(circuit);
    return connect(name, gateway, GatewayConnection.Kind.EXPRESS_ROUTE, remote, _ -> {});
  }

  private TestGateways connect(
      String name,
      String gateway,
      GatewayConnection.Kind kind,
      ResourceId remote,
      Consumer<ConnectionSpec> options) {
    ConnectionSpec spec = new ConnectionSpec();
    options.accept(spec);
    network.add(
        new GatewayConnection(
            connectionId(name),
            network.next(),
            gatewayId(gateway),
            kind,
            Optional.of(remote),
            spec.bgp,
            List.of(),
            GatewayConnection.Selectors.ANY,
            spec.status));
    return this;
  }

  public TestGateways circuit(String name, boolean privatePeering) {
    network.add(
        new ExpressRouteCircuit(
            circuitId(name),
            network.next(),
            Optional.of("Enabled"),
            Optional.of("Provisioned"),
            Optional.of(privatePeering),
            List.of()));
    return this;
  }

  public TestGateways site(String name, String gateway, String... prefixes) {
    network.add(new Site(name, network.next(), TestNetwork.prefixes(prefixes), gatewayId(gateway)));
    return this;
  }

  public TestGateways observed(ResourceId resource, Consumer<TestNetwork.ObservationSpec> options) {
    network.observed(resource, options);
    return this;
  }

  public TestGateways learned(String gateway, String... routes) {
    return observed(gatewayId(gateway), seen -> seen.learned(routes));
  }

  /** A Route Server with the appliances at these addresses as its peers. */
  public TestGateways routeServer(
      String name, String subnet, boolean branchToBranch, String... peers) {
    List<RouteServer.Peer> built = new ArrayList<>();
    for (String peer : peers) {
      SourcePosition position = network.next();
      built.add(
          new RouteServer.Peer(
              serverId(name).child("bgpConnections", "peer" + built.size()),
              position,
              IpAddress.of(peer)));
    }
    network.add(
        new RouteServer(
            serverId(name), network.next(), network.subnetId(subnet), built, branchToBranch));
    return this;
  }

  /** A hub of the only virtual WAN. */
  public TestGateways hub(String name, String prefix, Consumer<HubSpec> options) {
    HubSpec spec = new HubSpec(hubId(name));
    options.accept(spec);
    List<VirtualHub.RouteTable> tables = new ArrayList<>();
    tables.add(
        new VirtualHub.RouteTable(
            hubId(name).child("hubRouteTables", VirtualHub.DEFAULT_TABLE),
            network.next(),
            List.of("default"),
            spec.routes));
    tables.addAll(spec.tables);
    network.add(
        new VirtualHub(
            hubId(name),
            network.next(),
            Optional.of(ResourceId.local(ResourceType.VIRTUAL_WAN, "wan")),
            true,
            Optional.of(Prefix.of(prefix)),
            List.of(Prefix.of(prefix).address(68)),
            Optional.of(spec.state),
            Optional.empty(),
            spec.connections,
            List.of(),
            tables,
            List.of(),
            spec.intent));
    return this;
  }

  /** A gateway of a hub with a connection to a VPN site with these prefixes. */
  public TestGateways hubVpn(String name, String hub, String... prefixes) {
    HubGateway.Link link =
        new HubGateway.Link(
            hubVpnId(name).child("vpnConnections", "site"),
            network.next(),
            Optional.empty(),
            TestNetwork.prefixes(prefixes),
            false,
            Propagation.standard(hubId(hub).child("hubRouteTables", VirtualHub.DEFAULT_TABLE)),
            false,
            Optional.empty());
    network.add(
        new HubGateway(
            hubVpnId(name),
            network.next(),
            hubId(hub),
            HubGateway.Kind.VPN,
            List.of(link),
            Optional.empty()));
    return this;
  }

  /** A firewall in a hub that lets these TCP ports pass and nothing else. */
  public TestGateways hubFirewall(String name, String hub, String address, int... tcpPorts) {
    SourcePosition position = network.next();
    FirewallPolicy.NetworkRule rule =
        new FirewallPolicy.NetworkRule(
            firewallId(name).child("rules", "ports"),
            position,
            Traffic.of(
                Protocol.TCP,
                Arrays.stream(tcpPorts).mapToObj(port -> new PortRange(port, port)).toList()),
            List.of());
    FirewallPolicy.NetworkCollection collection =
        new FirewallPolicy.NetworkCollection("allowed", Access.ALLOW, List.of(rule));
    network.add(
        new AzureFirewall(
            firewallId(name),
            position,
            Optional.empty(),
            Optional.of(hubId(hub)),
            Optional.of(IpAddress.of(address)),
            List.of(),
            List.of(IpAddress.of("203.0.113.77")),
            Optional.empty(),
            new FirewallPolicy.Rules(List.of(), List.of(collection), List.of())));
    return this;
  }

  // ---- identities ----

  public static ResourceId firewallId(String name) {
    return ResourceId.local(ResourceType.AZURE_FIREWALL, name);
  }

  public static ResourceId gatewayId(String name) {
    return ResourceId.local(ResourceType.VIRTUAL_NETWORK_GATEWAY, name);
  }

  public static ResourceId connectionId(String name) {
    return ResourceId.local(ResourceType.GATEWAY_CONNECTION, name);
  }

  public static ResourceId circuitId(String name) {
    return ResourceId.local(ResourceType.EXPRESS_ROUTE_CIRCUIT, name);
  }

  public static ResourceId serverId(String name) {
    return ResourceId.local(ResourceType.VIRTUAL_HUB, name);
  }

  public static ResourceId hubVpnId(String name) {
    return ResourceId.local(ResourceType.HUB_VPN_GATEWAY, name);
  }

  private static ResourceId hubId(String name) {
    return ResourceId.local(ResourceType.VIRTUAL_HUB, name);
  }

  private static ResourceId localId(String name) {
    return ResourceId.local(ResourceType.LOCAL_NETWORK_GATEWAY, name);
  }

  // ---- options ----

  /** A gateway: active-passive and without BGP unless said otherwise. */
  public static final class GatewaySpec {
    private boolean activeActive;
    private boolean bgp;
    private List<IpAddress> bgpAddresses = List.of();
    private List<Prefix> clientPool = List.of();
    private List<Prefix> customRoutes = List.of();
    private Optional<String> defaultSite = Optional.empty();
    private Optional<String> state = Optional.empty();

    public GatewaySpec bgp() {
      bgp = true;
      return this;
    }

    public GatewaySpec activeActive(String... addresses) {
      activeActive = true;
      bgpAddresses = Arrays.stream(addresses).map(IpAddress::of).toList();
      return this;
    }

    public GatewaySpec clients(String pool, String... customRoutes) {
      clientPool = TestNetwork.prefixes(pool);
      this.customRoutes = TestNetwork.prefixes(customRoutes);
      return this;
    }

    public GatewaySpec defaultSite(String local) {
      defaultSite = Optional.of(local);
      return this;
    }

    public GatewaySpec provisioningState(String other) {
      state = Optional.of(other);
      return this;
    }
  }

  /** A connection: up and without BGP unless said otherwise. */
  public static final class ConnectionSpec {
    private boolean bgp;
    private Optional<String> status = Optional.of("Connected");

    public ConnectionSpec bgp() {
      bgp = true;
      return this;
    }

    public ConnectionSpec status(String other) {
      status = Optional.of(other);
      return this;
    }
  }

  /** A hub: provisioned, its connections with the default table. */
  public final class HubSpec {
    private final ResourceId id;
    private String state = "Succeeded";
    private final List<VirtualHub.Connection> connections = new ArrayList<>();
    private final List<VirtualHub.Route> routes = new ArrayList<>();
    private final List<VirtualHub.RouteTable> tables = new ArrayList<>();
    private final List<VirtualHub.RoutingPolicy> intent = new ArrayList<>();

    private HubSpec(ResourceId id) {
      this.id = id;
    }

    public HubSpec provisioningState(String other) {
      state = other;
      return this;
    }

    /** A connection that sends by the default table and tells it, and the label, of its network. */
    public HubSpec connect(String virtualNetwork) {
      return connect(virtualNetwork, VirtualHub.DEFAULT_TABLE, VirtualHub.DEFAULT_TABLE, true);
    }

    /** A connection that sends by one table and tells another one; `none` tells nobody. */
    public HubSpec connect(
        String virtualNetwork, String associated, String propagated, boolean internetSecurity) {
      connections.add(
          new VirtualHub.Connection(
              id.child("hubVirtualNetworkConnections", virtualNetwork),
              network.next(),
              TestNetwork.networkId(virtualNetwork),
              id.child("hubRouteTables", associated),
              new Propagation(
                  propagated.equals("none")
                      ? List.of()
                      : List.of(id.child("hubRouteTables", propagated)),
                  propagated.equals(VirtualHub.DEFAULT_TABLE) ? List.of("default") : List.of()),
              VirtualHub.StaticRoutes.NONE,
              internetSecurity));
      return this;
    }

    public HubSpec table(String name) {
      tables.add(
          new VirtualHub.RouteTable(
              id.child("hubRouteTables", name), network.next(), List.of(), List.of()));
      return this;
    }

    /** A static route of the default table to a connection. */
    public HubSpec route(String prefix, String virtualNetwork) {
      routes.add(
          new VirtualHub.Route(
              prefix,
              network.next(),
              TestNetwork.prefixes(prefix),
              id.child("hubVirtualNetworkConnections", virtualNetwork)));
      return this;
    }

    public HubSpec intent(String destination, ResourceId nextHop) {
      intent.add(
          new VirtualHub.RoutingPolicy(destination, network.next(), List.of(destination), nextHop));
      return this;
    }
  }
}
