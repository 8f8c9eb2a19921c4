package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.net.IpAddress;
import org.junit.jupiter.api.Test;

/** Values that the input does not know, and resources that it writes in ARM's form. */
final class UnknownValueTest {

  @Test
  void aPublicAddressThatAzureHasYetToGiveHasAStandIn() {
    Topology topology =
        Inputs.topology(
            """
            pathwhy: 1
            publicIPAddresses:
              - {name: given, ipAddress: 198.51.100.254}
              - {name: none}
              - {name: later, ipAddress: {unknown: "{reference('later').ipAddress}"}}
            """);

    PublicIpAddress later = Inputs.only(topology, PublicIpAddress.class, "later");
    assertThat(later.address()).contains(IpAddress.of("198.51.100.253"));
    assertThat(later.assumed()).isTrue();
    PublicIpAddress none = Inputs.only(topology, PublicIpAddress.class, "none");
    assertThat(none.address()).isEmpty();
    assertThat(none.assumed()).isFalse();
  }

  @Test
  void anInterfaceInASubnetOfUnknownPrefixHasNoAddress() {
    Topology topology =
        Inputs.topology(
            """
            pathwhy: 1
            virtualNetworks:
              - name: net
                addressSpace: {unknown: "{parameters('space')}"}
                subnets: [{name: sub, addressPrefix: {unknown: "{parameters('prefix')}"}}]
            networkInterfaces: [{name: nic, subnet: net/sub}]
            """);

    assertThat(Inputs.only(topology, NetworkInterface.class, "nic").ipConfigurations()).isEmpty();
    assertThat(topology.gaps().within(ResourceId.of("networkInterfaces/nic")))
        .extracting(Gap::value)
        .containsExactly("{the prefix of subnet sub}");
    assertThat(topology.gaps().at(ResourceId.of("virtualNetworks/net/subnets/sub")))
        .extracting(Gap::toString)
        .containsExactly("addressPrefix {parameters('prefix')} (1:5:42)");
  }

  @Test
  void resourcesInArmsFormStandBesideTheSections() {
    Topology topology =
        Inputs.topology(
            """
            pathwhy: 1
            virtualNetworks: [{name: net, addressSpace: [10.0.0.0/16]}]
            resources:
              - type: Contoso.Edge/relays
                name: relay
                id: /subscriptions/s/resourceGroups/g/providers/Contoso.Edge/relays/relay
                properties: {listenAddress: 10.0.9.4, whatever: {x: 1}}
            """);

    Unmodelled relay = Inputs.only(topology, Unmodelled.class, "relay");
    assertThat(relay.addresses()).containsExactly(IpAddress.of("10.0.9.4"));
    assertThat(relay.declaredAt()).hasToString("1:4:5");
  }

  @Test
  void mistakesInResourcesInArmsFormHaveTheirPlace() {
    assertThat(
            Inputs.problems(
                """
                pathwhy: 1
                virtualNetworks: []
                resources: [{name: x}, 7]
                """))
        .containsExactly(
            "1:3:13: resources[0]: not an ARM resource: type is missing: an ARM resource has type,"
                + " name and id",
            "1:3:24: resources[1]: '7' where an ARM resource belongs");
  }
}
