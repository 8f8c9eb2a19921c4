package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Cloud;
import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several inputs: later ones over earlier ones, and overlays over ARM resources. */
final class MergeTest {
  private static final String ARM =
      """
      [{"id": "VNET", "name": "hub", "type": "Microsoft.Network/virtualNetworks", "properties": {
         "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
         "subnets": [{"id": "VNET/subnets/web", "name": "web", "properties": {"addressPrefix": "10.0.1.0/24"}}]}},
       {"id": "NIC", "name": "nic", "type": "Microsoft.Network/networkInterfaces", "properties": {
         "virtualMachine": {"id": "VM"}, "ipConfigurations": [{"name": "a", "properties": {
           "subnet": {"id": "VNET/subnets/web"}, "privateIPAddress": "10.0.1.7",
           "loadBalancerBackendAddressPools": [{"id": "/subscriptions/s/POOL"}]}}]}},
       {"id": "VM", "name": "vm", "type": "Microsoft.Compute/virtualMachines", "properties": {
         "networkProfile": {"networkInterfaces": [{"id": "NIC", "properties": {"primary": true}}]}}},
       {"id": "GW", "name": "vpn", "type": "Microsoft.Network/virtualNetworkGateways", "properties": {}}]
      """
          .replace("VNET", Inputs.network("virtualNetworks/hub"))
          .replace("NIC", Inputs.network("networkInterfaces/nic"))
          .replace("VM", Inputs.machine("vm"))
          .replace("GW", Inputs.network("virtualNetworkGateways/vpn"));

  @Test
  void laterInputsWin() {
    Topology topology =
        Inputs.topology(
            """
            networkSecurityGroups:
              - name: nsg
                securityRules:
                  - {name: a, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", destinationAddressPrefix: "*"}
                  - {name: b, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", destinationAddressPrefix: "*"}
            """,
            """
            networkSecurityGroups:
              - name: NSG
                securityRules:
                  - {name: B, access: Deny}
                  - {name: c, priority: 300, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", destinationAddressPrefix: "*"}
            """);
    List<SecurityRule> rules = topology.all(SecurityGroup.class).getFirst().rules();
    assertThat(rules).extracting(SecurityRule::priority).containsExactly(100, 200, 300);
    assertThat(rules)
        .extracting(SecurityRule::access)
        .containsExactly(Access.ALLOW, Access.DENY, Access.ALLOW);
  }

  @Test
  void aListWithoutNamesIsReplaced() {
    Topology topology =
        Inputs.topology(
            "virtualNetworks: [{name: hub, addressSpace: [10.0.0.0/16, 10.1.0.0/16]}]",
            "virtualNetworks: [{name: hub, addressSpace: [10.2.0.0/16]}]");
    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").addressSpace())
        .containsExactly(Prefix.of("10.2.0.0/16"));
  }

  @Test
  void nullTakesAway() {
    Topology topology =
        Inputs.topology(
            """
            virtualNetworks:
              - name: hub
                addressSpace: [10.0.0.0/16]
                subnets: [{name: web, addressPrefix: 10.0.1.0/24, routeTable: rt, serviceEndpoints: [Microsoft.Sql]}]
            routeTables: [{name: rt}]
            """,
            "virtualNetworks: [{name: hub, subnets: [{name: web, routeTable: ~}]}]");
    Subnet web = Inputs.only(topology, VirtualNetwork.class, "hub").subnets().getFirst();
    assertThat(web.routeTable()).isEmpty();
    assertThat(web.serviceEndpoints()).containsExactly("Microsoft.Sql");
  }

  @Test
  void anOverlayMeansArmResourcesByNameBeforeAndAfterThem() {
    String overlay =
        """
        virtualMachines: [{name: VM, location: north}]
        networkInterfaces: [{name: nic, enableIPForwarding: true}]
        virtualNetworks: [{name: hub, subnets: [{name: web, serviceEndpoints: [Microsoft.Sql]}]}]
        """;
    for (List<String> order : List.of(List.of(ARM, overlay), List.of(overlay, ARM))) {
      Topology topology = Inputs.topology(order.toArray(String[]::new));
      assertThat(topology.resources()).as("resources").hasSize(4);
      VirtualMachine machine = topology.all(VirtualMachine.class).getFirst();
      NetworkInterface nic = Inputs.only(topology, NetworkInterface.class, "nic");
      assertThat(machine.networkInterfaces()).containsExactly(nic.id());
      assertThat(nic.virtualMachine()).contains(machine.id());
      assertThat(nic.ipForwarding()).isTrue();
      assertThat(nic.ipConfigurations().getFirst().pools())
          .containsExactly(ResourceId.of("/subscriptions/s/POOL"));
      assertThat(Inputs.addresses(topology, "nic")).containsExactly("10.0.1.7");
      Subnet web = Inputs.only(topology, VirtualNetwork.class, "hub").subnets().getFirst();
      assertThat(web.serviceEndpoints()).containsExactly("Microsoft.Sql");
      assertThat(web.prefixes()).containsExactly(Prefix.of("10.0.1.0/24"));
    }
  }

