package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.Locale;
import java.util.Set;

/// Finds the properties of modelled resources that no reader asks for. Those that say nothing about
/// who reaches whom, and those that repeat what stands elsewhere, do not count.
final class LeftoverKeys {
  private static final String WRAPPER = "properties";

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
  private final Omissions omissions;

  LeftoverKeys(
      Declarations declarations, Coverage coverage, Problems problems, Omissions omissions) {
    this.declarations = declarations;
    this.coverage = coverage;
    this.problems = problems;
    this.omissions = omissions;
  }

  /** Names what is left over in all resources. */
  void find() {
    for (ResourceType type : ResourceType.values()) {
      Coverage.Shape shape = coverage.of(type.armType());
      for (Declarations.Declared declared : declarations.all(type)) {
        find(declared.fields().mapping(), shape, type.armType() + ": ");
      }
    }
  }

  private void find(Tree.Mapping mapping, Coverage.Shape shape, String path) {
    for (Tree.Entry entry : mapping.entries()) {
      if (problems.isStrict(entry.at())) {
        continue;
      }
      if (entry.key().equals(WRAPPER) && entry.value() instanceof Tree.Mapping properties) {
        find(properties, shape, path);
      } else if (!shape.isAsked(entry.key())) {
        if (saysSomething(entry)) {
          omissions.add(entry.at(), path + entry.key(), "not understood");
        }
      } else if (!(entry.value() instanceof Tree.Scalar)) {
        shape
            .find(entry.key())
            .ifPresent(inner -> findInside(entry, inner, path + entry.key() + "."));
      }
    }
  }

  private void findInside(Tree.Entry entry, Coverage.Shape shape, String path) {
    switch (entry.value()) {
      case Tree.Mapping mapping -> find(mapping, shape, path);
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping mapping) {
            find(mapping, shape, path);
          }
        }
      }
      case Tree.Scalar _ -> {}
    }
  }

  private static boolean saysSomething(Tree.Entry entry) {
    String key = entry.key().toLowerCase(Locale.ROOT);
    if (WITHOUT_BEARING.contains(key)) {
      return false;
    }
    return switch (entry.value()) {
      case Tree.Scalar scalar ->
          scalar.kind() != Tree.Kind.NULL
              && !scalar.text().isEmpty()
              && !scalar.text().equalsIgnoreCase("false");
      case Tree.Sequence list -> !list.items().isEmpty() && !BACK_REFERENCES.contains(key);
      case Tree.Mapping mapping -> !mapping.entries().isEmpty();
    };
  }
}
