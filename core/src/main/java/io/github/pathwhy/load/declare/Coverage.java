package io.github.pathwhy.load.declare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which keys the readers ask for, by type of resource and place in it: what nobody asks for has no
/// part in the answers, and what is asked for is what a description has to hold.
public final class Coverage {
  private final Map<String, Shape> types = new HashMap<>();

  /** The shape of the resources of a type. */
  public Shape of(String type) {
    return types.computeIfAbsent(type.toLowerCase(Locale.ROOT), _ -> new Shape());
  }

  /// Where Terraform knows a resource: readers of Terraform's documents write it into what they
  /// make, and it is no property of Azure's.
  public static final String TERRAFORM_ADDRESS = "terraformAddress";

  /** The keys that are asked of the objects at one place, and the shapes of what is inside. */
  public static final class Shape {
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Shape> inner = new HashMap<>();
    private @Nullable String lastKey;
    private @Nullable Shape last;

    /** Notes that a key is asked for. */
    public void ask(String key) {
      asked.add(key);
    }

    /** The shape of the object, or of each object of the list, under a key. */
    public Shape inner(String segment) {
      int bracket = segment.indexOf('[');
      if (last != null && bracket > 0 && isKey(lastKey, segment, bracket)) {
        return last;
      }
      String key = bracket < 0 ? segment : segment.substring(0, bracket);
      Shape shape = inner.computeIfAbsent(key.toLowerCase(Locale.ROOT), _ -> new Shape());
      lastKey = key;
      last = shape;
      return shape;
    }

    private static boolean isKey(@Nullable String key, String segment, int length) {
      return key != null && key.length() == length && segment.startsWith(key);
    }

    /** Notes that what is under a key is read as other objects are. */
    public void ask(String key, Shape as) {
      ask(key);
      Shape before = inner.put(key.toLowerCase(Locale.ROOT), as);
      if (before != null && before != as) {
        as.asked.addAll(before.asked);
      }
    }

    /** Whether any reader asks for a key. */
    public boolean isAsked(String key) {
      return spelling(key).isPresent();
    }

    /** A key as the readers spell it, when any of them asks for it. */
    public Optional<String> spelling(String key) {
      if (asked.contains(key)) {
        return Optional.of(key);
      }
      for (String each : asked) {
        if (each.equalsIgnoreCase(key)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }

    /** The shape of what is under a key, when readers look into it. */
    public Optional<Shape> find(String key) {
      return Optional.ofNullable(inner.get(key.toLowerCase(Locale.ROOT)));
    }
  }
}
