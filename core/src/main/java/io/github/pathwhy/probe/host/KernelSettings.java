package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/// Settings of the kernel that decide what a process without privilege may do (ip(7), icmp(7)).
///
/// @param pingGroups whose members may send echo requests
/// @param firstOpenPort the lowest port that every process may bind; lower ones take
///   `CAP_NET_BIND_SERVICE`
public record KernelSettings(Optional<Range> pingGroups, Optional<Integer> firstOpenPort) {
  private static final int MOST_BYTES = 4096;
  private static final Path FOLDER = Path.of("/proc/sys/net/ipv4");

  /// Groups by number, both ends included; none when the first is above the last, as the kernel has
  /// it by default.
  public record Range(long first, long last) {

    /** Whether one of the groups lies in it. */
    public boolean holdsOneOf(List<Long> groups) {
      for (long group : groups) {
        if (group >= first && group <= last) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return first + " " + last;
    }
  }

  /** Those of this machine, in this process's network namespace. */
  public static KernelSettings ofSystem() {
    return new KernelSettings(
        text("ping_group_range").flatMap(KernelSettings::range),
        text("ip_unprivileged_port_start").flatMap(KernelSettings::port));
  }

  static Optional<Range> range(String text) {
    StringTokenizer words = new StringTokenizer(text);
    if (words.countTokens() != 2) {
      return Optional.empty();
    }
    Optional<Long> first = number(words.nextToken());
    Optional<Long> last = number(words.nextToken());
    return first.isPresent() && last.isPresent()
        ? Optional.of(new Range(first.get(), last.get()))
        : Optional.empty();
  }

  static Optional<Integer> port(String text) {
    return number(text.strip()).filter(port -> port <= 65_536).map(Long::intValue);
  }

  private static Optional<Long> number(String digits) {
    try {
      return Optional.of(Long.parseLong(digits)).filter(number -> number >= 0);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(String name) {
    // In one go: most of these files end after the first read, however short it was.
    try (InputStream in = Files.newInputStream(FOLDER.resolve(name))) {
      return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
