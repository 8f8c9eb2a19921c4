package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the languages of other tools: what is said instead of reading them. */
final class SourceCodeTest {
  private static final String SHOW =
      "give the plan or the state as JSON: terraform show -json [PLANFILE] > plan.json";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource \"azurerm_virtual_network\" \"hub\" {\n  name = \"hub\"\n}\n",
        "data \"azurerm_subnet\" \"web\" {}",
        "variable \"stage\" {\n  type = string\n}\n",
        "module \"hub\" {\n}",
        "provider \"azurerm\" {\n  features {}\n}",
        "output \"id\" {\n}",
        "terraform {\n}",
        "locals {\n  a = 1\n}",
        "import {\n}",
        "{\"resource\": {\"azurerm_virtual_network\": {}}, \"locals\": {}}",
      })
  void terraformConfigurationIsToBePlanned(String text) {
    assertThat(Inputs.problems(text))
        .containsExactly("1:1:1: not a topology but Terraform configuration: " + SHOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "targetScope = 'subscription'\n",
        "param location string = resourceGroup().location\n",
        "param names array\n",
        "var prefix = '10.0'\n",
        "@description('Where')\nparam location string\n",
        "resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'hub'\n}\n",
        "module hub 'hub.bicep' = {\n}\n",
        "metadata name = 'Hub'\n",
        "type rule = {\n  name: string\n}\n",
        "func id(name string) string => name\n",
        "import { id } from 'ids.bicep'\n",
        "output id string = hub.id\n",
      })
  void bicepIsToBeBuilt(String text) {
    assertThat(Inputs.problems(text))
        .containsExactly(
            "1:1:1: not a topology but Bicep: give the template that it makes: bicep build FILE, or"
                + " az bicep build --file FILE");
  }

  @Test
  void commentsMayComeFirst() {
    assertThat(Inputs.problems("# a\n\n/* b\n   c */\n// d\r\nlocals {\n}\n"))
        .singleElement()
        .asString()
        .startsWith("1:6:1: not a topology but Terraform configuration");
    assertThat(Inputs.load("\ufeffparam a string\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Loaded.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(problem -> problem.message())
                    .containsExactly("not a topology but Bicep"));
  }

  @Test
  void otherFilesOfTheirToolsAreNamed() {
    assertThat(Inputs.problems("using './main.bicep'\nparam a = 1\n"))
        .containsExactly(
            "1:1:1: not a topology but a Bicep parameters file: give what bicep build-params FILE"
                + " makes of it");
    assertThat(Inputs.problems("{\"@level\":\"info\"}\n{\"@level\":\"info\"}\n"))
        .containsExactly("1:1:1: not a topology but the log of a Terraform run: " + SHOW);
    assertThat(
            Inputs.problems(
                """
                {"$schema": "https://example.org/schemas/buildingBlocks.json",
                 "parameters": {"buildingBlocks": {"value": []}}}
                """))
        .containsExactly(
            "1:1:1: not a topology but azbb building blocks: give the template that azbb makes of"
                + " them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource: a\n",
        "type: a\n",
        "var\n",
        "output\n",
        "/* never closed",
        "{\"resource\": {}, \"other\": 1}",
        "{\"output\": {}}",
      })
  void otherFilesAreNot(String text) {
    assertThat(Inputs.problems(text)).noneMatch(problem -> problem.contains("not a topology but"));
  }

  @Test
  void theOwnFormMayHaveCommentsBeforeIt() {
    assertThat(
            Inputs.problems(
                """
                # locals {

                pathwhy: 1
                virtualNetworks:
                  - {name: a, addressSpace: 10.0.0.0/16}
                """))
        .isEmpty();
  }
}
