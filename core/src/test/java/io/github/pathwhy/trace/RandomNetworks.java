package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.net.Samples;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Random networks of three virtual networks with everything that the tracer knows, and random
/// flows through them. Deliberately full of mistakes: loops, one-sided peerings, missing resources.
final class RandomNetworks {
  private static final String[] ADDRESSES = {
    "10.0.1.4",
    "10.0.9.4",
    "10.0.9.5",
    "10.0.8.4",
    "10.1.1.4",
    "10.1.1.5",
    "10.2.1.4",
    "10.2.1.9",
    "10.0.5.4",
    "10.99.0.1",
    "172.20.1.9",
    "198.51.100.9",
    "203.0.113.4",
    "203.0.113.5",
    "203.0.113.6",
    "203.0.113.7",
    "168.63.129.16",
    "169.254.169.254",
    "192.88.99.1",
    "2001:db8:1:1::4",
    "2001:db8:2:1::4",
    "2001:db8:ffff::9"
  };
  private static final String[] TERMS = {
    "*",
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.2.1.4",
    "VirtualNetwork",
    "Internet",
    "203.0.113.0/24",
    "AzureLoadBalancer",
    "Contoso.Fabric",
    "AzurePlatformDNS",
    "asg:web",
    "172.20.0.0/16"
  };
  private static final String[] DESTINATIONS = {
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.0.0.0/16",
    "10.1.0.0/16",
    "10.2.0.0/16",
    "10.1.1.0/24",
    "172.20.0.0/16",
    "203.0.113.0/24",
    "198.51.100.0/24",
    "10.0.9.0/24",
    "::/0"
  };

  private final Samples samples;
  private final UnaryOperator<TestRule[]> ruleSets;

  /** `ruleSets` may change the rules of every security group. */
  RandomNetworks(long seed, UnaryOperator<TestRule[]> ruleSets) {
    this.samples = new Samples(seed);
    this.ruleSets = ruleSets;
  }

  TestNetwork next() {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("hub", "10.0.0.0/16")
            .subnet("hub-a", "10.0.1.0/24", this::attach)
            .subnet("dmz", "10.0.9.0/24", this::attach)
            .subnet("lan", "10.0.8.0/24", this::attach)
            .subnet("AzureBastionSubnet", "10.0.5.0/26", _ -> {})
            .virtualNetwork("one", "10.1.0.0/16", "2001:db8:1::/48")
            .subnet("one-a", List.of("10.1.1.0/24", "2001:db8:1:1::/64"), this::attach)
            .virtualNetwork("two", "10.2.0.0/16", "2001:db8:2::/48")
            .subnet("two-a", List.of("10.2.1.0/24", "2001:db8:2:1::/64"), this::attach)
            .publicAddress("pip-1", "203.0.113.4")
            .publicAddress("pip-2", "203.0.113.5", PublicIpAddress.Sku.BASIC)
            .publicAddress("pip-3", "203.0.113.6")
            .publicAddress("pip-bastion", "203.0.113.7")
            .bastion("bastion", "AzureBastionSubnet", "pip-bastion")
            .machine("hub-vm", "hub-a", "10.0.1.4", this::configure)
            .machine("one-vm", "one-a", "10.1.1.4", m -> dualStack(m, "2001:db8:1:1::4"))
            .machine("one-other", "one-a", "10.1.1.5", this::configure)
            .machine("two-vm", "two-a", "10.2.1.4", m -> dualStack(m, "2001:db8:2:1::4"))
            .machine("nva", "dmz", "10.0.9.4", this::forwarder)
            .machine("nva2", "dmz", "10.0.9.5", this::forwarder)
            .looseInterface("loose", "two-a", "10.2.1.9")
            .serviceTag("Storage", "198.51.100.0/24")
            .site("branch", samples.oneOf("nva", "nva2", "gone"), "172.20.0.0/16");
    if (!samples.oneIn(5)) {
      network.natGateway("nat", "pip-3");
    }
    for (String group : List.of("nsg-1", "nsg-2", "nsg-3")) {
      network.securityGroup(group, ruleSets.apply(rules()));
    }
    for (String table : List.of("table-1", "table-2", "table-3")) {
      network.routeTable(table, routes());
    }
    link(network, "hub", "one");
    link(network, "one", "hub");
    link(network, "hub", "two");
    link(network, "two", "hub");
    if (samples.oneIn(3)) {
      link(network, "one", "two");
      link(network, "two", "one");
    }
    if (samples.oneIn(3)) {
      network.observed(
          samples.oneOf("one-vm", "two-vm", "nva"),
          o ->
              o.powerState(samples.oneOf(PowerState.values()))
                  .listening(443)
                  .cpuPercent(samples.below(101))
                  .guestRule(
                      samples.oneOf(Direction.values()),
                      samples.oneOf(Access.values()),
                      Protocol.ANY,
                      "*"));
    }
    return network;
  }

