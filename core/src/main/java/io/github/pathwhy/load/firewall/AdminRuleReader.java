package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.network.SecurityReader;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the security admin rules of one network manager. */
public final class AdminRuleReader {
  private static final String ALWAYS_ALLOW = "AlwaysAllow";
  private static final List<String> ACCESSES = List.of("Allow", ALWAYS_ALLOW, "Deny");
  private static final List<String> ADDRESS_TYPES =
      List.of("IPPrefix", "ServiceTag", "NetworkGroup");
  private static final List<String> REQUIRED =
      List.of("priority", "direction", "access", "protocol");
  private static final int LAST_PRIORITY = 4096;

  private final References references;
  private final Map<String, NetworkManager.Group> names = new HashMap<>();
  private final Map<ResourceId, NetworkManager.Group> groups = new HashMap<>();
  private final Map<ResourceId, List<Prefix>> spaces;

  /** The groups of the manager, and the address spaces of the networks that may be in them. */
  public AdminRuleReader(
      References references,
      List<NetworkManager.Group> groups,
      Map<ResourceId, List<Prefix>> spaces) {
    this.references = references;
    this.spaces = spaces;
    for (NetworkManager.Group group : groups) {
      this.names.put(group.id().name().toLowerCase(Locale.ROOT), group);
      this.groups.put(group.id(), group);
    }
  }

  public NetworkManager.Collection readCollection(ResourceId configuration, Fields fields) {
    String name = NetworkManagerReader.readName(fields);
    ResourceId id = Declarations.childId(configuration, fields, "ruleCollections", name);
    fields.require("appliesToGroups", "name the network groups that the rules are for");
    List<ResourceId> appliesTo = new ArrayList<>();
    int index = 0;
    for (Tree item : fields.items("appliesToGroups")) {
      String place = "appliesToGroups[" + index++ + "]";
      if (item instanceof Tree.Mapping mapping) {
        Fields group = fields.nested(mapping, place);
        readGroup(group, group.valueOf("networkGroupId"), "networkGroupId")
            .ifPresent(appliesTo::add);
        group.close();
      } else {
        readGroup(fields, item, "appliesToGroups").ifPresent(appliesTo::add);
      }
    }
    List<NetworkManager.Rule> rules = new ArrayList<>();
    for (Fields rule : fields.namedChildren("rules")) {
      rules.addAll(readRule(id, rule));
    }
    fields.close();
    return new NetworkManager.Collection(id, fields.position(), appliesTo, rules);
  }

  /** A group of this manager by its short name, or any by its id. */
  private Optional<ResourceId> readGroup(Fields fields, Tree value, String key) {
    if (value instanceof Tree.Scalar scalar) {
      NetworkManager.Group own = names.get(scalar.text().toLowerCase(Locale.ROOT));
      if (own != null) {
        return Optional.of(own.id());
      }
    }
    return references.resolve(fields, value, key, ResourceType.NETWORK_GROUP);
  }

