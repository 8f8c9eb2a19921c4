package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// Which interface a machine sends by. Its routing table is inside the guest and in no
/// configuration; what Azure's DHCP gives it is known: connected subnets, and a default gateway on
/// the primary interface only.
public record Egress(EffectiveInterface at, boolean assumed) {

  public static Optional<EffectiveInterface> ofSource(
      List<EffectiveInterface> interfaces, IpAddress to) {
    for (EffectiveInterface candidate : interfaces) {
      if (candidate.subnet().contains(to)) {
        return Optional.of(candidate);
      }
    }
    return interfaces.stream().filter(at -> at.primary(to.version()).isPresent()).findFirst();
  }

  /// A machine that forwards and has several interfaces was set up by somebody: it is taken to use
  /// an interface whose routes do not lead back to the machine itself; for the internet one with a
  /// public address, otherwise the one the packet came in by.
  public static Egress ofForwarder(
      List<EffectiveInterface> interfaces, Optional<EffectiveInterface> ingress, Flow flow) {
    if (interfaces.size() == 1) {
      return new Egress(interfaces.getFirst(), false);
    }
    IpAddress to = flow.destination();
    for (EffectiveInterface candidate : interfaces) {
      if (candidate.subnet().contains(to)) {
        return new Egress(candidate, false);
      }
    }
    EffectiveInterface best = interfaces.getFirst();
    int bestScore = -1;
    for (EffectiveInterface candidate : interfaces) {
      int score = score(interfaces, ingress, candidate, to);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return new Egress(best, true);
  }

  private static int score(
      List<EffectiveInterface> interfaces,
      Optional<EffectiveInterface> ingress,
      EffectiveInterface candidate,
      IpAddress to) {
    Optional<NextHop> nextHop = candidate.routes().select(to).map(EffectiveRoute::nextHop);
    if (nextHop.isEmpty()) {
      return 0;
    }
    boolean isIngress = ingress.isPresent() && ingress.get() == candidate;
    return switch (nextHop.get()) {
      case NextHop.None _ -> 1;
      case NextHop.VirtualAppliance(List<IpAddress> addresses) ->
          interfaces.stream().anyMatch(at -> addresses.stream().anyMatch(at::owns)) ? 0 : 2;
      case NextHop.Internet _ -> hasPublicAddress(candidate) ? 5 : isIngress ? 3 : 4;
      case NextHop.VnetLocal _,
          NextHop.VirtualNetworkPeering _,
          NextHop.VirtualNetworkGateway _,
          NextHop.InterfaceEndpoint _,
          NextHop.ServiceEndpoint _,
          NextHop.Unknown _ ->
          isIngress ? 5 : 4;
    };
  }

  private static boolean hasPublicAddress(EffectiveInterface at) {
    return at.nic().ipConfigurations().stream()
        .anyMatch(configuration -> configuration.publicIpAddress().isPresent());
  }
}
