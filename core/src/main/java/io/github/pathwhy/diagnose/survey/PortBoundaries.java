package io.github.pathwhy.diagnose.survey;

import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.PortRange;
import java.util.List;

/** Where among all ports something of a topology begins or ends, so that neighbours may differ. */
final class PortBoundaries {
  /** Ports that the platform's own services treat specially, whatever the input says. */
  private static final int[] SPECIAL = {25, 53, 80, 443, 1433, 50_000};

  /** Whether a port may be treated in another way than the one before it. */
  private final boolean[] starts = new boolean[PortRange.MAX + 2];

  private PortBoundaries() {}

  static PortBoundaries of(Topology topology) {
    PortBoundaries boundaries = new PortBoundaries();
    for (int port : SPECIAL) {
      boundaries.add(port);
    }
    for (Resource resource : topology.resources()) {
      boundaries.addResource(resource);
      topology.observation(resource.id()).ifPresent(boundaries::addObservation);
    }
    return boundaries;
  }

  /** The last port that nothing tells apart from this one. */
  int lastAlike(int port) {
    int last = port;
    while (last < PortRange.MAX && !starts[last + 1]) {
      last++;
    }
    return last;
  }

  private void add(int port) {
    add(new PortRange(port, port));
  }

  private void add(PortRange range) {
    starts[range.first()] = true;
    starts[range.last() + 1] = true;
  }

  private void add(List<PortRange> ranges) {
    ranges.forEach(this::add);
  }

  private void addResource(Resource resource) {
    switch (resource) {
      case SecurityGroup group -> group.rules().forEach(rule -> addTraffic(rule.traffic()));
      case NetworkManager manager ->
          manager
              .collections()
              .forEach(collection ->
                  collection.rules().forEach(rule -> addTraffic(rule.match().traffic())));
      case VirtualMachine machine -> machine.appliance().ifPresent(this::addAppliance);
      case FirewallPolicy policy -> addFirewall(policy.rules());
      case AzureFirewall firewall -> addFirewall(firewall.ownRules());
      case LoadBalancer balancer -> addBalancer(balancer);
      case ApplicationGateway gateway ->
          gateway
              .listeners()
              .forEach(listener -> {
                add(listener.port());
                listener.routes().forEach(route -> add(route.backendPort()));
              });
      default -> {}
    }
  }

  private void addTraffic(Traffic traffic) {
    add(traffic.sourcePorts());
    add(traffic.destinationPorts());
  }

  private void addAppliance(AppliancePolicy policy) {
    policy.rules().forEach(rule -> addTraffic(rule.traffic()));
    for (AppliancePolicy.DestinationNat nat : policy.destinationNat()) {
      addTraffic(nat.traffic());
      nat.translatedPort().ifPresent(this::add);
    }
  }

  private void addFirewall(FirewallPolicy.Rules rules) {
    for (FirewallPolicy.NatCollection collection : rules.nat()) {
      for (FirewallPolicy.NatRule rule : collection.rules()) {
        addTraffic(rule.traffic());
        rule.translatedPort().ifPresent(this::add);
      }
    }
    for (FirewallPolicy.NetworkCollection collection : rules.network()) {
      collection.rules().forEach(rule -> addTraffic(rule.traffic()));
    }
    for (FirewallPolicy.ApplicationCollection collection : rules.application()) {
      collection.rules().forEach(rule -> addTraffic(rule.traffic()));
    }
  }

  private void addBalancer(LoadBalancer balancer) {
    for (LoadBalancer.Rule rule : balancer.rules()) {
      add(rule.frontendPort());
      add(rule.backendPort());
    }
    balancer.probes().forEach(probe -> add(probe.port()));
    for (LoadBalancer.InboundNat nat : balancer.inboundNat()) {
      // Each port of the range leads to another member.
      for (int port = nat.firstPort(); port <= nat.lastPort(); port++) {
        add(port);
      }
      add(nat.backendPort());
    }
  }

  private void addObservation(Observation observation) {
    observation.listening().ifPresent(list -> list.forEach(each -> add(each.port())));
    observation.guestFirewall().ifPresent(list -> list.forEach(rule -> addTraffic(rule.traffic())));
  }
}
