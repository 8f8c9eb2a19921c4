package io.github.pathwhy.load.template;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the resources of a template: those of loops, and those within others. `resources` is a
/// list, or an object whose keys are symbolic names.
record ResourceDeclarations(Deployment deployment) {

  /** Declares all resources of a section. */
  void declare(Tree section, Path path, @Nullable Instance parent, Scope scope) {
    switch (section) {
      case Tree.Sequence(List<Tree> items, long _) -> {
        for (int i = 0; i < items.size(); i++) {
          declare(items.get(i), path.item(i), null, parent, scope);
        }
      }
      case Tree.Mapping mapping -> {
        for (Tree.Entry entry : mapping.entries()) {
          declare(entry.value(), path.key(entry.key()), entry.key(), parent, scope);
        }
      }
      case Tree.Scalar scalar -> {
        if (!Values.isNull(scalar)) {
          problem(scalar.at(), path, scalar.describe() + " where resources belong", "list them");
        }
      }
    }
  }

  private Reading reading() {
    return deployment.run().reading();
  }

  private void problem(long at, Path path, String message, String hint) {
    reading().problems().add(at, path.toString(), message, hint);
  }

  private void declare(
      Tree item, Path path, @Nullable String symbol, @Nullable Instance parent, Scope scope) {
    if (!(item instanceof Tree.Mapping resource)) {
      problem(item.at(), path, item.describe() + " where a resource belongs", "");
      return;
    }
    deployment.run().evaluation().enter(item.at());
    try {
      Tree.Entry copy = resource.findIgnoringCase("copy");
      if (copy != null && copy.value() instanceof Tree.Mapping loop) {
        copies(resource, loop, path, symbol, parent, scope);
      } else {
        instance(resource, path, symbol, parent, scope, null);
      }
    } catch (Failure failure) {
      problem(failure.at(item.at()), path, failure.message(), failure.hint());
    } finally {
      deployment.run().evaluation().leave();
    }
  }

  /// A resource that answers depend on must have a name, and a deployment has such resources.
  /// Others without one are only left out.
  private void refuse(Tree.Mapping resource, Failure failure, Path path) {
    String type = Identity.text(Values.member(resource, "type"));
    if (type != null && mayBeLeftOut(type) && resource.findIgnoringCase("resources") == null) {
      reading().leaveOut(failure.at(resource.at()), type, failure.message());
    } else {
      problem(failure.at(resource.at()), path, failure.message(), failure.hint());
    }
  }

  private static boolean mayBeLeftOut(String type) {
    return type.indexOf('/') > 0
        && type.indexOf('[') < 0
        && !type.regionMatches(true, 0, "Microsoft.Resources/", 0, 20)
        && ResourceType.ofArmType(type).isEmpty();
  }

  private void copies(
      Tree.Mapping resource,
      Tree.Mapping loop,
      Path path,
      @Nullable String symbol,
      @Nullable Instance parent,
      Scope scope) {
    ValueReader reader = new ValueReader(scope, Faults.PASSED_ON);
    Path place = path.key("copy");
    String name = reader.name(loop, place);
    Tree.Entry entry = loop.findIgnoringCase("count");
    if (entry == null) {
      throw new Failure("a copy loop without count", "say how many").in(loop.at());
    }
    Tree count = reader.read(entry.value(), place.key("count"));
    if (Values.isUnknown(count)) {
      String type = Identity.text(Values.member(resource, "type"));
      if (isPart(type, parent)) {
        Tree mayBe = Symbol.call("copy", List.of(Values.text(name, loop.at()), count), count.at());
        instance(resource, path, symbol, parent, scope.in(Loop.any(name, scope.loop())), mayBe);
        return;
      }
      reading()
          .leaveOut(
              entry.at(),
              "copies of " + (type == null ? "a resource" : type) + " in loop " + name,
              "nobody knows how many: " + Identity.text(count));
      return;
    }
    int most = reader.count(count);
    for (int i = 0; i < most; i++) {
      deployment.run().evaluation().limits().addNode(loop.at(), 0);
      Scope turn = scope.in(new Loop(name, i, true, scope.loop()));
      instance(resource, path, symbol, parent, turn, null);
    }
  }

  /// Whether resources of a type are parts of others, which have to say that there may be more of
  /// them, such as the rules of a group. One that may be there stands for all.
  private static boolean isPart(@Nullable String type, @Nullable Instance parent) {
    if (type == null) {
      return false;
    }
    String full = parent == null || type.indexOf('.') >= 0 ? type : parent.type() + "/" + type;
    return ResourceType.ofArmType(full).filter(ResourceType::isChild).isPresent();
  }

  /** Declares a resource; `mayBe` is what would tell whether it is there, if that is not known. */
  private void instance(
      Tree.Mapping resource,
      Path path,
      @Nullable String symbol,
      @Nullable Instance parent,
      Scope scope,
      @Nullable Tree mayBe) {
    ResourceHead head = new ResourceHead(deployment, scope);
    Tree.Entry when = resource.findIgnoringCase("condition");
    Tree condition =
        when == null
            ? Values.flag(true, resource.at())
            : condition(head.value(when.value(), path.key("condition")), when);
    if (mayBe != null && !Values.is(condition, false)) {
      condition = mayBe;
    }
    Identity identity;
    try {
      identity = head.identity(resource, path, parent == null ? null : parent.identity());
    } catch (Failure failure) {
      if (Values.is(condition, false)) {
        reading()
            .leaveOut(
                resource.at(),
                String.valueOf(Identity.text(Values.member(resource, "type"))),
                Instance.NOT_DEPLOYED);
      } else {
        refuse(resource, failure, path);
      }
      return;
    }
    Instance instance = new Instance(resource, path, scope, identity, condition);
    deployment.add(instance, symbol);
    Tree.Entry children = resource.findIgnoringCase("resources");
    if (children != null) {
      declare(children.value(), path.key("resources"), instance, scope);
    }
  }

  /** ARM takes the texts `true` and `false`, too. */
  private static Tree condition(@Nullable Tree value, Tree.Entry when) {
    if (value instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.NULL) {
      if (Values.isUnknown(scalar)) {
        return scalar;
      }
      if (scalar.text().equalsIgnoreCase("true") || scalar.text().equalsIgnoreCase("false")) {
        return Values.flag(scalar.text().equalsIgnoreCase("true"), scalar.at());
      }
    }
    throw new Failure(
            "the condition is " + (value == null ? "missing" : Values.describe(value)),
            "expected true or false")
        .in(when.value().at());
  }
}
