package io.github.pathwhy.load.declare;

import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads SKUs: a word, or ARM's object with a `name`. */
public final class Skus {
  private static final String SKU = "sku";

  private Skus() {}

  /** The name under `sku`, one of an enumeration whose labels are its names in lower case. */
  public static <E extends Enum<E>> Optional<E> name(Fields fields, List<E> choices) {
    if (!(fields.get(SKU) instanceof Tree.Mapping object)) {
      return fields.choice(SKU, choices, Skus::label);
    }
    Fields sku = fields.nested(object, SKU);
    Optional<E> name = sku.choice("name", choices, Skus::label);
    sku.takeUnknowns("name").forEach(missing -> fields.miss(SKU, missing));
    sku.get("tier");
    sku.close();
    return name;
  }

  /** The word under `sku`, whatever it is; empty without one. */
  public static Optional<String> word(Fields fields) {
    if (!(fields.get(SKU) instanceof Tree.Mapping object)) {
      return fields.text(SKU);
    }
    Fields sku = fields.nested(object, SKU);
    Optional<String> word = sku.text("name");
    sku.close();
    return word;
  }

  private static String label(Enum<?> sku) {
    StringBuilder label = new StringBuilder();
    for (String word : sku.name().split("_", -1)) {
      label.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return label.toString();
  }
}
