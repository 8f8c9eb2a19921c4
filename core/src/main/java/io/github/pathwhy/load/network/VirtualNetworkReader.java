package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Prefixes;
import io.github.pathwhy.load.declare.Prefixes.Disjoint;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads virtual networks with their subnets and peering links, and checks their prefixes. */
public final class VirtualNetworkReader {
  private static final String SPACE = "addressSpace";
  private static final String AZURE_DNS = "AzureProvidedDNS";
  private static final List<String> LOCAL_SPACES =
      List.of("localAddressSpace", "localVirtualNetworkAddressSpace");

  private final References references;

  public VirtualNetworkReader(References references) {
    this.references = references;
  }

  public VirtualNetwork read(Declarations.Declared declared) {
    Fields fields = declared.fields();
    fields.text("name");
    fields.text("id");
    List<Fields.Placed> space = space(fields);
    requirePrefix(fields, SPACE, "give at least one prefix");
    checkDisjoint(space);
    Space addresses = new Space(declared.id(), space, union(space), new Disjoint<>());
    List<Subnet> subnets = new ArrayList<>();
    for (Fields subnet : fields.namedChildren("subnets")) {
      readSubnet(addresses, subnet).ifPresent(subnets::add);
    }
    List<Peering> peerings = new ArrayList<>();
    Map<ResourceId, Peering> remotes = new HashMap<>();
    for (Fields link : fields.namedChildren("virtualNetworkPeerings")) {
      Optional<Peering> peering = readPeering(declared.id(), prefixes(space), link);
      if (peering.isPresent()) {
        peerings.add(peering.get());
        Peering other = remotes.putIfAbsent(peering.get().remote(), peering.get());
        if (other != null) {
          link.problemAt(
              "remoteVirtualNetwork",
              "a second peering with " + other.remote().name(),
              "the other one is at " + other.declaredAt());
        }
      }
    }
    passEncryption(fields, "encryption");
    VirtualNetwork network =
        new VirtualNetwork(
            declared.id(),
            fields.position(),
            fields.text("location"),
            prefixes(space),
            subnets,
            peerings,
            readDnsServers(fields));
    fields.close();
    return network;
  }

  /** The address space of a network, and which subnet has which part of it. */
  private record Space(
      ResourceId network,
      List<Fields.Placed> prefixes,
      Disjoint<String> union,
      Disjoint<String> subnets) {}

  private static List<Fields.Placed> space(Fields fields) {
    List<Fields.Placed> given = Prefixes.space(fields, SPACE);
    return given.isEmpty() && fields.get(SPACE) instanceof Tree.Mapping wrapper
        ? Prefixes.allocated(fields.nested(wrapper, SPACE))
        : given;
  }

  /** Takes down that there is no prefix, unless one was given that is wrong. */
  private static void requirePrefix(Fields fields, String key, String hint) {
    Tree value = fields.get(key);
    Fields holder =
        value instanceof Tree.Mapping wrapper && key.equals(SPACE)
            ? fields.nested(wrapper, key)
            : fields;
    if (holder != fields) {
      value = holder.get("addressPrefixes");
    }
    if (!isNothing(value)) {
      return;
    }
    if (!fields.isLenient()) {
      fields.problem(key + " is missing", hint);
    } else if (Prefixes.allocated(holder).isEmpty()) {
      // Azure takes the prefixes out of a pool when it deploys.
      boolean pooled = holder.get(Prefixes.POOLS) != null;
      String name = fields.text("name").orElse(key);
      fields.miss(
          key, "{the prefixes " + (pooled ? "out of " + Prefixes.POOLS : "of " + name) + "}");
    }
  }

  private static boolean isNothing(@Nullable Tree value) {
    return value == null
        || (value instanceof Tree.Sequence list && list.items().isEmpty())
        || (value instanceof Tree.Scalar scalar && scalar.text().isEmpty());
  }

  private static List<Prefix> prefixes(List<Fields.Placed> placed) {
    return placed.stream().map(Fields.Placed::prefix).toList();
  }

