package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.rules.AdminRules;
import io.github.pathwhy.effective.rules.ApplianceLists;
import io.github.pathwhy.effective.rules.Clause;
import io.github.pathwhy.effective.rules.DefaultRules;
import io.github.pathwhy.effective.rules.EffectiveSecurityRules;
import io.github.pathwhy.effective.rules.FirewallLists;
import io.github.pathwhy.effective.rules.FirewallLists.Basis;
import io.github.pathwhy.effective.rules.FirewallLists.Filter;
import io.github.pathwhy.effective.rules.FirewallLists.Kind;
import io.github.pathwhy.effective.rules.FirewallRulebook;
import io.github.pathwhy.effective.rules.NameMatchers;
import io.github.pathwhy.effective.rules.RuleList;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles rules of every kind into lists, with their tags and groups as the place sees them. */
final class RuleCompiler {
  /** A machine's own firewall without rules lets all pass. */
  static final RuleList<Observation.GuestRule> NO_GUEST_RULES =
      new RuleList<>(List.of(), Observation.GuestRule::access, Access.ALLOW);

  /** What a translation list does with what no rule of it matches. */
  private static final Optional<Object> UNCHANGED = Optional.empty();

  private final Topology topology;
  private final ServiceTags tags;
  private final LearnedRoutes learned;
  private final AdminRules adminRules;
  private final AddressScope everywhere;

  RuleCompiler(Topology topology, ServiceTags tags, LearnedRoutes learned) {
    this.topology = topology;
    this.tags = tags;
    this.learned = learned;
    this.adminRules = new AdminRules(topology);
    this.everywhere = AddressScope.everywhere(tags);
  }

  private AddressScope scope(Subnet subnet) {
    return new SubnetScope(topology, tags, learned, subnet);
  }

  /** The meaning of address terms in a subnet. */
  List<AddressMatcher> compile(Subnet subnet, List<AddressTerm> terms) {
    return scope(subnet).compile(terms);
  }

  /// The stages at an interface, in the order of the direction: admin rules, then the groups of the
  /// subnet and of the interface, unless those do not apply.
  EffectiveSecurityRules rules(EffectiveInterface at, boolean filtered, Direction direction) {
    Subnet subnet = at.subnet();
    List<SecurityStage> stages = new ArrayList<>(2);
    adminStage(subnet, direction).ifPresent(stages::add);
    if (filtered) {
      Optional<SecurityStage> atSubnet =
          subnet.securityGroup().map(group -> stage(group, subnet.id(), subnet, direction));
      Optional<SecurityStage> atInterface =
          at.nic().securityGroup().map(group -> stage(group, at.nic().id(), subnet, direction));
      switch (direction) {
        case INBOUND -> {
          atSubnet.ifPresent(stages::add);
          atInterface.ifPresent(stages::add);
        }
        case OUTBOUND -> {
          atInterface.ifPresent(stages::add);
          atSubnet.ifPresent(stages::add);
        }
      }
    }
    return new EffectiveSecurityRules(direction, stages);
  }

  private Optional<SecurityStage> adminStage(Subnet subnet, Direction direction) {
    List<AdminRules.Applied> applied = adminRules.of(subnet, direction);
    if (applied.isEmpty()) {
      return Optional.empty();
    }
    AddressScope scope = scope(subnet);
    List<Clause<AdminRules.Applied>> clauses = new ArrayList<>(applied.size());
    for (AdminRules.Applied each : applied) {
      SecurityRule rule = each.rule().match();
      clauses.add(clause(each, rule.traffic(), each.certain() && isKnown(rule), scope));
    }
    return Optional.of(
        new SecurityStage.Admin(
            applied.getFirst().manager(),
            subnet.virtualNetwork(),
            new RuleList<>(clauses, AdminRules.Applied::effect, AdminRules.Effect.HAND_OVER)));
  }

  private SecurityStage stage(
      ResourceId id, ResourceId attachedTo, Subnet subnet, Direction direction) {
    Optional<SecurityGroup> group = topology.find(id, SecurityGroup.class);
    if (group.isEmpty()) {
      return new SecurityStage.Absent(id, attachedTo);
    }
    List<SecurityRule> ordered = new ArrayList<>();
    for (SecurityRule rule : group.get().rules()) {
      if (rule.direction() == direction) {
        ordered.add(rule);
      }
    }
    ordered.sort((one, other) -> Integer.compare(one.priority(), other.priority()));
    ordered.addAll(DefaultRules.of(id, direction));
    List<Clause<SecurityRule>> clauses = new ArrayList<>(ordered.size());
    AddressScope scope = scope(subnet);
    for (SecurityRule rule : ordered) {
      clauses.add(clause(rule, rule.traffic(), isKnown(rule), scope));
    }
    return new SecurityStage.Group(
        group.get(), attachedTo, new RuleList<>(clauses, SecurityRule::access, Access.DENY));
  }

  /// Whether it is certain what a rule matches. The API takes `Icmpv6`, and the documentation says
  /// that groups know no ICMPv6 (`virtual-network/ip-services/ipv6-overview`).
  private static boolean isKnown(SecurityRule rule) {
    return rule.isKnown() && rule.protocol() != Protocol.ICMPV6;
  }

