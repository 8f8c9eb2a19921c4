package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.GatewayConnection.Kind;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the connections of gateways, and the ExpressRoute circuits that some of them use. */
public final class ConnectionReader {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final String CLIENT = "VPNClient";
  private static final String PRIVATE_PEERING = "AzurePrivatePeering";

  private final References references;

  public ConnectionReader(References references) {
    this.references = references;
  }

  /** Connections of point-to-site clients are no resource of the model. */
  public Optional<GatewayConnection> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    if (!fields.isStrict()
        && fields.text("connectionType").filter(CLIENT::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    fields.require("virtualNetworkGateway1", "name the gateway that has the connection");
    Optional<ResourceId> gateway =
        references.one(fields, "virtualNetworkGateway1", ResourceType.VIRTUAL_NETWORK_GATEWAY);
    Optional<ResourceId> local =
        references.one(fields, "localNetworkGateway2", ResourceType.LOCAL_NETWORK_GATEWAY);
    Optional<ResourceId> other =
        references.one(fields, "virtualNetworkGateway2", ResourceType.VIRTUAL_NETWORK_GATEWAY);
    Optional<ResourceId> circuit =
        references.one(fields, "peer", ResourceType.EXPRESS_ROUTE_CIRCUIT);
    Kind kind =
        fields
            .choice("connectionType", KINDS, Kind::label)
            .orElse(
                fields.get("peer") != null
                    ? Kind.EXPRESS_ROUTE
                    : fields.get("virtualNetworkGateway2") != null
                        ? Kind.VNET_TO_VNET
                        : Kind.IPSEC);
    if (fields.isStrict()) {
      fields.require(remoteKey(kind), "name what is at the other end");
    }
    boolean bgp = fields.flag("enableBgp").orElse(false);
    List<ResourceId> natRules = NatRuleReader.named(fields, gateway);
    GatewayConnection.Selectors selectors = selectors(fields);
    Optional<String> status = States.connection(fields);
    fields.close();
    return gateway.map(from ->
        new GatewayConnection(
            declared.id(),
            fields.position(),
            from,
            kind,
            switch (kind) {
              case IPSEC -> local;
              case VNET_TO_VNET -> other;
              case EXPRESS_ROUTE -> circuit;
            },
            bgp,
            natRules,
            selectors,
            status));
  }

  /** Selectors are sure to count where the connection goes by policies. */
  private static GatewayConnection.Selectors selectors(Fields fields) {
    boolean enforced = fields.flag("usePolicyBasedTrafficSelectors").orElse(false);
    List<GatewayConnection.Pair> pairs = new ArrayList<>();
    for (Fields policy : fields.children("trafficSelectorPolicies")) {
      pairs.add(
          new GatewayConnection.Pair(
              policy.prefixes("localAddressRanges"), policy.prefixes("remoteAddressRanges")));
      policy.close();
    }
    return new GatewayConnection.Selectors(pairs, enforced);
  }

  private static String remoteKey(Kind kind) {
    return switch (kind) {
      case IPSEC -> "localNetworkGateway2";
      case VNET_TO_VNET -> "virtualNetworkGateway2";
      case EXPRESS_ROUTE -> "peer";
    };
  }

  public ExpressRouteCircuit readCircuit(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    // Whether it may be joined with others; what joins it are the connections of its peering.
    fields.get("globalReachEnabled");
    fields.get("allowGlobalReach");
    boolean given = fields.get("peerings") != null;
    boolean isPrivate = false;
    List<ResourceId> reached = new ArrayList<>();
    for (Fields peering : fields.namedChildren("peerings")) {
      isPrivate |= isPrivate(peering);
      addReached(peering, reached);
      peering.close();
    }
    ExpressRouteCircuit circuit =
        new ExpressRouteCircuit(
            declared.id(),
            fields.position(),
            fields.text("circuitProvisioningState"),
            fields.text("serviceProviderProvisioningState"),
            given ? Optional.of(isPrivate) : Optional.empty(),
            reached);
    fields.close();
    return circuit;
  }

  private static boolean isPrivate(Fields peering) {
    peering.text("id");
    Optional<String> name = peering.text("name");
    boolean isPrivate =
        peering
            .text("peeringType")
            .or(() -> name)
            .filter(PRIVATE_PEERING::equalsIgnoreCase)
            .isPresent();
    boolean disabled = peering.text("state").filter("Disabled"::equalsIgnoreCase).isPresent();
    return isPrivate && !disabled;
  }

  /** The circuits at the other end of Global Reach connections that are not known to be down. */
  private void addReached(Fields peering, List<ResourceId> reached) {
    for (String key : List.of("connections", "peeredConnections")) {
      for (Fields connection : peering.namedChildren(key)) {
        connection.text("name");
        connection.text("id");
        boolean up =
            connection.text("circuitConnectionStatus").filter("Disconnected"::equals).isEmpty();
        connection.get("expressRouteCircuitPeering");
        connection.get("addressPrefix");
        connection.get("connectionName");
        references
            .one(connection, "peerExpressRouteCircuitPeering", ResourceType.EXPRESS_ROUTE_CIRCUIT)
            .filter(_ -> up)
            .map(HubGatewayReader::circuitOf)
            .ifPresent(reached::add);
        connection.close();
      }
    }
  }
}
