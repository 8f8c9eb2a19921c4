package io.github.pathwhy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRule;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every trace, over random networks. */
final class FlowTracerPropertyTest {
  private static final long SEED = 25;
  private static final int NETWORKS = 800;
  private static final int FLOWS = 12;
  private static final int MOST_PATHS = 256;

  @Test
  void everyTraceIsWellFormed() {
    RandomNetworks networks = new RandomNetworks(SEED, rules -> rules);
    Map<Disposition.Outcome, Integer> outcomes = new EnumMap<>(Disposition.Outcome.class);
    Set<Class<?>> steps = new HashSet<>();
    for (int run = 0; run < NETWORKS; run++) {
      EffectiveNetwork network = networks.next().effective();
      for (int i = 0; i < FLOWS; i++) {
        RandomNetworks.Question question = networks.question(network);
        Trace trace = question.in(network, TraceOptions.DEFAULT);
        String where = "seed " + SEED + ", run " + run + ": ";
        Supplier<String> context = () -> where + TraceText.of(trace);
        assertThat(trace.paths()).as(context).hasSizeBetween(1, MOST_PATHS);
        for (Path path : trace.paths()) {
          assertThat(path.hops().getFirst().node()).as(context).isEqualTo(question.node(network));
          assertThat(path.hops().getFirst().flow()).as(context).isEqualTo(question.flow());
          checkEnd(path, context);
          for (Path reply : path.replies()) {
            assertThat(reply.replies()).as(context).isEmpty();
            assertThat(reply.hops().getFirst().node())
                .as(context)
                .isEqualTo(path.hops().getLast().node());
            checkEnd(reply, context);
          }
          allSteps(path).forEach(step -> steps.add(step.getClass()));
        }
        assertThat(trace.disposition().outcome()).as(context).isEqualTo(expectedOutcome(trace));
        outcomes.merge(trace.disposition().outcome(), 1, Integer::sum);
      }
    }
    assertThat(outcomes).as("outcomes that the networks produce").hasSize(3);
    assertThat(outcomes.values()).as("share of each outcome: %s", outcomes).allMatch(n -> n > 300);
    assertThat(steps).as("kinds of steps that the networks produce").hasSizeGreaterThan(26);
  }

  /// A path that arrives says so in its last hop; one that does not ends in an unresolved hop,
  /// after a step that blocks or is unknown.
  private static void checkEnd(Path path, Supplier<String> context) {
    Hop last = path.hops().getLast();
    List<Step> steps = path.hops().stream().flatMap(hop -> hop.steps().stream()).toList();
    if (path.complete()) {
      assertThat(last.node()).as(context).isNotInstanceOf(Node.Unresolved.class);
      assertThat(steps).as(context).hasAtLeastOneElementOfType(Step.Delivered.class);
      return;
    }
    assertThat(last.node()).as(context).isInstanceOf(Node.Unresolved.class);
    assertThat(path.replies()).as(context).isEmpty();
    assertThat(steps)
        .as(context)
        .anyMatch(step -> step.effect() == Effect.BLOCKS || step.effect() == Effect.UNDETERMINED)
        .doesNotHaveAnyElementsOfTypes(Step.Delivered.class);
  }

  /** The worst of all paths; for a path the worst of its steps and those of its answers. */
  private static Disposition.Outcome expectedOutcome(Trace trace) {
    List<Effect> effects =
        trace.paths().stream().flatMap(FlowTracerPropertyTest::allSteps).map(Step::effect).toList();
    return effects.contains(Effect.BLOCKS)
        ? Disposition.Outcome.FAILURE
        : effects.contains(Effect.UNDETERMINED)
            ? Disposition.Outcome.UNDETERMINED
            : Disposition.Outcome.SUCCESS;
  }

  private static Stream<Step> allSteps(Path path) {
    return Stream.concat(
        path.hops().stream().flatMap(hop -> hop.steps().stream()),
        path.replies().stream().flatMap(FlowTracerPropertyTest::allSteps));
  }

  @Test
  void tracesAreDeterministic() {
    RandomNetworks networks = new RandomNetworks(SEED + 1, rules -> rules);
    for (int run = 0; run < NETWORKS / 2; run++) {
      TestNetwork declared = networks.next();
      EffectiveNetwork network = declared.effective();
      for (int i = 0; i < FLOWS; i++) {
        RandomNetworks.Question question = networks.question(network);
        Trace trace = question.in(network, TraceOptions.DEFAULT);
        assertThat(question.in(network, TraceOptions.DEFAULT))
            .as("seed %d, run %d: the same question again", SEED + 1, run)
            .isEqualTo(trace);
        assertThat(TraceText.of(question.in(declared.effective(), TraceOptions.DEFAULT)))
            .as("seed %d, run %d: the same network built again", SEED + 1, run)
            .isEqualTo(TraceText.of(trace));
      }
    }
  }

  @Test
  void rulesBehindACatchAllChangeNothing() {
    RandomNetworks plain = new RandomNetworks(SEED + 2, rules -> closedBy(rules, List.of()));
    RandomNetworks shadowed =
        new RandomNetworks(
            SEED + 2,
            rules ->
                closedBy(
                    rules,
                    List.of(
                        TestRule.denyInbound(4090),
                        TestRule.denyOutbound(4090),
                        TestRule.allowInbound(4095).from("Contoso.Fabric"),
                        TestRule.denyOutbound(4095).to("Contoso.Fabric"))));
    for (int run = 0; run < NETWORKS / 2; run++) {
      EffectiveNetwork network = plain.next().effective();
      EffectiveNetwork other = shadowed.next().effective();
      for (int i = 0; i < FLOWS; i++) {
        RandomNetworks.Question question = plain.question(network);
        assertThat(shadowed.question(other)).as("both generators in step").isEqualTo(question);
        assertThat(withoutPositions(question.in(other, TraceOptions.DEFAULT)))
            .as("seed %d, run %d", SEED + 2, run)
            .isEqualTo(withoutPositions(question.in(network, TraceOptions.DEFAULT)));
      }
    }
  }

  /** Declaring more rules moves what is declared after them. */
  private static String withoutPositions(Trace trace) {
    return TraceText.of(trace).replaceAll("test\\.yaml:\\d+:1", "");
  }

  @Test
  void strictPeeringNeverMakesAnAnswerBetter() {
    RandomNetworks networks = new RandomNetworks(SEED + 3, rules -> rules);
    int changed = 0;
    for (int run = 0; run < NETWORKS / 2; run++) {
      EffectiveNetwork network = networks.next().effective();
      for (int i = 0; i < FLOWS; i++) {
        RandomNetworks.Question question = networks.question(network);
        Trace usual = question.in(network, TraceOptions.DEFAULT);
        Trace strict = question.in(network, new TraceOptions(true));
        assertThat(strict.disposition().outcome())
            .as(() -> "seed " + (SEED + 3) + ": " + TraceText.of(strict))
            .isGreaterThanOrEqualTo(usual.disposition().outcome());
        changed += strict.disposition().outcome() == usual.disposition().outcome() ? 0 : 1;
      }
    }
    assertThat(changed).as("answers that strictness changes").isPositive();
  }

  /** The rules, an `Allow *` for each direction, and what comes behind. */
  private static TestRule[] closedBy(TestRule[] rules, List<TestRule> behind) {
    List<TestRule> all = new ArrayList<>(behind);
    all.addAll(Arrays.asList(rules));
    for (Direction direction : Direction.values()) {
      all.add(TestRule.rule(4000, direction, Access.ALLOW).named("all-" + direction));
    }
    return all.toArray(TestRule[]::new);
  }
}
