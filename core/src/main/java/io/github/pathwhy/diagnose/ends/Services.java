package io.github.pathwhy.diagnose.ends;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.PlatformService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds services by their own names, and what is not known of their public side. */
public final class Services {
  private final EffectiveNetwork network;

  public Services(EffectiveNetwork network) {
    this.network = network;
  }

  /// The service of that name, as a host name when it has one. Services with names come before
  /// others, resources before the parts of others.
  Optional<Endpoint> destination(String text) throws RequestException {
    List<PlatformService> named = new ArrayList<>();
    List<PlatformService> others = new ArrayList<>();
    List<PlatformService> parts = new ArrayList<>();
    for (PlatformService service : network.topology().all(PlatformService.class)) {
      (service.isPart() ? parts : service.names().isEmpty() ? others : named).add(service);
    }
    for (List<PlatformService> candidates : List.of(named, others, parts)) {
      Optional<PlatformService> found = Names.find(text, candidates, "destination");
      if (found.isPresent()) {
        return Optional.of(
            found.get().names().isEmpty()
                ? new Endpoint.Service(found.get(), List.of())
                : new Endpoint.HostName(found.get().names().getFirst()));
      }
    }
    return Optional.empty();
  }

  /// What decides of the name and of the public side of a destination, and is not followed.
  ///
  /// @param names what the destination is called, aliases included
  public List<Gap> unread(Endpoint destination, Set<String> names) {
    List<PlatformService> asked = new ArrayList<>();
    if (destination instanceof Endpoint.Service(PlatformService service, var _)) {
      asked.add(service);
    } else {
      for (PlatformService service : network.topology().all(PlatformService.class)) {
        if (names.stream().anyMatch(service::isNamed)) {
          asked.add(service);
        }
      }
    }
    Set<Gap> found = new LinkedHashSet<>();
    for (PlatformService service : asked) {
      found.addAll(network.topology().gaps().within(service.id(), Role.SERVICE_DOOR));
      for (Gap gap : network.topology().gaps().within(whole(service), Role.PUBLIC_NAME)) {
        if (!isOfAnother(gap, service)) {
          found.add(gap);
        }
      }
    }
    for (Gap gap : network.topology().gaps().all(Role.PUBLIC_NAME)) {
      if (names.stream().anyMatch(name -> isOfZone(gap.of(), name))) {
        found.add(gap);
      }
    }
    // What has one of the names by a property says so by its value.
    for (Gap gap : network.topology().gaps().all(Role.NAME_IN_NETWORK)) {
      if (names.stream().anyMatch(gap.value()::equalsIgnoreCase)) {
        found.add(gap);
      }
    }
    found.removeIf(gap -> !gap.decides() || gap.role().isEmpty());
    return List.copyOf(found);
  }

  /** The resource that a service is part of: an edge has its names and what is behind it apart. */
  private ResourceId whole(PlatformService service) {
    ResourceId id = service.id();
    for (int depth = service.armType().split("/", -1).length; depth > 2; depth--) {
      id = id.parent();
    }
    return id;
  }

  /** Whether a gap is of a neighbour with names of its own. */
  private boolean isOfAnother(Gap gap, PlatformService service) {
    return !gap.of().isWithin(service.id())
        && network.topology().all(PlatformService.class).stream()
            .anyMatch(other ->
                !other.names().isEmpty()
                    && !service.id().isWithin(other.id())
                    && gap.of().isWithin(other.id()));
  }

  /// Whether a public zone, or a record set of one, answers for a name; those of name servers
  /// answer for all that is below them.
  private static boolean isOfZone(ResourceId id, String name) {
    String[] segments = id.toString().toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = 0; i + 1 < segments.length; i++) {
      if (segments[i].equals("dnszones")) {
        String zone = segments[i + 1];
        boolean isSet = i + 3 < segments.length;
        String host = isSet && !segments[i + 3].equals("@") ? segments[i + 3] + "." + zone : zone;
        boolean below = !isSet || segments[i + 2].equals("ns");
        String asked = name.toLowerCase(Locale.ROOT);
        return asked.equals(host) || (below && asked.endsWith("." + host));
      }
    }
    return false;
  }
}
