package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shorthand for loading texts: the inputs are called `1`, `2` and so on. */
final class Inputs {
  private static final String ARM = "/subscriptions/s/resourceGroups/g/providers/";

  private Inputs() {}

  /** Loads texts, later ones over earlier ones. */
  static Loaded load(String... texts) {
    List<Source> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(
          new Source(Integer.toString(sources.size() + 1), text.getBytes(StandardCharsets.UTF_8)));
    }
    return TopologyLoader.load(sources);
  }

  /** Loads bytes as an input called `1`. */
  static Loaded load(byte[] content) {
    return TopologyLoader.load(List.of(new Source("1", content)));
  }

  /** The topology of inputs that are right. */
  static Topology topology(String... texts) {
    return topology(load(texts));
  }

  /** The topology of an outcome that must be one. */
  static Topology topology(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).topology();
  }

  /** The problems of inputs, as people see them; empty when there are none. */
  static List<String> problems(String... texts) {
    return problems(load(texts));
  }

  /** The problems of an outcome, as people see them; empty when there are none. */
  static List<String> problems(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Ok _ -> List.of();
      case Loaded.Invalid(List<Problem> problems) ->
          problems.stream().map(Problem::toString).toList();
    };
  }

  /** The one resource of a kind with this short name. */
  static <R extends Resource> R only(Topology topology, Class<R> kind, String name) {
    List<R> found = topology.all(kind).stream().filter(each -> each.name().equals(name)).toList();
    assertThat(found).as(kind.getSimpleName() + " " + name).hasSize(1);
    return found.getFirst();
  }

  /** The private addresses of an interface, in order. */
  static List<String> addresses(Topology topology, String nic) {
    return only(topology, NetworkInterface.class, nic).ipConfigurations().stream()
        .map(configuration -> configuration.privateAddress().toString())
        .toList();
  }

  /** The ARM id of a resource of the network provider. */
  static String network(String path) {
    return ARM + "Microsoft.Network/" + path;
  }

  /** The ARM id of a virtual machine. */
  static String machine(String name) {
    return ARM + "Microsoft.Compute/virtualMachines/" + name;
  }

  /** All of a topology as text, without the places of declaration. */
  static String describe(Topology topology) {
    StringBuilder text = new StringBuilder();
    for (Resource resource : topology.resources()) {
      text.append(resource).append('\n');
      topology.observation(resource.id()).ifPresent(seen -> text.append(seen).append('\n'));
    }
    topology.sites().forEach(site -> text.append(site).append('\n'));
    topology.dns().forEach(record -> text.append(record).append('\n'));
    Map<String, Object> tags = new TreeMap<>(topology.serviceTags());
    return text.append(tags)
        .toString()
        .replaceAll("(declaredAt=(?:Optional\\[)?)\\d+:\\d+:\\d+", "$1PLACE");
  }
}
