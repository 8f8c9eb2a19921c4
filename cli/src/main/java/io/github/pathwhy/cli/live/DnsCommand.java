package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.dns.DnsLookup;
import io.github.pathwhy.probe.dns.DnsRequest;
import io.github.pathwhy.probe.dns.RecordType;
import io.github.pathwhy.probe.dns.Resolution;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.QuestionName;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.report.live.DnsDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Resolves a name as this machine does, and says who answered or failed. */
public final class DnsCommand implements Subcommand {
  private static final String TYPE = "--type";
  private static final String SERVER = "--server";
  private static final String ALL = "--all-servers";
  private static final String TCP = "--tcp";
  private static final String NO_SEARCH = "--no-search";
  private static final String VERSION = "--ip-version";
  private static final int MOST = 16;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("dns");
    spec.usageMessage()
        .header("What does this machine make of a name, and which DNS server says so?")
        .description(
            "",
            "Examples:",
            "  pathwhy dns db.contoso.internal",
            "  pathwhy dns contoso.com --type MX,TXT --server 168.63.129.16",
            "  pathwhy dns www --all-servers -v",
            "  pathwhy dns 10.0.2.4",
            "  pathwhy dns contoso.com --server tls://dns.example",
            "")
        .footer(
            "",
            "Exit codes: 0 answered, 1 no such name or record, 2 wrong input, 3 not",
            "determined.");
    spec.addPositional(
        Options.positional("0", "NAME", "The name; an address asks for its name (PTR)."));
    spec.addOption(
        Options.value(String[].class, "TYPE", TYPE)
            .splitRegex(",")
            .description("A, AAAA, CNAME, MX, TXT, SRV, PTR, NS, SOA, CAA, ANY, … Default: A,AAAA.")
            .build());
    spec.addOption(
        Options.value(String[].class, "SERVER", SERVER)
            .description(
                "Ask this server instead: an address or name, with :PORT where it is unusual;"
                    + " tls://HOST or https://HOST/PATH for a secure one. Repeatable; asked in"
                    + " order.")
            .build());
    spec.addOption(Options.flag("Ask every server, and say where they differ.", ALL));
    spec.addOption(Options.flag("Ask by TCP at once.", TCP));
    LiveOptions.addTimeoutTo(spec, "How long to wait for each server", "as resolv.conf says, or 3");
    spec.addOption(Options.flag("Take the name as it is: no search domains.", NO_SEARCH));
    spec.addOption(
        Options.choice(IpVersion.class, "VERSION", VERSION)
            .description("Only addresses of this version: ${COMPLETION-CANDIDATES}.")
            .build());
    LiveOptions.addViaTo(spec);
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    DnsRequest request = request(parsed, output);
    return LiveContext.run(
        parsed,
        context,
        live -> {
          live.progress().update("resolving " + request.name(), 0, 0);
          Resolution resolution = DnsLookup.ofSystem().resolve(request, live.stop());
          InspectionReport report = DnsDocument.of(resolution, output.verbose());
          InspectionCommand.print(context, output, printer, format, report);
          return InspectionCommand.exitCode(report.outcome());
        });
  }

  private static DnsRequest request(ParseResult parsed, OutputOptions output)
      throws UsageException {
    String name =
        Options.argument(parsed, 0).orElseThrow(() -> new UsageException("no name: give one"));
    Optional<IpAddress> address = IpAddress.parse(name);
    Optional<String> problem = address.isPresent() ? Optional.empty() : QuestionName.problem(name);
    if (problem.isPresent()) {
      throw new UsageException("the name '" + name + "' is not valid: " + problem.get());
    }
    List<DnsServer> servers = servers(parsed);
    return new DnsRequest(
        address.map(QuestionName::reverse).orElse(name),
        types(parsed, address.isPresent()),
        servers,
        parsed.hasMatchedOption(TCP),
        timeout(parsed),
        address.isEmpty() && !parsed.hasMatchedOption(NO_SEARCH),
        true,
        parsed.hasMatchedOption(ALL) || output.verbose());
  }

  private static List<RecordType> types(ParseResult parsed, boolean isAddress)
      throws UsageException {
    Optional<String[]> words = Options.get(parsed, TYPE);
    Optional<IpVersion> version = Options.get(parsed, VERSION);
    if (version.isPresent() && (words.isPresent() || isAddress)) {
      throw new UsageException(
          VERSION
              + " chooses between A and AAAA; "
              + (isAddress ? "an address" : TYPE)
              + " does not");
    }
    if (words.isEmpty()) {
      return isAddress
          ? List.of(RecordType.PTR)
          : version
              .map(wanted -> List.of(wanted == IpVersion.V4 ? RecordType.A : RecordType.AAAA))
              .orElse(List.of(RecordType.A, RecordType.AAAA));
    }
    List<RecordType> types = new ArrayList<>();
    for (String word : words.get()) {
      RecordType type =
          RecordType.parse(word.strip())
              .orElseThrow(() ->
                  new UsageException(
                      TYPE + " '" + word + "' is no type of records: for example A or TXT"));
      if (!types.contains(type)) {
        types.add(type);
      }
    }
    if (types.size() > MOST) {
      throw new UsageException(TYPE + ": at most " + MOST + " types");
    }
    if (isAddress && !types.equals(List.of(RecordType.PTR))) {
      throw new UsageException("an address has only a PTR record: leave out " + TYPE);
    }
    return types;
  }

  private static List<DnsServer> servers(ParseResult parsed) throws UsageException {
    List<DnsServer> servers = new ArrayList<>();
    for (String text : Options.<String[]>get(parsed, SERVER).orElse(new String[0])) {
      DnsServer server =
          DnsServer.parse(text)
              .orElseThrow(() ->
                  new UsageException(
                      SERVER
                          + " is '"
                          + text
                          + "'; allowed: HOST[:PORT], tcp://HOST[:PORT], tls://HOST[:PORT],"
                          + " https://HOST[:PORT]/PATH"));
      if (!servers.contains(server)) {
        servers.add(server);
      }
    }
    if (servers.size() > MOST) {
      throw new UsageException(SERVER + ": at most " + MOST + " servers");
    }
    return servers;
  }

  /** Nanoseconds; 0 when the command line does not say. */
  private static long timeout(ParseResult parsed) throws UsageException {
    return LiveOptions.of(parsed).timeout().map(Duration::toNanos).orElse(0L);
  }
}
