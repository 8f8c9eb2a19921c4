package io.github.pathwhy.effective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.rules.FirewallLists;
import io.github.pathwhy.effective.rules.FirewallRulebook;
import io.github.pathwhy.effective.rules.NameMatchers;
import io.github.pathwhy.effective.rules.Ruling;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All kinds of rule lists against one naive evaluation: every rule in order, and for tags that
/// nobody knows every combination of "covers the address" and "does not".
final class RuleListOracleTest {
  private static final int LISTS = 600;
  private static final int FLOWS = 12;
  private static final SourcePosition POSITION = new SourcePosition("rules.yaml", 1, 1);
  private static final ResourceId OWNER = ResourceId.local(ResourceType.SECURITY_GROUP, "owner");
  private static final String[] V4 = {"10.0.1.4", "10.0.2.4", "20.50.1.1", "203.0.113.9"};
  private static final String[] V6 = {"2001:db8:1::4", "2603:1020::7"};
  private static final String[] PREFIXES = {
    "10.0.0.0/8", "10.0.1.0/24", "20.50.0.0/16", "::/0", "2603::/16", "203.0.113.9/32"
  };
  private static final String[] PORTS = {"443", "80-500", "50000-50010", "22"};

  /** A rule of any kind. */
  record Rule(Traffic traffic, Access access) {}

  /**
   * The kinds of lists, and how each says what it makes of a flow: nothing when it is not known.
   */
  enum Kind {
    GROUP {
      @Override
      Optional<Access> judge(List<Rule> rules, Flow flow) {
        Ruling<SecurityRule> ruling =
            ((SecurityStage.Group) stages(closed(rules), List.of()).getFirst()).list().first(flow);
        return certain(ruling, SecurityRule::access, Access.DENY);
      }
    },
    ADMIN {
      @Override
      Optional<Access> judge(List<Rule> rules, Flow flow) {
        return certain(
            ((SecurityStage.Admin) stages(List.of(), rules).getFirst()).list().first(flow),
            applied -> applied.rule().match().access(),
            Access.ALLOW);
      }
    },
    FIREWALL {
      @Override
      Optional<Access> judge(List<Rule> rules, Flow flow) {
        List<FirewallPolicy.NetworkCollection> collections = new ArrayList<>();
        for (Rule rule : rules) {
          collections.add(
              new FirewallPolicy.NetworkCollection(
                  "c",
                  rule.access(),
                  List.of(
                      new FirewallPolicy.NetworkRule(
                          OWNER.child("rules", "r"), POSITION, rule.traffic(), List.of()))));
        }
        FirewallRulebook book =
            new FirewallRulebook(
                List.of(), collections, List.of(), PrefixSet.of(List.of()), List.of(), List.of());
        return certain(
            compiler(topology()).firewall(book, NO_NAMES).all().first(flow),
            FirewallLists.Filter::access,
            Access.DENY);
      }
    },
    APPLIANCE {
      @Override
      Optional<Access> judge(List<Rule> rules, Flow flow) {
        List<AppliancePolicy.Rule> own = new ArrayList<>();
        rules.forEach(rule ->
            own.add(new AppliancePolicy.Rule("r", POSITION, rule.access(), rule.traffic())));
        AppliancePolicy policy =
            new AppliancePolicy(POSITION, own, Access.DENY, false, List.of(), List.of());
        TestNetwork network = network(List.of(), List.of());
        return certain(
            compiler(network.topology())
                .appliance(policy, network.networkInterface("vm").subnet())
                .rules()
                .first(flow),
            AppliancePolicy.Rule::access,
            Access.DENY);
      }
    },
    GUEST {
      @Override
      Optional<Access> judge(List<Rule> rules, Flow flow) {
        List<Observation.GuestRule> own = new ArrayList<>();
        rules.forEach(rule ->
            own.add(
                new Observation.GuestRule(
                    POSITION, Direction.INBOUND, rule.access(), rule.traffic())));
        return certain(
            compiler(topology()).guest(own, Direction.INBOUND).first(flow),
            Observation.GuestRule::access,
            Access.ALLOW);
      }
    };

    abstract Optional<Access> judge(List<Rule> rules, Flow flow);

    /** The default rules of a group let some flows pass: this denies them before. */
    private static List<Rule> closed(List<Rule> rules) {
      List<Rule> all = new ArrayList<>(rules);
      all.add(new Rule(Traffic.ALL, Access.DENY));
      return all;
    }

