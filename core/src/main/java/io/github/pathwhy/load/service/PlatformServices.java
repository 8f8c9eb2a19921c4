package io.github.pathwhy.load.service;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.Outbound;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows the services whose names Azure publishes: the property that carries the name, and what
/// follows the resource's name when an input lacks that property.
public final class PlatformServices {
  private static final String PUBLIC_ACCESS = PlatformService.PUBLIC_ACCESS;
  private static final String ZONES = "Microsoft.Network/dnsZones";
  private static final String NETWORK = "Microsoft.Network/";
  private static final String APPS = ".azurewebsites.net";
  private static final String MANAGED_APPS = ".scm.azurewebsites.net";
  private static final List<String> ACCESSES = List.of("Enabled", "Disabled");

  private static final Map<String, Names> KNOWN =
      Map.ofEntries(
          known(
              "Microsoft.Storage/storageAccounts",
              "primaryEndpoints",
              "blob.core.windows.net",
              "file.core.windows.net",
              "queue.core.windows.net",
              "table.core.windows.net",
              "dfs.core.windows.net"),
          known("Microsoft.Sql/servers", "fullyQualifiedDomainName", "database.windows.net"),
          known("Microsoft.KeyVault/managedHSMs", "hsmUri", "managedhsm.azure.net"),
          known("Microsoft.KeyVault/vaults", "vaultUri", "vault.azure.net"),
          known("Microsoft.Web/sites", "defaultHostName", "azurewebsites.net"),
          known("Microsoft.ContainerRegistry/registries", "loginServer", "azurecr.io"),
          known("Microsoft.DocumentDB/databaseAccounts", "documentEndpoint", "documents.azure.com"),
          known(
              "Microsoft.DBforPostgreSQL/servers",
              "fullyQualifiedDomainName",
              "postgres.database.azure.com"),
          known(
              "Microsoft.DBforPostgreSQL/flexibleServers",
              "fullyQualifiedDomainName",
              "postgres.database.azure.com"),
          known(
              "Microsoft.DBforMySQL/servers",
              "fullyQualifiedDomainName",
              "mysql.database.azure.com"),
          known(
              "Microsoft.DBforMySQL/flexibleServers",
              "fullyQualifiedDomainName",
              "mysql.database.azure.com"),
          known(
              "Microsoft.DBforMariaDB/servers",
              "fullyQualifiedDomainName",
              "mariadb.database.azure.com"),
          known("Microsoft.Cache/Redis", "hostName", "redis.cache.windows.net"),
          known("Microsoft.ServiceBus/namespaces", "serviceBusEndpoint", "servicebus.windows.net"),
          known("Microsoft.EventHub/namespaces", "serviceBusEndpoint", "servicebus.windows.net"),
          known("Microsoft.Relay/namespaces", "serviceBusEndpoint", "servicebus.windows.net"),
          known("Microsoft.Search/searchServices", "endpoint", "search.windows.net"),
          known("Microsoft.CognitiveServices/accounts", "endpoint", "cognitiveservices.azure.com"),
          known("Microsoft.AppConfiguration/configurationStores", "endpoint", "azconfig.io"),
          known("Microsoft.SignalRService/SignalR", "hostName", "service.signalr.net"),
          known("Microsoft.SignalRService/WebPubSub", "hostName", "webpubsub.azure.com"),
          known("Microsoft.Devices/IotHubs", "hostName", "azure-devices.net"),
          known("Microsoft.ApiManagement/service", "gatewayUrl", "azure-api.net"),
          known(
              "Microsoft.Synapse/workspaces",
              "connectivityEndpoints",
              "sql.azuresynapse.net",
              "dev.azuresynapse.net"));

  /** Where the names of a service come from. */
  private record Names(String property, List<String> suffixes) {}

  private PlatformServices() {}

  private static Map.Entry<String, Names> known(
      String armType, String property, String... suffixes) {
    return Map.entry(armType.toLowerCase(Locale.ROOT), new Names(property, List.of(suffixes)));
  }

  /** The properties that count of a service; none when a resource of this type is no service. */
  public static List<String> keys(String armType) {
    Names known = KNOWN.get(armType.toLowerCase(Locale.ROOT));
    return known == null
        ? PublicDnsReader.key(armType).map(List::of).orElse(List.of())
        : List.of(known.property(), PUBLIC_ACCESS, "location");
  }

