package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.DiagnosedHop;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.IssueType;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.trace.evidence.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The simulated answer beside the measured one: whether they are the same, and if not, where they
/// part and what is likely behind it.
///
/// @param verdict one sentence
/// @param reasons the likeliest first
public record Comparison(Verdict predicted, boolean agrees, String verdict, List<String> reasons) {
  private static final String STALE =
      "the topology is older than the network: export it again and compare";

  public Comparison {
    reasons = List.copyOf(reasons);
  }

  /** Lays the answers side by side. */
  public static Comparison of(Diagnosis diagnosis, Measurement measured, List<Finding> findings) {
    return new Comparer(diagnosis, measured, findings).compare();
  }

  private record Comparer(Diagnosis diagnosis, Measurement measured, List<Finding> findings) {

    Comparison compare() {
      Verdict predicted = diagnosis.verdict();
      Verdict actual = measured.verdict();
      if (actual == Verdict.UNKNOWN) {
        return agreeing(
            "The topology says " + predicted.label() + "; the network could not be asked.");
      }
      if (predicted == Verdict.UNKNOWN) {
        return agreeing(
            "The topology does not decide it ("
                + diagnosis.why()
                + "); the network says "
                + actual.label()
                + ".");
      }
      if (predicted != actual) {
        return actual == Verdict.REACHABLE ? unexpectedlyOpen() : unexpectedlyClosed();
      }
      if (actual == Verdict.UNREACHABLE) {
        return bothClosed();
      }
      if (measured.proxy().isPresent()) {
        return proxied(measured.proxy().get());
      }
      return agreeing("The topology says Reachable, and so does the network.");
    }

    private Comparison agreeing(String verdict) {
      return new Comparison(diagnosis.verdict(), true, verdict, List.of());
    }

    private Comparison differing(String verdict, List<String> reasons) {
      return new Comparison(diagnosis.verdict(), false, verdict, reasons);
    }

    private Comparison bothClosed() {
      String found = firstError().map(issue -> "; measured: " + issue.words()).orElse("");
      return agreeing(
          "The topology says Unreachable, and so does the network. Predicted: "
              + diagnosis.why()
              + found
              + ".");
    }

    private Comparison proxied(Measurement.Proxy proxy) {
      return differing(
          "The topology says Reachable, and something accepts the connection, but it is "
              + named(proxy)
              + " and not "
              + diagnosis.destinationName()
              + ".",
          List.of(
              "a firewall on the way answers for the host: whether the host itself accepts has to"
                  + " be asked behind it",
              "the address is translated on the way"));
    }

    private Comparison unexpectedlyOpen() {
      List<String> reasons = new ArrayList<>();
      measured
          .proxy()
          .ifPresent(proxy ->
              reasons.add(
                  named(proxy)
                      + " answers in the host's name; the host itself is not shown to accept"));
      if (has(diagnosedTypes(), IssueType.ASYMMETRIC_ROUTING)) {
        reasons.add(
            "the device that the answer misses does not keep track of connections, or not for this"
                + " traffic");
      }
      reasons.add(STALE);
      firstStranger()
          .ifPresent(stranger ->
              reasons.add(
                  "the packets take another way than predicted: "
                      + stranger
                      + " is on it, and not in the topology"));
      reasons.add("the topology lacks what opens it: a rule, a route or an association");
      return differing(
          "The topology says Unreachable ("
              + diagnosis.why()
              + "), but the network answers. They part at "
              + blockedAt()
              + ".",
          reasons);
    }

    private Comparison unexpectedlyClosed() {
      List<String> reasons = new ArrayList<>();
      Optional<Finding> first = firstFinding();
      IssueType type = first.map(finding -> finding.issue().type()).orElse(IssueType.NETWORK_ERROR);
      switch (type) {
        case NO_LISTENER_ON_DESTINATION -> {
          reasons.add(
              "no listener: the service of "
                  + diagnosis.destinationName()
                  + " is not running or listens elsewhere, which no topology shows");
          if (measured.refusal().isEmpty()) {
            appliances().ifPresent(names -> reasons.add(names + " refuses in the host's name"));
          }
        }
        case GUEST_FIREWALL ->
            reasons.add(
                first.get().spot() instanceof Spot.Source
                    ? "the firewall of this machine"
                    : "the guest firewall of " + diagnosis.destinationName());
        case APPLIANCE_RULE -> {
          reasons.add("a rule of an appliance that the topology does not hold");
          reasons.add(STALE);
        }
        case ROUTE_MISSING, USER_DEFINED_ROUTE, UDR_LOOP, DESTINATION_UNREACHABLE -> {
          reasons.add(STALE);
          reasons.add("a router on the way has a table of its own, which no topology shows");
        }
        case DNS_RESOLUTION ->
            reasons.add("this machine resolves the name otherwise than the topology does");
        case ARP_MISSING -> reasons.add("the next hop is not running, or not on this link");
        case CERTIFICATE_ERROR,
            TLS_HANDSHAKE_FAILED,
            STATUS_CODE_VALIDATION_FAILED,
            HEADER_VALIDATION_FAILED,
            CONTENT_VALIDATION_FAILED,
            INVALID_RESPONSE_FROM_SERVER ->
            reasons.add("the path is as predicted; what fails is the service behind it");
        case PATH_MTU_BLACK_HOLE ->
            reasons.add("large packets vanish: a smaller MTU on the way, and no word of it");
        default -> silentReasons(reasons);
      }
      String where = first.map(finding -> finding.issue().words()).orElse("no answer");
      return differing(
          "The topology says Reachable, but the network does not: "
              + where
              + ". They part "
              + first.map(finding -> partedAt(finding.spot())).orElse("on the way")
              + ".",
          reasons);
    }

