package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Trace;
import io.github.pathwhy.trace.judge.Egress;
import java.util.List;
import java.util.Optional;

/** Follows flows through a network. Stateless, safe for use by several threads. */
public final class FlowTracer {
  private final EffectiveNetwork network;
  private final Judges judges;
  private final TraceOptions options;

  public FlowTracer(EffectiveNetwork network, TraceOptions options) {
    this.network = network;
    this.judges = Judges.of(network);
    this.options = options;
  }

  /// Follows a flow from the node that originates it: an interface, an internet host, or a host of
  /// a site. The flow's source is that node's address.
  public Trace trace(Node origin, Flow flow) {
    return new Trace(flow, PathWalker.request(network, judges, options, origin, flow).walk());
  }

  /// The interface by which a machine with these interfaces, the primary one first, sends to a
  /// destination: the one in the destination's subnet, else the primary one, which alone gets a
  /// default gateway from Azure. Empty when none has an address of the family.
  public static Optional<EffectiveInterface> sourceInterface(
      List<EffectiveInterface> interfaces, IpAddress to) {
    return Egress.ofSource(interfaces, to);
  }
}
