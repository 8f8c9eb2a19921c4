package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.trace.evidence.Disposition;
import org.junit.jupiter.api.Test;

/** Networks that a network manager connects, and routes that it manages. */
final class NetworkManagerTraceTest {
  private static final String NETWORKS =
      """
      virtualNetworks:
        - {name: a, location: westeurope, addressSpace: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.0.0/24}]}
        - {name: b, location: $REGION, addressSpace: [10.2.0.0/16], subnets: [{name: s, addressPrefix: 10.2.0.0/24}]}
        - {name: hub, location: westeurope, addressSpace: [10.9.0.0/16], subnets: [{name: s, addressPrefix: 10.9.0.0/24}]}
      virtualMachines:
        - {name: vm-a, networkInterfaces: [{name: nic-a, subnet: a/s, privateIPAddress: 10.1.0.4}]}
        - {name: vm-b, networkInterfaces: [{name: nic-b, subnet: b/s, privateIPAddress: 10.2.0.4}]}
        - {name: vm-hub, networkInterfaces: [{name: nic-hub, subnet: hub/s, privateIPAddress: 10.9.0.4}]}
      networkManagers:
        - {name: m, networkGroups: [{name: g, staticMembers: [a, b]$GROUP}]}
      """;
  private static final String MANAGER =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkManagers/m";

  private static String configuration(String properties) {
    return """
    resources:
      - type: Microsoft.Network/networkManagers/connectivityConfigurations
        name: m/c
        id: %s/connectivityConfigurations/c
        properties: {%s}
    """
        .formatted(MANAGER, properties);
  }

  private static String mesh(String more) {
    return configuration(
        "connectivityTopology: Mesh, appliesToGroups: [{networkGroupId: %s/networkGroups/g}]%s"
            .formatted(MANAGER, more));
  }

  private static String hubAndSpoke(String connectivity) {
    return configuration(
        "connectivityTopology: HubAndSpoke, hubs: [{resourceId:"
            + " /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub}],"
            + " appliesToGroups: [{networkGroupId: %s/networkGroups/g, groupConnectivity: %s}]"
                .formatted(MANAGER, connectivity));
  }

  private static Tracing in(String region, String group, String configuration) {
    return Tracing.in(NETWORKS.replace("$REGION", region).replace("$GROUP", group) + configuration);
  }

  @Test
  void meshConnectsItsMembersAndNobodyElse() {
    Tracing mesh = in("westeurope", "", mesh(""));
    assertThat(mesh.tcp("vm-a", "10.2.0.4", 22))
        .visits("vm-a", "vm-b")
        .isAnsweredOver("vm-b", "vm-a")
        .isDelivered();
    assertThat(mesh.tcp("vm-a", "10.9.0.4", 22).disposition().outcome())
        .isEqualTo(Disposition.Outcome.FAILURE);
    assertThat(in("westeurope", "", "").tcp("vm-a", "10.2.0.4", 22).disposition().outcome())
        .isEqualTo(Disposition.Outcome.FAILURE);
  }

  @Test
  void meshEndsAtItsRegionUnlessItIsGlobal() {
    assertThat(in("northeurope", "", mesh("")).tcp("vm-a", "10.2.0.4", 22).disposition().outcome())
        .isEqualTo(Disposition.Outcome.FAILURE);
    assertThat(in("northeurope", "", mesh(", isGlobal: 'True'")).tcp("vm-a", "10.2.0.4", 22))
        .isDelivered();
  }

  @Test
  void hubAndSpokePeersSpokesWithTheHub() {
    Tracing indirect = in("westeurope", "", hubAndSpoke("None"));
    assertThat(indirect.tcp("vm-a", "10.9.0.4", 22)).visits("vm-a", "vm-hub").isDelivered();
    assertThat(indirect.tcp("vm-a", "10.2.0.4", 22).disposition().outcome())
        .isEqualTo(Disposition.Outcome.FAILURE);
    assertThat(in("westeurope", "", hubAndSpoke("DirectlyConnected")).tcp("vm-a", "10.2.0.4", 22))
        .isDelivered();
  }

  @Test
  void configurationOfAGroupWithConditionsStaysOpen() {
    assertThat(
            in("westeurope", ", conditionalMembership: x", mesh(""))
                .tcp("vm-a", "10.2.0.4", 22)
                .disposition()
                .outcome())
        .isEqualTo(Disposition.Outcome.UNDETERMINED);
  }

  private static String managedRoutes(String mode, String collection, String rule) {
    return """
    resources:
      - type: Microsoft.Network/networkManagers/routingConfigurations
        name: m/rc
        id: %1$s/routingConfigurations/rc
        properties: {%2$s}
      - type: Microsoft.Network/networkManagers/routingConfigurations/ruleCollections
        name: m/rc/c
        id: %1$s/routingConfigurations/rc/ruleCollections/c
        properties: {appliesTo: [{networkGroupId: %1$s/networkGroups/g}]%3$s}
      - type: Microsoft.Network/networkManagers/routingConfigurations/ruleCollections/rules
        name: m/rc/c/r
        id: %1$s/routingConfigurations/rc/ruleCollections/c/rules/r
        properties: {%4$s}
    """
        .formatted(MANAGER, mode, collection, rule);
  }