  @Test
  void anApplianceAddsItsPolicyToAnArmMachine() {
    String overlay =
        """
        virtualAppliances:
          - name: vm
            rules:
              - {name: web, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, destinationPortRange: 443}
            sourceNat: [{destinationAddressPrefix: Internet, translatedAddress: interface}]
            destinationNat: [{translatedAddress: 10.0.1.9, destinationPortRange: 80, translatedPort: 8080, protocol: Tcp}]
        """;
    for (List<String> order : List.of(List.of(ARM, overlay), List.of(overlay, ARM))) {
      VirtualMachine machine =
          Inputs.only(Inputs.topology(order.toArray(String[]::new)), VirtualMachine.class, "vm");
      assertThat(machine.id()).isEqualTo(ResourceId.of(Inputs.machine("vm")));
      assertThat(machine.networkInterfaces()).hasSize(1);
      AppliancePolicy policy = machine.appliance().orElseThrow();
      assertThat(policy.stateful()).isTrue();
      assertThat(policy.defaultAction()).isEqualTo(Access.DENY);
      assertThat(policy.rules()).extracting(AppliancePolicy.Rule::name).containsExactly("web");
      assertThat(policy.sourceNat().getFirst().translatedAddress()).isEmpty();
      assertThat(policy.destinationNat().getFirst().translatedPort()).contains(8080);
    }
  }

  @Test
  void aLaterDescriptionOfAnApplianceAddsToTheEarlierOne() {
    Topology topology =
        Inputs.topology(
            """
            virtualAppliances:
              - {name: fw, rules: [{name: web, access: Allow}, {name: rest, access: Deny}]}
            """,
            """
            virtualAppliances:
              - name: FW
                rules: [{name: rest, access: Allow}]
                sourceNat: [{destinationAddressPrefix: Internet, translatedAddress: interface}]
            """);
    AppliancePolicy policy =
        Inputs.only(topology, VirtualMachine.class, "fw").appliance().orElseThrow();
    assertThat(policy.rules())
        .extracting(rule -> rule.name() + " " + rule.access())
        .containsExactly("web Allow", "rest Allow");
    assertThat(policy.sourceNat()).hasSize(1);
    assertThat(policy.stateful()).isTrue();
  }

  @Test
  void aNameMayHaveSeveralAddressesAndALaterInputReplacesThemAll() {
    String two =
        """
        dns:
          - {name: a.example, address: 192.0.2.1}
          - {name: A.example, address: "2001:db8::1"}
        """;
    assertThat(Inputs.topology(two).dns()).hasSize(2);
    assertThat(Inputs.topology(two, "dns: [{name: a.example, fails: NXDOMAIN}]").dns())
        .extracting(DnsRecord::answer)
        .containsExactly(new DnsRecord.Answer.Failure("NXDOMAIN"));
  }

  @Test
  void anApplianceWithoutRulesForwardsAll() {
    AppliancePolicy policy =
        Inputs.only(Inputs.topology("virtualAppliances: [{name: fw}]"), VirtualMachine.class, "fw")
            .appliance()
            .orElseThrow();
    assertThat(policy.stateful()).isFalse();
    assertThat(policy.defaultAction()).isEqualTo(Access.ALLOW);
    assertThat(policy.rules()).isEmpty();
  }

  @Test
  void anEmptyRuleListDeniesAll() {
    AppliancePolicy policy =
        Inputs.only(
                Inputs.topology("virtualAppliances: [{name: fw, rules: []}]"),
                VirtualMachine.class,
                "fw")
            .appliance()
            .orElseThrow();
    assertThat(policy.defaultAction()).isEqualTo(Access.DENY);
    assertThat(policy.stateful()).isTrue();
  }

  @Test
  void theSameFileMayDescribeAMachineAndItsPolicy() {
    Topology topology =
        Inputs.topology("virtualMachines: [{name: fw}]\nvirtualAppliances: [{name: fw}]\n");
    assertThat(topology.resources()).hasSize(1);
    assertThat(Inputs.only(topology, VirtualMachine.class, "fw").appliance()).isPresent();
  }

  @Test
  void observationsAreOfMachinesAndOfThingsThatAreNotModelled() {
    Topology topology =
        Inputs.topology(
            ARM,
            """
            observed:
              VM: {powerState: running, listening: [Tcp/443, udp/53], cpuPercent: 97.5, memoryPercent: 40,
                   guestFirewall: [{direction: Inbound, access: Deny, protocol: Tcp, port: [22, 80-90]}]}
              virtualNetworkGateways/vpn: {connectionState: Connected, learnedRoutes: [172.20.0.0/16], probes: {a: down, B: up}}
            """);
    Observation vm = topology.observation(ResourceId.of(Inputs.machine("vm"))).orElseThrow();
    assertThat(vm.powerState()).contains(PowerState.RUNNING);
    assertThat(vm.listening())
        .contains(
            List.of(
                new Observation.Listener(Protocol.TCP, 443),
                new Observation.Listener(Protocol.UDP, 53)));
    assertThat(vm.cpuPercent()).contains(97.5);
    assertThat(vm.memoryPercent()).contains(40.0);
    assertThat(vm.guestFirewall().orElseThrow())
        .extracting(rule -> rule.traffic().destinationPorts())
        .containsExactly(List.of(new PortRange(22, 22), new PortRange(80, 90)));
    assertThat(vm.learnedRoutes()).isEmpty();
    Observation gateway =
        topology
            .observation(ResourceId.of(Inputs.network("virtualNetworkGateways/vpn")))
            .orElseThrow();
    assertThat(gateway.connectionState()).contains("Connected");
    assertThat(gateway.learnedRoutes().orElseThrow())
        .extracting(Observation.LearnedRoute::prefix)
        .containsExactly(Prefix.of("172.20.0.0/16"));
    assertThat(gateway.probes()).isEqualTo(Map.of("a", false, "b", true));
    assertThat(gateway.guestFirewall()).isEmpty();
  }

