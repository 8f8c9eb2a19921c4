package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.trace.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Checks in topologies. In pathwhy's own format `NET/` stands for the provider of networks in ids,
/// and `ID/` for what all providers have in common.
final class Checks {
  private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";

  private final EffectiveNetwork network;

  private Checks(EffectiveNetwork network) {
    this.network = network;
  }

  static Checks in(TestNetwork network) {
    return new Checks(network.effective());
  }

  /** An item of `resources`. */
  static String resource(String type, String name, String properties) {
    return "  - {type: Microsoft."
        + type
        + ", name: '"
        + name
        + "', properties: {"
        + properties
        + "}}\n";
  }

  static Checks in(String yaml) {
    String text =
        "pathwhy: 1\n"
            + yaml.replace("NET/", GROUP + "Microsoft.Network/")
                .replace("ID/", GROUP + "Microsoft.");
    Loaded loaded =
        TopologyLoader.load(
            List.of(new Source("input.yaml", text.getBytes(StandardCharsets.UTF_8))));
    return switch (loaded) {
      case Loaded.Ok(Topology topology, _) -> new Checks(new EffectiveNetwork(topology));
      case Loaded.Invalid(var problems) -> throw new IllegalArgumentException(problems.toString());
    };
  }

  Diagnosis check(String source, String destination) throws RequestException {
    return check(source, destination, Strictness.MEASURED);
  }

  Diagnosis check(String source, String destination, Strictness strictness)
      throws RequestException {
    return new ConnectivityCheck(network)
        .check(
            new CheckRequest(
                source,
                destination,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                strictness));
  }

  Verdict verdict(String source, String destination) throws RequestException {
    return check(source, destination).verdict();
  }
}
