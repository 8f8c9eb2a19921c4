package io.github.pathwhy.load;

import io.github.pathwhy.model.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One object of a document while it is being read: typed access by key, with a problem taken down
/// for every value that does not fit. ARM's `properties` wrapper is looked through. In pathwhy's
/// own format, keys that nobody asked for are problems ({@link #close}).
final class Fields {
  private static final String WRAPPER = "properties";

  private final Problems problems;
  private final Tree.Mapping mapping;
  private final Tree.@Nullable Mapping wrapped;
  private final @Nullable Fields parent;
  private final String segment;
  private final boolean strict;
  private final List<String> asked = new ArrayList<>();

  Fields(Problems problems, Tree.Mapping mapping, @Nullable Fields parent, String segment) {
    this.problems = problems;
    this.mapping = mapping;
    this.parent = parent;
    this.segment = segment;
    this.strict = problems.isStrict(mapping.at());
    Tree.Entry wrapper = mapping.find(WRAPPER);
    this.wrapped =
        wrapper != null
                && !problems.isStrict(wrapper.at())
                && wrapper.value() instanceof Tree.Mapping properties
            ? properties
            : null;
  }

  /** Whether the object is written in pathwhy's own format. */
  boolean isStrict() {
    return strict;
  }

  /** Where the object is in its document, such as `virtualNetworks[0].subnets[2]`. */
  String path() {
    if (parent == null) {
      return segment;
    }
    String above = parent.path();
    return above.isEmpty() ? segment : above + "." + segment;
  }

  /** Where the object starts. */
  SourcePosition position() {
    return problems.position(mapping.at());
  }

  /** The object's own mapping. */
  Tree.Mapping mapping() {
    return mapping;
  }

  /** The value of a key that is present and not null. */
  @Nullable Tree get(String key) {
    if (strict) {
      asked.add(key);
    }
    Tree own = present(strict ? mapping.find(key) : mapping.findIgnoringCase(key));
    return own == null && wrapped != null ? present(wrapped.findIgnoringCase(key)) : own;
  }

  private static @Nullable Tree present(Tree.@Nullable Entry entry) {
    return entry == null || isNull(entry.value()) ? null : entry.value();
  }

  private static boolean isNull(Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
  }

  /** Takes down a problem about a value of this object. */
  void problem(Tree at, String key, String message, String hint) {
    String above = path();
    problems.add(at.at(), above.isEmpty() ? key : above + "." + key, message, hint);
  }

  /** Takes down a problem about the object itself. */
  void problem(String message, String hint) {
    problems.add(mapping.at(), path(), message, hint);
  }