  /// Whether what a gap is about is followed all the same.
  ///
  /// @param named the resources that its value names
  public static boolean follows(Declarations.Other other, Gap gap, Set<ResourceId> named) {
    String inside = gap.of().toString().substring(other.id().toString().length());
    String path = (inside + "/" + gap.property()).substring(1).replace('/', '.');
    return Senders.follows(gap, named)
        || (gap.role().filter(Role.SERVICE_DOOR::equals).isPresent()
            && Doors.follows(other.armType(), path.toLowerCase(Locale.ROOT)));
  }

  /** Whether resources of a type are such services. */
  public static boolean areServices(String armType) {
    return KNOWN.containsKey(armType.toLowerCase(Locale.ROOT));
  }

  /** The service, when a resource is one. */
  public static Optional<PlatformService> read(
      Declarations.Other other, Ledger ledger, Senders senders, Doors doors) {
    Names known = KNOWN.get(other.armType().toLowerCase(Locale.ROOT));
    Optional<Outbound> outbound = senders.outbound(other);
    if (known == null && outbound.isEmpty() && !isReached(other.armType())) {
      return Optional.empty();
    }
    Tree.Mapping mapping = Merge.flat(other.mapping());
    Fields fields = new Fields(ledger, mapping, null, "").own(other.id());
    Optional<Boolean> publicAccess =
        known == null
            ? Optional.empty()
            : fields.choice(PUBLIC_ACCESS, ACCESSES, word -> word).map(ACCESSES.getFirst()::equals);
    return Optional.of(
        new PlatformService(
            other.id(),
            fields.position(),
            other.armType(),
            names(known, mapping, other),
            fields.text("location"),
            publicAccess.or(() -> doors.access(other)),
            doors.of(other),
            outbound));
  }

  /// Whether such resources have a public side. Those of the network that have no name have none of
  /// their own.
  private static boolean isReached(String armType) {
    Set<Role> roles = Census.bundled().roles(armType);
    return (roles.contains(Role.PUBLIC_NAME)
            && !armType.regionMatches(true, 0, ZONES, 0, ZONES.length()))
        || (roles.contains(Role.SERVICE_DOOR)
            && !armType.regionMatches(true, 0, NETWORK, 0, NETWORK.length()));
  }

  /** The site by which an app is managed has a name beside the app's own. */
  private static Optional<String> managementHost(String host) {
    return host.endsWith(APPS) && !host.endsWith(MANAGED_APPS)
        ? Optional.of(host.substring(0, host.length() - APPS.length()) + MANAGED_APPS)
        : Optional.empty();
  }

  /** Those that Azure gives it come first, then those of its owner. */
  private static List<String> names(
      @Nullable Names known, Tree.Mapping mapping, Declarations.Other other) {
    if (known == null) {
      return PublicNames.of(other);
    }
    Tree.Entry given = mapping.findIgnoringCase(known.property());
    Set<String> names = new LinkedHashSet<>();
    if (given != null) {
      names.addAll(hosts(given.value()));
    }
    if (names.isEmpty()) {
      String name = other.id().name().toLowerCase(Locale.ROOT);
      known.suffixes().forEach(suffix -> names.add(name + "." + suffix));
    }
    List.copyOf(names).forEach(host -> managementHost(host).ifPresent(names::add));
    names.addAll(PublicNames.of(other));
    return List.copyOf(names);
  }

  /** The hosts of a name, of a URL, or of several of them by purpose. */
  static List<String> hosts(Tree value) {
    List<String> hosts = new ArrayList<>();
    switch (value) {
      case Tree.Scalar(String text, Tree.Kind kind, long _) -> {
        String host = host(text);
        if (kind == Tree.Kind.TEXT && !host.isEmpty()) {
          hosts.add(host);
        }
      }
      case Tree.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                if (entry.value() instanceof Tree.Scalar) {
                  hosts.addAll(hosts(entry.value()));
                }
              });
      case Tree.Sequence _ -> {}
    }
    return hosts;
  }

  /** The host of a URL, or the text itself. */
  private static String host(String text) {
    int scheme = text.indexOf("://");
    String rest = scheme < 0 ? text : text.substring(scheme + 3);
    int end = 0;
    while (end < rest.length() && "/:?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
