package io.github.pathwhy.load.own;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.census.Place;
import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Opened;
import io.github.pathwhy.load.service.PlatformServices;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Resources as they stand under `resources`, in ARM's form: those that have no section, and those
/// that say something for which pathwhy's own form has no words.
final class ArmResources {
  /** What readers of scale sets look into; the rest may hold secrets. */
  private static final Set<String> SCALE_SET_KEYS =
      Set.of(
          "sku",
          "capacity",
          "orchestrationMode",
          "virtualMachineProfile",
          "networkProfile",
          "networkInterfaceConfigurations",
          "virtualMachines");

  /** Names and kinds, by which the parts of a resource are told apart. */
  private static final Pattern KINDS = Pattern.compile("(?i)^name$|type$|^kind$");

  private final Coverage coverage;
  private final Opened opened;
  private final Predicate<Tree.Entry> unread;

  /// Writes what readers asked for, and what nobody read although it may decide.
  ///
  /// @param unread whether an entry is such
  ArmResources(Coverage coverage, Opened opened, Predicate<Tree.Entry> unread) {
    this.coverage = coverage;
    this.opened = opened;
    this.unread = unread;
  }

  /** A modelled resource with all that counts. */
  Tree.Mapping modelled(Declarations.Declared declared) {
    ResourceType type = declared.type();
    Tree.Mapping written = head(declared.id(), type.armType());
    Tree.Mapping flat = Written.flat(opened.in(declared.fields().mapping()));
    if (type == ResourceType.SCALE_SET) {
      for (Tree.Entry entry : flat.entries()) {
        if (SCALE_SET_KEYS.contains(entry.key())) {
          Written.put(written, entry.key(), scaleSetPart(entry.key(), entry.value()));
        }
      }
      return written;
    }
    asked(flat, coverage.of(type.armType())).entries().forEach(written::add);
    return type == ResourceType.LOAD_BALANCER
        ? Written.withSku(written, declared.fields().isStrict() ? "Standard" : "Basic")
        : written;
  }

  private static Tree.Mapping head(ResourceId id, String armType) {
    Tree.Mapping head = Written.object();
    Written.put(head, "type", Written.text(armType));
    Written.put(head, "name", Written.text(id.name()));
    Written.put(head, "id", Written.text(id.toString()));
    return head;
  }

  private static @Nullable Tree scaleSetPart(String key, Tree value) {
    if (!key.equals("virtualMachineProfile") || !(value instanceof Tree.Mapping profile)) {
      return plain(value);
    }
    Tree network = Written.flat(profile).get("networkProfile");
    if (network == null) {
      return null;
    }
    Tree.Mapping written = Written.object();
    Written.put(written, "networkProfile", plain(network));
    return written;
  }

