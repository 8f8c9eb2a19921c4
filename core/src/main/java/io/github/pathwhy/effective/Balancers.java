package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The load balancers of a topology: who has which frontend address, and which interfaces are
/// members of which pool. A pool lists its members, or they list the pool.
public final class Balancers {
  private final Topology topology;
  private final InterfaceIndex interfaces;
  private final Map<ResourceId, Map<IpAddress, PublicOwner.Frontend>> frontends = new HashMap<>();
  private final Map<ResourceId, PublicOwner.Frontend> publicFrontends = new HashMap<>();
  private final Map<ResourceId, PublicOwner.Frontend> byId = new HashMap<>();
  private final Map<ResourceId, LoadBalancer.Pool> pools = new HashMap<>();
  private final Map<ResourceId, Set<Member>> members = new HashMap<>();
  private final Map<ResourceId, List<Membership>> memberships = new HashMap<>();
  private final Set<ResourceId> missing = new HashSet<>();

  /** An address of a member. */
  public record Member(EffectiveInterface at, IpConfiguration configuration) {}

  /// A pool that an interface is in. `byAddress` is set for pools that list plain addresses; those
  /// do not change what the members may do on their own.
  public record Membership(LoadBalancer balancer, LoadBalancer.Pool pool, boolean byAddress) {}

  Balancers(Topology topology, InterfaceIndex interfaces) {
    this.topology = topology;
    this.interfaces = interfaces;
    List<LoadBalancer> balancers = topology.all(LoadBalancer.class);
    for (LoadBalancer balancer : balancers) {
      balancer.frontends().forEach(frontend -> addFrontend(balancer, frontend));
      for (LoadBalancer.Pool pool : balancer.pools()) {
        pools.put(pool.id(), pool);
        pool.ipConfigurations().forEach(id -> addMember(balancer, pool, find(id), false));
        pool.addresses().forEach(address -> addByAddress(balancer, pool, address));
      }
    }
    if (!balancers.isEmpty()) {
      addNamedByMembers(balancers);
    }
  }

  private void addFrontend(LoadBalancer balancer, LoadBalancer.Frontend frontend) {
    PublicOwner.Frontend place = new PublicOwner.Frontend(balancer, frontend);
    byId.put(frontend.id(), place);
    frontend.publicIpAddress().ifPresent(id -> publicFrontends.put(id, place));
    Optional<Subnet> subnet = frontend.subnet().flatMap(id -> topology.find(id, Subnet.class));
    if (subnet.isPresent() && frontend.privateAddress().isPresent()) {
      frontends
          .computeIfAbsent(subnet.get().virtualNetwork(), _ -> new HashMap<>())
          .put(frontend.privateAddress().get(), place);
    }
  }

  private PublicOwner.@Nullable Interface find(ResourceId configuration) {
    return interfaces.byConfiguration(configuration);
  }

  private void addMember(
      LoadBalancer balancer,
      LoadBalancer.Pool pool,
      PublicOwner.@Nullable Interface place,
      boolean byAddress) {
    if (place == null) {
      missing.add(pool.id());
      return;
    }
    Member member = new Member(place.at(), place.configuration());
    if (members.computeIfAbsent(pool.id(), _ -> new LinkedHashSet<>()).add(member)) {
      memberships
          .computeIfAbsent(place.at().nic().id(), _ -> new ArrayList<>(1))
          .add(new Membership(balancer, pool, byAddress));
    }
  }

  /// An address is looked up in the network that the pool names, else in that of the frontends,
  /// else in all.
  private void addByAddress(LoadBalancer balancer, LoadBalancer.Pool pool, IpAddress address) {
    Optional<ResourceId> network =
        pool.virtualNetwork()
            .or(() ->
                balancer.frontends().stream()
                    .map(LoadBalancer.Frontend::subnet)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .flatMap(id -> topology.find(id, Subnet.class))
                    .map(Subnet::virtualNetwork));
    List<ResourceId> networks =
        network
            .map(List::of)
            .orElseGet(
                () -> topology.all(VirtualNetwork.class).stream().map(VirtualNetwork::id).toList());
    for (ResourceId id : networks) {
      EffectiveInterface at = interfaces.at(id, address);
      if (at != null) {
        at.configuration(address)
            .ifPresent(configuration ->
                addMember(balancer, pool, new PublicOwner.Interface(at, configuration), true));
      }
    }
  }

