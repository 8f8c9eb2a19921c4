package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Tree;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What inputs set, what decides or may decide, and what no reader asked for: gaps, by where a path
/// meets them.
public final class Unread {
  private final Map<ResourceId, Set<Gap>> byPlace = new LinkedHashMap<>();

  /** Values that are without bearing where they stand; compared by identity. */
  private final Set<Tree> passed = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Takes down that a value is without bearing where it stands. */
  void pass(Tree value) {
    passed.add(value);
  }

  boolean isPassed(Tree value) {
    return passed.contains(value);
  }

  /** Adds a gap that is met at these resources, and at the one that has it. */
  public void add(Gap gap, Collection<ResourceId> places) {
    byPlace.computeIfAbsent(gap.of(), _ -> new LinkedHashSet<>()).add(gap);
    for (ResourceId place : places) {
      byPlace.computeIfAbsent(place, _ -> new LinkedHashSet<>()).add(gap);
    }
  }

  /** What is met at one resource is met at others, too: a group stands for its members. */
  public void extend(ResourceId place, Collection<ResourceId> others) {
    Set<Gap> found = new LinkedHashSet<>();
    // What has no full id may be meant by one all the same.
    byPlace.forEach((id, gaps) -> {
      if (id.equals(place) || (!place.isArm() && id.isArm() && id.endsWith(place.toString()))) {
        found.addAll(gaps);
      }
    });
    found.forEach(gap -> add(gap, others));
  }

  /** The resources, and all that they are part of, that have something nobody read. */
  public Set<ResourceId> owners() {
    Set<ResourceId> owners = new LinkedHashSet<>();
    for (Set<Gap> gaps : byPlace.values()) {
      for (Gap gap : gaps) {
        ResourceId at = gap.of();
        while (gap.kind() != Gap.Kind.OPEN && owners.add(at)) {
          at = at.parent();
        }
      }
    }
    return owners;
  }

  /** Where the properties stand that nobody read. */
  public Set<SourcePosition> places() {
    Set<SourcePosition> places = new HashSet<>();
    for (Set<Gap> gaps : byPlace.values()) {
      for (Gap gap : gaps) {
        if (gap.kind() != Gap.Kind.OPEN) {
          places.add(gap.place());
        }
      }
    }
    return places;
  }

  /** The gaps by where they are met. */
  public Map<ResourceId, Set<Gap>> byPlace() {
    return byPlace;
  }
}
