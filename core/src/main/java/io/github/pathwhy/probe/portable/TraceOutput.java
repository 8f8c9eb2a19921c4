package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.Rtt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what tools print that look for paths, with addresses instead of names: `traceroute -n` of
/// Linux, BusyBox, macOS and BSD, `tracepath -n`, `tracert -d`.
final class TraceOutput {
  private static final int MOST_HOPS = 255;
  private static final int MOST_ANSWERS = 64;
  private static final int MOST_MARK = 100;
  private static final double NANOS_IN_MILLI = 1e6;

  /** A hop in the making. */
  private static final class Row {
    final List<TraceHop.Answer> answers = new ArrayList<>();
    int silent;
  }

  private final Map<Integer, Row> rows = new TreeMap<>();
  private final boolean addressLast;
  private @Nullable Row row;
  private @Nullable IpAddress from;

  private TraceOutput(boolean addressLast) {
    this.addressLast = addressLast;
  }

  /// The hops by their time to live, each once. Lines that tell of none are skipped.
  static List<TraceHop> read(String text) {
    TraceOutput output = new TraceOutput(text.indexOf("traceroute to") < 0);
    text.lines().forEach(output::readLine);
    List<TraceHop> hops = new ArrayList<>();
    output.rows.forEach((ttl, row) -> hops.add(new TraceHop(ttl, row.answers, row.silent)));
    return hops;
  }

  private void readLine(String line) {
    if (line.isBlank() || line.contains("[LOCALHOST]")) {
      return;
    }
    String[] words = line.strip().split("\\s+", -1);
    int first = 0;
    Optional<Integer> ttl = ttl(words[0]);
    if (ttl.isPresent()) {
      row = rows.computeIfAbsent(ttl.get(), _ -> new Row());
      from = null;
      first = 1;
    } else if (!Character.isWhitespace(line.charAt(0))
        || row == null
        || Tokens.address(words[0]).isEmpty()) {
      // A heading, or the end; further addresses of a hop stand on lines of their own.
      return;
    }
    Row current = row;
    if (current != null) {
      readWords(current, words, first);
    }
  }

  private static Optional<Integer> ttl(String word) {
    String digits = word.endsWith("?:") ? word.substring(0, word.length() - 2) : word;
    digits = digits.endsWith(":") ? digits.substring(0, digits.length() - 1) : digits;
    return digits.indexOf('.') >= 0
        ? Optional.empty()
        : Tokens.number(digits).filter(ttl -> ttl >= 1 && ttl <= MOST_HOPS).map(Double::intValue);
  }

  private void readWords(Row current, String[] words, int first) {
    List<Rtt> times = new ArrayList<>();
    for (int i = first; i < words.length; i++) {
      String word = words[i];
      if (word.equals("*")) {
        current.silent++;
      } else if (word.equals("no") && i + 1 < words.length && words[i + 1].equals("reply")) {
        current.silent++;
        return;
      } else if (word.startsWith("!")) {
        mark(current, word);
      } else if (word.equals("reports:") || word.equals("reports")) {
        answer(current, Optional.empty());
        mark(current, String.join(" ", List.of(words).subList(i + 1, words.length)));
        return;
      } else if (Tokens.address(word).isPresent()) {
        from = Tokens.address(word).get();
        for (Rtt time : times) {
          answer(current, Optional.of(time));
        }
        times.clear();
      } else if (i + 1 < words.length && words[i + 1].equals("ms")) {
        rtt(word).ifPresent(time -> time(current, times, time));
        i++;
      } else if (word.endsWith("ms")) {
        rtt(word.substring(0, word.length() - 2)).ifPresent(time -> time(current, times, time));
      }
    }
  }

  /** A time belongs to the address before it; `tracert` prints that behind. */
  private void time(Row current, List<Rtt> times, Rtt time) {
    if (from == null) {
      if (addressLast) {
        times.add(time);
      }
    } else {
      answer(current, Optional.of(time));
    }
  }

  private void answer(Row current, Optional<Rtt> rtt) {
    if (from != null && current.answers.size() < MOST_ANSWERS) {
      current.answers.add(new TraceHop.Answer(from, rtt, Optional.empty()));
    }
  }

  private static void mark(Row current, String mark) {
    if (!current.answers.isEmpty() && !mark.isEmpty()) {
      TraceHop.Answer last = current.answers.removeLast();
      String text = mark.length() > MOST_MARK ? mark.substring(0, MOST_MARK) : mark;
      current.answers.add(new TraceHop.Answer(last.from(), last.rtt(), Optional.of(text)));
    }
  }

  private static Optional<Rtt> rtt(String word) {
    String digits = word.startsWith("<") ? word.substring(1) : word;
    return Tokens.number(digits.toLowerCase(Locale.ROOT))
        .filter(millis -> millis < 1e6)
        .map(millis -> new Rtt(Math.round(millis * NANOS_IN_MILLI), Clock.SYSTEM_TOOL));
  }
}
