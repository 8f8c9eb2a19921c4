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
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads network security groups and their rules. */
public final class SecurityReader {
  public static final List<Access> ACCESSES = List.of(Access.values());
  public static final List<Direction> DIRECTIONS = List.of(Direction.values());
  public static final List<Protocol> PROTOCOLS = List.of(Protocol.values());

  private static final List<String> REQUIRED =
      List.of("name", "priority", "direction", "access", "protocol");
  private static final int FIRST_PRIORITY = 100;
  private static final int LAST_PRIORITY = 4096;

  private final AddressTermReader terms;

  public SecurityReader(AddressTermReader terms) {
    this.terms = terms;
  }

  public SecurityGroup read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    List<SecurityRule> rules = new ArrayList<>();
    Map<String, SecurityRule> priorities = new HashMap<>();
    for (Fields rule : fields.namedChildren("securityRules")) {
      readRule(declared.id(), rule)
          .ifPresent(read -> {
            checkPriority(rule, read, priorities);
            rules.add(read);
          });
    }
    SecurityGroup group = new SecurityGroup(declared.id(), fields.position(), rules);
    fields.close();
    return group;
  }

  private static void checkPriority(
      Fields fields, SecurityRule rule, Map<String, SecurityRule> priorities) {
    SecurityRule other = priorities.putIfAbsent(rule.direction() + " " + rule.priority(), rule);
    if (other != null) {
      fields.problemAt(
          "priority",
          "priority " + rule.priority() + " is also that of rule " + other.name(),
          "each priority is used once in a direction");
    }
  }

  private Optional<SecurityRule> readRule(ResourceId group, Fields fields) {
    Optional<String> name = fields.text("name");
    Optional<Integer> priority =
        fields.isStrict()
            ? fields.integer("priority", FIRST_PRIORITY, LAST_PRIORITY)
            : fields.integer("priority", 0, 64_999);
    Optional<Direction> direction = fields.choice("direction", DIRECTIONS, Direction::label);
    Optional<Access> access = fields.choice("access", ACCESSES, Access::label);
    Optional<Protocol> protocol = fields.choice("protocol", PROTOCOLS, Protocol::label);
    List<AddressTerm> source = terms.read(fields, "source");
    List<PortRange> sourcePorts = fields.ports("sourcePortRange", "sourcePortRanges");
    List<AddressTerm> destination = terms.read(fields, "destination");
    List<PortRange> destinationPorts =
        fields.ports("destinationPortRange", "destinationPortRanges");
    fields.get("description");
    REQUIRED.forEach(key -> fields.require(key, "every security rule has one"));
    for (String side : List.of("source", "destination")) {
      if (!AddressTermReader.isGiven(fields, side)) {
        fields.problem(
            side + "AddressPrefix is missing",
            "give it, or " + side + "AddressPrefixes or " + side + "ApplicationSecurityGroups");
      }
    }
    ResourceId id = Declarations.childId(group, fields, "securityRules", name.orElse(""));
    fields.close();
    if (name.isEmpty()
        || priority.isEmpty()
        || direction.isEmpty()
        || access.isEmpty()
        || protocol.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SecurityRule(
            id,
            Optional.of(fields.position()),
            priority.get(),
            direction.get(),
            access.get(),
            protocol.get(),
            source,
            sourcePorts,
            destination,
            destinationPorts));
  }
}
