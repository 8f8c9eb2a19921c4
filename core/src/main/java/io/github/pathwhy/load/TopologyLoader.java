package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Adoption;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.dump.EffectiveRoutes;
import io.github.pathwhy.load.dump.ResourceDump;
import io.github.pathwhy.load.dump.WatcherAnswer;
import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.load.form.Parameters;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.form.Reading.Found;
import io.github.pathwhy.load.own.OwnForm;
  private static final List<Form> FORMS =
      List.of(
          new WatcherAnswer(),
          new OwnForm(),
          new TemplateForm(),
          new TerraformForm(),
          new ResourceDump());
import io.github.pathwhy.model.Topology;
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

  private static final String NO_TOPOLOGY = "not a topology";

  /** The forms, asked in this order. */
<<<<<<< HEAD
  private static final List<Form> FORMS =
      List.of(new WatcherAnswer(), new OwnForm(), new TerraformForm(), new ResourceDump());
=======
  private static final List<Form> FORMS = List.of(new OwnForm(), new TemplateForm(), new ResourceDump());
>>>>>>> arm

  private final Problems problems = new Problems();
  private final Omissions omissions = new Omissions(problems);
  private final Limits limits = new Limits(Runtime.getRuntime().maxMemory());
  private final List<Described> documents = new ArrayList<>();
  private final List<ParameterFile> parameterFiles = new ArrayList<>();

  /** An input that was parsed, and its form. */
  private record Described(Source source, Tree root, Form form) {}

  /** What an input was read into; it and the documents it links have inputs in a row. */
  private record Read(Source source, int input, Reading reading, Omissions omissions) {
    /** Whether the document is part of this one. */
    boolean links(Read other) {
      return other.input != input && reading.linked().contains(other.source.name());
    }

    /** Whether the input turned out to be something else. */
    boolean isNothing() {
      return reading.found().isEmpty() && omissions.size() > 0;
    }
  }

  private final List<Form> forms;

  private TopologyLoader(List<Form> forms) {
    this.forms = forms;
  }

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
    int inputs = sources.size() + parameters.size();
    if (inputs > Position.MOST_INPUTS) {
      Source first = sources.get(Position.MOST_INPUTS - parameters.size());
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
    TopologyLoader loader = new TopologyLoader(forms);
    boolean readable = true;
    for (Source source : sources) {
      readable &= loader.parse(source);
    }
    Parameters given = new Parameters();
    for (Source source : parameters) {
      readable &= loader.parseParameters(source, given);
    }
    // What an unreadable input declares would be missing everywhere else.
    return readable ? loader.assemble(sources, given) : new Loaded.Invalid(loader.problems.all());
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
    for (Form form : forms) {
      if (form.recognizes(root)) {
        documents.add(new Described(source, root, form));
        return true;
      }
    }
    if (source.folder().isPresent()) {
      omissions.add(root.at(), source.name(), NO_TOPOLOGY);
      return true;
    }
    problems.add(
        root.at(),
        "",
        NO_TOPOLOGY,
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

  private Loaded assemble(List<Source> sources, Parameters given) {
    List<Read> all = new ArrayList<>(documents.size());
    int noted = 0;
    for (Described document : documents) {
      Source source = document.source();
      Omissions own = omissions.fork(noted);
      Parameters parameters = parametersFor(source, given);
      Reading reading = new Reading(source, problems, limits, parameters, own);
      try {
        document.form().read(document.root(), reading);
      } catch (Limits.Refused e) {
        e.report(problems);
        return new Loaded.Invalid(problems.all());
      }
      all.add(new Read(source, Position.input(document.root().at()), reading, own));
      noted += own.size();
    }
    List<Read> counting = withoutLinked(all);
    List<Problem> missing =
        new Shortfall(omissions).missing(sources, parameterFiles, described(all));
    if (!missing.isEmpty()) {
      missing.addAll(0, problems.all());
      return new Loaded.Invalid(missing);
    }
    return declare(counting);
  }

  /// The documents that stand for themselves. A template that another one links is read there, with
  /// the parameters that it gets there; read alone it would declare its resources a second time,
  /// with unknown names. Which ones are linked is known only when all were read, since a folder has
  /// no order: those are dropped again, with what they had to say. Where two link each other, the
  /// first one stays.
  private List<Read> withoutLinked(List<Read> all) {
    List<Read> counting = new ArrayList<>(all.size());
    for (Read document : all) {
      if (isPartOfAnother(document, all)) {
        problems.forget(document.input());
      } else {
        omissions.addAll(document.omissions());
        counting.add(document);
      }
    }
    return counting;
  }

  private static boolean isPartOfAnother(Read document, List<Read> all) {
    boolean later = false;
    for (Read other : all) {
      later |= other.input() == document.input();
      if (other.links(document) && !(later && document.links(other))) {
        return true;
      }
    }
    return false;
  }

  /** The inputs that have something in them. */
  private static Set<Source> described(List<Read> all) {
    Set<Source> described = new HashSet<>();
    for (Read document : all) {
      if (!document.isNothing()) {
        described.add(document.source());
      }
    }
    return described;
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

  private Loaded declare(List<Read> documents) {
    Registry registry = new Registry();
    Ledger ledger = new Ledger(problems);
    Declarations declarations = new Declarations(registry, ledger);
    List<Tree.Mapping> resources = new ArrayList<>();
    Adoption adoption = new Adoption();
    for (Read document : documents) {
      for (Found each : document.reading().found()) {
        switch (each) {
          case Found.EffectiveRoutes _ -> {}
          case Found.Resource(Tree.Mapping object, String _) -> resources.add(object);
          case Found.Sections(Tree.Mapping root) ->
              Declarations.givenIds(root, (_, id) -> adoption.learn(id.toString()));
        }
      }
    }
    Iterator<Tree.Mapping> adopted = adoption.apply(resources).iterator();
    List<Runnable> additions = new ArrayList<>();
    List<Tree.Sequence> routeTables = new ArrayList<>(0);
    for (Read document : documents) {
      for (Found each : document.reading().found()) {
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
          case Found.EffectiveRoutes(Tree.Sequence rows) -> routeTables.add(rows);
        }
      }
    }
    additions.forEach(Runnable::run);
    declarations.settle();
    if (!routeTables.isEmpty()) {
      new EffectiveRoutes(declarations, problems, omissions).observe(routeTables);
    }
    Topology topology = new TopologyReader(declarations, registry, ledger, omissions).read();
    new LeftoverKeys(declarations, ledger.coverage(), problems, omissions).find();
    return problems.isEmpty()
        ? new Loaded.Ok(topology, omissions.all())
        : new Loaded.Invalid(problems.all());
  }
}
