package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Placement;
import io.github.pathwhy.load.declare.Prefixes;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.NatRule;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway.Kind;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the gateways of virtual networks, and the local network gateways at the other end. */
public final class GatewayReader {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final References references;

  public GatewayReader(References references) {
    this.references = references;
  }

  public Optional<VirtualNetworkGateway> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    Optional<Kind> kind = fields.choice("gatewayType", KINDS, Kind::label);
    Placement place = Placement.read(fields, references);
    fields
        .children("ipConfigurations")
        .forEach(configuration -> configuration.get("privateIPAllocationMethod"));
    if (fields.isStrict()
        && place.subnet().isEmpty()
        && fields.items("ipConfigurations").isEmpty()) {
      fields.require("subnet", "a gateway lives in GatewaySubnet");
    }
    boolean activeActive = fields.flag("activeActive").orElse(false);
    boolean bgp = fields.flag("enableBgp").orElse(false);
    List<IpAddress> bgpAddresses = bgpAddresses(fields);
    List<Prefix> clientPool = clientPool(fields, "vpnClientConfiguration");
    List<Prefix> customRoutes = Prefixes.of(fields, "customRoutes");
    Optional<ResourceId> defaultSite =
        references.one(fields, "gatewayDefaultSite", ResourceType.LOCAL_NETWORK_GATEWAY);
    List<NatRule> natRules = NatRuleReader.of(declared.id(), fields);
    // Learned prefixes are what the gateway was observed to know, translated or not.
    fields.get("enableBgpRouteTranslationForNat");
    Optional<String> state = States.provisioning(fields);
    fields.close();
    return place
        .subnet()
        .map(subnet ->
            new VirtualNetworkGateway(
                declared.id(),
                fields.position(),
                kind.orElse(Kind.VPN),
                subnet,
                place.publicIpAddresses(),
                activeActive,
                bgp,
                bgpAddresses,
                clientPool,
                customRoutes,
                defaultSite,
                natRules,
                state));
  }

  public LocalNetworkGateway readLocal(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    fields.text("fqdn");
    LocalNetworkGateway gateway =
        new LocalNetworkGateway(
            declared.id(),
            fields.position(),
            Prefixes.of(fields, "localNetworkAddressSpace"),
            fields.address("gatewayIpAddress"),
            bgpAddresses(fields).stream().findFirst());
    fields.close();
    return gateway;
  }

  /** The addresses of point-to-site clients in the object under a key. */
  public static List<Prefix> clientPool(Fields fields, String key) {
    Optional<Fields> configuration = fields.child(key);
    List<Prefix> pool =
        configuration
            .map(clients -> Prefixes.of(clients, "vpnClientAddressPool"))
            .orElse(List.of());
    configuration.ifPresent(Fields::close);
    return pool;
  }

  /** The ends of BGP sessions; ARM writes two addresses of one gateway into one text. */
  private static List<IpAddress> bgpAddresses(Fields fields) {
    Optional<Fields> settings = fields.child("bgpSettings");
    if (settings.isEmpty()) {
      return List.of();
    }
    Fields bgp = settings.get();
    bgp.get("asn");
    bgp.get("peerWeight");
    Set<IpAddress> found = new LinkedHashSet<>();
    boolean open = bgp.isUnknown("bgpPeeringAddress", bgp.get("bgpPeeringAddress"));
    String text = open ? "" : bgp.text("bgpPeeringAddress").orElse("");
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      Optional<IpAddress> address = IpAddress.parse(part.strip());
      address.ifPresent(found::add);
      if (address.isEmpty()) {
        bgp.problemAt(
            "bgpPeeringAddress", "'" + text + "'", "expected an IP address, or two with a comma");
      }
    }
    for (Fields peer : bgp.children("bgpPeeringAddresses")) {
      peer.get("ipconfigurationId");
      peer.get("customBgpIpAddresses");
      peer.get("tunnelIpAddresses");
      found.addAll(peer.addresses("defaultBgpIpAddresses"));
      peer.close();
    }
    bgp.close();
    return List.copyOf(found);
  }
}
