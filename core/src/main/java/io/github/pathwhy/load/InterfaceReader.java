package io.github.pathwhy.load;

import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads network interfaces. Addresses that the input leaves to dynamic allocation are assigned
/// after all others are known: the first free one of the subnet, as Azure does.
final class InterfaceReader {
  // Azure keeps the first four addresses of every subnet, and the last one.
  private static final int FIRST_USABLE = 4;
  private static final int MOST_ADDRESSES = 1 << 24;

  private final References references;
  private final Map<ResourceId, Subnet> subnets;
  private final Map<ResourceId, Map<IpAddress, Fields>> taken = new HashMap<>();
  private final Map<Cursor, Integer> nextFree = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();

  /** A block that addresses are assigned from, one after the other. */
  private record Cursor(ResourceId network, Prefix prefix) {}

  /** An interface whose addresses are not all assigned. */
  private record Draft(
      ResourceId id,
      Fields fields,
      List<DraftConfiguration> configurations,
      boolean ipForwarding,
      Optional<ResourceId> securityGroup,
      Optional<ResourceId> machine) {}

  private record DraftConfiguration(
      ResourceId id,
      Fields fields,
      boolean primary,
      Optional<IpAddress> address,
      IpVersion version,
      ResourceId subnet,
      Optional<ResourceId> publicAddress,
      List<ResourceId> groups,
      List<ResourceId> pools) {}

  InterfaceReader(References references, Map<ResourceId, Subnet> subnets) {
    this.references = references;
    this.subnets = subnets;
  }

  /** Reads an interface; the result comes from {@link #finish}. */
  void read(Declarations.Declared declared) {
    Fields fields = declared.fields();
    fields.text("name");
    fields.text("id");
    fields.text("location");
    List<DraftConfiguration> configurations = new ArrayList<>();
    List<Fields> nested = fields.namedChildren("ipConfigurations");
    for (Fields configuration : nested) {
      readConfiguration(declared.id(), configuration).ifPresent(configurations::add);
      configuration.close();
    }
    if (nested.isEmpty() && fields.items("ipConfigurations").isEmpty()) {
      readConfiguration(declared.id(), fields).ifPresent(configurations::add);
    }
    configurations.sort((one, other) -> Boolean.compare(other.primary(), one.primary()));
    Draft draft =
        new Draft(
            declared.id(),
            fields,
            configurations,
            fields.flag("enableIPForwarding").orElse(false),
            references.one(fields, "networkSecurityGroup", ResourceType.SECURITY_GROUP),
            fields.getArm("virtualMachine") == null
                ? Optional.empty()
                : references.one(fields, "virtualMachine", ResourceType.VIRTUAL_MACHINE));
    fields.close();
    if (!configurations.isEmpty()) {
      drafts.add(draft);
    }
  }

  private Optional<DraftConfiguration> readConfiguration(ResourceId nic, Fields fields) {
    String name = fields.text("name").orElse("ipconfig1");
    Optional<ResourceId> subnet = references.one(fields, "subnet", ResourceType.SUBNET);
    Optional<IpAddress> address = fields.address("privateIPAddress");
    IpVersion version =
        fields
            .choice("privateIPAddressVersion", List.of(IpVersion.values()), IpVersion::label)
            .or(() -> address.map(IpAddress::version))
            .orElse(IpVersion.V4);
    fields.text("privateIPAllocationMethod");
    DraftConfiguration configuration =
        new DraftConfiguration(
            Declarations.childId(nic, fields, "ipConfigurations", name),
            fields,
            fields.flag("primary").orElse(false),
            address,
            version,
            subnet.orElse(nic),
            references.one(fields, "publicIPAddress", ResourceType.PUBLIC_IP_ADDRESS),
            references.many(
                fields, "applicationSecurityGroups", ResourceType.APPLICATION_SECURITY_GROUP),
            pools(fields));
    fields.require("subnet", "write it as network/subnet");
    if (subnet.isEmpty()) {
      return Optional.empty();
    }
    address.ifPresent(given -> claim(subnet.get(), given, fields));
    return Optional.of(configuration);
  }

