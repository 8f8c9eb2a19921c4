package io.github.pathwhy.cli.check;

import io.github.pathwhy.cli.check.CheckCommand.Ends;
import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.live.Prober;
import io.github.pathwhy.cli.live.ThisHost;
import io.github.pathwhy.cli.options.FlowOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.Schema;
import io.github.pathwhy.cli.options.Severity;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.Target;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.live.Comparison;
import io.github.pathwhy.live.Finding;
import io.github.pathwhy.live.Findings;
import io.github.pathwhy.live.HostSurroundings;
import io.github.pathwhy.live.HttpExchange;
import io.github.pathwhy.live.LiveCheck;
import io.github.pathwhy.live.LiveRequest;
import io.github.pathwhy.live.Measurement;
import io.github.pathwhy.live.Surroundings;
import io.github.pathwhy.live.ThisMachine;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.net.AddressSpelling;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.dns.NameLookup;
import io.github.pathwhy.probe.measure.TargetRules;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.live.LiveReports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Checks with real packets: alone, or beside a simulation. */
final class LiveChecks {
  private static final Duration PATIENCE = Duration.ofMillis(900);
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final ParseResult parsed;
  private final LiveContext live;
  private final Ends ends;

  private LiveChecks(ParseResult parsed, LiveContext live) throws UsageException {
    this.parsed = parsed;
    this.live = live;
    this.ends = Ends.of(parsed).fromHere();
  }

