package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.names.NameResolver;
import io.github.pathwhy.effective.names.Resolution;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
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
import java.util.List;
import java.util.Optional;

/// Connection troubleshoot, simulated: whether a source reaches a destination, by which path, and
/// what is in the way.
public final class ConnectivityCheck {
  /** The source port when none is asked for: any ephemeral one would do. */
  static final int EPHEMERAL_PORT = 50_000;

  private final EffectiveNetwork network;
  private final EndpointResolver resolver;

  public ConnectivityCheck(EffectiveNetwork network) {
    this.network = network;
    this.resolver = new EndpointResolver(network);
  }

  /// Answers the question; throws when it cannot be asked: a name that means nothing or several
  /// things, a missing port.
  public Diagnosis check(CheckRequest request) throws RequestException {
    Endpoint source = resolver.source(request.source());
    Target target = Target.parse(request.destination());
    Application application = request.application().or(target::application).orElse(Application.TCP);
    Endpoint destination = resolver.destination(target.host());
    Inquiry inquiry = new Inquiry(request, application, source, destination, target);
    if (!(destination instanceof Endpoint.HostName(String name))) {
      return trace(inquiry, addressOf(inquiry, destination));
    }
    return switch (new NameResolver(network, networkOf(source), idsOf(source))
        .resolve(name, request.ipVersion())) {
      case Resolution.Resolved(List<IpAddress> addresses) ->
          trace(inquiry, preferred(addresses, source));
      case Resolution.Failed failed ->
          withoutAddress(
              inquiry,
              Verdict.UNREACHABLE,
              "DNS resolution of " + failed.name() + " fails: " + failed.reason(),
              Optional.of(failed));
      case Resolution.NotKnown(String _, Missing missing) ->
          withoutAddress(
              inquiry,
              Verdict.UNKNOWN,
              "the topology does not say " + MissingWords.of(missing),
              Optional.empty());
    };
  }

  /** The virtual network that a sender is in. */
  private static Optional<VirtualNetwork> networkOf(Endpoint source) {
    return source instanceof Endpoint.Known known
        ? Optional.of(known.interfaces().getFirst().virtualNetwork())
        : Optional.empty();
  }

