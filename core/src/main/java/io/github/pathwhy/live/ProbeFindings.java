package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.IssueType;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.PathEnd;
import java.util.List;
import java.util.Optional;

/** What ended the end-to-end probes that were not answered. */
final class ProbeFindings {
  private final Measurement measured;
  private final FindingList list;

  ProbeFindings(Measurement measured, FindingList list) {
    this.measured = measured;
    this.list = list;
  }

  /** Adds them. */
  void add() {
    Optional<Reply> failure = measured.failure();
    if (failure.isEmpty()) {
      return;
    }
    if (measured.answered() > 0) {
      int lost = measured.replies().size() - measured.answered();
      list.add(
          new Spot.Destination(),
          IssueType.NETWORK_ERROR,
          Issue.Origin.INBOUND,
          Issue.Severity.WARNING,
          lost + " of " + measured.replies().size() + " probes were lost: " + words(failure.get()),
          FindingList.context("ProbesFailed", Integer.toString(lost)));
      return;
    }
    switch (failure.get()) {
      case Reply.Answered _ -> {}
      case Reply.Unsent(LocalFault fault, String detail) -> unsent(fault, detail);
      case Reply.Reset _ -> refused();
      case Reply.Icmp icmp -> stopped(icmp.error(), icmp.from());
      case Reply.Silent _ -> silent();
    }
  }

  private static String words(Reply failure) {
    return switch (failure) {
      case Reply.Answered _ -> "answered";
      case Reply.Unsent(LocalFault fault, String detail) -> fault.words() + " (" + detail + ")";
      case Reply.Reset _ -> "refused";
      case Reply.Icmp icmp -> icmp.error() + " from " + icmp.from();
      case Reply.Silent _ -> "no answer";
    };
  }

  private void unsent(LocalFault fault, String detail) {
    String words = fault.words();
    Issue.Context errno = FindingList.context("SystemError", detail);
    switch (fault) {
      case SOURCE_PORT_IN_USE ->
          list.error(
              new Spot.Source(),
              IssueType.SOURCE_PORT_IN_USE,
              Issue.Origin.LOCAL,
              measured
                  .request()
                  .sourcePort()
                  .map(port ->
                      "the source port "
                          + port
                          + " is in use"
                          + measured.local().portUser().map(who -> ": " + who).orElse(""))
                  .orElse(words),
              errno);
      case SOURCE_NOT_BINDABLE ->
          list.error(new Spot.Source(), IssueType.SOCKET_ERROR, Issue.Origin.LOCAL, words, errno);
      case NOT_PERMITTED -> {
        if (measured.local().firewall().isEmpty() && measured.local().routeFailure().isEmpty()) {
          list.error(
              new Spot.Source(),
              IssueType.GUEST_FIREWALL,
              Issue.Origin.OUTBOUND,
              "this machine does not let it out: a rule of its own firewall or policy",
              errno);
        }
      }
      case NO_ROUTE -> {
        if (measured.local().routeFailure().isEmpty()) {
          list.error(new Spot.Source(), IssueType.ROUTE_MISSING, Issue.Origin.LOCAL, words, errno);
        }
      }
      case NEIGHBOUR_UNREACHABLE -> {
        if (measured.local().neighbourFailure().isEmpty()) {
          list.error(new Spot.Source(), IssueType.ARP_MISSING, Issue.Origin.OUTBOUND, words, errno);
        }
      }
      case UNREACHABLE ->
          list.error(
              new Spot.Destination(), IssueType.NETWORK_ERROR, Issue.Origin.INBOUND, words, errno);
      case TOO_BIG, NO_RESOURCES, UNSUPPORTED, OTHER ->
          list.error(new Spot.Source(), IssueType.SOCKET_ERROR, Issue.Origin.LOCAL, words, errno);
    }
  }

  private void refused() {
    String service = list.service();
    Optional<Measurement.Refusal> refusal = measured.refusal();
    if (refusal.isPresent() && refusal.get().hopsBefore() > 0) {
      int ttl = Math.max(1, list.distance() - refusal.get().hopsBefore());
      list.error(
          new Spot.Router(ttl),
          IssueType.APPLIANCE_RULE,
          Issue.Origin.LOCAL,
          "something on the way refuses " + service + " with a RST: " + refusal.get().words(),
          FindingList.context("Reason", refusal.get().words()));
      return;
    }
    String doubt =
        refusal
            .map(seen -> ": " + seen.words())
            .orElse(
                " (or something on the way refuses in its name, which only a capture can tell)");
    list.error(
        new Spot.Destination(),
        IssueType.NO_LISTENER_ON_DESTINATION,
        Issue.Origin.LOCAL,
        "nothing listens on " + service + ", a RST came back" + doubt,
        FindingList.context("Reason", "RST"));
  }

  private void rejectedHere(IcmpError error) {
    if (measured.local().firewall().isEmpty()) {
      list.error(
          new Spot.Source(),
          IssueType.GUEST_FIREWALL,
          Issue.Origin.OUTBOUND,
          "the firewall of this machine rejects it: " + error,
          FindingList.context("Icmp", error.type() + "/" + error.code()));
    }
  }