  private void addNamedByMembers(List<LoadBalancer> balancers) {
    Map<ResourceId, Membership> pools = new HashMap<>();
    for (LoadBalancer balancer : balancers) {
      balancer.pools().forEach(pool -> pools.put(pool.id(), new Membership(balancer, pool, false)));
    }
    for (EffectiveInterface at : interfaces.all()) {
      for (IpConfiguration configuration : at.nic().ipConfigurations()) {
        for (ResourceId id : configuration.pools()) {
          Membership named = pools.get(id);
          if (named != null) {
            addMember(
                named.balancer(),
                named.pool(),
                new PublicOwner.Interface(at, configuration),
                false);
          }
        }
      }
    }
  }

  /** The frontend with this private address in a virtual network. */
  public Optional<PublicOwner.Frontend> frontend(ResourceId virtualNetwork, IpAddress address) {
    Map<IpAddress, PublicOwner.Frontend> known = frontends.get(virtualNetwork);
    return known == null ? Optional.empty() : Optional.ofNullable(known.get(address));
  }

  /** The frontend with this id. */
  public Optional<PublicOwner.Frontend> place(ResourceId frontend) {
    return Optional.ofNullable(byId.get(frontend));
  }

  /** The frontend that has a public IP address resource. */
  Optional<PublicOwner.Frontend> frontend(ResourceId publicIpAddress) {
    return Optional.ofNullable(publicFrontends.get(publicIpAddress));
  }

  /** The members of a pool whose interfaces are known. */
  public List<Member> members(ResourceId pool) {
    return List.copyOf(members.getOrDefault(pool, Set.of()));
  }

  /** The frontends of regional load balancers that a pool of a global one has. */
  public List<PublicOwner.Frontend> frontends(ResourceId pool) {
    List<PublicOwner.Frontend> found = new ArrayList<>(0);
    LoadBalancer.Pool known = pools.get(pool);
    for (ResourceId id : known == null ? List.<ResourceId>of() : known.frontends()) {
      PublicOwner.Frontend place = byId.get(id);
      if (place != null) {
        found.add(place);
      }
    }
    return found;
  }

  /** What the administrator decided about a member of a pool. */
  public LoadBalancer.AdminState adminState(ResourceId pool, Member member) {
    LoadBalancer.Pool known = pools.get(pool);
    IpConfiguration configuration = member.configuration();
    return known == null
        ? LoadBalancer.AdminState.NONE
        : known.adminStates().of(configuration.id(), configuration.privateAddress());
  }

  /** Whether a pool has members that are not in the input. */
  public boolean lacksMembers(ResourceId pool) {
    LoadBalancer.Pool known = pools.get(pool);
    return missing.contains(pool)
        || (known != null && !byId.keySet().containsAll(known.frontends()));
  }

  /** The pools that an interface is in. */
  public List<Membership> of(EffectiveInterface at) {
    return memberships.getOrDefault(at.nic().id(), List.of());
  }

  /// The member that an inbound NAT rule forwards a port to: the one it names, or the one whose
  /// turn it is among those that name the rule, else among those of the rule's pool.
  public Optional<Member> target(LoadBalancer.InboundNat rule, int port) {
    Optional<Member> named =
        rule.ipConfiguration()
            .map(interfaces::byConfiguration)
            .map(place -> new Member(place.at(), place.configuration()));
    if (named.isPresent()) {
      return named;
    }
    List<Member> naming = naming(rule);
    List<Member> targets =
        naming.isEmpty() ? rule.pool().map(this::members).orElse(List.of()) : naming;
    int turn = port - rule.firstPort();
    return turn < targets.size() ? Optional.of(targets.get(turn)) : Optional.empty();
  }

  /** The ip configurations that name a NAT rule. */
  private List<Member> naming(LoadBalancer.InboundNat rule) {
    List<Member> found = new ArrayList<>();
    for (EffectiveInterface at : interfaces.all()) {
      for (IpConfiguration configuration : at.nic().ipConfigurations()) {
        if (configuration.pools().contains(rule.id())) {
          found.add(new Member(at, configuration));
        }
      }
    }
    return found;
  }
}
