package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.PublishedTags;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.rules.Clause;
import io.github.pathwhy.effective.rules.FirewallLists;
import io.github.pathwhy.effective.rules.RuleList;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells which service tags an answer took from the published lists, because the input does not
/// give them, where another list could have changed it. No list has private addresses.
public final class PublishedTagUse {
  private final Topology topology;
  private final ServiceTags tags;

  PublishedTagUse(Topology topology, ServiceTags tags) {
    this.topology = topology;
    this.tags = tags;
  }

  /** The lists that are used; nothing when it is not known which cloud's count. */
  public Optional<PublishedTags> lists() {
    return tags.published();
  }

  /// The tags behind a decision: those of the rule that decided, and of rules before it that would
  /// have decided otherwise.
  public List<String> behind(StageDecision decision, Flow flow) {
    return switch (decision.stage()) {
      case SecurityStage.Group group ->
          decision.rule().isEmpty()
              ? List.of()
              : behind(group.list(), rule -> decision.rule().get().equals(rule), flow);
      case SecurityStage.Admin admin ->
          behind(
              admin.list(),
              applied -> decision.rule().filter(applied.rule().match()::equals).isPresent(),
              flow);
      case SecurityStage.Absent _ -> List.of();
    };
  }

  /// The same for the rules of an Azure Firewall.
  ///
  /// @param rule the name of the one that decided; empty when none matched
  public List<String> behind(FirewallLists lists, Optional<String> rule, Flow flow) {
    return behind(lists.all(), filter -> rule.filter(filter.name()::equals).isPresent(), flow);
  }

  private <R> List<String> behind(RuleList<R> list, Predicate<R> decided, Flow flow) {
    Optional<R> decider = list.rules().stream().filter(decided).findFirst();
    List<String> found = new ArrayList<>(0);
    for (Clause<R> clause : list.clauses()) {
      boolean last = decided.test(clause.rule());
      if (last || list.differs(clause.rule(), decider)) {
        found.addAll(asked(clause, flow));
      }
      if (last) {
        break;
      }
    }
    return found;
  }

  /** The tags that a rule's match depends on. */
  private List<String> asked(Clause<?> clause, Flow flow) {
    if (!clause.serves(flow)) {
      return List.of();
    }
    List<String> source = among(clause.source(), flow.source());
    List<String> destination = among(clause.destination(), flow.destination());
    boolean fromElsewhere = source.isEmpty() && clause.matchSource(flow) == Match.NO;
    boolean toElsewhere = destination.isEmpty() && clause.matchDestination(flow) == Match.NO;
    if (fromElsewhere || toElsewhere) {
      return List.of();
    }
    List<String> found = new ArrayList<>(source);
    found.addAll(destination);
    return found;
  }

  private List<String> among(List<AddressMatcher> matchers, IpAddress address) {
    List<String> found = new ArrayList<>(0);
    for (AddressMatcher matcher : matchers) {
      if (matcher instanceof AddressMatcher.ServiceTag(String name, ServiceTags _)) {
        add(found, name, address);
      }
    }
    return found;
  }

  /** The tags among address terms that decide whether they cover an address. */
  public List<String> behind(List<AddressTerm> terms, IpAddress address) {
    List<String> found = new ArrayList<>(0);
    for (AddressTerm term : terms) {
      if (term instanceof AddressTerm.Tag(String name)) {
        add(found, name, address);
      }
    }
    return found;
  }

  /// The tags behind the choice of a route: those of the subnet's user routes, and of its service
  /// endpoints unless the flow leaves to the internet, which leads to the same place.
  public List<String> behind(Subnet subnet, EffectiveRoute chosen, IpAddress destination) {
    List<String> found = new ArrayList<>(0);
    subnet
        .routeTable()
        .flatMap(id -> topology.find(id, RouteTable.class))
        .ifPresent(table -> addTags(found, table, destination));
    if (!(chosen.nextHop() instanceof NextHop.Internet)) {
      for (String service : subnet.serviceEndpoints()) {
        add(found, ServiceTags.ofServiceEndpoint(service), destination);
      }
    }
    return found;
  }

  private void addTags(List<String> found, RouteTable table, IpAddress destination) {
    for (RouteTable.Route route : table.routes()) {
      if (route.destination() instanceof RouteTable.Destination.Tag(String name)) {
        add(found, name, destination);
      }
    }
  }

  private void add(List<String> found, String tag, IpAddress address) {
    if (AddressSpaces.mayBelongToAzure(address) && tags.isPublished(tag)) {
      found.add(tag);
    }
  }
}
