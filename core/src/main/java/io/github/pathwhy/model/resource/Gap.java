package io.github.pathwhy.model.resource;

import java.util.Optional;

/// A property of a resource, or of a part of one, that may decide and that answers do not follow.
///
/// @param of the resource or part that has it
/// @param property its name, such as `enableIPForwarding`, with what is above it in the resource
/// @param value what is known of it: what would tell, such as `{parameters('forwarding')}`, or the
///   value that nobody understands
/// @param place where the value stands or would stand
/// @param role how a path has to meet the resource; empty when any way counts
/// @param condition for which of the flows that meet it so
public record Gap(
    ResourceId of,
    String property,
    String value,
    SourcePosition place,
    Kind kind,
    Optional<Role> role,
    Condition condition) {

  /** A gap that counts for all flows that meet it. */
  public Gap(
      ResourceId of,
      String property,
      String value,
      SourcePosition place,
      Kind kind,
      Optional<Role> role) {
    this(of, property, value, place, kind, role, Condition.ALWAYS);
  }

  /** Why answers do not follow a property. */
  public enum Kind {
    /** Readers ask for it, and the input leaves it open. */
    OPEN,
    /** It decides, and no reader asks for it. */
    UNREAD,
    /** It is worth a warning, and no more, where it is met. */
    WARNING,
    /** Nothing is known of it, as in a newer version of the API. */
    UNLISTED
  }

  /** Whether it makes the answer at the hop that meets it unknown. */
  public boolean decides() {
    return kind == Kind.OPEN || kind == Kind.UNREAD;
  }

  /// Whether both are unread properties of the same part in the same role: one of them tells
  /// enough.
  public boolean isBeside(Gap other) {
    return kind == Kind.UNREAD
        && other.kind == Kind.UNREAD
        && of.equals(other.of)
        && role.equals(other.role);
  }

  /** Whether it is a property of the resource, or something inside it. */
  public boolean isUnder(String name) {
    return property.regionMatches(true, 0, name, 0, name.length())
        && (property.length() == name.length() || property.charAt(name.length()) == '.');
  }

  /** Whether a path that meets the resource in a role meets the gap. */
  public boolean isMetAs(Role way) {
    return role.isEmpty() || role.get() == way;
  }

  @Override
  public String toString() {
    return property + " " + value + " (" + place + ")";
  }
}
