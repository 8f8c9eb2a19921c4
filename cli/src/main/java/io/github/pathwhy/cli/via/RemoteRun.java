package io.github.pathwhy.cli.via;

import io.github.pathwhy.cli.options.SshTarget;
import io.github.pathwhy.cli.via.Connection.Event;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.text.Printable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One command line run by a pathwhy on another machine. Used once.
///
/// A pathwhy of the same version that is on the `PATH` there is taken; otherwise this one is sent
/// to a temporary folder and removed afterwards. The other side ends when its stdin does, so it
/// never outlives the connection by more than seconds.
public final class RemoteRun {
  private static final int POLL_MILLIS = 100;
  private static final long GREETING_NANOS = 60_000_000_000L;
  private static final long FAREWELL_NANOS = 2_300_000_000L;
  private static final int MARK_BYTES = 12;
  private static final int MIB = 1024 * 1024;
  private static final int MOST_WORD = 60;
  private static final String END = " end ";

  private final Request request;
  private final Surroundings surroundings;
  private final String mark;
  private final List<String> errors = new ArrayList<>();

  private Phase phase = Phase.CONNECTING;
  private long deadline;
  private boolean sending;
  private int code;
  private Optional<RemoteResult> decided = Optional.empty();

  private enum Phase {
    CONNECTING,
    PREPARING,
    RUNNING,
    DONE
  }

  /// What is to be done.
  ///
  /// @param version of the pathwhy that is wanted there
  /// @param keep whether a copy may stay there
  /// @param javaFlags for the Java of the other side, such as the width of the terminal
  /// @param inputs what the command line's files hold, in a bundle; not empty
  public record Request(
      SshTarget target,
      String version,
      boolean keep,
      List<String> javaFlags,
      boolean quiet,
      Optional<byte[]> inputs) {
    public Request {
      javaFlags = List.copyOf(javaFlags);
    }
  }

  /// Who waits for it.
  ///
  /// @param error takes lines for stderr, safe to show
  public record Surroundings(
      Map<String, String> environment, Stop stop, Progress progress, Consumer<String> error) {
    public Surroundings {
      environment = Map.copyOf(environment);
    }
  }

  private final Optional<Distribution> ours;

  /** A run that may send the pathwhy that this one is. */
  public RemoteRun(Request request, Surroundings surroundings) {
    this(request, surroundings, Distribution.ofThis());
  }

  RemoteRun(Request request, Surroundings surroundings, Optional<Distribution> ours) {
    this.request = request;
    this.surroundings = surroundings;
    this.ours = ours;
    byte[] random = new byte[MARK_BYTES];
    new SecureRandom().nextBytes(random);
    this.mark = "pathwhy-" + HexFormat.of().formatHex(random);
  }

  /// Runs a command line.
  ///
  /// @param output takes the lines of its stdout as they come, foreign
  public RemoteResult run(List<String> arguments, Consumer<String> output) {
    for (String argument : arguments) {
      if (!Printable.isSafe(argument)) {
        return new RemoteResult.Failed(
            "'" + Printable.of(argument) + "' cannot be passed to another machine's shell", "");
      }
    }
    List<String> command =
        SshCommand.of(
            request.target(),
            surroundings.environment(),
            SshCommand.script(
                mark,
                request.javaFlags(),
                request.inputs().map(bytes -> bytes.length).orElse(0),
                arguments));
    surroundings.progress().update("connecting to " + request.target(), 0, 0);
    deadline = System.nanoTime() + GREETING_NANOS;
    try (Connection connection = new Connection(command)) {
      return follow(connection, output);
    } catch (IOException e) {
      return new RemoteResult.Failed(
          "ssh cannot be started: " + Printable.of(String.valueOf(e.getMessage())),
          "Install OpenSSH's client.");
    }
  }

  private RemoteResult follow(Connection connection, Consumer<String> output) {
    boolean stopping = false;
    while (decided.isEmpty()) {
      if (!stopping && surroundings.stop().isRequested()) {
        stopping = true;
        if (phase != Phase.RUNNING && phase != Phase.DONE) {
          return new RemoteResult.Interrupted();
        }
        deadline = System.nanoTime() + FAREWELL_NANOS;
        connection.endInput();
      }
      Optional<Event> event = connection.next(POLL_MILLIS);
      event.ifPresent(now -> take(now, connection, output));
      boolean waitsForever = sending || (phase == Phase.RUNNING && !stopping);
      if (!waitsForever && decided.isEmpty() && System.nanoTime() - deadline > 0) {
        return late(stopping);
      }
    }
    return decided.get();
  }

  /** What it means that nothing more came in time. */
  private RemoteResult late(boolean stopping) {
    if (phase == Phase.DONE) {
      return new RemoteResult.Ended(code); // only ssh itself takes its time
    }
    return stopping
        ? new RemoteResult.Interrupted()
        : failed("no answer from its shell for a minute", "");
  }

