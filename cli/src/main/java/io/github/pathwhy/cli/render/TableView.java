package io.github.pathwhy.cli.render;

import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows and columns, as `az -o table` and `-o tsv` print them: a list of objects is a table of
/// their scalar values, an object a table of one row, anything else one column.
final class TableView {
  private static final String ONLY_COLUMN = "Result";

  private TableView() {}

  /** Columns under their names, aligned. */
  static List<String> table(@Nullable Object value) {
    List<Map<String, Object>> rows = rows(value);
    List<String> columns = columns(rows);
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).length();
      for (Map<String, Object> row : rows) {
        widths[i] = Math.max(widths[i], cell(row, columns.get(i)).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(columns, widths));
    lines.add(line(Arrays.stream(widths).mapToObj(width -> "-".repeat(width)).toList(), widths));
    for (Map<String, Object> row : rows) {
      lines.add(line(columns.stream().map(column -> cell(row, column)).toList(), widths));
    }
    return lines;
  }

  /** Values only, separated by tabs. */
  static List<String> tsv(@Nullable Object value) {
    List<Map<String, Object>> rows = rows(value);
    List<String> columns = columns(rows);
    return rows.stream()
        .map(row -> String.join("\t", columns.stream().map(column -> cell(row, column)).toList()))
        .toList();
  }

  private static List<Map<String, Object>> rows(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      return List.of(row(value));
    }
    return list.stream().map(TableView::row).toList();
  }

  @SuppressWarnings("unchecked") // documents are maps with text keys
  private static Map<String, Object> row(@Nullable Object value) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> (Map<String, Object>) map;
      case List<?> list -> {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Object item : list) {
          row.put("Column" + (row.size() + 1), item == null ? "" : item);
        }
        yield row;
      }
      default -> Map.of(ONLY_COLUMN, value);
    };
  }

  private static List<String> columns(List<Map<String, Object>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    for (Map<String, Object> row : rows) {
      row.forEach((key, value) -> {
        if (!(value instanceof Map<?, ?>) && !(value instanceof List<?>)) {
          columns.add(key);
        }
      });
    }
    return List.copyOf(columns);
  }

  private static String cell(Map<String, Object> row, String column) {
    Object value = row.get(column);
    return value == null || value instanceof Map<?, ?> || value instanceof List<?>
        ? ""
        : Printable.whole(value.toString());
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i));
      if (i < cells.size() - 1) {
        line.repeat(' ', widths[i] - cells.get(i).length() + 2);
      }
    }
    return line.toString().stripTrailing();
  }
}
