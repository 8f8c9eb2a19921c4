package io.github.pathwhy.load.template;

import static io.github.pathwhy.load.template.Templates.NETWORK;
import static io.github.pathwhy.load.template.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.template.value.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deployments within deployments, and the files that templates link to. */
final class NestedDeploymentTest {
  private static final String CHILD =
      template(
          """
          "parameters": {"name": {"type": "string", "defaultValue": "standard"}},
          "resources": [{"type": "Microsoft.Network/virtualNetworks",
            "name": "[parameters('name')]", "properties": {"x": 1}}],
          "outputs": {
            "id": {"type": "string",
              "value": "[resourceId('Microsoft.Network/virtualNetworks', parameters('name'))]"},
            "list": {"type": "array",
              "copy": {"count": 2, "input": "[copyIndex()]"}}}
          """);

  private static String deployment(String name, String head, String properties) {
    return "{\"type\": \"Microsoft.Resources/deployments\", \"name\": \""
        + name
        + "\", "
        + head
        + "\"properties\": {\"mode\": \"Incremental\", "
        + properties
        + "}}";
  }

  private static String inner(String template, String parameters) {
    return "\"expressionEvaluationOptions\": {\"scope\": \"inner\"}, \"parameters\": "
        + parameters
        + ", \"template\": "
        + template;
  }

