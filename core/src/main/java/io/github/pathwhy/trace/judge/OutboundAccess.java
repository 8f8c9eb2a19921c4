package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.Unknowable;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.PublicIpPrefix;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which public source address a flow gets when its route leads to the internet: NAT gateway, then
/// the interface's own public address, then default outbound access (`nat-gateway/nat-overview`,
/// `virtual-network/ip-services/default-outbound-access`).
public final class OutboundAccess {
  private static final int SMTP = 25;

  private final EffectiveNetwork network;

  public OutboundAccess(EffectiveNetwork network) {
    this.network = network;
  }

  /// The ways that the flow may take, at least one. Several public addresses of a firewall stand
  /// for the same private one; it uses any of them, which matters where the topology's own routes
  /// lead back to them (`all`).
  public List<Way> ways(EffectiveInterface at, Flow flow, boolean all) {
    Way first = translate(at, flow);
    if (!all
        || !(first instanceof Way.Translated(Step.Translated step, _))
        || step.kind() != Step.Translation.PUBLIC_ADDRESS_OUTBOUND
        || !(at.owner().orElse(null) instanceof AzureFirewall firewall)) {
      return List.of(first);
    }
    List<Way> ways = new ArrayList<>(firewall.publicIpAddresses().size());
    for (ResourceId id : firewall.publicIpAddresses()) {
      network
          .topology()
          .find(id, PublicIpAddress.class)
          .filter(address -> fits(address, flow))
          .ifPresent(address -> ways.add(throughPublicAddress(address, flow, Optional.empty())));
    }
    return ways;
  }

  private Way translate(EffectiveInterface at, Flow flow) {
    Topology topology = network.topology();
    if (!at.owns(flow.source())) {
      return none(
          "source "
              + flow.source()
              + " is not an address of "
              + at.nic().name()
              + ", and the appliance does not translate it to one");
    }
    if (flow.destinationPort() == SMTP
        && flow.protocol() == Protocol.TCP
        && !at.nic().facts().smtpOut().orElse(true)) {
      return none("TCP port 25 to the internet is closed for " + at.nic().name());
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
      return none("public IP address " + own.get().name() + " is of the other IP version");
    }
    if (own.isPresent()) {
      return throughPublicAddress(
          own.get(), flow, at.configuration(flow.source()).flatMap(IpConfiguration::gateway));
    }
    Optional<ResourceId> dangling =
        at.configuration(flow.source()).flatMap(IpConfiguration::publicIpAddress);
    if (dangling.isPresent()) {
      return new Way.Open(new Missing.NotInInput(ResourceType.PUBLIC_IP_ADDRESS, dangling.get()));
    }
    return at.owner().orElse(null) instanceof PlatformService service
        ? new Way.OfService(
            new Step.ServiceOutbound(service.id(), flow.withSource(publicSource(service, flow))))
        : withoutExplicitMethod(at, flow);
  }

  /** The address that a service has on the internet, or one that stands for it. */
  private static IpAddress publicSource(PlatformService service, Flow flow) {
    return service
        .outbound()
        .flatMap(outbound ->
            outbound.addresses().stream()
                .filter(address -> address.version() == flow.version())
                .findFirst())
        .orElse(Unknowable.ofService(flow.version()));
  }

  private static Way throughPublicAddress(
      PublicIpAddress address, Flow flow, Optional<ResourceId> gateway) {
    return new Way.Translated(
        new Step.Translated(
            Step.Translation.PUBLIC_ADDRESS_OUTBOUND,
            address,
            flow,
            flow.withSource(address.address().orElse(standIn(flow)))),
        gateway);
  }

