package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.names.NameResolver;
import io.github.pathwhy.effective.names.Resolution;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What names resolve to in a virtual network. */
final class PrivateNamesTest {
  private static final String NETWORK =
      """
      pathwhy: 1
      virtualNetworks:
        - {name: vnet, addressSpace: [10.0.0.0/16],
           subnets: [{name: default, addressPrefix: 10.0.0.0/24}]}
        - {name: other, addressSpace: [10.9.0.0/16]}
      virtualMachines:
        - name: web
          networkInterfaces: [{name: web-nic, subnet: vnet/default, privateIPAddress: 10.0.0.4}]
      """;
  private static final String ENDPOINT =
      """
      privateEndpoints:
        - name: sql-pe
          subnet: vnet/default
          privateIPAddress: 10.0.0.5
          customDnsConfigs: [{fqdn: my.database.windows.net, ipAddresses: [10.0.0.5]}]
      """;

  private static String zone(String name, String records, String linkKeys) {
    return """
    privateDnsZones:
      - name: %s
        A: [%s]
        virtualNetworkLinks: [{name: link, virtualNetwork: vnet%s}]
    """
        .formatted(name, records, linkKeys);
  }

  private static Resolution resolve(String yaml, String network, String name) {
    Loaded loaded =
        TopologyLoader.load(List.of(new Source("n", yaml.getBytes(StandardCharsets.UTF_8))));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    EffectiveNetwork effective = new EffectiveNetwork(((Loaded.Ok) loaded).topology());
    Optional<VirtualNetwork> from =
        effective.topology().all(VirtualNetwork.class).stream()
            .filter(each -> each.name().equals(network))
            .findFirst();
    return new NameResolver(effective, from).resolve(name, Optional.empty());
  }

  private static Resolution found(String address) {
    return new Resolution.Resolved(List.of(IpAddress.of(address)));
  }

  private static final String RECORD = "{name: db, aRecords: [{ipv4Address: 10.1.2.4}]}";

  @Test
  void linkedZoneAnswersAndAnUnlinkedOneDoesNot() {
    String yaml = NETWORK + zone("contoso.internal", RECORD, "");
    assertThat(resolve(yaml, "vnet", "db.contoso.internal")).isEqualTo(found("10.1.2.4"));
    assertThat(resolve(yaml, "vnet", "DB.Contoso.Internal.")).isEqualTo(found("10.1.2.4"));
    assertThat(resolve(yaml, "other", "db.contoso.internal"))
        .isInstanceOf(Resolution.NotKnown.class);
  }

  @Test
  void nameThatALinkedZoneLacksDoesNotExist() {
    String yaml = NETWORK + zone("contoso.internal", RECORD, "");
    assertThat(resolve(yaml, "vnet", "gone.contoso.internal"))
        .isInstanceOfSatisfying(
            Resolution.Failed.class, failed -> assertThat(failed.reason()).isEqualTo("NXDOMAIN"));
  }

  @Test
  void linkWithFallbackAsksTheInternet() {
    String yaml =
        NETWORK + zone("contoso.internal", RECORD, ", resolutionPolicy: NxDomainRedirect");
    assertThat(resolve(yaml, "vnet", "gone.contoso.internal"))
        .isInstanceOf(Resolution.NotKnown.class);
  }

  @Test
  void wildcardAnswersForNamesWithoutARecord() {
    String records = RECORD + ", {name: '*', aRecords: [{ipv4Address: 10.1.2.9}]}";
    String yaml = NETWORK + zone("contoso.internal", records, "");
    assertThat(resolve(yaml, "vnet", "any.contoso.internal")).isEqualTo(found("10.1.2.9"));
    assertThat(resolve(yaml, "vnet", "db.contoso.internal")).isEqualTo(found("10.1.2.4"));
  }

  @Test
  void registeredMachinesHaveRecords() {
    String yaml = NETWORK + zone("contoso.internal", RECORD, ", registrationEnabled: true");
    assertThat(resolve(yaml, "vnet", "web.contoso.internal")).isEqualTo(found("10.0.0.4"));
    assertThat(
            resolve(NETWORK + zone("contoso.internal", RECORD, ""), "vnet", "web.contoso.internal"))
        .isInstanceOf(Resolution.Failed.class);
  }

  @Test
  void publicNameOfAnEndpointLeadsIntoItsPrivatelinkZone() {
    String record = "{name: my, aRecords: [{ipv4Address: 10.0.0.5}]}";
    String yaml = NETWORK + ENDPOINT + zone("privatelink.database.windows.net", record, "");
    assertThat(resolve(yaml, "vnet", "my.database.windows.net")).isEqualTo(found("10.0.0.5"));
    assertThat(resolve(yaml, "other", "my.database.windows.net"))
        .isInstanceOfSatisfying(
            Resolution.NotKnown.class,
            unknown -> assertThat(MissingWords.of(unknown.missing())).contains("sql-pe", "other"));
  }

  @Test
  void endpointWithoutARecordInItsZoneDoesNotResolve() {
    String yaml = NETWORK + ENDPOINT + zone("privatelink.database.windows.net", "", "");
    assertThat(resolve(yaml, "vnet", "my.database.windows.net"))
        .isInstanceOf(Resolution.Failed.class);
    assertThat(resolve(yaml, "vnet", "your.database.windows.net"))
        .as("a service without an endpoint is no alias")
        .isInstanceOf(Resolution.NotKnown.class);
  }

  @Test
  void keyVaultsHaveAnotherDomainInTheZone() {
    String record = "{name: kv, aRecords: [{ipv4Address: 10.0.0.8}]}";
    String yaml = NETWORK + zone("privatelink.vaultcore.azure.net", record, "");
    assertThat(resolve(yaml, "vnet", "kv.vault.azure.net")).isEqualTo(found("10.0.0.8"));
  }

  @Test
  void networkWithItsOwnDnsServersDoesNotAskTheZones() {
    String yaml =
        NETWORK.replace(
                "{name: vnet, addressSpace: [10.0.0.0/16],",
                "{name: vnet, addressSpace: [10.0.0.0/16], dnsServers: [10.0.9.4],")
            + zone("contoso.internal", RECORD, "");
    assertThat(resolve(yaml, "vnet", "db.contoso.internal"))
        .isInstanceOfSatisfying(
            Resolution.NotKnown.class,
            unknown -> assertThat(MissingWords.of(unknown.missing())).contains("10.0.9.4"));
  }

  @Test
  void givenRecordsComeFirstAndMayLeadIntoAZone() {
    String yaml =
        NETWORK
            + zone("contoso.internal", RECORD, "")
            + "dns: [{name: www.contoso.com, cname: db.contoso.internal},"
            + " {name: db2.contoso.internal, address: 10.1.2.5}]\n";
    assertThat(resolve(yaml, "vnet", "www.contoso.com")).isEqualTo(found("10.1.2.4"));
    assertThat(resolve(yaml, "vnet", "db2.contoso.internal")).isEqualTo(found("10.1.2.5"));
  }

  @Test
  void aliasLoopFails() {
    String yaml = NETWORK + "dns: [{name: a.x, cname: b.x}, {name: b.x, cname: a.x}]\n";
    assertThat(resolve(yaml, "vnet", "a.x"))
        .isInstanceOfSatisfying(
            Resolution.Failed.class, failed -> assertThat(failed.reason()).contains("loop"));
  }
}
