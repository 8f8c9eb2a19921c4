package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import java.util.List;

/// How a service sends.
///
/// @param subnets those that it lives in or sends through: it has addresses there that no resource
///   shows
/// @param privateOnly whether only what is for private addresses goes through them
/// @param addresses those that it has on the internet, as far as they are known
public record Outbound(List<ResourceId> subnets, boolean privateOnly, List<IpAddress> addresses) {

  public Outbound {
    subnets = List.copyOf(subnets);
    addresses = List.copyOf(addresses);
  }
}
