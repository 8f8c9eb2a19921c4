package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Prefixes;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.Prefix;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the gateways of virtual hubs, with the prefixes of the sites and clients behind them. */
public final class HubGatewayReader {
  private final References references;
  private final Map<ResourceId, List<Prefix>> sites = new HashMap<>();

  public HubGatewayReader(References references, List<Declarations.Declared> sites) {
    this.references = references;
    for (Declarations.Declared site : sites) {
      Fields fields = site.fields().begin();
      this.sites.put(site.id(), Prefixes.of(fields, "addressSpace"));
      fields.close();
    }
  }

  public Optional<HubGateway> readVpn(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    Set<Prefix> prefixes = new LinkedHashSet<>();
    // ARM writes the connections into the gateway and as resources of their own.
    for (String key : List.of("connections", "vpnConnections")) {
      for (Fields connection : fields.namedChildren(key)) {
        if (!References.isBare(connection)) {
          connection.text("name");
          connection.text("id");
          connection.require("remoteVpnSite", "name the VPN site");
          references
              .one(connection, "remoteVpnSite", ResourceType.VPN_SITE)
              .ifPresent(site -> prefixes.addAll(sites.getOrDefault(site, List.of())));
          connection.close();
        }
      }
    }
    return finish(declared, HubGateway.Kind.VPN, prefixes);
  }

  public Optional<HubGateway> readExpressRoute(Declarations.Declared declared) {
    declared.fields().begin();
    return finish(declared, HubGateway.Kind.EXPRESS_ROUTE, Set.of());
  }

  public Optional<HubGateway> readPointToSite(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    Set<Prefix> pools = new LinkedHashSet<>();
    for (Fields configuration : fields.namedChildren("p2SConnectionConfigurations")) {
      configuration.text("name");
      configuration.text("id");
      pools.addAll(Prefixes.of(configuration, "vpnClientAddressPool"));
      configuration.close();
    }
    return finish(declared, HubGateway.Kind.POINT_TO_SITE, pools);
  }

  private Optional<HubGateway> finish(
      Declarations.Declared declared, HubGateway.Kind kind, Set<Prefix> prefixes) {
    Fields fields = declared.fields();
    fields.require("virtualHub", "name the hub that has the gateway");
    Optional<ResourceId> hub = references.one(fields, "virtualHub", ResourceType.VIRTUAL_HUB);
    Optional<String> state = States.provisioning(fields);
    fields.close();
    return hub.map(of ->
        new HubGateway(declared.id(), fields.position(), of, kind, List.copyOf(prefixes), state));
  }
}
