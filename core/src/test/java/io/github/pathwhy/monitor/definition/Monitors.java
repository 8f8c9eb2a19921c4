package io.github.pathwhy.monitor.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Shorthand for definitions: a monitor that is valid, of which tests replace a part. */
final class Monitors {
  static final String GROUP = "/subscriptions/s/resourceGroups/shop/providers/";
  static final String MACHINES = GROUP + "Microsoft.Compute/virtualMachines/";
  static final String ENDPOINTS =
      "[{name: a, resourceId: " + MACHINES + "a}, {name: b, address: b.example}]";
  static final String CONFIGURATIONS = "[{name: c, protocol: Tcp, tcpConfiguration: {port: 443}}]";
  static final String GROUPS =
      "[{name: g, sources: [a], destinations: [b], testConfigurations: [c]}]";

  private Monitors() {}

  static String monitor(String endpoints, String configurations, String groups) {
    return "{endpoints: "
        + endpoints
        + ", testConfigurations: "
        + configurations
        + ", testGroups: "
        + groups
        + "}";
  }

  /** A monitor with one endpoint more. */
  static String withEndpoint(String endpoint) {
    return monitor(ENDPOINTS.replace("]", ", " + endpoint + "]"), CONFIGURATIONS, GROUPS);
  }

  static String withConfiguration(String configuration) {
    return monitor(ENDPOINTS, "[" + configuration + "]", GROUPS);
  }

  static String withGroup(String group) {
    return monitor(ENDPOINTS, CONFIGURATIONS, "[" + group + "]");
  }

  static String classic(String source, String destination) {
    return "{source: " + source + ", destination: " + destination + "}";
  }

  static Definitions load(String text) {
    return DefinitionLoader.load(source(text), Optional.empty());
  }

  private static Source source(String text) {
    return new Source("m", text.getBytes(StandardCharsets.UTF_8));
  }

  /** What was read, right or wrong. */
  static Definitions.Read read(String text) {
    Definitions definitions = load(text);
    assertThat(definitions).isInstanceOf(Definitions.Read.class);
    return (Definitions.Read) definitions;
  }

  /** The only monitor of a text that is right. */
  static ConnectionMonitor valid(String text) {
    Definitions.Read read = read(text);
    assertThat(read.problems()).isEmpty();
    assertThat(read.monitors()).hasSize(1);
    return read.monitors().getFirst();
  }

  /** The problems as people see them. */
  static List<String> problems(String text) {
    return shown(read(text));
  }

  /** The problems of a definition beside a topology. */
  static List<String> problems(String text, String topology) {
    Loaded loaded = TopologyLoader.load(List.of(source(topology)));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    Topology network = ((Loaded.Ok) loaded).topology();
    return shown((Definitions.Read) DefinitionLoader.load(source(text), Optional.of(network)));
  }

  private static List<String> shown(Definitions.Read read) {
    return read.problems().stream().map(Problem::toString).toList();
  }
}
