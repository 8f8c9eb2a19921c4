package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.IssueType;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names what a measurement shows to be wrong, each thing where it sits, with Azure's word for it.
public final class Findings {
  private static final int BUSY_PERCENT = 90;

  private final Measurement measured;
  private final List<Finding> found = new ArrayList<>();

  private Findings(Measurement measured) {
    this.measured = measured;
  }

  /** All that is wrong, from the source to the destination. */
  public static List<Finding> of(Measurement measured) {
    Findings findings = new Findings(measured);
    findings.ofThisMachine();
    findings.ofTheName();
    findings.ofTheProbes();
    findings.ofTheWay();
    findings.ofLargePackets();
    findings.ofTheExchange();
    return List.copyOf(findings.found);
  }

  // ---- this machine ----

  private void ofThisMachine() {
    LocalFacts local = measured.local();
    busy(local.cpuPercent(), IssueType.CPU, "the processor of this machine");
    busy(local.memoryPercent(), IssueType.MEMORY, "the memory of this machine");
    if (measured.answered() > 0) {
      return;
    }
    local
        .routeFailure()
        .ifPresent(why ->
            error(
                new Spot.Source(),
                IssueType.ROUTE_MISSING,
                Issue.Origin.LOCAL,
                "this machine: " + why,
                context("Reason", why)));
    if (local.routeFailure().isPresent()) {
      return;
    }
    local
        .firewall()
        .ifPresent(rule ->
            error(
                new Spot.Source(),
                IssueType.GUEST_FIREWALL,
                Issue.Origin.OUTBOUND,
                "the firewall of this machine drops it: " + rule,
                context("Rule", rule)));
    local
        .neighbourFailure()
        .ifPresent(why ->
            error(
                new Spot.Source(),
                IssueType.ARP_MISSING,
                Issue.Origin.OUTBOUND,
                why,
                context("Reason", why)));
  }

  private void busy(Optional<Integer> percent, IssueType type, String what) {
    if (percent.isPresent() && percent.get() >= BUSY_PERCENT) {
      add(
          new Spot.Source(),
          type,
          Issue.Origin.LOCAL,
          Issue.Severity.WARNING,
          what + " is " + percent.get() + " % used",
          context("Percent", percent.get().toString()));
    }
  }

  private void ofTheName() {
    if (measured.name().isPresent() && measured.name().get() instanceof NameAnswer.Failed failed) {
      error(
          new Spot.Source(),
          IssueType.DNS_RESOLUTION,
          Issue.Origin.LOCAL,
          "DNS resolution of " + measured.request().host() + " fails: " + failed.words(),
          context("HostName", measured.request().host()),
          context("Kind", failed.kind().label()),
          context("Reason", failed.words()));
    }
  }

  // ---- the probes ----

