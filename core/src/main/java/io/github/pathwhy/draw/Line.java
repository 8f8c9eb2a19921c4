package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;

/// A connection between two boxes. It is broken when it is known not to carry traffic.
public record Line(ResourceId from, ResourceId to, Kind kind, String label, boolean broken) {

  /** What connects. */
  public enum Kind {
    PEERING("peering"),
    CONNECTION("connection"),
    INTERNET("public address"),
    SAME_MACHINE("same machine");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** What people call it. */
    public String label() {
      return label;
    }
  }
}
