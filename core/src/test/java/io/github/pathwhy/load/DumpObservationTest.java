package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What dumps hold that was observed: power states, learned routes, what tags stand for. */
final class DumpObservationTest {
  private static final ResourceId GATEWAY =
      ResourceId.of(Inputs.network("virtualNetworkGateways/vpn"));
  private static final String NETWORKS =
      """
      pathwhy: 1
      virtualNetworks:
        - name: hub
          addressSpace: [10.0.0.0/16]
          subnets: [{name: GatewaySubnet, addressPrefix: 10.0.255.0/24}]
          virtualNetworkPeerings: [{remoteVirtualNetwork: spoke, allowGatewayTransit: true}]
        - name: spoke
          addressSpace: [10.1.0.0/16]
          virtualNetworkPeerings: [{remoteVirtualNetwork: hub, useRemoteGateways: true}]
      virtualNetworkGateways:
        - {name: vpn, id: %s, subnet: hub/GatewaySubnet}
      """
          .formatted(GATEWAY);

  private static List<String> leftOut(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded)
        .leftOut().stream().map(left -> left.what() + ": " + left.why()).toList();
  }

  private static String routes(String space) {
    return """
    {"value": [
      {"source": "Default", "state": "Active", "addressPrefix": ["%s"], "nextHopType": "VnetLocal",
       "nextHopIpAddress": []},
      {"source": "VirtualNetworkGateway", "state": "Active", "addressPrefix": ["172.20.0.0/16"],
       "nextHopType": "VirtualNetworkGateway", "nextHopIpAddress": ["10.0.255.4"]},
      {"source": "User", "state": "Active", "addressPrefix": ["192.168.0.0/16"],
       "nextHopType": "VirtualAppliance", "nextHopIpAddress": ["10.0.9.4"]}]}
    """
        .formatted(space);
  }

  private static List<String> learned(Topology topology) {
    return topology
        .observation(GATEWAY)
        .flatMap(Observation::learnedRoutes)
        .orElse(List.of())
        .stream()
        .map(route -> route.prefix().toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"powerState\": \"VM deallocated\"', DEALLOCATED",
    "'\"powerState\": \"VM running\"', RUNNING",
    "'\"instanceView\": {\"statuses\": [{\"code\": \"ProvisioningState/succeeded\"},"
        + " {\"code\": \"PowerState/stopped\"}]}', STOPPED",
    "'\"properties\": {\"instanceView\": {\"statuses\": [{\"code\": \"PowerState/running\"}]}}',"
        + " RUNNING",
    "'\"properties\": {\"extended\": {\"instanceView\": {\"powerState\": {\"code\":"
        + " \"PowerState/deallocating\"}}}}', DEALLOCATING"
  })
  void powerStateOfMachineIsObserved(String key, PowerState state) {
    String id = Inputs.machine("web-vm");
    Topology topology =
        Inputs.topology(
            "[{\"id\": \""
                + id
                + "\", \"networkProfile\": {\"networkInterfaces\": []}, "
                + key
                + "}]");

    assertThat(topology.observation(ResourceId.of(id)).flatMap(Observation::powerState))
        .contains(state);
  }

  @Test
  void aPowerStateThatNobodyKnowsIsOpen() {
    String id = Inputs.machine("web-vm");
    String given = "[{\"id\": \"" + id + "\", \"networkProfile\": {}, \"powerState\": \"VM %s\"}]";
    Topology unheard = Inputs.topology(given.formatted("unheard"));
    Topology unknown = Inputs.topology(given.formatted("unknown"));

    assertThat(unheard.observation(ResourceId.of(id)).flatMap(Observation::powerState)).isEmpty();
    assertThat(unheard.gaps().at(ResourceId.of(id)))
        .extracting(Gap::value)
        .containsExactly("'unheard'");
    assertThat(unknown.observation(ResourceId.of(id))).isEmpty();
    assertThat(unknown.gaps().isEmpty()).isTrue();
  }

  @Test
  void summaryOfMachineTellsItsPowerStateOnly() {
    String id = Inputs.machine("web-vm");
    Loaded loaded =
        Inputs.load(
            "{\"id\": \""
                + id
                + "\", \"powerState\": \"VM running\", \"privateIpAddress\": \"10.0.1.4\"}");

    assertThat(Inputs.topology(loaded).resources()).isEmpty();
    assertThat(Inputs.topology(loaded).observation(ResourceId.of(id))).isPresent();
    assertThat(leftOut(loaded))
        .singleElement()
        .asString()
        .contains("web-vm", "listed without network interfaces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/16", "10.1.0.0/16"})
  void effectiveRoutesTellWhatTheGatewayLearned(String space) {
    assertThat(learned(Inputs.topology(NETWORKS, routes(space)))).containsExactly("172.20.0.0/16");
    assertThat(learned(Inputs.topology(routes(space), NETWORKS))).containsExactly("172.20.0.0/16");
  }

  @Test
  void whatSomebodyWroteCountsMore() {
    String overlay = "observed: {vpn: {learnedRoutes: [172.30.0.0/16]}}";

    assertThat(learned(Inputs.topology(NETWORKS, overlay, routes("10.0.0.0/16"))))
        .containsExactly("172.30.0.0/16");
  }

  @Test
  void effectiveRoutesOfUnknownNetworkTellNothing() {
    Loaded loaded = Inputs.load(NETWORKS, routes("10.9.0.0/16"));

    assertThat(learned(Inputs.topology(loaded))).isEmpty();
    assertThat(leftOut(loaded))
        .singleElement()
        .asString()
        .contains("effective route table", "no network in the inputs", "learnedRoutes");
  }

  @Test
  void effectiveRoutesOfOneOfTwoGatewaysTellNothing() {
    String second =
        "virtualNetworkGateways: [{name: er, gatewayType: ExpressRoute, subnet:"
            + " hub/GatewaySubnet}]";
    Loaded loaded = Inputs.load(NETWORKS, second, routes("10.0.0.0/16"));

    assertThat(learned(Inputs.topology(loaded))).isEmpty();
    assertThat(leftOut(loaded)).singleElement().asString().contains("more than one gateway");
  }

  @Test
  void effectiveRulesTellWhatTagsStandFor() {
    String text =
        """
        {"value": [{"networkSecurityGroup": {"id": "%s"}, "effectiveSecurityRules": [
          {"name": "a", "sourceAddressPrefix": "VirtualNetwork", "sourceAddressPrefixes": ["VirtualNetwork"],
           "expandedSourceAddressPrefix": ["10.0.0.0/16"], "destinationAddressPrefix": "Sql",
           "destinationAddressPrefixes": ["Sql"], "expandedDestinationAddressPrefix": ["203.0.113.0/25"]},
          {"name": "b", "destinationAddressPrefixes": ["Storage", "EventHub"],
           "expandedDestinationAddressPrefix": ["203.0.113.128/25"]}],
          "tagMap": {"AzureMonitor": ["198.51.100.0/24"], "Broken": ["nothing"]}}]}
        """
            .formatted(Inputs.network("networkSecurityGroups/web-nsg"));

    assertThat(Inputs.topology(text).serviceTags()).containsOnlyKeys("sql", "azuremonitor");
    assertThat(leftOut(Inputs.load(text))).singleElement().asString().contains("security rules");
  }

  @Test
  void learnedRoutesOfNobodyAreLeftOut() {
    String text =
        "{\"value\": [{\"asPath\": \"65010\", \"localAddress\": \"10.0.255.4\", \"network\":"
            + " \"172.20.0.0/16\"}]}";

    assertThat(leftOut(Inputs.load(text))).singleElement().asString().contains("which gateway");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nextHopType\": \"VirtualAppliance\", \"nextHopIpAddress\": \"10.0.9.4\","
            + " \"routeTableId\": \"x\"}",
        "{\"access\": \"Deny\", \"ruleName\": \"defaultSecurityRules/DenyAllInBound\"}",
        "{\"connectionStatus\": \"Reachable\", \"hops\": []}",
        "{\"results\": [{\"networkSecurityGroupResult\": {}, \"profile\": {}}]}",
        "{\"resources\": [{\"name\": \"vm\", \"associations\": []}]}",
        "{\"networkInterfaces\": [{\"id\": \"x\", \"securityRuleAssociations\": {}}]}",
        "[{\"operation\": \"x\", \"request\": {}, \"response\": {\"access\": \"Allow\","
            + " \"ruleName\": \"x\"}}]"
      })
  void answersOfNetworkWatcherDescribeNothing(String text) {
    assertThat(Inputs.problems(text))
        .singleElement()
        .asString()
        .contains("an answer of Network Watcher, not a description of a network");
    Loaded mixed =
        Inputs.load(
            "["
                + (text.startsWith("[") ? text.substring(1, text.length() - 1) : text)
                + ", {\"type\": \"Microsoft.Network/applicationSecurityGroups\", \"name\":"
                + " \"web\"}]");
    assertThat(leftOut(mixed)).singleElement().asString().contains("Network Watcher");
    assertThat(Inputs.topology(mixed).resources()).hasSize(1);
  }
}
