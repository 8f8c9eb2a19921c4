package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.census.Census;
import io.github.pathwhy.load.census.Finding;
import io.github.pathwhy.load.census.Judged;
import io.github.pathwhy.load.census.Place;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Finds what the objects of a resource set and no reader asked for, and looks up in the census
/// what it means. The census is opened only when something is left over.
public final class Leftovers {
  private static final String WRAPPER = "properties";
  private static final int MOST_SHOWN = 60;

  /** What az prints of something that is only named. */
  private static final Set<String> OF_REFERENCE = Set.of("id", "resourceGroup");

  private final LongFunction<SourcePosition> positions;
  private final Unread unread;

  /** Where a gap goes. */
  public interface Sink {
    /// Takes a gap.
    ///
    /// @param named the resources that the value names
    void add(Gap gap, Set<ResourceId> named);
  }

  /** What a property without a reader means for a path. */
  private record Meaning(Gap.Kind kind, Optional<Role> role, Condition condition) {
    static final Meaning UNLISTED =
        new Meaning(Gap.Kind.UNLISTED, Optional.empty(), Condition.ALWAYS);
  }

  public Leftovers(Ledger ledger) {
    this.positions = ledger.problems()::position;
    this.unread = ledger.unread();
  }

  /** A way down into a resource; the census follows it only when it is asked. */
  private static final class Trail {
    /** The type that the object is of, if it is a resource: parts may be declared on their own. */
    private final String type;

    private final @Nullable Trail above;
    private final Tree.@Nullable Entry entry;
    private final Tree.Mapping object;
    private @Nullable Place place;

    Trail(String type, Tree.Mapping object) {
      this(type, null, null, object);
    }

    private Trail(
        String type, @Nullable Trail above, Tree.@Nullable Entry entry, Tree.Mapping object) {
      this.type = type;
      this.above = above;
      this.entry = entry;
      this.object = object;
    }

    Trail into(Tree.Entry next, Tree.Mapping below) {
      String inner = next.key().equals(WRAPPER) ? type : type + "/" + next.key();
      return new Trail(inner, this, next, below);
    }

    Place place() {
      Place known = place;
      if (known == null) {
        known =
            above == null || entry == null
                ? Census.bundled().resource(type, object)
                : below(above.place().entry(entry.key(), entry.value()), entry);
        place = known;
      }
      return known;
    }

    /// A resource that was put into a list of its parent has rows of its own: those of the parent
    /// may know the list as references, or not at all.
    private Place below(Judged judged, Tree.Entry list) {
      if (!(list.value() instanceof Tree.Sequence)) {
        return judged.below();
      }
      return ResourceType.ofArmType(type).isPresent()
          ? Census.bundled().resource(type, object)
          : judged.below().within(object);
    }
  }

  /// Goes through a resource of a type.
  ///
  /// @param shape what readers asked for
  public void find(
      String type, ResourceId id, Tree.Mapping resource, Coverage.Shape shape, Sink sink) {
    find(new Trail(type, resource), resource, shape, id, "", sink);
  }

  private void find(
      Trail trail,
      Tree.Mapping object,
      Coverage.Shape shape,
      ResourceId owner,
      String path,
      Sink sink) {
    for (Tree.Entry entry : object.entries()) {
      if (unread.isPassed(entry.value())) {
        continue;
      }
      if (entry.key().equals(WRAPPER) && entry.value() instanceof Tree.Mapping properties) {
        find(trail.into(entry, properties), properties, shape, owner, path, sink);
      } else if (!shape.isAsked(entry.key())) {
        // What says nothing does not open the census.
        if (!isNothing(entry.value()) && !isHead(entry)) {
          judge(trail.place(), entry, owner, path, sink);
        }
      } else {
        Optional<Coverage.Shape> inner = shape.find(entry.key());
        if (inner.isPresent()) {
          findInside(trail, entry, inner.get(), owner, path, sink);
        }
      }
    }
  }

