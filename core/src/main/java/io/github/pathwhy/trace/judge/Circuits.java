package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.GatewayRoutes;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.Optional;

/// Circuits that Global Reach joins: what is behind one reaches what is behind the other, past the
/// networks that use them (`expressroute/expressroute-global-reach`).
public final class Circuits {
  private final EffectiveNetwork network;

  public Circuits(EffectiveNetwork network) {
    this.network = network;
  }

  /** What a joined circuit leads to, by the gateway that knows it. */
  public record Beyond(GatewayConnection over, ResourceId gateway, Prefix prefix) {}

  /** Where a destination is that is behind a circuit joined with one of a gateway's. */
  public Optional<Beyond> beyond(VirtualNetworkGateway gateway, IpAddress destination) {
    GatewayRoutes routes = network.gateways();
    for (GatewayConnection own : routes.connections(gateway.id())) {
      for (GatewayConnection other : network.topology().all(GatewayConnection.class)) {
        if (areJoined(own, other)) {
          Optional<GatewayRoutes.Known> known =
              network
                  .topology()
                  .find(other.gateway(), VirtualNetworkGateway.class)
                  .flatMap(far -> routes.match(far, destination))
                  .filter(found -> found.connections().contains(other));
          if (known.isPresent()) {
            return Optional.of(new Beyond(other, other.gateway(), known.get().prefix()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean areJoined(GatewayConnection one, GatewayConnection other) {
    return one.kind() == GatewayConnection.Kind.EXPRESS_ROUTE
        && other.kind() == GatewayConnection.Kind.EXPRESS_ROUTE
        && one.remote().isPresent()
        && other.remote().isPresent()
        && (reaches(one.remote().get(), other.remote().get())
            || reaches(other.remote().get(), one.remote().get()));
  }

  private boolean reaches(ResourceId one, ResourceId other) {
    return network
        .topology()
        .find(one, ExpressRouteCircuit.class)
        .filter(circuit -> circuit.globalReach().contains(other))
        .isPresent();
  }
}
