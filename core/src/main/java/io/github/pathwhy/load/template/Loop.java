package io.github.pathwhy.load.template;

import org.jspecify.annotations.Nullable;

/// A turn of a copy loop, and those of the loops around it
/// (`azure-resource-manager/templates/copy-resources`).
///
/// @param ofResources whether it copies resources, rather than properties, variables or outputs
record Loop(String name, int index, boolean ofResources, @Nullable Loop outer) {

  /** The most copies that a loop may make. */
  static final int MOST = 800;

  private static final int ANY = -1;

  /** Any turn of a loop of resources of which nobody knows how many there are. */
  static Loop any(String name, @Nullable Loop outer) {
    return new Loop(name, ANY, true, outer);
  }

  /** Whether it stands for every turn. */
  boolean isAny() {
    return index == ANY;
  }

  /** The turn of the loop with a name. */
  static @Nullable Loop named(@Nullable Loop loop, String name) {
    for (Loop each = loop; each != null; each = each.outer()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    return null;
  }

  /** The loop that is meant without a name: that of the resource, else the innermost. */
  static @Nullable Loop unnamed(@Nullable Loop loop) {
    for (Loop each = loop; each != null; each = each.outer()) {
      if (each.ofResources()) {
        return each;
      }
    }
    return loop;
  }
}
