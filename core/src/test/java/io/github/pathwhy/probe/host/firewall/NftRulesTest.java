package io.github.pathwhy.probe.host.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as nft 1.0.6 prints them. */
@Timeout(60)
final class NftRulesTest {
  /** The superuser, and Linux's usual ports. */
  static final Sender SENDER = new Sender(OptionalLong.of(0), new PortRange(32_768, 60_999));

  private static final String DROP = "{'drop': null}";

  /** `Tcp 10.0.0.4:443`, from port 40000 by eth0. */
  static Packet packet(String words) {
    String[] parts = words.split(" ", -1);
    Protocol protocol = Protocol.valueOf(parts[0].toUpperCase(Locale.ROOT));
    boolean v6 = parts[1].startsWith("[");
    int colon = protocol.hasPorts() ? parts[1].lastIndexOf(':') : parts[1].length();
    String host = parts[1].substring(0, colon).replace("[", "").replace("]", "");
    int port = protocol.hasPorts() ? Integer.parseInt(parts[1].substring(colon + 1)) : 0;
    return Packet.opening(
        new Flow(
            IpAddress.parse(v6 ? "fd00::1" : "10.0.0.1").orElseThrow(),
            IpAddress.parse(host).orElseThrow(),
            protocol,
            protocol.hasPorts() ? 40_000 : 0,
            port),
        Optional.of("eth0"),
        SENDER);
  }

  /** The rule that certainly drops a packet. */
  static Optional<String> dropper(LocalFirewall firewall, Packet packet) {
    return firewall.judge(packet).judge() instanceof Verdict.Dropped(String rule, boolean _)
        ? Optional.of(rule)
        : Optional.empty();
  }

  private static String table(String objects) {
    return ("{'nftables': [{'metainfo': {'version': '1.0.6', 'json_schema_version': 1}}, "
            + "{'table': {'family': 'inet', 'name': 't', 'handle': 1}}, "
            + chain("o", "output", "accept")
            + objects
            + "]}")
        .replace('\'', '"');
  }

  private static String chain(String name, String hook, String policy) {
    return "{'chain': {'family': 'inet', 'table': 't', 'name': '"
        + name
        + "', 'handle': 1, 'type': 'filter', 'hook': '"
        + hook
        + "', 'prio': 0, 'policy': '"
        + policy
        + "'}}";
  }

  private static String rule(String... expressions) {
    return ruleOf("o", expressions);
  }

  private static String ruleOf(String chain, String... expressions) {
    return ", {'rule': {'family': 'inet', 'table': 't', 'chain': '"
        + chain
        + "', 'handle': 7, 'expr': ["
        + String.join(", ", expressions)
        + "]}}";
  }

  private static String match(String operator, String left, String right) {
    return "{'match': {'op': '" + operator + "', 'left': " + left + ", 'right': " + right + "}}";
  }

  private static String payload(String protocol, String field) {
    return "{'payload': {'protocol': '" + protocol + "', 'field': '" + field + "'}}";
  }

  private static LocalFirewall firewall(String json) {
    return LocalFirewall.of(Optional.of(json), Optional.empty(), Optional.empty(), SENDER);
  }

  private static boolean drops(String objects, String packet) {
    LocalFirewall firewall = firewall(table(objects));
    assertThat(firewall.isReadable()).isTrue();
    return dropper(firewall, packet(packet)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "==, tcp, 80, Tcp 10.0.0.4:80, true",
    "==, tcp, 80, Tcp 10.0.0.4:81, false",
    "==, tcp, 80, Udp 10.0.0.4:80, false",
    "!=, tcp, 80, Tcp 10.0.0.4:80, false",
    "!=, tcp, 80, Tcp 10.0.0.4:81, true",
    // The rule asks for TCP before it looks at a port.
    "!=, tcp, 80, Udp 10.0.0.4:81, false",
    "!=, tcp, 80, Icmp 10.0.0.4, false",
    "==, th, 80, Udp 10.0.0.4:80, true",
    "==, th, 80, Icmp 10.0.0.4, false",
    "<, tcp, 80, Tcp 10.0.0.4:70, false"
  })
  void ports(String operator, String protocol, int port, String packet, boolean drops) {
    String rule = rule(match(operator, payload(protocol, "dport"), Integer.toString(port)), DROP);

    assertThat(drops(rule, packet)).isEqualTo(drops);
  }

