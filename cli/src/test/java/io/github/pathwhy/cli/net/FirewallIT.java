package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.probe.ProbeEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

/** What is said of this machine's firewall, beside what its kernel does with real packets. */
@NetworkTest
final class FirewallIT {
  private static final int RULESETS = 40;
  private static final String V4 = Network.SOURCE + " " + Network.DESTINATION + " ";
  private static final String V6 = Network.SOURCE_V6 + " " + Network.DESTINATION_V6 + " ";

  /** Another one each time: the connection tracker remembers flows. */
  private static final AtomicInteger PORTS = new AtomicInteger(20_000);

  /** Everything that answers when no firewall interferes. */
  private static final List<String> FLOWS =
      List.of(
          "Tcp " + V4 + "80 %d to-r1",
          "Tcp " + V4 + "22 %d to-r1",
          "Tcp " + V6 + "80 %d to-r1",
          "Udp " + V4 + "7007 %d to-r1",
          "Udp " + V6 + "7007 %d to-r1",
          "Icmp " + V4 + "0 0 to-r1",
          "Icmp " + V6 + "0 0 to-r1");

  private static final List<String> NFT =
      List.of(
          "ip daddr 10.77.4.2",
          "ip daddr != 10.77.4.0/24",
          "ip saddr 10.77.1.0-10.77.1.255",
          "ip6 daddr fd77:4::/64",
          "ip6 saddr != fd77:1::2",
          "ip daddr { 10.77.4.0/30, 192.0.2.1 }",
          "ip saddr @some",
          "ip daddr != @some",
          "ip daddr @passing",
          "ip daddr . tcp dport { 10.77.4.2 . 80, 10.77.4.0/24 . 90-100 }",
          "tcp dport 80",
          "tcp dport != 80",
          "tcp dport { 22, 90-100 }",
          "tcp dport 1-79",
          "tcp sport 80",
          "tcp sport 20000-40000",
          "udp dport 7007",
          "udp sport != 7007",
          "meta l4proto { tcp, udp } th dport 80",
          "meta l4proto tcp",
          "meta l4proto != udp",
          "meta nfproto ipv6",
          "ip protocol icmp",
          "ip6 nexthdr tcp",
          "icmp type echo-request",
          "icmp type != echo-request",
          "icmpv6 type { echo-request, echo-reply }",
          "ct state new",
          "ct state established,related",
          "ct state != new",
          "ct state { new, invalid }",
          "ct direction reply",
          "oifname \"to-r1\"",
          "oifname \"to*\"",
          "oif lo",
          "iifname \"to-r1\"",
          "iifname != \"lo\"",
          "tcp flags & (fin|syn|rst|ack) == syn",
          "tcp flags syn",
          "tcp flags & (syn|ack) != syn",
          "meta skuid 0",
          "meta skuid != 0",
          "fib daddr type local",
          "fib saddr type != local",
          "meta mark 0",
          "ip ttl 64",
          "limit rate 1/hour burst 1 packets");

  private static final List<String> NFT_VERDICTS =
      List.of(
          "accept",
          "accept",
          "drop",
          "drop",
          "reject",
          "return",
          "counter",
          "jump one",
          "goto two",
          "jump two",
          "meta mark set 1",
          "ct state vmap { new : jump one, established : accept }",
          "tcp dport vmap { 80 : drop, 22 : goto two, 90-100 : accept }",
          "ip daddr vmap { 10.77.4.2 : drop, 10.77.1.0/24 : continue }");

  private static final List<String> IPTABLES =
      List.of(
          "-d 10.77.4.2",
          "! -d 10.77.4.0/24",
          "-s 10.77.1.0/24",
          "-m iprange --src-range 10.77.4.1-10.77.4.9",
          "-p tcp",
          "! -p tcp",
          "-p tcp --dport 80",
          "-p tcp ! --dport 80",
          "-p tcp --sport 22:80",
          "-p udp --dport 7007",
          "-p tcp -m multiport --dports 22,90:100",
          "-p tcp -m multiport --ports 80",
          "-p icmp",
          "-p icmp --icmp-type echo-request",
          "-p icmp ! --icmp-type 3/4",
          "-p icmp --icmp-type any",
          "-p tcp --syn",
          "-p tcp ! --syn",
          "-p tcp --tcp-flags SYN,ACK SYN,ACK",
          "-m conntrack --ctstate NEW",
          "-m conntrack --ctstate ESTABLISHED,RELATED",
          "-m conntrack ! --ctstate NEW",
          "-m conntrack --ctstate DNAT",
          "-m state --state INVALID,NEW",
          "-m comment --comment \"-j ACCEPT \\\"now\\\"\"",
          "-m addrtype --dst-type LOCAL",
          "-m addrtype ! --src-type LOCAL",
          "-m limit --limit 1/hour --limit-burst 1",
          "-m mark --mark 0");

