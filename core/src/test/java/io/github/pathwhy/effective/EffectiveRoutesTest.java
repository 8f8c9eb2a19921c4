package io.github.pathwhy.effective;

import static io.github.pathwhy.effective.TestRoute.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which routes a subnet has and which one a packet takes. */
final class EffectiveRoutesTest {

  private static EffectiveRoutes routes(String space, TestRoute... routes) {
    return network(space, _ -> {}, routes).networkInterface("vm").routes();
  }

  private static TestNetwork network(
      String space, Consumer<TestNetwork.SubnetSpec> options, TestRoute... routes) {
    return new TestNetwork()
        .virtualNetwork("vnet", space)
        .subnet("web", "10.0.1.0/24", s -> options.accept(s.routeTable("table")))
        .machine("vm", "web", "10.0.1.4")
        .routeTable("table", routes);
  }

  private static String selected(EffectiveRoutes routes, String destination) {
    return routes.select(IpAddress.of(destination)).map(RouteOracle::text).orElse("nothing");
  }

  private static List<String> rows(EffectiveRoutes routes) {
    return routes.rows().stream()
        .map(row ->
            row.source().label()
                + (row.active() ? " Active " : " Invalid ")
                + RouteOracle.text(row))
        .toList();
  }

  @Test
  void subnetHasTheDocumentedSystemRoutes() {
    assertThat(rows(routes("10.0.0.0/16")))
        .containsExactlyInAnyOrder(
            "Default Active 10.0.0.0/16 VnetLocal",
            "Default Active 0.0.0.0/0 Internet",
            "Default Active 10.0.0.0/8 None",
            "Default Active 172.16.0.0/12 None",
            "Default Active 192.168.0.0/16 None",
            "Default Active 100.64.0.0/10 None");
  }

  @Test
  void t01_userRouteToAStrangerIsChosenAllTheSame() {
    EffectiveRoutes routes = routes("10.0.0.0/16", route("10.1.3.0/24").via("192.168.7.4"));
    assertThat(selected(routes, "10.1.3.6"))
        .isEqualTo("10.1.3.0/24 VirtualAppliance [192.168.7.4]");
  }

  @Test
  void t02_systemRouteOfASubnetWithATableHasNoTable() {
    EffectiveRoutes routes = routes("10.0.0.0/16", route("10.1.3.0/24").via("10.0.2.4"));
    assertThat(routes.select(IpAddress.of("203.0.113.14")).orElseThrow())
        .satisfies(chosen -> {
          assertThat(RouteOracle.text(chosen)).isEqualTo("0.0.0.0/0 Internet");
          assertThat(chosen.source()).isEqualTo(EffectiveRoute.Source.DEFAULT);
          assertThat(chosen.table()).isEmpty();
          assertThat(chosen.declared()).isEmpty();
        });
    assertThat(routes.select(IpAddress.of("10.1.3.6")).orElseThrow().table())
        .map(table -> table.id())
        .contains(TestNetwork.tableId("table"));
  }

  @Test
  void t03_networkThatIsAReservedRangeHasNoDropForIt() {
    assertThat(rows(routes("10.0.0.0/8")))
        .contains("Default Active 10.0.0.0/8 VnetLocal")
        .noneMatch(row -> row.endsWith("10.0.0.0/8 None"));
  }

  @Test
  void networkLargerThanAReservedRangeRemovesItsDrop() {
    assertThat(rows(routes("10.0.0.0/7")))
        .contains("Default Active 10.0.0.0/7 VnetLocal", "Default Active 172.16.0.0/12 None")
        .noneMatch(row -> row.endsWith("10.0.0.0/8 None"));
  }

  @Test
  void t04_privateAddressOutsideTheNetworkIsDropped() {
    assertThat(selected(routes("10.0.0.0/16"), "10.99.0.1")).isEqualTo("10.0.0.0/8 None");
    assertThat(selected(routes("10.0.0.0/16"), "172.31.0.1")).isEqualTo("172.16.0.0/12 None");
    assertThat(selected(routes("10.0.0.0/16"), "100.127.0.1")).isEqualTo("100.64.0.0/10 None");
    assertThat(selected(routes("10.0.0.0/16"), "192.168.1.1")).isEqualTo("192.168.0.0/16 None");
  }

  @Test
  void t05_defaultUserRouteRemovesReservedNoneRoutes() {
    EffectiveRoutes routes = routes("10.0.0.0/16", route("0.0.0.0/0").via("10.0.2.4"));
    assertThat(selected(routes, "10.99.0.1")).isEqualTo("0.0.0.0/0 VirtualAppliance [10.0.2.4]");
    assertThat(rows(routes)).noneMatch(row -> row.endsWith("None"));
    assertThat(rows(routes)).contains("Default Invalid 0.0.0.0/0 Internet");
  }

