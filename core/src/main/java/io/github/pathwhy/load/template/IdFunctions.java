package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/** The functions that make ids (`template-functions-resource`). */
record IdFunctions(Target target) {

  @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "resourceid" -> inGroup(call);
      case "subscriptionresourceid" -> {
        int type = type(call, 1);
        String subscription = type == 0 ? target.subscription() : part(call, 0);
        yield id(call, "/subscriptions/" + subscription, type);
      }
      case "tenantresourceid" -> id(call, "", type(call, 0));
      case "managementgroupresourceid" -> {
        int type = type(call, 1);
        String group = type == 0 ? target.managementGroup() : part(call, 0);
        yield id(call, Target.managementGroupId(group), type);
      }
      case "extensionresourceid" -> id(call, part(call, 0), 1);
      default -> null;
    };
  }

  private Tree inGroup(Arguments call) {
    int type = type(call, 2);
    String prefix =
        switch (type) {
          case 0 -> target.prefix();
          case 1 -> target.at(null, part(call, 0)).prefix();
          default -> target.at(part(call, 0), part(call, 1)).prefix();
        };
    return id(call, prefix, type);
  }

  /** Which argument is the type: the first with a slash that has a name for each of its parts. */
  private static int type(Arguments call, int last) {
    for (int i = 0; i <= last && i < call.size(); i++) {
      if (call.get(i) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)) {
        int parts = slashes(withoutEnd(text));
        if (kind == Tree.Kind.TEXT && parts > 0 && parts == names(call, i)) {
          return i;
        }
      }
    }
    for (Tree value : call.values()) {
      if (Values.isUnknown(value)) {
        throw new UnknownNeeded();
      }
    }
    throw new Failure(
        call.name() + "() with a type and names that do not match",
        "expected a type such as Microsoft.Network/virtualNetworks/subnets and a name for each part"
            + " of it");
  }

  /// How many names follow the type. What starts with a slash after them is no name but a path
  /// below the resource: templates write `resourceId('Microsoft.Network/virtualNetworks/', 'vnet1',
  /// '/subnets/web')`.
  private static int names(Arguments call, int type) {
    int end = call.size();
    while (end > type + 2
        && call.get(end - 1) instanceof Tree.Scalar(String text, Tree.Kind _, long _)
        && text.startsWith("/")) {
      end--;
    }
    return end - type - 1;
  }

  /** Azure passes over a slash at the end of a type. */
  private static String withoutEnd(String type) {
    return type.endsWith("/") ? type.substring(0, type.length() - 1) : type;
  }

  private static int slashes(String text) {
    int count = 0;
    for (int i = text.indexOf('/'); i >= 0; i = text.indexOf('/', i + 1)) {
      count++;
    }
    return count;
  }

  private static String part(Arguments call, int index) {
    if (call.get(index) instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.NULL) {
      return scalar.text();
    }
    throw call.wrong(call.get(index), index, "a text");
  }

  private static Tree id(Arguments call, String prefix, int type) {
    String[] segments = withoutEnd(call.text(type)).split("/", -1);
    int names = names(call, type);
    if (segments.length - 1 != names) {
      throw new Failure(
          call.name() + "() of " + call.text(type) + " with " + names + " names",
          "it has " + (segments.length - 1));
    }
    StringBuilder id = new StringBuilder(prefix).append("/providers/").append(segments[0]);
    for (int i = 1; i < segments.length; i++) {
      id.append('/').append(segments[i]).append('/').append(part(call, type + i));
    }
    for (int i = type + 1 + names; i < call.size(); i++) {
      id.append(part(call, i));
    }
    return call.built(id.toString(), id.indexOf("{") >= 0);
  }
}
