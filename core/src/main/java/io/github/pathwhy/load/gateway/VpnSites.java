package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Prefixes;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Prefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The VPN sites of virtual WANs; the connections of hubs say which of them count. */
public final class VpnSites {
  private final Map<ResourceId, Site> sites = new HashMap<>();

  /** Its prefixes, and whether it or one of its links speaks BGP. */
  record Site(List<Prefix> prefixes, boolean bgp) {}

  public VpnSites(List<Declarations.Declared> declared) {
    for (Declarations.Declared each : declared) {
      sites.put(each.id(), read(each.fields().begin()));
    }
  }

  /** The site with this id. */
  Optional<Site> find(ResourceId id) {
    return Optional.ofNullable(sites.get(id));
  }

  private static Site read(Fields fields) {
    List<Prefix> prefixes = Prefixes.ofPools(fields, "addressSpace");
    boolean bgp = speaksBgp(fields);
    for (Fields link : fields.namedChildren("vpnSiteLinks")) {
      link.text("name");
      link.text("id");
      link.get("ipAddress");
      link.get("fqdn");
      bgp |= speaksBgp(link);
      link.close();
    }
    // A site is part of a virtual WAN; what counts is which hub connects it.
    fields.get("virtualWan");
    fields.close();
    return new Site(prefixes, bgp);
  }

  private static boolean speaksBgp(Fields fields) {
    Optional<Fields> properties = fields.child("bgpProperties");
    if (properties.isEmpty()) {
      return false;
    }
    Fields bgp = properties.get();
    boolean speaks = bgp.get("asn") != null || bgp.get("bgpPeeringAddress") != null;
    bgp.get("peerWeight");
    bgp.close();
    return speaks;
  }
}
