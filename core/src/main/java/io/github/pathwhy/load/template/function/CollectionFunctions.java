package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Equality;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions about lists, and those that texts, lists and objects share. */
final class CollectionFunctions {
  private static final int LONGEST_RANGE = 10_000;

  private CollectionFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "createarray" -> call.result(new ArrayList<>(call.values()));
      case "array" -> array(call.expect(1, 1));
      case "range" -> range(call.expect(2, 2));
      case "length" -> length(call.expect(1, 1));
      case "empty" -> empty(call.expect(1, 1));
      case "contains" -> contains(call.expect(2, 2));
      case "first" -> end(call.expect(1, 1), true);
      case "last" -> end(call.expect(1, 1), false);
      case "skip" -> part(call.expect(2, 2), true);
      case "take" -> part(call.expect(2, 2), false);
      case "indexof" -> indexOf(call.expect(2, 2), false);
      case "lastindexof" -> indexOf(call.expect(2, 2), true);
      case "flatten" -> flatten(call.expect(1, 1));
      case "union" -> union(call.expect(2, Integer.MAX_VALUE));
      case "intersection" -> intersection(call.expect(2, Integer.MAX_VALUE));
      default -> null;
    };
  }

  private static Tree array(Arguments call) {
    return call.get(0) instanceof Tree.Sequence list
        ? list
        : call.result(new ArrayList<>(List.of(call.known(0))));
  }

  private static Tree range(Arguments call) {
    long start = call.integer(0);
    int count = call.count(1);
    if (count < 0 || count > LONGEST_RANGE) {
      throw new Failure("range() of " + count + " numbers", "the most is " + LONGEST_RANGE);
    }
    List<Tree> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(Values.number(start + i, call.at()));
    }
    return call.result(items);
  }

  private static Tree length(Arguments call) {
    return switch (call.known(0)) {
      case Tree.Sequence list -> call.result(list.items().size());
      case Tree.Mapping object -> call.result(object.entries().size());
      case Tree.Scalar _ -> call.result(wholeText(call, 0).length());
    };
  }

  /** A text of which no part is a placeholder. */
  private static String wholeText(Arguments call, int index) {
    String text = call.text(index);
    if (Values.hasPlaceholder(text)) {
      throw new UnknownNeeded();
    }
    return text;
  }

  private static Tree empty(Arguments call) {
    return switch (call.get(0)) {
      case Tree.Sequence list -> call.result(list.items().isEmpty());
      case Tree.Mapping object -> call.result(object.entries().isEmpty());
      case Tree.Scalar scalar ->
          switch (scalar.kind()) {
            case NULL -> call.result(true);
            case TEXT -> call.result(scalar.text().isEmpty());
            case UNKNOWN ->
                Patterns.hasLiteral(scalar.text()) ? call.result(false) : call.unknown();
            case NUMBER, BOOLEAN -> throw call.wrong(scalar, 0, "a text, a list or an object");
          };
    };
  }

  private static Tree contains(Arguments call) {
    return switch (call.known(0)) {
      case Tree.Sequence(List<Tree> items, long _) -> call.result(contains(items, call.get(1)));
      case Tree.Mapping object ->
          call.result(
              object.findIgnoringCase(
                      call.known(1) instanceof Tree.Scalar key ? key.text() : call.text(1))
                  != null);
      case Tree.Scalar _ ->
          call.result(
              wholeText(call, 0)
                  .contains(call.known(1) instanceof Tree.Scalar key ? key.text() : call.text(1)));
    };
  }

  static boolean contains(List<Tree> items, Tree wanted) {
    boolean open = false;
    for (Tree item : items) {
      Equality equality = Equality.of(item, wanted);
      if (equality == Equality.EQUAL) {
        return true;
      }
      open |= equality == Equality.OPEN;
    }
    if (open) {
      throw new UnknownNeeded();
    }
    return false;
  }

  private static Tree end(Arguments call, boolean first) {
    if (call.known(0) instanceof Tree.Sequence(List<Tree> items, long _)) {
      return items.isEmpty()
          ? Values.nothing(call.at())
          : first ? items.getFirst() : items.getLast();
    }
    String text = wholeText(call, 0);
    int from = first ? 0 : Math.max(0, text.length() - 1);
    return call.result(text.substring(from, Math.min(text.length(), from + 1)));
  }

  private static Tree part(Arguments call, boolean skip) {
    int count = Math.max(0, call.count(1));
    if (call.known(0) instanceof Tree.Sequence(List<Tree> items, long _)) {
      int at = Math.min(count, items.size());
      return call.result(
          new ArrayList<>(skip ? items.subList(at, items.size()) : items.subList(0, at)));
    }
    String text = wholeText(call, 0);
    int at = Math.min(count, text.length());
    return call.result(skip ? text.substring(at) : text.substring(0, at));
  }

  private static Tree indexOf(Arguments call, boolean last) {
    if (call.known(0) instanceof Tree.Sequence(List<Tree> items, long _)) {
      int found = -1;
      for (int i = 0; i < items.size() && (last || found < 0); i++) {
        found = LogicalFunctions.equal(items.get(i), call.get(1)) ? i : found;
      }
      return call.result(found);
    }
    String text = wholeText(call, 0).toLowerCase(Locale.ROOT);
    String wanted = call.text(1).toLowerCase(Locale.ROOT);
    return call.result(last ? text.lastIndexOf(wanted) : text.indexOf(wanted));
  }

  private static Tree flatten(Arguments call) {
    List<Tree> flat = new ArrayList<>();
    for (Tree item : call.list(0)) {
      if (item instanceof Tree.Sequence(List<Tree> items, long _)) {
        flat.addAll(items);
      } else if (Values.isUnknown(item)) {
        return call.unknown();
      } else {
        throw call.wrong(item, 0, "a list of lists");
      }
    }
    return call.result(flat);
  }

  private static Tree union(Arguments call) {
    if (call.known(0) instanceof Tree.Mapping first) {
      Tree.Mapping merged = first;
      for (int i = 1; i < call.size(); i++) {
        merged = ObjectFunctions.merge(merged, call.object(i), true, call);
      }
      return merged;
    }
    List<Tree> all = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      for (Tree item : call.list(i)) {
        call.limits().addNode(call.at(), 0);
        if (!isAmong(all, item, call)) {
          all.add(item);
        }
      }
    }
    return call.result(all);
  }

  /** An item that may or may not be a duplicate is kept: what it says holds either way. */
  private static boolean isAmong(List<Tree> items, Tree wanted, Arguments call) {
    for (Tree item : items) {
      call.limits().addStep(call.at());
      if (Equality.of(item, wanted) == Equality.EQUAL) {
        return true;
      }
    }
    return false;
  }

  private static Tree intersection(Arguments call) {
    if (call.known(0) instanceof Tree.Mapping first) {
      Tree.Mapping common = new Tree.Mapping(call.at());
      for (Tree.Entry entry : first.entries()) {
        boolean everywhere = true;
        for (int i = 1; i < call.size(); i++) {
          Tree.Entry other = call.object(i).findIgnoringCase(entry.key());
          everywhere &= other != null && LogicalFunctions.equal(entry.value(), other.value());
        }
        if (everywhere) {
          common.add(entry);
        }
      }
      return common;
    }
    List<Tree> common = new ArrayList<>();
    for (Tree item : call.list(0)) {
      boolean everywhere = !isAmong(common, item, call);
      for (int i = 1; i < call.size() && everywhere; i++) {
        everywhere = contains(call.list(i), item);
      }
      if (everywhere) {
        common.add(item);
      }
    }
    return call.result(common);
  }
}
