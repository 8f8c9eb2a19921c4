import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Assembles the distribution below `cli/target/pathwhy`; part of the build, never packaged.
///
/// It runs in the `package` phase on the JDK 25 toolchain, in source mode. Every slow step keeps a
/// note of what it was made from in `cli/target/dist`, and is left out when nothing of that
/// changed.
final class Dist {
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  /// What the launchers choose from, and the files in `training` that each is trained by: a JVM
  /// loads all classes of its AOT cache at each start, so each kind of command has a cache of its
  /// own.
  private static final Map<String, List<String>> CACHES =
      Map.of(
          "offline", List.of("offline.txt"),
          "live", List.of("live.txt"),
          "both", List.of("offline.txt", "live.txt"));

  /// Modules that only never used classes of the libraries refer to: pictures in a terminal, in
  /// Jansi.
  private static final Set<String> NOT_NEEDED = Set.of("java.desktop");

  /// Libraries whose module descriptions ask for modules that nobody publishes, by the start of
  /// their files' names; and the Java modules that they use.
  private static final Map<String, Set<String>> MISDESCRIBED =
      Map.of(
          "dnsjava-", Set.of("java.base", "java.net.http"),
          "pcap4j-core-", Set.of("java.base", "java.sql"),
          "jna-", Set.of("java.base", "java.logging"));

  private final Path cli;
  private final Path work;
  private final Path home;
  private final Path lib;
  private final FileTime timestamp;

  private Dist(Path cli, Instant timestamp) {
    this.cli = cli;
    this.work = cli.resolve("target/dist");
    this.home = cli.resolve("target/pathwhy");
    this.lib = home.resolve("lib");
    this.timestamp = FileTime.from(timestamp);
  }