    /** What a list of the kind does with what no rule matches. */
    Access otherwise() {
      return switch (this) {
        case GROUP, FIREWALL, APPLIANCE -> Access.DENY;
        case ADMIN, GUEST -> Access.ALLOW;
      };
    }
  }

  private static final NameMatchers NO_NAMES =
      new NameMatchers() {
        @Override
        public AddressMatcher addressesOf(List<String> names) {
          throw new IllegalStateException();
        }

        @Override
        public AddressMatcher askedFor(FirewallPolicy.ApplicationRule rule) {
          throw new IllegalStateException();
        }
      };

  private static <R> Optional<Access> certain(
      Ruling<R> ruling, Function<R, Access> access, Access otherwise) {
    return ruling.isCertain()
        ? Optional.of(ruling.rule().map(access).orElse(otherwise))
        : Optional.empty();
  }

  private static RuleCompiler compiler(Topology topology) {
    return new RuleCompiler(
        topology,
        new ServiceTags(Map.of(), Optional::empty),
        new EffectiveNetwork(topology).learned());
  }

  private static Topology topology() {
    return network(List.of(), List.of()).topology();
  }

  private static TestNetwork network(List<Rule> group, List<Rule> admin) {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("vnet", "10.0.0.0/16")
            .subnet(
                "s",
                "10.0.1.0/24",
                s -> {
                  if (!group.isEmpty()) {
                    s.securityGroup("group");
                  }
                })
            .machine("vm", "s", "10.0.1.4");
    if (!group.isEmpty()) {
      network.add(
          new SecurityGroup(
              ResourceId.local(ResourceType.SECURITY_GROUP, "group"), POSITION, security(group)));
    }
    if (!admin.isEmpty()) {
      network.add(manager(security(admin)));
    }
    return network;
  }

  private static List<SecurityStage> stages(List<Rule> group, List<Rule> admin) {
    return network(group, admin).networkInterface("vm").rules(Direction.INBOUND).stages();
  }

  private static List<SecurityRule> security(List<Rule> rules) {
    List<SecurityRule> found = new ArrayList<>();
    for (Rule rule : rules) {
      found.add(
          new SecurityRule(
              OWNER.child("securityRules", "r" + found.size()),
              Optional.of(POSITION),
              100 + found.size(),
              Direction.INBOUND,
              rule.access(),
              rule.traffic()));
    }
    return found;
  }

  private static Resource manager(List<SecurityRule> rules) {
    ResourceId id = ResourceId.local(ResourceType.NETWORK_MANAGER, "manager");
    ResourceId group = id.child("networkGroups", "all");
    return new NetworkManager(
        id,
        POSITION,
        List.of(
            new NetworkManager.Group(
                group,
                POSITION,
                List.of(ResourceId.local(ResourceType.VIRTUAL_NETWORK, "vnet")),
                false)),
        List.of(
            new NetworkManager.Collection(
                id.child("ruleCollections", "c"),
                POSITION,
                List.of(group),
                rules.stream().map(rule -> new NetworkManager.Rule(rule, false)).toList())));
  }