  /// Encryption drops packets only when it is on and enforced
  /// (`virtual-network/virtual-network-encryption-overview`); one of the two alone is harmless.
  private static void passEncryption(Fields fields, String key) {
    if (fields.lookAt(key) instanceof Tree.Mapping encryption
        && (isOff(encryption, "enabled", "false")
            || isOff(encryption, "enforcement", "AllowUnencrypted"))) {
      fields.pass(encryption);
    }
  }

  /** Whether a switch is absent or set to this. */
  private static boolean isOff(Tree.Mapping switches, String key, String off) {
    Tree.Entry entry = switches.findIgnoringCase(key);
    return entry == null
        || (entry.value() instanceof Tree.Scalar scalar
            && (scalar.kind() == Tree.Kind.NULL || scalar.text().equalsIgnoreCase(off)));
  }

  private Optional<Subnet> readSubnet(Space space, Fields fields) {
    fields.require("name", "every subnet has one");
    Optional<String> name = fields.text("name");
    ResourceId id = Declarations.childId(space.network(), fields, "subnets", name.orElse(""));
    List<Fields.Placed> prefixes = fields.placedPrefixes("addressPrefix", "addressPrefixes");
    if (prefixes.isEmpty()) {
      prefixes = Prefixes.allocated(fields);
    }
    if (prefixes.isEmpty() && fields.items("addressPrefixes").isEmpty()) {
      requirePrefix(fields, "addressPrefix", "give a prefix of the network's address space");
    }
    prefixes.forEach(prefix -> checkSubnet(space, name.orElse("without a name"), prefix));
    Subnet subnet =
        new Subnet(
            id,
            fields.position(),
            space.network(),
            prefixes(prefixes),
            references.one(fields, "networkSecurityGroup", ResourceType.SECURITY_GROUP),
            references.one(fields, "routeTable", ResourceType.ROUTE_TABLE),
            references.one(fields, "natGateway", ResourceType.NAT_GATEWAY),
            fields.flag("defaultOutboundAccess"),
            readServiceEndpoints(fields),
            fields
                .choice(
                    "privateEndpointNetworkPolicies",
                    List.of(Subnet.EndpointPolicies.values()),
                    Subnet.EndpointPolicies::label)
                .orElse(Subnet.EndpointPolicies.DISABLED),
            readDelegations(fields));
    fields.close();
    return name.map(_ -> subnet);
  }

