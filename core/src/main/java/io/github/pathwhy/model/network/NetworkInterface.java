package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// A network interface (NIC). Its first ip configuration is the primary one. DNS servers of its own
/// stand in place of those of its network.
public record NetworkInterface(
    ResourceId id,
    SourcePosition declaredAt,
    List<IpConfiguration> ipConfigurations,
    boolean ipForwarding,
    Optional<ResourceId> securityGroup,
    Optional<ResourceId> virtualMachine,
    List<IpAddress> dnsServers,
    Facts facts)
    implements Resource {

  public NetworkInterface {
    ipConfigurations = List.copyOf(ipConfigurations);
    dnsServers = List.copyOf(dnsServers);
  }

  /** An interface that asks the DNS servers of its network, and of which Azure has said nothing. */
  public NetworkInterface(
      ResourceId id,
      SourcePosition declaredAt,
      List<IpConfiguration> ipConfigurations,
      boolean ipForwarding,
      Optional<ResourceId> securityGroup,
      Optional<ResourceId> virtualMachine) {
    this(
        id,
        declaredAt,
        ipConfigurations,
        ipForwarding,
        securityGroup,
        virtualMachine,
        List.of(),
        Facts.NONE);
  }

  /// What Azure prints of an interface and nobody configures: whether it is the primary one of its
  /// machine, whether TCP port 25 to the internet is open, whether it has default outbound access,
  /// and the names of what it leads to as a private endpoint.
  public record Facts(
      boolean primary,
      Optional<Boolean> smtpOut,
      Optional<Boolean> defaultOutbound,
      List<String> privateLinkNames) {

    /** Nothing known. */
    public static final Facts NONE =
        new Facts(false, Optional.empty(), Optional.empty(), List.of());

    public Facts {
      privateLinkNames = List.copyOf(privateLinkNames);
    }
  }
}
