package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Flows to and from machines behind load balancers. */
final class LoadBalancerTraceTest {
  private static final String CLIENT = "198.51.100.7";

  /// Two web servers and a client; what follows adds the load balancer and security groups. The
  /// placeholder is for keys of the web subnet.
  private static String network(String webSubnet, String rest) {
    return """
    pathwhy: 1
    virtualNetworks:
      - name: vnet
        addressSpace: [10.0.0.0/16]
        subnets:
          - {name: web, addressPrefix: 10.0.1.0/24%s}
          - {name: clients, addressPrefix: 10.0.2.0/24}
    virtualMachines:
      - name: web1
        networkInterfaces: [{name: web1-nic, subnet: vnet/web, privateIPAddress: 10.0.1.4}]
      - name: web2
        networkInterfaces: [{name: web2-nic, subnet: vnet/web, privateIPAddress: 10.0.1.5}]
      - name: client
        networkInterfaces:
          - {name: client-nic, subnet: vnet/clients, privateIPAddress: 10.0.2.4}
    %s
    """
        .formatted(webSubnet, rest.indent(0).stripTrailing());
  }

  /** An internal load balancer of a SKU for addresses, with a rule from 80 to 8080. */
  private static String internal(String sku, String addresses, String ruleKeys) {
    return """
    loadBalancers:
      - name: lb
        sku: %s
        frontendIPConfigurations:
          - {name: front, subnet: vnet/web, privateIPAddress: 10.0.1.100}
        backendAddressPools:
          - name: pool
            backendIPConfigurations: [%s]
        probes: [{name: health, protocol: Tcp, port: 8080}]
        loadBalancingRules:
          - {name: http, frontendIPConfiguration: front, backendAddressPool: pool, protocol: Tcp,
             frontendPort: 80, backendPort: 8080%s}
    """
        .formatted(sku, addresses, ruleKeys);
  }

  private static final String WEB1 = "web1-nic";
  private static final String WEB2 = "web2-nic";

  private static String publicBalancer(String sku, String ruleKeys) {
    return """
    publicIPAddresses: [{name: pip, ipAddress: 20.0.0.1, sku: %s}]
    loadBalancers:
      - name: lb
        sku: %s
        frontendIPConfigurations: [{name: front, publicIPAddress: pip}]
        backendAddressPools: [{name: pool, backendIPConfigurations: [%s]}]
        loadBalancingRules:
          - {name: http, frontendIPConfiguration: front, backendAddressPool: pool, protocol: Tcp,
             frontendPort: 80, backendPort: 8080%s}
    """
        .formatted(sku, sku, WEB1, ruleKeys);
  }

  private static String group(String rules) {
    return """
    networkSecurityGroups:
      - name: web-nsg
        securityRules: [%s]
    """
        .formatted(rules);
  }

  private static String rule(
      String name, int priority, String access, String source, String ports) {
    return String.format(
        Locale.ROOT,
        "{name: %s, priority: %d, direction: Inbound, access: %s, protocol: '*',"
            + " sourceAddressPrefix: '%s', sourcePortRange: '*', destinationAddressPrefix: '*',"
            + " destinationPortRange: '%s'}",
        name,
        priority,
        access,
        source,
        ports);
  }

  private static final String GUARDED = ", networkSecurityGroup: web-nsg";

  @Test
  void memberGetsTheFlowAtItsOwnAddressAndPort() {
    String net = network("", internal("Standard", WEB1, ""));
    Trace trace = Tracing.in(net).tcp("client", "10.0.1.100", 80);
    assertThat(trace).isDelivered().visits("client", "lb", "web1").isAnsweredOver("web1", "client");
    org.assertj.core.api.Assertions.assertThat(trace.paths().getFirst().hops().getLast().flow())
        .hasToString("10.0.2.4 -> 10.0.1.4 Tcp/8080");
  }

