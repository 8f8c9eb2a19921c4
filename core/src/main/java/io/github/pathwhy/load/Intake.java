package io.github.pathwhy.load;

import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.load.form.Parameters;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.form.Reading.Found;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the inputs, tells their forms, and lets each form read its documents. */
final class Intake {
  private static final String NO_TOPOLOGY = "not a topology";

  private final Problems problems;
  private final Omissions omissions;
  private final Limits limits;
  private final List<Form> forms;
  private final List<Document> documents = new ArrayList<>();
  private final List<ParameterFile> parameterFiles = new ArrayList<>();

  /** An input that was parsed, and its form. */
  private record Document(Source source, Tree root, Form form) {}

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

  Intake(Problems problems, Omissions omissions, Limits limits, List<Form> forms) {
    this.problems = problems;
    this.omissions = omissions;
    this.limits = limits;
    this.forms = forms;
  }

  /// What the inputs describe, in their order; nothing when one of them cannot be read, because
  /// what it declares would be missing everywhere else.
  Optional<List<Found>> read(List<Source> sources, List<Source> parameters) {
    if (sources.size() + parameters.size() > Position.MOST_INPUTS) {
      problems.add(
          problems.addInput(sources.get(Position.MOST_INPUTS - parameters.size()).name()),
          "file number " + (Position.MOST_INPUTS + 1),
          "the most is " + Position.MOST_INPUTS);
      return Optional.empty();
    }
    boolean readable = true;
    for (Source source : sources) {
      readable &= parse(source);
    }
    Parameters given = new Parameters();
    for (Source source : parameters) {
      readable &= parseParameters(source, given);
    }
    return readable ? readAll(sources, given) : Optional.empty();
  }

  /** What a document in pathwhy's own form describes that was never text. */
  List<Found> readOwn(Tree.Mapping document) {
    Source source = new Source("", new byte[0]);
    problems.addInput(source.name());
    Reading reading = new Reading(source, problems, limits, new Parameters(), omissions);
    forms.getFirst().read(document, reading);
    return reading.found();
  }

  private boolean parse(Source source) {
    if (SourceCode.report(source, problems)) {
      return false;
    }
    int input = problems.inputs();
    Optional<Tree> root = DocumentParser.parse(source, problems, limits);
    if (root.isEmpty() && source.folder().isPresent()) {
      passOver(source, input);
      return true;
    }
    return root.isPresent() && classify(source, root.get());
  }

  /// Leaves out a file of a folder that cannot be parsed. What a folder holds besides topologies
  /// may be anything, such as manifests of several documents.
  private void passOver(Source source, int input) {
    String why = problems.first(input).orElse(NO_TOPOLOGY);
    problems.forget(input);
    omissions.add(Position.of(input, 0, 0), source.name(), why);
  }

  private boolean classify(Source source, Tree root) {
    if (ParameterFile.recognizes(root) && root instanceof Tree.Mapping mapping) {
      parameterFiles.add(new ParameterFile(source, mapping));
      return true;
    }
    for (Form form : forms) {
      if (form.recognizes(root)) {
        documents.add(new Document(source, root, form));
        return true;
      }
    }
    if (source.folder().isPresent()) {
      problems.forget(Position.input(root.at()));
      omissions.add(root.at(), source.name(), NO_TOPOLOGY);
      return true;
    }
    if (SourceCode.report(root, problems)) {
      return false;
    }
    problems.add(
        root.at(),
        "",
        NO_TOPOLOGY,
        "expected pathwhy: 1, an ARM template, ARM resources as az or the REST API print them, a"
            + " Terraform plan or state");
    return false;
  }

  private boolean parseParameters(Source source, Parameters given) {
    return DocumentParser.parse(source, problems, limits)
        .map(root -> {
          if (!ParameterFile.fits(root) || !(root instanceof Tree.Mapping mapping)) {
            problems.add(root.at(), "", "not a parameters file", "expected {\"parameters\": {…}}");
            return false;
          }
          new ParameterFile(source, mapping).readInto(given, problems);
          return true;
        })
        .orElse(false);
  }

  private Optional<List<Found>> readAll(List<Source> sources, Parameters given) {
    List<Read> all = new ArrayList<>(documents.size());
    int noted = 0;
    for (Document document : documents) {
      Source source = document.source();
      Omissions own = omissions.fork(noted);
      Reading reading = new Reading(source, problems, limits, parametersFor(source, given), own);
      try {
        document.form().read(document.root(), reading);
      } catch (Limits.Refused e) {
        e.report(problems);
        return Optional.empty();
      }
      all.add(new Read(source, Position.input(document.root().at()), reading, own));
      noted += own.size();
    }
    List<Read> counting = withoutLinked(all);
    if (new Shortfall(problems, omissions).report(sources, parameterFiles, described(all))) {
      return Optional.empty();
    }
    List<Found> found = new ArrayList<>();
    counting.forEach(document -> found.addAll(document.reading().found()));
    return Optional.of(found);
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
}
