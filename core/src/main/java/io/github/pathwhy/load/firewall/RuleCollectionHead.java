package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;

/** What every rule collection of a firewall has beside its rules. */
public record RuleCollectionHead(ResourceId id, int groupPriority, int priority, Access access)
    implements Comparable<RuleCollectionHead> {
  private static final int FIRST = 100;
  private static final int LAST = 65_000;
  private static final List<String> ACTIONS = List.of("Allow", "Deny", "DNAT", "SNAT");
  private static final List<String> TYPES =
      List.of("FirewallPolicyFilterRuleCollection", "FirewallPolicyNatRuleCollection");

  /** The head of a collection in this list of what has the id `parent`. */
  public static RuleCollectionHead read(
      ResourceId parent, Fields fields, String list, int groupPriority) {
    fields.require("name", "every rule collection has one");
    ResourceId id = Declarations.childId(parent, fields, list);
    fields.check("ruleCollectionType", TYPES);
    int priority = priority(fields);
    return new RuleCollectionHead(id, groupPriority, priority, access(fields));
  }

  /** The priority of a collection or a group of them. */
  public static int priority(Fields fields) {
    fields.require("priority", "a number from " + FIRST + " to " + LAST);
    return fields.integer("priority", fields.isStrict() ? FIRST : 0, LAST).orElse(LAST);
  }

  /** The action directly, or ARM's object with a type. */
  private static Access access(Fields fields) {
    Optional<Fields> object =
        fields.get("action") instanceof Tree.Mapping mapping
            ? Optional.of(fields.nested(mapping, "action"))
            : Optional.empty();
    Fields holder = object.orElse(fields);
    String key = object.isPresent() ? "type" : "action";
    holder.require(key, "allowed: " + String.join(", ", ACTIONS));
    Optional<String> action = holder.choice(key, ACTIONS, word -> word);
    object.ifPresent(Fields::close);
    return action.filter("Deny"::equals).isPresent() ? Access.DENY : Access.ALLOW;
  }

  @Override
  public int compareTo(RuleCollectionHead other) {
    return groupPriority != other.groupPriority
        ? Integer.compare(groupPriority, other.groupPriority)
        : Integer.compare(priority, other.priority);
  }
}
