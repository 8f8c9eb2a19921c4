package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads network security groups and their rules. */
public final class SecurityReader {
  public static final List<Access> ACCESSES = List.of(Access.values());
  public static final List<Direction> DIRECTIONS = List.of(Direction.values());
  public static final List<Protocol> PROTOCOLS = List.of(Protocol.values());

  private static final List<String> REQUIRED =
      List.of("name", "priority", "direction", "access", "protocol");
  private static final int FIRST_PRIORITY = 100;
  private static final int LAST_PRIORITY = 4096;

  /// What has no known priority stands before everything else: there it may match or not, as it may
  /// wherever it really stands.
  private static final int FIRST_OF_ALL = 0;

  /** The priorities of the rules that every group ends with. */
  private static final Set<Integer> DEFAULTS = Set.of(65_000, 65_001, 65_500);

  private static final int LAST_OF_ALL = 65_535;

  private final AddressTermReader terms;

  public SecurityReader(AddressTermReader terms) {
    this.terms = terms;
  }

  public SecurityGroup read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    List<SecurityRule> rules = new ArrayList<>();
    Map<String, Integer> priorities = new HashMap<>();
    for (Fields rule : fields.namedChildren("securityRules")) {
      if (isDefault(rule)) {
        continue;
      }
      for (SecurityRule read : readRule(declared.id(), rule)) {
        rules.add(read);
        if (read.isKnown()) {
          checkPriority(rule, rules, priorities);
        }
      }
    }
    List<String> open = new ArrayList<>(fields.takeUnknowns("securityRules"));
    open.addAll(fields.takeUnknowns(Fields.CONDITION));
    for (String missing : open) {
      rules.addAll(unknownRules(declared.id(), fields, missing));
    }
    SecurityGroup group = new SecurityGroup(declared.id(), fields.position(), rules);
    fields.close();
    return group;
  }

  /// Whether an export lists one of the rules that every group has among its own.
  private static boolean isDefault(Fields fields) {
    return !fields.isStrict()
        && fields.integer("priority", 0, LAST_OF_ALL).filter(DEFAULTS::contains).isPresent();
  }

  /// Azure refuses a second rule of one priority. In a template, which of two comes first is not
  /// known then, and matters where one allows what the other denies.
  private static void checkPriority(
      Fields fields, List<SecurityRule> rules, Map<String, Integer> priorities) {
    SecurityRule rule = rules.getLast();
    Integer place =
        priorities.putIfAbsent(rule.direction() + " " + rule.priority(), rules.size() - 1);
    if (place == null) {
      return;
    }
    SecurityRule other = rules.get(place);
    String twice = "priority " + rule.priority() + " is also that of rule " + other.name();
    if (!fields.isLenient()) {
      fields.problemAt("priority", twice, "each priority is used once in a direction");
      return;
    }
    fields.leaveOut(fields.valueOf("priority"), "the order of rule " + rule.name(), twice);
    if (other.access() != rule.access()) {
      String order = "{which of " + other.name() + " and " + rule.name() + " comes first}";
      rules.set(place, other.without(order));
      rules.set(rules.size() - 1, rule.without(order));
    }
  }

  /** Stands for rules of which nothing is known. */
  private static List<SecurityRule> unknownRules(ResourceId group, Fields fields, String missing) {
    return possibilities(
        new SecurityRule(
            group.child("securityRules", missing),
            Optional.of(fields.position()),
            FIRST_OF_ALL,
            Direction.INBOUND,
            Access.ALLOW,
            Traffic.ALL,
            List.of(missing)),
        DIRECTIONS,
        ACCESSES);
  }

  /// A rule for each thing that a rule may be whose direction or access is not known. All of them
  /// may or may not match, so only what holds for all of them is certain.
  private static List<SecurityRule> possibilities(
      SecurityRule rule, List<Direction> directions, List<Access> accesses) {
    List<SecurityRule> all = new ArrayList<>(directions.size() * accesses.size());
    for (Direction direction : directions) {
      for (Access access : accesses) {
        all.add(rule.with(direction, access));
      }
    }
    return all;
  }

  private List<SecurityRule> readRule(ResourceId group, Fields fields) {
    REQUIRED.forEach(key -> fields.require(key, "every security rule has one"));
    requireSide(fields, "source");
    requireSide(fields, "destination");
    Optional<String> name = fields.text("name");
    Optional<Integer> priority =
        fields.isStrict()
            ? fields.integer("priority", FIRST_PRIORITY, LAST_PRIORITY)
            : fields.integer("priority", 0, LAST_OF_ALL);
    Optional<Direction> direction = fields.choice("direction", DIRECTIONS, Direction::label);
    Optional<Access> access = fields.choice("access", ACCESSES, Access::label);
    Optional<Protocol> protocol = fields.choice("protocol", PROTOCOLS, Protocol::label);
    List<AddressTerm> source = terms.read(fields, "source");
    List<PortRange> sourcePorts = fields.ports("sourcePortRange", "sourcePortRanges");
    List<AddressTerm> destination = terms.read(fields, "destination");
    List<PortRange> destinationPorts =
        fields.ports("destinationPortRange", "destinationPortRanges");
    fields.get("description");
    ResourceId id = Declarations.childId(group, fields, "securityRules", name.orElse(""));
    Set<String> open = fields.unknownKeys();
    List<String> missing = fields.takeUnknowns();
    boolean complete =
        isComplete(name, "name", open)
            && isComplete(priority, "priority", open)
            && isComplete(direction, "direction", open)
            && isComplete(access, "access", open)
            && isComplete(protocol, "protocol", open);
    fields.close();
    if (!complete) {
      return List.of();
    }
    SecurityRule rule =
        new SecurityRule(
            id,
            Optional.of(fields.position()),
            priority.orElse(FIRST_OF_ALL),
            direction.orElse(Direction.INBOUND),
            access.orElse(Access.ALLOW),
            new Traffic(
                List.of(protocol.orElse(Protocol.ANY)),
                source,
                open.contains("sourcePortRange") || open.contains("sourcePortRanges")
                    ? List.of(PortRange.ALL)
                    : sourcePorts,
                destination,
                open.contains("destinationPortRange") || open.contains("destinationPortRanges")
                    ? List.of(PortRange.ALL)
                    : destinationPorts),
            missing);
    return missing.isEmpty()
        ? List.of(rule)
        : possibilities(
            rule,
            direction.map(List::of).orElse(DIRECTIONS),
            access.map(List::of).orElse(ACCESSES));
  }

  private static boolean isComplete(Optional<?> value, String key, Set<String> open) {
    return value.isPresent() || open.contains(key);
  }

  private static void requireSide(Fields fields, String side) {
    if (!AddressTermReader.isGiven(fields, side)) {
      fields.require(
          side + "AddressPrefix",
          "give it, or " + side + "AddressPrefixes or " + side + "ApplicationSecurityGroups");
    }
  }
}
