package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.network.AppliancePolicy;

/// The lists of an appliance's own policy, compiled for the subnet where it looks at packets: what
/// passes, and how sources and destinations are translated.
public record ApplianceLists(
    RuleList<AppliancePolicy.Rule> rules,
    RuleList<AppliancePolicy.SourceNat> sourceNat,
    RuleList<AppliancePolicy.DestinationNat> destinationNat) {}
