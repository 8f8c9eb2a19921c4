package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all expressions of a document share: bounds, parsed expressions, the values that are being
/// computed, and the values that stand for more than they say.
public final class Evaluation {
  private static final int MOST_CACHED = 10_000;

  private final Limits limits;
  private final Map<String, Expression> parsed = new HashMap<>();
  private final IdentityHashMap<Tree, Open> open = new IdentityHashMap<>();
  private final IdentityHashMap<Tree, Boolean> sealed = new IdentityHashMap<>();
  private final Deque<String> busy = new ArrayDeque<>();
  private int depth;

  /// A value of which Azure knows more than the template says, such as what `reference()` gives.
  ///
  /// @param expression what would tell all of it
  /// @param id the id of the resource or part of one, or nothing
  record Open(String expression, @Nullable String id) {}

  public Evaluation(Limits limits) {
    this.limits = limits;
  }

  /** What the document may cost. */
  public Limits limits() {
    return limits;
  }

  /** The expression in a text in brackets. */
  Expression parse(String text) {
    Expression known = parsed.get(text);
    if (known == null) {
      known = ExpressionParser.parse(text);
      if (parsed.size() < MOST_CACHED) {
        parsed.put(text, known);
      }
    }
    return known;
  }

  /** Counts a step that needs others; {@link #leave} ends it. */
  public void enter(long at) {
    limits.addStep(at);
    Limits.checkCalls(at, ++depth);
  }

  /** Ends the last step that was entered. */
  public void leave() {
    depth--;
  }

  /** Notes that something is being computed; it must not need itself. */
  public void begin(String name) {
    if (busy.contains(name)) {
      StringBuilder circle = new StringBuilder();
      for (String each : busy) {
        circle.insert(0, each + " needs ");
        if (each.equals(name)) {
          break;
        }
      }
      throw new Failure("a circle: " + circle + name, "break it");
    }
    busy.push(name);
  }

  /** Notes that it was computed. */
  public void end() {
    busy.pop();
  }

  /** Notes that Azure knows more of a value than the template says. */
  public void open(Tree value, String expression, @Nullable String id) {
    switch (value) {
      case Tree.Mapping _ -> put(value, new Open(expression, id));
      case Tree.Sequence(List<Tree> items, long _) -> {
        put(value, new Open(expression, id));
        for (int i = 0; i < items.size(); i++) {
          if (items.get(i) instanceof Tree.Mapping item) {
            put(item, new Open(expression + "[" + i + "]", child(id, item)));
          }
        }
      }
      case Tree.Scalar _ -> {}
    }
  }

  private void put(Tree value, Open known) {
    limits.addNode(value.at(), known.expression().length());
    open.put(value, known);
  }

  private static @Nullable String child(@Nullable String list, Tree.Mapping item) {
    Tree.Entry name = item.findIgnoringCase("name");
    return list != null && name != null && name.value() instanceof Tree.Scalar scalar
        ? list + "/" + scalar.text()
        : null;
  }

  /// Notes that a value says all that there is, also where it is part of one that does not: an
  /// output of a deployment is what its template makes of it.
  public void seal(Tree value) {
    limits.addNode(value.at(), 0);
    sealed.put(value, true);
  }

  /** Passes on to a member of an open value that it is open, too, unless more is known of it. */
  void openMember(Tree value, String expression, @Nullable String id) {
    if (openness(value) == null && !sealed.containsKey(value)) {
      open(value, expression, id);
    }
  }

  /** What is known of a value that says less than Azure knows. */
  @Nullable Open openness(Tree value) {
    return value instanceof Tree.Scalar || open.isEmpty() ? null : open.get(value);
  }

  /** Refuses values that nest too deeply, or that are too large to walk through. */
  public Tree checked(Tree value, long at) {
    check(value, at, 0);
    return value;
  }

  private void check(Tree value, long at, int level) {
    limits.addStep(at);
    Limits.checkDepth(at, level);
    switch (value) {
      case Tree.Mapping mapping -> {
        for (Tree.Entry entry : mapping.entries()) {
          check(entry.value(), at, level + 1);
        }
      }
      case Tree.Sequence(List<Tree> items, long _) -> {
        for (Tree item : items) {
          check(item, at, level + 1);
        }
      }
      case Tree.Scalar _ -> {}
    }
  }
}
