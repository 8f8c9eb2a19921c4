package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the network answered to a question.
///
/// @param name how the name was resolved; empty when an address was given
/// @param destination empty when the name has no address
/// @param sender who sent the probes; empty when nothing was sent
/// @param replies to the end-to-end probes, in the order they were sent
/// @param aside what came back for a packet of another kind, when nothing was answered; empty when
///   none was sent
/// @param proxy who answers in the destination's name; empty when nobody was seen to
/// @param refusal where a refusing packet came from, as far as a capture tells
/// @param web what came of an HTTP exchange
/// @param mtu how large packets may be; looked for when a connection stands and then stalls
/// @param facts what else was found out
/// @param limits what could not be, and why
/// @param interrupted whether the user ended it
public record Measurement(
    LiveRequest request,
    Optional<NameAnswer> name,
    Optional<IpAddress> destination,
    LocalFacts local,
    Optional<Sender> sender,
    List<Reply> replies,
    Optional<MeasuredPath> path,
    Optional<Reply> aside,
    Optional<Proxy> proxy,
    Optional<Refusal> refusal,
    Optional<WebResult> web,
    Optional<MtuFinding> mtu,
    List<Fact> facts,
    List<String> limits,
    boolean interrupted) {

  public Measurement {
    replies = List.copyOf(replies);
    facts = List.copyOf(facts);
    limits = List.copyOf(limits);
  }

  /** Which tier sent the probes and what it runs as: `no privilege`, `root`, `CAP_NET_RAW`. */
  public record Sender(String tier, String privilege) {}

  /// Something that answers in the destination's name.
  ///
  /// @param ttl how far away it is
  /// @param address its own, where it told it
  public record Proxy(int ttl, Optional<IpAddress> address) {

    /** The path with it in its place, instead of the destination in whose name it answers. */
    MeasuredPath on(MeasuredPath path) {
      if (address.isEmpty()) {
        return path;
      }
      List<MeasuredHop> hops = new ArrayList<>();
      for (MeasuredHop hop : path.hops()) {
        hops.add(
            hop.ttl() == ttl && !hop.isSilent()
                ? new MeasuredHop(
                    ttl,
                    List.of(new MeasuredHop.Router(address.get(), hop.routers().getFirst().rtt())),
                    hop.sent(),
                    hop.lost())
                : hop);
      }
      return new MeasuredPath(
          path.method(),
          path.destination(),
          path.port(),
          hops,
          path.end(),
          path.severalPaths(),
          path.flowPort(),
          path.source(),
          path.notes());
    }

    /** For people: its address, or where it is. */
    public String words() {
      return address.map(IpAddress::toString).orElse("something at hop " + ttl);
    }
  }

  /// Where a refusing packet came from.
  ///
  /// @param hopsBefore how many hops before the destination; 0 for the destination itself
  /// @param words how that is known
  public record Refusal(int hopsBefore, String words) {}

  /** Something found out: its name and what it is. */
  public record Fact(String name, String value) {}

  /// What came of an HTTP exchange.
  ///
  /// @param faults what is wrong with it
  /// @param facts its certificate, status, times
  public record WebResult(List<WebIssue> faults, List<Fact> facts) {
    public WebResult {
      faults = List.copyOf(faults);
      facts = List.copyOf(facts);
    }
  }

  /// Something wrong with a TLS connection or an HTTP answer.
  ///
  /// @param code a stable name for it
  /// @param breaks whether the answer is of no use
  public record WebIssue(String code, boolean breaks, String words, List<Fact> details) {
    public WebIssue {
      details = List.copyOf(details);
    }
  }

  /** Whether the host answers something else than what was asked. */
  public boolean hostAnswers() {
    return aside.isPresent()
        && switch (aside.get()) {
          case Reply.Answered _, Reply.Reset _ -> true;
          case Reply.Icmp icmp -> destination.filter(icmp.from()::equals).isPresent();
          case Reply.Silent _, Reply.Unsent _ -> false;
        };
  }

  /** How many end-to-end probes were answered. */
  public int answered() {
    int count = 0;
    for (Reply reply : replies) {
      if (reply instanceof Reply.Answered) {
        count++;
      }
    }
    return count;
  }

  /** How many left this machine, or may have. */
  public int sent() {
    int count = 0;
    for (Reply reply : replies) {
      boolean stayed =
          reply instanceof Reply.Unsent(LocalFault fault, String _)
              && fault != LocalFault.UNREACHABLE;
      if (!stayed) {
        count++;
      }
    }
    return count;
  }

  /// What ended the probes that were not answered: an ICMP error says more than a reset, which says
  /// more than a fault of this machine, which says more than silence.
  public Optional<Reply> failure() {
    Reply best = null;
    for (Reply reply : replies) {
      if (!(reply instanceof Reply.Answered) && (best == null || weight(reply) > weight(best))) {
        best = reply;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int weight(Reply reply) {
    return switch (reply) {
      case Reply.Icmp _ -> 4;
      case Reply.Reset _ -> 3;
      case Reply.Unsent _ -> 2;
      case Reply.Silent _ -> 1;
      case Reply.Answered _ -> 0;
    };
  }

  /** The answer, as far as the probes go. */
  public Verdict verdict() {
    if (name.isPresent() && name.get() instanceof NameAnswer.Failed failed) {
      return switch (failed.kind()) {
        case STOPPED, NOT_CONFIGURED -> Verdict.UNKNOWN;
        default -> Verdict.UNREACHABLE;
      };
    }
    if (web.isPresent() && web.get().faults().stream().anyMatch(WebIssue::breaks)) {
      return Verdict.UNREACHABLE;
    }
    if (answered() > 0) {
      return Verdict.REACHABLE;
    }
    return failure().map(this::verdict).orElseGet(this::withoutProbes);
  }

  private Verdict verdict(Reply failure) {
    return switch (failure) {
      case Reply.Answered _ -> Verdict.REACHABLE;
      case Reply.Icmp _, Reply.Reset _ -> Verdict.UNREACHABLE;
      // A datagram that nobody answers may have arrived.
      case Reply.Silent _ ->
          request.method() == Method.UDP && !isStoppedHere()
              ? Verdict.UNKNOWN
              : Verdict.UNREACHABLE;
      case Reply.Unsent(LocalFault fault, String _) ->
          switch (fault) {
            case SOURCE_PORT_IN_USE,
                SOURCE_NOT_BINDABLE,
                NOT_PERMITTED,
                NO_ROUTE,
                NEIGHBOUR_UNREACHABLE,
                UNREACHABLE ->
                Verdict.UNREACHABLE;
            case TOO_BIG, NO_RESOURCES, UNSUPPORTED, OTHER -> Verdict.UNKNOWN;
          };
    };
  }

  private Verdict withoutProbes() {
    return isStoppedHere() ? Verdict.UNREACHABLE : Verdict.UNKNOWN;
  }

  private boolean isStoppedHere() {
    return local.routeFailure().isPresent()
        || local.neighbourFailure().isPresent()
        || local.firewall().isPresent();
  }
}
