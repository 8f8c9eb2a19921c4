package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.Addresses;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads network interfaces; they are complete when all addresses are assigned. */
public final class InterfaceReader {
  private static final Map<String, ResourceType> POOLS =
      Map.of(
          "loadBalancerBackendAddressPools", ResourceType.BACKEND_POOL,
          "loadBalancerInboundNatRules", ResourceType.INBOUND_NAT_RULE,
          "applicationGatewayBackendAddressPools", ResourceType.APPLICATION_GATEWAY_POOL);
  private static final String PRIVATE_LINK = "privateLinkConnectionProperties";
  private static final String SCALE_SET_NAT = "loadBalancerInboundNatPools";

  private final References references;
  private final Addresses addresses;
  private final IpConfigurations configurations;

  /** An ip configuration whose address may not be assigned. */
  private record Draft(
      ResourceId id,
      String name,
      Fields fields,
      ResourceId subnet,
      Addresses.Slot slot,
      Optional<ResourceId> publicAddress,
      List<ResourceId> groups,
      List<ResourceId> pools,
      Optional<ResourceId> gateway) {

    Optional<IpConfiguration> finish() {
      return slot.address()
          .map(address ->
              new IpConfiguration(
                  id,
                  fields.position(),
                  address,
                  slot.isAssumed(),
                  subnet,
                  publicAddress,
                  groups,
                  pools,
                  slot.block().filter(block -> !block.equals(Prefix.host(address))),
                  gateway));
    }
  }

  public InterfaceReader(
      References references, Addresses addresses, IpConfigurations configurations) {
    this.references = references;
    this.addresses = addresses;
    this.configurations = configurations;
  }

  /** Reads an interface, to be completed when all addresses are assigned. */
  public Optional<Supplier<NetworkInterface>> read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    List<Draft> drafts = new ArrayList<>();
    List<Fields> nested = fields.namedChildren("ipConfigurations");
    // Addresses are assigned in the order of reading, to the primary configuration first.
    nested.sort((one, other) -> Boolean.compare(isPrimary(other), isPrimary(one)));
    boolean single = nested.size() == 1;
    for (Fields configuration : nested) {
      readConfiguration(declared.id(), configuration).ifPresent(drafts::add);
      if (single) {
        // The only one is the primary one, whatever it says.
        configuration.takeUnknowns("primary");
      }
      configuration.close();
    }
    if (nested.isEmpty() && fields.items("ipConfigurations").isEmpty()) {
      readConfiguration(declared.id(), fields).ifPresent(drafts::add);
    }
    drafts.forEach(draft -> configurations.add(declared.id(), draft.name(), draft.id()));
    boolean forwarding = fields.flag("enableIPForwarding").orElse(false);
    Optional<ResourceId> group =
        references.one(fields, "networkSecurityGroup", ResourceType.SECURITY_GROUP);
    Optional<ResourceId> machine =
        references.one(fields, "virtualMachine", ResourceType.VIRTUAL_MACHINE);
    List<IpAddress> servers = readDnsServers(fields);
    NetworkInterface.Facts facts = readFacts(fields);
    fields.close();
    if (drafts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(() ->
        new NetworkInterface(
            declared.id(),
            fields.position(),
            finish(drafts),
            forwarding,
            group,
            machine,
            servers,
            facts));
  }

  /** Those that Azure says are in use, which machines of a set share, else those of its own. */
  private static List<IpAddress> readDnsServers(Fields fields) {
    if (!(fields.getArm("dnsSettings") instanceof Tree.Mapping mapping)) {
      return List.of();
    }
    Fields settings = fields.nested(mapping, "dnsSettings");
    List<IpAddress> own = settings.addresses("dnsServers");
    List<IpAddress> applied = settings.addresses("appliedDnsServers");
    settings.close();
    return applied.isEmpty() ? own : applied;
  }

  /** What only Azure itself says. */
  private static NetworkInterface.Facts readFacts(Fields fields) {
    return fields.isStrict()
        ? NetworkInterface.Facts.NONE
        : new NetworkInterface.Facts(
            fields.flag("primary").orElse(false),
            fields.flag("allowPort25Out"),
            fields.flag("defaultOutboundConnectivityEnabled"),
            privateLinkNames(fields));
  }

  /** What Azure says that a private endpoint's address is for. */
  private static List<String> privateLinkNames(Fields fields) {
    List<String> names = new ArrayList<>();
    for (Fields configuration : fields.children("ipConfigurations")) {
      if (configuration.getArm(PRIVATE_LINK) instanceof Tree.Mapping mapping) {
        Fields link = configuration.nested(mapping, PRIVATE_LINK);
        // The part of the service; its names say all that counts of it.
        link.text("groupId");
        link.text("requiredMemberName");
        link.scalars("fqdns").forEach(name -> names.add(name.text()));
      }
    }
    return names;
  }

  private static boolean isPrimary(Fields configuration) {
    return configuration.flag("primary").orElse(false);
  }

  private static List<IpConfiguration> finish(List<Draft> drafts) {
    List<IpConfiguration> finished = new ArrayList<>(drafts.size());
    drafts.forEach(draft -> draft.finish().ifPresent(finished::add));
    return finished;
  }

  /// The IPv6 configuration of an interface had no subnet once: load balancers translated to it.
  private static boolean isWithoutSubnet(Fields fields) {
    return fields.isLenient()
        && fields.get("subnet") == null
        && fields.get("privateIPAddressVersion") instanceof Tree.Scalar version
        && version.text().equalsIgnoreCase(IpVersion.V6.label());
  }

  private Optional<Draft> readConfiguration(ResourceId nic, Fields fields) {
    fields.flag("primary");
    String name = fields.text("name").orElse("ipconfig1");
    ResourceId id = Declarations.childId(nic, fields, "ipConfigurations", name);
    if (isWithoutSubnet(fields)) {
      fields.miss("subnet", "{the subnet of ip configuration " + name + "}");
      return Optional.empty();
    }
    fields.require("subnet", "write it as network/subnet");
    Optional<ResourceId> subnet = references.one(fields, "subnet", ResourceType.SUBNET);
    Optional<ResourceId> publicAddress =
        references.one(fields, "publicIPAddress", ResourceType.PUBLIC_IP_ADDRESS);
    List<ResourceId> groups =
        references.many(
            fields, "applicationSecurityGroups", ResourceType.APPLICATION_SECURITY_GROUP);
    List<ResourceId> pools = new ArrayList<>();
    POOLS.forEach((key, type) -> pools.addAll(references.many(fields, key, type)));
    pools.addAll(references.many(fields, SCALE_SET_NAT, ResourceType.INBOUND_NAT_RULE));
    Optional<ResourceId> gateway = references.frontend(fields, "gatewayLoadBalancer");
    Addresses.Slot slot = addresses.slot(fields, subnet.orElse(nic));
    return subnet.map(
        found -> new Draft(id, name, fields, found, slot, publicAddress, groups, pools, gateway));
  }
}
