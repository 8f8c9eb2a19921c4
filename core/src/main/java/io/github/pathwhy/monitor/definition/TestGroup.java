package io.github.pathwhy.monitor.definition;

import java.util.List;

/// Sources, destinations and test configurations by name; every combination is a test. The tests of
/// a disabled group do not run.
public record TestGroup(
    String name,
    boolean disabled,
    List<String> sources,
    List<String> destinations,
    List<String> testConfigurations) {

  public TestGroup {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    testConfigurations = List.copyOf(testConfigurations);
  }

  /** The number of combinations. */
  public long tests() {
    return (long) sources.size() * destinations.size() * testConfigurations.size();
  }
}
