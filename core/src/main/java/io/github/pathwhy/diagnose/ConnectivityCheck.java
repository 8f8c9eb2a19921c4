package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.diagnose.ends.Endpoint;
import io.github.pathwhy.diagnose.ends.EndpointResolver;
import io.github.pathwhy.diagnose.ends.Origins;
import io.github.pathwhy.diagnose.ends.Services;
import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.names.NameResolver;
import io.github.pathwhy.effective.names.Resolution;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.FlowTracer;
import io.github.pathwhy.trace.TraceOptions;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Connection troubleshoot, simulated: whether a source reaches a destination, by which path, and
/// what is in the way.
public final class ConnectivityCheck {
  /** The source port when none is asked for: any ephemeral one would do. */
  static final int EPHEMERAL_PORT = 50_000;

  private final EffectiveNetwork network;
  private final EndpointResolver resolver;
  private final Origins origins;
  private final Services services;

  public ConnectivityCheck(EffectiveNetwork network) {
    this.network = network;
    this.resolver = new EndpointResolver(network);
    this.origins = new Origins(network);
    this.services = new Services(network);
  }

  /// Answers the question; throws when it cannot be asked: a name that means nothing or several
  /// things, a missing port.
  public Diagnosis check(CheckRequest request) throws RequestException {
    Endpoint source = resolver.source(request.source());
    Target target = Target.parse(request.destination());
    Application application = request.application().or(target::application).orElse(Application.TCP);
    Endpoint destination = resolver.destination(target.host());
    return answer(new Inquiry(request, application, source, destination, target))
        .assuming(taken(request.source(), source, target.host(), destination));
  }

  /** Ids that stand for resources of which the input does not say where they lie. */
  private static List<String> taken(String from, Endpoint source, String to, Endpoint destination) {
    List<String> taken = new ArrayList<>();
    if (source instanceof Endpoint.Known known) {
      Names.taken(from, known.id()).ifPresent(taken::add);
    }
    if (destination instanceof Endpoint.Known known) {
      Names.taken(to, known.id()).ifPresent(taken::add);
    }
    return taken;
  }

  private Diagnosis answer(Inquiry inquiry) throws RequestException {
    Endpoint source = inquiry.source();
    Endpoint destination = inquiry.destination();
    if (destination instanceof Endpoint.Service(PlatformService service, var _)) {
      return notKnown(inquiry, Set.of(), "the public address of " + service.name());
    }
    if (source instanceof Endpoint.Address(IpAddress from)
        && destination instanceof Endpoint.Known known
        && !AddressSpaces.isPlatform(from)) {
      return fromInternet(inquiry, known);
    }
    if (!(destination instanceof Endpoint.HostName(String name))) {
      return trace(inquiry, addressOf(inquiry, destination));
    }
    return switch (new NameResolver(network, origins.network(source), Origins.asking(source))
        .resolve(name, inquiry.request().ipVersion())) {
      case Resolution.Resolved(List<IpAddress> addresses) ->
          trace(inquiry, preferred(addresses, source));
      case Resolution.Failed failed ->
          withoutAddress(inquiry, Verdict.UNREACHABLE, NameCauses.of(failed), List.of());
      case Resolution.NotKnown(String last, Missing missing) ->
          notKnown(inquiry, new LinkedHashSet<>(List.of(name, last)), MissingWords.of(missing));
    };
  }

  /** What the internet can ask of a machine is its public address, whatever it was named by. */
  private Diagnosis fromInternet(Inquiry inquiry, Endpoint.Known known) throws RequestException {
    Optional<IpAddress> address = resolver.publicAddressOf(known, inquiry.version());
    if (address.isPresent()) {
      return trace(inquiry, address.get())
          .named(known.name() + " by its public address " + address.get());
    }
    IpAddress inside = addressOf(inquiry, known);
    Diagnosis diagnosis = trace(inquiry, inside);
    return diagnosis.verdict() == Verdict.UNREACHABLE
        ? diagnosis.because(
            known.name() + " has no public address: nothing from the internet gets to " + inside)
        : diagnosis;
  }

  /// An answer without an address, with what else is not known of the public side of the
  /// destination.
  private Diagnosis notKnown(Inquiry inquiry, Set<String> names, String missing)
      throws RequestException {
    List<String> all = new ArrayList<>();
    services.unread(inquiry.destination(), names).forEach(gap -> all.add(MissingWords.of(gap)));
    String why = "the topology does not say " + missing;
    if (!all.isEmpty()) {
      why += "; not known either: " + all.getFirst();
    }
    all.add("a dns: record for " + inquiry.destination().label());
    Cause cause =
        Cause.of(why)
            .with(
                List.of(new Remedy.Say("add a dns: record for " + inquiry.destination().label())));
    return withoutAddress(inquiry, Verdict.UNKNOWN, cause, all);
  }

