package io.github.pathwhy.monitor.definition;

import static io.github.pathwhy.monitor.definition.Monitors.CONFIGURATIONS;
import static io.github.pathwhy.monitor.definition.Monitors.ENDPOINTS;
import static io.github.pathwhy.monitor.definition.Monitors.GROUP;
import static io.github.pathwhy.monitor.definition.Monitors.GROUPS;
import static io.github.pathwhy.monitor.definition.Monitors.MACHINES;
import static io.github.pathwhy.monitor.definition.Monitors.classic;
import static io.github.pathwhy.monitor.definition.Monitors.monitor;
import static io.github.pathwhy.monitor.definition.Monitors.problems;
import static io.github.pathwhy.monitor.definition.Monitors.withConfiguration;
import static io.github.pathwhy.monitor.definition.Monitors.withEndpoint;
import static io.github.pathwhy.monitor.definition.Monitors.withGroup;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a definition, and what is not. */
final class ValidationTest {
  private static final String SUBNET = GROUP + "Microsoft.Network/virtualNetworks/v/subnets/app";

  /** The one problem of a monitor, which must hold the words. */
  private static void assertProblem(String monitor, String... words) {
    assertThat(problems(monitor)).singleElement().asString().contains(words);
  }

  @Test
  void aDefinitionWithoutMistakesHasNoProblems() {
    assertThat(problems(monitor(ENDPOINTS, CONFIGURATIONS, GROUPS))).isEmpty();
  }

  @Test
  void problemsSayWhereWhatAndWhatIsAllowed() {
    String monitor =
        """
        endpoints: [{name: a, address: 10.0.0.4, type: Vm}]
        testConfigurations: [{name: c, protocol: Icmp}]
        testGroups: []
        """;

    assertThat(problems(monitor).getLast())
        .startsWith("m:1:48: endpoints[0].type: 'Vm': allowed: AzureVM, ");
    assertThat(problems(monitor).getFirst()).startsWith("m:1:1: testGroups is missing or empty: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: x, type: AzureSubnet, resourceId: " + SUBNET + "}",
        "{name: x, type: azuresubnet, resourceId: " + SUBNET + ", coverageLevel: Full}",
        "{name: x, address: 10.0.0.4}",
        "{name: x, address: 'fd00::4', type: ExternalAddress}",
        "{name: x, address: 'https://www.contoso.com/health?full=1'}",
        "{name: x, address: contoso.com.}",
        "{name: x, resourceId: "
            + SUBNET
            + ", scope: {include: [{address: 10.0.0.9/24}], exclude: [{address: 10.0.0.4}]}}",
        "{name: x, type: AzureArcVM, resourceId: /subscriptions/s/resourceGroups/g/providers/"
            + "Microsoft.HybridCompute/machines/m}",
        "{name: x, type: MMAWorkspaceMachine, address: office, resourceId:"
            + " /subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/"
            + "workspaces/w}",
        "{name: x, type: AzureArcNetwork, locationDetails: {region: westeurope}, subscriptionId:"
            + " s}",
        "{name: x, address: x.example, filter: {type: Include, items: [{type: AgentAddress,"
            + " address: 10.0.0.4}]}}"
      })
  void endpointsThatTheServiceTakes(String endpoint) {
    assertThat(problems(withEndpoint(endpoint))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{address: 10.0.0.4}                                   | name is missing",
        "{name: A, address: 10.0.0.4}                          | 'A' is given twice",
        "{name: x}                                             | neither resourceId nor address",
        "{name: x, type: AzureVM, address: 10.0.0.4}           | resourceId is missing",
        "{name: x, type: ExternalAddress}                      | address is missing",
        "{name: x, type: ExternalAddress, address: x, resourceId: y} | has none",
        "{name: x, resourceId: vm1}                            | is no resource id",
        "{name: x, resourceId: /subscriptions/s/vm1}           | is no resource id",
        "{name: x, address: 10.0.0.300}                        | '10.0.0.300'",
        "{name: x, address: 'x y'}                             | 'x y'",
        "{name: x, address: -x.example}                        | host name",
        "{name: x, address: 'ftp://x.example'}                 | URL",
        "{name: x, address: x, coverageLevel: Half}            | BelowAverage",
        "{name: x, address: x, scope: {include: [{address: 10.0.0.0/33}]}} | 10.0.0.0/33",
        "{name: x, address: x, scope: {include: [{}]}}         | address is missing",
        "{name: x, address: x, filter: {type: Exclude}}        | Include",
        "{name: x, adress: x, address: y}                      | did you mean address?",
      })
  void endpointsThatItDoesNot(String endpoint, String words) {
    assertProblem(withEndpoint(endpoint), words);
  }

