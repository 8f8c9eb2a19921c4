package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What checks say of ways that are no plain ones: translated addresses, answers that go elsewhere.
 */
@NetworkTest
final class WayIT {
  private static final String WEB = Network.DESTINATION + ":80";

  /** What r2 passes on to the destination. */
  private static final String ALIAS = "10.77.4.50";

  private static final String OUTSIDE = "10.77.3.77";

  /** Connections are kept track of, and answers translated back, quotations included. */
  private static final String STATEFUL =
      """
      chain pre {
        type nat hook prerouting priority -100;
        ip daddr 10.77.4.50 dnat to 10.77.4.2
      }
      """;

  private static final String STATELESS =
      """
      chain pre {
        type filter hook prerouting priority -300;
        ip daddr 10.77.4.50 ip daddr set 10.77.4.2
        iifname "to-fw" ip saddr 10.77.4.2 ip saddr set 10.77.4.50
      }
      """;

  private static final String STATELESS_SOURCE =
      """
      chain post {
        type filter hook postrouting priority 300;
        ip saddr 10.77.1.2 ip saddr set 10.77.3.77
      }
      chain pre {
        type filter hook prerouting priority -300;
        ip daddr 10.77.3.77 ip daddr set 10.77.1.2
      }
      """;

  private static Pathwhy.Answer check(Lab lab, String words) {
    Pathwhy.Answer answer =
        lab.pathwhy().ask(("check " + words + " --probes 3 --ip-version IPv4").split(" "));
    assertThat(answer.exit()).as("%s", answer).isZero();
    assertThat(answer.issues()).as("%s", answer).isEmpty();
    return answer;
  }

  private static String fact(Pathwhy.Answer answer, String name) {
    return answer
        .json()
        .at("/Explanation/Measured/Facts")
        .valueStream()
        .filter(fact -> fact.path("Name").asString("").equals(name))
        .map(fact -> fact.path("Value").asString(""))
        .findFirst()
        .orElse("");
  }

  private static String translation(Lab lab, String words) {
    return fact(check(lab, words), "Address translation");
  }

  private static String wayBack(Lab lab, String words) {
    return fact(check(lab, words), "Way back");
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":7007 --protocol Udp", " --protocol Icmp"})
  void plainWaysAreNotWorthAWord(String what, Lab lab) {
    for (String tier : new String[] {" --tier kernel", " --capture"}) {
      assertThat(translation(lab, Network.DESTINATION + what + tier)).isEmpty();
      assertThat(wayBack(lab, Network.DESTINATION + what + tier)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":7007 --protocol Udp", " --protocol Icmp"})
  void destinationThatExpiresItsOwnPacketsIsTranslated(String what, Lab lab) {
    lab.faults().translated(STATEFUL, "");
    for (String tier : new String[] {" --tier kernel", " --capture"}) {
      assertThat(translation(lab, ALIAS + what + tier)).startsWith("at hop 2 or before: ");
    }
    assertThat(translation(lab, Network.DESTINATION + what + " --capture")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":7007 --protocol Udp", " --protocol Icmp"})
  void quotationsShowTheTranslatedDestination(String what, Lab lab) {
    lab.faults().translated(STATELESS, "");
    assertThat(translation(lab, ALIAS + what + " --capture"))
        .isEqualTo(
            "at %s (hop 1) or behind it: %s (hop 2) got the packet as one for %s"
                .formatted(Network.R1, Network.R2, Network.DESTINATION));
    // Sockets are not told of it.
    assertThat(translation(lab, ALIAS + what + " --tier kernel")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":7007 --protocol Udp", " --protocol Icmp"})
  void quotationsShowTheTranslatedSource(String what, Lab lab) {
    lab.faults().translated(STATELESS_SOURCE, OUTSIDE);
    assertThat(translation(lab, Network.DESTINATION + what + " --capture"))
        .isEqualTo(
            "at %s (hop 2) or behind it: %s (hop 3) got the packet as one from %s"
                .formatted(Network.R2, Network.FIREWALL, OUTSIDE));
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":7007 --protocol Udp", " --protocol Icmp"})
  void longerWayBackIsSeenByACapture(String what, Lab lab) {
    lab.faults().longerWayBack();

    assertThat(wayBack(lab, Network.DESTINATION + what + " --capture"))
        .isEqualTo("6 hops long, the way there 4: answers take another way than requests");
    assertThat(wayBack(lab, Network.DESTINATION + what + " --tier kernel")).isEmpty();
  }

  @Test
  void anotherWayOfTheSameLengthCannotBeTold(Lab lab) {
    lab.faults().asymmetric();

    assertThat(wayBack(lab, WEB + " --capture")).isEmpty();
  }

  @Test
  void hostMayBeginWithAnotherTimeToLive(Lab lab) {
    lab.network().settings(Node.DESTINATION, "net.ipv4.ip_default_ttl=60");
    try {
      assertThat(wayBack(lab, WEB + " --capture"))
          .startsWith("8 hops long, the way there 4, if " + Network.DESTINATION + " sends with");
    } finally {
      lab.network().settings(Node.DESTINATION, "net.ipv4.ip_default_ttl=64");
    }
  }
}
