package io.github.pathwhy.trace;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.meet.Meeting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A path in the making: the finished hops, the hop the packet is at, and what devices remember. */
final class Walk implements Meeting {
  // The IP time to live of most systems; no real path comes near it.
  static final int MAX_HOPS = 64;

  private final List<Hop> finished;
  private final Sessions sessions;
  private Node node;
  private Flow arrived;
  private List<Step> steps;
  private Flow flow;
  private Optional<Peering> closedLink = Optional.empty();
  private Optional<Resource> translator = Optional.empty();
  private Optional<NetworkInterface> refusing = Optional.empty();
  private boolean explicitlyAllowed;
  private boolean sourceless;
  private Map<Gap, Role> met = Map.of();
  private Optional<Gap> blur = Optional.empty();
  private Legs legs = new Legs();

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
    other.translator = translator;
    other.refusing = refusing;
    other.explicitlyAllowed = explicitlyAllowed;
    other.legs = legs.copy();
    other.sourceless = sourceless;
    other.met = met.isEmpty() ? met : new LinkedHashMap<>(met);
    other.blur = blur;
    return other;
  }

  @Override
  public Flow flow() {
    return flow;
  }

  /** What devices remember of the walk so far. */
  Sessions sessions() {
    return sessions;
  }

  /** Records a decision at the current hop; a block that a gap met here may lift is doubtful. */
  void add(Step step) {
    Step recorded = step;
    if ((!met.isEmpty() || blur.isPresent()) && step.effect() == Effect.BLOCKS) {
      recorded = doubted(step);
    }
    steps.add(recorded);
    legs.add(recorded.effect());
  }

  private Step doubted(Step block) {
    Set<Role> lifting = Doubt.lifting(block);
    for (Map.Entry<Gap, Role> each : met.entrySet()) {
      if (each.getKey().role().isEmpty() || Doubt.lifts(each.getKey(), each.getValue(), block)) {
        return new Step.Doubtful(block, each.getKey());
      }
    }
    return blur.isPresent() && !lifting.isEmpty() ? new Step.Doubtful(block, blur.get()) : block;
  }

  /// An address of the flow is not known: nobody can say what rules and routes make of it, wherever
  /// they are.
  void blur(Gap gap) {
    blur = Optional.of(gap);
  }

  @Override
  public void meet(Role role, List<Gap> gaps) {
    for (Gap gap : gaps) {
      switch (gap.kind()) {
        case OPEN, UNREAD -> {
          if (met.isEmpty()) {
            met = new LinkedHashMap<>();
          }
          boolean said = met.keySet().stream().anyMatch(gap::isBeside);
          if (met.putIfAbsent(gap, role) == null && !said) {
            add(new Step.Unknown(new Missing.Value(gap)));
          }
        }
        case WARNING, UNLISTED -> addOnce(new Step.NotFollowed(gap));
      }
    }
  }

  /** Records a decision at the current hop unless it has been. */
  void addOnce(Step step) {
    if (!steps.contains(step)) {
      add(step);
    }
  }

  /** Records a translation and goes on with the translated flow. */
  void translate(Step.Translated step) {
    add(step);
    flow = step.after();
    translator = translator.or(() -> Optional.of(step.by()));
  }

  /** Records that Azure lends the flow an address, and goes on with that. */
  void lend(Step.DefaultOutbound step) {
    add(step);
    flow = step.after();
  }

  /** Records that a service leaves by a way out of its own, and goes on with that. */
  void leave(Step.ServiceOutbound step) {
    add(step);
    flow = step.after();
  }

  /// From here on nobody knows which source the flow has, if it gets here at all: only what holds
  /// for every source is to be said.
  void loseSource() {
    sourceless = true;
  }

  /** Whether the flow has a source that nobody knows. */
  boolean isSourceless() {
    return sourceless;
  }

  /** The resource that translated the flow first. */
  Optional<Resource> translator() {
    return translator;
  }

  /** Records what security groups say. */
  void filtered(Direction direction, List<StageDecision> decisions) {
    add(new Step.Filtered(direction, decisions));
    explicitlyAllowed = isExplicit(decisions);
  }

  /** Records that the flow answers one that security groups know. */
  void established(Direction direction) {
    add(new Step.Established(direction));
    explicitlyAllowed = false;
  }

  /// Whether a custom rule let the flow pass when groups were last asked at this hop. A link
  /// without access takes the other network out of the tag VirtualNetwork: traffic passes only
  /// where a custom rule allows it (`virtual-network/virtual-network-manage-peering`).
  boolean isExplicitlyAllowed() {
    return explicitlyAllowed;
  }

  private static boolean isExplicit(List<StageDecision> decisions) {
    boolean custom = false;
    for (StageDecision decision : decisions) {
      if (decision.verdict() == StageDecision.Verdict.DENY) {
        return false;
      }
      custom |= decision.rule().isPresent() && !decision.rule().get().isDefault();
    }
    return custom;
  }

  /** Records that an interface does not forward, once for each stay at it. */
  void refuseForwarding(NetworkInterface nic) {
    if (refusing.filter(nic::equals).isEmpty()) {
      refusing = Optional.of(nic);
      add(new Step.ForwardingDisabled(nic));
    }
  }

  /** The connections that follow each other on the path. */
  Legs legs() {
    return legs;
  }

  /** The packet is back at the place that opened the connection. */
  void closeLeg() {
    legs.close(finished.size());
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
    refusing = Optional.empty();
    explicitlyAllowed = false;
    met = Map.of();
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
