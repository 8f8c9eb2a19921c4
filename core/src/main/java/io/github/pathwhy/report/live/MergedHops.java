package io.github.pathwhy.report.live;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.live.Finding;
import io.github.pathwhy.live.Measurement;
import io.github.pathwhy.live.Spot;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReport.HopView;
import io.github.pathwhy.report.CheckReport.MeasuredHopView;
import io.github.pathwhy.report.CheckReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The hops of an answer: measured ones, and the configured ones that they are laid over, as
/// connection monitor does. Configured hops that answered nobody carry no latency; routers that the
/// configuration does not know stand between those that it does.
final class MergedHops {
  /** A hop in the making. */
  private static final class Draft {
    final HopView view;
    Optional<MeasuredHopView> measured = Optional.empty();
    final List<CheckReport.IssueView> issues;

    Draft(HopView view, List<CheckReport.IssueView> issues) {
      this.view = view;
      this.issues = new ArrayList<>(issues);
    }
  }

  private final List<Draft> drafts = new ArrayList<>();
  private final String destination;

  private MergedHops(Measurement measured) {
    this.destination = measured.destination().map(IpAddress::toString).orElse("");
  }

  /** Without a topology: this machine, the routers, the destination. */
  static List<HopView> measuredOnly(
      Measurement measured, List<MeasuredHopView> hops, List<Finding> findings) {
    MergedHops merged = new MergedHops(measured);
    String source = measured.local().source().map(IpAddress::toString).orElse("");
    merged.add(hop(CheckReport.THIS_MACHINE, source, CheckReport.Kind.SOURCE));
    for (MeasuredHopView hop : hops) {
      merged.addRouter(merged.drafts.size(), hop);
    }
    if (measured.destination().isPresent()) {
      Optional<MeasuredHopView> end = merged.end(hops);
      Draft last = new Draft(merged.destination(measured, end.isPresent()), List.of());
      last.measured = end;
      merged.drafts.add(last);
    }
    merged.place(findings);
    return merged.chain();
  }

  /// With a topology: its hops in the first place. When they branch, measured ones are laid over
  /// them, and none is put between.
  static List<HopView> of(
      List<HopView> configured,
      Measurement measured,
      List<MeasuredHopView> hops,
      List<Finding> findings,
      boolean reachable) {
    MergedHops merged = new MergedHops(measured);
    boolean branches = false;
    for (HopView hop : configured) {
      branches |= hop.next().size() > 1;
      merged.drafts.add(new Draft(hop, reachable ? predicted(hop.issues()) : hop.issues()));
    }
    int position = 0;
    for (MeasuredHopView hop : hops) {
      int known = merged.find(hop.addresses());
      if (known >= 0) {
        merged.drafts.get(known).measured = Optional.of(hop);
        position = known;
      } else if (!branches && position < merged.drafts.size() - 1 && merged.isRouter(hop)) {
        position = merged.addRouter(position + 1, hop);
      }
    }
    merged.place(findings);
    return branches ? merged.asConfigured() : merged.chain();
  }

  /** What should block but did not is a warning. */
  private static List<CheckReport.IssueView> predicted(List<CheckReport.IssueView> issues) {
    List<CheckReport.IssueView> result = new ArrayList<>(issues.size());
    for (CheckReport.IssueView issue : issues) {
      List<CheckReport.ContextView> context = new ArrayList<>(issue.context());
      context.add(new CheckReport.ContextView("Predicted", "Error"));
      result.add(
          issue.severity().equals("Error")
              ? new CheckReport.IssueView(
                  issue.origin(),
                  "Warning",
                  issue.type(),
                  issue.rule(),
                  context,
                  issue.words(),
                  issue.declaredAt(),
                  issue.told())
              : issue);
    }
    return result;
  }

  private void add(HopView view) {
    drafts.add(new Draft(view, List.of()));
  }

  /** Adds a router unless it is none, or stands there already. Says where it stands. */
  private int addRouter(int at, MeasuredHopView hop) {
    if (!isRouter(hop)) {
      return at - 1;
    }
    String address = hop.addresses().getFirst();
    if (drafts.get(at - 1).view.address().equals(address)) {
      return at - 1;
    }
    CheckReport.Kind kind =
        IpAddress.parse(address).filter(AddressSpaces::isPublic).isPresent()
            ? CheckReport.Kind.INTERNET
            : CheckReport.Kind.ROUTER;
    Draft draft = new Draft(hop(address, address, kind), List.of());
    draft.measured = Optional.of(hop);
    drafts.add(at, draft);
    return at;
  }

  private boolean isRouter(MeasuredHopView hop) {
    return !hop.addresses().isEmpty() && !hop.addresses().contains(destination);
  }

  private Optional<MeasuredHopView> end(List<MeasuredHopView> hops) {
    // Nearer ones are of something that passes packets on in its name.
    Optional<MeasuredHopView> last = Optional.empty();
    for (MeasuredHopView hop : hops) {
      last = hop.addresses().contains(destination) ? Optional.of(hop) : last;
    }
    return last;
  }

  private int find(List<String> addresses) {
    for (int i = 1; i < drafts.size(); i++) {
      if (addresses.contains(drafts.get(i).view.address())) {
        return i;
      }
    }
    return -1;
  }

  private HopView destination(Measurement measured, boolean seen) {
    boolean answered = seen || measured.answered() > 0;
    CheckReport.Kind kind =
        !answered
            ? CheckReport.Kind.UNRESOLVED
            : measured.destination().filter(AddressSpaces::isPublic).isPresent()
                ? CheckReport.Kind.INTERNET
                : CheckReport.Kind.HOST;
    return hop(measured.request().host(), destination, kind);
  }

  private static HopView hop(String name, String address, CheckReport.Kind kind) {
    return new HopView(
        "",
        name,
        kind,
        address,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  // ---- issues ----

  private void place(List<Finding> findings) {
    for (Finding finding : findings) {
      int index =
          switch (finding.spot()) {
            case Spot.Source _ -> 0;
            case Spot.Destination _ -> drafts.size() - 1;
            case Spot.Router(int ttl) -> at(ttl);
          };
      drafts.get(index).issues.add(CheckReports.view(finding.issue()));
    }
  }

  /** The hop at a distance, or the last one before it. */
  private int at(int ttl) {
    int best = 0;
    for (int i = 1; i < drafts.size(); i++) {
      Optional<MeasuredHopView> measured = drafts.get(i).measured;
      if (measured.isPresent() && measured.get().distance() <= ttl) {
        best = i;
      }
    }
    return best;
  }

  // ---- done ----

  private List<HopView> chain() {
    List<HopView> result = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      result.add(
          finished(
              drafts.get(i),
              i,
              i < drafts.size() - 1 ? List.of(i + 1) : List.of(),
              i > 0 ? List.of(i - 1) : List.of()));
    }
    return result;
  }

  private List<HopView> asConfigured() {
    List<HopView> result = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      HopView view = drafts.get(i).view;
      result.add(finished(drafts.get(i), i, view.next(), view.previous()));
    }
    return result;
  }

  private static HopView finished(
      Draft draft, int index, List<Integer> next, List<Integer> previous) {
    HopView view = draft.view;
    String id =
        view.id().isEmpty()
            ? CheckReports.id(index + "|" + view.name() + "|" + view.address()).toString()
            : view.id();
    return new HopView(
        id,
        view.name(),
        view.kind(),
        view.address(),
        view.resourceId(),
        view.configurationId(),
        next,
        previous,
        draft.issues,
        view.evidence(),
        draft.measured);
  }
}
