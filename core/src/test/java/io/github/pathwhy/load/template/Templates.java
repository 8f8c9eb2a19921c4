package io.github.pathwhy.load.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.load.form.Parameters;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.template.value.Json;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A template that was read, and what came of it. */
final class Templates {
  private static final long MEMORY = 1L << 31;
  static final String GROUP = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}";
  static final String NETWORK = GROUP + "/providers/Microsoft.Network/";

  private final Problems problems = new Problems();
  private final Omissions omissions = new Omissions(problems);
  private final List<Tree.Mapping> resources = new ArrayList<>();

  private Templates() {}

  /** Reads a template with parameters as in a file, and other files beside it. */
  static Templates read(String template, String parameters, Map<String, String> files) {
    Templates read = new Templates();
    Limits limits = new Limits(MEMORY);
    Source source = source("dir/main.json", template, files);
    Parameters given = new Parameters();
    Tree root = DocumentParser.parse(source, read.problems, limits).orElseThrow();
    if (!parameters.isEmpty()) {
      Source file = source("dir/parameters.json", "{\"parameters\": " + parameters + "}", files);
      Tree tree = DocumentParser.parse(file, read.problems, limits).orElseThrow();
      new ParameterFile(file, (Tree.Mapping) tree).readInto(given, read.problems);
    }
    TemplateForm form = new TemplateForm();
    assertThat(form.recognizes(root)).isTrue();
    Reading reading = new Reading(source, read.problems, limits, given, read.omissions);
    try {
      form.read(root, reading);
    } catch (Limits.Refused refused) {
      refused.report(read.problems);
    }
    for (Reading.Found found : reading.found()) {
      read.resources.add(((Reading.Found.Resource) found).object());
    }
    return read;
  }

  private static Source source(String name, String text, Map<String, String> files) {
    return new Source(
        name,
        text.getBytes(StandardCharsets.UTF_8),
        path ->
            files.containsKey(path)
                ? new Source.Neighbour.Found(source("dir/" + path, files.get(path), files))
                : new Source.Neighbour.Refused("no such file"));
  }

  /** Reads a template that consists of these sections. */
  static Templates of(String sections) {
    return of(sections, "");
  }

  /** Reads a template that consists of these sections, with values for its parameters. */
  static Templates of(String sections, String parameters) {
    return read(template(sections), parameters, Map.of());
  }

  /** A template that consists of these sections. */
  static String template(String sections) {
    return "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"
        + "deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\", "
        + sections
        + "}";
  }

  /** The problems, as people see them. */
  List<String> problems() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  /** What was left out: `what: why`. */
  List<String> leftOut() {
    return omissions.all().stream().map(Templates::text).toList();
  }

  private static String text(LeftOut leftOut) {
    return leftOut.what() + ": " + leftOut.why();
  }

  /** The ids of the resources, in order. */
  List<String> ids() {
    assertThat(problems()).isEmpty();
    return resources.stream().map(resource -> text(resource, "id")).toList();
  }

  /** The ids of the resources within the network provider of the resource group. */
  List<String> names() {
    return ids().stream().map(id -> id.replace(NETWORK, "")).toList();
  }

  /** The type and the name of a resource. */
  String head(int index) {
    Tree.Mapping resource = resources.get(index);
    return text(resource, "type") + " " + text(resource, "name");
  }

  private static String text(Tree.Mapping resource, String key) {
    return ((Tree.Scalar) resource.findIgnoringCase(key).value()).text();
  }

  /** The properties of a resource as JSON; unknown values as texts. */
  String properties(int index) {
    assertThat(problems()).isEmpty();
    return Json.write(resources.get(index).get("properties"), 1_000_000);
  }

  /** The value of the only property of the only resource that has it. */
  Tree property(String name) {
    assertThat(problems()).isEmpty();
    List<Tree> found =
        resources.stream()
            .map(resource -> resource.get("properties"))
            .filter(Tree.Mapping.class::isInstance)
            .map(properties -> ((Tree.Mapping) properties).get(name))
            .filter(value -> value != null)
            .toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  /** The same as JSON. */
  String json(String name) {
    return Json.write(property(name), 1_000_000);
  }

  /** A place as `line:column`. */
  static String place(Tree tree) {
    return Position.line(tree.at()) + ":" + Position.column(tree.at());
  }
}
