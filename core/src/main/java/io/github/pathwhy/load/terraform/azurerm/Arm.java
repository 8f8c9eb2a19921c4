package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An object in ARM's form while it is made of a block. */
final class Arm {
  private final Document document;
  private final long at;
  private final Map<String, Tree.Entry> entries = new LinkedHashMap<>();

  /** The lists that are our own and may grow. */
  private final Set<String> grown = new HashSet<>(2);

  Arm(Document document, long at) {
    this.document = document;
    this.at = at;
  }

  /** Sets a property; nothing leaves it out. What is there already stays. */
  Arm set(String key, @Nullable Tree value) {
    if (value != null) {
      entries.putIfAbsent(key, new Tree.Entry(key, value.at(), value));
    }
    return this;
  }

  /** Sets a property to a text. */
  Arm set(String key, String text, long where) {
    return set(key, document.scalar(text, where));
  }

  /// Copies attributes, each as `terraform_name` when ARM's name only differs in case, or as
  /// `terraform_name:armName`. Of several for one property the first that is given counts.
  Arm copy(Block block, String... names) {
    for (String name : names) {
      int colon = name.indexOf(':');
      String attribute = colon < 0 ? name : name.substring(0, colon);
      set(colon < 0 ? camelCase(name) : name.substring(colon + 1), block.get(attribute));
    }
    return this;
  }

  /** Copies an attribute that every such resource has: when it is not there, it is not known. */
  Arm require(Block block, String attribute, String key) {
    Tree value = block.get(attribute);
    boolean missing =
        value == null || (value instanceof Tree.Sequence list && list.items().isEmpty());
    return entries.containsKey(key)
        ? this
        : set(key, missing ? block.unknown(attribute, block.at()) : value);
  }

  /** Copies a flag that says the opposite of ARM's. */
  Arm copyInverse(Block block, String attribute, String key) {
    Tree value = block.get(attribute);
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long where)) {
      set(
          key,
          kind == Tree.Kind.UNKNOWN
              ? value
              : document.scalar(text.equalsIgnoreCase("true") ? "false" : "true", where));
    }
    return this;
  }

  /** Makes a list of the blocks under a name. */
  Arm list(Block block, String name, String key, BiConsumer<Block, Arm> shape) {
    Tree open = block.openBlocks(name);
    if (open != null) {
      return set(key, open);
    }
    List<Block> blocks = block.blocks(name);
    if (!blocks.isEmpty()) {
      List<Tree> items = new ArrayList<>(blocks.size());
      for (Block each : blocks) {
        items.add(object(each, shape));
      }
      set(key, new Tree.Sequence(items, blocks.getFirst().at()));
    }
    return this;
  }

  /** Makes an object of the first block under a name. */
  Arm child(Block block, String name, String key, BiConsumer<Block, Arm> shape) {
    List<Block> blocks = block.blocks(name);
    return blocks.isEmpty() ? this : set(key, object(blocks.getFirst(), shape));
  }

  private Tree.Mapping object(Block block, BiConsumer<Block, Arm> shape) {
    Arm item = new Arm(document, block.at());
    shape.accept(block, item);
    return item.mapping();
  }

  /** An object of its own at the same document. */
  Arm fresh(long where) {
    return new Arm(document, where);
  }

  /** Adds an item to a list; true when the property can take it. */
  boolean append(String key, Tree item) {
    Tree.Entry known = entries.get(key);
    if (known != null && !(known.value() instanceof Tree.Sequence)) {
      return false;
    }
    List<Tree> items = new ArrayList<>();
    long where = item.at();
    if (known != null && known.value() instanceof Tree.Sequence list) {
      if (list.items() instanceof ArrayList<Tree> own && grown.contains(key)) {
        own.add(item);
        return true;
      }
      items.addAll(list.items());
      where = list.at();
    }
    items.add(item);
    grown.add(key);
    entries.put(key, new Tree.Entry(key, where, new Tree.Sequence(items, where)));
    return true;
  }

  /** Replaces a property. */
  void replace(String key, Tree value) {
    entries.put(key, new Tree.Entry(key, value.at(), value));
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  @Nullable Tree get(String key) {
    Tree.Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The text of a property; empty when it has none. */
  String text(String key) {
    return Values.text(get(key));
  }

  /** The finished object. */
  Tree.Mapping mapping() {
    Tree.Mapping mapping = document.mapping(at);
    entries.values().forEach(mapping::add);
    return mapping;
  }

  /** `address_prefix` as `addressPrefix`. */
  static String camelCase(String name) {
    StringBuilder text = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        text.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return text.toString();
  }
}
