package io.github.pathwhy.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn of a topology: where things stand, what is said of them, what is connected. */
final class DrawingTest {
  private static final SourcePosition HERE = new SourcePosition("test.yaml", 1, 1);

  private static TestNetwork subnet() {
    return new TestNetwork().virtualNetwork("net", "10.0.0.0/16").subnet("sub", "10.0.0.0/24");
  }

  private static Drawing draw(TestNetwork network, Resource... more) {
    Topology topology = network.topology();
    List<Resource> all = new ArrayList<>(topology.resources());
    all.addAll(List.of(more));
    return DrawingBuilder.of(
        new Topology(all, Map.of(), topology.sites(), topology.dns(), topology.serviceTags()),
        false);
  }

  private static Box find(List<Box> boxes, String name) {
    for (Box box : boxes) {
      if (box.name().equals(name)) {
        return box;
      }
      Optional<Box> inside = findIn(box, name);
      if (inside.isPresent()) {
        return inside.get();
      }
    }
    throw new AssertionError("no box " + name + " in " + boxes);
  }

  private static Optional<Box> findIn(Box box, String name) {
    return box.inside().stream()
        .flatMap(each ->
            each.name().equals(name) ? Optional.of(each).stream() : findIn(each, name).stream())
        .findFirst();
  }

  private static List<String> words(Box box) {
    return box.facts().stream().map(Box.Fact::words).toList();
  }

  private static List<String> names(List<Box> boxes) {
    return boxes.stream().map(Box::name).toList();
  }

  @Test
  void machinesStandInTheirSubnet() {
    Drawing drawing = draw(subnet().machine("vm", "sub", "10.0.0.4"));

    assertThat(names(drawing.boxes())).containsExactly("net");
    assertThat(names(find(drawing.boxes(), "sub").inside())).containsExactly("vm");
    assertThat(words(find(drawing.boxes(), "vm"))).containsExactly("10.0.0.4");
    assertThat(drawing.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"6, 6, ''", "7, 5, +3 more", "50, 5, +46 more"})
  void manyMachinesAreCutShort(int machines, int boxes, String last) {
    TestNetwork network = subnet();
    for (int i = 0; i < machines; i++) {
      network.machine("vm" + i, "sub", "10.0.0." + (4 + i));
    }

    List<Box> shown = find(draw(network).boxes(), "sub").inside();

    assertThat(shown).hasSize(boxes);
    assertThat(shown.getLast().name()).isEqualTo(last.isEmpty() ? "vm5" : last);
    assertThat(find(DrawingBuilder.of(network.topology(), true).boxes(), "sub").inside())
        .hasSize(machines);
  }

  @Test
  void servicesAndAppliancesAreNotCutAway() {
    TestNetwork network = subnet();
    for (int i = 0; i < 20; i++) {
      network.machine("vm" + i, "sub", "10.0.0." + (4 + i));
    }
    network.machine("fw", "sub", "10.0.0.100", machine -> machine.forwards());
    network.site("branch", "fw", "172.16.0.0/16");

    Drawing drawing = draw(network);

    assertThat(names(find(drawing.boxes(), "sub").inside())).startsWith("fw");
    assertThat(drawing.lines())
        .singleElement()
        .satisfies(line -> assertThat(line.to()).isEqualTo(TestNetwork.interfaceId("fw", 1)));
  }

  @Test
  void lineToSomethingCutAwayEndsAtWhatStandsForIt() {
    TestNetwork network = subnet();
    for (int i = 0; i < 20; i++) {
      network.machine("vm" + i, "sub", "10.0.0." + (4 + i));
    }
    network.site("branch", "vm19", "172.16.0.0/16");

    Drawing drawing = draw(network);

    assertThat(drawing.lines().getFirst().to())
        .isEqualTo(find(drawing.boxes(), "sub").inside().getLast().key());
  }

