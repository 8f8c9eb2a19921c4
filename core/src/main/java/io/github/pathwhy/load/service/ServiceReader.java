package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Skus;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.PublicIpPrefix;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.ApplicationSecurityGroup;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the small resources: public addresses, NAT gateways, bastion hosts, application groups. */
public final class ServiceReader {
  private static final String VERSION = "publicIPAddressVersion";
  private static final String BASTION_SUBNET = "AzureBastionSubnet";

  /** The SKU of bastion hosts that Azure keeps outside of networks. */
  private static final String DEVELOPER = "Developer";

  /** What a NAT gateway of another SKU can do is not known. */
  private static final List<NatSku> NAT_SKUS = List.of(NatSku.values());

  private static final List<PublicIpAddress.Sku> SKUS = List.of(PublicIpAddress.Sku.values());

  private enum NatSku {
    STANDARD,
    STANDARD_V2
  }

  private final References references;

  public ServiceReader(References references) {
    this.references = references;
  }

  /** A public address; one that Azure has yet to give gets a stand-in. */
  public PublicIpAddress readPublicAddress(Declarations.Declared declared, StandIns standIns) {
    Fields fields = declared.fields().begin();
    IpVersion version =
        fields.choice(VERSION, List.of(IpVersion.values()), IpVersion::label).orElse(IpVersion.V4);
    fields.text("publicIPAllocationMethod");
    Optional<PublicIpAddress.Sku> sku = Skus.name(fields, SKUS);
    Optional<IpAddress> address = fields.address("ipAddress");
    boolean assumed = !fields.takeUnknowns("ipAddress").isEmpty();
    if (address.isPresent()) {
      fields.takeUnknowns(VERSION);
    }
    Optional<String> hostName = hostName(fields);
    fields.close();
    return new PublicIpAddress(
        declared.id(),
        fields.position(),
        assumed ? standIns.next(version) : address,
        assumed,
        sku,
        hostName);
  }

  /// The name in Azure's zone: the whole of it, or the label with the region, unless a scope adds
  /// something to it that nobody knows.
  private static Optional<String> hostName(Fields address) {
    Optional<String> region = address.text("location");
    Optional<Fields> settings = address.child("dnsSettings");
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> whole = settings.get().text("fqdn");
    Optional<String> label = settings.get().text("domainNameLabel");
    settings.get().allow("domainNameLabelScope");
    settings.get().allow("reverseFqdn");
    boolean scoped = settings.get().mapping().findIgnoringCase("domainNameLabelScope") != null;
    settings.get().close();
    return whole.or(() ->
        label
            .filter(_ -> !scoped)
            .flatMap(name ->
                region.map(place ->
                    name
                        + "."
                        + place.replace(" ", "").toLowerCase(Locale.ROOT)
                        + ".cloudapp.azure.com")));
  }

  public NatGateway readNatGateway(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    Optional<NatSku> sku = Optional.empty();
    if (fields.isStrict()) {
      fields.get("sku");
    } else {
      sku = Skus.name(fields, NAT_SKUS);
    }
    if (!fields.isStrict()) {
      // The subnets name their gateway.
      fields.get("subnets");
    }
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
                ResourceType.PUBLIC_IP_PREFIX),
            sku.equals(Optional.of(NatSku.STANDARD_V2)));
    fields.close();
    return gateway;
  }

  public Optional<BastionHost> readBastion(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    boolean isWithoutSubnet = Skus.word(fields).filter(DEVELOPER::equalsIgnoreCase).isPresent();
    Fields place = fields.children("ipConfigurations").stream().findFirst().orElse(fields);
    if (place != fields) {
      place.text("name");
      place.text("id");
    }
    if (!isWithoutSubnet) {
      place.require("subnet", "a bastion host lives in " + BASTION_SUBNET);
    }
    Optional<ResourceId> subnet = references.one(place, "subnet", ResourceType.SUBNET);
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

  public PublicIpPrefix readPublicPrefix(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    // An address of a prefix, and what translates to it, say the same SKU.
    Skus.word(fields);
    Optional<Prefix> prefix = fields.prefixes("ipPrefix").stream().findFirst();
    fields.get("prefixLength");
    fields.close();
    return new PublicIpPrefix(declared.id(), fields.position(), prefix);
  }

  public ApplicationSecurityGroup readGroup(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    fields.close();
    return new ApplicationSecurityGroup(declared.id(), fields.position());
  }
}
