package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Fields;
import java.util.List;
import java.util.Optional;

/// The states of gateways, hubs and connections in Azure's words. What another word means is not
/// known; in pathwhy's own format a state may be any text.
final class States {
  private static final List<String> PROVISIONING =
      List.of(
          "Succeeded",
          "Creating",
          "Updating",
          "Deleting",
          "Provisioning",
          "Accepted",
          "Migrating",
          "Failed",
          "Canceled");
  private static final List<String> ROUTING =
      List.of("None", "Provisioning", "Provisioned", "Failed");
  private static final List<String> CONNECTION =
      List.of("Connected", "Connecting", "NotConnected", "Disconnected", "Unknown");

  private States() {}

  /** The `provisioningState` of a resource. */
  static Optional<String> provisioning(Fields fields) {
    return state(fields, "provisioningState", PROVISIONING);
  }

  /** The `routingState` of a virtual hub. */
  static Optional<String> routing(Fields fields) {
    return state(fields, "routingState", ROUTING);
  }

  /** The `connectionStatus` of a connection. */
  static Optional<String> connection(Fields fields) {
    return state(fields, "connectionStatus", CONNECTION);
  }

  /** The state of a connection of several links, of which one that is up is enough. */
  static Optional<String> ofLinks(List<String> states) {
    return states.stream()
        .filter(state -> state.equalsIgnoreCase("Connected") || state.equalsIgnoreCase("Unknown"))
        .findFirst()
        .or(() -> states.stream().findFirst());
  }

  private static Optional<String> state(Fields fields, String key, List<String> words) {
    return fields.isStrict() ? fields.text(key) : fields.choice(key, words, word -> word);
  }
}
