package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.Protocol;

/** A decision of a load balancer. */
public sealed interface BalancerStep extends Step {

  @Override
  default Effect effect() {
    return Effect.BLOCKS;
  }

  /** A rule sends the flow to a member of its pool. */
  record Balanced(
      LoadBalancer balancer, ResourceId rule, SourcePosition declaredAt, EffectiveInterface member)
      implements BalancerStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /// A Gateway Load Balancer hands the flow to an appliance in a tunnel, and takes it back in
  /// another: the UDP ports of both.
  record Tunnelled(LoadBalancer balancer, EffectiveInterface member, int to, int back)
      implements BalancerStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** A member is left out, because its probe fails. */
  record MemberDown(LoadBalancer balancer, String member, String reason) implements BalancerStep {
    @Override
    public Effect effect() {
      return Effect.WARNS;
    }
  }

  /** A global load balancer sends the flow to a regional one. */
  record ToRegion(
      LoadBalancer balancer, ResourceId rule, SourcePosition declaredAt, LoadBalancer region)
      implements BalancerStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** No member is healthy, and the probe says that new flows then go to all. */
  record AllProbedUp(LoadBalancer balancer, LoadBalancer.Probe probe) implements BalancerStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** No member of the pool is healthy; or it has none. */
  record NoHealthyMember(LoadBalancer balancer, ResourceId rule, SourcePosition declaredAt)
      implements BalancerStep {}

  /** The frontend has no rule for the port. */
  record NoRule(LoadBalancer balancer, Protocol protocol, int port) implements BalancerStep {}

  /** The flow was mapped back to the machine that sent it. */
  record Hairpin(LoadBalancer balancer, EffectiveInterface member) implements BalancerStep {}

  /** The frontend itself answers a ping. */
  record AnswersPing(LoadBalancer balancer) implements BalancerStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** A Basic internal load balancer cannot be reached over a peering between regions. */
  record GlobalPeeringNotSupported(LoadBalancer balancer) implements BalancerStep {}

  /** Members of a Standard internal pool have no way out of their own to the internet. */
  record OutboundNotAllowed(LoadBalancer balancer) implements BalancerStep {}
}
