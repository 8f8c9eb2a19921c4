package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.Instance;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.JsonText;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Resources of the azapi provider, whose bodies are ARM's own: an object, or its JSON as a text
/// (<https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource>).
final class AzapiResources {
  private final Document document;
  private final Assembly assembly;
  private final Reading reading;

  AzapiResources(Document document, Assembly assembly, Reading reading) {
    this.document = document;
    this.assembly = assembly;
    this.reading = reading;
  }

  /** Adds a resource; one whose body or id is not known is left out by name. */
  void add(Instance instance) {
    Block block = document.block(instance);
    String type = block.azapiType();
    String id = document.id(instance);
    Tree.Mapping body = body(block.complete("body"));
    if (!instance.type().equals("azapi_resource")) {
      assembly.leaveOut(instance, "not modelled");
      return;
    }
    Arm arm = id.isEmpty() || body == null ? null : assembly.add(instance, type, id);
    if (arm == null || body == null) {
      assembly.leaveOut(instance, "its body is not known");
      return;
    }
    for (Tree.Entry entry : body.entries()) {
      if (!entry.key().equals(Coverage.TERRAFORM_ADDRESS)) {
        arm.set(entry.key(), entry.value());
      }
    }
  }

  private Tree.@Nullable Mapping body(@Nullable Tree given) {
    if (given instanceof Tree.Mapping object) {
      return object;
    }
    if (!(given instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.TEXT) {
      return null;
    }
    // What is wrong inside of a text has no place of its own; the resource is left out.
    Problems own = new Problems();
    int input = own.addInput("body");
    Optional<Tree> parsed = JsonText.parse(Values.text(scalar), input, own, reading.limits());
    return own.isEmpty()
            && parsed.isPresent()
            && moved(parsed.get(), scalar.at()) instanceof Tree.Mapping object
        ? object
        : null;
  }

  /** The same tree at one place of the document: that of the text. */
  private static Tree moved(Tree tree, long at) {
    return switch (tree) {
      case Tree.Scalar(String text, Tree.Kind kind, long _) -> new Tree.Scalar(text, kind, at);
      case Tree.Sequence list -> {
        List<Tree> items = new ArrayList<>(list.items().size());
        list.items().forEach(item -> items.add(moved(item, at)));
        yield new Tree.Sequence(items, at);
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping copy = new Tree.Mapping(at);
        mapping
            .entries()
            .forEach(entry -> copy.add(new Tree.Entry(entry.key(), at, moved(entry.value(), at))));
        yield copy;
      }
    };
  }
}
