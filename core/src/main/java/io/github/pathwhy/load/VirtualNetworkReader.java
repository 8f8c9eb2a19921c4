package io.github.pathwhy.load;

import io.github.pathwhy.model.Peering;
import io.github.pathwhy.model.ResourceId;
import io.github.pathwhy.model.ResourceType;
import io.github.pathwhy.model.Subnet;
import io.github.pathwhy.model.VirtualNetwork;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads virtual networks with their subnets and peering links, and checks their prefixes. */
final class VirtualNetworkReader {
  private final References references;

  VirtualNetworkReader(References references) {
    this.references = references;
  }

  VirtualNetwork read(Declarations.Declared declared) {
    Fields fields = declared.fields();
    fields.text("name");
    fields.text("id");
    List<Prefix> space =
        fields.get("addressSpace") instanceof Tree.Mapping wrapper
            ? fields.nested(wrapper, "addressSpace").prefixes("addressPrefixes")
            : fields.prefixes("addressSpace");
    if (space.isEmpty()) {
      fields.problem("addressSpace is missing", "give at least one prefix");
    }
    checkDisjoint(fields, "addressSpace", space);
    List<Subnet> subnets = new ArrayList<>();
    for (Fields subnet : fields.children("subnets")) {
      readSubnet(declared.id(), subnet, space, subnets).ifPresent(subnets::add);
    }
    List<Peering> peerings = new ArrayList<>();
    for (Fields link : fields.children("virtualNetworkPeerings")) {
      readPeering(declared.id(), link).ifPresent(peerings::add);
    }
    VirtualNetwork network =
        new VirtualNetwork(
            declared.id(), fields.position(), fields.text("location"), space, subnets, peerings);
    fields.close();
    return network;
  }

  private Optional<Subnet> readSubnet(
      ResourceId network, Fields fields, List<Prefix> space, List<Subnet> siblings) {
    Optional<String> name = fields.text("name");
    if (name.isEmpty()) {
      fields.problem("name is missing", "every subnet has one");
      return Optional.empty();
    }
    ResourceId id = Declarations.childId(network, fields, "subnets", name.get());
    List<Prefix> prefixes = fields.prefixes("addressPrefix", "addressPrefixes");
    if (prefixes.isEmpty()) {
      fields.problem("addressPrefix is missing", "give a prefix of the network's address space");
    }
    for (Prefix prefix : prefixes) {
      if (!space.isEmpty() && space.stream().noneMatch(block -> block.contains(prefix))) {
        fields.problem(
            prefix + " is outside the network's address space", "the address space is " + space);
      }
      for (Subnet sibling : siblings) {
        if (sibling.prefixes().stream().anyMatch(prefix::overlaps)) {
          fields.problem(
              prefix + " overlaps subnet " + sibling.name() + " " + sibling.prefixes(),
              "subnets are disjoint");
        }
      }
    }
    Subnet subnet =
        new Subnet(
            id,
            fields.position(),
            network,
            prefixes,
            references.one(fields, "networkSecurityGroup", ResourceType.SECURITY_GROUP),
            references.one(fields, "routeTable", ResourceType.ROUTE_TABLE),
            references.one(fields, "natGateway", ResourceType.NAT_GATEWAY),
            fields.flag("defaultOutboundAccess"),
            readServiceEndpoints(fields));
    fields.close();
    return Optional.of(subnet);
  }

  /** Service names, or ARM's objects with a `service` and locations. */
  private static List<String> readServiceEndpoints(Fields fields) {
    List<String> services = new ArrayList<>();
    int index = 0;
    for (Tree item : fields.items("serviceEndpoints")) {
      switch (item) {
        case Tree.Scalar(String text, Tree.Kind _, long _) -> services.add(text);
        case Tree.Mapping mapping -> {
          Fields endpoint = fields.nested(mapping, "serviceEndpoints[" + index + "]");
          endpoint.text("service").ifPresent(services::add);
          endpoint.scalars("locations");
          endpoint.close();
        }
        case Tree.Sequence list ->
            fields.problem(list, "serviceEndpoints", "a list in a list", "give service names");
      }
      index++;
    }
    return services;
  }

  private Optional<Peering> readPeering(ResourceId network, Fields fields) {
    Optional<ResourceId> remote =
        references.one(fields, "remoteVirtualNetwork", ResourceType.VIRTUAL_NETWORK);
    if (fields.get("remoteVirtualNetwork") == null) {
      fields.problem("remoteVirtualNetwork is missing", "name the network on the other side");
    }
    if (remote.isEmpty()) {
      return Optional.empty();
    }
    if (remote.get().equals(network)) {
      fields.problem("a network cannot be peered with itself", "");
    }
    String name =
        fields.text("name").orElseGet(() -> network.name() + "-to-" + remote.get().name());
    List<Prefix> remoteSpace =
        fields.get("remoteAddressSpace") instanceof Tree.Mapping wrapper
            ? fields.nested(wrapper, "remoteAddressSpace").prefixes("addressPrefixes")
            : fields.prefixes("remoteAddressSpace");
    Peering peering =
        new Peering(
            Declarations.childId(network, fields, "virtualNetworkPeerings", name),
            fields.position(),
            network,
            remote.get(),
            fields.choice("peeringState", List.of(Peering.State.values()), Peering.State::label),
            fields.flag("allowVirtualNetworkAccess").orElse(true),
            fields.flag("allowForwardedTraffic").orElse(false),
            fields.flag("allowGatewayTransit").orElse(false),
            fields.flag("useRemoteGateways").orElse(false),
            remoteSpace.isEmpty() ? Optional.empty() : Optional.of(remoteSpace));
    fields.close();
    return Optional.of(peering);
  }

  private static void checkDisjoint(Fields fields, String key, List<Prefix> prefixes) {
    for (int i = 0; i < prefixes.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (prefixes.get(i).overlaps(prefixes.get(j))) {
          fields.problem(
              key + ": " + prefixes.get(i) + " overlaps " + prefixes.get(j),
              "the prefixes of a network are disjoint");
        }
      }
    }
  }
}
