package io.github.pathwhy.load.own;

import io.github.pathwhy.load.own.Description.Item;
import io.github.pathwhy.load.own.Description.Part;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A description that may have mistakes, and the document that it is. Every resource of the
/// document stands on a line of its own, whose number leads back to it.
public record Draft(List<Part> parts, Tree.Mapping document, List<Optional<ResourceId>> lines) {

  static Draft of(List<Part> parts) {
    List<Optional<ResourceId>> lines = new ArrayList<>();
    Tree.Mapping document = Written.object();
    for (Part part : parts) {
      Tree value =
          switch (part) {
            case Description.Facts(String _, Tree facts) -> {
              lines.add(Optional.empty());
              yield Relocation.toLine(lines.size(), facts);
            }
            case Description.Resources(String key, List<Item> items) -> {
              List<Tree> placed = new ArrayList<>(items.size());
              for (Item item : items) {
                lines.add(
                    key.equals(OwnForm.RESOURCES) ? Optional.empty() : Optional.of(item.id()));
                placed.add(Relocation.toLine(lines.size(), item.tree()));
              }
              yield Written.list(placed);
            }
          };
      Written.put(document, part.key(), value);
    }
    return new Draft(List.copyOf(parts), document, List.copyOf(lines));
  }

  /** The resource on a line, when it is one in pathwhy's own form. */
  public Optional<ResourceId> resource(int line) {
    return line < 1 || line > lines.size() ? Optional.empty() : lines.get(line - 1);
  }
}
