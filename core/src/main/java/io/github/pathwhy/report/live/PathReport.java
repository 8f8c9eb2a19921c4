package io.github.pathwhy.report.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer of a trace in all its forms.
///
/// @param subject what was traced
/// @param hops a line each
/// @param verdict where the path ends, a sentence
/// @param details more sentences: other ways, MTU
/// @param notes what is odd, sentences
/// @param how the tier and the clocks
public record PathReport(
    Status status,
    String subject,
    List<HopView> hops,
    String verdict,
    List<Detail> details,
    List<String> notes,
    String how,
    List<Map<String, Object>> rows,
    Map<String, Object> document) {
  public PathReport {
    hops = List.copyOf(hops);
    details = List.copyOf(details);
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
  }

  /** Whether the destination was reached. */
  public enum Status {
    REACHABLE("Reachable"),
    UNREACHABLE("Unreachable"),
    UNKNOWN("Unknown");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** The spelling of output. */
    public String label() {
      return label;
    }
  }

  /// A hop for readers.
  ///
  /// @param addresses the one on the path first; none when it is silent
  /// @param times round trips with their unit; empty without any
  /// @param loss for example `2 of 3 unanswered`; empty without any
  /// @param end why the path ends here
  public record HopView(
      int ttl, List<String> addresses, String times, String loss, Optional<End> end) {
    public HopView {
      addresses = List.copyOf(addresses);
    }
  }

  /** Words at the hop where a path ends. */
  public record End(boolean good, String words) {}

  /** Sentences under a heading. */
  public record Detail(String title, List<String> lines) {
    public Detail {
      lines = List.copyOf(lines);
    }
  }
}
