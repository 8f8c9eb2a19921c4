package io.github.pathwhy.cli.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packaged command in one of the machines.
///
/// @param wrapper what starts it, for example `setpriv` with its options
record Pathwhy(
    Network network, Node node, List<String> wrapper, Map<String, String> environment, Path home) {
  private static final Path HOME = Path.of(System.getProperty("pathwhy.home")).toAbsolutePath();

  /** Starts a command as a user without any privilege. */
  static final List<String> NOBODY =
      List.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          "--inh-caps=-all",
          "--bounding-set=-all",
          "--no-new-privs");

  Pathwhy {
    wrapper = List.copyOf(wrapper);
    environment = Map.copyOf(environment);
  }

  /** An answer. */
  record Answer(List<String> command, int exit, String stdout, String stderr) {

    /** Its document. */
    JsonNode json() {
      if (!stdout.startsWith("{")) {
        throw new AssertionError("no document: " + this);
      }
      return JsonMapper.shared().readTree(stdout);
    }

    /// The addresses of a check's hops, in order.
    List<String> hops() {
      return json()
          .path("Hops")
          .valueStream()
          .map(hop -> hop.path("Address").asString(""))
          .toList();
    }

    /// A check's issues, each as `PLACE SEVERITY TYPE`; the place is an address, or `source`. How
    /// busy this machine is, is not among them.
    List<String> issues() {
      List<String> issues = new ArrayList<>();
      for (JsonNode hop : json().path("Hops")) {
        for (JsonNode issue : hop.path("Issues")) {
          String type = issue.path("Type").asString("");
          if (type.equals("CPU") || type.equals("Memory")) {
            continue;
          }
          boolean isSource = hop.path("Type").asString("").equals("Source");
          issues.add(
              (isSource ? "source" : hop.path("Address").asString(""))
                  + " "
                  + issue.path("Severity").asString("")
                  + " "
                  + type);
        }
      }
      return issues;
    }

    @Override
    public String toString() {
      return String.join(" ", command) + "\nexit " + exit + "\n" + stdout + stderr;
    }
  }

  static Pathwhy at(Network network) {
    return new Pathwhy(network, Node.SOURCE, List.of(), Map.of(), HOME);
  }

  /** The same at another machine. */
  Pathwhy on(Node other) {
    return new Pathwhy(network, other, wrapper, environment, home);
  }

  /** The same as a user without any privilege. */
  Pathwhy unprivileged() {
    return new Pathwhy(network, node, NOBODY, environment, Distribution.forAll(HOME));
  }

  /** The same, started by another command. */
  Pathwhy through(String... command) {
    return new Pathwhy(network, node, List.of(command), environment, home);
  }

  /** The same from another folder. */
  Pathwhy from(Path other) {
    return new Pathwhy(network, node, wrapper, environment, other);
  }

  /** The same with a variable in the environment. */
  Pathwhy with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Pathwhy(network, node, wrapper, more, home);
  }

  /** Asks; what is not a terminal gets JSON. */
  Answer ask(String... args) {
    List<String> command = new ArrayList<>(List.of("env"));
    Stream.of("PATHWHY_OUTPUT", "PATHWHY_TOPOLOGY", "PATHWHY_JAVA_OPTS", "NO_COLOR")
        .forEach(name -> command.addAll(List.of("-u", name)));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(wrapper);
    command.add(home.resolve("bin/pathwhy").toString());
    command.addAll(List.of(args));
    Commands.Result result = Commands.run(network.in(node, command), Map.of(), "");
    return new Answer(List.of(args), result.exit(), result.stdout(), result.stderr());
  }
}
