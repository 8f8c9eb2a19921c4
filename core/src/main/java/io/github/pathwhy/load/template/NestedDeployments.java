package io.github.pathwhy.load.template;

import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.load.form.Parameters;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Deployments within deployments (`azure-resource-manager/templates/linked-templates`): the
/// template is part of this one, or lies in a file beside it. No other is read.
record NestedDeployments(Instance instance, Tree.Mapping properties) {
  private static final int DEEPEST = 20;

  /** The deployment that a resource describes; nothing when its template is not at hand. */
  static Optional<Deployment> of(Instance instance) {
    if (!(instance.raw("properties") instanceof Tree.Mapping properties)) {
      return Optional.empty();
    }
    if (instance.scope().deployment().depth() >= DEEPEST) {
      instance
          .scope()
          .run()
          .reading()
          .problems()
          .add(
              instance.at(),
              instance.path().toString(),
              "deployments nested more than " + DEEPEST + " levels deep",
              "break the circle of linked templates");
      return Optional.empty();
    }
    return new NestedDeployments(instance, properties).deployment();
  }

  private Optional<Deployment> deployment() {
    Tree.Entry inline = properties.findIgnoringCase("template");
    if (inline != null && inline.value() instanceof Tree.Mapping template) {
      return Optional.of(
          Deployment.within(
              instance,
              template,
              instance.scope().deployment().file(),
              instance.path().key("properties").key("template"),
              isInner() ? parameters() : null));
    }
    Tree.Entry link = properties.findIgnoringCase("templateLink");
    if (link != null && link.value() instanceof Tree.Mapping mapping) {
      return linked(mapping, "linked template")
          .map(file -> Deployment.within(instance, file.root(), file.path(), null, parameters()));
    }
    leaveOut(instance.at(), "deployment " + instance.name(), "its template is not at hand");
    return Optional.empty();
  }

  private boolean isInner() {
    Tree.Entry options = properties.findIgnoringCase("expressionEvaluationOptions");
    Tree.Entry scope =
        options != null && options.value() instanceof Tree.Mapping mapping
            ? mapping.findIgnoringCase("scope")
            : null;
    return scope != null
        && scope.value() instanceof Tree.Scalar scalar
        && scalar.text().equalsIgnoreCase("inner");
  }

  private void leaveOut(long at, String what, String why) {
    instance.scope().run().reading().leaveOut(at, what, why);
  }

  private ValueReader reader() {
    return new ValueReader(instance.scope(), Faults.PASSED_ON);
  }

  private Path path(String key) {
    return instance.path().key("properties").key(key);
  }

  /** A file beside the template. */
  private record Linked(String path, Tree.Mapping root) {}

  private Optional<Linked> linked(Tree.Mapping link, String what) {
    String wanted = "";
    try {
      Tree.Entry relative = link.findIgnoringCase("relativePath");
      Tree.Entry uri = link.findIgnoringCase("uri");
      Tree.Entry id = link.findIgnoringCase("id");
      Optional<String> found = Optional.empty();
      if (relative != null) {
        wanted = text(relative);
        found = Optional.of(LinkedTemplates.resolve(instance.scope().deployment().file(), wanted));
      } else if (uri != null) {
        wanted = text(uri);
        found = LinkedTemplates.path(wanted, instance.scope());
      } else if (id != null) {
        wanted = text(id);
      }
      if (found.isEmpty()) {
        leaveOut(link.at(), what + " " + wanted, "not beside this template");
        return Optional.empty();
      }
      String file = found.get();
      Optional<Reading.Neighbour> neighbour = instance.scope().run().neighbour(file, link.at());
      return neighbour.isPresent() && neighbour.get().root() instanceof Tree.Mapping root
          ? Optional.of(new Linked(file, root))
          : Optional.empty();
    } catch (Failure failure) {
      leaveOut(failure.at(link.at()), what + " of " + instance.name(), failure.message());
      return Optional.empty();
    }
  }

  private String text(Tree.Entry entry) {
    String text =
        Identity.text(reader().read(entry.value(), path("templateLink").key(entry.key())));
    return text == null ? "" : text;
  }

  /** The parameters that the deployment gives to its template. */
  private Definitions.Given parameters() {
    Tree.Entry link = properties.findIgnoringCase("parametersLink");
    if (link != null && link.value() instanceof Tree.Mapping mapping) {
      Parameters read = new Parameters();
      linked(mapping, "parameters file")
          .ifPresent(file ->
              new ParameterFile(instance.scope().run().reading().source(), file.root())
                  .readInto(read, instance.scope().run().reading().problems()));
      return name -> read.find(name).orElse(null);
    }
    Tree.Entry inline = properties.findIgnoringCase("parameters");
    if (inline == null) {
      return _ -> null;
    }
    if (inline.value() instanceof Tree.Mapping mapping) {
      return name -> value(mapping, name);
    }
    return name ->
        reader().read(inline.value(), path("parameters")) instanceof Tree.Mapping computed
            ? computedValue(computed, name)
            : Values.isUnknown(inline.value()) ? inline.value() : null;
  }

  private @Nullable Tree value(Tree.Mapping parameters, String name) {
    Tree.Entry entry = parameters.findIgnoringCase(name);
    if (entry == null) {
      return null;
    }
    Path place = path("parameters").key(entry.key());
    if (entry.value() instanceof Tree.Mapping given) {
      Tree value = Values.member(given, "value");
      return value == null ? made(entry, given, place) : reader().read(value, place.key("value"));
    }
    return reader().read(entry.value(), place) instanceof Tree.Mapping given
        ? Values.member(given, "value")
        : null;
  }

  private static @Nullable Tree computedValue(Tree.Mapping parameters, String name) {
    return Values.member(parameters, name) instanceof Tree.Mapping given
        ? Values.member(given, "value")
        : null;
  }

  /** A list that a loop makes, as Bicep writes it; else a secret. */
  private @Nullable Tree made(Tree.Entry entry, Tree.Mapping given, Path place) {
    for (Tree.Entry each : given.entries()) {
      if (ValueReader.isLoops(each)) {
        return reader().read(given, place) instanceof Tree.Mapping computed
            ? Values.member(computed, "value")
            : null;
      }
    }
    return secret(entry);
  }

  /** What a key vault holds is not known. */
  private Tree secret(Tree.Entry entry) {
    List<Tree> what =
        List.of(Values.text(entry.key(), entry.at()), Values.text(instance.name(), entry.at()));
    return Symbol.call("getSecret", what, entry.at());
  }
}
