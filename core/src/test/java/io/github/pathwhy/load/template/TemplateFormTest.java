package io.github.pathwhy.load.template;

import static io.github.pathwhy.load.template.Templates.GROUP;
import static io.github.pathwhy.load.template.Templates.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.text.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates: parameters, variables, loops, conditions, names and ids. */
final class TemplateFormTest {
  private static final String VNET =
      "{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\": \"v\", \"properties\": {%s}}";

  private static Templates one(String sections, String properties) {
    return Templates.of(
        sections
            + (sections.isEmpty() ? "" : ", ")
            + "\"resources\": ["
            + VNET.formatted(properties)
            + "]");
  }

  /** The value of an expression in a resource, with other sections of the template. */
  private static String value(String sections, String expression) {
    return one(sections, "\"x\": \"" + expression + "\"").json("x");
  }

  @Test
  void aParameterHasTheGivenValueOrItsDefault() {
    String sections =
        """
        "parameters": {
          "a": {"type": "string", "defaultValue": "standard"},
          "b": {"type": "string", "defaultValue": "[concat(parameters('A'), '!')]"}},
        "resources": [{"type": "Microsoft.Network/virtualNetworks", "name": "v",
          "properties": {"x": "[parameters('b')]"}}]
        """;
    assertThat(Templates.of(sections).json("x")).isEqualTo("\"standard!\"");
    assertThat(Templates.of(sections, "{\"A\": {\"value\": \"given\"}}").json("x"))
        .isEqualTo("\"given!\"");
    assertThat(Templates.of(sections, "{\"other\": {\"value\": 1}}").json("x"))
        .isEqualTo("\"standard!\"");
  }

  @Test
  void aParameterWithoutValueIsUnknown() {
    Templates read =
        one(
            "\"parameters\": {\"stage\": {\"type\": \"securestring\"}}",
            "\"x\": \"[concat('web-', parameters('stage'))]\"");
    assertThat(read.property("x"))
        .isInstanceOfSatisfying(
            Tree.Scalar.class,
            scalar -> {
              assertThat(scalar.kind()).isEqualTo(Tree.Kind.UNKNOWN);
              assertThat(scalar.text()).isEqualTo("web-{stage}");
            });
  }

  /** What stands for a parameter must not be taken for something else in braces. */
  @ParameterizedTest
  @CsvSource({
    "stage, {stage}",
    "stage_2-b, {stage_2-b}",
    "subscription, {parameters(subscription)}",
    "resourceGroup, {parameters(resourceGroup)}",
    "true, {parameters(true)}",
    "2nd, {parameters(2nd)}",
    "a.b, {parameters(a.b)}"
  })
  void aParameterIsCalledByItsNameWhereThatIsFree(String name, String text) {
    Templates read =
        one(
            "\"parameters\": {\"" + name + "\": {\"type\": \"string\"}}",
            "\"x\": \"[parameters('" + name + "')]\"");

    assertThat(read.json("x").replace("'", "")).isEqualTo("\"" + text + "\"");
  }

  @Test
  void longExpressionsAreShortAndStillToldApart() {
    String long1 = "parameters('n')" + ", 'some words that go on and on'".repeat(9) + ", ";
    Templates read =
        one(
            "\"parameters\": {\"n\": {\"type\": \"string\"}}",
            "\"x\": \"[uniqueString("
                + long1
                + "'a')]\", \"y\": \"[uniqueString("
                + long1
                + "'b')]\"");

    assertThat(read.json("x")).hasSizeLessThan(80).startsWith("\"{uniqueString(n, ");
    assertThat(read.json("y")).hasSizeLessThan(80).isNotEqualTo(read.json("x"));
  }

  @Test
  void aSecretOfAKeyVaultIsUnknown() {
    Templates read =
        Templates.of(
            """
            "parameters": {"key": {"type": "string", "defaultValue": "no"}},
            "resources": [{"type": "Microsoft.Network/connections", "name": "c",
              "properties": {"sharedKey": "[parameters('key')]"}}]
            """,
            "{\"key\": {\"reference\": {\"keyVault\": {\"id\": \"x\"}, \"secretName\": \"s\"}}}");
    assertThat(read.json("sharedKey")).isEqualTo("\"{key}\"");
  }

