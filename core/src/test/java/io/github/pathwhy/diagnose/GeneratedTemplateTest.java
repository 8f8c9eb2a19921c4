package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.load.Described;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.report.OwnYaml;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Templates in the manner of today's modules, made of every way to write the rules of a group and
/// every way to put the group into a template. All of them mean one network: port 22 of `b-vm` is
/// denied, port 443 is open.
final class GeneratedTemplateTest {
  private static final String NULL = "null";

  /// A way to write the rules.
  ///
  /// @param rules the value of `securityRules`, or the whole `properties` when it starts with `@`
  /// @param sections what else it needs at the top of the template
  /// @param nullable a parameter that a module may pass `null` for
  /// @param modern whether only symbolic templates have it
  private record Feature(
      String name, String rules, String sections, String nullable, boolean modern) {
    static Feature of(String name, String rules, String... sections) {
      return new Feature(name, rules, join(sections), "", false);
    }

    Feature passing(String parameter) {
      return new Feature(name, rules, sections, parameter, modern);
    }

    Feature onlyModern() {
      return new Feature(name, rules, sections, nullable, true);
    }

    /** The group, with more entries of its own. */
    String group(String groupName, String... more) {
      String properties =
          rules.startsWith("@") ? rules.substring(1) : "{\"securityRules\": " + rules + "}";
      return """
      {%s"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01",
       "name": "%s", "properties": %s}\
      """
          .formatted(join(more), groupName, properties);
    }
  }

  /** A way to put the group into a template. */
  private enum Shape {
    PLAIN,
    SYMBOLIC,
    CONDITION,
    LOOP,
    MODULE,
    MODULE_WITH_A_LIST,
    MODULE_WITH_AN_OBJECT,
    MODULE_IN_A_MODULE,
    OUTER_DEPLOYMENT
  }

  private static String join(String... entries) {
    StringBuilder text = new StringBuilder();
    for (String entry : entries) {
      text.append(entry.isEmpty() ? "" : entry + ", ");
    }
    return text.toString();
  }

  private static String properties(String port) {
    return """
    {"priority": 100, "access": "Deny", "direction": "Inbound", "protocol": "*",
     "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*",
     "destinationPortRange": %s}\
    """
        .formatted(port);
  }

  private static String rule(String port) {
    return "{\"name\": \"r\", \"properties\": " + properties(port) + "}";
  }

  private static String port(String expression) {
    return "[" + rule("\"[" + expression + "]\"") + "]";
  }

  private static String parameter(String name, String declaration) {
    return "\"parameters\": {\"" + name + "\": " + declaration + "}";
  }

  private static String variable(String name, String value) {
    return "\"variables\": {\"" + name + "\": " + value + "}";
  }

  private static final String RULE_OF_X =
      "createObject('name', lambdaVariables('x').name, 'properties', createObject('priority', 100,"
          + " 'access', 'Deny', 'direction', 'Inbound', 'protocol', '*', 'sourceAddressPrefix',"
          + " '*', 'sourcePortRange', '*', 'destinationAddressPrefix', '*',"
          + " 'destinationPortRange', lambdaVariables('x').port))";

