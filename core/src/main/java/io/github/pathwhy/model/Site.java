package io.github.pathwhy.model;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;

/** A network outside Azure, reached through a gateway or through an appliance. */
public record Site(
    String name, SourcePosition declaredAt, List<Prefix> addressPrefixes, ResourceId gateway) {

  public Site {
    addressPrefixes = List.copyOf(addressPrefixes);
  }

  /** Whether the address belongs to the site. */
  public boolean contains(IpAddress address) {
    for (Prefix prefix : addressPrefixes) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
