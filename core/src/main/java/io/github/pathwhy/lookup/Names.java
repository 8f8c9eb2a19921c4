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

  /// All candidates with this name. One of which the input leaves open where it lies is meant by an
  /// id, or by a group, only when no other fits.
  public static <R extends Resource> List<R> matching(String text, List<R> candidates) {
    Name name = Name.parse(text);
    List<R> found = new ArrayList<>(1);
    List<R> open = new ArrayList<>(0);
    for (R resource : candidates) {
      switch (name.fit(resource)) {
        case FULL -> found.add(resource);
        case OPEN -> open.add(resource);
        case NOT -> {}
      }
    }
    return found.isEmpty() ? open : found;
  }

  /** Whether a text means a resource, or may mean it. */
  public static boolean mayMean(String text, ResourceId id) {
    return Name.parse(text).fit(id) != Name.Fit.NOT;
  }

  /** The same for whatever a text names. */
  public static Optional<String> taken(String text, Topology topology) {
    List<Resource> found = matching(text, topology.all(Resource.class));
    return found.size() == 1 ? taken(text, found.getFirst().id()) : Optional.empty();
  }

  /// What to say when a resource is not known to lie where a text says; empty when it is, or is
  /// another one.
  public static Optional<String> taken(String text, ResourceId id) {
    return Name.parse(text).fit(id) == Name.Fit.OPEN
        ? Optional.of(id.name() + " of the topology, which does not say where it lies, is " + text)
        : Optional.empty();
  }

  /// The one candidate with this name, if there is any; throws when there are several. `role` says
  /// what the name is for.
  public static <R extends Resource> Optional<R> find(String text, List<R> candidates, String role)
      throws RequestException {
    List<R> found = matching(text, candidates);
    if (found.size() > 1) {
      throw new RequestException(
          role
              + " "
              + quoted(text)
              + " names "
              + found.size()
              + " resources: use one of the ids "
              + some(found.stream().map(r -> r.id().toString()).toList()));
    }
    return found.stream().findFirst();
  }

  /** What to write instead of a name that means nothing; `kind` is the candidates' plural. */
  public static String hint(String text, List<? extends Resource> candidates, String kind) {
    Name name = Name.parse(text);
    if (!name.isAnywhere()) {
      Name elsewhere = new Name("*", "*", name.path(), name.whole());
      for (Resource resource : candidates) {
        if (elsewhere.fit(resource) != Name.Fit.NOT) {
          return "the topology has " + resource.id();
        }
      }
    }
    List<String> names = candidates.stream().map(Resource::name).sorted().toList();
    if (names.isEmpty()) {
      return "the topology has no " + kind;
    }
    Optional<String> closest =
        Suggestion.closest(name.path().substring(name.path().lastIndexOf('/') + 1), names);
    if (closest.isPresent()) {
      return "did you mean " + closest.get() + "?";
    }
    return kind + " are " + some(names);
  }

  /** A name in a sentence: in quotes, with the group that it was looked for in. */
  public static String quoted(String text) {
    Name name = Name.parse(text);
    return name.whole() ? "'" + text + "'" : name.toString();
  }

  /** The first ones of a list that may be long. */
  public static String some(List<String> names) {
    int shown = Math.min(MOST_SHOWN, names.size());
    return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", …" : "");
  }
}
