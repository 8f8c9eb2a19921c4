package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.net.Protocol;
import org.junit.jupiter.api.Test;

/** Gateway Load Balancers that are chained in front of public addresses. */
final class GatewayLoadBalancerTest {
  private static final String CLIENT = "198.51.100.9";
  private static final String CHAIN = ", gatewayLoadBalancer: gwlb/f";
  private static final String POOL = "{name: p, backendIPConfigurations: [na, nb]}";

  /** Applications behind public addresses, and two appliances in a network without peering. */
  private record Estate(String chain, String pools, String appliance, String rules) {
    Estate() {
      this(CHAIN, POOL, "", "");
    }

    Estate pools(String text) {
      return new Estate(chain, text, appliance, rules);
    }

    Estate appliance(String text) {
      return new Estate(chain, pools, text, rules);
    }

    Estate rules(String text) {
      return new Estate(chain, pools, appliance, text);
    }

    Estate chain(String text) {
      return new Estate(text, pools, appliance, rules);
    }

    Tracing tracing() {
      return Tracing.in(
          """
          virtualNetworks:
            - name: app
              addressSpace: [10.1.0.0/16]
              subnets:
                - {name: web, addressPrefix: 10.1.1.0/24, networkSecurityGroup: web}
            - name: inspection
              addressSpace: [10.9.0.0/16]
              subnets:
                - {name: nva, addressPrefix: 10.9.0.0/24, networkSecurityGroup: nva}
                - {name: inside, addressPrefix: 10.9.1.0/24, networkSecurityGroup: nva}
          networkSecurityGroups:
            - name: web
              securityRules:
                - {name: in, priority: 100, direction: Inbound, access: Allow, protocol: '*', sourceAddressPrefix: Internet, destinationAddressPrefix: '*', destinationPortRange: '*'}
            - name: nva
              securityRules: [%s]
          publicIPAddresses:
            - {name: lb-ip, ipAddress: 20.60.0.1}
            - {name: vm-ip, ipAddress: 20.60.0.2}
          loadBalancers:
            - name: lb
              frontendIPConfigurations: [{name: f, publicIPAddress: lb-ip%s}]
              backendAddressPools: [{name: p, backendIPConfigurations: [nw]}]
              loadBalancingRules: [{name: r, frontendIPConfiguration: f, backendAddressPool: p, protocol: Tcp, frontendPort: 80, backendPort: 8080}]
            - name: gwlb
              sku: Gateway
              frontendIPConfigurations: [{name: f, subnet: inspection/nva, privateIPAddress: 10.9.0.100}]
              backendAddressPools: [%s]
              probes: [{name: p, protocol: Tcp, port: 443}]
              loadBalancingRules: [{name: all, frontendIPConfiguration: f, backendAddressPools: [p%s], probe: p, protocol: All, frontendPort: 0, backendPort: 0}]
          virtualMachines:
            - {name: web, networkInterfaces: [{name: nw, subnet: app/web, privateIPAddress: 10.1.1.4}]}
            - {name: own, networkInterfaces: [{name: no, subnet: app/web, privateIPAddress: 10.1.1.5, publicIPAddress: vm-ip%s}]}
          virtualAppliances:
            - name: fw-a
              networkInterfaces: [{name: na, subnet: inspection/nva, privateIPAddress: 10.9.0.4}, {name: na-in, subnet: inspection/inside, privateIPAddress: 10.9.1.4}]
          %s
            - name: fw-b
              networkInterfaces: [{name: nb, subnet: inspection/nva, privateIPAddress: 10.9.0.5}]
          """
              .formatted(
                  rules, chain, pools, pools.contains("name: q") ? ", q" : "", chain, appliance));
    }
  }

  /** The rule of a group that denies UDP to a port. */
  private static String denied(String direction, int port) {
    return "{name: no, priority: 100, direction: "
        + direction
        + ", access: Deny, protocol: Udp, sourceAddressPrefix: '*', destinationAddressPrefix: '*',"
        + " destinationPortRange: "
        + port
        + "}";
  }

  private static final String ONE = "{name: p, backendIPConfigurations: [na]}";

