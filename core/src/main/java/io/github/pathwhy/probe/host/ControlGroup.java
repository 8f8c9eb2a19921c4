package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A group of processes that shares limits, as containers and services have them: version 2 of
/// control groups, in the kernel's documentation. Version 1 is not looked at.
///
/// @param folder where its files are
record ControlGroup(Path folder) {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Path SELF = Path.of("/proc/self/cgroup");
  private static final String UNIFIED = "0::";
  private static final int MOST_LEVELS = 32;
  private static final int PERCENT = 100;

  /** This process's group and those that it is in. */
  static List<ControlGroup> ofProcess() {
    return of(lines(SELF), MOUNT);
  }

  static List<ControlGroup> of(List<String> membership, Path mount) {
    List<ControlGroup> groups = new ArrayList<>();
    if (!Files.exists(mount.resolve("cgroup.controllers"))) {
      return groups;
    }
    for (String line : membership) {
      if (line.startsWith(UNIFIED)) {
        Path folder = mount.resolve(line.substring(UNIFIED.length() + 1)).normalize();
        while (folder != null && folder.startsWith(mount) && groups.size() < MOST_LEVELS) {
          groups.add(new ControlGroup(folder));
          folder = folder.getParent();
        }
      }
    }
    return groups;
  }

  /// How much of its memory is used, in per cent, without what the cache of files can give back;
  /// empty when it has no limit.
  Optional<Integer> memoryPercent() {
    OptionalLong most = number(first("memory.max"));
    OptionalLong current = number(first("memory.current"));
    if (most.isEmpty() || current.isEmpty() || most.getAsLong() <= 0) {
      return Optional.empty();
    }
    List<String> statistics = lines(folder.resolve("memory.stat"));
    long cache =
        value(statistics, "active_file")
            + value(statistics, "inactive_file")
            + value(statistics, "slab_reclaimable");
    double used = Math.max(0, current.getAsLong() - cache);
    return Optional.of((int) Math.min(PERCENT, Math.round(PERCENT * used / most.getAsLong())));
  }

  /** How many processors it may use, as a share: 0.5 is half of one; empty when not limited. */
  Optional<Double> processors() {
    String[] words = first("cpu.max").split(" ", -1);
    OptionalLong quota = number(words[0]);
    OptionalLong period = words.length == 2 ? number(words[1]) : OptionalLong.empty();
    return quota.isPresent() && period.isPresent() && period.getAsLong() > 0
        ? Optional.of((double) quota.getAsLong() / period.getAsLong())
        : Optional.empty();
  }

  /** How long its processes have run, in microseconds. */
  OptionalLong microseconds() {
    long used = value(lines(folder.resolve("cpu.stat")), "usage_usec");
    return used > 0 ? OptionalLong.of(used) : OptionalLong.empty();
  }

  private String first(String name) {
    List<String> lines = lines(folder.resolve(name));
    return lines.isEmpty() ? "" : lines.getFirst().strip();
  }

  private static long value(List<String> lines, String key) {
    for (String line : lines) {
      if (line.startsWith(key) && line.startsWith(" ", key.length())) {
        return number(line.substring(key.length() + 1).strip()).orElse(0);
      }
    }
    return 0;
  }

  /** A number that is not negative; none of anything else, such as `max`. */
  private static OptionalLong number(String digits) {
    try {
      long value = Long.parseLong(digits);
      return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }
}