  @Test
  void theResourceFitsTheType() {
    assertProblem(
        withEndpoint("{name: x, type: AzureVM, resourceId: " + SUBNET + "}"),
        "endpoints[2].resourceId",
        "Microsoft.Network/virtualNetworks/subnets",
        "expected a Microsoft.Compute/virtualMachines");
    assertProblem(
        withEndpoint("{name: x, resourceId: " + GROUP + "Microsoft.Network/natGateways/n}"),
        "is no endpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: c, protocol: icmp}",
        "{name: c, protocol: Http}",
        "{name: c, protocol: Icmp, testFrequencySec: 30, tcpConfiguration: null}",
        "{name: c, protocol: Icmp, testFrequencySec: 1800, preferredIPVersion: IPv6}",
        "{name: c, protocol: Tcp, tcpConfiguration: {port: 65535, disableTraceRoute: true,"
            + " destinationPortBehavior: ListenIfAvailable}}",
        "{name: c, protocol: Icmp, successThreshold: {checksFailedPercent: 0, roundTripTimeMs:"
            + " 0.5}}",
        "{name: c, protocol: Icmp, successThreshold: {checksFailedPercent: 100}}",
        "{name: c, protocol: Http, httpConfiguration: {method: POST, path: /a/b?c=d, port: 8080,"
            + " requestHeaders: [{name: X-Id, value: ''}], validStatusCodeRanges: ['2XX', 301-304,"
            + " 418], preferHTTPS: false}}"
      })
  void configurationsThatTheServiceTakes(String configuration) {
    assertThat(problems(withConfiguration(configuration))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{name: c}                                             | protocol is missing",
        "{name: c, protocol: Udp}                              | Tcp, Http, Icmp",
        "{name: c, protocol: Tcp}                              | tcpConfiguration is missing",
        "{name: c, protocol: Tcp, tcpConfiguration: {}}        | port is missing",
        "{name: c, protocol: Tcp, tcpConfiguration: {port: 0}} | from 1 to 65535",
        "{name: c, protocol: Tcp, tcpConfiguration: {port: 65536}} | '65536'",
        "{name: c, protocol: Tcp, tcpConfiguration: {port: 80-90}} | '80-90'",
        "{name: c, protocol: Tcp, tcpConfiguration: 80}        | where an object belongs",
        "{name: c, protocol: Icmp, tcpConfiguration: {port: 1}} | allowed with Tcp only",
        "{name: c, protocol: Icmp, testFrequencySec: 29}       | from 30 to 1800",
        "{name: c, protocol: Icmp, testFrequencySec: 1801}     | from 30 to 1800",
        "{name: c, protocol: Icmp, preferredIPVersion: IPv5}   | IPv4, IPv6",
        "{name: c, protocol: Icmp, successThreshold: {checksFailedPercent: 101}} | 0 to 100",
        "{name: c, protocol: Icmp, successThreshold: {checksFailedPercent: -1}} | 0 to 100",
        "{name: c, protocol: Icmp, successThreshold: {roundTripTimeMs: 0}} | above 0",
        "{name: c, protocol: Http, httpConfiguration: {method: Put}} | Get, Post",
        "{name: c, protocol: Http, httpConfiguration: {path: a}} | expected a path",
        "{name: c, protocol: Http, httpConfiguration: {path: '/a b'}} | without blanks",
        "{name: c, protocol: Http, httpConfiguration: {validStatusCodeRanges: [600]}} | '600'",
        "{name: c, protocol: Http, httpConfiguration: {requestHeaders: [{name: 'a b'}]}} | 'a b'",
        "{name: c, protocol: Http, httpConfiguration: {requestHeaders: [{value: a}]}} | name is",
        "{name: c, protocol: Icmp, icmpConfiguration: {ttl: 9}} | disableTraceRoute",
      })
  void configurationsThatItDoesNot(String configuration, String words) {
    assertProblem(withConfiguration(configuration), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{sources: [a], destinations: [b], testConfigurations: [c]} | name is missing",
        "{name: g, sources: [], destinations: [b], testConfigurations: [c]} | no sources",
        "{name: g, sources: [a], testConfigurations: [c]}      | no destinations",
        "{name: g, sources: [a], destinations: [b]}            | no testConfigurations",
        "{name: g, sources: a, destinations: [b], testConfigurations: [c]} | a list belongs",
        "{name: g, sources: [a, A], destinations: [b], testConfigurations: [c]} | 'A' is given",
        "{name: g, sources: [nothing], destinations: [b], testConfigurations: [c]} | name of"
            + " endpoints",
        "{name: g, sources: [a], destinations: [b], testConfigurations: [b]} | testConfigurations",
        "{name: g, sources: [b], destinations: [a], testConfigurations: [c]} | runs an agent",
        "{name: g, disable: maybe, sources: [a], destinations: [b], testConfigurations: [c]} |"
            + " true",
      })
  void groupsThatItDoesNotTake(String group, String words) {
    assertProblem(withGroup(group), words);
  }