  /** The text of a scalar. Empty text counts as absent, as in ARM. */
  Optional<String> text(String key) {
    Tree value = get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Tree.Scalar scalar) {
      return scalar.text().isEmpty() ? Optional.empty() : Optional.of(scalar.text());
    }
    problem(value, key, value.describe() + " where text belongs", "");
    return Optional.empty();
  }

  /** A scalar in a form that the parser accepts. */
  <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String allowed) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = parser.apply(text.get());
    if (value.isEmpty()) {
      problem(valueOf(key), key, "'" + text.get() + "'", allowed);
    }
    return value;
  }

  /** `true` or `false`. */
  Optional<Boolean> flag(String key) {
    return parsed(
        key,
        text ->
            text.equalsIgnoreCase("true")
                ? Optional.of(true)
                : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty(),
        "allowed: true, false");
  }

  /** A whole number within bounds. */
  Optional<Integer> integer(String key, int least, int most) {
    return parsed(
        key,
        text -> {
          try {
            int value = Integer.parseInt(text);
            return value < least || value > most ? Optional.empty() : Optional.of(value);
          } catch (NumberFormatException _) {
            return Optional.empty();
          }
        },
        "allowed: a whole number from " + least + " to " + most);
  }

  /** A percentage, 0 to 100. */
  Optional<Double> percent(String key) {
    return parsed(
        key,
        text -> {
          try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 100 ? Optional.of(value) : Optional.empty();
          } catch (NumberFormatException _) {
            return Optional.empty();
          }
        },
        "allowed: a number from 0 to 100");
  }

  /** One of a fixed set of words, in any case. */
  <E> Optional<E> choice(String key, List<E> choices, Function<E, String> label) {
    List<String> words = choices.stream().map(label).toList();
    Optional<String> text = text(key);
    for (E candidate : choices) {
      if (text.isPresent() && label.apply(candidate).equalsIgnoreCase(text.get())) {
        return Optional.of(candidate);
      }
    }
    text.ifPresent(word ->
        problem(valueOf(key), key, "'" + word + "'", "allowed: " + String.join(", ", words)));
    return Optional.empty();
  }

  /** An IP address. */
  Optional<IpAddress> address(String key) {
    return parsed(key, IpAddress::parse, "expected an IP address such as 10.0.1.4 or fd00::4");
  }

  /** A list of scalars; a single scalar counts as a list of one. */
  List<Tree.Scalar> scalars(String key) {
    Tree value = get(key);
    List<Tree.Scalar> found = new ArrayList<>();
    List<Tree> items =
        value == null
            ? List.of()
            : value instanceof Tree.Sequence sequence ? sequence.items() : List.of(value);
    for (Tree item : items) {
      if (item instanceof Tree.Scalar scalar) {
        if (!scalar.text().isEmpty()) {
          found.add(scalar);
        }
      } else {
        problem(item, key, item.describe() + " where text belongs", "");
      }
    }
    return found;
  }

  /** The prefixes under any of the keys. */
  List<Prefix> prefixes(String... keys) {
    List<Prefix> found = new ArrayList<>();
    for (String key : keys) {
      for (Tree.Scalar scalar : scalars(key)) {
        prefix(scalar, key).ifPresent(found::add);
      }
    }
    return found;
  }

  /** A scalar as a prefix. */
  Optional<Prefix> prefix(Tree.Scalar scalar, String key) {
    Optional<Prefix> prefix = Prefix.parse(scalar.text());
    if (prefix.isEmpty()) {
      problem(scalar, key, "'" + scalar.text() + "'", Prefixes.explain(scalar.text()));
    }
    return prefix;
  }

  /** The port ranges under any of the keys; all ports when there are none. */
  List<PortRange> ports(String... keys) {
    List<PortRange> found = new ArrayList<>();
    boolean given = false;
    for (String key : keys) {
      for (Tree.Scalar scalar : scalars(key)) {
        given = true;
        Optional<PortRange> range = PortRange.parse(scalar.text());
        range.ifPresent(found::add);
        if (range.isEmpty()) {
          problem(
              scalar,
              key,
              "'" + scalar.text() + "'",
              "expected a port from 0 to 65535, a range such as 80-90, or *");
        }
      }
    }
    return given ? found : List.of(PortRange.ALL);
  }

  /** The object under a key. */
  Optional<Fields> child(String key) {
    Tree value = get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Tree.Mapping object) {
      return Optional.of(nested(object, key));
    }
    problem(value, key, value.describe() + " where an object belongs", "");
    return Optional.empty();
  }

  /** The objects of the list under a key. */
  List<Fields> children(String key) {
    List<Fields> found = new ArrayList<>();
    int index = 0;
    for (Tree item : items(key)) {
      if (item instanceof Tree.Mapping object) {
        found.add(nested(object, key + "[" + index + "]"));
      } else {
        problem(item, key + "[" + index + "]", item.describe() + " where an object belongs", "");
      }
      index++;
    }
    return found;
  }

  /** The items of the list under a key. */
  List<Tree> items(String key) {
    Tree value = get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Tree.Sequence sequence) {
      return sequence.items();
    }
    problem(value, key, value.describe() + " where a list belongs", "");
    return List.of();
  }

  /** An object inside this one, in the same format. */
  Fields nested(Tree.Mapping object, String name) {
    return new Fields(problems, object, this, name);
  }

  /** The same place in the document with another content. */
  Fields replaced(Tree.Mapping content) {
    return new Fields(problems, content, parent, segment);
  }

  /** Takes down the keys that nobody asked for. */
  void close() {
    if (!strict) {
      return;
    }
    for (Tree.Entry entry : mapping.entries()) {
      if (problems.isStrict(entry.at()) && !asked.contains(entry.key())) {
        String allowed = "allowed: " + String.join(", ", new TreeSet<>(asked));
        String guess =
            entry.key().equals(WRAPPER)
                ? "the keys of ARM's properties go here directly"
                : Suggestion.didYouMean(entry.key(), asked);
        String above = path();
        problems.add(
            entry.at(),
            above.isEmpty() ? entry.key() : above + "." + entry.key(),
            "unknown key",
            guess.isEmpty() ? allowed : guess + " " + allowed);
      }
    }
  }

  /** The node under a key that is known to be there. */
  private Tree valueOf(String key) {
    Tree value = get(key);
    return value == null ? mapping : value;
  }
}
