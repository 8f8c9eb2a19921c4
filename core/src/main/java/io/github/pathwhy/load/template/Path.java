package io.github.pathwhy.load.template;

import org.jspecify.annotations.Nullable;

/** Where something stands in a template, such as `resources[2].properties.subnets[0].name`. */
record Path(@Nullable Path above, String key, int index) {

  /** The place of a key at the root. */
  static Path root(String key) {
    return new Path(null, key, -1);
  }

  /** The place under a key. */
  Path key(String name) {
    return new Path(this, name, -1);
  }

  /** The place of an item. */
  Path item(int position) {
    return new Path(this, "", position);
  }

  @Override
  public String toString() {
    String before = above == null ? "" : above.toString();
    return index >= 0 ? before + "[" + index + "]" : before.isEmpty() ? key : before + "." + key;
  }
}
