package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// One link of a peering: from the virtual network that owns it to the remote one. `state` and
/// `remoteAddressSpace` are absent when the input does not say, `scope` when the whole networks are
/// connected. A `connectedGroup` is no peering but a network manager's mesh, which works like one.
public record Peering(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId virtualNetwork,
    ResourceId remote,
    Optional<State> state,
    boolean allowVirtualNetworkAccess,
    boolean allowForwardedTraffic,
    boolean allowGatewayTransit,
    boolean useRemoteGateways,
    Optional<List<Prefix>> remoteAddressSpace,
    Optional<Scope> scope,
    boolean connectedGroup) {

  public Peering {
    remoteAddressSpace = remoteAddressSpace.map(List::copyOf);
  }

  /** A link of a peering. */
  public Peering(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId virtualNetwork,
      ResourceId remote,
      Optional<State> state,
      boolean allowVirtualNetworkAccess,
      boolean allowForwardedTraffic,
      boolean allowGatewayTransit,
      boolean useRemoteGateways,
      Optional<List<Prefix>> remoteAddressSpace,
      Optional<Scope> scope) {
    this(
        id,
        declaredAt,
        virtualNetwork,
        remote,
        state,
        allowVirtualNetworkAccess,
        allowForwardedTraffic,
        allowGatewayTransit,
        useRemoteGateways,
        remoteAddressSpace,
        scope,
        false);
  }

  /// The parts of both networks that a subnet peering connects (`peerCompleteVnets` false), by
  /// subnet name. With `onlyIpv6` it carries IPv6 alone.
  public record Scope(List<String> localSubnets, List<String> remoteSubnets, boolean onlyIpv6) {
    public Scope {
      localSubnets = List.copyOf(localSubnets);
      remoteSubnets = List.copyOf(remoteSubnets);
    }
  }

  /** The short name of the link. */
  public String name() {
    return id.name();
  }

  /** Whether the link can carry traffic, as ARM's `peeringState` says it. */
  public enum State {
    INITIATED("Initiated"),
    CONNECTED("Connected"),
    DISCONNECTED("Disconnected");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }
}
