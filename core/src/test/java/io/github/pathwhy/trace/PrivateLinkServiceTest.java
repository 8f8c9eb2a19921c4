package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import org.junit.jupiter.api.Test;

/** Private endpoints of private link services, whose networks may overlap with their clients'. */
final class PrivateLinkServiceTest {
  private static final String ONE = "{name: nat, subnet: provider/nat, privateIPAddress: 10.0.2.4}";
  private static final String TO_FRONTEND = "loadBalancerFrontendIpConfigurations: [ilb/f]";

  /** A client and a provider, with what the provider lets in. */
  private record Estate(String allowed, String addresses, String to, String endpoint, String more) {
    Estate() {
      this("10.0.2.0/24", ONE, TO_FRONTEND, "", "");
    }

    Estate allowed(String prefix) {
      return new Estate(prefix, addresses, to, endpoint, more);
    }

    Estate addresses(String text) {
      return new Estate(allowed, text, to, endpoint, more);
    }

    Estate to(String text) {
      return new Estate(allowed, addresses, text, endpoint, more);
    }

    Estate endpoint(String text) {
      return new Estate(allowed, addresses, to, text, more);
    }

    Estate more(String text) {
      return new Estate(allowed, addresses, to, endpoint, text);
    }

    Tracing tracing() {
      return Tracing.in(
          """
          virtualNetworks:
            - name: provider
              addressSpace: [10.0.0.0/16]
              subnets:
                - {name: web, addressPrefix: 10.0.1.0/24, networkSecurityGroup: web%s}
                - {name: nat, addressPrefix: 10.0.2.0/24, networkSecurityGroup: shut}
            - name: consumer
              addressSpace: [10.0.0.0/16]
              subnets: [{name: clients, addressPrefix: 10.0.1.0/24}]
          networkSecurityGroups:
            - name: shut
              securityRules:
                - {name: no-in, priority: 100, direction: Inbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}
                - {name: no-out, priority: 100, direction: Outbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}
            - name: web
              securityRules:
                - {name: nat, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: %s, destinationAddressPrefix: '*', destinationPortRange: 8080}
                - {name: rest, priority: 200, direction: Inbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}
          routeTables:
            - name: astray
              routes: [{name: half, addressPrefix: 10.0.2.4/32, nextHopType: None}]
          loadBalancers:
            - name: ilb
              frontendIPConfigurations: [{name: f, subnet: provider/web, privateIPAddress: 10.0.1.100}]
              backendAddressPools: [{name: p, backendIPConfigurations: [web]}]
              loadBalancingRules: [{name: r, frontendIPConfiguration: f, backendAddressPool: p, protocol: Tcp, frontendPort: 80, backendPort: 8080}]
          privateLinkServices:
            - name: pls
              ipConfigurations: [%s]
              %s
          privateEndpoints:
            - {name: pe, id: /subscriptions/c/resourceGroups/g/providers/Microsoft.Network/privateEndpoints/pe, subnet: consumer/clients, privateIPAddress: 10.0.1.50, %s}
          virtualMachines:
            - {name: web, networkInterfaces: [{name: web, subnet: provider/web, privateIPAddress: 10.0.1.4}]}
            - {name: client, networkInterfaces: [{name: client, subnet: consumer/clients, privateIPAddress: 10.0.1.5}]}
          """
              .formatted(
                  more,
                  allowed,
                  addresses,
                  to,
                  endpoint.isEmpty() ? "privateLinkServiceId: pls" : endpoint));
    }

    io.github.pathwhy.trace.evidence.Trace trace() {
      return tracing().tcp("client", "10.0.1.50", 80);
    }
  }

  @Test
  void requestGoesOnToTheMachineOfTheProvider() {
    assertThat(new Estate().trace())
        .visits("client", "pe", "pls", "ilb", "web")
        .isAnsweredOver("web", "pls", "pe", "client")
        .isDelivered();
  }

  @Test
  void groupsOfTheProviderSeeTheAddressOfTheService() {
    assertThat(new Estate().allowed("10.0.2.4/32").trace()).isDelivered();
    // The client's own address means nothing there.
    assertThat(new Estate().allowed("10.0.1.0/24").trace()).isDeniedByRules("rest");
  }

