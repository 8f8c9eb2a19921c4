package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Declarations.Declared;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Effective route tables (`az network nic show-effective-route-table`) as observations. The output
/// names no interface; but its system routes hold the address space of the network, and what comes
/// from a virtual network gateway was learned by the gateway that this network uses. Where not
/// exactly one network and one gateway fit, nothing is concluded.
public final class EffectiveRoutes {
  private static final String WHAT = "an effective route table";
  private static final String REMEDY =
      "; write the routes as observed: {GATEWAY: {learnedRoutes: [...]}}";

  private final Declarations declarations;
  private final Problems problems;
  private final Omissions omissions;

  /** Concludes from what all inputs declare. */
  public EffectiveRoutes(Declarations declarations, Problems problems, Omissions omissions) {
    this.declarations = declarations;
    this.problems = problems;
    this.omissions = omissions;
  }

  /** Adds what the tables say, below what anybody wrote of the same gateways. */
  public void observe(List<Tree.Sequence> tables) {
    Map<ResourceId, List<Tree>> learned = new LinkedHashMap<>();
    for (Tree.Sequence table : tables) {
      observe(table, learned);
    }
    if (learned.isEmpty()) {
      return;
    }
    long at = tables.getFirst().at();
    Tree.Mapping observed = new Tree.Mapping(at);
    learned.forEach((gateway, routes) -> {
      long first = routes.getFirst().at();
      Tree.Mapping facts = new Tree.Mapping(first);
      facts.add(new Tree.Entry("learnedRoutes", first, new Tree.Sequence(routes, first)));
      observed.add(new Tree.Entry(gateway.toString(), first, facts));
    });
    Tree.Mapping sections = new Tree.Mapping(at);
    sections.add(new Tree.Entry("observed", at, observed));
    declarations.conclude(new Fields(problems, sections, null, ""));
  }

  private void observe(Tree.Sequence table, Map<ResourceId, List<Tree>> learned) {
    Set<Prefix> space = new HashSet<>();
    List<Tree> routes = new ArrayList<>();
    for (Tree item : table.items()) {
      if (item instanceof Tree.Mapping row) {
        String source = text(row, "source");
        if (source.equals("default") && text(row, "nextHopType").equals("vnetlocal")) {
          prefixes(row).forEach(scalar -> Prefix.parse(scalar.text()).ifPresent(space::add));
        } else if (source.equals("virtualnetworkgateway")) {
          prefixes(row).forEach(scalar -> routes.add(learned(scalar, row)));
        }
      }
    }
    if (routes.isEmpty()) {
      omissions.add(table.at(), WHAT, "only what gateways learned is read, and there is nothing");
      return;
    }
    List<Declared> networks = networks(space);
    if (networks.size() != 1) {
      omissions.add(
          table.at(),
          WHAT,
          (networks.isEmpty() ? "no network" : "more than one network")
              + " in the inputs has its address space"
              + REMEDY);
      return;
    }
    List<ResourceId> gateways = gateways(networks.getFirst());
    if (gateways.size() != 1) {
      omissions.add(
          table.at(),
          WHAT,
          (gateways.isEmpty() ? "no gateway" : "more than one gateway")
              + " in the inputs serves network "
              + networks.getFirst().id().name()
              + REMEDY);
      return;
    }
    List<Tree> known = learned.computeIfAbsent(gateways.getFirst(), _ -> new ArrayList<>());
    known.addAll(routes);
    omissions.add(table.at(), WHAT, "only what gateways learned is read");
  }

  /** A learned route; who announced it counts for Route Servers. */
  private static Tree learned(Tree.Scalar prefix, Tree.Mapping row) {
    Tree.Mapping route = new Tree.Mapping(prefix.at());
    route.add(new Tree.Entry("prefix", prefix.at(), prefix));
    List<Tree.Scalar> hops = scalars(row, "nextHopIpAddress");
    if (hops.size() == 1) {
      route.add(new Tree.Entry("nextHop", hops.getFirst().at(), hops.getFirst()));
    }
    return route;
  }