  private void stopped(IcmpError error, IpAddress from) {
    boolean atDestination = measured.destination().filter(from::equals).isPresent();
    if (!atDestination && measured.local().source().filter(from::equals).isPresent()) {
      if (error.meaning() != IcmpError.Meaning.HOST_UNREACHABLE) {
        rejectedHere(error);
      } else if (measured.local().neighbourFailure().isEmpty()) {
        String words = "the next hop on the link of this machine does not answer";
        list.error(
            new Spot.Source(),
            IssueType.ARP_MISSING,
            Issue.Origin.OUTBOUND,
            words,
            FindingList.context("Reason", words));
      }
      return;
    }
    Spot spot = atDestination ? new Spot.Destination() : list.routerAt(from);
    boolean datagram = measured.request().method() == Method.UDP;
    String words = from + ": " + error;
    Issue.Context address = FindingList.context("Address", from.toString());
    Issue.Context code = FindingList.context("Icmp", error.type() + "/" + error.code());
    switch (error.meaning()) {
      case PORT_UNREACHABLE, PROTOCOL_UNREACHABLE -> {
        if (atDestination && datagram) {
          list.error(
              spot,
              IssueType.NO_LISTENER_ON_DESTINATION,
              Issue.Origin.LOCAL,
              "nothing listens on " + list.service() + ": " + words,
              address,
              code);
        } else {
          prohibited(spot, atDestination, words, address, code);
        }
      }
      case PROHIBITED -> prohibited(spot, atDestination, words, address, code);
      case NET_UNREACHABLE ->
          list.error(spot, IssueType.ROUTE_MISSING, Issue.Origin.OUTBOUND, words, address, code);
      case TTL_EXCEEDED -> {
        if (!isCircle()) {
          list.error(
              spot,
              IssueType.UDR_LOOP,
              Issue.Origin.OUTBOUND,
              words + ": the packet went in circles",
              address,
              code);
        }
      }
      case TOO_BIG ->
          list.error(
              spot, IssueType.PATH_MTU_BLACK_HOLE, Issue.Origin.OUTBOUND, words, address, code);
      case HOST_UNREACHABLE, OTHER ->
          list.error(
              spot, IssueType.DESTINATION_UNREACHABLE, Issue.Origin.OUTBOUND, words, address, code);
    }
  }

  private void prohibited(Spot spot, boolean atDestination, String words, Issue.Context... more) {
    list.error(
        spot,
        atDestination ? IssueType.GUEST_FIREWALL : IssueType.APPLIANCE_RULE,
        atDestination ? Issue.Origin.INBOUND : Issue.Origin.LOCAL,
        words + ": a firewall there rejects " + list.service(),
        more);
  }

  private void silent() {
    if (!list.isEmpty() && measured.local().firewall().isPresent()) {
      return;
    }
    if (measured.local().neighbourFailure().isPresent()
        || measured.local().routeFailure().isPresent()) {
      return;
    }
    if (isCircle()) {
      return;
    }
    Optional<PathEnd> end = measured.path().map(MeasuredPath::end);
    if (end.isPresent()
        && end.get() instanceof PathEnd.Stopped(int _, IpAddress by, IcmpError error)) {
      stopped(error, by);
      return;
    }
    if (measured.verdict() == Verdict.UNKNOWN) {
      return;
    }
    if (measured.aside().isPresent()
        && measured.aside().get() instanceof Reply.Icmp icmp
        && isAboutTheHost(icmp)) {
      stopped(icmp.error(), icmp.from());
      return;
    }
    if (measured.hostAnswers()) {
      list.error(
          new Spot.Destination(),
          IssueType.NETWORK_ERROR,
          Issue.Origin.INBOUND,
          "filtered: the host answers, but not on "
              + list.service()
              + (measured.local().firewallDoubt().isPresent()
                  ? ": a firewall of the host, before it or of this machine"
                  : ": a firewall of the host or before it")
              + " drops it without a word, or the listener's queue is full",
          FindingList.context("Reason", "Filtered"));
      return;
    }
    int last = list.lastAnswer();
    list.error(
        last > 0 ? new Spot.Router(last) : new Spot.Source(),
        IssueType.NETWORK_ERROR,
        Issue.Origin.OUTBOUND,
        last > 0
            ? "filtered or lost: nothing beyond hop " + last + " answers"
            : "filtered or lost: nothing on the way answers",
        FindingList.context("Reason", "NoAnswer"));
  }

  /** Whether the path goes in circles, which is then a finding. */
  private boolean isCircle() {
    Optional<PathEnd> end = measured.path().map(MeasuredPath::end);
    if (end.isEmpty() || !(end.get() instanceof PathEnd.Loop(int from, List<IpAddress> routers))) {
      return false;
    }
    String circle = circle(routers);
    list.error(
        new Spot.Router(from),
        IssueType.UDR_LOOP,
        Issue.Origin.OUTBOUND,
        "the packet goes in circles: " + circle,
        FindingList.context("Addresses", circle));
    return true;
  }

  /** Whether a router says that there is no way to the host, whatever is sent. */
  private boolean isAboutTheHost(Reply.Icmp icmp) {
    return icmp.error().isNoWay()
        && measured.destination().filter(icmp.from()::equals).isEmpty()
        && measured.local().source().filter(icmp.from()::equals).isEmpty();
  }

  private static String circle(List<IpAddress> routers) {
    StringBuilder text = new StringBuilder();
    for (IpAddress router : routers) {
      text.append(text.isEmpty() ? "" : ", ").append(router);
    }
    return text.toString();
  }
}
