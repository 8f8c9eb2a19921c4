package io.github.pathwhy.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalPortsTest {
  private static final String REST = " 00000000:00000000 00:00000000 00000000     0        0 ";

  @ParameterizedTest
  @CsvSource({
    "0100007F:1F90, 0A, 127.0.0.1, listening, 1164",
    "00000000:1F90, 01, 0.0.0.0, established, 1164",
    "00000000:1F90, 02, 0.0.0.0, connecting, 1164",
    "00000000:1F90, 06, 0.0.0.0, closed, 0",
    "00000000:1F90, FF, 0.0.0.0, unknown, 1164",
    "00000000000000000000000001000000:1F90, 0A, ::1, listening, 1164"
  })
  void rows(String local, String state, String address, String words, long inode) {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "recorded on another kind of machine");
    String line = "   0: " + local + " 00000000:0000 " + state + REST + "1164 1 0 100 0 0 10 0";

    assertThat(LocalPorts.read(line, Protocol.TCP, 8080))
        .contains(new LocalPorts.Use(IpAddress.of(address), words, inode));
    assertThat(LocalPorts.read(line, Protocol.TCP, 8081)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
        "0: 0100007F:1F90 00000000:0000 0A",
        "0: 0100007F1F90 00000000:0000 0A 0:0 00:0 0 0 0 1164",
        "0: 0100007:1F90 00000000:0000 0A 0:0 00:0 0 0 0 1164",
        "0: 0100007X:1F90 00000000:0000 0A 0:0 00:0 0 0 0 1164",
        "0: 0100007F:1F90 00000000:0000 XX 0:0 00:0 0 0 0 1164",
        "0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 99999999999999999999"
      })
  void brokenRowsAreNone(String line) {
    assertThat(LocalPorts.read(line, Protocol.TCP, 8080)).isEmpty();
  }

  @Test
  void ownSocketsAreFoundWithTheirOwner() throws IOException {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DatagramSocket datagrams = new DatagramSocket()) {
      List<LocalPorts.Use> uses = LocalPorts.of(Protocol.TCP, listener.getLocalPort());
      assertThat(uses).extracting(LocalPorts.Use::state).contains("listening");
      Optional<SocketOwner> owner =
          uses.stream()
              .filter(use -> use.state().equals("listening"))
              .findFirst()
              .flatMap(use -> SocketOwner.of(use.inode()));
      assertThat(owner)
          .hasValueSatisfying(found -> {
            assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(found.name()).isNotEmpty();
          });
      assertThat(LocalPorts.of(Protocol.UDP, datagrams.getLocalPort()))
          .extracting(LocalPorts.Use::state)
          .contains("open");
      assertThat(LocalPorts.of(Protocol.ICMP, datagrams.getLocalPort())).isEmpty();
    }
    assertThat(SocketOwner.of(0)).isEmpty();
    assertThat(LocalPorts.ephemeral())
        .hasValueSatisfying(range -> assertThat(range.first()).isLessThan(range.last()));
  }
}
