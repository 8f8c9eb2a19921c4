package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How busy this machine is, as Linux counts it in `/proc/stat` and `/proc/meminfo` (proc(5)).
/// Where a control group allows this process less than the machine has, as in containers, how much
/// of that is used counts as well.
public final class MachineLoad {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Path SELF = Path.of("/proc/self/stat");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int COUNTERS = 8;
  private static final int PERCENT = 100;
  private static final long MICROS_IN_TICK = 10_000;

  /** Fewer ticks (10 ms each, all processors together) than this say nothing. */
  private static final long LEAST_TICKS = 40;

  /** After the name of the program, which may hold anything, in `/proc/self/stat`. */
  private static final int USER_TIME = 11;

  private final Optional<long[]> before;
  private final long ownBefore;
  private final ControlGroups groups;
  private final List<ControlGroups.CpuUse> usesBefore;

  private MachineLoad(Optional<long[]> before, long ownBefore, ControlGroups groups) {
    this.before = before;
    this.ownBefore = ownBefore;
    this.groups = groups;
    this.usesBefore = groups.cpu();
  }

  /** Begins to count. */
  public static MachineLoad start() {
    return new MachineLoad(cpu(read(STAT)), own(read(SELF)), ControlGroups.ofProcess());
  }

  /// How busy others kept the processors since the beginning; empty when that was too short to
  /// tell. What this process used itself does not count.
  public Optional<Integer> cpuPercent() {
    Optional<long[]> after = cpu(read(STAT));
    long own = Math.max(0, own(read(SELF)) - ownBefore);
    Optional<Integer> ofMachine =
        before.isEmpty() || after.isEmpty()
            ? Optional.empty()
            : percent(before.get(), new long[] {after.get()[0], after.get()[1] + own});
    return higher(
        ofMachine, ControlGroups.cpuPercent(usesBefore, groups.cpu(), own * MICROS_IN_TICK));
  }

  private static Optional<Integer> higher(Optional<Integer> one, Optional<Integer> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(Math.max(one.get(), other.get()))
        : one.or(() -> other);
  }

  /** The ticks that this process used. */
  static long own(List<String> lines) {
    if (lines.isEmpty()) {
      return 0;
    }
    String line = lines.getFirst();
    String[] parts = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
    return parts.length > USER_TIME + 1
        ? Math.max(0, number(parts[USER_TIME])) + Math.max(0, number(parts[USER_TIME + 1]))
        : 0;
  }

  /** How much of the memory is used; what caches can give back is not. */
  public static Optional<Integer> memoryPercent() {
    return higher(memoryPercent(read(MEMORY)), ControlGroups.ofProcess().memoryPercent());
  }

  static Optional<Integer> percent(long[] before, long[] after) {
    long total = after[0] - before[0];
    long idle = after[1] - before[1];
    if (total < LEAST_TICKS || idle < 0) {
      return Optional.empty();
    }
    long busy = Math.max(0, total - idle);
    return Optional.of((int) Math.round(PERCENT * (double) busy / total));
  }

  /** All ticks and the idle ones. */
  static Optional<long[]> cpu(List<String> lines) {
    for (String line : lines) {
      if (!line.startsWith("cpu ")) {
        continue;
      }
      String[] parts = line.substring(4).strip().split(" +", COUNTERS + 1);
      if (parts.length <= IDLE) {
        return Optional.empty();
      }
      long total = 0;
      long idle = 0;
      for (int i = 0; i < Math.min(parts.length, COUNTERS); i++) {
        long ticks = number(parts[i]);
        if (ticks < 0) {
          return Optional.empty();
        }
        total += ticks;
        idle += i == IDLE || i == IO_WAIT ? ticks : 0;
      }
      return Optional.of(new long[] {total, idle});
    }
    return Optional.empty();
  }

  static Optional<Integer> memoryPercent(List<String> lines) {
    long total = -1;
    long available = -1;
    for (String line : lines) {
      if (line.startsWith("MemTotal:")) {
        total = kilobytes(line);
      } else if (line.startsWith("MemAvailable:")) {
        available = kilobytes(line);
      }
    }
    return total > 0 && available >= 0 && available <= total
        ? Optional.of((int) Math.round(PERCENT * (double) (total - available) / total))
        : Optional.empty();
  }

  private static long kilobytes(String line) {
    String value = line.substring(line.indexOf(':') + 1).strip();
    int blank = value.indexOf(' ');
    return number(blank < 0 ? value : value.substring(0, blank));
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }
}
