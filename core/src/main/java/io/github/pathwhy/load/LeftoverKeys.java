package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.Set;

/// Finds the properties of modelled resources that no reader asks for. Those that say nothing about
/// who reaches whom, and those that repeat what stands elsewhere, do not count.
final class LeftoverKeys {
  /** In lower case. */
  private static final Set<String> WITHOUT_BEARING =
      Set.of(
          "additionalcapabilities",
          "apiversion",
          "applicationprofile",
          "autokeyrolloverenabled",
          "autoscaleconfiguration",
          "availabilityset",
          "billingprofile",
          "comments",
          "contentversion",
          "cookiebasedaffinity",
          "ddosprotectionplan",
          "ddossettings",
          "defaultsecurityrules",
          "dependson",
          "description",
          "diagnosticsprofile",
          "disabletcpstatetracking",
          "enableacceleratednetworking",
          "enableddosprotection",
          "enablehttp2",
          "enabletcpreset",
          "etag",
          "evictionpolicy",
          "extendedlocation",
          "extensionstimebudget",
          "family",
          "fqdns",
          "hardwareprofile",
          "host",
          "hostgroup",
          "id",
          "identity",
          "idletimeoutinminutes",
          "instanceview",
          "intervalinseconds",
          "ipconfiguration",
          "kind",
          "licensetype",
          "loaddistribution",
          "location",
          "macaddress",
          "macaddresses",
          "managedby",
          "metadata",
          "migrationphase",
          "name",
          "nictype",
          "numberofprobes",
          "operationalstate",
          "osprofile",
          "plan",
          "platformfaultdomain",
          "powerstate",
          "primary",
          "privateipallocationmethod",
          "privateips",
          "probethreshold",
          "privatelinkservicenetworkpolicies",
          "provisioningstate",
          "proximityplacementgroup",
          "publicips",
          "requesttimeout",
          "resourcegroup",
          "resourceguid",
          "resourceid",
          "resources",
          "scheduledeventsprofile",
          "securityprofile",
          "storageprofile",
          "subscriptionid",
          "systemdata",
          "tags",
          "tapconfigurations",
          "tenantid",
          "terraformaddress",
          "tier",
          "timecreated",
          "type",
          "uniqueid",
          "userdata",
          "vmid",
          "vnetencryptionsupported",
          "vpngatewaygeneration",
          "vpntype",
          "zones");

  /** Lists that Azure adds to say who uses a resource. */
  private static final Set<String> BACK_REFERENCES =
      Set.of(
          "backendipconfigurations",
          "httplisteners",
          "inboundnatpools",
          "inboundnatrules",
          "ipconfigurationprofiles",
          "ipconfigurations",
          "loadbalancingrules",
          "natgateways",
          "networkinterfaces",
          "outboundrules",
          "pathrules",
          "privateendpoints",
          "redirectconfigurations",
          "requestroutingrules",
          "resourcenavigationlinks",
          "serviceassociationlinks",
          "subnets",
          "urlpathmaps",
          "virtualmachines",
          "virtualnetworktaps");

  private final Declarations declarations;
  private final Coverage coverage;
  private final Problems problems;
  private final Leftovers leftovers;

  LeftoverKeys(
      Declarations declarations, Coverage coverage, Problems problems, Omissions omissions) {
    this.declarations = declarations;
    this.coverage = coverage;
    this.problems = problems;
    this.leftovers = new Leftovers(WITHOUT_BEARING, BACK_REFERENCES, omissions);
  }

  /// Names what is left over in all resources. In pathwhy's own form it is a mistake, which the
  /// readers have found; what such an input laid over another one is in its form, too.
  void find() {
    for (ResourceType type : ResourceType.values()) {
      Coverage.Shape shape = coverage.of(type.armType());
      for (Declarations.Declared declared : declarations.all(type)) {
        Tree.Mapping mapping = declared.fields().mapping();
        if (!problems.isStrict(mapping.at())) {
          leftovers.find(mapping, shape, type.armType() + ": ");
        }
      }
    }
  }
}
