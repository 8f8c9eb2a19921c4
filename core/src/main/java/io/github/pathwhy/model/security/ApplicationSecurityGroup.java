package io.github.pathwhy.model.security;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;

/** A named group that ip configurations join, so that rules can name the group. */
public record ApplicationSecurityGroup(ResourceId id, SourcePosition declaredAt)
    implements Resource {}