  @Test
  void anyOfTheAddressesOfTheServiceMayBeTheSource() {
    String two = ONE + ", {name: other, subnet: provider/nat, privateIPAddress: 10.0.2.5}";
    assertThat(new Estate().addresses(two).trace()).isDelivered();
    assertThat(new Estate().addresses(two).allowed("10.0.2.4/32").trace()).isUndeterminedFor("pls");
    String dynamic = "{name: nat, subnet: provider/nat}";
    assertThat(new Estate().addresses(dynamic).trace()).isDelivered();
    assertThat(new Estate().addresses(dynamic).allowed("10.0.2.4/32").trace())
        .isUndeterminedFor("pls");
  }

  @Test
  void answersFollowTheRoutesOfTheProvider() {
    String astray = ", routeTable: astray";
    assertThat(new Estate().more(astray).trace()).answerBlocks("web: Routed");
    String two = ONE + ", {name: other, subnet: provider/nat, privateIPAddress: 10.0.2.5}";
    assertThat(new Estate().addresses(two).more(astray).trace()).isUndeterminedFor("pls");
  }

  @Test
  void onlyApprovedConnectionsPass() {
    String manual = "manualPrivateLinkServiceConnections: [{name: c, privateLinkServiceId: pls%s}]";
    String pending = ", privateLinkServiceConnectionState: Pending";
    assertThat(new Estate().endpoint(manual.formatted("")).trace())
        .isBlockedBy(Step.EndpointNotApproved.class);
    String toAll = TO_FRONTEND + "\n    autoApproval: {subscriptions: ['*']}";
    assertThat(new Estate().endpoint(manual.formatted("")).to(toAll).trace()).isDelivered();
    assertThat(new Estate().endpoint(manual.formatted(pending)).to(toAll).trace())
        .isBlockedBy(Step.EndpointNotApproved.class);
    String toOther = TO_FRONTEND + "\n    autoApproval: {subscriptions: [d]}";
    assertThat(new Estate().endpoint(manual.formatted("")).to(toOther).trace())
        .isBlockedBy(Step.EndpointNotApproved.class);
    String rejected =
        TO_FRONTEND
            + "\n    privateEndpointConnections: [{name: c, privateEndpoint: pe,"
            + " privateLinkServiceConnectionState: Rejected}]";
    assertThat(new Estate().to(rejected).trace()).isBlockedBy(Step.EndpointNotApproved.class);
    assertThat(
            new Estate()
                .endpoint(manual.formatted(pending))
                .to(rejected.replace("Rejected", "Approved"))
                .trace())
        .isDelivered();
  }

  @Test
  void serviceMayLeadToAnAddressInsteadOfAFrontend() {
    assertThat(
            new Estate()
                .to("destinationIPAddress: 10.0.1.4")
                .tracing()
                .tcp("client", "10.0.1.50", 8080))
        .visits("client", "pe", "pls", "web")
        .isAnsweredOver("web", "pls", "pe", "client")
        .isDelivered();
  }

  @Test
  void whatTheLoadBalancerHasNoRuleForEndsThere() {
    assertThat(new Estate().tracing().tcp("client", "10.0.1.50", 81)).blocks("ilb: NoRule");
    assertThat(new Estate().tracing().fromMachine("client", "10.0.1.50", Protocol.ICMP, 0))
        .blocks("ilb: NoRule");
  }

  @Test
  void serviceThatIsInNoInputIsTheEnd() {
    String elsewhere =
        "privateLinkServiceId:"
            + " /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateLinkServices/far";
    assertThat(new Estate().endpoint(elsewhere).trace()).visits("client", "pe").isDelivered();
  }

  @Test
  void serviceWithoutEndpointChangesNothing() {
    assertThat(new Estate().tracing().tcp("web", "10.0.1.100", 81)).blocks("ilb: NoRule");
    assertThat(new Estate().allowed("10.0.1.0/24").tracing().tcp("web", "10.0.2.4", 80))
        .blocks("pls: NoListener");
  }

  @Test
  void balancerInNoInputIsNamed() {
    String far =
        "loadBalancerFrontendIpConfigurations:"
            + " [/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/loadBalancers/far/frontendIPConfigurations/f]";
    assertThat(new Estate().to(far).trace()).isUndeterminedFor("far");
  }
}
