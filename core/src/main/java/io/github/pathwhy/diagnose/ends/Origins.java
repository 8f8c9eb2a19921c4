package io.github.pathwhy.diagnose.ends;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.trace.FlowTracer;
import io.github.pathwhy.trace.Senders;
import io.github.pathwhy.trace.evidence.Node;
import java.util.List;
import java.util.Optional;

/** Where the flows of senders start. */
public final class Origins {
  private final EffectiveNetwork network;

  public Origins(EffectiveNetwork network) {
    this.network = network;
  }

  /** The places, more than one when the sender's address is not known and may count. */
  public List<Node> of(Endpoint source, IpAddress to) throws RequestException {
    return switch (source) {
      case Endpoint.Known(String name, List<EffectiveInterface> interfaces) -> {
        Optional<EffectiveInterface> at =
            interfaces.size() == 1
                ? Optional.of(interfaces.getFirst())
                : FlowTracer.sourceInterface(interfaces, to);
        yield List.of(new Node.Interface(at.orElseThrow(() -> withoutAddress(name, to.version()))));
      }
      case Endpoint.InSubnet(Subnet subnet, Optional<IpAddress> address) ->
          address.isPresent()
              ? List.of(new Senders(network).at(address.get(), subnet))
              : some(source, new Senders(network).in(List.of(subnet), subnet, to.version()), to);
      case Endpoint.Service(PlatformService service, List<Subnet> subnets) ->
          some(source, new Senders(network).of(service, subnets, to), to);
      case Endpoint.Address(IpAddress address) ->
          List.of(
              AddressSpaces.isPlatform(address)
                  ? new Node.Platform(address)
                  : new Node.Internet(address));
      case Endpoint.InSite(Site site, IpAddress address) ->
          List.of(new Node.Outside(site, address));
      case Endpoint.HostName(String name) -> throw new IllegalStateException(name);
    };
  }

  private static List<Node> some(Endpoint source, List<Node> found, IpAddress to)
      throws RequestException {
    if (found.isEmpty()) {
      throw withoutAddress(source.label(), to.version());
    }
    return found;
  }

  private static RequestException withoutAddress(String name, IpVersion version) {
    return new RequestException("source " + name + " has no " + version.label() + " address");
  }

  /// The address that a sender sends from.
  ///
  /// @param asked what the sender was named by
  public static IpAddress address(String asked, Node origin, IpVersion version)
      throws RequestException {
    Optional<IpAddress> given = IpAddress.parse(asked);
    Optional<IpAddress> address =
        switch (origin) {
          case Node.Interface(EffectiveInterface at) ->
              given
                  .filter(own -> own.version() == version && at.owns(own))
                  .or(() -> at.primary(version).map(IpConfiguration::privateAddress));
          case Node.Frontend(var _, var _, IpAddress own) -> Optional.of(own);
          case Node.Hub _ -> Optional.empty();
          case Node.Internet(IpAddress own) -> Optional.of(own);
          case Node.Service(var _, IpAddress own) -> Optional.of(own);
          case Node.Outside(Site _, IpAddress own) -> Optional.of(own);
          case Node.Platform(IpAddress own) -> Optional.of(own);
          case Node.Unresolved(IpAddress own) -> Optional.of(own);
        };
    return address
        .filter(own -> own.version() == version)
        .orElseThrow(() ->
            new RequestException(
                "source "
                    + asked
                    + " has no "
                    + version.label()
                    + " address, which the destination needs"));
  }

  /** The address that a sender was named by. */
  public static Optional<IpAddress> literal(Endpoint source) {
    return switch (source) {
      case Endpoint.Address(IpAddress address) -> Optional.of(address);
      case Endpoint.InSite(Site _, IpAddress address) -> Optional.of(address);
      case Endpoint.InSubnet(Subnet _, Optional<IpAddress> address) -> address;
      case Endpoint.Known _, Endpoint.Service _, Endpoint.HostName _ -> Optional.empty();
    };
  }

  /** The virtual network that a sender asks for names in. */
  public Optional<VirtualNetwork> network(Endpoint source) {
    return switch (source) {
      case Endpoint.Known(String _, List<EffectiveInterface> interfaces) ->
          Optional.of(interfaces.getFirst().virtualNetwork());
      case Endpoint.InSubnet(Subnet subnet, Optional<IpAddress> _) -> networkOf(subnet);
      case Endpoint.Service(PlatformService _, List<Subnet> subnets) ->
          subnets.stream().findFirst().flatMap(this::networkOf);
      case Endpoint.Address _, Endpoint.InSite _, Endpoint.HostName _ -> Optional.empty();
    };
  }

  private Optional<VirtualNetwork> networkOf(Subnet subnet) {
    return network.topology().find(subnet.virtualNetwork(), VirtualNetwork.class);
  }

  /** The interface that a sender asks by, or the gateway that may tell it whom to ask. */
  public static List<ResourceId> asking(Endpoint source) {
    return switch (source) {
      case Endpoint.Known known -> List.of(known.interfaces().getFirst().nic().id());
      case Endpoint.InSite(Site site, IpAddress _) -> List.of(site.gateway());
      case Endpoint.Address _, Endpoint.InSubnet _, Endpoint.Service _, Endpoint.HostName _ ->
          List.of();
    };
  }
}