  /** The interface that a sender asks by. */
  private static List<ResourceId> idsOf(Endpoint source) {
    return source instanceof Endpoint.Known known
        ? List.of(known.interfaces().getFirst().nic().id())
        : List.of();
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
      Optional<Integer> given = request.destinationPort().or(target::port);
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
        IpVersion version =
            inquiry
                .request()
                .ipVersion()
                .or(() -> literal(inquiry.source()).map(IpAddress::version))
                .orElse(IpVersion.V4);
        yield interfaces.stream()
            .map(at -> resolver.addressOf(at, version))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () -> new RequestException(name + " has no " + version.label() + " address"));
      }
      case Endpoint.HostName(String name) -> throw new IllegalStateException(name);
    };
  }

  /** The address that a sender was named by. */
  private static Optional<IpAddress> literal(Endpoint source) {
    return switch (source) {
      case Endpoint.Address(IpAddress address) -> Optional.of(address);
      case Endpoint.InSite(Site _, IpAddress address) -> Optional.of(address);
      case Endpoint.Known _, Endpoint.HostName _ -> Optional.empty();
    };
  }

  private static IpAddress preferred(List<IpAddress> addresses, Endpoint source) {
    IpVersion version = literal(source).map(IpAddress::version).orElse(IpVersion.V4);
    return addresses.stream()
        .filter(address -> address.version() == version)
        .findFirst()
        .orElse(addresses.getFirst());
  }

  private Diagnosis trace(Inquiry inquiry, IpAddress to) throws RequestException {
    Node origin = origin(inquiry.source(), to);
    IpAddress from = sourceAddress(inquiry, origin, to.version());
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
                inquiry.request().strictPeering(), inquiry.hostName(), inquiry.asksApplication()));
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
        nameOf(inquiry.source()),
        nameOf(inquiry.destination()),
        Optional.of(flow),
        inquiry.application(),
        idOf(inquiry.destination()),
        hops,
        TraceSummary.replies(trace),
        Reason.of(trace, disposition),
        Assumptions.of(network, trace, inquiry.request().sourcePort().isPresent()),
        MissingWords.of(TraceSummary.missing(trace)));
  }

  private Node origin(Endpoint source, IpAddress to) throws RequestException {
    return switch (source) {
      case Endpoint.Known(String name, List<EffectiveInterface> interfaces) -> {
        Optional<EffectiveInterface> at =
            interfaces.size() == 1
                ? Optional.of(interfaces.getFirst())
                : FlowTracer.sourceInterface(interfaces, to);
        yield new Node.Interface(
            at.orElseThrow(() ->
                new RequestException(
                    "source " + name + " has no " + to.version().label() + " address")));
      }
      case Endpoint.Address(IpAddress address) ->
          AddressSpaces.isPlatform(address)
              ? new Node.Platform(address)
              : new Node.Internet(address);
      case Endpoint.InSite(Site site, IpAddress address) -> new Node.Outside(site, address);
      case Endpoint.HostName(String name) -> throw new IllegalStateException(name);
    };
  }

  private static IpAddress sourceAddress(Inquiry inquiry, Node origin, IpVersion version)
      throws RequestException {
    Optional<IpAddress> asked = IpAddress.parse(inquiry.request().source());
    Optional<IpAddress> address =
        switch (origin) {
          case Node.Interface(EffectiveInterface at) ->
              asked
                  .filter(given -> given.version() == version && at.owns(given))
                  .or(() -> at.primary(version).map(IpConfiguration::privateAddress));
          case Node.Frontend(var _, var _, IpAddress given) -> Optional.of(given);
          case Node.Hub _ -> Optional.empty();
          case Node.Internet(IpAddress given) -> Optional.of(given);
          case Node.Outside(Site _, IpAddress given) -> Optional.of(given);
          case Node.Platform(IpAddress given) -> Optional.of(given);
          case Node.Unresolved(IpAddress given) -> Optional.of(given);
        };
    return address
        .filter(given -> given.version() == version)
        .orElseThrow(() ->
            new RequestException(
                "source "
                    + inquiry.request().source()
                    + " has no "
                    + version.label()
                    + " address, which the destination needs"));
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
    String name = nameOf(inquiry.destination());
    String words =
        trace.flow().destination()
            + " is another machine where "
            + nameOf(inquiry.source())
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
        nameOf(inquiry.source()),
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
        words,
        List.of(),
        List.of());
  }

  private Diagnosis withoutAddress(
      Inquiry inquiry, Verdict verdict, String why, Optional<Resolution.Failed> failure)
      throws RequestException {
    // Any address will do for finding the sender's own one.
    IpVersion version = inquiry.request().ipVersion().orElse(IpVersion.V4);
    IpAddress placeholder = version == IpVersion.V4 ? new IpAddress.V4(0) : new IpAddress.V6(0, 0);
    Node origin = origin(inquiry.source(), placeholder);
    IpAddress from = sourceAddress(inquiry, origin, version);
    Flow flow = new Flow(from, placeholder, inquiry.protocol(), 0, inquiry.port());
    Issue issue =
        new Issue(
            failure.isPresent() ? IssueType.DNS_RESOLUTION : IssueType.INCOMPLETE_TOPOLOGY,
            Issue.Origin.LOCAL,
            failure.isPresent() ? Issue.Severity.ERROR : Issue.Severity.WARNING,
            Optional.empty(),
            List.of(
                new Issue.Context("HostName", nameOf(inquiry.destination())),
                new Issue.Context("Reason", why)),
            why,
            failure.map(Resolution.Failed::declaredAt));
    DiagnosedHop hop =
        new DiagnosedHop(
            DiagnosedHop.Role.SOURCE,
            new Hop(origin, flow, List.of()),
            List.of(issue),
            List.of(),
            List.of());
    return new Diagnosis(
        verdict,
        nameOf(inquiry.source()),
        nameOf(inquiry.destination()),
        Optional.empty(),
        inquiry.application(),
        Optional.empty(),
        List.of(hop),
        List.of(),
        why,
        List.of(),
        failure.isPresent()
            ? List.of()
            : List.of("a dns: record for " + nameOf(inquiry.destination())));
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

  private static String nameOf(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Known(String name, List<EffectiveInterface> _) -> name;
      case Endpoint.Address(IpAddress address) -> address.toString();
      case Endpoint.InSite(Site site, IpAddress address) -> address + " in " + site.name();
      case Endpoint.HostName(String name) -> name;
    };
  }
}
