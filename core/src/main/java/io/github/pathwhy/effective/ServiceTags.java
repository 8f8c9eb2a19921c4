package io.github.pathwhy.effective;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The expansions of service tags that do not depend on a virtual network. Tags are compared
/// without case. A tag without an expansion is unknown, not empty.
final class ServiceTags {
  private final Map<String, PrefixSet> expansions = new HashMap<>();

  ServiceTags(Map<String, List<Prefix>> given) {
    expansions.put("azureloadbalancer", PrefixSet.of(AddressSpaces.LOAD_BALANCER));
    expansions.put("azureplatformdns", host(AddressSpaces.WIRE_SERVER));
    expansions.put("azureplatformimds", host(AddressSpaces.METADATA_SERVICE));
    given.forEach((tag, prefixes) -> expansions.put(key(tag), PrefixSet.of(prefixes)));
  }

  /** The prefixes of a tag, when they are known. */
  Optional<PrefixSet> expand(String tag) {
    return Optional.ofNullable(expansions.get(key(tag)));
  }

  /// Whether the tag stands for the platform's own addresses; only rules with such a tag apply to
  /// platform traffic (`virtual-network/network-security-groups-overview`).
  static boolean isPlatformTag(String tag) {
    return key(tag).startsWith("azureplatform");
  }

  /**
   * The tag of the service behind a service endpoint, such as `Storage` for `Microsoft.Storage`.
   */
  static String ofServiceEndpoint(String service) {
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

  private static PrefixSet host(IpAddress address) {
    return PrefixSet.of(List.of(Prefix.host(address)));
  }

  private static String key(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }
}