  private static final List<Feature> FEATURES =
      List.of(
          Feature.of("as it is", "[" + rule("\"22\"") + "]"),
          Feature.of(
              "a copy of properties",
              """
              @{"copy": [{"name": "securityRules", "count": "[length(parameters('rules'))]", "input":
                {"name": "[parameters('rules')[copyIndex('securityRules')].name]", "properties": %s}}]}\
              """
                  .formatted(
                      properties("\"[parameters('rules')[copyIndex('securityRules')].port]\"")),
              parameter(
                  "rules",
                  "{\"type\": \"array\", \"defaultValue\": [{\"name\": \"r\", \"port\":"
                      + " \"22\"}]}")),
          Feature.of(
              "map",
              "\"[map(parameters('rules'), lambda('x', " + RULE_OF_X + "))]\"",
              parameter(
                  "rules",
                  "{\"type\": \"array\", \"defaultValue\": [{\"name\": \"r\", \"port\":"
                      + " \"22\"}]}")),
          Feature.of(
              "filter",
              "\"[filter(variables('all'), lambda('x', equals(lambdaVariables('x').name, 'r')))]\"",
              variable(
                  "all",
                  "[" + rule("\"22\"") + ", " + rule("\"443\"").replace("\"r\"", "\"no\"") + "]")),
          Feature.of(
              "items",
              "\"[map(items(variables('m')), lambda('x', createObject('name',"
                  + " lambdaVariables('x').key, 'properties', lambdaVariables('x').value)))]\"",
              variable("m", "{\"r\": " + properties("\"22\"") + "}")),
          Feature.of(
              "tryGet",
              port("coalesce(tryGet(parameters('o'), 'a', 'port'), '22')"),
              parameter("o", "{\"type\": \"object\", \"defaultValue\": {}}")),
          Feature.of(
                  "a nullable object",
                  port("coalesce(tryGet(parameters('o'), 'port'), '22')"),
                  parameter("o", "{\"type\": \"object\", \"nullable\": true}"))
              .passing("o"),
          Feature.of(
                  "a nullable text",
                  port("coalesce(parameters('p'), '22')"),
                  parameter("p", "{\"type\": \"string\", \"nullable\": true}"))
              .passing("p"),
          Feature.of(
                  "null for a default",
                  port("parameters('p')"),
                  parameter("p", "{\"type\": \"string\", \"defaultValue\": \"22\"}"))
              .passing("p"),
          Feature.of(
                  "a type of its own",
                  port("parameters('p').port"),
                  parameter(
                      "p", "{\"$ref\": \"#/definitions/t\", \"defaultValue\": {\"port\": \"22\"}}"),
                  """
                  "definitions": {"t": {"type": "object", "properties": {
                    "port": {"type": "string", "minLength": 1},
                    "more": {"$ref": "#/definitions/more", "nullable": true}}, "additionalProperties": false},
                    "more": {"type": "array", "prefixItems": [{"type": "string"}], "items": false}}\
                  """)
              .onlyModern(),
          Feature.of(
                  "a type with a discriminator",
                  port("parameters('p').port"),
                  parameter(
                      "p",
                      "{\"$ref\": \"#/definitions/t\", \"defaultValue\": {\"kind\": \"a\","
                          + " \"port\": \"22\"}}"),
                  """
                  "definitions": {"t": {"type": "object", "discriminator": {"propertyName": "kind",
                    "mapping": {"a": {"$ref": "#/definitions/a"}}}}, "a": {"type": "object", "properties": {
                    "kind": {"type": "string", "allowedValues": ["a"]}, "port": {"type": "string"}}}}\
                  """)
              .onlyModern(),
          Feature.of(
              "a function of its own",
              port("__bicep.port(22)"),
              """
              "functions": [{"namespace": "__bicep", "members": {"port": {
                "parameters": [{"name": "n", "type": "int"}],
                "output": {"type": "string", "value": "[string(parameters('n'))]"}}}}]\
              """),
          Feature.of(
              "shallowMerge",
              "[{\"name\": \"r\", \"properties\": \"[shallowMerge(createArray(variables('p'),"
                  + " createObject('destinationPortRange', '22')))]\"}]",
              variable("p", properties("\"443\""))),
          Feature.of(
              "union",
              "[{\"name\": \"r\", \"properties\": \"[union(variables('p'),"
                  + " createObject('destinationPortRange', '22'))]\"}]",
              variable("p", properties("\"443\""))),
          Feature.of(
              "reduce",
              "[{\"name\": \"r\", \"properties\": \"[reduce(createArray(variables('p'),"
                  + " createObject('destinationPortRange', '22')), createObject(), lambda('c', 'n',"
                  + " union(lambdaVariables('c'), lambdaVariables('n'))))]\"}]",
              variable("p", properties("\"443\""))),
          Feature.of(
              "a loaded file",
              "[\"[variables('$fxv#0').rule]\"]",
              variable("$fxv#0", "{\"rule\": " + rule("\"22\"") + "}")),
          Feature.of(
              "a copy of variables",
              "\"[variables('rules')]\"",
              "\"variables\": {\"copy\": [{\"name\": \"rules\", \"count\": 1, \"input\": "
                  + rule("\"22\"")
                  + "}]}"),
          Feature.of(
              "contains",
              "\"[if(contains(parameters('o'), 'rules'), parameters('o').rules, variables('d'))]\"",
              parameter("o", "{\"type\": \"object\", \"defaultValue\": {}}"),
              variable("d", "[" + rule("\"22\"") + "]")),
          Feature.of(
              "an identifier of the deployer",
              "["
                  + rule("\"22\"")
                      .replace(
                          "{\"priority\"",
                          "{\"description\": \"[deployer().objectId]\", \"priority\"")
                  + "]"),
          Feature.of("the end of a list", port("indexFromEnd(createArray('80', '22'), 1)")),
          Feature.of(
              "an item that may be missing",
              port("coalesce(tryIndexFromEnd(createArray('80'), 5), '22')")),
          Feature.of("a flat list", port("string(first(flatten(createArray(range(22, 1)))))")),
          Feature.of(
              "keys of an object",
              port(
                  "first(objectKeys(toObject(createArray('22'), lambda('k',"
                      + " lambdaVariables('k')))))")),
          Feature.of("text", port("last(split(join(createArray('21', '22'), ','), ','))")));

