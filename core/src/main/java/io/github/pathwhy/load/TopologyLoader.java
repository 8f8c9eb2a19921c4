package io.github.pathwhy.load;

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
import io.github.pathwhy.load.own.OwnForm;
import io.github.pathwhy.load.template.TemplateForm;
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

/// Loads a topology from one or more inputs, later ones over earlier ones. The form of each is told
/// by its content.
public final class TopologyLoader {

  /** The forms, asked in this order. */
  private static final List<Form> FORMS =
      List.of(new OwnForm(), new TemplateForm(), new ResourceDump());

  private final Problems problems = new Problems();
  private final Omissions omissions = new Omissions(problems);
  private final Limits limits = new Limits(Runtime.getRuntime().maxMemory());
  private final List<Described> documents = new ArrayList<>();
  private final List<ParameterFile> parameterFiles = new ArrayList<>();

  /** An input that was parsed, and its form. */
  private record Described(Source source, Tree root, Form form) {}

  private TopologyLoader() {}

  /** The topology, or everything that is wrong with the inputs. */
  public static Loaded load(List<Source> sources) {
    return load(sources, List.of());
  }

  /// The topology, or everything that is wrong with the inputs. Templates get their parameters from
  /// the parameter files; those among the inputs go with the template that they are named after, or
  /// with all.
  public static Loaded load(List<Source> sources, List<Source> parameters) {
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
    return readable ? loader.assemble(given) : new Loaded.Invalid(loader.problems.all());
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
        documents.add(new Described(source, root, form));
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

  private Loaded assemble(Parameters given) {
    List<List<Found>> found = new ArrayList<>(documents.size());
    for (Described document : documents) {
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
        return new Loaded.Invalid(problems.all());
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

  private Loaded declare(List<List<Found>> documents) {
    Registry registry = new Registry();
    Ledger ledger = new Ledger(problems);
    Declarations declarations = new Declarations(registry, ledger);
    List<Runnable> additions = new ArrayList<>();
    for (List<Found> document : documents) {
      for (Found each : document) {
        switch (each) {
          case Found.Resource(Tree.Mapping object, String path) -> {
            Fields fields = new Fields(ledger, object, null, path);
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
        ? new Loaded.Ok(topology, omissions.all())
        : new Loaded.Invalid(problems.all());
  }
}
