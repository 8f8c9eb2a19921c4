package io.github.pathwhy.load.own;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;

/// A topology in pathwhy's own form: the sections in reading order, with what stands in each.
///
/// @param leftOut what of the inputs has no part in the answers
public record Description(List<Part> parts, List<LeftOut> leftOut) {
  public Description {
    parts = List.copyOf(parts);
    leftOut = List.copyOf(leftOut);
  }

  /** A section. */
  public sealed interface Part {
    /** The key of the section. */
    String key();
  }

  /** A section of resources. */
  public record Resources(String key, List<Item> items) implements Part {
    public Resources {
      items = List.copyOf(items);
    }
  }

  /** A section of facts that no configuration holds. */
  public record Facts(String key, Tree value) implements Part {}

  /// A resource as it is written, and where it comes from.
  ///
  /// @param address what Terraform calls it
  public record Item(
      ResourceId id, Tree.Mapping tree, SourcePosition origin, Optional<String> address) {}
}
