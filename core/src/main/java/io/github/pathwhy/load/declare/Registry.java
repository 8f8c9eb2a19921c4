package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names of everything that the inputs declare, for resolving references. A resource is found
/// by its short name, by `parent/name` and `type/name`, and by its whole id.
public final class Registry {
  // Guesses compare with every name; a hostile input must not make that take minutes.
  private static final int MOST_COMPARED = 1_000_000;

  /** What can be observed, or be the gateway of a site, besides machines. */
  private static final Set<ResourceType> SERVICES =
      EnumSet.of(
          ResourceType.LOAD_BALANCER,
          ResourceType.PRIVATE_ENDPOINT,
          ResourceType.AZURE_FIREWALL,
          ResourceType.VIRTUAL_NETWORK_GATEWAY,
          ResourceType.LOCAL_NETWORK_GATEWAY,
          ResourceType.GATEWAY_CONNECTION,
          ResourceType.EXPRESS_ROUTE_CIRCUIT,
          ResourceType.VIRTUAL_HUB,
          ResourceType.HUB_VPN_GATEWAY,
          ResourceType.HUB_EXPRESS_ROUTE_GATEWAY,
          ResourceType.HUB_POINT_TO_SITE_GATEWAY,
          ResourceType.APPLICATION_GATEWAY,
          ResourceType.SCALE_SET);

  private final Map<ResourceType, Map<String, List<ResourceId>>> names =
      new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Map<String, List<ResourceId>>> paths =
      new EnumMap<>(ResourceType.class);
  private final Map<String, List<ResourceId>> otherNames = new HashMap<>();
  private final Map<String, List<ResourceId>> otherPaths = new HashMap<>();
  private final Map<ResourceId, Optional<ResourceType>> known = new HashMap<>();
  private int compared;

  /** Registers a resource. */
  public void add(ResourceType type, ResourceId id) {
    if (known.putIfAbsent(id, Optional.of(type)) == null) {
      index(id, type.collection(), namesOf(type), pathsOf(type));
    }
  }

  /** Registers another name of a resource. */
  public void alias(ResourceType type, String name, ResourceId id) {
    put(namesOf(type), name, id);
  }

  /** Registers a resource whose type is not modelled. */
  public void addOther(ResourceId id, String armType) {
    if (known.putIfAbsent(id, Optional.empty()) == null) {
      index(id, armType.substring(armType.lastIndexOf('/') + 1), otherNames, otherPaths);
    }
  }

  private static void index(
      ResourceId id,
      String collection,
      Map<String, List<ResourceId>> names,
      Map<String, List<ResourceId>> paths) {
    put(names, id.name(), id);
    put(paths, collection + "/" + id.name(), id);
    put(paths, id.parent().name() + "/" + id.name(), id);
    put(paths, id.toString(), id);
  }

  private static void put(Map<String, List<ResourceId>> map, String name, ResourceId id) {
    List<ResourceId> ids = map.computeIfAbsent(key(name), _ -> new ArrayList<>(1));
    if (ids.isEmpty() || !ids.getLast().equals(id)) {
      ids.add(id);
    }
  }

  /** The declared resources of a type with a short name. */
  public List<ResourceId> named(ResourceType type, String name) {
    return namesOf(type).getOrDefault(key(name), List.of());
  }

  /// The resource that a reference means: a full ARM id, which need not be in the inputs; a short
  /// name; `parent/name` for a child; or `type/name`. A problem is taken down when a name means
  /// nothing or several things.
  public Optional<ResourceId> resolve(
      Fields fields, Tree at, String key, String reference, ResourceType type) {
    if (ResourceId.isArm(reference)) {
      return Optional.of(ResourceId.of(reference));
    }
    List<ResourceId> candidates = candidates(namesOf(type), pathsOf(type), reference);
    return pick(fields, at, key, reference, candidates, type.label(), List.of(namesOf(type)));
  }

  /// What a reference that is not known means: the resource whose name is missing in the same way;
  /// else one that is in no input.
  ResourceId unknown(ResourceType type, String text) {
    List<ResourceId> same =
        ResourceId.isArm(text) ? List.of() : candidates(namesOf(type), pathsOf(type), text);
    return same.size() == 1 ? same.getFirst() : ResourceId.of(text);
  }

