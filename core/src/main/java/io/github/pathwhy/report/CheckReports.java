package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Cause;
import io.github.pathwhy.diagnose.DiagnosedHop;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Evidence;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes reports from diagnoses. */
public final class CheckReports {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private CheckReports() {}

  /** The report of a diagnosis. */
  public static CheckReport of(Diagnosis diagnosis) {
    List<CheckReport.HopView> hops = new ArrayList<>(diagnosis.hops().size());
    for (DiagnosedHop hop : diagnosis.hops()) {
      hops.add(
          destination(
              diagnosis,
              hop,
              view(
                  hop.hop(),
                  kind(hop.role(), hop.hop().node()),
                  hops.size(),
                  hop.next(),
                  hop.previous(),
                  hop.issues().stream()
                      .map(issue -> view(issue, told(issue, hop.hop(), diagnosis)))
                      .toList(),
                  step -> line(step, hop.hop(), diagnosis.cause()))));
    }
    return new CheckReport(
        diagnosis.verdict().label(),
        diagnosis.isCertain(),
        diagnosis.sourceName(),
        diagnosis.destinationName(),
        diagnosis.flow().map(CheckReports::view),
        diagnosis.application().label(),
        diagnosis.destinationId().isPresent(),
        new CheckReport.CauseView(
            diagnosis.cause().words(),
            diagnosis.cause().declaredAt().map(SourcePosition::toString),
            diagnosis.cause().remedies().stream().map(CheckReports::view).toList()),
        hops,
        diagnosis.replies().stream()
            .map(reply ->
                new CheckReport.ReturnView(
                    reply.through(), replyHops(reply.path(), diagnosis.cause())))
            .toList(),
        diagnosis.assumptions(),
        diagnosis.missing(),
        Optional.empty());
  }

  /// The last hop as it was asked for: with the id of what was named even when the path does not
  /// get there, and a managed service by its public address, since its private one is not known.
  private static CheckReport.HopView destination(
      Diagnosis diagnosis, DiagnosedHop hop, CheckReport.HopView view) {
    return switch (hop.role()) {
      case UNRESOLVED ->
          view.with(view.address(), diagnosis.destinationId().map(ResourceId::toString))
              .named(
                  diagnosis.destinationId().isPresent()
                      ? diagnosis.destinationName()
                      : view.name());
      case DESTINATION ->
          hop.hop().node() instanceof Node.Interface(EffectiveInterface at)
                  && at.isAttached()
                  && at.machine().isEmpty()
                  && diagnosis.flow().isPresent()
              ? view.with(diagnosis.flow().get().destination().toString(), view.resourceId())
              : view;
      case SOURCE, FORWARDER -> view;
    };
  }

  private static List<CheckReport.HopView> replyHops(Path reply, Cause cause) {
    List<CheckReport.HopView> hops = new ArrayList<>(reply.hops().size());
    for (Hop hop : reply.hops()) {
      DiagnosedHop.Role role =
          hops.isEmpty()
              ? DiagnosedHop.Role.SOURCE
              : hop.node() instanceof Node.Unresolved
                  ? DiagnosedHop.Role.UNRESOLVED
                  : hops.size() == reply.hops().size() - 1
                      ? DiagnosedHop.Role.DESTINATION
                      : DiagnosedHop.Role.FORWARDER;
      hops.add(
          view(
              hop,
              kind(role, hop.node()),
              hops.size(),
              List.of(),
              List.of(),
              List.of(),
              step -> replyLine(step, cause)));
    }
    return hops;
  }

  private static CheckReport.FlowView view(Flow flow) {
    return new CheckReport.FlowView(
        flow.source().toString(),
        flow.destination().toString(),
        flow.protocol().label(),
        flow.sourcePort(),
        flow.destinationPort());
  }