  @Test
  void namesOfAGroupMayDifferInCase() {
    assertThat(
            problems(
                withGroup("{name: g, sources: [A], destinations: [B], testConfigurations: [C]}")))
        .isEmpty();
  }

  @Test
  void aMisspeltNameIsRecognized() {
    String monitor =
        monitor(
            "[{name: database, address: db.example}, {name: a, resourceId: " + MACHINES + "a}]",
            CONFIGURATIONS,
            "[{name: g, sources: [a], destinations: [databse], testConfigurations: [c]}]");

    assertProblem(
        monitor, "testGroups[0].destinations[0]: 'databse' is not defined: did you mean database?");
  }

  @Test
  void anEndpointThatIsWrongIsStillDefined() {
    String monitor =
        monitor(
            "[{name: a, resourceId: nonsense}, {name: b, address: b.example}]",
            CONFIGURATIONS,
            GROUPS);

    assertProblem(monitor, "nonsense");
  }

  private static String list(int size, String item) {
    return IntStream.range(0, size)
        .mapToObj(i -> item.replace("#", "" + i))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Test
  void thereAreLimits() {
    String endpoints =
        ENDPOINTS.replace("]", ", ") + list(98, "{name: e#, address: e}").substring(1);
    String configurations =
        list(19, "{name: c#, protocol: Icmp}").replace("[", "[{name: c," + " protocol: Icmp}, ");
    String groups =
        list(20, "{name: g#, sources: [a], destinations: [b], testConfigurations: [c]}");

    assertThat(problems(monitor(endpoints, configurations, groups))).isEmpty();
    assertProblem(
        monitor(endpoints.replace("]", ", {name: z, address: z}]"), configurations, groups),
        "101 entries",
        "100");
    assertProblem(
        monitor(endpoints, configurations.replace("]", ", {name: z, protocol: Icmp}]"), groups),
        "21 entries",
        "20");
    assertProblem(
        monitor(
            endpoints,
            configurations,
            list(21, "{name: g#, sources: [a], destinations: [b], testConfigurations: [c]}")),
        "21 entries",
        "20");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{type: Hub}]                          | allowed: Workspace",
        "[{type: Workspace}]                    | workspaceSettings is missing",
        "[{workspaceSettings: {}}]              | workspaceResourceId is missing",
        "[{workspaceSettings: {workspaceResourceId: logs}}] | 'logs'",
      })
  void outputsLeadToWorkspaces(String outputs, String word) {
    String monitor =
        monitor(ENDPOINTS, CONFIGURATIONS, GROUPS)
            .replace("{endp", "{outputs: " + outputs + ", endp");

    assertThat(problems(monitor)).anySatisfy(problem -> assertThat(problem).contains(word));
  }

  @Test
  void unknownMembersAreFoundAtEveryLevel() {
    assertThat(
            problems(
                """
                location: westeurope
                tag: x
                properties:
                  endpoint: []
                  endpoints: [{name: a, resourceId: %sa, id: x}]
                  testConfigurations: [{name: c, protocol: Icmp}]
                  testGroups: [{name: g, sources: [a], destinations: [a], testConfigurations: [c]}]
                """
                    .replace("%s", MACHINES)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("m:2:1: tag: unknown member: did you mean tags?"),
            second ->
                assertThat(second)
                    .startsWith("m:4:3: properties.endpoint: unknown member: did you mean"),
            third -> assertThat(third).contains("endpoints[0].id: unknown member"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{resourceId: VM}             | {address: 10.0.0.4}             | port is missing",
        "{resourceId: VM}             | {port: 80}                      | neither",
        "{port: 80}                   | {address: x, port: 80}          | resourceId is missing",
        "{resourceId: VM, port: 65536} | {address: x, port: 80}         | '65536'",
        "{resourceId: VM}             | {address: x, port: 0}           | '0'",
        "{resourceId: VM, address: x} | {address: x, port: 80}          | unknown member",
      })
  void classicMonitorsHaveTheirRules(String source, String destination, String words) {
    assertProblem(classic(source.replace("VM", MACHINES + "a"), destination), words);
  }

  @Test
  void oneDefinitionIsNotOfBothKinds() {
    String both =
        monitor(ENDPOINTS, CONFIGURATIONS, GROUPS)
            .replace("{endp", "{source: {resourceId: " + MACHINES + "a}, endp");

    assertProblem(both, "source", "does not go with endpoints");
    assertThat(problems(both.replace("{source", "{connectionMonitorType: MultiEndpoint, source")))
        .isEmpty();
  }

  @Test
  void aMonitorIsDefinedOnce() {
    String one = monitor(ENDPOINTS, CONFIGURATIONS, GROUPS).replace("{endp", "{id: /x/cm, endp");

    assertProblem("- " + one + "\n- " + one.replace("cm", "CM"), "[1].id", "defined twice");
    assertThat(problems("- " + one + "\n- " + one.replace("cm", "cm2"))).isEmpty();
  }
}
