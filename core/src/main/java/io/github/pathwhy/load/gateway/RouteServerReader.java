package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Placement;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads route servers: virtual hubs, in Azure's words, that live in a subnet of a network. */
public final class RouteServerReader {
  private static final List<String> HUB_KEYS =
      List.of(
          "virtualWan",
          "addressPrefix",
          "hubVirtualNetworkConnections",
          "hubRouteTables",
          "routingIntent");

  private final References references;

  public RouteServerReader(References references) {
    this.references = references;
  }

  /** Whether the description of a virtual hub is one of a route server. */
  public static boolean isRouteServer(Fields fields) {
    if (fields.getArm("kind") instanceof Tree.Scalar kind
        && kind.text().equalsIgnoreCase("RouteServer")) {
      return true;
    }
    for (String key : HUB_KEYS) {
      boolean empty =
          switch (fields.get(key)) {
            case null -> true;
            case Tree.Scalar scalar -> scalar.text().isEmpty();
            case Tree.Sequence list -> list.items().isEmpty();
            case Tree.Mapping _ -> false;
          };
      if (!empty) {
        return false;
      }
    }
    return true;
  }

  public List<Resource> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    HUB_KEYS.forEach(fields::get);
    Placement place = Placement.read(fields, references);
    if (place.subnet().isEmpty() && fields.items("ipConfigurations").isEmpty()) {
      fields.require(
          "subnet",
          "a route server lives in RouteServerSubnet, and a hub of a virtual WAN has an"
              + " addressPrefix");
    }
    List<RouteServer.Peer> peers = new ArrayList<>();
    fields.namedChildren("peers").forEach(peer -> readPeer(declared.id(), peer, "address", peers));
    for (Fields peer : fields.namedChildren("bgpConnections")) {
      if (!References.isBare(peer)) {
        readPeer(declared.id(), peer, "peerIp", peers);
      }
    }
    boolean branchToBranch = fields.flag("allowBranchToBranchTraffic").orElse(false);
    fields.close();
    return place
        .subnet()
        .<List<Resource>>map(subnet ->
            List.of(
                new RouteServer(declared.id(), fields.position(), subnet, peers, branchToBranch)))
        .orElse(List.of());
  }

  private static void readPeer(
      ResourceId server, Fields fields, String key, List<RouteServer.Peer> peers) {
    fields.require("name", "every peer has one");
    Optional<String> name = fields.text("name");
    fields.require(key, "give the address of the appliance");
    Optional<IpAddress> address = fields.address(key);
    fields.get("peerAsn");
    ResourceId id = Declarations.childId(server, fields, "bgpConnections", name.orElse(""));
    fields.close();
    address.ifPresent(at -> peers.add(new RouteServer.Peer(id, fields.position(), at)));
  }
}
