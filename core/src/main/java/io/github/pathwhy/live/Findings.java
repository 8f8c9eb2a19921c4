package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.IssueType;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.MtuFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names what a measurement shows to be wrong, each thing where it sits, with Azure's word for it.
public final class Findings {
  private static final int BUSY_PERCENT = 90;

  private final Measurement measured;
  private final FindingList list;

  private Findings(Measurement measured) {
    this.measured = measured;
    this.list = new FindingList(measured);
  }

  /** All that is wrong, from the source to the destination. */
  public static List<Finding> of(Measurement measured) {
    Findings findings = new Findings(measured);
    findings.ofThisMachine();
    findings.ofTheName();
    new ProbeFindings(measured, findings.list).add();
    findings.ofTheWay();
    findings.ofLargePackets();
    findings.ofTheExchange();
    return findings.list.toList();
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
            list.error(
                new Spot.Source(),
                IssueType.ROUTE_MISSING,
                Issue.Origin.LOCAL,
                "this machine: " + why,
                FindingList.context("Reason", why)));
    if (local.routeFailure().isPresent()) {
      return;
    }
    local
        .firewall()
        .ifPresent(rule ->
            list.error(
                new Spot.Source(),
                IssueType.GUEST_FIREWALL,
                Issue.Origin.OUTBOUND,
                "the firewall of this machine drops it: " + rule,
                FindingList.context("Rule", rule)));
    local
        .neighbourFailure()
        .ifPresent(why ->
            list.error(
                new Spot.Source(),
                IssueType.ARP_MISSING,
                Issue.Origin.OUTBOUND,
                why,
                FindingList.context("Reason", why)));
  }

  private void busy(Optional<Integer> percent, IssueType type, String what) {
    if (percent.isPresent() && percent.get() >= BUSY_PERCENT) {
      list.add(
          new Spot.Source(),
          type,
          Issue.Origin.LOCAL,
          Issue.Severity.WARNING,
          what + " is " + percent.get() + " % used",
          FindingList.context("Usage", percent.get() + "%"));
    }
  }

  private void ofTheName() {
    if (measured.name().isPresent() && measured.name().get() instanceof NameAnswer.Failed failed) {
      list.error(
          new Spot.Source(),
          IssueType.DNS_RESOLUTION,
          Issue.Origin.LOCAL,
          "DNS resolution of " + measured.request().host() + " fails: " + failed.words(),
          FindingList.context("HostName", measured.request().host()),
          FindingList.context("Kind", failed.kind().label()),
          FindingList.context("Reason", failed.words()));
    }
  }

  // ---- the way ----

  private void ofTheWay() {
    measured
        .proxy()
        .ifPresent(proxy -> {
          Optional<String> address = proxy.address().map(IpAddress::toString);
          list.add(
              new Spot.Router(proxy.ttl()),
              IssueType.PROXIED_CONNECTION,
              Issue.Origin.LOCAL,
              Issue.Severity.WARNING,
              proxy.words()
                  + " answers "
                  + list.service()
                  + " in the name of "
                  + measured.request().host()
                  + ", which is farther away: that the host itself accepts is not shown",
              FindingList.context(
                  address.isPresent() ? "Address" : "Distance",
                  address.orElse(Integer.toString(proxy.ttl()))));
        });
  }

  private void ofLargePackets() {
    if (measured.mtu().isPresent()
        && measured.mtu().get() instanceof MtuFinding.Found(int mtu, var limit)
        && limit instanceof MtuFinding.Limit.BlackHole(var _, int hop)) {
      boolean stalled = measured.verdict() == Verdict.UNREACHABLE;
      list.add(
          hop > 0 ? new Spot.Router(hop) : new Spot.Source(),
          IssueType.PATH_MTU_BLACK_HOLE,
          Issue.Origin.OUTBOUND,
          stalled ? Issue.Severity.ERROR : Issue.Severity.WARNING,
          "packets of more than "
              + mtu
              + " bytes vanish without a word"
              + (hop > 0 ? " behind hop " + hop : "")
              + ": connections stall as soon as much is sent",
          FindingList.context("Mtu", Integer.toString(mtu)));
    }
  }

  private void ofTheExchange() {
    if (measured.web().isEmpty()) {
      return;
    }
    for (Measurement.WebIssue fault : measured.web().get().faults()) {
      List<Issue.Context> details = new ArrayList<>();
      details.add(FindingList.context("Reason", fault.code()));
      fault.details().forEach(fact -> details.add(FindingList.context(fact.name(), fact.value())));
      list.add(
          new Spot.Destination(),
          WebIssueTypes.of(fault.code()),
          Issue.Origin.LOCAL,
          fault.breaks() ? Issue.Severity.ERROR : Issue.Severity.WARNING,
          fault.words(),
          details.toArray(Issue.Context[]::new));
    }
  }
}
