package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands at the head of a resource: its type, its name, and where it goes. */
record ResourceHead(Deployment deployment, Scope scope) {

  /** The value of an entry. */
  @Nullable Tree value(@Nullable Tree raw, Path path) {
    return raw == null ? null : new ValueReader(scope, Faults.PASSED_ON).read(raw, path);
  }

  private @Nullable String text(@Nullable Tree raw) {
    return Identity.text(value(raw, Path.root("")));
  }

  /** Where a resource goes that may name a subscription, a resource group or a scope. */
  Target target(Function<String, @Nullable Tree> entries) {
    String scoped = text(entries.apply("scope"));
    Target base = scoped == null ? deployment.target() : deployment.target().scoped(scoped);
    return base.at(text(entries.apply("subscriptionId")), text(entries.apply("resourceGroup")));
  }

  /** What a resource is called. */
  Identity identity(Tree.Mapping resource, Path path, @Nullable Identity parent) {
    Tree.Scalar type = scalar(resource, "type", path);
    Tree.Scalar name = scalar(resource, "name", path);
    Function<String, @Nullable Tree> entries = key -> Values.member(resource, key);
    try {
      if (parent != null) {
        return Identity.within(parent, type.text(), name, deployment.target().prefix());
      }
      boolean deployment = type.text().equalsIgnoreCase("Microsoft.Resources/deployments");
      String scoped = deployment ? null : text(entries.apply("scope"));
      Target target =
          deployment
              ? target(entries)
              : this.deployment
                  .target()
                  .at(text(entries.apply("subscriptionId")), text(entries.apply("resourceGroup")));
      String prefix = scoped == null ? target.prefix() : Identity.scope(scoped, target);
      Identity parentNamed = parentNamed(resource, type.text(), name);
      return parentNamed == null ? Identity.at(prefix, type.text(), name) : parentNamed;
    } catch (Failure failure) {
      throw failure.in(name.at());
    }
  }

  /// Some exports leave the parents out of the name of a child, which then only the parent's id
  /// among those that it depends on tells.
  private @Nullable Identity parentNamed(Tree.Mapping resource, String type, Tree.Scalar name) {
    int last = type.lastIndexOf('/');
    if (name.text().indexOf('/') >= 0
        || type.indexOf('/') == last
        || !(Values.member(resource, "dependsOn") instanceof Tree.Sequence list)) {
      return null;
    }
    String parentType = type.substring(0, last);
    for (Tree item : list.items()) {
      String id = text(item);
      int provider = id == null ? -1 : id.lastIndexOf("/providers/");
      if (id != null && provider >= 0) {
        Identity parent = Identity.ofId(id, provider);
        if (parent.type().equalsIgnoreCase(parentType)) {
          return Identity.within(parent, type, name, deployment.target().prefix());
        }
      }
    }
    return null;
  }

  private Tree.Scalar scalar(Tree.Mapping resource, String key, Path path) {
    Tree.Entry entry = resource.findIgnoringCase(key);
    if (entry == null) {
      throw new Failure("a resource without " + key, "every resource has type and name")
          .in(resource.at());
    }
    Tree value = value(entry.value(), path.key(key));
    if (value instanceof Tree.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar;
    }
    boolean empty = value instanceof Tree.Scalar;
    throw new Failure(
            "a resource whose " + key + (empty ? " is empty" : " is no text"),
            empty ? "give the parameters that it is made of" : "")
        .in(entry.value().at());
  }
}
