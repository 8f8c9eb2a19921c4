package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// A private endpoint: an address in a subnet that stands for a service elsewhere. Interfaces of
/// the input may carry its addresses; `addresses` are those that the endpoint itself names.
/// `stated` is whether the input says the state of the connection, which otherwise follows from how
/// it was asked for.
public record PrivateEndpoint(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId subnet,
    List<IpAddress> addresses,
    List<ResourceId> networkInterfaces,
    Optional<ResourceId> target,
    List<String> groupIds,
    State state,
    List<DnsConfiguration> dns,
    List<ResourceId> dnsZones,
    boolean stated)
    implements Resource {

  /** An endpoint whose state is given. */
  public PrivateEndpoint(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId subnet,
      List<IpAddress> addresses,
      List<ResourceId> networkInterfaces,
      Optional<ResourceId> target,
      List<String> groupIds,
      State state,
      List<DnsConfiguration> dns,
      List<ResourceId> dnsZones) {
    this(
        id,
        declaredAt,
        subnet,
        addresses,
        networkInterfaces,
        target,
        groupIds,
        state,
        dns,
        dnsZones,
        true);
  }

  public PrivateEndpoint {
    addresses = List.copyOf(addresses);
    networkInterfaces = List.copyOf(networkInterfaces);
    groupIds = List.copyOf(groupIds);
    dns = List.copyOf(dns);
    dnsZones = List.copyOf(dnsZones);
  }

  /** Whether the owner of the service let the endpoint in; only an approved one passes traffic. */
  public enum State {
    APPROVED("Approved"),
    PENDING("Pending"),
    REJECTED("Rejected"),
    DISCONNECTED("Disconnected");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }

  /** A public name of the service and the endpoint's addresses for it. */
  public record DnsConfiguration(String name, List<IpAddress> addresses) {
    public DnsConfiguration {
      addresses = List.copyOf(addresses);
    }
  }
}
