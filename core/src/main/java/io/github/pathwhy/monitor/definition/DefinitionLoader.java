package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Loads connection monitors from an input: one, a list of them, or `{value: […]}`, in JSON or
/// YAML. Other resources of a list are passed over.
public final class DefinitionLoader {
  private final Problems problems = new Problems();
  private final MonitorReader reader;

  private DefinitionLoader(Optional<Topology> topology) {
    this.reader = new MonitorReader(problems, new References(topology));
  }

  /** What the input defines. With a topology, the resources that it covers must be in it. */
  public static Definitions load(Source source, Optional<Topology> topology) {
    DefinitionLoader loader = new DefinitionLoader(topology);
    Limits limits = new Limits(Runtime.getRuntime().maxMemory());
    return DocumentParser.parse(source, loader.problems, limits)
        .map(loader::read)
        .orElseGet(() -> new Definitions.Unreadable(loader.problems.all()));
  }

  private Definitions read(Tree tree) {
    List<Fields> found = monitors(tree);
    if (found.isEmpty()) {
      problems.add(
          tree.at(),
          "",
          "not a connection monitor",
          "expected one with endpoints, testConfigurations and testGroups, or a list of them");
      return new Definitions.Unreadable(problems.all());
    }
    checkIds(found);
    List<ConnectionMonitor> monitors = new ArrayList<>();
    for (Fields each : found) {
      monitors.add(reader.read(each));
    }
    return new Definitions.Read(monitors, problems.all());
  }

  private List<Fields> monitors(Tree tree) {
    return switch (tree) {
      case Tree.Sequence list -> monitors(list, "");
      case Tree.Mapping object -> {
        Tree.Entry value = object.findIgnoringCase("value");
        yield MonitorReader.isMonitor(object)
            ? List.of(new Fields(problems, object, null, ""))
            : value != null && value.value() instanceof Tree.Sequence list
                ? monitors(list, value.key())
                : List.of();
      }
      case Tree.Scalar _ -> List.of();
    };
  }

  private List<Fields> monitors(Tree.Sequence list, String path) {
    List<Fields> found = new ArrayList<>();
    int index = 0;
    for (Tree item : list.items()) {
      if (item instanceof Tree.Mapping object && MonitorReader.isMonitor(object)) {
        found.add(new Fields(problems, object, null, path + "[" + index + "]"));
      }
      index++;
    }
    return found;
  }

  private static void checkIds(List<Fields> monitors) {
    Map<String, Fields> ids = new HashMap<>();
    for (Fields monitor : monitors) {
      Optional<String> id = monitor.text("id").map(text -> text.toLowerCase(Locale.ROOT));
      Fields other = id.isEmpty() ? null : ids.putIfAbsent(id.get(), monitor);
      if (other != null) {
        monitor.problemAt(
            "id", "the monitor is defined twice", "the other one is at " + other.position());
      }
    }
  }
}
