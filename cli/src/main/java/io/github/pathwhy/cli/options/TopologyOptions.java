package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.text.Source;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Where the topology comes from, and the parameters of its templates.
///
/// @param paths files, folders, or `-` for stdin
/// @param parameters files, or `-` for stdin
public record TopologyOptions(List<String> paths, List<String> parameters) {
  private static final String PARAMETERS = "--parameters";

  public TopologyOptions {
    paths = List.copyOf(paths);
    parameters = List.copyOf(parameters);
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
                    + "File, folder, or - for stdin: pathwhy YAML or JSON; as JSON an "
                    + "ARM template, output of az, a Terraform plan or state. May be "
                    + "repeated; later ones are laid over earlier ones. Default: "
                    + "PATHWHY_TOPOLOGY.")
            .build());
    spec.addOption(
        Options.value(List.class, "FILE", PARAMETERS)
            .auxiliaryTypes(String.class)
            .description(
                "Parameters file for the templates in the topology. May be repeated; later"
                    + " values win.")
            .build());
  }

  /** What the command line says. */
  public static TopologyOptions of(ParseResult parsed) {
    return new TopologyOptions(
        Options.<List<String>>get(parsed, "--topology").orElse(List.of()),
        Options.<List<String>>get(parsed, PARAMETERS).orElse(List.of()));
  }

  /** Whether anything of it comes from stdin. */
  public boolean readsStdin() {
    return paths.contains(Inputs.STDIN) || parameters.contains(Inputs.STDIN);
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
    checkStdin(given);
    List<Source> sources = new ArrayList<>(given.size());
    for (String path : given) {
      if (!path.equals(Inputs.STDIN) && Files.isDirectory(Inputs.path(path))) {
        sources.addAll(new Folder(Inputs.path(path), console).read());
      } else {
        sources.add(Inputs.read(path, console));
      }
    }
    return sources;
  }

  /** The parameters files, read. */
  public List<Source> parameterSources(Console console) throws UsageException {
    List<Source> sources = new ArrayList<>(parameters.size());
    for (String path : parameters) {
      sources.add(Inputs.read(path, console));
    }
    return sources;
  }

  /** There is one stdin, and it can be read once. */
  private void checkStdin(List<String> given) throws UsageException {
    int times = 0;
    for (List<String> each : List.of(given, parameters)) {
      for (String path : each) {
        times += path.equals(Inputs.STDIN) ? 1 : 0;
      }
    }
    if (times > 1) {
      throw new UsageException("stdin cannot be read more than once: give - once");
    }
  }
}
