package io.github.pathwhy.cli.via;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// This pathwhy as it is installed, in order to be sent: the launcher, the jars, the Java runtime.
/// The cache for a faster start is not worth its size.
///
/// @param files sorted by path
/// @param platform system and machine the runtime is for, as `uname -sm` has them
record Distribution(Path home, List<Entry> files, String platform) {
  private static final String LAUNCHER = "bin/pathwhy";
  private static final int BUFFER = 64 * 1024;
  private static final String RUNTIME = "runtime/bin/java";

  /// A file of it.
  ///
  /// @param path relative to the distribution, with slashes
  record Entry(String path, long size, boolean executable) {}

  /** Hears how many bytes were written. */
  interface Meter {
    void written(long bytes);
  }

  Distribution {
    files = List.copyOf(files);
  }

  /** The distribution this program runs from; empty when it runs from something else. */
  static Optional<Distribution> ofThis() {
    CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      Path lib = Path.of(source.getLocation().toURI()).getParent();
      return lib == null || lib.getParent() == null ? Optional.empty() : at(lib.getParent());
    } catch (URISyntaxException | IllegalArgumentException | IOException _) {
      return Optional.empty();
    }
  }

  /** The distribution in a folder; empty when it is not one with a runtime for this machine. */
  static Optional<Distribution> at(Path home) throws IOException {
    if (!Files.isExecutable(home.resolve(LAUNCHER)) || !Files.isExecutable(home.resolve(RUNTIME))) {
      return Optional.empty();
    }
    List<Entry> files = new ArrayList<>();
    for (String part : List.of("bin", "lib", "runtime")) {
      try (Stream<Path> found = Files.walk(home.resolve(part), FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
          String path = home.relativize(file).toString().replace('\\', '/');
          if (isNeeded(path)) {
            files.add(new Entry(path, Files.size(file), Files.isExecutable(file)));
          }
        }
      }
    }
    return Optional.of(new Distribution(home, files, thisPlatform()));
  }

  private static boolean isNeeded(String path) {
    return !path.endsWith(".aot") && !path.endsWith(".cmd") && !path.startsWith("runtime/legal/");
  }

  private static String thisPlatform() {
    String name = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "");
    boolean mac = name.toLowerCase(Locale.ROOT).startsWith("mac");
    if (machine.equals("amd64")) {
      machine = "x86_64";
    } else if (mac && machine.equals("aarch64")) {
      machine = "arm64";
    }
    return (mac ? "Darwin" : name) + " " + machine;
  }

  /** The size of the archive in bytes. */
  long archiveSize() {
    long size = TarStream.sizeOfEnd();
    for (Entry file : files) {
      size += TarStream.sizeOf(file.size());
    }
    return size;
  }

  /** Identifies what would be sent: the contents, of the runtime only its description and sizes. */
  String digest() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (Entry file : files) {
      digest.update((file.path() + "\n" + file.size() + "\n").getBytes(UTF_8));
      if (!file.path().startsWith("runtime/") || file.path().equals("runtime/release")) {
        digest.update(Files.readAllBytes(home.resolve(file.path())));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writes the archive. */
  void writeTo(OutputStream out, Meter meter) throws IOException {
    TarStream tar = new TarStream(out);
    long written = 0;
    for (Entry file : files) {
      tar.begin(file.path(), file.size(), file.executable());
      copy(file, out, written, meter);
      tar.end(file.size());
      written += TarStream.sizeOf(file.size());
    }
    tar.finish();
  }

  private void copy(Entry file, OutputStream out, long before, Meter meter) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    try (InputStream in = Files.newInputStream(home.resolve(file.path()))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        copied += count;
        meter.written(before + copied);
      }
    }
    if (copied != file.size()) {
      throw new IOException(file.path() + " changed while it was read");
    }
  }
}
