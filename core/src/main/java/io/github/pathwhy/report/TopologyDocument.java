package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network in the shape of `az network watcher show-topology`: resources with their associations.
/// When the service saw them is not known here, so its dates are absent.
public final class TopologyDocument {
  private final List<Associations.Entry> entries;
  private final List<String> missing = new ArrayList<>();

  private TopologyDocument(Topology topology, List<Associations.Entry> entries) {
    this.entries = entries;
    for (Associations.Entry entry : entries) {
      for (Gap gap : topology.gaps().at(entry.id())) {
        if (gap.kind() == Gap.Kind.OPEN) {
          missing.addAll(Wording.of(List.of(new Missing.Value(gap))));
        }
      }
    }
  }

  /** All of a topology. */
  public static TopologyDocument of(Topology topology) {
    return new TopologyDocument(topology, new Associations(topology).entries());
  }

  /** The part of it that is asked for. */
  public static TopologyDocument of(Topology topology, TopologyPart part) throws RequestException {
    return new TopologyDocument(topology, part.of(topology, new Associations(topology).entries()));
  }

  /** The document: maps, lists and strings. */
  public Map<String, Object> document() {
    List<Object> resources = new ArrayList<>(entries.size());
    for (Associations.Entry entry : entries) {
      Map<String, Object> resource = new LinkedHashMap<>();
      resource.put("name", nameOf(entry.id()));
      resource.put("id", entry.id().toString());
      entry.location().ifPresent(location -> resource.put("location", location));
      List<Object> associations = new ArrayList<>();
      entry
          .associations()
          .forEach((id, type) -> {
            Map<String, Object> association = new LinkedHashMap<>();
            association.put("name", nameOf(id));
            association.put("resourceId", id.toString());
            association.put("associationType", type);
            associations.add(association);
          });
      resource.put("associations", associations);
      resources.add(resource);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("resources", resources);
    if (!missing.isEmpty()) {
      document.put("explanation", Map.of("missing", missing));
    }
    return document;
  }

  /// The name by which a resource is asked for: that of an instance of a scale set has the name of
  /// the set in it.
  private static String nameOf(ResourceId id) {
    ResourceId set = id.parent();
    return id.endsWith("virtualMachines/" + id.name())
            && set.endsWith("virtualMachineScaleSets/" + set.name())
        ? set.name() + "_" + id.name()
        : id.name();
  }

  /** A row for each resource. */
  public List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>(entries.size());
    for (Associations.Entry entry : entries) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Name", nameOf(entry.id()));
      row.put("Type", typeOf(entry));
      row.put("Contains", names(entry, "Contains"));
      row.put("Associated", names(entry, "Associated"));
      rows.add(row);
    }
    return rows;
  }

  /** The last collection in the id. */
  private static String typeOf(Associations.Entry entry) {
    String id = entry.id().toString();
    String parent = id.substring(0, Math.max(0, id.lastIndexOf('/')));
    return parent.substring(parent.lastIndexOf('/') + 1);
  }

  private static String names(Associations.Entry entry, String type) {
    List<String> names = new ArrayList<>();
    entry
        .associations()
        .forEach((id, each) -> {
          if (each.equals(type)) {
            names.add(nameOf(id));
          }
        });
    return String.join(", ", names);
  }
}
