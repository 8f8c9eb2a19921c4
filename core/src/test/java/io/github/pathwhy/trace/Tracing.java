package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Trace;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Traces flows through a test network, by names. */
public final class Tracing {
  static final int SOURCE_PORT = 50_000;

  private final EffectiveNetwork network;
  private final TraceOptions options;

  private Tracing(EffectiveNetwork network, TraceOptions options) {
    this.network = network;
    this.options = options;
  }

  public static Tracing in(TestNetwork network) {
    return in(network, TraceOptions.DEFAULT);
  }

  public static Tracing in(TestNetwork network, TraceOptions options) {
    return new Tracing(network.effective(), options);
  }

  /** Traces through a topology in pathwhy's own format. */
  public static Tracing in(String yaml) {
    return in(yaml, TraceOptions.DEFAULT);
  }

  static Tracing in(String yaml, TraceOptions options) {
    Loaded loaded =
        TopologyLoader.load(
            List.of(new Source("network.yaml", yaml.getBytes(StandardCharsets.UTF_8))));
    return switch (loaded) {
      case Loaded.Ok(Topology topology, _) -> new Tracing(new EffectiveNetwork(topology), options);
      case Loaded.Invalid(var problems) -> throw new IllegalArgumentException(problems.toString());
    };
  }

  /** A TCP flow of a machine. */
  public Trace tcp(String machine, String to, int port) {
    return fromMachine(machine, to, Protocol.TCP, port);
  }

  public Trace icmp(String machine, String to) {
    return fromMachine(machine, to, Protocol.ICMP, 0);
  }

  /** A flow of a machine by the interface that leads to the destination. */
  public Trace fromMachine(String machine, String to, Protocol protocol, int port) {
    IpAddress destination = IpAddress.of(to);
    VirtualMachine sender =
        network.topology().find(TestNetwork.machineId(machine), VirtualMachine.class).orElseThrow();
    EffectiveInterface at =
        FlowTracer.sourceInterface(network.interfaces(sender), destination).orElseThrow();
    return from(at, destination, protocol, port);
  }

  /** A TCP flow of a managed service, such as a bastion host. */
  public Trace fromService(String name, String to, int port) {
    EffectiveInterface at =
        network.interfaces().stream()
            .filter(candidate -> candidate.nic().name().equals(name))
            .findFirst()
            .orElseThrow();
    return from(at, IpAddress.of(to), Protocol.TCP, port);
  }

  private Trace from(EffectiveInterface at, IpAddress to, Protocol protocol, int port) {
    IpAddress source = at.primary(to.version()).orElseThrow().privateAddress();
    return trace(new Node.Interface(at), flow(source, to, protocol, port));
  }

  /** A TCP flow of a host on the internet. */
  public Trace fromInternet(String from, String to, int port) {
    IpAddress source = IpAddress.of(from);
    return trace(new Node.Internet(source), flow(source, IpAddress.of(to), Protocol.TCP, port));
  }

  /** A flow of a host on the internet. */
  Trace fromInternet(String from, String to, Protocol protocol, int port) {
    IpAddress source = IpAddress.of(from);
    return trace(new Node.Internet(source), flow(source, IpAddress.of(to), protocol, port));
  }

  /** A TCP flow of a host of a site. */
  public Trace fromSite(String site, String from, String to, int port) {
    IpAddress source = IpAddress.of(from);
    Site home =
        network.sites().all().stream()
            .filter(candidate -> candidate.name().equals(site))
            .findFirst()
            .orElseThrow();
    return trace(
        new Node.Outside(home, source), flow(source, IpAddress.of(to), Protocol.TCP, port));
  }

  public Trace trace(Node origin, Flow flow) {
    return new FlowTracer(network, options).trace(origin, flow);
  }

  private static Flow flow(IpAddress from, IpAddress to, Protocol protocol, int port) {
    return new Flow(from, to, protocol, protocol.hasPorts() ? SOURCE_PORT : 0, port);
  }
}
