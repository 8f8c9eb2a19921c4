package io.github.pathwhy.diagnose;

import static io.github.pathwhy.effective.TestRoute.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.DiagnosedHop.Role;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.trace.Tracing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which hops are listed, for paths that part and join. */
final class HopGraphTest {

  /// Machine `vm` with a route to `vm-b` over these appliances, each in a subnet and with a route
  /// table of its own: `nva1` at 10.0.11.4 with table `rt1`, and so on.
  private static TestNetwork network(String... nextHops) {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .routeTable("out", route("10.0.2.0/24").via(nextHops))
            .subnet("a", "10.0.1.0/24", s -> s.routeTable("out"))
            .subnet("b", "10.0.2.0/24")
            .machine("vm", "a", "10.0.1.4")
            .machine("vm-b", "b", "10.0.2.4");
    for (int i = 1; i <= 3; i++) {
      String table = "rt" + i;
      network
          .subnet("dmz" + i, "10.0.1" + i + ".0/24", s -> s.routeTable(table))
          .machine("nva" + i, "dmz" + i, "10.0.1" + i + ".4", m -> m.forwards());
    }
    return network;
  }

  private static List<DiagnosedHop> hops(TestNetwork network) {
    return HopGraph.of(Tracing.in(network).tcp("vm", "10.0.2.4", 443));
  }

  /** A hop with its role, unless it forwards, and where it leads to. */
  private static List<String> words(List<DiagnosedHop> hops) {
    return hops.stream()
        .map(hop ->
            Wording.nameOf(hop.hop().node())
                + (hop.role() == Role.FORWARDER ? "" : " " + hop.role())
                + " "
                + hop.next())
        .toList();
  }

  @Test
  void pathsOfEqualLengthJoinAtTheDestination() {
    assertThat(words(hops(network("10.0.11.4", "10.0.12.4"))))
        .containsExactly("vm SOURCE [1, 2]", "nva1 [3]", "nva2 [3]", "vm-b DESTINATION []");
  }

  @Test
  void previousIndexesFollow() {
    assertThat(hops(network("10.0.11.4", "10.0.12.4")).stream().map(DiagnosedHop::previous))
        .containsExactly(List.of(), List.of(0), List.of(0), List.of(1, 2));
  }

  @Test
  void longerPathBesideShorterOne() {
    TestNetwork network =
        network("10.0.11.4", "10.0.12.4").routeTable("rt2", route("10.0.2.0/24").via("10.0.13.4"));
    assertThat(words(hops(network)))
        .containsExactly(
            "vm SOURCE [1, 2]", "nva1 [4]", "nva2 [3]", "nva3 [4]", "vm-b DESTINATION []");
  }

  @Test
  void appliancePassedOnBothPathsStandsBehindTheOther() {
    TestNetwork network =
        network("10.0.11.4", "10.0.12.4").routeTable("rt2", route("10.0.2.0/24").via("10.0.11.4"));
    assertThat(words(hops(network)))
        .containsExactly("vm SOURCE [1, 2]", "nva2 [2]", "nva1 [3]", "vm-b DESTINATION []");
  }

  @Test
  void destinationComesBehindWhatIsNotReached() {
    for (int dropping = 1; dropping <= 2; dropping++) {
      TestNetwork network =
          network("10.0.11.4", "10.0.12.4")
              .routeTable("rt" + dropping, route("10.0.2.0/24").none());
      assertThat(words(hops(network)))
          .containsExactly(
              "vm SOURCE [1, 2]",
              "nva1 [" + (dropping == 1 ? 3 : 4) + "]",
              "nva2 [" + (dropping == 2 ? 3 : 4) + "]",
              "10.0.2.4 UNRESOLVED []",
              "vm-b DESTINATION []");
    }
  }

  @Test
  void loopStaysInTheOrderOfFirstVisit() {
    TestNetwork network =
        network("10.0.11.4")
            .routeTable("rt1", route("10.0.2.0/24").via("10.0.12.4"))
            .routeTable("rt2", route("10.0.2.0/24").via("10.0.11.4"));
    assertThat(words(hops(network)))
        .containsExactly("vm SOURCE [1]", "nva1 [2, 3]", "nva2 [1]", "10.0.2.4 UNRESOLVED []");
  }

