package io.github.pathwhy.load.service;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.Outbound;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads how services send. Apps in App Service send through the subnet that they are integrated
/// with what is for private addresses, and the rest only when they are told to
/// (`app-service/overview-vnet-integration`); all others live in their subnets.
public final class Senders {
  private static final Set<Role> SENDING = Set.of(Role.ADDRESS_OWNER, Role.SERVICE_SOURCE);
  private static final String APPS = "microsoft.web/sites";
  private static final Set<String> ALL_TRAFFIC =
      Set.of("vnetrouteallenabled", "alltraffic", "applicationtraffic");

  /** Traffic of the platform for an app, which is none of the app itself. */
  private static final Set<String> OTHER_TRAFFIC =
      Set.of("backuprestoretraffic", "contentsharetraffic", "imagepulltraffic", "swiftsupported");

  private static final Set<String> INTEGRATION =
      Set.of("virtualnetworksubnetid", "subnetresourceid");
  private static final Set<String> ADDRESSES =
      Set.of("outboundipaddresses", "possibleoutboundipaddresses");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /** Services whose names are known and that send: the census need not be opened for them. */
  private static final Set<String> KNOWN =
      Set.of(
          APPS,
          "microsoft.sql/servers",
          "microsoft.cognitiveservices/accounts",
          "microsoft.devices/iothubs",
          "microsoft.apimanagement/service",
          "microsoft.synapse/workspaces",
          "microsoft.cache/redis");

  private final Placements placements;
  private final Map<ResourceId, List<Declarations.Other>> parts = new HashMap<>();

  /** How services among resources that are not modelled send. */
  public Senders(List<Declarations.Other> others) {
    this.placements = new Placements(others);
    for (Declarations.Other other : others) {
      parts.computeIfAbsent(other.id().parent(), _ -> new ArrayList<>()).add(other);
    }
  }

  /** How a resource sends; empty when such resources do not. */
  Optional<Outbound> outbound(Declarations.Other other) {
    List<ResourceId> subnets = placements.of(other.id());
    String type = other.armType().toLowerCase(Locale.ROOT);
    boolean sends =
        !subnets.isEmpty()
            || KNOWN.contains(type)
            || (!PlatformServices.areServices(type)
                && Census.bundled().roles(type).stream().anyMatch(SENDING::contains));
    if (!sends) {
      return Optional.empty();
    }
    List<IpAddress> addresses = new ArrayList<>();
    collectAddresses(other.mapping(), addresses);
    return Optional.of(new Outbound(subnets, isApp(type) && !sendsAll(other), addresses));
  }

  private static boolean isApp(String type) {
    return type.equals(APPS) || type.equals(APPS + "/slots");
  }

  /** Whether the app, or its configuration as a part of its own, sends everything. */
  private boolean sendsAll(Declarations.Other app) {
    return says(app.mapping())
        || parts.getOrDefault(app.id(), List.of()).stream()
            .filter(part -> part.armType().toLowerCase(Locale.ROOT).endsWith("/config"))
            .anyMatch(part -> says(part.mapping()));
  }

  private static boolean says(Tree.Mapping object) {
    for (Tree.Entry entry : object.entries()) {
      boolean switched =
          entry.value() instanceof Tree.Scalar scalar
              && scalar.text().equalsIgnoreCase("true")
              && ALL_TRAFFIC.contains(entry.key().toLowerCase(Locale.ROOT));
      if (switched || (entry.value() instanceof Tree.Mapping inner && says(inner))) {
        return true;
      }
    }
    return false;
  }

  private static void collectAddresses(Tree.Mapping object, List<IpAddress> found) {
    for (Tree.Entry entry : Merge.flat(object).entries()) {
      if (ADDRESSES.contains(entry.key().toLowerCase(Locale.ROOT))) {
        List<Tree> values =
            entry.value() instanceof Tree.Sequence list ? list.items() : List.of(entry.value());
        for (Tree value : values) {
          if (value instanceof Tree.Scalar scalar) {
            for (String text : COMMA.split(scalar.text(), -1)) {
              IpAddress.parse(text).filter(each -> !found.contains(each)).ifPresent(found::add);
            }
          }
        }
      }
    }
  }

  /// Whether what a gap is about is followed all the same: how an app is integrated, where its
  /// value is known.
  static boolean follows(Gap gap, Set<ResourceId> named) {
    if (gap.kind() != Gap.Kind.UNREAD || gap.role().filter(Role.SERVICE_SOURCE::equals).isEmpty()) {
      return false;
    }
    String property = gap.property().toLowerCase(Locale.ROOT);
    String name = property.substring(property.lastIndexOf('.') + 1);
    boolean isSwitch =
        gap.value().equalsIgnoreCase("true") || gap.value().equalsIgnoreCase("false");
    return INTEGRATION.contains(name)
        ? !named.isEmpty()
        : isSwitch && (ALL_TRAFFIC.contains(name) || OTHER_TRAFFIC.contains(name));
  }
}
