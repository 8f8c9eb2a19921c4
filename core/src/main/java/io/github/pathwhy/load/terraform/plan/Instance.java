package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/// One object of a plan or state: a resource, or one of several made by `count` or `for_each`.
///
/// @param address such as `module.net.azurerm_subnet.web["a"]`
/// @param module the address of its module; empty for the root
/// @param data whether it is a data source: something that exists outside of the configuration
/// @param key the index or key of one of several
/// @param computed what is only known after apply, as `after_unknown` says; nothing in a state
public record Instance(
    String address,
    String module,
    boolean data,
    String type,
    String name,
    @Nullable String key,
    Tree.Mapping values,
    @Nullable Tree computed,
    long at) {

  /** The address without the index, inside its module. */
  public String block() {
    return block(data, type, name);
  }

  /** How a configuration names a resource. */
  public static String block(boolean data, String type, String name) {
    return (data ? "data." : "") + type + "." + name;
  }

  /** A text that stands for something unknown of this instance; ids are split at slashes. */
  public String unknown(String attribute) {
    return ("{" + address + "." + attribute + "}").replace('/', '_');
  }
}