  @ParameterizedTest
  @CsvSource({
    "==, Tcp 10.1.2.3:80, true",
    "==, Tcp 192.168.1.9:80, true",
    "==, Tcp 192.168.1.10:80, false",
    "==, Tcp 172.20.0.1:80, true",
    "==, Tcp 1.2.3.4:80, true",
    "==, Tcp 1.2.3.5:80, false",
    "!=, Tcp 1.2.3.5:80, true",
    "!=, Tcp 10.1.2.3:80, false",
    "!=, Tcp 172.20.0.1:80, false",
    // An IPv4 header is asked for first.
    "!=, Tcp [fd00::9]:80, false"
  })
  void namedSetsWithIntervals(String operator, String packet, boolean drops) {
    String sets =
        ", {'set': {'family': 'inet', 'name': 's', 'table': 't', 'type': 'ipv4_addr', 'handle': 3,"
            + " 'flags': ['interval'], 'elem': [{'elem': {'val': '1.2.3.4', 'comment': 'x'}},"
            + " {'prefix': {'addr': '10.0.0.0', 'len': 8}}, {'elem': {'val': {'prefix': {'addr':"
            + " '172.16.0.0', 'len': 12}}, 'comment': 'y'}}, {'range': ['192.168.1.1',"
            + " '192.168.1.9']}]}}"
            // A set of the same name in another table is another set.
            + ", {'set': {'family': 'inet', 'name': 's', 'table': 'other', 'type': 'ipv4_addr',"
            + " 'elem': ['1.2.3.5']}}";

    assertThat(drops(sets + rule(match(operator, payload("ip", "daddr"), "'@s'"), DROP), packet))
        .isEqualTo(drops);
  }

