package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource, or a block in it, while it is read: values where the document knows them, else what
/// the expressions of the configuration refer to.
public final class Block {
  private final Document document;
  private final Instance owner;
  private final String path;
  private final Tree.Mapping values;
  private final @Nullable Tree computed;

  /**
   * The expressions that may be this block's; several when blocks of a set cannot be told apart.
   */
  private final List<Tree.Mapping> expressions;

  private final Coverage.Shape shape;

  private Block(
      Document document,
      Instance owner,
      String path,
      Tree.Mapping values,
      @Nullable Tree computed,
      List<Tree.Mapping> expressions,
      Coverage.Shape shape) {
    this.document = document;
    this.owner = owner;
    this.path = path;
    this.values = values;
    this.computed = computed;
    this.expressions = expressions;
    this.shape = shape;
  }

  static Block of(Document document, Instance owner, Tree.@Nullable Mapping configuration) {
    Tree own = Values.get(configuration, "expressions");
    return new Block(
        document,
        owner,
        "",
        owner.values(),
        owner.computed(),
        own instanceof Tree.Mapping expressions ? List.of(expressions) : List.of(),
        document.coverage().of(owner.type()));
  }

  /** The resource that the block is in. */
  public Instance owner() {
    return owner;
  }

  /** Where the block starts. */
  public long at() {
    return path.isEmpty() ? owner.at() : values.at();
  }

  /** The names of everything that is known or configured. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    values.entries().forEach(entry -> names.add(entry.key()));
    for (Tree.Mapping each : expressions) {
      for (Tree.Entry entry : each.entries()) {
        if (values.find(entry.key()) == null) {
          names.add(entry.key());
        }
      }
    }
    return names;
  }

  /** The text of a known scalar; empty when there is none. */
  public String text(String name) {
    return get(name) instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.UNKNOWN
        ? scalar.text()
        : "";
  }

  /// The value of an attribute; nothing when it is null, empty, or left to the provider. What only
  /// apply knows is the id or value that its expression refers to, else an unknown.
  public @Nullable Tree get(String name) {
    shape.ask(name);
    Tree.Entry known = values.find(name);
    if (known != null && !isOpen(known.value())) {
      return Values.isGiven(known.value()) ? known.value() : null;
    }
    List<Tree> given = new ArrayList<>(1);
    for (Tree.Mapping each : expressions) {
      Tree expression = each.get(name);
      if (expression != null) {
        given.add(expression);
      }
    }
    if (given.isEmpty()) {
      return isGivenUnknown(name) ? unknown(name, at()) : withoutNulls(known);
    }
    return resolve(name, given, known == null ? -1 : Values.items(known.value()).size());
  }

  /** Whether only apply knows an attribute that the configuration does not give. */
  public boolean isComputed(String name) {
    shape.ask(name);
    return Values.isTrue(Values.get(computed, name));
  }

  /// Whether a `dynamic` block, of which a plan has no expressions, gives an attribute that only
  /// apply knows.
  private boolean isGivenUnknown(String name) {
    Tree state = Values.get(computed, name);
    return expressions.isEmpty()
        && !path.isEmpty()
        && state != null
        && !Attribute.isComputed(name)
        && (Values.isTrue(state) || values.find(name) != null);
  }