  @Test
  void whatTheUserGivesMustBeAllowed() {
    String sections =
        """
        "parameters": {
          "sku": {"type": "string", "allowedValues": ["Basic", "Standard"]},
          "n": {"type": "int", "minValue": 2, "maxValue": 4},
          "name": {"type": "string", "maxLength": 3}},
        "resources": []
        """;
    assertThat(
            Templates.of(
                    sections,
                    "{\"sku\": {\"value\": \"Premium\"}, \"n\": {\"value\": 5},"
                        + " \"name\": {\"value\": \"long\"}}")
                .problems())
        .containsExactly(
            "dir/parameters.json:1:34: parameters.sku: 'Premium': allowed: Basic, Standard",
            "dir/parameters.json:1:61: parameters.n: '5': at most 4",
            "dir/parameters.json:1:83: parameters.name: 'long': at most 3 characters");
    assertThat(Templates.of(sections, "{\"sku\": {\"value\": \"basic\"}}").problems()).isEmpty();
  }

  @Test
  void variablesMayNeedEachOther() {
    assertThat(
            value(
                "\"variables\": {\"b\": \"[variables('a').list[1]]\","
                    + " \"a\": {\"list\": [1, \"[add(1, 1)]\"]}}",
                "[variables('b')]"))
        .isEqualTo("2");
  }

  @Test
  void aCircleOfVariablesNamesThem() {
    assertThat(
            one(
                    "\"variables\": {\"a\": \"[variables('b')]\", \"b\": \"[variables('a')]\"}",
                    "\"x\": \"[variables('a')]\"")
                .problems())
        .singleElement()
        .asString()
        .contains("a circle: variable 'a' needs variable 'b' needs variable 'a'");
  }

  @Test
  void aMistakeInAVariableIsNamedWhereItStands() {
    String template =
        """
        {"$schema": "deploymentTemplate.json#", "resources": [
          {"type": "Microsoft.Network/virtualNetworks", "name": "v",
           "properties": {"x": "[variables('a')]"}}],
         "variables": {
           "a": "[paramters('x')]"}}
        """;
    assertThat(Templates.read(template, "", java.util.Map.of()).problems())
        .containsExactly(
            "dir/main.json:5:9: resources[0].properties.x: no function named 'paramters':"
                + " did you mean parameters?");
  }

  @Test
  void loopsMakeVariablesPropertiesAndResources() {
    Templates read =
        Templates.of(
            """
            "variables": {
              "copy": [{"name": "names", "count": 2, "input": "[concat('s', copyIndex('names', 1))]"}],
              "o": {"copy": [{"name": "list", "count": 2, "input": {"i": "[copyIndex('list')]"}}]}},
            "resources": [{
              "type": "Microsoft.Network/virtualNetworks",
              "name": "[concat('v', copyIndex(5))]",
              "copy": {"name": "nets", "count": 2},
              "properties": {
                "o": "[variables('o')]",
                "copy": [{"name": "subnets", "count": "[length(variables('names'))]",
                  "input": {"name": "[variables('names')[copyIndex('subnets')]]",
                            "net": "[copyIndex()]"}}]}}]
            """);
    assertThat(read.names()).containsExactly("virtualNetworks/v5", "virtualNetworks/v6");
    assertThat(read.properties(1))
        .isEqualTo(
            "{\"o\":{\"list\":[{\"i\":0},{\"i\":1}]},"
                + "\"subnets\":[{\"name\":\"s1\",\"net\":1},{\"name\":\"s2\",\"net\":1}]}");
  }

  @Test
  void aLoopOfUnknownLengthIsNamed() {
    String parameters = "\"parameters\": {\"n\": {\"type\": \"int\"}}, ";
    Templates resources =
        Templates.of(
            parameters
                + """
                "resources": [{"type": "Microsoft.Network/virtualNetworks", "name": "v",
                  "copy": {"name": "nets", "count": "[parameters('n')]"}}]
                """);
    assertThat(resources.ids()).isEmpty();
    assertThat(resources.leftOut())
        .containsExactly(
            "copies of Microsoft.Network/virtualNetworks in loop nets: nobody knows how many:"
                + " {n}");
    Templates properties =
        Templates.of(
            parameters
                + "\"resources\": ["
                + VNET.formatted(
                    "\"copy\": [{\"name\": \"subnets\", \"count\": \"[parameters('n')]\","
                        + " \"input\": {}}]")
                + "]");
    assertThat(properties.json("subnets")).isEqualTo("\"{copy('subnets', n)}\"");
  }

