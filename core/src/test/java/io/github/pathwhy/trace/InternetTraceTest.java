package io.github.pathwhy.trace;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flows to and from the internet: public addresses, NAT gateways, default outbound access. */
final class InternetTraceTest {
  private static final String CLIENT = "198.51.100.9";
  private static final String PUBLIC = "203.0.113.4";
  private static final String SERVER = "198.51.100.77";

  private static TestNetwork network(
      Consumer<TestNetwork.SubnetSpec> subnet, Consumer<TestNetwork.MachineSpec> machine) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", subnet)
        .machine("vm", "web", "10.0.1.4", machine)
        .publicAddress("pip", PUBLIC)
        .publicAddress("nat-pip", "203.0.113.8")
        .natGateway("nat", "nat-pip");
  }

  // ---- inbound ----

  @Test
  void t22_standardPublicAddressIsClosedWithoutASecurityGroup() {
    TestNetwork network = network(_ -> {}, m -> m.publicAddress("pip"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .visits("internet", "vm")
        .blocks("vm: PublicAddressClosed");
  }

  @Test
  void t22_basicPublicAddressIsOpenWithoutASecurityGroup() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24")
            .publicAddress("basic", PUBLIC, PublicIpAddress.Sku.BASIC)
            .machine("vm", "web", "10.0.1.4", m -> m.publicAddress("basic"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .visits("internet", "vm")
        .isAnsweredOver("vm", "internet")
        .isDelivered();
  }

  @Test
  void securityGroupOpensAStandardPublicAddress() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg"), m -> m.publicAddress("pip"))
            .securityGroup("nsg", allowInbound(100).tcp("443").from("Internet").to("10.0.1.4"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .isAnsweredOver("vm", "internet")
        .isDelivered();
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 80))
        .isDeniedByRules("DenyAllInBound");
  }

  @Test
  void inboundRulesNameThePrivateAddress() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg"), m -> m.publicAddress("pip"))
            .securityGroup("nsg", allowInbound(100).tcp("443").to(PUBLIC));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .isDeniedByRules("DenyAllInBound");
  }

  @Test
  void t36_defaultUserRouteLosesTheAnswerOfAPublicAddress() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg").routeTable("table"), m -> m.publicAddress("pip"))
            .subnet("dmz", "10.0.9.0/24")
            .machine("nva", "dmz", "10.0.9.4", m -> m.forwards())
            .securityGroup("nsg", allowInbound(100).tcp("443").from("Internet"))
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    Step.Asymmetric step =
        assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
            .visits("internet", "vm")
            .isAnsweredOver("vm", "?")
            .blocks()
            .answerBlocks("vm: Asymmetric")
            .answerStep(Step.Asymmetric.class);
    assertThat(step.device()).isEqualTo(TestNetwork.publicAddressId("pip"));
  }

  @Test
  void publicAddressThatNothingUsesIsABlock() {
    assertThat(Tracing.in(network(_ -> {}, _ -> {})).fromInternet(CLIENT, PUBLIC, 443))
        .isBlockedBy(Step.NobodyThere.class);
  }

  @Test
  void unknownPublicAddressIsUndetermined() {
    assertThat(Tracing.in(network(_ -> {}, _ -> {})).fromInternet(CLIENT, SERVER, 443))
        .isUndeterminedFor(SERVER);
  }

  @Test
  void internetDoesNotReachPrivateAddresses() {
    assertThat(Tracing.in(network(_ -> {}, _ -> {})).fromInternet(CLIENT, "10.0.1.4", 443))
        .blocks("internet: NotRoutable");
  }

  @Test
  void inboundByPublicAddressAnswersPastTheNatGateway() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg").natGateway("nat"), m -> m.publicAddress("pip"))
            .securityGroup("nsg", allowInbound(100).tcp("443").from("Internet"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .isAnsweredOver("vm", "internet")
        .isDelivered();
  }

  // ---- outbound ----

  @Test
  void publicAddressOfTheInterfaceIsTheSource() {
    TestNetwork network = network(_ -> {}, m -> m.publicAddress("pip"));
    Step.Translated translated =
        assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
            .visits("vm", "internet")
            .isAnsweredOver("internet", "vm")
            .isDelivered()
            .step(Step.Translated.class);
    assertThat(translated.kind()).isEqualTo(Step.Translation.PUBLIC_ADDRESS_OUTBOUND);
    assertThat(translated.after().source()).isEqualTo(IpAddress.of(PUBLIC));
  }

  @Test
  void outboundRulesSeeThePrivateAddress() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg"), m -> m.publicAddress("pip"))
            .securityGroup("nsg", denyOutbound(100).from("10.0.1.4").to("Internet"));
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443)).isDeniedByRules("deny-outbound-100");
  }

  @Test
  void t37_natGatewayBeatsTheInterfacesOwnPublicAddress() {
    TestNetwork network = network(s -> s.natGateway("nat"), m -> m.publicAddress("pip"));
    Step.Translated translated =
        assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
            .isDelivered()
            .step(Step.Translated.class);
    assertThat(translated.kind()).isEqualTo(Step.Translation.NAT_GATEWAY);
    assertThat(translated.after().source()).isEqualTo(IpAddress.of("203.0.113.8"));
  }

  @Test
  void t37_natGatewayDoesNotCarryIcmp() {
    TestNetwork network = network(s -> s.natGateway("nat"), m -> m.publicAddress("pip"));
    assertThat(Tracing.in(network).icmp("vm", SERVER)).blocks("vm: OutboundAccessMissing");
    assertThat(Tracing.in(network).fromMachine("vm", SERVER, Protocol.UDP, 53)).isDelivered();
  }

  @Test
  void t37_defaultUserRouteBeatsTheNatGateway() {
    TestNetwork network =
        network(s -> s.natGateway("nat").routeTable("table"), _ -> {})
            .subnet("dmz", "10.0.9.0/24")
            .publicAddress("nva-pip", "203.0.113.60")
            .machine(
                "nva",
                "dmz",
                "10.0.9.4",
                m ->
                    m.forwards()
                        .publicAddress("nva-pip")
                        .appliance(p -> p.sourceNat("*", "Internet")))
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
        .visits("vm", "nva", "internet")
        .isAnsweredOver("internet", "nva", "vm")
        .isDelivered();
  }

  @Test
  void applianceThatDoesNotTranslateHasNoWayBackFromTheInternet() {
    TestNetwork network =
        network(s -> s.routeTable("table"), _ -> {})
            .subnet("dmz", "10.0.9.0/24")
            .publicAddress("nva-pip", "203.0.113.60")
            .machine("nva", "dmz", "10.0.9.4", m -> m.forwards().publicAddress("nva-pip"))
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
        .visits("vm", "nva", "internet")
        .blocks("nva: OutboundAccessMissing");
  }

  @Test
  void natGatewayDoesNotTranslateWhatAnApplianceMerelyForwards() {
    TestNetwork network =
        network(s -> s.routeTable("table"), _ -> {})
            .subnet("dmz", "10.0.9.0/24", s -> s.natGateway("nat"))
            .machine("nva", "dmz", "10.0.9.4", m -> m.forwards())
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
        .visits("vm", "nva", "internet")
        .blocks("nva: OutboundAccessMissing");
    assertThat(Tracing.in(network).tcp("nva", SERVER, 443)).isDelivered();
  }

  @Test
  void serviceEndpointWithUnknownPrefixesIsInDoubtOnlyWhereTheInternetIsNotTheWay() {
    String service = "20.60.0.10";
    TestNetwork open = network(s -> s.serviceEndpoint("Microsoft.Contoso"), _ -> {});
    assertThat(Tracing.in(open).tcp("vm", service, 443)).isDelivered();
    TestNetwork closed =
        network(s -> s.serviceEndpoint("Microsoft.Contoso").defaultOutboundAccess(false), _ -> {});
    assertThat(Tracing.in(closed).tcp("vm", service, 443)).isUndeterminedFor("Contoso");
    assertThat(Tracing.in(closed).tcp("vm", SERVER, 443))
        .as("a documentation address is no service's")
        .blocks("vm: OutboundAccessMissing");
    TestNetwork redirected =
        network(s -> s.serviceEndpoint("Microsoft.Contoso").routeTable("table"), _ -> {})
            .routeTable("table", route("0.0.0.0/0").none());
    assertThat(Tracing.in(redirected).tcp("vm", service, 443))
        .as("the endpoint's route would win over the drop")
        .isUndeterminedFor("Contoso");
    TestNetwork known = closed.serviceTag("Contoso", "20.60.0.0/24");
    assertThat(Tracing.in(known).tcp("vm", service, 443)).isDelivered();
  }

  @Test
  void t38_privateSubnetHasNoOutboundAccessOfItsOwn() {
    TestNetwork network = network(s -> s.defaultOutboundAccess(false), _ -> {});
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
        .blocks("vm: OutboundAccessMissing")
        .hasNo(Step.DefaultOutbound.class);
    assertThat(
            Tracing.in(network(s -> s.defaultOutboundAccess(false).natGateway("nat"), _ -> {}))
                .tcp("vm", SERVER, 443))
        .isDelivered();
    assertThat(
            Tracing.in(network(s -> s.defaultOutboundAccess(false), m -> m.publicAddress("pip")))
                .tcp("vm", SERVER, 443))
        .isDelivered();
  }

  @Test
  void defaultOutboundAccessWarnsUnlessTheSubnetSaysSo() {
    assertThat(Tracing.in(network(_ -> {}, _ -> {})).tcp("vm", SERVER, 443))
        .warns("vm: DefaultOutbound")
        .isAnsweredOver("internet", "vm")
        .isDelivered();
    assertThat(
            Tracing.in(network(s -> s.defaultOutboundAccess(true), _ -> {})).tcp("vm", SERVER, 443))
        .warns()
        .isDelivered();
  }

  @Test
  void publicAddressOnAnotherInterfaceEndsDefaultOutboundAccess() {
    TestNetwork network =
        network(_ -> {}, m -> m.networkInterface("web", "10.0.1.5").publicAddress("pip"));
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443)).blocks("vm: OutboundAccessMissing");
  }

  @Test
  void missingNatGatewayIsUndetermined() {
    TestNetwork network = network(s -> s.natGateway("elsewhere"), _ -> {});
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443)).isUndeterminedFor("elsewhere");
  }

  @Test
  void serviceEndpointNeedsNoPublicSource() {
    TestNetwork network =
        network(
                s ->
                    s.serviceEndpoint("Microsoft.Storage")
                        .defaultOutboundAccess(false)
                        .routeTable("table"),
                _ -> {})
            .serviceTag("Storage", "198.51.100.0/25")
            .routeTable("table", route("0.0.0.0/0").none());
    assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
        .visits("vm", "internet")
        .isAnsweredOver("internet", "vm")
        .isDelivered();
    assertThat(Tracing.in(network).tcp("vm", "198.51.100.200", 443)).blocks("vm: Routed");
  }

  @Test
  void publicAddressOfTheOtherFamilyIsOfNoUse() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("web", List.of("10.0.1.0/24", "2001:db8:1:1::/64"), _ -> {})
            .publicAddress("pip", PUBLIC, PublicIpAddress.Sku.BASIC)
            .machine(
                "vm", "web", "10.0.1.4", m -> m.address("2001:db8:1:1::4").publicAddress("pip"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .isBlockedBy(Step.NobodyThere.class);
    assertThat(Tracing.in(network).tcp("vm", "2001:db8:9::1", 443))
        .blocks("vm: OutboundAccessMissing");
  }

  @Test
  void natGatewayUsesAnAddressOfTheFamilyOfTheFlow() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.natGateway("nat"))
            .machine("vm", "web", "10.0.1.4")
            .publicAddress("pip6", "2001:db8:ffff::4")
            .publicAddress("pip", PUBLIC)
            .natGateway("nat", "pip6", "pip");
    Step.Translated translated =
        assertThat(Tracing.in(network).tcp("vm", SERVER, 443))
            .isDelivered()
            .step(Step.Translated.class);
    assertThat(translated.after().source()).isEqualTo(IpAddress.of(PUBLIC));
  }

  // ---- from machine to public address ----

  @Test
  void machineReachesThePublicAddressOfAnother() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg"), m -> m.publicAddress("pip"))
            .subnet("clients", "10.0.2.0/24", s -> s.natGateway("nat"))
            .machine("client", "clients", "10.0.2.4")
            .securityGroup("nsg", allowInbound(100).tcp("443").from("203.0.113.8"));
    assertThat(Tracing.in(network).tcp("client", PUBLIC, 443))
        .visits("client", "vm")
        .isAnsweredOver("vm", "client")
        .isDelivered();
  }

  @Test
  void serverSeesThePublicSourceOfAnotherMachine() {
    TestNetwork network =
        network(s -> s.securityGroup("nsg"), m -> m.publicAddress("pip"))
            .subnet("clients", "10.0.2.0/24", s -> s.natGateway("nat"))
            .machine("client", "clients", "10.0.2.4")
            .securityGroup("nsg", denyInbound(100).from("203.0.113.8"), allowInbound(110));
    assertThat(Tracing.in(network).tcp("client", PUBLIC, 443)).isDeniedByRules("deny-inbound-100");
  }

  // ---- destination translation of a public address ----

  private static TestNetwork published(Consumer<TestNetwork.ApplianceSpec> policy) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("dmz", "10.0.9.0/24", s -> s.securityGroup("dmz-nsg"))
        .subnet("web", "10.0.1.0/24", s -> s.routeTable("table"))
        .publicAddress("pip", PUBLIC)
        .machine("nva", "dmz", "10.0.9.4", m -> m.forwards().publicAddress("pip").appliance(policy))
        .machine("vm", "web", "10.0.1.4")
        .securityGroup("dmz-nsg", allowInbound(100).tcp("8443"), allowOutbound(100).tcp("443"));
  }

  @Test
  void publishedServerAnswersThroughTheAppliance() {
    TestNetwork network =
        published(p -> p.destinationNat("10.0.9.4", 8443, "10.0.1.4", 443))
            .routeTable("table", route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 8443))
        .visits("internet", "nva", "vm")
        .isAnsweredOver("vm", "nva", "internet")
        .isDelivered();
  }

  @Test
  void publishedServerNeedsARouteBackToTheAppliance() {
    TestNetwork network =
        published(p -> p.destinationNat("10.0.9.4", 8443, "10.0.1.4", 443)).routeTable("table");
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 8443))
        .visits("internet", "nva", "vm")
        .blocks()
        .isBlockedBy(Step.Asymmetric.class);
  }

  @Test
  void sourceTranslationSparesThePublishedServerTheRoute() {
    TestNetwork network =
        published(p ->
                p.destinationNat("10.0.9.4", 8443, "10.0.1.4", 443)
                    .sourceNat("Internet", "10.0.1.0/24"))
            .routeTable("table");
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 8443))
        .isAnsweredOver("vm", "nva", "internet")
        .isDelivered();
  }

  // ---- bastion ----

  private static TestNetwork bastion() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("AzureBastionSubnet", "10.0.5.0/26")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .machine("vm", "web", "10.0.1.4")
        .publicAddress("pip", PUBLIC)
        .bastion("bastion", "AzureBastionSubnet", "pip");
  }

  @Test
  void bastionAnswersOnHttpsWithoutASecurityGroup() {
    TestNetwork network = bastion().securityGroup("nsg");
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 443))
        .visits("internet", "bastion")
        .isAnsweredOver("bastion", "internet")
        .isDelivered();
    assertThat(Tracing.in(network).fromInternet(CLIENT, PUBLIC, 22)).blocks("bastion: NoListener");
  }

  @Test
  void bastionReachesMachinesFromItsSubnet() {
    TestNetwork network =
        bastion()
            .securityGroup(
                "nsg", allowInbound(100).tcp("22").from("10.0.5.0/26"), denyInbound(110));
    assertThat(Tracing.in(network).fromService("bastion", "10.0.1.4", 22))
        .visits("bastion", "vm")
        .isAnsweredOver("vm", "bastion")
        .isDelivered();
    assertThat(Tracing.in(network).fromService("bastion", "10.0.1.4", 3389))
        .isDeniedByRules("deny-inbound-110");
  }
}
