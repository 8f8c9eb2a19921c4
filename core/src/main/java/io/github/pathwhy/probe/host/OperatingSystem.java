package io.github.pathwhy.probe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The system that this process runs on (os-release(5)).
///
/// @param name for people: `Debian GNU/Linux 12 (bookworm)`
/// @param kernel for example `Linux 6.1.0-18-amd64`
/// @param isContainer whether a container runtime says that this is one
/// @param packages what installs programs here; empty when it is none of the known ones
public record OperatingSystem(
    String name,
    String kernel,
    String architecture,
    boolean isContainer,
    Optional<PackageManager> packages) {
  private static final List<Path> RELEASE =
      List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release"));
  private static final List<Path> CONTAINER_MARKS =
      List.of(
          Path.of("/.dockerenv"),
          Path.of("/run/.containerenv"),
          Path.of("/run/systemd/container"),
          Path.of("/var/run/secrets/kubernetes.io"));
  private static final int LONGEST = 120;

  /** This one. */
  public static OperatingSystem ofMachine() {
    String family = System.getProperty("os.name", "");
    String kernel = (family + " " + System.getProperty("os.version", "")).strip();
    String name = family;
    for (Path file : RELEASE) {
      Optional<String> pretty = prettyName(lines(file));
      if (pretty.isPresent()) {
        name = pretty.get();
        break;
      }
    }
    return new OperatingSystem(
        name,
        kernel,
        System.getProperty("os.arch", ""),
        CONTAINER_MARKS.stream().anyMatch(Files::exists),
        PackageManager.find());
  }

  /** The name for people in an os-release file; the value may be quoted as in a shell. */
  static Optional<String> prettyName(List<String> lines) {
    String key = "PRETTY_NAME=";
    for (String line : lines) {
      if (line.startsWith(key)) {
        StringBuilder value = new StringBuilder();
        boolean escaped = false;
        for (int i = key.length(); i < line.length() && value.length() < LONGEST; i++) {
          char c = line.charAt(i);
          if (escaped || (c != '"' && c != '\'' && c != '\\')) {
            value.append(c);
            escaped = false;
          } else {
            escaped = c == '\\';
          }
        }
        String text = value.toString().strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }
}
