package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lab is what the other tests take it for. */
@NetworkTest
final class LabIT {
  private static Commands.Result connect(Lab lab, String address, int port) {
    return Commands.run(
        lab.network()
            .in(
                Node.SOURCE,
                List.of("timeout", "5", "bash", "-c", "exec 3<>/dev/tcp/" + address + "/" + port)),
        Map.of(),
        "");
  }

  @Test
  void serversListenToBothVersions(Lab lab) {
    assertConnects(lab);
  }

  private static void assertConnects(Lab lab) {
    for (String address : List.of(Network.DESTINATION, Network.DESTINATION_V6)) {
      assertThat(connect(lab, address, Servers.HTTP).exit()).as(address).isZero();
      assertThat(connect(lab, address, Servers.TLS).exit()).as(address).isZero();
    }
  }

  @Test
  void closedPortRefuses(Lab lab) {
    assertThat(connect(lab, Network.DESTINATION, Servers.CLOSED).stderr()).contains("refused");
  }

  @Test
  void fullQueueSaysNothing(Lab lab) {
    assertThat(connect(lab, Network.DESTINATION, Servers.FULL).exit()).isEqualTo(124);
  }

  @Test
  void faultsGoAway(Lab lab) {
    lab.faults().reset(Servers.HTTP);
    lab.faults().noRoute();
    lab.faults().noReturn();
    lab.faults().linkDown();
    assertThat(connect(lab, Network.DESTINATION, Servers.HTTP).exit()).isNotZero();
    lab.faults().clear();
    lab.faults().noOwnRoute();
    assertThat(connect(lab, Network.DESTINATION, Servers.HTTP).stderr()).contains("unreachable");
    lab.faults().clear();
    lab.faults().ownLinkDown();
    lab.faults().clear();

    assertConnects(lab);
  }
}
