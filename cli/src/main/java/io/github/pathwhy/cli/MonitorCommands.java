package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.Options;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands about connection monitors. */
final class MonitorCommands implements Subcommand {
  private static final List<Supplier<Subcommand>> COMMANDS = List.of(MonitorValidateCommand::new);

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("monitor").aliases("connection-monitor");
    spec.usageMessage()
        .header("Connection monitors: which connections are tested, and how often.")
        .description(
            "",
            "Examples:",
            "  pathwhy monitor validate monitor.json",
            "  pathwhy monitor validate --help",
            "")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n")
        .footer("", "Exit codes: 0 yes, 1 no, 2 wrong input.");
    spec.addOption(Options.help());
    for (Supplier<Subcommand> command : COMMANDS) {
      spec.addSubcommand(null, new CommandLine(command.get().spec()));
    }
    return spec;
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public ExitCode run(ParseResult parsed, Context context) {
    context
        .console()
        .error(parsed.commandSpec().commandLine().getUsageMessage(Ansi.OFF).stripTrailing());
    return ExitCode.USAGE;
  }
}
