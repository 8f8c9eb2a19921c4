package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.List;

/**
 * The route tables of hubs that learn the routes of a connection: by id, or by a label of theirs.
 */
public record Propagation(List<ResourceId> tables, List<String> labels) {
  public Propagation {
    tables = List.copyOf(tables);
    labels = List.copyOf(labels);
  }

  /** What a connection that says nothing propagates to: the default tables of all hubs. */
  public static Propagation standard(ResourceId defaultTable) {
    return new Propagation(List.of(defaultTable), List.of(VirtualHub.DEFAULT_LABEL));
  }

  /** Whether a table learns the routes. */
  public boolean reaches(VirtualHub.RouteTable table) {
    return tables.contains(table.id())
        || table.labels().stream()
            .anyMatch(label -> labels.stream().anyMatch(label::equalsIgnoreCase));
  }
}
