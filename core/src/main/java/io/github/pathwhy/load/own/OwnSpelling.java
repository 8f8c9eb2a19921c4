package io.github.pathwhy.load.own;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What ARM writes as an object and pathwhy's own form as a word or a list: prefixes, SKUs,
/// actions, records. What is not known stays as it is, so that it has the same name.
final class OwnSpelling {
  private OwnSpelling() {}

  /** An object with its values in the short form. */
  static Tree.Mapping of(Tree.Mapping object) {
    Tree.Mapping written = Written.object();
    for (Tree.Entry entry : object.entries()) {
      if (entry.key().equals("dhcpOptions") && entry.value() instanceof Tree.Mapping options) {
        Written.put(written, "dnsServers", options.get("dnsServers"));
      } else {
        Written.put(written, entry.key(), value(entry.key(), entry.value()));
      }
    }
    return written;
  }

  private static Tree value(String key, Tree value) {
    return switch (key) {
      case "addressSpace",
          "remoteAddressSpace",
          "localNetworkAddressSpace",
          "vpnClientAddressPool",
          "customRoutes" ->
          only("addressPrefixes", value);
      case "sku" -> only("name", value);
      case "action" -> Words.of(only("type", value));
      case "protocol", "access", "direction", "protocolType" -> Words.of(value);
      case "protocols", "ipProtocols" -> each(value, item -> List.of(Words.of(item)));
      case "privateLinkServiceConnectionState" -> only("status", value);
      case "cnameRecord" -> only("cname", value);
      case "serviceEndpoints" -> each(value, item -> List.of(only("service", item)));
      case "delegations" -> each(value, item -> List.of(only("serviceName", item)));
      case "aRecords" -> each(value, item -> List.of(only("ipv4Address", item)));
      case "aaaaRecords" -> each(value, item -> List.of(only("ipv6Address", item)));
      case "staticMembers" -> each(value, item -> List.of(only("resourceId", item)));
      case "appliesToGroups" -> each(value, item -> List.of(only("networkGroupId", item)));
      case "sources", "destinations" -> each(value, item -> List.of(address(item)));
      case "backendAddresses" -> each(value, OwnSpelling::members);
      case "sourceAddresses", "destinationAddresses", "ipAddresses" ->
          each(value, item -> List.of(block(item)));
      default -> value;
    };
  }

  private static Tree each(Tree value, Function<Tree, List<Tree>> change) {
    if (!(value instanceof Tree.Sequence(List<Tree> items, long _))) {
      return value;
    }
    List<Tree> changed = new ArrayList<>(items.size());
    items.forEach(item -> changed.addAll(change.apply(item)));
    return Written.list(changed);
  }

  /** What stands under the one key of an object that counts. */
  private static Tree only(String key, Tree value) {
    Tree inner = value instanceof Tree.Mapping object ? object.get(key) : null;
    return inner == null || Written.isUnknown(inner) ? value : inner;
  }

  /** An address of an admin rule, unless it is a group of networks. */
  private static Tree address(Tree value) {
    boolean group =
        value instanceof Tree.Mapping object
            && Written.textOf(object, "addressPrefixType")
                .filter("NetworkGroup"::equalsIgnoreCase)
                .isPresent();
    return !group && only("addressPrefix", value) instanceof Tree.Scalar scalar ? scalar : value;
  }

  private static List<Tree> members(Tree value) {
    List<Tree> found = new ArrayList<>(1);
    if (value instanceof Tree.Mapping object) {
      for (String key : List.of("ipAddress", "fqdn")) {
        Tree given = object.get(key);
        if (given != null) {
          found.add(given);
        }
      }
      return found;
    }
    return List.of(value);
  }

  /** A prefix without the bits behind it, which Azure Firewall takes. */
  private static Tree block(Tree value) {
    if (!(value instanceof Tree.Scalar(String text, Tree.Kind kind, long at))
        || kind == Tree.Kind.UNKNOWN
        || text.indexOf('/') < 0
        || Prefix.parse(text).isPresent()) {
      return value;
    }
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    return address
        .flatMap(base ->
            Prefix.parse(
                    (base.version() == IpVersion.V4 ? "0.0.0.0" : "::") + text.substring(slash))
                .map(length -> Prefix.containing(base, length.length())))
        .<Tree>map(block -> Tree.text(block.toString(), at))
        .orElse(value);
  }

  /** An object of a list with the keys that pathwhy's own form asks for. */
  static Tree.Mapping item(String key, Tree.Mapping item) {
    return switch (key) {
      case "A" -> withList(item, "aRecords");
      case "AAAA" -> withList(item, "aaaaRecords");
      case "natRuleCollections" -> withRules(item, "NatRule", "protocols");
      case "networkRuleCollections" -> withRules(item, "NetworkRule", "protocols");
      case "applicationRuleCollections" -> withRules(item, "ApplicationRule", "protocols");
      case "loadBalancingRules" -> withOnePool(item);
      case "ruleCollections" -> withRules(item, "", "ipProtocols");
      default -> item;
    };
  }

  /** Azure repeats the only pool of a rule in a list. */
  private static Tree.Mapping withOnePool(Tree.Mapping rule) {
    List<Tree> all = Written.items(rule.get("backendAddressPools"));
    return all.size() == 1 && all.getFirst().equals(rule.get("backendAddressPool"))
        ? Written.without(rule, "backendAddressPools")
        : rule;
  }

  /** A rule collection with whole rules; those of policies say their kind themselves. */
  private static Tree.Mapping withRules(Tree.Mapping collection, String kind, String protocols) {
    for (Tree.Mapping rule : Written.objects(collection.get("rules"))) {
      String own = Written.textOf(rule, "ruleType").orElse(kind);
      if (!own.isEmpty()) {
        completeRule(rule, own, protocols);
      }
    }
    return collection;
  }

  /** Adds empty lists to a rule of a firewall for what exports leave out. */
  private static void completeRule(Tree.Mapping rule, String kind, String protocols) {
    if (rule.get("sourceIpGroups") == null) {
      withList(rule, "sourceAddresses");
    }
    boolean application = kind.equalsIgnoreCase("ApplicationRule");
    withList(rule, application ? "protocols" : protocols);
    List<String> others =
        application
            ? List.of("targetUrls", "fqdnTags", "webCategories")
            : kind.equalsIgnoreCase("NetworkRule")
                ? List.of("destinationIpGroups", "destinationFqdns")
                : List.of();
    if (others.stream().allMatch(key -> rule.get(key) == null)) {
      withList(rule, application ? "targetFqdns" : "destinationAddresses");
    }
  }

  private static Tree.Mapping withList(Tree.Mapping object, String key) {
    @Nullable Tree present = object.get(key);
    if (present == null) {
      Written.put(object, key, Written.list(List.of()));
    }
    return object;
  }
}