  @Test
  void publicAddressesLeadToTheInternet() {
    TestNetwork network =
        subnet()
            .publicAddress("ip", "203.0.113.9")
            .publicAddress("spare", "203.0.113.10")
            .machine("vm", "sub", "10.0.0.4", machine -> machine.publicAddress("ip"))
            .virtualNetwork("inside", "10.1.0.0/16");

    Drawing drawing = draw(network);

    assertThat(words(find(drawing.boxes(), "vm"))).contains("public 203.0.113.9");
    assertThat(drawing.lines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.kind()).isEqualTo(Line.Kind.INTERNET);
          assertThat(line.to()).isEqualTo(TestNetwork.networkId("net"));
        });
    assertThat(names(drawing.unplaced())).containsExactly("spare");
  }

  @Test
  void bothLinksOfAPeeringAreOneLine() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("a", "10.0.0.0/16")
            .virtualNetwork("b", "10.1.0.0/16")
            .peering("a", "b");

    assertThat(draw(network).lines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.label()).isEqualTo("Connected");
          assertThat(line.broken()).isFalse();
        });
  }

  @Test
  void oneLinkAloneIsInitiatedAndBroken() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("a", "10.0.0.0/16")
            .virtualNetwork("b", "10.1.0.0/16")
            .link("a", "b", link -> link.state(Peering.State.INITIATED));

    assertThat(draw(network).lines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.label()).isEqualTo("Initiated");
          assertThat(line.broken()).isTrue();
        });
  }

  @Test
  void linksThatDisagreeAreBothNamed() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("a", "10.0.0.0/16")
            .virtualNetwork("b", "10.1.0.0/16")
            .link("a", "b", _ -> {})
            .link("b", "a", link -> link.state(Peering.State.DISCONNECTED));

    assertThat(draw(network).lines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.label()).isEqualTo("Connected / Disconnected");
          assertThat(line.broken()).isTrue();
        });
  }

  @Test
  void interfacesOfOneMachineInTwoSubnetsAreConnected() {
    TestNetwork network =
        subnet()
            .subnet("other", "10.0.1.0/24")
            .machine("fw", "sub", "10.0.0.4", fw -> fw.networkInterface("other", "10.0.1.4"));

    Drawing drawing = draw(network);

    assertThat(words(find(find(drawing.boxes(), "sub").inside(), "fw")))
        .containsExactly("10.0.0.4", "fw-nic");
    assertThat(words(find(find(drawing.boxes(), "other").inside(), "fw")))
        .containsExactly("10.0.1.4", "fw-nic2");
    assertThat(drawing.lines())
        .singleElement()
        .satisfies(line -> assertThat(line.kind()).isEqualTo(Line.Kind.SAME_MACHINE));
  }

  @Test
  void gatewaysAndWhatTheyConnectToAreDrawn() {
    TestNetwork network = subnet();
    ResourceId gateway = ResourceId.of("virtualNetworkGateways/vpn");
    ResourceId remote = ResourceId.of("localNetworkGateways/office");
    Drawing drawing =
        draw(
            network,
            new VirtualNetworkGateway(
                gateway,
                HERE,
                VirtualNetworkGateway.Kind.VPN,
                network.subnetId("sub"),
                List.of(),
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty()),
            new LocalNetworkGateway(
                remote,
                HERE,
                List.of(Prefix.of("172.16.0.0/16")),
                Optional.of(IpAddress.of("198.51.100.1")),
                Optional.empty()),
            new GatewayConnection(
                ResourceId.of("connections/to-office"),
                HERE,
                gateway,
                GatewayConnection.Kind.IPSEC,
                Optional.of(remote),
                false,
                List.of(),
                GatewayConnection.Selectors.ANY,
                Optional.of("NotConnected")));

    assertThat(words(find(drawing.boxes(), "vpn"))).containsExactly("Vpn gateway");
    assertThat(words(find(drawing.boxes(), "office")))
        .containsExactly("172.16.0.0/16", "at 198.51.100.1");
    assertThat(drawing.lines())
        .containsExactly(
            new Line(remote, gateway, Line.Kind.CONNECTION, "IPsec, NotConnected", true));
    assertThat(drawing.unplaced()).isEmpty();
  }

  @Test
  void managedServicesStandInTheirSubnets() {
    TestNetwork network = subnet();
    ResourceId sub = network.subnetId("sub");
    ResourceId balancer = ResourceId.of("loadBalancers/lb");
    Drawing drawing =
        draw(
            network,
            new AzureFirewall(
                ResourceId.of("azureFirewalls/fw"),
                HERE,
                Optional.of(sub),
                Optional.empty(),
                Optional.of(IpAddress.of("10.0.0.68")),
                List.of(),
                List.of(),
                Optional.empty(),
                FirewallPolicy.Rules.NONE),
            new LoadBalancer(
                balancer,
                HERE,
                LoadBalancer.Sku.STANDARD,
                List.of(
                    new LoadBalancer.Frontend(
                        balancer.child("frontendIPConfigurations", "front"),
                        HERE,
                        Optional.of(sub),
                        Optional.of(IpAddress.of("10.0.0.9")),
                        false,
                        Optional.empty())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()),
            new PrivateEndpoint(
                ResourceId.of("privateEndpoints/pe"),
                HERE,
                sub,
                List.of(IpAddress.of("10.0.0.5")),
                List.of(),
                Optional.of(ResourceId.of("storageAccounts/store")),
                List.of(),
                PrivateEndpoint.State.APPROVED,
                List.of(),
                List.of()));

    assertThat(names(find(drawing.boxes(), "sub").inside())).containsExactly("fw", "lb", "pe");
    assertThat(words(find(drawing.boxes(), "fw"))).containsExactly("Azure Firewall", "10.0.0.68");
    assertThat(words(find(drawing.boxes(), "lb"))).containsExactly("load balancer", "10.0.0.9");
    assertThat(words(find(drawing.boxes(), "pe")))
        .containsExactly("private endpoint", "10.0.0.5", "for store");
  }

  @Test
  void whatIsNotModelledIsCountedByType() {
    TestNetwork network =
        subnet()
            .unmodelled("one", "Microsoft.Network/dscpConfigurations", "sub")
            .unmodelled("two", "Microsoft.Network/dscpConfigurations", "sub")
            .unmodelled("disk", "Microsoft.Compute/disks", "sub");

    Drawing drawing = draw(network);

    assertThat(drawing.unmodelled().keySet())
        .containsExactly("Microsoft.Compute/disks", "Microsoft.Network/dscpConfigurations");
    assertThat(drawing.unmodelled().get("Microsoft.Network/dscpConfigurations")).hasSize(2);
    assertThat(drawing.unplaced()).isEmpty();
  }
}
