package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How load balancers are read, and what of them is given on its own. */
final class LoadBalancerTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - {name: hub, addressSpace: [10.0.0.0/16], subnets: [{name: web, addressPrefix: 10.0.1.0/24}]}
      publicIPAddresses: [{name: pip}]
      networkInterfaces:
        - {name: nic, subnet: hub/web, privateIPAddress: 10.0.1.4}
        - {name: dual, ipConfigurations: [{name: a, subnet: hub/web}, {name: b, subnet: hub/web, primary: true}]}
      """;

  private static LoadBalancer balancer(String... inputs) {
    return Inputs.topology(inputs).all(LoadBalancer.class).getFirst();
  }

  private static LoadBalancer own(String parts) {
    return balancer(
        NETWORK
            + "loadBalancers:\n  - name: lb\n    frontendIPConfigurations: [{name: front, subnet:"
            + " hub/web}, {name: public, publicIPAddress: pip}]\n    backendAddressPools: [{name:"
            + " pool}, {name: other}]\n"
            + parts.indent(4));
  }

  private static ResourceId part(String path) {
    return ResourceId.of("loadBalancers/lb/" + path);
  }

  @Test
  void anInternalFrontendGetsTheFirstFreeAddressAfterTheInterfaces() {
    LoadBalancer.Frontend frontend = own("").frontends().getFirst();
    assertThat(frontend.privateAddress()).contains(IpAddress.of("10.0.1.7"));
    assertThat(frontend.assumed()).isTrue();
    assertThat(frontend.isPublic()).isFalse();
    assertThat(own("").frontends().getLast().isPublic()).isTrue();
    assertThat(own("").frontends().getLast().privateAddress()).isEmpty();
  }

  @Test
  void aFrontendsOwnAddressIsTakenFromTheInterfaces() {
    Topology topology =
        Inputs.topology(
            NETWORK
                + "loadBalancers: [{name: lb, frontendIPConfigurations: [{name: f, subnet: hub/web,"
                + " privateIPAddress: 10.0.1.5}]}]");
    assertThat(Inputs.addresses(topology, "dual")).containsExactly("10.0.1.6", "10.0.1.7");
    assertThat(topology.all(LoadBalancer.class).getFirst().frontends().getFirst().assumed())
        .isFalse();
  }

  @Test
  void rulesNamePartsOfTheirBalancerAndHaveDefaults() {
    LoadBalancer balancer =
        own(
            """
            probes: [{name: alive, protocol: Http, port: 80}]
            loadBalancingRules:
              - {name: web, frontendIPConfiguration: front, backendAddressPool: pool, probe: alive, protocol: Tcp, frontendPort: 443}
              - {name: all, frontendIPConfiguration: FRONT, backendAddressPools: [pool, other], protocol: All}
              - {name: dns, frontendIPConfiguration: public, backendAddressPool: pool, protocol: Udp, frontendPort: 53, backendPort: 5353, enableFloatingIP: true, disableOutboundSnat: true}
            """);
    LoadBalancer.Rule web = balancer.rules().getFirst();
    assertThat(web.frontend()).isEqualTo(part("frontendIPConfigurations/front"));
    assertThat(web.pools()).containsExactly(part("backendAddressPools/pool"));
    assertThat(web.probe().flatMap(balancer::probe).map(LoadBalancer.Probe::port)).contains(80);
    assertThat(web.backendPort()).isEqualTo(443);
    assertThat(web.floatingIp() || web.disableOutboundSnat() || web.isHaPorts()).isFalse();
    LoadBalancer.Rule all = balancer.rules().get(1);
    assertThat(all.isHaPorts()).isTrue();
    assertThat(all.pools()).hasSize(2);
    LoadBalancer.Rule dns = balancer.rules().getLast();
    assertThat(dns.protocol()).isEqualTo(Protocol.UDP);
    assertThat(dns.backendPort()).isEqualTo(5353);
    assertThat(dns.floatingIp() && dns.disableOutboundSnat()).isTrue();
  }

  @Test
  void membersAreInterfacesConfigurationsOrAddresses() {
    LoadBalancer balancer =
        balancer(
            NETWORK
                + """
                loadBalancers:
                  - name: lb
                    backendAddressPools:
                      - name: pool
                        backendIPConfigurations: [nic, dual, dual/a]
                        loadBalancerBackendAddresses: [10.0.1.9, {ipAddress: 10.0.1.10, virtualNetwork: hub}, {ipAddress: 10.0.1.4, networkInterfaceIPConfiguration: nic}]
                """);
    LoadBalancer.Pool pool = balancer.pools().getFirst();
    assertThat(pool.ipConfigurations())
        .containsExactly(
            ResourceId.of("networkInterfaces/nic/ipConfigurations/nic"),
            ResourceId.of("networkInterfaces/dual/ipConfigurations/b"),
            ResourceId.of("networkInterfaces/dual/ipConfigurations/a"));
    assertThat(pool.addresses())
        .containsExactly(IpAddress.of("10.0.1.9"), IpAddress.of("10.0.1.10"));
    assertThat(pool.virtualNetwork()).contains(ResourceId.of("virtualNetworks/hub"));
  }

  @Test
  void interfacesNamePoolsAndRules() {
    Topology topology =
        Inputs.topology(
            NETWORK
                + """
                loadBalancers:
                  - name: lb
                    frontendIPConfigurations: [{name: public, publicIPAddress: pip}]
                    backendAddressPools: [{name: pool}]
                    inboundNatRules: [{name: ssh, frontendIPConfiguration: public, frontendPort: 2222, backendPort: 22}]
                """,
            "networkInterfaces: [{name: nic, loadBalancerBackendAddressPools: lb/pool,"
                + " loadBalancerInboundNatRules: [ssh]}]");
    assertThat(
            Inputs.only(topology, NetworkInterface.class, "nic")
                .ipConfigurations()
                .getFirst()
                .pools())
        .containsExactlyInAnyOrder(part("backendAddressPools/pool"), part("inboundNatRules/ssh"));
  }

  @Test
  void inboundRulesForwardAPortOrARange() {
    LoadBalancer balancer =
        own(
            """
            inboundNatRules:
              - {name: ssh, frontendIPConfiguration: public, frontendPort: 2222, backendPort: 22, backendIPConfiguration: nic}
              - {name: range, frontendIPConfiguration: public, frontendPortRangeStart: 100, frontendPortRangeEnd: 110, backendPort: 22, backendAddressPool: pool, protocol: All}
            outboundRules: [{name: out, frontendIPConfigurations: [public], backendAddressPool: other, protocol: Udp}]
            """);
    LoadBalancer.InboundNat ssh = balancer.inboundNat().getFirst();
    assertThat(List.of(ssh.firstPort(), ssh.lastPort(), ssh.backendPort()))
        .containsExactly(2222, 2222, 22);
    assertThat(ssh.protocol()).isEqualTo(Protocol.TCP);
    assertThat(ssh.ipConfiguration()).isPresent();
    LoadBalancer.InboundNat range = balancer.inboundNat().getLast();
    assertThat(List.of(range.firstPort(), range.lastPort())).containsExactly(100, 110);
    assertThat(range.pool()).contains(part("backendAddressPools/pool"));
    assertThat(balancer.outboundRules().getFirst().pool())
        .isEqualTo(part("backendAddressPools/other"));
    assertThat(balancer.outboundRules().getFirst().protocol()).isEqualTo(Protocol.UDP);
  }

  @Test
  void theSkuIsStandardHereAndBasicInArmUnlessGiven() {
    String arm =
        """
        [{"type": "Microsoft.Network/loadBalancers", "name": "lb"%s}]
        """;
    assertThat(own("").sku()).isEqualTo(LoadBalancer.Sku.STANDARD);
    assertThat(own("sku: Basic").sku()).isEqualTo(LoadBalancer.Sku.BASIC);
    assertThat(balancer(arm.formatted("")).sku()).isEqualTo(LoadBalancer.Sku.BASIC);
    assertThat(balancer(arm.formatted(", \"sku\": {\"name\": \"Gateway\"}")).sku())
        .isEqualTo(LoadBalancer.Sku.GATEWAY);
  }

  @Test
  void partsOfArmGivenOnTheirOwnJoinTheirBalancer() {
    String balancer =
        """
        {"type": "Microsoft.Network/loadBalancers", "name": "lb", "id": "LB", "properties": {
          "frontendIPConfigurations": [{"name": "f", "id": "LB/frontendIPConfigurations/f", "properties": {"publicIPAddress": {"id": "/subscriptions/s/pip"}}}],
          "backendAddressPools": [{"name": "pool", "id": "LB/backendAddressPools/pool"}]}}
        """;
    String nat =
        """
        {"type": "Microsoft.Network/loadBalancers/inboundNatRules", "name": "lb/ssh", "id": "LB/inboundNatRules/ssh",
         "properties": {"frontendIPConfiguration": {"id": "LB/frontendIPConfigurations/f"}, "frontendPort": 2222, "backendPort": 22}}
        """;
    String pool =
        """
        {"type": "Microsoft.Network/loadBalancers/backendAddressPools", "name": "pool", "id": "LB/backendAddressPools/POOL",
         "properties": {"loadBalancerBackendAddresses": [{"name": "a", "properties": {"ipAddress": "10.0.1.9"}}]}}
        """;
    String id = Inputs.network("loadBalancers/lb");
    for (List<String> order : List.of(List.of(balancer, nat, pool), List.of(pool, nat, balancer))) {
      LoadBalancer read = balancer(("[" + String.join(",", order) + "]").replace("LB", id));
      assertThat(read.pools()).hasSize(1);
      assertThat(read.pools().getFirst().addresses()).containsExactly(IpAddress.of("10.0.1.9"));
      assertThat(read.inboundNat())
          .extracting(LoadBalancer.InboundNat::id)
          .containsExactly(ResourceId.of(id + "/inboundNatRules/ssh"));
    }
  }

  @Test
  void aPartWhoseBalancerIsInNoInputIsKept() {
    Topology topology =
        Inputs.topology(
            """
            [{"type": "Microsoft.Network/loadBalancers/inboundNatRules", "name": "ssh", "id": "%s",
              "properties": {}}]
            """
                .formatted(Inputs.network("loadBalancers/lb/inboundNatRules/ssh")));
    assertThat(Inputs.only(topology, Unmodelled.class, "ssh").armType())
        .isEqualTo("Microsoft.Network/loadBalancers/inboundNatRules");
  }
}
