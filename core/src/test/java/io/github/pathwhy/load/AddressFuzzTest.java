package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.pathwhy.load.declare.Prefixes;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import java.nio.charset.StandardCharsets;

/** Addresses, prefixes and ports are what they print as, and what is wrong can be explained. */
final class AddressFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void whatIsReadIsPrintedAndReadAgain(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    IpAddress.parse(text)
        .ifPresent(address -> assertThat(IpAddress.of(address.toString())).isEqualTo(address));
    Prefix.parse(text)
        .ifPresentOrElse(
            prefix -> assertThat(Prefix.of(prefix.toString())).isEqualTo(prefix),
            () -> assertThat(Prefixes.explain(text)).isNotEmpty());
    PortRange.parse(text)
        .ifPresent(range -> assertThat(PortRange.parse(range.toString())).contains(range));
  }
}
