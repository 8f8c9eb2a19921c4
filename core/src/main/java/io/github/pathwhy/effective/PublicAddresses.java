package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** The addresses of public IP address resources. */
final class PublicAddresses {
  private PublicAddresses() {}

  /** Those of them that are known. */
  static List<IpAddress> of(Topology topology, List<ResourceId> resources) {
    List<IpAddress> found = new ArrayList<>(resources.size());
    for (ResourceId id : resources) {
      topology
          .find(id, PublicIpAddress.class)
          .flatMap(PublicIpAddress::address)
          .ifPresent(found::add);
    }
    return found;
  }
}
