package io.github.pathwhy.load;

import io.github.pathwhy.model.ResourceId;
import io.github.pathwhy.model.ResourceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of everything that the inputs declare, for resolving references. */
final class Registry {
  private final Map<ResourceType, Map<String, List<ResourceId>>> byName =
      new EnumMap<>(ResourceType.class);
  private final Map<String, List<ResourceId>> others = new HashMap<>();
  private final Set<ResourceId> known = new HashSet<>();

  /** Registers a resource under its short name. */
  void add(ResourceType type, ResourceId id) {
    if (known.add(id)) {
      names(type).computeIfAbsent(key(id.name()), _ -> new ArrayList<>(1)).add(id);
    }
  }

  /** Registers a resource whose type is not modelled. */
  void addOther(ResourceId id) {
    if (known.add(id)) {
      others.computeIfAbsent(key(id.name()), _ -> new ArrayList<>(1)).add(id);
    }
  }

  /** Whether a resource with this id was declared. */
  boolean contains(ResourceId id) {
    return known.contains(id);
  }

  /** The resources of a type with a short name. */
  List<ResourceId> named(ResourceType type, String name) {
    return names(type).getOrDefault(key(name), List.of());
  }

  /// The resource that a reference means: a full ARM id, which need not be in the inputs; a short
  /// name; `parent/name` for a child; or `type/name`. A problem is taken down when a name means
  /// nothing or several things.
  Optional<ResourceId> resolve(
      Fields fields, Tree at, String key, String reference, ResourceType type) {
    if (ResourceId.isArm(reference)) {
      return Optional.of(ResourceId.of(reference));
    }
    return pick(fields, at, key, reference, candidates(type, reference), type.label(), names(type));
  }

  /** Like {@link #resolve}, for anything that can be observed or can be a gateway. */
  Optional<ResourceId> resolveAny(
      Fields fields, Tree at, String key, String reference, List<ResourceType> types) {
    if (ResourceId.isArm(reference)) {
      return Optional.of(ResourceId.of(reference));
    }
    List<ResourceId> candidates = new ArrayList<>();
    Map<String, List<ResourceId>> names = new HashMap<>(others);
    for (ResourceType type : types) {
      candidates.addAll(candidates(type, reference));
      names.putAll(names(type));
    }
    if (candidates.isEmpty()) {
      candidates.addAll(others.getOrDefault(key(reference), List.of()));
    }
    return pick(fields, at, key, reference, candidates, "resource", names);
  }

  private List<ResourceId> candidates(ResourceType type, String reference) {
    int slash = reference.lastIndexOf('/');
    if (slash < 0) {
      return named(type, reference);
    }
    String parent = reference.substring(0, slash);
    List<ResourceId> matching = new ArrayList<>();
    for (ResourceId id : named(type, reference.substring(slash + 1))) {
      if (id.endsWith(reference) || id.parent().name().equalsIgnoreCase(parent)) {
        matching.add(id);
      }
    }
    return matching;
  }

  private static Optional<ResourceId> pick(
      Fields fields,
      Tree at,
      String key,
      String reference,
      List<ResourceId> candidates,
      String label,
      Map<String, List<ResourceId>> names) {
    if (candidates.size() == 1) {
      return Optional.of(candidates.getFirst());
    }
    if (candidates.isEmpty()) {
      List<String> known =
          names.values().stream().flatMap(List::stream).map(ResourceId::name).sorted().toList();
      String guess = Suggestion.didYouMean(reference, known);
      String hint =
          !guess.isEmpty()
              ? guess
              : known.isEmpty() ? "none is declared" : "declared: " + some(known);
      fields.problem(at, key, "no " + label + " named '" + reference + "'", hint);
    } else {
      fields.problem(
          at,
          key,
          "'" + reference + "' names " + candidates.size() + " resources",
          "use one of the ids " + some(candidates.stream().map(ResourceId::toString).toList()));
    }
    return Optional.empty();
  }

  private static String some(List<String> names) {
    int shown = Math.min(names.size(), 8);
    String list = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? list + ", …" : list;
  }

  private Map<String, List<ResourceId>> names(ResourceType type) {
    return byName.computeIfAbsent(type, _ -> new HashMap<>());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
