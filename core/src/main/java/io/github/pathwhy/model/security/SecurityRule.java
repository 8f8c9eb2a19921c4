package io.github.pathwhy.model.security;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rule of a network security group: custom ones have a priority of 100 to 4096 and the place
/// where they were declared, the six default ones 65000 to 65500 and no place. The lower priority
/// number is evaluated first. A rule with something in `missing`, which the input does not say, may
/// or may not match what its other properties match.
public record SecurityRule(
    ResourceId id,
    Optional<SourcePosition> declaredAt,
    int priority,
    Direction direction,
    Access access,
    Traffic traffic,
    List<String> missing) {

  public SecurityRule {
    missing = List.copyOf(missing);
  }

  /** A rule of which everything is known. */
  public SecurityRule(
      ResourceId id,
      Optional<SourcePosition> declaredAt,
      int priority,
      Direction direction,
      Access access,
      Traffic traffic) {
    this(id, declaredAt, priority, direction, access, traffic, List.of());
  }

  /** Whether the input says everything about the rule. */
  public boolean isKnown() {
    return missing.isEmpty();
  }

  /** The same rule with another direction and access. */
  public SecurityRule with(Direction otherDirection, Access otherAccess) {
    return new SecurityRule(
        id, declaredAt, priority, otherDirection, otherAccess, traffic, missing);
  }

  /** The same rule with one more thing that the input does not say. */
  public SecurityRule without(String what) {
    List<String> more = new ArrayList<>(missing);
    more.add(what);
    return new SecurityRule(id, declaredAt, priority, direction, access, traffic, more);
  }

  /** The protocol that the rule names. */
  public Protocol protocol() {
    return traffic.protocol();
  }

  /** The short name. */
  public String name() {
    return id.name();
  }

  /** Whether this is one of the rules that every group has. */
  public boolean isDefault() {
    return priority >= 65_000;
  }
}
