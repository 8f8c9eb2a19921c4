package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The routes of a subnet that are by service tag, where the input does not give the prefixes of
/// the tag. A tag has thousands of them: for a destination only those routes are made that cover
/// it, and most destinations share a table.
final class TaggedRoutes {
  private final ServiceTags tags;
  private final List<String> names;
  private final Builder builder;
  private final Map<Map<String, List<Prefix>>, EffectiveRoutes> tables = new ConcurrentHashMap<>();

  /** Makes the routes of the subnet with these prefixes for tags. */
  interface Builder {
    EffectiveRoutes build(Function<String, Optional<List<Prefix>>> prefixes);
  }

  TaggedRoutes(ServiceTags tags, List<String> names, Builder builder) {
    this.tags = tags;
    this.names = List.copyOf(names);
    this.builder = builder;
  }

  /** The table for a destination. */
  EffectiveRoutes covering(IpAddress destination) {
    return table(set -> set.containing(destination));
  }

  /** The table with all routes. */
  EffectiveRoutes all() {
    return table(PrefixSet::prefixes);
  }

  private EffectiveRoutes table(Function<PrefixSet, List<Prefix>> wanted) {
    Map<String, List<Prefix>> prefixes = HashMap.newHashMap(names.size());
    for (String name : names) {
      tags.expand(name).ifPresent(set -> prefixes.put(key(name), wanted.apply(set)));
    }
    return tables.computeIfAbsent(
        prefixes, _ -> builder.build(tag -> Optional.ofNullable(prefixes.get(key(tag)))));
  }

  private static String key(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }
}
