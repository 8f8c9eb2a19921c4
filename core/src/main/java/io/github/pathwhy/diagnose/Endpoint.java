package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import java.util.List;

/** Who is meant by a source or a destination. */
public sealed interface Endpoint {

  /** A machine or a managed service, by its interfaces, the primary one first. */
  record Known(String name, List<EffectiveInterface> interfaces) implements Endpoint {
    public Known {
      interfaces = List.copyOf(interfaces);
    }

    /** The machine or service, or the interface itself when nothing owns it. */
    ResourceId id() {
      return interfaces.getFirst().ownerId();
    }
  }

  /** An address, whoever owns it. */
  record Address(IpAddress address) implements Endpoint {}

  /** A host of a network outside Azure. */
  record InSite(Site site, IpAddress address) implements Endpoint {}

  /** A host name. */
  record HostName(String name) implements Endpoint {}
}
