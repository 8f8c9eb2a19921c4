package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.SpareAddresses;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.Unknowable;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.service.Outbound;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.trace.evidence.Node;
import java.util.ArrayList;
import java.util.List;

/// Where flows start of which nobody knows the source address: those of workloads in subnets, of
/// services outside of all networks. There is a start for each group of addresses that the rules
/// and routes of the topology tell apart.
public final class Senders {
  private final EffectiveNetwork network;
  private final SpareAddresses addresses;

  public Senders(EffectiveNetwork network) {
    this.network = network;
    this.addresses = new SpareAddresses(network);
  }

  /** An address in one of these subnets that no resource has. */
  public List<Node> in(List<Subnet> subnets, Resource owner, IpVersion version) {
    List<Node> found = new ArrayList<>();
    for (Subnet subnet : subnets) {
      for (IpAddress address : addresses.of(subnet, version)) {
        found.add(new Node.Interface(addresses.interfaceOf(owner, subnet, address)));
      }
    }
    return found;
  }

  /** This address of a subnet, which no resource has. */
  public Node at(IpAddress address, Subnet subnet) {
    return new Node.Interface(addresses.interfaceOf(subnet, subnet, address));
  }

  /// A service that sends to an address: by its subnets, or over the internet.
  ///
  /// @param subnets those of the service that the topology has
  public List<Node> of(PlatformService service, List<Subnet> subnets, IpAddress to) {
    Outbound outbound = service.outbound().orElseThrow();
    boolean inside =
        !outbound.privateOnly()
            || !AddressSpaces.isPublic(to)
            || subnets.stream().anyMatch(subnet -> hasEndpoint(subnet, to));
    if (!subnets.isEmpty() && inside) {
      return in(subnets, service, to.version());
    }
    List<IpAddress> own =
        outbound.addresses().stream().filter(each -> each.version() == to.version()).toList();
    List<IpAddress> possible =
        own.isEmpty() ? addresses.ofInternet(Unknowable.ofService(to.version())) : own;
    List<Node> found = new ArrayList<>();
    possible.forEach(address -> found.add(new Node.Service(service, address)));
    return found;
  }

  /** Whether a service endpoint of the subnet is the way to an address. */
  private boolean hasEndpoint(Subnet subnet, IpAddress to) {
    return network
        .routes(subnet)
        .select(to)
        .filter(route -> route.nextHop() instanceof NextHop.ServiceEndpoint)
        .isPresent();
  }
}