  private Way throughNatGateway(Topology topology, ResourceId id, Flow flow) {
    Optional<NatGateway> gateway = topology.find(id, NatGateway.class);
    if (gateway.isEmpty()) {
      return new Way.Open(new Missing.NotInInput(ResourceType.NAT_GATEWAY, id));
    }
    if (flow.protocol() == Protocol.ICMP && !gateway.get().carriesEcho()) {
      return none("NAT gateway " + id.name() + " carries TCP and UDP, not ICMP");
    }
    IpAddress source =
        firstAddress(gateway.get().publicIpAddresses(), flow)
            .or(() ->
                gateway.get().publicIpPrefixes().stream()
                    .map(prefix -> topology.find(prefix, PublicIpPrefix.class))
                    .flatMap(Optional::stream)
                    .flatMap(prefix -> prefix.prefix().stream())
                    .map(Prefix::address)
                    .findFirst())
            .orElse(standIn(flow));
    return new Way.Translated(
        new Step.Translated(
            Step.Translation.NAT_GATEWAY, gateway.get(), flow, flow.withSource(source)),
        Optional.empty());
  }

  /** The first known address of the flow's family among public IP address resources. */
  private Optional<IpAddress> firstAddress(List<ResourceId> publicAddresses, Flow flow) {
    for (ResourceId id : publicAddresses) {
      Optional<IpAddress> address =
          network
              .topology()
              .find(id, PublicIpAddress.class)
              .flatMap(PublicIpAddress::address)
              .filter(ip -> ip.version() == flow.version());
      if (address.isPresent()) {
        return address;
      }
    }
    return Optional.empty();
  }

  /// What load balancers give their members: source translation by an outbound rule or by a public
  /// rule that does not switch it off; a Standard one takes default access away all the same
  /// (`load-balancer/load-balancer-outbound-connections`). Empty when they change nothing.
  private Optional<Way> throughLoadBalancer(EffectiveInterface at, Flow flow) {
    Optional<Way> refusal = Optional.empty();
    for (Balancers.Membership membership : network.balancers().of(at)) {
      LoadBalancer balancer = membership.balancer();
      Optional<LoadBalancer.Frontend> frontend =
          translating(balancer, membership.pool(), flow.protocol());
      if (frontend.isPresent() && flow.protocol().hasPorts() && !isPrimary(at, flow)) {
        refusal =
            Optional.of(
                none(
                    "load balancer "
                        + balancer.name()
                        + " translates the primary ip configuration only"));
        continue;
      }
      if (frontend.isPresent() && flow.protocol().hasPorts()) {
        IpAddress source =
            firstAddress(frontend.get().publicIpAddress().stream().toList(), flow)
                .orElse(standIn(flow));
        return Optional.of(
            new Way.Translated(
                new Step.Translated(
                    Step.Translation.LOAD_BALANCER_OUTBOUND,
                    balancer,
                    flow,
                    flow.withSource(source)),
                frontend.get().gateway()));
      }
      boolean ends = balancer.sku() == LoadBalancer.Sku.STANDARD && !membership.byAddress();
      if (frontend.isPresent()) {
        refusal =
            Optional.of(
                none(
                    "load balancer "
                        + balancer.name()
                        + " translates TCP and UDP, not "
                        + flow.protocol()));
      } else if (ends && refusal.isEmpty()) {
        refusal = Optional.of(withoutTranslation(balancer));
      }
    }
    return refusal;
  }

  /** An application gateway sends to the members of its pools, and nothing for them. */
  private static boolean isOfGateway(ResourceId pool) {
    return pool.toString().contains("/applicationGateways/");
  }

  private static boolean isPrimary(EffectiveInterface at, Flow flow) {
    return at.primary(flow.version())
        .filter(configuration -> configuration.has(flow.source()))
        .isPresent();
  }

  private static Way withoutTranslation(LoadBalancer balancer) {
    boolean isPublic = balancer.frontends().stream().anyMatch(LoadBalancer.Frontend::isPublic);
    return isPublic
        ? none(
            "load balancer "
                + balancer.name()
                + " ends default outbound access and has no rule that translates the source")
        : new Way.None(new BalancerStep.OutboundNotAllowed(balancer));
  }