  private static List<ResourceId> pools(Fields fields) {
    List<ResourceId> ids = new ArrayList<>();
    for (String key :
        List.of(
            "loadBalancerBackendAddressPools",
            "loadBalancerInboundNatRules",
            "applicationGatewayBackendAddressPools")) {
      if (fields.getArm(key) instanceof Tree.Sequence list) {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping mapping && mapping.get("id") instanceof Tree.Scalar id) {
            ids.add(ResourceId.of(id.text()));
          }
        }
      }
    }
    return ids;
  }

  /** Checks an address against its subnet and against the others of the network. */
  private void claim(ResourceId subnetId, IpAddress address, Fields fields) {
    Subnet subnet = subnets.get(subnetId);
    if (subnet == null) {
      return;
    }
    if (!subnet.contains(address)) {
      fields.problemAt(
          "privateIPAddress",
          address + " is outside subnet " + subnet.name(),
          "the subnet is " + subnet.prefixes());
    }
    Fields other = takenIn(subnet).putIfAbsent(address, fields);
    if (other != null) {
      fields.problemAt(
          "privateIPAddress",
          address + " is given twice in one virtual network",
          "the other one is at " + other.position());
    }
  }

  private Map<IpAddress, Fields> takenIn(Subnet subnet) {
    return taken.computeIfAbsent(subnet.virtualNetwork(), _ -> new HashMap<>());
  }

  /** The interfaces with all addresses assigned. */
  List<NetworkInterface> finish() {
    List<NetworkInterface> finished = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      List<IpConfiguration> configurations = new ArrayList<>(draft.configurations().size());
      for (DraftConfiguration configuration : draft.configurations()) {
        Optional<IpAddress> address = configuration.address().or(() -> firstFree(configuration));
        if (address.isPresent()) {
          configurations.add(
              new IpConfiguration(
                  configuration.id(),
                  configuration.fields().position(),
                  address.get(),
                  configuration.address().isEmpty(),
                  configuration.subnet(),
                  configuration.publicAddress(),
                  configuration.groups(),
                  configuration.pools()));
        }
      }
      finished.add(
          new NetworkInterface(
              draft.id(),
              draft.fields().position(),
              configurations,
              draft.ipForwarding(),
              draft.securityGroup(),
              draft.machine()));
    }
    return finished;
  }

  private Optional<IpAddress> firstFree(DraftConfiguration configuration) {
    Subnet subnet = subnets.get(configuration.subnet());
    if (subnet == null) {
      return Optional.empty();
    }
    for (Prefix prefix : subnet.prefixes()) {
      if (prefix.version() == configuration.version()) {
        Optional<IpAddress> free = firstFree(subnet, prefix, configuration.fields());
        if (free.isPresent()) {
          return free;
        }
      }
    }
    configuration
        .fields()
        .problem(
            "no free " + configuration.version().label() + " address in subnet " + subnet.name(),
            "give privateIPAddress");
    return Optional.empty();
  }

  private Optional<IpAddress> firstFree(Subnet subnet, Prefix prefix, Fields fields) {
    Cursor cursor = new Cursor(subnet.virtualNetwork(), prefix);
    int index = nextFree.getOrDefault(cursor, FIRST_USABLE);
    while (true) {
      IpAddress candidate = prefix.address(index);
      if (index > MOST_ADDRESSES
          || !prefix.contains(candidate)
          || candidate.equals(prefix.last())) {
        nextFree.put(cursor, index);
        return Optional.empty();
      }
      index++;
      if (takenIn(subnet).putIfAbsent(candidate, fields) == null) {
        nextFree.put(cursor, index);
        return Optional.of(candidate);
      }
    }
  }
}
