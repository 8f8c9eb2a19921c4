package io.github.pathwhy.bench;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.FlowTracer;
import io.github.pathwhy.trace.TraceOptions;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/// Traces a second, with answers, over a hub-and-spoke network: 20 spokes of 50 machines, whose
/// traffic to each other passes an appliance in the hub, behind 50 inbound rules each. Nine of ten
/// flows are to an open port.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Threads(2)
public class TraceBenchmark {
  private static final int SPOKES = 20;
  private static final int MACHINES = 50;
  private static final int NARROW_RULES = 48;
  private static final int FLOWS = 1 << 14;
  private static final SourcePosition POSITION = new SourcePosition("benchmark", 1, 1);
  private static final Prefix PRIVATE = Prefix.of("10.0.0.0/8");
  private static final IpAddress APPLIANCE = IpAddress.of("10.0.0.4");
  private static final ResourceId HUB = ResourceId.local(ResourceType.VIRTUAL_NETWORK, "hub");

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4711);
  private final List<Resource> resources = new ArrayList<>();
  private final Node[] origins = new Node[FLOWS];
  private final Flow[] flows = new Flow[FLOWS];
  private FlowTracer tracer;

  /** The position of a thread in the flows. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next = Thread.currentThread().hashCode();
  }

  @Benchmark
  public Trace trace(Cursor cursor) {
    int index = cursor.next++ & (FLOWS - 1);
    return tracer.trace(origins[index], flows[index]);
  }

  @Setup
  public void prepare() {
    addHub();
    for (int spoke = 1; spoke <= SPOKES; spoke++) {
      addSpoke(spoke);
    }
    EffectiveNetwork network =
        new EffectiveNetwork(new Topology(resources, Map.of(), List.of(), List.of(), Map.of()));
    tracer = new FlowTracer(network, TraceOptions.DEFAULT);
    List<EffectiveInterface> machines =
        network.interfaces().stream().filter(at -> !at.owns(APPLIANCE)).toList();
    int delivered = 0;
    for (int i = 0; i < FLOWS; i++) {
      EffectiveInterface from = machines.get(random.nextInt(machines.size()));
      EffectiveInterface to = machines.get(random.nextInt(machines.size()));
      while (from == to) {
        to = machines.get(random.nextInt(machines.size()));
      }
      int port = random.nextInt(10) == 0 ? 80 : 443;
      origins[i] = new Node.Interface(from);
      flows[i] = new Flow(address(from), address(to), Protocol.TCP, 50_000, port);
      Trace trace = tracer.trace(origins[i], flows[i]);
      boolean arrives = trace.disposition().outcome() == Disposition.Outcome.SUCCESS;
      if (arrives != (port == 443)) {
        throw new IllegalStateException("unexpected answer: " + flows[i]);
      }
      delivered += arrives ? 1 : 0;
    }
    if (delivered == 0 || delivered == FLOWS) {
      throw new IllegalStateException(delivered + " of " + FLOWS + " flows arrive");
    }
  }

  private static IpAddress address(EffectiveInterface at) {
    return at.nic().ipConfigurations().getFirst().privateAddress();
  }

  private void addHub() {
    Subnet subnet = subnet(HUB, Prefix.of("10.0.0.0/24"), Optional.empty(), Optional.empty());
    List<Peering> links = new ArrayList<>();
    for (int spoke = 1; spoke <= SPOKES; spoke++) {
      links.add(link(HUB, spokeId(spoke)));
    }
    resources.add(network(HUB, Prefix.of("10.0.0.0/16"), subnet, links));
    addMachine("nva", subnet.id(), APPLIANCE, true);
  }

  private void addSpoke(int number) {
    ResourceId id = spokeId(number);
    Prefix block = Prefix.of("10." + number + ".0.0/16");
    ResourceId group = ResourceId.local(ResourceType.SECURITY_GROUP, "nsg-" + number);
    ResourceId table = ResourceId.local(ResourceType.ROUTE_TABLE, "routes-" + number);
    Subnet subnet =
        subnet(id, Prefix.containing(block.address(), 20), Optional.of(group), Optional.of(table));
    resources.add(network(id, block, subnet, List.of(link(id, HUB))));
    resources.add(new SecurityGroup(group, POSITION, rules(group)));
    resources.add(
        new RouteTable(
            table,
            POSITION,
            false,
            false,
            List.of(
                new RouteTable.Route(
                    table.child("routes", "to-hub"),
                    POSITION,
                    new RouteTable.Destination.Block(PRIVATE),
                    new NextHop.VirtualAppliance(List.of(APPLIANCE)),
                    false))));
    for (int machine = 0; machine < MACHINES; machine++) {
      addMachine("vm-" + number + "-" + machine, subnet.id(), block.address(4 + machine), false);
    }
  }

  private static ResourceId spokeId(int number) {
    return ResourceId.local(ResourceType.VIRTUAL_NETWORK, "spoke-" + number);
  }

  private static VirtualNetwork network(
      ResourceId id, Prefix space, Subnet subnet, List<Peering> links) {
    return new VirtualNetwork(
        id, POSITION, Optional.empty(), List.of(space), List.of(subnet), links, List.of());
  }

  private static Subnet subnet(
      ResourceId network, Prefix prefix, Optional<ResourceId> group, Optional<ResourceId> table) {
    return new Subnet(
        network.child("subnets", "default"),
        POSITION,
        network,
        List.of(prefix),
        group,
        table,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Subnet.EndpointPolicies.DISABLED,
        List.of());
  }

  private static Peering link(ResourceId from, ResourceId to) {
    return new Peering(
        from.child("virtualNetworkPeerings", to.name()),
        POSITION,
        from,
        to,
        Optional.of(Peering.State.CONNECTED),
        true,
        true,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  private void addMachine(String name, ResourceId subnet, IpAddress address, boolean forwards) {
    ResourceId machine = ResourceId.local(ResourceType.VIRTUAL_MACHINE, name);
    ResourceId nic = ResourceId.local(ResourceType.NETWORK_INTERFACE, name + "-nic");
    IpConfiguration configuration =
        new IpConfiguration(
            nic.child("ipConfigurations", "primary"),
            POSITION,
            address,
            false,
            subnet,
            Optional.empty(),
            List.of(),
            List.of());
    resources.add(
        new NetworkInterface(
            nic,
            POSITION,
            List.of(configuration),
            forwards,
            Optional.empty(),
            Optional.of(machine)));
    resources.add(
        new VirtualMachine(machine, POSITION, List.of(nic), Optional.empty(), Optional.empty()));
  }

  private List<SecurityRule> rules(ResourceId group) {
    List<SecurityRule> rules = new ArrayList<>();
    for (int i = 0; i < NARROW_RULES; i++) {
      int bits = 0xcb000000 | (random.nextInt(1 << 16) & ~7);
      Prefix source = new Prefix(new IpAddress.V4(bits), 29);
      rules.add(rule(group, 100 + i, Access.ALLOW, Protocol.TCP, block(source), ports(1000 + i)));
    }
    rules.add(rule(group, 4000, Access.ALLOW, Protocol.TCP, block(PRIVATE), ports(443)));
    rules.add(rule(group, 4001, Access.DENY, Protocol.ANY, new AddressTerm.Any(), PortRange.ALL));
    return rules;
  }

  private static AddressTerm block(Prefix prefix) {
    return new AddressTerm.Block(prefix);
  }

  private static PortRange ports(int port) {
    return new PortRange(port, port);
  }

  private static SecurityRule rule(
      ResourceId group,
      int priority,
      Access access,
      Protocol protocol,
      AddressTerm source,
      PortRange ports) {
    return new SecurityRule(
        group.child("securityRules", "rule-" + priority),
        Optional.of(POSITION),
        priority,
        Direction.INBOUND,
        access,
        Traffic.of(protocol, List.of(ports)).between(List.of(source), Traffic.ALL.destination()));
  }
}
