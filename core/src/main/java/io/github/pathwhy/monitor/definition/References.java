package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Suggestion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads references to resources. With a topology they must lead to a resource of it when it covers
/// them: when it has others of that type in the same resource group, or such as have no full id. A
/// resource of the topology may be called by its name.
final class References {
  private static final String EXPECTED =
      "expected /subscriptions/ID/resourceGroups/NAME/providers/TYPE/NAME";

  private final Optional<Topology> topology;
  private final Map<EndpointType, List<ResourceId>> known = new EnumMap<>(EndpointType.class);

  References(Optional<Topology> topology) {
    this.topology = topology;
  }

  /** A reference that was understood: the id, and the type of endpoint that it makes. */
  record Found(String id, Optional<EndpointType> type) {}

  /** The resource under a key, which must be of the given type if there is one. */
  Optional<Found> read(Fields fields, String key, Optional<EndpointType> given) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return ResourceId.isArm(text.get())
        ? readId(fields, key, text.get(), given)
        : readName(fields, key, text.get(), given);
  }

  private Optional<Found> readId(
      Fields fields, String key, String text, Optional<EndpointType> given) {
    Optional<String> armType = ArmType.of(text);
    if (armType.isEmpty()) {
      fields.problemAt(key, "'" + text + "' is no resource id", EXPECTED);
      return Optional.empty();
    }
    if (given.isPresent()
        && !given.get().armTypes().isEmpty()
        && !given.get().takes(armType.get())) {
      fields.problemAt(
          key,
          "a " + armType.get() + " where the type is " + given.get().label(),
          "expected a " + given.get().armTypes().getFirst());
      return Optional.empty();
    }
    Optional<EndpointType> type = given.isPresent() ? given : EndpointType.ofArmType(armType.get());
    type.ifPresent(each -> checkExists(fields, key, ResourceId.of(text), each));
    return Optional.of(new Found(text, type));
  }

  private void checkExists(Fields fields, String key, ResourceId id, EndpointType type) {
    List<String> names = new ArrayList<>();
    for (ResourceId candidate : known(type)) {
      if (candidate.isArm() ? candidate.equals(id) : id.endsWith(candidate.toString())) {
        return;
      }
      if (!candidate.isArm() || ArmType.sameGroup(candidate.toString(), id.toString())) {
        names.add(candidate.name());
      }
    }
    if (!names.isEmpty()) {
      missing(fields, key, id.name(), names);
    }
  }

  private Optional<Found> readName(
      Fields fields, String key, String text, Optional<EndpointType> given) {
    if (topology.isEmpty()) {
      fields.problemAt(key, "'" + text + "' is no resource id", EXPECTED);
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (EndpointType type : given.map(List::of).orElse(List.of(EndpointType.values()))) {
      List<ResourceId> candidates = known(type);
      List<ResourceId> found = candidates.stream().filter(id -> isCalled(id, text)).toList();
      if (found.size() > 1) {
        fields.problemAt(
            key,
            "'" + text + "' names " + found.size() + " resources",
            "use one of the ids " + Names.some(found.stream().map(ResourceId::toString).toList()));
        return Optional.empty();
      }
      if (!found.isEmpty()) {
        return Optional.of(new Found(found.getFirst().toString(), Optional.of(type)));
      }
      candidates.forEach(id -> names.add(id.name()));
    }
    missing(fields, key, text, names);
    return Optional.empty();
  }

  private static boolean isCalled(ResourceId id, String text) {
    return text.indexOf('/') >= 0 ? id.endsWith(text) : id.name().equalsIgnoreCase(text);
  }

  private static void missing(Fields fields, String key, String name, List<String> names) {
    String guess = Suggestion.didYouMean(name, names);
    fields.problemAt(
        key,
        "'" + name + "' is not in the topology",
        guess.isEmpty() && !names.isEmpty() ? "the topology has " + Names.some(names) : guess);
  }

  /** What the topology has, or refers to, of the resources that such an endpoint can be. */
  private List<ResourceId> known(EndpointType type) {
    return topology
        .map(network -> known.computeIfAbsent(type, each -> List.copyOf(find(network, each))))
        .orElse(List.of());
  }

  private static Set<ResourceId> find(Topology network, EndpointType type) {
    Set<ResourceId> found = new LinkedHashSet<>();
    switch (type) {
      case AZURE_VM -> {
        network.all(VirtualMachine.class).forEach(machine -> found.add(machine.id()));
        network
            .all(NetworkInterface.class)
            .forEach(nic -> nic.virtualMachine().ifPresent(found::add));
      }
      case AZURE_VMSS ->
          network
              .all(VirtualMachine.class)
              .forEach(machine -> machine.scaleSet().ifPresent(found::add));
      case AZURE_VNET -> network.all(VirtualNetwork.class).forEach(each -> found.add(each.id()));
      case AZURE_SUBNET ->
          network.all(VirtualNetwork.class).stream()
              .flatMap(each -> each.subnets().stream())
              .map(Subnet::id)
              .forEach(found::add);
      case AZURE_ARC_VM,
          AZURE_ARC_NETWORK,
          MMA_WORKSPACE_MACHINE,
          MMA_WORKSPACE_NETWORK,
          EXTERNAL_ADDRESS -> {}
    }
    return found;
  }
}
