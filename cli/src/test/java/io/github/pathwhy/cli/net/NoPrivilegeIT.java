package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left, and what is said, where this machine withholds something. */
@NetworkTest
final class NoPrivilegeIT {
  private static final String WEB = Network.DESTINATION + ":80";

  /** Hides libpcap from what it starts; `ip netns exec` has made the mounts private. */
  private static final String WITHOUT_LIBPCAP =
      "for f in $(ldconfig -p | sed -n 's/.*libpcap[^ ]* .*=> //p'); do"
          + " mount --bind /dev/null \"$(readlink -f \"$f\")\"; done; exec \"$@\"";

  private static void assertQuiet(Pathwhy.Answer answer) {
    assertThat(answer.stderr())
        .as("%s", answer)
        .doesNotContain("WARNING", "SLF4J", "java.", "Exception", "\tat ");
  }

  private static String tier(Pathwhy.Answer answer) {
    return answer.json().at("/Explanation/Measured/Tier").asString("");
  }

  /** The distribution without leave to call native code, as a later Java may have it. */
  private static Path withoutNativeAccess(Lab lab) throws IOException {
    Path home = lab.file("denied");
    if (!Files.exists(home)) {
      Commands.must("cp", "-rL", System.getProperty("pathwhy.home"), home.toString());
      Path options = home.resolve("lib/jvm.options");
      Files.write(
          options,
          Files.readAllLines(options).stream()
              .map(line ->
                  line.startsWith("--enable-native-access") ? "--illegal-native-access=deny" : line)
              .toList());
      Commands.must("chmod", "-R", "go+rX", home.toString());
    }
    return home;
  }

  @ParameterizedTest
  @CsvSource({
    "check, 10.77.4.2:80",
    "trace, 10.77.4.2:80",
    "dns, www.lab.test",
    "check, fd77:4::2",
    "trace, fd77:4::2"
  })
  void commandsNeedNoPrivilege(String command, String what, Lab lab) {
    String[] words =
        what.equals("fd77:4::2") && command.equals("check")
            ? new String[] {command, what, "--protocol", "Icmp"}
            : new String[] {command, what};

    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask(words);

    assertThat(answer.exit()).as("%s", answer).isZero();
    assertThat(answer.stderr()).isEmpty();
  }

  @Test
  void whoSentThePacketsIsSaid(Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask("check", WEB);

    assertThat(tier(answer)).isEqualTo("kernel");
    assertThat(answer.json().at("/Explanation/Measured/Clock").asString("")).isNotEmpty();
    assertThat(answer.json().at("/Explanation/Measured/Privilege").asString("")).isNotEmpty();
  }

  @Test
  void captureNeedsThePrivilege(Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().unprivileged().ask("check", WEB, "--capture");

    assertThat(answer.exit()).as("%s", answer).isEqualTo(3);
    assertThat(answer.stdout() + answer.stderr()).containsIgnoringCase("CAP_NET_RAW");
    assertQuiet(answer);
  }

  @Test
  void captureNeedsTheLibrary(Lab lab) {
    Pathwhy without = lab.pathwhy().through("sh", "-c", WITHOUT_LIBPCAP, "sh");

    Pathwhy.Answer asked = without.ask("check", WEB, "--capture");
    Pathwhy.Answer usual = without.ask("check", WEB);

    assertThat(asked.exit()).as("%s", asked).isEqualTo(3);
    assertThat(asked.stdout() + asked.stderr()).contains("libpcap");
    assertQuiet(asked);
    assertThat(usual.exit()).as("%s", usual).isZero();
    assertThat(usual.stderr()).isEmpty();
  }

  @Test
  void captureSeesWhatItNeedsTo(Lab lab) {
    Pathwhy.Answer answer = lab.pathwhy().ask("check", WEB, "--capture");

    assertThat(answer.exit()).as("%s", answer).isZero();
    assertThat(tier(answer)).isEqualTo("capture");
    assertThat(answer.json().at("/Explanation/Measured/Clock").asString()).isEqualTo("wire");
    assertThat(answer.stderr()).isEmpty();
  }

