package io.github.pathwhy.probe.capture;

import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lays what was captured beside what the sender's sockets were told.
///
/// An ICMP error on the wire says more than a socket that heard nothing, a mere refusal, or
/// "unreachable". A SYN-ACK or a RST that the socket did not accept stays silence: the packet was
/// seen, but this machine took no notice of it, or it came too late.
final class Verdicts {
  private Verdicts() {}

  /// The outcome with what was seen, or the same one when that explains nothing.
  ///
  /// @param arrivals what came back for it, in order
  static Outcome of(Outcome outcome, Sightings.Request request, List<Frame.Packet> arrivals) {
    Frame.Packet problem = first(arrivals, packet -> packet.body() instanceof Frame.Problem);
    return switch (outcome.reply()) {
      case Reply.Answered(Rtt rtt) -> {
        Frame.Packet answer = first(arrivals, Verdicts::isAnswer);
        yield answer == null
            ? outcome
            : seen(outcome, new Reply.Answered(rtt(request, answer, rtt)), answer, arrivals);
      }
      case Reply.Reset(Rtt rtt) -> {
        Frame.Packet reset = first(arrivals, Verdicts::isReset);
        if (reset != null) {
          yield seen(outcome, new Reply.Reset(rtt(request, reset, rtt)), reset, arrivals);
        }
        yield problem == null ? outcome : told(outcome, request, problem, rtt, arrivals);
      }
      case Reply.Icmp icmp ->
          problem == null ? outcome : told(outcome, request, problem, icmp.rtt(), arrivals);
      case Reply.Silent _ -> unanswered(outcome, request, problem, arrivals);
      case Reply.Unsent(LocalFault fault, String _) ->
          fault == LocalFault.UNREACHABLE
              ? unanswered(outcome, request, problem, arrivals)
              : outcome;
    };
  }

  /** Whether nothing more is to be expected that would tell more about the outcome. */
  static boolean isComplete(Outcome outcome, List<Frame.Packet> arrivals) {
    return switch (outcome.reply()) {
      case Reply.Answered _ -> first(arrivals, Verdicts::isAnswer) != null;
      case Reply.Reset _ ->
          first(arrivals, packet -> isReset(packet) || packet.body() instanceof Frame.Problem)
              != null;
      case Reply.Icmp _ ->
          first(arrivals, packet -> packet.body() instanceof Frame.Problem) != null;
      case Reply.Unsent(LocalFault fault, String _) ->
          fault != LocalFault.UNREACHABLE || !arrivals.isEmpty();
      case Reply.Silent _ -> true;
    };
  }

  private static Outcome unanswered(
      Outcome outcome,
      Sightings.Request request,
      Frame.@Nullable Packet problem,
      List<Frame.Packet> arrivals) {
    if (problem != null) {
      Rtt rtt = new Rtt(problem.stamp() - request.stamp, Clock.WIRE);
      return told(outcome, request, problem, rtt, arrivals);
    }
    return arrivals.isEmpty()
        ? outcome
        : seen(outcome, outcome.reply(), arrivals.getFirst(), arrivals);
  }

  private static Outcome told(
      Outcome outcome,
      Sightings.Request request,
      Frame.Packet packet,
      Rtt rtt,
      List<Frame.Packet> arrivals) {
    if (!(packet.body() instanceof Frame.Problem problem)) {
      return outcome;
    }
    Reply reply =
        new Reply.Icmp(problem.error(), packet.from(), rtt(request, packet, rtt), problem.mtu());
    return seen(outcome, reply, packet, arrivals);
  }

  private static Outcome seen(
      Outcome outcome, Reply reply, Frame.Packet packet, List<Frame.Packet> arrivals) {
    int count = 0;
    for (Frame.Packet each : arrivals) {
      if (each.from().equals(packet.from()) && isSameKind(each, packet)) {
        count++;
      }
    }
    return new Outcome(
        outcome.id(),
        outcome.probe(),
        reply,
        outcome.localPort(),
        outcome.localAddress(),
        Optional.of(new Outcome.WireView(packet.from(), packet.ttl(), count)));
  }

  private static boolean isSameKind(Frame.Packet one, Frame.Packet other) {
    return isReset(one) == isReset(other) && one.body().getClass() == other.body().getClass();
  }

  /** The time on the wire; of a request that was sent twice it is not known which was answered. */
  private static Rtt rtt(Sightings.Request request, Frame.Packet reply, Rtt otherwise) {
    long nanos = reply.stamp() - request.stamp;
    return request.repeated || nanos < 0 ? otherwise : new Rtt(nanos, Clock.WIRE);
  }

  private static boolean isAnswer(Frame.Packet packet) {
    return switch (packet.body()) {
      case Frame.Tcp tcp -> tcp.isAcceptance();
      case Frame.Udp _ -> true;
      case Frame.Echo echo -> echo.isReply();
      case Frame.Problem _ -> false;
    };
  }

  private static boolean isReset(Frame.Packet packet) {
    return packet.body() instanceof Frame.Tcp tcp && tcp.isReset();
  }

  private static Frame.@Nullable Packet first(
      List<Frame.Packet> arrivals, Predicate<Frame.Packet> which) {
    for (Frame.Packet packet : arrivals) {
      if (which.test(packet)) {
        return packet;
      }
    }
    return null;
  }
}
