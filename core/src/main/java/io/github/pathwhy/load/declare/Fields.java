package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One object of a document while it is being read: typed access by key, with a problem taken down
/// for every value that does not fit. ARM's `properties` wrapper is looked through. In pathwhy's
/// own format, keys that nobody asked for are problems ({@link #close}).
public final class Fields {
  /** Whether an object of a template is deployed; there when that is not known. */
  public static final String CONDITION = "condition";

  private static final String WRAPPER = "properties";

  /** What stands beside the properties of a resource, or of a part of one. */
  private static final Set<String> HEAD =
      Set.of("id", "name", "type", "location", "kind", "sku", "zones", CONDITION);

  /** What something is called has to be a text: nothing refers to it otherwise. */
  private static final Set<String> NAMES = Set.of("id", "name", "type");

  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private final Ledger ledger;
  private final Problems problems;
  private final Tree.Mapping mapping;
  private final Tree.@Nullable Mapping wrapped;
  private final Tree.@Nullable Scalar open;
  private final @Nullable Fields parent;
  private final String segment;
  private final boolean strict;
  private final boolean closing;
  private final List<String> asked = new ArrayList<>();
  private @Nullable ResourceId owner;
  private Coverage.@Nullable Shape shape;
  private @Nullable String type;

  /** What stands for values that have to be there and are not. */
  private @Nullable Map<String, Tree.Scalar> filled;

  /** The root of a document that is no topology. */
  public Fields(Problems problems, Tree.Mapping mapping, @Nullable Fields parent, String segment) {
    this(new Ledger(problems), mapping, parent, segment);
  }

  public Fields(Ledger ledger, Tree.Mapping mapping, @Nullable Fields parent, String segment) {
    this.ledger = ledger;
    this.problems = ledger.problems();
    this.mapping = mapping;
    this.parent = parent;
    this.segment = segment;
    this.strict = problems.isStrict(mapping.at());
    this.closing = problems.hasStrict();
    Tree.Entry wrapper = mapping.find(WRAPPER);
    Tree inside = wrapper == null || problems.isStrict(wrapper.at()) ? null : wrapper.value();
    this.wrapped = inside instanceof Tree.Mapping properties ? properties : null;
    this.open =
        switch (inside) {
          case null -> null;
          case Tree.Mapping _ -> null;
          case Tree.Scalar scalar when isNull(scalar) -> null;
          case Tree.Scalar scalar when isUnknown(scalar) -> scalar;
          default -> Tree.unknown(inside.describe() + " where an object belongs", inside.at());
        };
  }

  /** Notes which resource, or part of one, the object describes. */
  public Fields own(ResourceId id) {
    owner = id;
    noteCondition();
    return this;
  }

  /// Takes down that nobody knows whether the object is there at all: templates deploy what meets a
  /// condition.
  private void noteCondition() {
    Tree.Entry condition = strict ? null : mapping.find(CONDITION);
    if (condition != null) {
      ask(CONDITION);
      isUnknown(CONDITION, condition.value());
    }
  }

  /** Notes which type of resource the object describes. */
  Fields describing(ResourceType described) {
    type = described.armType();
    shape = ledger.coverage().of(described.armType());
    return this;
  }

  /** A property as the API has it: the type of the resource, and the way down to the property. */
  record Typed(String type, List<String> path) {}

  /** Where a key stands in the resource that the object belongs to. */
  Optional<Typed> typed(String key) {
    List<String> path = new ArrayList<>(List.of(key));
    for (Fields at = this; at != null; at = at.parent) {
      if (at.type != null) {
        return Optional.of(new Typed(at.type, path));
      }
      int bracket = at.segment.indexOf('[');
      path.add(0, bracket < 0 ? at.segment : at.segment.substring(0, bracket));
    }
    return Optional.empty();
  }

  /// Lets a key stand in pathwhy's own format that no answer follows. Unlike what is asked for, it
  /// is left over when it is set.
  public void allow(String key) {
    if (closing) {
      asked.add(key);
    }
  }

  /** The resource, or part of one, that the object belongs to. */
  Optional<ResourceId> owner() {
    return owner == null && parent != null ? parent.owner() : Optional.ofNullable(owner);
  }

  /** Asks for the keys that every resource may have. */
  public Fields begin() {
    text("name");
    text("id");
    text("location");
    return this;
  }

  /** Whether the object is written in pathwhy's own format. */
  public boolean isStrict() {
    return strict;
  }

