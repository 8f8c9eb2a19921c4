package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.IpAddress;

/** A place that a flow visits. */
public sealed interface Node {

  /** Whether both are the same place, or interfaces of the same machine or service. */
  default boolean isSameDevice(Node other) {
    if (this instanceof Interface(EffectiveInterface mine)
        && other instanceof Interface(EffectiveInterface theirs)) {
      return mine.equals(theirs)
          || (mine.owner().isPresent() && mine.owner().equals(theirs.owner()));
    }
    return equals(other);
  }

  /** A network interface of a machine or of a managed service. */
  record Interface(EffectiveInterface at) implements Node {}

  /** An address of a load balancer. */
  record Frontend(LoadBalancer balancer, LoadBalancer.Frontend frontend, IpAddress address)
      implements Node {}

  /** The router of a virtual hub. */
  record Hub(VirtualHub hub) implements Node {}

  /** A host on the public internet, or an Azure service at its public address. */
  record Internet(IpAddress address) implements Node {}

  /** A service that is in no virtual network, with an address that stands for its own. */
  record Service(PlatformService service, IpAddress address) implements Node {}

  /** A host of a network behind a gateway or an appliance. */
  record Outside(Site site, IpAddress address) implements Node {}

  /** The Azure platform itself: the wire server or the instance metadata service. */
  record Platform(IpAddress address) implements Node {}

  /** The destination of a path that ends before it gets there. */
  record Unresolved(IpAddress address) implements Node {}
}
