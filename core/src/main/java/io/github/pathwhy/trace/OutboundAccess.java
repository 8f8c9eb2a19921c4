package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// Which public source address a flow gets when its route leads to the internet: NAT gateway, then
/// the interface's own public address, then default outbound access (`nat-gateway/nat-overview`,
/// `virtual-network/ip-services/default-outbound-access`).
final class OutboundAccess {
  // Nobody can know the address that default outbound access lends; this stands in for it.
  private static final IpAddress STAND_IN = IpAddress.of("192.0.2.1");

  private final EffectiveNetwork network;

  OutboundAccess(EffectiveNetwork network) {
    this.network = network;
  }

  /** The step that gives the flow its public source, or says that nothing does. */
  Step translate(EffectiveInterface at, Flow flow) {
    Topology topology = network.topology();
    if (!at.owns(flow.source())) {
      return new Step.OutboundAccessMissing(
          "source "
              + flow.source()
              + " is not an address of "
              + at.nic().name()
              + ", and the appliance does not translate it to one");
    }
    Optional<ResourceId> gateway = at.subnet().natGateway();
    if (gateway.isPresent() && flow.version() == IpVersion.V4) {
      return throughNatGateway(topology, gateway.get(), flow);
    }
    Optional<PublicIpAddress> own =
        at.configuration(flow.source())
            .flatMap(IpConfiguration::publicIpAddress)
            .flatMap(id -> topology.find(id, PublicIpAddress.class));
    if (own.isPresent() && !fits(own.get(), flow)) {
      return new Step.OutboundAccessMissing(
          "public IP address " + own.get().name() + " is of the other IP version");
    }
    if (own.isPresent()) {
      return new Step.Translated(
          Step.Translation.PUBLIC_ADDRESS_OUTBOUND,
          own.get(),
          flow,
          flow.withSource(own.get().address().orElse(standIn(flow))));
    }
    Optional<ResourceId> dangling =
        at.configuration(flow.source()).flatMap(IpConfiguration::publicIpAddress);
    if (dangling.isPresent()) {
      return new Step.Unknown(
          "public IP address " + dangling.get() + ", which is not in the input");
    }
    return withoutExplicitMethod(at, flow);
  }

  private Step throughNatGateway(Topology topology, ResourceId id, Flow flow) {
    if (flow.protocol() == Protocol.ICMP) {
      return new Step.OutboundAccessMissing(
          "NAT gateway " + id.name() + " carries TCP and UDP, not ICMP");
    }
    Optional<NatGateway> gateway = topology.find(id, NatGateway.class);
    if (gateway.isEmpty()) {
      return new Step.Unknown("NAT gateway " + id + ", which is not in the input");
    }
    IpAddress source =
        gateway.get().publicIpAddresses().stream()
            .map(address -> topology.find(address, PublicIpAddress.class))
            .flatMap(Optional::stream)
            .map(PublicIpAddress::address)
            .flatMap(Optional::stream)
            .filter(address -> address.version() == flow.version())
            .findFirst()
            .orElse(STAND_IN);
    return new Step.Translated(
        Step.Translation.NAT_GATEWAY, gateway.get(), flow, flow.withSource(source));
  }

  private Step withoutExplicitMethod(EffectiveInterface at, Flow flow) {
    List<ResourceId> pools =
        at.nic().ipConfigurations().stream().flatMap(c -> c.pools().stream()).toList();
    if (!pools.isEmpty()) {
      return new Step.Unknown(
          "whether load balancer "
              + pools.getFirst().parent().name()
              + " gives outbound access: load balancers are not modelled");
    }
    List<Unmodelled> users = network.unmodelledUsers(at.nic().id());
    if (!users.isEmpty()) {
      return new Step.Unknown(
          "whether " + users.getFirst().id() + " gives outbound access: it is not modelled");
    }
    boolean machineHasPublicAddress =
        at.machine().map(network::interfaces).orElse(List.of(at)).stream()
            .flatMap(other -> other.nic().ipConfigurations().stream())
            .anyMatch(configuration -> configuration.publicIpAddress().isPresent());
    String subnet = "subnet " + at.subnet().name();
    if (flow.version() == IpVersion.V6) {
      return new Step.OutboundAccessMissing(
          "no public IPv6 address; default outbound access is IPv4 only");
    }
    if (machineHasPublicAddress) {
      return new Step.OutboundAccessMissing(
          "another address of the machine is public, which ends default outbound access for it");
    }
    if (!at.subnet().defaultOutboundAccess().orElse(true)) {
      return new Step.OutboundAccessMissing(
          subnet + " is private and has neither NAT gateway nor public address");
    }
    return new Step.DefaultOutbound(
        at.subnet().id(),
        at.subnet().defaultOutboundAccess().isPresent(),
        flow.withSource(STAND_IN));
  }

  private static boolean fits(PublicIpAddress address, Flow flow) {
    return address.address().filter(ip -> ip.version() != flow.version()).isEmpty();
  }

  private static IpAddress standIn(Flow flow) {
    return flow.version() == IpVersion.V4 ? STAND_IN : IpAddress.of("2001:db8::1");
  }
}
