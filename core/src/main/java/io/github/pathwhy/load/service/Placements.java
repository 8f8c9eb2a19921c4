package io.github.pathwhy.load.service;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.census.Judged;
import io.github.pathwhy.load.census.Place;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which subnets workloads live in or send through: by the properties that say so, whatever they
/// are called, by those of their parts, and by what they run in.
public final class Placements {
  private static final Set<Role> PLACING = Set.of(Role.ADDRESS_OWNER, Role.SERVICE_SOURCE);
  private static final String SUBNETS = "/subnets/";
  private static final String NETWORKS = "/virtualnetworks/";

  /** Properties that name what a workload runs in. */
  private static final Set<String> HOSTS =
      Set.of(
          "environmentid",
          "managedenvironmentid",
          "serverfarmid",
          "hostingenvironmentprofile",
          "networkprofile");

  // Nothing runs in more than an app in a plan in an environment.
  private static final int MOST_HOSTS = 4;

  private final Map<ResourceId, Set<ResourceId>> subnets = new HashMap<>();
  private final Map<ResourceId, Set<ResourceId>> hosts = new HashMap<>();

  /** What one resource says. */
  private record Said(Set<ResourceId> ids, Set<String> names) {}

  /** The placements of all workloads among resources that are not modelled. */
  public Placements(List<Declarations.Other> others) {
    Map<ResourceId, Declarations.Other> declared = new LinkedHashMap<>();
    others.forEach(other -> declared.put(other.id(), other));
    for (Declarations.Other other : others) {
      Set<ResourceId> running = new LinkedHashSet<>();
      collectHosts(other.mapping(), running);
      running.retainAll(declared.keySet());
      hosts.computeIfAbsent(other.id(), _ -> new LinkedHashSet<>()).addAll(running);
      Set<ResourceId> own = own(other);
      if (!own.isEmpty()) {
        for (ResourceId at : family(other.id())) {
          if (declared.containsKey(at)) {
            subnets.computeIfAbsent(at, _ -> new LinkedHashSet<>()).addAll(own);
          }
        }
      }
    }
  }

  /** A resource, what it is part of, and so on. */
  private static List<ResourceId> family(ResourceId id) {
    List<ResourceId> family = new ArrayList<>();
    for (ResourceId at = id; !family.contains(at); at = at.parent()) {
      family.add(at);
    }
    return family;
  }

  /** The subnets of a resource. */
  List<ResourceId> of(ResourceId id) {
    Set<ResourceId> found = new LinkedHashSet<>();
    add(id, MOST_HOSTS, found);
    return List.copyOf(found);
  }

  private void add(ResourceId id, int depth, Set<ResourceId> found) {
    found.addAll(subnets.getOrDefault(id, Set.of()));
    if (depth > 0 && found.isEmpty()) {
      hosts.getOrDefault(id, Set.of()).forEach(host -> add(host, depth - 1, found));
    }
  }

  private static void collectHosts(Tree.Mapping object, Set<ResourceId> found) {
    for (Tree.Entry entry : object.entries()) {
      if (HOSTS.contains(entry.key().toLowerCase(Locale.ROOT))) {
        Leftovers.collect(entry.value(), found);
      } else if (entry.key().equals("properties") && entry.value() instanceof Tree.Mapping inside) {
        collectHosts(inside, found);
      }
    }
  }

  /// The subnets that a resource names itself; one may be named beside its network. Where no
  /// network is named, the census stays shut.
  private static Set<ResourceId> own(Declarations.Other other) {
    Set<ResourceId> any = new LinkedHashSet<>();
    Leftovers.collect(other.mapping(), any);
    if (any.stream().noneMatch(id -> lower(id).contains(NETWORKS))) {
      return Set.of();
    }
    Said said = new Said(new LinkedHashSet<>(), new LinkedHashSet<>());
    Place place = Census.bundled().resource(other.armType(), other.mapping());
    collect(place, other.mapping(), false, said);
    Set<ResourceId> found = new LinkedHashSet<>();
    for (ResourceId id : said.ids()) {
      if (lower(id).contains(SUBNETS)) {
        found.add(id);
      }
    }
    if (found.isEmpty()) {
      for (ResourceId id : said.ids()) {
        if (id.parent().child("virtualNetworks", id.name()).equals(id)) {
          said.names().forEach(name -> found.add(id.child("subnets", name)));
        }
      }
    }
    return found;
  }

  private static String lower(ResourceId id) {
    return ("/" + id).toLowerCase(Locale.ROOT);
  }

  private static void collect(Place place, Tree.Mapping object, boolean named, Said said) {
    for (Tree.Entry entry : object.entries()) {
      Judged judged = place.entry(entry.key(), entry.value());
      boolean ofSubnet = named || entry.key().toLowerCase(Locale.ROOT).contains("subnet");
      if (judged.finding().where().filter(PLACING::contains).isPresent()) {
        Leftovers.collect(entry.value(), said.ids());
        if (ofSubnet) {
          collectName(entry.value(), said.names());
        }
      }
      switch (entry.value()) {
        case Tree.Mapping inner -> collect(judged.below(), inner, ofSubnet, said);
        case Tree.Sequence list -> {
          for (Tree item : list.items()) {
            if (item instanceof Tree.Mapping element) {
              collect(judged.below().within(element), element, ofSubnet, said);
            }
          }
        }
        case Tree.Scalar _ -> {}
      }
    }
  }

  private static void collectName(Tree value, Set<String> names) {
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
        && kind == Tree.Kind.TEXT
        && !text.isEmpty()
        && text.indexOf('/') < 0) {
      names.add(text);
    }
  }
}
