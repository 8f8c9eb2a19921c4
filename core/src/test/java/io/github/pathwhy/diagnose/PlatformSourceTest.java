package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the platform sends reaches machines past all routes, and is judged by their groups. */
final class PlatformSourceTest {

  @ParameterizedTest
  @CsvSource({"80, 10.0.1.4, REACHABLE", "22, 10.0.1.4, UNREACHABLE", "80, 10.0.1.9, UNKNOWN"})
  void groupsJudgeProbes(int port, String to, Verdict verdict) throws RequestException {
    String yaml =
        """
        pathwhy: 1
        virtualNetworks:
          - name: net
            addressSpace: [10.0.0.0/16]
            subnets: [{name: a, addressPrefix: 10.0.1.0/24, networkSecurityGroup: g, routeTable: t}]
        networkSecurityGroups:
          - name: g
            securityRules:
              - {name: r, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: AzureLoadBalancer,
                 sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22}
        routeTables: [{name: t, routes: [{name: r, addressPrefix: 0.0.0.0/0, nextHopType: None}]}]
        virtualMachines: [{name: vm, networkInterfaces: [{name: nic, subnet: net/a, privateIPAddress: 10.0.1.4}]}]
        """;
    Loaded loaded =
        TopologyLoader.load(
            List.of(new Source("network.yaml", yaml.getBytes(StandardCharsets.UTF_8))));
    CheckRequest request =
        new CheckRequest(
            "168.63.129.16",
            to,
            Optional.empty(),
            Optional.of(port),
            Optional.empty(),
            Optional.empty(),
            false);

    assertThat(
            new ConnectivityCheck(new EffectiveNetwork(((Loaded.Ok) loaded).topology()))
                .check(request)
                .verdict())
        .isEqualTo(verdict);
  }
}
