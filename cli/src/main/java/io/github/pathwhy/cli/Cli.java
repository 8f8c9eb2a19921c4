package io.github.pathwhy.cli;

import io.github.pathwhy.cli.az.AzCommand;
import io.github.pathwhy.cli.check.CheckCommand;
import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.command.Version;
import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.inspect.EffectiveRoutesCommand;
import io.github.pathwhy.cli.inspect.EffectiveRulesCommand;
import io.github.pathwhy.cli.inspect.IpFlowVerifyCommand;
import io.github.pathwhy.cli.inspect.NextHopCommand;
import io.github.pathwhy.cli.inspect.NsgDiagnosticsCommand;
import io.github.pathwhy.cli.inspect.SecurityGroupViewCommand;
import io.github.pathwhy.cli.live.DnsCommand;
import io.github.pathwhy.cli.live.DoctorCommand;
import io.github.pathwhy.cli.live.PortsCommand;
import io.github.pathwhy.cli.live.TraceCommand;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.kernel.KernelEngine;
import io.github.pathwhy.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads a command line and runs the command it names. Only that command is built: building all of
/// them would cost more than most answers.
final class Cli {
  /// A command by its names, the primary one first. The names stand here so that finding the right
  /// one needs no command to be built.
  private record Entry(List<String> names, Supplier<Subcommand> command) {

    /** The command by one of its names; by that of `az` it comes with the habits of `az`. */
    Subcommand called(String name) {
      boolean isAz = !name.equals(names.getFirst()) && !names.getFirst().equals("monitor");
      return isAz ? new AzCommand(name, command.get()) : command.get();
    }
  }

  private static final List<Entry> COMMANDS =
      List.of(
          new Entry(List.of("check", "test-connectivity"), CheckCommand::new),
          new Entry(List.of("ip-flow-verify", "test-ip-flow"), IpFlowVerifyCommand::new),
          new Entry(List.of("next-hop", "show-next-hop"), NextHopCommand::new),
          new Entry(
              List.of("nsg-diagnostics", "run-configuration-diagnostic"),
              NsgDiagnosticsCommand::new),
          new Entry(List.of("effective-rules", "list-effective-nsg"), EffectiveRulesCommand::new),
          new Entry(
              List.of("effective-routes", "show-effective-route-table"),
              EffectiveRoutesCommand::new),
          new Entry(
              List.of("security-group-view", "show-security-group-view"),
              SecurityGroupViewCommand::new),
          new Entry(List.of("topology", "show-topology"), TopologyCommand::new),
          new Entry(List.of("trace"), TraceCommand::new),
          new Entry(List.of("ports"), PortsCommand::new),
          new Entry(List.of("dns"), DnsCommand::new),
          new Entry(List.of("doctor"), DoctorCommand::new),
          new Entry(List.of("import"), ImportCommand::new),
          new Entry(List.of("monitor", "connection-monitor"), MonitorCommands::new));

  private static final List<String> PROBING =
      List.of("check", "test-connectivity", "trace", "ports");

  private final Console console;
  private final Map<String, String> environment;
  private final Optional<Stop> stop;

  Cli(Console console, Map<String, String> environment, Optional<Stop> stop) {
    this.console = console;
    this.environment = environment;
    this.stop = stop;
  }

