package io.github.pathwhy.probe.tier;

import io.github.pathwhy.probe.ProbeEngine;
import java.util.List;

/** The choice of a way of probing. */
public sealed interface Selection {

  /// An engine, open; whoever asked closes it.
  ///
  /// @param remarks why it is not the best one, for people; empty when it is, or was asked for
  record Chosen(ProbeEngine engine, List<String> remarks) implements Selection {
    public Chosen {
      remarks = List.copyOf(remarks);
    }
  }

  /// The one asked for cannot be had, or none.
  ///
  /// @param remedy how to get it; empty when there is no way
  record Unavailable(String why, String remedy) implements Selection {}
}