  private static Tree plain(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence(List<Tree> items, long _) ->
          Written.list(items.stream().map(ArmResources::plain).toList());
      case Tree.Mapping mapping -> {
        Tree.Mapping written = Written.object();
        for (Tree.Entry entry : Written.flat(mapping).entries()) {
          if (!entry.key().equals("osProfile")) {
            Written.put(written, entry.key(), plain(entry.value()));
          }
        }
        yield written;
      }
    };
  }

  private Tree.Mapping asked(Tree.Mapping flat, Coverage.Shape shape) {
    Tree.Mapping written = Written.object();
    for (Tree.Entry entry : flat.entries()) {
      Optional<String> key = shape.spelling(entry.key());
      if (key.isPresent()) {
        Written.put(written, key.get(), asked(entry.value(), shape.find(key.get())));
      } else {
        Written.put(written, entry.key(), unread(entry));
      }
    }
    return written;
  }

  /** What nobody read of an entry that nobody asked for. */
  private @Nullable Tree unread(Tree.Entry entry) {
    if (unread.test(entry)) {
      return plain(entry.value());
    }
    return switch (entry.value()) {
      case Tree.Scalar _ -> null;
      case Tree.Mapping object -> unread(object);
      case Tree.Sequence list -> {
        List<Tree> items = new ArrayList<>();
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping object && unread(object) instanceof Tree.Mapping kept) {
            items.add(kept);
          }
        }
        yield items.isEmpty() ? null : Written.list(items);
      }
    };
  }

  private @Nullable Tree unread(Tree.Mapping object) {
    Tree.Mapping flat = Written.flat(object);
    Tree.Mapping written = Written.object();
    flat.entries().forEach(entry -> Written.put(written, entry.key(), unread(entry)));
    if (written.entries().isEmpty()) {
      return null;
    }
    Written.put(written, "name", flat.get("name"));
    Written.put(written, "id", flat.get("id"));
    return written;
  }

  private Tree asked(Tree value, Optional<Coverage.Shape> shape) {
    return switch (value) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence(List<Tree> items, long _) ->
          Written.list(items.stream().map(item -> asked(item, shape)).toList());
      case Tree.Mapping mapping -> shape.isPresent() ? reduced(mapping, shape.get()) : mapping;
    };
  }

  private Tree.Mapping reduced(Tree.Mapping mapping, Coverage.Shape shape) {
    Tree.Mapping flat = Written.flat(mapping);
    Tree.Mapping written = asked(flat, shape);
    // Tells readers that the object only names something.
    Written.put(written, "id", flat.get("id"));
    return written;
  }

  /// A resource that is not modelled: the name and the access of a public service, what it refers
  /// to, the addresses it names, and what decides.
  Tree.Mapping other(Declarations.Other other) {
    Tree.Mapping written = head(other.id(), other.armType());
    List<String> keys = PlatformServices.keys(other.armType());
    Tree.Entry address = other.mapping().find(Coverage.TERRAFORM_ADDRESS);
    // Terraform's names of properties are not those that the census knows the type by.
    Place place =
        address == null ? Census.bundled().resource(other.armType(), other.mapping()) : null;
    for (Tree.Entry entry : Written.flat(other.mapping()).entries()) {
      boolean read = entry.equals(address) || keys.stream().anyMatch(entry.key()::equalsIgnoreCase);
      Written.put(written, entry.key(), read ? entry.value() : kept(entry, place));
    }
    return written;
  }

  /// What counts of an entry: all but what the census calls harmless, and of that what it names.
  private @Nullable Tree kept(Tree.Entry entry, @Nullable Place place) {
    if (unread.test(entry)) {
      return plain(entry.value());
    }
    if (place == null || place.isHarmless(entry.key())) {
      return kept(entry.value());
    }
    Place below = place.entry(entry.key(), entry.value()).below();
    return switch (entry.value()) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Mapping object -> counting(object, below);
      case Tree.Sequence(List<Tree> items, long _) ->
          Written.list(
              items.stream()
                  .map(item -> item instanceof Tree.Mapping part ? counting(part, below) : item)
                  .toList());
    };
  }

  private Tree.Mapping counting(Tree.Mapping object, Place place) {
    Tree.Mapping found = Written.object();
    Tree.Mapping flat = Written.flat(object);
    Place here = place.within(object);
    flat.entries().forEach(entry -> Written.put(found, entry.key(), kept(entry, here)));
    return withWords(found, flat);
  }

  private @Nullable Tree kept(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar ->
          ResourceId.isArm(scalar.text())
                  || IpAddress.parse(scalar.text()).isPresent()
                  || Prefix.parse(scalar.text()).isPresent()
              ? Written.text(scalar.text())
              : null;
      case Tree.Sequence(List<Tree> items, long _) -> {
        List<Tree> found = new ArrayList<>();
        for (Tree item : items) {
          Tree one = kept(item);
          if (one != null) {
            found.add(one);
          }
        }
        yield found.isEmpty() ? null : Written.list(found);
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping found = Written.object();
        Tree.Mapping flat = Written.flat(mapping);
        flat.entries().forEach(entry -> Written.put(found, entry.key(), kept(entry, null)));
        yield found.entries().isEmpty() ? null : withWords(found, flat);
      }
    };
  }

  /** What kind of object it is that has something to be kept. */
  private static Tree.Mapping withWords(Tree.Mapping kept, Tree.Mapping whole) {
    Tree.Mapping written = Written.object();
    for (Tree.Entry entry : whole.entries()) {
      Tree own = kept.get(entry.key());
      boolean word = entry.value() instanceof Tree.Scalar && KINDS.matcher(entry.key()).find();
      Written.put(written, entry.key(), own == null && word ? entry.value() : own);
    }
    return written;
  }
}
