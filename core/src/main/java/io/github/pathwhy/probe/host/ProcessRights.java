package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/// Who this process is and what it may do, as Linux says it in `/proc/self/status` (proc(5),
/// capabilities(7)).
///
/// @param user the effective user
/// @param groups the effective group and the supplementary ones
/// @param rights the effective capabilities that matter to probing
public record ProcessRights(long user, List<Long> groups, List<Right> rights) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int DECIMAL = 10;
  private static final int HEX = 16;
  private static final int MOST_GROUPS = 65_536;

  public ProcessRights {
    groups = List.copyOf(groups);
    rights = List.copyOf(rights);
  }

  /** A capability. */
  public enum Right {
    CAP_NET_BIND_SERVICE(10),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13);

    private final int bit;

    Right(int bit) {
      this.bit = bit;
    }

    private static List<Right> in(long mask) {
      List<Right> found = new ArrayList<>();
      for (Right right : values()) {
        if ((mask >>> right.bit & 1) != 0) {
          found.add(right);
        }
      }
      return found;
    }
  }

  /** Those of this process; empty where the system does not say. */
  public static Optional<ProcessRights> ofProcess() {
    try {
      return read(Files.readAllLines(STATUS));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  static Optional<ProcessRights> read(List<String> lines) {
    Optional<Long> user = Optional.empty();
    List<Long> groups = new ArrayList<>();
    Optional<List<Right>> rights = Optional.empty();
    for (String line : lines) {
      if (line.startsWith("Uid:")) {
        user = effective(line);
      } else if (line.startsWith("Gid:")) {
        effective(line).ifPresent(groups::add);
      } else if (line.startsWith("Groups:")) {
        StringTokenizer words = words(line);
        while (words.hasMoreTokens() && groups.size() < MOST_GROUPS) {
          number(words.nextToken(), DECIMAL).ifPresent(groups::add);
        }
      } else if (line.startsWith("CapEff:")) {
        rights = number(line.substring(line.indexOf(':') + 1).strip(), HEX).map(Right::in);
      }
    }
    return user.isPresent() && rights.isPresent()
        ? Optional.of(new ProcessRights(user.get(), groups, rights.get()))
        : Optional.empty();
  }

  /** The second of real, effective, saved and file system identity. */
  private static Optional<Long> effective(String line) {
    StringTokenizer words = words(line);
    if (words.countTokens() < 2) {
      return Optional.empty();
    }
    words.nextToken();
    return number(words.nextToken(), DECIMAL);
  }

  private static StringTokenizer words(String line) {
    return new StringTokenizer(line.substring(line.indexOf(':') + 1));
  }

  private static Optional<Long> number(String digits, int radix) {
    try {
      return digits.startsWith("-") || digits.startsWith("+")
          ? Optional.empty()
          : Optional.of(Long.parseUnsignedLong(digits, radix));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Whether the process has a capability. */
  public boolean has(Right right) {
    return rights.contains(right);
  }
}
