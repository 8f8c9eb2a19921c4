package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/// What Azure prints of resources: lists of the REST API (`{"value": […]}`), the output of `az`
/// with properties lifted to the top or wrapped under a name, rows of Resource Graph, effective
/// routes and rules.
public final class ResourceDump implements Form {
  private static final String VALUE = "value";

  @Override
  public boolean recognizes(Tree root) {
    return switch (root) {
      case Tree.Sequence _ -> true;
      case Tree.Mapping mapping ->
          list(mapping) != null
              || Shape.isKnown(mapping)
              || GraphRows.recognizes(mapping)
              || Shape.headless(mapping).isPresent()
              || Shape.isWrapper(mapping);
      case Tree.Scalar _ -> false;
    };
  }

  private static Tree.@Nullable Sequence list(Tree.Mapping mapping) {
    Tree.Entry value = mapping.findIgnoringCase(VALUE);
    return value != null && value.value() instanceof Tree.Sequence list ? list : null;
  }

  @Override
  public void read(Tree root, Reading reading) {
    Dump dump = new Dump(reading);
    switch (root) {
      case Tree.Sequence list -> dump.readAll(list, "");
      case Tree.Mapping mapping -> {
        Tree.@Nullable Sequence list = list(mapping);
        if (GraphRows.recognizes(mapping)) {
          dump.readGraph(GraphRows.read(mapping, reading));
        } else if (list != null && !Shape.isResource(mapping)) {
          dump.readAll(list, VALUE);
          nameOtherPages(mapping, reading);
        } else {
          dump.read(mapping, "");
        }
      }
      case Tree.Scalar _ -> throw new IllegalArgumentException("not recognized: a scalar");
    }
    dump.finish();
  }

  /** A list that goes on elsewhere (`rest/api/azure`: nextLink) is not all that there is. */
  private static void nameOtherPages(Tree.Mapping root, Reading reading) {
    Tree.Entry next = root.findIgnoringCase("nextLink");
    if (next != null
        && next.value() instanceof Tree.Scalar link
        && link.kind() != Tree.Kind.NULL
        && !link.text().isEmpty()) {
      reading.leaveOut(
          next.at(), "the rest of the list", "the input is one page of it; fetch nextLink, too");
    }
  }
}
