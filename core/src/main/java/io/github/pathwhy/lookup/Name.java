package io.github.pathwhy.lookup;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A name as people write it: `web-vm`, `virtualMachines/web-vm`, or a full ARM id; the first two
/// perhaps behind a place, as {@link #in} puts it.
///
/// @param subscription and
/// @param group where it lies; `*` for anywhere
/// @param path what is named there: a name, or types and names
/// @param whole whether the path is all that an id has behind its provider
public record Name(String subscription, String group, String path, boolean whole) {
  private static final String ANY = "*";
  private static final int PROVIDERS = 5;
  private static final int TYPE = 7;

  /** How well a resource fits. */
  enum Fit {
    /** It is another one. */
    NOT,
    /** It may be the one that is meant: the input leaves open where it lies. */
    OPEN,
    /** It is the one. */
    FULL
  }

  /** Takes a text apart. */
  static Name parse(String text) {
    List<String> segments = ResourceId.isArm(text) ? List.of(text.split("/", -1)) : List.of();
    if (segments.size() <= PROVIDERS || !segments.get(3).equalsIgnoreCase("resourceGroups")) {
      return new Name(ANY, ANY, text, false);
    }
    boolean whole = isWhole(segments);
    return new Name(
        segments.get(2),
        segments.get(4),
        String.join("/", segments.subList(whole ? TYPE : PROVIDERS, segments.size())),
        whole);
  }

  private static boolean isWhole(List<String> segments) {
    return segments.size() > TYPE && segments.get(PROVIDERS).equalsIgnoreCase("providers");
  }

  /// Puts a place in front of a name, so that it means only what lies there: a subscription, a
  /// group or both. A full id has its place.
  public static String in(Optional<String> subscription, Optional<String> group, String name) {
    boolean isPlaced = ResourceId.isArm(name) || (subscription.isEmpty() && group.isEmpty());
    return isPlaced
        ? name
        : "/subscriptions/"
            + subscription.orElse(ANY)
            + "/resourceGroups/"
            + group.orElse(ANY)
            + "/"
            + name;
  }

  /** Whether a resource is this one, or may be; instances of scale sets have names of their own. */
  Fit fit(Resource resource) {
    return fit(resource.id(), resource.name());
  }

  /** Whether an id is this one, or may be. */
  Fit fit(ResourceId id) {
    return fit(id, id.name());
  }

  private Fit fit(ResourceId id, String shortName) {
    List<String> segments =
        id.isArm() ? Arrays.asList(id.toString().split("/", -1)) : List.<String>of();
    if (segments.size() <= PROVIDERS) {
      return !isPath(id, shortName, id.toString()) ? Fit.NOT : isAnywhere() ? Fit.FULL : Fit.OPEN;
    }
    String path =
        String.join("/", segments.subList(isWhole(segments) ? TYPE : PROVIDERS, segments.size()));
    if (!isPath(id, shortName, path)
        || !is(subscription, segments.get(2))
        || !is(group, segments.get(4))) {
      return Fit.NOT;
    }
    boolean open = isOpen(subscription, segments.get(2)) || isOpen(group, segments.get(4));
    return open ? Fit.OPEN : Fit.FULL;
  }

  private boolean isPath(ResourceId id, String shortName, String actual) {
    return whole
        ? actual.equalsIgnoreCase(path)
        : path.indexOf('/') >= 0 ? id.endsWith(path) : shortName.equalsIgnoreCase(path);
  }

  boolean isAnywhere() {
    return subscription.equals(ANY) && group.equals(ANY);
  }

  private static boolean is(String wanted, String actual) {
    return wanted.equals(ANY) || wanted.equalsIgnoreCase(actual) || isPlaceholder(actual);
  }

  private static boolean isOpen(String wanted, String actual) {
    return !wanted.equals(ANY) && !wanted.equals(actual) && isPlaceholder(actual);
  }

  /** Whether a template leaves this part of an id to its deployment. */
  private static boolean isPlaceholder(String segment) {
    return segment.startsWith("{");
  }

  /** As people read it: a name, and the group that it was looked for in. */
  @Override
  public String toString() {
    return "'" + path + "'" + (group.equals(ANY) ? "" : " of resource group '" + group + "'");
  }
}
