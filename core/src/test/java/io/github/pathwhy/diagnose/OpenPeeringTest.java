package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A spoke alone, as its template has it: nobody knows which addresses the hub has that it is
/// peered with, but for what the link says.
final class OpenPeeringTest {
  private static Verdict verdict(String link, String routes, String destination)
      throws RequestException {
    String yaml =
        """
        virtualNetworks:
          - name: spoke
            addressSpace: [10.1.0.0/16]
            subnets: [{name: s, addressPrefix: 10.1.0.0/24, routeTable: rt, defaultOutboundAccess: true}]
            virtualNetworkPeerings: [{name: up, remoteVirtualNetwork: ID/Network/virtualNetworks/hub%s}]
        routeTables: [{name: rt, routes: [%s]}]
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: spoke/s, privateIPAddress: 10.1.0.4}]}
        """
            .formatted(link, routes);
    return Checks.in(yaml).verdict("a", destination);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What the hub may have, and what it cannot have.
        "''                                                                | 10.0.0.4:443 |"
            + " UNKNOWN",
        "', peeringState: Connected'                                       | 10.0.0.4:443 |"
            + " UNKNOWN",
        "', peeringState: Initiated'                                       | 10.0.0.4:443 |"
            + " UNREACHABLE",
        "', peeringState: Disconnected'                                    | 10.0.0.4:443 |"
            + " UNREACHABLE",
        "', peeringState: Connected, remoteAddressSpace: [10.9.0.0/16]'    | 10.0.0.4:443 |"
            + " UNREACHABLE",
        "', remoteAddressSpace: [10.9.0.0/16]'                             | 10.9.0.4:443 |"
            + " UNKNOWN",
        "''                                                                | 10.1.0.9:443 |"
            + " UNREACHABLE",
        "''                                                                | 8.8.8.8:443  |"
            + " REACHABLE",
      })
  void theNetworkBehindALinkMayHaveAnAddress(String link, String destination, Verdict expected)
      throws RequestException {
    assertThat(verdict(link, "", destination)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"8.8.8.8:443, UNKNOWN", "10.7.0.4:443, UNKNOWN"})
  void itMayHaveTheNextHopOfARoute(String destination, Verdict expected) throws RequestException {
    assertThat(
            verdict(
                "",
                "{name: out, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance,"
                    + " nextHopIpAddress: 10.0.0.4}",
                destination))
        .isEqualTo(expected);
  }
}
