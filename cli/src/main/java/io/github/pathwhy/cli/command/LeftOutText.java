package io.github.pathwhy.cli.command;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.text.Printable;
import java.util.List;

/// What of the inputs has no part in the answer, on stderr: a line that says how much there is, or
/// in a verbose view a line for each thing, in order of the inputs.
final class LeftOutText {
  private LeftOutText() {}

  /** Writes what was left out, as much of it as the command line asks for. */
  static void print(Console console, OutputOptions output, List<LeftOut> leftOut) {
    if (leftOut.isEmpty() || output.quiet()) {
      return;
    }
    if (output.verbose()) {
      leftOut.forEach(each -> console.error(line(each)));
    } else {
      console.error(
          leftOut.size() == 1
              ? "pathwhy: 1 thing in the inputs has no part in the answer; -v names it"
              : "pathwhy: "
                  + leftOut.size()
                  + " things in the inputs have no part in the answer; -v lists them");
    }
  }

  /** Like a problem; a file that is left out altogether has no place but itself. */
  private static String line(LeftOut each) {
    boolean isFile = each.what().equals(each.place().file());
    String subject = Printable.of(isFile ? each.what() : each.place() + ": " + each.what());
    return subject
        + ": left out: "
        + Printable.of(each.why())
        + (each.times() > 1 ? " (" + each.times() + " times)" : "");
  }
}
