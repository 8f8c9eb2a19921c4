package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.names.NameResolver;
import io.github.pathwhy.effective.names.Resolution;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the members of application gateways' pools. */
public final class BackendPool {
  private final EffectiveNetwork network;

  public BackendPool(EffectiveNetwork network) {
    this.network = network;
  }

  /** The addresses of members, and what the input lacks to know all. */
  public record Members(Set<IpAddress> addresses, List<Missing> missing) {}

  /** The members of a pool; names are resolved as in the gateway's network. */
  public Members members(ApplicationGateway.Pool pool, EffectiveInterface at) {
    Set<IpAddress> addresses = new LinkedHashSet<>(pool.addresses());
    List<Missing> missing = new ArrayList<>(0);
    for (ResourceId id : pool.ipConfigurations()) {
      Optional<PublicOwner.Interface> member = network.configuration(id);
      if (member.isPresent()) {
        addresses.add(member.get().configuration().privateAddress());
      } else {
        missing.add(new Missing.Member(id));
      }
    }
    NameResolver resolver = new NameResolver(network, Optional.of(at.virtualNetwork()));
    for (String name : pool.names()) {
      switch (resolver.resolve(name, Optional.empty())) {
        case Resolution.Resolved(List<IpAddress> found) -> addresses.addAll(found);
        case Resolution.Failed failed ->
            missing.add(new Missing.MemberAddress(failed.name(), failed.reason()));
        case Resolution.NotKnown(String _, Missing unknown) -> missing.add(unknown);
      }
    }
    return new Members(addresses, missing);
  }
}
