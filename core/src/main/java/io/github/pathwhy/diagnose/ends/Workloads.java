package io.github.pathwhy.diagnose.ends;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds senders without an interface in the topology: workloads by the subnets that they live in
/// or send through, and subnets themselves.
final class Workloads {
  private final EffectiveNetwork network;

  Workloads(EffectiveNetwork network) {
    this.network = network;
  }

  /// The workload or subnet of that name. A workload with a place in a network comes before one
  /// without, a resource before the parts of others; a subnet makes no name ambiguous.
  Optional<Endpoint> source(String text) throws RequestException {
    for (List<PlatformService> candidates : candidates()) {
      Optional<PlatformService> found = Names.find(text, candidates, "source");
      if (found.isPresent()) {
        return Optional.of(service(found.get()));
      }
    }
    return subnet(text).map(subnet -> new Endpoint.InSubnet(subnet, Optional.empty()));
  }

  private List<List<PlatformService>> candidates() {
    List<PlatformService> placed = new ArrayList<>();
    List<PlatformService> others = new ArrayList<>();
    List<PlatformService> parts = new ArrayList<>();
    for (PlatformService service : network.topology().all(PlatformService.class)) {
      if (service.outbound().isPresent()) {
        boolean inNetwork = !service.outbound().get().subnets().isEmpty();
        (service.isPart() ? parts : inNetwork ? placed : others).add(service);
      }
    }
    return List.of(placed, others, parts);
  }

  private Endpoint service(PlatformService service) throws RequestException {
    List<ResourceId> named = service.outbound().orElseThrow().subnets();
    List<Subnet> subnets = new ArrayList<>();
    for (ResourceId id : named) {
      network.topology().find(id, Subnet.class).ifPresent(subnets::add);
    }
    if (subnets.isEmpty() && !named.isEmpty()) {
      throw RequestException.undetermined(
          "source "
              + service.name()
              + ": its subnet "
              + named.getFirst()
              + " is not in the input ("
              + service.declaredAt()
              + ")");
    }
    return new Endpoint.Service(service, subnets);
  }

  /** The subnet that is meant by `network/subnet`, by its name alone or by its id. */
  private Optional<Subnet> subnet(String text) throws RequestException {
    List<Subnet> named = new ArrayList<>();
    List<Subnet> all = new ArrayList<>();
    for (VirtualNetwork each : network.topology().all(VirtualNetwork.class)) {
      for (Subnet subnet : each.subnets()) {
        all.add(subnet);
        if (text.toLowerCase(Locale.ROOT)
            .equals((each.name() + "/" + subnet.name()).toLowerCase(Locale.ROOT))) {
          named.add(subnet);
        }
      }
    }
    return named.size() == 1 ? Optional.of(named.getFirst()) : Names.find(text, all, "source");
  }

  /** An address that nobody is known to have, where services put some by themselves. */
  Optional<Endpoint> at(IpAddress address) {
    List<Subnet> holding = new ArrayList<>();
    for (VirtualNetwork each : network.topology().all(VirtualNetwork.class)) {
      each.subnetOf(address).ifPresent(holding::add);
    }
    return holding.size() == 1 && isOfServices(holding.getFirst())
        ? Optional.of(new Endpoint.InSubnet(holding.getFirst(), Optional.of(address)))
        : Optional.empty();
  }

  private boolean isOfServices(Subnet subnet) {
    return !subnet.delegations().isEmpty()
        || network.topology().all(PlatformService.class).stream()
            .flatMap(service -> service.outbound().stream())
            .anyMatch(outbound -> outbound.subnets().contains(subnet.id()));
  }
}
