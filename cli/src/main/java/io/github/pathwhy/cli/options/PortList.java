package io.github.pathwhy.cli.options;

import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.WellKnownPorts;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ports as people write them: `22,https,8000-8100`.
///
/// @param ranges in order, apart from each other
public record PortList(List<PortRange> ranges) {
  private static final String ALLOWED =
      "; allowed: ports 1 to 65535, ranges such as 8000-8100 and names of services, with commas"
          + " between them";

  public PortList {
    ranges = List.copyOf(ranges);
  }

  /** Whether a text can be a list of ports: it begins with a number or the name of a service. */
  public static boolean isOne(String text, WellKnownPorts services) {
    int end = text.indexOf(',');
    String first = (end < 0 ? text : text.substring(0, end)).strip();
    return range(first, services).isPresent();
  }

  /** Reads a list. */
  public static PortList parse(String text, WellKnownPorts services) throws UsageException {
    boolean[] chosen = new boolean[PortRange.MAX + 1];
    int from = 0;
    while (from <= text.length()) {
      int end = text.indexOf(',', from);
      end = end < 0 ? text.length() : end;
      String item = text.substring(from, end).strip();
      PortRange range = range(item, services).orElseThrow(() -> wrong(item, services));
      for (int port = range.first(); port <= range.last(); port++) {
        chosen[port] = true;
      }
      from = end + 1;
    }
    return of(chosen);
  }

  private static UsageException wrong(String item, WellKnownPorts services) {
    int dash = item.indexOf('-');
    Optional<PortRange> turned =
        dash < 0
            ? Optional.empty()
            : range(item.substring(dash + 1) + "-" + item.substring(0, dash), services);
    String name = "'" + Printable.of(item) + "'";
    return new UsageException(
        turned
            .map(range -> name + " is a range that runs backwards; " + range + " is meant?")
            .orElseGet(() ->
                name
                    + " is no port"
                    + closest(item, services).map(found -> "; " + found + " is meant?").orElse("")
                    + ALLOWED));
  }

  /** The service whose name is most like a word. */
  public static Optional<String> closest(String word, WellKnownPorts services) {
    return Suggestion.closest(word, services.names());
  }

  private static Optional<PortRange> range(String item, WellKnownPorts services) {
    if (item.equals("*")) {
      return Optional.of(new PortRange(1, PortRange.MAX));
    }
    return PortRange.parse(item)
        .filter(range -> range.first() > 0)
        .or(() -> services.port(item).map(port -> new PortRange(port, port)));
  }

  /** The ports that are met most often. */
  public static PortList top(int count, WellKnownPorts services) {
    boolean[] chosen = new boolean[PortRange.MAX + 1];
    for (int i = 0; i < Math.min(count, services.size()); i++) {
      chosen[services.port(i)] = true;
    }
    return of(chosen);
  }

  private static PortList of(boolean[] chosen) {
    List<PortRange> ranges = new ArrayList<>();
    int first = -1;
    for (int port = 1; port <= PortRange.MAX + 1; port++) {
      boolean isChosen = port <= PortRange.MAX && chosen[port];
      if (isChosen && first < 0) {
        first = port;
      } else if (!isChosen && first >= 0) {
        ranges.add(new PortRange(first, port - 1));
        first = -1;
      }
    }
    return new PortList(ranges);
  }

  /** How many ports there are. */
  public int count() {
    int count = 0;
    for (PortRange range : ranges) {
      count += range.last() - range.first() + 1;
    }
    return count;
  }
}
