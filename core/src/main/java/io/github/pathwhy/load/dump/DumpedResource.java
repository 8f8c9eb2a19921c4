package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.service.PlatformServices;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource of a dump: gets the type and the name that its id says, and is left out when it was
/// listed without its properties, which must not pass for having none.
record DumpedResource(Tree.Mapping object, ArmId id) {
  private static final String PROPERTIES = "properties";

  /** The type: what the id says, where the model knows that type, else what is written. */
  Optional<String> type() {
    Optional<String> byId = id.type();
    if (byId.isPresent() && ResourceType.ofArmType(byId.get()).isPresent()) {
      return byId;
    }
    return value(object, "type") instanceof Tree.Scalar written && written.text().indexOf('/') > 0
        ? Optional.of(written.text())
        : byId;
  }

  /// Whether nothing needs to be made out: a resource as the REST API prints it. Machines may have
  /// been observed, and the interfaces of scale sets say less in their type than in their id.
  static boolean isWhole(Tree.Mapping object) {
    return object.get(PROPERTIES) instanceof Tree.Mapping
        && object.get("type") instanceof Tree.Scalar type
        && object.get("name") instanceof Tree.Scalar name
        && object.get("id") instanceof Tree.Scalar id
        && !name.text().isEmpty()
        && ResourceId.isArm(id.text())
        && !id.text().contains("/virtualMachineScaleSets/")
        && ResourceType.ofArmType(type.text())
            .filter(known -> known != ResourceType.VIRTUAL_MACHINE)
            .isPresent();
  }

  /** Passes the resource on, or names why not. */
  void read(Reading reading, String path, boolean fromGraph) {
    String type = type().orElse("resource");
    String what = type + " " + id.name();
    if (fromGraph && value(object, PROPERTIES) == null) {
      reading.leaveOut(
          object.at(),
          what,
          "listed without properties; add properties to project, or drop project");
    } else if (isStub() && !isComplete(type)) {
      reading.leaveOut(
          object.at(),
          what,
          "listed without properties; az resource list prints none: use az network … list,"
              + " az vm list or Resource Graph");
    } else if (isSummary(type)) {
      reading.leaveOut(
          object.at(), what, "listed without network interfaces; use az vm show or list");
    } else if (isWithoutSku(type)) {
      reading.leaveOut(
          object.at(), what, "printed without its SKU; use az network lb show or list");
    } else if (isPart(type)) {
      reading.leaveOut(object.at(), what, "part of another resource; give the output for that one");
    } else {
      reading.limits().addNode(object.at(), type.length());
      reading.resource(complete(), path);
    }
  }

  /** Whether nothing but what every resource has is there. */
  private boolean isStub() {
    for (Tree.Entry entry : object.entries()) {
      boolean empty =
          entry.value() instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
      if (!empty && !isGeneral(entry.key())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGeneral(String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "id",
          "name",
          "type",
          "location",
          "resourcegroup",
          "resourcegroupname",
          "resourceid",
          "resourcename",
          "resourcetype",
          "subscriptionid",
          "tenantid",
          "kind",
          "sku",
          "plan",
          "tags",
          "identity",
          "managedby",
          "zones",
          "etag",
          "systemdata",
          "createdtime",
          "changedtime",
          "provisioningstate",
          "extendedlocation" ->
          true;
      default -> false;
    };
  }

  /** Whether nothing that is read is missing from a resource of the type without properties. */
  private static boolean isComplete(String type) {
    Optional<ResourceType> known = ResourceType.ofArmType(type);
    return known.isPresent()
        ? known.get() == ResourceType.APPLICATION_SECURITY_GROUP
        : !PlatformServices.areServices(type);
  }

  /** What `az vm create` prints of a machine; interfaces may name machines of the REST API, too. */
  private boolean isSummary(String type) {
    Tree.Mapping flat = Merge.flat(object);
    return ResourceType.ofArmType(type).filter(ResourceType.VIRTUAL_MACHINE::equals).isPresent()
        && value(object, PROPERTIES) == null
        && value(flat, "networkProfile") == null
        && value(flat, "networkInterfaces") == null;
  }

  /** What `az network lb create` prints: a missing SKU would pass for Basic. */
  private boolean isWithoutSku(String type) {
    return value(object, "id") == null
        && value(object, "sku") == null
        && ResourceType.ofArmType(type).filter(ResourceType.LOAD_BALANCER::equals).isPresent();
  }

  /** Parts that ARM lists, but that only the description of the whole puts in their place. */
  private static boolean isPart(String type) {
    return switch (type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT)) {
      case "defaultsecurityrules",
          "frontendipconfigurations",
          "loadbalancingrules",
          "outboundrules",
          "probes" ->
          true;
      case "ipconfigurations" ->
          type.toLowerCase(Locale.ROOT).endsWith("networkinterfaces/ipconfigurations");
      default -> false;
    };
  }

  private Tree.Mapping complete() {
    Optional<String> type = type();
    boolean typed =
        type.isEmpty()
            || (value(object, "type") instanceof Tree.Scalar written
                && written.text().equalsIgnoreCase(type.get()));
    if (typed && value(object, "name") != null && value(object, "id") != null) {
      return object;
    }
    long at = object.at();
    Tree.Mapping complete = new Tree.Mapping(at);
    complete.add(new Tree.Entry("id", at, Tree.text(id.text(), at)));
    complete.add(new Tree.Entry("name", at, Tree.text(id.name(), at)));
    type.ifPresent(known -> complete.add(new Tree.Entry("type", at, Tree.text(known, at))));
    for (Tree.Entry entry : object.entries()) {
      switch (entry.key().toLowerCase(Locale.ROOT)) {
        case "id", "name" -> {}
        case "type" -> {
          if (type.isEmpty()) {
            complete.add(entry);
          }
        }
        default -> complete.add(entry);
      }
    }
    return complete;
  }

  private static @Nullable Tree value(Tree.Mapping mapping, String key) {
    Tree.Entry entry = mapping.findIgnoringCase(key);
    return entry == null
            || (entry.value() instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL)
        ? null
        : entry.value();
  }
}
