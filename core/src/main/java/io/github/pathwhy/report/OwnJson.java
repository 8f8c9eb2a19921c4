package io.github.pathwhy.report;

import io.github.pathwhy.load.own.Description;
import io.github.pathwhy.load.own.Description.Item;
import io.github.pathwhy.load.own.UnknownValues;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A description of a network as a document of maps, lists and values, for writing it as JSON. */
public final class OwnJson {
  private OwnJson() {}

  /** The document. */
  public static Map<String, @Nullable Object> document(Description description) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("pathwhy", 1);
    for (Description.Part part : description.parts()) {
      document.put(
          part.key(),
          switch (part) {
            case Description.Facts(String key, Tree value) -> value(key, value);
            case Description.Resources(String key, List<Item> items) ->
                items.stream().map(item -> value(key, item.tree())).toList();
          });
    }
    return document;
  }

  private static @Nullable Object value(String key, Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar -> scalar(key, scalar);
      case Tree.Sequence(List<Tree> items, long _) -> {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(value(key, item)));
        yield list;
      }
      case Tree.Mapping mapping -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach(entry -> object.put(entry.key(), value(entry.key(), entry.value())));
        yield object;
      }
    };
  }

  private static @Nullable Object scalar(String key, Tree.Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.kind()) {
      case NULL -> null;
      case BOOLEAN -> text.equalsIgnoreCase("true");
      case UNKNOWN -> Map.of(UnknownValues.KEY, text);
      case NUMBER -> FlowYaml.isWhole(text) ? (Object) Integer.valueOf(text) : number(text);
      case TEXT ->
          FlowYaml.isNumeric(key) && FlowYaml.isWhole(text) ? (Object) Integer.valueOf(text) : text;
    };
  }

  /** The number, or its text when a number would be written in another way. */
  private static Object number(String text) {
    try {
      Double number = Double.valueOf(text);
      return number.toString().equals(text) ? number : text;
    } catch (NumberFormatException _) {
      return text;
    }
  }
}