  /** Where the object is in its document, such as `virtualNetworks[0].subnets[2]`. */
  public String path() {
    if (parent == null) {
      return segment;
    }
    String above = parent.path();
    return above.isEmpty() ? segment : above + "." + segment;
  }

  /** Where the object starts. */
  public SourcePosition position() {
    return problems.position(mapping.at());
  }

  /** The object's own mapping. */
  public Tree.Mapping mapping() {
    return mapping;
  }

  /// The value of a key that is present and not null. Where ARM's properties are not known as a
  /// whole, none of them is.
  public @Nullable Tree get(String key) {
    ask(key);
    if (filled != null && filled.containsKey(key)) {
      return filled.get(key);
    }
    Tree own = present(find(key));
    if (own != null) {
      return own;
    }
    if (wrapped != null) {
      return present(wrapped.findIgnoringCase(key));
    }
    if (open == null || HEAD.contains(key)) {
      return null;
    }
    ask(WRAPPER);
    return open;
  }

  private void ask(String key) {
    if (closing) {
      asked.add(key);
    }
    if (shape != null) {
      shape.ask(key);
    }
  }

  /** Like {@link #get}, for a key that ARM's form has and pathwhy's own has not. */
  public @Nullable Tree getArm(String key) {
    if (shape != null) {
      shape.ask(key);
    }
    return lookAt(key);
  }

  /// Like {@link #getArm}, without asking: the reader tells by the value whether it can be passed
  /// over.
  public @Nullable Tree lookAt(String key) {
    Tree.Entry own = mapping.findIgnoringCase(key);
    if (own == null && wrapped != null) {
      own = wrapped.findIgnoringCase(key);
    }
    return own == null || problems.isStrict(own.at()) ? null : present(own);
  }

  /// Passes over a value that is without bearing as it stands here, though others under the key may
  /// decide.
  public void pass(Tree value) {
    ledger.unread().pass(value);
  }

  /** Keys of pathwhy's own format have one spelling, ARM's have any case. */
  private Tree.@Nullable Entry find(String key) {
    Tree.Entry found = mapping.findIgnoringCase(key);
    return found == null || found.key().equals(key) || !problems.isStrict(found.at())
        ? found
        : null;
  }

  private static @Nullable Tree present(Tree.@Nullable Entry entry) {
    return entry == null || isNull(entry.value()) ? null : entry.value();
  }

  private static boolean isNull(Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
  }

  private static boolean isUnknown(Tree.Scalar scalar) {
    return scalar.kind() == Tree.Kind.UNKNOWN;
  }

  /** Takes down that the value of a key is not known for want of something else. */
  public void miss(String key, String missing) {
    ledger.unknowns().add(this, key, Tree.unknown(missing, mapping.at()));
  }

  /** Takes down that a value is not known; whether it is one of those. */
  public boolean isUnknown(String key, @Nullable Tree value) {
    if (value instanceof Tree.Scalar scalar && (isUnknown(scalar) || isPlaceholder(scalar))) {
      ledger.unknowns().add(this, key, scalar);
      return true;
    }
    return false;
  }

  /// Whether a value of a template is what the template reference of Azure's documentation has in
  /// its place, to be filled in by whoever copies it.
  boolean isPlaceholder(Tree.Scalar scalar) {
    return scalar.kind() == Tree.Kind.TEXT
        && !problems.isStrict(scalar.at())
        && switch (scalar.text()) {
          case "string", "bool", "int" -> true;
          default -> false;
        };
  }

  /// What is not known of the values that were asked for: the texts that stand for it. Whoever
  /// takes them says itself what they mean; otherwise they are gaps of the resource.
  public List<String> takeUnknowns() {
    return ledger.unknowns().take(this);
  }

  /** The keys whose values were asked for and are not known. */
  public Set<String> unknownKeys() {
    return ledger.unknowns().keys(this);
  }

  /** Like {@link #takeUnknowns()}, for one key. */
  public List<String> takeUnknowns(String key) {
    return ledger.unknowns().take(this, key);
  }

  /** Takes down a problem about a value of this object, or about an item of it. */
  public void problem(Tree at, String key, String message, String hint) {
    if (problems.isFull()) {
      problems.add(at.at(), "", message, hint);
      return;
    }
    String place = key;
    Tree.Entry entry = find(key);
    if (entry != null && entry.value() instanceof Tree.Sequence list) {
      int index = 0;
      for (Tree item : list.items()) {
        if (item.at() == at.at()) {
          place = key + "[" + index + "]";
          break;
        }
        index++;
      }
    }
    String above = path();
    problems.add(at.at(), above.isEmpty() ? place : above + "." + place, message, hint);
  }

