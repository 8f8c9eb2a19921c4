package io.github.pathwhy.cli.command;

import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.cli.render.InspectionText;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.inspect.RefusedException;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.report.ErrorDocument;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.text.Printable;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
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

  /** The question that the command line asks. */
  protected abstract Question question(ParseResult parsed) throws UsageException;

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
    DocumentPrinter printer = new DocumentPrinter(context.console(), output.query());
    Question question = question(parsed);
    Optional<Topology> loaded = context.load(parsed);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE;
    }
    InspectionReport report;
    try {
      report = question.ask(new EffectiveNetwork(loaded.get()));
    } catch (RefusedException e) {
      refuse(context, format, e);
      return ExitCode.USAGE;
    }
    print(context, output, printer, format, report);
    return exitCode(report.outcome());
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
    } else if ((format == OutputFormat.TABLE || format == OutputFormat.TSV) && !selects) {
      printer.printRows(report.rows(), format);
    } else {
      printer.print(report.document(), format);
    }
  }

  /** Programs get the error as Azure's APIs send it, on stdout; people get a message. */
  private static void refuse(Context context, OutputFormat format, RefusedException refusal)
      throws UsageException {
    String message = String.valueOf(refusal.getMessage());
    switch (format) {
      case JSON, YAML ->
          new DocumentPrinter(context.console(), Optional.empty())
              .print(ErrorDocument.of(refusal.code(), message), format);
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

  /** The value of an option that must be given; `what` says what it is for. */
  protected static <T> T required(Optional<T> given, String option, String what)
      throws UsageException {
    return given.orElseThrow(() -> new UsageException("no " + what + ": give " + option));
  }
}
