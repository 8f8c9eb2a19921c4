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
import io.github.pathwhy.text.Tree;
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

  private static final String CLOUD_ZONE = "cloudapp.azure.com";

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
    Optional<PublicIpAddress.HostName> hostName = hostName(declared.id(), fields);
    fields.close();
    return new PublicIpAddress(
        declared.id(),
        fields.position(),
        assumed ? standIns.next(version) : address,
        assumed,
        sku,
        hostName);
  }

  /// The name in Azure's zone: the whole of it, or the label with the region. A scope puts a hash
  /// to the label, and machines that describe their addresses put their own index or id to it.
  private static Optional<PublicIpAddress.HostName> hostName(ResourceId address, Fields fields) {
    Optional<String> region = fields.text("location");
    Optional<Fields> given = fields.child("dnsSettings");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Fields settings = given.get();
    Optional<String> whole = settings.text("fqdn").filter(name -> name.indexOf('.') > 0);
    Optional<String> label = settings.text("domainNameLabel");
    settings.allow("domainNameLabelScope");
    settings.allow("reverseFqdn");
    boolean isScoped = !settings.isStrict() && settings.getArm("domainNameLabelScope") != null;
    settings.close();
    if (whole.isPresent()) {
      String name = whole.get().toLowerCase(Locale.ROOT);
      int dot = name.indexOf('.');
      return Optional.of(
          new PublicIpAddress.HostName(name.substring(0, dot), name.substring(dot + 1), true));
    }
    if (label.isEmpty()) {
      return Optional.empty();
    }
    boolean isOfMachine = address.toString().contains("/ipConfigurations/");
    if (isScoped || isOfMachine) {
      settings.miss(
          isScoped ? "domainNameLabelScope" : "domainNameLabel",
          "{the name that Azure makes of " + label.get() + "}");
    }
    String zone =
        region.map(place -> place.replace(" ", "").toLowerCase(Locale.ROOT) + ".").orElse("")
            + CLOUD_ZONE;
    return region.isEmpty() && !isScoped && !isOfMachine
        ? Optional.empty()
        : Optional.of(
            new PublicIpAddress.HostName(
                label.get().toLowerCase(Locale.ROOT), zone, !isScoped && !isOfMachine));
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
    if (fields.getArm("sku") instanceof Tree.Mapping sku) {
      fields.nested(sku, "sku").getArm("tier");
    }
    Optional<ResourceId> custom =
        fields.lookAt("customIPPrefix") instanceof Tree.Mapping reference
                && reference.get("id") instanceof Tree.Scalar id
            ? Optional.of(ResourceId.of(id.text()))
            : Optional.empty();
    Optional<Prefix> prefix = fields.prefixes("ipPrefix").stream().findFirst();
    fields.get("prefixLength");
    fields.close();
    return new PublicIpPrefix(declared.id(), fields.position(), prefix, custom);
  }

  public ApplicationSecurityGroup readGroup(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    fields.close();
    return new ApplicationSecurityGroup(declared.id(), fields.position());
  }
}
