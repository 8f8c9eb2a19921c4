package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.trace.evidence.GatewayStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether gateways and their connections are up. What was observed of a connection counts, then
/// what was observed of its gateway, then what the connection itself records; a state that nobody
/// knows is taken for up.
public final class Tunnels {
  private static final String CONNECTED = "Connected";
  private static final String UNKNOWN = "Unknown";
  private static final String SUCCEEDED = "Succeeded";

  private final Topology topology;

  public Tunnels(EffectiveNetwork network) {
    this.topology = network.topology();
  }

  /** The block when the gateway is not in service. */
  public Optional<GatewayStep> provisioning(VirtualNetworkGateway gateway) {
    return state(gateway, gateway.provisioningState())
        .map(state -> new GatewayStep.NotProvisioned(gateway, state));
  }

  /** A provisioning state, observed or declared, that is not the one of a working resource. */
  public Optional<String> state(Resource resource, Optional<String> declared) {
    return topology
        .observation(resource.id())
        .flatMap(Observation::provisioningState)
        .or(() -> declared)
        .filter(state -> !state.equalsIgnoreCase(SUCCEEDED));
  }

  /** What is wrong with all of these connections of a hub's gateway; nothing when one is up. */
  public List<GatewayStep> state(HubGateway gateway, List<HubGateway.Link> links) {
    Optional<String> observed = observed(gateway.id());
    if (observed.isPresent() || links.isEmpty()) {
      return down(observed)
          .<List<GatewayStep>>map(state -> List.of(new GatewayStep.Disconnected(gateway, state)))
          .orElse(List.of());
    }
    List<List<GatewayStep>> faults = links.stream().map(this::faults).toList();
    return faults.stream().filter(List::isEmpty).findFirst().orElse(faults.getFirst());
  }

  private List<GatewayStep> faults(HubGateway.Link link) {
    List<GatewayStep> found = new ArrayList<>(0);
    down(link.status()).ifPresent(word -> found.add(new GatewayStep.Disconnected(link, word)));
    link.remote()
        .flatMap(id -> topology.find(id, ExpressRouteCircuit.class))
        .ifPresent(circuit -> addFaults(circuit, found));
    return found;
  }

  /** Whether something was observed of the gateway. */
  public boolean isObserved(VirtualNetworkGateway gateway) {
    return topology.observation(gateway.id()).isPresent();
  }

  /** The connection that is used: the first one that is up, else the first one. */
  public Optional<GatewayConnection> best(
      VirtualNetworkGateway gateway, List<GatewayConnection> connections) {
    for (GatewayConnection connection : connections) {
      if (faults(gateway, connection).isEmpty()) {
        return Optional.of(connection);
      }
    }
    return connections.stream().findFirst();
  }

  /** What is wrong with all of these connections; nothing when one of them is up. */
  public List<GatewayStep> state(
      VirtualNetworkGateway gateway, List<GatewayConnection> connections) {
    Optional<GatewayConnection> best = best(gateway, connections);
    if (best.isPresent()) {
      return faults(gateway, best.get());
    }
    return down(observed(gateway.id()))
        .<List<GatewayStep>>map(state -> List.of(new GatewayStep.Disconnected(gateway, state)))
        .orElse(List.of());
  }

  private List<GatewayStep> faults(VirtualNetworkGateway gateway, GatewayConnection connection) {
    List<GatewayStep> found = new ArrayList<>(0);
    Optional<String> own = observed(connection.id());
    Optional<String> state =
        own.isPresent()
            ? down(own)
            : down(observed(gateway.id())).or(() -> down(connection.status()));
    state.ifPresent(word -> found.add(new GatewayStep.Disconnected(connection, word)));
    if (connection.kind() == GatewayConnection.Kind.EXPRESS_ROUTE) {
      connection
          .remote()
          .flatMap(id -> topology.find(id, ExpressRouteCircuit.class))
          .ifPresent(circuit -> addFaults(circuit, found));
    }
    return found;
  }

  private void addFaults(ExpressRouteCircuit circuit, List<GatewayStep> found) {
    notReady(circuit.circuitState(), "Enabled")
        .or(() -> notReady(circuit.providerState(), "Provisioned"))
        .or(() -> down(observed(circuit.id())))
        .ifPresent(state -> found.add(new GatewayStep.Disconnected(circuit, state)));
    if (!circuit.privatePeering().orElse(true)) {
      found.add(new GatewayStep.NoPrivatePeering(circuit));
    }
    boolean arp = topology.observation(circuit.id()).flatMap(Observation::arp).orElse(true);
    if (!arp) {
      found.add(new GatewayStep.ArpMissing(circuit));
    }
  }

  private static Optional<String> notReady(Optional<String> state, String ready) {
    return state.filter(word -> !word.equalsIgnoreCase(ready));
  }

  private Optional<String> observed(ResourceId id) {
    return topology.observation(id).flatMap(Observation::connectionState);
  }

  private static Optional<String> down(Optional<String> state) {
    return state.filter(
        word -> !word.equalsIgnoreCase(CONNECTED) && !word.equalsIgnoreCase(UNKNOWN));
  }
}
