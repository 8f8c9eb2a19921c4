package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/// The connectivity configurations of network managers, as links between networks
/// (`virtual-network-manager/concept-connectivity-configuration`): a mesh connects all members
/// directly, hub and spoke peers the spokes with the hub, and with each other where their group is
/// directly connected. A configuration in the input counts as deployed. One that is not understood
/// as a whole makes no links and stays unread.
final class ConnectedGroups {
  static final String TYPE = "Microsoft.Network/networkManagers/connectivityConfigurations";

  private final LongFunction<SourcePosition> positions;
  private final Map<ResourceId, VirtualNetwork> networks = new LinkedHashMap<>();
  private final Map<ResourceId, NetworkManager.Group> groups = new HashMap<>();
  private final Map<ResourceId, List<Peering>> links = new HashMap<>();

  ConnectedGroups(List<Resource> resources, LongFunction<SourcePosition> positions) {
    this.positions = positions;
    for (Resource resource : resources) {
      if (resource instanceof VirtualNetwork network) {
        networks.put(network.id(), network);
      }
      if (resource instanceof NetworkManager manager) {
        manager.groups().forEach(group -> groups.put(group.id(), group));
      }
    }
  }

  /** Networks that are connected with each other, in one region or in all. */
  private record Mesh(Set<ResourceId> members, boolean global) {}

  /** Networks that are peered with a hub, and may use its gateway. */
  private record Spokes(Set<ResourceId> members, boolean useHubGateway) {}

  /** Reads a configuration; false when it is none, or not understood. */
  boolean read(Declarations.Other other) {
    if (!other.armType().equalsIgnoreCase(TYPE)) {
      return false;
    }
    Tree.Mapping configuration = ManagerObjects.properties(other.mapping());
    List<Mesh> meshes = new ArrayList<>();
    List<Spokes> spokes = new ArrayList<>();
    Set<ResourceId> all = new LinkedHashSet<>();
    boolean mesh = ManagerObjects.is(configuration, "connectivityTopology", "Mesh");
    boolean global = ManagerObjects.is(configuration, "isGlobal", "True");
    for (Tree item : ManagerObjects.items(configuration, "appliesToGroups")) {
      if (!(item instanceof Tree.Mapping applied)) {
        return false;
      }
      Set<ResourceId> members = members(applied);
      if (members.isEmpty() || ManagerObjects.isOpen(applied)) {
        return false;
      }
      all.addAll(members);
      global |= mesh && ManagerObjects.is(applied, "isGlobal", "True");
      spokes.add(new Spokes(members, ManagerObjects.is(applied, "useHubGateway", "True")));
      if (ManagerObjects.is(applied, "groupConnectivity", "DirectlyConnected")) {
        meshes.add(new Mesh(members, ManagerObjects.is(applied, "isGlobal", "True")));
      }
    }
    Set<ResourceId> hubs = hubs(configuration);
    boolean understood =
        !all.isEmpty()
            && !ManagerObjects.isOpen(configuration)
            && ManagerObjects.value(configuration, "connectivityCapabilities") == null
            && (mesh ? hubs.isEmpty() : isHubAndSpoke(configuration, hubs))
            && !overlap(all, hubs)
            && !(ManagerObjects.is(configuration, "deleteExistingPeering", "True")
                && arePeered(all));
    if (!understood) {
      return false;
    }
    SourcePosition at = positions.apply(other.mapping().at());
    if (mesh) {
      connect(new Mesh(all, global), other.id(), at);
    } else {
      hubs.forEach(hub -> spokes.forEach(group -> peer(hub, group, other.id(), at)));
      meshes.forEach(each -> connect(each, other.id(), at));
    }
    return true;
  }

  /** The resources, with the links that were read. */
  List<Resource> applyTo(List<Resource> resources) {
    if (links.isEmpty()) {
      return resources;
    }
    List<Resource> changed = new ArrayList<>(resources.size());
    for (Resource resource : resources) {
      List<Peering> more = links.getOrDefault(resource.id(), List.of());
      changed.add(
          resource instanceof VirtualNetwork network && !more.isEmpty()
              ? network.withPeerings(more)
              : resource);
    }
    return changed;
  }

