package io.github.pathwhy.load;

import io.github.pathwhy.load.dump.ResourceDump;
import io.github.pathwhy.load.dump.WatcherAnswer;
import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.Reading.Found;
import io.github.pathwhy.load.own.Description;
import io.github.pathwhy.load.own.Draft;
import io.github.pathwhy.load.own.OwnDescriber;
import io.github.pathwhy.load.own.OwnForm;
import io.github.pathwhy.load.template.TemplateForm;
import io.github.pathwhy.load.terraform.TerraformForm;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Loads a topology from one or more inputs, later ones over earlier ones. The form of each is told
/// by its content.
public final class TopologyLoader {

  /** The forms, asked in this order. */
  private static final List<Form> FORMS =
      List.of(
          new WatcherAnswer(),
          new OwnForm(),
          new TemplateForm(),
          new TerraformForm(),
          new ResourceDump());

  private final Problems problems = new Problems();
  private final Omissions omissions = new Omissions(problems);
  private Assembly assembly = new Assembly(problems, omissions);

  private TopologyLoader() {}

  /** The topology, or everything that is wrong with the inputs. */
  public static Loaded load(List<Source> sources) {
    return load(sources, List.of());
  }

  /// The topology, or everything that is wrong with the inputs. Templates get their parameters from
  /// the parameter files; those among the inputs go with the template that they are named after, or
  /// with all.
  public static Loaded load(List<Source> sources, List<Source> parameters) {
    return load(sources, parameters, FORMS);
  }

  /** The same for inputs in given forms. */
  static Loaded load(List<Source> sources, List<Source> parameters, List<Form> forms) {
    TopologyLoader loader = new TopologyLoader();
    return loader
        .read(sources, parameters, forms)
        .<Loaded>map(topology -> new Loaded.Ok(topology, loader.omissions.all()))
        .orElseGet(() -> new Loaded.Invalid(loader.problems.all()));
  }

  /// What the inputs declare, in pathwhy's own form, or everything that is wrong with them. Loading
  /// that form gives the same topology.
  public static Described describe(List<Source> sources, List<Source> parameters) {
    TopologyLoader loader = new TopologyLoader();
    return loader.read(sources, parameters, FORMS).isPresent()
        ? loader.describe()
        : new Described.Invalid(loader.problems.all());
  }

  private Optional<Topology> read(List<Source> sources, List<Source> parameters, List<Form> forms) {
    Limits limits = new Limits(Runtime.getRuntime().maxMemory());
    return new Intake(problems, omissions, limits, forms)
        .read(sources, parameters)
        .map(this::build)
        .filter(_ -> problems.isEmpty());
  }

  /// Builds the topology, a second time when the first one tells what the inputs leave open: what
  /// addresses their own resources have.
  private Topology build(List<Found> found) {
    Omissions first = omissions.fork(0);
    assembly = new Assembly(problems, first);
    Topology topology = assembly.build(found);
    Optional<List<Found>> better =
        problems.isEmpty() && found.stream().anyMatch(TopologyLoader::isOpen)
            ? new WorkedOut(topology).in(found)
            : Optional.empty();
    if (better.isEmpty()) {
      omissions.addAll(first);
      return topology;
    }
    assembly = new Assembly(problems, omissions);
    return assembly.build(better.get());
  }

  /** Whether an input leaves a value of a resource open, as templates do. */
  private static boolean isOpen(Found found) {
    return found instanceof Found.Resource(Tree.Mapping object, String _) && isOpen(object);
  }

  private static boolean isOpen(Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar -> scalar.kind() == Tree.Kind.UNKNOWN;
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (isOpen(item)) {
            yield true;
          }
        }
        yield false;
      }
      case Tree.Mapping mapping -> {
        for (Tree.Entry entry : mapping.entries()) {
          if (isOpen(entry.value())) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /// Whatever pathwhy's own form refuses although the input may have it stands in ARM's form. Each
  /// item has its number in place of a line, which tells the problems apart.
  private Described describe() {
    OwnDescriber describer =
        new OwnDescriber(assembly.declarations(), assembly.registry(), assembly.ledger());
    // What no reader asked for has no place in that form, and may decide.
    Set<ResourceId> refused = new HashSet<>(assembly.ledger().unread().owners());
    while (true) {
      Draft draft = describer.describe(refused);
      List<Problem> found = problemsOf(draft.document());
      if (found.isEmpty()) {
        return new Described.Ok(new Description(draft.parts(), omissions.all()));
      }
      boolean changed = false;
      for (Problem problem : found) {
        changed |= draft.resource(problem.line()).filter(refused::add).isPresent();
      }
      if (!changed) {
        throw new IllegalStateException("cannot be written in pathwhy's own form: " + found);
      }
    }
  }

  /** What is wrong with a document in pathwhy's own form that was never text. */
  private static List<Problem> problemsOf(Tree.Mapping document) {
    TopologyLoader loader = new TopologyLoader();
    Limits limits = new Limits(Runtime.getRuntime().maxMemory());
    List<Found> found =
        new Intake(loader.problems, loader.omissions, limits, List.of(new OwnForm()))
            .readOwn(document);
    loader.assembly.build(found);
    return loader.problems.all();
  }
}
