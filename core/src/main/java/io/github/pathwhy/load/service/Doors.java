package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.service.NetworkRules;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the network rules of services: those of a storage account and a key vault
/// (`storage/common/storage-network-security`, `key-vault/general/network-security`), a SQL server
/// (`azure-sql/database/firewall-configure`), a Cosmos DB account
/// (`cosmos-db/how-to-configure-firewall`), of Event Hubs and Service Bus
/// (`event-hubs/event-hubs-ip-filtering`), and of an app
/// (`app-service/app-service-ip-restrictions`).
public final class Doors {
  private static final NetworkRules.Caller EVERYBODY =
      new NetworkRules.Caller.From(List.of(new AddressTerm.Any()));
  private static final AddressTerm AZURE = new AddressTerm.Tag("AzureCloud");
  private static final IpAddress ZERO = IpAddress.of("0.0.0.0");

  /** Elements of lists with names are parts of their own. */
  private static final List<String> ACLS =
      List.of("networkacls.", "iprules.", "ipv6rules.", "virtualnetworkrules.");

  /** The properties that are followed, of the resources of a type. */
  private static final Map<String, List<String>> FOLLOWED =
      Map.ofEntries(
          Map.entry("microsoft.storage/storageaccounts", ACLS),
          Map.entry("microsoft.keyvault/vaults", ACLS),
          Map.entry("microsoft.sql/servers/firewallrules", List.of("")),
          Map.entry("microsoft.sql/servers/ipv6firewallrules", List.of("")),
          Map.entry("microsoft.sql/servers/virtualnetworkrules", List.of("")),
          Map.entry(
              "microsoft.documentdb/databaseaccounts",
              List.of(
                  "iprules",
                  "isvirtualnetworkfilterenabled",
                  "virtualnetworkrules",
                  "networkaclbypass")),
          Map.entry("microsoft.eventhub/namespaces/networkrulesets", List.of("")),
          Map.entry("microsoft.servicebus/namespaces/networkrulesets", List.of("")),
          Map.entry(
              "microsoft.web/sites",
              List.of(
                  "siteconfig.ipsecurityrestrictions",
                  "siteconfig.publicnetworkaccess",
                  "ipsecurityrestrictions")),
          Map.entry(
              "microsoft.web/sites/config",
              List.of("ipsecurityrestrictions", "publicnetworkaccess")));

  private final Map<ResourceId, List<Declarations.Other>> parts = new HashMap<>();

  /** The doors of services among resources that are not modelled. */
  public Doors(List<Declarations.Other> others) {
    for (Declarations.Other other : others) {
      parts.computeIfAbsent(other.id().parent(), _ -> new ArrayList<>()).add(other);
    }
  }

  /// Whether a property is followed.
  ///
  /// @param path the way to it, in lower case
  static boolean follows(String armType, String path) {
    return !path.contains("resourceaccessrules")
        && FOLLOWED.getOrDefault(armType.toLowerCase(Locale.ROOT), List.of()).stream()
            .anyMatch(path::startsWith);
  }

  /** The rules of a resource; empty when everybody is let in, or nothing is known of them. */
  Optional<NetworkRules> of(Declarations.Other other) {
    Tree.Mapping service = Merge.flat(other.mapping());
    return switch (other.armType().toLowerCase(Locale.ROOT)) {
      case "microsoft.storage/storageaccounts" -> ofLists(service, "Microsoft.Storage", true);
      case "microsoft.keyvault/vaults" -> ofLists(service, "Microsoft.KeyVault", false);
      case "microsoft.sql/servers" -> ofSql(other.id());
      case "microsoft.documentdb/databaseaccounts" -> ofCosmos(service);
      case "microsoft.eventhub/namespaces" -> ofNamespace(other.id(), "Microsoft.EventHub");
      case "microsoft.servicebus/namespaces" -> ofNamespace(other.id(), "Microsoft.ServiceBus");
      case "microsoft.web/sites" -> ofApp(service, other.id());
      default -> Optional.empty();
    };
  }