  private static final List<String> IPTABLES_VERDICTS =
      List.of(
          "ACCEPT",
          "ACCEPT",
          "DROP",
          "DROP",
          "REJECT",
          "RETURN",
          "one",
          "LOG",
          "MARK --set-mark 1");

  /** How often each answer was given. */
  private enum Said {
    DROPPED,
    PASSED,
    UNCLEAR
  }

  /** The asker, which goes on. */
  private static final class Asker implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;

    Asker(Lab lab) {
      process =
          Commands.start(
              lab.network()
                  .in(
                      Node.SOURCE,
                      List.of(
                          Path.of(System.getProperty("java.home"), "bin/java").toString(),
                          "-XX:+UseSerialGC",
                          "-XX:TieredStopAtLevel=1",
                          "--enable-native-access=ALL-UNNAMED",
                          "-cp",
                          String.join(
                              ":",
                              Distribution.codeOf(FirewallAsker.class),
                              Distribution.codeOf(ProbeEngine.class),
                              Distribution.codeOf(JsonParser.class)),
                          FirewallAsker.class.getName())));
      answers = process.inputReader(StandardCharsets.UTF_8);
      questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    String ask(String question) throws IOException {
      questions.println(question.replace("%d", Integer.toString(PORTS.getAndIncrement())));
      String answer = answers.readLine();
      assertThat(answer).as("answer to %s", question).isNotNull();
      return answer;
    }

    /** Asks for all flows, and fails when a certain answer is not what happens. */
    Map<Said, Integer> compare(String rules) throws IOException {
      assertThat(ask("read")).isEqualTo("readable");
      Map<Said, Integer> counts = new EnumMap<>(Said.class);
      for (String flow : FLOWS) {
        String answer = ask(flow);
        boolean isThrough = answer.endsWith(" through");
        Said said = Said.UNCLEAR;
        if (answer.startsWith("dropped")) {
          said = Said.DROPPED;
          assertThat(isThrough).as("%s: %s%n%s", flow, answer, rules).isFalse();
        } else if (answer.startsWith("passed")) {
          said = Said.PASSED;
          assertThat(isThrough).as("%s: %s%n%s", flow, answer, rules).isTrue();
        }
        counts.merge(said, 1, Integer::sum);
      }
      return counts;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static void clear(Lab lab) {
    lab.network().nft(Node.SOURCE, "flush ruleset");
  }

  private static String pick(Random random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String nftRules(Random random) {
    StringBuilder rules = new StringBuilder();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      rules.append("  ");
      for (int j = random.nextInt(3); j >= 0; j--) {
        rules.append(pick(random, NFT)).append(' ');
      }
      rules.append(pick(random, NFT_VERDICTS)).append('\n');
    }
    return rules.toString();
  }

  /** Chains that are jumped to decide, and jump no further. */
  private static String leaf(String name, Random random) {
    return " chain "
        + name
        + " {\n  "
        + pick(random, NFT)
        + " drop\n  "
        + pick(random, NFT)
        + " return\n  "
        + pick(random, NFT)
        + " accept\n }\n";
  }

  private static String nftRuleset(Random random) {
    StringBuilder text =
        new StringBuilder(
            """
            table inet tried {
             set some { type ipv4_addr; flags interval; elements = { 10.77.1.0/24, 10.77.4.9 }
             }
             set passing { type ipv4_addr; flags timeout; elements = { 10.77.4.2 timeout 1h }
             }
            """);
    text.append(leaf("one", random)).append(leaf("two", random));
    String[][] hooks = {
      {"output", "0"},
      {"output", "-300"},
      {"postrouting", "50"},
      {"prerouting", "-150"},
      {"input", "0"}
    };
    for (int i = 0; i < 2; i++) {
      String[] hook = hooks[random.nextInt(hooks.length)];
      text.append(" chain base" + i + " {\n  type filter hook ")
          .append(hook[0])
          .append(" priority ")
          .append(hook[1])
          .append("; policy ")
          .append(random.nextInt(5) == 0 ? "drop" : "accept")
          .append(";\n")
          .append(nftRules(random))
          .append(" }\n");
    }
    return text.append("}\n").toString();
  }

  private static String iptablesRuleset(Random random) {
    StringBuilder text = new StringBuilder();
    for (String table : List.of("filter", "security")) {
      text.append("*").append(table).append('\n');
      for (String chain : List.of("INPUT", "OUTPUT", "FORWARD")) {
        text.append(":" + chain + " " + (random.nextInt(8) == 0 ? "DROP" : "ACCEPT") + " [0:0]\n");
      }
      text.append(":one - [0:0]\n");
      text.append("-A one ").append(pick(random, IPTABLES)).append(" -j DROP\n");
      text.append("-A one ").append(pick(random, IPTABLES)).append(" -j RETURN\n");
      text.append("-A one ").append(pick(random, IPTABLES)).append(" -j ACCEPT\n");
      int count = random.nextInt(4);
      for (int i = 0; i < count; i++) {
        String verdict = pick(random, IPTABLES_VERDICTS);
        boolean isRight = table.equals("filter") || !verdict.equals("REJECT");
        text.append("-A ")
            .append(random.nextBoolean() ? "INPUT" : "OUTPUT")
            .append(' ')
            .append(pick(random, IPTABLES))
            .append(" -j ")
            .append(isRight && !verdict.startsWith("MARK") ? verdict : "DROP")
            .append('\n');
      }
      text.append("COMMIT\n");
    }
    return text.toString();
  }

  /** Loads rules at random; nft refuses some that contradict themselves. */
  private static String load(Lab lab, Random random) {
    for (int i = 0; i < 200; i++) {
      String rules = nftRuleset(random);
      clear(lab);
      List<String> command = lab.network().in(Node.SOURCE, List.of("nft", "-f", "-"));
      if (Commands.run(command, Map.of(), rules).exit() == 0) {
        return rules;
      }
    }
    throw new IllegalStateException("nft takes no rules");
  }

  @Test
  void withoutRulesEverythingPasses(Lab lab) throws IOException {
    clear(lab);
    try (Asker asker = new Asker(lab)) {
      assertThat(asker.compare("")).isEqualTo(Map.of(Said.PASSED, FLOWS.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nftablesDoesWhatIsSaid(long seed, Lab lab) throws IOException {
    Random random = new Random(seed);
    Map<Said, Integer> counts = new EnumMap<>(Said.class);
    try (Asker asker = new Asker(lab)) {
      for (int i = 0; i < RULESETS; i++) {
        String rules = load(lab, random);
        asker.compare(rules).forEach((said, count) -> counts.merge(said, count, Integer::sum));
      }
    } finally {
      clear(lab);
    }
    assertMostAreCertain(counts);
  }

  @Test
  void iptablesDoesWhatIsSaid(Lab lab) throws IOException {
    assumeTrue(Commands.isThere("iptables-restore"), "needs iptables");
    Random random = new Random(3);
    Map<Said, Integer> counts = new EnumMap<>(Said.class);
    try (Asker asker = new Asker(lab)) {
      for (int i = 0; i < RULESETS; i++) {
        String rules = iptablesRuleset(random);
        clear(lab);
        Commands.must(lab.network().in(Node.SOURCE, List.of("iptables-restore")), rules);
        asker.compare(rules).forEach((said, count) -> counts.merge(said, count, Integer::sum));
      }
    } finally {
      clear(lab);
    }
    assertMostAreCertain(counts);
  }

  private static void assertMostAreCertain(Map<Said, Integer> counts) {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(counts.get(Said.DROPPED)).as("%s", counts).isGreaterThan(all / 10);
    assertThat(counts.get(Said.PASSED)).as("%s", counts).isGreaterThan(all / 10);
    assertThat(counts.get(Said.UNCLEAR)).as("%s", counts).isLessThan(all / 2);
  }

  /** What the kernel does after a translation is not known, and not said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type nat hook output priority -100; tcp dport 80 redirect to :1 |"
            + " type filter hook output priority 0; tcp dport 80 drop | unclear",
        "type filter hook output priority -300; notrack |"
            + " type filter hook output priority 0; ct state new drop | unclear",
        "type filter hook output priority -150; meta mark set 1 |"
            + " type filter hook output priority 0; tcp dport 80 drop | dropped",
        "type filter hook output priority 0; limit rate 1/hour accept; tcp dport 80 drop |"
            + " type filter hook output priority 10; ip daddr 10.77.4.2 drop | dropped",
        "type filter hook output priority 0; accept |"
            + " type filter hook input priority 0; tcp sport 80 drop | dropped"
      })
  void whatRulesDoTogether(String first, String second, String expected, Lab lab)
      throws IOException {
    clear(lab);
    lab.network()
        .nft(
            Node.SOURCE,
            "table inet tried {\n chain a {\n"
                + first.replace("; ", ";\n")
                + "\n }\n chain b {\n"
                + second.replace("; ", ";\n")
                + "\n }\n}\n");
    try (Asker asker = new Asker(lab)) {
      assertThat(asker.ask("read")).isEqualTo("readable");
      String answer = asker.ask(FLOWS.getFirst());
      assertThat(answer)
          .startsWith(expected + " ")
          .endsWith(expected.equals("dropped") ? " lost" : "");
    } finally {
      clear(lab);
    }
  }

  @Test
  void sleepingTablesDropNothing(Lab lab) throws IOException {
    // Some versions of nft print the flag illegibly: then nobody can tell.
    clear(lab);
    lab.network()
        .nft(
            Node.SOURCE,
            """
            table inet tried {
             flags dormant
             chain a {
              type filter hook output priority 0; policy drop;
             }
            }
            """);
    try (Asker asker = new Asker(lab)) {
      asker.ask("read");
      for (String flow : FLOWS) {
        assertThat(asker.ask(flow)).doesNotStartWith("dropped").endsWith("through");
      }
    } finally {
      clear(lab);
    }
  }
}