  private void take(Event event, Connection connection, Consumer<String> output) {
    switch (event) {
      case Event.Output(String line) -> takeLine(line, connection, output);
      case Event.Complaint(String line) -> {
        if (phase == Phase.CONNECTING) {
          errors.add(line);
        } else {
          surroundings.error().accept(Printable.whole(line));
        }
      }
      case Event.TooMuch() -> decided = Optional.of(failed("the answer is larger than 16 MiB", ""));
      case Event.Sent(Optional<String> failure) -> {
        sending = false;
        deadline = System.nanoTime() + GREETING_NANOS;
        if (failure.isPresent()) {
          // Its reason is on the other side, and comes with the end.
          errors.add(failure.get());
        }
      }
      case Event.Ended() -> decided = Optional.of(ended());
    }
  }

  private RemoteResult ended() {
    return switch (phase) {
      case CONNECTING -> SshFailure.of(request.target(), errors);
      case PREPARING ->
          failed(
              "pathwhy could not be put there"
                  + (errors.isEmpty() ? "" : ": " + Printable.of(errors.getLast())),
              "");
      case RUNNING -> failed("the connection was lost", "");
      case DONE -> new RemoteResult.Ended(code);
    };
  }

  private RemoteResult.Failed failed(String why, String hint) {
    return new RemoteResult.Failed(request.target() + ": " + why, hint);
  }

  private void takeLine(String line, Connection connection, Consumer<String> output) {
    if (phase == Phase.RUNNING) {
      int end = line.indexOf(mark + END);
      if (end != 0) {
        output.accept(end < 0 ? line : line.substring(0, end));
      }
      if (end >= 0) {
        finish(line.substring(end + mark.length() + END.length()));
      }
    } else if (line.startsWith(mark + " ")) {
      obey(line.substring(mark.length() + 1), connection);
    }
    // Other lines before the answer are what the shell's start-up files print.
  }

  /** The answer is complete, and the other side says how it went. */
  private void finish(String number) {
    try {
      code = Integer.parseInt(number);
      phase = Phase.DONE;
      deadline = System.nanoTime() + FAREWELL_NANOS;
    } catch (NumberFormatException _) {
      decided = Optional.of(failed("its answer has no end", ""));
    }
  }

  private void obey(String word, Connection connection) {
    String[] words = word.split(" ", -1);
    switch (words[0]) {
      case "here" -> {
        if (phase == Phase.CONNECTING && words.length >= 4) {
          prepare(words[1] + " " + words[2], words[3], connection);
        }
      }
      case "go" -> send(connection);
      case "inputs" -> sendInputs(connection);
      case "kept" -> surroundings.progress().update("starting on " + request.target(), 0, 0);
      case "run" -> {
        phase = Phase.RUNNING;
        surroundings.progress().update("waiting for " + request.target(), 0, 0);
      }
      case "refused" ->
          decided =
              Optional.of(failed(Printable.of(word.substring("refused".length()).strip()), ""));
      default -> {
        // Nothing this side knows.
      }
    }
  }

  /** The other side is there: decides which pathwhy runs. */
  private void prepare(String platform, String version, Connection connection) {
    phase = Phase.PREPARING;
    errors.clear();
    boolean installed = !version.equals("none");
    boolean sendable = ours.isPresent() && ours.get().platform().equals(platform);
    if (installed && (version.equals(request.version()) || !sendable)) {
      if (!version.equals(request.version()) && !request.quiet()) {
        surroundings
            .error()
            .accept(
                "pathwhy: "
                    + request.target()
                    + " has pathwhy "
                    + Printable.of(version, MOST_WORD)
                    + ", this is "
                    + request.version());
      }
      connection.sendLine("installed");
      return;
    }
    if (ours.isEmpty() || !sendable) {
      String sort = Printable.of(platform, MOST_WORD);
      decided =
          Optional.of(
              failed(
                  "no pathwhy on its PATH, and this one cannot be sent: "
                      + ours.map(own -> "it is for " + own.platform() + ", not for " + sort)
                          .orElse("it has no Java runtime of its own"),
                  "Install pathwhy " + request.version() + " there."));
      return;
    }
    try {
      Distribution own = ours.get();
      String keep = request.keep() ? "keep" : "remove";
      connection.sendLine("send " + own.archiveSize() + " " + own.digest() + " " + keep);
    } catch (IOException e) {
      decided = Optional.of(unreadable(e));
    }
  }

  private static RemoteResult unreadable(IOException e) {
    return new RemoteResult.Failed(
        "this pathwhy cannot be read to be sent: " + Printable.of(String.valueOf(e.getMessage())),
        "");
  }

  private void send(Connection connection) {
    if (phase != Phase.PREPARING || sending || ours.isEmpty()) {
      return;
    }
    sending = true;
    Distribution own = ours.get();
    int total = (int) (own.archiveSize() / MIB);
    String activity = "sending pathwhy to " + request.target() + " (MiB)";
    Progress progress = surroundings.progress();
    connection.send(out ->
        own.writeTo(out, written -> progress.update(activity, (int) (written / MIB), total)));
  }

  private void sendInputs(Connection connection) {
    if (phase != Phase.PREPARING || sending || request.inputs().isEmpty()) {
      return;
    }
    sending = true;
    surroundings.progress().update("sending the topology to " + request.target(), 0, 0);
    connection.send(out -> out.write(request.inputs().get()));
  }
}
