package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the machines and interfaces that questions are about. */
final class Subjects {
  /** The roles in which a gap may change the routes of an interface. */
  private static final Set<Role> SHAPING =
      Set.of(Role.SUBNET_ROUTE, Role.LEARNED_ROUTES, Role.PEERING, Role.PREFIXES);

  private final EffectiveNetwork network;

  Subjects(EffectiveNetwork network) {
    this.network = network;
  }

  /** The interfaces of a machine. */
  List<EffectiveInterface> ofMachine(String text) throws RequestException {
    Optional<VirtualMachine> machine = Names.find(text, network.machines(), "machine");
    if (machine.isEmpty()) {
      throw new RequestException(
          "no machine is called "
              + Names.quoted(text)
              + "; "
              + Names.hint(text, network.machines(), "machines"));
    }
    return interfaces(machine.get());
  }

  private List<EffectiveInterface> interfaces(VirtualMachine machine) throws RequestException {
    List<EffectiveInterface> interfaces = network.interfaces(machine);
    if (interfaces.isEmpty()) {
      throw Names.withoutPlace(
          "machine " + machine.name(), network.topology(), machine.networkInterfaces());
    }
    return interfaces;
  }

  /** A network interface. */
  EffectiveInterface networkInterface(String text) throws RequestException {
    Optional<NetworkInterface> nic = Names.find(text, networkInterfaces(), "network interface");
    if (nic.isEmpty()) {
      throw new RequestException(
          "no network interface is called " + Names.quoted(text) + "; " + hint(text));
    }
    return network
        .networkInterface(nic.get().id())
        .orElseThrow(() ->
            Names.withoutPlace(
                "network interface " + text, network.topology(), List.of(nic.get().id())));
  }

  private List<NetworkInterface> networkInterfaces() {
    return network.topology().all(NetworkInterface.class);
  }

  private String hint(String text) {
    List<String> own = new ArrayList<>();
    for (VirtualMachine machine : Names.matching(text, network.machines())) {
      network.interfaces(machine).forEach(at -> own.add(at.nic().name()));
    }
    return own.isEmpty()
        ? Names.hint(text, networkInterfaces(), "network interfaces")
        : "the machine of that name has " + Names.some(own);
  }

  /** All interfaces of a machine, one interface, or that of an application gateway. */
  List<EffectiveInterface> ofResource(String text) throws RequestException {
    Optional<VirtualMachine> machine = Names.find(text, network.machines(), "resource");
    if (machine.isPresent()) {
      return interfaces(machine.get());
    }
    if (Names.find(text, networkInterfaces(), "resource").isPresent()) {
      return List.of(networkInterface(text));
    }
    Optional<ApplicationGateway> gateway =
        Names.find(text, network.topology().all(ApplicationGateway.class), "resource");
    Optional<EffectiveInterface> own = gateway.flatMap(found -> network.interfaceOf(found.id()));
    if (own.isPresent()) {
      return List.of(own.get());
    }
    throw new RequestException(
        "no machine and no network interface is called "
            + Names.quoted(text)
            + "; "
            + Names.hint(text, network.machines(), "machines"));
  }

  /// The one interface that a question is about: the one that is named, else the one with the local
  /// address, else the primary one. As the service has it, an interface must be named when there
  /// are several and one of them forwards.
  EffectiveInterface at(Place place, IpAddress local) throws RequestException {
    if (place.machine().isEmpty()) {
      return networkInterface(
          place
              .networkInterface()
              .orElseThrow(() -> new RequestException("no machine: give --vm or --nic")));
    }
    String machine = place.machine().get();
    List<EffectiveInterface> interfaces = ofMachine(machine);
    if (place.networkInterface().isPresent()) {
      EffectiveInterface named = networkInterface(place.networkInterface().get());
      if (!interfaces.contains(named)) {
        throw new RequestException(
            named.nic().name()
                + " is no network interface of "
                + machine
                + ", which has "
                + namesOf(interfaces));
      }
      return named;
    }
    if (interfaces.size() > 1 && interfaces.stream().anyMatch(at -> at.nic().ipForwarding())) {
      throw new RequestException(
          machine
              + " has several network interfaces and forwards: give --nic; they are "
              + namesOf(interfaces));
    }
    return interfaces.stream()
        .filter(at -> at.owns(local))
        .findFirst()
        .orElse(interfaces.getFirst());
  }

  private static String namesOf(List<EffectiveInterface> interfaces) {
    return Names.some(interfaces.stream().map(at -> at.nic().name()).toList());
  }

  /** The route table that the subnet of an interface has, but the input lacks. */
  Optional<Missing> missingTable(EffectiveInterface at) {
    return at.routes()
        .missingTable()
        .map(id -> new Missing.Attached(ResourceType.ROUTE_TABLE, id, at.subnet().id()));
  }

  /** The properties that shape the routes of an interface and that the input leaves open. */
  List<Missing> openSwitches(EffectiveInterface at) {
    List<ResourceId> shaping = new ArrayList<>(List.of(at.subnet().id(), at.virtualNetwork().id()));
    at.subnet().routeTable().ifPresent(shaping::add);
    for (Peering link : at.virtualNetwork().peerings()) {
      shaping.add(link.id());
      shaping.add(link.remote());
    }
    List<Missing> open = new ArrayList<>();
    for (ResourceId id : shaping) {
      for (Gap gap : network.topology().gaps().at(id)) {
        if (gap.decides() && shapesRoutes(gap)) {
          open.add(new Missing.Value(gap));
        }
      }
    }
    return open;
  }

  private static boolean shapesRoutes(Gap gap) {
    return SHAPING.stream().anyMatch(gap::isMetAs);
  }

  /** Refuses as Azure does what it only knows of the interfaces of running machines. */
  void requireRunning(EffectiveInterface at, String code) throws RefusedException {
    PowerState state =
        network
            .topology()
            .observation(at.ownerId())
            .flatMap(Observation::powerState)
            .orElse(PowerState.RUNNING);
    if (at.machine().isPresent() && state == PowerState.RUNNING) {
      return;
    }
    String why =
        at.machine().isPresent()
            ? "its machine " + at.ownerName() + " is " + state.label()
            : "it is attached to none";
    throw new RefusedException(
        code,
        "network interface "
            + at.nic().id()
            + " must be attached to a running virtual machine, but "
            + why);
  }
}
