package io.github.pathwhy.load.census;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Lists the rows of the bundled census, for tests that go through all of them. */
public final class CensusRows {
  private static final String EVERY_TYPE = "*";

  private CensusRows() {}

  /// A row: a property of a type and what it means.
  ///
  /// @param path names in lower case, `<Name>` for a variant
  /// @param single what a row for single values is for; empty for a plain row
  /// @param standard the words of its default
  /// @param falseCounts whether false is a value that is set
  /// @param copyOf the type of which the value is a copy; empty for a reference to none with rows
  public record Row(
      String type,
      List<String> path,
      Finding finding,
      Optional<Words> single,
      List<String> standard,
      boolean falseCounts,
      Optional<String> copyOf) {

    /** The names, with dots between them. */
    public String property() {
      return String.join(".", path)
          + single.map(words -> (words.others() ? "!=" : "=") + words.list()).orElse("");
    }

    /** The last name. */
    public String name() {
      return path.getLast();
    }

    /** A row for another property, without a value of its own. */
    public Row at(List<String> other) {
      return new Row(type, other, finding, Optional.empty(), List.of(), false, Optional.empty());
    }

    /** What the census says of the property with a value. */
    public Finding of(Tree value) {
      return Census.bundled().property(type, path, value);
    }
  }

  /** The words that a row is for, or those that it is not for. */
  public record Words(List<String> list, boolean others) {}

  /** The types with rows, in ARM's spelling but in lower case. */
  public static List<String> armTypes() {
    List<String> types = new ArrayList<>();
    for (String line : CensusDataTest.resource().lines().toList()) {
      if (line.startsWith("@")) {
        for (String head : line.split(";", -1)) {
          if (head.indexOf('/') > 0) {
            types.add(head.substring(1));
          }
        }
      }
    }
    return types;
  }

  /** The rows of a type, in order. */
  public static List<Row> of(String type) {
    List<Row> rows = new ArrayList<>();
    if (!type.equals(EVERY_TYPE)) {
      collect(type, List.of(), Census.bundled().block(type), rows);
    }
    return rows;
  }

  private static void collect(String type, List<String> path, Node node, List<Row> rows) {
    Rule rule = node.rule;
    if (rule != null && !path.isEmpty() && !path.getLast().equals(EVERY_TYPE)) {
      rows.add(
          new Row(
              type,
              path,
              rule.finding(),
              Optional.empty(),
              rule.standard(),
              rule.falseCounts(),
              Optional.ofNullable(rule.copyOf())));
    }
    for (Single single : node.singles) {
      rows.add(
          new Row(
              type,
              path,
              single.finding(),
              Optional.of(new Words(single.words(), single.others())),
              List.of(),
              false,
              Optional.empty()));
    }
    Map<String, Node> below = new TreeMap<>(node.children);
    node.variants.forEach((name, variant) -> below.put("<" + name + ">", variant));
    below.forEach((name, child) -> {
      List<String> next = new ArrayList<>(path);
      next.add(name);
      collect(type, List.copyOf(next), Objects.requireNonNull(child), rows);
    });
  }
}
