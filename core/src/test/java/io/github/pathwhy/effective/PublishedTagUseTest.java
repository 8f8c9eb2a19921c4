package io.github.pathwhy.effective;

import static io.github.pathwhy.effective.TestRoute.route;
import static io.github.pathwhy.effective.TestRule.allowInbound;
import static io.github.pathwhy.effective.TestRule.allowOutbound;
import static io.github.pathwhy.effective.TestRule.denyInbound;
import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Answers that rest on published service tags. */
final class PublishedTagUseTest {
  private static final String ME = "10.0.1.4";
  private static final String GATEWAY_MANAGER = "4.199.82.200";
  private static final String STRANGER = "4.199.83.1";

  private static TestNetwork withRules(TestRule... rules) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .machine("vm", "web", ME)
        .securityGroup("nsg", rules);
  }

  private static TestNetwork withRoutes(
      Consumer<TestNetwork.SubnetSpec> options, TestRoute... routes) {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> options.accept(s.routeTable("table")))
        .machine("vm", "web", ME)
        .routeTable("table", routes);
  }

  /** The verdict on a flow from a public address, and the published tags behind it. */
  private static String from(TestNetwork network, String source, int port) {
    return judged(network, Direction.INBOUND, source, ME, port);
  }

  private static String to(TestNetwork network, String destination, int port) {
    return judged(network, Direction.OUTBOUND, ME, destination, port);
  }

  private static String judged(
      TestNetwork network, Direction direction, String from, String to, int port) {
    EffectiveNetwork effective = network.effective();
    Flow flow = new Flow(IpAddress.of(from), IpAddress.of(to), Protocol.TCP, 50_000, port);
    StageDecision decision =
        TestNetwork.networkInterface(effective, "vm").rules(direction).evaluate(flow).getFirst();
    return decision.verdict() + " " + effective.publishedTags().behind(decision, flow);
  }

  private static List<String> routing(TestNetwork network, String destination) {
    EffectiveNetwork effective = network.effective();
    EffectiveInterface at = TestNetwork.networkInterface(effective, "vm");
    IpAddress address = IpAddress.of(destination);
    return effective
        .publishedTags()
        .behind(at.subnet(), at.routes().select(address).orElseThrow(), address);
  }

  // ---- security rules ----

  @Test
  void ruleWithAPublishedTagDecidesAndIsNamed() {
    TestNetwork network = withRules(allowInbound(100).tcp("443").from("GatewayManager"));
    assertThat(from(network, GATEWAY_MANAGER, 443)).isEqualTo("ALLOW [GatewayManager]");
    assertThat(from(network, STRANGER, 443))
        .as("another list might have had it")
        .isEqualTo("DENY [GatewayManager]");
  }

  @Test
  void tagIsNotNamedWhereItsListCannotMatter() {
    TestNetwork network =
        withRules(allowInbound(100).tcp("443").from("GatewayManager"), allowInbound(200).tcp("80"));
    assertThat(from(network, GATEWAY_MANAGER, 22)).as("another port").isEqualTo("DENY []");
    assertThat(from(network, "10.0.2.4", 443)).as("a private address").isEqualTo("ALLOW []");
    assertThat(from(network, "203.0.113.5", 443)).as("nobody's address").isEqualTo("DENY []");
    assertThat(to(network, GATEWAY_MANAGER, 443)).as("outbound").isEqualTo("ALLOW []");
  }

  @Test
  void tagIsNotNamedWhereItsRuleWouldDecideTheSame() {
    assertThat(
            from(
                withRules(
                    denyInbound(100).from("GatewayManager"), denyInbound(110).from("Internet")),
                STRANGER,
                443))
        .isEqualTo("DENY []");
    assertThat(
            from(
                withRules(
                    denyInbound(100).from("Internet"), allowInbound(110).from("GatewayManager")),
                STRANGER,
                443))
        .as("after the rule that decides")
        .isEqualTo("DENY []");
  }

  @Test
  void tagIsNotNamedWhereTheOtherSideOfItsRuleRulesItOut() {
    TestNetwork network = withRules(allowInbound(100).from("GatewayManager").to("10.0.9.0/24"));
    assertThat(from(network, GATEWAY_MANAGER, 443)).isEqualTo("DENY []");
  }

  @Test
  void givenTagIsNotNamed() {
    TestNetwork network =
        withRules(denyOutbound(100).to("GatewayManager")).serviceTag("GatewayManager", "4.0.0.0/8");
    assertThat(to(network, STRANGER, 443)).isEqualTo("DENY []");
    assertThat(
            to(
                withRules(denyOutbound(100).to("GatewayManager")).serviceTag("GatewayManager"),
                GATEWAY_MANAGER,
                443))
        .as("an empty list is a list")
        .isEqualTo("ALLOW []");
  }

  @Test
  void unknownTagStaysUndetermined() {
    TestNetwork network =
        withRules(denyOutbound(100).to("Contoso.Fabric"), allowOutbound(110).to("GatewayManager"));
    assertThat(to(network, GATEWAY_MANAGER, 443)).isEqualTo("UNKNOWN [GatewayManager]");
  }

  // ---- routes ----

  @Test
  void routesOfAPublishedTagAreRows() {
    TestNetwork network =
        withRoutes(_ -> {}, route("0.0.0.0/0").via("10.0.2.4"), route("GatewayManager").internet());
    EffectiveRoutes routes = network.networkInterface("vm").routes();
    assertThat(routes.select(IpAddress.of(GATEWAY_MANAGER)).map(RouteOracle::text))
        .contains("4.199.82.192/26 Internet");
    assertThat(routes.select(IpAddress.of(STRANGER)).map(RouteOracle::text))
        .contains("0.0.0.0/0 VirtualAppliance [10.0.2.4]");
    assertThat(routes.unknownTags(IpAddress.of(STRANGER))).isEmpty();
    assertThat(routing(network, GATEWAY_MANAGER)).containsExactly("GatewayManager");
    assertThat(routing(network, STRANGER)).containsExactly("GatewayManager");
    assertThat(routing(network, "10.0.2.9")).isEmpty();
  }

  @Test
  void routesOfTagsAreMadeOnlyForDestinationsThatNeedThem() {
    TestNetwork network =
        withRoutes(
            s -> s.serviceEndpoint("Microsoft.KeyVault"),
            route("0.0.0.0/0").via("10.0.2.4"),
            route("AzureCloud").internet());
    EffectiveRoutes routes = network.networkInterface("vm").routes();
    assertThat(routes.ownRows()).hasSizeLessThan(10);
    assertThat(routes.select(IpAddress.of("10.0.1.9")).map(RouteOracle::text))
        .contains("10.0.0.0/16 VnetLocal");
    assertThat(routes.select(IpAddress.of("4.144.0.1")).map(RouteOracle::text))
        .contains("4.144.0.0/17 Internet");
    assertThat(routes.select(IpAddress.of("8.8.8.8")).map(RouteOracle::text))
        .contains("0.0.0.0/0 VirtualAppliance [10.0.2.4]");
    assertThat(routes.rows()).hasSizeGreaterThan(10_000);
  }

  /** Addresses of Azure Storage: of West Europe, of North Europe, and of nobody. */
  private static List<String> storage(String service, String location) {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .location(location)
            .subnet("web", "10.0.1.0/24", s -> s.routeTable("table").serviceEndpoint(service))
            .machine("vm", "web", ME)
            .routeTable("table", route("0.0.0.0/0").via("10.0.2.4"));
    EffectiveRoutes routes = network.networkInterface("vm").routes();
    List<String> found = new ArrayList<>();
    for (String text : List.of("13.69.40.17", "13.70.208.17", "8.8.8.8")) {
      IpAddress address = IpAddress.of(text);
      found.add(
          routes.unknownEndpoints(address).isEmpty()
              ? RouteOracle.text(routes.select(address).orElseThrow())
              : "unknown");
    }
    return found;
  }

  @Test
  void serviceEndpointOfStorageReachesItsRegionAndPerhapsOthers() {
    String appliance = "0.0.0.0/0 VirtualAppliance [10.0.2.4]";
    assertThat(storage("Microsoft.Storage", "West Europe"))
        .containsExactly("13.69.40.16/28 VirtualNetworkServiceEndpoint", "unknown", appliance);
    assertThat(storage("Microsoft.Storage.Global", "West Europe"))
        .containsExactly(
            "13.69.40.16/28 VirtualNetworkServiceEndpoint",
            "13.70.208.16/28 VirtualNetworkServiceEndpoint",
            appliance);
  }

  @Test
  void serviceEndpointOfSqlReachesItsRegionAlone() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .location("eastus")
            .subnet("web", "10.0.1.0/24", s -> s.serviceEndpoint("Microsoft.Sql"))
            .machine("vm", "web", ME);
    EffectiveRoutes routes = network.networkInterface("vm").routes();
    assertThat(routes.select(IpAddress.of("20.42.65.65")).map(RouteOracle::text))
        .contains("20.42.65.64/29 VirtualNetworkServiceEndpoint");
    IpAddress elsewhere = IpAddress.of("13.69.104.1");
    assertThat(routes.select(elsewhere).map(RouteOracle::text)).contains("0.0.0.0/0 Internet");
    assertThat(routes.unknownEndpoints(elsewhere)).isEmpty();
  }

  @Test
  void tagsOfTheCloudThatTheNetworkIsIn() {
    String arizona = "20.140.105.4";
    TestNetwork network = withRules(denyOutbound(100).to("AzureCloud"));
    assertThat(to(network, arizona, 443)).isEqualTo("ALLOW [AzureCloud]");
    assertThat(to(network.location("USGov Arizona"), arizona, 443)).isEqualTo("DENY [AzureCloud]");
    network.virtualNetwork("other", "10.9.0.0/16").location("chinaeast2");
    assertThat(to(network, arizona, 443)).as("two clouds").isEqualTo("UNKNOWN []");
  }

  @Test
  void serviceEndpointOfAPublishedTagIsNamedUnlessTheInternetIsTheWay() {
    TestNetwork network =
        withRoutes(
            s -> s.serviceEndpoint("Microsoft.AzureActiveDirectory"),
            route("4.0.0.0/8").via("10.0.2.4"));
    assertThat(routing(network, "20.190.128.1")).containsExactly("AzureActiveDirectory");
    assertThat(routing(network, "20.1.1.1")).as("to the internet").isEmpty();
    assertThat(routing(network, "4.199.82.1")).containsExactly("AzureActiveDirectory");
  }
}
