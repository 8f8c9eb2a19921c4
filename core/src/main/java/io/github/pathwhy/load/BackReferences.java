package io.github.pathwhy.load;

import io.github.pathwhy.model.resource.Gap;
import java.util.Locale;
import java.util.Set;

/// Properties by which Azure says of a resource who uses it. They count for users that are in no
/// input; those that are there say it themselves.
final class BackReferences {
  /** The collection of the resource, and the property. */
  private static final Set<String> KNOWN =
      Set.of(
          "publicipaddresses ipconfiguration.id",
          "publicipaddresses natgateway",
          "publicipaddresses publicipprefix",
          "publicipprefixes publicipaddresses",
          "publicipprefixes natgateway",
          "publicipprefixes loadbalancerfrontendipconfiguration",
          "subnets ipconfigurations.id",
          "subnets ipconfigurationprofiles.id",
          "subnets privateendpoints",
          "subnets applicationgatewayipconfigurations.id",
          "virtualhubs azurefirewall",
          "virtualhubs bgpconnections",
          "virtualhubs expressroutegateway",
          "virtualhubs p2svpngateway",
          "virtualhubs vpngateway",
          "hubroutetables associatedconnections",
          "hubroutetables propagatingconnections");

  private BackReferences() {}

  /** Whether a property of a resource only names others that use it. */
  static boolean are(Gap gap) {
    return KNOWN.contains((collectionOf(gap) + " " + gap.property()).toLowerCase(Locale.ROOT));
  }

  private static String collectionOf(Gap gap) {
    String id = gap.of().toString();
    int name = id.lastIndexOf('/');
    return name < 0 ? "" : id.substring(id.lastIndexOf('/', name - 1) + 1, name);
  }
}
