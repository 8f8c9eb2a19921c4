package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The machines and interfaces that scale sets consist of. */
final class ScaleSetTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - {name: hub, addressSpace: [10.0.0.0/16], subnets: [{name: web, addressPrefix: 10.0.1.0/24}]}
      """;
  private static final String SET =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/web";

  private static String arm(String more) {
    return """
    [{"type": "Microsoft.Compute/virtualMachineScaleSets", "name": "web", "id": "%s", "sku": {"name": "D2", "capacity": 2}, "properties": {%s
      "virtualMachineProfile": {"networkProfile": {"networkInterfaceConfigurations": [{"name": "nic", "properties": {"primary": true,
        "ipConfigurations": [{"name": "ip", "properties": {"subnet": {"id": "virtualNetworks/hub/subnets/web"}, "loadBalancerInboundNatPools": [{"id": "/subscriptions/s/natpool"}]}}]}}]}}}}
    """
        .formatted(SET, more);
  }

  @Test
  void asManyInstancesAsTheCapacitySays() {
    Topology topology =
        Inputs.topology(
            NETWORK
                + """
                loadBalancers: [{name: lb, backendAddressPools: [{name: pool}]}]
                virtualMachineScaleSets:
                  - name: web
                    capacity: 3
                    networkInterfaceConfigurations:
                      - {name: second, ipConfigurations: [{name: ip, subnet: hub/web}]}
                      - name: first
                        primary: true
                        enableIPForwarding: true
                        ipConfigurations: [{name: ip, subnet: hub/web, loadBalancerBackendAddressPools: lb/pool, publicIPAddressConfiguration: {name: pip, sku: Standard}}]
                """);
    assertThat(topology.all(VirtualMachine.class))
        .extracting(VirtualMachine::name)
        .containsExactly("web_0", "web_1", "web_2");
    VirtualMachine last = topology.all(VirtualMachine.class).getLast();
    assertThat(last.scaleSet()).contains(ResourceId.of("virtualMachineScaleSets/web"));
    NetworkInterface primary =
        topology.find(last.networkInterfaces().getFirst(), NetworkInterface.class).orElseThrow();
    assertThat(primary.name()).isEqualTo("first");
    assertThat(primary.ipForwarding()).isTrue();
    IpConfiguration configuration = primary.ipConfigurations().getFirst();
    assertThat(configuration.assumed()).isTrue();
    assertThat(configuration.pools())
        .containsExactly(ResourceId.of("loadBalancers/lb/backendAddressPools/pool"));
    assertThat(topology.all(NetworkInterface.class))
        .extracting(nic -> nic.ipConfigurations().getFirst().privateAddress().toString())
        .doesNotHaveDuplicates()
        .hasSize(6);
    assertThat(topology.all(PublicIpAddress.class)).hasSize(3);
    assertThat(topology.find(configuration.publicIpAddress().orElseThrow(), PublicIpAddress.class))
        .isPresent();
  }

  @Test
  void instancesHaveTheIdsOfArmAndCanBeObservedByName() {
    Topology topology =
        Inputs.topology(NETWORK, arm("") + "]", "observed: {web_1: {powerState: stopped}}");
    assertThat(topology.observation(ResourceId.of(SET + "/virtualMachines/1"))).isPresent();
    assertThat(topology.observation(ResourceId.of(SET + "/virtualMachines/0"))).isEmpty();
    assertThat(
            topology
                .find(
                    ResourceId.of(SET + "/virtualMachines/1/networkInterfaces/nic"),
                    NetworkInterface.class)
                .orElseThrow()
                .ipConfigurations()
                .getFirst()
                .pools())
        .containsExactly(ResourceId.of("/subscriptions/s/natpool"));
    assertThat(topology.all(Unmodelled.class)).isEmpty();
  }

  @Test
  void instancesOfTheInputCountInsteadOfTheCapacity() {
    String instance =
        """
        , {"type": "Microsoft.Compute/virtualMachineScaleSets/virtualMachines", "name": "web_7", "id": "SET/virtualMachines/7", "properties": {}},
        {"type": "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces", "name": "nic", "id": "SET/virtualMachines/7/networkInterfaces/nic",
         "properties": {"ipConfigurations": [{"name": "ip", "properties": {"privateIPAddress": "10.0.1.77", "subnet": {"id": "virtualNetworks/hub/subnets/web"}}}]}}]
        """
            .replace("SET", SET);
    Topology topology = Inputs.topology(NETWORK, arm("") + instance);
    assertThat(topology.all(VirtualMachine.class))
        .extracting(VirtualMachine::name)
        .containsExactly("web_7");
    assertThat(Inputs.addresses(topology, "nic")).containsExactly("10.0.1.77");
  }

  @Test
  void instanceMayDescribeItsOwnInterfaces() {
    String instance =
        """
        , {"type": "Microsoft.Compute/virtualMachineScaleSets/virtualMachines", "name": "web_7", "id": "SET/virtualMachines/7",
         "properties": {"PROFILE": {"networkInterfaceConfigurations": [{"name": "own", "properties":
           {"ipConfigurations": [{"name": "ip", "properties": {"privateIPAddress": "10.0.1.78", "subnet": {"id": "virtualNetworks/hub/subnets/web"}}}]}}]}}}]
        """
            .replace("SET", SET);
    for (String profile : List.of("networkProfile", "networkProfileConfiguration")) {
      Topology topology = Inputs.topology(NETWORK, arm("") + instance.replace("PROFILE", profile));
      assertThat(Inputs.addresses(topology, "own")).containsExactly("10.0.1.78");
    }
  }

  @Test
  void flexibleSetsConsistOfTheMachinesThatNameThem() {
    String flexible = arm("\"orchestrationMode\": \"Flexible\",");
    Topology alone = Inputs.topology(NETWORK, flexible + "]");
    // None of them is in the input: as many as the capacity says, beside the set.
    assertThat(alone.all(VirtualMachine.class))
        .extracting(VirtualMachine::name)
        .containsExactly("web_0", "web_1");
    assertThat(alone.all(VirtualMachine.class).getFirst().scaleSet()).contains(ResourceId.of(SET));
    Topology topology =
        Inputs.topology(
            NETWORK,
            flexible + "]",
            "virtualMachines: [{name: web_ab12, virtualMachineScaleSet: web}]");
    assertThat(topology.all(VirtualMachine.class).getFirst().scaleSet())
        .contains(ResourceId.of(SET));
    assertThat(topology.all(VirtualMachine.class))
        .extracting(VirtualMachine::name)
        .containsExactly("web_ab12");
    assertThat(topology.all(Unmodelled.class)).isEmpty();
  }

  @Test
  void aMachineHasTheInterfacesThatItDescribes() {
    String machine =
        """
        [{"id": "%1$s/Microsoft.Compute/virtualMachines/one", "name": "one", "networkProfile": {%2$s
          "networkInterfaceConfigurations": [
            {"name": "second", "ipConfigurations": [{"name": "c", "subnet": {"id": "virtualNetworks/hub/subnets/web"}}]},
            {"name": "first", "primary": true, "ipConfigurations": [{"name": "c",
              "subnet": {"id": "virtualNetworks/hub/subnets/web"},
              "publicIPAddressConfiguration": {"name": "pip", "sku": {"name": "Standard"}}}]}]}},
         {"id": "%1$s/Microsoft.Network/networkInterfaces/made", "name": "made",
          "ipConfigurations": [{"name": "c", "privateIPAddress": "10.0.1.9",
            "subnet": {"id": "virtualNetworks/hub/subnets/web"}}]}]
        """;
    String group = "/subscriptions/s/resourceGroups/g/providers";
    String made =
        "\"networkInterfaces\": [{\"id\": \""
            + group
            + "/Microsoft.Network/networkInterfaces/made\"}],";

    Topology described = Inputs.topology(NETWORK, machine.formatted(group, ""));
    assertThat(described.all(NetworkInterface.class))
        .filteredOn(nic -> nic.id().toString().contains("/virtualMachines/one/"))
        .extracting(NetworkInterface::name)
        .containsExactlyInAnyOrder("first", "second");
    assertThat(described.all(VirtualMachine.class).getFirst().networkInterfaces()).isEmpty();
    assertThat(described.all(PublicIpAddress.class)).hasSize(1);
    Topology exported = Inputs.topology(NETWORK, machine.formatted(group, made));
    assertThat(exported.all(NetworkInterface.class))
        .as("those that Azure made")
        .extracting(NetworkInterface::name)
        .containsExactly("made");
  }
}
