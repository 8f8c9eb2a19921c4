package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.monitor.definition.TestConfiguration.Probe;
import io.github.pathwhy.monitor.definition.TestConfiguration.Threshold;
import io.github.pathwhy.net.PortRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a connection monitor of the classic kind: connections from one machine to one port of one
/// destination. It becomes a group with one test, as when the service migrates it.
final class ClassicReader {
  private static final String SOURCE = "source";
  private static final String DESTINATION = "destination";
  private static final String CONFIGURATION = "default";

  private final Members members;
  private final References references;

  ClassicReader(Members members, References references) {
    this.members = members;
    this.references = references;
  }

  /** The monitor, without what cannot be read. */
  ConnectionMonitor read(Fields monitor, boolean autoStart, List<String> workspaces) {
    Duration interval =
        monitor
            .integer(
                "monitoringIntervalInSeconds",
                TestConfigurationReader.SHORTEST,
                TestConfigurationReader.LONGEST)
            .map(Duration::ofSeconds)
            .orElse(TestConfiguration.DEFAULT_FREQUENCY);
    List<Endpoint> endpoints = new ArrayList<>();
    child(monitor, SOURCE, List.of("resourceId", "port"))
        .flatMap(this::source)
        .ifPresent(endpoints::add);
    Optional<Fields> to = child(monitor, DESTINATION, List.of("resourceId", "address", "port"));
    to.flatMap(this::destination).ifPresent(endpoints::add);
    List<TestConfiguration> configurations = new ArrayList<>();
    to.flatMap(ClassicReader::port)
        .ifPresent(port ->
            configurations.add(
                new TestConfiguration(
                    CONFIGURATION,
                    interval,
                    new Probe.Tcp(port, true, false),
                    Optional.empty(),
                    Threshold.NONE)));
    return new ConnectionMonitor(
        monitor.text("name"),
        monitor.text("location"),
        autoStart,
        endpoints,
        configurations,
        List.of(
            new TestGroup(
                CONFIGURATION,
                false,
                List.of(SOURCE),
                List.of(DESTINATION),
                List.of(CONFIGURATION))),
        workspaces,
        monitor.position());
  }

  private Optional<Fields> child(Fields monitor, String key, List<String> known) {
    if (monitor.get(key) == null) {
      monitor.problem(key + " is missing", "a connection has a source and a destination");
    }
    return members.child(monitor, key, known);
  }

  private Optional<Endpoint> source(Fields fields) {
    fields.require("resourceId", "a source is a machine");
    fields.integer("port", 0, PortRange.MAX);
    return references
        .read(fields, "resourceId", Optional.empty())
        .map(found -> endpoint(SOURCE, fields, Optional.of(found), Optional.empty()));
  }

  private Optional<Endpoint> destination(Fields fields) {
    Optional<String> address = EndpointReader.address(fields);
    if (fields.get("address") == null && fields.get("resourceId") == null) {
      fields.problem("neither resourceId nor address", "a destination is a resource or an address");
    }
    Optional<References.Found> resource = references.read(fields, "resourceId", Optional.empty());
    return address.isPresent() || resource.isPresent()
        ? Optional.of(endpoint(DESTINATION, fields, resource, address))
        : Optional.empty();
  }

  private static Optional<Integer> port(Fields destination) {
    destination.require("port", "expected the port to connect to, from 1 to " + PortRange.MAX);
    return destination.integer("port", 1, PortRange.MAX);
  }

  private static Endpoint endpoint(
      String name, Fields fields, Optional<References.Found> resource, Optional<String> address) {
    EndpointType byDefault =
        resource.isPresent() ? EndpointType.AZURE_VM : EndpointType.EXTERNAL_ADDRESS;
    return new Endpoint(
        name,
        resource.flatMap(References.Found::type).orElse(byDefault),
        resource.map(References.Found::id),
        address,
        List.of(),
        List.of(),
        CoverageLevel.DEFAULT,
        fields.position());
  }
}
