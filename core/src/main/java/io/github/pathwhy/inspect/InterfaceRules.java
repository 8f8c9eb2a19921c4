package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The security rules in force at an interface, group by group, with their tags expanded. The admin
/// rules of a Virtual Network Manager are a group of their own.
public final class InterfaceRules {
  private static final String REFUSAL = "NicMustBeAttachedToRunningVmToGetEffectiveSecurityGroups";

  private final EffectiveNetwork network;

  public InterfaceRules(EffectiveNetwork network) {
    this.network = network;
  }

  /** Where a group is attached. */
  public enum Level {
    /** Rules of a Virtual Network Manager. */
    VIRTUAL_NETWORK,
    SUBNET,
    NETWORK_INTERFACE
  }

  /// A group at one level: its rules of both directions in order of evaluation, and what the tags
  /// and application security groups in them stand for. `absent` is set when the input lacks it.
  public record Group(
      SecurityStage stage,
      Level level,
      boolean absent,
      List<SecurityRule> rules,
      Map<AddressTerm, List<Prefix>> expansions,
      Set<String> unknownTags) {
    public Group {
      rules = List.copyOf(rules);
    }
  }

  /** The groups at an interface in the order in which inbound traffic meets them. */
  public record Answer(EffectiveInterface at, List<Group> groups) {
    public Answer {
      groups = List.copyOf(groups);
    }

    /** What the input lacks. */
    public List<Missing> missing() {
      Set<Missing> missing = new LinkedHashSet<>();
      for (Group group : groups) {
        if (group.absent()) {
          missing.add(
              new Missing.Attached(
                  ResourceType.SECURITY_GROUP,
                  group.stage().securityGroup(),
                  group.stage().attachedTo()));
        }
        group.unknownTags().forEach(tag -> missing.add(new Missing.TagPrefixes(tag)));
        for (SecurityRule rule : group.rules()) {
          if (!rule.isKnown()) {
            missing.add(StageDecision.missing(rule));
          }
        }
      }
      return List.copyOf(missing);
    }
  }

  /** Answers for an interface by name; Azure knows only those of running machines. */
  public Answer answer(String networkInterface) throws RequestException, RefusedException {
    Subjects subjects = new Subjects(network);
    EffectiveInterface at = subjects.networkInterface(networkInterface);
    subjects.requireRunning(at, REFUSAL);
    return at(at);
  }

  /** The answers for all interfaces of a machine by name, whether it runs or not. */
  public List<Answer> ofMachine(String machine) throws RequestException {
    return new Subjects(network).ofMachine(machine).stream().map(this::at).toList();
  }

  private Answer at(EffectiveInterface at) {
    Map<Key, List<SecurityRule>> rules = new LinkedHashMap<>();
    Map<Key, SecurityStage> stages = new LinkedHashMap<>();
    for (Direction direction : Direction.values()) {
      for (SecurityStage stage : at.rules(direction).stages()) {
        Key key = new Key(stage.securityGroup(), stage.attachedTo());
        stages.putIfAbsent(key, stage);
        rules.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(stage.rules());
      }
    }
    List<Group> groups = new ArrayList<>();
    stages.forEach(
        (key, stage) -> groups.add(group(at, stage, rules.getOrDefault(key, List.of()))));
    return new Answer(at, groups);
  }

  /** A group may be attached at both levels. */
  private record Key(ResourceId group, ResourceId attachedTo) {}

  private Group group(EffectiveInterface at, SecurityStage stage, List<SecurityRule> rules) {
    Map<AddressTerm, List<Prefix>> expansions = new LinkedHashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (SecurityRule rule : rules) {
      for (AddressTerm term : rule.traffic().source()) {
        expand(at, term, expansions, unknown);
      }
      for (AddressTerm term : rule.traffic().destination()) {
        expand(at, term, expansions, unknown);
      }
    }
    Level attached =
        stage.attachedTo().equals(at.subnet().id()) ? Level.SUBNET : Level.NETWORK_INTERFACE;
    return switch (stage) {
      case SecurityStage.Admin _ ->
          new Group(stage, Level.VIRTUAL_NETWORK, false, rules, expansions, unknown);
      case SecurityStage.Group _ -> new Group(stage, attached, false, rules, expansions, unknown);
      case SecurityStage.Absent _ -> new Group(stage, attached, true, rules, expansions, unknown);
    };
  }

  private void expand(
      EffectiveInterface at,
      AddressTerm term,
      Map<AddressTerm, List<Prefix>> expansions,
      Set<String> unknown) {
    switch (term) {
      case AddressTerm.Any _, AddressTerm.Block _, AddressTerm.Unknown _ -> {}
      case AddressTerm.Group _ ->
          network.expand(at, term).ifPresent(prefixes -> expansions.put(term, prefixes));
      case AddressTerm.Tag(String name) ->
          network
              .expand(at, term)
              .ifPresentOrElse(prefixes -> expansions.put(term, prefixes), () -> unknown.add(name));
    }
  }
}