  private static final String NETWORK =
      """
      {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net", "properties": {
       "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "a", "properties": {"addressPrefix": "10.0.1.0/24"}},
        {"name": "b", "properties": {"addressPrefix": "10.0.2.0/24", "networkSecurityGroup": {"id": "[%s]"}}}]}}\
      """;

  private static final String ID = "resourceId('Microsoft.Network/networkSecurityGroups', 'g')";

  private static List<String> machines() {
    List<String> made = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      made.add(
          """
          {"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2024-05-01", "name": "%s-nic",
           "properties": {"ipConfigurations": [{"name": "c", "properties": {"subnet": {"id":
           "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', '%s')]"}}}]}}\
          """
              .formatted(name, name));
      made.add(
          """
          {"type": "Microsoft.Compute/virtualMachines", "apiVersion": "2024-03-01", "name": "%s-vm",
           "properties": {"networkProfile": {"networkInterfaces": [{"id":
           "[resourceId('Microsoft.Network/networkInterfaces', '%s-nic')]"}]}}}\
          """
              .formatted(name, name));
    }
    return made;
  }

  private static String template(String sections, boolean symbolic, List<String> resources) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < resources.size(); i++) {
      text.append(i == 0 ? "" : ",\n").append(symbolic ? "\"s" + i + "\": " : "");
      text.append(resources.get(i));
    }
    return """
    {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
     %s"contentVersion": "1.0.0.0", %s"resources": %s%s%s}\
    """
        .formatted(
            symbolic ? "\"languageVersion\": \"2.0\", " : "",
            sections,
            symbolic ? "{" : "[",
            text,
            symbolic ? "}" : "]");
  }

  private static String module(String name, String parameters, String template) {
    return """
    {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "%s", "properties": {
     "expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
     "parameters": {%s}, "template": %s}}\
    """
        .formatted(name, parameters, template);
  }

  private static String passed(Feature feature) {
    return feature.nullable().isEmpty()
        ? ""
        : "\"" + feature.nullable() + "\": {\"value\": " + NULL + "}";
  }

  private static String withOutput(Feature feature, String output) {
    return template(
        join(feature.sections().replaceAll(", $", ""), "\"outputs\": {\"o\": " + output + "}"),
        true,
        List.of(feature.group("g")));
  }

  private static String asString(Feature feature) {
    return withOutput(feature, "{\"type\": \"string\", \"value\": \"[" + ID + "]\"}");
  }

  /** The whole template. */
  private static String template(Feature feature, Shape shape) {
    List<String> resources = new ArrayList<>();
    resources.add(NETWORK.formatted(ID));
    resources.addAll(machines());
    String output = "reference('m').outputs.o.value";
    return switch (shape) {
      case PLAIN -> {
        resources.add(feature.group("g"));
        yield template(feature.sections(), false, resources);
      }
      case SYMBOLIC -> {
        resources.add(feature.group("g"));
        yield template(feature.sections(), true, resources);
      }
      case CONDITION -> {
        resources.add(feature.group("g", "\"condition\": \"[not(empty('x'))]\""));
        // Of what is not deployed only the name counts, and that may be anything.
        resources.add(feature.group("[createArray()[3]]", "\"condition\": false"));
        yield template(feature.sections(), true, resources);
      }
      case LOOP -> {
        resources.add(
            feature.group(
                "[take(format('g{0}', copyIndex()), 1)]",
                "\"copy\": {\"name\": \"loop\", \"count\": 1}"));
        yield template(feature.sections(), false, resources);
      }
      case MODULE -> {
        resources.set(0, NETWORK.formatted(output));
        resources.add(module("m", passed(feature), asString(feature)));
        yield template("", true, resources);
      }
      case MODULE_WITH_A_LIST -> {
        resources.set(0, NETWORK.formatted(output + "[0]"));
        resources.add(
            module(
                "m",
                passed(feature),
                withOutput(
                    feature,
                    "{\"type\": \"array\", \"copy\": {\"count\": 1, \"input\": \"["
                        + ID
                        + "]\"}}")));
        yield template("", true, resources);
      }
      case MODULE_WITH_AN_OBJECT -> {
        resources.set(0, NETWORK.formatted("tryGet(" + output + ", 'group', 'id')"));
        resources.add(
            module(
                "m",
                passed(feature),
                withOutput(
                    feature,
                    "{\"type\": \"object\", \"value\": {\"group\": {\"id\": \"[" + ID + "]\"}}}")));
        yield template("", true, resources);
      }
      case MODULE_IN_A_MODULE -> {
        resources.set(0, NETWORK.formatted(output));
        String inner = module("i", passed(feature), asString(feature));
        String outputs =
            "\"outputs\": {\"o\": {\"type\": \"string\", \"value\":"
                + " \"[reference(resourceId('Microsoft.Resources/deployments',"
                + " 'i')).outputs.o.value]\"}}, ";
        resources.add(module("m", "", template(outputs, false, List.of(inner))));
        yield template("", true, resources);
      }
      case OUTER_DEPLOYMENT -> {
        String inner = template("", false, List.of(feature.group("g")));
        resources.add(
            module("m", "", inner)
                .replace("\"expressionEvaluationOptions\": {\"scope\": \"inner\"}, ", ""));
        yield template(feature.sections(), true, resources);
      }
    };
  }

  static Stream<Arguments> templates() {
    List<Arguments> all = new ArrayList<>();
    for (Feature feature : FEATURES) {
      for (Shape shape : Shape.values()) {
        boolean old = shape == Shape.PLAIN || shape == Shape.LOOP;
        if (!(feature.modern() && old)) {
          all.add(Arguments.of(feature.name(), shape.toString(), template(feature, shape)));
        }
      }
    }
    return all.stream();
  }

  @Test
  void thereAreHundredsOfThem() {
    assertThat(templates().count()).isGreaterThan(200);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("templates")
  void everyOneLoadsAndMeansTheSame(String feature, String shape, String template)
      throws RequestException {
    Loaded loaded = TopologyLoader.load(List.of(source(template)));

    assertMeansTheSame(loaded, feature + ", " + shape + ":\n" + template);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("templates")
  void everyOneIsImportedWithItsMeaning(String feature, String shape, String template)
      throws RequestException {
    Described described = TopologyLoader.describe(List.of(source(template)), List.of());
    assertThat(described).as("%s, %s", feature, shape).isInstanceOf(Described.Ok.class);
    String yaml = OwnYaml.write(((Described.Ok) described).description());

    assertMeansTheSame(TopologyLoader.load(List.of(source(yaml))), yaml);
  }

  private static void assertMeansTheSame(Loaded loaded, String text) throws RequestException {
    assertThat(loaded).as(text).isInstanceOf(Loaded.Ok.class);
    ConnectivityCheck check =
        new ConnectivityCheck(new EffectiveNetwork(((Loaded.Ok) loaded).topology()));
    assertThat(check.check(request(22)).verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(check.check(request(443)).verdict()).isEqualTo(Verdict.REACHABLE);
  }

  private static Source source(String text) {
    return new Source("main.json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static CheckRequest request(int port) {
    return new CheckRequest(
        "a-vm",
        "b-vm",
        Optional.empty(),
        Optional.of(port),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