  /// The shortest reference that means a resource and no other of its type: its name, for a child
  /// `parent/name`, else its id.
  public String shortest(ResourceId id) {
    Optional<ResourceType> type = known.getOrDefault(id, Optional.empty());
    if (type.isEmpty()) {
      return id.toString();
    }
    List<ResourceId> same =
        candidates(namesOf(type.get()), pathsOf(type.get()), reference(type.get(), id));
    return same.equals(List.of(id)) ? reference(type.get(), same.getFirst()) : id.toString();
  }

  private static String reference(ResourceType type, ResourceId id) {
    return type.isChild() ? id.parent().name() + "/" + id.name() : id.name();
  }

  /** The type of a resource, when an input declares it and it is modelled. */
  public Optional<ResourceType> typeOf(ResourceId id) {
    return known.getOrDefault(id, Optional.empty());
  }

  /// Like {@link #resolve}, for anything that can be observed or can be a gateway: machines first,
  /// then services, then what is not modelled.
  public Optional<ResourceId> resolveAny(Fields fields, Tree at, String key, String reference) {
    if (ResourceId.isArm(reference)) {
      return Optional.of(ResourceId.of(reference));
    }
    ResourceType machine = ResourceType.VIRTUAL_MACHINE;
    List<ResourceId> candidates =
        new ArrayList<>(candidates(namesOf(machine), pathsOf(machine), reference));
    List<Map<String, List<ResourceId>>> all = new ArrayList<>();
    all.add(namesOf(machine));
    boolean found = !candidates.isEmpty();
    for (ResourceType type : SERVICES) {
      if (!found && names.containsKey(type)) {
        candidates.addAll(candidates(namesOf(type), pathsOf(type), reference));
        all.add(namesOf(type));
      }
    }
    if (candidates.isEmpty()) {
      candidates.addAll(candidates(otherNames, otherPaths, reference));
    }
    all.add(otherNames);
    return pick(fields, at, key, reference, candidates, "resource", all);
  }

  private static List<ResourceId> candidates(
      Map<String, List<ResourceId>> names, Map<String, List<ResourceId>> paths, String reference) {
    return (reference.indexOf('/') < 0 ? names : paths).getOrDefault(key(reference), List.of());
  }

  private Optional<ResourceId> pick(
      Fields fields,
      Tree at,
      String key,
      String reference,
      List<ResourceId> candidates,
      String label,
      List<Map<String, List<ResourceId>>> names) {
    if (candidates.size() == 1) {
      return Optional.of(candidates.getFirst());
    }
    if (candidates.isEmpty()) {
      fields.problem(
          at, key, "no " + label + " named '" + reference + "'", hint(fields, reference, names));
    } else {
      fields.problem(
          at,
          key,
          "'" + reference + "' names " + candidates.size() + " resources",
          "use one of the ids " + some(candidates.stream().map(ResourceId::toString).toList()));
    }
    return Optional.empty();
  }

  private String hint(Fields fields, String reference, List<Map<String, List<ResourceId>>> names) {
    int size = names.stream().mapToInt(Map::size).sum();
    if (fields.isFull() || size > MOST_COMPARED - compared) {
      return "";
    }
    compared += size;
    // Somebody who writes a path gets paths to choose from.
    boolean path = reference.indexOf('/') >= 0;
    List<String> declared =
        names.stream()
            .flatMap(map -> map.values().stream())
            .flatMap(List::stream)
            .map(id -> path ? id.parent().name() + "/" + id.name() : id.name())
            .distinct()
            .sorted()
            .toList();
    String guess = Suggestion.didYouMean(reference, declared);
    return guess.isEmpty() ? declared(declared) : guess;
  }

  /** Says what there is to choose from. */
  public static String declared(List<String> names) {
    return names.isEmpty() ? "none is declared" : "declared: " + some(names);
  }

  private static String some(List<String> names) {
    int shown = Math.min(names.size(), 8);
    String list = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? list + ", …" : list;
  }

  private Map<String, List<ResourceId>> namesOf(ResourceType type) {
    return names.computeIfAbsent(type, _ -> new HashMap<>());
  }

  private Map<String, List<ResourceId>> pathsOf(ResourceType type) {
    return paths.computeIfAbsent(type, _ -> new HashMap<>());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
