package io.github.pathwhy.load.census;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A place in a resource: an object of it, or the elements of a list, with the rows that hold
/// there. Going down starts at [Census#resource(String, Tree.Mapping)]; [#entry] looks at a
/// property and leads on to what it holds:
///
/// ```
/// Judged judged = place.entry(entry.key(), entry.value());
/// switch (entry.value()) {
///   case Tree.Mapping object -> each entry of object at judged.below()
///   case Tree.Sequence list -> each entry of an element at judged.below().within(element)
///   case Tree.Scalar scalar -> nothing more
/// }
/// ```
public final class Place {
  /// The object in which most forms of input keep what is special about a type. It is passed
  /// through, and no part of any path.
  static final String WRAPPER = "properties";

  private static final Layer REFERENCE = reference();

  private final Census census;

  /** The rows that hold here; a row of an earlier one counts. */
  private final List<Layer> layers;

  /** The row that holds for what has none. */
  private final @Nullable Rule cover;

  /** Rows that hold where a type knows nothing of a name. */
  private final Node common;

  /** Where the blocks of Terraform's attributes are looked up by their own name. */
  private final Node blocks;

  /** Whether this is inside of the wrapper, where `type` is not that of the resource. */
  private final boolean wrapped;

  Place(Census census, Node root, @Nullable Rule cover, Node common, Node blocks) {
    this(census, List.of(Layer.of(List.of(root))), cover, common, blocks, false);
  }

  private Place(
      Census census,
      List<Layer> layers,
      @Nullable Rule cover,
      Node common,
      Node blocks,
      boolean wrapped) {
    this.census = census;
    this.layers = layers;
    this.cover = cover;
    this.common = common;
    this.blocks = blocks;
    this.wrapped = wrapped;
  }

  /** What stands below a reference without a copy. */
  private static Layer reference() {
    Node reference = new Node(null);
    reference.add("id", new Node(Rule.MODELLED));
    reference.add("resourcegroup", new Node(Rule.HARMLESS));
    return Layer.of(List.of(reference));
  }

  // ---- going down ----

  /** The place, with the variants that the object here is of. */
  public Place within(Tree.Mapping object) {
    List<Layer> narrowed = new ArrayList<>(layers.size());
    for (Layer layer : layers) {
      narrowed.add(layer.within(object));
    }
    return with(narrowed, wrapped);
  }

  /** Looks at a property that stands here. */
  public Judged entry(String key, Tree value) {
    if (isWrapper(key) && value instanceof Tree.Mapping object) {
      Finding finding = isNothing(value) ? Rule.HARMLESS.finding() : new Finding.Parts();
      return new Judged(finding, with(layers, true).within(object));
    }
    Rows rows = rows(key);
    Place below = below(rows);
    return new Judged(
        judge(rows, value, below),
        value instanceof Tree.Mapping object ? below.within(object) : below);
  }

  /** Whether a property that stands here changes no answer, whatever its value is. */
  public boolean isHarmless(String key) {
    if (isWrapper(key)) {
      return false;
    }
    Rows rows = rows(key);
    if (!rows.own.isEmpty()) {
      return rows.singles.isEmpty() && rows.own.stream().allMatch(Place::isHarmless);
    }
    return rows.leaf() && cover != null && isHarmless(cover);
  }

  private static boolean isHarmless(Rule rule) {
    return rule.finding() instanceof Finding.Harmless;
  }

  /** The place that a segment of a path leads to: a name, a variant, or the elements of a list. */
  Place below(String segment) {
    if (segment.equals("[]") || isWrapper(segment)) {
      return with(layers, wrapped || isWrapper(segment));
    }
    if (segment.startsWith("<")) {
      List<Layer> narrowed = new ArrayList<>(layers.size());
      for (Layer layer : layers) {
        narrowed.add(layer.variant(segment.substring(1, segment.length() - 1)));
      }
      return with(narrowed, wrapped);
    }
    return below(rows(segment));
  }

  private static boolean isWrapper(String key) {
    return key.equalsIgnoreCase(WRAPPER);
  }

  private Place with(List<Layer> narrowed, boolean inside) {
    return new Place(census, narrowed, cover, common, blocks, inside);
  }

  private Place below(Rows rows) {
    List<Layer> next = new ArrayList<>(rows.next);
    Rule over = cover;
    for (int i = 0; i < rows.own.size(); i++) {
      Rule here = coverOf(rows.own.get(i), rows, next);
      over = i == 0 ? here : Caution.more(over, here);
    }
    return new Place(census, next, over, Census.NONE, blocks, false);
  }

  /** The row that holds below another for what has none; adds the rows of a copy. */
  private @Nullable Rule coverOf(Rule rule, Rows rows, List<Layer> next) {
    String copyOf = rule.copyOf();
    return switch (rule.finding()) {
      // Nothing in a copy can decide where the copy itself does not.
      case Finding.Harmless harmless -> rule;
      case Finding.Decides decides -> enter(copyOf, next, rule);
      case Finding.Modelled modelled when copyOf == null -> rows.leaf() ? rule : cover;
      case Finding.Modelled modelled when copyOf.isEmpty() -> {
        next.add(REFERENCE);
        yield cover;
      }
      case Finding.Modelled modelled -> enter(copyOf, next, null);
      case Finding.Parts parts -> cover;
      case Finding.Unlisted unlisted -> cover;
    };
  }

