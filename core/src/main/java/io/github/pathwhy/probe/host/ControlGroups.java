package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// The control groups, of version 2, that this process is in: its own, that one's parent, and so on
/// (cgroups(7)). In a container they are its limits.
final class ControlGroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Path SELF = Path.of("/proc/self/cgroup");
  private static final String OWN = "0::/";
  private static final int MOST_BYTES = 65_536;
  private static final int DEEPEST = 32;
  private static final int PERCENT = 100;
  private static final int NANOS_IN_MICRO = 1000;

  /** Shorter than this says nothing. */
  private static final long LEAST_NANOS = 200_000_000;

  private final List<Path> folders;

  private ControlGroups(List<Path> folders) {
    this.folders = folders;
  }

  /// What a group used of its processor time.
  ///
  /// @param usedMicros since the group exists
  /// @param share how many processors it may use, for example 0.5
  /// @param at when that was, on the clock of `System.nanoTime`
  record CpuUse(Path group, long usedMicros, double share, long at) {}

  /** Those of this process; none where the system has none. */
  static ControlGroups ofProcess() {
    return in(ROOT, text(SELF));
  }

  /// Those below a folder.
  ///
  /// @param self the text of `/proc/self/cgroup`
  static ControlGroups in(Path root, String self) {
    List<Path> folders = new ArrayList<>();
    for (String line : self.split("\n", -1)) {
      if (line.startsWith(OWN)) {
        @Nullable Path folder = below(root, line.substring(OWN.length()));
        for (int i = 0; i < DEEPEST && folder != null && folder.startsWith(root); i++) {
          folders.add(folder);
          folder = folder.getParent();
        }
      }
    }
    return new ControlGroups(folders);
  }

  /** A group that this process cannot see, as of a machine around its container, is the root. */
  private static Path below(Path root, String name) {
    try {
      Path folder = root.resolve(name).normalize();
      return folder.startsWith(root) && Files.isDirectory(folder) ? folder : root;
    } catch (RuntimeException _) {
      return root;
    }
  }

  /// How much is used of the memory that a group allows, the fullest of them; empty without a
  /// limit. Files in memory that were not used of late do not count: they make room.
  Optional<Integer> memoryPercent() {
    Optional<Integer> most = Optional.empty();
    for (Path folder : folders) {
      long limit = number(text(folder.resolve("memory.max")));
      long used = number(text(folder.resolve("memory.current")));
      if (limit <= 0 || used < 0) {
        continue;
      }
      long spare = Math.max(0, value(text(folder.resolve("memory.stat")), "inactive_file"));
      double share = (double) Math.max(0, used - spare) / limit;
      int percent = (int) Math.round(PERCENT * Math.min(1, share));
      most = Optional.of(Math.max(percent, most.orElse(0)));
    }
    return most;
  }

  /** What the groups with a limit used so far. */
  List<CpuUse> cpu() {
    List<CpuUse> uses = new ArrayList<>();
    for (Path folder : folders) {
      StringTokenizer words = new StringTokenizer(text(folder.resolve("cpu.max")));
      if (words.countTokens() != 2) {
        continue;
      }
      long quota = number(words.nextToken());
      long period = number(words.nextToken());
      long used = value(text(folder.resolve("cpu.stat")), "usage_usec");
      if (quota > 0 && period > 0 && used >= 0) {
        uses.add(new CpuUse(folder, used, (double) quota / period, System.nanoTime()));
      }
    }
    return uses;
  }

  /// How much of its processor time a group used between two moments, the busiest of them; empty
  /// when there is no limit or the time was too short to tell.
  ///
  /// @param ownMicros what this process used itself, which does not count
  static Optional<Integer> cpuPercent(List<CpuUse> before, List<CpuUse> after, long ownMicros) {
    Optional<Integer> most = Optional.empty();
    for (CpuUse start : before) {
      for (CpuUse end : after) {
        long nanos = end.at() - start.at();
        if (!end.group().equals(start.group()) || nanos < LEAST_NANOS) {
          continue;
        }
        double allowed = end.share() * nanos / NANOS_IN_MICRO;
        double used = Math.max(0, end.usedMicros() - start.usedMicros() - ownMicros);
        int percent = (int) Math.round(PERCENT * Math.min(1, used / allowed));
        most = Optional.of(Math.max(percent, most.orElse(0)));
      }
    }
    return most;
  }

  /** The number behind a word at the beginning of a line; -1 when there is none. */
  private static long value(String text, String word) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(word + " ")) {
        return number(line.substring(word.length() + 1));
      }
    }
    return -1;
  }

  /** A number; -1 for `max` and what is none. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits.strip());
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException _) {
      return "";
    }
  }
}
