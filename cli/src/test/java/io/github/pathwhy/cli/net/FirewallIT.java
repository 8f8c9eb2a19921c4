package io.github.pathwhy.cli.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.probe.host.firewall.LocalFirewall;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What the local firewall is said to do with a packet is what it does: rulesets in the source,
/// packets from there to the destination and back.
@NetworkTest
final class FirewallIT {
  private static final int RULESETS = 12;
  private static final int MOST_RULES = 6;
  private static final String[] FLOWS = {
    "10.77.1.2", Network.DESTINATION, "fd77:1::2", "fd77:4::2"
  };

  @Test
  void nftablesDoesWhatIsSaid(Lab lab) throws IOException {
    Random random = new Random(7);
    StringBuilder rulesets = new StringBuilder();
    for (int i = 0; i < RULESETS; i++) {
      rulesets.append("--- nft -f -\n").append(nft(random));
    }
    assertAllRight(lab, rulesets.toString());
  }

  @Test
  void iptablesDoesWhatIsSaid(Lab lab) throws IOException {
    Assumptions.assumeTrue(
        Commands.isThere("iptables-restore") && Commands.isThere("iptables-save"),
        "needs iptables");
    Random random = new Random(8);
    StringBuilder rulesets = new StringBuilder();
    for (int i = 0; i < RULESETS; i++) {
      rulesets.append("--- iptables-restore\n").append(iptables(random));
    }
    assertAllRight(lab, rulesets.toString());
  }