  @Test
  void t06_userRouteEqualToTheNetworkCapturesTheSubnetToo() {
    EffectiveRoutes captured = routes("10.0.0.0/16", route("10.0.0.0/16").via("10.0.2.4"));
    assertThat(rows(captured))
        .contains(
            "Default Invalid 10.0.0.0/16 VnetLocal",
            "User Active 10.0.0.0/16 VirtualAppliance [10.0.2.4]");
    assertThat(selected(captured, "10.0.1.5")).isEqualTo("10.0.0.0/16 VirtualAppliance [10.0.2.4]");
    EffectiveRoutes kept =
        routes("10.0.0.0/16", route("10.0.0.0/16").via("10.0.2.4"), route("10.0.1.0/24").local());
    assertThat(selected(kept, "10.0.1.5")).isEqualTo("10.0.1.0/24 VnetLocal");
  }

  @Test
  void longerPrefixDoesNotInvalidateTheShorterOne() {
    assertThat(rows(routes("10.0.0.0/16", route("10.0.2.0/24").none())))
        .contains("Default Active 10.0.0.0/16 VnetLocal", "User Active 10.0.2.0/24 None");
  }

  @Test
  void overriddenDropIsNotListed() {
    assertThat(rows(routes("10.0.0.0/16", route("192.168.0.0/16").via("10.0.2.4"))))
        .contains("User Active 192.168.0.0/16 VirtualAppliance [10.0.2.4]")
        .noneMatch(row -> row.endsWith("192.168.0.0/16 None"));
  }

  @Test
  void t09_serviceEndpointCannotBeOverridden() {
    EffectiveRoutes routes =
        network(
                "10.0.0.0/16",
                s -> s.serviceEndpoint("Microsoft.Storage"),
                route("0.0.0.0/0").via("10.0.2.4"),
                route("Storage").via("10.0.2.4"))
            .serviceTag("Storage", "203.0.113.0/25")
            .networkInterface("vm")
            .routes();
    assertThat(selected(routes, "203.0.113.5"))
        .isEqualTo("203.0.113.0/25 VirtualNetworkServiceEndpoint");
    assertThat(selected(routes, "203.0.113.200"))
        .isEqualTo("0.0.0.0/0 VirtualAppliance [10.0.2.4]");
  }

  @Test
  void serviceEndpointConcernsItsOwnSubnetOnly() {
    TestNetwork network =
        network("10.0.0.0/16", s -> s.serviceEndpoint("Microsoft.Storage"))
            .serviceTag("Storage", "203.0.113.0/25")
            .subnet("other", "10.0.2.0/24")
            .machine("other-vm", "other", "10.0.2.4");
    assertThat(selected(network.networkInterface("other-vm").routes(), "203.0.113.5"))
        .isEqualTo("0.0.0.0/0 Internet");
  }

  @Test
  void t10_explicitPrefixBeatsRegionalTagBeatsTagBeatsCloud() {
    TestRoute cloud = route("AzureCloud").via("10.0.2.1");
    TestRoute regionalCloud = route("AzureCloud.westeurope").via("10.0.2.2");
    TestRoute tag = route("Storage").via("10.0.2.3");
    TestRoute regionalTag = route("Storage.WestEurope").via("10.0.2.4");
    TestRoute explicit = route("203.0.113.0/25").via("10.0.2.5");
    assertThat(winner(cloud, regionalCloud, tag, regionalTag, explicit)).isEqualTo("[10.0.2.5]");
    assertThat(winner(cloud, regionalCloud, tag, regionalTag)).isEqualTo("[10.0.2.4]");
    assertThat(winner(cloud, regionalCloud, tag)).isEqualTo("[10.0.2.3]");
    assertThat(winner(cloud, regionalCloud)).isEqualTo("[10.0.2.2]");
  }

  private static String winner(TestRoute... routes) {
    TestNetwork network = network("10.0.0.0/16", _ -> {}, routes);
    for (TestRoute route : routes) {
      if (!route.destination().contains("/")) {
        network.serviceTag(route.destination(), "203.0.113.0/25");
      }
    }
    String chosen = selected(network.networkInterface("vm").routes(), "203.0.113.5");
    return chosen.substring(chosen.lastIndexOf(' ') + 1);
  }

  @Test
  void unknownTagOfARouteIsReportedForPublicDestinationsOnly() {
    EffectiveRoutes routes = routes("10.0.0.0/16", route("Contoso.Fabric").via("10.0.2.4"));
    assertThat(routes.unknownTags(IpAddress.of("192.88.99.1"))).containsExactly("Contoso.Fabric");
    assertThat(routes.unknownTags(IpAddress.of("10.0.2.9"))).isEmpty();
  }

