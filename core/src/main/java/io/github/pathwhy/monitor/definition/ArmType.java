package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.Optional;

/** Finds out of what type a resource is by its full id. */
final class ArmType {
  private static final String PROVIDERS = "/providers/";

  private ArmType() {}

  /** The type, such as `Microsoft.Compute/virtualMachines`; empty when the text is no full id. */
  static Optional<String> of(String id) {
    int at = providers(id);
    if (!ResourceId.isArm(id) || at < 0) {
      return Optional.empty();
    }
    String[] parts = id.substring(at + PROVIDERS.length()).split("/", -1);
    if (parts.length < 3 || parts.length % 2 == 0) {
      return Optional.empty();
    }
    StringBuilder type = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].isBlank()) {
        return Optional.empty();
      }
      if (i % 2 == 1) {
        type.append('/').append(parts[i]);
      }
    }
    return Optional.of(type.toString());
  }

  /** Whether two full ids are in the same resource group. */
  static boolean sameGroup(String one, String other) {
    int at = providers(one);
    return at > 0 && at == providers(other) && one.regionMatches(true, 0, other, 0, at);
  }

  private static int providers(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (id.regionMatches(true, i, PROVIDERS, 0, PROVIDERS.length())) {
        return i;
      }
    }
    return -1;
  }
}