  /// Takes down a value that is no word or no shape that is known here. In pathwhy's own format it
  /// is a problem. Azure, which others describe, may be newer: what such a value means is open.
  public void misfit(Tree value, String key, String message, String hint) {
    if (problems.isStrict(value.at()) || ledger.omissions().isEmpty()) {
      problem(value, key, message, hint);
    } else {
      ledger.unknowns().add(this, key, Tree.unknown(message, value.at()));
    }
  }

  /** Takes down a value that has another shape than its key asks for. */
  private void misshapen(Tree value, String key, String shape) {
    String message = value.describe() + " where " + shape + " belongs";
    misfit(value, key, message, "");
    ledger.opened().value(value, Tree.unknown(message, value.at()));
  }

  /** What stands for a value that refers to something and does not say to what. */
  Tree.Scalar open(Tree value, String text) {
    Tree.Scalar open = Tree.unknown(text, value.at());
    ledger.opened().value(value, open);
    return open;
  }

  /** Takes down a problem about the value of a key. */
  public void problemAt(String key, String message, String hint) {
    problem(valueOf(key), key, message, hint);
  }

  /// Takes down that a key is missing, when it is, or empty. What others describe is there in
  /// Azure, where it has a value that they do not say: from here on the key has an open one.
  public void require(String key, String hint) {
    Tree value = get(key);
    if (value != null && !(value instanceof Tree.Scalar scalar && scalar.text().isEmpty())) {
      return;
    }
    if (!isLenient() || (parent == null && NAMES.contains(key))) {
      problem(key + " is missing", hint);
    } else {
      fill(key);
    }
  }

  /// Like {@link #require}, for the first of several keys, of which none is there.
  public void requireOneOf(String message, String key, String other) {
    if (isLenient()) {
      fill(key);
    } else {
      problem(message, "give " + key + " or " + other);
    }
  }

  private void fill(String key) {
    Tree.Scalar open = Tree.unknown("{" + key + " of " + label() + "}", mapping.at());
    if (filled == null) {
      filled = new HashMap<>();
    }
    filled.put(key, open);
    if (NAMES.contains(key)) {
      ledger.opened().missing(mapping, key, open);
    } else {
      ledger.unknowns().add(this, key, open);
    }
  }

  /** What people call the object: its name, else where it stands. */
  private String label() {
    return mapping.get("name") instanceof Tree.Scalar name && !name.text().isEmpty()
        ? name.text()
        : path() + " in line " + position().line();
  }

  /** Whether nothing needs to be said about further problems. */
  public boolean isFull() {
    return problems.isFull();
  }

  /** Takes down a problem about the object itself. */
  public void problem(String message, String hint) {
    problems.add(mapping.at(), path(), message, hint);
  }

