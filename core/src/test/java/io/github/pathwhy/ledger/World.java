package io.github.pathwhy.ledger;

import io.github.pathwhy.load.census.CensusRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The resources of a scenario in ARM's form, before a property is set in one of them. A scenario
/// is there twice: near, where its flow is, and far, with other names and addresses.
final class World {
  private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";
  private static final Set<String> HEAD =
      Set.of(
          "sku", "kind", "zones", "identity", "plan", "extendedlocation", "managedby", "placement");

  /** Types that are not read without properties of their own. */
  private static final Set<String> NEEDY =
      Set.of(
          "microsoft.network/vpngateways",
          "microsoft.network/expressroutegateways",
          "microsoft.network/virtualhubs",
          "microsoft.network/applicationgateways",
          "microsoft.network/p2svpngateways",
          "microsoft.network/privateendpoints");

  private final List<Object> resources;
  private final Side side;

  /** Where a scenario is. */
  enum Side {
    NEAR,
    FAR;

    /** A text of the near scenario, as it is here. */
    String of(String text) {
      return this == NEAR
          ? text
          : text.replace("near", "far")
              .replace("10.1.", "10.9.")
              .replace("10.101.", "10.109.")
              .replace("192.168.1.", "192.168.9.")
              .replace("198.18.1.", "198.18.9.")
              .replace("203.0.113.", "198.51.100.");
    }
  }

  private World(List<Object> resources, Side side) {
    this.resources = resources;
    this.side = side;
  }

  /// Reads a scenario.
  ///
  /// @param target the service that a private endpoint of it is for
  static World read(String scenario, Side side, String target) {
    String text = side.of(text("scenarios/" + scenario + ".yaml").replace("$TARGET", target));
    List<Object> resources = Document.list(Document.of(Document.parse(expanded(text))));
    for (Object resource : resources) {
      Map<String, Object> map = Document.map(resource);
      String[] parts = ((String) map.get("id")).substring(GROUP.length()).split("/", -1);
      StringBuilder type = new StringBuilder(parts[0]);
      StringBuilder name = new StringBuilder();
      for (int i = 1; i < parts.length; i += 2) {
        type.append('/').append(parts[i]);
        name.append(i == 1 ? "" : "/").append(parts[i + 1]);
      }
      map.put("type", type.toString());
      map.put("name", name.toString());
      map.computeIfAbsent("properties", _ -> new LinkedHashMap<>());
    }
    return new World(resources, side);
  }

  static String expanded(String text) {
    return text.replace("$N/", GROUP + "Microsoft.Network/")
        .replace("$C/", GROUP + "Microsoft.Compute/");
  }

