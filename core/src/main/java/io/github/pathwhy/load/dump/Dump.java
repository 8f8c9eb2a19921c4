package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One dump while it is read: resources are passed on, what was observed is collected. */
final class Dump {
  private final Reading reading;
  private final List<Tree> routes = new ArrayList<>(0);
  private final List<Stranger> strangers = new ArrayList<>(0);
  private final Tree.Mapping observed;
  private final Tree.Mapping tags;
  private long at;

  /** What is no resource, and where it is. */
  private record Stranger(Tree item, String path) {}

  Dump(Reading reading) {
    this.reading = reading;
    this.observed = new Tree.Mapping(0);
    this.tags = new Tree.Mapping(0);
  }

  /** Reads the items of a list. */
  void readAll(Tree.Sequence list, String path) {
    int index = 0;
    for (Tree item : list.items()) {
      String place = path + "[" + index++ + "]";
      switch (item) {
        case Tree.Mapping mapping -> read(mapping, place);
        case Tree.Sequence _, Tree.Scalar _ -> strangers.add(new Stranger(item, place));
      }
    }
  }

  /** Reads the rows of a query. */
  void readGraph(Tree.Sequence rows) {
    int index = 0;
    for (Tree item : rows.items()) {
      String place = "data[" + index++ + "]";
      Optional<ArmId> id = item instanceof Tree.Mapping row ? ArmId.of(row) : Optional.empty();
      if (item instanceof Tree.Mapping row && id.isPresent()) {
        readResource(row, id.get(), place, true);
      } else {
        reading.leaveOut(
            item.at(),
            "a row of Resource Graph",
            "no id; query resources and project id, properties");
      }
    }
  }

  /** Reads one object. */
  void read(Tree.Mapping given, String path) {
    read(given, path, 0);
  }

  private void read(Tree.Mapping given, String path, int depth) {
    Limits.checkDepth(given.at(), depth);
    at = given.at();
    if (DumpedResource.isWhole(given)) {
      reading.resource(given, path);
      return;
    }
    Tree.Mapping mapping =
        Shape.isFromPowerShell(given)
                && Shape.withApiKeys(given, reading.limits()) instanceof Tree.Mapping renamed
            ? renamed
            : given;
    Optional<ArmId> id = ArmId.of(mapping);
    if (isCutOff(given, mapping)) {
      return;
    }
    if (id.isPresent() && isTyped(mapping, id.get())) {
      readResource(mapping, id.get(), path, false);
    } else if (WatcherAnswer.isAnswer(mapping)) {
      WatcherAnswer.leaveOut(mapping, reading);
    } else if (Shape.isEffectiveRoute(mapping)) {
      routes.add(mapping);
    } else if (Shape.isEffectiveGroup(mapping)) {
      new EffectiveRules(reading, tags).read(mapping);
    } else if (Shape.isLearnedRoute(mapping)) {
      reading.leaveOut(
          mapping.at(),
          "a list of BGP routes or peers",
          "it does not say of which gateway; write the routes as observed: {GATEWAY:"
              + " {learnedRoutes: [...]}}");
    } else if (id.isEmpty() && Shape.isResource(mapping)) {
      reading.resource(mapping, path);
    } else {
      readWrapped(mapping, path, depth);
    }
  }

  /** Whether it is a resource that has the id: subscriptions, for one, are none. */
  private static boolean isTyped(Tree.Mapping mapping, ArmId id) {
    return id.type().isPresent() || mapping.findIgnoringCase("type") != null;
  }

  /** Reports what PowerShell printed without its depth; whether it did. */
  private boolean isCutOff(Tree.Mapping given, Tree.Mapping mapping) {
    Tree properties = mapping.get("properties");
    Tree cut =
        mapping != given
            ? Shape.cutOff(mapping)
            : properties instanceof Tree.Scalar ? Shape.cutOff(properties) : null;
    if (cut != null) {
      reading
          .problems()
          .add(
              cut.at(),
              "",
              "PowerShell printed " + cut.describe() + " where an object was",
              "it cuts off what lies deep; print it with ConvertTo-Json -Depth 20");
    }
    return cut != null;
  }

  private void readResource(Tree.Mapping mapping, ArmId id, String path, boolean fromGraph) {
    new DumpedResource(mapping, id).read(reading, path, fromGraph);
    PowerStates.of(mapping).ifPresent(state -> observe(id, state));
  }

  private void observe(ArmId machine, Tree.Scalar state) {
    Tree.Mapping facts = new Tree.Mapping(state.at());
    facts.add(new Tree.Entry("powerState", state.at(), state));
    reading.limits().addNode(state.at(), machine.text().length());
    observed.add(new Tree.Entry(machine.text(), state.at(), facts));
  }

  /** A resource without its own id, or resources under the names of outputs. */
  private void readWrapped(Tree.Mapping mapping, String path, int depth) {
    Optional<ArmId> headless = Shape.headless(mapping);
    if (headless.isPresent()) {
      readResource(mapping, headless.get(), path, false);
    } else if (Shape.isWrapper(mapping)) {
      for (Tree.Entry entry : mapping.entries()) {
        String place = path.isEmpty() ? entry.key() : path + "." + entry.key();
        if (entry.value() instanceof Tree.Mapping inner
            && (Shape.isResource(inner)
                || Shape.headless(inner).isPresent()
                || Shape.isWrapper(inner))) {
          read(inner, place, depth + 1);
        } else if (!(entry.value() instanceof Tree.Scalar)) {
          reading.leaveOut(entry.at(), entry.key(), "not a resource");
        }
      }
    } else {
      strangers.add(new Stranger(mapping, path));
    }
  }

  /// Beside resources, and in the files of a folder, there may be anything. A file that was named
  /// and has nothing else is a mistake.
  private void judge(Stranger stranger, boolean beside) {
    Tree item = stranger.item();
    if (beside || reading.source().folder().isPresent()) {
      reading.leaveOut(item.at(), "an item of a list", "not an ARM resource");
    } else if (item instanceof Tree.Mapping mapping) {
      reading.resource(mapping, stranger.path());
    } else {
      reading
          .problems()
          .add(
              item.at(),
              stranger.path(),
              item.describe() + " where an ARM resource belongs",
              "an ARM resource is an object");
    }
  }

  /** Passes on what was observed. */
  void finish() {
    if (!routes.isEmpty()) {
      reading.effectiveRoutes(new Tree.Sequence(routes, routes.getFirst().at()));
    }
    if (!observed.entries().isEmpty() || !tags.entries().isEmpty()) {
      Tree.Mapping sections = new Tree.Mapping(at);
      add(sections, "observed", observed);
      add(sections, "serviceTags", tags);
      reading.sections(sections);
    }
    boolean beside = !reading.found().isEmpty();
    strangers.forEach(stranger -> judge(stranger, beside));
  }

  private static void add(Tree.Mapping sections, String key, Tree.Mapping content) {
    if (!content.entries().isEmpty()) {
      long first = content.entries().getFirst().at();
      Tree.Mapping section = new Tree.Mapping(first);
      content.entries().forEach(section::add);
      sections.add(new Tree.Entry(key, first, section));
    }
  }
}
