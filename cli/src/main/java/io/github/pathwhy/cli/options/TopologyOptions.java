package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.text.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
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
  public TopologyOptions {
    paths = List.copyOf(paths);
  }

  /** Adds the options to a command. */
  public static void addTo(CommandSpec spec) {
    addTo(spec, "");
  }

  /** The same, with what the topology is for in front of the description. */
  public static void addTo(CommandSpec spec, String purpose) {
    spec.addOption(
        Options.value(List.class, "PATH", "-t", "--topology")
            .auxiliaryTypes(String.class)
            .description(
                (purpose.isEmpty() ? "" : purpose + " ")
                    + "File, folder, or - for stdin: pathwhy YAML or JSON, or ARM "
                    + "resources as JSON. May be repeated; later ones are laid over "
                    + "earlier ones. Default: PATHWHY_TOPOLOGY.")
            .build());
  }

  /** What the command line says. */
  public static TopologyOptions of(ParseResult parsed) {
    return new TopologyOptions(Options.<List<String>>get(parsed, "--topology").orElse(List.of()));
  }

  /** Whether there is a topology at all, for commands that can do without. */
  public boolean isGiven(Map<String, String> environment) {
    return !paths.isEmpty() || !environment.getOrDefault("PATHWHY_TOPOLOGY", "").isEmpty();
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
      if (path.equals(Inputs.STDIN)) {
        sources.add(Inputs.read(path, console));
      } else {
        for (Path file : files(path)) {
          sources.add(Inputs.read(file));
        }
      }
    }
    return sources;
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
}