  static String text(String resource) {
    try (InputStream file = World.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String json() {
    return Document.json(resources);
  }

  /** The id that the resource of a type has, or would have. */
  static String id(String type, Side side) {
    String[] parts = type.split("/", -1);
    StringBuilder id = new StringBuilder(GROUP).append(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      id.append('/').append(parts[i]).append('/').append(side.of("nearthing"));
    }
    return id.toString();
  }

  // ---- where a property goes ----

  /// Sets a property of a type: in the resource or the part of that type that the scenario has,
  /// else in one that is added.
  ///
  /// @param hooks what a resource that is added says that it belongs to
  /// @return the id of the resource that has the property
  String set(CensusRows.Row row, Object value, List<String> hooks) {
    String type = row.type();
    Optional<Map<String, Object>> own = find(type);
    if (own.isPresent()) {
      put(own.get(), row.path(), value);
      return (String) own.get().get("id");
    }
    Optional<Map<String, Object>> part = part(type);
    if (part.isPresent()) {
      put(part.get(), row.path(), value);
      return (String) find(type.substring(0, type.lastIndexOf('/'))).orElseThrow().get("id");
    }
    Map<String, Object> added = add(type, hooks);
    put(added, row.path(), value);
    return (String) added.get("id");
  }

  /** Adds the resource that a property would be set in, unless it is there. */
  String touch(CensusRows.Row row, List<String> hooks) {
    Optional<Map<String, Object>> own = find(row.type());
    if (own.isEmpty() && part(row.type()).isEmpty()) {
      own = Optional.of(add(row.type(), hooks));
    }
    return own.map(resource -> (String) resource.get("id")).orElse("");
  }

  private Optional<Map<String, Object>> find(String type) {
    return resources.stream()
        .map(Document::map)
        .filter(resource -> ((String) resource.get("type")).equalsIgnoreCase(type))
        .findFirst();
  }

  private Map<String, Object> add(String type, List<String> hooks) {
    String[] parts = type.split("/", -1);
    String id = GROUP + parts[0];
    String name = "";
    String above = parts[0];
    for (int i = 1; i < parts.length; i++) {
      above += "/" + parts[i];
      Optional<Map<String, Object>> known = find(above);
      String own = side.of("nearthing");
      id = known.isPresent() ? (String) known.get().get("id") : id + "/" + parts[i] + "/" + own;
      name =
          known.isPresent()
              ? (String) known.get().get("name")
              : (name.isEmpty() ? "" : name + "/") + own;
    }
    String root = parts[0] + "/" + parts[1];
    if (parts.length > 2 && !NEEDY.contains(root) && find(root).isEmpty()) {
      add(root, List.of());
    }
    if (above(type).contains("/slots") && find(above(type)).isEmpty()) {
      add(above(type), List.of());
    }
    Map<String, Object> added = new LinkedHashMap<>();
    added.put("id", id);
    added.put("type", type);
    added.put("name", name);
    if (!hooks.isEmpty()) {
      Map<String, Object> tags = new LinkedHashMap<>();
      hooks.forEach(hook -> tags.put("of" + tags.size(), side.of(expanded(hook))));
      added.put("tags", tags);
    }
    added.put("properties", new LinkedHashMap<>());
    resources.add(added);
    return added;
  }

  private static String above(String type) {
    return type.substring(0, type.lastIndexOf('/'));
  }

  private static void put(Map<String, Object> resource, List<String> path, Object value) {
    Map<String, Object> at = resource;
    for (int i = 0; i < path.size() - 1; i++) {
      String segment = path.get(i);
      if (segment.startsWith("<")) {
        chooseVariant(at, segment.substring(1, segment.length() - 1), path.subList(i, path.size()));
      } else {
        at = below(inside(at, segment), segment, path.get(i + 1));
      }
    }
    String last = path.getLast();
    String name = last.startsWith("properties.") ? last.substring("properties.".length()) : last;
    Map<String, Object> target =
        last.equals(name) ? inside(at, last) : Document.map(at.get("properties"));
    target.put(key(target, name).orElse(name), value);
  }

  /** Whether the scenario has a resource or a part of a type. */
  boolean has(String type) {
    return find(type).isPresent() || part(type).isPresent();
  }

  /** Whether a property is set in the resource or part of the type. */
  boolean isSet(CensusRows.Row row) {
    Optional<Map<String, Object>> subject = find(row.type()).or(() -> part(row.type()));
    return subject.isPresent() && isSet(subject.get(), row.path());
  }

  private static boolean isSet(Map<String, Object> object, List<String> path) {
    Map<String, Object> at = object;
    for (String segment : path.subList(0, path.size() - 1)) {
      Map<String, Object> inside = inside(at, segment);
      Object next = key(inside, segment).map(inside::get).orElse(null);
      if (next instanceof List<?> list && !list.isEmpty()) {
        next = list.getFirst();
      }
      if (segment.startsWith("<") || !(next instanceof Map<?, ?>)) {
        return false;
      }
      at = Document.map(next);
    }
    return key(inside(at, path.getLast()), path.getLast()).isPresent();
  }

  /** The first item of the list in which a parent has its children of a type. */
  private Optional<Map<String, Object>> part(String type) {
    int last = type.lastIndexOf('/');
    return find(type.substring(0, last))
        .map(parent -> Document.map(parent.get("properties")))
        .flatMap(inside -> key(inside, type.substring(last + 1)).map(inside::get))
        .filter(value -> value instanceof List<?> list && !list.isEmpty())
        .map(value -> Document.list(value).getFirst())
        .filter(item -> item instanceof Map<?, ?>)
        .map(Document::map);
  }

  /** Where a property stands: beside the wrapper or in it. */
  private static Map<String, Object> inside(Map<String, Object> object, String name) {
    boolean outside = key(object, name).isPresent() || HEAD.contains(name);
    return outside || !(object.get("properties") instanceof Map<?, ?> wrapped)
        ? object
        : Document.map(wrapped);
  }

  /** The object under a name, or the first one of the list there. */
  private static Map<String, Object> below(Map<String, Object> object, String name, String next) {
    String key = key(object, name).orElse(name);
    Object known = object.get(key);
    if (known instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Map<?, ?>) {
      return Document.map(list.getFirst());
    }
    if (known instanceof Map<?, ?> map) {
      return Document.map(map);
    }
    Map<String, Object> made = new LinkedHashMap<>();
    if (Values.isList(name) && !next.equals("id")) {
      made.put("name", "part");
      List<Object> items = new ArrayList<>();
      items.add(made);
      object.put(key, items);
    } else {
      object.put(key, made);
    }
    return made;
  }

  /** Sets the discriminator that chooses a variant, by the name that rows of it have. */
  private static void chooseVariant(Map<String, Object> at, String variant, List<String> rest) {
    String discriminator =
        at.keySet().stream().filter(World::isDiscriminator).findFirst().orElse("kind");
    if (rest.size() > 1 && isDiscriminator(rest.getLast()) && rest.size() == 2) {
      discriminator = rest.getLast();
    }
    at.put(discriminator, variant);
  }

  private static boolean isDiscriminator(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.endsWith("type") || name.endsWith("kind");
  }

  private static Optional<String> key(Map<String, Object> object, String name) {
    return object.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
  }
}
