package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What inputs set, what decides or may decide, and what no reader asked for: gaps, by where a path
/// meets them.
public final class Unread {
  private final Map<ResourceId, Set<Gap>> byPlace = new LinkedHashMap<>();
  private final Map<Gap, Set<ResourceId>> stated = new LinkedHashMap<>();

  /** Values that are without bearing where they stand; compared by identity. */
  private final Set<Tree> passed = Collections.newSetFromMap(new IdentityHashMap<>());

  /// A gap that an input states, beside the resources that it describes.
  ///
  /// @param named the resources that its value names
  public record Stated(Gap gap, Set<ResourceId> named) {}

  /** Adds a gap that is no property of anything that was declared. */
  public void state(Gap gap, Set<ResourceId> named) {
    stated.computeIfAbsent(gap, _ -> new LinkedHashSet<>()).addAll(named);
    add(gap, named);
  }

  /** What inputs state beside the resources that they describe. */
  public List<Stated> stated() {
    List<Stated> all = new ArrayList<>(stated.size());
    stated.forEach((gap, named) -> all.add(new Stated(gap, named)));
    return all;
  }

  /** Records that a value is without bearing where it stands. */
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
        while (isDeclared(gap) && owners.add(at)) {
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
        if (isDeclared(gap)) {
          places.add(gap.place());
        }
      }
    }
    return places;
  }

  /** Whether a gap is a property that a declaration sets and nobody read. */
  private boolean isDeclared(Gap gap) {
    return gap.kind() != Gap.Kind.OPEN && !stated.containsKey(gap);
  }

  /** The gaps by where they are met. */
  public Map<ResourceId, Set<Gap>> byPlace() {
    return byPlace;
  }
}