  private static boolean isHubAndSpoke(Tree.Mapping configuration, Set<ResourceId> hubs) {
    return ManagerObjects.is(configuration, "connectivityTopology", "HubAndSpoke")
        && !hubs.isEmpty();
  }

  /** The members of a group, all of which are networks of the input; else nothing. */
  private Set<ResourceId> members(Tree.Mapping applied) {
    NetworkManager.Group group =
        ManagerObjects.id(applied, "networkGroupId")
            .flatMap(id -> ManagerObjects.meant(id, groups.keySet()))
            .map(groups::get)
            .orElse(null);
    if (group == null || group.conditional() || !networks.keySet().containsAll(group.members())) {
      return Set.of();
    }
    return new LinkedHashSet<>(group.members());
  }

  /** The hubs, all of which are networks of the input; else nothing. */
  private Set<ResourceId> hubs(Tree.Mapping configuration) {
    Set<ResourceId> found = new LinkedHashSet<>();
    for (Tree item : ManagerObjects.items(configuration, "hubs")) {
      if (item instanceof Tree.Mapping hub) {
        ManagerObjects.id(hub, "resourceId")
            .map(id -> ManagerObjects.meant(id, networks.keySet()).orElse(id))
            .ifPresent(found::add);
      }
    }
    return networks.keySet().containsAll(found) ? found : Set.of();
  }

  private boolean overlap(Set<ResourceId> members, Set<ResourceId> hubs) {
    Set<ResourceId> all = new LinkedHashSet<>(members);
    all.addAll(hubs);
    List<Prefix> seen = new ArrayList<>();
    for (ResourceId id : all) {
      List<Prefix> own = network(id).addressSpace();
      if (own.stream().anyMatch(prefix -> seen.stream().anyMatch(prefix::overlaps))) {
        return true;
      }
      seen.addAll(own);
    }
    return false;
  }

  private boolean arePeered(Set<ResourceId> members) {
    return members.stream().anyMatch(id -> !network(id).peerings().isEmpty());
  }

  private void connect(Mesh mesh, ResourceId configuration, SourcePosition at) {
    for (ResourceId one : mesh.members()) {
      for (ResourceId other : mesh.members()) {
        if (!one.equals(other) && (mesh.global() || !areApart(one, other))) {
          link(one, other, configuration, at, true, false, false);
        }
      }
    }
  }

  private void peer(ResourceId hub, Spokes spokes, ResourceId configuration, SourcePosition at) {
    for (ResourceId spoke : spokes.members()) {
      if (!spoke.equals(hub)) {
        link(hub, spoke, configuration, at, false, spokes.useHubGateway(), false);
        link(spoke, hub, configuration, at, false, false, spokes.useHubGateway());
      }
    }
  }

  /** One direction of a link, unless there is one already. */
  private void link(
      ResourceId from,
      ResourceId to,
      ResourceId configuration,
      SourcePosition at,
      boolean connectedGroup,
      boolean transit,
      boolean useRemoteGateways) {
    List<Peering> own = links.computeIfAbsent(from, _ -> new ArrayList<>());
    boolean known =
        own.stream().anyMatch(link -> link.remote().equals(to))
            || network(from).peerings().stream().anyMatch(link -> link.remote().equals(to));
    if (!known) {
      own.add(
          new Peering(
              configuration.child("links", from.name() + "-to-" + to.name()),
              at,
              from,
              to,
              Optional.of(Peering.State.CONNECTED),
              true,
              true,
              transit,
              useRemoteGateways,
              Optional.empty(),
              Optional.empty(),
              connectedGroup));
    }
  }

  /** Whether the networks are known to be in different regions. */
  private boolean areApart(ResourceId one, ResourceId other) {
    Optional<String> here = network(one).location().map(ConnectedGroups::region);
    Optional<String> there = network(other).location().map(ConnectedGroups::region);
    return here.isPresent() && there.isPresent() && !here.equals(there);
  }

  private static String region(String location) {
    return location.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private VirtualNetwork network(ResourceId id) {
    return Objects.requireNonNull(networks.get(id));
  }
}