  @Test
  void requestToAFrontendGoesThroughOneOfTheAppliances() {
    assertThat(new Estate().tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .hasPaths(2)
        .isDelivered();
    assertThat(new Estate().pools(ONE).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .visits("internet", "gwlb", "fw-a", "lb", "web")
        .isAnsweredOver("web", "gwlb", "fw-a", "internet")
        .isDelivered();
  }

  @Test
  void requestToAMachineGoesThroughAnAppliance() {
    assertThat(new Estate().pools(ONE).tracing().fromInternet(CLIENT, "20.60.0.2", 22))
        .visits("internet", "gwlb", "fw-a", "own")
        .isAnsweredOver("own", "gwlb", "fw-a", "internet")
        .isDelivered();
  }

  @Test
  void answerGoesThroughTheApplianceOfTheRequest() {
    Tracing both = new Estate().tracing();
    for (var path : both.fromInternet(CLIENT, "20.60.0.2", 22).paths()) {
      String there = TraceText.name(path.hops().get(2).node());
      String back = TraceText.name(path.replies().getFirst().hops().get(2).node());
      org.assertj.core.api.Assertions.assertThat(back).isEqualTo(there);
    }
  }

  @Test
  void whatLeavesByTheAddressGoesThroughAnAppliance() {
    Tracing one = new Estate().pools(ONE).tracing();
    assertThat(one.tcp("own", CLIENT, 443))
        .visits("own", "gwlb", "fw-a", "internet")
        .isAnsweredOver("internet", "gwlb", "fw-a", "own")
        .isDelivered();
    assertThat(one.tcp("web", CLIENT, 443))
        .visits("web", "gwlb", "fw-a", "internet")
        .isAnsweredOver("internet", "gwlb", "fw-a", "web")
        .isDelivered();
  }

  @Test
  void privateTrafficDoesNotMeetIt() {
    Tracing down = new Estate().pools("{name: p}").tracing();
    assertThat(down.tcp("web", "10.1.1.5", 80)).visits("web", "own").isDelivered();
    assertThat(down.fromInternet(CLIENT, "20.60.0.2", 22)).blocks("gwlb: NoHealthyMember");
    assertThat(down.tcp("own", CLIENT, 443)).blocks("gwlb: NoHealthyMember");
  }

  @Test
  void balancerThatNothingIsChainedToChangesNothing() {
    assertThat(
            new Estate()
                .chain("")
                .pools("{name: p}")
                .tracing()
                .fromInternet(CLIENT, "20.60.0.1", 80))
        .visits("internet", "lb", "web")
        .isAnsweredOver("web", "internet")
        .isDelivered();
  }

  @Test
  void securityGroupsOfAppliancesSeeTheTunnels() {
    Estate one = new Estate().pools(ONE);
    // From outside it is the external tunnel that leads in, and the internal one that leads back.
    assertThat(one.rules(denied("Inbound", 10801)).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .isDeniedByRules("no");
    assertThat(one.rules(denied("Outbound", 10800)).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .isDeniedByRules("no");
    assertThat(one.rules(denied("Inbound", 10801)).tracing().tcp("own", CLIENT, 443))
        .isAnsweredOver("internet", "gwlb", "fw-a", "own");
    assertThat(one.rules(denied("Inbound", 80)).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .isDelivered();
    String ports =
        "{name: p, backendIPConfigurations: [na], tunnelInterfaces: [{type: External, port: 2001,"
            + " identifier: 901, protocol: VXLAN}, {type: Internal, port: 2000}]}";
    assertThat(
            one.pools(ports)
                .rules(denied("Inbound", 2001))
                .tracing()
                .fromInternet(CLIENT, "20.60.0.1", 80))
        .isDeniedByRules("no");
  }

  @Test
  void probeThatIsDeniedTakesTheAppliancesOut() {
    String noProbe =
        "{name: no-probe, priority: 100, direction: Inbound, access: Deny, protocol: Tcp,"
            + " sourceAddressPrefix: AzureLoadBalancer, destinationAddressPrefix: '*',"
            + " destinationPortRange: 443}";
    assertThat(new Estate().rules(noProbe).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .blocks("gwlb: NoHealthyMember");
  }

  @Test
  void poolsOfOneSideEachAreTwoInterfacesOfAnAppliance() {
    String two =
        "{name: p, backendIPConfigurations: [na], tunnelInterfaces: [{type: External}]},"
            + " {name: q, backendIPConfigurations: [na-in], tunnelInterfaces: [{type: Internal}]}";
    Estate estate = new Estate().pools(two);
    assertThat(estate.tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .visits("internet", "gwlb", "fw-a", "lb", "web")
        .isAnsweredOver("web", "gwlb", "fw-a", "internet")
        .isDelivered();
    String halves = two.replace("{name: q, backendIPConfigurations: [na-in],", "{name: q,");
    assertThat(new Estate().pools(halves).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .isUndeterminedFor("gwlb");
  }

  @Test
  void policyOfTheApplianceJudgesWhatTheTunnelCarries() {
    String policy =
        "    rules: [{name: web, access: Allow, protocol: Tcp, destinationPortRange: 80}]\n"
            + "    defaultAction: Deny";
    Estate one = new Estate().pools(ONE).appliance(policy);
    assertThat(one.tracing().fromInternet(CLIENT, "20.60.0.1", 80)).isDelivered();
    assertThat(one.tracing().fromInternet(CLIENT, "20.60.0.2", 22))
        .blocks("fw-a: ApplianceFiltered");
  }

  @Test
  void whatIsNotKnownIsNamed() {
    Estate estate = new Estate();
    assertThat(estate.tracing().fromInternet(CLIENT, "20.60.0.2", Protocol.ICMP, 0))
        .isUndeterminedFor("gwlb");
    assertThat(
            estate
                .chain(
                    ", gatewayLoadBalancer:"
                        + " /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/loadBalancers/far/frontendIPConfigurations/f")
                .tracing()
                .fromInternet(CLIENT, "20.60.0.1", 80))
        .isUndeterminedFor("far");
    String native_ =
        "{name: p, backendIPConfigurations: [na], tunnelInterfaces: [{type: External, protocol:"
            + " Native}, {type: Internal}]}";
    assertThat(estate.pools(native_).tracing().fromInternet(CLIENT, "20.60.0.1", 80))
        .isUndeterminedFor("gwlb");
  }
}
