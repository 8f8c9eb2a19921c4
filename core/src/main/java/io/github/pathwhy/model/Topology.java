package io.github.pathwhy.model;

import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A complete network description. Resources keep the order in which they were declared.
/// Observations are keyed by the id of the resource they are about; service tags that an input
/// overrides are keyed by their lower-case name.
public final class Topology {
  private final Map<ResourceId, Resource> resources = new LinkedHashMap<>();
  private final Map<ResourceId, Subnet> subnets = new LinkedHashMap<>();
  private final Map<Class<?>, List<? extends Resource>> byKind = new ConcurrentHashMap<>();
  private final Map<ResourceId, Observation> observations;
  private final List<Site> sites;
  private final List<DnsRecord> dns;
  private final Map<String, List<Prefix>> serviceTags;
  private final Optional<Cloud> cloud;
  private final Gaps gaps;

  /** A description of which everything is known. */
  public Topology(
      List<? extends Resource> resources,
      Map<ResourceId, Observation> observations,
      List<Site> sites,
      List<DnsRecord> dns,
      Map<String, List<Prefix>> serviceTags) {
    this(resources, observations, sites, dns, serviceTags, Optional.empty(), Gaps.NONE);
  }

  /// A description with gaps.
  ///
  /// @param cloud the cloud that the input names
  public Topology(
      List<? extends Resource> resources,
      Map<ResourceId, Observation> observations,
      List<Site> sites,
      List<DnsRecord> dns,
      Map<String, List<Prefix>> serviceTags,
      Optional<Cloud> cloud,
      Gaps gaps) {
    this.cloud = cloud;
    this.gaps = gaps;
    for (Resource resource : resources) {
      this.resources.put(resource.id(), resource);
      if (resource instanceof VirtualNetwork network) {
        network.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
      }
    }
    this.observations = Map.copyOf(observations);
    this.sites = List.copyOf(sites);
    this.dns = List.copyOf(dns);
    this.serviceTags = Map.copyOf(serviceTags);
  }

  /**
   * The resource with this id, when it is of the wanted kind. Subnets are found by their id too.
   */
  public <R extends Resource> Optional<R> find(ResourceId id, Class<R> kind) {
    Resource resource = resources.get(id);
    if (resource == null) {
      resource = subnets.get(id);
    }
    return kind.isInstance(resource) ? Optional.of(kind.cast(resource)) : Optional.empty();
  }

  /** All resources of a kind, in order of declaration. */
  public <R extends Resource> List<R> all(Class<R> kind) {
    // Every hop asks for some kind. What is there is got without the lock of computeIfAbsent.
    List<? extends Resource> known = byKind.get(kind);
    if (known == null) {
      known = byKind.computeIfAbsent(kind, this::ofKind);
    }
    @SuppressWarnings("unchecked")
    List<R> found = (List<R>) known;
    return found;
  }

  private List<Resource> ofKind(Class<?> kind) {
    List<Resource> found = new ArrayList<>();
    for (Resource resource : resources.values()) {
      if (kind.isInstance(resource)) {
        found.add(resource);
      }
    }
    return Collections.unmodifiableList(found);
  }

  /** All resources except subnets, in order of declaration. */
  public List<Resource> resources() {
    return List.copyOf(resources.values());
  }

  /** What was observed of a resource. */
  public Optional<Observation> observation(ResourceId id) {
    return Optional.ofNullable(observations.get(id));
  }

  /** What may decide and is not followed. */
  public Gaps gaps() {
    return gaps;
  }

  /** The networks outside Azure. */
  public List<Site> sites() {
    return sites;
  }

  /** The known names. */
  public List<DnsRecord> dns() {
    return dns;
  }

  /** The expansions of service tags that the input gives, by lower-case tag name. */
  public Map<String, List<Prefix>> serviceTags() {
    return serviceTags;
  }

  /// The cloud that all this is in: the one that the input names, else that of the regions; none
  /// when those are in several.
  public Optional<Cloud> cloud() {
    return cloud.isPresent() ? cloud : Cloud.ofRegions(all(VirtualNetwork.class));
  }
}
