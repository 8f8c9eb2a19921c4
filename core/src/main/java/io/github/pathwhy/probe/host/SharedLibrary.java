package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Libraries of the system, looked for in its usual folders and never loaded. */
public final class SharedLibrary {
  private static final List<Path> ROOTS =
      List.of(
          Path.of("/usr/lib64"),
          Path.of("/lib64"),
          Path.of("/usr/lib"),
          Path.of("/lib"),
          Path.of("/usr/local/lib64"),
          Path.of("/usr/local/lib"),
          Path.of("/opt/homebrew/lib"));

  private SharedLibrary() {}

  /// The file of a library, for example of `libpcap`; in folders of processor architectures
  /// (`/usr/lib/x86_64-linux-gnu`) too.
  public static Optional<Path> find(String name) {
    return find(name, ROOTS);
  }

  static Optional<Path> find(String name, List<Path> roots) {
    for (Path root : roots) {
      for (Path folder : withArchitectures(root)) {
        Optional<Path> file = in(folder, name);
        if (file.isPresent()) {
          return file;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> withArchitectures(Path root) {
    List<Path> folders = new ArrayList<>(List.of(root));
    try (DirectoryStream<Path> inner = Files.newDirectoryStream(root, "*-linux-{gnu,musl}*")) {
      inner.forEach(folders::add);
    } catch (IOException | RuntimeException _) {
      // Not there, or not ours to read: nothing is found in it.
    }
    return folders;
  }

  private static Optional<Path> in(Path folder, String name) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, name + ".{so,so.*,dylib,*.dylib}")) {
      for (Path file : files) {
        if (Files.isReadable(file) && Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
    } catch (IOException | RuntimeException _) {
      // The same.
    }
    return Optional.empty();
  }
}
