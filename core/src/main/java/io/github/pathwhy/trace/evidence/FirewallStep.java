package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/** A decision of an Azure Firewall or of an Application Gateway. */
public sealed interface FirewallStep extends Step {

  /// The firewall judged the flow. The kind is `network`, `application` or `DNAT`; no rule means
  /// that none matched, which denies.
  record Judged(
      Resource firewall,
      Access access,
      String kind,
      Optional<String> rule,
      Optional<SourcePosition> declaredAt)
      implements FirewallStep {
    @Override
    public Effect effect() {
      return access == Access.ALLOW ? Effect.PASSES : Effect.BLOCKS;
    }
  }

  /// An application rule was passed over: it is for clients that ask for a name, and nothing says
  /// which name this one asks for.
  record NameNotGiven(Resource firewall, String rule) implements FirewallStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /// An answer for the address that a firewall sends with is routed to its private address, behind
  /// which several instances stand: it may come to another one than the request passed.
  record AnyInstance(Resource firewall, IpAddress address) implements FirewallStep {
    @Override
    public Effect effect() {
      return Effect.WARNS;
    }
  }

  /// The answer of a private endpoint is not routed through a firewall that passed the request on
  /// with its own source: seen to work, though Azure asks for translation.
  record PastEndpointAnswer(Resource firewall, EffectiveInterface endpoint, boolean strict)
      implements FirewallStep {
    @Override
    public Effect effect() {
      return strict ? Effect.BLOCKS : Effect.WARNS;
    }
  }

  /** The gateway ends the connection and opens another one to a member of a pool. */
  record Proxied(ApplicationGateway gateway, String rule, IpAddress member)
      implements FirewallStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** A member is left out, because the gateway does not reach it. */
  record MemberLeftOut(ApplicationGateway gateway, String rule, IpAddress member, int port)
      implements FirewallStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** The listener's rule has no member to send to. */
  record NoMember(ApplicationGateway gateway, String rule) implements FirewallStep {
    @Override
    public Effect effect() {
      return Effect.BLOCKS;
    }
  }

  /** The gateway is stopped, or on its way to or from there. */
  record NotRunning(ApplicationGateway gateway) implements FirewallStep {
    @Override
    public Effect effect() {
      return Effect.BLOCKS;
    }
  }

  /// A security rule keeps traffic from a managed service that it needs.
  ///
  /// @param words what does not work
  /// @param breaks whether it certainly does not
  record ManagementBlocked(Resource service, String words, Step.Filtered filter, boolean breaks)
      implements FirewallStep {
    @Override
    public Effect effect() {
      return breaks ? Effect.BLOCKS : Effect.WARNS;
    }
  }
}
