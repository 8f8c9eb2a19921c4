package io.github.pathwhy.trace;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.EnumSet;
import java.util.Set;

/// Which blocks a gap may lift that is met at the same hop: those that are decided by what the gap
/// is about, or after it.
final class Doubt {
  private static final Set<Role> NONE = EnumSet.noneOf(Role.class);
  private static final Set<Role> ROUTING =
      EnumSet.of(
          Role.SUBNET_ROUTE,
          Role.LEARNED_ROUTES,
          Role.PEERING,
          Role.PREFIXES,
          Role.HUB_TRANSIT,
          Role.CONNECTION,
          Role.INTERFACE);
  private static final Set<Role> DELIVERY =
      EnumSet.of(
          Role.ADDRESS_OWNER,
          Role.PREFIXES,
          Role.PUBLIC_ADDRESS,
          Role.PRIVATE_ENDPOINT,
          Role.APPLIANCE,
          Role.INTERFACE,
          Role.PEERING);
  private static final Set<Role> LINK = EnumSet.of(Role.PEERING, Role.PREFIXES);
  private static final Set<Role> TUNNEL = EnumSet.of(Role.CONNECTION, Role.LEARNED_ROUTES);
  private static final Set<Role> BALANCING = EnumSet.of(Role.LOAD_BALANCER, Role.POOL_MEMBER);
  private static final Set<Role> FIREWALL = EnumSet.of(Role.FIREWALL, Role.FIREWALL_RULE);
  private static final Set<Role> GATEWAY =
      EnumSet.of(Role.APP_GATEWAY, Role.POOL_MEMBER, Role.BASTION, Role.ANSWER);

  private Doubt() {}

  /// Whether a gap may lift a block. What is open of an interface may be its address; what nobody
  /// reads of one decides who answers there, and neither rules nor routes.
  static boolean lifts(Gap gap, Role met, Step block) {
    boolean chosen = block instanceof Step.Filtered || block instanceof Step.Routed;
    return lifting(block).contains(met)
        && (met != Role.INTERFACE || !chosen || gap.kind() == Gap.Kind.OPEN);
  }

  /** The roles in which a gap may lift a block. */
  static Set<Role> lifting(Step block) {
    return switch (block) {
      case Step.Filtered _ -> EnumSet.of(Role.ADMIN_RULE, Role.GROUP_RULE, Role.INTERFACE);
      case Step.Routed _,
          Step.NoRoute _,
          Step.NextHopMissing _,
          Step.NextHopIsSelf _,
          Step.Looped _,
          Step.NotRoutable _ ->
          union(ROUTING, DELIVERY);
      case Step.NobodyThere _, Step.NotAttached _ -> DELIVERY;
      case Step.SubnetNotPeered _, Step.AccessNotAllowed _, Step.ForwardedTrafficNotAllowed _ ->
          LINK;
      case Step.ForwardingDisabled _ -> EnumSet.of(Role.INTERFACE, Role.APPLIANCE);
      case Step.OutboundAccessMissing _ -> EnumSet.of(Role.WAY_OUT, Role.INTERFACE);
      case Step.NotInNetwork _ -> EnumSet.of(Role.SERVICE_SOURCE, Role.ADDRESS_OWNER);
      case Step.PublicAddressClosed _ ->
          EnumSet.of(Role.PUBLIC_ADDRESS, Role.GROUP_RULE, Role.INTERFACE);
      case Step.NoListener _ -> GATEWAY;
      case Step.EndpointNotApproved _ -> EnumSet.of(Role.PRIVATE_ENDPOINT);
      case Step.ServiceDenied _ -> EnumSet.of(Role.SERVICE_DOOR);
      case Step.Asymmetric _ -> EnumSet.of(Role.INTERFACE);
      case BalancerStep balancer -> ofBalancer(balancer);
      case FirewallStep firewall -> ofFirewall(firewall);
      case GatewayStep gateway -> ofGateway(gateway);
      case Step.ApplianceFiltered _,
          Step.GuestFirewall _,
          Step.NotRunning _,
          Step.SourcePortInUse _,
          Step.HighCpu _,
          Step.HighMemory _,
          Step.DefaultOutbound _,
          Step.Unknown _,
          Step.NotFollowed _,
          Step.Doubtful _,
          Step.Established _,
          Step.PlatformTraffic _,
          Step.Peered _,
          Step.Forwarded _,
          Step.Translated _,
          Step.ServiceOutbound _,
          Step.EndpointPoliciesOff _,
          Step.Delivered _ ->
          NONE;
    };
  }

  private static Set<Role> ofBalancer(BalancerStep step) {
    return switch (step) {
      case BalancerStep.NoHealthyMember _,
          BalancerStep.NoRule _,
          BalancerStep.Hairpin _,
          BalancerStep.GlobalPeeringNotSupported _ ->
          BALANCING;
      case BalancerStep.OutboundNotAllowed _ -> EnumSet.of(Role.WAY_OUT);
      case BalancerStep.Balanced _,
          BalancerStep.Tunnelled _,
          BalancerStep.ToRegion _,
          BalancerStep.AllProbedUp _,
          BalancerStep.MemberDown _,
          BalancerStep.AnswersPing _ ->
          NONE;
    };
  }

  private static Set<Role> ofFirewall(FirewallStep step) {
    return switch (step) {
      case FirewallStep.Judged _ -> FIREWALL;
      case FirewallStep.NoMember _ -> GATEWAY;
      case FirewallStep.NotRunning _ -> NONE;
      case FirewallStep.ManagementBlocked _ ->
          EnumSet.of(Role.ADMIN_RULE, Role.APP_GATEWAY, Role.BASTION);
      case FirewallStep.NameNotGiven _,
          FirewallStep.AnyInstance _,
          FirewallStep.PastEndpointAnswer _,
          FirewallStep.Proxied _,
          FirewallStep.MemberLeftOut _ ->
          NONE;
    };
  }

  private static Set<Role> ofGateway(GatewayStep step) {
    return switch (step) {
      case GatewayStep.NoConnection _,
          GatewayStep.Disconnected _,
          GatewayStep.NoWayBack _,
          GatewayStep.NotSelected _,
          GatewayStep.NoPrivatePeering _,
          GatewayStep.ArpMissing _,
          GatewayStep.NotProvisioned _,
          GatewayStep.BgpOff _,
          GatewayStep.BranchToBranchOff _ ->
          TUNNEL;
      case GatewayStep.WanTransitOff _ -> EnumSet.of(Role.HUB_TRANSIT);
      case GatewayStep.NoRoute _,
          GatewayStep.TransitNotAllowed _,
          GatewayStep.RemoteGatewayNotUsed _,
          GatewayStep.PropagationOff _,
          GatewayStep.HubNotProvisioned _,
          GatewayStep.NoHubRoute _ ->
          ROUTING;
      case GatewayStep.Tunnelled _, GatewayStep.EndpointPastFirewall _ -> NONE;
    };
  }

  private static Set<Role> union(Set<Role> one, Set<Role> other) {
    Set<Role> both = EnumSet.copyOf(one);
    both.addAll(other);
    return both;
  }
}