  @ParameterizedTest
  @CsvSource({
    "in, '[''established'', ''related'']', false",
    "in, '[''new'', ''related'']', true",
    "in, '''new''', true",
    "'!=', '{''set'': [''invalid'', ''new'']}', false",
    "'!=', '''established''', true",
    "'!', '''new''', false"
  })
  void statesOfConnections(String operator, String right, boolean drops) {
    String rule = rule(match(operator, "{'ct': {'key': 'state'}}", right), DROP);

    assertThat(drops(rule, "Tcp 10.0.0.4:80")).isEqualTo(drops);
    // What the tracker does not see has no state.
    String untracked =
        chain("raw", "output", "accept").replace("'prio': 0", "'prio': -300")
            + ruleOf("raw", "{'notrack': null}");
    assertThat(drops(rule + ", " + untracked, "Tcp 10.0.0.4:80")).isFalse();
    // Before the tracker nothing has a state.
    String early =
        chain("raw", "output", "accept").replace("'prio': 0", "'prio': -300")
            + ruleOf("raw", match(operator, "{'ct': {'key': 'state'}}", right), DROP);
    assertThat(drops(", " + early, "Tcp 10.0.0.4:80")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ct count': {'val': 10, 'inv': true}}",
        "{'limit': {'rate': 10, 'burst': 5, 'per': 'second'}}",
        "{'xt': {'type': 'match', 'name': 'comment'}}",
        "{'meter': {'name': 'm', 'key': 1, 'stmt': {'limit': {'rate': 1}}}}",
        "{'set': {'op': 'update', 'elem': 1, 'set': '@e', 'stmt': [{'limit': {'rate': 10}}]}}",
        "{'match': {'op': '==', 'left': {'&': [{'payload': {'protocol': 'tcp', 'field': 'flags'}},"
            + " ['syn', 'new']]}, 'right': 'syn'}}",
        "{'match': {'op': '!=', 'left': {'payload': {'protocol': 'tcp', 'field': 'flags'}},"
            + " 'right': 'syn'}}",
        "{'match': {'op': '==', 'left': {'concat': [1, 2]}, 'right': {'set': [{'concat': [1]}]}}}",
        "{'match': {'op': '==', 'left': {'meta': {'key': 'skuid'}}, 'right': 'somebody'}}",
        "{'match': {'op': '==', 'left': {'meta': {'key': 'mark'}}, 'right': 0}}",
        "{'match': {'op': '==', 'left': {'payload': {'protocol': 'ip', 'field': 'ttl'}}, 'right':"
            + " 5}}",
        "{'match': {'op': '==', 'left': {'payload': {'protocol': 'tcp', 'field': 'dport'}},"
            + " 'right': '@nowhere'}}"
      })
  void whatIsNotUnderstoodDecidesNothing(String unclear) {
    String packet = "Tcp 10.0.0.4:80";

    assertThat(drops(rule(unclear, DROP), packet)).isFalse();
    assertThat(drops(rule(unclear, "{'accept': null}") + rule(DROP), packet)).isFalse();
    // Dropped by the one or by the other.
    assertThat(drops(rule(unclear, DROP) + rule(DROP), packet)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'vmap': {'key': {'payload': {'protocol': 'tcp', 'field': 'dport'}}, 'data':"
            + " '@nowhere'}}",
        "{'vmap': {'key': {'payload': {'protocol': 'tcp', 'field': 'dport'}}, 'data': {'set':"
            + " [[80, {'something new': 1}]]}}}",
        "{'something new': 1}",
        "{'something new': 1}, {'accept': null}",
        "{'xt': null}",
        "{'queue': {'num': 0}}",
        "{'xt': {'type': 'target', 'name': 'NFQUEUE'}}",
        "{'jump': {'target': 'nowhere'}}"
      })
  void whatMayDecideMakesTheRestUncertain(String statement) {
    assertThat(drops(rule(statement) + rule(DROP), "Tcp 10.0.0.4:80")).isFalse();
  }

  @Test
  void whatDoesNotDecideIsPassed() {
    String passed =
        rule("{'counter': {'packets': 0, 'bytes': 0}}")
            + rule("{'log': null}")
            + rule("{'mangle': {'key': {'meta': {'key': 'mark'}}, 'value': 1}}");

    assertThat(drops(passed + rule(DROP), "Tcp 10.0.0.4:80")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'d'", "'t'", "'dormant'", "['dormant']", "['owner', 'dormant']"})
  void dormantTablesDoNothing(String flags) {
    String json = table(rule(DROP));
    assertThat(dropper(firewall(json), packet("Tcp 10.0.0.4:80"))).isPresent();
    String off =
        json.replace(
            "\"name\": \"t\", \"handle\": 1}",
            "\"name\": \"t\", \"handle\": 1, \"flags\": " + flags.replace('\'', '"') + "}");

    assertThat(off).isNotEqualTo(json);
    assertThat(dropper(firewall(off), packet("Tcp 10.0.0.4:80"))).isEmpty();
  }

  @Test
  void tablesOfAnOwnerAreInForce() {
    String owned =
        table(rule(DROP))
            .replace(
                "\"name\": \"t\", \"handle\": 1}",
                "\"name\": \"t\", \"handle\": 1, \"flags\": [\"owner\"]}");

    assertThat(owned).contains("owner");
    assertThat(dropper(firewall(owned), packet("Tcp 10.0.0.4:80"))).isPresent();
  }

  @Test
  void translationMakesLaterAddressesUnknown() {
    String nat =
        ", {'chain': {'family': 'inet', 'table': 't', 'name': 'n', 'handle': 1, 'type': 'nat',"
            + " 'hook': 'output', 'prio': -100, 'policy': 'accept'}}"
            + ruleOf(
                "n",
                match("==", payload("tcp", "dport"), "80"),
                "{'dnat': {'addr': '10.9.9.9', 'port': 8080}}");

    String dropped = rule(match("==", payload("ip", "daddr"), "'10.0.0.4'"), DROP);
    assertThat(drops(nat + dropped, "Tcp 10.0.0.4:80")).isFalse();
    assertThat(drops(nat + dropped, "Tcp 10.0.0.4:81")).isTrue();
    // Whatever its address is now, it is dropped.
    assertThat(drops(nat + rule(DROP), "Tcp 10.0.0.4:80")).isTrue();
    String mangled =
        rule(
            "{'mangle': {'key': {'payload': {'protocol': 'ip', 'field': 'daddr'}}, 'value':"
                + " '1.1.1.1'}}");
    assertThat(drops(mangled + dropped, "Tcp 10.0.0.4:81")).isFalse();
    assertThat(drops(dropped + mangled, "Tcp 10.0.0.4:81")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "80, true",
    "81, false",
    "95, true",
    "443, false",
    "444, true",
  })
  void verdictMaps(int port, boolean drops) {
    String key = payload("tcp", "dport");
    String ports =
        "[80, {'drop': null}], [81, {'jump': {'target': 'c'}}], [{'range': [90, 99]}, {'drop':"
            + " null}], [443, {'accept': null}]";
    String chain =
        ", {'chain': {'family': 'inet', 'table': 't', 'name': 'c', 'handle': 2}}"
            + ruleOf("c", "{'accept': null}");
    String named =
        ", {'map': {'family': 'inet', 'name': 'm', 'table': 't', 'type': 'inet_service',"
            + " 'handle': 3, 'map': 'verdict', 'elem': ["
            + ports
            + "]}}";

    String packet = "Tcp 10.0.0.4:" + port;
    for (String data : new String[] {"{'set': [" + ports + "]}", "'@m'"}) {
      String vmap = rule("{'vmap': {'key': " + key + ", 'data': " + data + "}}");
      assertThat(drops(chain + named + vmap + rule(DROP), packet)).as(data).isEqualTo(drops);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "==, Tcp 10.0.0.4:80, true",
    "==, Tcp 10.0.0.4:90, false",
    "==, Tcp 10.1.9.9:95, true",
    "==, Udp 10.0.0.4:80, false",
    "!=, Tcp 10.0.0.4:90, true",
    "!=, Udp 10.0.0.4:90, false"
  })
  void concatenations(String operator, String packet, boolean drops) {
    String left = "{'concat': [" + payload("ip", "daddr") + ", " + payload("tcp", "dport") + "]}";
    String right =
        "{'set': [{'concat': ['10.0.0.4', 80]}, {'concat': [{'prefix': {'addr': '10.1.0.0', 'len':"
            + " 16}}, {'range': [90, 100]}]}]}";

    assertThat(drops(rule(match(operator, left, right), DROP), packet)).isEqualTo(drops);
  }

  /** Elements that come and go may be others by now. */
  @ParameterizedTest
  @ValueSource(strings = {"'flags': ['timeout']", "'flags': 'dynamic'", "'handle': 9"})
  void setsThatChangeAreNotKnown(String property) {
    String set =
        ", {'set': {'family': 'inet', 'name': 's', 'table': 't', 'type': 'ipv4_addr', "
            + property
            + ", 'elem': ['10.0.0.4']}}";
    String update = ruleOf("x", "{'set': {'op': 'update', 'elem': 1, 'set': '@s'}}");
    String lookup = rule(match("==", payload("ip", "daddr"), "'@s'"), DROP);
    boolean isStatic = property.contains("handle");

    assertThat(drops(set + lookup, "Tcp 10.0.0.4:80")).isEqualTo(isStatic);
    assertThat(drops(set + lookup + update, "Tcp 10.0.0.4:80")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, Tcp 10.0.0.4:80, true",
    "'{''set'': [1000, {''range'': [0, 5]}]}', Tcp 10.0.0.4:80, true",
    "1000, Tcp 10.0.0.4:80, false",
    "0, Icmp 10.0.0.4, false"
  })
  void users(String right, String packet, boolean drops) {
    assertThat(drops(rule(match("==", "{'meta': {'key': 'skuid'}}", right), DROP), packet))
        .isEqualTo(drops);
  }

  @ParameterizedTest
  @CsvSource({
    "'''syn''', '[''fin'', ''syn'', ''rst'', ''ack'']', true",
    "'[''syn'', ''ack'']', '[''syn'', ''ack'']', false",
    "0, '[''fin'', ''ack'']', true",
    "'''syn''', '{''|'': [''syn'', ''ack'']}', true",
    "'''syn''', '''ack''', false",
    "'''syn''', '[''syn'', ''ecn'']', false"
  })
  void flagsOfTcp(String right, String mask, boolean drops) {
    String left = "{'&': [" + payload("tcp", "flags") + ", " + mask + "]}";

    assertThat(drops(rule(match("==", left, right), DROP), "Tcp 10.0.0.4:80")).isEqualTo(drops);
    assertThat(drops(rule(match("==", left, right), DROP), "Udp 10.0.0.4:80")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 65535, Dropped",
    "32768, 60999, Dropped",
    "1, 1023, Passed",
    "61000, 61001, Passed",
    "40000, 50000, Unclear",
    "0, 0, Passed"
  })
  void portsThatTheKernelChooses(int first, int last, String verdict) {
    String range = "{'range': [" + first + ", " + last + "]}";
    Flow known = packet("Tcp 10.0.0.4:80").flow();
    Flow flow = new Flow(known.source(), known.destination(), Protocol.TCP, 0, 80);

    String out = rule(match("==", payload("tcp", "sport"), range), DROP);
    assertThat(firewall(table(out)).judge(flow, Optional.of("eth0")).getClass().getSimpleName())
        .isEqualTo(verdict);
    String in =
        ", "
            + chain("i", "input", "accept")
            + ruleOf("i", match("==", payload("tcp", "dport"), range), DROP);
    assertThat(firewall(table(in)).judge(flow, Optional.of("eth0")).getClass().getSimpleName())
        .isEqualTo(verdict);
  }

  @Test
  void localFlowsComeInAgain() {
    String in =
        ", "
            + chain("i", "input", "accept")
            + ruleOf("i", match("==", "{'meta': {'key': 'iifname'}}", "'lo'"), DROP);
    Flow flow = packet("Tcp 10.0.0.1:80").flow();

    assertThat(firewall(table(in)).judge(flow, Optional.of("lo")))
        .isEqualTo(new Verdict.Dropped("inet t i: iifname lo drop # handle 7", false));
    assertThat(firewall(table(in)).judge(flow, Optional.of("eth0")))
        .isEqualTo(new Verdict.Passed());
    assertThat(firewall(table(in)).judge(flow, Optional.empty()))
        .isInstanceOf(Verdict.Unclear.class);
  }

  /** The answer to a translated flow has addresses that nobody knows here. */
  @Test
  void answersOfTranslatedFlowsHaveOtherAddresses() {
    String nat =
        ", {'chain': {'family': 'inet', 'table': 't', 'name': 'n', 'handle': 1, 'type': 'nat',"
            + " 'hook': 'output', 'prio': -100, 'policy': 'accept'}}";
    String in =
        ", "
            + chain("i", "input", "accept")
            + ruleOf("i", match("==", payload("ip", "saddr"), "'10.0.0.4'"), DROP);
    Flow flow = packet("Tcp 10.0.0.4:80").flow();

    assertThat(firewall(table(nat + in)).judge(flow, Optional.of("eth0")))
        .isEqualTo(new Verdict.Dropped("inet t i: ip saddr 10.0.0.4 drop # handle 7", true));
    String dnat = ruleOf("n", "{'dnat': {'addr': '10.9.9.9'}}");
    assertThat(firewall(table(nat + dnat + in)).judge(flow, Optional.of("eth0")))
        .isInstanceOf(Verdict.Unclear.class);
  }

  @Test
  void answersMeetTheHookInput() {
    LocalFirewall firewall =
        firewall(
            table(
                ", "
                    + chain("i", "input", "drop")
                    + ruleOf(
                        "i",
                        match("in", "{'ct': {'key': 'state'}}", "['established', 'related']"),
                        match("==", payload("tcp", "sport"), "80"),
                        "{'accept': null}")));

    assertThat(dropper(firewall, packet("Tcp 10.0.0.4:80").answer())).isEmpty();
    assertThat(dropper(firewall, packet("Tcp 10.0.0.4:81").answer()))
        .contains("inet t i policy drop");
    assertThat(dropper(firewall, packet("Tcp 10.0.0.4:81"))).isEmpty();
  }

  @Test
  void namesTheRule() {
    LocalFirewall firewall =
        firewall(
            table(
                rule(
                    match("==", payload("tcp", "dport"), "{'set': [{'range': [80, 90]}, 443]}"),
                    "{'counter': {'packets': 0, 'bytes': 0}}",
                    "{'reject': {'type': 'tcp reset'}}")));

    assertThat(dropper(firewall, packet("Tcp 10.0.0.4:443")))
        .contains("inet t o: tcp dport { 80-90, 443 } reject with tcp reset # handle 7");
  }

  @Test
  void chainsThatJumpInCirclesEnd() {
    String circle =
        ", {'chain': {'family': 'inet', 'table': 't', 'name': 'a', 'handle': 2}}"
            + ", {'chain': {'family': 'inet', 'table': 't', 'name': 'b', 'handle': 3}}"
            + rule("{'jump': {'target': 'a'}}")
            + ruleOf("a", "{'jump': {'target': 'b'}}")
            + ruleOf("a", "{'jump': {'target': 'b'}}")
            + ruleOf("b", "{'jump': {'target': 'a'}}")
            + ruleOf("b", "{'goto': {'target': 'a'}}")
            + rule(DROP);

    assertThat(drops(circle, "Tcp 10.0.0.4:80")).isFalse();
  }

  @Test
  void chainsThatFanOutEnd() {
    StringBuilder objects = new StringBuilder(rule("{'jump': {'target': 'c0'}}"));
    for (int i = 0; i < 60; i++) {
      objects.append(
          ", {'chain': {'family': 'inet', 'table': 't', 'name': 'c" + i + "', 'handle': 2}}");
      for (int j = 0; j < 2; j++) {
        objects.append(ruleOf("c" + i, "{'jump': {'target': 'c" + (i + 1) + "'}}"));
      }
    }
    objects.append(", {'chain': {'family': 'inet', 'table': 't', 'name': 'c60', 'handle': 2}}");

    assertThat(drops(objects + rule(DROP), "Tcp 10.0.0.4:80")).isTrue();
  }

  @Test
  void warningsBeforeTheRulesetAreSkipped() {
    assertThat(
            dropper(
                firewall(
                    "# Warning: table ip filter is managed by iptables-nft\n" + table(rule(DROP))),
                packet("Tcp 10.0.0.4:80")))
        .isPresent();
  }

  /** nft 1.0.6 ends in the middle of its output where a rule jumps to a chain without a name. */
  @Test
  void brokenTextIsNotReadable() {
    String whole = table(rule(DROP));

    for (int end = 0; end < whole.length(); end++) {
      LocalFirewall firewall = firewall(whole.substring(0, end));
      assertThat(firewall.isReadable()).isFalse();
      assertThat(dropper(firewall, packet("Tcp 10.0.0.4:80"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{'nftables': 3}",
        "{'nftables': {}}",
        "{'nftables': [null, 3, [], {'chain': null}, {'chain': 3}, {'rule': {'expr': 5}}, {'rule':"
            + " {'expr': [null, {}, 3, {'match': null}, {'jump': null}, {'match': {'left': []}}]}},"
            + " {'set': []}, {'table': {'flags': {}}}]}",
        "{'nftables': [{'chain': {'family': 'inet', 'table': 't', 'name': 'o', 'hook': 'output',"
            + " 'prio': 99999999999999999999}}]}"
      })
  void oddTextDropsNothing(String json) {
    assertThat(dropper(firewall(json.replace('\'', '"')), packet("Tcp 10.0.0.4:80"))).isEmpty();
  }

  @Test
  void deepTextIsNotReadable() {
    String deep = "{\"nftables\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(firewall(deep).isReadable()).isFalse();
  }
}