  @Test
  void loopBesideGoodPath() {
    TestNetwork network =
        network("10.0.12.4", "10.0.13.4")
            .routeTable("rt1", route("10.0.2.0/24").via("10.0.12.4"))
            .routeTable("rt2", route("10.0.2.0/24").via("10.0.11.4"));
    assertThat(words(hops(network)))
        .containsExactly(
            "vm SOURCE [1, 3]",
            "nva2 [2, 4]",
            "nva1 [1]",
            "nva3 [5]",
            "10.0.2.4 UNRESOLVED []",
            "vm-b DESTINATION []");
  }

  @Test
  void machineThatCallsItselfIsTwoHops() {
    assertThat(words(HopGraph.of(Tracing.in(network("10.0.11.4")).tcp("vm", "10.0.1.4", 443))))
        .containsExactly("vm SOURCE [1]", "vm DESTINATION []");
  }

  @Test
  void membersOfGatewayComeBehindIt() {
    TestNetwork network =
        network("10.0.11.4")
            .subnet("agw", "10.0.4.0/24")
            .publicAddress("agw-pip", "20.50.0.1")
            .applicationGateway(
                "agw",
                "agw",
                g ->
                    g.publicFrontend("agw-pip")
                        .listener(443)
                        .route("/*", 8080, "10.0.1.4", "10.0.2.4"));
    assertThat(
            words(HopGraph.of(Tracing.in(network).fromInternet("203.0.113.9", "20.50.0.1", 443))))
        .containsExactly(
            "203.0.113.9 SOURCE [1]", "agw [2, 3]", "vm DESTINATION []", "vm-b DESTINATION []");
  }

  /** What happens at a load balancer with three web servers, called by a machine. */
  private static List<DiagnosedHop> balanced(String from, String observed) {
    String network =
        """
        pathwhy: 1
        virtualNetworks:
          - name: vnet
            addressSpace: [10.0.0.0/16]
            subnets: [{name: web, addressPrefix: 10.0.1.0/24}]
        virtualMachines:
          - {name: client, networkInterfaces: [{name: c, subnet: vnet/web, privateIPAddress: 10.0.1.9}]}
          - {name: web1, networkInterfaces: [{name: w1, subnet: vnet/web, privateIPAddress: 10.0.1.4}]}
          - {name: web2, networkInterfaces: [{name: w2, subnet: vnet/web, privateIPAddress: 10.0.1.5}]}
          - {name: web3, networkInterfaces: [{name: w3, subnet: vnet/web, privateIPAddress: 10.0.1.6}]}
        loadBalancers:
          - name: lb
            sku: Standard
            frontendIPConfigurations: [{name: front, subnet: vnet/web, privateIPAddress: 10.0.1.100}]
            backendAddressPools: [{name: pool, backendIPConfigurations: [w1, w2, w3]}]
            probes: [{name: health, protocol: Tcp, port: 80}]
            loadBalancingRules:
              - {name: http, frontendIPConfiguration: front, backendAddressPool: pool, protocol: Tcp,
                 frontendPort: 80, backendPort: 80, probe: health}
        observed: {%s}
        """
            .formatted(observed);
    return HopGraph.of(Tracing.in(network).tcp(from, "10.0.1.100", 80));
  }

  @Test
  void membersComeBehindTheBalancer() {
    assertThat(words(balanced("client", "lb: {probes: {web2: down}}")))
        .containsExactly(
            "client SOURCE [1]", "lb [2, 3]", "web1 DESTINATION []", "web3 DESTINATION []");
    assertThat(words(balanced("client", "lb: {probes: {web1: down, web2: down, web3: down}}")))
        .containsExactly("client SOURCE [1]", "lb []");
  }

  /** One path ends at the balancer, which stays one hop. */
  @Test
  void memberThatCallsItsOwnBalancer() {
    List<DiagnosedHop> hops = balanced("web1", "");
    assertThat(words(hops))
        .containsExactly(
            "web1 SOURCE [1]", "lb [2, 3]", "web2 DESTINATION []", "web3 DESTINATION []");
    assertThat(hops.get(1).issues())
        .extracting(Issue::type)
        .containsExactly(IssueType.LOAD_BALANCER_HAIRPIN);
  }
}
