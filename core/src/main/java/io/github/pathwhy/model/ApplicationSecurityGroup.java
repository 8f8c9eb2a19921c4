package io.github.pathwhy.model;

/** A named group that ip configurations join, so that rules can name the group. */
public record ApplicationSecurityGroup(ResourceId id, SourcePosition declaredAt)
    implements Resource {}
