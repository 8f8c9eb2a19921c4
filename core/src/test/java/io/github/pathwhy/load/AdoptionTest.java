package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import org.junit.jupiter.api.Test;

/** Resources with an open scope, as templates have them, over resources that exist. */
final class AdoptionTest {
  private static final String OPEN =
      "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Network/";

  private static String network(String scope, String subnet) {
    return """
    {"type": "Microsoft.Network/virtualNetworks", "name": "hub", "id": "%svirtualNetworks/hub", "properties": {
      "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
      "subnets": [{"name": "%s", "properties": {"addressPrefix": "%s"}}]}}
    """
        .formatted(scope, subnet, subnet.equals("web") ? "10.0.1.0/24" : "10.0.2.0/24");
  }

  private static String nic(String scope) {
    return """
    {"type": "Microsoft.Network/networkInterfaces", "name": "nic", "id": "%1$snetworkInterfaces/nic", "properties": {
      "ipConfigurations": [{"name": "c", "properties": {"subnet": {"id": "%1$svirtualNetworks/hub/subnets/web"}}}]}}
    """
        .formatted(scope);
  }

  private static String list(String... resources) {
    return "[" + String.join(",", resources) + "]";
  }

  @Test
  void aChangeLiesOverTheResourceOfTheSameName() {
    Topology topology =
        Inputs.topology(
            list(network(Inputs.network(""), "web")), list(network(OPEN, "app"), nic(OPEN)));

    VirtualNetwork hub = Inputs.only(topology, VirtualNetwork.class, "hub");
    assertThat(hub.id()).hasToString(Inputs.network("virtualNetworks/hub"));
    assertThat(hub.subnets())
        .extracting(subnet -> subnet.id().name())
        .containsExactly("web", "app");
    assertThat(Inputs.only(topology, NetworkInterface.class, "nic").ipConfigurations())
        .singleElement()
        .satisfies(configuration ->
            assertThat(configuration.subnet()).isEqualTo(hub.subnets().getFirst().id()));
  }

  @Test
  void itLiesOverADescriptionInPathwhysOwnFormToo() {
    String own =
        """
        pathwhy: 1
        virtualNetworks:
          - {name: hub, id: %s, addressSpace: [10.0.0.0/16], subnets: [{name: web, addressPrefix: 10.0.1.0/24}]}
        """
            .formatted(Inputs.network("virtualNetworks/hub"));

    Topology topology = Inputs.topology(own, list(network(OPEN, "app")));

    assertThat(topology.all(VirtualNetwork.class)).hasSize(1);
  }

  @Test
  void aNewPartBelongsToTheResourceThatExists() {
    String subnet =
        """
        {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "hub/app", "id": "%svirtualNetworks/hub/subnets/app",
         "properties": {"addressPrefix": "10.0.2.0/24"}}
        """
            .formatted(OPEN);

    Topology topology = Inputs.topology(list(network(Inputs.network(""), "web")), list(subnet));

    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").subnets()).hasSize(2);
  }

  @Test
  void aNameThatSeveralGroupsHaveStaysApart() {
    String other = Inputs.network("").replace("/g/", "/h/");

    Topology topology =
        Inputs.topology(
            list(network(Inputs.network(""), "web"), network(other, "web")),
            list(network(OPEN, "app")));

    assertThat(topology.all(VirtualNetwork.class)).extracting(Resource::id).hasSize(3);
  }

  @Test
  void aKnownGroupDecides() {
    String other = Inputs.network("").replace("/g/", "/h/");

    Topology topology =
        Inputs.topology(
            list(network(Inputs.network(""), "web"), network(other, "web")),
            list(network(OPEN.replace("{resourceGroup}", "H"), "app")));

    assertThat(topology.all(VirtualNetwork.class))
        .extracting(network -> network.subnets().size())
        .containsExactly(1, 2);
  }
}
