package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Addresses;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.PrivateEndpoint;
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

/** Reads private endpoints; they are complete when all addresses are assigned. */
public final class PrivateEndpointReader {
  private static final List<PrivateEndpoint.State> STATES = List.of(PrivateEndpoint.State.values());
  private static final String TARGET = "privateLinkServiceId";

  private final References references;
  private final Addresses addresses;
  private final Set<ResourceId> interfaces = new LinkedHashSet<>();
  private final Map<ResourceId, List<ResourceId>> byEndpoint = new HashMap<>();

  /** What an endpoint is connected to. */
  private record Connection(
      Optional<ResourceId> target,
      List<String> groupIds,
      PrivateEndpoint.State state,
      boolean stated) {}

  public PrivateEndpointReader(
      References references, Addresses addresses, List<Declarations.Declared> interfaces) {
    this.references = references;
    this.addresses = addresses;
    for (Declarations.Declared nic : interfaces) {
      this.interfaces.add(nic.id());
      if (nic.fields().getArm("privateEndpoint") instanceof Tree.Mapping endpoint
          && endpoint.get("id") instanceof Tree.Scalar id) {
        byEndpoint.computeIfAbsent(ResourceId.of(id.text()), _ -> new ArrayList<>(1)).add(nic.id());
      }
    }
  }

  /** Reads an endpoint, to be completed when all addresses are assigned. */
  public Optional<Supplier<PrivateEndpoint>> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    fields.require("subnet", "write it as network/subnet");
    Optional<ResourceId> subnet = references.one(fields, "subnet", ResourceType.SUBNET);
    Set<ResourceId> own =
        new LinkedHashSet<>(
            references.many(fields, "networkInterfaces", ResourceType.NETWORK_INTERFACE));
    own.addAll(byEndpoint.getOrDefault(declared.id(), List.of()));
    own.retainAll(interfaces);
    Connection connection = readConnection(fields);
    List<PrivateEndpoint.DnsConfiguration> dns = readDns(fields);
    List<ResourceId> zones = readZones(fields);
    ResourceId place = subnet.orElse(declared.id());
    List<Addresses.Slot> slots = readAddresses(fields, place, own.isEmpty(), dns);
    fields.close();
    return subnet.map(found ->
        () -> {
          Set<IpAddress> all = new LinkedHashSet<>();
          slots.forEach(slot -> slot.address().ifPresent(all::add));
          if (own.isEmpty()) {
            dns.forEach(name -> all.addAll(name.addresses()));
          }
          return new PrivateEndpoint(
              declared.id(),
              fields.position(),
              found,
              List.copyOf(all),
              List.copyOf(own),
              connection.target(),
              connection.groupIds(),
              connection.state(),
              dns,
              zones,
              connection.stated());
        });
  }

  /// The addresses, unless interfaces of the input carry them. They are given one by one, or known
  /// from the names of the service, or left to Azure.
  private List<Addresses.Slot> readAddresses(
      Fields fields,
      ResourceId subnet,
      boolean needed,
      List<PrivateEndpoint.DnsConfiguration> dns) {
    List<Addresses.Slot> slots = new ArrayList<>();
    for (Fields configuration : fields.namedChildren("ipConfigurations")) {
      configuration.text("name");
      configuration.text("groupId");
      configuration.text("memberName");
      configuration.require("privateIPAddress", "give the address of this member");
      if (needed && configuration.get("privateIPAddress") != null) {
        slots.add(addresses.slot(configuration, subnet));
      }
      Addresses.askKeys(configuration);
      configuration.close();
    }
    boolean unnamed = slots.isEmpty() && dns.stream().allMatch(name -> name.addresses().isEmpty());
    if (needed && (fields.get("privateIPAddress") != null || unnamed)) {
      slots.add(addresses.slot(fields, subnet));
    }
    for (PrivateEndpoint.DnsConfiguration name : dns) {
      name.addresses().forEach(address -> addresses.take(subnet, address, fields));
    }
    Addresses.askKeys(fields);
    return slots;
  }

  private Connection readConnection(Fields fields) {
    List<Connection> found = new ArrayList<>();
    for (Fields connection : fields.namedChildren("privateLinkServiceConnections")) {
      found.add(readOne(connection, PrivateEndpoint.State.APPROVED));
      connection.close();
    }
    for (Fields connection : fields.namedChildren("manualPrivateLinkServiceConnections")) {
      found.add(readOne(connection, PrivateEndpoint.State.PENDING));
      connection.close();
    }
    Connection direct = readOne(fields, PrivateEndpoint.State.APPROVED);
    return found.isEmpty() ? direct : found.getFirst();
  }

  private Connection readOne(Fields fields, PrivateEndpoint.State normal) {
    fields.text("name");
    fields.get("requestMessage");
    Optional<Fields> state =
        fields.get("privateLinkServiceConnectionState") instanceof Tree.Mapping object
            ? Optional.of(fields.nested(object, "privateLinkServiceConnectionState"))
            : Optional.empty();
    Optional<PrivateEndpoint.State> status =
        state.isPresent()
            ? state.get().choice("status", STATES, PrivateEndpoint.State::label)
            : fields.choice(
                "privateLinkServiceConnectionState", STATES, PrivateEndpoint.State::label);
    state.ifPresent(object -> {
      object.text("description");
      object.text("actionsRequired");
      object.close();
    });
    return new Connection(
        target(fields),
        fields.scalars("groupIds").stream().map(Tree.Scalar::text).toList(),
        status.orElse(normal),
        status.isPresent());
  }

  private Optional<ResourceId> target(Fields fields) {
    return fields
        .text(TARGET)
        .flatMap(text ->
            fields.isLenient()
                ? Optional.of(ResourceId.of(text))
                : references.registry().resolveAny(fields, fields.valueOf(TARGET), TARGET, text));
  }

  private static List<PrivateEndpoint.DnsConfiguration> readDns(Fields fields) {
    List<PrivateEndpoint.DnsConfiguration> found = new ArrayList<>();
    for (Fields configuration : fields.children("customDnsConfigs")) {
      List<IpAddress> given = configuration.addresses("ipAddresses");
      configuration.require("fqdn", "give the public name of the service");
      configuration
          .text("fqdn")
          .ifPresent(name -> found.add(new PrivateEndpoint.DnsConfiguration(name, given)));
      configuration.close();
    }
    return found;
  }

  /** The zones that the endpoint keeps its records in. */
  private List<ResourceId> readZones(Fields fields) {
    Set<ResourceId> zones = new LinkedHashSet<>();
    for (Fields group : fields.namedChildren("privateDnsZoneGroups")) {
      group.text("name");
      for (Fields zone : group.namedChildren("privateDnsZoneConfigs")) {
        zone.text("name");
        references
            .one(zone, "privateDnsZoneId", ResourceType.PRIVATE_DNS_ZONE)
            .ifPresent(zones::add);
        zone.close();
      }
      group.close();
    }
    return List.copyOf(zones);
  }
}
