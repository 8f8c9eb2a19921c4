package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Built files where every user can read them: the folder of the repository may be closed. */
final class Distribution {
  private static final Map<Path, Path> COPIES = new ConcurrentHashMap<>();

  private Distribution() {}

  /** The folder itself when all can read it, else a copy that is deleted when this JVM ends. */
  static Path forAll(Path built) {
    return COPIES.computeIfAbsent(built, Distribution::find);
  }

  /** Where the classes of a type's module lie, as a class path that every user can read. */
  static String codeOf(Class<?> type) {
    return forAll(Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .toString();
  }

  private static Path find(Path built) {
    try {
      for (Path at = built; at != null; at = at.getParent()) {
        if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return copy(built);
        }
      }
      return built;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(Path built) throws IOException {
    Path folder = Files.createTempDirectory("pathwhy-copy");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path copy = folder.resolve(built.getFileName().toString());
    Commands.must("cp", "-rL", built.toString(), copy.toString());
    Commands.must("chmod", "-R", "go+rX", folder.toString());
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Commands.attempt("rm", "-rf", folder.toString())));
    return copy;
  }
}
