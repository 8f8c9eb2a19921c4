package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one connection monitor, of the current or the classic kind. */
final class MonitorReader {
  static final String ARM_TYPE = "Microsoft.Network/networkWatchers/connectionMonitors";

  private static final String WRAPPER = "properties";
  private static final String WORKSPACE = "Microsoft.OperationalInsights/workspaces";
  private static final String MULTI = "MultiEndpoint";
  private static final String SINGLE = "SingleSourceDestination";
  private static final List<String> CURRENT =
      List.of("endpoints", "testConfigurations", "testGroups");
  private static final List<String> CLASSIC = List.of("source", "destination");

  /** What Resource Manager and `az` put around every resource. */
  private static final List<String> RESOURCE =
      List.of(
          "id",
          "name",
          "type",
          "location",
          "tags",
          "etag",
          "resourceGroup",
          "systemData",
          "apiVersion",
          "dependsOn",
          "comments",
          WRAPPER);

  private static final List<String> PROPERTIES =
      List.of(
          "endpoints",
          "testConfigurations",
          "testGroups",
          "outputs",
          "notes",
          "autoStart",
          "source",
          "destination",
          "monitoringIntervalInSeconds",
          "connectionMonitorType",
          "provisioningState",
          "monitoringStatus",
          "startTime");

  private final Members members;
  private final References references;

  MonitorReader(Problems problems, References references) {
    this.members = new Members(problems);
    this.references = references;
  }

  /** Whether an object is a connection monitor: by its type or, without one, by its members. */
  static boolean isMonitor(Tree.Mapping object) {
    Tree.Entry type = object.findIgnoringCase("type");
    if (type != null && type.value() instanceof Tree.Scalar word && !word.text().isEmpty()) {
      return word.text().equalsIgnoreCase(ARM_TYPE);
    }
    Tree.Entry wrapper = object.findIgnoringCase(WRAPPER);
    return hasMembers(object)
        || (wrapper != null
            && wrapper.value() instanceof Tree.Mapping properties
            && hasMembers(properties));
  }

  private static boolean hasMembers(Tree.Mapping object) {
    return CURRENT.stream().anyMatch(key -> object.findIgnoringCase(key) != null)
        || CLASSIC.stream().allMatch(key -> object.findIgnoringCase(key) != null);
  }

  /** The monitor, without what cannot be read. */
  ConnectionMonitor read(Fields monitor) {
    checkMembers(monitor);
    boolean autoStart = monitor.flag("autoStart").orElse(true);
    monitor.text("notes");
    Optional<String> kind =
        monitor.choice("connectionMonitorType", List.of(MULTI, SINGLE), word -> word);
    List<String> workspaces = workspaces(monitor);
    boolean classic = isClassic(monitor, kind);
    if (classic) {
      return new ClassicReader(members, references).read(monitor, autoStart, workspaces);
    }
    for (String key : CURRENT) {
      if (isEmpty(monitor.get(key))) {
        monitor.problem(key + " is missing or empty", "a connection monitor needs one at least");
      }
    }
    List<Endpoint> endpoints = new EndpointReader(members, references).read(monitor);
    List<TestConfiguration> configurations = new TestConfigurationReader(members).read(monitor);
    List<TestGroup> groups = new TestGroupReader(members, monitor, endpoints).read();
    return new ConnectionMonitor(
        monitor.text("name"),
        monitor.text("location"),
        autoStart,
        endpoints,
        configurations,
        groups,
        workspaces,
        monitor.position());
  }

  private void checkMembers(Fields monitor) {
    List<String> flat = new ArrayList<>(RESOURCE);
    flat.addAll(PROPERTIES);
    members.check(monitor, flat);
    Tree.Entry wrapper = monitor.mapping().find(WRAPPER);
    if (wrapper != null && wrapper.value() instanceof Tree.Mapping properties) {
      String above = monitor.path();
      members.check(properties, above.isEmpty() ? WRAPPER : above + "." + WRAPPER, PROPERTIES);
    }
  }

  /** Whether the definition has one source and one destination instead of groups of them. */
  private static boolean isClassic(Fields monitor, Optional<String> kind) {
    boolean current = CURRENT.stream().anyMatch(key -> !isEmpty(monitor.get(key)));
    Optional<String> single = CLASSIC.stream().filter(key -> monitor.get(key) != null).findFirst();
    if (kind.isPresent()) {
      return kind.get().equals(SINGLE);
    }
    if (current && single.isPresent()) {
      monitor.problemAt(
          single.get(),
          "does not go with endpoints and test groups",
          "give source and destination, or endpoints, testConfigurations and testGroups");
    }
    return !current && single.isPresent();
  }

  private static boolean isEmpty(@Nullable Tree value) {
    return value == null || (value instanceof Tree.Sequence list && list.items().isEmpty());
  }

  private List<String> workspaces(Fields monitor) {
    List<String> found = new ArrayList<>();
    for (Fields output :
        members.children(monitor, "outputs", List.of("type", "workspaceSettings"))) {
      output.choice("type", List.of("Workspace"), word -> word);
      Optional<Fields> settings =
          members.child(output, "workspaceSettings", List.of("workspaceResourceId"));
      if (settings.isEmpty() && output.get("workspaceSettings") == null) {
        output.problem("workspaceSettings is missing", "an output names its workspace");
      }
      settings.ifPresent(each -> {
        each.require("workspaceResourceId", "expected the id of the workspace");
        each.parsed(
                "workspaceResourceId",
                id -> ArmType.of(id).filter(WORKSPACE::equalsIgnoreCase).map(_ -> id),
                "expected the id of a " + WORKSPACE)
            .ifPresent(found::add);
      });
    }
    return found;
  }
}