  private static void checkSubnet(Space space, String name, Fields.Placed placed) {
    Prefix prefix = placed.prefix();
    if (!space.prefixes().isEmpty() && !space.union().covers(prefix)) {
      placed.problem(
          prefix + " is outside the network's address space",
          "the address space is " + prefixes(space.prefixes()));
    }
    space
        .subnets()
        .add(prefix, name)
        .ifPresent(other ->
            placed.problem(
                prefix + " overlaps " + other.getKey() + " of subnet " + other.getValue(),
                "subnets share no address"));
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
            fields.misfit(list, "serviceEndpoints", "a list in a list", "give service names");
      }
      index++;
    }
    return services;
  }

  private Optional<Peering> readPeering(ResourceId network, List<Prefix> space, Fields fields) {
    fields.require("remoteVirtualNetwork", "name the network on the other side");
    Optional<ResourceId> remote =
        references.one(fields, "remoteVirtualNetwork", ResourceType.VIRTUAL_NETWORK);
    if (remote.filter(network::equals).isPresent()) {
      fields.problemAt(
          "remoteVirtualNetwork", "a network peered with itself", "name the other network");
    }
    // A link without a usable remote network is read all the same: it may hold other mistakes.
    ResourceId other = remote.orElse(network);
    String name = fields.text("name").orElseGet(() -> network.name() + "-to-" + other.name());
    checkLocalSpace(fields, space);
    passEncryption(fields, "remoteVirtualNetworkEncryption");
    List<Prefix> remoteSpace = prefixes(Prefixes.space(fields, "remoteAddressSpace"));
    Peering peering =
        new Peering(
            Declarations.childId(network, fields, "virtualNetworkPeerings", name),
            fields.position(),
            network,
            other,
            fields.choice("peeringState", List.of(Peering.State.values()), Peering.State::label),
            fields.flag("allowVirtualNetworkAccess").orElse(true),
            fields.flag("allowForwardedTraffic").orElse(false),
            fields.flag("allowGatewayTransit").orElse(false),
            fields.flag("useRemoteGateways").orElse(false),
            remoteSpace.isEmpty() ? Optional.empty() : Optional.of(remoteSpace),
            readScope(fields));
    fields.close();
    return remote.map(_ -> peering);
  }

  /// What the other side has as routes repeats the network's own space, or that of its subnets in a
  /// subnet peering. A stale one is not followed.
  private static void checkLocalSpace(Fields fields, List<Prefix> space) {
    if (fields.isStrict()) {
      return;
    }
    boolean whole = fields.flag("peerCompleteVnets").orElse(true);
    for (String key : LOCAL_SPACES) {
      List<Prefix> local = Prefixes.of(fields, key);
      if (whole && !local.isEmpty() && !Set.copyOf(local).equals(Set.copyOf(space))) {
        fields.miss(key, local.toString());
      }
    }
  }

  /** What a subnet peering connects; the whole networks unless `peerCompleteVnets` is false. */
  private static Optional<Peering.Scope> readScope(Fields fields) {
    List<String> local = texts(fields, "localSubnetNames");
    List<String> remote = texts(fields, "remoteSubnetNames");
    boolean onlyIpv6 = fields.flag("enableOnlyIPv6Peering").orElse(false);
    boolean complete = fields.flag("peerCompleteVnets").orElse(true);
    return complete ? Optional.empty() : Optional.of(new Peering.Scope(local, remote, onlyIpv6));
  }

  private static List<String> texts(Fields fields, String key) {
    return fields.scalars(key).stream().map(Tree.Scalar::text).toList();
  }

  /** The addresses of `dnsServers`, directly or in ARM's `dhcpOptions`. */
  private static List<IpAddress> readDnsServers(Fields fields) {
    Fields holder =
        fields.getArm("dhcpOptions") instanceof Tree.Mapping options
            ? fields.nested(options, "dhcpOptions")
            : fields;
    return readDnsServers(holder, "dnsServers");
  }

  /** The servers of a list; Azure DNS is no address of its own, and what there is without any. */
  static List<IpAddress> readDnsServers(Fields holder, String key) {
    return holder.scalars(key).stream().map(Tree.Scalar::text).anyMatch(AZURE_DNS::equalsIgnoreCase)
        ? List.of()
        : holder.addresses(key);
  }

  /** Service names, or ARM's objects with a `serviceName`. */
  private static List<String> readDelegations(Fields fields) {
    List<String> services = new ArrayList<>();
    for (Tree item : fields.items("delegations")) {
      switch (item) {
        case Tree.Scalar(String text, Tree.Kind _, long _) -> services.add(text);
        case Tree.Mapping mapping -> {
          Fields delegation = fields.nested(mapping, "delegations");
          delegation.text("name");
          delegation.text("serviceName").ifPresent(services::add);
          delegation.close();
        }
        case Tree.Sequence list ->
            fields.misfit(list, "delegations", "a list in a list", "give service names");
      }
    }
    return services;
  }

  private static void checkDisjoint(List<Fields.Placed> prefixes) {
    Disjoint<String> disjoint = new Disjoint<>();
    for (Fields.Placed placed : prefixes) {
      disjoint
          .add(placed.prefix(), "")
          .ifPresent(other ->
              placed.problem(
                  placed.prefix() + " overlaps " + other.getKey(),
                  "the prefixes of a network share no address"));
    }
  }

  /// All addresses of the prefixes: the short ones come first, and those inside them add nothing.
  private static Disjoint<String> union(List<Fields.Placed> prefixes) {
    List<Fields.Placed> sorted = new ArrayList<>(prefixes);
    sorted.sort((one, other) -> Integer.compare(one.prefix().length(), other.prefix().length()));
    Disjoint<String> union = new Disjoint<>();
    sorted.forEach(placed -> union.add(placed.prefix(), ""));
    return union;
  }
}
