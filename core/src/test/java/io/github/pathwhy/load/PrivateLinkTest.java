package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateDnsZone;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How private endpoints, private DNS zones and the services behind them are read. */
final class PrivateLinkTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - {name: hub, addressSpace: [10.0.0.0/16], subnets: [{name: data, addressPrefix: 10.0.1.0/24}]}
      """;

  private static PrivateEndpoint endpoint(String keys) {
    return Inputs.topology(
            NETWORK + "privateEndpoints: [{name: pe, subnet: hub/data, " + keys + "}]")
        .all(PrivateEndpoint.class)
        .getFirst();
  }

  @Test
  void anAddressIsGivenOrKnownFromNamesOrTheFirstFreeOne() {
    assertThat(endpoint("privateIPAddress: 10.0.1.9").addresses())
        .containsExactly(IpAddress.of("10.0.1.9"));
    assertThat(
            endpoint("customDnsConfigs: [{fqdn: a.example, ipAddresses: [10.0.1.7]}]").addresses())
        .containsExactly(IpAddress.of("10.0.1.7"));
    assertThat(
            endpoint(
                    "ipConfigurations: [{name: a, privateIPAddress: 10.0.1.8}, {name: b,"
                        + " privateIPAddress: 10.0.1.9}]")
                .addresses())
        .containsExactly(IpAddress.of("10.0.1.8"), IpAddress.of("10.0.1.9"));
    assertThat(endpoint("groupIds: blob").addresses()).containsExactly(IpAddress.of("10.0.1.4"));
  }

  @Test
  void manualConnectionsArePendingUnlessTheySayOtherwise() {
    assertThat(endpoint("groupIds: blob").state()).isEqualTo(PrivateEndpoint.State.APPROVED);
    assertThat(endpoint("privateLinkServiceConnectionState: rejected").state())
        .isEqualTo(PrivateEndpoint.State.REJECTED);
    assertThat(endpoint("manualPrivateLinkServiceConnections: [{name: c, groupIds: [sql]}]"))
        .extracting(PrivateEndpoint::state, PrivateEndpoint::groupIds)
        .containsExactly(PrivateEndpoint.State.PENDING, List.of("sql"));
    assertThat(
            endpoint(
                    "manualPrivateLinkServiceConnections: [{name: c,"
                        + " privateLinkServiceConnectionState: {status: Approved}}]")
                .state())
        .isEqualTo(PrivateEndpoint.State.APPROVED);
  }

  @Test
  void interfacesOfAnExportCarryTheAddresses() {
    String arm =
        """
        [{"type": "Microsoft.Network/virtualNetworks", "name": "hub", "id": "NET/virtualNetworks/hub", "properties": {
           "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [{"name": "data", "id": "NET/virtualNetworks/hub/subnets/data", "properties": {"addressPrefix": "10.0.1.0/24"}}]}},
         {"type": "Microsoft.Network/networkInterfaces", "name": "nic", "id": "NET/networkInterfaces/nic", "properties": {
           "privateEndpoint": {"id": "NET/privateEndpoints/PE"},
           "ipConfigurations": [{"name": "a", "properties": {"privateIPAddress": "10.0.1.5", "subnet": {"id": "NET/virtualNetworks/hub/subnets/data"}}}]}},
         {"type": "Microsoft.Network/privateEndpoints", "name": "pe", "id": "NET/privateEndpoints/pe", "properties": {
           "subnet": {"id": "NET/virtualNetworks/hub/subnets/data"},
           "ipConfigurations": [{"name": "a", "properties": {"privateIPAddress": "10.0.1.5"}}],
           "privateLinkServiceConnections": [{"name": "c", "properties": {"privateLinkServiceId": "/subscriptions/s/storage",
             "groupIds": ["blob"], "privateLinkServiceConnectionState": {"status": "Approved"}}}],
           "customDnsConfigs": [{"fqdn": "a.blob.core.windows.net", "ipAddresses": ["10.0.1.5"]}]}},
         {"type": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "name": "default", "id": "NET/privateEndpoints/pe/privateDnsZoneGroups/default",
           "properties": {"privateDnsZoneConfigs": [{"name": "z", "properties": {"privateDnsZoneId": "/subscriptions/s/zone"}}]}}]
        """
            .replace("NET", Inputs.network("").replaceAll("/$", ""));
    PrivateEndpoint endpoint = Inputs.topology(arm).all(PrivateEndpoint.class).getFirst();
    assertThat(endpoint.networkInterfaces())
        .containsExactly(ResourceId.of(Inputs.network("networkInterfaces/nic")));
    assertThat(endpoint.addresses()).isEmpty();
    assertThat(endpoint.target()).contains(ResourceId.of("/subscriptions/s/storage"));
    assertThat(endpoint.dnsZones()).containsExactly(ResourceId.of("/subscriptions/s/zone"));
    assertThat(endpoint.dns()).hasSize(1);
  }

  @Test
  void zonesHaveRecordsInlineAndOnTheirOwn() {
    Topology topology =
        Inputs.topology(
            """
            [{"type": "Microsoft.Network/privateDnsZones", "name": "corp.example"},
             {"type": "Microsoft.Network/privateDnsZones/A", "name": "corp.example/db", "properties": {"aRecords": [{"ipv4Address": "10.0.1.5"}]}},
             {"type": "Microsoft.Network/privateDnsZones/virtualNetworkLinks", "name": "corp.example/link",
              "properties": {"registrationEnabled": true, "virtualNetwork": {"id": "/subscriptions/s/hub"}}}]
            """,
            """
            privateDnsZones:
              - name: corp.example
                A: [{name: "@", aRecords: [10.0.1.1, {ipv4Address: 10.0.1.2}]}]
                AAAA: [{name: db, aaaaRecords: [fd00::5]}]
                CNAME: [{name: www, cnameRecord: db.corp.example}, {name: app, cnameRecord: {cname: x.example}}]
            """);
    PrivateDnsZone zone = topology.all(PrivateDnsZone.class).getFirst();
    assertThat(zone.records())
        .extracting(PrivateDnsZone.RecordSet::name)
        .containsExactlyInAnyOrder("db", "@", "db", "www", "app");
    assertThat(zone.records())
        .filteredOn(set -> set.name().equals("@"))
        .allSatisfy(set -> assertThat(set.addresses()).hasSize(2));
    assertThat(zone.records().getLast().alias()).contains("x.example");
    assertThat(zone.links())
        .extracting(
            PrivateDnsZone.Link::virtualNetwork,
            PrivateDnsZone.Link::registration,
            PrivateDnsZone.Link::fallback)
        .containsExactly(tuple(ResourceId.of("/subscriptions/s/hub"), true, false));
  }

  @Test
  void servicesHaveTheNamesThatAzurePublishes() {
    Topology topology =
        Inputs.topology(
            """
            [{"type": "Microsoft.Storage/storageAccounts", "name": "data", "properties": {"primaryEndpoints": {"blob": "https://data.blob.core.windows.net/", "web": "https://data.z6.web.core.windows.net/"}, "publicNetworkAccess": "Disabled"}},
             {"type": "microsoft.sql/servers", "name": "SQL"},
             {"type": "Microsoft.KeyVault/vaults", "name": "keys", "properties": {"vaultUri": "https://keys.vault.azure.net:443", "publicNetworkAccess": "enabled"}},
             {"type": "Microsoft.Batch/batchAccounts", "name": "batch"}]
            """);
    PlatformService data = Inputs.only(topology, PlatformService.class, "data");
    assertThat(data.names())
        .containsExactly("data.blob.core.windows.net", "data.z6.web.core.windows.net");
    assertThat(data.publicNetworkAccess()).contains(false);
    PlatformService sql = Inputs.only(topology, PlatformService.class, "SQL");
    assertThat(sql.names()).containsExactly("sql.database.windows.net");
    assertThat(sql.publicNetworkAccess()).isEqualTo(Optional.empty());
    PlatformService keys = Inputs.only(topology, PlatformService.class, "keys");
    assertThat(keys.names()).containsExactly("keys.vault.azure.net");
    assertThat(keys.publicNetworkAccess()).contains(true);
    assertThat(topology.all(Unmodelled.class)).isEmpty();
  }
}