  /** What parts of a service say of its public access, where it does not say it itself. */
  Optional<Boolean> access(Declarations.Other other) {
    List<Tree.Mapping> places = new ArrayList<>();
    Tree.Entry own = Merge.flat(other.mapping()).findIgnoringCase("siteConfig");
    if (own != null && own.value() instanceof Tree.Mapping config) {
      places.add(config);
    }
    parts(other.id(), "config").forEach(places::add);
    parts(other.id(), "networkRuleSets").forEach(places::add);
    return places.stream()
        .flatMap(place -> text(place, "publicNetworkAccess").stream())
        .filter(word -> word.equalsIgnoreCase("Disabled") || word.equalsIgnoreCase("Enabled"))
        .findFirst()
        .map(word -> word.equalsIgnoreCase("Enabled"));
  }

  // ---- services ----

  private static Optional<NetworkRules> ofLists(
      Tree.Mapping service, String endpoint, boolean local) {
    Tree.Entry acls = service.findIgnoringCase("networkAcls");
    if (acls == null || !(acls.value() instanceof Tree.Mapping lists)) {
      return Optional.empty();
    }
    List<NetworkRules.Rule> rules = new ArrayList<>();
    addAddresses(items(lists, "ipRules"), "value", rules);
    addAddresses(items(lists, "ipv6Rules"), "value", rules);
    addSubnets(items(lists, "virtualNetworkRules"), "id", rules);
    return Optional.of(new NetworkRules(endpoint, local, rules, standard(lists, Access.ALLOW)));
  }

