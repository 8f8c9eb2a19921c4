package io.github.pathwhy.diagnose.ends;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** Who is meant by a source or a destination. */
public sealed interface Endpoint {

  /** A machine or a managed service, by its interfaces, the primary one first. */
  record Known(String name, List<EffectiveInterface> interfaces) implements Endpoint {
    public Known {
      interfaces = List.copyOf(interfaces);
    }

    /** The machine or service, or the interface itself when nothing owns it. */
    public ResourceId id() {
      return interfaces.getFirst().ownerId();
    }
  }

  /** An address of a subnet that nobody owns: this one, or any. */
  record InSubnet(Subnet subnet, Optional<IpAddress> address) implements Endpoint {}

  /// A service that is modelled by its ends only.
  ///
  /// @param subnets those that it sends through
  record Service(PlatformService service, List<Subnet> subnets) implements Endpoint {
    public Service {
      subnets = List.copyOf(subnets);
    }
  }

  /** An address, whoever owns it. */
  record Address(IpAddress address) implements Endpoint {}

  /** A host of a network outside Azure. */
  record InSite(Site site, IpAddress address) implements Endpoint {}

  /** A host name. */
  record HostName(String name) implements Endpoint {}

  /** What people call it. */
  default String label() {
    return switch (this) {
      case Known(String name, List<EffectiveInterface> _) -> name;
      case InSubnet(Subnet subnet, Optional<IpAddress> address) ->
          address.map(IpAddress::toString).orElse(subnet.name());
      case Service(PlatformService service, List<Subnet> _) -> service.name();
      case Address(IpAddress address) -> address.toString();
      case InSite(Site site, IpAddress address) -> address + " in " + site.name();
      case HostName(String name) -> name;
    };
  }
}
