package io.github.pathwhy.cli.command;

import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.cli.render.InspectionText;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.inspect.RefusedException;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.report.ErrorDocument;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// A verb that asks one question of a topology and prints the answer. The question is read before
/// the topology, so that a wrong command line is reported at once.
public abstract class InspectionCommand implements Subcommand {

  /** A question, ready to be asked. */
  protected interface Question {
    InspectionReport ask(EffectiveNetwork network) throws RequestException, RefusedException;
  }

  /** Name, help and the options of the question. */
  protected abstract CommandSpec questionSpec();

  /// What a question cannot be asked without: options, those that will do in each other's place
  /// together.
  protected abstract List<List<String>> needs(ParseResult parsed);

  /** The questions that the command line asks, once it has all that it needs; mostly one. */
  protected abstract List<Question> questions(ParseResult parsed) throws UsageException;

  @Override
  public final CommandSpec spec() {
    CommandSpec spec = questionSpec();
    TopologyOptions.addTo(spec);
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public final ExitCode run(ParseResult parsed, Context context)
      throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    Options.require(
        parsed,
        needs(parsed),
        TopologyOptions.of(parsed).isGiven(context.environment()) ? List.of() : List.of("-t"));
    List<Question> questions = questions(parsed);
    Optional<Topology> loaded = context.load(parsed);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (!output.quiet()) {
      remark(parsed, context, loaded.get());
    }
    InspectionReport report;
    try {
      EffectiveNetwork network = new EffectiveNetwork(loaded.get());
      List<InspectionReport> reports = new ArrayList<>();
      for (Question question : questions) {
        reports.add(question.ask(network));
      }
      report = InspectionReport.of(reports);
    } catch (RefusedException e) {
      refuse(context, printer, format, e);
      return ExitCode.USAGE;
    }
    print(context, output, printer, format, report);
    return exitCode(report.outcome());
  }

  /** Says of which ids the input does not tell whether they are the ones that are meant. */
  private static void remark(ParseResult parsed, Context context, Topology topology) {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.getValue() instanceof String text && ResourceId.isArm(text)) {
        Names.taken(text, topology).ifPresent(note -> context.console().error("pathwhy: " + note));
      }
    }
  }

  /** Prints a report in the form that is asked for. */
  public static void print(
      Context context,
      OutputOptions output,
      DocumentPrinter printer,
      OutputFormat format,
      InspectionReport report)
      throws UsageException {
    boolean selects = output.query().isPresent();
    boolean colours =
        output.color().isOn(context.console().terminal().out(), context.environment());
    if (format == OutputFormat.TEXT && !selects) {
      new InspectionText(context.console(), colours, output.verbose()).print(report);
    } else {
      printer.print(report.document(), report.rows(), format);
    }
  }

  /** Programs get the error as Azure's APIs send it, on stdout; people get a message. */
  private static void refuse(
      Context context, DocumentPrinter printer, OutputFormat format, RefusedException refusal)
      throws UsageException {
    String message = String.valueOf(refusal.getMessage());
    switch (format) {
      case JSON, YAML -> printer.printError(ErrorDocument.of(refusal.code(), message), format);
      case TEXT, TABLE, TSV ->
          context.console().error("pathwhy: " + refusal.code() + ": " + Printable.whole(message));
    }
  }

  /** How a report went. */
  public static ExitCode exitCode(InspectionReport.Outcome outcome) {
    return switch (outcome) {
      case POSITIVE, FACT -> ExitCode.POSITIVE;
      case NEGATIVE -> ExitCode.NEGATIVE;
      case UNDETERMINED -> ExitCode.UNDETERMINED;
    };
  }
}
