package io.github.pathwhy.diagnose.ends;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
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
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds who is meant by a name, an id or an address. A name is looked up only among resources that
/// can stand in its place: machines first, then managed services, then interfaces.
public final class EndpointResolver {
  private static final List<Class<? extends Resource>> SERVICES =
      List.of(
          BastionHost.class,
          ApplicationGateway.class,
          AzureFirewall.class,
          VirtualNetworkGateway.class,
          PrivateEndpoint.class);

  private final EffectiveNetwork network;
  private final Workloads workloads;
  private final Services services;

  public EndpointResolver(EffectiveNetwork network) {
    this.network = network;
    this.workloads = new Workloads(network);
    this.services = new Services(network);
  }

  /** The sender. */
  public Endpoint source(String text) throws RequestException {
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isPresent()) {
      return sourceAddress(address.get());
    }
    Optional<Endpoint> machine = machineOrManaged(text, "source");
    Optional<Endpoint> found = machine.isPresent() ? machine : workloads.source(text);
    return found.orElseThrow(() -> nobody(text, "source"));
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
              + Names.some(owners.stream().map(at -> at.ownerId().toString()).toList()));
    }
    if (owners.size() == 1) {
      return new Endpoint.Known(owners.getFirst().ownerName(), owners);
    }
    Optional<Site> site = network.sites().of(address);
    if (site.isPresent()) {
      return new Endpoint.InSite(site.get(), address);
    }
    Optional<Endpoint> spare = workloads.at(address);
    if (spare.isPresent()) {
      return spare.get();
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
  public Endpoint destination(String text) throws RequestException {
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isPresent()) {
      return new Endpoint.Address(address.get());
    }
    Optional<PublicIpAddress> publicAddress = only(text, PublicIpAddress.class, "destination");
    boolean isMachine =
        !Names.matching(text, network.machines()).isEmpty()
            || !candidates(text, NetworkInterface.class).isEmpty();
    if (publicAddress.isPresent() && !isMachine) {
      return new Endpoint.Address(
          publicAddress
              .get()
              .address()
              .orElseThrow(() ->
                  RequestException.undetermined(
                      "the address of " + text + " is not in the input")));
    }
    Optional<LoadBalancer> balancer = only(text, LoadBalancer.class, "destination");
    if (balancer.isPresent() && !isMachine) {
      return new Endpoint.Address(frontendAddress(balancer.get()));
    }
    Optional<Endpoint> service = isMachine ? Optional.empty() : services.destination(text);
    if (service.filter(Endpoint.HostName.class::isInstance).isPresent()) {
      return service.get();
    }
    Optional<Endpoint> found = machineOrManaged(text, "destination");
    if (found.isPresent() || service.isPresent()) {
      return found.or(() -> service).orElseThrow();
    }
    Optional<String> mistake = new Mistakes(network).destination(text);
    if (mistake.isPresent()) {
      throw new RequestException(mistake.get());
    }
    if (text.indexOf('.') < 0 || ResourceId.isArm(text)) {
      throw nobody(text, "destination");
    }
    return new Endpoint.HostName(text);
  }

  /** The address of the first frontend whose address is known. */
  private IpAddress frontendAddress(LoadBalancer balancer) throws RequestException {
    for (LoadBalancer.Frontend frontend : balancer.frontends()) {
      Optional<IpAddress> address =
          frontend
              .privateAddress()
              .or(() ->
                  frontend
                      .publicIpAddress()
                      .flatMap(id -> network.topology().find(id, PublicIpAddress.class))
                      .flatMap(PublicIpAddress::address));
      if (address.isPresent()) {
        return address.get();
      }
    }
    throw RequestException.undetermined(
        "the addresses of load balancer " + balancer.name() + " are not in the input");
  }

  /** The machine, interface or managed service of that name. */
  private Optional<Endpoint> machineOrManaged(String text, String role) throws RequestException {
    Optional<VirtualMachine> machine = Names.find(text, network.machines(), role);
    if (machine.isPresent()) {
      List<EffectiveInterface> interfaces = network.interfaces(machine.get());
      if (interfaces.isEmpty()) {
        throw Names.withoutPlace(
            role + " " + text, network.topology(), machine.get().networkInterfaces());
      }
      return Optional.of(new Endpoint.Known(machine.get().name(), interfaces));
    }
    Optional<? extends Resource> service = service(text, role);
    Optional<? extends Resource> resource =
        service.isPresent() ? service : only(text, NetworkInterface.class, role);
    if (resource.isEmpty()) {
      return Optional.empty();
    }
    Optional<EffectiveInterface> at = network.interfaceOf(resource.get().id());
    if (at.isEmpty()) {
      throw Names.withoutPlace(role + " " + text, network.topology(), List.of(resource.get().id()));
    }
    return Optional.of(new Endpoint.Known(at.get().ownerName(), List.of(at.get())));
  }

  private RequestException nobody(String text, String role) {
    return new RequestException(
        role
            + " "
            + Names.quoted(text)
            + ": no machine, interface or managed service of that name; "
            + Names.hint(text, network.machines(), "machines"));
  }

  /** The managed service of that name. */
  private Optional<? extends Resource> service(String text, String role) throws RequestException {
    List<Resource> candidates = new ArrayList<>();
    for (Class<? extends Resource> kind : SERVICES) {
      candidates.addAll(network.topology().all(kind));
    }
    return Names.find(text, candidates, role);
  }

  /// The address that a service or machine is reached at by name. An application gateway without a
  /// private frontend has only its public one.
  public Optional<IpAddress> addressOf(EffectiveInterface at, IpVersion version) {
    if (at.owner().orElse(null) instanceof ApplicationGateway gateway
        && gateway.frontends().stream().noneMatch(each -> each.privateAddress().isPresent())) {
      return at.publicAddress(version);
    }
    return at.primary(version).map(IpConfiguration::privateAddress);
  }

  /// The public address of a machine or service; empty when it has none, undetermined when the
  /// input does not have it.
  public Optional<IpAddress> publicAddressOf(Endpoint.Known known, IpVersion version)
      throws RequestException {
    boolean named = false;
    for (EffectiveInterface at : known.interfaces()) {
      Optional<IpAddress> address = at.publicAddress(version);
      if (address.isPresent()) {
        return address;
      }
      for (IpConfiguration configuration : at.nic().ipConfigurations()) {
        named |=
            configuration.publicIpAddress().isPresent()
                && configuration.privateAddress().version() == version;
      }
    }
    if (named) {
      throw RequestException.undetermined(
          "the public address of " + known.name() + " is not in the input");
    }
    return Optional.empty();
  }

  private <R extends Resource> List<R> candidates(String text, Class<R> kind) {
    return Names.matching(text, network.topology().all(kind));
  }

  private <R extends Resource> Optional<R> only(String text, Class<R> kind, String role)
      throws RequestException {
    return Names.find(text, network.topology().all(kind), role);
  }
}