  private static CheckReport.HopView view(
      Hop hop,
      CheckReport.Kind kind,
      int index,
      List<Integer> next,
      List<Integer> previous,
      List<CheckReport.IssueView> issues,
      Function<Step, Stream<CheckReport.EvidenceView>> lines) {
    String address = address(hop);
    return new CheckReport.HopView(
        id(index + "|" + Wording.nameOf(hop.node()) + "|" + address + "|" + hop.flow()).toString(),
        Wording.nameOf(hop.node()),
        kind,
        address,
        resourceId(hop.node()),
        configurationId(hop.node(), address),
        next,
        previous,
        issues,
        hop.steps().stream().flatMap(lines).toList(),
        Optional.empty());
  }

  /** A decision of the request's way; what follows from the cause says so. */
  private static Stream<CheckReport.EvidenceView> line(Step step, Hop hop, Cause cause) {
    return step instanceof Step.Filtered filtered && cause.consequences().contains(step)
        ? Wording.ofConsequence(filtered, hop.flow()).stream().map(line -> view(step, line, true))
        : Wording.of(step).stream().map(line -> view(step, line, false));
  }

  /** A decision of the reply's way; the route that leads it astray is what is wrong. */
  private static Stream<CheckReport.EvidenceView> replyLine(Step step, Cause cause) {
    boolean wrong = step instanceof Step.Routed && cause.decidedBy().contains(step);
    return Wording.of(step).stream()
        .map(line ->
            view(
                step,
                wrong ? new Evidence(Effect.BLOCKS, line.text(), line.declaredAt()) : line,
                false));
  }

  private static CheckReport.EvidenceView view(Step step, Evidence line, boolean consequence) {
    return new CheckReport.EvidenceView(
        line.effect().name().toLowerCase(Locale.ROOT),
        line.text(),
        line.declaredAt().map(SourcePosition::toString),
        consequence,
        phase(step));
  }

  private static CheckReport.Phase phase(Step step) {
    if (step instanceof Step.Doubtful(Step block, _)) {
      return phase(block);
    }
    if (step instanceof Step.Filtered(Direction direction, _)) {
      return side(direction);
    }
    if (step instanceof Step.AccessNotAllowed(_, Direction direction)) {
      return side(direction);
    }
    return step instanceof Step.Routed ? CheckReport.Phase.ROUTING : CheckReport.Phase.LEAVING;
  }

  private static CheckReport.Phase side(Direction direction) {
    return direction == Direction.INBOUND ? CheckReport.Phase.ENTERING : CheckReport.Phase.LEAVING;
  }

  private static CheckReport.Told told(Issue issue, Hop hop, Diagnosis diagnosis) {
    if (tells(hop, issue)) {
      return CheckReport.Told.BY_DECISION;
    }
    boolean onReply =
        diagnosis.replies().stream()
            .flatMap(reply -> reply.path().hops().stream())
            .anyMatch(each -> tells(each, issue));
    if (onReply) {
      return CheckReport.Told.ON_RETURN_PATH;
    }
    return issue.words().equals(diagnosis.why())
        ? CheckReport.Told.AS_CAUSE
        : CheckReport.Told.NOWHERE;
  }

  private static boolean tells(Hop hop, Issue issue) {
    return hop.steps().stream()
        .anyMatch(step -> Wording.issueOf(step).filter(issue::equals).isPresent());
  }