  /** Adds the rows of a copied type; the row that holds in it for what has none. */
  private @Nullable Rule enter(
      @Nullable String copyOf, List<Layer> next, @Nullable Rule otherwise) {
    if (copyOf == null || copyOf.isEmpty()) {
      return otherwise;
    }
    Node root = census.block(copyOf);
    next.add(Layer.of(List.of(root)));
    Rule rest = Census.rest(root);
    return rest == null ? otherwise : rest;
  }

  // ---- rows ----

  /// The rows of a name.
  ///
  /// @param own those that count: more than one when several variants may hold
  /// @param singles those for single values
  /// @param next what holds below it
  private record Rows(List<Rule> own, List<Single> singles, List<Layer> next) {

    boolean leaf() {
      for (Layer layer : next) {
        for (Node node : layer.nodes()) {
          if (!node.isLeaf()) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private Rows rows(String key) {
    String name = withoutList(key.toLowerCase(Locale.ROOT));
    Rows rows = new Rows(new ArrayList<>(1), new ArrayList<>(0), new ArrayList<>(2));
    for (Layer layer : layers) {
      List<Node> nodes = wrapped ? layer.children(WRAPPER + "." + name) : List.of();
      add(nodes.isEmpty() ? layer.children(name) : nodes, rows);
    }
    Node shared = common.children.get(name);
    if (shared != null) {
      rows.singles.addAll(shared.singles);
      if (rows.next.isEmpty()) {
        add(List.of(shared), rows);
      }
    }
    Node block = blocks.children.get(name);
    if (block != null && !block.isLeaf()) {
      rows.next.add(Layer.of(List.of(block)));
    }
    Node everywhere = census.everywhere().children.get(name);
    if (rows.own.isEmpty() && everywhere != null && everywhere.rule != null) {
      rows.own.add(everywhere.rule);
    }
    return rows;
  }

  private static String withoutList(String name) {
    return name.endsWith("[]") ? withoutList(name.substring(0, name.length() - 2)) : name;
  }

  private static void add(List<Node> nodes, Rows rows) {
    if (nodes.isEmpty()) {
      return;
    }
    boolean first = rows.own.isEmpty();
    for (Node node : nodes) {
      if (node.rule != null && first) {
        rows.own.add(node.rule);
      }
      if (!rows.singles.containsAll(node.singles)) {
        rows.singles.addAll(node.singles);
      }
    }
    rows.next.add(Layer.of(nodes));
  }

  // ---- judging ----

  private Finding judge(Rows rows, Tree value, Place below) {
    if (isNothing(value)) {
      return Rule.HARMLESS.finding();
    }
    Finding single = null;
    for (Single row : rows.singles) {
      if (row.matches(value)) {
        single = single == null ? row.finding() : Caution.more(single, row.finding());
      }
    }
    if (single != null && value instanceof Tree.Scalar scalar && isKnown(scalar)) {
      return single;
    }
    Finding plain = plain(rows, value, below);
    return single == null ? plain : Caution.more(single, plain);
  }

  private Finding plain(Rows rows, Tree value, Place below) {
    Finding most = null;
    for (Rule rule : rows.own) {
      Finding finding = set(rule, value, below);
      most = most == null ? finding : Caution.more(most, finding);
    }
    if (most != null) {
      return most;
    }
    if (!rows.leaf() && hasObjects(value)) {
      return new Finding.Parts();
    }
    return cover == null ? new Finding.Unlisted() : set(cover, value, below);
  }

  /** What a row says of a value, which may count as not set. */
  private static Finding set(Rule rule, Tree value, Place below) {
    return switch (rule.finding()) {
      case Finding.Decides decides ->
          rule.isDefault(value, below) ? Rule.HARMLESS.finding() : decides;
      case Finding.Harmless harmless -> harmless;
      case Finding.Modelled modelled -> modelled;
      case Finding.Parts parts -> parts;
      case Finding.Unlisted unlisted -> unlisted;
    };
  }

  /** Whether nothing in an object here is set, by the rows of its parts or else by this one. */
  boolean isDefault(Tree.Mapping object, Rule otherwise) {
    for (Tree.Entry entry : object.entries()) {
      if (!isDefault(entry, otherwise)) {
        return false;
      }
    }
    return true;
  }

  private boolean isDefault(Tree.Entry entry, Rule otherwise) {
    if (isWrapper(entry.key()) && entry.value() instanceof Tree.Mapping object) {
      return with(layers, true).within(object).isDefault(object, otherwise);
    }
    Rows rows = rows(entry.key());
    for (Single single : rows.singles) {
      if (single.matches(entry.value())) {
        return false;
      }
    }
    Place below = below(rows);
    for (Rule rule : rows.own) {
      if (!rule.isDefault(entry.value(), below)) {
        return false;
      }
    }
    return !rows.own.isEmpty() || otherwise.isDefault(entry.value(), below);
  }

  /** Whether there is no value at all, however it is wrapped. */
  private static boolean isNothing(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar ->
          scalar.kind() == Tree.Kind.NULL || (isKnown(scalar) && scalar.text().isEmpty());
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (!isNothing(item)) {
            yield false;
          }
        }
        yield true;
      }
      case Tree.Mapping object -> {
        for (Tree.Entry entry : object.entries()) {
          if (!isNothing(entry.value())) {
            yield false;
          }
        }
        yield true;
      }
    };
  }

  private static boolean isKnown(Tree.Scalar scalar) {
    return scalar.kind() != Tree.Kind.UNKNOWN;
  }

  /** Whether there are objects in a value, whose properties can have rows. */
  private static boolean hasObjects(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar -> false;
      case Tree.Mapping object -> true;
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (hasObjects(item)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}
