package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The verbs that ask one question at one place. */
final class InspectionTest {
  private static final String STOPPED =
      """
      pathwhy: 1
      virtualNetworks:
        - {name: vnet, addressSpace: [10.0.0.0/16], subnets: [{name: web, addressPrefix: 10.0.1.0/24}]}
      virtualMachines:
        - {name: vm, networkInterfaces: [{name: vm-nic, subnet: vnet/web, privateIPAddress: 10.0.1.4}]}
      observed:
        vm: {powerState: deallocated}
      """;

  /** A question about the three tiers, by its primary name. */
  record Question(String verb, String alias, int exit, List<String> args) {

    Invocation ask(String name, String... more) {
      List<String> words = new ArrayList<>(List.of(name, "-t", sample()));
      words.addAll(args);
      return Invocation.of(words.toArray(String[]::new)).and(more);
    }

    Invocation.Outcome run(String... more) {
      return ask(verb, more).run();
    }

    @Override
    public String toString() {
      return verb;
    }
  }

  private static String sample() {
    return Repository.sample("three-tier/topology.yaml");
  }

  private static Question question(String verb, String alias, int exit, String args) {
    return new Question(verb, alias, exit, List.of(args.split(" ")));
  }

  static Stream<Question> questions() {
    return Stream.of(
        question(
            "ip-flow-verify",
            "test-ip-flow",
            1,
            "--vm db-vm --direction inbound --protocol TCP"
                + " --local 10.20.3.4:1433 --remote 10.20.1.4:*"),
        question("next-hop", "show-next-hop", 0, "--vm web-vm --dest-ip 10.20.3.4"),
        question(
            "nsg-diagnostics",
            "run-configuration-diagnostic",
            1,
            "--resource db-vm --direction Inbound --protocol Tcp"
                + " --source 10.20.1.0/24 --destination 10.20.3.4 --port 1433"),
        question("effective-rules", "list-effective-nsg", 0, "--nic db-nic"),
        question("effective-routes", "show-effective-route-table", 0, "--nic db-nic"),
        question("security-group-view", "show-security-group-view", 0, "--vm db-vm"));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answersFitTheSchema(Question question) {
    Invocation.Outcome outcome = question.run();

    assertThat(outcome.exit()).isEqualTo(question.exit());
    assertThat(outcome.stderr()).isEmpty();
    assertThat(Schemas.of(question.verb()).violationsOfJson(outcome.stdout())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void aliasAnswersTheSame(Question question) {
    Invocation.Outcome alias = question.ask(question.alias()).run();

    assertThat(alias.stdout()).isEqualTo(question.run().stdout());
    // Under az's names every answer is a success.
    assertThat(alias.exit()).isZero();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void allFormatsAnswer(Question question) {
    String json = question.run().stdout();

    assertThat(Schemas.yaml(question.run("-o", "yaml").stdout())).isEqualTo(Schemas.json(json));
    assertThat(question.ask(question.verb(), "-o", "json", "-v").onTerminal(40).run().stdout())
        .isEqualTo(json);
    for (String format : List.of("text", "table", "tsv")) {
      Invocation.Outcome outcome = question.run("-o", format);
      assertThat(outcome.exit()).as(format).isEqualTo(question.exit());
      assertThat(outcome.lines()).as(format).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void verbsNeedTheirOptions(Question question) {
    Invocation.Outcome outcome = Invocation.of(question.verb(), "-t", "no-such-file").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("missing: --").doesNotContain("no-such-file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip-flow-verify   | ruleName | \"securityRules/DenyVnetInbound\"",
        "next-hop         | [nextHopType, routeTableId] | [\"VirtualNetwork\", \"System Route\"]",
        "next-hop         | nextHopIpAddress | null",
        "nsg-diagnostics  | results[0].networkSecurityGroupResult.evaluatedNetworkSecurityGroups[]"
            + ".matchedRule.ruleName | [\"UserRule_DenyVnetInbound\"]",
        "effective-rules  | value[].keys(association)[0] | [\"subnet\", \"networkInterface\"]",
        "effective-rules  | value[0].effectiveSecurityRules[0].[name, protocol, sourcePortRange,"
            + " destinationPortRange, destinationAddressPrefix]"
            + " | [\"securityRules/AllowAppToSql\", \"Tcp\", \"0-65535\", \"1433-1433\","
            + " \"0.0.0.0/0\"]",
        "effective-routes | value[?nextHopType=='VnetLocal'].addressPrefix"
            + " | [[\"10.20.0.0/16\"]]",
        "security-group-view | networkInterfaces[0].securityRuleAssociations"
            + ".[length(defaultSecurityRules), subnetAssociation.securityRules[0].name,"
            + " effectiveSecurityRules[0].name]"
            + " | [6, \"AllowAppToSql\", \"UserRule_AllowAppToSql\"]"
      })
  void querySelects(String verb, String query, String expected) {
    Question question = questions().filter(q -> q.verb().equals(verb)).findFirst().orElseThrow();

    assertThat(Schemas.json(question.run("--query", query).stdout()))
        .isEqualTo(Schemas.json(expected));
  }

  @Test
  void textStartsWithTheAnswerAndWhatDecides() {
    assertThat(questions().findFirst().orElseThrow().run("-o", "text").lines())
        .startsWith(
            "✗ Deny  db-vm (db-nic)  Inbound Tcp 10.20.1.4:* -> 10.20.3.4:1433",
            "inbound db-nsg: DenyVnetInbound (4000) denies any from VirtualNetwork to *",
            "  " + sample() + ":68:9");
  }

  @Test
  void placesInTablesAreShownOnRequest() {
    Question rules = questions().filter(q -> q.verb().equals("effective-rules")).findFirst().get();

    assertThat(rules.run("-o", "text").stdout()).doesNotContain("Declared At");
    assertThat(rules.run("-o", "text", "-v").stdout()).contains("Declared At", sample() + ":59:9");
  }

  @Test
  void unknownIsAnAnswerOfItsOwn() {
    Invocation.Outcome outcome =
        Invocation.of(
                "ip-flow-verify",
                "-t",
                Repository.sample("partial-knowledge/topology.json"),
                "--vm=api-vm",
                "--direction=Inbound",
                "--protocol=Tcp",
                "--local=10.95.2.4:443",
                "--remote=10.95.1.4:50000")
            .run();

    assertThat(outcome.exit()).isEqualTo(3);
    JsonNode answer = Schemas.json(outcome.stdout());
    assertThat(answer.get("access").asString()).isEqualTo("Unknown");
    assertThat(answer.has("ruleName")).isFalse();
    assertThat(answer.get("explanation").get("missing").get(0).asString())
        .contains("landing-zone-nsg");
    assertThat(Schemas.of("ip-flow-verify").violationsOfJson(outcome.stdout())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "effective-rules,  NicMustBeAttachedToRunningVmToGetEffectiveSecurityGroups",
    "effective-routes, NicMustBeAttachedToRunningVmToGetEffectiveRoutes"
  })
  void refusalsLookLikeAzures(String verb, String code) {
    Invocation ask = Invocation.of(verb, "-t", "-", "--nic", "vm-nic").reading(STOPPED);
    Invocation.Outcome json = ask.and("-o", "json", "--query", "value").run();
    Invocation.Outcome text = ask.and("-o", "text").run();

    assertThat(json.exit()).isEqualTo(2);
    assertThat(Schemas.json(json.stdout()).get("error").get("code").asString()).isEqualTo(code);
    assertThat(Schemas.of(verb).violationsOfJson(json.stdout())).isEmpty();
    assertThat(text.exit()).isEqualTo(2);
    assertThat(text.stdout()).isEmpty();
    assertThat(text.stderr()).contains(code, "vm-nic", "deallocated");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.1.4",
    "10.0.1.4:",
    ":80",
    "web:80",
    "10.0.1.4:70000",
    "10.0.1.4:80-90",
    "10.0.1.300:80"
  })
  void endsOfAFlowAreAddressAndPort(String local) {
    Invocation.Outcome outcome =
        Invocation.of(
                "ip-flow-verify",
                "-t",
                sample(),
                "--vm=db-vm",
                "--direction=Inbound",
                "--protocol=Tcp",
                "--local=" + local,
                "--remote=10.0.1.4:*")
            .run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).contains("--local is '" + local + "'", "10.0.1.4:*");
  }
}
