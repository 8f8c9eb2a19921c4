package io.github.pathwhy.report;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.load.own.Description;
import io.github.pathwhy.load.own.Description.Item;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Writes a description of a network as YAML for people: a comment says where each resource comes
/// from, large objects go down the page, and small ones stand on one line.
public final class OwnYaml {
  private static final int WIDTH = 110;
  private static final int MOST_LINES = 4;
  private static final int LONGEST_COMMENT = 300;

  private final StringBuilder text = new StringBuilder();

  private OwnYaml() {}

  /** The document, with a line feed at the end. */
  public static String write(Description description) {
    OwnYaml yaml = new OwnYaml();
    yaml.header(description);
    yaml.text.append("pathwhy: 1\n");
    description.parts().forEach(yaml::part);
    return yaml.text.toString();
  }

  private void header(Description description) {
    List<String> inputs = new ArrayList<>();
    int resources = 0;
    for (Description.Part part : description.parts()) {
      if (part instanceof Description.Resources(String _, List<Item> items)) {
        resources += items.size();
        for (Item item : items) {
          if (!inputs.contains(item.origin().file())) {
            inputs.add(item.origin().file());
          }
        }
      }
    }
    comment(
        "",
        "Made by pathwhy import: "
            + count(resources, "resource")
            + (inputs.isEmpty() ? "" : " from " + String.join(", ", inputs)));
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (LeftOut leftOut : description.leftOut()) {
      reasons.merge(leftOut.why(), leftOut.times(), Integer::sum);
    }
    if (!reasons.isEmpty()) {
      StringJoiner counts = new StringJoiner(", ");
      reasons.forEach((why, times) -> counts.add(times + " " + why));
      comment("", "Left out: " + counts);
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void comment(String indent, String line) {
    text.append(indent).append("# ").append(Printable.of(line, LONGEST_COMMENT)).append('\n');
  }

  private void part(Description.Part part) {
    text.append('\n');
    switch (part) {
      case Description.Resources(String key, List<Item> items) -> {
        comment("", title(key) + ": " + items.size());
        text.append(key).append(":\n");
        for (Item item : items) {
          comment("  ", origin(item));
          item("  ", item.tree());
        }
      }
      case Description.Facts(String key, Tree value) -> {
        comment("", title(key));
        text.append(key).append(':');
        block("  ", key, value);
      }
    }
  }

  private static String origin(Item item) {
    SourcePosition origin = item.origin();
    return "from "
        + origin.file()
        + ":"
        + origin.line()
        + item.address().map(address -> " (" + address + ")").orElse("");
  }

  /** A key of a section in words. */
  private static String title(String key) {
    StringJoiner title = new StringJoiner(" ");
    int start = 0;
    for (int i = 1; i <= key.length(); i++) {
      boolean starts =
          i == key.length()
              || (Character.isUpperCase(key.charAt(i))
                  && (Character.isLowerCase(key.charAt(i - 1)) || isLowerAt(key, i + 1)));
      if (starts) {
        title.add(word(key.substring(start, i), start == 0));
        start = i;
      }
    }
    return title.toString();
  }

  private static String word(String word, boolean first) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "ip", "nat", "dns", "vpn", "p2s" -> word.toUpperCase(Locale.ROOT);
      default -> {
        char c = word.charAt(0);
        yield (first ? Character.toUpperCase(c) : Character.toLowerCase(c)) + word.substring(1);
      }
    };
  }

  private static boolean isLowerAt(String key, int index) {
    return index < key.length() && Character.isLowerCase(key.charAt(index));
  }

  /** An item of a list, each on lines of its own. */
  private void item(String indent, Tree value) {
    text.append(indent).append("- ");
    if (!(value instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
      text.append(FlowYaml.write("", value)).append('\n');
      return;
    }
    if (FlowYaml.isLeaf(mapping) && flow(indent + "  ", mapping)) {
      return;
    }
    boolean first = true;
    for (Tree.Entry entry : mapping.entries()) {
      text.append(first ? "" : indent + "  ");
      entry(indent + "  ", entry);
      first = false;
    }
  }

  private void entry(String indent, Tree.Entry entry) {
    text.append(FlowYaml.key(entry.key(), "\n" + indent));
    block(indent + "  ", entry.key(), entry.value());
  }

  /** The value of a key: behind it when it is small, else below. */
  private void block(String indent, String key, Tree value) {
    String line = FlowYaml.write(key, value);
    boolean fits = column() + 1 + line.length() <= WIDTH;
    boolean whole =
        switch (value) {
          case Tree.Scalar _ -> true;
          case Tree.Sequence(List<Tree> items, long _) ->
              items.isEmpty()
                  || (fits && items.stream().allMatch(OwnYaml::isSmall) && isShort(items));
          case Tree.Mapping mapping ->
              mapping.entries().isEmpty()
                  || (fits && FlowYaml.isLeaf(mapping) && mapping.entries().size() <= MOST_LINES);
        };
    if (whole) {
      text.append(' ').append(line).append('\n');
      return;
    }
    text.append('\n');
    switch (value) {
      case Tree.Sequence(List<Tree> items, long _) -> items.forEach(item -> item(indent, item));
      case Tree.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                text.append(indent);
                entry(indent, entry);
              });
      case Tree.Scalar _ -> throw new IllegalStateException("a scalar below its key");
    }
  }

  /** One object, or any number of words. */
  private static boolean isShort(List<Tree> items) {
    return items.size() == 1 || items.stream().noneMatch(OwnYaml::isObject);
  }

  private static boolean isObject(Tree item) {
    return item instanceof Tree.Mapping;
  }

  private static boolean isSmall(Tree item) {
    return switch (item) {
      case Tree.Scalar _ -> true;
      case Tree.Sequence _ -> false;
      case Tree.Mapping mapping -> FlowYaml.isLeaf(mapping);
    };
  }

  private int column() {
    return text.length() - (text.lastIndexOf("\n") + 1);
  }

  /// Writes an object in braces, on several lines when it is long; not, and nothing is written,
  /// when it needs too many.
  private boolean flow(String indent, Tree.Mapping mapping) {
    StringBuilder lines = new StringBuilder("{");
    int column = column() + 1;
    int count = 1;
    int left = mapping.entries().size();
    for (Tree.Entry entry : mapping.entries()) {
      left--;
      String piece = FlowYaml.entry(entry) + (left == 0 ? "}" : ",");
      boolean breaks = column + 1 + piece.length() > WIDTH && lines.length() > 1;
      if (breaks) {
        lines.append('\n').append(indent).append(' ');
        column = indent.length() + 1;
        count++;
      } else if (lines.length() > 1) {
        lines.append(' ');
        column++;
      }
      lines.append(piece);
      column += piece.length();
      if (count > MOST_LINES || column > WIDTH) {
        return false;
      }
    }
    text.append(lines).append('\n');
    return true;
  }
}
