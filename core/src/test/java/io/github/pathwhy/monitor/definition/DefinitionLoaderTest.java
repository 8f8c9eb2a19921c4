package io.github.pathwhy.monitor.definition;

import static io.github.pathwhy.monitor.definition.Monitors.CONFIGURATIONS;
import static io.github.pathwhy.monitor.definition.Monitors.ENDPOINTS;
import static io.github.pathwhy.monitor.definition.Monitors.GROUPS;
import static io.github.pathwhy.monitor.definition.Monitors.MACHINES;
import static io.github.pathwhy.monitor.definition.Monitors.classic;
import static io.github.pathwhy.monitor.definition.Monitors.load;
import static io.github.pathwhy.monitor.definition.Monitors.monitor;
import static io.github.pathwhy.monitor.definition.Monitors.read;
import static io.github.pathwhy.monitor.definition.Monitors.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.monitor.definition.TestConfiguration.Header;
import io.github.pathwhy.monitor.definition.TestConfiguration.Method;
import io.github.pathwhy.monitor.definition.TestConfiguration.Probe;
import io.github.pathwhy.net.IpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from definitions, in all their forms. */
final class DefinitionLoaderTest {
  private static final String PLAIN = monitor(ENDPOINTS, CONFIGURATIONS, GROUPS);

  @Test
  void wrappedAndFlattenedDefinitionsAreTheSame() {
    ConnectionMonitor flat = valid(PLAIN);
    ConnectionMonitor wrapped = valid("{location: westeurope, properties: " + PLAIN + "}");

    assertThat(wrapped.testGroups()).isEqualTo(flat.testGroups()).isNotEmpty();
    assertThat(wrapped.testConfigurations()).isEqualTo(flat.testConfigurations());
    assertThat(wrapped.location()).contains("westeurope");
    assertThat(flat.location()).isEmpty();
  }

  @Test
  void jsonHasTheSameMeaning() {
    assertThat(
            valid(
                    """
                    {"source": {"resourceId": "%sa"}, "destination": {"address": "b", "port": 80},
                     "endpoints": [], "testGroups": null, "tags": {"any": "thing"}}
                    """
                        .replace("%s", MACHINES))
                .tests())
        .isEqualTo(1);
  }

  @Test
  void listsMayHoldOtherResources() {
    String other = "{type: Microsoft.Network/networkWatchers, name: w}";

    assertThat(read("- " + other + "\n- " + PLAIN).monitors()).hasSize(1);
    assertThat(read("{value: [" + PLAIN + ", " + PLAIN + "]}").tests()).isEqualTo(2);
    assertThat(load("- " + other)).isInstanceOf(Definitions.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "text",
        "{}",
        "{value: []}",
        "{\"endpoints\": [",
        "{virtualMachines: [{name: a}]}",
        "{type: Microsoft.Network/virtualNetworks, name: v, endpoints: []}",
        "{source: x}"
      })
  void whatIsNoMonitorIsUnreadable(String text) {
    assertThat(load(text)).isInstanceOf(Definitions.Unreadable.class);
    assertThat(((Definitions.Unreadable) load(text)).problems()).isNotEmpty();
  }

  @Test
  void testsAreAllCombinations() {
    String three = "{name: g, sources: [a, b, c], destinations: [d, e], testConfigurations: [x, y]";
    String endpoints =
        "[{name: a, resourceId: VMa}, {name: b, resourceId: VMb}, {name: c, resourceId: VMc},"
            + " {name: d, address: d}, {name: e, address: e}]";
    String configurations = "[{name: x, protocol: Icmp}, {name: y, protocol: Http}]";
    String monitor = monitor(endpoints.replace("VM", MACHINES), configurations, "[" + three + "}]");

    assertThat(valid(monitor).tests()).isEqualTo(12);
    assertThat(valid(monitor.replace("[x, y]", "[x]")).tests()).isEqualTo(6);
    assertThat(valid(monitor.replace("g, sources", "g, disable: true, sources")).tests())
        .as("tests of a disabled group exist")
        .isEqualTo(12);
    assertThat(read(monitor.replace("[d, e]", "[d, nobody]")).tests())
        .as("names that mean nothing make no tests")
        .isEqualTo(6);
  }

  @Test
  void everythingOfAnHttpTestIsRead() {
    TestConfiguration configuration =
        configuration(
            "{name: c, protocol: Http, testFrequencySec: 300, preferredIPVersion: IPv6,"
                + " httpConfiguration: {port: 8443, method: Post, path: /p, preferHTTPS: true,"
                + " requestHeaders: [{name: A, value: b}], validStatusCodeRanges: [2xx, 301-302]},"
                + " successThreshold: {checksFailedPercent: 5, roundTripTimeMs: 12.5}}");

    assertThat(configuration.frequency()).isEqualTo(Duration.ofMinutes(5));
    assertThat(configuration.preferredIpVersion()).contains(IpVersion.V6);
    assertThat(configuration.threshold().checksFailedPercent()).contains(5.0);
    assertThat(configuration.threshold().roundTripTime()).contains(Duration.ofNanos(12_500_000));
    assertThat(configuration.probe())
        .isEqualTo(
            new Probe.Http(
                Optional.of(8443),
                Method.POST,
                "/p",
                List.of(new Header("A", "b")),
                List.of(new StatusCodeRange(200, 299), new StatusCodeRange(301, 302)),
                true));
  }