  private void ofTheProbes() {
    Optional<Reply> failure = measured.failure();
    if (failure.isEmpty()) {
      return;
    }
    if (measured.answered() > 0) {
      int lost = measured.replies().size() - measured.answered();
      add(
          new Spot.Destination(),
          IssueType.NETWORK_ERROR,
          Issue.Origin.INBOUND,
          Issue.Severity.WARNING,
          lost + " of " + measured.replies().size() + " probes were lost: " + words(failure.get()),
          context("ProbesFailed", Integer.toString(lost)));
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
    Issue.Context errno = context("SystemError", detail);
    switch (fault) {
      case SOURCE_PORT_IN_USE ->
          error(
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
          error(new Spot.Source(), IssueType.SOCKET_ERROR, Issue.Origin.LOCAL, words, errno);
      case NOT_PERMITTED -> {
        if (measured.local().firewall().isEmpty() && measured.local().routeFailure().isEmpty()) {
          error(
              new Spot.Source(),
              IssueType.GUEST_FIREWALL,
              Issue.Origin.OUTBOUND,
              "this machine does not let it out: a rule of its own firewall or policy",
              errno);
        }
      }
      case NO_ROUTE -> {
        if (measured.local().routeFailure().isEmpty()) {
          error(new Spot.Source(), IssueType.ROUTE_MISSING, Issue.Origin.LOCAL, words, errno);
        }
      }
      case NEIGHBOUR_UNREACHABLE -> {
        if (measured.local().neighbourFailure().isEmpty()) {
          error(new Spot.Source(), IssueType.ARP_MISSING, Issue.Origin.OUTBOUND, words, errno);
        }
      }
      case UNREACHABLE ->
          error(
              new Spot.Destination(), IssueType.NETWORK_ERROR, Issue.Origin.INBOUND, words, errno);
      case TOO_BIG, NO_RESOURCES, UNSUPPORTED, OTHER ->
          error(new Spot.Source(), IssueType.SOCKET_ERROR, Issue.Origin.LOCAL, words, errno);
    }
  }

  private void refused() {
    String service = service();
    Optional<Measurement.Refusal> refusal = measured.refusal();
    if (refusal.isPresent() && refusal.get().hopsBefore() > 0) {
      int ttl = Math.max(1, distance() - refusal.get().hopsBefore());
      error(
          new Spot.Router(ttl),
          IssueType.APPLIANCE_RULE,
          Issue.Origin.LOCAL,
          "something on the way refuses " + service + " with a RST: " + refusal.get().words(),
          context("Reason", refusal.get().words()));
      return;
    }
    String doubt =
        refusal
            .map(seen -> ": " + seen.words())
            .orElse(
                " (or something on the way refuses in its name, which only a capture can tell)");
    error(
        new Spot.Destination(),
        IssueType.NO_LISTENER_ON_DESTINATION,
        Issue.Origin.LOCAL,
        "nothing listens on " + service + ", a RST came back" + doubt,
        context("Reason", "RST"));
  }

  private void rejectedHere(IcmpError error) {
    if (measured.local().firewall().isEmpty()) {
      error(
          new Spot.Source(),
          IssueType.GUEST_FIREWALL,
          Issue.Origin.OUTBOUND,
          "the firewall of this machine rejects it: " + error,
          context("Icmp", error.type() + "/" + error.code()));
    }
  }

  private void stopped(IcmpError error, IpAddress from) {
    boolean atDestination = measured.destination().filter(from::equals).isPresent();
    if (!atDestination && measured.local().source().filter(from::equals).isPresent()) {
      if (error.meaning() != IcmpError.Meaning.HOST_UNREACHABLE) {
        rejectedHere(error);
      } else if (measured.local().neighbourFailure().isEmpty()) {
        String words = "the next hop on the link of this machine does not answer";
        error(
            new Spot.Source(),
            IssueType.ARP_MISSING,
            Issue.Origin.OUTBOUND,
            words,
            context("Reason", words));
      }
      return;
    }
    Spot spot = atDestination ? new Spot.Destination() : routerAt(from);
    boolean datagram = measured.request().method() == Method.UDP;
    String words = from + ": " + error;
    Issue.Context address = context("Address", from.toString());
    Issue.Context code = context("Icmp", error.type() + "/" + error.code());
    switch (error.meaning()) {
      case PORT_UNREACHABLE, PROTOCOL_UNREACHABLE -> {
        if (atDestination && datagram) {
          error(
              spot,
              IssueType.NO_LISTENER_ON_DESTINATION,
              Issue.Origin.LOCAL,
              "nothing listens on " + service() + ": " + words,
              address,
              code);
        } else {
          prohibited(spot, atDestination, words, address, code);
        }
      }
      case PROHIBITED -> prohibited(spot, atDestination, words, address, code);
      case NET_UNREACHABLE ->
          error(spot, IssueType.ROUTE_MISSING, Issue.Origin.OUTBOUND, words, address, code);
      case TTL_EXCEEDED -> {
        if (!isCircle()) {
          error(
              spot,
              IssueType.UDR_LOOP,
              Issue.Origin.OUTBOUND,
              words + ": the packet went in circles",
              address,
              code);
        }
      }
      case TOO_BIG ->
          error(spot, IssueType.PATH_MTU_BLACK_HOLE, Issue.Origin.OUTBOUND, words, address, code);
      case HOST_UNREACHABLE, OTHER ->
          error(
              spot, IssueType.DESTINATION_UNREACHABLE, Issue.Origin.OUTBOUND, words, address, code);
    }
  }

  private void prohibited(Spot spot, boolean atDestination, String words, Issue.Context... more) {
    error(
        spot,
        atDestination ? IssueType.GUEST_FIREWALL : IssueType.APPLIANCE_RULE,
        atDestination ? Issue.Origin.INBOUND : Issue.Origin.LOCAL,
        words + ": a firewall there rejects " + service(),
        more);
  }

  private void silent() {
    if (!found.isEmpty() && measured.local().firewall().isPresent()) {
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
      error(
          new Spot.Destination(),
          IssueType.NETWORK_ERROR,
          Issue.Origin.INBOUND,
          "filtered: the host answers, but not on "
              + service()
              + ": a firewall of the host or before it drops it without a word, or the listener's"
              + " queue is full",
          context("Reason", "Filtered"));
      return;
    }
    int last = lastAnswer();
    error(
        last > 0 ? new Spot.Router(last) : new Spot.Source(),
        IssueType.NETWORK_ERROR,
        Issue.Origin.OUTBOUND,
        last > 0
            ? "filtered or lost: nothing beyond hop " + last + " answers"
            : "filtered or lost: nothing on the way answers",
        context("Reason", "NoAnswer"));
  }

  /** Whether the path goes in circles, which is then a finding. */
  private boolean isCircle() {
    Optional<PathEnd> end = measured.path().map(MeasuredPath::end);
    if (end.isEmpty() || !(end.get() instanceof PathEnd.Loop(int from, List<IpAddress> routers))) {
      return false;
    }
    String circle = circle(routers);
    error(
        new Spot.Router(from),
        IssueType.UDR_LOOP,
        Issue.Origin.OUTBOUND,
        "the packet goes in circles: " + circle,
        context("Addresses", circle));
    return true;
  }

  /** Whether a router says that there is no way to the host, whatever is sent. */
  private boolean isAboutTheHost(Reply.Icmp icmp) {
    boolean noWay =
        icmp.error().meaning() == IcmpError.Meaning.NET_UNREACHABLE
            || icmp.error().meaning() == IcmpError.Meaning.HOST_UNREACHABLE;
    return noWay
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

  // ---- the way ----

  private void ofTheWay() {
    measured
        .proxy()
        .ifPresent(proxy ->
            add(
                new Spot.Router(proxy.ttl()),
                IssueType.PROXIED_CONNECTION,
                Issue.Origin.LOCAL,
                Issue.Severity.WARNING,
                proxy.address()
                    + " answers "
                    + service()
                    + " in the name of "
                    + measured.request().host()
                    + ", which is farther away: that the host itself accepts is not shown",
                context("Address", proxy.address().toString())));
  }

  private void ofLargePackets() {
    if (measured.mtu().isPresent()
        && measured.mtu().get() instanceof MtuFinding.Found(int mtu, var limit)
        && limit instanceof MtuFinding.Limit.BlackHole(var _, int hop)) {
      boolean stalled = measured.verdict() == Verdict.UNREACHABLE;
      add(
          hop > 0 ? new Spot.Router(hop) : new Spot.Source(),
          IssueType.PATH_MTU_BLACK_HOLE,
          Issue.Origin.OUTBOUND,
          stalled ? Issue.Severity.ERROR : Issue.Severity.WARNING,
          "packets of more than "
              + mtu
              + " bytes vanish without a word"
              + (hop > 0 ? " behind hop " + hop : "")
              + ": connections stall as soon as much is sent",
          context("Mtu", Integer.toString(mtu)));
    }
  }

  private void ofTheExchange() {
    if (measured.web().isEmpty()) {
      return;
    }
    for (Measurement.WebIssue fault : measured.web().get().faults()) {
      List<Issue.Context> details = new ArrayList<>();
      details.add(context("Reason", fault.code()));
      fault.details().forEach(fact -> details.add(context(fact.name(), fact.value())));
      found.add(
          new Finding(
              new Spot.Destination(),
              new Issue(
                  WebIssueTypes.of(fault.code()),
                  Issue.Origin.LOCAL,
                  fault.breaks() ? Issue.Severity.ERROR : Issue.Severity.WARNING,
                  Optional.empty(),
                  details,
                  fault.words(),
                  Optional.empty())));
    }
  }

  // ---- places and words ----

  /** The hop with this address, or the last one before it. */
  private Spot routerAt(IpAddress from) {
    if (measured.path().isEmpty()) {
      return new Spot.Destination();
    }
    for (MeasuredHop hop : measured.path().get().hops()) {
      for (MeasuredHop.Router router : hop.routers()) {
        if (router.address().equals(from)) {
          return new Spot.Router(hop.ttl());
        }
      }
    }
    int last = lastAnswer();
    return last > 0 ? new Spot.Router(last) : new Spot.Source();
  }

  private int lastAnswer() {
    int last = 0;
    if (measured.path().isPresent()) {
      for (MeasuredHop hop : measured.path().get().hops()) {
        boolean isRouter =
            hop.routers().stream()
                .anyMatch(
                    router -> measured.destination().filter(router.address()::equals).isEmpty());
        last = isRouter ? hop.ttl() : last;
      }
    }
    return last;
  }

  /** How far away the end of the path is. */
  private int distance() {
    return measured
        .path()
        .map(path ->
            switch (path.end()) {
              case PathEnd.Arrived(int ttl, var _) -> ttl;
              case PathEnd.Refused(int ttl) -> ttl;
              case PathEnd.Stopped(int ttl, var _, var _) -> ttl;
              case PathEnd.Silent(int after) -> after;
              case PathEnd.TooFar(int hops) -> hops;
              case PathEnd.Loop(int from, var _) -> from;
              case PathEnd.Interrupted(int after) -> after;
              case PathEnd.NotSent _ -> 0;
            })
        .orElse(0);
  }

  private String service() {
    return measured.request().port() > 0
        ? measured.request().application().label() + "/" + measured.request().port()
        : measured.request().application().label();
  }

  private static Issue.Context context(String key, String value) {
    return new Issue.Context(key, value);
  }

  private void error(
      Spot spot, IssueType type, Issue.Origin origin, String words, Issue.Context... context) {
    add(spot, type, origin, Issue.Severity.ERROR, words, context);
  }

  private void add(
      Spot spot,
      IssueType type,
      Issue.Origin origin,
      Issue.Severity severity,
      String words,
      Issue.Context... context) {
    found.add(
        new Finding(
            spot,
            new Issue(
                type,
                origin,
                severity,
                Optional.empty(),
                List.of(context),
                words,
                Optional.empty())));
  }
}
