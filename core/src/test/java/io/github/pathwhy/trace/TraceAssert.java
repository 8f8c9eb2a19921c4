package io.github.pathwhy.trace;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/// Assertions in the words of the domain. Where they speak of the path, the trace has to have
/// exactly one; every failure prints the whole trace.
final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {

  private TraceAssert(Trace actual) {
    super(actual, TraceAssert.class);
  }

  static TraceAssert assertThat(Trace actual) {
    return new TraceAssert(actual);
  }

  /** The names of the hops of the path. */
  TraceAssert visits(String... names) {
    return expect("path", List.of(names), TraceText.names(path()));
  }

  /** The names of the hops of the answer. */
  TraceAssert isAnsweredOver(String... names) {
    return expect("answer", List.of(names), TraceText.names(reply()));
  }

  /** The number of paths. */
  TraceAssert hasPaths(int count) {
    return expect("number of paths", count, actual.paths().size());
  }

  /** The flow and its answers arrive, on all paths. */
  TraceAssert isDelivered() {
    return expect("outcome", Disposition.Outcome.SUCCESS, actual.disposition().outcome());
  }

  /** The first block is a step of this kind. */
  TraceAssert isBlockedBy(Class<? extends Step> kind) {
    if (!(actual.disposition() instanceof Disposition.Blocked(Hop _, Step by))
        || !kind.isInstance(by)) {
      failWith("expected a block by " + kind.getSimpleName());
    }
    return this;
  }

  /** The first block is at this node. */
  TraceAssert isBlockedAt(String node) {
    if (!(actual.disposition() instanceof Disposition.Blocked(Hop at, Step _))
        || !TraceText.name(at.node()).equals(node)) {
      failWith("expected a block at " + node);
    }
    return this;
  }

  /** Nothing blocks, but the input does not tell everything; the text names what is missing. */
  TraceAssert isUndeterminedFor(String missing) {
    if (!(actual.disposition() instanceof Disposition.Undetermined(Hop _, Step by))
        || Wording.of(by).stream().noneMatch(line -> line.text().contains(missing))) {
      failWith("expected an unknown for " + missing);
    }
    return this;
  }

  /** All blocking steps of the path, without the answers, as `node: kind`. */
  TraceAssert blocks(String... nodesAndKinds) {
    return expect("blocks", List.of(nodesAndKinds), described(path(), Effect.BLOCKS));
  }

  /** All blocking steps of the answer, as `node: kind`. */
  TraceAssert answerBlocks(String... nodesAndKinds) {
    return expect(
        "blocks of the answer", List.of(nodesAndKinds), described(reply(), Effect.BLOCKS));
  }

  /** All warnings of the path, without the answers, as `node: kind`. */
  TraceAssert warns(String... nodesAndKinds) {
    return expect("warnings", List.of(nodesAndKinds), described(path(), Effect.WARNS));
  }

  /** The names of the security rules that denied the flow, in order. */
  TraceAssert isDeniedByRules(String... names) {
    List<String> found = new ArrayList<>();
    for (Hop hop : path().hops()) {
      for (Step step : hop.steps()) {
        if (step instanceof Step.Filtered(var _, var decisions) && step.effect() == Effect.BLOCKS) {
          found.add(decisions.getLast().rule().map(SecurityRule::name).orElse("?"));
        }
      }
    }
    return expect("denying rules", List.of(names), found);
  }

  /** No step of this kind is on the path or on its answers. */
  TraceAssert hasNo(Class<? extends Step> kind) {
    for (Path path : actual.paths()) {
      if (!steps(path, kind).isEmpty()
          || path.replies().stream().anyMatch(reply -> !steps(reply, kind).isEmpty())) {
        failWith("expected no " + kind.getSimpleName());
      }
    }
    return this;
  }

  /** The only step of a kind on the path, answers not counted. */
  <S extends Step> S step(Class<S> kind) {
    List<S> found = steps(path(), kind);
    if (found.size() != 1) {
      failWith("expected one " + kind.getSimpleName() + ", not " + found.size());
    }
    return found.getFirst();
  }

  /** The only step of a kind on the answer. */
  <S extends Step> S answerStep(Class<S> kind) {
    List<S> found = steps(reply(), kind);
    if (found.size() != 1) {
      failWith("expected one " + kind.getSimpleName() + " on the answer, not " + found.size());
    }
    return found.getFirst();
  }

  private Path path() {
    expect("number of paths", 1, actual.paths().size());
    return actual.paths().getFirst();
  }

  private Path reply() {
    expect("number of answers", 1, path().replies().size());
    return path().replies().getFirst();
  }

  private static <S extends Step> List<S> steps(Path path, Class<S> kind) {
    return path.hops().stream()
        .flatMap(hop -> hop.steps().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static List<String> described(Path path, Effect effect) {
    List<String> found = new ArrayList<>();
    for (Hop hop : path.hops()) {
      for (Step step : hop.steps()) {
        if (step.effect() == effect) {
          found.add(TraceText.name(hop.node()) + ": " + step.getClass().getSimpleName());
        }
      }
    }
    return found;
  }

  private TraceAssert expect(String what, Object expected, Object found) {
    isNotNull();
    if (!expected.equals(found)) {
      failWith(what + ": expected " + expected + ", found " + found);
    }
    return this;
  }

  private void failWith(String message) {
    failWithMessage(
        "%s", message + "\n" + actual.disposition().outcome() + "\n" + TraceText.of(actual));
  }
}
