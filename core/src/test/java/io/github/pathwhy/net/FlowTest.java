package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class FlowTest {
  private static final IpAddress CLIENT = IpAddress.of("10.0.1.4");
  private static final IpAddress SERVER = IpAddress.of("10.0.2.4");
  private static final IpAddress OTHER = IpAddress.of("192.0.2.7");
  private static final Flow FLOW = new Flow(CLIENT, SERVER, Protocol.TCP, 50_000, 443);

  @Test
  void answersSwapAddressesAndPorts() {
    assertThat(FLOW.reversed()).isEqualTo(new Flow(SERVER, CLIENT, Protocol.TCP, 443, 50_000));
    assertThat(FLOW.reversed().reversed()).isEqualTo(FLOW);
  }

  @Test
  void translationsChangeOneField() {
    assertThat(FLOW.withSource(OTHER))
        .isEqualTo(new Flow(OTHER, SERVER, Protocol.TCP, 50_000, 443));
    assertThat(FLOW.withDestination(OTHER))
        .isEqualTo(new Flow(CLIENT, OTHER, Protocol.TCP, 50_000, 443));
    assertThat(FLOW.withDestinationPort(8443))
        .isEqualTo(new Flow(CLIENT, SERVER, Protocol.TCP, 50_000, 8443));
  }

  @Test
  void refusesMixedFamiliesAndTheProtocolAny() {
    IpAddress v6 = IpAddress.of("2001:db8::1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Flow(CLIENT, v6, Protocol.TCP, 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Flow(CLIENT, SERVER, Protocol.ANY, 1, 2));
  }

  @Test
  void refusesPortsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Flow(CLIENT, SERVER, Protocol.TCP, -1, 443));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Flow(CLIENT, SERVER, Protocol.TCP, 1, 65_536));
  }

  @Test
  void printsPortsOnlyWhereTheProtocolHasSome() {
    assertThat(FLOW).hasToString("10.0.1.4 -> 10.0.2.4 Tcp/443");
    assertThat(new Flow(CLIENT, SERVER, Protocol.ICMP, 0, 0))
        .hasToString("10.0.1.4 -> 10.0.2.4 Icmp");
  }

  @Test
  void protocolsAreReadInAnyCase() {
    assertThat(Protocol.parse("TCP")).contains(Protocol.TCP);
    assertThat(Protocol.parse("icmp")).contains(Protocol.ICMP);
    assertThat(Protocol.parse("*")).contains(Protocol.ANY);
    assertThat(Protocol.parse("Any")).contains(Protocol.ANY);
    assertThat(Protocol.parse("Esp")).contains(Protocol.ESP);
    assertThat(Protocol.parse("http")).isEmpty();
    assertThat(Protocol.parse("")).isEmpty();
  }
}
