package io.github.pathwhy.draw;

import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lines of a drawing. What a line leads to and the input does not hold gets a box, as does the
/// internet when something has a public address.
final class Lines {
  private static final ResourceId INTERNET = ResourceId.of("internet");

  private final Topology topology;
  private final Placement placement;
  private final Map<ResourceId, ResourceId> hidden;
  private final Map<ResourceId, Box> boxes = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Set<Set<ResourceId>> peered = new HashSet<>();

  Lines(
      Topology topology, Placement placement, Map<ResourceId, ResourceId> hidden, List<Box> boxes) {
    this.topology = topology;
    this.placement = placement;
    this.hidden = hidden;
    boxes.forEach(box -> this.boxes.put(box.key(), box));
    for (VirtualNetwork network : topology.all(VirtualNetwork.class)) {
      network.peerings().forEach(this::peering);
    }
    topology.all(VirtualHub.class).forEach(this::hub);
    topology.all(GatewayConnection.class).forEach(this::connection);
    topology.sites().forEach(this::site);
    placement.machinesInSeveralPlaces().forEach(this::sameMachine);
    boxes.forEach(this::internet);
  }

  /** The key of a site, which has no id of its own. */
  static ResourceId key(Site site) {
    return ResourceId.of("sites/" + site.name());
  }

  /** The outermost boxes. */
  List<Box> boxes() {
    return List.copyOf(boxes.values());
  }

  List<Line> lines() {
    return lines;
  }

  /** Both links of a peering are one line. */
  private void peering(Peering link) {
    if (!peered.add(Set.of(link.virtualNetwork(), link.remote()))) {
      return;
    }
    network(link.remote());
    Optional<Peering> back =
        topology
            .find(link.remote(), VirtualNetwork.class)
            .flatMap(remote -> Peerings.reverse(remote, link.virtualNetwork()));
    String here = state(link, back);
    String there = back.map(other -> state(other, Optional.of(link))).orElse(here);
    StringBuilder label = new StringBuilder(here);
    if (!there.equals(here)) {
      label.append(" / ").append(there);
    }
    boolean transit =
        link.allowGatewayTransit() || back.filter(Peering::allowGatewayTransit).isPresent();
    boolean used = link.useRemoteGateways() || back.filter(Peering::useRemoteGateways).isPresent();
    if (transit && used) {
      label.append(", gateway transit");
    }
    boolean broken =
        !Peerings.isUsable(topology, link)
            || back.filter(other -> !Peerings.isUsable(topology, other)).isPresent();
    lines.add(
        new Line(
            link.virtualNetwork(), link.remote(), Line.Kind.PEERING, label.toString(), broken));
  }

  /** The state that the input gives, else the one that follows from the links. */
  private String state(Peering link, Optional<Peering> back) {
    if (link.state().isPresent()) {
      return link.state().get().label();
    }
    if (back.isPresent()) {
      return Peering.State.CONNECTED.label();
    }
    return topology.find(link.remote(), VirtualNetwork.class).isPresent()
        ? Peering.State.INITIATED.label()
        : "state unknown";
  }

  private void hub(VirtualHub hub) {
    for (VirtualHub.Connection connection : hub.connections()) {
      network(connection.virtualNetwork());
      lines.add(
          new Line(
              hub.id(),
              connection.virtualNetwork(),
              Line.Kind.CONNECTION,
              connection.id().name(),
              false));
    }
  }

  private void connection(GatewayConnection connection) {
    Optional<ResourceId> gateway = placement.keyOf(connection.gateway());
    Optional<ResourceId> remote =
        connection
            .remote()
            .flatMap(id -> boxes.containsKey(id) ? Optional.of(id) : placement.keyOf(id));
    if (gateway.isEmpty() || remote.isEmpty()) {
      return;
    }
    Set<ResourceId> ends = Set.of(gateway.get(), remote.get());
    // The two ends of a connection between networks are two resources.
    if (connection.kind() == GatewayConnection.Kind.VNET_TO_VNET && !peered.add(ends)) {
      return;
    }
    Optional<String> state =
        topology
            .observation(connection.id())
            .flatMap(Observation::connectionState)
            .or(connection::status)
            .or(() ->
                topology.observation(connection.gateway()).flatMap(Observation::connectionState));
    String status = state.map(word -> ", " + word).orElse("");
    boolean broken = state.filter(word -> !word.equalsIgnoreCase("Connected")).isPresent();
    lines.add(
        new Line(
            shown(remote.get()),
            shown(gateway.get()),
            Line.Kind.CONNECTION,
            connection.kind().label() + status,
            broken));
  }

  private void site(Site site) {
    Optional<String> state =
        topology.observation(site.gateway()).flatMap(observed -> observed.connectionState());
    placement
        .keyOf(site.gateway())
        .ifPresent(gateway ->
            lines.add(
                new Line(
                    key(site),
                    shown(gateway),
                    Line.Kind.CONNECTION,
                    "via " + site.gateway().name() + state.map(word -> ", " + word).orElse(""),
                    state.filter(word -> !word.equals("Connected")).isPresent())));
  }

  private void sameMachine(List<ResourceId> keys) {
    for (int i = 1; i < keys.size(); i++) {
      ResourceId from = shown(keys.get(i - 1));
      ResourceId to = shown(keys.get(i));
      if (!from.equals(to)) {
        lines.add(new Line(from, to, Line.Kind.SAME_MACHINE, "", false));
      }
    }
  }

  /** A line from the internet to each outermost box with a public address in it. */
  private void internet(Box box) {
    if (hasPublicAddress(box)) {
      boxes.putIfAbsent(
          INTERNET, new Box(INTERNET, Box.Kind.INTERNET, "Internet", List.of(), List.of()));
      lines.add(new Line(INTERNET, box.key(), Line.Kind.INTERNET, "", false));
    }
  }

  private static boolean hasPublicAddress(Box box) {
    return box.facts().stream().anyMatch(fact -> fact.role() == Box.Role.PUBLIC)
        || box.inside().stream().anyMatch(Lines::hasPublicAddress);
  }

  private void network(ResourceId id) {
    boxes.computeIfAbsent(
        id,
        _ ->
            new Box(
                id,
                Box.Kind.REMOTE_NETWORK,
                id.name(),
                List.of(new Box.Fact(Box.Role.NOTE, Box.Kind.REMOTE_NETWORK.label())),
                List.of()));
  }

  private ResourceId shown(ResourceId key) {
    return hidden.getOrDefault(key, key);
  }
}
