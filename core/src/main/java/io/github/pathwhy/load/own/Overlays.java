package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The facts of all inputs that no configuration holds, laid over each other as the loader does:
/// observations by resource, sites and tags by name, and the answers for a name all at once.
final class Overlays {
  private final Registry registry;
  private final Map<ResourceId, Tree.Entry> observed = new LinkedHashMap<>();
  private final Map<String, List<Tree>> sites = new LinkedHashMap<>();
  private final Map<String, List<Tree>> dns = new LinkedHashMap<>();
  private final Map<String, Tree.Entry> serviceTags = new LinkedHashMap<>();
  private @Nullable Tree cloud;

  Overlays(Registry registry) {
    this.registry = registry;
  }

  /** Lays the facts of an input over those of earlier ones. */
  void add(Fields root) {
    if (root.get("observed") instanceof Tree.Mapping found) {
      found.entries().forEach(entry -> observe(root, entry));
    }
    sites.putAll(byName(root.get("sites")));
    dns.putAll(byName(root.get("dns")));
    if (root.get("serviceTags") instanceof Tree.Mapping found) {
      for (Tree.Entry entry : Written.flat(found).entries()) {
        serviceTags.put(lower(entry.key()), entry);
      }
    }
    Tree named = root.get("cloud");
    cloud = named == null ? cloud : named;
  }

  private void observe(Fields root, Tree.Entry entry) {
    Optional<ResourceId> resource =
        registry.resolveAny(root, entry.value(), entry.key(), entry.key());
    if (resource.isPresent() && entry.value() instanceof Tree.Mapping later) {
      Tree.Entry earlier = observed.get(resource.get());
      observed.put(
          resource.get(),
          earlier != null && earlier.value() instanceof Tree.Mapping known
              ? new Tree.Entry(earlier.key(), earlier.at(), Merge.merge(known, later))
              : entry);
    }
  }

  private static Map<String, List<Tree>> byName(@Nullable Tree list) {
    Map<String, List<Tree>> found = new LinkedHashMap<>();
    for (Tree.Mapping item : Written.objects(list)) {
      Written.textOf(item, "name")
          .ifPresent(name -> found.computeIfAbsent(lower(name), _ -> new ArrayList<>(1)).add(item));
    }
    return found;
  }

  /** The sections that say something. */
  List<Description.Part> parts() {
    List<Description.Part> parts = new ArrayList<>();
    if (cloud != null) {
      parts.add(new Description.Facts("cloud", cloud));
    }
    addList(parts, "sites", sites);
    addObject(parts, "observed", observed);
    addList(parts, "dns", dns);
    addObject(parts, "serviceTags", serviceTags);
    return parts;
  }

  private static void addList(
      List<Description.Part> parts, String key, Map<String, List<Tree>> found) {
    if (!found.isEmpty()) {
      List<Tree> all = new ArrayList<>();
      found.values().forEach(all::addAll);
      parts.add(new Description.Facts(key, Written.list(all)));
    }
  }

  private static void addObject(
      List<Description.Part> parts, String key, Map<?, Tree.Entry> found) {
    if (!found.isEmpty()) {
      Tree.Mapping object = Written.object();
      found.values().forEach(object::add);
      parts.add(new Description.Facts(key, object));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
