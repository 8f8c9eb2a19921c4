package io.github.pathwhy.report;

import io.github.pathwhy.model.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network in the shape of `az network watcher show-topology`: resources with their associations.
/// When the service saw them is not known here, so its dates are absent.
public final class TopologyDocument {
  private final List<Associations.Entry> entries;

  public TopologyDocument(Topology topology) {
    this.entries = new Associations(topology).entries();
  }

  /** The document: maps, lists and strings. */
  public Map<String, Object> document() {
    List<Object> resources = new ArrayList<>(entries.size());
    for (Associations.Entry entry : entries) {
      Map<String, Object> resource = new LinkedHashMap<>();
      resource.put("name", entry.id().name());
      resource.put("id", entry.id().toString());
      entry.location().ifPresent(location -> resource.put("location", location));
      List<Object> associations = new ArrayList<>();
      entry
          .associations()
          .forEach((id, type) -> {
            Map<String, Object> association = new LinkedHashMap<>();
            association.put("name", id.name());
            association.put("resourceId", id.toString());
            association.put("associationType", type);
            associations.add(association);
          });
      resource.put("associations", associations);
      resources.add(resource);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("resources", resources);
    return document;
  }

  /** A row for each resource. */
  public List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>(entries.size());
    for (Associations.Entry entry : entries) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Name", entry.id().name());
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
            names.add(id.name());
          }
        });
    return String.join(", ", names);
  }
}
