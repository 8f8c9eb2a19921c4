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

  /** What decides at the public side of a destination, and is not followed. */
  public List<Gap> doors(Endpoint destination) {
    Set<ResourceId> services = new LinkedHashSet<>();
    switch (destination) {
      case Endpoint.Service(PlatformService service, var _) -> services.add(service.id());
      case Endpoint.HostName(String name) -> {
        for (PlatformService service : network.topology().all(PlatformService.class)) {
          if (service.isNamed(name)) {
            services.add(service.id());
          }
        }
      }
      case Endpoint.Known _, Endpoint.InSubnet _, Endpoint.Address _, Endpoint.InSite _ -> {}
    }
    List<Gap> found = new ArrayList<>();
    for (ResourceId id : services) {
      for (Gap gap : network.topology().gaps().within(id, Role.SERVICE_DOOR)) {
        if (gap.decides() && gap.role().isPresent()) {
          found.add(gap);
        }
      }
    }
    return found;
  }
}