  /// Arguments: the `cli` folder, its jar, the time stamp of the jars.
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      new Dist(Path.of(args[0]), Instant.parse(args[2])).build(Path.of(args[1]));
    } catch (Failure e) {
      System.err.println("distribution: " + e.getMessage());
      System.exit(1);
    }
  }

  private void build(Path cliJar) throws IOException, InterruptedException {
    Files.createDirectories(lib);
    List<Path> jars = libraries(cliJar);
    String libraries = digest(jars);
    texts(jars);
    String runtime = runtime(jars, libraries);
    for (String name : CACHES.keySet()) {
      train(name, jars, libraries + runtime);
    }
    completion(jars, libraries);
  }

  // ---- lib ----

  private List<Path> libraries(Path cliJar) throws IOException {
    List<Path> dependencies = list(work.resolve("dependencies"));
    List<Path> classPath = new ArrayList<>(dependencies);
    classPath.add(cliJar);
    List<Path> sources = new ArrayList<>();
    sources.add(desugared(cliJar, classPath));
    for (Path jar : dependencies) {
      String name = jar.getFileName().toString();
      sources.add(
          name.startsWith("picocli-")
              ? recompiled(jar)
              : name.startsWith("pathwhy-") ? desugared(jar, classPath) : jar);
    }
    List<Path> jars = new ArrayList<>();
    for (Path source : sources) {
      Path jar = lib.resolve(source.getFileName());
      copy(source, jar);
      jars.add(jar);
    }
    List<Path> caches = CACHES.keySet().stream().map(this::cache).toList();
    for (Path file : list(lib)) {
      String name = file.toString();
      if (name.endsWith(".jar") && !jars.contains(file)
          || name.endsWith(".aot") && !caches.contains(file)) {
        Files.delete(file);
      }
    }
    return jars;
  }

  /// The jar with fewer things left to the first run: see {@link Desugar}.
  private Path desugared(Path jar, List<Path> classPath) throws IOException {
    Path result = work.resolve("desugared").resolve(jar.getFileName());
    String key = digest(List.of(jar, cli.resolve("src/build/Desugar.java")));
    if (isCurrent(result, key)) {
      return result;
    }
    Files.deleteIfExists(result);
    Desugar.jar(jar, result, classPath, timestamp);
    return current(result, key);
  }

  /// picocli's published classes are of class-file version 49, and the AOT cache leaves out
  /// everything below 50: that would cost a third of the start-up time. So it is compiled again,
  /// from its published sources.
  private Path recompiled(Path jar) throws IOException {
    String name = jar.getFileName().toString();
    Path sources = work.resolve("sources").resolve(name.replace(".jar", "-sources.jar"));
    Path result = work.resolve("recompiled").resolve(name);
    String key = digest(List.of(sources));
    if (isCurrent(result, key)) {
      return result;
    }
    Path unpacked = emptied(work.resolve("recompiled/src"));
    Path classes = emptied(work.resolve("recompiled/classes"));
    tool("jar", "--extract", "--file", sources.toString(), "--dir", unpacked.toString());
    List<String> javac = new ArrayList<>();
    javac.addAll(List.of("--release", "25", "-proc:none", "-Xlint:none", "-nowarn", "-g"));
    javac.addAll(List.of("-implicit:none", "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(unpacked.resolve("picocli"))) {
      files
          .filter(f -> f.toString().endsWith(".java"))
          .map(Path::toString)
          .sorted()
          .forEach(javac::add);
    }
    tool("javac", javac.toArray(String[]::new));
    Path manifest = work.resolve("recompiled/MANIFEST.MF");
    Files.writeString(
        manifest, "Created-By: the build of pathwhy, from " + sources.getFileName() + "\n");
    tool(
        "jar",
        "--create",
        "--date=" + timestamp,
        "--file=" + result,
        "--manifest=" + manifest,
        "-C",
        classes.toString(),
        ".");
    return current(result, key);
  }

  // ---- launchers and texts ----

  private void texts(List<Path> jars) throws IOException {
    Path dist = cli.resolve("src/dist");
    try (Stream<Path> files = Files.walk(dist)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = home.resolve(dist.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (target.getParent().endsWith("bin")) {
          boolean cmd = file.toString().endsWith(".cmd");
          String text = Files.readString(file).replace("@CLASSPATH@", classPath(jars, cmd));
          Files.writeString(target, cmd ? text.replaceAll("\r?\n", "\r\n") : text);
          if (!WINDOWS) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        } else {
          copy(file, target);
        }
      }
    }
    copy(cli.resolve("../LICENSE"), home.resolve("LICENSE"));
    String notices = Files.readString(dist.resolve("THIRD-PARTY.md"));
    for (Path jar : jars) {
      String name = jar.getFileName().toString().replaceFirst("-[0-9].*", "");
      if (!name.startsWith("pathwhy-") && !notices.contains("`" + name + "`")) {
        throw new Failure("cli/src/dist/THIRD-PARTY.md has no notice for " + name);
      }
    }
  }

  private static String classPath(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String classPath(List<Path> jars, boolean cmd) {
    return jars.stream()
        .map(jar -> (cmd ? "%home%\\lib\\" : "$home/lib/") + jar.getFileName())
        .collect(Collectors.joining(cmd ? ";" : ":"));
  }

  // ---- runtime ----

  /// Links a Java runtime of the modules that the jars use, and gives back what identifies it.
  private String runtime(List<Path> jars, String libraries) throws IOException {
    Path modulesFile = work.resolve("modules.txt");
    if (!isCurrent(modulesFile, libraries)) {
      List<String> jdeps = new ArrayList<>();
      jdeps.addAll(List.of("--ignore-missing-deps", "--list-deps", "--multi-release", "25"));
      Set<String> known = new TreeSet<>();
      for (Path jar : jars) {
        Optional<Set<String>> modules = misdescribed(jar);
        modules.ifPresent(known::addAll);
        if (modules.isEmpty()) {
          jdeps.add(jar.toString());
        }
      }
      String needed =
          Stream.concat(
                  known.stream(),
                  tool("jdeps", jdeps.toArray(String[]::new))
                      .lines()
                      .map(line -> line.strip().replaceFirst("/.*", "")))
              .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
              .filter(module -> !NOT_NEEDED.contains(module))
              .distinct()
              .sorted()
              .collect(Collectors.joining(","));
      Files.writeString(modulesFile, needed);
      current(modulesFile, libraries);
    }
    String modules = Files.readString(modulesFile);
    Path runtime = home.resolve("runtime");
    String key = modules + " " + System.getProperty("java.vm.version");
    if (!isCurrent(runtime, key)) {
      delete(runtime);
      tool(
          "jlink",
          "--add-modules",
          modules,
          "--strip-debug",
          "--no-header-files",
          "--no-man-pages",
          "--output",
          runtime.toString());
      current(runtime, key);
    }
    return key;
  }

  private static Optional<Set<String>> misdescribed(Path jar) {
    String name = jar.getFileName().toString();
    return MISDESCRIBED.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  // ---- AOT caches ----

  /// Runs the commands of the cache's files once, with the flags of the launcher, and keeps the
  /// classes they loaded.
  private void train(String name, List<Path> jars, String madeFrom)
      throws IOException, InterruptedException {
    Path cache = cache(name);
    Path options = lib.resolve("jvm.options");
    List<Path> commands =
        CACHES.get(name).stream().map(cli.resolve("src/build/training")::resolve).toList();
    Path samples = cli.resolve("../samples").normalize();
    List<Path> inputs = new ArrayList<>(commands);
    inputs.add(options);
    if (Files.isDirectory(samples)) {
      try (Stream<Path> files = Files.walk(samples)) {
        files.filter(Files::isRegularFile).sorted().forEach(inputs::add);
      }
    } else {
      System.err.println("distribution: no folder samples/: the AOT caches will know little");
    }
    String key = madeFrom + digest(inputs);
    if (isCurrent(cache, key)) {
      return;
    }
    Files.deleteIfExists(cache);
    Path log = work.resolve("training-" + name + ".log");
    List<String> training = new ArrayList<>();
    training.add(home.resolve("runtime/bin/java").toString());
    training.addAll(List.of("@" + options, "-XX:AOTCacheOutput=" + cache));
    training.addAll(List.of("-cp", classPath(jars)));
    training.add("io.github.pathwhy.cli.TrainingRun");
    commands.forEach(file -> training.add(file.toAbsolutePath().toString()));
    int status =
        new ProcessBuilder(training)
            .directory((Files.isDirectory(samples) ? samples : cli).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      Files.deleteIfExists(cache);
      throw new Failure("the training run ended with " + status + "\n" + Files.readString(log));
    }
    if (!Files.exists(cache)) {
      // pathwhy works without, only slower.
      System.err.println("distribution: this JVM wrote no AOT cache\n" + Files.readString(log));
      return;
    }
    current(cache, key);
  }

  private Path cache(String name) {
    return lib.resolve(name + ".aot");
  }

  // ---- completion ----

  /// The script that completes commands and options in bash and zsh.
  private void completion(List<Path> jars, String libraries)
      throws IOException, InterruptedException {
    Path script = home.resolve("share/bash-completion/completions/pathwhy");
    if (isCurrent(script, libraries)) {
      return;
    }
    Files.createDirectories(script.getParent());
    int status =
        new ProcessBuilder(
                home.resolve("runtime/bin/java").toString(),
                "-cp",
                classPath(jars),
                "io.github.pathwhy.cli.CompletionScript",
                script.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new Failure("writing the completion script ended with " + status);
    }
    current(script, libraries);
  }

  // ---- files ----

  private Path note(Path made) {
    return work.resolve(made.getFileName() + ".made-from");
  }

  /// If not, its note is deleted at once: the making may be interrupted.
  private boolean isCurrent(Path made, String key) throws IOException {
    Path note = note(made);
    if (Files.exists(made) && Files.exists(note) && Files.readString(note).equals(withSelf(key))) {
      return true;
    }
    Files.deleteIfExists(note);
    return false;
  }

  private Path current(Path made, String key) throws IOException {
    Files.writeString(note(made), withSelf(key));
    return made;
  }

  private String withSelf(String key) throws IOException {
    return key + " " + digest(List.of(cli.resolve("src/build/Dist.java")));
  }

  /// Copies what differs, and then deletes the AOT caches: Java 25 does not notice that a jar is
  /// newer than its cache, and would run the old classes.
  private void copy(Path source, Path target) throws IOException {
    if (!Files.exists(target) || Files.mismatch(source, target) >= 0) {
      for (String name : CACHES.keySet()) {
        Files.deleteIfExists(cache(name));
      }
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setLastModifiedTime(target, timestamp);
  }

  private static Path emptied(Path folder) throws IOException {
    delete(folder);
    return Files.createDirectories(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String digest(List<Path> files) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        sha.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        sha.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tool(String name, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new Failure("this JDK has no " + name))
            .run(new PrintWriter(out), new PrintWriter(err), args);
    if (status != 0) {
      throw new Failure(name + " ended with " + status + "\n" + out + err);
    }
    return out.toString();
  }

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
