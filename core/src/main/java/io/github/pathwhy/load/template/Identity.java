package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/**
 * What a resource is called (`azure-resource-manager/templates/child-resource-name-type`).
 *
 * @param type the full type
 * @param name the full name, with those of its parents before slashes
 */
record Identity(String type, String name, String id) {

  /** A resource at a scope: what its id starts with. */
  static Identity at(String scope, String type, Tree.Scalar name) {
    if (type.equalsIgnoreCase("Microsoft.Resources/resourceGroups")) {
      return new Identity(type, name.text(), scope + "/resourceGroups/" + name.text());
    }
    String[] types = type.split("/", -1);
    String[] names = names(name, types.length - 1);
    StringBuilder id = new StringBuilder(scope).append("/providers/").append(types[0]);
    StringBuilder full = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      id.append('/').append(types[i + 1]).append('/').append(names[i]);
      full.append(i == 0 ? "" : "/").append(names[i]);
    }
    return new Identity(type, full.toString(), id.toString());
  }

  /** The resource with an id, given where its last provider starts. */
  static Identity ofId(String id, int provider) {
    String[] segments = id.substring(provider + "/providers/".length()).split("/", -1);
    StringBuilder type = new StringBuilder(segments[0]);
    StringBuilder name = new StringBuilder();
    for (int i = 1; i + 1 < segments.length; i += 2) {
      type.append('/').append(segments[i]);
      name.append(i == 1 ? "" : "/").append(segments[i + 1]);
    }
    return new Identity(type.toString(), name.toString(), id);
  }

  /** The parts of a name; a name that is not known has parts that are not known. */
  private static String[] names(Tree.Scalar name, int count) {
    String[] names = name.text().split("/", -1);
    if (names.length == count) {
      return names;
    }
    if (!Values.isUnknown(name)) {
      throw new Failure(
          "the name '" + name.text() + "' for a type with " + count + " parts",
          "a name has a part for each, separated by slashes");
    }
    String[] parts = new String[count];
    for (int i = 0; i < count; i++) {
      String split = "split(" + Symbol.expression(name).replace('/', ':') + ", ':')[" + i + "]";
      parts[i] = Symbol.unknown(split, 0).text();
    }
    return parts;
  }

  /** A resource within another one: a child, or an extension of another provider. */
  static Identity within(Identity parent, String type, Tree.Scalar name, String scope) {
    boolean full = type.regionMatches(true, 0, parent.type + "/", 0, parent.type.length() + 1);
    int slash = type.indexOf('/');
    boolean provider = slash > 0 && type.substring(0, slash).indexOf('.') > 0;
    if (provider && !full) {
      return at(parent.id, type, name);
    }
    String fullType = full ? type : parent.type + "/" + type;
    boolean fullName = full && name.text().indexOf('/') >= 0;
    String fullText = fullName ? name.text() : parent.name + "/" + name.text();
    Identity own = at(scope, fullType, new Tree.Scalar(fullText, name.kind(), name.at()));
    int cut = own.id.lastIndexOf('/', own.id.lastIndexOf('/') - 1);
    return new Identity(own.type, own.name, parent.id + own.id.substring(cut));
  }

  /** What the id of a resource starts with when its scope is another resource. */
  static String scope(String named, Target target) {
    if (named.isEmpty() || named.equals("/")) {
      return "";
    }
    if (named.startsWith("/") || named.startsWith("{")) {
      return named;
    }
    // `Microsoft.Storage/storageAccounts/logs`: types and names take turns.
    return target.prefix() + "/providers/" + named;
  }

  /** The text of a scalar, or null. */
  static @Nullable String text(@Nullable Tree tree) {
    return tree instanceof Tree.Scalar scalar && !Values.isNull(scalar) ? scalar.text() : null;
  }
}
