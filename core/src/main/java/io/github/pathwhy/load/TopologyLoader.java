package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.declare.Section;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Loads a topology from one or more inputs, later ones over earlier ones. The format is told by
/// the content: pathwhy's own, as YAML or JSON, or ARM resources as a list, as `{value: […]}` or
/// alone.
public final class TopologyLoader {
  private final Problems problems = new Problems();
  private final Limits limits = new Limits(Runtime.getRuntime().maxMemory());
  private final Registry registry = new Registry();
  private final Declarations declarations = new Declarations(registry);

  private TopologyLoader() {}

  /** The topology, or everything that is wrong with the inputs. */
  public static Loaded load(List<Source> sources) {
    if (sources.size() > Position.MOST_INPUTS) {
      Source first = sources.get(Position.MOST_INPUTS);
      return new Loaded.Invalid(
          List.of(
              new Problem(
                  first.name(),
                  0,
                  0,
                  "",
                  "file number " + (Position.MOST_INPUTS + 1),
                  "the most is " + Position.MOST_INPUTS)));
    }
    TopologyLoader loader = new TopologyLoader();
    List<Document> documents = new ArrayList<>();
    for (Source source : sources) {
      loader.parse(source).ifPresent(documents::add);
    }
    // What an unreadable input declares would be missing everywhere else.
    return documents.size() < sources.size()
        ? new Loaded.Invalid(loader.problems.all())
        : loader.assemble(documents);
  }

  /** What an input turned out to be. */
  private sealed interface Document {
    record OwnFormat(Fields root) implements Document {}

    record ArmResources(List<Fields> resources) implements Document {}
  }

  private Optional<Document> parse(Source source) {
    return DocumentParser.parse(source, problems, limits)
        .flatMap(tree -> classify(tree, Position.input(tree.at())));
  }

  private Optional<Document> classify(Tree tree, int input) {
    switch (tree) {
      case Tree.Sequence list -> {
        return Optional.of(armResources(list, ""));
      }
      case Tree.Mapping mapping -> {
        if (isOwnFormat(mapping)) {
          problems.markStrict(input);
          return Optional.of(new Document.OwnFormat(new Fields(problems, mapping, null, "")));
        }
        Tree.Entry value = mapping.findIgnoringCase("value");
        if (value != null && value.value() instanceof Tree.Sequence list) {
          return Optional.of(armResources(list, value.key()));
        }
        if (mapping.findIgnoringCase("type") != null && mapping.findIgnoringCase("name") != null) {
          return Optional.of(
              new Document.ArmResources(List.of(new Fields(problems, mapping, null, ""))));
        }
      }
      case Tree.Scalar _ -> {}
    }
    problems.add(
        tree.at(),
        "",
        "not a topology",
        "expected pathwhy: 1, a list of ARM resources, or {value: [...]}");
    return Optional.empty();
  }

  private static boolean isOwnFormat(Tree.Mapping mapping) {
    if (mapping.get("pathwhy") != null) {
      return true;
    }
    // What the az command prints of one resource may have keys that are sections here.
    if (mapping.get("type") != null && mapping.get("name") != null) {
      return false;
    }
    for (Section section : Section.values()) {
      if (mapping.get(section.key()) != null) {
        return true;
      }
    }
    return mapping.get("observed") != null
        || mapping.get("sites") != null
        || mapping.get("dns") != null
        || mapping.get("serviceTags") != null;
  }

  private Document armResources(Tree.Sequence list, String path) {
    List<Fields> resources = new ArrayList<>(list.items().size());
    int index = 0;
    for (Tree item : list.items()) {
      String place = path + "[" + index++ + "]";
      if (item instanceof Tree.Mapping mapping) {
        resources.add(new Fields(problems, mapping, null, place));
      } else {
        problems.add(
            item.at(),
            place,
            item.describe() + " where an ARM resource belongs",
            "an ARM resource is an object");
      }
    }
    return new Document.ArmResources(resources);
  }

  private Loaded assemble(List<Document> documents) {
    for (Document document : documents) {
      switch (document) {
        case Document.OwnFormat(Fields root) -> declarations.announceOwnFormat(root);
        case Document.ArmResources(List<Fields> resources) ->
            resources.forEach(declarations::announceArm);
      }
    }
    for (Document document : documents) {
      switch (document) {
        case Document.OwnFormat(Fields root) -> declarations.addOwnFormat(root);
        case Document.ArmResources(List<Fields> resources) ->
            resources.forEach(declarations::addArm);
      }
    }
    declarations.settle();
    Topology topology = new TopologyReader(declarations, registry, problems).read();
    return problems.isEmpty() ? new Loaded.Ok(topology) : new Loaded.Invalid(problems.all());
  }
}