  @Test
  void everyMemberIsAPath() {
    String net = network("", internal("Standard", WEB1 + ", " + WEB2, ""));
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80)).isDelivered().hasPaths(2);
  }

  @Test
  void portWithoutRuleIsNotBalanced() {
    String net = network("", internal("Standard", WEB1, ""));
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 81))
        .isBlockedAt("lb")
        .isBlockedBy(BalancerStep.NoRule.class);
    assertThat(Tracing.in(net).fromMachine("client", "10.0.1.100", Protocol.UDP, 80))
        .isBlockedBy(BalancerStep.NoRule.class);
    assertThat(Tracing.in(net).icmp("client", "10.0.1.100")).isBlockedBy(BalancerStep.NoRule.class);
  }

  @Test
  void t19_deniedProbeTakesTheMemberOut() {
    String denyAll = group(rule("deny", 4000, "Deny", "*", "*"));
    String net = network(GUARDED, denyAll + internal("Standard", WEB1, ", probe: health"));
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80))
        .isBlockedAt("lb")
        .isBlockedBy(BalancerStep.NoHealthyMember.class);
  }

  @Test
  void probeThatIsAllowedKeepsTheMemberIn() {
    String rules =
        rule("probe", 100, "Allow", "AzureLoadBalancer", "8080")
            + ", "
            + rule("client", 200, "Allow", "10.0.2.0/24", "8080")
            + ", "
            + rule("deny", 4000, "Deny", "*", "*");
    String net = network(GUARDED, group(rules) + internal("Standard", WEB1, ", probe: health"));
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80)).isDelivered();
  }

  @Test
  void denyingTheVirtualNetworkDeniesTheProbe() {
    String rules =
        rule("client", 100, "Allow", "10.0.2.0/24", "8080")
            + ", "
            + rule("deny-vnet", 200, "Deny", "VirtualNetwork", "*");
    String net = network(GUARDED, group(rules) + internal("Standard", WEB1, ", probe: health"));
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80))
        .isBlockedBy(BalancerStep.NoHealthyMember.class);
  }

  @Test
  void onlyHealthyMembersGetTheFlow() {
    String lb = internal("Standard", WEB1 + ", " + WEB2, ", probe: health");
    String observed = "observed: {lb: {probes: {web1: down}}}";
    assertThat(Tracing.in(network("", lb + observed)).tcp("client", "10.0.1.100", 80))
        .isDelivered()
        .visits("client", "lb", "web2");
  }

  @Test
  void allProbesObservedDownLeaveNobody() {
    String lb = internal("Standard", WEB1 + ", " + WEB2, ", probe: health");
    String observed = "observed: {lb: {probes: {web1: down, web2: down}}}";
    assertThat(Tracing.in(network("", lb + observed)).tcp("client", "10.0.1.100", 80))
        .blocks("lb: NoHealthyMember");
  }

  @Test
  void stoppedMachineOrClosedPortFailsTheProbe() {
    String lb = internal("Standard", WEB1 + ", " + WEB2, ", probe: health");
    for (String fact : new String[] {"powerState: deallocated", "listening: [Tcp/80]"}) {
      String net = network("", lb + "observed: {web1: {" + fact + "}}");
      assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80)).visits("client", "lb", "web2");
    }
  }

  @Test
  void withoutProbeMembersCountAsHealthy() {
    String lb = internal("Standard", WEB1, "");
    String net = network("", lb + "observed: {web1: {powerState: stopped}}");
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80)).isBlockedBy(Step.NotRunning.class);
  }

  @Test
  void probeRuledByAnUnknownTagIsDoubtful() {
    String rules = rule("deny", 100, "Deny", "Contoso.Fabric", "8080");
    String net = network(GUARDED, group(rules) + internal("Standard", WEB1, ", probe: health"));
    assertThat(Tracing.in(net).tcp("client", "10.0.1.100", 80)).isUndeterminedFor("deny");
  }

  @Test
  void t44_memberThatIsMappedBackToItselfGetsNoAnswer() {
    String net = network("", internal("Standard", WEB1, ""));
    assertThat(Tracing.in(net).tcp("web1", "10.0.1.100", 80))
        .isBlockedBy(BalancerStep.Hairpin.class);
  }

  @Test
  void memberWithFloatingIpMayHaveTheFrontendItself() {
    String net = network("", internal("Standard", WEB1, ", enableFloatingIP: true"));
    assertThat(Tracing.in(net).tcp("web1", "10.0.1.100", 80))
        .isUndeterminedFor("web1 has the address 10.0.1.100 itself");
  }

  @Test
  void memberReachesTheOtherMembers() {
    String net = network("", internal("Standard", WEB1 + ", " + WEB2, ""));
    Trace trace = Tracing.in(net).tcp("web1", "10.0.1.100", 80);
    assertThat(trace).hasPaths(2);
    org.assertj.core.api.Assertions.assertThat(trace.isPartial()).isTrue();
  }

  @Test
  void floatingIpKeepsTheFrontendAddress() {
    String net = network("", internal("Standard", WEB1, ", enableFloatingIP: true"));
    Trace trace = Tracing.in(net).tcp("client", "10.0.1.100", 80);
    assertThat(trace).isDelivered().visits("client", "lb", "web1");
    org.assertj.core.api.Assertions.assertThat(trace.paths().getFirst().hops().getLast().flow())
        .hasToString("10.0.2.4 -> 10.0.1.100 Tcp/8080");
  }

  @Test
  void haPortsTakeAllPortsOfTcpAndUdpButNotIcmp() {
    String lb =
        internal("Standard", WEB1, "")
            .replace(
                "protocol: Tcp,\n         frontendPort: 80, backendPort: 8080", "protocol: All")
            .replace("frontendPort: 80, backendPort: 8080", "frontendPort: 0, backendPort: 0")
            .replace(
                "backendAddressPool: pool, protocol: Tcp",
                "backendAddressPool: pool, protocol: All");
    Tracing tracing = Tracing.in(network("", lb));
    assertThat(tracing.tcp("client", "10.0.1.100", 4711)).isDelivered();
    assertThat(tracing.fromMachine("client", "10.0.1.100", Protocol.UDP, 53)).isDelivered();
    assertThat(tracing.icmp("client", "10.0.1.100")).isBlockedBy(BalancerStep.NoRule.class);
  }

  @Test
  void t20_securityGroupSeesTheClient() {
    String rules = rule("lb-only", 100, "Allow", "AzureLoadBalancer", "*");
    String net = network(GUARDED, group(rules) + publicBalancer("Standard", ""));
    assertThat(Tracing.in(net).fromInternet(CLIENT, "20.0.0.1", 80))
        .isBlockedAt("web1")
        .isDeniedByRules("DenyAllInBound");
  }

  @Test
  void t21_securityGroupSeesTheMembersPort() {
    String frontPort = group(rule("front", 100, "Allow", "Internet", "80"));
    String backPort = group(rule("back", 100, "Allow", "Internet", "8080"));
    assertThat(
            Tracing.in(network(GUARDED, frontPort + publicBalancer("Standard", "")))
                .fromInternet(CLIENT, "20.0.0.1", 80))
        .isDeniedByRules("DenyAllInBound");
    assertThat(
            Tracing.in(network(GUARDED, backPort + publicBalancer("Standard", "")))
                .fromInternet(CLIENT, "20.0.0.1", 80))
        .isDelivered()
        .visits("internet", "lb", "web1");
  }

  @Test
  void standardFrontendIsClosedWithoutSecurityGroupAndBasicOpen() {
    assertThat(
            Tracing.in(network("", publicBalancer("Standard", "")))
                .fromInternet(CLIENT, "20.0.0.1", 80))
        .isBlockedBy(Step.PublicAddressClosed.class);
    assertThat(
            Tracing.in(network("", publicBalancer("Basic", "")))
                .fromInternet(CLIENT, "20.0.0.1", 80))
        .isDelivered();
  }

  @Test
  void standardPublicFrontendAnswersPingItself() {
    assertThat(
            Tracing.in(network("", publicBalancer("Standard", "")))
                .fromInternet(CLIENT, "20.0.0.1", Protocol.ICMP, 0))
        .isDelivered()
        .visits("internet", "lb");
    assertThat(
            Tracing.in(network("", publicBalancer("Basic", "")))
                .fromInternet(CLIENT, "20.0.0.1", Protocol.ICMP, 0))
        .isBlockedBy(BalancerStep.NoRule.class);
  }

  @Test
  void answerThatLeavesByAnApplianceMissesThePublicFrontend() {
    String routes =
        """
        routeTables:
          - name: rt
            routes:
              - {name: out, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance,
                 nextHopIpAddress: 10.0.2.4}
        """;
    String rules = group(rule("http", 100, "Allow", "Internet", "8080"));
    String net =
        network(GUARDED + ", routeTable: rt", routes + rules + publicBalancer("Standard", ""));
    assertThat(Tracing.in(net).fromInternet(CLIENT, "20.0.0.1", 80))
        .isBlockedBy(Step.Asymmetric.class);
  }

  @Test
  void inboundNatRuleForwardsAPortToOneMachine() {
    String nat =
        """
                    inboundNatRules:
                      - {name: ssh1, frontendIPConfiguration: front, protocol: Tcp, frontendPort: 50001,
                         backendPort: 22, backendIPConfiguration: %s}
        """
            .formatted(WEB1);
    String rules = group(rule("ssh", 100, "Allow", "Internet", "22"));
    String lb = publicBalancer("Standard", "").stripTrailing() + "\n" + nat.indent(-8);
    Tracing tracing = Tracing.in(network(GUARDED, rules + lb));
    assertThat(tracing.fromInternet(CLIENT, "20.0.0.1", 50001)).isDelivered();
    assertThat(tracing.fromInternet(CLIENT, "20.0.0.1", 50002))
        .isBlockedBy(BalancerStep.NoRule.class);
  }

  @Test
  void publicRuleTranslatesWhatItsMembersSend() {
    Tracing tracing = Tracing.in(network("", publicBalancer("Standard", "")));
    assertThat(tracing.tcp("web1", "93.184.216.34", 443)).isDelivered();
    org.assertj.core.api.Assertions.assertThat(
            tracing
                .tcp("web1", "93.184.216.34", 443)
                .paths()
                .getFirst()
                .hops()
                .getLast()
                .flow()
                .source())
        .hasToString("20.0.0.1");
    assertThat(tracing.icmp("web1", "93.184.216.34")).isBlockedBy(Step.OutboundAccessMissing.class);
    assertThat(tracing.fromMachine("web1", "93.184.216.34", Protocol.UDP, 123))
        .as("the rule is for TCP")
        .isBlockedBy(Step.OutboundAccessMissing.class);
  }

  @Test
  void disabledOutboundSnatNeedsAnOutboundRule() {
    String without = publicBalancer("Standard", ", disableOutboundSnat: true");
    assertThat(Tracing.in(network("", without)).tcp("web1", "93.184.216.34", 443))
        .isBlockedBy(Step.OutboundAccessMissing.class);
    String outbound =
        """
            outboundRules:
              - {name: out, frontendIPConfigurations: [front], backendAddressPool: pool, protocol: All}
        """;
    String with = without.stripTrailing() + "\n" + outbound;
    assertThat(Tracing.in(network("", with)).tcp("web1", "93.184.216.34", 443)).isDelivered();
  }

  @Test
  void t38_standardInternalPoolHasNoDefaultOutboundAndBasicHas() {
    assertThat(
            Tracing.in(network("", internal("Standard", WEB1, "")))
                .tcp("web1", "93.184.216.34", 443))
        .isBlockedBy(BalancerStep.OutboundNotAllowed.class);
    assertThat(
            Tracing.in(network("", internal("Basic", WEB1, ""))).tcp("web1", "93.184.216.34", 443))
        .isDelivered();
    assertThat(
            Tracing.in(network("", internal("Standard", WEB1, "")))
                .tcp("web2", "93.184.216.34", 443))
        .as("not a member")
        .isDelivered();
  }

  @Test
  void poolOfAddressesLeavesDefaultOutboundAlone() {
    String lb =
        internal("Standard", WEB1, "")
            .replace(
                "backendIPConfigurations: [" + WEB1 + "]",
                "loadBalancerBackendAddresses: [{name: a, ipAddress: 10.0.1.4}]");
    Tracing tracing = Tracing.in(network("", lb));
    assertThat(tracing.tcp("web1", "93.184.216.34", 443)).isDelivered();
    assertThat(tracing.tcp("client", "10.0.1.100", 80)).isDelivered();
  }

  @Test
  void natGatewayWinsOverTheLoadBalancer() {
    String nat =
        """
        natGateways: [{name: nat, publicIPAddresses: [nat-pip]}]
        """;
    String lb =
        publicBalancer("Standard", "")
            .replace(
                "sku: Standard}]\n",
                "sku: Standard}, {name: nat-pip, ipAddress: 20.0.0.9, sku: Standard}]\n");
    Trace trace =
        Tracing.in(network(", natGateway: nat", nat + lb)).tcp("web1", "93.184.216.34", 443);
    org.assertj.core.api.Assertions.assertThat(
            trace.paths().getFirst().hops().getLast().flow().source())
        .hasToString("20.0.0.9");
  }
}
