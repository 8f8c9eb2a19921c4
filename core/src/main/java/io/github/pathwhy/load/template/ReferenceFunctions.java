package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions that ask for the state of a resource (`template-functions-resource`). What the
/// template declares of it is known, the rest is not.
record ReferenceFunctions(Scope scope) {

  @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "reference" -> reference(call.expect(1, 3));
      case "references" -> references(call.expect(1, 2));
      case "resourceinfo" -> full(call.expect(1, 1), 0);
      default ->
          name.startsWith("list") && name.length() > 4 && call.size() > 0
              ? Symbol.call(call.name(), call.values(), call.at())
              : null;
    };
  }

  private Tree reference(Arguments call) {
    boolean full =
        call.size() == 3
            && call.get(2) instanceof Tree.Scalar scalar
            && scalar.text().equalsIgnoreCase("Full");
    if (full) {
      return full(call, 0);
    }
    Instance instance = found(call);
    if (instance != null) {
      return state(instance, call);
    }
    Tree part = part(name(call), call);
    return part == null ? unknown(call) : part;
  }

  /// What the template declares of a part of a resource within the resource itself, such as a
  /// subnet within its network. A deployment that updates one asks for it by its id.
  private @Nullable Tree part(String id, Arguments call) {
    int name = id.lastIndexOf('/');
    int collection = name < 0 ? -1 : id.lastIndexOf('/', name - 1);
    Instance whole =
        collection <= 0 || !id.startsWith("/")
            ? null
            : scope.deployment().resource(id.substring(0, collection));
    if (whole == null
        || whole.isAskedBefore(scope.deployment())
        || whole.isBusy()
        || !(whole.state() instanceof Tree.Mapping state)
        || !(Values.member(state, id.substring(collection + 1, name))
            instanceof Tree.Sequence(List<Tree> items, long _))) {
      return null;
    }
    for (Tree item : items) {
      if (item instanceof Tree.Mapping one
          && Values.member(one, "name") instanceof Tree.Scalar own
          && own.text().equalsIgnoreCase(id.substring(name + 1))
          && Values.member(one, "properties") instanceof Tree.Mapping properties) {
        scope
            .evaluation()
            .open(
                properties, Symbol.callText("reference", List.of(Values.text(id, call.at()))), id);
        return properties;
      }
    }
    return null;
  }

  /** The resource that the template declares, when its state is what is asked for. */
  private @Nullable Instance found(Arguments call) {
    Instance instance = scope.deployment().resource(name(call));
    return instance == null || instance.isAskedBefore(scope.deployment()) ? null : instance;
  }

  private static String name(Arguments call) {
    if (call.get(0) instanceof Tree.Scalar scalar && !Values.isNull(scalar)) {
      return scalar.text();
    }
    throw call.wrong(call.get(0), 0, "the name or id of a resource");
  }

  /** The versions of APIs and the like do not change what is asked for. */
  private static Tree unknown(Arguments call) {
    return Symbol.call(call.name(), call.values().subList(0, 1), call.at());
  }

  private Tree state(Instance instance, Arguments call) {
    Tree properties = instance.state();
    String expression = expression(instance, call);
    if (!(properties instanceof Tree.Mapping)) {
      return Symbol.unknown(expression, call.at());
    }
    scope.evaluation().open(properties, expression, instance.id());
    return properties;
  }

  private static String expression(Instance instance, Arguments call) {
    return Symbol.callText("reference", List.of(Values.text(instance.id(), call.at())));
  }

  private Tree full(Arguments call, int index) {
    Instance instance = found(call);
    if (instance == null) {
      return Symbol.call(call.name(), List.of(call.get(index), Values.text("Full", 0)), call.at());
    }
    Tree.Mapping object = new Tree.Mapping(call.at());
    put(object, "id", instance.id(), call);
    put(object, "name", instance.name(), call);
    put(object, "type", instance.type(), call);
    Tree properties = instance.state();
    if (properties instanceof Tree.Mapping) {
      object.add(new Tree.Entry("properties", call.at(), properties));
    }
    scope
        .evaluation()
        .open(object, expression(instance, call).replace(")", ", 'Full')"), instance.id());
    return object;
  }

  private static void put(Tree.Mapping object, String key, String text, Arguments call) {
    Tree value = Values.built(text, text.indexOf('{') >= 0, call.at());
    object.add(new Tree.Entry(key, call.at(), value));
  }

  private Tree references(Arguments call) {
    List<Instance> found = scope.deployment().symbolic(name(call));
    if (found.isEmpty()) {
      throw new Failure("no resources named '" + name(call) + "'", "give a symbolic name");
    }
    List<Tree> states = new ArrayList<>();
    for (Instance instance : found) {
      states.add(state(instance, call));
    }
    return call.result(states);
  }
}
