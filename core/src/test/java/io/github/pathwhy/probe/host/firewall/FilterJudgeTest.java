package io.github.pathwhy.probe.host.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random rulesets beside a plain reading of them. A condition that is not known is tried both
/// ways: a packet is certainly dropped only if it is dropped whichever way each of them turns out.
final class FilterJudgeTest {
  private static final List<Match> MATCHES = List.of(Match.YES, Match.NO, Match.MAYBE);
  private static final int RULESETS = 20_000;
  private static final int MOST_UNKNOWN = 6;
  private static final Packet PACKET = NftRulesTest.packet("Tcp 10.0.0.4:80");

  /** A rule as it is meant: `unknown` is the number of what it asks, or -1. */
  private record Meant(Match match, int unknown, Action action) {}

  private record MeantChain(boolean isBase, boolean drops, List<Meant> rules) {}

  private enum Result {
    ACCEPT,
    DROP,
    FALL,
    LEFT
  }

  @Test
  void dropsWhatIsCertainlyDropped() {
    Random random = new Random(42);
    int dropped = 0;
    int missed = 0;
    int passed = 0;
    for (int i = 0; i < RULESETS; i++) {
      int[] unknown = {0};
      List<MeantChain> chains = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        chains.add(chain(random, c, unknown));
      }
      Verdict verdict = new FilterJudge(built(chains), PACKET).judge();
      boolean said = verdict instanceof Verdict.Dropped;
      Set<Boolean> possible = new HashSet<>();
      for (int world = 0; world < 1 << unknown[0]; world++) {
        possible.add(isDropped(chains, world));
      }
      boolean certain = possible.equals(Set.of(true));
      if (said) {
        assertThat(certain).as("%s", chains).isTrue();
        dropped++;
      } else if (certain) {
        missed++;
        assertThat(unknown[0]).as("nothing is unknown in %s", chains).isPositive();
      }
      if (verdict instanceof Verdict.Passed) {
        assertThat(possible).as("%s", chains).containsExactly(false);
        passed++;
      }
    }
    assertThat(dropped).isGreaterThan(RULESETS / 10);
    assertThat(passed).isGreaterThan(RULESETS / 10);
    // Where both ways drop by different rules it may be missed, which is rare.
    assertThat(missed).isLessThan(dropped / 5);
  }

  /** Two base chains; the others are jumped to, only by those before them. */
  private static MeantChain chain(Random random, int number, int[] unknown) {
    List<Meant> rules = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      Match match = MATCHES.get(random.nextInt(3));
      if (match == Match.MAYBE && unknown[0] == MOST_UNKNOWN) {
        match = Match.YES;
      }
      int which = match == Match.MAYBE ? unknown[0]++ : -1;
      int target = Math.max(2, number + 1);
      Action action =
          switch (random.nextInt(6)) {
            case 0 -> new Action.Accept();
            case 1 -> new Action.Drop();
            case 2 -> new Action.Return();
            case 3, 4 ->
                target < 4
                    ? new Action.Jump("c" + target, random.nextBoolean())
                    : new Action.Drop();
            default -> new Action.Nothing();
          };
      rules.add(new Meant(match, which, action));
    }
    return new MeantChain(number < 2, random.nextInt(3) == 0, rules);
  }

  private static List<Chain> built(List<MeantChain> chains) {
    List<Chain> built = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      MeantChain meant = chains.get(i);
      List<FirewallRule> rules = new ArrayList<>();
      for (Meant rule : meant.rules()) {
        Condition condition = packet -> rule.match();
        rules.add(new FirewallRule(List.of(condition), Doubts.NONE, rule.action(), "rule"));
      }
      built.add(
          new Chain(
              "inet t",
              Chain.Family.BOTH,
              "c" + i,
              meant.isBase()
                  ? Optional.of(
                      new Chain.Base(Chain.Hook.OUTPUT, i, false, meant.drops(), true, List.of()))
                  : Optional.empty(),
              rules));
    }
    return built;
  }

  private static boolean isDropped(List<MeantChain> chains, int world) {
    for (MeantChain chain : chains) {
      if (chain.isBase()) {
        Result result = walk(chains, chain, world);
        if (result == Result.DROP || (result != Result.ACCEPT && chain.drops())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Result walk(List<MeantChain> chains, MeantChain chain, int world) {
    for (Meant rule : chain.rules()) {
      boolean matches =
          rule.match() == Match.MAYBE
              ? (world >> rule.unknown() & 1) == 1
              : rule.match() == Match.YES;
      if (!matches) {
        continue;
      }
      switch (rule.action()) {
        case Action.Accept _ -> {
          return Result.ACCEPT;
        }
        case Action.Drop _ -> {
          return Result.DROP;
        }
        case Action.Return _ -> {
          return Result.LEFT;
        }
        case Action.Jump(String name, boolean comesBack) -> {
          Result result = walk(chains, chains.get(name.charAt(1) - '0'), world);
          if (result == Result.ACCEPT || result == Result.DROP) {
            return result;
          }
          if (!comesBack) {
            return Result.LEFT;
          }
        }
        case Action.Nothing _, Action.Unclear _ -> {}
      }
    }
    return Result.FALL;
  }
}
