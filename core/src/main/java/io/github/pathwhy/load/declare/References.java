package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads references to other resources: a name or id, or ARM's `{id: …}`.
public record References(Registry registry) {

  /** Whether an object of an export only names a child that is described elsewhere. */
  public static boolean isBare(Fields fields) {
    return !fields.isStrict()
        && fields.mapping().entries().stream()
            .allMatch(entry -> entry.key().equals("id") || entry.key().equals("resourceGroup"));
  }

  /** The resource under a key. */
  public Optional<ResourceId> one(Fields fields, String key, ResourceType type) {
    Tree value = fields.get(key);
    return value == null ? Optional.empty() : resolve(fields, value, key, type);
  }

  /** The resources in the list under a key; a single reference counts as a list of one. */
  public List<ResourceId> many(Fields fields, String key, ResourceType type) {
    Tree value = fields.get(key);
    List<ResourceId> found = new ArrayList<>();
    if (value instanceof Tree.Sequence sequence) {
      for (Tree item : sequence.items()) {
        resolve(fields, item, key, type).ifPresent(found::add);
      }
    } else if (value != null) {
      resolve(fields, value, key, type).ifPresent(found::add);
    }
    return found;
  }

  /** The part of the same resource under a key: an id as written, or a short name. */
  public Optional<ResourceId> sibling(Fields fields, String key, Siblings siblings) {
    Tree value = fields.get(key);
    return value == null ? Optional.empty() : sibling(fields, value, key, siblings);
  }

  /** The parts in the list under a key; a single reference counts as a list of one. */
  public List<ResourceId> siblings(Fields fields, String key, Siblings siblings) {
    Tree value = fields.get(key);
    List<ResourceId> found = new ArrayList<>();
    if (value instanceof Tree.Sequence sequence) {
      for (Tree item : sequence.items()) {
        sibling(fields, item, key, siblings).ifPresent(found::add);
      }
    } else if (value != null) {
      sibling(fields, value, key, siblings).ifPresent(found::add);
    }
    return found;
  }

  private Optional<ResourceId> sibling(Fields fields, Tree value, String key, Siblings siblings) {
    Optional<Tree.Scalar> reference = reference(fields, value, key, siblings.label());
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    String text = reference.get().text();
    if (ResourceId.isArm(text)) {
      return Optional.of(ResourceId.of(text));
    }
    ResourceId named = siblings.ids().get(text.toLowerCase(Locale.ROOT));
    if (named == null) {
      ResourceId id = ResourceId.of(text);
      Optional<ResourceId> meant =
          siblings.ids().values().stream().filter(each -> each.endsWithPath(text)).findFirst();
      if (meant.isPresent() || isUnknown(reference.get()) || fields.isLenient()) {
        return meant.or(() -> Optional.of(id));
      }
      List<String> names = siblings.ids().values().stream().map(ResourceId::name).toList();
      String guess = Suggestion.didYouMean(text, names);
      fields.problem(
          reference.get(),
          key,
          "no " + siblings.label() + " named '" + text + "'",
          !guess.isEmpty() ? guess : Registry.declared(names));
    }
    return Optional.ofNullable(named);
  }

  /** The frontend of another load balancer: by id, or as `balancer/frontend`. */
  public Optional<ResourceId> frontend(Fields fields, String key) {
    Tree value = fields.get(key);
    return value == null ? Optional.empty() : frontend(fields, value, key);
  }

  /** The frontend that a node of a list under a key refers to. */
  public Optional<ResourceId> frontend(Fields fields, Tree value, String key) {
    Optional<Tree.Scalar> given = reference(fields, value, key, "frontend of a load balancer");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String text = given.get().text();
    int slash = text.lastIndexOf('/');
    if (ResourceId.isArm(text) || isUnknown(given.get()) || slash < 0) {
      return Optional.of(ResourceId.of(text));
    }
    return registry
        .resolve(fields, given.get(), key, text.substring(0, slash), ResourceType.LOAD_BALANCER)
        .map(balancer -> balancer.child("frontendIPConfigurations", text.substring(slash + 1)));
  }

  /** What a node refers to. */
  public Optional<ResourceId> resolve(Fields fields, Tree value, String key, ResourceType type) {
    return reference(fields, value, key, type.label())
        .flatMap(reference ->
            isUnknown(reference) || fields.isPlaceholder(reference)
                ? Optional.of(registry.unknown(type, reference.text()))
                : registry.resolve(fields, reference, key, reference.text(), type));
  }

  /** Whether what a reference means is not known. */
  public static boolean isUnknown(Tree.Scalar reference) {
    return reference.kind() == Tree.Kind.UNKNOWN;
  }

  /** The id or name that a node gives, alone or in an object. */
  public static Optional<Tree.Scalar> reference(
      Fields fields, Tree value, String key, String label) {
    Tree meant = value;
    if (value instanceof Tree.Mapping mapping) {
      Tree id = mapping.get("id");
      meant = id instanceof Tree.Scalar ? id : mapping.get("name");
    }
    if (meant instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.NULL) {
      // ARM writes empty texts where there is nothing.
      return Optional.of(fields.isLenient() ? plain(scalar) : scalar)
          .filter(text -> !text.text().isEmpty() || !fields.isLenient());
    }
    if (fields.isLenient()) {
      return Optional.of(fields.open(value, "{" + key + " of line " + line(value) + "}"));
    }
    fields.problem(
        value,
        key,
        value.describe() + " where the name of a " + label + " belongs",
        "give a name or an id");
    return Optional.empty();
  }

  /** An id without the address of the API before it, and without a slash after it. */
  private static Tree.Scalar plain(Tree.Scalar scalar) {
    String text = scalar.text();
    int start = text.regionMatches(true, 0, "https://", 0, 8) ? text.indexOf('/', 8) : 0;
    int end = text.length();
    while (end > 1 && text.charAt(end - 1) == '/') {
      end--;
    }
    return start <= 0 && end == text.length()
        ? scalar
        : new Tree.Scalar(text.substring(Math.max(start, 0), end), scalar.kind(), scalar.at());
  }

  /** Tells references apart that cannot be read. */
  private static String line(Tree value) {
    return Position.line(value.at()) + ":" + Position.column(value.at());
  }
}