  @Test
  void capturedPacketsAreWritten(Lab lab) throws IOException {
    Path file = lab.file("proof.pcap");
    Files.deleteIfExists(file);

    Pathwhy.Answer answer = lab.pathwhy().ask("check", WEB, "--pcap", file.toString());

    assertThat(answer.exit()).as("%s", answer).isZero();
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).isGreaterThan(24 + 16 + 54);
    assertThat(bytes[0] & 0xff).isIn(0xd4, 0x4d, 0xa1);
  }

  @Test
  void withoutNativeCodeJavasOwnSocketsAreUsed(Lab lab) throws IOException {
    Pathwhy.Answer answer =
        lab.pathwhy().unprivileged().from(withoutNativeAccess(lab)).ask("check", WEB);

    assertThat(answer.exit()).as("%s", answer).isZero();
    assertThat(tier(answer)).isEqualTo("portable");
    assertQuiet(answer);
    assertThat(answer.stderr().lines().count()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel", "capture"})
  void aTierThatWasAskedForIsNotReplaced(String tier, Lab lab) throws IOException {
    Pathwhy.Answer answer =
        lab.pathwhy()
            .unprivileged()
            .from(withoutNativeAccess(lab))
            .ask("check", WEB, "--tier", tier);

    assertThat(answer.exit()).as("%s", answer).isEqualTo(3);
    assertQuiet(answer);
  }

  @Test
  void portableTierTellsRefusedFromSilent(Lab lab) {
    Pathwhy portable = lab.pathwhy().unprivileged();
    lab.faults().dropped(80);

    Pathwhy.Answer closed =
        portable.ask("check", Network.DESTINATION + ":" + Servers.CLOSED, "--tier", "portable");
    Pathwhy.Answer silent = portable.ask("check", WEB, "--tier", "portable", "--probes", "2");

    assertThat(closed.issues())
        .as("%s", closed)
        .containsExactly(Network.DESTINATION + " Error NoListenerOnDestination");
    assertThat(silent.exit()).as("%s", silent).isEqualTo(1);
    assertThat(silent.issues()).hasSize(1).first().asString().endsWith("Error NetworkError");
  }

  @Test
  void pingsWithoutLeaveAreNotDetermined(Lab lab) {
    lab.faults().noPingGroups();

    Pathwhy.Answer answer =
        lab.pathwhy()
            .unprivileged()
            .ask("check", Network.DESTINATION, "--protocol", "Icmp", "--tier", "kernel");

    assertThat(answer.exit()).as("%s", answer).isEqualTo(3);
    assertThat(answer.stdout() + answer.stderr()).contains("ping_group_range");
  }

  private static List<String> limits(Pathwhy.Answer answer) {
    return answer
        .json()
        .at("/Explanation/Measured/Limits")
        .valueStream()
        .map(limit -> limit.asString(""))
        .filter(limit -> limit.contains("firewall of this machine"))
        .toList();
  }

  /** The own firewall may be what drops it, and only a privileged user can read its rules. */
  @Test
  void ownFirewallThatCannotBeReadIsSaidWhereItMatters(Lab lab) {
    lab.faults().dropped(80);
    lab.faults().rejected(8080, "admin-prohibited");
    Pathwhy nobody = lab.pathwhy().unprivileged();

    assertThat(limits(nobody.ask("check", WEB, "--probes", "2")))
        .hasSize(1)
        .first()
        .asString()
        .contains("needs root");
    assertThat(limits(lab.pathwhy().ask("check", WEB, "--probes", "2"))).isEmpty();
    assertThat(limits(nobody.ask("check", Network.DESTINATION + ":22"))).isEmpty();
    assertThat(limits(nobody.ask("check", Network.DESTINATION + ":8080"))).isEmpty();
    assertThat(limits(nobody.ask("check", Network.DESTINATION + ":" + Servers.CLOSED))).isEmpty();
  }

  @Test
  void ownFirewallThatDropsIsNotBlamedOnAnybodyWithoutItsRules(Lab lab) {
    lab.faults().filter(Node.SOURCE, Faults.Hook.OUTPUT, "tcp dport 80 drop");

    Pathwhy.Answer answer =
        lab.pathwhy().unprivileged().ask("check", WEB, "--probes", "2", "-o", "text");

    assertThat(answer.exit()).as("%s", answer).isEqualTo(1);
    assertThat(answer.stdout()).contains("Could not be told").contains("needs root");
  }

  @Test
  void doctorSaysWhatThereIs(Lab lab) {
    List<Pathwhy> users = List.of(lab.pathwhy(), lab.pathwhy().unprivileged());

    assertThat(
            users.stream()
                .map(user -> user.ask("doctor", "-o", "json"))
                .flatMap(answer -> Stream.of(answer.stderr(), answer.exit() + "")))
        .containsExactly("", "0", "", "0");
  }
}
