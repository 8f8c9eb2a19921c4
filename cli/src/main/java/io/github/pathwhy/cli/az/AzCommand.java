package io.github.pathwhy.cli.az;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.Section;
import io.github.pathwhy.cli.options.Severity;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.lookup.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// A command under its name in `az`, and with the habits of `az`: its options, its formats, and
/// exit code 0 for every answer, so that scripts go on as they did.
public final class AzCommand implements Subcommand {
  private static final String FAIL_ON = "--fail-on";
  private static final String OUTPUT = "--output";
  private static final String NONE = "none";
  private static final List<String> RESOURCE_TYPES =
      List.of("virtualMachines", "networkInterfaces", "applicationGateways");

  private final String name;
  private final Subcommand command;

  /** The command by that name. */
  public AzCommand(String name, Subcommand command) {
    this.name = name;
    this.command = command;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec inner = command.spec();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name);
    spec.usageMessage()
        .header(inner.usageMessage().header())
        .description(inner.usageMessage().description())
        .footer(
            "",
            "Exit codes: 0 answered, also with no; 2 wrong input; " + FAIL_ON + " changes that.");
    inner.positionalParameters().forEach(spec::addPositional);
    for (OptionSpec option : inner.options()) {
      spec.addOption(option.longestName().equals(OUTPUT) ? output() : option);
    }
    AzOptions.addTo(spec);
    addOwn(spec);
    if (spec.findOption(FAIL_ON) == null) {
      spec.addOption(
          Options.choice(Severity.class, "SEVERITY", FAIL_ON)
              .description("Exit 1 for a no: ${COMPLETION-CANDIDATES}.")
              .order(Section.OUTPUT.order())
              .build());
    }
    spec.parser().abbreviatedOptionsAllowed(true);
    return spec;
  }

  /** What one verb alone has. */
  private void addOwn(CommandSpec spec) {
    switch (name) {
      case "test-connectivity" -> {
        AzOptions.list(spec, "NAME=VALUE", "Headers to send with HTTP.", "--headers");
        AzOptions.list(spec, "CODES", "HTTP status codes that are right.", "--valid-status-codes");
      }
      case "run-configuration-diagnostic" -> {
        AzOptions.add(
            spec,
            "TYPE",
            "Type of the resource: " + String.join(", ", RESOURCE_TYPES) + ".",
            "--resource-type");
        AzOptions.add(spec, "PATH", "What the resource is a part of.", "--parent");
        AzOptions.add(spec, "JSON", "Questions as JSON, or @FILE.", "--queries");
      }
      case "list-effective-nsg", "show-effective-route-table" -> AzOptions.addInterfaceTo(spec);
      case "show-topology" -> {
        AzOptions.add(spec, "NAME|ID", "Only this network and what is in it.", "--vnet");
        AzOptions.add(spec, "NAME|ID", "Only this subnet and what is in it.", "--subnet");
      }
      default -> {}
    }
  }

  /** The formats of `az`; those with colours have none here. */
  private static OptionSpec output() {
    return Options.value(OutputFormat.class, "FORMAT", "-o", OUTPUT)
        .converters(AzCommand::format)
        .completionCandidates(
            List.of("text", "json", "jsonc", "yaml", "yamlc", "table", "tsv", NONE))
        .description("${COMPLETION-CANDIDATES}. Default: text on a terminal, json elsewhere.")
        .order(Section.FIRST.at(80))
        .build();
  }

  private static OutputFormat format(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "jsonc", NONE -> OutputFormat.JSON;
      case "yamlc" -> OutputFormat.YAML;
      default -> {
        for (OutputFormat format : OutputFormat.values()) {
          if (format.toString().equalsIgnoreCase(word)) {
            yield format;
          }
        }
        throw new TypeConversionException(
            "'" + word + "' is not one of text, json, jsonc, yaml, yamlc, table, tsv, none");
      }
    };
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    for (String path : TopologyOptions.of(parsed).paths()) {
      if (RESOURCE_TYPES.stream().anyMatch(path::equalsIgnoreCase)) {
        throw new UsageException(
            "-t " + path + ": -t names the topology here; write --resource-type " + path);
      }
    }
    remark(parsed, context);
    ExitCode code =
        command.run(parsed, isSilent(parsed) ? context.with(context.console().silent()) : context);
    return parsed.hasMatchedOption(FAIL_ON) ? code : lenient(code);
  }

  private void remark(ParseResult parsed, Context context) {
    List<String> ignored = new ArrayList<>(AzOptions.meaningless(parsed));
    if (!name.equals("show-topology") && parsed.hasMatchedOption(AzOptions.LOCATION)) {
      ignored.add(AzOptions.LOCATION);
    }
    if (!ignored.isEmpty() && !OutputOptions.of(parsed).quiet()) {
      context
          .console()
          .error("pathwhy: " + String.join(", ", ignored) + ": without meaning here, left out");
    }
  }

  private static boolean isSilent(ParseResult parsed) {
    Optional<String> last =
        Optional.ofNullable(parsed.matchedOption(OUTPUT))
            .map(OptionSpec::originalStringValues)
            .map(List::getLast);
    return last.filter(NONE::equalsIgnoreCase).isPresent();
  }

  /** An answer is an answer, whatever it says. */
  private static ExitCode lenient(ExitCode code) {
    return switch (code) {
      case POSITIVE, NEGATIVE, UNDETERMINED -> ExitCode.POSITIVE;
      case USAGE, BUG, INTERRUPTED -> code;
    };
  }
}
