package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Optional;

/// One decision at a hop, with the evidence for it. A blocking step does not end the trace where
/// the path beyond it is known, so that all causes are found.
public sealed interface Step
    permits Step.Passing,
        Step.Blocking,
        Step.Filtered,
        Step.Routed,
        Step.ForwardedTrafficNotAllowed,
        Step.ApplianceFiltered,
        Step.DefaultOutbound,
        Step.HighCpu,
        Step.HighMemory,
        Step.ServiceDenied,
        Step.Unknown,
        Step.NotFollowed,
        Step.Doubtful,
        BalancerStep,
        FirewallStep,
        GatewayStep {

  /** What the step means for the flow. */
  Effect effect();

  /** A step after which the flow goes on. */
  sealed interface Passing extends Step {
    @Override
    default Effect effect() {
      return Effect.PASSES;
    }
  }

  /** A step at which the flow ends. */
  sealed interface Blocking extends Step {
    @Override
    default Effect effect() {
      return Effect.BLOCKS;
    }
  }

  /** Security groups at an interface judged the flow; no decisions means that none is attached. */
  record Filtered(Direction direction, List<StageDecision> decisions) implements Step {
    /** Whether one of the rules that every group has denies. */
    public boolean isDeniedByDefault() {
      return decisions.stream()
          .filter(decision -> decision.verdict() == StageDecision.Verdict.DENY)
          .flatMap(decision -> decision.rule().stream())
          .anyMatch(SecurityRule::isDefault);
    }

    @Override
    public Effect effect() {
      Effect effect = Effect.PASSES;
      for (StageDecision decision : decisions) {
        switch (decision.verdict()) {
          case ALLOW -> {}
          case DENY -> {
            return Effect.BLOCKS;
          }
          case UNKNOWN -> effect = Effect.UNDETERMINED;
        }
      }
      return effect;
    }
  }

  /** An answer passed an interface that had recorded the request. */
  record Established(Direction direction) implements Passing {}

  /** Traffic of the platform, which security groups and user routes do not apply to. */
  record PlatformTraffic() implements Passing {}

  /** A Standard public address is closed: no security group is there to open it. */
  record PublicAddressClosed(PublicIpAddress address) implements Blocking {}

  /** A route was chosen; a route to nowhere drops the flow. */
  record Routed(EffectiveRoute route) implements Step {
    @Override
    public Effect effect() {
      return route.nextHop() instanceof NextHop.None ? Effect.BLOCKS : Effect.PASSES;
    }
  }

  /** No route covers the destination. */
  record NoRoute(IpAddress destination) implements Blocking {}

  /// A route points to a device that is not there: no interface that the subnet can reach directly
  /// has the address. The address is absent for a gateway that does not exist.
  record NextHopMissing(EffectiveRoute route, Optional<IpAddress> address) implements Blocking {}

  /** A route points back to the interface that the packet is at. */
  record NextHopIsSelf(EffectiveRoute route) implements Blocking {}

  /** The flow is at a hop for the second time, unchanged. */
  record Looped(EffectiveInterface at) implements Blocking {}

  /** The flow crossed a peering, over this link. */
  record Peered(Peering link) implements Passing {}

  /** A subnet that takes no part in the subnet peering that its routes lead to. */
  record SubnetNotPeered(Peering link, Subnet subnet) implements Blocking {}

  /** A peering link that does not give access to the other network. */
  record AccessNotAllowed(Peering link, Direction direction) implements Blocking {}

  /** A peering link that forwarded traffic crosses although the link does not allow it. */
  record ForwardedTrafficNotAllowed(Peering link, boolean strict) implements Step {
    @Override
    public Effect effect() {
      return strict ? Effect.BLOCKS : Effect.WARNS;
    }
  }

  /** No resource has the address. */
  record NobodyThere(IpAddress address, ResourceId network) implements Blocking {}

  /** The network interface with the address belongs to no machine. */
  record NotAttached(NetworkInterface nic) implements Blocking {}

  /** A private address was sent to the internet, which does not route it. */
  record NotRoutable(IpAddress address) implements Blocking {}

  /** A packet for somebody else at an interface without IP forwarding. */
  record ForwardingDisabled(NetworkInterface nic) implements Blocking {}

  /// A device forwards a packet. `assumed` is set when its own routing table, which no
  /// configuration shows, could have chosen another interface.
  record Forwarded(Resource device, Optional<EffectiveInterface> egress, boolean assumed)
      implements Passing {}

  /** An appliance's own policy judged the flow; no rule means its default action. */
  record ApplianceFiltered(
      VirtualMachine machine, AppliancePolicy policy, Optional<AppliancePolicy.Rule> rule)
      implements Step {

    /** What the policy does with the flow. */
    public Access access() {
      return rule.map(AppliancePolicy.Rule::access).orElse(policy.defaultAction());
    }

    @Override
    public Effect effect() {
      return access() == Access.ALLOW ? Effect.PASSES : Effect.BLOCKS;
    }
  }

  /** Addresses or ports were rewritten. */
  record Translated(Translation kind, Resource by, Flow before, Flow after) implements Passing {}

  /// The flow leaves to the internet with an address that Azure lends. `explicit` is false when the
  /// subnet does not say that it has default outbound access. `after` has a documentation address
  /// as its source, because nobody can know the real one.
  record DefaultOutbound(ResourceId subnet, boolean explicit, Flow after) implements Step {
    @Override
    public Effect effect() {
      return explicit ? Effect.PASSES : Effect.WARNS;
    }
  }

  /// A service leaves its subnet to the internet by a way out of its own, which no resource shows.
  /// `after` has a documentation address as its source, because nobody can know the real one.
  record ServiceOutbound(ResourceId service, Flow after) implements Passing {}

  /** A service that is in no virtual network does not reach private addresses. */
  record NotInNetwork(PlatformService service, IpAddress destination) implements Blocking {}

  /** Nothing gives the flow a public source address. */
  record OutboundAccessMissing(String reason) implements Blocking {}

  /** The machine is not running. */
  record NotRunning(VirtualMachine machine, PowerState state) implements Blocking {}

  /** The operating system's firewall denies the flow. */
  record GuestFirewall(VirtualMachine machine, Observation.GuestRule rule) implements Blocking {}

  /** A process of the sender has the source port already. */
  record SourcePortInUse(VirtualMachine machine, Protocol protocol, int port) implements Blocking {}

  /** Nothing listens on the destination port. */
  record NoListener(Resource resource, Protocol protocol, int port) implements Blocking {}

  /** The processor is busy, in percent. */
  record HighCpu(VirtualMachine machine, double percent) implements Step {
    @Override
    public Effect effect() {
      return Effect.WARNS;
    }
  }

  /** Memory is scarce, in percent used. */
  record HighMemory(VirtualMachine machine, double percent) implements Step {
    @Override
    public Effect effect() {
      return Effect.WARNS;
    }
  }

  /// The answer misses a stateful device that saw the request, or meets one that did not. `device`
  /// is that device.
  record Asymmetric(ResourceId device, boolean sawRequest) implements Blocking {}

  /** Security groups do not apply: the network policies of the endpoint's subnet are off. */
  record EndpointPoliciesOff(PrivateEndpoint endpoint) implements Passing {}

  /** The owner of the service has not let the endpoint in. */
  record EndpointNotApproved(PrivateEndpoint endpoint, PrivateEndpoint.State state)
      implements Blocking {}

  /// A service refuses the caller by what it says of its public side, or may do so.
  ///
  /// @param opens whether the connection opens all the same, and nothing more is asked for
  record ServiceDenied(PlatformService service, String reason, boolean opens) implements Step {
    @Override
    public Effect effect() {
      return opens ? Effect.WARNS : Effect.BLOCKS;
    }
  }

  /** The flow arrived. */
  record Delivered() implements Passing {}

  /** The input does not say what happens here. */
  record Unknown(Missing missing) implements Step {
    @Override
    public Effect effect() {
      return Effect.UNDETERMINED;
    }
  }

  /// A property was met that no answer follows and that makes none unknown: worth a warning, or of
  /// an API that is newer than all that is known here.
  record NotFollowed(Gap gap) implements Step {
    @Override
    public Effect effect() {
      return gap.kind() == Gap.Kind.WARNING ? Effect.WARNS : Effect.PASSES;
    }
  }

  /** A block that a gap may lift. */
  record Doubtful(Step block, Gap gap) implements Step {
    @Override
    public Effect effect() {
      return Effect.UNDETERMINED;
    }
  }

  /** What an address translation does. */
  enum Translation {
    /** A public address stands for a private one, inbound. */
    PUBLIC_ADDRESS_INBOUND,
    /** The public address of the interface itself, outbound. */
    PUBLIC_ADDRESS_OUTBOUND,
    /** The addresses of a NAT gateway. */
    NAT_GATEWAY,
    /** A frontend stands for a member of its pool. */
    LOAD_BALANCER,
    /** The frontends of a load balancer, outbound. */
    LOAD_BALANCER_OUTBOUND,
    /** An application gateway opens a connection of its own. */
    PROXY,
    /** Source translation by an appliance. */
    APPLIANCE_SOURCE,
    /** Destination translation by an appliance. */
    APPLIANCE_DESTINATION,
    /** The NAT rules of a gateway put other networks in place of those of a connection. */
    GATEWAY,
    /** A private link service sends on, from an address of its own. */
    PRIVATE_LINK,
    /** An answer is translated back. */
    ANSWER
  }
}
