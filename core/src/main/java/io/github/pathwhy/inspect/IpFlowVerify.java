package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.rules.StageDecision.Verdict;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.List;

/// IP flow verify: which rule allows or denies a flow at a machine
/// (`network-watcher/ip-flow-verify-overview`). Only security rules count; routes, power state and
/// guest do not.
public final class IpFlowVerify {
  private final EffectiveNetwork network;

  public IpFlowVerify(EffectiveNetwork network) {
    this.network = network;
  }

  /** A flow at a machine. */
  public record Question(
      Place place, Direction direction, Protocol protocol, Socket local, Socket remote) {

    FlowPattern pattern() {
      Socket from = direction == Direction.INBOUND ? remote : local;
      Socket to = direction == Direction.INBOUND ? local : remote;
      return new FlowPattern(protocol, host(from), from.ports(), host(to), to.ports());
    }

    private static AddressTerm host(Socket socket) {
      return new AddressTerm.Block(Prefix.host(socket.address()));
    }
  }

  /// What decides. `exempt` is set when rules would deny the flow, but do not apply to traffic to
  /// the platform.
  public record Answer(
      Question question, EffectiveInterface at, Judgement judgement, boolean exempt) {}

  /** Answers; throws when the machine is not found, or for what the service does not take. */
  public Answer answer(Question question) throws RequestException {
    if (!question.protocol().hasPorts()) {
      throw new RequestException("the protocol is Tcp or Udp: IP flow verify takes no other");
    }
    requireV4(question.local());
    requireV4(question.remote());
    EffectiveInterface at = new Subjects(network).at(question.place(), question.local().address());
    FlowPattern pattern = question.pattern();
    Judgement judgement = Judgement.of(network.evaluate(at, question.direction(), pattern));
    boolean toPlatform =
        question.direction() == Direction.OUTBOUND
            && AddressSpaces.isPlatform(question.remote().address());
    if (!toPlatform) {
      return new Answer(question, at, judgement, false);
    }
    List<StageEvaluation> special = network.evaluatePlatform(at, question.direction(), pattern);
    if (!special.isEmpty()) {
      return new Answer(question, at, Judgement.of(special), false);
    }
    return judgement.verdict() == Verdict.ALLOW
        ? new Answer(question, at, judgement, false)
        : new Answer(question, at, Judgement.of(List.of()), true);
  }

  private static void requireV4(Socket socket) throws RequestException {
    if (socket.address().version() != IpVersion.V4) {
      throw new RequestException(
          socket.address()
              + " is IPv6; IP flow verify takes IPv4 only, nsg-diagnostics takes both");
    }
  }
}
