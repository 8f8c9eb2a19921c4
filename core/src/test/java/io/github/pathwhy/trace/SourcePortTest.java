package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import org.junit.jupiter.api.Test;

/** Source ports that a process of the sender has already. */
final class SourcePortTest {

  private static Tracing listening(String listeners) {
    return Tracing.in(
        """
        pathwhy: 1
        virtualNetworks:
          - {name: v, addressSpace: [10.0.0.0/16],
             subnets: [{name: s, addressPrefix: 10.0.0.0/24}]}
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: v/s, privateIPAddress: 10.0.0.4}]}
          - {name: b, networkInterfaces: [{name: b-nic, subnet: v/s, privateIPAddress: 10.0.0.5}]}
        observed: {a: {listening: [LISTENERS]}}
        """
            .replace("LISTENERS", listeners));
  }

  @Test
  void aPortThatTheSenderListensOnIsInUse() {
    assertThat(listening("Tcp/" + Tracing.SOURCE_PORT).tcp("a", "10.0.0.5", 443))
        .isBlockedAt("a")
        .isBlockedBy(Step.SourcePortInUse.class);
  }

  @Test
  void otherPortsAndProtocolsAreNot() {
    assertThat(listening("Tcp/443").tcp("a", "10.0.0.5", 443)).isDelivered();
    assertThat(listening("Udp/" + Tracing.SOURCE_PORT).tcp("a", "10.0.0.5", 443)).isDelivered();
    assertThat(
            listening("Tcp/" + Tracing.SOURCE_PORT).fromMachine("a", "10.0.0.5", Protocol.ICMP, 0))
        .isDelivered();
  }

  @Test
  void whatTheReceiverListensOnDoesNotMatter() {
    assertThat(listening("Tcp/" + Tracing.SOURCE_PORT).tcp("b", "10.0.0.4", Tracing.SOURCE_PORT))
        .isDelivered();
  }
}
