package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Checks in topologies in pathwhy's own format. `NET` and `WEB` stand for providers in ids. */
final class Checks {
  private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";

  private final EffectiveNetwork network;

  private Checks(EffectiveNetwork network) {
    this.network = network;
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
    return new ConnectivityCheck(network)
        .check(
            new CheckRequest(
                source,
                destination,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false));
  }

  Verdict verdict(String source, String destination) throws RequestException {
    return check(source, destination).verdict();
  }
}
