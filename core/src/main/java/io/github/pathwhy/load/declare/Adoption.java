package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Lets resources whose subscription or resource group is not known, as in a template before it is
/// deployed, be those of the same type and name that another input knows: a change then lies over
/// what exists. A name that several groups have stays apart.
public final class Adoption {
  private static final String PROVIDERS = "/providers/";
  private static final String OPEN = "{";

  /** The ids that are known, by what follows their scope. */
  private final Map<String, List<String>> known = new HashMap<>();

  /** The ids with an open scope, by their lower-case text, and what they are. */
  private final Map<String, String> adopted = new HashMap<>();

  /** The resources with the ids that others know. */
  public List<Tree.Mapping> apply(List<Tree.Mapping> resources) {
    List<String> open = new ArrayList<>();
    for (Tree.Mapping resource : resources) {
      if (resource.get("id") instanceof Tree.Scalar(String id, Tree.Kind _, long _)) {
        if (scopeIsOpen(id)) {
          open.add(id);
        } else {
          learn(id);
        }
      }
    }
    open.forEach(this::adopt);
    return adopted.isEmpty() ? resources : rewrite(resources);
  }

  private static boolean scopeIsOpen(String id) {
    int provider = id.lastIndexOf(PROVIDERS);
    int brace = id.indexOf(OPEN);
    return brace >= 0 && brace < provider;
  }

  /** Takes down an id whose scope is known. */
  public void learn(String id) {
    path(id)
        .ifPresent(path -> {
          List<String> same = known.computeIfAbsent(path, _ -> new ArrayList<>(1));
          if (same.stream().noneMatch(id::equalsIgnoreCase)) {
            same.add(id);
          }
        });
  }

  /** Provider, types and names in lower case. */
  private static Optional<String> path(String id) {
    int provider = id.lastIndexOf(PROVIDERS);
    return provider < 0
        ? Optional.empty()
        : Optional.of(id.substring(provider).toLowerCase(Locale.ROOT));
  }

  /// What is new in a resource that exists, such as a rule in a group, belongs to that one: where
  /// the resource itself is not known, the enclosing ones are looked up.
  private void adopt(String id) {
    ResourceId whole = ResourceId.of(id);
    while (scopeIsOpen(whole.toString())) {
      String text = whole.toString();
      List<String> candidates =
          path(text).map(known::get).orElse(List.of()).stream()
              .filter(candidate -> mayBeSame(text, candidate))
              .toList();
      if (candidates.size() == 1) {
        adopted.put(text.toLowerCase(Locale.ROOT), candidates.getFirst());
      }
      if (!candidates.isEmpty() || whole.parent().equals(whole)) {
        return;
      }
      whole = whole.parent();
    }
  }

  /** Whether all that is known of the scope agrees. */
  private static boolean mayBeSame(String open, String known) {
    String[] mine = open.split("/", -1);
    String[] theirs = known.split("/", -1);
    if (mine.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < mine.length; i++) {
      if (!mine[i].contains(OPEN) && !mine[i].equalsIgnoreCase(theirs[i])) {
        return false;
      }
    }
    return true;
  }

  private List<Tree.Mapping> rewrite(List<Tree.Mapping> resources) {
    List<Tree.Mapping> rewritten = new ArrayList<>(resources.size());
    resources.forEach(resource -> rewritten.add(rewrite(resource)));
    return rewritten;
  }

  private Tree.Mapping rewrite(Tree.Mapping mapping) {
    Tree.Mapping copy = new Tree.Mapping(mapping.at());
    for (Tree.Entry entry : mapping.entries()) {
      copy.add(new Tree.Entry(entry.key(), entry.at(), rewriteAny(entry.value())));
    }
    return copy;
  }

  private Tree rewriteAny(Tree tree) {
    return switch (tree) {
      case Tree.Mapping mapping -> rewrite(mapping);
      case Tree.Sequence(List<Tree> items, long at) ->
          new Tree.Sequence(items.stream().map(this::rewriteAny).toList(), at);
      case Tree.Scalar(String text, Tree.Kind kind, long at) ->
          text.startsWith("/") && text.contains(OPEN)
              ? new Tree.Scalar(rewrite(text), kind, at)
              : tree;
    };
  }

  /** The id, or that of a part of an adopted resource. */
  private String rewrite(String id) {
    String lower = id.toLowerCase(Locale.ROOT);
    for (int end = id.length(); end > 0; end = id.lastIndexOf('/', end - 1)) {
      String whole = adopted.get(lower.substring(0, end));
      if (whole != null) {
        return whole + id.substring(end);
      }
    }
    return id;
  }
}
