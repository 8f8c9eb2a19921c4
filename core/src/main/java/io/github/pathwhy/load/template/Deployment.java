package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A template while it is deployed: its resources, and how expressions find them.
final class Deployment {
  private final Run run;
  private final @Nullable Deployment parent;
  private final Tree.Mapping template;
  private final String name;
  private final String file;
  private final Target target;
  private final @Nullable Path path;
  private final Scope scope;
  private final List<Instance> instances = new ArrayList<>();
  private final Map<String, List<Instance>> symbols = new HashMap<>();
  private final Map<String, List<Instance>> names = new HashMap<>();
  private final Map<ContextKey, Tree> contexts = new HashMap<>();
  private @Nullable Tree outputs;
  private boolean declared;
  private int taking;

  private record ContextKey(String function, Target target) {}

  /** The outermost deployment. */
  Deployment(Run run, Tree.Mapping template, String file, Target target, Definitions.Given given) {
    this.run = run;
    this.parent = null;
    this.template = template;
    this.name = "{deployment}";
    this.file = file;
    this.target = target;
    this.path = null;
    this.scope = new Scope(run, new Definitions(run, template, given, this), this, target, null);
  }

  private Deployment(
      Instance instance,
      Tree.Mapping template,
      String file,
      @Nullable Path path,
      Target target,
      Definitions.@Nullable Given given) {
    Scope outer = instance.scope();
    this.run = outer.run();
    this.parent = outer.deployment();
    this.template = template;
    this.name = instance.name();
    this.file = file;
    this.target = target;
    this.path = path;
    this.scope =
        given == null
            ? new Scope(run, outer.definitions(), this, outer.target(), outer.loop())
            : new Scope(run, new Definitions(run, template, given, this), this, target, null);
  }

  /// The deployment that a resource describes. Without parameters of its own, its expressions are
  /// evaluated in the scope of the template around it.
  static Deployment within(
      Instance instance,
      Tree.Mapping template,
      String file,
      @Nullable Path path,
      Definitions.@Nullable Given given) {
    Target target =
        new ResourceHead(instance.scope().deployment(), instance.scope()).target(instance::raw);
    return new Deployment(instance, template, file, path, target, given);
  }

  Scope scope() {
    return scope;
  }

  Run run() {
    return run;
  }

  String name() {
    return name;
  }

  Target target() {
    return target;
  }

  /** The path of its file beside the template that the user names. */
  String file() {
    return file;
  }

  /** Whether its expressions are evaluated in the scope of the template around it. */
  boolean isOuter() {
    return parent != null && scope.definitions() == parent.scope().definitions();
  }

  /** How often its template was evaluated as a part of the templates around it. */
  int passes() {
    int passes = 0;
    for (Deployment each = isOuter() ? null : parent; each != null; each = each.parent) {
      passes += each.isOuter() ? 1 : 0;
    }
    return passes;
  }

  /** Computes the value that it gets for a parameter. */
  @Nullable Tree take(Definitions.Given given, String parameter) {
    taking++;
    try {
      return given.find(parameter);
    } finally {
      taking--;
    }
  }

  /** Whether the parameters of it, or of one around it, are being computed. */
  boolean isTakingParameters() {
    return taking > 0 || (parent != null && parent.isTakingParameters());
  }

  /** What sets its definitions apart from those of other deployments. */
  String owner() {
    return parent == null ? "" : " of deployment '" + name + "'";
  }

  int depth() {
    return parent == null ? 0 : parent.depth() + 1;
  }

  /** What a function says about the surroundings; made once. */
  Tree context(String function, Target of, Supplier<Tree> made) {
    ContextKey key = new ContextKey(function, of);
    Tree known = contexts.get(key);
    if (known == null) {
      known = made.get();
      contexts.put(key, known);
    }
    return known;
  }

  /** Finds out which resources there are, those of nested deployments included. */
  void declare() {
    if (declared) {
      return;
    }
    declared = true;
    Tree.Entry resources = template.findIgnoringCase("resources");
    if (resources != null) {
      Path place = path == null ? Path.root("resources") : path.key("resources");
      new ResourceDeclarations(this).declare(resources.value(), place, null, scope);
    }
    for (Instance instance : instances) {
      if (instance.isDeployment()) {
        instance.nested().ifPresent(Deployment::declare);
      }
    }
  }