  private static @Nullable Tree withoutNulls(Tree.@Nullable Entry known) {
    if (known == null) {
      return null;
    }
    List<Tree> items = new ArrayList<>();
    for (Tree item : Values.items(known.value())) {
      if (!(item instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.NULL) {
        items.add(item);
      }
    }
    return new Tree.Sequence(items, known.value().at());
  }

  private @Nullable Tree resolve(String name, List<Tree> given, int size) {
    Tree found = document.resolve(this, name, given.getFirst(), size);
    for (Tree other : given.subList(1, given.size())) {
      if (!found.equals(document.resolve(this, name, other, size))) {
        return unknown(name, given.getFirst().at());
      }
    }
    return given.size() == expressions.size() ? found : unknown(name, given.getFirst().at());
  }

  /// The ids that an attribute with an unknown id may have: those that its expression refers to;
  /// all of that kind when it does not tell.
  public Collection<String> possible(String name) {
    shape.ask(name);
    Tree expression = expressions.size() == 1 ? expressions.getFirst().get(name) : null;
    return document.possible(this, name, expression);
  }

  /** The ARM type of a resource of the azapi provider. */
  public String azapiType() {
    return Ids.armType(this);
  }

  /// An object that the document knows in part, with unknowns in place of what only apply knows; a
  /// plan leaves that out.
  public @Nullable Tree complete(String name) {
    Tree value = get(name);
    return value instanceof Tree.Mapping
        ? complete(value, Values.get(computed, name), name)
        : value;
  }

  private Tree complete(Tree value, @Nullable Tree state, String at) {
    if (value instanceof Tree.Sequence list && state instanceof Tree.Sequence states) {
      List<Tree> items = new ArrayList<>(list.items().size());
      for (int i = 0; i < list.items().size(); i++) {
        Tree open = i < states.items().size() ? states.items().get(i) : null;
        Tree item = list.items().get(i);
        items.add(
            Values.isTrue(open)
                ? unknownPart("", at + "[" + i + "]", item.at())
                : complete(item, open, at + "[" + i + "]"));
      }
      return new Tree.Sequence(items, list.at());
    }
    if (!(value instanceof Tree.Mapping object) || !(state instanceof Tree.Mapping states)) {
      return value;
    }
    Tree.Mapping all = document.mapping(object.at());
    for (Tree.Entry entry : object.entries()) {
      Tree open = states.get(entry.key());
      all.add(
          new Tree.Entry(
              entry.key(), entry.at(), complete(entry.value(), open, at + "." + entry.key())));
    }
    for (Tree.Entry open : states.entries()) {
      if (Values.isTrue(open.value())) {
        String path = at + "." + open.key();
        all.add(
            new Tree.Entry(open.key(), object.at(), unknownPart(open.key(), path, object.at())));
      }
    }
    return all;
  }

  private Tree unknownPart(String key, String at, long where) {
    String text = address(at);
    return document.open(key.equals("id") ? Ids.unknown(null, text) : text, where);
  }

  /** Whether items of a list are only known after apply: a plan writes null for each. */
  private static boolean isOpen(Tree value) {
    if (value instanceof Tree.Sequence list) {
      for (Tree item : list.items()) {
        if (item instanceof Tree.Scalar(String _, Tree.Kind kind, long _)
            && kind == Tree.Kind.NULL) {
          return true;
        }
      }
    }
    return false;
  }

  /** A value that stands for the unknown one of an attribute. */
  public Tree.Scalar unknown(String name, long at) {
    return document.unknown(this, name, at);
  }

  /** The address of an attribute, such as `azurerm_lb.web.frontend_ip_configuration[0].name`. */
  String address(String name) {
    return owner.unknown(path.isEmpty() ? name : path + "." + name);
  }

  /// The blocks under a name. None when there are none, or when the whole list is computed; see
  /// {@link #openBlocks}.
  public List<Block> blocks(String name) {
    List<Block> found = new ArrayList<>();
    List<Tree> items = items(name);
    List<Tree.Mapping> configured = configured(name);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Tree.Mapping item) {
        found.add(block(name, i, item, items.size(), configured));
      }
    }
    return found;
  }

  /** The block with an index; without one, the only block. */
  @Nullable Block part(String name, @Nullable String index) {
    List<Tree> items = items(name);
    int place = items.size() == 1 ? 0 : -1;
    if (index != null && !Attribute.isSet(name)) {
      place = index.length() < 6 && !index.isEmpty() ? Integer.parseInt(index) : -1;
    }
    return place >= 0 && place < items.size() && items.get(place) instanceof Tree.Mapping item
        ? block(name, place, item, items.size(), configured(name))
        : null;
  }

  private List<Tree> items(String name) {
    shape.ask(name);
    Tree value = values.get(name);
    return value instanceof Tree.Mapping one ? List.of(one) : Values.items(value);
  }

  private Block block(
      String name, int index, Tree.Mapping item, int all, List<Tree.Mapping> configured) {
    List<Tree> states = Values.items(Values.get(computed, name));
    return new Block(
        document,
        owner,
        (path.isEmpty() ? "" : path + ".") + name + "[" + index + "]",
        item,
        index < states.size() ? states.get(index) : null,
        Pairing.of(item, index, all, configured, !Attribute.isSet(name)),
        shape.inner(name));
  }

  private List<Tree.Mapping> configured(String name) {
    List<Tree.Mapping> found = new ArrayList<>();
    if (expressions.size() == 1) {
      Tree given = expressions.getFirst().get(name);
      for (Tree item : given instanceof Tree.Mapping one ? List.of(one) : Values.items(given)) {
        if (item instanceof Tree.Mapping mapping
            && mapping.get("references") == null
            && mapping.get("constant_value") == null) {
          found.add(mapping);
        }
      }
    }
    return found;
  }

  /// An unknown in place of all blocks under a name, when the configuration gives them by an
  /// expression that only apply knows. Blocks that nobody configured are none.
  public Tree.@Nullable Scalar openBlocks(String name) {
    if (values.find(name) != null || expressions.size() != 1) {
      return null;
    }
    Tree given = expressions.getFirst().get(name);
    return Values.get(given, "references") == null || given == null
        ? null
        : Tree.unknown(address(name), given.at());
  }
}