  @Test
  void aLoopMakesNoMoreThanAzureAllows() {
    assertThat(
            Templates.of(
                    "\"resources\": [{\"type\": \"A.B/c\", \"name\": \"v\","
                        + " \"copy\": {\"name\": \"l\", \"count\": 801}}]")
                .problems())
        .singleElement()
        .asString()
        .contains("801 copies: allowed: 0 to 800");
  }

  @Test
  void aConditionDecides() {
    Templates read =
        Templates.of(
            """
            "parameters": {"p": {"type": "bool"}},
            "resources": [
              {"type": "Microsoft.Network/virtualNetworks", "name": "no", "condition": false},
              {"type": "Microsoft.Network/virtualNetworks", "name": "yes",
               "condition": "[equals(1, 1)]"},
              {"type": "Microsoft.Network/virtualNetworks", "name": "maybe",
               "condition": "[parameters('p')]"}]
            """);
    assertThat(read.names()).containsExactly("virtualNetworks/yes", "virtualNetworks/maybe");
    assertThat(read.leftOut())
        .containsExactly("Microsoft.Network/virtualNetworks no: its condition is false");
  }

  @Test
  void childrenStandInTheirParentsOrOnTheirOwn() {
    Templates read =
        Templates.of(
            """
            "resources": [
              {"type": "Microsoft.Network/virtualNetworks", "name": "v", "resources": [
                {"type": "subnets", "name": "a"},
                {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/b"},
                {"type": "Microsoft.Authorization/locks", "name": "lock"}]},
              {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/c"},
              {"type": "Microsoft.Insights/diagnosticSettings", "name": "d",
               "scope": "[resourceId('Microsoft.Network/virtualNetworks', 'v')]"},
              {"type": "Microsoft.Insights/diagnosticSettings", "name": "e",
               "scope": "Microsoft.Network/virtualNetworks/v"},
              {"type": "Microsoft.Network/virtualNetworks/providers/locks",
               "name": "v/Microsoft.Authorization/f"}]
            """);
    assertThat(read.names())
        .containsExactly(
            "virtualNetworks/v",
            "virtualNetworks/v/subnets/a",
            "virtualNetworks/v/subnets/b",
            "virtualNetworks/v/providers/Microsoft.Authorization/locks/lock",
            "virtualNetworks/v/subnets/c",
            "virtualNetworks/v/providers/Microsoft.Insights/diagnosticSettings/d",
            "virtualNetworks/v/providers/Microsoft.Insights/diagnosticSettings/e",
            "virtualNetworks/v/providers/Microsoft.Authorization/locks/f");
    assertThat(read.head(1)).isEqualTo("Microsoft.Network/virtualNetworks/subnets v/a");
  }

  @Test
  void aChildWithAnUnknownNameHasAnIdOfTheRightForm() {
    Templates read =
        Templates.of(
            """
            "parameters": {"name": {"type": "string"}},
            "resources": [{"type": "Microsoft.Network/virtualNetworks/subnets",
              "name": "[parameters('name')]"}]
            """);
    assertThat(read.names())
        .containsExactly(
            "virtualNetworks/{split(name, ':')[0]}" + "/subnets/{split(name, ':')[1]}");
  }