  private static <R> Clause<R> clause(
      R rule, Traffic traffic, boolean certain, AddressScope scope) {
    return new Clause<>(
        rule,
        traffic,
        certain,
        scope.compile(traffic.source()),
        scope.compile(traffic.destination()));
  }

  /// An appliance's own policy, where its tags mean what they mean in this subnet. A policy with
  /// rules, or one that denies by default, has a say about every packet.
  ApplianceLists appliance(AppliancePolicy policy, Subnet subnet) {
    AddressScope scope = scope(subnet);
    List<Clause<AppliancePolicy.Rule>> rules = new ArrayList<>(policy.rules().size());
    for (AppliancePolicy.Rule rule : policy.rules()) {
      rules.add(clause(rule, rule.traffic(), true, scope));
    }
    List<Clause<AppliancePolicy.SourceNat>> sources = new ArrayList<>(policy.sourceNat().size());
    for (AppliancePolicy.SourceNat nat : policy.sourceNat()) {
      sources.add(clause(nat, nat.traffic(), true, scope));
    }
    List<Clause<AppliancePolicy.DestinationNat>> destinations =
        new ArrayList<>(policy.destinationNat().size());
    for (AppliancePolicy.DestinationNat nat : policy.destinationNat()) {
      destinations.add(clause(nat, nat.traffic(), true, scope));
    }
    return new ApplianceLists(
        new RuleList<>(rules, AppliancePolicy.Rule::access, policy.defaultAction()),
        new RuleList<>(sources, AppliancePolicy.SourceNat::target, UNCHANGED),
        new RuleList<>(destinations, AppliancePolicy.DestinationNat::target, UNCHANGED));
  }

  /** The rules of a machine's own firewall in one direction. */
  RuleList<Observation.GuestRule> guest(List<Observation.GuestRule> rules, Direction direction) {
    List<Clause<Observation.GuestRule>> clauses = new ArrayList<>(rules.size());
    for (Observation.GuestRule rule : rules) {
      if (rule.direction() == direction) {
        clauses.add(clause(rule, rule.traffic(), true, everywhere));
      }
    }
    return new RuleList<>(clauses, Observation.GuestRule::access, Access.ALLOW);
  }

  /** The rules of an Azure Firewall. */
  FirewallLists firewall(FirewallRulebook book, NameMatchers names) {
    List<Clause<FirewallPolicy.NatRule>> nat = new ArrayList<>();
    for (FirewallPolicy.NatCollection collection : book.nat()) {
      for (FirewallPolicy.NatRule rule : collection.rules()) {
        nat.add(clause(rule, rule.traffic(), isKnown(rule.id()), everywhere));
      }
    }
    List<Clause<Filter>> network = new ArrayList<>();
    for (FirewallPolicy.NetworkCollection collection : book.network()) {
      for (FirewallPolicy.NetworkRule rule : collection.rules()) {
        network.add(networkRule(collection.access(), rule, names));
      }
    }
    List<Clause<Filter>> all = new ArrayList<>(network);
    for (FirewallPolicy.ApplicationCollection collection : book.application()) {
      for (FirewallPolicy.ApplicationRule rule : collection.rules()) {
        all.add(applicationRule(collection.access(), rule, names));
      }
    }
    return new FirewallLists(
        new RuleList<>(nat, FirewallPolicy.NatRule::target, UNCHANGED),
        new RuleList<>(network, Filter::access, Access.ALLOW),
        new RuleList<>(all, Filter::access, Access.DENY));
  }

  private Clause<Filter> networkRule(
      Access access, FirewallPolicy.NetworkRule rule, NameMatchers names) {
    Traffic traffic = rule.traffic();
    List<AddressMatcher> destination = everywhere.compile(traffic.destination());
    Basis basis = !rule.fqdns().isEmpty() && destination.isEmpty() ? Basis.NAMES : Basis.PREFIXES;
    if (!rule.fqdns().isEmpty()) {
      destination.add(names.addressesOf(rule.fqdns()));
    }
    return new Clause<>(
        new Filter(Kind.NETWORK, rule.id(), rule.declaredAt(), access, basis),
        traffic,
        isKnown(rule.id()),
        everywhere.compile(traffic.source()),
        destination);
  }

  private Clause<Filter> applicationRule(
      Access access, FirewallPolicy.ApplicationRule rule, NameMatchers names) {
    boolean listed = !rule.tags().isEmpty() || !rule.categories().isEmpty();
    return new Clause<>(
        new Filter(
            Kind.APPLICATION,
            rule.id(),
            rule.declaredAt(),
            access,
            listed ? Basis.LISTS : Basis.PREFIXES),
        rule.traffic(),
        isKnown(rule.id()),
        everywhere.compile(rule.traffic().source()),
        List.of(names.askedFor(rule)));
  }

  /** Whether the input leaves nothing of a rule open. */
  private boolean isKnown(ResourceId rule) {
    return topology.gaps().at(rule).stream().noneMatch(Gap::decides);
  }
}