  private void attach(TestNetwork.SubnetSpec subnet) {
    if (samples.oneIn(2)) {
      subnet.securityGroup(samples.oneOf("nsg-1", "nsg-2", "nsg-3", "nsg-gone"));
    }
    if (!samples.oneIn(3)) {
      subnet.routeTable(samples.oneOf("table-1", "table-2", "table-3"));
    }
    if (samples.oneIn(5)) {
      subnet.natGateway("nat");
    }
    if (samples.oneIn(4)) {
      subnet.defaultOutboundAccess(samples.oneIn(2));
    }
    if (samples.oneIn(5)) {
      subnet.serviceEndpoint("Microsoft.Storage");
    }
  }

  /** Options concern the address named last: rarely a public IPv4 address meets the IPv6 one. */
  private void dualStack(TestNetwork.MachineSpec machine, String address) {
    boolean mixed = samples.oneIn(10);
    if (!mixed) {
      configure(machine);
    }
    machine.address(address);
    if (mixed) {
      configure(machine);
    }
  }

  private void configure(TestNetwork.MachineSpec machine) {
    if (samples.oneIn(4)) {
      machine.securityGroup(samples.oneOf("nsg-1", "nsg-2", "nsg-3"));
    }
    if (samples.oneIn(4)) {
      machine.publicAddress(samples.oneOf("pip-1", "pip-2", "pip-gone"));
    }
    if (samples.oneIn(3)) {
      machine.memberOf("web");
    }
    if (samples.oneIn(6)) {
      machine.forwards();
    }
  }

  private void forwarder(TestNetwork.MachineSpec machine) {
    if (!samples.oneIn(6)) {
      machine.forwards();
    }
    if (samples.oneIn(3)) {
      machine.securityGroup(samples.oneOf("nsg-1", "nsg-2"));
    }
    if (samples.oneIn(3)) {
      machine.publicAddress("pip-1");
    }
    if (samples.oneIn(2)) {
      machine.appliance(this::policy);
    }
    if (samples.oneIn(3)) {
      machine.networkInterface("lan", samples.oneOf("10.0.8.4", "10.0.8.5"));
      if (!samples.oneIn(4)) {
        machine.forwards();
      }
    }
  }

  private void policy(TestNetwork.ApplianceSpec policy) {
    if (samples.oneIn(2)) {
      policy.stateful();
    }
    if (samples.oneIn(6)) {
      policy.denyByDefault();
    }
    if (samples.oneIn(3)) {
      policy.rule(rule(1, Direction.INBOUND));
    }
    if (samples.oneIn(2)) {
      policy.sourceNat(
          samples.oneOf(TERMS),
          samples.oneOf(TERMS),
          samples.oneIn(4) ? Optional.of("10.0.77.7") : Optional.empty());
    }
    if (samples.oneIn(3)) {
      policy.destinationNat("*", 443, samples.oneOf("10.1.1.4", "10.2.1.4", "10.0.9.5"), 8443);
    }
  }

  private void link(TestNetwork network, String from, String to) {
    if (samples.oneIn(8)) {
      return;
    }
    network.link(
        from,
        to,
        link -> {
          if (samples.oneIn(8)) {
            link.withoutAccess();
          }
          if (samples.oneIn(2)) {
            link.allowForwarded();
          }
          if (samples.oneIn(12)) {
            link.state(Peering.State.DISCONNECTED);
          }
        });
  }

