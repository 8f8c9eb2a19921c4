package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Tree;

/** ARM resources as a list, as `{"value": […]}`, or a single one. */
public final class ResourceDump implements Form {

  @Override
  public boolean recognizes(Tree root) {
    return switch (root) {
      case Tree.Sequence _ -> true;
      case Tree.Mapping mapping -> isList(mapping) || isResource(mapping);
      case Tree.Scalar _ -> false;
    };
  }

  private static boolean isList(Tree.Mapping mapping) {
    Tree.Entry value = mapping.findIgnoringCase("value");
    return value != null && value.value() instanceof Tree.Sequence;
  }

  private static boolean isResource(Tree.Mapping mapping) {
    return mapping.findIgnoringCase("type") != null && mapping.findIgnoringCase("name") != null;
  }

  @Override
  public void read(Tree root, Reading reading) {
    switch (root) {
      case Tree.Sequence list -> read(list, "", reading);
      case Tree.Mapping mapping -> {
        Tree.Entry value = mapping.findIgnoringCase("value");
        if (value != null && value.value() instanceof Tree.Sequence list) {
          read(list, value.key(), reading);
        } else {
          reading.resource(mapping, "");
        }
      }
      case Tree.Scalar _ -> throw new IllegalArgumentException("not recognized: a scalar");
    }
  }

  private static void read(Tree.Sequence list, String path, Reading reading) {
    int index = 0;
    for (Tree item : list.items()) {
      String place = path + "[" + index++ + "]";
      if (item instanceof Tree.Mapping mapping) {
        reading.resource(mapping, place);
      } else {
        reading
            .problems()
            .add(
                item.at(),
                place,
                item.describe() + " where an ARM resource belongs",
                "an ARM resource is an object");
      }
    }
  }
}
