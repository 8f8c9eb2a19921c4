package io.github.pathwhy.draw;

import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Unmodelled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the drawing of a topology. A subnet with more than a few things in it shows the first ones
/// and how many more there are; managed services and appliances come first.
public final class DrawingBuilder {
  /** What is shown of a subnet when there is more. */
  private static final int SHOWN = 4;

  private static final int MOST = 6;
  private static final String NOT_IN_INPUT = Box.Kind.REMOTE_NETWORK.label();

  private final Topology topology;
  private final boolean all;
  private final Set<ResourceId> drawn = new HashSet<>();
  private final Placement placement;
  private final Map<ResourceId, ResourceId> hidden = new HashMap<>();

  private DrawingBuilder(Topology topology, boolean all) {
    this.topology = topology;
    this.all = all;
    this.placement = new Placement(topology, drawn);
  }

  /** The drawing of a topology; `all` shows every machine. */
  public static Drawing of(Topology topology, boolean all) {
    return new DrawingBuilder(topology, all).build();
  }

  private Drawing build() {
    List<Box> boxes = new ArrayList<>();
    topology.all(VirtualNetwork.class).forEach(network -> boxes.add(network(network)));
    topology.all(VirtualHub.class).forEach(hub -> boxes.add(hub(hub)));
    boxes.addAll(networksNotInInput());
    topology.sites().forEach(site -> boxes.add(site(site)));
    topology.all(LocalNetworkGateway.class).forEach(remote -> boxes.add(remote(remote)));
    topology.all(ExpressRouteCircuit.class).forEach(circuit -> boxes.add(circuit(circuit)));
    topology.all(GatewayConnection.class).forEach(connection -> drawn.add(connection.id()));
    Lines lines = new Lines(topology, placement, hidden, boxes);
    return new Drawing(lines.boxes(), lines.lines(), unplaced(), unmodelled());
  }

  private Box network(VirtualNetwork network) {
    drawn.add(network.id());
    Facts facts = facts().addresses(network.addressSpace());
    network.location().ifPresent(facts::note);
    List<Box> subnets = network.subnets().stream().map(this::subnet).toList();
    return new Box(network.id(), Box.Kind.NETWORK, network.name(), facts.build(), subnets);
  }

  private Box subnet(Subnet subnet) {
    Facts facts =
        facts()
            .addresses(subnet.prefixes())
            .attached(Box.Role.SECURITY_GROUP, subnet.securityGroup())
            .attached(Box.Role.ROUTE_TABLE, subnet.routeTable())
            .natGateway(subnet.natGateway());
    return new Box(subnet.id(), Box.Kind.SUBNET, subnet.name(), facts.build(), inside(subnet.id()));
  }

  /** The things in a place; the last one stands for those that are not shown. */
  private List<Box> inside(ResourceId place) {
    List<Box> ordered = new ArrayList<>();
    List<Box> plain = new ArrayList<>();
    for (Box box : placement.in(place)) {
      (isPlain(box) ? plain : ordered).add(box);
    }
    ordered.addAll(plain);
    if (all || ordered.size() <= MOST) {
      return ordered;
    }
    ResourceId more = place.child("more", "more");
    List<Box> rest = ordered.subList(SHOWN, ordered.size());
    rest.forEach(box -> hidden.put(box.key(), more));
    List<Box> shown = new ArrayList<>(ordered.subList(0, SHOWN));
    String name = "+" + rest.size() + " more";
    shown.add(new Box(more, Box.Kind.MORE, name, List.of(), List.of()));
    return shown;
  }

  private static boolean isPlain(Box box) {
    return box.kind() == Box.Kind.MACHINE || box.kind() == Box.Kind.INTERFACE;
  }

  private Box hub(VirtualHub hub) {
    drawn.add(hub.id());
    hub.virtualWan().ifPresent(drawn::add);
    Facts facts = facts().kind(Box.Kind.HUB).address(hub.addressPrefix());
    return new Box(hub.id(), Box.Kind.HUB, hub.name(), facts.build(), inside(hub.id()));
  }

  /** Networks that are known only by what is placed in them. */
  private List<Box> networksNotInInput() {
    Map<ResourceId, List<Box>> networks = new LinkedHashMap<>();
    for (ResourceId place : placement.places()) {
      if (topology.find(place, Subnet.class).isEmpty()
          && topology.find(place, VirtualHub.class).isEmpty()) {
        networks
            .computeIfAbsent(place.parent(), _ -> new ArrayList<>())
            .add(new Box(place, Box.Kind.SUBNET, place.name(), List.of(), inside(place)));
      }
    }
    List<Box> boxes = new ArrayList<>();
    networks.forEach((id, subnets) -> {
      List<Box.Fact> facts = facts().note(NOT_IN_INPUT).build();
      boxes.add(new Box(id, Box.Kind.NETWORK, id.name(), facts, subnets));
    });
    return boxes;
  }

  private Box site(Site site) {
    List<Box.Fact> facts = facts().addresses(site.addressPrefixes()).build();
    return new Box(Lines.key(site), Box.Kind.SITE, site.name(), facts, List.of());
  }

  private Box remote(LocalNetworkGateway remote) {
    drawn.add(remote.id());
    Facts facts = facts().addresses(remote.addressSpace());
    remote.gatewayAddress().ifPresent(address -> facts.note("at " + address));
    return new Box(remote.id(), Box.Kind.SITE, remote.name(), facts.build(), List.of());
  }

  private Box circuit(ExpressRouteCircuit circuit) {
    drawn.add(circuit.id());
    Facts facts = facts().note("ExpressRoute circuit");
    circuit.providerState().ifPresent(facts::note);
    return new Box(circuit.id(), Box.Kind.SITE, circuit.name(), facts.build(), List.of());
  }

  /** What is drawn nowhere else. */
  private List<Box> unplaced() {
    List<Box> boxes = new ArrayList<>();
    for (Resource resource : topology.resources()) {
      if (resource instanceof Unmodelled || drawn.contains(resource.id())) {
        continue;
      }
      Facts facts = facts().note(label(resource));
      if (resource instanceof PublicIpAddress address) {
        facts.address(address.address());
      }
      boxes.add(
          new Box(resource.id(), Box.Kind.RESOURCE, resource.name(), facts.build(), List.of()));
    }
    return boxes;
  }

  /** What people call the type of a resource: the second last word of its id says it. */
  private static String label(Resource resource) {
    String text = resource.id().toString();
    String type = text.substring(0, Math.max(0, text.lastIndexOf('/')));
    String collection = type.substring(type.lastIndexOf('/') + 1);
    for (ResourceType known : ResourceType.values()) {
      if (known.collection().equalsIgnoreCase(collection)) {
        return known.label();
      }
    }
    return collection;
  }

  private SortedMap<String, List<String>> unmodelled() {
    SortedMap<String, List<String>> byType = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Unmodelled resource : topology.all(Unmodelled.class)) {
      byType
          .computeIfAbsent(resource.armType(), _ -> new ArrayList<>())
          .add(resource.id().toString());
    }
    return byType;
  }

  private Facts facts() {
    return new Facts(topology, drawn);
  }
}
