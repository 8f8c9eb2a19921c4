package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads network managers: groups of networks and the security admin rules for them. */
public final class NetworkManagerReader {
  private static final List<String> MEMBER_TYPES = List.of("VirtualNetwork", "Subnet");

  private final References references;
  private final Map<ResourceId, List<Prefix>> spaces = new HashMap<>();

  public NetworkManagerReader(References references, List<VirtualNetwork> networks) {
    this.references = references;
    for (VirtualNetwork network : networks) {
      spaces.put(network.id(), network.addressSpace());
      for (Subnet subnet : network.subnets()) {
        spaces.put(subnet.id(), subnet.prefixes());
      }
    }
  }

  public NetworkManager read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    fields.get("description");
    List<NetworkManager.Group> groups = new ArrayList<>();
    for (Fields group : fields.namedChildren("networkGroups")) {
      groups.add(readGroup(declared.id(), group));
    }
    AdminRuleReader rules = new AdminRuleReader(references, groups, spaces);
    List<NetworkManager.Collection> collections = new ArrayList<>();
    for (Fields configuration : fields.namedChildren("securityAdminConfigurations")) {
      readConfiguration(declared.id(), configuration, rules, collections);
    }
    boolean inForce = isAllowed(fields);
    checkScope(fields, groups);
    fields.close();
    return new NetworkManager(
        declared.id(), fields.position(), groups, inForce ? collections : List.of());
  }

  /** Whether the manager may have security admin rules at all. */
  private static boolean isAllowed(Fields fields) {
    if (fields.isStrict()) {
      return true;
    }
    List<Tree.Scalar> kinds = fields.scalars("networkManagerScopeAccesses");
    return kinds.isEmpty()
        || kinds.stream().anyMatch(kind -> kind.text().equalsIgnoreCase("SecurityAdmin"));
  }

  /// A manager acts on networks of its subscriptions, in its own tenant and in others. What is in
  /// management groups is not known.
  private static void checkScope(Fields fields, List<NetworkManager.Group> groups) {
    Optional<Fields> given =
        fields.isStrict() ? Optional.empty() : fields.child("networkManagerScopes");
    if (given.isEmpty()) {
      return;
    }
    List<Fields> scopes = new ArrayList<>(List.of(given.get()));
    for (Fields tenant : given.get().children("crossTenantScopes")) {
      tenant.text("tenantId");
      scopes.add(tenant);
    }
    List<String> subscriptions = new ArrayList<>();
    for (Fields scope : scopes) {
      scope
          .scalars("subscriptions")
          .forEach(subscription -> subscriptions.add(subscription.text() + "/"));
    }
    boolean covered =
        groups.stream()
            .flatMap(group -> group.members().stream())
            .filter(ResourceId::isArm)
            .allMatch(member ->
                subscriptions.stream()
                    .anyMatch(
                        own -> member.toString().regionMatches(true, 0, own, 0, own.length())));
    if (!covered && !subscriptions.isEmpty()) {
      given.get().miss("subscriptions", String.join(", ", subscriptions));
    }
    for (Fields scope : scopes) {
      if (!scope.items("managementGroups").isEmpty() && !covered) {
        scope.miss("managementGroups", "{what is in them}");
      }
      scope.close();
    }
  }

  private NetworkManager.Group readGroup(ResourceId manager, Fields fields) {
    String name = readName(fields);
    ResourceType type =
        fields.choice("memberType", MEMBER_TYPES, word -> word).filter("Subnet"::equals).isPresent()
            ? ResourceType.SUBNET
            : ResourceType.VIRTUAL_NETWORK;
    List<ResourceId> members = new ArrayList<>();
    int index = 0;
    for (Tree item : fields.items("staticMembers")) {
      String place = "staticMembers[" + index++ + "]";
      if (item instanceof Tree.Mapping mapping) {
        readMember(fields.nested(mapping, place), type).ifPresent(members::add);
      } else {
        references.resolve(fields, item, "staticMembers", type).ifPresent(members::add);
      }
    }
    // Of a group of something else than networks or subnets, the members are not known either.
    boolean conditional =
        fields.text("conditionalMembership").isPresent()
            || !fields.takeUnknowns("memberType").isEmpty();
    ResourceId id = Declarations.childId(manager, fields, "networkGroups", name);
    fields.close();
    return new NetworkManager.Group(id, fields.position(), members, conditional);
  }

  private Optional<ResourceId> readMember(Fields fields, ResourceType type) {
    if (References.isBare(fields)) {
      return Optional.empty();
    }
    fields.text("name");
    fields.text("id");
    fields.require("resourceId", "name a virtual network, or a subnet");
    Optional<ResourceId> member = references.one(fields, "resourceId", type);
    fields.close();
    return member;
  }

  private static void readConfiguration(
      ResourceId manager,
      Fields fields,
      AdminRuleReader rules,
      List<NetworkManager.Collection> collections) {
    String name = readName(fields);
    ResourceId id = Declarations.childId(manager, fields, "securityAdminConfigurations", name);
    for (Fields collection : fields.namedChildren("ruleCollections")) {
      collections.add(rules.readCollection(id, collection));
    }
    fields.close();
  }

  /** The name of a child, which every one has. */
  public static String readName(Fields fields) {
    fields.get("description");
    fields.require("name", "everything in a network manager has one");
    return fields.text("name").orElse("");
  }
}
