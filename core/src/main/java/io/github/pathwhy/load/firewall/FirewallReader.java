package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Placement;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Reads Azure Firewalls and firewall policies. */
public final class FirewallReader {
  /** Classic rules name their protocols here, those of policies in `ipProtocols`. */
  private static final String PROTOCOLS = "protocols";

  /** The first name of the public addresses of a firewall in a hub. */
  private static final String OLD_ADDRESSES = "publicIPAddresses";

  private static final String PRIVATE = "IANAPrivateRanges";
  private static final List<Prefix> PRIVATE_RANGES =
      List.of(
          Prefix.of("10.0.0.0/8"),
          Prefix.of("172.16.0.0/12"),
          Prefix.of("192.168.0.0/16"),
          Prefix.of("100.64.0.0/10"));

  private final References references;
  private final FirewallRuleReader rules;

  public FirewallReader(References references, List<Declarations.Declared> ipGroups) {
    this.references = references;
    this.rules = new FirewallRuleReader(new FirewallAddresses(references, ipGroups));
  }

  public AzureFirewall read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    Placement place = Placement.read(fields, references);
    Optional<ResourceId> hub = references.one(fields, "virtualHub", ResourceType.VIRTUAL_HUB);
    if (fields.isStrict()
        && fields.get("virtualHub") == null
        && fields.items("ipConfigurations").isEmpty()) {
      fields.require("subnet", "a firewall lives in AzureFirewallSubnet, or in a virtualHub");
    }
    Optional<Fields> inHub = fields.child("hubIPAddresses");
    Optional<IpAddress> hubAddress =
        inHub.flatMap(addresses -> addresses.address("privateIPAddress"));
    List<IpAddress> hubPublic = inHub.map(FirewallReader::readHubAddresses).orElse(List.of());
    inHub.ifPresent(Fields::close);
    AzureFirewall firewall =
        new AzureFirewall(
            declared.id(),
            fields.position(),
            place.subnet(),
            hub,
            place.privateAddress().or(() -> hubAddress),
            place.publicIpAddresses(),
            hubPublic,
            references.one(fields, "firewallPolicy", ResourceType.FIREWALL_POLICY),
            readClassic(declared.id(), fields));
    fields.close();
    return firewall;
  }

  private static List<IpAddress> readHubAddresses(Fields fields) {
    List<IpAddress> found = new ArrayList<>();
    if (fields.getArm(OLD_ADDRESSES) != null) {
      for (Fields item : fields.children(OLD_ADDRESSES)) {
        item.address("address").ifPresent(found::add);
      }
    }
    Optional<Fields> addresses = fields.child("publicIPs");
    if (addresses.isEmpty()) {
      return found;
    }
    Fields holder = addresses.get();
    holder.get("count");
    for (Fields item : holder.children("addresses")) {
      item.address("address").ifPresent(found::add);
      item.close();
    }
    holder.close();
    return found;
  }

  /** The rules of a firewall without a policy. */
  private FirewallPolicy.Rules readClassic(ResourceId firewall, Fields fields) {
    FirewallRules found = new FirewallRules();
    readClassic(
        firewall,
        fields,
        "natRuleCollections",
        (head, given) ->
            found.addNat(
                head, given.map(rule -> rules.readNat(head.id(), rule, PROTOCOLS)).toList()));
    readClassic(
        firewall,
        fields,
        "networkRuleCollections",
        (head, given) ->
            found.addNetwork(
                head, given.map(rule -> rules.readNetwork(head.id(), rule, PROTOCOLS)).toList()));
    readClassic(
        firewall,
        fields,
        "applicationRuleCollections",
        (head, given) ->
            found.addApplication(
                head, given.map(rule -> rules.readApplication(head.id(), rule)).toList()));
    return found.inOrder(List.of());
  }

  private static void readClassic(
      ResourceId firewall,
      Fields fields,
      String list,
      BiConsumer<RuleCollectionHead, Stream<Fields>> reader) {
    for (Fields collection : fields.namedChildren(list)) {
      RuleCollectionHead head = RuleCollectionHead.read(firewall, collection, list, 0);
      reader.accept(head, collection.namedChildren("rules").stream());
      collection.close();
    }
  }

  public FirewallPolicy readPolicy(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    if (!fields.isStrict()) {
      // Answers take no address to be on the list of threats, so that no exemption from it counts.
      fields.get("threatIntelWhitelist");
    }
    FirewallPolicy policy =
        new FirewallPolicy(
            declared.id(),
            fields.position(),
            references.one(fields, "basePolicy", ResourceType.FIREWALL_POLICY),
            readGroups(declared.id(), fields),
            readPrivateRanges(fields));
    fields.close();
    return policy;
  }

  private FirewallPolicy.Rules readGroups(ResourceId policy, Fields fields) {
    FirewallRules found = new FirewallRules();
    List<ResourceId> named = new ArrayList<>();
    List<ResourceId> described = new ArrayList<>();
    for (Fields group : fields.namedChildren("ruleCollectionGroups")) {
      if (!References.isBare(group)) {
        group.require("name", "every rule collection group has one");
      }
      Optional<String> name = group.text("name");
      ResourceId id = Declarations.childId(policy, group, "ruleCollectionGroups", name.orElse(""));
      if (References.isBare(group)) {
        named.add(id);
        continue;
      }
      described.add(id);
      int priority = RuleCollectionHead.priority(group);
      for (Fields collection : group.namedChildren("ruleCollections")) {
        readCollection(id, collection, priority, found);
      }
      group.close();
    }
    named.removeAll(described);
    return found.inOrder(named);
  }

  private void readCollection(
      ResourceId group, Fields fields, int groupPriority, FirewallRules found) {
    RuleCollectionHead head =
        RuleCollectionHead.read(group, fields, "ruleCollections", groupPriority);
    List<FirewallPolicy.NatRule> nat = new ArrayList<>();
    List<FirewallPolicy.NetworkRule> network = new ArrayList<>();
    List<FirewallPolicy.ApplicationRule> application = new ArrayList<>();
    for (Fields rule : fields.namedChildren("rules")) {
      rule.require("ruleType", "allowed: NatRule, NetworkRule, ApplicationRule");
      Optional<RuleType> type =
          rule.choice("ruleType", List.of(RuleType.values()), RuleType::label);
      if (type.isPresent()) {
        switch (type.get()) {
          case NAT -> nat.add(rules.readNat(head.id(), rule, "ipProtocols"));
          case NETWORK -> network.add(rules.readNetwork(head.id(), rule, "ipProtocols"));
          case APPLICATION -> application.add(rules.readApplication(head.id(), rule));
        }
      }
    }
    fields.close();
    found.addNat(head, nat);
    found.addNetwork(head, network);
    found.addApplication(head, application);
  }

  /** The kinds of rules in policies. */
  private enum RuleType {
    NAT("NatRule"),
    NETWORK("NetworkRule"),
    APPLICATION("ApplicationRule");

    private final String label;

    RuleType(String label) {
      this.label = label;
    }

    private String label() {
      return label;
    }
  }

  /** The destinations that keep the sender's address. */
  private static Optional<List<Prefix>> readPrivateRanges(Fields fields) {
    Optional<Fields> snat = fields.child("snat");
    if (snat.isEmpty()) {
      return Optional.empty();
    }
    Fields holder = snat.get();
    List<Prefix> ranges = new ArrayList<>();
    for (Tree.Scalar scalar : holder.scalars("privateRanges")) {
      if (scalar.text().equalsIgnoreCase(PRIVATE)) {
        ranges.addAll(PRIVATE_RANGES);
      } else {
        holder.prefix(scalar, "privateRanges").ifPresent(ranges::add);
      }
    }
    boolean given = holder.get("privateRanges") != null;
    holder.close();
    return given ? Optional.of(ranges) : Optional.empty();
  }
}