  private void findInside(
      Trail trail,
      Tree.Entry entry,
      Coverage.Shape shape,
      ResourceId owner,
      String path,
      Sink sink) {
    String below = path + entry.key() + ".";
    switch (entry.value()) {
      case Tree.Mapping object ->
          find(trail.into(entry, object), object, shape, owner, below, sink);
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping object) {
            ResourceId part = part(owner, entry.key(), object);
            String inPart = part.equals(owner) ? below : "";
            find(trail.into(entry, object), object, shape, part, inPart, sink);
          }
        }
      }
      case Tree.Scalar _ -> {}
    }
  }

  /** What a property without a reader means. */
  private void judge(Place place, Tree.Entry entry, ResourceId owner, String path, Sink sink) {
    if (isNothing(entry.value()) || isHead(entry)) {
      return;
    }
    Judged judged = place.entry(entry.key(), entry.value());
    switch (judged.finding()) {
      case Finding.Decides(Role role, boolean warning, Condition condition) -> {
        // What decides inside says more than that the whole does.
        List<Gap> inside = new ArrayList<>(0);
        if (!isLeaf(entry.value())) {
          judgeInside(
              judged.below(),
              entry,
              owner,
              path,
              (gap, named) -> {
                if (gap.kind() != Gap.Kind.UNLISTED) {
                  inside.add(gap);
                  sink.add(gap, named);
                }
              });
        }
        if (inside.isEmpty()) {
          add(
              entry,
              owner,
              path,
              new Meaning(
                  warning ? Gap.Kind.WARNING : Gap.Kind.UNREAD, Optional.of(role), condition),
              sink);
        }
      }
      case Finding.Unlisted _ -> add(entry, owner, path, Meaning.UNLISTED, sink);
      // What is modelled and was not asked for stands where no reader looks.
      case Finding.Modelled(Optional<Role> role) when role.isPresent() && isLeaf(entry.value()) ->
          add(entry, owner, path, new Meaning(Gap.Kind.UNREAD, role, Condition.ALWAYS), sink);
      case Finding.Harmless _, Finding.Modelled _, Finding.Parts _ ->
          judgeInside(judged.below(), entry, owner, path, sink);
    }
  }

  private void judgeInside(
      Place place, Tree.Entry entry, ResourceId owner, String path, Sink sink) {
    String below = path + entry.key() + ".";
    switch (entry.value()) {
      case Tree.Mapping object -> judgeAll(place, object, owner, below, sink);
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping object) {
            ResourceId part = part(owner, entry.key(), object);
            String inPart = part.equals(owner) ? below : "";
            judgeAll(place.within(object), object, part, inPart, sink);
          }
        }
      }
      case Tree.Scalar _ -> {}
    }
  }

  private void judgeAll(
      Place place, Tree.Mapping object, ResourceId owner, String path, Sink sink) {
    for (Tree.Entry entry : object.entries()) {
      if (entry.key().equals(WRAPPER) && entry.value() instanceof Tree.Mapping properties) {
        judgeAll(place.entry(entry.key(), properties).below(), properties, owner, path, sink);
      } else {
        judge(place, entry, owner, path, sink);
      }
    }
  }

  /** The part that an element of a list is: by its own id, else by its name. */
  private static ResourceId part(ResourceId owner, String list, Tree.Mapping object) {
    String id = text(object, "id");
    if (id != null && ResourceId.isArm(id) && ResourceId.of(id).isWithin(owner)) {
      return ResourceId.of(id);
    }
    String name = text(object, "name");
    return name == null ? owner : owner.child(list, name);
  }

  private static @Nullable String text(Tree.Mapping object, String key) {
    return object.get(key) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
            && kind == Tree.Kind.TEXT
            && !text.isEmpty()
            && text.indexOf('\n') < 0
        ? text
        : null;
  }

  private void add(Tree.Entry entry, ResourceId owner, String path, Meaning meaning, Sink sink) {
    Set<ResourceId> named = new LinkedHashSet<>();
    collect(entry.value(), named);
    sink.add(
        new Gap(
            owner,
            path + entry.key(),
            shown(entry.value()),
            positions.apply(entry.at()),
            meaning.kind(),
            meaning.role(),
            meaning.condition()),
        named);
  }

  /** The ids in a value; one of an ip configuration is also one of its interface. */
  public static void collect(Tree tree, Collection<ResourceId> ids) {
    switch (tree) {
      case Tree.Mapping mapping -> mapping.entries().forEach(entry -> collect(entry.value(), ids));
      case Tree.Sequence sequence -> sequence.items().forEach(item -> collect(item, ids));
      case Tree.Scalar(String text, Tree.Kind _, long _) -> {
        if (ResourceId.isArm(text)) {
          ResourceId id = ResourceId.of(text);
          ids.add(id);
          if (text.toLowerCase(Locale.ROOT).contains("/ipconfigurations/")) {
            ids.add(id.parent());
          }
        }
      }
    }
  }

  /** Whether an entry says what an object is, and no property of it. */
  private static boolean isHead(Tree.Entry entry) {
    return entry.key().equals(Coverage.TERRAFORM_ADDRESS)
        || (entry.key().equals("type")
            && entry.value() instanceof Tree.Scalar(String type, Tree.Kind _, long _)
            && type.regionMatches(true, 0, "Microsoft.", 0, 10)
            && type.indexOf('/') > 0);
  }

  /** Whether a value is a text, a reference, or a list of these. */
  private static boolean isLeaf(Tree value) {
    return switch (value) {
      case Tree.Scalar _ -> true;
      case Tree.Mapping object ->
          object.get("id") != null
              && object.entries().stream().map(Tree.Entry::key).allMatch(OF_REFERENCE::contains);
      case Tree.Sequence list -> list.items().stream().allMatch(Leftovers::isLeaf);
    };
  }

  private static boolean isNothing(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar ->
          scalar.kind() == Tree.Kind.NULL
              || (scalar.text().isEmpty() && scalar.kind() == Tree.Kind.TEXT);
      case Tree.Sequence list -> list.items().isEmpty();
      case Tree.Mapping object -> object.entries().isEmpty();
    };
  }

  private static String shown(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar -> shortened(scalar.text());
      case Tree.Sequence list ->
          list.items().size() == 1
              ? shown(list.items().getFirst())
              : list.items().size() + " items";
      case Tree.Mapping object ->
          object.get("id") instanceof Tree.Scalar id ? shortened(id.text()) : "an object";
    };
  }

  private static String shortened(String text) {
    if (ResourceId.isArm(text)) {
      return text.substring(text.lastIndexOf('/') + 1);
    }
    String safe = Printable.isSafe(text) ? text : "…";
    return safe.length() <= MOST_SHOWN ? safe : safe.substring(0, MOST_SHOWN) + "…";
  }
}
