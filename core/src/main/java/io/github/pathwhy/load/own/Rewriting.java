package io.github.pathwhy.load.own;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the description of one resource, in whatever form, into pathwhy's own: the keys that
/// readers ask for, as they spell them, without ARM's wrappers and without what says nothing.
final class Rewriting {
  /** Keys that readers accept and make nothing of. */
  private static final Set<String> WITHOUT_MEANING =
      Set.of(
          "actionsRequired",
          "allocatedOutboundPorts",
          "asn",
          "count",
          "customBgpIpAddresses",
          "description",
          "ipconfigurationId",
          "locations",
          "peerAsn",
          "peerWeight",
          "prefixLength",
          "privateIPAllocationMethod",
          "publicIPAllocationMethod",
          "defaultRedirectConfiguration",
          "redirectConfiguration",
          "requestMessage",
          "ruleCollectionType",
          "tunnelIpAddresses",
          "zones");

  /** Switches that are off unless an input says so. */
  private static final Set<String> OFF =
      Set.of(
          "activeActive",
          "allowBranchToBranchTraffic",
          "allowForwardedTraffic",
          "allowGatewayTransit",
          "disableBgpRoutePropagation",
          "disableOutboundSnat",
          "enableBgp",
          "enableFloatingIP",
          "enableIPForwarding",
          "enableInternetSecurity",
          "enableOnlyIPv6Peering",
          "hasBgpOverride",
          "primary",
          "registrationEnabled",
          "useRemoteGateways");

  /** Lists that mean something although they are empty: that there is nothing. */
  private static final Set<String> MEANT_EMPTY = Set.of("peerings", "privateRanges");

  /** Objects that mean something although they are empty. */
  private static final Set<String> MEANT_BARE = Set.of("propagatedRouteTables");

  private final ShortNames names;
  private final Problems problems;
  private final ResourceId resource;

  Rewriting(ShortNames names, Problems problems, ResourceId resource) {
    this.names = names;
    this.problems = problems;
    this.resource = resource;
  }

  /** The object; ids of its parts are left out when they follow from the owner's. */
  Tree.Mapping object(Tree.Mapping mapping, Coverage.Shape shape, ResourceId owner) {
    Tree.Mapping written = Written.object();
    Tree.Mapping flat = Written.flat(mapping);
    Written.textOf(flat, "name")
        .ifPresent(name -> Written.put(written, "name", Written.text(name)));
    for (Tree.Entry entry : flat.entries()) {
      Optional<String> key = shape.spelling(entry.key());
      if (key.isEmpty() || isKnown(key.get(), entry.value())) {
        continue;
      }
      Written.put(
          written, key.get(), value(key.get(), entry.value(), shape.find(key.get()), owner));
    }
    return KeyOrder.of(OwnSpelling.of(written));
  }

  private static boolean isKnown(String key, Tree value) {
    if (key.equals("name") || key.equals("id")) {
      return true;
    }
    if (value instanceof Tree.Scalar(String _, Tree.Kind kind, long _)
        && kind == Tree.Kind.UNKNOWN) {
      return false;
    }
    if (WITHOUT_MEANING.contains(key)) {
      return true;
    }
    if (!(value instanceof Tree.Scalar(String text, Tree.Kind _, long _))) {
      return false;
    }
    return switch (key) {
      case "allowVirtualNetworkAccess", "peerCompleteVnets" -> text.equalsIgnoreCase("true");
      case "privateIPAddressVersion", "publicIPAddressVersion" -> text.equalsIgnoreCase("IPv4");
      case "sourcePortRange" -> text.equals("*");
      default -> OFF.contains(key) && text.equalsIgnoreCase("false");
    };
  }

  private @Nullable Tree value(
      String key, Tree value, Optional<Coverage.Shape> inner, ResourceId owner) {
    return switch (value) {
      case Tree.Scalar scalar -> scalar(key, scalar);
      case Tree.Mapping mapping when inner.isEmpty() -> reference(key, mapping);
      case Tree.Mapping mapping -> {
        Tree.Mapping written = object(mapping, inner.get(), owner);
        yield written.entries().isEmpty() && !MEANT_BARE.contains(key) ? null : written;
      }
      case Tree.Sequence(List<Tree> items, long _) -> list(key, items, inner, owner);
    };
  }

  private @Nullable Tree scalar(String key, Tree.Scalar scalar) {
    if (scalar.kind() == Tree.Kind.NULL || scalar.text().isEmpty()) {
      return null;
    }
    return ResourceId.isArm(scalar.text())
        ? Written.text(names.of(scalar.text(), key, resource))
        : scalar;
  }

  /** What an object with an id or a name refers to. */
  private @Nullable Tree reference(String key, Tree.Mapping mapping) {
    Tree id = mapping.get("id");
    Tree meant = id instanceof Tree.Scalar ? id : mapping.get("name");
    return meant instanceof Tree.Scalar scalar ? scalar(key, scalar) : null;
  }

  private @Nullable Tree list(
      String key, List<Tree> items, Optional<Coverage.Shape> inner, ResourceId owner) {
    List<Tree> written = new ArrayList<>(items.size());
    for (Tree item : items) {
      Tree one =
          item instanceof Tree.Mapping mapping && inner.isPresent()
              ? part(key, mapping, inner.get(), owner)
              : value(key, item, inner, owner);
      if (one != null) {
        written.add(one);
      }
    }
    return written.isEmpty() && !MEANT_EMPTY.contains(key) ? null : Written.list(written);
  }

  /** An object of a list; nothing for one that only names what is described elsewhere. */
  private @Nullable Tree part(
      String key, Tree.Mapping mapping, Coverage.Shape shape, ResourceId owner) {
    if (isBare(mapping)) {
      return null;
    }
    Tree.Mapping flat = Written.flat(mapping);
    ResourceId usual = owner.child(key, Written.textOf(flat, "name").orElse(""));
    Optional<String> id = Written.textOf(flat, "id").filter(_ -> shape.isAsked("id"));
    Tree.Mapping written = object(mapping, shape, id.map(ResourceId::of).orElse(usual));
    if (id.isPresent() && !id.get().equals(usual.toString()) && !hasNoUseOfId(key)) {
      Written.put(written, "id", Written.text(id.get()));
    }
    return OwnSpelling.item(key, written);
  }

  private static boolean hasNoUseOfId(String key) {
    return switch (key) {
      case "ruleCollections",
          "natRuleCollections",
          "networkRuleCollections",
          "applicationRuleCollections",
          "staticMembers",
          "routingIntent",
          "peerings",
          "connections",
          "vpnConnections",
          "p2SConnectionConfigurations" ->
          true;
      default -> false;
    };
  }

  private boolean isBare(Tree.Mapping mapping) {
    return !problems.isStrict(mapping.at())
        && mapping.entries().stream()
            .allMatch(entry -> entry.key().equals("id") || entry.key().equals("resourceGroup"));
  }
}
