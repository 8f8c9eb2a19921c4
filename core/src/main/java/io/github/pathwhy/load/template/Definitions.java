package io.github.pathwhy.load.template;

import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template defines for its expressions: parameters, variables and functions. */
final class Definitions {
  private static final String TYPES = "#/definitions/";
  private static final int MOST_TYPES = 8;

  private final Run run;
  private final Tree.Mapping template;
  private final Given given;
  private final Deployment deployment;
  private final Map<String, Lazy> parameters = new HashMap<>();
  private final Map<String, Lazy> variables = new HashMap<>();

  /** The values that whoever deploys a template gives to its parameters. */
  @FunctionalInterface
  interface Given {
    /** The value of a parameter; null when none is given. */
    @Nullable Tree find(String parameter);
  }

  /** The definitions of the template of a deployment. */
  Definitions(Run run, Tree.Mapping template, Given given, Deployment deployment) {
    this.run = run;
    this.template = template;
    this.given = given;
    this.deployment = deployment;
  }

  private ValueReader reader() {
    return new ValueReader(deployment.scope(), Faults.PASSED_ON);
  }

  private static Tree.@Nullable Mapping section(Tree.Mapping of, String name) {
    Tree.Entry entry = of.findIgnoringCase(name);
    return entry != null && entry.value() instanceof Tree.Mapping mapping ? mapping : null;
  }

  /** The value of a parameter. */
  Tree parameter(String name) {
    Lazy known = parameters.get(name.toLowerCase(Locale.ROOT));
    if (known == null) {
      Tree.Mapping declared = section(template, "parameters");
      Tree.Entry entry = declared == null ? null : declared.findIgnoringCase(name);
      if (entry == null) {
        throw missing("parameter", name, declared);
      }
      known =
          new Lazy(
              run.evaluation(),
              "parameter '" + entry.key() + "'" + deployment.owner(),
              () -> parameterValue(entry));
      parameters.put(name.toLowerCase(Locale.ROOT), known);
    }
    return known.get();
  }

  private static Failure missing(String what, String name, Tree.@Nullable Mapping among) {
    List<String> names =
        among == null ? List.of() : among.entries().stream().map(Tree.Entry::key).toList();
    return new Failure("no " + what + " named '" + name + "'", Suggestion.didYouMean(name, names));
  }

  private Tree parameterValue(Tree.Entry entry) {
    Tree value = deployment.take(given, entry.key());
    if (value != null && !Values.isNull(value)) {
      return value;
    }
    Path path = Path.root("parameters").key(entry.key());
    Tree.Entry standard =
        entry.value() instanceof Tree.Mapping definition
            ? definition.findIgnoringCase("defaultValue")
            : null;
    if (standard != null) {
      // Whoever gives null leaves the parameter to its default.
      return reader().read(standard.value(), path.key("defaultValue"));
    }
    if (value != null) {
      return value;
    }
    return isNullable(entry.value(), 0) ? Values.nothing(entry.at()) : unknown(entry);
  }

  /// Whether nothing need be given for a parameter: it is `null` then. Its own definition says so
  /// or the type that it names (`azure-resource-manager/templates/definitions`).
  private boolean isNullable(Tree type, int depth) {
    if (!(type instanceof Tree.Mapping definition) || depth > MOST_TYPES) {
      return false;
    }
    Tree nullable = Values.member(definition, "nullable");
    if (nullable != null) {
      return Values.is(nullable, true);
    }
    Tree.Mapping types = section(template, "definitions");
    if (types == null
        || !(Values.member(definition, "$ref") instanceof Tree.Scalar reference)
        || !reference.text().startsWith(TYPES)) {
      return false;
    }
    Tree named = Values.member(types, reference.text().substring(TYPES.length()));
    return named != null && isNullable(named, depth + 1);
  }

  private Tree unknown(Tree.Entry entry) {
    return Symbol.unknown(ParameterFile.symbol(entry.key()) + deployment.owner(), entry.at());
  }

  /** The addresses that parameters give, which may be where the templates come from. */
  List<String> locations() {
    List<String> found = new ArrayList<>();
    Tree.Mapping declared = section(template, "parameters");
    if (declared != null) {
      declared.entries().forEach(entry -> addLocation(entry.key(), found));
    }
    return found;
  }

  private void addLocation(String name, List<String> found) {
    Tree value;
    try {
      value = parameter(name);
    } catch (Failure _) {
      return;
    }
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
        && kind == Tree.Kind.TEXT
        && text.regionMatches(true, 0, "http", 0, 4)) {
      found.add(text);
    }
  }

  /** Checks the given values of all parameters against what the template allows. */
  void checkGiven() {
    Tree.Mapping declared = section(template, "parameters");
    if (declared == null) {
      return;
    }
    for (Tree.Entry entry : declared.entries()) {
      Tree value = given.find(entry.key());
      if (value != null && entry.value() instanceof Tree.Mapping definition) {
        new Constraint(run, entry.key(), definition).check(value);
      }
    }
  }

  /** The value of a variable. */
  Tree variable(String name) {
    Lazy known = variables.get(name.toLowerCase(Locale.ROOT));
    if (known == null) {
      known = declaredVariable(name);
      variables.put(name.toLowerCase(Locale.ROOT), known);
    }
    return known.get();
  }

  private Lazy declaredVariable(String name) {
    Tree.Mapping declared = section(template, "variables");
    Path path = Path.root("variables");
    ValueReader reader = reader();
    Tree.Entry entry = declared == null ? null : declared.findIgnoringCase(name);
    if (entry != null && !ValueReader.isLoops(entry)) {
      return new Lazy(
          run.evaluation(),
          "variable '" + entry.key() + "'" + deployment.owner(),
          () -> reader.read(entry.value(), path.key(entry.key())));
    }
    Tree.Entry loops = declared == null ? null : declared.findIgnoringCase("copy");
    if (loops != null
        && ValueReader.isLoops(loops)
        && loops.value() instanceof Tree.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        Path place = path.key("copy").item(i);
        if (list.items().get(i) instanceof Tree.Mapping loop
            && reader.name(loop, place).equalsIgnoreCase(name)) {
          return new Lazy(
              run.evaluation(),
              "variable '" + name + "'" + deployment.owner(),
              () -> reader.copies(loop, name, place));
        }
      }
    }
    throw missing("variable", name, declared);
  }

  /** A function of the template: its parameters and its value. */
  Tree.@Nullable Mapping function(String namespace, String name) {
    Tree.Entry functions = template.findIgnoringCase("functions");
    if (functions == null || !(functions.value() instanceof Tree.Sequence list)) {
      return null;
    }
    for (Tree item : list.items()) {
      if (item instanceof Tree.Mapping space
          && Values.member(space, "namespace") instanceof Tree.Scalar named
          && named.text().equalsIgnoreCase(namespace)) {
        Tree.Mapping members = section(space, "members");
        Tree.Mapping found = members == null ? null : section(members, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
