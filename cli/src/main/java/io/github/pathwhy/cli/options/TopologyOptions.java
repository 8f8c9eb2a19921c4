package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.text.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Where the topology comes from: files, folders, or `-` for stdin. */
public record TopologyOptions(List<String> paths) {
  // Far above any real export; a larger file would exhaust memory instead of giving an answer.
  private static final long MOST_BYTES = 256L * 1024 * 1024;
  private static final String STDIN = "-";

  public TopologyOptions {
    paths = List.copyOf(paths);
  }

  /** Adds the options to a command. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(
        Options.value(List.class, "PATH", "-t", "--topology")
            .auxiliaryTypes(String.class)
            .description(
                "File, folder, or - for stdin: pathwhy YAML or JSON, or ARM "
                    + "resources as JSON. May be repeated; later ones are laid over "
                    + "earlier ones. Default: PATHWHY_TOPOLOGY.")
            .build());
  }

  /** What the command line says. */
  public static TopologyOptions of(ParseResult parsed) {
    return new TopologyOptions(Options.<List<String>>get(parsed, "--topology").orElse(List.of()));
  }

  /** The inputs, read. */
  public List<Source> sources(Console console, Map<String, String> environment)
      throws UsageException {
    List<String> given = new ArrayList<>(paths);
    if (given.isEmpty()) {
      String preset = environment.getOrDefault("PATHWHY_TOPOLOGY", "");
      if (preset.isEmpty()) {
        throw new UsageException("no topology: give -t FILE or set PATHWHY_TOPOLOGY");
      }
      given.addAll(List.of(preset.split(File.pathSeparator)));
    }
    List<Source> sources = new ArrayList<>(given.size());
    for (String path : given) {
      if (path.equals(STDIN)) {
        sources.add(readStdin(console));
      } else {
        for (Path file : files(path)) {
          sources.add(read(file));
        }
      }
    }
    return sources;
  }

  private static Source readStdin(Console console) throws UsageException {
    try {
      return new Source("<stdin>", console.readInput());
    } catch (IOException e) {
      throw new UsageException("cannot read stdin: " + e.getMessage());
    }
  }

  /** The file, or the topology files of the folder by name. */
  private static List<Path> files(String path) throws UsageException {
    Path given = Path.of(path);
    if (!Files.isDirectory(given)) {
      return List.of(given);
    }
    try (Stream<Path> entries = Files.list(given)) {
      List<Path> files = entries.filter(TopologyOptions::isTopology).sorted().toList();
      if (files.isEmpty()) {
        throw new UsageException(path + ": no .yaml, .yml or .json file in this folder");
      }
      return files;
    } catch (IOException e) {
      throw new UsageException(path + ": cannot list the folder: " + e.getMessage());
    }
  }

  private static boolean isTopology(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private static Source read(Path file) throws UsageException {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new UsageException(
            file + ": " + size / (1024 * 1024) + " MiB; the most is " + MOST_BYTES / (1024 * 1024));
      }
      return new Source(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      throw new UsageException(file + ": no such file");
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
