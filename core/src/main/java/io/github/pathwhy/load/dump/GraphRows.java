package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of Azure Resource Graph (`governance/resource-graph/concepts/work-with-data`): `data`
/// is a list of objects, or columns and rows.
final class GraphRows {
  private static final List<String> COUNTS =
      List.of("count", "total_records", "totalRecords", "skip_token", "skipToken", "$skipToken");

  private GraphRows() {}

  /** Whether an object is such an answer. */
  static boolean recognizes(Tree.Mapping root) {
    return switch (value(root, "data")) {
      case Tree.Mapping table -> table.get("columns") != null && table.get("rows") != null;
      case Tree.Sequence list -> isCounted(root) || startsWithResource(list);
      case null, default -> false;
    };
  }

  private static boolean isCounted(Tree.Mapping root) {
    for (String key : COUNTS) {
      if (root.get(key) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWithResource(Tree.Sequence list) {
    return !list.items().isEmpty()
        && list.items().getFirst() instanceof Tree.Mapping first
        && ArmId.of(first).isPresent();
  }

  /** The rows as objects. */
  static Tree.Sequence read(Tree.Mapping root, Reading reading) {
    nameWhatIsMissing(root, reading);
    return switch (value(root, "data")) {
      case Tree.Mapping table -> objects(table, reading);
      case Tree.Sequence list -> list;
      case null, default -> new Tree.Sequence(List.of(), root.at());
    };
  }

  private static Tree.Sequence objects(Tree.Mapping table, Reading reading) {
    List<String> names = new ArrayList<>();
    if (table.get("columns") instanceof Tree.Sequence columns) {
      for (Tree column : columns.items()) {
        names.add(
            column instanceof Tree.Mapping mapping
                    && mapping.get("name") instanceof Tree.Scalar name
                ? name.text()
                : "");
      }
    }
    List<Tree> objects = new ArrayList<>();
    if (table.get("rows") instanceof Tree.Sequence rows) {
      for (Tree row : rows.items()) {
        objects.add(row instanceof Tree.Sequence cells ? object(names, cells, reading) : row);
      }
    }
    return new Tree.Sequence(objects, table.at());
  }

  private static Tree.Mapping object(List<String> names, Tree.Sequence cells, Reading reading) {
    Tree.Mapping object = new Tree.Mapping(cells.at());
    int columns = Math.min(names.size(), cells.items().size());
    for (int i = 0; i < columns; i++) {
      Tree cell = cells.items().get(i);
      reading.limits().addNode(cell.at(), 0);
      object.add(new Tree.Entry(names.get(i), cell.at(), cell));
    }
    return object;
  }

  private static void nameWhatIsMissing(Tree.Mapping root, Reading reading) {
    for (String key : List.of("skip_token", "skipToken", "$skipToken", "resultTruncated")) {
      if (value(root, key) instanceof Tree.Scalar(String text, Tree.Kind kind, long at)
          && kind != Tree.Kind.NULL
          && !text.isEmpty()
          && !text.equals("0")
          && !text.equalsIgnoreCase("false")) {
        reading.leaveOut(
            at,
            "the other rows of the Resource Graph query",
            "the output is one page of them; fetch all with --skip-token, or more with --first"
                + " 1000");
        return;
      }
    }
  }

  private static @Nullable Tree value(Tree.Mapping mapping, String key) {
    Tree.Entry entry = mapping.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }
}
