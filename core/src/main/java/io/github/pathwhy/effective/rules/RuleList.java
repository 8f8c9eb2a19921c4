package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.net.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Rules in the order in which they are asked; the first match decides. Security groups, admin
/// rules, Azure Firewalls, appliances, guest firewalls and translations are all such lists.
public final class RuleList<R> {
  private final List<Clause<R>> clauses;
  private final Function<? super R, ?> effect;
  private final Object otherwise;

  /// A list of rules.
  ///
  /// @param effect what a rule does with what it matches: rules of equal effects cast no doubt on
  ///   each other
  /// @param otherwise the effect on what no rule matches
  public RuleList(List<Clause<R>> clauses, Function<? super R, ?> effect, Object otherwise) {
    this.clauses = List.copyOf(clauses);
    this.effect = effect;
    this.otherwise = otherwise;
  }

  /** The clauses in order. */
  public List<Clause<R>> clauses() {
    return clauses;
  }

  /** The rules in order. */
  public List<R> rules() {
    return clauses.stream().map(Clause::rule).toList();
  }

  /** The same list with some of its rules only. */
  public RuleList<R> only(Predicate<? super R> wanted) {
    return new RuleList<>(
        clauses.stream().filter(clause -> wanted.test(clause.rule())).toList(), effect, otherwise);
  }

  /** Whether a rule does something else than another one, or than what happens without a match. */
  public boolean differs(R rule, Optional<R> decided) {
    return !Objects.equals(effect.apply(rule), decided.<Object>map(effect).orElse(otherwise));
  }

  /** What the rules say about a flow. */
  public Ruling<R> first(Flow flow) {
    for (int i = 0; i < clauses.size(); i++) {
      Match match = clauses.get(i).match(flow);
      if (match == Match.YES) {
        return new Ruling<>(Optional.of(clauses.get(i)), List.of());
      }
      if (match == Match.UNKNOWN) {
        return first(clause -> clause.match(flow));
      }
    }
    return new Ruling<>(Optional.empty(), List.of());
  }

  /** What the rules say when each of them answers a question. */
  public Ruling<R> first(Function<Clause<R>, Match> question) {
    List<Clause<R>> possible = List.of();
    for (Clause<R> clause : clauses) {
      Match match = question.apply(clause);
      if (match == Match.YES) {
        return new Ruling<>(Optional.of(clause), differing(possible, effect.apply(clause.rule())));
      }
      if (match == Match.UNKNOWN) {
        possible = possible.isEmpty() ? new ArrayList<>(1) : possible;
        possible.add(clause);
      }
    }
    return new Ruling<>(Optional.empty(), differing(possible, otherwise));
  }

  private List<Clause<R>> differing(List<Clause<R>> possible, Object decided) {
    if (possible.isEmpty()) {
      return possible;
    }
    List<Clause<R>> found = new ArrayList<>(possible);
    found.removeIf(clause -> Objects.equals(effect.apply(clause.rule()), decided));
    return found;
  }
}
