package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/// An answer of Network Watcher (`rest/api/network-watcher`), alone or in a list: what Azure said
/// about a flow or a machine. It describes no network, so it is told apart and left out.
public final class WatcherAnswer implements Form {
  private static final String WHAT = "an answer of Network Watcher";
  private static final String WHY = "an answer, not a description of a network";

  @Override
  public boolean recognizes(Tree root) {
    return switch (root) {
      case Tree.Mapping mapping -> isAnswer(mapping);
      case Tree.Sequence list -> areAnswers(list);
      case Tree.Scalar _ -> false;
    };
  }

  private static boolean areAnswers(Tree.Sequence list) {
    for (Tree item : list.items()) {
      if (!(item instanceof Tree.Mapping mapping) || !isAnswer(mapping)) {
        return false;
      }
    }
    return !list.items().isEmpty();
  }

  @Override
  public void read(Tree root, Reading reading) {
    if (reading.source().folder().isPresent()) {
      leaveOut(root, reading);
    } else {
      reading
          .problems()
          .add(
              root.at(),
              "",
              WHAT + ", not a description of a network",
              "give the network that it is about: resources, a template, a plan or pathwhy YAML");
    }
  }

  /** Names an answer as something that has no part in the topology. */
  static void leaveOut(Tree answer, Reading reading) {
    reading.leaveOut(answer.at(), WHAT, WHY);
  }

  /** Whether an object is such an answer, alone or recorded with its request. */
  static boolean isAnswer(Tree.Mapping mapping) {
    if (mapping.get("request") instanceof Tree.Mapping
        && mapping.get("response") instanceof Tree.Mapping response) {
      return isAnswer(response);
    }
    if (mapping.get("properties") instanceof Tree.Mapping wrapped && mapping.get("id") == null) {
      return isAnswer(wrapped);
    }
    return isFlowAnswer(mapping)
        || hasItem(mapping, "results", "networkSecurityGroupResult")
        || hasItem(mapping, "resources", "associations")
        || hasItem(mapping, "networkInterfaces", "securityRuleAssociations");
  }

  /** Connection troubleshoot, next hop, IP flow verify. */
  private static boolean isFlowAnswer(Tree.Mapping mapping) {
    return (has(mapping, "connectionStatus") && has(mapping, "hops"))
        || (has(mapping, "nextHopType") && has(mapping, "routeTableId"))
        || (has(mapping, "access") && has(mapping, "ruleName"));
  }

  private static boolean has(Tree.Mapping mapping, String key) {
    return mapping.findIgnoringCase(key) != null;
  }

  private static boolean hasItem(Tree.Mapping mapping, String list, String key) {
    Tree.@Nullable Entry entry = mapping.find(list);
    return entry != null
        && entry.value() instanceof Tree.Sequence items
        && !items.items().isEmpty()
        && items.items().getFirst() instanceof Tree.Mapping first
        && first.find(key) != null;
  }
}
