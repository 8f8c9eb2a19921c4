package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of addresses that resolvers understand and nobody should write. */
final class AddressSpellingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.2.4",
        "db-vm",
        "db.contoso.internal",
        "fd00::4",
        "3com",
        "1.2.3.4.example",
        "10.0.2.4a",
        "80-22",
        "a.0xyz",
        ""
      })
  void addressesAndNamesPass(String host) {
    assertThat(AddressSpelling.refusal(host)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2130706433, 127.0.0.1",
    "70000, 0.1.17.112",
    "10.258, 10.0.1.2",
    "10.1.258, 10.1.1.2",
    "0x7F000001, 127.0.0.1",
    "10.0.0.0x10, 10.0.0.16"
  })
  void whatAResolverMakesOfItIsSaid(String host, String address) {
    assertThat(AddressSpelling.refusal(host))
        .contains("'" + host + "' is no address; " + address + " is meant?");
    assertThat(AddressSpelling.refusal(host + ".")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"010.0.0.1", "10.0.0.08", "00", "127.0.0.01"})
  void leadingZerosMeanTwoThings(String host) {
    assertThat(AddressSpelling.refusal(host).orElseThrow()).contains("octal");
  }

  @Test
  void numbersThatAreNoAddressAreNoNameEither() {
    assertThat(AddressSpelling.refusal("10.0.2.256").orElseThrow()).contains("0 to 255");
    assertThat(AddressSpelling.refusal("1.2.3.4.5")).isPresent();
    assertThat(AddressSpelling.refusal("99999999999999999999")).isPresent();
  }
}
