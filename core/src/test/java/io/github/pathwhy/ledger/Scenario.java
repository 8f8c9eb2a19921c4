package io.github.pathwhy.ledger;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import java.util.List;

/// A small network and a flow through it that meets resources in some role.
///
/// @param network the name of the file with its resources
/// @param hooks what a resource refers to that is added, so that the flow meets it
/// @param overlay what the input says beside resources, in pathwhy's own format
record Scenario(
    String network,
    String source,
    String destination,
    int port,
    Application application,
    List<String> hooks,
    String overlay) {

  static Scenario of(String network, String source, String destination, int port) {
    return new Scenario(network, source, destination, port, Application.TCP, List.of(), "");
  }

  /** The same for a resource that refers to these, when it is not one of the network's own. */
  Scenario at(String... ids) {
    return new Scenario(network, source, destination, port, application, List.of(ids), overlay);
  }

  /** The same when a page is asked for. */
  Scenario http() {
    return new Scenario(network, source, destination, port, Application.HTTP, hooks, overlay);
  }

  /** The same when a page is asked for that is encrypted. */
  Scenario https() {
    return new Scenario(network, source, destination, port, Application.HTTPS, hooks, overlay);
  }

  /** The same with more facts. */
  Scenario with(String facts) {
    return new Scenario(
        network, source, destination, port, application, hooks, "pathwhy: 1\n" + facts);
  }

  /** The same with ids written out. */
  Scenario expanded() {
    return new Scenario(
        network,
        World.expanded(source),
        destination,
        port,
        application,
        hooks,
        World.expanded(overlay));
  }

  /** The same with another port. */
  Scenario port(int other) {
    return new Scenario(network, source, destination, other, application, hooks, overlay);
  }

  /** The same with another source. */
  Scenario from(String other) {
    return new Scenario(network, other, destination, port, application, hooks, overlay);
  }

  /** The same with another destination. */
  Scenario to(String other) {
    return new Scenario(network, source, other, port, application, hooks, overlay);
  }
}