  /** The public frontend that a load balancer gives to what a pool sends by a protocol. */
  private static Optional<LoadBalancer.Frontend> translating(
      LoadBalancer balancer, LoadBalancer.Pool pool, Protocol protocol) {
    for (LoadBalancer.OutboundRule rule : balancer.outboundRules()) {
      if (rule.pool().equals(pool.id()) && covers(rule.protocol(), protocol)) {
        Optional<LoadBalancer.Frontend> found = publicFrontend(balancer, rule.frontends());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    for (LoadBalancer.Rule rule : balancer.rules()) {
      if (rule.pools().contains(pool.id())
          && !rule.disableOutboundSnat()
          && covers(rule.protocol(), protocol)) {
        Optional<LoadBalancer.Frontend> found = publicFrontend(balancer, List.of(rule.frontend()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return balancer.sku() == LoadBalancer.Sku.BASIC
        ? publicFrontend(
            balancer, balancer.frontends().stream().map(LoadBalancer.Frontend::id).toList())
        : Optional.empty();
  }

  private static boolean covers(Protocol rule, Protocol flow) {
    return rule == Protocol.ANY || rule == flow || !flow.hasPorts();
  }

  private static Optional<LoadBalancer.Frontend> publicFrontend(
      LoadBalancer balancer, List<ResourceId> frontends) {
    return frontends.stream()
        .map(balancer::frontend)
        .flatMap(Optional::stream)
        .filter(LoadBalancer.Frontend::isPublic)
        .findFirst();
  }

  private Way withoutExplicitMethod(EffectiveInterface at, Flow flow) {
    if (at.owner().orElse(null) instanceof AzureFirewall firewall) {
      return none(firewall.name() + " has no public address");
    }
    Optional<Way> balanced = throughLoadBalancer(at, flow);
    if (balanced.isPresent()) {
      return balanced.get();
    }
    Optional<ResourceId> unknownPool =
        at.nic().ipConfigurations().stream()
            .flatMap(configuration -> configuration.pools().stream())
            .filter(pool -> !isOfGateway(pool))
            .filter(pool -> network.topology().find(pool.parent(), Resource.class).isEmpty())
            .findFirst();
    if (unknownPool.isPresent()) {
      return new Way.Open(new Missing.WayOut(unknownPool.get().parent(), false));
    }
    for (Unmodelled user : network.unmodelledUsers(at.nic().id())) {
      if (!user.armType().equalsIgnoreCase(ResourceType.APPLICATION_GATEWAY.armType())) {
        return new Way.Open(new Missing.WayOut(user.id(), true));
      }
    }
    boolean machineHasPublicAddress =
        at.machine().map(network::interfaces).orElse(List.of(at)).stream()
            .flatMap(other -> other.nic().ipConfigurations().stream())
            .anyMatch(configuration -> configuration.publicIpAddress().isPresent());
    String subnet = "subnet " + at.subnet().name();
    if (flow.version() == IpVersion.V6) {
      return none("no public IPv6 address; default outbound access is IPv4 only");
    }
    if (isFlexibleInstance(at)) {
      return none("instances of flexible scale sets have no default outbound access");
    }
    if (machineHasPublicAddress) {
      return none(
          "another address of the machine is public, which ends default outbound access for it");
    }
    if (!at.nic().facts().defaultOutbound().orElse(true)) {
      return none(at.nic().name() + " has no default outbound access, as Azure says");
    }
    if (!at.subnet().defaultOutboundAccess().orElse(true)) {
      return none(subnet + " is private and has neither NAT gateway nor public address");
    }
    return new Way.Lent(
        new Step.DefaultOutbound(
            at.subnet().id(),
            at.subnet().defaultOutboundAccess().isPresent()
                || at.nic().facts().defaultOutbound().isPresent(),
            flow.withSource(standIn(flow))));
  }

  /** Instances of uniform scale sets are children of the set, those of flexible ones machines. */
  private static boolean isFlexibleInstance(EffectiveInterface at) {
    return at.machine()
        .filter(machine -> machine.scaleSet().isPresent())
        .filter(machine -> !machine.id().parent().equals(machine.scaleSet().get()))
        .isPresent();
  }

  private static Way none(String reason) {
    return new Way.None(new Step.OutboundAccessMissing(reason));
  }

  private static boolean fits(PublicIpAddress address, Flow flow) {
    return address.address().filter(ip -> ip.version() != flow.version()).isEmpty();
  }

  private static IpAddress standIn(Flow flow) {
    return Unknowable.lent(flow.version());
  }
}
