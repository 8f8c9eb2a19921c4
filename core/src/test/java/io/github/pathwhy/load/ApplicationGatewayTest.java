package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How application gateways are read. */
final class ApplicationGatewayTest {
  private static final String BEFORE =
      """
      virtualNetworks:
        - {name: hub, addressSpace: [10.0.0.0/16], subnets: [{name: agw, addressPrefix: 10.0.2.0/24}]}
      publicIPAddresses: [{name: pip}]
      applicationGateways:
        - name: gateway
          subnet: hub/agw
          frontendIPConfigurations: [{name: public, publicIPAddress: pip}, {name: private, subnet: hub/agw}]
          frontendPorts: [{name: http, port: 80}, {name: https, port: 443}]
          backendAddressPools: [{name: web, backendAddresses: [10.0.1.4, {fqdn: a.example}]}, {name: api, backendAddresses: [{ipAddress: 10.0.1.5}]}]
          backendHttpSettingsCollection: [{name: plain, port: 8080}, {name: tls, port: 8443}]
      """;

  private static ApplicationGateway gateway(String parts) {
    return Inputs.topology(BEFORE + parts.indent(4)).all(ApplicationGateway.class).getFirst();
  }

  private static List<String> routes(ApplicationGateway.Listener listener) {
    return listener.routes().stream()
        .map(route -> route.path() + " " + route.pool().id().name() + ":" + route.backendPort())
        .toList();
  }

  @Test
  void listenersLeadToPoolsByRuleAndPath() {
    ApplicationGateway gateway =
        gateway(
            """
            httpListeners:
              - {name: plain, frontendIPConfiguration: public, frontendPort: http}
              - {name: shop, frontendIPConfiguration: public, frontendPort: https, hostNames: [a.example, b.example]}
              - {name: unused, frontendIPConfiguration: private, frontendPort: https, hostName: c.example}
              - {name: elsewhere, frontendIPConfiguration: private, frontendPort: http}
            urlPathMaps:
              - name: paths
                defaultBackendAddressPool: web
                defaultBackendHttpSettings: plain
                pathRules: [{name: api, paths: [/api/*, /v2/*], backendAddressPool: api, backendHttpSettings: tls}]
            requestRoutingRules:
              - {name: one, httpListener: plain, backendAddressPool: web, backendHttpSettings: tls}
              - {name: two, httpListener: shop, ruleType: PathBasedRouting, urlPathMap: paths}
              - {name: three, httpListener: elsewhere, redirectConfiguration: to-https}
            """);
    List<ApplicationGateway.Listener> listeners = gateway.listeners();
    assertThat(listeners)
        .extracting(listener -> listener.id().name())
        .containsExactly("plain", "shop", "shop", "unused", "elsewhere");
    assertThat(listeners)
        .extracting(ApplicationGateway.Listener::hostName)
        .containsExactly(
            Optional.empty(),
            Optional.of("a.example"),
            Optional.of("b.example"),
            Optional.of("c.example"),
            Optional.empty());
    assertThat(listeners)
        .extracting(ApplicationGateway.Listener::port)
        .containsExactly(80, 443, 443, 443, 80);
    assertThat(routes(listeners.getFirst())).containsExactly("/* web:8443");
    assertThat(routes(listeners.get(1)))
        .containsExactly("/api/* api:8443", "/v2/* api:8443", "/* web:8080")
        .isEqualTo(routes(listeners.get(2)));
    assertThat(routes(listeners.get(3))).isEmpty();
    assertThat(routes(listeners.get(4))).isEmpty();
    ApplicationGateway.Pool web = listeners.getFirst().routes().getFirst().pool();
    assertThat(web.addresses()).containsExactly(IpAddress.of("10.0.1.4"));
    assertThat(web.names()).containsExactly("a.example");
  }

  @Test
  void aPrivateFrontendHasAnAddressOfItsSubnet() {
    List<ApplicationGateway.Frontend> frontends = gateway("").frontends();
    assertThat(frontends.getFirst().privateAddress()).isEmpty();
    assertThat(frontends.getFirst().publicIpAddress()).isPresent();
    assertThat(frontends.getLast().privateAddress()).contains(IpAddress.of("10.0.2.4"));
  }

  @Test
  void theSkuTellsTheGeneration() {
    assertThat(gateway("").version()).isEqualTo(2);
    assertThat(gateway("sku: WAF_v2").version()).isEqualTo(2);
    assertThat(gateway("sku: {name: Basic, tier: Basic}").version()).isEqualTo(2);
    assertThat(gateway("sku: {name: Standard_Small, tier: Standard}").version()).isEqualTo(1);
  }
}
