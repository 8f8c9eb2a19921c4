package io.github.pathwhy.probe.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The version of the running Linux kernel. */
final class KernelVersion {
  private static final Path FILE = Path.of("/proc/sys/kernel/osrelease");

  private KernelVersion() {}

  /** As the kernel says it, for example `6.1.0-18-amd64`. */
  static String text() {
    try {
      return Files.readString(FILE).strip();
    } catch (IOException _) {
      return System.getProperty("os.version", "");
    }
  }

  static boolean isAtLeast(int major, int minor) {
    return isAtLeast(text(), major, minor);
  }

  static boolean isAtLeast(String text, int major, int minor) {
    int[] parts = new int[2];
    int part = 0;
    for (int i = 0; i < text.length() && part < parts.length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        parts[part] = Math.min(parts[part] * 10 + c - '0', Short.MAX_VALUE);
      } else {
        part++;
      }
    }
    return parts[0] > major || (parts[0] == major && parts[1] >= minor);
  }
}