  static ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    return LiveContext.run(parsed, context, live -> new LiveChecks(parsed, live).run());
  }

  private ExitCode run() throws UsageException, RequestException {
    OutputFormat format =
        live.output().format(live.context().console(), live.context().environment());
    DocumentPrinter printer = new DocumentPrinter(live.context().console(), live.output());
    String destination =
        ends.destination()
            .orElseThrow(() ->
                new UsageException(
                    "no destination: pathwhy check DEST:PORT, or pathwhy check -t FILE SOURCE"
                        + " DEST:PORT"));
    if (!TopologyOptions.of(parsed).isGiven(live.context().environment())) {
      refuseForeignSource();
      LiveRequest request = request(destination, Optional.empty());
      Measurement measured = measure(request, Optional.empty());
      List<Finding> findings = Findings.of(measured);
      return print(printer, format, measured, findings, LiveReports.of(measured, findings));
    }
    Optional<Topology> loaded = live.context().load(parsed);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE;
    }
    return runBeside(new EffectiveNetwork(loaded.get()), destination, printer, format);
  }

  /** Without a topology only this machine can be the source. */
  private void refuseForeignSource() throws UsageException {
    if (ends.source().isEmpty() || ThisHost.is(ends.source().get())) {
      return;
    }
    throw new UsageException(
        "source '"
            + ends.source().get()
            + "' is not this machine: without a topology (-t FILE or PATHWHY_TOPOLOGY) a check"
            + " starts here, or at another machine with --via ssh://HOST");
  }

  // ---- beside a simulation ----

  private ExitCode runBeside(
      EffectiveNetwork network, String destination, DocumentPrinter printer, OutputFormat format)
      throws UsageException, RequestException {
    String source =
        ends.source().isPresent()
            ? ends.source().get()
            : ThisMachine.in(network, ThisHost.addresses());
    ConnectivityCheck check = new ConnectivityCheck(network);
    Diagnosis diagnosis = check.check(CheckCommand.request(parsed, source, destination));
    Optional<IpAddress> address = diagnosis.flow().map(Flow::destination);
    LiveRequest request = request(destination, diagnosis.flow());
    boolean named = address.isEmpty() || isHostName(destination, diagnosis);
    Measurement measured = measure(request, named ? Optional.empty() : address);
    if (diagnosis.flow().isEmpty()
        && diagnosis.verdict() == Verdict.UNKNOWN
        && measured.destination().isPresent()) {
      // The topology does not know the name; the network does.
      diagnosis = check.check(simulated(source, measured.destination().get(), request));
    }
    List<Finding> findings = Findings.of(measured);
    Comparison comparison = Comparison.of(diagnosis, measured, findings);
    return print(
        printer,
        format,
        measured,
        findings,
        LiveReports.of(measured, findings, diagnosis, comparison));
  }

  /** Whether the destination is a name for DNS, and not one of the topology. */
  private static boolean isHostName(String destination, Diagnosis diagnosis)
      throws RequestException {
    String host = Target.parse(destination).host();
    return IpAddress.parse(host).isEmpty()
        && diagnosis.destinationId().isEmpty()
        && diagnosis.destinationName().equals(host);
  }

  private CheckRequest simulated(String source, IpAddress destination, LiveRequest request)
      throws UsageException {
    return new CheckRequest(
        source,
        destination.toString(),
        FlowOptions.port(parsed, "--source-port"),
        request.port() > 0 ? Optional.of(request.port()) : Optional.empty(),
        Optional.of(request.application()),
        FlowOptions.version(parsed),
        CheckCommand.strictness(parsed));
  }

  // ---- the question ----

  private LiveRequest request(String destination, Optional<Flow> flow)
      throws UsageException, RequestException {
    Target target = Target.parse(destination);
    Application application =
        Options.<Application>get(parsed, "--protocol")
            .or(target::application)
            .orElse(Application.TCP);
    Optional<Integer> port =
        target
            .port(FlowOptions.port(parsed, "--dest-port"))
            .or(() -> flow.map(Flow::destinationPort).filter(number -> number > 0));
    int number =
        switch (application) {
          case ICMP -> 0;
          case HTTP -> port.orElse(HTTP_PORT);
          case HTTPS -> port.orElse(HTTPS_PORT);
          case TCP, UDP ->
              port.orElseThrow(() ->
                  new UsageException(
                      "no destination port: write "
                          + (IpAddress.parse(destination).isPresent()
                                  && destination.indexOf(':') >= 0
                              ? "[" + destination + "]"
                              : destination)
                          + ":443, or give --dest-port or --protocol Icmp"));
        };
    if (number == 0 && application != Application.ICMP) {
      throw new UsageException("destination port 0 cannot be asked; allowed: 1 to 65535");
    }
    return new LiveRequest(
        target.host(),
        number,
        application,
        FlowOptions.port(parsed, "--source-port").filter(given -> given > 0),
        FlowOptions.version(parsed),
        LiveCheckOptions.probes(parsed),
        live.options().timeout().orElse(PATIENCE),
        live.options().rate(),
        live.options().tier(),
        live.options().pcap(),
        LiveCheckOptions.web(parsed, target.path().orElse("/"), live.options().timeout()));
  }

  // ---- the network ----

  private Measurement measure(LiveRequest request, Optional<IpAddress> known)
      throws UsageException, RequestException {
    Surroundings surroundings = new HostSurroundings();
    Optional<NameAnswer> name = Optional.empty();
    IpAddress destination;
    if (known.isPresent()) {
      destination = known.get();
    } else {
      refuseMisspelt(request.host());
      live.progress().update("resolving " + request.host(), 0, 0);
      NameAnswer answer =
          NameLookup.ofSystem().addresses(request.host(), request.version(), live.stop());
      if (answer instanceof NameAnswer.Failed failed) {
        return LiveCheck.unresolved(request, failed, surroundings);
      }
      destination = ((NameAnswer.Found) answer).addresses().getFirst();
      name = IpAddress.parse(request.host()).isPresent() ? Optional.empty() : Optional.of(answer);
    }
    Optional<String> refusal = TargetRules.refusal(destination);
    if (refusal.isPresent()) {
      throw new UsageException("destination " + refusal.get());
    }
    live.announce(
        request.target(), request.probes(), request.method() + " probe", request.rate().orElse(0));
    try (Prober prober = Prober.open(live, request.method(), destination.version())) {
      return new LiveCheck(
              request,
              prober.engine(),
              surroundings,
              new HttpExchange(),
              live.options().tier().isPresent() ? Optional::empty : Prober::capturing,
              live.stop(),
              live.progress())
          .run(destination, name, prober.sender());
    }
  }

  /** A resolver makes addresses of much that is none. */
  private static void refuseMisspelt(String host) throws UsageException {
    // An address alone is a prefix, too: its own.
    if (host.indexOf('/') >= 0 && Prefix.parse(host).isPresent()) {
      throw new UsageException(
          "destination " + host + " is a prefix: give one address; for all of it use ports");
    }
    Optional<String> refusal = AddressSpelling.refusal(host);
    if (refusal.isPresent()) {
      throw new UsageException("destination " + refusal.get());
    }
  }

  // ---- the answer ----

  private ExitCode print(
      DocumentPrinter printer,
      OutputFormat format,
      Measurement measured,
      List<Finding> findings,
      CheckReport report)
      throws UsageException {
    Schema schema = Schema.of(parsed);
    CheckCommand.print(
        live.context(), live.output(), printer, format, schema, CheckCommand.call(parsed), report);
    boolean warned =
        findings.stream().anyMatch(finding -> finding.issue().severity() == Issue.Severity.WARNING);
    return CheckCommand.exitCode(
        measured.verdict(),
        warned,
        Options.<Severity>get(parsed, "--fail-on").orElse(Severity.ERROR));
  }
}
