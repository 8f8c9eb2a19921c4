package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Section;
import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.model.Cloud;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.List;

/// pathwhy's own form: sections of resources, facts that no configuration holds, what is not
/// followed, and under `resources` anything else, as ARM writes it. A value that is not known is
/// written as `{unknown: what would tell}`.
public final class OwnForm implements Form {
  /** The section of resources in ARM's form. */
  public static final String RESOURCES = "resources";

  private static final List<String> FACTS =
      List.of("observed", "sites", "dns", "serviceTags", GapSection.KEY);

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
    return FACTS.stream().anyMatch(key -> mapping.get(key) != null)
        || (mapping.get("cloud") instanceof Tree.Scalar cloud
            && Cloud.named(cloud.text()).isPresent());
  }

  @Override
  public void read(Tree root, Reading reading) {
    if (!(root instanceof Tree.Mapping mapping)) {
      return;
    }
    reading.problems().markStrict(Position.input(root.at()));
    Tree.Mapping sections = new Tree.Mapping(root.at());
    for (Tree.Entry entry : mapping.entries()) {
      if (entry.key().equals(RESOURCES)) {
        readResources(entry.value(), reading);
      } else if (entry.key().equals(GapSection.KEY)) {
        GapSection.read(entry.value(), reading);
      } else {
        sections.add(new Tree.Entry(entry.key(), entry.at(), UnknownValues.in(entry.value())));
      }
    }
    reading.sections(sections);
  }

  /// Resources as ARM writes them, where keys that mean nothing here are no mistakes. Their places
  /// are those of the same file under another number.
  private static void readResources(Tree value, Reading reading) {
    Problems problems = reading.problems();
    if (!(value instanceof Tree.Sequence list)) {
      problems.add(
          value.at(), RESOURCES, value.describe() + " where a list belongs", "list ARM resources");
      return;
    }
    int input = problems.addInput(reading.source().name());
    int index = 0;
    for (Tree item : list.items()) {
      String path = RESOURCES + "[" + index++ + "]";
      Tree moved = UnknownValues.in(Relocation.to(input, item));
      if (moved instanceof Tree.Mapping resource) {
        reading.resource(resource, path);
      } else {
        problems.add(moved.at(), path, item.describe() + " where an ARM resource belongs", "");
      }
    }
  }
}
