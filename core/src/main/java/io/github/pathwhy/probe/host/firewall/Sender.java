package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.probe.host.LocalPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Who opens flows of this machine.
///
/// @param user who opens the sockets; empty when not known
/// @param ports those that the kernel chooses from for flows whose own port is not known
record Sender(OptionalLong user, PortRange ports) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** This process. */
  static Sender ofProcess() {
    OptionalLong user;
    try {
      user = user(Files.readAllLines(STATUS));
    } catch (IOException | RuntimeException _) {
      user = OptionalLong.empty();
    }
    return new Sender(user, LocalPorts.ephemeral().orElse(PortRange.ALL));
  }

  /** The user of a process, from its `status` in `/proc` (proc(5)). */
  static OptionalLong user(List<String> status) {
    String key = "Uid:";
    for (String line : status) {
      if (line.startsWith(key)) {
        String[] numbers = line.substring(key.length()).strip().split("\\s+", -1);
        try {
          // Real, effective, saved, and that of files, which sockets get.
          return OptionalLong.of(Long.parseLong(numbers[numbers.length - 1]));
        } catch (NumberFormatException _) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }
}