  @Test
  void aNameMustHaveAPartForEachPartOfTheType() {
    assertThat(
            Templates.of(
                    "\"resources\": [{\"type\": \"Microsoft.Network/virtualNetworks/subnets\","
                        + " \"name\": \"a\"}]")
                .problems())
        .singleElement()
        .asString()
        .contains("resources[0]: the name 'a' for a type with 2 parts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resourceId('Microsoft.Network/virtualNetworks', 'v') |"
            + " {group}/providers/Microsoft.Network/virtualNetworks/v",
        "resourceId('Microsoft.Network/virtualNetworks/', 'v') |"
            + " {group}/providers/Microsoft.Network/virtualNetworks/v",
        "resourceId('g', 'Microsoft.Network/virtualNetworks/subnets', 'v', 's') |"
            + " /subscriptions/{subscription}/resourceGroups/g/providers/"
            + "Microsoft.Network/virtualNetworks/v/subnets/s",
        "resourceId('s', 'g', 'A.B/c', 'x') | /subscriptions/s/resourceGroups/g/providers/A.B/c/x",
        "subscriptionResourceId('A.B/c', 'x') |"
            + " /subscriptions/{subscription}/providers/A.B/c/x",
        "subscriptionResourceId('s', 'A.B/c', 'x') | /subscriptions/s/providers/A.B/c/x",
        "tenantResourceId('A.B/c', 'x') | /providers/A.B/c/x",
        "extensionResourceId(resourceId('A.B/c', 'x'), 'C.D/e', 'y') |"
            + " {group}/providers/A.B/c/x/providers/C.D/e/y",
        "managementGroupResourceId('m', 'A.B/c', 'x') |"
            + " /providers/Microsoft.Management/managementGroups/m/providers/A.B/c/x",
        "resourceGroup().id | {group}",
        "resourceGroup().name | {resourceGroup}",
        "resourceGroup().tags.owner | {resourceGroup().tags.owner}",
        "subscription().subscriptionId | {subscription}",
        "deployment().properties.parameters.x | {deployment().properties.parameters.x}",
        "environment().suffixes.storage | core.windows.net",
        "environment().suffixes.future | {environment().suffixes.future}",
        "uniqueString(resourceGroup().id) | {uniqueString(resourceGroup().id)}",
        "listKeys(resourceId('A.B/c', 'x'), '1').keys[0].value |"
            + " {listKeys('c:x', '1').keys[0].value}",
      })
  void idsAndSurroundings(String expression, String expected) {
    assertThat(value("", "[" + expression + "]"))
        .isEqualTo('"' + expected.replace("{group}", GROUP) + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "subscriptionDeploymentTemplate, /subscriptions/{subscription}",
    "managementGroupDeploymentTemplate,"
        + " /providers/Microsoft.Management/managementGroups/{managementGroup}",
    "tenantDeploymentTemplate, ''",
  })
  void theSchemaTellsTheScope(String schema, String prefix) {
    Templates read =
        Templates.read(
            "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"
                + schema
                + ".json#\", \"resources\": [{\"type\": \"A.B/c\", \"name\": \"x\","
                + " \"properties\": {\"x\": \"[resourceId('A.B/c', 'y')]\"}}]}",
            "",
            java.util.Map.of());
    assertThat(read.ids()).containsExactly(prefix + "/providers/A.B/c/x");
    assertThat(read.json("x")).isEqualTo('"' + prefix + "/providers/A.B/c/y\"");
  }