  /// The rule; one whose direction or access is open stands for everything that it may be, as in a
  /// security group.
  private List<NetworkManager.Rule> readRule(ResourceId collection, Fields fields) {
    String name = NetworkManagerReader.readName(fields);
    for (String key : REQUIRED) {
      fields.require(key, "every security admin rule has one");
    }
    Optional<Integer> priority = fields.integer("priority", 1, LAST_PRIORITY);
    Optional<Direction> direction =
        fields.choice("direction", SecurityReader.DIRECTIONS, Direction::label);
    Optional<String> access = fields.choice("access", ACCESSES, word -> word);
    Optional<Protocol> protocol =
        fields.word("protocol", Protocol::parse, "allowed: Tcp, Udp, Icmp, Icmpv6, Esp, Ah, Any");
    List<AddressTerm> source = readSide(fields, "sources");
    List<PortRange> sourcePorts = readPorts(fields, "sourcePortRanges");
    List<AddressTerm> destination = readSide(fields, "destinations");
    List<PortRange> destinationPorts = readPorts(fields, "destinationPortRanges");
    ResourceId id = Declarations.childId(collection, fields, "rules", name);
    Set<String> open = fields.unknownKeys();
    List<String> missing = fields.takeUnknowns();
    fields.close();
    boolean complete =
        (priority.isPresent() || open.contains("priority"))
            && (direction.isPresent() || open.contains("direction"))
            && (access.isPresent() || open.contains("access"))
            && (protocol.isPresent() || open.contains("protocol"));
    if (!complete) {
      return List.of();
    }
    List<NetworkManager.Rule> rules = new ArrayList<>();
    for (Direction way : direction.map(List::of).orElse(SecurityReader.DIRECTIONS)) {
      for (String word : access.map(List::of).orElse(ACCESSES)) {
        SecurityRule match =
            new SecurityRule(
                id,
                Optional.of(fields.position()),
                priority.orElse(0),
                way,
                word.equals("Deny") ? Access.DENY : Access.ALLOW,
                new Traffic(
                    List.of(protocol.orElse(Protocol.ANY)),
                    source,
                    sourcePorts,
                    destination,
                    destinationPorts),
                missing);
        rules.add(new NetworkManager.Rule(match, word.equals(ALWAYS_ALLOW)));
      }
    }
    return rules;
  }

  private static List<PortRange> readPorts(Fields fields, String key) {
    List<PortRange> ports = fields.ports(key);
    return fields.unknownKeys().contains(key) ? List.of(PortRange.ALL) : ports;
  }

  /** The terms of a side; none are given for any address. */
  private List<AddressTerm> readSide(Fields fields, String key) {
    List<AddressTerm> terms = new ArrayList<>();
    List<Tree> items = fields.items(key);
    int index = 0;
    for (Tree item : items) {
      String place = key + "[" + index++ + "]";
      if (item instanceof Tree.Scalar scalar) {
        AddressTermReader.term(fields, key, scalar).ifPresent(terms::add);
      } else if (item instanceof Tree.Mapping mapping) {
        readTyped(fields.nested(mapping, place), terms);
      } else {
        fields.misfit(item, key, "a list in a list", "give prefixes or service tags");
      }
    }
    fields.takeUnknowns(key).forEach(missing -> terms.add(new AddressTerm.Unknown(missing)));
    return items.isEmpty() && terms.isEmpty() ? List.of(new AddressTerm.Any()) : terms;
  }

  private void readTyped(Fields fields, List<AddressTerm> terms) {
    fields.require("addressPrefix", "give a prefix, a service tag or a network group");
    boolean isGroup =
        fields
            .choice("addressPrefixType", ADDRESS_TYPES, word -> word)
            .filter("NetworkGroup"::equals)
            .isPresent();
    List<String> open = fields.takeUnknowns("addressPrefixType");
    if (!open.isEmpty()) {
      terms.add(new AddressTerm.Unknown(open.getFirst()));
    } else if (!isGroup) {
      for (Tree.Scalar scalar : fields.scalars("addressPrefix")) {
        AddressTermReader.term(fields, "addressPrefix", scalar).ifPresent(terms::add);
      }
    } else if (fields.get("addressPrefix") instanceof Tree.Scalar group) {
      readGroup(fields, group, "addressPrefix").ifPresent(id -> terms.addAll(members(id)));
    }
    fields.close();
  }

  /// The address spaces of a group's networks. What they are not known for sure is a term that
  /// nothing is known of.
  private List<AddressTerm> members(ResourceId id) {
    List<AddressTerm> terms = new ArrayList<>();
    NetworkManager.Group group = groups.get(id);
    boolean known = group != null && !group.conditional();
    for (ResourceId member : group == null ? List.<ResourceId>of() : group.members()) {
      List<Prefix> space = spaces.get(member);
      known &= space != null;
      if (space != null) {
        space.forEach(prefix -> terms.add(new AddressTerm.Block(prefix)));
      }
    }
    if (!known) {
      terms.add(new AddressTerm.Tag(id.toString()));
    }
    return terms;
  }
}
