package io.github.pathwhy.model.security;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;

/** A network security group with its own rules; the default rules are not part of it. */
public record SecurityGroup(ResourceId id, SourcePosition declaredAt, List<SecurityRule> rules)
    implements Resource {

  public SecurityGroup {
    rules = List.copyOf(rules);
  }
}
