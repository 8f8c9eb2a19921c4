package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Unread;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The section of what may decide and is not followed, where it is no property that ARM's form
/// could hold: what other forms set beside the resources that they describe.
final class GapSection {
  static final String KEY = "gaps";

  private GapSection() {}

  /** The section; empty when there is nothing to say. */
  static Optional<Description.Part> of(List<Unread.Stated> gaps) {
    List<Tree> written = new ArrayList<>();
    for (Unread.Stated stated : gaps) {
      written.add(item(stated.gap(), stated.named()));
    }
    return written.isEmpty()
        ? Optional.empty()
        : Optional.of(new Description.Facts(KEY, Written.list(written)));
  }

  private static Tree item(Gap gap, Set<ResourceId> named) {
    Tree.Mapping item = Written.object();
    Written.put(item, "of", Written.text(gap.of().toString()));
    Written.put(item, "property", Written.text(gap.property()));
    Written.put(item, "value", Written.text(gap.value()));
    Written.put(item, "kind", Written.text(label(gap.kind())));
    gap.role().ifPresent(role -> Written.put(item, "role", Written.text(role.label())));
    if (gap.condition() != Condition.ALWAYS) {
      Written.put(item, "condition", Written.text(gap.condition().label()));
    }
    List<Tree> ids = new ArrayList<>();
    named.forEach(id -> ids.add(Written.text(id.toString())));
    Written.put(item, "named", ids.isEmpty() ? null : Written.list(ids));
    return item;
  }

  private static String label(Gap.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static void read(Tree section, Reading reading) {
    if (!(section instanceof Tree.Sequence list)) {
      reading
          .problems()
          .add(section.at(), KEY, section.describe() + " where a list belongs", "list gaps");
      return;
    }
    int index = 0;
    for (Tree item : list.items()) {
      String path = KEY + "[" + index++ + "]";
      if (item instanceof Tree.Mapping mapping) {
        read(new Fields(reading.problems(), mapping, null, path), reading);
      } else {
        reading.problems().add(item.at(), path, item.describe() + " where an object belongs", "");
      }
    }
  }

  private static void read(Fields fields, Reading reading) {
    Optional<ResourceId> of = fields.text("of").map(ResourceId::of);
    fields.require("of", "the id of the resource or part that has it");
    Optional<String> property = fields.text("property");
    fields.require("property", "its name");
    Optional<String> value = fields.text("value");
    Optional<Gap.Kind> kind = fields.choice("kind", List.of(Gap.Kind.values()), GapSection::label);
    fields.require("kind", "such as unread");
    Optional<Role> role = fields.choice("role", List.of(Role.values()), Role::label);
    Optional<Condition> condition =
        fields.choice("condition", List.of(Condition.values()), Condition::label);
    Set<ResourceId> named = new LinkedHashSet<>();
    fields.scalars("named").forEach(id -> named.add(ResourceId.of(id.text())));
    fields.close();
    if (of.isPresent() && property.isPresent() && kind.isPresent()) {
      reading.gap(
          new Gap(
              of.get(),
              property.get(),
              value.orElse(""),
              fields.position(),
              kind.get(),
              role,
              condition.orElse(Condition.ALWAYS)),
          named);
    }
  }
}