  /** Carries out a command line; the result is the exit code. */
  int run(String[] given) {
    if (Asides.isVersion(given)) {
      console.text("pathwhy " + Version.text());
      return ExitCode.POSITIVE.code();
    }
    String[] args = Asides.withHelpLast(given);
    if (sendsPackets(List.of(args))) {
      KernelEngine.prepare();
    }
    CommandLine root = build(args);
    try {
      ParseResult parsed = root.parseArgs(args);
      return run(root, parsed);
    } catch (UnmatchedArgumentException e) {
      return usageError(e.getCommandLine(), unmatched(e));
    } catch (ParameterException e) {
      return usageError(e.getCommandLine(), Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /// Whether the engine for probes will be needed, as far as can be told at a glance: it is made
  /// while the command line is read.
  private boolean sendsPackets(List<String> args) {
    if (args.isEmpty()
        || !PROBING.contains(args.getFirst())
        || args.contains("--help")
        || args.contains("-h")) {
      return false;
    }
    boolean simulates =
        !environment.getOrDefault("PATHWHY_TOPOLOGY", "").isEmpty()
            || args.stream().anyMatch(arg -> arg.startsWith("-t") || arg.startsWith("--topology"));
    return !simulates || args.contains("--live");
  }

  /** The first word that means nothing, and what was probably meant. */
  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    boolean isGroup = !e.getCommandLine().getSubcommands().isEmpty();
    String what = word.startsWith("-") ? "unknown option" : isGroup ? "no command" : "unexpected";
    List<String> suggestions = e.getSuggestions();
    String hint = suggestions.isEmpty() ? "" : "; did you mean " + suggestions.getFirst() + "?";
    return what + " '" + Printable.of(word) + "'" + hint;
  }

  private int run(CommandLine root, ParseResult parsed) {
    ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    CommandLine commandLine = innermost.commandSpec().commandLine();
    if (innermost.isUsageHelpRequested()) {
      console.text(help(commandLine));
      return ExitCode.POSITIVE.code();
    }
    if (!(commandLine.getCommandSpec().userObject() instanceof Subcommand command)) {
      console.error(help(root));
      return ExitCode.USAGE.code();
    }
    try {
      Options.refuseEmpty(innermost);
      return command.run(innermost, new Context(console, environment, stop)).code();
    } catch (UsageException e) {
      return refuse(e, ExitCode.USAGE);
    } catch (RequestException e) {
      return refuse(e, e.isUndetermined() ? ExitCode.UNDETERMINED : ExitCode.USAGE);
    }
  }

  private String help(CommandLine of) {
    return HelpText.of(of, HelpText.columns(environment, console.terminal().width()));
  }

  private int refuse(Exception e, ExitCode code) {
    console.error("pathwhy: " + Printable.whole(String.valueOf(e.getMessage())));
    return code.code();
  }

  private int usageError(CommandLine at, String message) {
    console.error("pathwhy: " + message);
    console.error("Try '" + at.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE.code();
  }

  /** The command that the arguments name, or all of them. */
  static CommandLine build(String[] args) {
    CommandLine root = new CommandLine(rootSpec());
    Optional<Entry> named = args.length == 0 ? Optional.empty() : find(args[0]);
    if (named.isPresent()) {
      root.addSubcommand(new CommandLine(named.get().called(args[0]).spec()));
    } else {
      COMMANDS.forEach(entry -> root.addSubcommand(new CommandLine(entry.command().get().spec())));
    }
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUnmatchedOptionsArePositionalParams(false);
    root.setOverwrittenOptionsAllowed(true);
    return root;
  }

  /** The first words that name a command, with its own subcommand; none if there is no such one. */
  static List<String> commandAmong(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Optional<Entry> entry = find(words.get(i));
      if (entry.isPresent()) {
        boolean goesOn =
            i + 1 < words.size()
                && entry.get().command().get().spec().subcommands().containsKey(words.get(i + 1));
        return words.subList(i, i + (goesOn ? 2 : 1));
      }
    }
    return List.of();
  }

  private static CommandSpec rootSpec() {
    CommandSpec spec = CommandSpec.create().name("pathwhy");
    spec.usageMessage()
        .header(
            "Why can't A reach B in an Azure network? Offline, with the rule or route that"
                + " decides.")
        .description(
            "",
            "Examples:",
            "  pathwhy check -t network.yaml web-vm db-vm:1433",
            "  pathwhy help check",
            "")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n")
        .footer(
            "",
            "Exit codes: 0 yes, 1 no, 2 wrong input, 3 not determined, 70 bug,"
                + " 130 interrupted.");
    spec.addOption(Options.help());
    spec.addOption(Options.flag("Show the version.", "-V", "--version"));
    return spec;
  }

  private static Optional<Entry> find(String name) {
    return COMMANDS.stream().filter(entry -> entry.names().contains(name)).findFirst();
  }
}
