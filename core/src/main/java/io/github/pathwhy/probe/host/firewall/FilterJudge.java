package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What chains make of a packet, as Linux's netfilter goes through them: every base chain of a hook
/// by priority; the first that drops decides.
final class FilterJudge {
  private static final int DEEPEST = 64;

  private final List<Chain> chains;

  FilterJudge(List<Chain> chains) {
    this.chains = chains;
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
    List<String> hooks =
        packet.arrives() ? List.of("prerouting", "input") : List.of("output", "postrouting");
    for (String hook : hooks) {
      List<Chain> called = new ArrayList<>();
      for (Chain chain : chains) {
        if (chain.hook().filter(hook::equals).isPresent() && chain.family().sees(packet)) {
          called.add(chain);
        }
      }
      called.sort(Comparator.comparingInt(Chain::priority));
      for (Chain chain : called) {
        Walk walk = new Walk(packet);
        End end = walk.run(chain, 0);
        if (end == End.FALL && chain.drops() && walk.isCertain) {
          return Optional.of(chain.title() + " policy drop");
        }
        if (end == End.DROP) {
          return Optional.of(walk.by);
        }
      }
    }
    return Optional.empty();
  }

  private final class Walk {
    private final Packet packet;
    private String by = "";
    private boolean isCertain = true;

    Walk(Packet packet) {
      this.packet = packet;
    }

    End run(Chain chain, int depth) {
      if (depth > DEEPEST) {
        isCertain = false;
        return End.MAYBE;
      }
      for (FirewallRule rule : chain.rules()) {
        Match match = rule.matches(packet);
        if (match == Match.NO) {
          continue;
        }
        End end = act(chain, rule, depth);
        if (end == End.FALL) {
          continue;
        }
        if (match == Match.MAYBE || end == End.MAYBE) {
          // It may have been decided here: what comes later is not certain.
          isCertain = false;
          continue;
        }
        return end == End.RETURN ? End.FALL : end;
      }
      return End.FALL;
    }

    private End act(Chain chain, FirewallRule rule, int depth) {
      return switch (rule.action()) {
        case Action.Nothing _ -> End.FALL;
        case Action.Unclear _ -> End.MAYBE;
        case Action.Accept _ -> isCertain ? End.ACCEPT : End.MAYBE;
        case Action.Drop _ -> {
          by = chain.title() + ": " + rule.text();
          yield isCertain ? End.DROP : End.MAYBE;
        }
        case Action.Return _ -> End.RETURN;
        case Action.Jump(String name, boolean comesBack) -> jump(chain, name, comesBack, depth);
      };
    }

    private End jump(Chain from, String name, boolean comesBack, int depth) {
      for (Chain chain : chains) {
        if (chain.scope().equals(from.scope()) && chain.name().equals(name)) {
          End end = run(chain, depth + 1);
          return end == End.FALL && !comesBack ? End.RETURN : end;
        }
      }
      return End.MAYBE;
    }
  }
}
