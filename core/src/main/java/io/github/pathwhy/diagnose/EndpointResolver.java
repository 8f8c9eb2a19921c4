package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.AddressSpaces;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds who is meant by a name, an id or an address. A name is looked up only among resources that
/// can stand in its place: machines first, then managed services, then interfaces.
final class EndpointResolver {
  private static final List<Class<? extends Resource>> SERVICES =
      List.of(
          BastionHost.class,
          ApplicationGateway.class,
          AzureFirewall.class,
          VirtualNetworkGateway.class,
          PrivateEndpoint.class);

  private final EffectiveNetwork network;

  EndpointResolver(EffectiveNetwork network) {
    this.network = network;
  }

  /** The sender. */
  Endpoint source(String text) throws RequestException {
    Optional<IpAddress> address = IpAddress.parse(text);
    return address.isPresent() ? sourceAddress(address.get()) : named(text, "source");
  }

  private Endpoint sourceAddress(IpAddress address) throws RequestException {
    List<EffectiveInterface> owners = network.owners(address);
    if (owners.size() > 1) {
      throw new RequestException(
          "source "
              + address
              + " is an address of "
              + owners.size()
              + " machines: name one of "
              + some(owners.stream().map(at -> at.ownerId().toString()).toList()));
    }
    if (owners.size() == 1) {
      return new Endpoint.Known(nameOf(owners.getFirst()), owners);
    }
    for (Site site : network.topology().sites()) {
      if (site.contains(address)) {
        return new Endpoint.InSite(site, address);
      }
    }
    if (!AddressSpaces.isPublic(address)) {
      throw new RequestException(
          "source "
              + address
              + ": no network interface and no site of the topology has this private address");
    }
    return new Endpoint.Address(address);
  }

  /** The receiver; what is no resource of the topology is taken for a host name. */
  Endpoint destination(String text) throws RequestException {
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isPresent()) {
      return new Endpoint.Address(address.get());
    }
    Optional<PublicIpAddress> publicAddress =
        only(candidates(text, PublicIpAddress.class), text, "destination");
    boolean isMachine =
        !candidates(text, VirtualMachine.class).isEmpty()
            || !candidates(text, NetworkInterface.class).isEmpty();
    if (publicAddress.isPresent() && !isMachine) {
      return new Endpoint.Address(
          publicAddress
              .get()
              .address()
              .orElseThrow(
                  () -> new RequestException("the address of " + text + " is not in the input")));
    }
    if (isMachine || service(text, "destination").isPresent() || text.indexOf('.') < 0) {
      return named(text, "destination");
    }
    return new Endpoint.HostName(text);
  }

  private Endpoint named(String text, String role) throws RequestException {
    Optional<VirtualMachine> machine = only(candidates(text, VirtualMachine.class), text, role);
    if (machine.isPresent()) {
      List<EffectiveInterface> interfaces = network.interfaces(machine.get());
      if (interfaces.isEmpty()) {
        throw new RequestException(
            role + " " + text + ": its network interfaces or their subnets are not in the input");
      }
      return new Endpoint.Known(machine.get().name(), interfaces);
    }
    Optional<? extends Resource> service = service(text, role);
    Optional<? extends Resource> resource =
        service.isPresent() ? service : only(candidates(text, NetworkInterface.class), text, role);
    if (resource.isEmpty()) {
      throw new RequestException(
          role
              + " '"
              + text
              + "': no machine, interface or managed service of that name; "
              + known(text));
    }
    Optional<EffectiveInterface> at = network.interfaceOf(resource.get().id());
    if (at.isEmpty()) {
      throw new RequestException(role + " " + text + ": its subnet is not in the input");
    }
    return new Endpoint.Known(nameOf(at.get()), List.of(at.get()));
  }

  /** The managed service of that name. */
  private Optional<? extends Resource> service(String text, String role) throws RequestException {
    List<Resource> found = new ArrayList<>(1);
    for (Class<? extends Resource> kind : SERVICES) {
      found.addAll(candidates(text, kind));
    }
    return only(found, text, role);
  }

  /// The address that a service or machine is reached at by name. An application gateway without a
  /// private frontend has only its public one.
  Optional<IpAddress> addressOf(EffectiveInterface at, IpVersion version) {
    if (at.owner().orElse(null) instanceof ApplicationGateway gateway
        && gateway.frontends().stream().noneMatch(each -> each.privateAddress().isPresent())) {
      return at.publicAddress(version);
    }
    return at.primary(version).map(IpConfiguration::privateAddress);
  }

  private String known(String meant) {
    List<String> names =
        network.topology().all(VirtualMachine.class).stream().map(Resource::name).sorted().toList();
    if (names.isEmpty()) {
      return "the topology has no machines";
    }
    Optional<String> closest = Suggestion.closest(meant, names);
    if (closest.isPresent()) {
      return "did you mean " + closest.get() + "?";
    }
    return "machines are " + some(names);
  }

  /** The first ones of a list that may be long. */
  private static String some(List<String> names) {
    int shown = Math.min(8, names.size());
    return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", …" : "");
  }

  private <R extends Resource> List<R> candidates(String text, Class<R> kind) {
    if (ResourceId.isArm(text)) {
      return network.topology().find(ResourceId.of(text), kind).map(List::of).orElse(List.of());
    }
    Function<R, Boolean> matches =
        text.indexOf('/') >= 0
            ? resource -> resource.id().endsWith(text)
            : resource -> resource.name().equalsIgnoreCase(text);
    List<R> found = new ArrayList<>(1);
    for (R resource : network.topology().all(kind)) {
      if (matches.apply(resource)) {
        found.add(resource);
      }
    }
    return found;
  }

  private static <R extends Resource> Optional<R> only(List<R> found, String text, String role)
      throws RequestException {
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

  /** The name of the machine or service behind an interface. */
  static String nameOf(EffectiveInterface at) {
    return at.owner()
        .map(Resource::name)
        .or(() -> at.nic().virtualMachine().map(ResourceId::name))
        .orElseGet(() -> at.nic().name());
  }
}
