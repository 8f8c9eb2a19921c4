package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The distribution where every user can run it: a home folder may be closed to others. */
final class Distribution {
  private static final Map<Path, Path> COPIES = new ConcurrentHashMap<>();

  private Distribution() {}

  /** The folder itself when all can read it, else a copy that is deleted when this JVM ends. */
  static Path forAll(Path home) {
    return COPIES.computeIfAbsent(home, Distribution::find);
  }

  private static Path find(Path home) {
    try {
      for (Path at = home; at != null; at = at.getParent()) {
        if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return copy(home);
        }
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(Path home) throws IOException {
    Path folder = Files.createTempDirectory("pathwhy-home");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Commands.must("cp", "-rL", home.toString(), folder.resolve("pathwhy").toString());
    Commands.must("chmod", "-R", "go+rX", folder.toString());
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Commands.attempt("rm", "-rf", folder.toString())));
    return folder.resolve("pathwhy");
  }
}
