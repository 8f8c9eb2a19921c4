package io.github.pathwhy.model.security;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;

/// What a Virtual Network Manager enforces: groups of networks, and security admin configurations
/// whose collections apply to groups. A configuration in the input counts as deployed.
public record NetworkManager(
    ResourceId id, SourcePosition declaredAt, List<Group> groups, List<Collection> collections)
    implements Resource {

  public NetworkManager {
    groups = List.copyOf(groups);
    collections = List.copyOf(collections);
  }

  /// Virtual networks under common rules, named one by one. `conditional` is set when an Azure
  /// Policy may add more, which no network configuration shows.
  public record Group(
      ResourceId id, SourcePosition declaredAt, List<ResourceId> members, boolean conditional) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /** Rules for the networks of some groups. */
  public record Collection(
      ResourceId id, SourcePosition declaredAt, List<ResourceId> groups, List<Rule> rules) {
    public Collection {
      groups = List.copyOf(groups);
      rules = List.copyOf(rules);
    }
  }

  /// A security admin rule. Its `SecurityRule` has `Access.ALLOW` also for `AlwaysAllow`;
  /// `terminal` tells the two apart: an allowing rule that ends the evaluation.
  public record Rule(SecurityRule match, boolean terminal) {}
}
