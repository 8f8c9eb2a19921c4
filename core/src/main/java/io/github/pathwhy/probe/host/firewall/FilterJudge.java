package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What chains make of one packet, as Linux's netfilter goes through them: every base chain of a
/// hook by priority; the first that drops decides.
///
/// A chain has a set of ends: one when all its rules are clear, several where a rule may apply.
/// Each chain is gone through once, however often it is jumped to.
final class FilterJudge {
  private static final int DEEPEST = 64;

  /** Where the connection tracker stands among the chains of output and prerouting. */
  private static final int TRACKING = -200;

  private final List<Chain> chains;
  private final Map<String, Chain> byName = new HashMap<>();
  private final IdentityHashMap<Chain, Outcome> known = new IdentityHashMap<>();
  private Packet packet;

  /** Whether a rule may have kept the packet from the connection tracker. */
  private boolean isUntracking;

  FilterJudge(List<Chain> chains, Packet packet) {
    this.chains = chains;
    this.packet = packet;
    for (Chain chain : chains) {
      byName.putIfAbsent(chain.title(), chain);
    }
  }

  /** How a chain can end. */
  private enum End {
    ACCEPT,
    DROP,
    /** Whoever called it goes on. */
    FALL,
    /** Whoever called it goes back, too. */
    LEAVE
  }

  /// The ends of a chain or a rule.
  ///
  /// @param dropper the last thing that drops
  private record Outcome(Set<End> ends, Optional<String> dropper) {
    static Outcome of(End end) {
      return new Outcome(EnumSet.of(end), Optional.empty());
    }
  }

  /** The packet, with what is no longer known of it. */
  Packet packet() {
    return packet;
  }

  /** What becomes of the packet where it leaves, or where it arrives. */
  Verdict judge() {
    List<Chain.Hook> hooks = packet.arrives() ? Chain.Hook.ARRIVING : Chain.Hook.LEAVING;
    Optional<String> doubt = Optional.empty();
    for (Chain.Hook hook : hooks) {
      for (Chain chain : called(hook)) {
        Outcome outcome = runBase(chain);
        if (!outcome.ends().contains(End.DROP)) {
          continue;
        }
        String rule = outcome.dropper().orElseGet(chain::title);
        if (outcome.ends().size() == 1 && chain.calls(hook, packet) == Match.YES) {
          return new Verdict.Dropped(rule, packet.isAnswer());
        }
        doubt = doubt.or(() -> Optional.of(rule));
      }
    }
    return doubt.<Verdict>map(Verdict.Unclear::new).orElseGet(Verdict.Passed::new);
  }

  /** The base chains of a hook that may see the packet, in the kernel's order. */
  private List<Chain> called(Chain.Hook hook) {
    List<Chain> called = new ArrayList<>();
    for (Chain chain : chains) {
      // Only what opens a connection is translated by rule; its answer is translated back.
      boolean isSkipped =
          chain.base().isPresent()
              && chain.base().get().isOfNat()
              && (packet.isAnswer() || packet.arrives());
      if (!isSkipped && chain.calls(hook, packet) != Match.NO) {
        called.add(chain);
      }
    }
    called.sort(Comparator.comparingInt(chain -> chain.base().orElseThrow().priority()));
    return called;
  }

  /** Before the connection tracker has seen a packet, nothing is known of its state. */
  private Outcome runBase(Chain chain) {
    boolean isEarly =
        chain
            .base()
            .filter(base -> base.hook() == Chain.Hook.INGRESS || base.priority() <= TRACKING)
            .isPresent();
    if (!isEarly) {
      return run(chain, 0);
    }
    boolean wasTracked = !packet.doubts().tracking();
    change(Doubts.OF_TRACKING);
    isUntracking = false;
    Outcome outcome = run(chain, 0);
    if (wasTracked && !isUntracking) {
      packet = packet.tracked();
      known.clear();
    }
    return outcome;
  }

  private Outcome run(Chain chain, int depth) {
    Outcome before = known.get(chain);
    if (before != null) {
      return before;
    }
    Packet seen = packet;
    Outcome outcome =
        depth > DEEPEST
            ? new Outcome(EnumSet.allOf(End.class), Optional.of(chain.title()))
            : go(chain, depth);
    if (packet.equals(seen)) {
      known.put(chain, outcome);
    }
    return outcome;
  }

  private Outcome go(Chain chain, int depth) {
    EnumSet<End> ends = EnumSet.noneOf(End.class);
    Optional<String> dropper = Optional.empty();
    for (FirewallRule rule : chain.rules()) {
      Match match = rule.matches(packet);
      if (match == Match.NO) {
        continue;
      }
      change(rule.changes());
      Outcome outcome = act(chain, rule, depth);
      ends.addAll(outcome.ends());
      ends.remove(End.FALL);
      dropper = outcome.dropper().isPresent() ? outcome.dropper() : dropper;
      if (match == Match.YES && !outcome.ends().contains(End.FALL)) {
        return closed(chain, ends, dropper);
      }
    }
    ends.add(End.FALL);
    return closed(chain, ends, dropper);
  }

  /** A base chain's policy decides what its rules leave open; other chains give it back. */
  private static Outcome closed(Chain chain, EnumSet<End> ends, Optional<String> dropper) {
    EnumSet<End> closed = EnumSet.copyOf(ends);
    boolean isOpen = closed.removeAll(EnumSet.of(End.LEAVE, End.FALL));
    if (!isOpen) {
      return new Outcome(closed, dropper);
    }
    if (chain.base().isEmpty()) {
      closed.add(End.FALL);
      return new Outcome(closed, dropper);
    }
    boolean drops = chain.base().get().drops();
    closed.add(drops ? End.DROP : End.ACCEPT);
    return new Outcome(closed, drops ? Optional.of(chain.title() + " policy drop") : dropper);
  }

  private void change(Doubts changes) {
    isUntracking |= changes.tracking();
    Packet changed = packet.with(changes);
    if (!changed.equals(packet)) {
      packet = changed;
      // Chains may be less clear now.
      known.clear();
    }
  }

  private Outcome act(Chain chain, FirewallRule rule, int depth) {
    return switch (rule.action()) {
      case Action.Nothing _ -> Outcome.of(End.FALL);
      case Action.Accept _ -> Outcome.of(End.ACCEPT);
      case Action.Return _ -> Outcome.of(End.LEAVE);
      case Action.Drop _ -> new Outcome(EnumSet.of(End.DROP), Optional.of(title(chain, rule)));
      case Action.Unclear _ -> unclear(chain, rule);
      case Action.Jump(String name, boolean comesBack) -> {
        Chain target = byName.get(chain.scope() + " " + name);
        if (target == null) {
          yield unclear(chain, rule);
        }
        Outcome outcome = run(target, depth + 1);
        if (comesBack || !outcome.ends().contains(End.FALL)) {
          yield outcome;
        }
        EnumSet<End> ends = EnumSet.copyOf(outcome.ends());
        ends.remove(End.FALL);
        ends.add(End.LEAVE);
        yield new Outcome(ends, outcome.dropper());
      }
    };
  }

  private static Outcome unclear(Chain chain, FirewallRule rule) {
    return new Outcome(EnumSet.of(End.ACCEPT, End.DROP, End.FALL), Optional.of(title(chain, rule)));
  }

  private static String title(Chain chain, FirewallRule rule) {
    return chain.title() + ": " + rule.text();
  }
}
