package io.github.pathwhy.load;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns declarations into the model, type by type in the order in which they depend on others. */
final class TopologyReader {
  private final Declarations declarations;
  private final Registry registry;
  private final Problems problems;
  private final List<Resource> resources = new ArrayList<>();

  TopologyReader(Declarations declarations, Registry registry, Problems problems) {
    this.declarations = declarations;
    this.registry = registry;
    this.problems = problems;
  }

  Topology read() {
    References references = new References(registry);
    AddressTermReader terms = new AddressTermReader(references);
    readNetworks(references);
    SecurityReader security = new SecurityReader(terms);
    RouteTableReader routes = new RouteTableReader();
    ServiceReader services = new ServiceReader(references);
    MachineReader machines = new MachineReader(references, terms, declarations.appliances());
    for (Declarations.Declared group : declarations.all(ResourceType.SECURITY_GROUP)) {
      resources.add(security.read(group));
    }
    for (Declarations.Declared table : declarations.all(ResourceType.ROUTE_TABLE)) {
      resources.add(routes.read(table));
    }
    for (Declarations.Declared group : declarations.all(ResourceType.APPLICATION_SECURITY_GROUP)) {
      resources.add(services.readGroup(group));
    }
    for (Declarations.Declared address : declarations.all(ResourceType.PUBLIC_IP_ADDRESS)) {
      resources.add(services.readPublicAddress(address));
    }
    for (Declarations.Declared gateway : declarations.all(ResourceType.NAT_GATEWAY)) {
      resources.add(services.readNatGateway(gateway));
    }
    for (Declarations.Declared host : declarations.all(ResourceType.BASTION_HOST)) {
      services.readBastion(host).ifPresent(resources::add);
    }
    for (Declarations.Declared machine : declarations.all(ResourceType.VIRTUAL_MACHINE)) {
      resources.add(machines.read(machine));
    }
    for (Declarations.Other other : declarations.others()) {
      resources.add(readOther(other));
    }
    OverlayReader overlay = new OverlayReader(registry);
    declarations.overlays().forEach(overlay::read);
    return new Topology(
        resources, overlay.observations(), overlay.sites(), overlay.dns(), overlay.serviceTags());
  }

  private void readNetworks(References references) {
    VirtualNetworkReader networks = new VirtualNetworkReader(references);
    Map<ResourceId, Subnet> subnets = new HashMap<>();
    for (Declarations.Declared declared : declarations.all(ResourceType.VIRTUAL_NETWORK)) {
      VirtualNetwork network = networks.read(declared);
      network.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
      resources.add(network);
    }
    InterfaceReader interfaces = new InterfaceReader(references, subnets);
    declarations.all(ResourceType.NETWORK_INTERFACE).forEach(interfaces::read);
    resources.addAll(interfaces.finish());
  }

  /** Keeps what a resource of an unknown type refers to, and the addresses it names. */
  private Unmodelled readOther(Declarations.Other other) {
    Set<ResourceId> references = new HashSet<>();
    Set<IpAddress> addresses = new HashSet<>();
    collect(other.mapping(), references, addresses);
    references.remove(other.id());
    return new Unmodelled(
        other.id(),
        problems.position(other.mapping().at()),
        other.armType(),
        references,
        addresses);
  }

  private static void collect(Tree tree, Set<ResourceId> references, Set<IpAddress> addresses) {
    switch (tree) {
      case Tree.Mapping mapping ->
          mapping.entries().forEach(entry -> collect(entry.value(), references, addresses));
      case Tree.Sequence sequence ->
          sequence.items().forEach(item -> collect(item, references, addresses));
      case Tree.Scalar(String text, Tree.Kind _, long _) -> {
        if (ResourceId.isArm(text)) {
          ResourceId id = ResourceId.of(text);
          references.add(id);
          // A reference to an ip configuration is one to its interface.
          if (text.toLowerCase(Locale.ROOT).contains("/ipconfigurations/")) {
            references.add(id.parent());
          }
        } else {
          IpAddress.parse(text).ifPresent(addresses::add);
        }
      }
    }
  }
}
