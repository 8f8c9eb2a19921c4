package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// A source or destination of tests: a resource, or an address (an IP address, a name or a URL), or
/// a machine at an address within a workspace. `included` and `excluded` are the addresses and
/// prefixes that pick machines out of a network.
public record Endpoint(
    String name,
    EndpointType type,
    Optional<String> resourceId,
    Optional<String> address,
    List<String> included,
    List<String> excluded,
    CoverageLevel coverageLevel,
    SourcePosition declaredAt) {

  public Endpoint {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }
}