  /** A question with its parts resolved. */
  private record Inquiry(
      CheckRequest request,
      Application application,
      Endpoint source,
      Endpoint destination,
      Target target) {

    /** The name that an application asks for, when the destination was given as one. */
    Optional<String> hostName() {
      return destination instanceof Endpoint.HostName(String name)
          ? Optional.of(name)
          : Optional.empty();
    }

    /** The version of the addresses of a machine that is named. */
    IpVersion version() {
      return request
          .ipVersion()
          .or(() -> Origins.literal(source).map(IpAddress::version))
          .orElse(IpVersion.V4);
    }

    /** Whether more than an open port is asked for. */
    boolean asksApplication() {
      return application == Application.HTTP || application == Application.HTTPS;
    }

    Protocol protocol() {
      return switch (application) {
        case TCP, HTTP, HTTPS -> Protocol.TCP;
        case UDP -> Protocol.UDP;
        case ICMP -> Protocol.ICMP;
      };
    }

    int port() throws RequestException {
      if (!protocol().hasPorts()) {
        return 0;
      }
      Optional<Integer> given = target.port(request.destinationPort());
      return switch (application) {
        case HTTP -> given.orElse(80);
        case HTTPS -> given.orElse(443);
        case TCP, UDP, ICMP ->
            given.orElseThrow(() ->
                new RequestException(
                    "no destination port: write "
                        + request.destination()
                        + ":443, or give --dest-port or --protocol Icmp"));
      };
    }
  }

