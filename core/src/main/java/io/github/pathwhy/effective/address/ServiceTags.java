package io.github.pathwhy.effective.address;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The expansions of service tags that do not depend on a virtual network: the platform's, what the
/// input gives, and for other tags what Microsoft published, which is looked at only for them. Tags
/// are compared without case. A tag without an expansion is unknown, not empty.
public final class ServiceTags {
  private final Map<String, PrefixSet> own = new HashMap<>();
  private final Map<String, Optional<PrefixSet>> looked = new ConcurrentHashMap<>();
  private final Supplier<Optional<PublishedTags>> published;

  public ServiceTags(Map<String, List<Prefix>> given, Supplier<Optional<PublishedTags>> published) {
    this.published = published;
    own.put("azureloadbalancer", PrefixSet.of(AddressSpaces.LOAD_BALANCER));
    own.put("azureplatformdns", host(AddressSpaces.WIRE_SERVER));
    own.put("azureplatformimds", host(AddressSpaces.METADATA_SERVICE));
    given.forEach((tag, prefixes) -> own.put(key(tag), PrefixSet.of(prefixes)));
  }

  /** The prefixes of a tag that the input gives or that belongs to the platform itself. */
  public Optional<PrefixSet> own(String tag) {
    return Optional.ofNullable(own.get(key(tag)));
  }

  /** The prefixes of a tag, when they are known. */
  public Optional<PrefixSet> expand(String tag) {
    String key = key(tag);
    PrefixSet prefixes = own.get(key);
    return prefixes == null ? look(key) : Optional.of(prefixes);
  }

  /** Whether the prefixes of a tag are the published ones. */
  public boolean isPublished(String tag) {
    String key = key(tag);
    return !own.containsKey(key) && look(key).isPresent();
  }

  /// What Microsoft published for the cloud that the input is in; nothing when that is not known.
  public Optional<PublishedTags> published() {
    return published.get();
  }

  private Optional<PrefixSet> look(String key) {
    return key.equals("virtualnetwork") || key.equals("internet")
        ? Optional.empty()
        : looked.computeIfAbsent(key, name -> published.get().flatMap(tags -> tags.find(name)));
  }

  /// Whether the tag stands for the platform's own addresses; only rules with such a tag apply to
  /// platform traffic (`virtual-network/network-security-groups-overview`).
  public static boolean isPlatformTag(String tag) {
    return key(tag).startsWith("azureplatform");
  }

  /**
   * The tag of the service behind a service endpoint, such as `Storage` for `Microsoft.Storage`.
   */
  public static String ofServiceEndpoint(String service) {
    String name = service.substring(service.indexOf('.') + 1);
    return switch (key(name)) {
      case "keyvault" -> "AzureKeyVault";
      case "storage.global" -> "Storage";
      case "azureactivedirectory" -> "AzureActiveDirectory";
      case "containerregistry" -> "AzureContainerRegistry";
      case "web" -> "AppService";
      case "azurecosmosdb" -> "AzureCosmosDB";
      case "cognitiveservices" -> "CognitiveServicesManagement";
      default -> name;
    };
  }

  /// The part of the tag to which a region limits a service endpoint: that of Azure SQL reaches the
  /// servers of the region alone, that of Azure Storage those of its pair too
  /// (`virtual-network/virtual-network-service-endpoints-overview`).
  public static Optional<String> ofServiceEndpoint(String service, Optional<String> location) {
    return switch (key(service)) {
      case "microsoft.sql", "microsoft.storage" ->
          location.map(region -> ofServiceEndpoint(service) + "." + regionOf(region));
      default -> Optional.empty();
    };
  }

  /** A region as tags spell it. */
  private static String regionOf(String location) {
    String region = key(location).replace(" ", "");
    return switch (region) {
      case "brazilnortheast" -> "brazilne";
      case "brazilsoutheast" -> "brazilse";
      case "chilecentral" -> "chilec";
      case "francecentral" -> "centralfrance";
      case "francesouth" -> "southfrance";
      case "germanynorth" -> "germanyn";
      case "germanywestcentral" -> "germanywc";
      case "norwayeast" -> "norwaye";
      case "norwaywest" -> "norwayw";
      case "switzerlandnorth" -> "switzerlandn";
      case "switzerlandwest" -> "switzerlandw";
      default -> region;
    };
  }

  private static PrefixSet host(IpAddress address) {
    return PrefixSet.of(List.of(Prefix.host(address)));
  }

  private static String key(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }
}