  @Test
  void nullLeavesAParameterToItsDefault() {
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment(
                    "a",
                    "",
                    inner(CHILD, "{\"name\": {\"value\": \"[tryGet(createObject(), 'x')]\"}}"))
                + ", "
                + deployment("b", "", inner(CHILD, "{\"name\": {\"value\": \"given\"}}"))
                + "]");
    assertThat(read.names()).containsExactly("virtualNetworks/standard", "virtualNetworks/given");
  }

  @Test
  void nullStaysWhereAParameterHasNoDefault() {
    String child =
        template(
            """
            "parameters": {"name": {"type": "string", "nullable": true}},
            "resources": [{"type": "Microsoft.Network/virtualNetworks",
              "name": "[coalesce(parameters('name'), 'none')]", "properties": {}}]
            """);
    assertThat(
            Templates.of(
                    "\"resources\": ["
                        + deployment("a", "", inner(child, "{\"name\": {\"value\": null}}"))
                        + "]")
                .names())
        .containsExactly("virtualNetworks/none");
  }

  @Test
  void aLoopMakesTheValueOfAParameter() {
    String child =
        template(
            """
            "parameters": {"names": {"type": "array"}},
            "resources": [{"type": "Microsoft.Network/virtualNetworks",
              "name": "[parameters('names')[copyIndex()].name]", "properties": {},
              "copy": {"name": "all", "count": "[length(parameters('names'))]"}}]
            """);
    String loop =
        "{\"names\": {\"copy\": [{\"name\": \"value\", \"count\": 2, \"input\":"
            + " {\"name\": \"[format('n{0}', copyIndex('value'))]\"}}]}}";
    assertThat(
            Templates.of("\"resources\": [" + deployment("a", "", inner(child, loop)) + "]")
                .names())
        .containsExactly("virtualNetworks/n0", "virtualNetworks/n1");
  }

  @Test
  void aResourceThatIsNotDeployedNeedsNoName() {
    String absent =
        "{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\": \"[split('', '/')[2]]\","
            + " \"condition\": %s, \"properties\": {}}";
    assertThat(Templates.of("\"resources\": [" + absent.formatted("false") + "]").leftOut())
        .containsExactly("Microsoft.Network/virtualNetworks: its condition is false");
    assertThat(Templates.of("\"resources\": [" + absent.formatted("true") + "]").problems())
        .hasSize(1);
  }

  @Test
  void outputsThatAreListsOfPartsKeepTheirIds() {
    String child =
        template(
            """
            "resources": [{"type": "Microsoft.Network/virtualNetworks", "name": "net",
              "properties": {"subnets": [{"name": "a", "properties": {"addressPrefix": "10.0.1.0/24"}}]}}],
            "outputs": {"subnets": {"type": "array",
              "value": "[reference(resourceId('Microsoft.Network/virtualNetworks', 'net')).subnets]"}}
            """);
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment("d", "", inner(child, "{}"))
                + ", {\"type\": \"Microsoft.Network/x\", \"name\": \"x\", \"properties\": {\"id\":"
                + " \"[reference('d').outputs.subnets.value[0].id]\"}}]");
    assertThat(read.json("id")).endsWith("/virtualNetworks/net/subnets/a\"");
  }

  @Test
  void anOutputSaysAllThatThereIs() {
    String child =
        template(
            """
            "resources": [],
            "outputs": {"part": {"type": "object", "value": {"b": 2}}}
            """);
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment("d", "", inner(child, "{}"))
                + ", {\"type\": \"Microsoft.Network/x\", \"name\": \"x\", \"properties\": {\"all\":"
                + " \"[union(createObject('a', 1), reference('d').outputs.part.value)]\"}}]");
    assertThat(read.json("all")).isEqualTo("{\"a\":1,\"b\":2}");
  }

  @Test
  void aSubnetThatRefersToItselfIsThatOfItsNetwork() {
    String child =
        template(
            """
            "resources": [{"type": "Microsoft.Network/virtualNetworks/subnets", "name": "net/%s",
              "properties": {"own": "[reference(resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', '%s')).addressPrefix]"}}]
            """);
    String network =
        "\"resources\": [{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\": \"net\","
            + " \"properties\": {\"subnets\": [{\"name\": \"a\", \"properties\":"
            + " {\"addressPrefix\": \"10.0.1.0/24\"}}]}}, ";
    for (String name : List.of("a", "b")) {
      Templates read =
          Templates.of(
              network + deployment("d", "", "\"template\": " + child.replace("%s", name)) + "]");
      assertThat(Values.isUnknown(read.property("own"))).isEqualTo(name.equals("b"));
    }
  }

  @Test
  void anInnerTemplateHasItsOwnParameters() {
    Templates read =
        Templates.of(
            "\"parameters\": {\"name\": {\"type\": \"string\", \"defaultValue\": \"outer\"}},"
                + " \"resources\": ["
                + deployment("a", "", inner(CHILD, "{}"))
                + ", "
                + deployment(
                    "b",
                    "",
                    inner(CHILD, "{\"name\": {\"value\": \"[concat(parameters('name'), 1)]\"}}"))
                + "]");
    assertThat(read.names()).containsExactly("virtualNetworks/standard", "virtualNetworks/outer1");
  }

  @Test
  void anOuterTemplateHasTheParametersAndLoopsAroundIt() {
    Templates read =
        Templates.of(
            "\"parameters\": {\"name\": {\"type\": \"string\", \"defaultValue\": \"outer\"}},"
                + " \"resources\": ["
                + deployment(
                    "[concat('d', copyIndex())]",
                    "\"copy\": {\"name\": \"l\", \"count\": 2}, ",
                    "\"template\": "
                        + template(
                            """
                            "parameters": {"name": {"type": "string", "defaultValue": "inner"}},
                            "resources": [{"type": "Microsoft.Network/virtualNetworks",
                              "name": "[concat(parameters('name'), copyIndex())]"}]
                            """))
                + "]");
    assertThat(read.names()).containsExactly("virtualNetworks/outer0", "virtualNetworks/outer1");
  }

  @Test
  void theDeploymentSaysWhereItsResourcesGo() {
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment("a", "\"resourceGroup\": \"g\", ", inner(CHILD, "{}"))
                + ", "
                + deployment(
                    "b",
                    "\"subscriptionId\": \"s\", \"resourceGroup\": \"g\", ",
                    "\"template\": "
                        + template(
                            """
                            "resources": [{"type": "A.B/c", "name": "x", "properties": {
                              "id": "[resourceId('A.B/c', 'x')]"}}]
                            """))
                + ", "
                + deployment("c", "\"subscriptionId\": \"s\", ", inner(CHILD, "{}"))
                + "]");
    assertThat(read.ids())
        .containsExactly(
            "/subscriptions/{subscription}/resourceGroups/g/providers/"
                + "Microsoft.Network/virtualNetworks/standard",
            "/subscriptions/s/resourceGroups/g/providers/A.B/c/x",
            "/subscriptions/s/providers/Microsoft.Network/virtualNetworks/standard");
    // Expressions of an outer template speak of where the template around it goes.
    assertThat(read.properties(1))
        .isEqualTo("{\"id\":\"" + Templates.GROUP + "/providers/A.B/c/x\"}");
  }

  @Test
  void outputsOfADeploymentAreKnownBeforeItStands() {
    Templates read =
        Templates.of(
            """
            "resources": [{"type": "Microsoft.Network/routeTables", "name": "r", "properties": {
              "id": "[reference('d').outputs.id.value]",
              "again": "[reference(resourceId('Microsoft.Resources/deployments', 'D'), '2022-09-01').outputs.list.value[1]]",
              "none": "[reference('d').outputs.other.value]"}},
            """
                + deployment("d", "", inner(CHILD, "{\"name\": {\"value\": \"v\"}}"))
                + "]");
    assertThat(read.properties(0))
        .isEqualTo(
            "{\"id\":\""
                + NETWORK
                + "virtualNetworks/v\",\"again\":1,"
                + "\"none\":\"{reference('deployments:d').outputs.other.value}\"}");
  }

  @Test
  void parametersMayComeFromOtherDeployments() {
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment(
                    "second",
                    "",
                    inner(
                        CHILD,
                        "{\"name\": {\"value\":"
                            + " \"[last(split(reference('first').outputs.id.value, '/'))]\"}}"))
                + ", "
                + deployment("first", "", inner(CHILD, "{\"name\": {\"value\": \"v\"}}"))
                + "]");
    assertThat(read.names()).containsExactly("virtualNetworks/v", "virtualNetworks/v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"relativePath\": \"nested/child.json\"",
        "\"relativePath\": \"./x/../nested/child.json\"",
        "\"uri\": \"[uri(deployment().properties.templateLink.uri, 'nested/child.json')]\"",
        "\"uri\": \"[uri(parameters('_artifactsLocation'),"
            + " concat('nested/child.json', parameters('token')))]\"",
        "\"uri\": \"[concat(parameters('base'), '/nested/child.json', parameters('token'))]\"",
        "\"uri\": \"[concat(parameters('unknownBase'), '/nested/child.json?x=y')]\"",
        "\"uri\": \"https://example.com/templates/nested/child.json\"",
      })
  void aFileBesideTheTemplateIsRead(String link) {
    String main =
        template(
            """
            "parameters": {
              "_artifactsLocation": {"type": "string",
                "defaultValue": "[deployment().properties.templateLink.uri]"},
              "base": {"type": "string", "defaultValue": "https://example.com/templates"},
              "unknownBase": {"type": "string"},
              "token": {"type": "securestring"}},
            "resources": [
            """
                + deployment(
                    "d",
                    "",
                    "\"templateLink\": {"
                        + link
                        + "}, \"parametersLink\": {\"relativePath\":"
                        + " \"nested/values.json\"}")
                + "]");
    Templates read =
        Templates.read(
            main,
            "",
            Map.of(
                "nested/child.json",
                CHILD,
                "nested/values.json",
                "{\"parameters\": {\"name\": {\"value\": \"v\"}}}"));
    assertThat(read.names()).containsExactly("virtualNetworks/v");
    assertThat(read.leftOut()).isEmpty();
  }

  @Test
  void linksStartAtTheFileThatHasThem() {
    String link = "\"templateLink\": {\"relativePath\": \"%s\"}";
    Templates read =
        Templates.read(
            template("\"resources\": [" + deployment("a", "", link.formatted("n/b.json")) + "]"),
            "",
            Map.of(
                "n/b.json",
                template(
                    "\"resources\": [" + deployment("b", "", link.formatted("m/c.json")) + "]"),
                "n/m/c.json",
                CHILD));
    assertThat(read.names()).containsExactly("virtualNetworks/standard");
  }

  @Test
  void whatIsElsewhereIsLeftOut() {
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment("a", "", "\"templateLink\": {\"uri\": \"https://example.com/a.json\"}")
                + ", "
                + deployment("b", "", "\"templateLink\": {\"id\": \"/subscriptions/s/x\"}")
                + ", "
                + deployment("c", "", "\"templateLink\": {\"relativePath\": \"gone.json\"}")
                + ", "
                + deployment("d", "", "\"debugSetting\": {}")
                + "]");
    assertThat(read.ids()).isEmpty();
    assertThat(read.leftOut())
        .containsExactly(
            "linked template https://example.com/a.json: not beside this template",
            "linked template /subscriptions/s/x: not beside this template",
            "linked template gone.json: no such file",
            "deployment d: its template is not at hand");
  }

  @Test
  void aTemplateThatLinksToItselfIsRefused() {
    String itself =
        template(
            "\"resources\": ["
                + deployment("a", "", "\"templateLink\": {\"relativePath\": \"main.json\"}")
                + "]");
    assertThat(Templates.read(itself, "", Map.of("main.json", itself)).problems())
        .singleElement()
        .asString()
        .contains("deployments nested more than 20 levels deep");
  }

  @Test
  void aTemplateThatLinksToItselfManyTimesIsRefused() {
    String itself =
        template(
            "\"resources\": ["
                + deployment(
                    "[concat('a', copyIndex())]",
                    "\"copy\": {\"name\": \"l\", \"count\": 800}, ",
                    "\"templateLink\": {\"relativePath\": \"main.json\"}")
                + "]");
    assertThat(Templates.read(itself, "", Map.of("main.json", itself)).problems())
        .isNotEmpty()
        .last()
        .asString()
        .contains("more than 20000 resources");
  }

  @Test
  void aSecretForANestedTemplateIsUnknown() {
    Templates read =
        Templates.of(
            "\"resources\": ["
                + deployment(
                    "d", "", inner(CHILD, "{\"name\": {\"reference\": {\"keyVault\": {}}}}"))
                + "]");
    assertThat(read.names()).containsExactly("virtualNetworks/{getSecret('name', 'd')}");
  }

  @Test
  void templatesAroundTakeEscapingBracketsAway() {
    String inner =
        """
        {"type": "Microsoft.Resources/deployments", "name": "i", "properties": {
          "expressionEvaluationOptions": {"scope": "inner"},
          "parameters": {"n": {"value": "v"}},
          "template": {"parameters": {"n": {"type": "string"}}, "resources": [
            {"type": "Microsoft.Network/virtualNetworks", "name": "[[parameters('n')]"}]}}}
        """;
    assertThat(
            Templates.of(
                    """
                    "resources": [{"type": "Microsoft.Resources/deployments", "name": "o",
                      "properties": {"template": {"resources": [%s]}}}]
                    """
                        .formatted(inner))
                .names())
        .containsExactly("virtualNetworks/v");
    assertThat(Templates.of("\"resources\": [" + inner + "]").names())
        .containsExactly("virtualNetworks/[parameters('n')]");
  }
}
