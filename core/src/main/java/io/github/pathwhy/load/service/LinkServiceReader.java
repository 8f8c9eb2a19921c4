package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Addresses;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads private link services; they are complete when all addresses are assigned. */
public final class LinkServiceReader {
  private static final List<PrivateEndpoint.State> STATES = List.of(PrivateEndpoint.State.values());
  private static final String FRONTENDS = "loadBalancerFrontendIpConfigurations";
  private static final String STATE = "privateLinkServiceConnectionState";

  private final References references;
  private final Addresses addresses;
  private final List<Declarations.Declared> interfaces;

  /**
   * @param interfaces all interfaces of the input, some of which may be of services
   */
  public LinkServiceReader(
      References references, Addresses addresses, List<Declarations.Declared> interfaces) {
    this.references = references;
    this.addresses = addresses;
    this.interfaces = interfaces;
  }

  /** Reads a service, to be completed when all addresses are assigned. */
  public Supplier<PrivateLinkService> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    Set<ResourceId> own = interfacesOf(declared.id(), fields);
    Optional<ResourceId> subnet = Optional.empty();
    List<Addresses.Slot> slots = new ArrayList<>();
    List<IpAddress> given = new ArrayList<>();
    fields.require("ipConfigurations", "give at least one, with the subnet of its address");
    for (Fields configuration : primaryFirst(fields.namedChildren("ipConfigurations"))) {
      configuration.text("name");
      configuration.require("subnet", "write it as network/subnet");
      Optional<ResourceId> place = references.one(configuration, "subnet", ResourceType.SUBNET);
      if (own.isEmpty()) {
        slots.add(addresses.slot(configuration, place.orElse(declared.id())));
      } else {
        configuration.address("privateIPAddress").ifPresent(given::add);
      }
      Addresses.askKeys(configuration);
      subnet = subnet.or(() -> place);
      configuration.close();
    }
    Set<ResourceId> frontends = frontends(fields);
    Optional<IpAddress> destination = fields.address("destinationIPAddress");
    Map<ResourceId, PrivateEndpoint.State> connections = connections(fields);
    List<String> approved = approved(fields);
    Optional<String> alias = fields.text("alias");
    // A header before the data is for the one who listens.
    fields.flag("enableProxyProtocol");
    fields.close();
    Optional<ResourceId> home = subnet;
    return () -> {
      List<PrivateLinkService.NatAddress> nat = new ArrayList<>();
      given.forEach(address -> nat.add(new PrivateLinkService.NatAddress(address, false)));
      slots.forEach(slot ->
          slot.address()
              .ifPresent(address ->
                  nat.add(new PrivateLinkService.NatAddress(address, slot.isAssumed()))));
      return new PrivateLinkService(
          declared.id(),
          fields.position(),
          home,
          nat,
          List.copyOf(own),
          List.copyOf(frontends),
          destination,
          connections,
          approved,
          alias);
    };
  }

  /** The interfaces of the input that carry the addresses, as exports have them. */
  private Set<ResourceId> interfacesOf(ResourceId service, Fields fields) {
    Set<ResourceId> named =
        new LinkedHashSet<>(
            references.many(fields, "networkInterfaces", ResourceType.NETWORK_INTERFACE));
    Set<ResourceId> own = new LinkedHashSet<>();
    for (Declarations.Declared nic : interfaces) {
      boolean says =
          nic.fields().getArm("privateLinkService") instanceof Tree.Mapping object
              && object.get("id") instanceof Tree.Scalar id
              && ResourceId.of(id.text()).equals(service);
      if (says || named.contains(nic.id())) {
        own.add(nic.id());
      }
    }
    return own;
  }

  private static List<Fields> primaryFirst(List<Fields> configurations) {
    configurations.sort((one, other) ->
        Boolean.compare(other.flag("primary").orElse(false), one.flag("primary").orElse(false)));
    configurations.forEach(configuration -> configuration.flag("primary"));
    return configurations;
  }

  private Set<ResourceId> frontends(Fields fields) {
    Set<ResourceId> found = new LinkedHashSet<>();
    for (Tree item : fields.items(FRONTENDS)) {
      references.frontend(fields, item, FRONTENDS).ifPresent(found::add);
    }
    return found;
  }

  private Map<ResourceId, PrivateEndpoint.State> connections(Fields fields) {
    Map<ResourceId, PrivateEndpoint.State> found = new HashMap<>();
    for (Fields connection : fields.namedChildren("privateEndpointConnections")) {
      connection.text("name");
      Optional<ResourceId> endpoint =
          references.one(connection, "privateEndpoint", ResourceType.PRIVATE_ENDPOINT);
      Optional<PrivateEndpoint.State> state;
      if (connection.get(STATE) instanceof Tree.Mapping object) {
        Fields said = connection.nested(object, STATE);
        state = said.choice("status", STATES, PrivateEndpoint.State::label);
        said.text("description");
        said.text("actionsRequired");
        said.close();
      } else {
        state = connection.choice(STATE, STATES, PrivateEndpoint.State::label);
      }
      endpoint.ifPresent(id -> state.ifPresent(word -> found.put(id, word)));
      connection.close();
    }
    return found;
  }

  /** Who is approved at once. Who may ask is of no account for those that do. */
  private static List<String> approved(Fields fields) {
    List<String> found = new ArrayList<>();
    for (String key : List.of("autoApproval", "visibility")) {
      if (fields.get(key) instanceof Tree.Mapping object) {
        Fields of = fields.nested(object, key);
        for (Tree.Scalar subscription : of.scalars("subscriptions")) {
          if (key.equals("autoApproval")) {
            found.add(subscription.text());
          }
        }
        of.close();
      }
    }
    return found;
  }
}
