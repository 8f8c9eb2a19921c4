package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.rules.Clause;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/// Tells which service tags an answer took from the published lists, because the input does not
/// give them, where another list could have changed it. No list has private addresses.
public final class PublishedTagUse {
  private final Topology topology;
  private final ServiceTags tags;

  PublishedTagUse(Topology topology, ServiceTags tags) {
    this.topology = topology;
    this.tags = tags;
  }

  /** When the lists were published: a month or a day, as ISO 8601 writes it. */
  public String date() {
    return tags.published().date();
  }

  /** The number of the publication. */
  public int changeNumber() {
    return tags.published().changeNumber();
  }

  /// The tags behind a decision: those of the rule that decided, and of rules before it that would
  /// have decided otherwise.
  public List<String> behind(StageDecision decision, Flow flow) {
    if (!(decision.stage() instanceof SecurityStage.Group group) || decision.rule().isEmpty()) {
      return List.of();
    }
    SecurityRule decider = decision.rule().get();
    List<String> found = new ArrayList<>(0);
    for (Clause<SecurityRule> clause : group.list().clauses()) {
      boolean last = clause.rule().equals(decider);
      if (last || clause.rule().access() != decider.access()) {
        found.addAll(asked(clause, flow));
      }
      if (last) {
        break;
      }
    }
    return found;
  }

  /** The tags that a rule's match depends on. */
  private List<String> asked(Clause<SecurityRule> clause, Flow flow) {
    if (!clause.serves(flow)) {
      return List.of();
    }
    Traffic traffic = clause.rule().traffic();
    List<String> source = behind(traffic.source(), flow.source());
    List<String> destination = behind(traffic.destination(), flow.destination());
    boolean fromElsewhere = source.isEmpty() && clause.matchSource(flow) == Match.NO;
    boolean toElsewhere = destination.isEmpty() && clause.matchDestination(flow) == Match.NO;
    if (fromElsewhere || toElsewhere) {
      return List.of();
    }
    List<String> found = new ArrayList<>(source);
    found.addAll(destination);
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
