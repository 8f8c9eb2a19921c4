package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.text.Source;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Where the topology comes from, and the parameters of its templates.
///
/// @param paths files, folders, or `-` for stdin
/// @param parameters files, or `-` for stdin
public record TopologyOptions(List<String> paths, List<String> parameters) {
  /** The option that names the topology. */
  public static final String NAME = "--topology";

  private static final String PARAMETERS = "--parameters";
  private static final String VARIABLE = "PATHWHY_TOPOLOGY";

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
        Options.value(List.class, "PATH", "-t", NAME)
            .auxiliaryTypes(String.class)
            .description(
                (purpose.isEmpty() ? "" : purpose + " ")
                    + "File, folder, or - for stdin: pathwhy YAML or JSON; as JSON an "
                    + "ARM template, output of az, a Terraform plan or state. May be "
                    + "repeated; later ones are laid over earlier ones. Default: "
                    + "PATHWHY_TOPOLOGY.")
            .order(Section.FIRST.at(0))
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
        Options.<List<String>>get(parsed, NAME).orElse(List.of()),
        Options.<List<String>>get(parsed, PARAMETERS).orElse(List.of()));
  }

  /** Whether anything of it comes from stdin. */
  public boolean readsStdin() {
    return paths.contains(Inputs.STDIN) || parameters.contains(Inputs.STDIN);
  }

  /** Whether there is a topology at all, for commands that can do without. */
  public boolean isGiven(Map<String, String> environment) {
    return !given(environment).isEmpty();
  }

  /// What the options name, read.
  ///
  /// @param topology with the content of folders
  /// @param parameters of templates
  public record Sources(List<Source> topology, List<Source> parameters) {
    public Sources {
      topology = List.copyOf(topology);
      parameters = List.copyOf(parameters);
    }
  }

  /** Reads the inputs. */
  public Sources read(Console console, Map<String, String> environment) throws UsageException {
    Optional<Sources> sent = InputBundle.of(environment);
    if (sent.isPresent()) {
      return sent.get();
    }
    List<String> given = given(environment);
    if (given.isEmpty()) {
      throw new UsageException("no topology: give -t FILE or set " + VARIABLE);
    }
    if (given.stream().anyMatch(String::isBlank)) {
      throw new UsageException(VARIABLE + " names an empty path: give files, folders or -");
    }
    checkStdin(given);
    List<Source> topology = new ArrayList<>(given.size());
    for (String path : given) {
      if (!path.equals(Inputs.STDIN) && Files.isDirectory(Inputs.path(path))) {
        topology.addAll(new Folder(Inputs.path(path), console).read());
      } else {
        topology.add(Inputs.read(path, console));
      }
    }
    List<Source> values = new ArrayList<>(parameters.size());
    for (String path : parameters) {
      values.add(Inputs.read(path, console));
    }
    return new Sources(topology, values);
  }

  /** The paths of the command line, or else those of the environment. */
  public List<String> given(Map<String, String> environment) {
    String preset = environment.getOrDefault(VARIABLE, "");
    return paths.isEmpty() && !preset.isEmpty() ? List.of(preset.split(File.pathSeparator)) : paths;
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
