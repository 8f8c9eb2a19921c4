package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Addresses;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Siblings;
import io.github.pathwhy.load.network.IpConfigurations;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads application gateways; they are complete when all addresses are assigned. */
public final class ApplicationGatewayReader {
  private static final String FRONTEND = "frontendIPConfigurations";
  private static final Set<String> OLD_TIERS =
      Set.of(
          "standard",
          "standard_small",
          "standard_medium",
          "standard_large",
          "waf",
          "waf_medium",
          "waf_large");
  private static final String PORTS = "frontendPorts";
  private static final String RUNNING = "Running";
  private static final List<String> STATES = List.of(RUNNING, "Starting", "Stopping", "Stopped");

  /** The lists of listeners, and what those of layer 7 and of layer 4 speak. */
  private static final Map<String, List<String>> LISTENERS =
      Map.of("httpListeners", List.of("Http", "Https"), "listeners", List.of("Tcp", "Tls"));

  private final References references;
  private final Addresses addresses;
  private final IpConfigurations configurations;

  public ApplicationGatewayReader(
      References references, Addresses addresses, IpConfigurations configurations) {
    this.references = references;
    this.addresses = addresses;
    this.configurations = configurations;
  }

  /** Reads a gateway, to be completed when all addresses are assigned. */
  public Optional<Supplier<ApplicationGateway>> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    ResourceId id = declared.id();
    int version = readVersion(fields);
    boolean running =
        fields
            .choice("operationalState", STATES, word -> word)
            .filter(state -> !state.equals(RUNNING))
            .isEmpty();
    Optional<ResourceId> subnet = readSubnet(fields);
    List<Supplier<ApplicationGateway.Frontend>> frontends = new ArrayList<>();
    for (Fields frontend : fields.namedChildren(FRONTEND)) {
      frontends.add(readFrontend(id, subnet, frontend));
      frontend.close();
    }
    Map<ResourceId, List<ApplicationGateway.Route>> routes =
        new GatewayRouteReader(references, configurations, id, fields).read();
    List<ApplicationGateway.Listener> listeners = readListeners(id, fields, routes);
    fields.close();
    return subnet.map(found ->
        () ->
            new ApplicationGateway(
                id,
                fields.position(),
                version,
                running,
                found,
                frontends.stream().map(Supplier::get).toList(),
                listeners));
  }

  /** The generation, told by the tier. */
  private static int readVersion(Fields fields) {
    if (!(fields.get("sku") instanceof Tree.Mapping object)) {
      return version(fields, "sku").orElse(2);
    }
    Fields sku = fields.nested(object, "sku");
    Optional<Integer> version = version(sku, sku.get("tier") == null ? "name" : "tier");
    sku.text("tier");
    sku.text("name");
    sku.get("capacity");
    sku.close();
    return version.orElse(2);
  }

  private static Optional<Integer> version(Fields fields, String key) {
    return fields.word(
        key,
        word -> {
          String tier = word.toLowerCase(Locale.ROOT);
          return tier.endsWith("_v2") || tier.equals("basic")
              ? Optional.of(2)
              : OLD_TIERS.contains(tier) ? Optional.of(1) : Optional.empty();
        },
        "such as Standard_v2, WAF_v2, Basic, Standard, WAF");
  }

  private Optional<ResourceId> readSubnet(Fields fields) {
    Optional<ResourceId> subnet = references.one(fields, "subnet", ResourceType.SUBNET);
    for (Fields place : fields.namedChildren("gatewayIPConfigurations")) {
      place.text("name");
      place.require("subnet", "an application gateway has a subnet of its own");
      Optional<ResourceId> found = references.one(place, "subnet", ResourceType.SUBNET);
      subnet = subnet.or(() -> found);
      place.close();
    }
    if (fields.get("gatewayIPConfigurations") == null) {
      fields.require("subnet", "an application gateway has a subnet of its own");
    }
    return subnet;
  }

  private Supplier<ApplicationGateway.Frontend> readFrontend(
      ResourceId gateway, Optional<ResourceId> gatewaySubnet, Fields fields) {
    fields.require("name", "every one has a name");
    ResourceId id = Declarations.childId(gateway, fields, FRONTEND);
    Optional<ResourceId> publicAddress =
        references.one(fields, "publicIPAddress", ResourceType.PUBLIC_IP_ADDRESS);
    Optional<ResourceId> own = references.one(fields, "subnet", ResourceType.SUBNET);
    boolean isPrivate = fields.get("subnet") != null || fields.get("privateIPAddress") != null;
    if (!isPrivate && fields.get("publicIPAddress") == null) {
      fields.requireOneOf("no address for the frontend", "subnet", "publicIPAddress");
    }
    Optional<Addresses.Slot> slot =
        isPrivate
            ? own.or(() -> gatewaySubnet).map(subnet -> addresses.slot(fields, subnet))
            : Optional.empty();
    Addresses.askKeys(fields);
    return () ->
        new ApplicationGateway.Frontend(id, slot.flatMap(Addresses.Slot::address), publicAddress);
  }

  private List<ApplicationGateway.Listener> readListeners(
      ResourceId gateway, Fields fields, Map<ResourceId, List<ApplicationGateway.Route>> routes) {
    Siblings frontends = Siblings.of(gateway, fields, FRONTEND, "frontend");
    Siblings ports = Siblings.of(gateway, fields, PORTS, "frontend port");
    Map<ResourceId, Integer> numbers = new HashMap<>();
    for (Fields port : fields.namedChildren(PORTS)) {
      port.require("name", "every one has a name");
      port.require("port", "such as 443");
      ResourceId id = Declarations.childId(gateway, port, PORTS);
      port.integer("port", 1, PortRange.MAX).ifPresent(number -> numbers.put(id, number));
      port.close();
    }
    List<ApplicationGateway.Listener> found = new ArrayList<>();
    for (String key : List.of("httpListeners", "listeners")) {
      for (Fields listener : fields.namedChildren(key)) {
        listener.require("name", "every one has a name");
        ResourceId id = Declarations.childId(gateway, listener, key);
        if (key.equals("httpListeners")) {
          listener.require("frontendIPConfiguration", "name a frontend of this gateway");
          listener.require("frontendPort", "name a port of this gateway");
        }
        Optional<ResourceId> frontend =
            references.sibling(listener, "frontendIPConfiguration", frontends);
        Optional<Integer> port =
            references.sibling(listener, "frontendPort", ports).map(numbers::get);
        listener.choice("protocol", LISTENERS.getOrDefault(key, List.of()), word -> word);
        List<Optional<String>> hosts = readHosts(listener);
        listener.close();
        if (frontend.isPresent() && port.isPresent()) {
          for (Optional<String> host : hosts) {
            found.add(
                new ApplicationGateway.Listener(
                    id,
                    listener.position(),
                    frontend.get(),
                    port.get(),
                    host,
                    routes.getOrDefault(id, List.of())));
          }
        }
      }
    }
    return found;
  }

  /** The host names of a listener; one that is absent when it takes every name. */
  private static List<Optional<String>> readHosts(Fields listener) {
    List<Optional<String>> hosts = new ArrayList<>();
    listener.text("hostName").ifPresent(name -> hosts.add(Optional.of(name)));
    for (Tree.Scalar name : listener.scalars("hostNames")) {
      if (!hosts.contains(Optional.of(name.text()))) {
        hosts.add(Optional.of(name.text()));
      }
    }
    return hosts.isEmpty() ? List.of(Optional.empty()) : hosts;
  }
}