  @Test
  void notObservedIsNotEmpty() {
    Topology topology =
        Inputs.topology(
            ARM, "observed: {vm: {listening: [], guestFirewall: [], learnedRoutes: []}}");
    Observation vm = topology.observation(ResourceId.of(Inputs.machine("vm"))).orElseThrow();
    assertThat(vm.listening()).contains(List.of());
    assertThat(vm.guestFirewall()).contains(List.of());
    assertThat(vm.learnedRoutes()).contains(List.of());
    assertThat(vm.powerState()).isEmpty();
    assertThat(vm.cpuPercent()).isEmpty();
  }

  @Test
  void laterObservationsAreLaidOverEarlierOnes() {
    Topology topology =
        Inputs.topology(
            ARM,
            "observed: {vm: {powerState: stopped, cpuPercent: 10}}",
            "observed: {vm: {powerState: running}}");
    Observation vm = topology.observation(ResourceId.of(Inputs.machine("vm"))).orElseThrow();
    assertThat(vm.powerState()).contains(PowerState.RUNNING);
    assertThat(vm.cpuPercent()).contains(10.0);
  }

  @Test
  void sitesNamesAndTagsOfLaterInputsWin() {
    Topology topology =
        Inputs.topology(
            ARM,
            """
            sites: [{name: branch, addressPrefixes: [172.16.0.0/16], gateway: vpn}]
            dns:
              - {name: a.example, address: 10.0.0.4}
              - {name: b.example, cname: a.example}
              - {name: c.example, fails: servfail}
            serviceTags: {Storage.WestEurope: [203.0.113.0/24], Sql: 198.51.100.0/24}
            """,
            """
            sites: [{name: Branch, addressPrefixes: [172.17.0.0/16], gateway: vm}]
            dns: [{name: A.EXAMPLE, address: "fd00::1"}]
            serviceTags: {storage.westeurope: []}
            """);
    assertThat(topology.sites())
        .singleElement()
        .extracting(Site::addressPrefixes, Site::gateway)
        .containsExactly(List.of(Prefix.of("172.17.0.0/16")), ResourceId.of(Inputs.machine("vm")));
    assertThat(topology.dns())
        .extracting(DnsRecord::answer)
        .containsExactly(
            new DnsRecord.Answer.Address(IpAddress.of("fd00::1")),
            new DnsRecord.Answer.Alias("a.example"),
            new DnsRecord.Answer.Failure("SERVFAIL"));
    assertThat(topology.serviceTags())
        .isEqualTo(
            Map.of("storage.westeurope", List.of(), "sql", List.of(Prefix.of("198.51.100.0/24"))));
  }

  @Test
  void theLatestCloudCounts() {
    String network = network("usgovvirginia");
    assertThat(Inputs.topology(network).cloud()).contains(Cloud.US_GOVERNMENT);
    assertThat(Inputs.topology(network, "cloud: AzurePublic").cloud()).contains(Cloud.PUBLIC);
    assertThat(Inputs.topology("cloud: AzurePublic", network, "cloud: azurechina").cloud())
        .contains(Cloud.CHINA);
    assertThat(Inputs.topology("virtualNetworks: []").cloud()).contains(Cloud.PUBLIC);
    assertThat(Inputs.topology(network, network("China East")).cloud()).isEmpty();
    assertThat(Inputs.problems("{pathwhy: 1, cloud: AzureMoon}"))
        .singleElement()
        .asString()
        .contains("cloud: 'AzureMoon': allowed: AzurePublic, AzureUSGovernment, AzureChina");
  }

  private static String network(String region) {
    return "virtualNetworks: [{name: in-%s, location: %s, addressSpace: [10.0.0.0/16]}]"
        .formatted(region.replace(" ", ""), region);
  }

  @Test
  void aNameMeansTheResourceThatAnotherInputGivesAnId() {
    String named = "networkSecurityGroups: [{name: nsg}]";
    String withId =
        "networkSecurityGroups: [{name: nsg, id: %s}]"
            .formatted(Inputs.network("networkSecurityGroups/nsg"));
    assertThat(Inputs.topology(named, withId).resources()).hasSize(1);
    assertThat(Inputs.topology(withId, named).resources()).hasSize(1);
  }
}
