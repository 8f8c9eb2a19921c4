package io.github.pathwhy.lookup;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a name means: a short name, `type/name` or a full ARM id, in any case, looked up only among
/// resources that can stand in its place.
public final class Names {
  private static final int MOST_SHOWN = 8;

  private Names() {}

  /// What is to be said of a machine or service whose place in a network is not known: what is
  /// missing at its interfaces, as far as the input tells.
  public static RequestException withoutPlace(
      String subject, Topology topology, List<ResourceId> interfaces) {
    List<String> gaps = new ArrayList<>();
    for (ResourceId nic : interfaces) {
      topology.gaps().within(nic).forEach(gap -> gaps.add(gap.toString()));
    }
    return RequestException.undetermined(
        subject
            + (gaps.isEmpty()
                ? ": its network interfaces or their subnets are not in the input"
                : ": not known: " + String.join(", ", gaps)));
  }

  /** All candidates with this name. */
  public static <R extends Resource> List<R> matching(String text, List<R> candidates) {
    boolean id = ResourceId.isArm(text);
    boolean typed = text.indexOf('/') >= 0;
    ResourceId wanted = ResourceId.of(text);
    List<R> found = new ArrayList<>(1);
    for (R resource : candidates) {
      boolean matches =
          id
              ? resource.id().equals(wanted)
              : typed ? resource.id().endsWith(text) : resource.name().equalsIgnoreCase(text);
      if (matches) {
        found.add(resource);
      }
    }
    return found;
  }

  /// The one candidate with this name, if there is any; throws when there are several. `role` says
  /// what the name is for.
  public static <R extends Resource> Optional<R> find(String text, List<R> candidates, String role)
      throws RequestException {
    List<R> found = matching(text, candidates);
    if (found.size() > 1) {
      throw new RequestException(
          role
              + " '"
              + text
              + "' names "
              + found.size()
              + " resources: use one of the ids "
              + some(found.stream().map(r -> r.id().toString()).toList()));
    }
    return found.stream().findFirst();
  }

  /** What to write instead of a name that means nothing; `kind` is the candidates' plural. */
  public static String hint(String text, List<? extends Resource> candidates, String kind) {
    List<String> names = candidates.stream().map(Resource::name).sorted().toList();
    if (names.isEmpty()) {
      return "the topology has no " + kind;
    }
    Optional<String> closest = Suggestion.closest(text, names);
    if (closest.isPresent()) {
      return "did you mean " + closest.get() + "?";
    }
    return kind + " are " + some(names);
  }

  /** The first ones of a list that may be long. */
  public static String some(List<String> names) {
    int shown = Math.min(MOST_SHOWN, names.size());
    return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", …" : "");
  }
}