  private TestRule[] rules() {
    TestRule[] rules = new TestRule[samples.below(6)];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = rule(100 + 10 * i, samples.oneOf(Direction.values()));
    }
    return rules;
  }

  private TestRule rule(int priority, Direction direction) {
    Access access = samples.oneIn(3) ? Access.DENY : Access.ALLOW;
    TestRule rule = TestRule.rule(priority, direction, access).from(samples.oneOf(TERMS));
    return switch (samples.below(4)) {
      case 0 -> rule.tcp("443");
      case 1 -> rule.to(samples.oneOf(TERMS));
      case 2 -> rule.protocol(samples.oneOf(Protocol.values()));
      default -> rule;
    };
  }

  private TestRoute[] routes() {
    List<TestRoute> routes = new ArrayList<>();
    for (String destination : DESTINATIONS) {
      if (samples.oneIn(3)) {
        TestRoute.Start start = TestRoute.route(destination);
        routes.add(
            switch (samples.below(9)) {
              case 0 -> start.none();
              case 1 -> start.local();
              case 2 -> start.internet();
              case 3 -> start.gateway();
              case 4 -> start.via("10.0.9.4", "10.0.9.5");
              case 5 -> start.via("10.0.9.4", "10.0.9.5", "10.0.9.77");
              default -> start.via(samples.oneOf("10.0.9.4", "10.0.9.5", "10.0.8.4", "10.9.9.9"));
            });
      }
    }
    return routes.toArray(TestRoute[]::new);
  }

  // ---- flows ----

  /** Who sends which flow. */
  record Question(String origin, Flow flow) {

    /** The same question in a network; empty when a managed origin is not in it. */
    Trace in(EffectiveNetwork network, TraceOptions options) {
      return new FlowTracer(network, options).trace(node(network), flow);
    }

    Node node(EffectiveNetwork network) {
      return switch (origin) {
        case "internet" -> new Node.Internet(flow.source());
        case "branch" -> {
          Site site = network.topology().sites().getFirst();
          yield new Node.Outside(site, flow.source());
        }
        default -> {
          EffectiveInterface at =
              network.interfaces().stream()
                  .filter(candidate -> candidate.nic().name().equals(origin))
                  .findFirst()
                  .orElseThrow();
          yield new Node.Interface(at);
        }
      };
    }
  }

  Question question(EffectiveNetwork network) {
    String[] origins =
        Arrays.copyOf(
            network.interfaces().stream().map(at -> at.nic().name()).toArray(String[]::new),
            network.interfaces().size() + 2);
    origins[origins.length - 2] = "internet";
    origins[origins.length - 1] = "branch";
    String origin = samples.oneOf(origins);
    while (true) {
      IpAddress destination = IpAddress.of(samples.oneOf(ADDRESSES));
      Optional<IpAddress> source = source(network, origin, destination.version());
      if (source.isPresent()) {
        Protocol protocol = samples.oneOf(Protocol.TCP, Protocol.TCP, Protocol.UDP, Protocol.ICMP);
        int port = protocol.hasPorts() ? samples.oneOf(443, 8443, 22) : 0;
        int sourcePort = protocol.hasPorts() ? Tracing.SOURCE_PORT : 0;
        return new Question(
            origin, new Flow(source.get(), destination, protocol, sourcePort, port));
      }
    }
  }

  private static Optional<IpAddress> source(
      EffectiveNetwork network, String origin, IpVersion version) {
    return switch (origin) {
      case "internet" ->
          Optional.of(IpAddress.of(version == IpVersion.V4 ? "198.51.100.9" : "2001:db8:ffff::9"));
      case "branch" -> Optional.of(IpAddress.of("172.20.1.9")).filter(_ -> version == IpVersion.V4);
      default ->
          network.interfaces().stream()
              .filter(candidate -> candidate.nic().name().equals(origin))
              .findFirst()
              .orElseThrow()
              .primary(version)
              .map(configuration -> configuration.privateAddress());
    };
  }
}
