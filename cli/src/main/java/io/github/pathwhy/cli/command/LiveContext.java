package io.github.pathwhy.cli.command;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Interrupt;
import io.github.pathwhy.cli.console.ProgressLine;
import io.github.pathwhy.cli.options.InputBundle;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.via.RemoteArguments;
import io.github.pathwhy.cli.via.RemoteResult;
import io.github.pathwhy.cli.via.RemoteRun;
import io.github.pathwhy.cli.via.SafeOutput;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ParseResult;

/// What a command runs in that asks the real network: it may take long, can be ended, and can be
/// asked from another machine.
///
/// @param stop tells that the user wants it to end; it then prints what it knows
/// @param progress shows how far it has come, until something is printed
public record LiveContext(
    Context context, OutputOptions output, LiveOptions options, Stop stop, Progress progress) {
  private static final String ANNOUNCE = "pathwhy.announce";

  /** The work of a live command; the exit code says how it went if nobody ended it. */
  public interface Work {
    ExitCode run(LiveContext live) throws UsageException, RequestException;
  }

  /// Runs a live command here or, with `--via`, there. The exit code is 130 when the user ended it.
  public static ExitCode run(ParseResult parsed, Context context, Work work)
      throws UsageException, RequestException {
    return runHere(
        parsed,
        context,
        live -> live.options.via().isPresent() ? live.passOn(parsed) : work.run(live));
  }

  private static ExitCode runHere(ParseResult parsed, Context context, Work work)
      throws UsageException, RequestException {
    LiveOptions options = LiveOptions.of(parsed);
    OutputOptions output = OutputOptions.of(parsed);
    Console console = context.console();
    Optional<Interrupt> interrupt =
        context.stop().isPresent() ? Optional.empty() : Optional.of(Interrupt.listen());
    Stop stop = context.stop().orElseGet(interrupt::orElseThrow);
    try (ProgressLine progress = ProgressLine.on(console, output.quiet())) {
      ExitCode code = work.run(new LiveContext(context, output, options, stop, progress));
      return stop.isRequested() ? ExitCode.INTERRUPTED : code;
    } finally {
      console.flush();
      interrupt.ifPresent(Interrupt::close);
    }
  }

  /** Has the whole command run by the other machine, and prints its answer as it is. */
  private ExitCode passOn(ParseResult parsed) throws UsageException {
    Optional<byte[]> inputs = Optional.empty();
    List<String> added = new ArrayList<>();
    if (isCompared(parsed)) {
      Optional<InputBundle> bundle = context.bundle(parsed);
      if (bundle.isEmpty()) {
        return ExitCode.USAGE;
      }
      inputs = Optional.of(bundle.get().bytes());
      if (!parsed.hasMatchedOption(LiveOptions.LIVE)) {
        added.add(LiveOptions.LIVE);
      }
      TopologyOptions topology = TopologyOptions.of(parsed);
      if (topology.paths().isEmpty()) {
        topology
            .given(context.environment())
            .forEach(path -> added.add(TopologyOptions.NAME + "=" + path));
      }
    }
    Console console = context.console();
    OutputFormat format = output.format(console, context.environment());
    boolean text = format == OutputFormat.TEXT;
    boolean colours = text && output.color().isOn(console.terminal().out(), context.environment());
    AtomicBoolean readerGone = new AtomicBoolean();
    RemoteResult result =
        remote(() -> stop.isRequested() || readerGone.get(), inputs)
            .run(
                RemoteArguments.of(parsed, format, colours, added),
                line -> {
                  String safe = SafeOutput.line(line, colours);
                  if (text) {
                    console.text(safe);
                  } else {
                    console.data(safe);
                  }
                  readerGone.set(console.isReaderGone());
                });
    return exitCode(result);
  }

  /// Whether the other machine needs the topology, to compare it with what it measures. A topology
  /// that only the environment names does not turn every probe into a comparison.
  private boolean isCompared(ParseResult parsed) throws UsageException {
    if (parsed.hasMatchedOption(LiveOptions.LIVE)) {
      return TopologyOptions.of(parsed).isGiven(context.environment());
    }
    boolean named = parsed.hasMatchedOption(TopologyOptions.NAME);
    if (named && parsed.commandSpec().findOption(LiveOptions.LIVE) == null) {
      throw new UsageException(
          "-t asks a topology, " + LiveOptions.VIA + " the network: leave one of them out");
    }
    return named;
  }

  /// A command line's run on the machine that `--via` names. Of flags for the terminal it gets
  /// those of this one.
  private RemoteRun remote(Stop until, Optional<byte[]> inputs) {
    Console console = context.console();
    List<String> flags = new ArrayList<>();
    flags.add("-Dpathwhy.columns=" + console.terminal().width());
    flags.add("-Dstdout.encoding=" + (console.isUnicode() ? "UTF-8" : "US-ASCII"));
    if (isInteractive()) {
      flags.add("-D" + ANNOUNCE + "=true");
    }
    return new RemoteRun(
        new RemoteRun.Request(
            options.via().orElseThrow(),
            Version.text(),
            options.viaKeep(),
            flags,
            output.quiet(),
            inputs),
        new RemoteRun.Surroundings(context.environment(), until, progress, console::error));
  }

  /** What a remote run means for this one; failures are said on stderr. */
  private ExitCode exitCode(RemoteResult result) {
    return switch (result) {
      case RemoteResult.Interrupted() -> ExitCode.INTERRUPTED;
      case RemoteResult.Ended(int code) -> {
        Optional<ExitCode> known = ExitCode.of(code);
        if (known.isEmpty() && !stop.isRequested()) {
          context.console().error("pathwhy: the other machine's pathwhy ended with " + code);
        }
        yield known.orElse(ExitCode.UNDETERMINED);
      }
      case RemoteResult.Failed(String why, String hint) -> {
        context.console().error("pathwhy: " + why);
        if (!hint.isEmpty()) {
          context.console().error(hint);
        }
        yield ExitCode.UNDETERMINED;
      }
    };
  }

  private boolean isInteractive() {
    return !output.quiet() && (context.console().terminal().err() || Boolean.getBoolean(ANNOUNCE));
  }

  /// Says what will be sent, before it is: on a terminal, and unless the user wants quiet.
  ///
  /// @param target for example `10.0.2.4:443`
  /// @param kind what is sent, in the singular: `TCP probe`
  /// @param most probes a second; 0 when no rate is set
  public void announce(String target, long probes, String kind, long most) {
    if (isInteractive()) {
      context.console().error(announcement(target, probes, kind, most));
    }
  }

  /** `probing 10.0.2.4:443, 10 TCP probes, at most 50,000/s`. */
  public static String announcement(String target, long probes, String kind, long most) {
    return "probing "
        + Printable.of(target)
        + ", "
        + grouped(probes)
        + " "
        + kind
        + (probes == 1 ? "" : "s")
        + (most > 0 ? ", at most " + grouped(most) + "/s" : "");
  }

  private static String grouped(long number) {
    StringBuilder text = new StringBuilder(Long.toString(number));
    for (int at = text.length() - 3; at > 0; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
