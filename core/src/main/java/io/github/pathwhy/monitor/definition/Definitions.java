package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.text.Problem;
import java.util.List;

/** What an input turned out to be. */
public sealed interface Definitions {

  /// Connection monitors and everything that is wrong with them, in the order of the input. When
  /// there are problems, the monitors lack what could not be read.
  record Read(List<ConnectionMonitor> monitors, List<Problem> problems) implements Definitions {
    public Read {
      monitors = List.copyOf(monitors);
      problems = List.copyOf(problems);
    }

    /** Whether the service would accept all of them. */
    public boolean isValid() {
      return problems.isEmpty();
    }

    /** The number of tests of all of them. */
    public long tests() {
      long tests = 0;
      for (ConnectionMonitor monitor : monitors) {
        tests += monitor.tests();
      }
      return tests;
    }
  }

  /** No connection monitor, or no document at all; the problems say why and are never empty. */
  record Unreadable(List<Problem> problems) implements Definitions {
    public Unreadable {
      problems = List.copyOf(problems);
    }
  }
}
