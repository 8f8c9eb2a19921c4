package io.github.pathwhy.cli.render;

import io.github.pathwhy.report.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What probes saw, as parts of the text view of a check. */
final class MeasuredText {
  private static final int MICROS_IN_MILLI = 1000;

  private final TextWriter writer;
  private final CheckReport.MeasuredView measured;
  private final boolean verbose;

  MeasuredText(TextWriter writer, CheckReport.MeasuredView measured, boolean verbose) {
    this.writer = writer;
    this.measured = measured;
    this.verbose = verbose;
  }

  /** One line: how many probes were answered, and how fast; then the prediction beside it. */
  void printSummary() {
    int sent = measured.probesSent();
    String answered =
        sent == 0
            ? "no probe was sent"
            : (sent - measured.probesFailed()) + " of " + sent + " probes answered";
    writer.paragraph(
        measured
            .latency()
            .map(times ->
                answered
                    + ", min/avg/max "
                    + millis(times.min())
                    + "/"
                    + millis(times.average())
                    + "/"
                    + millis(times.max())
                    + " ms")
            .orElse(answered));
    measured
        .comparison()
        .ifPresent(comparison -> {
          writer.heading(comparison.agrees() ? "Predicted and measured" : "Predicted, but not so");
          writer.paragraph(comparison.verdict());
          comparison.reasons().forEach(reason -> writer.item(reason));
        });
  }

  /// The facts, what could not be told, and how it was measured.
  ///
  /// @param missing what is told elsewhere
  void printRest(List<String> missing) {
    if (!measured.facts().isEmpty()) {
      writer.heading("Found out");
      for (CheckReport.FactView fact : measured.facts()) {
        writer.item(fact.name() + ": " + fact.value());
      }
    }
    if (verbose && !measured.hops().isEmpty()) {
      writer.heading("Measured hops");
      measured.hops().forEach(hop -> writer.item(line(hop)));
    }
    List<String> limits = new ArrayList<>(measured.limits());
    limits.removeAll(missing);
    writer.list("Could not be told", limits);
    writer.line("");
    writer.line(writer.style().faint(writer.safe(how(measured.how()))));
  }

  private static String how(CheckReport.HowView how) {
    List<String> parts = new ArrayList<>();
    parts.add(how.method() + " probes");
    if (!how.tier().equals(CheckReport.HowView.NONE)) {
      parts.add(how.tier() + " tier");
    }
    if (!how.clock().equals(CheckReport.HowView.NONE)) {
      parts.add(how.clock() + " clock");
    }
    if (!how.privilege().equals(CheckReport.HowView.NONE)) {
      parts.add(how.privilege());
    }
    return String.join(", ", parts);
  }

  private static String line(CheckReport.MeasuredHopView hop) {
    List<String> parts = new ArrayList<>();
    parts.add(Integer.toString(hop.distance()));
    parts.add(hop.addresses().isEmpty() ? "*" : String.join(", ", hop.addresses()));
    parts.add(times(hop));
    hop.end().ifPresent(parts::add);
    return String.join("  ", parts);
  }

  /** The average round trip of a hop, and its loss. */
  static String times(CheckReport.MeasuredHopView hop) {
    Optional<String> average = hop.latency().map(times -> millis(times.average()) + " ms");
    String loss = hop.lost() > 0 ? hop.lost() + " of " + hop.sent() + " lost" : "";
    return average.isEmpty() ? loss : loss.isEmpty() ? average.get() : average.get() + ", " + loss;
  }

  /** Three digits that say something: `0.042`, `10.2`, `143`. */
  static String millis(double value) {
    long micros = Math.round(value * MICROS_IN_MILLI);
    if (micros >= 100 * MICROS_IN_MILLI) {
      return Long.toString(Math.round(value));
    }
    int digits = micros >= 10 * MICROS_IN_MILLI ? 1 : micros >= MICROS_IN_MILLI ? 2 : 3;
    long scale = digits == 1 ? 100 : digits == 2 ? 10 : 1;
    long rounded = (micros + scale / 2) / scale * scale;
    String fraction = Long.toString(MICROS_IN_MILLI + rounded % MICROS_IN_MILLI).substring(1);
    return rounded / MICROS_IN_MILLI + "." + fraction.substring(0, digits);
  }
}
