package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Section;
import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Tree;
import java.util.List;

/** pathwhy's own form: sections of resources, and of facts that no configuration holds. */
public final class OwnForm implements Form {
  private static final List<String> FACTS = List.of("observed", "sites", "dns", "serviceTags");

  @Override
  public boolean recognizes(Tree root) {
    if (!(root instanceof Tree.Mapping mapping)) {
      return false;
    }
    if (mapping.get("pathwhy") != null) {
      return true;
    }
    // What the az command prints of one resource may have keys that are sections here.
    if (mapping.get("type") != null && mapping.get("name") != null) {
      return false;
    }
    for (Section section : Section.values()) {
      if (mapping.get(section.key()) != null) {
        return true;
      }
    }
    return FACTS.stream().anyMatch(key -> mapping.get(key) != null);
  }

  @Override
  public void read(Tree root, Reading reading) {
    if (root instanceof Tree.Mapping mapping) {
      reading.problems().markStrict(Position.input(root.at()));
      reading.sections(mapping);
    }
  }
}