  /** The text of a scalar. Empty text counts as absent, as in ARM. */
  public Optional<String> text(String key) {
    Tree value = get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Tree.Scalar scalar) {
      return !scalar.text().isEmpty() && isClean(scalar, key)
          ? Optional.of(scalar.text())
          : Optional.empty();
    }
    if (NAMES.contains(key)) {
      problem(value, key, value.describe() + " where text belongs", "");
    } else {
      misshapen(value, key, "text");
    }
    return Optional.empty();
  }

  /** Refuses characters that nobody sees: names with them end up in terminals and files. */
  private boolean isClean(Tree.Scalar scalar, String key) {
    boolean safe = Printable.isSafe(scalar.text());
    if (!safe) {
      problem(
          scalar,
          key,
          scalar.describe() + " has invisible characters",
          "allowed: printable characters");
    }
    return safe;
  }

  /** A scalar in a form that the parser accepts. */
  public <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String allowed) {
    Optional<String> text = text(key);
    if (text.isEmpty() || isUnknown(key, get(key))) {
      return Optional.empty();
    }
    Optional<T> value = parser.apply(text.get());
    if (value.isEmpty()) {
      refuse(valueOf(key), key, text.get(), allowed);
    }
    return value;
  }

  /// Takes down a text that is no address, prefix, port or number. A word that others have in place
  /// of one may be newer than pathwhy; anything else is malformed.
  private void refuse(Tree value, String key, String text, String allowed) {
    if (WORD.matcher(text).matches()) {
      misfit(value, key, "'" + text + "'", allowed);
    } else {
      problem(value, key, "'" + text + "'", allowed);
    }
  }

  /** A word that the parser knows. */
  public <T> Optional<T> word(String key, Function<String, Optional<T>> parser, String allowed) {
    Optional<String> text = text(key);
    if (isUnknown(key, get(key)) || text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = parser.apply(text.get());
    if (value.isEmpty()) {
      misfit(valueOf(key), key, "'" + text.get() + "'", allowed);
    }
    return value;
  }

  /// Checks a word that no answer depends on: only in pathwhy's own format it has to be one of
  /// these.
  public void check(String key, List<String> words) {
    if (strict) {
      choice(key, words, word -> word);
    } else {
      get(key);
    }
  }

  /** `true` or `false`. */
  public Optional<Boolean> flag(String key) {
    return word(
        key,
        text ->
            text.equalsIgnoreCase("true")
                ? Optional.of(true)
                : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty(),
        "allowed: true, false");
  }

  /** A whole number within bounds. */
  public Optional<Integer> integer(String key, int least, int most) {
    Optional<String> text = text(key);
    if (text.isEmpty() || isUnknown(key, get(key))) {
      return Optional.empty();
    }
    if (WHOLE.matcher(text.get()).matches()) {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    }
    refuse(
        valueOf(key),
        key,
        text.get(),
        least == most
            ? "allowed: " + least
            : "allowed: a whole number from " + least + " to " + most);
    return Optional.empty();
  }

  /** A percentage, 0 to 100. */
  public Optional<Double> percent(String key) {
    return parsed(
        key,
        text ->
            DECIMAL.matcher(text).matches()
                ? Optional.of(Double.valueOf(text)).filter(value -> value <= 100)
                : Optional.empty(),
        "allowed: a number from 0 to 100");
  }

  /** One of a fixed set of words, in any case. */
  public <E> Optional<E> choice(String key, List<E> choices, Function<E, String> label) {
    Optional<String> text = text(key);
    if (isUnknown(key, get(key)) || text.isEmpty()) {
      return Optional.empty();
    }
    for (E candidate : choices) {
      if (label.apply(candidate).equalsIgnoreCase(text.get())) {
        return Optional.of(candidate);
      }
    }
    List<String> words = choices.stream().map(label).toList();
    misfit(valueOf(key), key, "'" + text.get() + "'", "allowed: " + String.join(", ", words));
    return Optional.empty();
  }

  /** An IP address. */
  public Optional<IpAddress> address(String key) {
    return parsed(key, IpAddress::parse, "expected an IP address such as 10.0.1.4 or fd00::4");
  }

  /** The IP addresses of a list. */
  public List<IpAddress> addresses(String key) {
    List<IpAddress> found = new ArrayList<>();
    for (Tree.Scalar scalar : scalars(key)) {
      Optional<IpAddress> address = IpAddress.parse(scalar.text());
      address.ifPresent(found::add);
      if (address.isEmpty() && !isUnknown(key, scalar)) {
        refuse(scalar, key, scalar.text(), "expected an IP address");
      }
    }
    return found;
  }

  /** A list of scalars; a single scalar counts as a list of one. */
  public List<Tree.Scalar> scalars(String key) {
    Tree value = get(key);
    List<Tree.Scalar> found = new ArrayList<>();
    List<Tree> items =
        value == null
            ? List.of()
            : value instanceof Tree.Sequence sequence
                ? withoutNulls(sequence.items())
                : List.of(value);
    for (Tree item : items) {
      if (item instanceof Tree.Scalar scalar) {
        if (!scalar.text().isEmpty() && isClean(scalar, key)) {
          found.add(scalar);
        }
      } else {
        misshapen(item, key, "text");
      }
    }
    return found;
  }

  /** A prefix and where it was written. */
  public record Placed(Prefix prefix, Fields fields, String key, Tree at) {
    /** Takes down a problem about the prefix. */
    public void problem(String message, String hint) {
      fields.problem(at, key, message, hint);
    }
  }

  /** The prefixes under any of the keys. */
  public List<Prefix> prefixes(String... keys) {
    return placedPrefixes(keys).stream().map(Placed::prefix).toList();
  }

  /** The prefixes under any of the keys, with their places. */
  public List<Placed> placedPrefixes(String... keys) {
    List<Placed> found = new ArrayList<>();
    for (String key : keys) {
      for (Tree.Scalar scalar : scalars(key)) {
        prefix(scalar, key).ifPresent(prefix -> found.add(new Placed(prefix, this, key, scalar)));
      }
    }
    return found;
  }

  /** A scalar as a prefix. */
  public Optional<Prefix> prefix(Tree.Scalar scalar, String key) {
    Optional<Prefix> prefix = Prefix.parse(scalar.text());
    if (prefix.isEmpty() && !isUnknown(key, scalar)) {
      refuse(scalar, key, scalar.text(), Prefixes.explain(scalar.text()));
    }
    return prefix;
  }

  /** The port ranges under any of the keys; all ports when there are none. */
  public List<PortRange> ports(String... keys) {
    List<PortRange> found = new ArrayList<>();
    boolean given = false;
    for (String key : keys) {
      for (Tree.Scalar scalar : scalars(key)) {
        given = true;
        Optional<PortRange> range = PortRange.parse(scalar.text());
        range.ifPresent(found::add);
        if (range.isEmpty() && !isUnknown(key, scalar)) {
          refuse(
              scalar,
              key,
              scalar.text(),
              "expected a port from 0 to 65535, a range such as 80-90, or *");
        }
      }
    }
    return given ? found : List.of(PortRange.ALL);
  }

  /** The object under a key. */
  public Optional<Fields> child(String key) {
    Tree value = get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Tree.Mapping object) {
      return Optional.of(nested(object, key));
    }
    if (!isUnknown(key, value)) {
      misshapen(value, key, "an object");
    }
    return Optional.empty();
  }

  /** The objects of the list under a key. */
  public List<Fields> children(String key) {
    List<Fields> found = new ArrayList<>();
    int index = 0;
    for (Tree item : items(key)) {
      if (item instanceof Tree.Mapping object) {
        found.add(nested(object, key + "[" + index + "]"));
      } else if (!isUnknown(key, item)) {
        misshapen(item, key, "an object");
      }
      index++;
    }
    return found;
  }

  /// Like {@link #children}, for objects that their names tell apart. Azure refuses a template that
  /// gives a name twice; there the first one counts, and the other is left out by name.
  public List<Fields> namedChildren(String key) {
    List<Fields> found = new ArrayList<>();
    Map<String, Fields> names = new HashMap<>();
    for (Fields child : children(key)) {
      if (child.get("name") instanceof Tree.Scalar(String name, Tree.Kind _, long _)) {
        Fields other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), child);
        String where = other == null ? "" : "the other one is at " + other.position();
        if (other != null && child.isLenient()) {
          leaveOut(child.mapping(), key + " " + name, "the name is given twice; " + where);
          continue;
        }
        if (other != null) {
          child.problemAt("name", "'" + name + "' is given twice", where);
        }
      }
      found.add(child);
    }
    return found;
  }

  /** Whether contradictions are left out by name instead of being problems. */
  public boolean isLenient() {
    return !strict && ledger.omissions().isPresent();
  }

  /** Names something that has no part in the answers, and why. */
  public void leaveOut(Tree at, String what, String why) {
    ledger.omissions().ifPresent(omissions -> omissions.add(at.at(), what, why));
  }

  /** The items of the list under a key. */
  public List<Tree> items(String key) {
    Tree value = get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Tree.Sequence sequence) {
      return withoutNulls(sequence.items());
    }
    if (!isUnknown(key, value)) {
      misshapen(value, key, "a list");
    }
    return List.of();
  }

  /** `null` in a list is no item of it. */
  private static List<Tree> withoutNulls(List<Tree> items) {
    for (Tree item : items) {
      if (isNull(item)) {
        return items.stream().filter(each -> !isNull(each)).toList();
      }
    }
    return items;
  }

  /** An object inside this one, in the same format. */
  public Fields nested(Tree.Mapping object, String name) {
    Fields inner = new Fields(ledger, object, this, name);
    if (shape != null) {
      inner.shape = shape.inner(name);
    }
    return inner;
  }

  /** The same place in the document with another content. */
  public Fields replaced(Tree.Mapping content) {
    Fields replaced = new Fields(ledger, content, parent, segment);
    replaced.owner = owner;
    replaced.shape = shape;
    replaced.type = type;
    return replaced;
  }

  /** Takes down the keys that nobody asked for. */
  public void close() {
    if (!closing) {
      return;
    }
    for (Tree.Entry entry : mapping.entries()) {
      if (problems.isStrict(entry.at()) && !asked.contains(entry.key())) {
        if (problems.isFull()) {
          problems.add(entry.at(), "", "unknown key", "");
          continue;
        }
        String allowed = "allowed: " + String.join(", ", new TreeSet<>(asked));
        String guess =
            entry.key().equals(WRAPPER)
                ? "the keys of ARM's properties go here directly;"
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

  /** The node under a key, or the object itself. */
  public Tree valueOf(String key) {
    Tree value = get(key);
    return value == null ? mapping : value;
  }
}
