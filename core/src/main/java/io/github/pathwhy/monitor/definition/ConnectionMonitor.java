package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// A connection monitor: endpoints, ways to test, and the groups that combine them. One of the
/// classic kind, which tests a single connection, has one group with one test. `workspaces` are the
/// ids of the Log Analytics workspaces that results are sent to.
public record ConnectionMonitor(
    Optional<String> name,
    Optional<String> location,
    boolean autoStart,
    List<Endpoint> endpoints,
    List<TestConfiguration> testConfigurations,
    List<TestGroup> testGroups,
    List<String> workspaces,
    SourcePosition declaredAt) {

  public ConnectionMonitor {
    endpoints = List.copyOf(endpoints);
    testConfigurations = List.copyOf(testConfigurations);
    testGroups = List.copyOf(testGroups);
    workspaces = List.copyOf(workspaces);
  }

  /** The number of tests, those of disabled groups included: they exist but do not run. */
  public long tests() {
    long tests = 0;
    for (TestGroup group : testGroups) {
      tests += group.tests();
    }
    return tests;
  }
}
