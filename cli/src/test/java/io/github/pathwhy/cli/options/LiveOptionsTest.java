package io.github.pathwhy.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.probe.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The options of live commands: what they mean, and what is refused. */
final class LiveOptionsTest {

  private static LiveOptions parse(String... args) throws UsageException {
    CommandSpec spec = CommandSpec.create();
    LiveOptions.addTo(spec);
    return LiveOptions.of(new CommandLine(spec).parseArgs(args));
  }

  private static void assertRefused(String[] args, String... words) {
    assertThatThrownBy(() -> parse(args))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void nothingGiven() throws Exception {
    assertThat(parse())
        .isEqualTo(
            new LiveOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false));
  }

  @Test
  void commandsThatHaveOnlySomeOfThem() throws Exception {
    CommandSpec spec = CommandSpec.create();
    LiveOptions.addViaTo(spec);

    LiveOptions options = LiveOptions.of(new CommandLine(spec).parseArgs("--via", "ssh://h"));

    assertThat(options.via()).contains(new SshTarget(Optional.empty(), "h", Optional.empty()));
    assertThat(options.timeout()).isEmpty();
  }

  @Test
  void tierByItsNameOrByWhatNeedsIt() throws Exception {
    assertThat(parse("--tier", "Portable").tier()).contains(Tier.PORTABLE);
    assertThat(parse("--capture").tier()).contains(Tier.CAPTURE);
    assertThat(parse("--pcap", "a.pcap").tier()).contains(Tier.CAPTURE);
    assertThat(parse("--pcap", "a.pcap").pcap()).contains(Path.of("a.pcap"));
    assertThat(parse("--tier=capture", "--capture").tier()).contains(Tier.CAPTURE);
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused(new String[] {"--tier", "kernel", "--capture"}, "--capture", "kernel");
    assertRefused(new String[] {"--tier", "portable", "--pcap", "f"}, "--pcap", "portable");
    assertRefused(new String[] {"--pcap", "f", "--via", "ssh://h"}, "--pcap", "--via");
    assertRefused(new String[] {"--via-keep"}, "--via-keep", "--via");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2000",
    "2s, 2000",
    "500ms, 500",
    "1.5, 1500",
    "0.25s, 250",
    "1.005s, 1005",
    "60s, 60000",
    "1ms, 1"
  })
  void timeouts(String text, long millis) throws Exception {
    assertThat(parse("--timeout", text).timeout()).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0ms",
        "-1",
        "",
        "s",
        "ms",
        "1m",
        "2 s",
        "61s",
        "60001ms",
        "1.5ms",
        "1.2345",
        "1.",
        ".5",
        "1e3",
        "٣",
        "99999999999999999999",
        "NaN",
        "1,5"
      })
  void wrongTimeouts(String text) {
    assertRefused(
        new String[] {"--timeout=" + text}, "--timeout is '" + text + "'", "2s", "500ms", "60s");
  }

  @Test
  void rates() throws Exception {
    assertThat(parse("--rate", "50").rate()).contains(50);
    assertRefused(new String[] {"--rate", "0"}, "--rate is 0", "1 to 1000000");
    assertRefused(new String[] {"--rate", "1000001"}, "--rate is 1000001");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://vm1, , vm1, ",
    "SSH://vm1/, , vm1, ",
    "ssh://azure-user@vm1.contoso.com:2222, azure-user, vm1.contoso.com, 2222",
    "ssh://me@contoso.com@10.0.0.4, me@contoso.com, 10.0.0.4, ",
    "ssh://[fd00::4]:22, , fd00::4, 22",
    "ssh://root@[fe80::1%eth0], root, fe80::1%eth0, "
  })
  void machines(String text, String user, String host, Integer port) throws Exception {
    assertThat(parse("--via", text).via())
        .contains(new SshTarget(Optional.ofNullable(user), host, Optional.ofNullable(port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vm1",
        "http://vm1",
        "ssh:vm1",
        "ssh://",
        "ssh://@vm1",
        "ssh://-oProxyCommand=id",
        "ssh://-l@vm1",
        "ssh://me@-vm1",
        "ssh://a b",
        "ssh://$(id)",
        "ssh://`id`@vm1",
        "ssh://vm1;id",
        "ssh://vm1|id",
        "ssh://'vm1",
        "ssh://%h",
        "ssh://vm1/path",
        "ssh://vm1:0",
        "ssh://vm1:65536",
        "ssh://vm1:",
        "ssh://vm1:22x",
        "ssh://vm1:-1",
        "ssh://fd00::4",
        "ssh://[fd00::4",
        "ssh://[]",
        "ssh://[vm1]",
        "ssh://[::1]x",
        "ssh://[fe80::1%$(id)]",
        "ssh://vm1\nid",
        "ssh://\u202evm1"
      })
  void wrongMachines(String text) {
    assertRefused(new String[] {"--via", text}, "--via is '", "ssh://[user@]host[:port]");
  }
}
