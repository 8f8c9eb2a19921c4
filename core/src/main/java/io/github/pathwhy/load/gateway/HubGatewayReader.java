package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Prefixes;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the gateways of virtual hubs with their connections. */
public final class HubGatewayReader {
  private static final String PEERINGS = "peerings";

  private final References references;
  private final VpnSites sites;
  private final Function<ResourceId, HubNames> hubs;

  /**
   * @param hubs the names of the parts of each hub
   */
  public HubGatewayReader(
      References references, VpnSites sites, Function<ResourceId, HubNames> hubs) {
    this.references = references;
    this.sites = sites;
    this.hubs = hubs;
  }

  /** ARM writes the connections into the gateway and as resources of their own. */
  public Optional<HubGateway> readVpn(Declarations.Declared declared) {
    // Only rules that a connection names translate anything.
    NatRuleReader.of(declared.id(), declared.fields());
    declared.fields().get("enableBgpRouteTranslationForNat");
    return read(
        declared, HubGateway.Kind.VPN, List.of("vpnConnections", "connections"), this::toSite);
  }

  public Optional<HubGateway> readExpressRoute(Declarations.Declared declared) {
    return read(
        declared,
        HubGateway.Kind.EXPRESS_ROUTE,
        List.of("expressRouteConnections"),
        this::toCircuit);
  }

  public Optional<HubGateway> readPointToSite(Declarations.Declared declared) {
    return read(
        declared,
        HubGateway.Kind.POINT_TO_SITE,
        List.of("p2SConnectionConfigurations"),
        HubGatewayReader::ofClients);
  }

  /** What is at the other end of a connection, and what comes from there. */
  private record End(
      Optional<ResourceId> remote,
      List<Prefix> prefixes,
      boolean dynamic,
      Optional<String> status) {}

  private Optional<HubGateway> read(
      Declarations.Declared declared,
      HubGateway.Kind kind,
      List<String> keys,
      Function<Fields, End> reader) {
    Fields fields = declared.fields().begin();
    fields.require("virtualHub", "name the hub that has the gateway");
    Optional<ResourceId> hub = references.one(fields, "virtualHub", ResourceType.VIRTUAL_HUB);
    HubRoutingReader routing = new HubRoutingReader(hubs.apply(hub.orElse(declared.id())));
    Map<ResourceId, HubGateway.Link> links = new LinkedHashMap<>();
    for (String key : keys) {
      for (Fields connection : fields.namedChildren(key)) {
        if (!References.isBare(connection)) {
          ResourceId id =
              Declarations.childId(
                  declared.id(), connection, keys.getFirst(), connection.text("name").orElse(""));
          links.putIfAbsent(id, readLink(id, connection, reader.apply(connection), routing));
        }
      }
    }
    Optional<String> state = States.provisioning(fields);
    fields.close();
    return hub.map(of ->
        new HubGateway(
            declared.id(), fields.position(), of, kind, List.copyOf(links.values()), state));
  }

  private static HubGateway.Link readLink(
      ResourceId id, Fields fields, End end, HubRoutingReader routing) {
    HubGateway.Link link =
        new HubGateway.Link(
            id,
            fields.position(),
            end.remote(),
            end.prefixes(),
            end.dynamic(),
            routing.ofBranch(fields),
            fields.flag("enableInternetSecurity").orElse(false),
            end.status());
    fields.close();
    return link;
  }

  private End toSite(Fields fields) {
    fields.require("remoteVpnSite", "name the VPN site");
    Optional<ResourceId> site = references.one(fields, "remoteVpnSite", ResourceType.VPN_SITE);
    Optional<Boolean> bgp = fields.flag("enableBgp");
    List<String> states = new ArrayList<>();
    for (Fields link : fields.namedChildren("vpnLinkConnections")) {
      link.text("name");
      link.text("id");
      Optional<Boolean> ofLink = link.flag("enableBgp");
      bgp = ofLink.isPresent() && !bgp.orElse(false) ? ofLink : bgp;
      States.connection(link).ifPresent(states::add);
      link.close();
    }
    Optional<VpnSites.Site> known = site.flatMap(sites::find);
    return new End(
        site,
        known.map(VpnSites.Site::prefixes).orElse(List.of()),
        bgp.orElse(known.map(VpnSites.Site::bgp).orElse(false)),
        States.connection(fields).or(() -> States.ofLinks(states)));
  }

  private End toCircuit(Fields fields) {
    Optional<ResourceId> circuit =
        references
            .one(fields, "expressRouteCircuitPeering", ResourceType.EXPRESS_ROUTE_CIRCUIT)
            .map(HubGatewayReader::circuitOf);
    return new End(circuit, List.of(), true, Optional.empty());
  }

  /** The circuit that a peering is a part of, or the circuit itself. */
  static ResourceId circuitOf(ResourceId id) {
    ResourceId above = id.parent();
    return above.child(PEERINGS, id.name()).equals(id) ? above : id;
  }

  private static End ofClients(Fields fields) {
    return new End(
        Optional.empty(),
        Prefixes.ofPools(fields, "vpnClientAddressPool"),
        false,
        Optional.empty());
  }
}
