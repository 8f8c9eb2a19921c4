package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads route tables. */
public final class RouteTableReader {
  private static final List<String> PEERING_ROUTES = List.of("None", "All");
  private static final List<String> APPLIANCES =
      List.of("VirtualAppliance", "VirtualApplianceEcmp");
  private static final List<String> NEXT_HOP_TYPES =
      List.of(
          "VirtualAppliance",
          "VirtualApplianceEcmp",
          "VirtualNetworkGateway",
          "VnetLocal",
          "Internet",
          "None");

  public RouteTable read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    List<RouteTable.Route> routes = new ArrayList<>();
    Map<RouteTable.Destination, RouteTable.Route> destinations = new HashMap<>();
    for (Fields route : fields.namedChildren("routes")) {
      readRoute(declared.id(), route)
          .ifPresent(read -> {
            RouteTable.Route other = destinations.putIfAbsent(read.destination(), read);
            if (other != null && !(read.destination() instanceof RouteTable.Destination.Unknown)) {
              route.problemAt(
                  "addressPrefix",
                  read.destination() + " is also the prefix of route " + other.name(),
                  "a table has one route for a prefix");
            }
            routes.add(read);
          });
    }
    for (String missing : fields.takeUnknowns("routes")) {
      routes.add(unknownRoute(declared.id(), fields, missing));
    }
    RouteTable table =
        new RouteTable(
            declared.id(),
            fields.position(),
            fields.flag("disableBgpRoutePropagation").orElse(false),
            fields
                .choice("disablePeeringRoute", PEERING_ROUTES, word -> word)
                .filter("All"::equals)
                .isPresent(),
            routes);
    fields.close();
    return table;
  }

  /** Stands for routes of which nothing is known. */
  private static RouteTable.Route unknownRoute(ResourceId table, Fields fields, String missing) {
    return new RouteTable.Route(
        table.child("routes", missing),
        fields.position(),
        new RouteTable.Destination.Unknown(missing),
        new NextHop.Unknown(Optional.empty(), missing),
        false);
  }

  private static Optional<RouteTable.Route> readRoute(ResourceId table, Fields fields) {
    fields.require("name", "every route has one");
    Optional<String> name = fields.text("name");
    Optional<RouteTable.Destination> destination = readDestination(fields);
    Optional<NextHop> nextHop = readNextHop(fields);
    boolean overridesBgp = fields.flag("hasBgpOverride").orElse(false);
    ResourceId id = Declarations.childId(table, fields, "routes", name.orElse(""));
    List<String> mayBe = fields.takeUnknowns(Fields.CONDITION);
    if (!mayBe.isEmpty()) {
      nextHop =
          nextHop.map(hop -> new NextHop.Unknown(Optional.of(hop.typeName()), mayBe.getFirst()));
    }
    fields.close();
    return name.isEmpty() || destination.isEmpty() || nextHop.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RouteTable.Route(
                id, fields.position(), destination.get(), nextHop.get(), overridesBgp));
  }

  private static Optional<RouteTable.Destination> readDestination(Fields fields) {
    fields.require("addressPrefix", "give a prefix or a service tag");
    Optional<String> text = fields.text("addressPrefix");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (AddressTermReader.isTag(text.get())) {
      return Optional.of(new RouteTable.Destination.Tag(text.get()));
    }
    List<Prefix> prefixes = fields.prefixes("addressPrefix");
    List<String> missing = fields.takeUnknowns("addressPrefix");
    if (!missing.isEmpty()) {
      return Optional.of(new RouteTable.Destination.Unknown(missing.getFirst()));
    }
    return prefixes.isEmpty()
        ? Optional.empty()
        : Optional.of(new RouteTable.Destination.Block(prefixes.getFirst()));
  }

  /** The addresses of newer versions of the API. */
  private static List<IpAddress> readNested(Fields route) {
    List<IpAddress> addresses = new ArrayList<>();
    if (route.getArm("nextHop") instanceof Tree.Mapping object) {
      Fields hop = route.nested(object, "nextHop");
      hop.address("nextHopIpAddress").ifPresent(addresses::add);
      addresses.addAll(hop.addresses("nextHopIpAddresses"));
      for (String key : List.of("nextHopIpAddress", "nextHopIpAddresses")) {
        hop.takeUnknowns(key).forEach(missing -> route.miss("nextHopIpAddress", missing));
      }
      hop.close();
    }
    return addresses;
  }

  private static Optional<NextHop> readNextHop(Fields fields) {
    fields.require("nextHopType", "allowed: " + String.join(", ", NEXT_HOP_TYPES));
    Optional<String> type = fields.choice("nextHopType", NEXT_HOP_TYPES, word -> word);
    List<IpAddress> addresses = new ArrayList<>();
    fields.address("nextHopIpAddress").ifPresent(addresses::add);
    addresses.addAll(fields.addresses("nextHopIpAddresses"));
    addresses.addAll(readNested(fields));
    if (type.filter(APPLIANCES::contains).isPresent()
        && addresses.isEmpty()
        && fields.unknownKeys().isEmpty()
        && fields.items("nextHopIpAddresses").isEmpty()) {
      fields.require("nextHopIpAddress", type.get() + " needs the address of the appliance");
    }
    List<String> missing = new ArrayList<>(fields.takeUnknowns("nextHopType"));
    missing.addAll(fields.takeUnknowns("nextHopIpAddress"));
    missing.addAll(fields.takeUnknowns("nextHopIpAddresses"));
    if (!missing.isEmpty()) {
      return Optional.of(new NextHop.Unknown(type, String.join(", ", missing)));
    }
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return switch (type.get()) {
      case "VirtualAppliance", "VirtualApplianceEcmp" -> {
        yield addresses.isEmpty()
            ? Optional.empty()
            : Optional.of(new NextHop.VirtualAppliance(addresses));
      }
      case "VirtualNetworkGateway" ->
          Optional.of(new NextHop.VirtualNetworkGateway(Optional.empty(), List.of()));
      case "VnetLocal" -> Optional.of(new NextHop.VnetLocal());
      case "Internet" -> Optional.of(new NextHop.Internet());
      default -> Optional.of(new NextHop.None());
    };
  }
}
