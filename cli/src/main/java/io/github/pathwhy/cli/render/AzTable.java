package io.github.pathwhy.cli.render;

import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows and columns as `az` makes them. Without a query they are in order of their names, and two
/// verbs have columns of their own (`azure-cli`, `network/_format.py`); for others, and for what a
/// query selects, each object is a row of its scalar values, without ids.
final class AzTable {
  private static final List<String> SKIPPED = List.of("id", "type", "etag", "revision");

  private AzTable() {}

  /** The rows of a whole document. */
  static List<Map<String, Object>> ofDocument(Map<String, Object> document) {
    if (document.get("value") instanceof List<?> value) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (Object entry : value) {
        if (entry instanceof Map<?, ?> map) {
          if (map.containsKey("effectiveSecurityRules")) {
            addRules(rows, map);
          } else {
            rows.add(route(map));
          }
        }
      }
      return rows;
    }
    return rows(own(document));
  }

  /** Whether a document has anything for a table. */
  static boolean hasColumns(Map<String, Object> document) {
    return ofDocument(document).stream().anyMatch(row -> !row.isEmpty());
  }

  /** What `az` has of a document, in order of its names. */
  private static Map<String, Object> own(Map<String, Object> document) {
    Map<String, Object> own = new TreeMap<>(document);
    own.remove("explanation");
    return own;
  }

  /** The rows of what a query selects. */
  static List<Map<String, Object>> rows(@Nullable Object value) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Object item : items(value)) {
      rows.add(row(item));
    }
    return rows;
  }

  private static Map<String, Object> row(@Nullable Object item) {
    Map<String, Object> row = new LinkedHashMap<>();
    switch (item) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            boolean isScalar = value != null && !(value instanceof Map) && !(value instanceof List);
            if (isScalar && !SKIPPED.contains(key.toString())) {
              row.put(capitalised(key.toString()), text(value));
            }
          });
      case List<?> list -> list.forEach(each -> row.put("Column" + (row.size() + 1), text(each)));
      default -> row.put("Result", text(item));
    }
    return row;
  }

  private static Map<String, Object> route(Map<?, ?> route) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Source", text(route.get("source")));
    row.put("State", text(route.get("state")));
    row.put("Address Prefix", words(route.get("addressPrefix")));
    row.put("Next Hop Type", text(route.get("nextHopType")));
    row.put("Next Hop IP", words(route.get("nextHopIpAddress")));
    return row;
  }

  /** The names stand in the first row of a group only. */
  private static void addRules(List<Map<String, Object>> rows, Map<?, ?> group) {
    boolean first = true;
    Object association = group.get("association");
    List<?> rules = group.get("effectiveSecurityRules") instanceof List<?> all ? all : List.of();
    for (Object each : rules) {
      Map<?, ?> rule = (Map<?, ?>) each;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("NIC", first ? name(association, "networkInterface") : "");
      row.put("Subnet", first ? name(association, "subnet") : "");
      row.put("NSG", first ? name(group, "networkSecurityGroup") : "");
      row.put("Rule Name", text(rule.get("name")));
      row.put("Protocol", text(rule.get("protocol")));
      row.put("Direction", text(rule.get("direction")));
      row.put("Access", text(rule.get("access")));
      rows.add(row);
      first = false;
    }
  }

  private static String name(@Nullable Object of, String key) {
    Object reference = of instanceof Map<?, ?> map ? map.get(key) : null;
    Object id = reference instanceof Map<?, ?> map ? map.get("id") : null;
    String text = id == null ? "-" : id.toString();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private static String words(@Nullable Object value) {
    return value instanceof List<?> list
        ? String.join(" ", list.stream().map(AzTable::text).toList())
        : text(value);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag -> flag ? "True" : "False";
      default -> value.toString();
    };
  }

  private static String capitalised(String key) {
    return key.substring(0, Math.min(1, key.length())).toUpperCase(Locale.ROOT)
        + key.substring(Math.min(1, key.length()));
  }

  // ---- tsv ----

  /** The line of a whole document. */
  static List<String> tsvOfDocument(Map<String, Object> document) {
    return tsv(own(document));
  }

  /// Lines as `az -o tsv` has them: values only; of a list in a line its length, of an object
  /// nothing.
  static List<String> tsv(@Nullable Object value) {
    List<String> lines = new ArrayList<>();
    for (Object item : items(value)) {
      lines.add(
          switch (item) {
            case Map<?, ?> map -> line(map.values());
            case List<?> list -> line(list);
            case Boolean flag -> flag.toString();
            case null, default -> field(item);
          });
    }
    return lines;
  }

  private static List<?> items(@Nullable Object value) {
    return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
  }

  private static String line(Iterable<?> values) {
    List<String> fields = new ArrayList<>();
    values.forEach(value -> fields.add(field(value)));
    return String.join("\t", fields);
  }

  private static String field(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Map<?, ?> _ -> "";
      case List<?> list -> Integer.toString(list.size());
      case Boolean flag -> flag ? "True" : "False";
      default -> Printable.whole(value.toString());
    };
  }
}
