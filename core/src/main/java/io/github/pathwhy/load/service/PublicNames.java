package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.text.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The names that a resource answers to, by the properties that carry them. What it only passes
/// requests on to has names of its own.
final class PublicNames {
  private static final Set<String> CARRIERS =
      Set.of(
          "hostname",
          "hostnames",
          "enabledhostnames",
          "defaulthostname",
          "fqdn",
          "fullyqualifieddomainname",
          "privatefqdn",
          "azureportalfqdn",
          "cname",
          "customdomains",
          "hsmuri",
          "endpoint",
          "accountendpoint",
          "uri",
          "workspaceurl",
          "blob",
          "dfs",
          "file",
          "queue",
          "table",
          "web",
          "documentendpoint");

  /** Lists of objects whose names are what the resource answers to. */
  private static final Set<String> NAMED =
      Set.of("customdomains", "hostnamesslstates", "customdomain");

  /** What stands behind a resource. */
  private static final Set<String> BEHIND =
      Set.of("origins", "backendpools", "origingroups", "endpoints", "routingrules", "cnamerecord");

  /** What follows the names of resources that do not say what they are called. */
  private static final Map<String, String> SUFFIXES =
      Map.of(
          "microsoft.network/trafficmanagerprofiles",
          ".trafficmanager.net",
          "microsoft.network/frontdoors",
          ".azurefd.net",
          "microsoft.cdn/profiles/endpoints",
          ".azureedge.net");

  private PublicNames() {}

  static List<String> of(Declarations.Other other) {
    String type = other.armType().toLowerCase(Locale.ROOT);
    Set<String> found = new LinkedHashSet<>();
    if (type.endsWith("/hostnamebindings")) {
      found.add(lastName(other));
    }
    if (!type.endsWith("/origins")) {
      collect(other.mapping(), false, found);
    }
    String suffix = SUFFIXES.get(type);
    if (found.isEmpty() && suffix != null) {
      found.add(lastName(other) + suffix);
    }
    return List.copyOf(found);
  }

  private static String lastName(Declarations.Other other) {
    return other.id().name().toLowerCase(Locale.ROOT);
  }

  private static void collect(Tree.Mapping object, boolean named, Set<String> found) {
    for (Tree.Entry entry : object.entries()) {
      String key = entry.key().toLowerCase(Locale.ROOT);
      if (BEHIND.contains(key)) {
        continue;
      }
      boolean carries = CARRIERS.contains(key) || (named && key.equals("name"));
      switch (entry.value()) {
        case Tree.Scalar _ -> {
          if (carries) {
            add(entry.value(), found);
          } else if (key.equals("relativename")) {
            PlatformServices.hosts(entry.value())
                .forEach(host -> found.add(host + ".trafficmanager.net"));
          }
        }
        case Tree.Mapping inner -> collect(inner, NAMED.contains(key), found);
        case Tree.Sequence list -> {
          for (Tree item : list.items()) {
            if (item instanceof Tree.Mapping element) {
              collect(element, NAMED.contains(key), found);
            } else if (carries) {
              add(item, found);
            }
          }
        }
      }
    }
  }

  private static void add(Tree value, Set<String> found) {
    for (String host : PlatformServices.hosts(value)) {
      if (host.indexOf('.') > 0) {
        found.add(host);
      }
    }
  }
}
