package io.github.pathwhy.model.resource;

import java.util.Locale;

/// The identity of a resource: its full ARM id (`/subscriptions/…`), or `type/name` for a resource
/// that was described without one. Compared without case, as Azure does; printed as written.
public final class ResourceId implements Comparable<ResourceId> {
  private final String text;

  /** That of the text in lower case, or 0 when it was not asked for: ids are many. */
  private int hash;

  private ResourceId(String text) {
    this.text = text;
  }

  private String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The id with this text. */
  public static ResourceId of(String text) {
    return new ResourceId(text);
  }

  /** The id of a resource that was described by name only. */
  public static ResourceId local(ResourceType type, String name) {
    return new ResourceId(type.collection() + "/" + name);
  }

  /** Whether this is the other resource, or a part of it. */
  public boolean isWithin(ResourceId other) {
    String whole = other.toString();
    return equals(other)
        || (toString().regionMatches(true, 0, whole, 0, whole.length())
            && toString().startsWith("/", whole.length()));
  }

  /** The id of a child: `parent/collection/name`. */
  public ResourceId child(String collection, String name) {
    return new ResourceId(text + "/" + collection + "/" + name);
  }

  /** The id of the enclosing resource, two segments up; the id itself when there is none. */
  public ResourceId parent() {
    int name = text.lastIndexOf('/');
    int collection = name <= 0 ? -1 : text.lastIndexOf('/', name - 1);
    return collection <= 0 ? this : new ResourceId(text.substring(0, collection));
  }

  /** The last segment. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Whether this is a full ARM id. */
  public boolean isArm() {
    return isArm(text);
  }

  /** Whether the text has the form of a full ARM id. */
  public static boolean isArm(String text) {
    return text.regionMatches(true, 0, "/subscriptions/", 0, 15);
  }

  /** Whether the id ends with these segments, such as `virtualMachines/web-vm`. */
  public boolean endsWith(String segments) {
    String suffix = segments.toLowerCase(Locale.ROOT);
    String key = key();
    return key.equals(suffix) || key.endsWith("/" + suffix);
  }

  /// Whether a shortened id may stand for this one: the end of it, with or without a slash before,
  /// such as `virtualNetworks/hub/subnets/web` or `hub/web`.
  public boolean endsWithPath(String path) {
    String end = path.startsWith("/") ? path.substring(1) : path;
    return !end.isEmpty() && endsWith(end);
  }

  @Override
  public int compareTo(ResourceId other) {
    return key().compareTo(other.key());
  }

  @Override
  public boolean equals(Object other) {
    // Ids of one subscription differ only at the end, but rarely in nothing but case.
    return this == other
        || (other instanceof ResourceId id
            && hashCode() == id.hashCode()
            && (text.equals(id.text) || key().equals(id.key())));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = key().hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return text;
  }
}
