package io.github.pathwhy.report;

import io.github.pathwhy.lookup.Name;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The part of a topology that is asked for, as Network Watcher's topology takes it: a group, a
/// region, a network or a subnet, with what belongs to it.
public record TopologyPart(
    Optional<String> subscription,
    Optional<String> group,
    Optional<String> location,
    Optional<String> network,
    Optional<String> subnet) {
  /// What many share: that something of a network has it, does not bring in others that have it.
  private static final Set<String> SHARED =
      Set.of(
          "networksecuritygroups",
          "routetables",
          "applicationsecuritygroups",
          "virtualnetworks",
          "virtualnetworkpeerings",
          "firewallpolicies",
          "natgateways");

  /** Those of the entries that belong to the part. */
  List<Associations.Entry> of(Topology topology, List<Associations.Entry> entries)
      throws RequestException {
    Set<ResourceId> attached = attached(topology, entries);
    String place = Name.in(subscription, group, "");
    List<Associations.Entry> found = new ArrayList<>();
    for (Associations.Entry entry : entries) {
      boolean inRegion =
          location.isEmpty()
              || entry.location().isEmpty()
              || entry.location().filter(region -> isSame(region, location.get())).isPresent();
      boolean inPlace = place.isEmpty() || Names.mayMean(place + entry.id().name(), entry.id());
      if (inRegion && inPlace && (isWhole() || attached.contains(entry.id()))) {
        found.add(entry);
      }
    }
    return found;
  }

  private boolean isWhole() {
    return network.isEmpty() && subnet.isEmpty();
  }

  private static boolean isSame(String one, String other) {
    return one.replace(" ", "").equalsIgnoreCase(other.replace(" ", ""));
  }

  /** The network or subnet, what is in it, and what that is attached to. */
  private Set<ResourceId> attached(Topology topology, List<Associations.Entry> entries)
      throws RequestException {
    Set<ResourceId> found = new HashSet<>();
    if (isWhole()) {
      return found;
    }
    Map<ResourceId, Set<ResourceId>> neighbours = new HashMap<>();
    for (Associations.Entry entry : entries) {
      for (ResourceId other : entry.associations().keySet()) {
        neighbours.computeIfAbsent(entry.id(), _ -> new HashSet<>()).add(other);
        neighbours.computeIfAbsent(other, _ -> new HashSet<>()).add(entry.id());
      }
    }
    Deque<ResourceId> open = new ArrayDeque<>(roots(topology));
    Set<ResourceId> roots = Set.copyOf(open);
    while (!open.isEmpty()) {
      ResourceId id = open.remove();
      if (found.add(id) && (roots.contains(id) || !SHARED.contains(typeOf(id)))) {
        for (ResourceId next : neighbours.getOrDefault(id, Set.of())) {
          boolean isOther =
              (typeOf(next).equals("virtualnetworks") || typeOf(next).equals("subnets"))
                  && roots.stream().noneMatch(next::isWithin);
          if (!isOther) {
            open.add(next);
          }
        }
      }
    }
    return found;
  }

  private List<ResourceId> roots(Topology topology) throws RequestException {
    List<VirtualNetwork> networks = topology.all(VirtualNetwork.class);
    List<ResourceId> roots = new ArrayList<>();
    List<Subnet> subnets = new ArrayList<>();
    for (VirtualNetwork each :
        network.isPresent() ? Names.matching(network.get(), networks) : networks) {
      roots.add(each.id());
      subnets.addAll(each.subnets());
    }
    if (roots.isEmpty()) {
      throw new RequestException(
          "no virtual network is called "
              + Names.quoted(network.orElse(""))
              + "; "
              + Names.hint(network.orElse(""), networks, "virtual networks"));
    }
    if (subnet.isEmpty()) {
      return roots;
    }
    List<Subnet> named = Names.matching(subnet.get(), subnets);
    if (named.isEmpty()) {
      throw new RequestException(
          "no subnet is called "
              + Names.quoted(subnet.get())
              + "; "
              + Names.hint(subnet.get(), subnets, "subnets"));
    }
    return named.stream().map(Subnet::id).toList();
  }

  private static String typeOf(ResourceId id) {
    String text = id.toString();
    String parent = text.substring(0, Math.max(0, text.lastIndexOf('/')));
    return parent.substring(parent.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
