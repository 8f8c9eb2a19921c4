package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What chains make of a packet, as Linux's netfilter goes through them: every base chain of a hook
/// by priority; the first that drops decides.
final class FilterJudge {
  private static final int DEEPEST = 64;

  /** So many rules are looked at in a base chain; jumps can make far more of few. */
  private static final int MOST_STEPS = 1_000_000;

  private final List<Chain> chains;
  private final Map<String, Chain> byName = new HashMap<>();

  FilterJudge(List<Chain> chains) {
    this.chains = chains;
    chains.forEach(chain -> byName.putIfAbsent(key(chain.scope(), chain.name()), chain));
  }

  private static String key(String scope, String name) {
    return scope + '\0' + name;
  }

  /** How a chain ends. */
  private enum End {
    ACCEPT,
    DROP,
    /** No rule decided. */
    FALL,
    /** The rest of the chain is skipped. */
    RETURN,
    MAYBE
  }

  /** The rule that certainly drops a packet at one of its hooks; empty when none does. */
  Optional<String> drops(Packet packet) {
    if (!packet.arrives()) {
      return drops(packet, List.of("output", "postrouting"));
    }
    // Before the hook input the answer has its translated addresses, which nobody knows here.
    return mayTranslate(packet.opening())
        ? drops(packet, List.of("input"))
        : drops(packet, List.of("prerouting", "input"));
  }

  private Optional<String> drops(Packet packet, List<String> hooks) {
    for (String hook : hooks) {
      for (Chain chain : called(hook, packet)) {
        // Only the packet that opens a connection sees chains that translate.
        if (chain.translates() && packet.arrives()) {
          continue;
        }
        Walk walk = new Walk(packet);
        End end = walk.run(chain, 0);
        if (end == End.FALL && chain.drops() && walk.isCertain) {
          return Optional.of(chain.title() + " policy drop");
        }
        if (end == End.DROP) {
          return Optional.of(walk.by);
        }
        if (chain.translates() && !walk.isCertain) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private boolean mayTranslate(Packet opening) {
    for (String hook : List.of("output", "postrouting")) {
      for (Chain chain : called(hook, opening)) {
        Walk walk = new Walk(opening);
        if (chain.translates()) {
          walk.run(chain, 0);
          if (!walk.isCertain) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private List<Chain> called(String hook, Packet packet) {
    List<Chain> called = new ArrayList<>();
    for (Chain chain : chains) {
      if (chain.hook().filter(hook::equals).isPresent() && chain.family().sees(packet)) {
        called.add(chain);
      }
    }
    called.sort(Comparator.comparingInt(Chain::priority));
    return called;
  }

  private final class Walk {
    private final Packet packet;
    private String by = "";
    private boolean isCertain = true;
    private int steps;

    Walk(Packet packet) {
      this.packet = packet;
    }

    /** Once it is not certain what became of the packet, the rest of the rules does not matter. */
    End run(Chain chain, int depth) {
      if (depth > DEEPEST) {
        return uncertain();
      }
      for (FirewallRule rule : chain.rules()) {
        if (++steps > MOST_STEPS) {
          return uncertain();
        }
        Match match = rule.matches(packet);
        if (match == Match.NO) {
          continue;
        }
        End end = act(chain, rule, depth);
        if (end == End.MAYBE) {
          return uncertain();
        }
        if (end == End.FALL || (match == Match.MAYBE && end == End.DROP)) {
          // Dropped here, or still on its way: what comes later decides whether it is certain.
          continue;
        }
        if (match == Match.MAYBE) {
          return uncertain();
        }
        return end == End.RETURN ? End.FALL : end;
      }
      return End.FALL;
    }

    private End uncertain() {
      isCertain = false;
      return End.MAYBE;
    }

    private End act(Chain chain, FirewallRule rule, int depth) {
      return switch (rule.action()) {
        case Action.Nothing _ -> End.FALL;
        case Action.Unclear _ -> End.MAYBE;
        case Action.Accept _ -> End.ACCEPT;
        case Action.Drop _ -> {
          by = chain.title() + ": " + rule.text();
          yield End.DROP;
        }
        case Action.Return _ -> End.RETURN;
        case Action.Jump(String name, boolean comesBack) -> jump(chain, name, comesBack, depth);
      };
    }

    private End jump(Chain from, String name, boolean comesBack, int depth) {
      Chain chain = byName.get(key(from.scope(), name));
      if (chain == null) {
        return End.MAYBE;
      }
      End end = run(chain, depth + 1);
      return end == End.FALL && !comesBack ? End.RETURN : end;
    }
  }
}
