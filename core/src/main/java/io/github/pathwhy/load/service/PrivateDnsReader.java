package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.service.PrivateDnsZone;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads private DNS zones with their record sets and links. */
public final class PrivateDnsReader {
  private static final List<String> POLICIES = List.of("Default", "NxDomainRedirect");

  private final References references;

  public PrivateDnsReader(References references) {
    this.references = references;
  }

  public PrivateDnsZone read(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    List<PrivateDnsZone.RecordSet> records = new ArrayList<>();
    ResourceId id = declared.id();
    readAddresses(id, fields, "A", "aRecords", "ipv4Address", records);
    readAddresses(id, fields, "AAAA", "aaaaRecords", "ipv6Address", records);
    for (Fields alias : fields.namedChildren("CNAME")) {
      alias.own(id.child("CNAME", alias.text("name").orElse("")));
      readAlias(alias).ifPresent(records::add);
    }
    List<PrivateDnsZone.Link> links = new ArrayList<>();
    for (Fields link : fields.namedChildren("virtualNetworkLinks")) {
      readLink(declared.id(), link).ifPresent(links::add);
    }
    PrivateDnsZone zone = new PrivateDnsZone(declared.id(), fields.position(), records, links);
    fields.close();
    return zone;
  }

  private static void readAddresses(
      ResourceId id,
      Fields zone,
      String type,
      String key,
      String addressKey,
      List<PrivateDnsZone.RecordSet> records) {
    for (Fields set : zone.namedChildren(type)) {
      set.require("name", "the name in the zone; @ is the zone itself");
      Optional<String> name = set.text("name");
      set.own(id.child(type, name.orElse("")));
      List<IpAddress> addresses = new ArrayList<>();
      int index = 0;
      for (Tree item : set.items(key)) {
        if (item instanceof Tree.Mapping mapping) {
          Fields record = set.nested(mapping, key + "[" + index + "]");
          record.require(addressKey, "give the address");
          record.address(addressKey).ifPresent(addresses::add);
          record.close();
        } else {
          Optional<IpAddress> address =
              item instanceof Tree.Scalar scalar
                  ? IpAddress.parse(scalar.text())
                  : Optional.empty();
          address.ifPresent(addresses::add);
          if (address.isEmpty()) {
            set.problem(item, key, item.describe(), "expected an IP address");
          }
        }
        index++;
      }
      if (set.isStrict()) {
        set.require(key, "give the addresses");
      }
      set.close();
      name.ifPresent(text ->
          records.add(
              new PrivateDnsZone.RecordSet(text, set.position(), addresses, Optional.empty())));
    }
  }

  private static Optional<PrivateDnsZone.RecordSet> readAlias(Fields set) {
    set.require("name", "the name in the zone");
    Optional<String> name = set.text("name");
    set.require("cnameRecord", "give the name that it stands for");
    Optional<String> alias = Optional.empty();
    if (set.get("cnameRecord") instanceof Tree.Mapping mapping) {
      Fields record = set.nested(mapping, "cnameRecord");
      record.require("cname", "give the name that it stands for");
      alias = record.text("cname");
      record.close();
    } else {
      alias = set.text("cnameRecord");
    }
    set.close();
    if (name.isEmpty() || alias.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new PrivateDnsZone.RecordSet(name.get(), set.position(), List.of(), alias));
  }

  private Optional<PrivateDnsZone.Link> readLink(ResourceId zone, Fields link) {
    String name = link.text("name").orElse("");
    link.require("virtualNetwork", "name the network in which the zone answers");
    Optional<ResourceId> network =
        references.one(link, "virtualNetwork", ResourceType.VIRTUAL_NETWORK);
    boolean registration = link.flag("registrationEnabled").orElse(false);
    boolean fallback =
        link.choice("resolutionPolicy", POLICIES, word -> word)
            .filter("NxDomainRedirect"::equals)
            .isPresent();
    link.close();
    ResourceId id = Declarations.childId(zone, link, "virtualNetworkLinks", name);
    return network.map(
        to -> new PrivateDnsZone.Link(id, to, link.position(), registration, fallback));
  }
}
