package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a service lives in a virtual network: its subnet and addresses, written directly or in
/// `ipConfigurations`.
public record Placement(
    Optional<ResourceId> subnet,
    List<ResourceId> publicIpAddresses,
    Optional<IpAddress> privateAddress) {
  /** The first name of the public address of a firewall. */
  private static final String OLD_ADDRESS = "internalPublicIpAddress";

  public Placement {
    publicIpAddresses = List.copyOf(publicIpAddresses);
  }

  public static Placement read(Fields fields, References references) {
    Placement place = one(fields, references);
    for (Fields configuration : fields.children("ipConfigurations")) {
      configuration.text("name");
      configuration.text("id");
      place = place.and(one(configuration, references));
      configuration.close();
    }
    return place;
  }

  private static Placement one(Fields fields, References references) {
    fields.getArm("privateIPAllocationMethod");
    String address = fields.getArm(OLD_ADDRESS) == null ? "publicIPAddress" : OLD_ADDRESS;
    return new Placement(
        references.one(fields, "subnet", ResourceType.SUBNET),
        references.many(fields, address, ResourceType.PUBLIC_IP_ADDRESS),
        fields.address("privateIPAddress"));
  }

  /** The first subnet and private address of both, and all public ones. */
  private Placement and(Placement other) {
    List<ResourceId> addresses = new ArrayList<>(publicIpAddresses);
    addresses.addAll(other.publicIpAddresses);
    return new Placement(
        subnet.or(other::subnet), addresses, privateAddress.or(other::privateAddress));
  }
}
