package io.github.pathwhy.cli;

import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.inspect.InterfaceRoutes;
import io.github.pathwhy.inspect.InterfaceRules;
import io.github.pathwhy.inspect.RefusedException;
import io.github.pathwhy.load.Described;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.report.CheckReports;
import io.github.pathwhy.report.DocumentedSchema;
import io.github.pathwhy.report.EffectiveRoutesReport;
import io.github.pathwhy.report.EffectiveRulesReport;
import io.github.pathwhy.report.JsonDocument;
import io.github.pathwhy.report.OwnYaml;
import io.github.pathwhy.report.TopologyDocument;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Inputs beside what importing makes of them: the answers of both to the same questions. Places in
/// files are left out of the answers.
final class RoundTrip {
  private static final int MOST_FLOWS = 150;

  /** How a flow is sent: the application and the port. */
  private record Sending(CheckRequest.Application application, Optional<Integer> port) {}

  private static final List<Sending> SENDINGS =
      List.of(
          new Sending(CheckRequest.Application.TCP, Optional.of(22)),
          new Sending(CheckRequest.Application.TCP, Optional.of(80)),
          new Sending(CheckRequest.Application.TCP, Optional.of(443)),
          new Sending(CheckRequest.Application.TCP, Optional.of(1433)),
          new Sending(CheckRequest.Application.UDP, Optional.of(53)),
          new Sending(CheckRequest.Application.ICMP, Optional.empty()));

  private final Topology original;
  private final Topology imported;
  private final String yaml;

  private RoundTrip(Topology original, Topology imported, String yaml) {
    this.original = original;
    this.imported = imported;
    this.yaml = yaml;
  }

  /** Loads inputs, imports them, and loads the result. */
  static RoundTrip of(List<Source> inputs) {
    String yaml = imported(inputs);
    return new RoundTrip(load(inputs), load(List.of(named("@@9", yaml))), yaml);
  }

  /** An input whose name tells its places from all other text. */
  static Source named(String name, String text) {
    return new Source(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static String imported(List<Source> inputs) {
    return switch (TopologyLoader.describe(inputs, List.of())) {
      case Described.Ok described -> OwnYaml.write(described.description());
      case Described.Invalid invalid -> throw new AssertionError(invalid.problems().toString());
    };
  }

  private static Topology load(List<Source> inputs) {
    return switch (TopologyLoader.load(inputs)) {
      case Loaded.Ok loaded -> loaded.topology();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems().toString());
    };
  }

  /** What importing wrote. */
  String yaml() {
    return yaml;
  }

  /** The answers of the inputs, by question. */
  Map<String, String> expected() {
    return answers(original);
  }

  /** The answers of what importing made of them. */
  Map<String, String> actual() {
    return answers(imported);
  }

  /** The questions are those that the original gives rise to. */
  private Map<String, String> answers(Topology topology) {
    EffectiveNetwork network = new EffectiveNetwork(topology);
    ConnectivityCheck check = new ConnectivityCheck(network);
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("topology", inAnyOrder(TopologyDocument.of(topology).document()));
    for (NetworkInterface nic : original.all(NetworkInterface.class)) {
      String id = nic.id().toString();
      answers.put(
          "routes " + id,
          asked(
              () -> EffectiveRoutesReport.of(new InterfaceRoutes(network).answer(id)).document()));
      answers.put(
          "rules " + id,
          asked(() -> EffectiveRulesReport.of(new InterfaceRules(network).answer(id)).document()));
    }
    for (CheckRequest request : requests()) {
      answers.put(
          request.toString(),
          asked(() -> DocumentedSchema.of(CheckReports.of(check.check(request)))));
    }
    return answers;
  }

  /** The resources by id; in what order they are listed is no answer. */
  private static String inAnyOrder(Map<String, Object> document) {
    List<String> resources = new ArrayList<>();
    if (document.get("resources") instanceof List<?> list) {
      list.forEach(resource -> resources.add(json(resource)));
    }
    Collections.sort(resources);
    return String.join("\n", resources);
  }

  private List<CheckRequest> requests() {
    List<String> sources = new ArrayList<>();
    original.all(VirtualMachine.class).forEach(machine -> sources.add(machine.id().toString()));
    sources.addAll(List.of("198.51.100.7", "10.99.0.4"));
    Set<String> destinations = new LinkedHashSet<>(sources);
    original.sites().stream()
        .map(Site::addressPrefixes)
        .filter(prefixes -> !prefixes.isEmpty())
        .forEach(prefixes -> destinations.add(prefixes.getFirst().address(4).toString()));
    original.dns().stream().map(DnsRecord::name).forEach(destinations::add);
    original.all(PlatformService.class).forEach(service -> destinations.addAll(service.names()));
    for (PublicIpAddress address : original.all(PublicIpAddress.class)) {
      address.address().map(IpAddress::toString).ifPresent(destinations::add);
    }
    for (LoadBalancer balancer : original.all(LoadBalancer.class)) {
      balancer
          .frontends()
          .forEach(frontend ->
              frontend.privateAddress().map(IpAddress::toString).ifPresent(destinations::add));
    }
    List<CheckRequest> all = new ArrayList<>();
    for (String source : sources) {
      for (String destination : destinations) {
        for (Sending sending : SENDINGS) {
          all.add(
              new CheckRequest(
                  source,
                  destination,
                  Optional.empty(),
                  sending.port(),
                  Optional.of(sending.application()),
                  Optional.empty(),
                  false));
        }
      }
    }
    Collections.shuffle(all, new Random(42));
    return all.subList(0, Math.min(MOST_FLOWS, all.size()));
  }

  /** A question that may be refused. */
  private interface Asking {
    Map<String, Object> ask() throws RequestException, RefusedException;
  }

  private static String asked(Asking question) {
    try {
      return json(question.ask());
    } catch (RequestException | RefusedException e) {
      return placeless(String.valueOf(e.getMessage()));
    }
  }

  private static String json(Object document) {
    return placeless(JsonDocument.write(document));
  }

  private static String placeless(String text) {
    return text.replaceAll("@@\\d+:\\d+:\\d+", "@@");
  }
}