  private static CheckReport.RemedyView view(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Change(String words) -> new CheckReport.RemedyView.Change(words);
      case Remedy.Fetch(String command, String file) ->
          new CheckReport.RemedyView.Fetch(command, file);
      case Remedy.Say(String words) -> new CheckReport.RemedyView.Say(words);
    };
  }

  /** An issue as reports show it. */
  public static CheckReport.IssueView view(Issue issue) {
    return view(issue, CheckReport.Told.NOWHERE);
  }

  private static CheckReport.IssueView view(Issue issue, CheckReport.Told told) {
    return new CheckReport.IssueView(
        issue.origin().label(),
        issue.severity().label(),
        issue.type().azureName(),
        issue
            .rule()
            .map(rule ->
                new CheckReport.RuleView(
                    rule.id().parent().toString(), rule.name(), rule.isDefault())),
        issue.context().stream()
            .map(entry -> new CheckReport.ContextView(entry.key(), entry.value()))
            .toList(),
        issue.words(),
        issue.declaredAt().map(SourcePosition::toString),
        told);
  }

  private static CheckReport.Kind kind(DiagnosedHop.Role role, Node node) {
    return switch (role) {
      case SOURCE -> CheckReport.Kind.SOURCE;
      case UNRESOLVED -> CheckReport.Kind.UNRESOLVED;
      case FORWARDER -> forwarder(node);
      case DESTINATION ->
          switch (node) {
            case Node.Interface _ -> CheckReport.Kind.MACHINE;
            case Node.Frontend _ -> CheckReport.Kind.LOAD_BALANCER;
            case Node.Hub _ -> CheckReport.Kind.HUB;
            case Node.Internet _, Node.Service _, Node.Platform _ -> CheckReport.Kind.INTERNET;
            case Node.Outside _ -> CheckReport.Kind.OUTSIDE;
            case Node.Unresolved _ -> CheckReport.Kind.UNRESOLVED;
          };
    };
  }

  private static CheckReport.Kind forwarder(Node node) {
    return switch (node) {
      case Node.Frontend _ -> CheckReport.Kind.LOAD_BALANCER;
      case Node.Hub _ -> CheckReport.Kind.HUB;
      case Node.Interface(EffectiveInterface at) when at.isGateway() -> CheckReport.Kind.GATEWAY;
      case Node.Interface _,
          Node.Internet _,
          Node.Service _,
          Node.Outside _,
          Node.Platform _,
          Node.Unresolved _ ->
          CheckReport.Kind.APPLIANCE;
    };
  }

  private static String address(Hop hop) {
    return switch (hop.node()) {
      case Node.Interface(EffectiveInterface at) -> {
        Flow flow = hop.flow();
        if (at.isGateway() && at.publicAddress(flow.version()).isPresent()) {
          yield at.publicAddress(flow.version()).get().toString();
        }
        if (at.owns(flow.destination())) {
          yield flow.destination().toString();
        }
        yield at.owns(flow.source())
            ? flow.source().toString()
            : at.primary(flow.version())
                .map(configuration -> configuration.privateAddress().toString())
                .orElse("");
      }
      case Node.Frontend(var _, var _, IpAddress address) -> address.toString();
      case Node.Hub(VirtualHub hub) ->
          hub.routerAddresses().isEmpty() ? "" : hub.routerAddresses().getFirst().toString();
      case Node.Internet(IpAddress address) -> address.toString();
      case Node.Service(var _, IpAddress address) -> address.toString();
      case Node.Outside(Site _, IpAddress address) -> address.toString();
      case Node.Platform(IpAddress address) -> address.toString();
      case Node.Unresolved(IpAddress address) -> address.toString();
    };
  }

  private static Optional<String> resourceId(Node node) {
    return switch (node) {
      case Node.Interface(EffectiveInterface at) -> Optional.of(at.ownerId().toString());
      case Node.Frontend(var balancer, var _, var _) -> Optional.of(balancer.id().toString());
      case Node.Hub(VirtualHub hub) -> Optional.of(hub.id().toString());
      case Node.Service(var service, var _) -> Optional.of(service.id().toString());
      case Node.Internet _, Node.Outside _, Node.Platform _, Node.Unresolved _ -> Optional.empty();
    };
  }

  private static Optional<String> configurationId(Node node, String address) {
    return node instanceof Node.Interface(EffectiveInterface at)
        ? IpAddress.parse(address)
            .flatMap(at::configuration)
            .map(IpConfiguration::id)
            .map(ResourceId::toString)
        : Optional.empty();
  }

  /// An id that is the same for the same hop in every run: FNV-1a, since the JDK's name-based UUIDs
  /// load the security providers.
  public static UUID id(String text) {
    long high = FNV_OFFSET;
    long low = ~FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      high = (high ^ text.charAt(i)) * FNV_PRIME;
      low = (low ^ text.charAt(text.length() - 1 - i)) * FNV_PRIME;
    }
    // Version 8 (custom) and the RFC 9562 variant.
    return new UUID((high & ~0xf000L) | 0x8000L, (low & ~(3L << 62)) | (2L << 62));
  }
}
