package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.BastionHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Network interfaces, their addresses, and the small resources around them. */
final class InterfaceTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - name: hub
          addressSpace: [10.0.0.0/16, "fd00::/48"]
          subnets:
            - {name: web, addressPrefixes: [10.0.1.0/28, "fd00::/64"]}
            - {name: db, addressPrefix: 10.0.2.0/24}
            - {name: two, addressPrefixes: [10.0.3.0/29, 10.0.4.0/29]}
            - {name: AzureBastionSubnet, addressPrefix: 10.0.5.0/26}
      """;

  private static Topology with(String more) {
    return Inputs.topology(NETWORK + more);
  }

  @Test
  void addressesAreAssignedFromTheFirstFreeOneOn() {
    Topology topology =
        with(
            """
            networkInterfaces:
              - {name: a, subnet: web}
              - {name: b, subnet: web, privateIPAddress: 10.0.1.5}
              - {name: c, subnet: web}
              - {name: d, subnet: web, privateIPAddress: 10.0.1.4}
              - {name: e, subnet: db}
              - {name: f, subnet: web, privateIPAddressVersion: IPv6}
              - {name: g, subnet: web, privateIPAddressVersion: IPv6}
            """);
    assertThat(Inputs.addresses(topology, "a")).containsExactly("10.0.1.6");
    assertThat(Inputs.addresses(topology, "b")).containsExactly("10.0.1.5");
    assertThat(Inputs.addresses(topology, "c")).containsExactly("10.0.1.7");
    assertThat(Inputs.addresses(topology, "e")).containsExactly("10.0.2.4");
    assertThat(Inputs.addresses(topology, "f")).containsExactly("fd00::4");
    assertThat(Inputs.addresses(topology, "g")).containsExactly("fd00::5");
    assertThat(topology.all(NetworkInterface.class))
        .extracting(nic -> nic.ipConfigurations().getFirst().assumed())
        .containsExactly(true, false, true, false, true, true, true);
  }

  @Test
  void aSubnetIsFullBeforeItsLastAddressAndThenTheNextPrefixIsUsed() {
    Topology topology =
        with(
            """
            networkInterfaces:
              - {name: a, subnet: two}
              - {name: b, subnet: two}
              - {name: c, subnet: two}
              - {name: d, subnet: two}
            """);
    assertThat(List.of("a", "b", "c", "d"))
        .flatExtracting(nic -> Inputs.addresses(topology, nic))
        .containsExactly("10.0.3.4", "10.0.3.5", "10.0.3.6", "10.0.4.4");
  }

  @Test
  void manyAddressesAreAssignedInOneSubnet() {
    StringBuilder text = new StringBuilder("networkInterfaces:\n");
    for (int i = 0; i < 251; i++) {
      text.append("  - {name: n").append(i).append(", subnet: db}\n");
    }
    Topology topology = with(text.toString());
    assertThat(Inputs.addresses(topology, "n250")).containsExactly("10.0.2.254");
    assertThat(Inputs.problems(NETWORK + text + "  - {name: more, subnet: db}\n"))
        .singleElement()
        .asString()
        .endsWith("no free IPv4 address in subnet db: give privateIPAddress");
  }

  @Test
  void thePrimaryConfigurationComesFirst() {
    Topology topology =
        with(
            """
            publicIPAddresses: [{name: pip, ipAddress: 203.0.113.7, sku: {name: Standard, tier: Regional}}]
            applicationSecurityGroups: [{name: asg}]
            networkInterfaces:
              - name: nic
                enableIPForwarding: true
                ipConfigurations:
                  - {name: first, subnet: web, privateIPAddress: 10.0.1.8}
                  - {name: second, subnet: web, primary: true, publicIPAddress: pip, applicationSecurityGroups: [asg]}
            """);
    NetworkInterface nic = Inputs.only(topology, NetworkInterface.class, "nic");
    assertThat(nic.ipForwarding()).isTrue();
    assertThat(nic.ipConfigurations())
        .extracting(each -> each.id().name())
        .containsExactly("second", "first");
    IpConfiguration second = nic.ipConfigurations().getFirst();
    assertThat(second.publicIpAddress()).contains(ResourceId.of("publicIPAddresses/pip"));
    assertThat(second.applicationSecurityGroups())
        .containsExactly(ResourceId.of("applicationSecurityGroups/asg"));
    assertThat(Inputs.only(topology, PublicIpAddress.class, "pip").sku())
        .contains(PublicIpAddress.Sku.STANDARD);
  }

  @Test
  void aMachineHasInlineAndNamedInterfacesThePrimaryOneFirst() {
    Topology topology =
        with(
            """
            networkInterfaces: [{name: alone, subnet: db}]
            virtualMachines:
              - name: vm
                networkInterfaces:
                  - {name: inline, subnet: hub/web}
                  - alone
                  - {name: main, subnet: hub/db, primary: true}
            """);
    assertThat(Inputs.only(topology, VirtualMachine.class, "vm").networkInterfaces())
        .extracting(ResourceId::name)
        .containsExactly("main", "inline", "alone");
    assertThat(topology.all(NetworkInterface.class)).hasSize(3);
  }

  @Test
  void thePrimaryInterfaceOfAnArmMachineComesFirst() {
    String profile =
        "{\"id\": \"VM\", \"name\": \"vm\", \"type\": \"Microsoft.Compute/virtualMachines\","
            + " \"properties\": {\"networkProfile\": {\"networkInterfaces\": [{\"id\": \"NIC1\"},"
            + " {\"id\": \"NIC2\", \"properties\": {\"primary\": true}}]}}}";
    Topology topology =
        Inputs.topology(
            profile
                .replace("VM", Inputs.machine("vm"))
                .replace("NIC", Inputs.network("networkInterfaces/nic")));
    assertThat(Inputs.only(topology, VirtualMachine.class, "vm").networkInterfaces())
        .extracting(ResourceId::name)
        .containsExactly("nic2", "nic1");
  }

  @Test
  void whatIsNotSaidIsUnknownOrAzuresDefault() {
    Topology topology =
        with(
            """
            networkInterfaces: [{name: nic, subnet: web}]
            publicIPAddresses: [{name: pip}]
            """);
    NetworkInterface nic = Inputs.only(topology, NetworkInterface.class, "nic");
    assertThat(nic.ipForwarding()).isFalse();
    assertThat(nic.securityGroup()).isEmpty();
    assertThat(nic.virtualMachine()).isEmpty();
    PublicIpAddress address = Inputs.only(topology, PublicIpAddress.class, "pip");
    assertThat(address.address()).isEmpty();
    assertThat(address.sku()).isEmpty();
  }

  @Test
  void gatewaysAndBastionsNameTheirAddresses() {
    Topology topology =
        with(
            """
            publicIPAddresses: [{name: a}, {name: b}]
            natGateways: [{name: nat, publicIPAddresses: [a, b]}, {name: other, publicIpAddresses: a}]
            bastionHosts: [{name: bastion, subnet: hub/AzureBastionSubnet, publicIPAddress: a}]
            """);
    assertThat(Inputs.only(topology, NatGateway.class, "nat").publicIpAddresses()).hasSize(2);
    assertThat(Inputs.only(topology, NatGateway.class, "other").publicIpAddresses()).hasSize(1);
    assertThat(Inputs.only(topology, BastionHost.class, "bastion").subnet().name())
        .isEqualTo("AzureBastionSubnet");
  }

  @Test
  void anArmInterfaceMayBeInASubnetThatNoInputHas() {
    Topology topology =
        Inputs.topology(
            """
            [{"id": "NICS/nic", "name": "nic", "type": "Microsoft.Network/networkInterfaces", "properties": {"ipConfigurations": [
              {"name": "a", "properties": {"subnet": {"id": "VNETS/x/subnets/y"}, "privateIPAddress": "10.0.0.4"}},
              {"name": "b", "properties": {"subnet": {"id": "VNETS/x/subnets/y"}}}]}}]
            """
                .replace("NICS", Inputs.network("networkInterfaces"))
                .replace("VNETS", Inputs.network("virtualNetworks")));
    assertThat(Inputs.addresses(topology, "nic")).containsExactly("10.0.0.4");
  }
}
