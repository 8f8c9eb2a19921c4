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
          ResourceType.PRIVATE_LINK_SERVICE,
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

  private final Map<ResourceType, Names> names = new EnumMap<>(ResourceType.class);
  private final Names otherNames = new Names();
  private final Map<ResourceId, Optional<ResourceType>> known = new HashMap<>();
  private int compared;

  /// The names and paths of some ids. Exports refer to everything by its whole id, so names are put
  /// in only when somebody looks for one.
  private static final class Names {
    private final Map<String, List<ResourceId>> byName = new HashMap<>();
    private final Map<String, List<ResourceId>> byPath = new HashMap<>();
    private final List<Added> added = new ArrayList<>();

    private record Added(ResourceId id, String collection) {}

    void add(ResourceId id, String collection) {
      added.add(new Added(id, collection));
    }

    void alias(String name, ResourceId id) {
      put(byName(), name, id);
    }

    Map<String, List<ResourceId>> byName() {
      putAdded();
      return byName;
    }

    List<ResourceId> find(String reference) {
      putAdded();
      return (reference.indexOf('/') < 0 ? byName : byPath).getOrDefault(key(reference), List.of());
    }

    /** The ids that a shortened one may stand for: it says how they end. */
    List<ResourceId> endingWith(String path) {
      return byName()
          .getOrDefault(key(path.substring(path.lastIndexOf('/') + 1)), List.of())
          .stream()
          .filter(id -> id.endsWithPath(path))
          .toList();
    }

    private void putAdded() {
      for (Added each : added) {
        ResourceId id = each.id();
        put(byName, id.name(), id);
        put(byPath, each.collection() + "/" + id.name(), id);
        put(byPath, id.parent().name() + "/" + id.name(), id);
        put(byPath, id.toString(), id);
      }
      added.clear();
    }

    private static void put(Map<String, List<ResourceId>> map, String name, ResourceId id) {
      List<ResourceId> ids = map.computeIfAbsent(key(name), _ -> new ArrayList<>(1));
      if (ids.isEmpty() || !ids.getLast().equals(id)) {
        ids.add(id);
      }
    }
  }

  /** Registers a resource. */
  public void add(ResourceType type, ResourceId id) {
    if (known.putIfAbsent(id, Optional.of(type)) == null) {
      namesOf(type).add(id, type.collection());
    }
  }

  /** Registers another name of a resource. */
  public void alias(ResourceType type, String name, ResourceId id) {
    namesOf(type).alias(name, id);
  }

  /** Registers a resource whose type is not modelled. */
  public void addOther(ResourceId id, String armType) {
    if (known.putIfAbsent(id, Optional.empty()) == null) {
      otherNames.add(id, armType.substring(armType.lastIndexOf('/') + 1));
    }
  }

  /** The declared resources of a type with a short name. */
  public List<ResourceId> named(ResourceType type, String name) {
    return namesOf(type).byName().getOrDefault(key(name), List.of());
  }

  /// The resource that a reference means: a full ARM id, which need not be in the inputs; a short
  /// name; `parent/name` for a child; or `type/name`. A problem is taken down when a name means
  /// nothing or several things.
  public Optional<ResourceId> resolve(
      Fields fields, Tree at, String key, String reference, ResourceType type) {
    if (ResourceId.isArm(reference)) {
      return Optional.of(ResourceId.of(reference));
    }
    List<ResourceId> candidates = namesOf(type).find(reference);
    if (candidates.isEmpty() && reference.indexOf('/') >= 0) {
      candidates = namesOf(type).endingWith(reference);
    }
    return pick(
        fields, at, key, reference, candidates, type.label(), List.of(namesOf(type).byName()));
  }

  /// What a reference that is not known means: the resource whose name is missing in the same way;
  /// else one that is in no input.
  ResourceId unknown(ResourceType type, String text) {
    List<ResourceId> same = ResourceId.isArm(text) ? List.of() : namesOf(type).find(text);
    return same.size() == 1 ? same.getFirst() : ResourceId.of(text);
  }

  /// The shortest reference that means a resource and no other of its type: its name, for a child
  /// `parent/name`, else its id.
  public String shortest(ResourceId id) {
    Optional<ResourceType> type = known.getOrDefault(id, Optional.empty());
    if (type.isEmpty()) {
      return id.toString();
    }
    List<ResourceId> same = namesOf(type.get()).find(reference(type.get(), id));
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
    List<ResourceId> candidates = new ArrayList<>(namesOf(machine).find(reference));
    List<Map<String, List<ResourceId>>> all = new ArrayList<>();
    all.add(namesOf(machine).byName());
    boolean found = !candidates.isEmpty();
    for (ResourceType type : SERVICES) {
      if (!found && names.containsKey(type)) {
        candidates.addAll(namesOf(type).find(reference));
        all.add(namesOf(type).byName());
      }
    }
    if (candidates.isEmpty()) {
      candidates.addAll(otherNames.find(reference));
    }
    all.add(otherNames.byName());
    return pick(fields, at, key, reference, candidates, "resource", all);
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
    if (fields.isLenient()) {
      // Azure knows what it is; the inputs do not have it, or not tell it from others.
      return Optional.of(ResourceId.of(reference));
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

  private Names namesOf(ResourceType type) {
    return names.computeIfAbsent(type, _ -> new Names());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
