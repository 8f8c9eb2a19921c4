package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.load.terraform.plan.Candidates.Meant;
import io.github.pathwhy.load.terraform.plan.Reference.Part;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides what an expression gives to an attribute that only apply knows: the one id that fits the
/// attribute, the name of the one resource, its static address. Everything else stays unknown.
final class Resolver {
  private final Document document;

  Resolver(Document document) {
    this.document = document;
  }

  Tree resolve(Block block, String name, Tree expression, int size) {
    Candidates candidates = document.candidates(block, expression);
    Tree found = null;
    if (Attribute.isId(name)) {
      found = ids(block, name, candidates, expression.at(), size);
    } else if (Attribute.isName(name)) {
      found = name(name, candidates, expression.at());
    } else if (Attribute.isAddress(name)) {
      found = address(candidates, expression.at(), size);
    }
    return found != null ? found : document.unknown(block, name, expression.at());
  }

  private @Nullable Tree ids(Block block, String name, Candidates candidates, long at, int size) {
    boolean many = name.endsWith("_ids") || name.endsWith("_ip_groups");
    String target = Attribute.target(name, block.owner().type());
    Map<String, String> fitting = new LinkedHashMap<>();
    Map<String, String> late = new LinkedHashMap<>();
    for (Meant meant : candidates.found()) {
      String id = id(target, meant);
      if (ResourceId.isArm(id) && fits(target, id)) {
        fitting.put(id.toLowerCase(Locale.ROOT), id);
        if (!isKnown(meant)) {
          late.put(id.toLowerCase(Locale.ROOT), id);
        }
      }
    }
    if (candidates.isOpen()) {
      return null;
    }
    if (many) {
      return list(candidates, fitting, at, size);
    }
    // The value was not known, so it is not one of those that were.
    Map<String, String> certain = late.isEmpty() ? fitting : late;
    if (certain.isEmpty()) {
      return composed(block, target, candidates, at);
    }
    return certain.size() == 1 ? document.scalar(certain.values().iterator().next(), at) : null;
  }

  private @Nullable Tree list(
      Candidates candidates, Map<String, String> fitting, long at, int size) {
    for (Tree value : candidates.values()) {
      if (ResourceId.isArm(Values.text(value))) {
        fitting.putIfAbsent(Values.text(value).toLowerCase(Locale.ROOT), Values.text(value));
      }
    }
    boolean choice = candidates.isAmbiguous() || (size < 0 && isChoice(candidates));
    if (fitting.isEmpty() || choice || (size >= 0 && fitting.size() != size)) {
      return null;
    }
    List<Tree> items = new ArrayList<>(fitting.size());
    fitting.values().forEach(id -> items.add(document.scalar(id, at)));
    return new Tree.Sequence(items, at);
  }

  /** Whether a known value beside several resources may be the condition that chooses one. */
  private static boolean isChoice(Candidates candidates) {
    String first = "";
    for (Meant meant : candidates.found()) {
      String block = meant.instance().module() + " " + meant.instance().block();
      if (!first.isEmpty() && !first.equals(block)) {
        return !candidates.values().isEmpty();
      }
      first = block;
    }
    return false;
  }

  private static boolean isKnown(Meant meant) {
    return Values.isGiven(meant.instance().values().get("id"));
  }

  /// An id that is put together, as in `"${azurerm_virtual_network.hub.id}/subnets/${each.key}"`:
  /// what is there may be meant when nothing else of it is unknown. A literal end is not in the
  /// plan; some services can only be in the one subnet that has their name.
  private @Nullable Tree composed(
      Block block, @Nullable String target, Candidates candidates, long at) {
    Place place = target == null ? null : Place.of(target);
    if (place == null || candidates.found().size() != 1) {
      return null;
    }
    List<String> names = new ArrayList<>(candidates.keys());
    candidates.values().forEach(value -> names.add(Values.text(value)));
    Instance parent = candidates.found().getFirst().instance();
    String own = Attribute.subnetOf(block.owner().type());
    if (own != null && parent.type().equals("azurerm_virtual_network")) {
      names.clear();
      names.add(own);
    }
    if (names.isEmpty() && !parent.data()) {
      List<String> all = within(document.id(parent), place);
      return all.size() == 1 ? document.scalar(all.getFirst(), at) : null;
    }
    if (names.size() != 1) {
      return null;
    }
    String id = document.id(parent) + "/" + place.collection() + "/" + names.getFirst();
    return document.isThere(place, id) ? document.scalar(id, at) : null;
  }

  /** The ids that an expression may give; all of the kind when it does not tell. */
  Collection<String> possible(Block block, String name, @Nullable Tree expression) {
    String target = Attribute.target(name, block.owner().type());
    Place place = target == null ? null : Place.of(target);
    if (place == null) {
      return List.of();
    }
    Candidates candidates = expression == null ? null : document.candidates(block, expression);
    Map<String, String> found = new LinkedHashMap<>();
    if (candidates != null && !candidates.isOpen()) {
      for (Meant meant : candidates.found()) {
        String id = id(target, meant);
        if (ResourceId.isArm(id) && fits(target, id)) {
          found.put(id.toLowerCase(Locale.ROOT), id);
        } else {
          String parent = document.id(meant.instance());
          within(parent, place).forEach(child -> found.put(child.toLowerCase(Locale.ROOT), child));
        }
      }
    }
    return found.isEmpty() ? document.all(place) : found.values();
  }

  /** The ids of what the document has in an enclosing resource. */
  private List<String> within(String parent, Place place) {
    String start = (parent + "/" + place.collection() + "/").toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (String id : document.all(place)) {
      if (id.toLowerCase(Locale.ROOT).startsWith(start)) {
        found.add(id);
      }
    }
    return found;
  }

