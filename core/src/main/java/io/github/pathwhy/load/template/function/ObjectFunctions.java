package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Json;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions about objects. */
final class ObjectFunctions {
  private ObjectFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "null" -> Values.nothing(call.at());
      case "json" -> json(call.expect(1, 1));
      case "createobject" -> createObject(call);
      case "objectkeys" -> keys(call.expect(1, 1));
      case "items" -> items(call.expect(1, 1));
      case "shallowmerge" -> shallowMerge(call.expect(1, 1));
      case "indexfromend" -> fromEnd(call.expect(2, 2), false);
      case "tryindexfromend" -> fromEnd(call.expect(2, 2), true);
      default -> null;
    };
  }

  /// A text of which parts are not known is JSON all the same when they are in its texts, as in
  /// `json(format('{{"id": "{0}"}}', …))`.
  private static Tree json(Arguments call) {
    if (call.get(0) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
        && kind == Tree.Kind.UNKNOWN) {
      return Json.parse(text, call.limits(), call.at())
          .map(ObjectFunctions::opened)
          .orElseGet(call::unknown);
    }
    String text = call.text(0);
    return Json.parse(text, call.limits(), call.at())
        .orElseThrow(() -> new Failure("json() of '" + text + "'", "expected JSON"));
  }

  /** JSON with the texts that hold an unknown part unknown. */
  private static Tree opened(Tree tree) {
    return switch (tree) {
      case Tree.Scalar(String text, Tree.Kind kind, long at) ->
          kind == Tree.Kind.TEXT ? Values.built(text, text.indexOf('{') >= 0, at) : tree;
      case Tree.Sequence(List<Tree> items, long at) -> {
        List<Tree> opened = new ArrayList<>(items.size());
        items.forEach(item -> opened.add(opened(item)));
        yield new Tree.Sequence(opened, at);
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping opened = new Tree.Mapping(mapping.at());
        for (Tree.Entry entry : mapping.entries()) {
          if (entry.key().indexOf('{') >= 0) {
            throw new UnknownNeeded();
          }
          opened.add(new Tree.Entry(entry.key(), entry.at(), opened(entry.value())));
        }
        yield opened;
      }
    };
  }

  private static Tree createObject(Arguments call) {
    if (call.size() % 2 != 0) {
      throw new Failure("createObject() with a key that has no value", "give keys and values");
    }
    Tree.Mapping object = new Tree.Mapping(call.at());
    for (int i = 0; i < call.size(); i += 2) {
      call.limits().addNode(call.at(), 0);
      if (!object.add(new Tree.Entry(call.text(i), call.at(), call.get(i + 1)))) {
        throw new Failure("createObject() with the key '" + call.text(i) + "' twice", "");
      }
    }
    return object;
  }

  /** The entries by key: objects of .NET are walked in this order by `items` and `objectKeys`. */
  private static List<Tree.Entry> sorted(Tree.Mapping object) {
    List<Tree.Entry> entries = new ArrayList<>(object.entries());
    entries.sort(Comparator.comparing(Tree.Entry::key, String.CASE_INSENSITIVE_ORDER));
    return entries;
  }

  private static Tree keys(Arguments call) {
    List<Tree> keys = new ArrayList<>();
    for (Tree.Entry entry : sorted(call.object(0))) {
      keys.add(Values.text(entry.key(), entry.at()));
    }
    return call.result(keys);
  }

  private static Tree items(Arguments call) {
    List<Tree> items = new ArrayList<>();
    for (Tree.Entry entry : sorted(call.object(0))) {
      Tree.Mapping item = new Tree.Mapping(entry.at());
      item.add(new Tree.Entry("key", entry.at(), Values.text(entry.key(), entry.at())));
      item.add(new Tree.Entry("value", entry.at(), entry.value()));
      items.add(item);
    }
    return call.result(items);
  }

  private static Tree shallowMerge(Arguments call) {
    Tree merged = new Tree.Mapping(call.at());
    for (Tree item : call.list(0)) {
      if (Values.isUnknown(item)) {
        return call.unknown();
      }
      if (!(item instanceof Tree.Mapping object)) {
        throw call.wrong(item, 0, "a list of objects");
      }
      merged = merge((Tree.Mapping) merged, object, false, call);
    }
    return merged;
  }

  /** One object over another; objects within objects are merged, too, when it goes deep. */
  static Tree.Mapping merge(Tree.Mapping base, Tree.Mapping over, boolean deep, Arguments call) {
    Tree.Mapping merged = new Tree.Mapping(over.at());
    for (Tree.Entry entry : base.entries()) {
      call.limits().addNode(call.at(), 0);
      Tree.Entry other = over.findIgnoringCase(entry.key());
      merged.add(
          other == null
              ? entry
              : deep
                      && entry.value() instanceof Tree.Mapping left
                      && other.value() instanceof Tree.Mapping right
                  ? new Tree.Entry(entry.key(), other.at(), merge(left, right, true, call))
                  : new Tree.Entry(entry.key(), other.at(), other.value()));
    }
    for (Tree.Entry entry : over.entries()) {
      call.limits().addNode(call.at(), 0);
      if (base.findIgnoringCase(entry.key()) == null) {
        merged.add(entry);
      }
    }
    return merged;
  }

  private static Tree fromEnd(Arguments call, boolean lenient) {
    List<Tree> items = call.list(0);
    int index = items.size() - call.count(1);
    if (index >= 0 && index < items.size()) {
      return items.get(index);
    }
    if (lenient) {
      return Values.nothing(call.at());
    }
    throw new Failure(
        call.name() + "() of item " + call.count(1) + " of " + items.size(), "the last one is 1");
  }
}