  /** Adds a resource, under its symbolic name when it has one. */
  void add(Instance instance, @Nullable String symbol) {
    run.register(instance);
    instances.add(instance);
    if (symbol != null) {
      symbols.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(instance);
    }
    names
        .computeIfAbsent(instance.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
        .add(instance);
  }

  /** The resources with a symbolic name: one, or one for each turn of a loop. */
  List<Instance> symbolic(String symbol) {
    declare();
    return symbols.getOrDefault(symbol, List.of());
  }

  /** The resource with an id, a symbolic name, or a name that only one has. */
  @Nullable Instance resource(String reference) {
    declare();
    if (reference.startsWith("/")) {
      return run.find(reference);
    }
    int bracket = reference.endsWith("]") ? reference.indexOf('[') : -1;
    String plain = bracket < 0 ? reference : reference.substring(0, bracket);
    List<Instance> found = symbolic(plain);
    if (!found.isEmpty()) {
      int index = bracket < 0 ? 0 : index(reference, bracket);
      return index >= 0 && index < found.size() ? found.get(index) : null;
    }
    List<Instance> named = names.getOrDefault(reference.toLowerCase(Locale.ROOT), List.of());
    return named.size() == 1
        ? named.getFirst()
        : named.isEmpty() && parent != null ? parent.resource(reference) : null;
  }

  private static int index(String reference, int bracket) {
    try {
      return Integer.parseInt(reference.substring(bracket + 1, reference.length() - 1));
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** Hands all resources on to the readers. */
  void emit() {
    declare();
    for (Instance instance : instances) {
      instance.emit();
    }
    outputs();
  }

  /** The outputs: an object of objects with `value`, as `reference()` has them. */
  Tree outputs() {
    declare();
    Tree known = outputs;
    if (known == null) {
      Tree.Entry section = template.findIgnoringCase("outputs");
      known = readOutputs(section == null ? template : section.value());
      outputs = known;
    }
    return known;
  }

  private Tree readOutputs(Tree section) {
    Tree.Mapping object = new Tree.Mapping(section.at());
    if (section instanceof Tree.Mapping mapping && mapping != template) {
      ValueReader reader = new ValueReader(scope, this::outputFault);
      for (Tree.Entry entry : mapping.entries()) {
        if (entry.value() instanceof Tree.Mapping output && isMade(output, reader)) {
          Tree.Mapping value = new Tree.Mapping(entry.at());
          Tree made = output(entry.key(), output, reader);
          run.evaluation().seal(made);
          value.add(new Tree.Entry("value", entry.at(), made));
          object.add(new Tree.Entry(entry.key(), entry.at(), value));
        }
      }
    }
    return object;
  }

  /** A deployment whose output fails has failed. */
  private Tree outputFault(Failure failure, Tree.Scalar of, Path place) {
    run.reading()
        .problems()
        .add(failure.at(of.at()), place.toString(), failure.message(), failure.hint());
    return Symbol.unknown("fail()", of.at());
  }

  private boolean isMade(Tree.Mapping output, ValueReader reader) {
    Tree.Entry condition = output.findIgnoringCase("condition");
    return condition == null
        || !Values.is(reader.read(condition.value(), outputsPath().key("condition")), false);
  }

  private Path outputsPath() {
    return path == null ? Path.root("outputs") : path.key("outputs");
  }

  private Tree output(String key, Tree.Mapping output, ValueReader reader) {
    Path place = outputsPath().key(key);
    try {
      Tree.Entry copy = output.findIgnoringCase("copy");
      if (copy != null && copy.value() instanceof Tree.Mapping loop) {
        return reader.copies(loop, key, place.key("copy"));
      }
      Tree.Entry value = output.findIgnoringCase("value");
      return value == null
          ? Values.nothing(output.at())
          : run.evaluation().checked(reader.read(value.value(), place.key("value")), output.at());
    } catch (Failure failure) {
      return outputFault(failure, Values.text("", output.at()), place.key("value"));
    }
  }
}
