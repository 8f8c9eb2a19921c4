package io.github.pathwhy.effective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.net.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule evaluation compared with {@link RuleOracle} over random networks. */
final class EffectiveSecurityRulesPropertyTest {
  private static final long SEED = 65_000;
  private static final int NETWORKS = 1_000;
  private static final int FLOWS = 24;
  private static final String[] V4 = {
    "10.0.1.4",
    "10.0.2.4",
    "10.0.2.5",
    "10.1.1.4",
    "10.2.0.4",
    "10.99.0.1",
    "172.31.0.100",
    "100.64.0.1",
    "100.63.255.1",
    "192.0.2.9",
    "198.51.100.7",
    "203.0.113.9",
    "168.63.129.16",
    "198.18.0.1",
    "192.88.99.1",
    "192.168.5.5"
  };
  private static final String[] V6 = {
    "2001:db8:1:1::4", "2001:db8:1:2::4", "2001:db8:2::4", "2001:2::1", "fe80::1234:5678:9abc"
  };
  private static final String[] TERMS = {
    "*",
    "10.0.0.0/8",
    "10.0.1.0/24",
    "10.0.2.4",
    "10.1.0.0/16",
    "198.51.100.0/24",
    "203.0.113.9",
    "172.16.0.0/12",
    "192.88.99.0/24",
    "2001:db8:1::/48",
    "2001:db8:2::/48",
    "::/0",
    "VirtualNetwork",
    "virtualnetwork",
    "Internet",
    "AzureLoadBalancer",
    "Storage",
    "asg:web",
    "asg:db"
  };

  @Test
  void rulesDecideWhatTheDocumentationSays() {
    Samples samples = new Samples(SEED);
    Set<StageDecision.Verdict> seen = EnumSet.noneOf(StageDecision.Verdict.class);
    for (int run = 0; run < NETWORKS; run++) {
      boolean icmp = samples.oneIn(4);
      EffectiveNetwork network = network(samples, icmp).effective();
      for (int i = 0; i < FLOWS; i++) {
        Direction direction = samples.oneOf(Direction.values());
        Flow flow = flow(samples, icmp);
        EffectiveInterface at =
            TestNetwork.networkInterface(network, samples.oneOf("vm-a", "vm-b", "vm-c"));
        List<RuleOracle.Answer> expected =
            new RuleOracle(network.topology(), at.nic()).evaluate(direction, flow);
        assertThat(answers(at.rules(direction).evaluate(flow)))
            .as("seed %d, run %d: %s %s at %s", SEED, run, direction, flow, at)
            .isEqualTo(expected);
        assertThat(
                answers(
                    network.evaluate(at, direction, pattern(flow)).stream()
                        .map(StageEvaluation::decision)
                        .toList()))
            .as("as a pattern, seed %d, run %d: %s %s at %s", SEED, run, direction, flow, at)
            .isEqualTo(expected);
        expected.forEach(answer -> seen.add(answer.verdict()));
      }
    }
    assertThat(seen).as("verdicts that the networks produce").hasSize(3);
  }

  /** One flow is the narrowest pattern. */
  private static FlowPattern pattern(Flow flow) {
    return new FlowPattern(
        flow.protocol(),
        new AddressTerm.Block(Prefix.host(flow.source())),
        new PortRange(flow.sourcePort(), flow.sourcePort()),
        new AddressTerm.Block(Prefix.host(flow.destination())),
        new PortRange(flow.destinationPort(), flow.destinationPort()));
  }

  private static List<RuleOracle.Answer> answers(List<StageDecision> decisions) {
    return decisions.stream()
        .map(decision ->
            new RuleOracle.Answer(
                decision.stage().securityGroup(),
                decision.verdict(),
                decision.rule().map(SecurityRule::name).orElse("")))
        .toList();
  }

  private static Flow flow(Samples samples, boolean icmp) {
    boolean v6 = samples.oneIn(5);
    String[] pool = v6 ? V6 : V4;
    Protocol protocol = icmp ? Protocol.ICMP : samples.oneOf(Protocol.TCP, Protocol.UDP);
    return new Flow(
        IpAddress.of(samples.oneOf(pool)),
        IpAddress.of(samples.oneOf(pool)),
        protocol,
        icmp ? 0 : samples.oneOf(1024, 50_000, 65_535),
        icmp ? 0 : samples.oneOf(22, 80, 85, 443, 65_535));
  }

