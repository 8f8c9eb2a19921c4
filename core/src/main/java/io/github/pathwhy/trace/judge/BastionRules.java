package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// What the security group of a bastion's subnet has to let through besides the sessions of users:
/// Azure manages the hosts, they talk to Azure, and they talk to each other
/// (`bastion/bastion-nsg`). Azure refuses a group without these rules, or the bastion breaks:
/// without Azure certainly, without the ports between its hosts perhaps.
public final class BastionRules {
  private static final List<Need> NEEDS =
      List.of(
          new Need(Direction.INBOUND, Optional.of("GatewayManager"), 443),
          new Need(Direction.OUTBOUND, Optional.of("AzureCloud"), 443),
          new Need(Direction.INBOUND, Optional.empty(), 8080),
          new Need(Direction.INBOUND, Optional.empty(), 5701),
          new Need(Direction.OUTBOUND, Optional.empty(), 8080),
          new Need(Direction.OUTBOUND, Optional.empty(), 5701));

  private BastionRules() {}

  /** Traffic that a bastion does not work without; no peer means its own subnet. */
  private record Need(Direction direction, Optional<String> peer, int port) {
    private FlowPattern at(AddressTerm own) {
      AddressTerm far = peer.<AddressTerm>map(AddressTerm.Tag::new).orElse(own);
      PortRange to = new PortRange(port, port);
      return direction == Direction.INBOUND
          ? new FlowPattern(Protocol.TCP, far, PortRange.ALL, own, to)
          : new FlowPattern(Protocol.TCP, own, PortRange.ALL, far, to);
    }

    private String words() {
      return "Tcp/"
          + port
          + (direction == Direction.INBOUND ? " from " : " to ")
          + peer.orElse("VirtualNetwork");
    }
  }

  /** The first of these that is not let through. */
  public static Optional<Step> blocked(
      EffectiveNetwork network, BastionHost host, EffectiveInterface at) {
    AddressTerm own = ownAddresses(at);
    for (Need need : NEEDS) {
      Step.Filtered filter =
          new Step.Filtered(
              need.direction(),
              network.evaluate(at, need.direction(), need.at(own)).stream()
                  .map(StageEvaluation::decision)
                  .toList());
      if (filter.effect() == Effect.BLOCKS) {
        boolean breaks = need.peer().isPresent();
        return Optional.of(
            new FirewallStep.ManagementBlocked(
                host,
                host.name() + (breaks ? " does" : " may") + " not work without " + need.words(),
                filter,
                breaks));
      }
      if (filter.effect() == Effect.UNDETERMINED) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  private static AddressTerm ownAddresses(EffectiveInterface at) {
    return new AddressTerm.Block(at.subnet().prefixes().getFirst());
  }
}
