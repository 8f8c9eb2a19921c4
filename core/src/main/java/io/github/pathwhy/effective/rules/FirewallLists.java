package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.service.FirewallPolicy;

/// The lists of one Azure Firewall: translations; network rules, which alone may deny what was
/// translated; and all that filters, network rules before application rules whatever their
/// priorities (`firewall/rule-processing`).
public record FirewallLists(
    RuleList<FirewallPolicy.NatRule> nat, RuleList<Filter> network, RuleList<Filter> all) {

  /** A rule that lets pass or denies. */
  public record Filter(
      Kind kind, ResourceId id, SourcePosition declaredAt, Access access, Basis basis) {

    /** The short name. */
    public String name() {
      return id.name();
    }
  }

  /** The kinds of rules that filter. */
  public enum Kind {
    NETWORK,
    APPLICATION
  }

  /** What has to be known to tell whether a rule matches. */
  public enum Basis {
    /** Addresses, and the prefixes of tags and groups. */
    PREFIXES,
    /** The addresses of names. */
    NAMES,
    /** What is in Microsoft's lists of names. */
    LISTS
  }
}