  private static String to(String destination, String nextHop) {
    return "destination: {type: AddressPrefix, destinationAddress: "
        + destination
        + "}, nextHop: {"
        + nextHop
        + "}";
  }

  private static final String NOWHERE = "nextHopType: NoNextHop";

  @Test
  void managedRouteCountsForItsDestinationAndItsMembers() {
    Tracing nowhere = in("westeurope", "", managedRoutes("", "", to("20.0.0.0/8", NOWHERE)));
    assertThat(nowhere.tcp("vm-a", "20.1.1.1", 443)).blocks("vm-a: Routed");
    assertThat(nowhere.tcp("vm-b", "20.1.1.1", 443)).blocks("vm-b: Routed");
    assertThat(nowhere.tcp("vm-hub", "20.1.1.1", 443)).isDelivered();
    assertThat(nowhere.tcp("vm-a", "30.1.1.1", 443)).isDelivered();
  }

  @Test
  void managedRouteToAnApplianceLeadsThere() {
    String rule = to("20.0.0.0/8", "nextHopType: VirtualAppliance, nextHopAddress: 10.9.0.4");
    assertThat(in("westeurope", "", managedRoutes("", "", rule)).tcp("vm-a", "20.1.1.1", 443))
        .blocks("vm-a: NextHopMissing");
  }

  @Test
  void localTrafficStaysDirectWhereTheCollectionSaysSo() {
    String rule = to("10.1.0.0/25", NOWHERE);
    String more =
        """
        virtualNetworks:
          - {name: a, addressSpace: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.0.0/24}, {name: t, addressPrefix: 10.1.1.0/24}]}
        virtualMachines:
          - {name: one, networkInterfaces: [{name: n1, subnet: a/s, privateIPAddress: 10.1.0.4}]}
          - {name: two, networkInterfaces: [{name: n2, subnet: a/t, privateIPAddress: 10.1.1.4}]}
        networkManagers:
          - {name: m, networkGroups: [{name: g, staticMembers: [a]}]}
        """;
    String whole = rule.replace("10.1.0.0/25", "10.1.0.0/16");
    String direct = ", localRouteSetting: DirectRoutingWithinSubnet";
    assertThat(Tracing.in(more + managedRoutes("", "", whole)).tcp("one", "10.1.1.4", 22))
        .blocks("one: Routed");
    Tracing within = Tracing.in(more + managedRoutes("", direct, whole));
    assertThat(within.tcp("one", "10.1.1.4", 22)).blocks("one: Routed");
    assertThat(Tracing.in(more + managedRoutes("", direct, rule)).tcp("two", "10.1.0.4", 22))
        .blocks("two: Routed");
    String network = ", localRouteSetting: DirectRoutingWithinVNet";
    assertThat(
            Tracing.in(more + managedRoutes("", network, to("10.0.0.0/8", NOWHERE)))
                .tcp("one", "10.1.1.4", 22))
        .isDelivered();
  }

  @Test
  void tableOfTheSubnetIsAddedToWhereTheConfigurationUsesIt() {
    String own =
        NETWORKS
                .replace("$REGION", "westeurope")
                .replace("$GROUP", "")
                .replace(
                    "addressPrefix: 10.1.0.0/24", "addressPrefix: 10.1.0.0/24, routeTable: own")
            + """
            routeTables:
              - {name: own, routes: [{name: far, addressPrefix: 30.0.0.0/8, nextHopType: None}]}
            """;
    String rule = to("20.0.0.0/8", NOWHERE);
    Tracing using = Tracing.in(own + managedRoutes("routeTableUsageMode: UseExisting", "", rule));
    assertThat(using.tcp("vm-a", "20.1.1.1", 443)).blocks("vm-a: Routed");
    assertThat(using.tcp("vm-a", "30.1.1.1", 443)).blocks("vm-a: Routed");
    assertThat(
            Tracing.in(own + managedRoutes("", "", rule))
                .tcp("vm-a", "20.1.1.1", 443)
                .disposition()
                .outcome())
        .isEqualTo(Disposition.Outcome.UNDETERMINED);
    // The same route is there already, as in an export of what was deployed.
    assertThat(
            Tracing.in(own + managedRoutes("", "", to("30.0.0.0/8", NOWHERE)))
                .tcp("vm-a", "30.1.1.1", 443))
        .blocks("vm-a: Routed");
  }

  @Test
  void managedRoutesOfAGroupWithConditionsStayOpen() {
    Tracing open =
        in(
            "westeurope",
            ", conditionalMembership: x",
            managedRoutes("", "", to("20.0.0.0/8", NOWHERE)));
    assertThat(open.tcp("vm-a", "20.1.1.1", 443).disposition().outcome())
        .isEqualTo(Disposition.Outcome.UNDETERMINED);
    assertThat(open.tcp("vm-a", "30.1.1.1", 443)).isDelivered();
  }
}
