package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/// The functions of `azure-resource-manager/templates/template-functions` whose result their
/// arguments tell.
public final class Functions {
  private Functions() {}

  /** The result of a call; null when there is no such function here. */
  public static @Nullable Tree call(Arguments call) {
    String name = call.key();
    try {
      Tree result = TextFunctions.call(name, call);
      result = result == null ? CollectionFunctions.call(name, call) : result;
      result = result == null ? ObjectFunctions.call(name, call) : result;
      result = result == null ? NumberFunctions.call(name, call) : result;
      result = result == null ? LogicalFunctions.call(name, call) : result;
      result = result == null ? EncodingFunctions.call(name, call) : result;
      result = result == null ? AddressFunctions.call(name, call) : result;
      return result == null ? DateFunctions.call(name, call) : result;
    } catch (UnknownNeeded _) {
      return call.unknown();
    }
  }
}