  // ---- peering ----

  private static TestNetwork peered(
      Consumer<TestNetwork.LinkSpec> there, Consumer<TestNetwork.LinkSpec> back) {
    return network("10.0.0.0/16", _ -> {})
        .virtualNetwork("away", "10.1.0.0/16")
        .link("vnet", "away", there)
        .link("away", "vnet", back);
  }

  @Test
  void peeringAddsTheRemotePrefixes() {
    EffectiveRoutes routes = peered(_ -> {}, _ -> {}).networkInterface("vm").routes();
    assertThat(selected(routes, "10.1.1.4"))
        .isEqualTo("10.1.0.0/16 VNetPeering virtualNetworks/away");
  }

  @Test
  void t32_peeringNeedsBothLinks() {
    TestNetwork single =
        network("10.0.0.0/16", _ -> {})
            .virtualNetwork("away", "10.1.0.0/16")
            .link("vnet", "away", _ -> {});
    assertThat(selected(single.networkInterface("vm").routes(), "10.1.1.4"))
        .isEqualTo("10.0.0.0/8 None");
  }

  @Test
  void t32_peeringNeedsBothLinksConnected() {
    for (Peering.State state : List.of(Peering.State.INITIATED, Peering.State.DISCONNECTED)) {
      assertThat(
              selected(
                  peered(link -> link.state(state), _ -> {}).networkInterface("vm").routes(),
                  "10.1.1.4"))
          .as("local link %s", state)
          .isEqualTo("10.0.0.0/8 None");
      assertThat(
              selected(
                  peered(_ -> {}, link -> link.state(state)).networkInterface("vm").routes(),
                  "10.1.1.4"))
          .as("remote link %s", state)
          .isEqualTo("10.0.0.0/8 None");
    }
  }

  @Test
  void recordedRemoteAddressSpaceMakesTheRoutes() {
    EffectiveRoutes routes =
        peered(link -> link.remoteAddressSpace("10.7.0.0/16"), _ -> {})
            .networkInterface("vm")
            .routes();
    assertThat(selected(routes, "10.7.1.4"))
        .isEqualTo("10.7.0.0/16 VNetPeering virtualNetworks/away");
    assertThat(selected(routes, "10.1.1.4")).isEqualTo("10.0.0.0/8 None");
  }

  @Test
  void peeringIsNotTransitive() {
    TestNetwork network =
        network("10.0.0.0/16", _ -> {})
            .virtualNetwork("away", "10.1.0.0/16")
            .virtualNetwork("far", "10.2.0.0/16")
            .peering("vnet", "away")
            .peering("away", "far");
    assertThat(selected(network.networkInterface("vm").routes(), "10.2.1.4"))
        .isEqualTo("10.0.0.0/8 None");
  }

  @Test
  void peeringAcrossRegionsIsGlobal() {
    TestNetwork near =
        network("10.0.0.0/16", _ -> {})
            .location("West Europe")
            .virtualNetwork("away", "10.1.0.0/16")
            .location("westeurope")
            .peering("vnet", "away");
    assertThat(typeOfPeering(near)).isEqualTo("VNetPeering");
    TestNetwork across =
        network("10.0.0.0/16", _ -> {})
            .location("westeurope")
            .virtualNetwork("away", "10.1.0.0/16")
            .location("northeurope")
            .peering("vnet", "away");
    assertThat(typeOfPeering(across)).isEqualTo("VNetGlobalPeering");
  }

  private static String typeOfPeering(TestNetwork network) {
    return network
        .networkInterface("vm")
        .routes()
        .select(IpAddress.of("10.1.1.4"))
        .orElseThrow()
        .nextHop()
        .typeName();
  }

  @Test
  void t38_privateSubnetStillHasTheInternetRoute() {
    EffectiveRoutes routes =
        network("10.0.0.0/16", s -> s.defaultOutboundAccess(false)).networkInterface("vm").routes();
    assertThat(selected(routes, "203.0.113.9")).isEqualTo("0.0.0.0/0 Internet");
  }

  @Test
  void v6RoutesExistOnlyInDualStackNetworks() {
    assertThat(selected(routes("10.0.0.0/16"), "2001:db8:5::1")).isEqualTo("nothing");
    TestNetwork dual =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("web", "10.0.1.0/24")
            .machine("vm", "web", "10.0.1.4");
    EffectiveRoutes routes = dual.networkInterface("vm").routes();
    assertThat(selected(routes, "2001:db8:5::1")).isEqualTo("::/0 Internet");
    assertThat(selected(routes, "2001:db8:1:9::1")).isEqualTo("2001:db8:1::/48 VnetLocal");
  }
}