  private static TestNetwork network(Samples samples, boolean icmp) {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("home", "10.0.0.0/16", "2001:db8:1::/48")
            .subnet("a", "10.0.1.0/24", s -> attach(samples, s, "nsg-1", "table-1"))
            .subnet("b", "10.0.2.0/24", s -> attach(samples, s, "nsg-2", "table-2"))
            .virtualNetwork("away", "10.1.0.0/16", "2001:db8:2::/48")
            .subnet("c", "10.1.1.0/24", s -> attach(samples, s, "nsg-1", "table-2"))
            .virtualNetwork("far", "10.2.0.0/16")
            .machine("vm-a", "a", "10.0.1.4", m -> join(samples, m, "nsg-3"))
            .machine("vm-b", "b", "10.0.2.4", m -> join(samples, m, "nsg-1"))
            .machine("vm-c", "c", "10.1.1.4", m -> join(samples, m, "nsg-3"))
            .serviceTag("Storage", "198.51.100.0/25", "192.88.99.0/24")
            .link("home", "away", link -> link(samples, link))
            .link("away", "far", link -> link(samples, link))
            .link("far", "away", link -> link(samples, link));
    if (!samples.oneIn(4)) {
      network.link("away", "home", link -> link(samples, link));
    }
    for (String name : List.of("nsg-1", "nsg-2", "nsg-3")) {
      network.securityGroup(name, rules(samples, icmp));
    }
    network.routeTable("table-1", routes(samples)).routeTable("table-2", routes(samples));
    return network;
  }

  private static void attach(
      Samples samples, TestNetwork.SubnetSpec subnet, String group, String table) {
    if (!samples.oneIn(4)) {
      subnet.securityGroup(group);
    }
    if (samples.oneIn(3)) {
      subnet.routeTable(table);
    }
  }

  private static void join(Samples samples, TestNetwork.MachineSpec machine, String group) {
    if (samples.oneIn(2)) {
      machine.securityGroup(group);
    }
    machine.memberOf(
        samples.oneOf(new String[] {}, new String[] {"web"}, new String[] {"web", "db"}));
  }

  private static void link(Samples samples, TestNetwork.LinkSpec link) {
    if (samples.oneIn(4)) {
      link.withoutAccess();
    }
    if (samples.oneIn(2)) {
      link.state(
          samples.oneIn(3)
              ? samples.oneOf(Peering.State.INITIATED, Peering.State.DISCONNECTED)
              : Peering.State.CONNECTED);
    }
    if (samples.oneIn(5)) {
      link.remoteAddressSpace("10.99.0.0/16");
    }
  }

  private static TestRoute[] routes(Samples samples) {
    TestRoute[] pool = {
      TestRoute.route("198.51.100.0/24").via("10.0.2.4"),
      TestRoute.route("10.99.0.0/16").none(),
      TestRoute.route("172.16.0.0/12").via("10.0.2.4"),
      TestRoute.route("0.0.0.0/0").via("10.0.2.4"),
    };
    return Arrays.stream(pool).filter(_ -> samples.oneIn(4)).toArray(TestRoute[]::new);
  }

  /** Rules in random order of declaration; unknown tags have a name for each place of use. */
  private static TestRule[] rules(Samples samples, boolean icmp) {
    List<TestRule> rules = new ArrayList<>();
    int count = samples.below(9);
    int unknown = 0;
    List<Integer> priorities = new ArrayList<>();
    while (priorities.size() < count) {
      int priority = 100 + samples.below(40) * 10;
      if (!priorities.contains(priority)) {
        priorities.add(priority);
      }
    }
    for (int priority : priorities) {
      Protocol protocol =
          samples.oneOf(Protocol.ANY, Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.ESP);
      boolean ports = protocol.hasPorts() || (protocol == Protocol.ANY && !icmp);
      TestRule rule =
          TestRule.rule(priority, samples.oneOf(Direction.values()), samples.oneOf(Access.values()))
              .protocol(protocol, ports ? ports(samples) : new String[] {})
              .from(terms(samples, unknown++))
              .to(terms(samples, unknown++));
      rules.add(ports && samples.oneIn(5) ? rule.fromPorts("1024-50000") : rule);
    }
    return rules.toArray(TestRule[]::new);
  }

  private static String[] ports(Samples samples) {
    return samples.oneOf(
        new String[] {},
        new String[] {"443"},
        new String[] {"80-90"},
        new String[] {"22", "80-84", "65535"});
  }

  private static String[] terms(Samples samples, int unknown) {
    if (samples.oneIn(3)) {
      return new String[] {"*"};
    }
    if (samples.oneIn(5)) {
      return new String[] {"Unknown" + unknown};
    }
    String[] terms = new String[1 + samples.below(3)];
    Arrays.setAll(terms, _ -> samples.oneOf(TERMS));
    return terms;
  }
}