  /** A server whose rules are in no input may have some. */
  private Optional<NetworkRules> ofSql(ResourceId server) {
    List<NetworkRules.Rule> rules = new ArrayList<>();
    for (String list : List.of("firewallRules", "ipv6FirewallRules")) {
      for (Tree.Mapping rule : parts(server, list)) {
        Optional<String> first =
            text(rule, "startIpAddress").or(() -> text(rule, "startIPv6Address"));
        Optional<String> last = text(rule, "endIpAddress").or(() -> text(rule, "endIPv6Address"));
        rules.add(allow(list + " " + first.orElse("…"), range(first, last)));
      }
    }
    addSubnets(
        new ArrayList<>(parts(server, "virtualNetworkRules")), "virtualNetworkSubnetId", rules);
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new NetworkRules("Microsoft.Sql", false, rules, Optional.of(Access.DENY)));
  }

  private static Optional<NetworkRules> ofCosmos(Tree.Mapping account) {
    List<NetworkRules.Rule> rules = new ArrayList<>();
    addAddresses(items(account, "ipRules"), "ipAddressOrRange", rules);
    boolean filters =
        text(account, "isVirtualNetworkFilterEnabled").filter("true"::equalsIgnoreCase).isPresent();
    if (rules.isEmpty() && !filters) {
      return Optional.empty();
    }
    if (filters) {
      addSubnets(items(account, "virtualNetworkRules"), "id", rules);
    }
    return Optional.of(
        new NetworkRules("Microsoft.AzureCosmosDB", false, rules, Optional.of(Access.DENY)));
  }

  /** A namespace without a rule lets everybody in, whatever its default action. */
  private Optional<NetworkRules> ofNamespace(ResourceId namespace, String endpoint) {
    for (Tree.Mapping set : parts(namespace, "networkRuleSets")) {
      List<NetworkRules.Rule> rules = new ArrayList<>();
      addAddresses(items(set, "ipRules"), "ipMask", rules);
      addSubnets(items(set, "virtualNetworkRules"), "subnet", rules);
      if (!rules.isEmpty()) {
        return Optional.of(new NetworkRules(endpoint, false, rules, standard(set, Access.ALLOW)));
      }
    }
    return Optional.empty();
  }

  private Optional<NetworkRules> ofApp(Tree.Mapping app, ResourceId id) {
    List<Tree.Mapping> configs = new ArrayList<>(parts(id, "config"));
    Tree.Entry own = app.findIgnoringCase("siteConfig");
    if (own != null && own.value() instanceof Tree.Mapping config) {
      configs.add(config);
    }
    for (Tree.Mapping config : configs) {
      List<Tree> restrictions = new ArrayList<>(items(config, "ipSecurityRestrictions"));
      if (!restrictions.isEmpty()) {
        restrictions.sort(Comparator.comparingLong(Doors::priority));
        List<NetworkRules.Rule> rules = new ArrayList<>();
        restrictions.forEach(each -> rules.add(restriction(each)));
        Optional<Access> otherwise =
            access(config, "ipSecurityRestrictionsDefaultAction", Access.DENY);
        return Optional.of(new NetworkRules("Microsoft.Web", false, rules, otherwise));
      }
      if (access(config, "ipSecurityRestrictionsDefaultAction", Access.ALLOW)
          .filter(Access.DENY::equals)
          .isPresent()) {
        return Optional.of(
            new NetworkRules("Microsoft.Web", false, List.of(), Optional.of(Access.DENY)));
      }
    }
    return Optional.empty();
  }

  private static long priority(Tree restriction) {
    return restriction instanceof Tree.Mapping mapping
        ? text(mapping, "priority")
            .filter(t -> t.matches("[0-9]{1,10}"))
            .map(Long::parseLong)
            .orElse(Long.MAX_VALUE)
        : Long.MAX_VALUE;
  }

  private static NetworkRules.Rule restriction(Tree tree) {
    if (!(tree instanceof Tree.Mapping rule)) {
      return allow("ipSecurityRestrictions", new NetworkRules.Caller.Unknown("a restriction"));
    }
    String name = text(rule, "name").orElse("ipSecurityRestrictions");
    Optional<Access> access = access(rule, "action", Access.ALLOW);
    NetworkRules.Caller caller = restricted(rule);
    Tree.Entry headers = rule.findIgnoringCase("headers");
    if (access.isEmpty()
        || (headers != null
            && headers.value() instanceof Tree.Mapping map
            && !map.entries().isEmpty())) {
      caller = new NetworkRules.Caller.Unknown("restriction " + name);
    }
    return new NetworkRules.Rule(name, access.orElse(Access.ALLOW), caller);
  }

  private static NetworkRules.Caller restricted(Tree.Mapping rule) {
    Optional<String> subnet = text(rule, "vnetSubnetResourceId");
    if (subnet.isPresent()) {
      return subnet(subnet.get());
    }
    Optional<String> address = text(rule, "ipAddress");
    boolean tagged = text(rule, "tag").filter("ServiceTag"::equalsIgnoreCase).isPresent();
    if (address.isEmpty()) {
      return new NetworkRules.Caller.Unknown("the address of a restriction");
    }
    if (!tagged) {
      return address.get().equalsIgnoreCase("Any") ? EVERYBODY : addresses(address.get());
    }
    List<AddressTerm> tags = new ArrayList<>();
    for (String tag : address.get().split(",", -1)) {
      tags.add(new AddressTerm.Tag(tag.strip()));
    }
    return new NetworkRules.Caller.From(tags);
  }

  // ---- rules ----

  private static NetworkRules.Rule allow(String name, NetworkRules.Caller caller) {
    return new NetworkRules.Rule(name, Access.ALLOW, caller);
  }

  private static void addAddresses(List<Tree> items, String key, List<NetworkRules.Rule> rules) {
    for (Tree item : items) {
      Optional<String> value =
          item instanceof Tree.Mapping rule ? text(rule, key) : Optional.empty();
      rules.add(
          allow(
              "ipRules " + value.orElse("…"),
              value
                  .map(Doors::addresses)
                  .orElseGet(() -> new NetworkRules.Caller.Unknown("an address of ipRules"))));
    }
  }

  private static void addSubnets(
      List<? extends Tree> items, String key, List<NetworkRules.Rule> rules) {
    for (Tree item : items) {
      Optional<String> id = Optional.empty();
      if (item instanceof Tree.Mapping rule) {
        Tree.Entry entry = rule.findIgnoringCase(key);
        id =
            entry != null && entry.value() instanceof Tree.Mapping reference
                ? text(reference, "id")
                : text(rule, key);
      }
      rules.add(
          allow(
              "virtualNetworkRules",
              id.map(Doors::subnet)
                  .orElseGet(
                      () -> new NetworkRules.Caller.Unknown("a subnet of virtualNetworkRules"))));
    }
  }

  private static NetworkRules.Caller subnet(String id) {
    return ResourceId.isArm(id)
        ? new NetworkRules.Caller.InSubnet(ResourceId.of(id))
        : new NetworkRules.Caller.Unknown("subnet " + id);
  }

  /** An address, a prefix, a range; 0.0.0.0 stands for all of Azure. */
  private static NetworkRules.Caller addresses(String text) {
    int dash = text.indexOf('-');
    if (dash > 0) {
      return range(
          Optional.of(text.substring(0, dash).strip()),
          Optional.of(text.substring(dash + 1).strip()));
    }
    Optional<IpAddress> single = IpAddress.parse(text);
    if (single.isPresent()) {
      return range(Optional.of(text), Optional.of(text));
    }
    return Prefix.parse(text)
        .<NetworkRules.Caller>map(prefix ->
            new NetworkRules.Caller.From(
                List.of(
                    prefix.length() == 0 ? new AddressTerm.Any() : new AddressTerm.Block(prefix))))
        .orElseGet(() -> new NetworkRules.Caller.Unknown(text));
  }

  private static NetworkRules.Caller range(Optional<String> first, Optional<String> last) {
    Optional<IpAddress> from = first.flatMap(IpAddress::parse);
    Optional<IpAddress> to = last.flatMap(IpAddress::parse);
    if (from.isEmpty() || to.isEmpty() || from.get().version() != to.get().version()) {
      return new NetworkRules.Caller.Unknown(first.or(() -> last).orElse("a range of addresses"));
    }
    if (from.get().equals(ZERO) && to.get().equals(ZERO)) {
      return new NetworkRules.Caller.From(List.of(AZURE));
    }
    List<AddressTerm> blocks = new ArrayList<>();
    Prefix.covering(from.get(), to.get())
        .forEach(prefix ->
            blocks.add(
                prefix.length() == 0 ? new AddressTerm.Any() : new AddressTerm.Block(prefix)));
    return new NetworkRules.Caller.From(blocks);
  }

  // ---- trees ----

  private static Optional<Access> standard(Tree.Mapping object, Access absent) {
    return access(object, "defaultAction", absent);
  }

  /** The access under a key; empty when it is open or another word. */
  private static Optional<Access> access(Tree.Mapping object, String key, Access absent) {
    Tree.Entry entry = object.findIgnoringCase(key);
    if (entry == null
        || (entry.value() instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL)) {
      return Optional.of(absent);
    }
    return text(object, key)
        .flatMap(word ->
            word.equalsIgnoreCase("Allow")
                ? Optional.of(Access.ALLOW)
                : word.equalsIgnoreCase("Deny") ? Optional.of(Access.DENY) : Optional.empty());
  }

  private static Optional<String> text(Tree.Mapping object, String key) {
    Tree.@Nullable Entry entry = object.findIgnoringCase(key);
    return entry != null
            && entry.value() instanceof Tree.Scalar scalar
            && scalar.kind() != Tree.Kind.NULL
            && scalar.kind() != Tree.Kind.UNKNOWN
            && !scalar.text().isEmpty()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private static List<Tree> items(Tree.Mapping object, String key) {
    Tree.Entry entry = object.findIgnoringCase(key);
    return switch (entry == null ? null : entry.value()) {
      case Tree.Sequence list -> {
        List<Tree> items = new ArrayList<>();
        for (Tree item : list.items()) {
          items.add(item instanceof Tree.Mapping mapping ? Merge.flat(mapping) : item);
        }
        yield items;
      }
      case Tree.Scalar scalar when scalar.kind() == Tree.Kind.UNKNOWN -> List.of(scalar);
      case null, default -> List.of();
    };
  }

  /** The parts of a resource in one of its collections. */
  private List<Tree.Mapping> parts(ResourceId id, String collection) {
    List<Tree.Mapping> found = new ArrayList<>();
    for (Declarations.Other part : parts.getOrDefault(id, List.of())) {
      if (id.child(collection, part.id().name()).equals(part.id())) {
        found.add(Merge.flat(part.mapping()));
      }
    }
    return found;
  }
}