  private static boolean fits(@Nullable String type, String id) {
    Place place = type == null ? null : Place.of(type);
    return place == null
        || ResourceId.of(id).endsWith(place.collection() + "/" + ResourceId.of(id).name());
  }

  /** The id that a reference means: of the resource, of a part of it, or one of its attributes. */
  private String id(@Nullable String target, Meant meant) {
    Instance instance = meant.instance();
    List<Part> path = meant.path();
    String first = path.isEmpty() ? "" : path.getFirst().text();
    String collection = Attribute.collection(first);
    if (collection != null) {
      return partId(instance, path, first, collection);
    }
    return switch (first) {
      case "" -> whole(target, instance);
      case "id" -> document.id(instance);
      case "default_route_table_id" -> document.id(instance) + "/hubRouteTables/defaultRouteTable";
      default -> {
        Tree value = attribute(instance, path);
        boolean open = value instanceof Tree.Scalar one && one.kind() == Tree.Kind.UNKNOWN;
        yield open ? "" : Values.text(value);
      }
    };
  }

  /** A resource of which a computed index hides the attribute: its id, or that of its only part. */
  private String whole(@Nullable String target, Instance instance) {
    String id = document.id(instance);
    if (fits(target, id)) {
      return id;
    }
    String block =
        switch (instance.type()) {
          case "azurerm_application_gateway" -> "backend_address_pool";
          case "azurerm_virtual_network" -> "subnet";
          default -> "";
        };
    String collection = Attribute.collection(block);
    return collection == null ? id : partId(instance, List.of(), block, collection);
  }

  private String partId(Instance instance, List<Part> path, String block, String collection) {
    Block part = part(document.block(instance), block, path.size() > 1 ? path.get(1) : null);
    return part == null ? "" : document.id(instance) + "/" + collection + "/" + Ids.name(part);
  }

  /** The block with an index, or the only one. */
  private static @Nullable Block part(Block block, String name, @Nullable Part index) {
    return block.part(
        name, index != null && Reference.isNumber(index.text()) ? index.text() : null);
  }

  /** The value of an attribute of a resource, or of a block in it. */
  private @Nullable Tree attribute(Instance instance, List<Part> path) {
    Block block = document.block(instance);
    int at = 0;
    while (at < path.size() - 1) {
      Part next = path.get(at + 1);
      Block part = part(block, path.get(at).text(), next);
      if (part == null) {
        return Values.down(instance.values(), path);
      }
      block = part;
      at += next.index() ? 2 : 1;
    }
    return at < path.size() ? block.get(path.get(at).text()) : null;
  }

  private @Nullable Tree name(String name, Candidates candidates, long at) {
    String found = "";
    boolean unknown = false;
    for (Meant meant : candidates.found()) {
      Tree value = nameOf(name, meant);
      String text = Values.text(value);
      if (text.isEmpty() || (!found.isEmpty() && !found.equals(text))) {
        return null;
      }
      found = text;
      unknown |= value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.UNKNOWN;
    }
    if (found.isEmpty() || candidates.isOpen()) {
      return null;
    }
    return unknown ? document.open(found, at) : document.scalar(found, at);
  }

  private @Nullable Tree nameOf(String name, Meant meant) {
    List<Part> path = meant.path();
    boolean group = name.equals("resource_group_name");
    boolean whole = path.isEmpty() || path.getFirst().text().equals("id");
    if (!whole) {
      return attribute(meant.instance(), path);
    }
    Block block = document.block(meant.instance());
    if (name.equals("ip_configuration_name")) {
      Block only = part(block, "ip_configuration", null);
      return only == null ? null : only.get("name");
    }
    return block.get(
        group && !meant.instance().type().equals("azurerm_resource_group")
            ? "resource_group_name"
            : "name");
  }

  private @Nullable Tree address(Candidates candidates, long at, int size) {
    if (candidates.isOpen() || candidates.found().isEmpty() || candidates.isAmbiguous()) {
      return null;
    }
    List<Tree> items = new ArrayList<>();
    for (Meant meant : candidates.found()) {
      items.add(addressOf(meant, at));
    }
    if (size < 0) {
      return items.size() == 1 ? items.getFirst() : null;
    }
    return items.size() == size ? new Tree.Sequence(items, at) : null;
  }

  private Tree addressOf(Meant meant, long at) {
    Tree value = meant.path().isEmpty() ? null : attribute(meant.instance(), meant.path());
    boolean own =
        meant.path().size() == 1
            && meant.path().getFirst().text().equals("private_ip_address")
            && meant.instance().type().equals("azurerm_network_interface");
    if (own && value == null) {
      List<Block> all = document.block(meant.instance()).blocks("ip_configuration");
      value = all.isEmpty() ? null : primary(all).get("private_ip_address");
    }
    String text = Values.text(value);
    if (IpAddress.parse(text).isPresent()) {
      return document.scalar(text, at);
    }
    StringBuilder path = new StringBuilder();
    for (Part part : meant.path()) {
      path.append(part.index() ? "[" : path.isEmpty() ? "" : ".").append(part.text());
      path.append(part.index() ? "]" : "");
    }
    return document.open(
        meant.instance().unknown(path.isEmpty() ? "private_ip_address" : path.toString()), at);
  }

  private static Block primary(List<Block> all) {
    for (Block each : all) {
      if (Values.isTrue(each.get("primary"))) {
        return each;
      }
    }
    return all.getFirst();
  }
}
