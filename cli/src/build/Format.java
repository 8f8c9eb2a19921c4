import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// Runs google-java-format over all Java files below some folders; part of the build, never
/// packaged.
///
/// Arguments: `check` or `write`, a stamp file, folders. Files older than the stamp are not looked
/// at again; the stamp is renewed only after a run that found nothing to complain about.
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean check = args[0].equals("check");
    Path stamp = Path.of(args[1]);
    Instant started = Instant.now();
    Instant since =
        Files.exists(stamp) ? Files.getLastModifiedTime(stamp).toInstant() : Instant.MIN;

    List<String> command = new ArrayList<>();
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int options = command.size();
    for (int i = 2; i < args.length; i++) {
      if (!Files.isDirectory(Path.of(args[i]))) {
        continue;
      }
      try (var files = Files.walk(Path.of(args[i]))) {
        for (Path file : (Iterable<Path>) files.sorted()::iterator) {
          if (file.toString().endsWith(".java")
              && !Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
            command.add(file.toString());
          }
        }
      }
    }

    if (command.size() > options) {
      var out = new PrintWriter(System.out, true);
      var err = new PrintWriter(System.err, true);
      int status =
          ToolProvider.findFirst("google-java-format")
              .orElseThrow()
              .run(out, err, command.toArray(String[]::new));
      if (status != 0) {
        err.println(
            "The files above are not formatted; to rewrite them: ./mvnw -q -Pformat -N validate");
        System.exit(status);
      }
    }
    Files.createDirectories(stamp.toAbsolutePath().getParent());
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, FileTime.from(started));
  }
}