    private void silentReasons(List<String> reasons) {
      boolean hostAnswers = measured.hostAnswers();
      if (hostAnswers) {
        reasons.add(
            "the guest firewall of "
                + diagnosis.destinationName()
                + ": the host answers other packets");
      }
      appliances()
          .ifPresent(names -> reasons.add("a rule of " + names + " that the topology lacks"));
      reasons.add(STALE);
      if (!hostAnswers) {
        reasons.add(
            "the answer is lost on the way back: a capture on "
                + diagnosis.destinationName()
                + " shows whether the request arrives");
        reasons.add("the guest firewall of " + diagnosis.destinationName());
      }
    }

    // ---- places ----

    private String partedAt(Spot spot) {
      return switch (spot) {
        case Spot.Source _ -> "at this machine";
        case Spot.Destination _ -> "at " + diagnosis.destinationName();
        case Spot.Router(int ttl) ->
            measured
                .path()
                .flatMap(path -> addressAt(path, ttl))
                .map(address -> "behind " + named(address))
                .orElse("behind hop " + ttl);
      };
    }

    private static Optional<IpAddress> addressAt(MeasuredPath path, int ttl) {
      return path.hops().stream()
          .filter(hop -> hop.ttl() == ttl && !hop.isSilent())
          .map(hop -> hop.routers().getFirst().address())
          .findFirst();
    }

    private String blockedAt() {
      for (DiagnosedHop hop : diagnosis.hops()) {
        for (Issue issue : hop.issues()) {
          if (issue.severity() == Issue.Severity.ERROR) {
            return Wording.nameOf(hop.hop().node());
          }
        }
      }
      return diagnosis.destinationName();
    }

    /** An address with the name that the topology has for it. */
    private String named(IpAddress address) {
      for (DiagnosedHop hop : diagnosis.hops()) {
        if (owns(hop.hop().node(), address)) {
          return Wording.nameOf(hop.hop().node()) + " (" + address + ")";
        }
      }
      return address.toString();
    }

    private String named(Measurement.Proxy proxy) {
      return proxy.address().map(this::named).orElse(proxy.words());
    }

    /** A measured router that the predicted path does not have. */
    private Optional<IpAddress> firstStranger() {
      if (measured.path().isEmpty()) {
        return Optional.empty();
      }
      for (MeasuredHop hop : measured.path().get().hops()) {
        for (MeasuredHop.Router router : hop.routers()) {
          boolean known =
              diagnosis.hops().stream().anyMatch(each -> owns(each.hop().node(), router.address()));
          if (!known && measured.destination().filter(router.address()::equals).isEmpty()) {
            return Optional.of(router.address());
          }
        }
      }
      return Optional.empty();
    }

    private static boolean owns(Node node, IpAddress address) {
      return switch (node) {
        case Node.Interface(var at) -> at.owns(address);
        case Node.Frontend(var _, var _, IpAddress own) -> own.equals(address);
        case Node.Hub(var hub) -> hub.routerAddresses().contains(address);
        case Node.Internet(IpAddress own) -> own.equals(address);
        case Node.Service(var _, IpAddress own) -> own.equals(address);
        case Node.Outside(var _, IpAddress own) -> own.equals(address);
        case Node.Platform(IpAddress own) -> own.equals(address);
        case Node.Unresolved(IpAddress own) -> own.equals(address);
      };
    }

    /** The machines and services that forward on the predicted path. */
    private Optional<String> appliances() {
      List<String> names = new ArrayList<>();
      for (DiagnosedHop hop : diagnosis.hops()) {
        if (hop.role() == DiagnosedHop.Role.FORWARDER) {
          names.add(Wording.nameOf(hop.hop().node()));
        }
      }
      return names.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", names));
    }

    private Optional<Finding> firstFinding() {
      return findings.stream()
          .filter(finding -> finding.issue().severity() == Issue.Severity.ERROR)
          .findFirst();
    }

    private Optional<Issue> firstError() {
      return firstFinding().map(Finding::issue);
    }

    private List<IssueType> diagnosedTypes() {
      return diagnosis.hops().stream()
          .flatMap(hop -> hop.issues().stream())
          .map(Issue::type)
          .toList();
    }

    private static boolean has(List<IssueType> types, IssueType type) {
      return types.contains(type);
    }
  }
}
