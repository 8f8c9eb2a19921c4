package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.census.Finding;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/// The values that readers asked for and that the inputs do not know, with the objects they belong
/// to. A reader that can say itself what the gap means takes it away; the others are gaps of the
/// resource.
public final class Unknowns {
  /** By object; objects are compared by identity. */
  private final Map<Fields, Map<Place, Tree.Scalar>> found = new LinkedHashMap<>();

  private record Place(String key, long at) {}

  /** Takes down that the value under a key is not known. */
  void add(Fields fields, String key, Tree.Scalar value) {
    found
        .computeIfAbsent(fields, _ -> new LinkedHashMap<>())
        .put(new Place(key, value.at()), value);
  }

  /** The keys of an object that something was taken down about. */
  Set<String> keys(Fields fields) {
    Map<Place, Tree.Scalar> own = found.isEmpty() ? null : found.get(fields);
    if (own == null) {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    own.keySet().forEach(place -> keys.add(place.key()));
    return keys;
  }

  /** Takes away what was taken down about an object: the texts that stand for what is missing. */
  List<String> take(Fields fields) {
    Map<Place, Tree.Scalar> own = found.isEmpty() ? null : found.remove(fields);
    return own == null ? List.of() : own.values().stream().map(Tree.Scalar::text).toList();
  }

  /** Takes away what was taken down about a key of an object. */
  List<String> take(Fields fields, String key) {
    Map<Place, Tree.Scalar> own = found.isEmpty() ? null : found.get(fields);
    List<String> taken = new ArrayList<>(0);
    if (own != null) {
      own.entrySet()
          .removeIf(entry -> {
            boolean mine = entry.getKey().key().equals(key);
            if (mine) {
              taken.add(entry.getValue().text());
            }
            return mine;
          });
    }
    return taken;
  }

  /// Hands over what is left as gaps of the resources, or of the parts of them, that it belongs to.
  /// The census says how a path has to meet them.
  public void handOver(Unread unread, LongFunction<SourcePosition> positions) {
    found.forEach((fields, values) ->
        fields
            .owner()
            .ifPresent(owner ->
                values.forEach((place, value) -> {
                  Finding finding = finding(fields, place.key(), value);
                  if (!(finding instanceof Finding.Harmless)) {
                    unread.add(
                        new Gap(
                            owner,
                            place.key(),
                            value.text(),
                            positions.apply(value.at()),
                            Gap.Kind.OPEN,
                            finding.where()),
                        List.of());
                  }
                })));
  }

  /// A word that readers do not understand stands in quotes, and may have a row of its own. Any
  /// value will do for one that is not known: rows for single words say nothing of it.
  private static String word(Tree.Scalar value) {
    String text = value.text();
    boolean quoted = text.length() > 2 && text.startsWith("'") && text.endsWith("'");
    return quoted ? text.substring(1, text.length() - 1) : "any";
  }

  private static Finding finding(Fields fields, String key, Tree.Scalar value) {
    Optional<Fields.Typed> typed = fields.typed(key);
    if (typed.isEmpty()) {
      return new Finding.Unlisted();
    }
    String type = typed.get().type();
    List<String> path = typed.get().path();
    Tree.Scalar any = Tree.text(word(value), value.at());
    Finding finding = Census.bundled().property(type, path, any);
    if (finding instanceof Finding.Unlisted) {
      // An object with a name, such as a SKU, may be written as that name alone.
      List<String> named = new ArrayList<>(path);
      named.add("name");
      finding = Census.bundled().property(type, named, any);
    }
    return finding;
  }
}
