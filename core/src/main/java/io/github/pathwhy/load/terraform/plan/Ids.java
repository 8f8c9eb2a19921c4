package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes ARM ids. A state has them; in a plan they are built of the names of the resource and of
/// what it is part of, so that everything that refers to it means the same id.
final class Ids {
  static final String SUBSCRIPTION = "{subscription}";
  static final String RESOURCE_GROUP = "{resourceGroup}";

  private final Document document;
  private final Subscriptions subscriptions;
  private final Map<String, String> known = new HashMap<>();

  Ids(Document document, Subscriptions subscriptions) {
    this.document = document;
    this.subscriptions = subscriptions;
  }

  /** The id of an object; empty when it has no place among ARM's resources. */
  String of(Instance instance) {
    String done = known.get(instance.address());
    if (done != null) {
      return done;
    }
    // A resource that is part of itself has no id while one is made.
    known.put(instance.address(), "");
    String made = make(instance);
    known.put(instance.address(), made);
    return made;
  }

  private String make(Instance instance) {
    String given = Values.text(instance.values().get("id"));
    Place place = Place.of(instance.type());
    Block block = document.block(instance);
    if (place == null) {
      return switch (instance.type()) {
        // What connects something to a subnet has the id of the subnet.
        case "azurerm_subnet_network_security_group_association",
            "azurerm_subnet_route_table_association",
            "azurerm_subnet_nat_gateway_association" ->
            text(block.get("subnet_id"));
        case "azapi_resource" -> ResourceId.isArm(given) ? given : azapi(block);
        case "azurerm_resource_group" ->
            "/subscriptions/" + subscriptions.of(instance) + "/resourceGroups/" + name(block);
        default -> ResourceId.isArm(given) ? given : "";
      };
    }
    return ResourceId.isArm(given) ? given : parent(instance, place, block) + own(place, block);
  }

  /** The id of a resource of the azapi provider, which has ARM's type and the id of its parent. */
  private static String azapi(Block block) {
    String type = armType(block);
    String parent = text(block.get("parent_id"));
    int slash = type.indexOf('/');
    if (!ResourceId.isArm(parent) || slash < 0) {
      return "";
    }
    boolean child = type.indexOf('/', slash + 1) >= 0;
    String path = child ? type.substring(type.lastIndexOf('/')) : "/providers/" + type;
    return parent + path + "/" + name(block);
  }

  /** The type of a resource of the azapi provider, without the version. */
  static String armType(Block block) {
    String typed = block.text("type");
    int version = typed.indexOf('@');
    return version < 0 ? typed : typed.substring(0, version);
  }

  /** The id of what the resource is part of, with the provider where that is a resource group. */
  private String parent(Instance instance, Place place, Block block) {
    String parents = place.parent();
    if (parents.isEmpty()) {
      return group(instance, block) + place.armType().substring(0, slash(place)) + "/";
    }
    for (String attribute : parents.split(",", -1)) {
      Tree value = block.get(attribute);
      if (value != null) {
        return attribute.endsWith("_id")
            ? text(value) + "/"
            : group(instance, block) + path(place, text(value));
      }
    }
    return unknown(null, instance.unknown(parents)) + "/";
  }

  private static int slash(Place place) {
    return place.armType().lastIndexOf('/');
  }

  /** The provider and collection of the enclosing resource with its name. */
  private static String path(Place place, String parent) {
    return place.armType().substring(0, slash(place)) + "/" + segment(parent) + "/";
  }

  private String group(Instance instance, Block block) {
    Tree name = block.get("resource_group_name");
    return "/subscriptions/"
        + subscriptions.of(instance)
        + "/resourceGroups/"
        + (name == null ? RESOURCE_GROUP : segment(text(name)))
        + "/providers/";
  }

  private static String own(Place place, Block block) {
    return place.collection() + "/" + name(block);
  }

  /** The name; one that only apply knows stands for itself. */
  static String name(Block block) {
    String attribute =
        block.owner().type().equals("azurerm_express_route_circuit_peering")
            ? "peering_type"
            : "name";
    Tree name = block.get(attribute);
    return segment(name == null ? block.owner().unknown(attribute) : text(name));
  }

  /** A name as one segment of an id. */
  private static String segment(String text) {
    return text.replace('/', '_');
  }

  private static String text(@Nullable Tree tree) {
    return Values.text(tree);
  }

  /** The id of something that is unknown but for the type that it must have. */
  static String unknown(@Nullable String type, String text) {
    Place place = type == null ? null : Place.of(type);
    StringBuilder id =
        new StringBuilder("/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + RESOURCE_GROUP);
    id.append("/providers/");
    if (place == null) {
      return id.append("{provider}/{type}/").append(text).toString();
    }
    String[] parts = place.armType().split("/", -1);
    id.append(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      id.append('/').append(parts[i]).append('/').append(text);
    }
    return id.toString();
  }
}
