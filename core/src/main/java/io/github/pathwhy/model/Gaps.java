package io.github.pathwhy.model;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The gaps of a network, by where a path meets them: at the resource or part that has them, and at
/// the resources that they are about.
public final class Gaps {
  /** No gaps. */
  public static final Gaps NONE = new Gaps(Map.of());

  private final Map<ResourceId, List<Gap>> byPlace;

  /** Gaps by the resource, or the part of one, at which they are met. */
  public Gaps(Map<ResourceId, ? extends Set<Gap>> byPlace) {
    Map<ResourceId, List<Gap>> copy = new LinkedHashMap<>();
    byPlace.forEach((id, gaps) -> copy.put(id, List.copyOf(gaps)));
    this.byPlace = copy;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byPlace.isEmpty();
  }

  /** All gaps that are met at a resource or part. */
  public List<Gap> at(ResourceId id) {
    return byPlace.getOrDefault(id, List.of());
  }

  /** The gaps that are met at a resource or part in a role. */
  public List<Gap> at(ResourceId id, Role role) {
    List<Gap> all = at(id);
    if (all.isEmpty()) {
      return all;
    }
    List<Gap> found = new ArrayList<>(all);
    found.removeIf(gap -> !gap.isMetAs(role));
    return found;
  }

  /** All gaps of a resource and of its parts. */
  public List<Gap> within(ResourceId id) {
    Set<Gap> found = new LinkedHashSet<>(at(id));
    String prefix = id + "/";
    byPlace.forEach((place, gaps) -> {
      if (place.toString().regionMatches(true, 0, prefix, 0, prefix.length())) {
        found.addAll(gaps);
      }
    });
    return List.copyOf(found);
  }

  /** The gaps that are met at a resource or at one of its parts in a role. */
  public List<Gap> within(ResourceId id, Role role) {
    List<Gap> found = new ArrayList<>(within(id));
    found.removeIf(gap -> !gap.isMetAs(role));
    return found;
  }

  /** All gaps in a role, wherever they are met. */
  public List<Gap> all(Role role) {
    Set<Gap> found = new LinkedHashSet<>();
    for (List<Gap> gaps : byPlace.values()) {
      for (Gap gap : gaps) {
        if (gap.role().filter(role::equals).isPresent()) {
          found.add(gap);
        }
      }
    }
    return List.copyOf(found);
  }
}