  private IpAddress addressOf(Inquiry inquiry, Endpoint destination) throws RequestException {
    return switch (destination) {
      case Endpoint.Address(IpAddress address) -> address;
      case Endpoint.InSite(Site _, IpAddress address) -> address;
      case Endpoint.Known(String name, List<EffectiveInterface> interfaces) -> {
        IpVersion version = inquiry.version();
        yield interfaces.stream()
            .map(at -> resolver.addressOf(at, version))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () -> new RequestException(name + " has no " + version.label() + " address"));
      }
      case Endpoint.InSubnet _, Endpoint.Service _, Endpoint.HostName _ ->
          throw new IllegalStateException(destination.label());
    };
  }

  private static IpAddress preferred(List<IpAddress> addresses, Endpoint source) {
    IpVersion version = Origins.literal(source).map(IpAddress::version).orElse(IpVersion.V4);
    return addresses.stream()
        .filter(address -> address.version() == version)
        .findFirst()
        .orElse(addresses.getFirst());
  }

  /// Follows the flow from each place where it may start. Where the answers differ, the address of
  /// the sender decides, and nobody knows it.
  private Diagnosis trace(Inquiry inquiry, IpAddress to) throws RequestException {
    List<Node> starts = origins.of(inquiry.source(), to);
    Diagnosis first = trace(inquiry, starts.getFirst(), to);
    for (Node other : starts.subList(1, starts.size())) {
      Diagnosis next = trace(inquiry, other, to);
      if (next.verdict() != first.verdict()) {
        return dependsOnSender(first, next);
      }
    }
    return first;
  }

  private static Diagnosis dependsOnSender(Diagnosis one, Diagnosis other) {
    String what = "the address of " + one.sourceName();
    return one.unknown(
        what
            + " is not in the input: from "
            + one.flow().orElseThrow().source()
            + " the answer is "
            + one.verdict().label()
            + ", from "
            + other.flow().orElseThrow().source()
            + " "
            + other.verdict().label(),
        what);
  }

  private Diagnosis trace(Inquiry inquiry, Node origin, IpAddress to) throws RequestException {
    IpAddress from = Origins.address(inquiry.request().source(), origin, to.version());
    Flow flow =
        new Flow(
            from,
            to,
            inquiry.protocol(),
            inquiry.protocol().hasPorts()
                ? inquiry.request().sourcePort().orElse(EPHEMERAL_PORT)
                : 0,
            inquiry.port());
    FlowTracer tracer =
        new FlowTracer(
            network,
            new TraceOptions(
                inquiry.request().strictness(), inquiry.hostName(), inquiry.asksApplication()));
    Trace trace = tracer.trace(origin, flow);
    if (missesTarget(inquiry.destination(), trace)) {
      return noRouteLearned(inquiry, trace);
    }
    List<DiagnosedHop> hops = new ArrayList<>(HopGraph.of(trace));
    if (trace.isPartial()) {
      hops.set(0, TraceSummary.withPartialIssue(hops.getFirst()));
    }
    Disposition disposition = trace.disposition();
    return new Diagnosis(
        verdict(disposition),
        inquiry.source().label(),
        inquiry.destination().label(),
        Optional.of(flow),
        inquiry.application(),
        idOf(inquiry.destination()),
        hops,
        TraceSummary.replies(trace),
        new Causes(network, trace, Causes.asked(inquiry.application(), flow, inquiry.hostName()))
            .of(disposition),
        Assumptions.of(network, trace, inquiry.request().sourcePort().isPresent()),
        MissingWords.of(TraceSummary.missing(trace)));
  }

  /// Whether the flow arrived at somebody else with the same address: networks that are not
  /// connected may use the same space.
  private static boolean missesTarget(Endpoint destination, Trace trace) {
    if (!(destination instanceof Endpoint.Known(String _, List<EffectiveInterface> wanted))) {
      return false;
    }
    for (Path path : trace.paths()) {
      Node end = path.hops().getLast().node();
      if (path.complete() && end instanceof Node.Interface && !visits(path, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the interfaces is on the path: a service may send on what it gets. */
  private static boolean visits(Path path, List<EffectiveInterface> wanted) {
    for (Hop hop : path.hops()) {
      if (hop.node() instanceof Node.Interface(EffectiveInterface at) && wanted.contains(at)) {
        return true;
      }
    }
    return false;
  }

  private static Diagnosis noRouteLearned(Inquiry inquiry, Trace trace) {
    Hop first = trace.paths().getFirst().hops().getFirst();
    String name = inquiry.destination().label();
    String words =
        trace.flow().destination()
            + " is another machine where "
            + inquiry.source().label()
            + " is; no route leads to "
            + name;
    Issue issue =
        new Issue(
            IssueType.NO_ROUTE_LEARNED,
            Issue.Origin.OUTBOUND,
            Issue.Severity.ERROR,
            Optional.empty(),
            List.of(new Issue.Context("Reason", words)),
            words,
            Optional.empty());
    Hop unresolved =
        new Hop(new Node.Unresolved(trace.flow().destination()), trace.flow(), List.of());
    return new Diagnosis(
        Verdict.UNREACHABLE,
        inquiry.source().label(),
        name,
        Optional.of(trace.flow()),
        inquiry.application(),
        idOf(inquiry.destination()),
        List.of(
            new DiagnosedHop(
                DiagnosedHop.Role.SOURCE,
                new Hop(first.node(), first.flow(), List.of()),
                List.of(issue),
                List.of(1),
                List.of()),
            new DiagnosedHop(
                DiagnosedHop.Role.UNRESOLVED, unresolved, List.of(), List.of(), List.of(0))),
        List.of(),
        Cause.of(words),
        List.of(),
        List.of());
  }

  private Diagnosis withoutAddress(
      Inquiry inquiry, Verdict verdict, Cause cause, List<String> missing) throws RequestException {
    // Any address will do for finding the sender's own one.
    IpVersion version = inquiry.request().ipVersion().orElse(IpVersion.V4);
    IpAddress placeholder = version == IpVersion.V4 ? new IpAddress.V4(0) : new IpAddress.V6(0, 0);
    Node origin = origins.of(inquiry.source(), placeholder).getFirst();
    IpAddress from = Origins.address(inquiry.request().source(), origin, version);
    Flow flow = new Flow(from, placeholder, inquiry.protocol(), 0, inquiry.port());
    boolean fails = verdict == Verdict.UNREACHABLE;
    Issue issue =
        new Issue(
            fails ? IssueType.DNS_RESOLUTION : IssueType.INCOMPLETE_TOPOLOGY,
            Issue.Origin.LOCAL,
            fails ? Issue.Severity.ERROR : Issue.Severity.WARNING,
            Optional.empty(),
            List.of(
                new Issue.Context("HostName", inquiry.destination().label()),
                new Issue.Context("Reason", cause.words())),
            cause.words(),
            cause.declaredAt());
    DiagnosedHop hop =
        new DiagnosedHop(
            DiagnosedHop.Role.SOURCE,
            new Hop(origin, flow, List.of()),
            List.of(issue),
            List.of(),
            List.of());
    return new Diagnosis(
        verdict,
        inquiry.source().label(),
        inquiry.destination().label(),
        Optional.empty(),
        inquiry.application(),
        Optional.empty(),
        List.of(hop),
        List.of(),
        cause,
        List.of(),
        missing);
  }

  private static Verdict verdict(Disposition disposition) {
    return switch (disposition.outcome()) {
      case SUCCESS -> Verdict.REACHABLE;
      case FAILURE -> Verdict.UNREACHABLE;
      case UNDETERMINED -> Verdict.UNKNOWN;
    };
  }

  private static Optional<ResourceId> idOf(Endpoint destination) {
    return destination instanceof Endpoint.Known known ? Optional.of(known.id()) : Optional.empty();
  }
}
