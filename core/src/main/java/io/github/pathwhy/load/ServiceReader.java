package io.github.pathwhy.load;

import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.ApplicationSecurityGroup;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the small resources: public addresses, NAT gateways, bastion hosts, application groups. */
final class ServiceReader {
  private static final String BASTION_SUBNET = "AzureBastionSubnet";

  private final References references;

  ServiceReader(References references) {
    this.references = references;
  }

  PublicIpAddress readPublicAddress(Declarations.Declared declared) {
    Fields fields = begin(declared);
    fields.text("publicIPAddressVersion");
    fields.text("publicIPAllocationMethod");
    Optional<Fields> sku =
        fields.get("sku") instanceof Tree.Mapping ? fields.child("sku") : Optional.empty();
    Optional<PublicIpAddress.Sku> name =
        sku.orElse(fields)
            .choice(
                sku.isPresent() ? "name" : "sku",
                List.of(PublicIpAddress.Sku.values()),
                ServiceReader::label);
    sku.ifPresent(object -> {
      object.text("tier");
      object.close();
    });
    PublicIpAddress address =
        new PublicIpAddress(declared.id(), fields.position(), fields.address("ipAddress"), name);
    fields.close();
    return address;
  }

  private static String label(PublicIpAddress.Sku sku) {
    return sku.name().charAt(0) + sku.name().substring(1).toLowerCase(Locale.ROOT);
  }

  NatGateway readNatGateway(Declarations.Declared declared) {
    Fields fields = begin(declared);
    fields.get("sku");
    NatGateway gateway =
        new NatGateway(
            declared.id(),
            fields.position(),
            references.many(
                fields,
                fields.get("publicIPAddresses") != null ? "publicIPAddresses" : "publicIpAddresses",
                ResourceType.PUBLIC_IP_ADDRESS),
            references.many(
                fields,
                fields.get("publicIPPrefixes") != null ? "publicIPPrefixes" : "publicIpPrefixes",
                ResourceType.PUBLIC_IP_PREFIX));
    fields.close();
    return gateway;
  }

  Optional<BastionHost> readBastion(Declarations.Declared declared) {
    Fields fields = begin(declared);
    fields.get("sku");
    Fields place = fields.children("ipConfigurations").stream().findFirst().orElse(fields);
    if (place != fields) {
      place.text("name");
      place.text("id");
    }
    Optional<ResourceId> subnet = references.one(place, "subnet", ResourceType.SUBNET);
    place.require("subnet", "a bastion host lives in " + BASTION_SUBNET);
    BastionHost host =
        new BastionHost(
            declared.id(),
            fields.position(),
            subnet.orElse(declared.id()),
            references.one(place, "publicIPAddress", ResourceType.PUBLIC_IP_ADDRESS));
    if (place != fields) {
      place.close();
    }
    fields.close();
    return subnet.isEmpty() ? Optional.empty() : Optional.of(host);
  }

  ApplicationSecurityGroup readGroup(Declarations.Declared declared) {
    Fields fields = begin(declared);
    fields.close();
    return new ApplicationSecurityGroup(declared.id(), fields.position());
  }

  /** The keys that every resource may have. */
  private static Fields begin(Declarations.Declared declared) {
    Fields fields = declared.fields();
    fields.text("name");
    fields.text("id");
    fields.text("location");
    return fields;
  }
}