  @Test
  void functionsOfTheTemplateSeeOnlyTheirOwnParameters() {
    String functions =
        """
        "parameters": {"p": {"type": "string", "defaultValue": "outer"}},
        "functions": [{"namespace": "contoso", "members": {
          "name": {"parameters": [{"name": "p", "type": "string"}],
            "output": {"type": "string", "value": "[toLower(concat(parameters('p'), '-nic'))]"}},
          "bad": {"output": {"type": "string", "value": "[parameters('q')]"}}}}]
        """;
    assertThat(value(functions, "[contoso.name('WEB')]")).isEqualTo("\"web-nic\"");
    assertThat(one(functions, "\"x\": \"[contoso.bad()]\"").problems())
        .singleElement()
        .asString()
        .contains("no parameter named 'q' in contoso.bad()");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"template\": %s}", "{\"value\": %s}", "{\"value\": {\"template\": %s}}"})
  void exportsWrapTemplates(String wrapper) {
    String template = Templates.template("\"resources\": [{\"type\": \"A.B/c\", \"name\": \"x\"}]");
    assertThat(Templates.read(wrapper.formatted(template), "", java.util.Map.of()).ids())
        .containsExactly(GROUP + "/providers/A.B/c/x");
  }

  @Test
  void exportsMayNameOnlyTheChild() {
    Templates read =
        Templates.of(
            """
            "resources": [{"type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
              "name": "g",
              "dependsOn": ["[resourceId('Microsoft.Network/firewallPolicies', 'p')]"]}]
            """);
    assertThat(read.names()).containsExactly("firewallPolicies/p/ruleCollectionGroups/g");
  }

  @Test
  void commentsAndTextsOfSeveralLinesAreAllowed() {
    assertThat(
            Templates.of(
                    """
                    "resources": [ // networks
                      {"type": "Microsoft.Network/virtualNetworks", "name": "v", /* one */
                       "properties": {"x": "[concat(
                          'a',
                          'b')]"}}]
                    """)
                .json("x"))
        .isEqualTo("\"ab\"");
  }

  @Test
  void everythingStandsWhereItIsDefined() {
    Templates read =
        Templates.read(
            """
            {"$schema": "deploymentTemplate.json#",
             "variables": {
               "rule": {
                 "name": "r"}},
             "resources": [
               {"type": "Microsoft.Network/networkSecurityGroups", "name": "n", "properties": {
                 "computed":
                   "[concat('a', 'b')]",
                 "literal": "c",
                 "shared": "[variables('rule')]"}}]}
            """,
            "",
            java.util.Map.of());
    assertThat(Templates.place(read.property("computed"))).isEqualTo("8:8");
    assertThat(Templates.place(read.property("literal"))).isEqualTo("9:17");
    assertThat(Templates.place(read.property("shared"))).isEqualTo("3:12");
  }

  @Test
  void whatSaysNothingAboutNetworksIsNotEvaluated() {
    Templates read =
        Templates.of(
            """
            "resources": [{"type": "Microsoft.Compute/virtualMachines", "name": "vm",
              "tags": "[nonsense()]",
              "dependsOn": ["[nonsense()]"],
              "properties": {"osProfile": {"x": "[nonsense()]"}, "y": 1}}]
            """);
    assertThat(read.properties(0)).isEqualTo("{\"y\":1}");
  }

  @Test
  void aMistakeInAResourceThatIsNotModelledCostsOnlyThat() {
    Templates read =
        Templates.of(
            """
            "resources": [{"type": "A.B/c", "name": "x",
              "properties": {"bad": "[nonsense()]", "good": "10.0.0.4"}}]
            """);
    assertThat(read.properties(0)).isEqualTo("{\"bad\":\"{fail()}\",\"good\":\"10.0.0.4\"}");
    assertThat(read.leftOut()).containsExactly("bad of A.B/c: no function named 'nonsense'");
  }

  @Test
  void allMistakesAreNamedAtOnce() {
    assertThat(
            Templates.of(
                    """
                    "resources": [
                      {"type": "Microsoft.Network/virtualNetworks"},
                      "text",
                      {"type": "Microsoft.Network/virtualNetworks", "name": "[parameters('p')]"},
                      {"type": "Microsoft.Network/virtualNetworks", "name": "v", "condition": 3,
                       "properties": {}},
                      {"type": "Microsoft.Network/virtualNetworks", "name": "w",
                       "properties": {"a": "[add('x', 1)]", "b": ["[nonsense()]"]}}]
                    """)
                .problems())
        .satisfiesExactly(
            p -> assertThat(p).contains("resources[0]: a resource without name"),
            p -> assertThat(p).contains("resources[1]: 'text' where a resource belongs"),
            p -> assertThat(p).contains("resources[2]: no parameter named 'p'"),
            p -> assertThat(p).contains("resources[3]: the condition is the number 3"),
            p -> assertThat(p).contains("resources[4].properties.a: argument 1 of add()"),
            p -> assertThat(p).contains("resources[4].properties.b[0]: no function named"));
  }

  @Test
  void unknownNamesLink() {
    Templates read =
        Templates.of(
            """
            "parameters": {"n": {"type": "string"}},
            "resources": [
              {"type": "Microsoft.Network/networkSecurityGroups",
               "name": "[concat(parameters('n'), '-nsg')]"},
              {"type": "Microsoft.Network/networkInterfaces", "name": "nic", "properties": {
                "x": "[resourceId('Microsoft.Network/networkSecurityGroups', format('{0}-nsg', parameters('n')))]"}}]
            """);
    assertThat(read.json("x")).isEqualTo('"' + read.ids().getFirst() + '"');
    assertThat(read.ids().getFirst()).isEqualTo(NETWORK + "networkSecurityGroups/{n}-nsg");
  }

  @Test
  void aParameterThatMayBeNullIsNullUnlessItIsGiven() {
    String sections =
        """
        "languageVersion": "2.0",
        "definitions": {
          "rules": {"type": "array", "nullable": true},
          "alias": {"$ref": "#/definitions/rules"},
          "circle": {"$ref": "#/definitions/circle"},
          "names": {"type": "array"}},
        "parameters": {
          "own": {"type": "array", "nullable": true},
          "named": {"$ref": "#/definitions/alias"},
          "strict": {"$ref": "#/definitions/rules", "nullable": false},
          "other": {"$ref": "#/definitions/names"},
          "round": {"$ref": "#/definitions/circle"},
          "filled": {"type": "array", "nullable": true, "defaultValue": [1]}},
        "resources": {"v": {"type": "Microsoft.Network/virtualNetworks", "name": "v",
          "properties": {
            "own": "[length(coalesce(parameters('own'), createArray()))]",
            "named": "[length(coalesce(parameters('named'), createArray()))]",
            "strict": "[parameters('strict')]",
            "other": "[parameters('other')]",
            "round": "[parameters('round')]",
            "filled": "[parameters('filled')]"}}}
        """;
    assertThat(Templates.of(sections).properties(0))
        .isEqualTo(
            "{\"own\":0,\"named\":0,\"strict\":\"{strict}\","
                + "\"other\":\"{other}\",\"round\":\"{round}\","
                + "\"filled\":[1]}");
    assertThat(Templates.of(sections, "{\"named\": {\"value\": [1, 2]}}").properties(0))
        .contains("\"named\":2");
  }

  @Test
  void jsonOfWhichOnlyTextsAreNotKnownIsRead() {
    assertThat(
            value(
                "\"parameters\": {\"n\": {\"type\": \"string\"}}",
                "[json(format('{{\\\"id\\\": \\\"{0}\\\", \\\"n\\\": [\\\"{1}\\\", 3]}}',"
                    + " resourceId('Microsoft.Network/routeTables', 'r'), parameters('n')))]"))
        .isEqualTo("{\"id\":\"" + NETWORK + "routeTables/r\",\"n\":[\"{n}\",3]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json(concat('[', parameters('n'), ']'))",
        "json(concat('{\\\"', parameters('n'), '\\\": 1}'))",
      })
  void jsonOfWhichMoreIsNotKnownIsUnknown(String expression) {
    Templates read =
        one("\"parameters\": {\"n\": {\"type\": \"string\"}}", "\"x\": \"[" + expression + "]\"");
    assertThat(read.property("x"))
        .isInstanceOfSatisfying(
            Tree.Scalar.class, scalar -> assertThat(scalar.kind()).isEqualTo(Tree.Kind.UNKNOWN));
  }

  @Test
  void aPathMayFollowTheNamesOfAnId() {
    assertThat(value("", "[resourceId('Microsoft.Network/virtualNetworks/', 'v', '/subnets/a')]"))
        .isEqualTo('"' + NETWORK + "virtualNetworks/v/subnets/a\"");
    assertThat(
            one("", "\"x\": \"[resourceId('Microsoft.Network/virtualNetworks', 'v', 'a')]\"")
                .problems())
        .singleElement()
        .asString()
        .contains("a type and names that do not match");
  }

  @Test
  void keysThatTellPartsAndReferencesMayBeInAnyCase() {
    assertThat(
            one("", "\"x\": [{\"Name\": \"a\", \"Properties\": {\"Subnet\": {\"ID\": \"s\"}}}]")
                .json("x"))
        .isEqualTo("[{\"name\":\"a\",\"properties\":{\"Subnet\":{\"id\":\"s\"}}}]");
  }

  @Test
  void aNameThatIsEmptyCostsOnlyWhatAnswersDoNotDependOn() {
    Templates read =
        Templates.of(
            """
            "parameters": {"n": {"type": "string", "defaultValue": ""}},
            "resources": [
              {"type": "Microsoft.Storage/storageAccounts", "name": "[parameters('n')]"},
              {"type": "Microsoft.Network/virtualNetworks", "name": "v"}]
            """);
    assertThat(read.names()).containsExactly("virtualNetworks/v");
    assertThat(read.leftOut())
        .containsExactly("Microsoft.Storage/storageAccounts: a resource whose name is empty");
    assertThat(
            Templates.of(
                    """
                    "parameters": {"n": {"type": "string", "defaultValue": ""}},
                    "resources": [
                      {"type": "Microsoft.Network/azureFirewalls", "name": "[parameters('n')]"}]
                    """)
                .problems())
        .singleElement()
        .asString()
        .endsWith("a resource whose name is empty: give the parameters that it is made of");
  }
}
