package io.github.pathwhy.trace;

import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A path in the making: the finished hops, the hop the packet is at, and what devices remember. */
final class Walk {
  // The IP time to live of most systems; no real path comes near it.
  static final int MAX_HOPS = 64;

  private final List<Hop> finished;
  private final Sessions sessions;
  private Node node;
  private Flow arrived;
  private List<Step> steps;
  private Flow flow;
  private Optional<Peering> closedLink = Optional.empty();

  Walk(Node origin, Flow flow) {
    this(new ArrayList<>(4), new Sessions(), origin, flow);
  }

  private Walk(List<Hop> finished, Sessions sessions, Node node, Flow flow) {
    this.finished = finished;
    this.sessions = sessions;
    this.node = node;
    this.arrived = flow;
    this.flow = flow;
    this.steps = new ArrayList<>(4);
  }

  /** An independent walk with the same past, for another branch. */
  Walk fork() {
    Walk other = new Walk(new ArrayList<>(finished), sessions.copy(), node, flow);
    other.arrived = arrived;
    other.steps = new ArrayList<>(steps);
    other.closedLink = closedLink;
    return other;
  }

  /** The flow as it is now. */
  Flow flow() {
    return flow;
  }

  /** What devices remember of the walk so far. */
  Sessions sessions() {
    return sessions;
  }

  /** Takes down a decision at the current hop. */
  void add(Step step) {
    steps.add(step);
  }

  /** Takes down a translation and goes on with the translated flow. */
  void translate(Step step, Flow after) {
    steps.add(step);
    flow = after;
  }

  /** The last decision at the current hop. */
  Optional<Step> last() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
  }

  /** The last judgement of security groups at the current hop. */
  Optional<Step> lastFilter() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Filtered filtered) {
        return Optional.of(filtered);
      }
    }
    return Optional.empty();
  }

  /** Whether the step was taken down at the current hop. */
  boolean has(Step step) {
    return steps.contains(step);
  }

  /** The place that the packet was at before. */
  Optional<Node> previous() {
    return finished.isEmpty() ? Optional.empty() : Optional.of(finished.getLast().node());
  }

  /** Whether the packet is at the frontend with this address. */
  boolean isAt(IpAddress address) {
    return node instanceof Node.Frontend(var _, var _, IpAddress own) && own.equals(address);
  }

  /** Moves to the next hop. */
  void enter(Node next) {
    finished.add(new Hop(node, arrived, steps));
    node = next;
    arrived = flow;
    steps = new ArrayList<>(4);
  }

  /** Whether the packet has been at this hop before, unchanged, or has gone on for too long. */
  boolean isLooping() {
    if (isTooLong()) {
      return true;
    }
    for (Hop hop : finished) {
      if (hop.node().equals(node) && hop.flow().equals(arrived)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the packet has gone on for too long. */
  boolean isTooLong() {
    return finished.size() >= MAX_HOPS;
  }

  /** Remembers a link without access until the next hop's rules are known. */
  void crossClosed(Peering link) {
    closedLink = Optional.of(link);
  }

  /** The remembered link, once. */
  Optional<Peering> takeClosedLink() {
    Optional<Peering> link = closedLink;
    closedLink = Optional.empty();
    return link;
  }

  /** All hops, the current one included. */
  List<Hop> hops() {
    List<Hop> all = new ArrayList<>(finished.size() + 1);
    all.addAll(finished);
    all.add(new Hop(node, arrived, steps));
    return all;
  }
}
