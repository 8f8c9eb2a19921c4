package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.Clause;
import io.github.pathwhy.effective.rules.FirewallLists;
import io.github.pathwhy.effective.rules.FirewallLists.Filter;
import io.github.pathwhy.effective.rules.FirewallLists.Kind;
import io.github.pathwhy.effective.rules.FirewallRulebook;
import io.github.pathwhy.effective.rules.Ruling;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rules of one Azure Firewall say about a flow: first translations, then network rules,
/// then application rules, whatever their priorities; what none of them matches is denied
/// (`firewall/rule-processing`).
public final class FirewallJudge {
  private final AzureFirewall firewall;
  private final Gaps gaps;
  private final FirewallRulebook book;
  private final FirewallLists lists;
  private final FirewallNames names;

  public FirewallJudge(
      EffectiveNetwork network, AzureFirewall firewall, Optional<String> hostName) {
    this.firewall = firewall;
    this.gaps = network.topology().gaps();
    this.book = network.rulebook(firewall);
    this.names = new FirewallNames(network, firewall, hostName);
    this.lists = network.firewall(firewall, hostName, names);
  }

  /// The verdict as steps, and the rule that it is by. `proxied` means that the firewall opens a
  /// connection of its own, as it does for application rules.
  public record Judgement(List<Step> steps, boolean proxied, Optional<ResourceId> rule) {
    private Judgement(List<Step> steps) {
      this(steps, false, Optional.empty());
    }
  }

  /** Where a translation rule sends a flow. */
  public sealed interface Destination {
    /** No rule matches. */
    record Kept() implements Destination {}

    /** The rule that matches, and the flow after it. */
    record Changed(FirewallPolicy.NatRule rule, Flow flow) implements Destination {}

    /** The input does not tell. */
    record Doubtful(Missing missing) implements Destination {}
  }

  /** Whether destinations like this one keep the sender's address. */
  public boolean keepsSource(IpAddress destination) {
    return book.privateRanges().contains(destination);
  }

  /** The translation of a flow for one of the firewall's own addresses. */
  public Destination destination(Flow flow) {
    if (!book.missing().isEmpty()) {
      return new Destination.Doubtful(book.missing().getFirst());
    }
    Ruling<FirewallPolicy.NatRule> ruling = lists.nat().first(flow);
    if (!ruling.isCertain()) {
      FirewallPolicy.NatRule doubtful = ruling.doubts().getFirst().rule();
      return new Destination.Doubtful(
          unread(doubtful.id())
              .orElseGet(() -> new Missing.RulePrefixes(doubtful.name(), firewall.id())));
    }
    return ruling.rule().map(rule -> translate(rule, flow)).orElseGet(Destination.Kept::new);
  }

  private Destination translate(FirewallPolicy.NatRule rule, Flow flow) {
    Optional<IpAddress> address =
        rule.translatedAddress()
            .or(() -> rule.translatedFqdn().flatMap(name -> names.address(name, flow.version())));
    if (address.isEmpty()) {
      return new Destination.Doubtful(new Missing.TranslatedAddress(rule.name(), firewall.id()));
    }
    Flow to = flow.withDestination(address.get());
    return new Destination.Changed(
        rule,
        rule.translatedPort()
            .filter(_ -> flow.protocol().hasPorts())
            .map(to::withDestinationPort)
            .orElse(to));
  }

  /** A translation allows what it translates, unless a network rule denies that. */
  public List<Step> afterTranslation(FirewallPolicy.NatRule rule, Flow translated) {
    Ruling<Filter> ruling = lists.network().first(translated);
    return steps(
        ruling,
        ruling
            .rule()
            .filter(found -> found.access() == Access.DENY)
            .map(this::judged)
            .orElseGet(() -> judged(Access.ALLOW, "DNAT", rule.name(), rule.declaredAt())));
  }

  /** The verdict on a flow that passes through. */
  public Judgement judge(Flow flow) {
    if (!book.missing().isEmpty()) {
      return new Judgement(book.missing().stream().<Step>map(Step.Unknown::new).toList());
    }
    if (flow.version() == IpVersion.V6) {
      return new Judgement(List.of(nothingMatches()));
    }
    Ruling<Filter> ruling = lists.all().first(flow);
    List<Step> steps = new ArrayList<>(namesNotGiven(ruling, flow));
    steps.addAll(steps(ruling, ruling.rule().map(this::judged).orElseGet(this::nothingMatches)));
    boolean proxied = ruling.rule().filter(rule -> rule.kind() == Kind.APPLICATION).isPresent();
    return new Judgement(steps, proxied, ruling.rule().map(Filter::id));
  }

  /// Application rules that were passed over because nothing says which name the client asks for.
  private List<Step> namesNotGiven(Ruling<Filter> ruling, Flow flow) {
    if (names.isGiven() || ruling.rule().filter(rule -> rule.kind() == Kind.NETWORK).isPresent()) {
      return List.of();
    }
    List<Step> notes = new ArrayList<>(0);
    for (Clause<Filter> clause : lists.all().clauses()) {
      if (ruling.first().isPresent() && ruling.first().get() == clause) {
        break;
      }
      if (clause.rule().kind() == Kind.APPLICATION
          && clause.serves(flow)
          && clause.matchSource(flow) != Match.NO
          && clause.matchDestination(flow) == Match.NO) {
        notes.add(new FirewallStep.NameNotGiven(firewall, clause.rule().name()));
      }
    }
    return notes;
  }

  /** The verdict on what no rule matches. */
  public FirewallStep.Judged nothingMatches() {
    return new FirewallStep.Judged(
        firewall, Access.DENY, "network", Optional.empty(), Optional.empty());
  }

  private FirewallStep.Judged judged(Filter rule) {
    String kind =
        switch (rule.kind()) {
          case NETWORK -> "network";
          case APPLICATION -> "application";
        };
    return judged(rule.access(), kind, rule.name(), rule.declaredAt());
  }

  private FirewallStep.Judged judged(
      Access access, String kind, String rule, SourcePosition declaredAt) {
    return new FirewallStep.Judged(
        firewall, access, kind, Optional.of(rule), Optional.of(declaredAt));
  }

  /** The verdict, or what would have to be known for it. */
  private List<Step> steps(Ruling<Filter> ruling, FirewallStep.Judged verdict) {
    if (ruling.isCertain()) {
      return List.of(verdict);
    }
    List<Step> unknown = new ArrayList<>(ruling.doubts().size());
    for (Clause<Filter> doubt : ruling.doubts()) {
      unknown.add(new Step.Unknown(missing(doubt.rule())));
    }
    return unknown;
  }

  private Missing missing(Filter rule) {
    return unread(rule.id()).orElseGet(() -> basis(rule));
  }

  /** A property of a rule that nobody follows, by which it may match or not. */
  private Optional<Missing> unread(ResourceId rule) {
    return gaps.at(rule).stream().filter(Gap::decides).findFirst().map(Missing.Value::new);
  }

  private Missing basis(Filter rule) {
    return switch (rule.basis()) {
      case PREFIXES -> new Missing.RulePrefixes(rule.name(), firewall.id());
      case NAMES -> new Missing.RuleNames(rule.name(), firewall.id());
      case LISTS -> new Missing.RuleLists(rule.name(), firewall.id());
    };
  }
}
