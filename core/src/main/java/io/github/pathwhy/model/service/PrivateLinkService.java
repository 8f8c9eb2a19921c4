package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A private link service: what comes by private endpoints of others goes on to a frontend of a
/// load balancer, or to `destination`, with one of the service's own addresses as its source.
/// `connections` are the states of the endpoints that it knows, `autoApproved` the subscriptions
/// whose endpoints need nobody's approval; `*` is all of them.
public record PrivateLinkService(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<ResourceId> subnet,
    List<NatAddress> addresses,
    List<ResourceId> networkInterfaces,
    List<ResourceId> frontends,
    Optional<IpAddress> destination,
    Map<ResourceId, PrivateEndpoint.State> connections,
    List<String> autoApproved,
    Optional<String> alias)
    implements Resource {

  public PrivateLinkService {
    addresses = List.copyOf(addresses);
    networkInterfaces = List.copyOf(networkInterfaces);
    frontends = List.copyOf(frontends);
    connections = Map.copyOf(connections);
    autoApproved = List.copyOf(autoApproved);
  }

  /// An address that the service puts in place of the client's; `assumed` when the input leaves it
  /// to dynamic allocation.
  public record NatAddress(IpAddress address, boolean assumed) {}

  /** Whether an endpoint connects to this service: it names its id or its alias. */
  public boolean isTargetOf(PrivateEndpoint endpoint) {
    return endpoint
        .target()
        .filter(target ->
            target.equals(id)
                || alias.filter(name -> name.equalsIgnoreCase(target.toString())).isPresent())
        .isPresent();
  }

  /** The state of an endpoint's connection; the service's own word counts over the endpoint's. */
  public PrivateEndpoint.State stateOf(PrivateEndpoint endpoint) {
    return Optional.ofNullable(connections.get(endpoint.id()))
        .orElse(
            !endpoint.stated() && approvesItself(endpoint.id())
                ? PrivateEndpoint.State.APPROVED
                : endpoint.state());
  }

  private boolean approvesItself(ResourceId endpoint) {
    return autoApproved.stream()
        .anyMatch(subscription ->
            subscription.equals("*")
                || endpoint.isWithin(ResourceId.of("/subscriptions/" + subscription)));
  }
}
