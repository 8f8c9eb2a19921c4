package io.github.pathwhy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which resources the topology has, and what each contains or is associated with. */
final class TopologyDocumentTest {
  private static final SourcePosition HERE = new SourcePosition("test.yaml", 1, 1);

  private static Topology yaml(String text) {
    Source source = new Source("test.yaml", text.getBytes(StandardCharsets.UTF_8));
    Loaded loaded = TopologyLoader.load(List.of(source));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).topology();
  }

  private static Topology of(Resource... resources) {
    return new Topology(List.of(resources), Map.of(), List.of(), List.of(), Map.of());
  }

  /** The associations of a resource, as `Contains x` and `Associated y`, in order. */
  private static List<String> associations(Topology topology, String name) {
    List<String> found = new ArrayList<>();
    int resources = 0;
    for (Map<?, ?> resource : resources(topology)) {
      if (name.equals(resource.get("name"))) {
        resources++;
        for (Object each : (List<?>) resource.get("associations")) {
          Map<?, ?> association = (Map<?, ?>) each;
          found.add(association.get("associationType") + " " + association.get("name"));
        }
      }
    }
    assertThat(resources).as("resources named " + name).isEqualTo(1);
    return found;
  }

  private static List<Map<?, ?>> resources(Topology topology) {
    List<Map<?, ?>> resources = new ArrayList<>();
    for (Object each : (List<?>) TopologyDocument.of(topology).document().get("resources")) {
      resources.add((Map<?, ?>) each);
    }
    return resources;
  }

  private static List<Object> names(Topology topology) {
    return resources(topology).stream().<Object>map(resource -> resource.get("name")).toList();
  }

  private static Topology shop() {
    return yaml(
        """
        virtualNetworks:
          - name: shop
            location: westeurope
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: web, addressPrefix: 10.0.1.0/24, networkSecurityGroup: web-nsg, routeTable: web-rt,
                 natGateway: out}
              - {name: db, addressPrefix: 10.0.2.0/24}
        networkSecurityGroups:
          - name: web-nsg
            securityRules:
              - {name: AllowHttps, priority: 100, direction: Inbound, access: Allow, protocol: Tcp,
                 sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*",
                 destinationPortRange: 443}
          - {name: nic-nsg}
        routeTables:
          - name: web-rt
            routes: [{name: none, addressPrefix: 10.9.0.0/16, nextHopType: None}]
        natGateways: [{name: out, publicIpAddresses: [out-ip]}]
        publicIPAddresses: [{name: web-ip}, {name: out-ip}]
        virtualMachines:
          - name: web-vm
            networkInterfaces:
              - {name: web-nic, subnet: shop/web, privateIPAddress: 10.0.1.4, publicIPAddress: web-ip,
                 networkSecurityGroup: nic-nsg}
        """);
  }

  @Test
  void partsAreContainedAndListedAfterTheirWhole() {
    assertThat(associations(shop(), "shop")).containsExactly("Contains web", "Contains db");
    assertThat(associations(shop(), "web-nsg")).containsExactly("Contains AllowHttps");
    assertThat(associations(shop(), "AllowHttps")).isEmpty();
    assertThat(associations(shop(), "none")).isEmpty();
    assertThat(names(shop())).containsSubsequence("shop", "web", "db").doesNotHaveDuplicates();
  }

  @Test
  void machineContainsItsInterfacesAndTheyAreAssociatedWithIt() {
    assertThat(associations(shop(), "web-vm")).containsExactly("Contains web-nic");
    assertThat(associations(shop(), "web-nic"))
        .containsExactlyInAnyOrder(
            "Associated web-vm", "Associated nic-nsg", "Associated web", "Associated web-ip");
  }

  @Test
  void interfaceMayNameItsMachineInstead() {
    String arm = "/subscriptions/s/resourceGroups/g/providers/";
    Topology topology =
        yaml(
            """
            [{"type": "Microsoft.Compute/virtualMachines", "name": "vm",
              "id": "%1$sMicrosoft.Compute/virtualMachines/vm", "properties": {}},
             {"type": "Microsoft.Network/networkInterfaces", "name": "nic",
              "id": "%1$sMicrosoft.Network/networkInterfaces/nic",
              "properties": {"virtualMachine": {"id": "%1$sMicrosoft.Compute/virtualMachines/VM"},
               "ipConfigurations": [{"name": "one", "properties": {"privateIPAddress": "10.0.0.4",
                "subnet": {"id": "%1$sMicrosoft.Network/virtualNetworks/n/subnets/s"}}}]}}]
            """
                .replace("%1$s", arm));

    assertThat(associations(topology, "vm")).containsExactly("Contains nic");
    assertThat(associations(topology, "nic"))
        .containsExactlyInAnyOrder("Associated VM", "Associated s");
  }

  @Test
  void publicAddressesAndRouteTablesKnowTheirUsersAndSecurityGroupsDoNot() {
    assertThat(associations(shop(), "web-ip")).containsExactly("Associated web-nic");
    assertThat(associations(shop(), "out-ip")).isEmpty();
    assertThat(associations(shop(), "web-rt")).containsExactly("Contains none", "Associated web");
    assertThat(associations(shop(), "nic-nsg")).isEmpty();
  }

  @Test
  void subnetIsAssociatedWithWhatIsAttachedToItButNotWithWhatStandsInIt() {
    assertThat(associations(shop(), "web"))
        .containsExactlyInAnyOrder("Associated web-nsg", "Associated web-rt", "Associated out");
    assertThat(associations(shop(), "db")).isEmpty();
    assertThat(associations(shop(), "out")).containsExactly("Associated out-ip");
  }

  @Test
  void placeIsThatOfTheNetworkAndAbsentWhereItIsNotKnown() {
    for (Map<?, ?> resource : resources(shop())) {
      boolean known = List.of("shop", "web", "db").contains(resource.get("name"));
      assertThat(resource.get("location")).isEqualTo(known ? "westeurope" : null);
    }
  }

  @Test
  void linkOfAPeeringIsAPartOfItsNetwork() {
    Topology topology =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .virtualNetwork("spoke", "10.1.0.0/16")
            .peering("hub", "spoke")
            .topology();

    assertThat(associations(topology, "hub")).containsExactly("Contains hub-to-spoke");
    assertThat(associations(topology, "hub-to-spoke")).containsExactly("Associated spoke");
    assertThat(associations(topology, "spoke-to-hub")).containsExactly("Associated hub");
  }

  @Test
  void loadBalancerContainsItsPartsWhichReferToTheRest() {
    ResourceId id = ResourceId.of("loadBalancers/lb");
    ResourceId frontend = id.child("frontendIPConfigurations", "front");
    ResourceId pool = id.child("backendAddressPools", "pool");
    ResourceId rule = id.child("loadBalancingRules", "https");
    Topology topology =
        of(
            new LoadBalancer(
                id,
                HERE,
                LoadBalancer.Sku.STANDARD,
                List.of(
                    new LoadBalancer.Frontend(
                        frontend,
                        HERE,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.of(ResourceId.of("publicIPAddresses/lb-ip")))),
                List.of(new LoadBalancer.Pool(pool, HERE, List.of(), List.of(), Optional.empty())),
                List.of(
                    new LoadBalancer.Rule(
                        rule,
                        HERE,
                        frontend,
                        List.of(pool),
                        Optional.empty(),
                        Protocol.TCP,
                        443,
                        443,
                        false,
                        false)),
                List.of(),
                List.of(),
                List.of()));

    assertThat(associations(topology, "lb"))
        .containsExactly("Contains front", "Contains pool", "Contains https");
    assertThat(associations(topology, "front")).containsExactly("Associated lb-ip");
    assertThat(associations(topology, "pool")).isEmpty();
    assertThat(associations(topology, "https"))
        .containsExactly("Associated front", "Associated pool");
  }

  @Test
  void applicationGatewayContainsFrontendsListenersAndPools() {
    ResourceId id = ResourceId.of("applicationGateways/agw");
    ResourceId frontend = id.child("frontendIPConfigurations", "front");
    ApplicationGateway.Pool pool =
        new ApplicationGateway.Pool(
            id.child("backendAddressPools", "pool"), List.of(), List.of(), List.of());
    Topology topology =
        of(
            new ApplicationGateway(
                id,
                HERE,
                2,
                true,
                ResourceId.of("virtualNetworks/n/subnets/agw-subnet"),
                List.of(
                    new ApplicationGateway.Frontend(
                        frontend,
                        Optional.empty(),
                        Optional.of(ResourceId.of("publicIPAddresses/agw-ip")))),
                List.of(
                    new ApplicationGateway.Listener(
                        id.child("httpListeners", "https"),
                        HERE,
                        frontend,
                        443,
                        Optional.empty(),
                        List.of(
                            new ApplicationGateway.Route(
                                "all", "/*", pool, 80, Optional.empty()))))));

    assertThat(associations(topology, "agw"))
        .containsExactlyInAnyOrder(
            "Associated agw-subnet", "Contains front", "Contains https", "Contains pool");
    assertThat(associations(topology, "front")).containsExactly("Associated agw-ip");
  }

  @Test
  void privateEndpointIsAssociatedWithItsSubnetAndItsService() {
    Topology topology =
        of(
            new PrivateEndpoint(
                ResourceId.of("privateEndpoints/pe"),
                HERE,
                ResourceId.of("virtualNetworks/n/subnets/s"),
                List.of(IpAddress.of("10.0.0.5")),
                List.of(ResourceId.of("networkInterfaces/pe-nic")),
                Optional.of(ResourceId.of("storageAccounts/store")),
                List.of("blob"),
                PrivateEndpoint.State.APPROVED,
                List.of(),
                List.of()));

    assertThat(associations(topology, "pe"))
        .containsExactlyInAnyOrder("Associated pe-nic", "Associated s", "Associated store");
  }

  @Test
  void typesThatAreNotModelledAreListedWhenTheyBelongToNetworks() {
    TestNetwork network =
        new TestNetwork().virtualNetwork("n", "10.0.0.0/16").subnet("s", "10.0.0.0/24");
    Topology topology =
        network
            .unmodelled("watcher", "Microsoft.Network/dscpConfigurations", "s")
            .unmodelled("disk", "Microsoft.Compute/disks", "s")
            .topology();

    assertThat(associations(topology, "watcher")).containsExactly("Associated s");
    assertThat(names(topology)).doesNotContain("disk");
  }

  @Test
  void instancesOfAScaleSetHaveTheNamesThatTheyAreAskedForBy() {
    Topology topology =
        yaml(
            """
            virtualNetworks: [{name: net, addressSpace: [10.0.0.0/16], subnets: [{name: sub, addressPrefix: 10.0.1.0/24}]}]
            virtualMachineScaleSets:
              - {name: set, capacity: 2, networkInterfaceConfigurations: [{name: nic, ipConfigurations: [{name: c, subnet: net/sub}]}]}
            """);

    assertThat(names(topology)).contains("set_0", "set_1").doesNotContain("0");
    assertThat(associations(topology, "set_1")).containsExactly("Contains nic");
  }

  @Test
  void whatIsNotKnownOfTheParts() {
    Topology open =
        yaml("virtualNetworks: [{name: net, addressSpace: [10.0.0.0/16], subnets: {unknown: x}}]");
    Topology other =
        yaml(
            "virtualNetworks: [{name: net, addressSpace: [10.0.0.0/16], dnsServers: {unknown:"
                + " x}}]");

    assertThat(TopologyDocument.of(open).document().get("explanation"))
        .isEqualTo(Map.of("missing", List.of("subnets of net: x")));
    assertThat(TopologyDocument.of(other).document().get("explanation"))
        .isEqualTo(Map.of("missing", List.of("dnsServers of net: x")));
  }

  @Test
  void nothingIsAnEmptyList() {
    assertThat(resources(of())).isEmpty();
    assertThat(TopologyDocument.of(of()).rows()).isEmpty();
  }

  @Test
  void rowsNameWhatIsContainedAndAssociated() {
    assertThat(TopologyDocument.of(shop()).rows())
        .contains(
            Map.of(
                "Name",
                "shop",
                "Type",
                "virtualNetworks",
                "Contains",
                "web, db",
                "Associated",
                ""));
  }
}
