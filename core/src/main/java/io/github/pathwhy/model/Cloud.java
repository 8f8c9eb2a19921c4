package io.github.pathwhy.model;

import io.github.pathwhy.model.network.VirtualNetwork;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One of Azure's clouds, which have regions, services and addresses of their own. */
public enum Cloud {
  PUBLIC("AzurePublic"),
  US_GOVERNMENT("AzureUSGovernment"),
  CHINA("AzureChina");

  private final String label;

  Cloud(String label) {
    this.label = label;
  }

  /** The name that an input may give it. */
  public String label() {
    return label;
  }

  /** The cloud of that name. */
  public static Optional<Cloud> named(String name) {
    for (Cloud cloud : values()) {
      if (cloud.label.equalsIgnoreCase(name)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }

  /** The cloud that a region belongs to, by its name or its display name. */
  public static Cloud ofRegion(String location) {
    String region = location.replace(" ", "").toLowerCase(Locale.ROOT);
    if (region.startsWith("usgov") || region.startsWith("usdod")) {
      return US_GOVERNMENT;
    }
    return region.startsWith("china") ? CHINA : PUBLIC;
  }

  /// The cloud of the regions that networks are in: the public one when none is known, and none
  /// when they are in several.
  static Optional<Cloud> ofRegions(Iterable<VirtualNetwork> networks) {
    Set<Cloud> clouds = EnumSet.noneOf(Cloud.class);
    for (VirtualNetwork network : networks) {
      network.location().map(Cloud::ofRegion).ifPresent(clouds::add);
    }
    if (clouds.isEmpty()) {
      return Optional.of(PUBLIC);
    }
    return clouds.size() == 1 ? Optional.of(clouds.iterator().next()) : Optional.empty();
  }
}