  private static void assertAllRight(Lab lab, String rulesets) throws IOException {
    Network network = lab.network();
    Process far = Commands.start(network.in(Node.DESTINATION, java("far")));
    try {
      assertThat(far.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
      List<String> words = new ArrayList<>(java("near"));
      words.addAll(List.of(FLOWS));
      Commands.Result result = Commands.run(network.in(Node.SOURCE, words), Map.of(), rulesets);
      assertThat(result.stderr()).isEmpty();
      List<String> lines = result.stdout().lines().toList();
      assertThat(lines).hasSize(RULESETS * 12).allMatch(line -> line.startsWith("ok "));
      assertThat(lines).contains("ok passes", "ok drops");
    } finally {
      far.destroyForcibly();
      network.run(Node.SOURCE, "nft flush ruleset");
    }
  }

  private static List<String> java(String role) {
    List<String> places = new ArrayList<>();
    for (Class<?> each :
        List.of(
            FirewallRun.class,
            LocalFirewall.class,
            tools.jackson.core.JsonParser.class,
            org.snakeyaml.engine.v2.api.Load.class)) {
      places.add(Distribution.codeOf(each));
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-cp",
        String.join(File.pathSeparator, places),
        FirewallRun.class.getName(),
        role);
  }

  private static String one(Random random, String... words) {
    return words[random.nextInt(words.length)];
  }

  // ---- nftables ----

  private static String nft(Random random) {
    StringBuilder text = new StringBuilder("table inet t {\n");
    text.append(
        """
        set s {
        type ipv4_addr
        flags interval
        elements = { 10.77.4.0/24, 10.9.0.1-10.9.0.9 }
        }
        """);
    text.append("set p {\ntype inet_service\nelements = { 7001, 7100 }\n}\n");
    for (String name : new String[] {"b", "a"}) {
      text.append("chain ").append(name).append(" {\n");
      rules(text, random, "drop", name.equals("a") ? "b" : "");
      text.append("}\n");
    }
    for (String hook : new String[] {"output", "input", "postrouting"}) {
      text.append("chain my").append(hook).append(" {\ntype filter hook ").append(hook);
      // What IPv6 itself needs on a link passes in any case.
      text.append(" priority 0; policy ")
          .append(one(random, "accept", "accept", "drop"))
          .append(";\nicmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n");
      // The kernel lets rules reject in some hooks only.
      rules(text, random, hook.equals("postrouting") ? "drop" : "reject", "a");
      text.append("}\n");
    }
    text.append("}\n");
    if (random.nextInt(4) == 0) {
      text.append(
          """
          table inet off {
          flags dormant
          chain x {
          type filter hook output priority -5; policy drop;
          }
          }
          """);
    }
    return text.toString();
  }

  private static void rules(StringBuilder text, Random random, String refusal, String jump) {
    int count = 1 + random.nextInt(MOST_RULES);
    for (int i = 0; i < count; i++) {
      // Of each kind at most one: nft refuses rules that contradict themselves.
      if (random.nextBoolean()) {
        text.append(
                one(
                    random,
                    "tcp dport 7001",
                    "tcp dport != 7001",
                    "udp dport != { 7001, 7002 }",
                    "udp dport { 7002-7100 }",
                    "tcp sport @p",
                    "th dport @p",
                    "meta l4proto tcp",
                    "meta l4proto != udp"))
            .append(' ');
      }
      if (random.nextInt(3) == 0) {
        text.append(
                one(
                    random,
                    "ip daddr @s",
                    "ip daddr != @s",
                    "ip saddr 10.77.4.0/24",
                    "ip6 daddr fd77:4::/64",
                    "ip6 saddr != fd77:4::2",
                    "meta nfproto ipv6"))
            .append(' ');
      }
      if (random.nextInt(3) == 0) {
        text.append(
                one(
                    random,
                    "ct state new",
                    "ct state established,related",
                    "ct state != { new, invalid }",
                    "oifname \"to-r1\"",
                    "oifname \"to-*\"",
                    "iifname != \"lo\"",
                    "iifname \"to-r1\""))
            .append(' ');
      }
      String verdict = one(random, "accept", "drop", "return", refusal, "jump", "goto", "counter");
      boolean jumps = verdict.equals("jump") || verdict.equals("goto");
      text.append(jumps && jump.isEmpty() ? "counter" : jumps ? verdict + " " + jump : verdict)
          .append('\n');
    }
  }

  // ---- iptables ----

  private static String iptables(Random random) {
    StringBuilder text = new StringBuilder();
    for (String table : new String[] {"mangle", "filter"}) {
      text.append('*').append(table).append('\n');
      for (String chain : new String[] {"INPUT", "OUTPUT"}) {
        text.append(':').append(chain).append(' ');
        text.append(one(random, "ACCEPT", "ACCEPT", "DROP")).append(" [0:0]\n");
      }
      text.append(":own - [0:0]\n");
      for (String chain : new String[] {"own", "INPUT", "OUTPUT"}) {
        int count = 1 + random.nextInt(MOST_RULES);
        for (int i = 0; i < count; i++) {
          text.append("-A ").append(chain).append(' ').append(condition(random, chain));
          String target = one(random, "ACCEPT", "DROP", "RETURN", "own", "-g own");
          boolean isOwn = target.endsWith("own");
          text.append(
                  isOwn && chain.equals("own")
                      ? ""
                      : target.startsWith("-g") ? target : "-j " + target)
              .append('\n');
        }
      }
      text.append("COMMIT\n");
    }
    return text.toString();
  }

  private static String condition(Random random, String chain) {
    String device = chain.equals("INPUT") ? "-i" : "-o";
    return one(
        random,
        "",
        "-p tcp --dport 7001 ",
        "-p tcp ! --dport 7001 ",
        "-p udp --sport 7001:7002 ",
        "-p udp -m multiport ! --dports 7001,7100 ",
        "-p tcp -m multiport --ports 7001,7002 ",
        "! -p tcp ",
        "-s 10.77.4.0/24 ",
        "! -s 10.77.4.2 ",
        "-d 10.77.4.2/32 ",
        "-m conntrack --ctstate NEW ",
        "-m conntrack --ctstate RELATED,ESTABLISHED ",
        "-m conntrack ! --ctstate NEW ",
        "-m comment --comment \"a \\\"b\\\" -j DROP\" -p tcp ",
        chain.equals("own") ? "-p udp " : device + " to-r1 ",
        chain.equals("own") ? "-p tcp " : "! " + device + " lo ",
        chain.equals("own") ? "" : device + " to-+ ");
  }
}
