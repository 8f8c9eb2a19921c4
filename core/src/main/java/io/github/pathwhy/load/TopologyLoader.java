package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Adoption;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.dump.ResourceDump;
import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.load.form.Parameters;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.form.Reading.Found;
import io.github.pathwhy.load.own.Description;
import io.github.pathwhy.load.own.Draft;
import io.github.pathwhy.load.own.OwnDescriber;
import io.github.pathwhy.load.own.OwnForm;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Loads a topology from one or more inputs, later ones over earlier ones. The form of each is told
/// by its content.
public final class TopologyLoader {

  /** The forms, asked in this order. */
  private static final List<Form> FORMS = List.of(new OwnForm(), new ResourceDump());

  private final Problems problems = new Problems();
  private final Omissions omissions = new Omissions(problems);
  private final Limits limits = new Limits(Runtime.getRuntime().maxMemory());
  private final List<Document> documents = new ArrayList<>();
  private final List<ParameterFile> parameterFiles = new ArrayList<>();

  /** An input that was parsed, and its form. */
  private record Document(Source source, Tree root, Form form) {}

  /** How reading ended. */
  private sealed interface Outcome {
    /** A topology, and what it was made of. */
    record Read(
        TopologyLoader loader,
        Topology topology,
        Declarations declarations,
        Registry registry,
        Ledger ledger)
        implements Outcome {}

    /** Everything that is wrong. */
    record Wrong(List<Problem> problems) implements Outcome {}
  }

  private TopologyLoader() {}

  /** The topology, or everything that is wrong with the inputs. */
  public static Loaded load(List<Source> sources) {
    return load(sources, List.of());
  }

  /// The topology, or everything that is wrong with the inputs. Templates get their parameters from
  /// the parameter files; those among the inputs go with the template that they are named after, or
  /// with all.
  public static Loaded load(List<Source> sources, List<Source> parameters) {
    return switch (read(sources, parameters)) {
      case Outcome.Read read -> new Loaded.Ok(read.topology(), read.loader().omissions.all());
      case Outcome.Wrong(List<Problem> problems) -> new Loaded.Invalid(problems);
    };
  }

  /// What the inputs declare, in pathwhy's own form, or everything that is wrong with them. Loading
  /// that form gives the same topology.
  public static Described describe(List<Source> sources, List<Source> parameters) {
    return switch (read(sources, parameters)) {
      case Outcome.Read read -> read.loader().describe(read);
      case Outcome.Wrong(List<Problem> problems) -> new Described.Invalid(problems);
    };
  }

  /// Whatever pathwhy's own form refuses although the input may have it stands in ARM's form. Each
  /// item has its number in place of a line, which tells the problems apart.
  private Described describe(Outcome.Read read) {
    OwnDescriber describer = new OwnDescriber(read.declarations(), read.registry(), read.ledger());
    Set<ResourceId> refused = new HashSet<>();
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
    loader.problems.addInput("");
    loader.documents.add(new Document(new Source("", new byte[0]), document, new OwnForm()));
    return switch (loader.assemble(new Parameters())) {
      case Outcome.Read _ -> List.of();
      case Outcome.Wrong(List<Problem> problems) -> problems;
    };
  }

  private static Outcome read(List<Source> sources, List<Source> parameters) {
    int inputs = sources.size() + parameters.size();
    if (inputs > Position.MOST_INPUTS) {
      Source first = sources.get(Position.MOST_INPUTS - parameters.size());
      return new Outcome.Wrong(
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
    boolean readable = true;
    for (Source source : sources) {
      readable &= loader.parse(source);
    }
    Parameters given = new Parameters();
    for (Source source : parameters) {
      readable &= loader.parseParameters(source, given);
    }
    // What an unreadable input declares would be missing everywhere else.
    return readable ? loader.assemble(given) : new Outcome.Wrong(loader.problems.all());
  }

  private boolean parse(Source source) {
    return DocumentParser.parse(source, problems, limits)
        .map(root -> classify(source, root))
        .orElse(false);
  }

  private boolean classify(Source source, Tree root) {
    if (ParameterFile.recognizes(root) && root instanceof Tree.Mapping mapping) {
      parameterFiles.add(new ParameterFile(source, mapping));
      return true;
    }
    for (Form form : FORMS) {
      if (form.recognizes(root)) {
        documents.add(new Document(source, root, form));
        return true;
      }
    }
    problems.add(
        root.at(),
        "",
        "not a topology",
        "expected pathwhy: 1, a list of ARM resources, or {value: [...]}");
    return false;
  }

  private boolean parseParameters(Source source, Parameters given) {
    return DocumentParser.parse(source, problems, limits)
        .map(root -> {
          if (!ParameterFile.recognizes(root) || !(root instanceof Tree.Mapping mapping)) {
            problems.add(root.at(), "", "not a parameters file", "expected {\"parameters\": {…}}");
            return false;
          }
          new ParameterFile(source, mapping).readInto(given, problems);
          return true;
        })
        .orElse(false);
  }

  private Outcome assemble(Parameters given) {
    List<List<Found>> found = new ArrayList<>(documents.size());
    for (Document document : documents) {
      Reading reading =
          new Reading(
              document.source(),
              problems,
              limits,
              parametersFor(document.source(), given),
              omissions);
      try {
        document.form().read(document.root(), reading);
      } catch (Limits.Refused e) {
        e.report(problems);
        return new Outcome.Wrong(problems.all());
      }
      found.add(reading.found());
    }
    return declare(found);
  }

  /** What a template gets: from the files named after it, else from all; the user's own win. */
  private Parameters parametersFor(Source template, Parameters given) {
    Parameters parameters = new Parameters();
    List<ParameterFile> own =
        parameterFiles.stream().filter(file -> file.belongsTo(template)).toList();
    for (ParameterFile file : own.isEmpty() ? parameterFiles : own) {
      file.readInto(parameters, problems);
    }
    parameters.putAll(given);
    return parameters;
  }

  private Outcome declare(List<List<Found>> documents) {
    Registry registry = new Registry();
    Ledger ledger = new Ledger(problems);
    Declarations declarations = new Declarations(registry, ledger);
    List<Tree.Mapping> resources = new ArrayList<>();
    Adoption adoption = new Adoption();
    for (List<Found> document : documents) {
      for (Found each : document) {
        switch (each) {
          case Found.Resource(Tree.Mapping object, String _) -> resources.add(object);
          case Found.Sections(Tree.Mapping root) ->
              Declarations.givenIds(root, (_, id) -> adoption.learn(id.toString()));
        }
      }
    }
    Iterator<Tree.Mapping> adopted = adoption.apply(resources).iterator();
    List<Runnable> additions = new ArrayList<>();
    for (List<Found> document : documents) {
      for (Found each : document) {
        switch (each) {
          case Found.Resource(Tree.Mapping _, String path) -> {
            Fields fields = new Fields(ledger, adopted.next(), null, path);
            declarations.announceArm(fields);
            additions.add(() -> declarations.addArm(fields));
          }
          case Found.Sections(Tree.Mapping root) -> {
            Fields fields = new Fields(ledger, root, null, "");
            declarations.announceOwnFormat(fields);
            additions.add(() -> declarations.addOwnFormat(fields));
          }
        }
      }
    }
    additions.forEach(Runnable::run);
    declarations.settle();
    Topology topology = new TopologyReader(declarations, registry, ledger, omissions).read();
    new LeftoverKeys(declarations, ledger.coverage(), problems, omissions).find();
    return problems.isEmpty()
        ? new Outcome.Read(this, topology, declarations, registry, ledger)
        : new Outcome.Wrong(problems.all());
  }
}
