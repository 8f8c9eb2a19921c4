package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of services. */
final class WellKnownPortsTest {

  @Test
  void namesAndPortsBelongTogether() {
    assertThat(WellKnownPorts.TCP.name(443)).contains("https");
    assertThat(WellKnownPorts.TCP.port("HTTPS")).contains(443);
    assertThat(WellKnownPorts.TCP.port("postgresql")).contains(5432);
    assertThat(WellKnownPorts.UDP.port("ntp")).contains(123);
    assertThat(WellKnownPorts.TCP.port("ntp")).isEmpty();
    assertThat(WellKnownPorts.TCP.name(65_535)).isEmpty();
  }

  @Test
  void everyEntryIsAPortOfItsOwn() {
    for (WellKnownPorts table : new WellKnownPorts[] {WellKnownPorts.TCP, WellKnownPorts.UDP}) {
      Set<Integer> ports = new HashSet<>();
      for (int rank = 0; rank < table.size(); rank++) {
        int port = table.port(rank);
        assertThat(port).isBetween(1, PortRange.MAX);
        assertThat(ports.add(port)).as("port %d", port).isTrue();
        String name = table.name(port).orElseThrow();
        assertThat(name).matches("[a-z0-9-]+").matches(".*[a-z].*");
        assertThat(table.name(table.port(name).orElseThrow())).contains(name);
      }
    }
    assertThat(WellKnownPorts.TCP.size()).isGreaterThan(150);
  }
}