  @Test
  void whatIsNotGivenIsTheDefault() {
    TestConfiguration configuration = configuration("{name: c, protocol: Http}");

    assertThat(configuration.frequency()).isEqualTo(Duration.ofSeconds(60));
    assertThat(configuration.threshold()).isEqualTo(TestConfiguration.Threshold.NONE);
    assertThat(configuration.probe())
        .isEqualTo(new Probe.Http(Optional.empty(), Method.GET, "/", List.of(), List.of(), false));
    assertThat(valid(PLAIN).autoStart()).isTrue();
    assertThat(valid(PLAIN.replace("{endp", "{autoStart: false, endp")).autoStart()).isFalse();
  }

  @Test
  void tcpAndIcmpTestsTraceTheRouteUnlessDisabled() {
    assertThat(configuration("{name: c, protocol: Tcp, tcpConfiguration: {port: 22}}").probe())
        .isEqualTo(new Probe.Tcp(22, true, false));
    assertThat(
            configuration(
                    "{name: c, protocol: Tcp, tcpConfiguration: {port: 22, disableTraceRoute: true,"
                        + " destinationPortBehavior: listenIfAvailable}}")
                .probe())
        .isEqualTo(new Probe.Tcp(22, false, true));
    assertThat(configuration("{name: c, protocol: Icmp}").probe()).isEqualTo(new Probe.Icmp(true));
  }

  private static TestConfiguration configuration(String text) {
    return valid(monitor(ENDPOINTS, "[" + text + "]", GROUPS)).testConfigurations().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "Microsoft.Compute/virtualMachines/x, AZURE_VM",
    "Microsoft.Compute/virtualMachineScaleSets/x, AZURE_VMSS",
    "Microsoft.Compute/virtualMachineScaleSets/x/virtualMachines/0, AZURE_VM",
    "microsoft.network/virtualnetworks/x, AZURE_VNET",
    "Microsoft.Network/virtualNetworks/x/subnets/y, AZURE_SUBNET",
    "Microsoft.HybridCompute/machines/x, AZURE_ARC_VM"
  })
  void anEndpointWithoutATypeIsWhatItsResourceIs(String resource, EndpointType type) {
    String id = Monitors.GROUP + resource;
    String endpoints = ENDPOINTS.replace(MACHINES + "a", id);

    assertThat(valid(monitor(endpoints, CONFIGURATIONS, GROUPS)).endpoints())
        .extracting(Endpoint::type)
        .containsExactly(type, EndpointType.EXTERNAL_ADDRESS);
  }

  @Test
  void aClassicMonitorIsOneTest() {
    ConnectionMonitor monitor =
        valid(
            classic("{resourceId: " + MACHINES + "a, port: 0}", "{address: b.example, port: 443}")
                .replace("{source", "{monitoringIntervalInSeconds: 90, source"));

    assertThat(monitor.tests()).isEqualTo(1);
    assertThat(monitor.endpoints())
        .extracting(Endpoint::type)
        .containsExactly(EndpointType.AZURE_VM, EndpointType.EXTERNAL_ADDRESS);
    assertThat(monitor.testConfigurations())
        .singleElement()
        .satisfies(configuration -> {
          assertThat(configuration.probe()).isEqualTo(new Probe.Tcp(443, true, false));
          assertThat(configuration.frequency()).isEqualTo(Duration.ofSeconds(90));
        });
  }

  @Test
  void whatAzPrintsOfAClassicMonitorIsRead() {
    String printed =
        classic(
                "{resourceId: " + MACHINES + "a, port: 0}",
                "{resourceId: null, address: b, port: 1}")
            .replace(
                "{source",
                "{autoStart: true, connectionMonitorType: SingleSourceDestination, endpoints: null,"
                    + " etag: x, id: /i, location: l, monitoringIntervalInSeconds: 60,"
                    + " monitoringStatus: Running, name: n, notes: null, outputs: null,"
                    + " provisioningState: Succeeded, resourceGroup: g, startTime: t, tags: {},"
                    + " testConfigurations: null, testGroups: null,"
                    + " type: Microsoft.Network/networkWatchers/connectionMonitors, source");

    assertThat(valid(printed).name()).contains("n");
  }

  @ParameterizedTest
  @CsvSource({"2xx, 200, 299", "418, 418, 418", "301-304, 301, 304", "5XX, 500, 599"})
  void statusCodesHaveThreeForms(String text, int first, int last) {
    StatusCodeRange range = StatusCodeRange.parse(text).orElseThrow();

    assertThat(range).isEqualTo(new StatusCodeRange(first, last));
    assertThat(range.contains(first)).isTrue();
    assertThat(range.contains(last + 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xx", "6xx", "99", "304-301", "200-", "2x0", "200,201", "1000"})
  void otherStatusCodesAreNone(String text) {
    assertThat(StatusCodeRange.parse(text)).isEmpty();
  }
}