  private List<Declared> networks(Set<Prefix> space) {
    List<Declared> found = new ArrayList<>();
    for (Declared network : declarations.all(ResourceType.VIRTUAL_NETWORK)) {
      Tree.Mapping flat = Merge.flat(network.fields().mapping());
      Set<Prefix> own = new HashSet<>();
      Tree given = value(flat, "addressSpace");
      Tree list = given instanceof Tree.Mapping wrapped ? value(wrapped, "addressPrefixes") : given;
      if (list instanceof Tree.Sequence sequence) {
        for (Tree item : sequence.items()) {
          if (item instanceof Tree.Scalar scalar) {
            Prefix.parse(scalar.text()).ifPresent(own::add);
          }
        }
      }
      if (!own.isEmpty() && own.equals(space)) {
        found.add(network);
      }
    }
    return found;
  }

  /** The gateways and Route Servers of a network, and of those whose gateways it uses. */
  private List<ResourceId> gateways(Declared network) {
    Set<ResourceId> networks = new HashSet<>();
    networks.add(network.id());
    if (value(Merge.flat(network.fields().mapping()), "virtualNetworkPeerings")
        instanceof Tree.Sequence peerings) {
      for (Tree item : peerings.items()) {
        if (item instanceof Tree.Mapping object) {
          Tree.Mapping peering = Merge.flat(object);
          if (text(peering, "useRemoteGateways").equals("true")) {
            reference(peering, "remoteVirtualNetwork").ifPresent(networks::add);
          }
        }
      }
    }
    List<ResourceId> found = new ArrayList<>();
    for (ResourceType type :
        List.of(ResourceType.VIRTUAL_NETWORK_GATEWAY, ResourceType.VIRTUAL_HUB)) {
      for (Declared gateway : declarations.all(type)) {
        if (isIn(gateway, networks)) {
          found.add(gateway.id());
        }
      }
    }
    return found;
  }

  private boolean isIn(Declared gateway, Set<ResourceId> networks) {
    Tree.Mapping flat = Merge.flat(gateway.fields().mapping());
    List<Tree.Mapping> places = new ArrayList<>();
    places.add(flat);
    if (value(flat, "ipConfigurations") instanceof Tree.Sequence configurations) {
      for (Tree item : configurations.items()) {
        if (item instanceof Tree.Mapping configuration) {
          places.add(Merge.flat(configuration));
        }
      }
    }
    for (Tree.Mapping place : places) {
      Optional<ResourceId> subnet = reference(place, "subnet");
      if (subnet.isPresent() && networks.contains(subnet.get().parent())) {
        return true;
      }
    }
    return false;
  }

  /// The network or subnet that a key names: by id, or by name as in pathwhy's own form, where
  /// `hub/GatewaySubnet` is a subnet of `hub`.
  private Optional<ResourceId> reference(Tree.Mapping holder, String key) {
    Tree given = value(holder, key);
    Tree meant = given instanceof Tree.Mapping object ? value(object, "id") : given;
    if (!(meant instanceof Tree.Scalar scalar)) {
      return Optional.empty();
    }
    String text = scalar.text();
    if (ResourceId.isArm(text)) {
      return Optional.of(ResourceId.of(text));
    }
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    for (Declared network : declarations.all(ResourceType.VIRTUAL_NETWORK)) {
      if (network.id().name().equalsIgnoreCase(name)) {
        return Optional.of(
            slash < 0 ? network.id() : network.id().child("subnets", text.substring(slash + 1)));
      }
    }
    return Optional.empty();
  }

  private static List<Tree.Scalar> prefixes(Tree.Mapping row) {
    List<Tree.Scalar> found = new ArrayList<>();
    for (Tree.Scalar scalar : scalars(row, "addressPrefix")) {
      if (Prefix.parse(scalar.text()).isPresent()) {
        found.add(scalar);
      }
    }
    return found;
  }

  private static List<Tree.Scalar> scalars(Tree.Mapping row, String key) {
    List<Tree.Scalar> found = new ArrayList<>();
    switch (value(row, key)) {
      case Tree.Scalar scalar -> found.add(scalar);
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Scalar scalar) {
            found.add(scalar);
          }
        }
      }
      case null, default -> {}
    }
    return found;
  }

  private static String text(Tree.Mapping mapping, String key) {
    return value(mapping, key) instanceof Tree.Scalar scalar
        ? scalar.text().toLowerCase(Locale.ROOT)
        : "";
  }

  private static @Nullable Tree value(Tree.Mapping mapping, String key) {
    Tree.Entry entry = mapping.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }
}
