package io.github.pathwhy.load.dump;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The full id of a resource, and what it says of the resource
/// (`azure-resource-manager/management/resource-name-rules`):
/// `/subscriptions/…/providers/Microsoft.Network/virtualNetworks/hub/subnets/web`.
record ArmId(String text) {
  private static final String PROVIDERS = "/providers/";

  /** The id of an object, when it has a full one. */
  static Optional<ArmId> of(Tree.Mapping mapping) {
    Tree.Entry id = mapping.findIgnoringCase("id");
    return id != null
            && id.value() instanceof Tree.Scalar(String text, Tree.Kind _, long _)
            && ResourceId.isArm(text)
        ? Optional.of(new ArmId(text))
        : Optional.empty();
  }

  /** The type, such as `Microsoft.Network/virtualNetworks/subnets`. */
  Optional<String> type() {
    int providers = text.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDERS);
    if (providers < 0) {
      return Optional.empty();
    }
    List<String> segments = segments(providers + PROVIDERS.length());
    if (segments.size() < 3 || segments.size() % 2 == 0) {
      return Optional.empty();
    }
    StringBuilder type = new StringBuilder(segments.getFirst());
    for (int i = 1; i < segments.size(); i += 2) {
      type.append('/').append(segments.get(i));
    }
    return Optional.of(type.toString());
  }

  private List<String> segments(int from) {
    List<String> segments = new ArrayList<>();
    int start = from;
    for (int slash = text.indexOf('/', start); slash >= 0; slash = text.indexOf('/', start)) {
      segments.add(text.substring(start, slash));
      start = slash + 1;
    }
    segments.add(text.substring(start));
    return segments;
  }

  /** The short name. */
  String name() {
    return ResourceId.of(text).name();
  }

  /** The id of the enclosing resource. */
  ArmId parent() {
    return new ArmId(ResourceId.of(text).parent().toString());
  }

  /** The name of the collection that the resource is in, such as `subnets`. */
  String collection() {
    int name = text.lastIndexOf('/');
    return name <= 0 ? "" : text.substring(text.lastIndexOf('/', name - 1) + 1, name);
  }
}
