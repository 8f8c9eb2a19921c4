package io.github.pathwhy.probe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be probed. */
final class TargetRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "ff02::1",
        "::ffff:10.0.0.1"
      })
  void whatIsNoSingleDestinationIsRefused(String address) {
    assertThat(TargetRules.refusal(IpAddress.of(address)).orElseThrow())
        .startsWith(IpAddress.of(address).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "127.0.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "223.255.255.255",
        "::1",
        "fd99:4::2",
        "fe80::1",
        "2001:db8::1"
      })
  void othersAreAllowed(String address) {
    assertThat(TargetRules.refusal(IpAddress.of(address))).isEmpty();
  }
}
