package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The process that has a socket open, as far as this user may see: its own processes, and all to
/// the superuser.
///
/// @param name as the kernel has it, at most 15 letters
public record SocketOwner(long pid, String name) {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long PATIENCE_NANOS = 500_000_000;

  /** Looks through the processes, for half a second at most. */
  public static Optional<SocketOwner> of(long inode) {
    return inode <= 0
        ? Optional.empty()
        : in(PROCESSES, "socket:[" + inode + "]", System.nanoTime() + PATIENCE_NANOS);
  }

  private static Optional<SocketOwner> in(Path processes, String link, long end) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(processes, "[0-9]*")) {
      for (Path folder : folders) {
        if (System.nanoTime() - end > 0) {
          return Optional.empty();
        }
        if (has(folder.resolve("fd"), link)) {
          return Optional.of(new SocketOwner(pid(folder), name(folder)));
        }
      }
    } catch (IOException | RuntimeException _) {
      // Not Linux, or not ours to see.
    }
    return Optional.empty();
  }

  private static boolean has(Path descriptors, String link) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(descriptors)) {
      for (Path file : files) {
        try {
          if (Files.readSymbolicLink(file).toString().equals(link)) {
            return true;
          }
        } catch (IOException _) {
          // Closed since.
        }
      }
    } catch (IOException | RuntimeException _) {
      // Another user's, or gone.
    }
    return false;
  }

  private static long pid(Path folder) {
    Path last = folder.getFileName();
    return last == null ? 0 : Long.parseLong(last.toString());
  }

  private static String name(Path folder) {
    try {
      return Files.readString(folder.resolve("comm")).strip();
    } catch (IOException | RuntimeException _) {
      return "";
    }
  }
}
