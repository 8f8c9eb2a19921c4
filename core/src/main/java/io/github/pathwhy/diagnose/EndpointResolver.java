package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.AddressSpaces;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// Finds who is meant by a name, an id or an address. A name is looked up only among resources that
/// can stand in its place: machines first, then managed services, then interfaces.
final class EndpointResolver {
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
              + Names.some(owners.stream().map(at -> at.ownerId().toString()).toList()));
    }
    if (owners.size() == 1) {
      return new Endpoint.Known(owners.getFirst().ownerName(), owners);
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
    Optional<PublicIpAddress> publicAddress = only(text, PublicIpAddress.class, "destination");
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
    if (isMachine || !candidates(text, BastionHost.class).isEmpty() || text.indexOf('.') < 0) {
      return named(text, "destination");
    }
    return new Endpoint.HostName(text);
  }

  private Endpoint named(String text, String role) throws RequestException {
    Optional<VirtualMachine> machine = only(text, VirtualMachine.class, role);
    if (machine.isPresent()) {
      List<EffectiveInterface> interfaces = network.interfaces(machine.get());
      if (interfaces.isEmpty()) {
        throw new RequestException(
            role + " " + text + ": its network interfaces or their subnets are not in the input");
      }
      return new Endpoint.Known(machine.get().name(), interfaces);
    }
    Optional<BastionHost> bastion = only(text, BastionHost.class, role);
    Optional<? extends Resource> resource =
        bastion.isPresent() ? bastion : only(text, NetworkInterface.class, role);
    if (resource.isEmpty()) {
      throw new RequestException(
          role
              + " '"
              + text
              + "': no machine, interface or bastion host of that name; "
              + Names.hint(text, network.topology().all(VirtualMachine.class), "machines"));
    }
    Optional<EffectiveInterface> at = network.networkInterface(resource.get().id());
    if (at.isEmpty()) {
      throw new RequestException(role + " " + text + ": its subnet is not in the input");
    }
    return new Endpoint.Known(at.get().ownerName(), List.of(at.get()));
  }

  private <R extends Resource> List<R> candidates(String text, Class<R> kind) {
    return Names.matching(text, network.topology().all(kind));
  }

  private <R extends Resource> Optional<R> only(String text, Class<R> kind, String role)
      throws RequestException {
    return Names.find(text, network.topology().all(kind), role);
  }
}