  @ParameterizedTest
  @EnumSource
  void everyListDecidesAsTheNaiveOneDoes(Kind kind) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(443);
    Set<Set<Access>> seen = new LinkedHashSet<>();
    for (int list = 0; list < LISTS; list++) {
      List<Rule> rules = rules(random);
      for (int i = 0; i < FLOWS; i++) {
        Flow flow = flow(random);
        Set<Access> possible = naive(rules, flow, kind.otherwise());
        Optional<Access> expected =
            possible.size() > 1 ? Optional.empty() : possible.stream().findFirst();
        assertThat(kind.judge(rules, flow)).as("%s of %s", flow, rules).isEqualTo(expected);
        seen.add(possible);
      }
    }
    assertThat(seen).hasSize(3);
  }

  private static List<Rule> rules(RandomGenerator random) {
    List<Rule> rules = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Traffic traffic =
          Traffic.ALL
              .with(List.of(oneOf(random, PROTOCOLS)), ports(random))
              .between(terms(random, i), terms(random, i + count));
      rules.add(
          new Rule(
              random.nextInt(3) == 0 ? traffic.fromPorts(ports(random)) : traffic,
              random.nextBoolean() ? Access.ALLOW : Access.DENY));
    }
    return rules;
  }

  private static final Protocol[] PROTOCOLS = {
    Protocol.ANY, Protocol.ANY, Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.ESP
  };

  private static List<PortRange> ports(RandomGenerator random) {
    return random.nextBoolean()
        ? List.of(PortRange.ALL)
        : List.of(PortRange.parse(oneOf(random, PORTS)).orElseThrow());
  }

  /** Each unknown tag stands once in a list: the same one twice would tie rules together. */
  private static List<AddressTerm> terms(RandomGenerator random, int number) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> List.of(new AddressTerm.Any());
      case 2 -> List.of(new AddressTerm.Tag("Unknown" + number));
      case 3 ->
          List.of(
              new AddressTerm.Block(Prefix.of(oneOf(random, PREFIXES))),
              new AddressTerm.Tag("Unknown" + number));
      default -> List.of(new AddressTerm.Block(Prefix.of(oneOf(random, PREFIXES))));
    };
  }

  private static Flow flow(RandomGenerator random) {
    String[] addresses = random.nextInt(4) == 0 ? V6 : V4;
    Protocol protocol = oneOf(random, PROTOCOLS);
    protocol = protocol == Protocol.ANY ? Protocol.ICMP : protocol;
    boolean hasPorts = protocol.hasPorts();
    return new Flow(
        IpAddress.of(oneOf(random, addresses)),
        IpAddress.of(oneOf(random, addresses)),
        protocol,
        hasPorts ? 50_000 : 0,
        hasPorts ? (random.nextBoolean() ? 443 : 22) : 0);
  }

  @SafeVarargs
  private static <T> T oneOf(RandomGenerator random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  // ---- the naive evaluation ----

  private static Set<Access> naive(List<Rule> rules, Flow flow, Access otherwise) {
    Set<String> unknown = new LinkedHashSet<>();
    for (Rule rule : rules) {
      for (List<AddressTerm> side :
          List.of(rule.traffic().source(), rule.traffic().destination())) {
        for (AddressTerm term : side) {
          if (term instanceof AddressTerm.Tag(String name)) {
            unknown.add(name);
          }
        }
      }
    }
    List<String> tags = List.copyOf(unknown);
    Set<Access> outcomes = new LinkedHashSet<>();
    for (int world = 0; world < 1 << tags.size(); world++) {
      Set<String> covering = new LinkedHashSet<>();
      for (int i = 0; i < tags.size(); i++) {
        if ((world >> i & 1) == 1) {
          covering.add(tags.get(i));
        }
      }
      Access outcome = otherwise;
      for (Rule rule : rules) {
        if (matches(rule.traffic(), flow, covering)) {
          outcome = rule.access();
          break;
        }
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private static boolean matches(Traffic traffic, Flow flow, Set<String> covering) {
    return serves(traffic, flow)
        && covers(traffic.source(), flow.source(), covering)
        && covers(traffic.destination(), flow.destination(), covering);
  }

  private static boolean serves(Traffic traffic, Flow flow) {
    Protocol rule = traffic.protocol();
    boolean ping6 = flow.protocol() == Protocol.ICMP && flow.version() == IpVersion.V6;
    boolean sameProtocol = rule == flow.protocol() && !ping6;
    if (flow.protocol() == Protocol.TCP || flow.protocol() == Protocol.UDP) {
      return (rule == Protocol.ANY || sameProtocol)
          && holds(traffic.sourcePorts(), flow.sourcePort())
          && holds(traffic.destinationPorts(), flow.destinationPort());
    }
    boolean allPorts =
        traffic.sourcePorts().contains(PortRange.ALL)
            && traffic.destinationPorts().contains(PortRange.ALL);
    return sameProtocol || (rule == Protocol.ANY && allPorts);
  }

  private static boolean holds(List<PortRange> ranges, int port) {
    return ranges.stream().anyMatch(range -> range.first() <= port && port <= range.last());
  }

  private static boolean covers(List<AddressTerm> terms, IpAddress address, Set<String> covering) {
    boolean covered = false;
    for (AddressTerm term : terms) {
      covered |=
          switch (term) {
            case AddressTerm.Any _ -> true;
            case AddressTerm.Block(Prefix prefix) -> prefix.contains(address);
            // Only public addresses that are no documentation can belong to a service.
            case AddressTerm.Tag(String name) ->
                covering.contains(name)
                    && (address.equals(IpAddress.of("20.50.1.1"))
                        || address.equals(IpAddress.of("2603:1020::7")));
            case AddressTerm.Group _, AddressTerm.Unknown _ -> throw new IllegalStateException();
          };
    }
    return covered;
  }
}
