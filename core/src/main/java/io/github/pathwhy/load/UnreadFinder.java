package io.github.pathwhy.load;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.load.declare.ScaleSets;
import io.github.pathwhy.load.declare.Unread;
import io.github.pathwhy.load.service.DnsResolverReader;
import io.github.pathwhy.load.service.PlatformServices;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.NetworkManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds what readers left of the declarations: properties of modelled resources, and resources of
/// other types with all that they set.
final class UnreadFinder {
  /** The roles of properties that are about what they name rather than about their own resource. */
  private static final Set<Role> ABOUT_OTHERS =
      Set.of(Role.WAY_OUT, Role.NAME_IN_NETWORK, Role.ADDRESS_OWNER);

  private final Declarations declarations;
  private final Set<ResourceId> followed;
  private final Coverage coverage;
  private final Unread unread;
  private final Leftovers leftovers;
  private final Set<ResourceId> declared = new HashSet<>();

  /** What was found in a resource that is not modelled, before it is known what it belongs to. */
  private record Found(ResourceId root, Gap gap, Set<ResourceId> named) {}

  /// @param followed the resources of types without a reader that are followed all the same
  UnreadFinder(Declarations declarations, Ledger ledger, Set<ResourceId> followed) {
    this.declarations = declarations;
    this.followed = followed;
    this.coverage = ledger.coverage();
    this.unread = ledger.unread();
    this.leftovers = new Leftovers(ledger);
  }

  /** Finds all of it, when the readers have asked for everything that they know. */
  void find(List<Resource> resources) {
    ScaleSets.cover(coverage);
    declared.addAll(declarations.given());
    declarations.others().forEach(other -> declared.add(other.id()));
    for (ResourceType type : ResourceType.values()) {
      List<Declarations.Declared> all = declarations.all(type);
      if (!all.isEmpty()) {
        Coverage.Shape shape = coverage.of(type.armType());
        for (Declarations.Declared declared : all) {
          leftovers.find(
              type.armType(), declared.id(), declared.fields().mapping(), shape, this::add);
        }
      }
    }
    findOthers();
    for (Resource resource : resources) {
      if (resource instanceof NetworkManager manager) {
        for (NetworkManager.Group group : manager.groups()) {
          unread.extend(group.id(), group.members());
        }
      }
    }
  }

  /// A gap of a modelled resource is met there, and at what it is about. What repeats what others
  /// say of themselves is none.
  private void add(Gap gap, Set<ResourceId> named) {
    if (gap.condition() != Condition.ABSENT_USER || !named.stream().allMatch(this::isDeclared)) {
      unread.add(gap, gap.role().filter(ABOUT_OTHERS::contains).isPresent() ? named : Set.of());
    }
  }

  /** Whether the input has a resource, or the one that this is a part of. */
  private boolean isDeclared(ResourceId id) {
    ResourceId at = id;
    for (ResourceId above = at.parent(); !declared.contains(at); above = at.parent()) {
      if (above.equals(at)) {
        return false;
      }
      at = above;
    }
    return true;
  }

  /// Resources of one family, such as a ruleset with its links and rules, are met wherever one of
  /// them is, but for owners of addresses, which are where they say.
  private void findOthers() {
    List<Found> found = new ArrayList<>();
    Map<ResourceId, Set<ResourceId>> families = new LinkedHashMap<>();
    for (Declarations.Other other : declarations.others()) {
      if (followed.contains(other.id()) || isTranslated(other)) {
        continue;
      }
      ResourceId root = root(other);
      Leftovers.collect(
          other.mapping(), families.computeIfAbsent(root, _ -> new LinkedHashSet<>()));
      leftovers.find(
          other.armType(),
          other.id(),
          other.mapping(),
          asked(other.armType()),
          (gap, named) -> {
            if (!PlatformServices.follows(other, gap, named)) {
              found.add(new Found(root, gap, named));
            }
          });
    }
    for (Found each : found) {
      Set<ResourceId> places = new LinkedHashSet<>(each.named());
      places.add(each.root());
      places.add(each.gap().of());
      boolean placed =
          each.gap().role().filter(Role.ADDRESS_OWNER::equals).isPresent()
              && each.named().stream().anyMatch(UnreadFinder::hasAddresses);
      if (!placed) {
        places.addAll(families.getOrDefault(each.root(), Set.of()));
      }
      unread.add(each.gap(), places);
    }
  }

  /** Whether this is a network or a subnet: an owner of addresses that names one is there. */
  private static boolean hasAddresses(ResourceId id) {
    return id.toString().toLowerCase(Locale.ROOT).contains("/virtualnetworks/");
  }

  /** What is asked of all resources, and of services. */
  private static Coverage.Shape asked(String armType) {
    Coverage.Shape shape = new Coverage().of(armType);
    List.of("id", "name", "type").forEach(shape::ask);
    PlatformServices.keys(armType).forEach(shape::ask);
    DnsResolverReader.cover(armType, shape);
    return shape;
  }

  /** The resource that a child is of, however deep. */
  private static ResourceId root(Declarations.Other other) {
    ResourceId root = other.id();
    for (int depth = other.armType().split("/", -1).length; depth > 2; depth--) {
      root = root.parent();
    }
    return root;
  }

  /// Whether a resource of a type that is not modelled may have a part in an answer that its
  /// properties do not tell: nothing is known of the type, or of the names that its properties have
  /// in Terraform.
  static boolean isObscure(Declarations.Other other) {
    return switch (Census.bundled().type(other.armType())) {
      case UNLISTED -> true;
      case HARMLESS -> false;
      case MODELLED, DECIDES -> isTranslated(other);
    };
  }

  private static boolean isTranslated(Declarations.Other other) {
    return other.mapping().get(Coverage.TERRAFORM_ADDRESS) != null;
  }
}
