package io.github.pathwhy.load.census;

import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.text.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is known of the types of Azure's resources and of their properties, as a text with a block
/// for each type. Only blocks that are asked for are read. Types and paths ignore case.
public final class Census {
  private static final String EVERY_TYPE = "*";
  private static final String ANY_SERVICE = "(any service)";
  private static final String REST = "*";
  private static final String NETWORK = "microsoft.network/";

  /** Where there are no rows. */
  static final Node NONE = new Node(null);

  private final String text;
  private final Codes codes;
  private final Map<String, Node> blocks = new ConcurrentHashMap<>();

  Census(String text) {
    this.text = text;
    codes = Codes.read(text);
  }

  /** That which comes with pathwhy, read at the first call. */
  public static Census bundled() {
    return Bundled.CENSUS;
  }

  // ---- types ----

  /** What the resources of a type mean, such as `Microsoft.Network/natGateways`. */
  public TypeFinding type(String type) {
    String key = type.toLowerCase(Locale.ROOT);
    int slash = key.indexOf('/');
    int end = slash < 0 ? key.indexOf('_') : slash;
    int line = end < 0 ? -1 : text.indexOf("\n+" + key.substring(0, end) + "\t");
    if (line < 0) {
      return TypeFinding.UNLISTED;
    }
    int stop = text.indexOf('\n', line + 1);
    int own = find(key.substring(end + 1), line, stop);
    int at = own < 0 ? find(REST, line, stop) : own;
    return at < 0 ? TypeFinding.UNLISTED : typeClass(at);
  }

  /** Where a name stands in a line, or a negative number. */
  private int find(String name, int line, int stop) {
    for (int at = text.indexOf(name, line); at >= 0 && at < stop; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (text.charAt(at - 1) == ' ' && (end == stop || text.charAt(end) <= ' ')) {
        return at;
      }
    }
    return -1;
  }

  /** The class of the list that this is in. */
  private TypeFinding typeClass(int at) {
    return switch (text.charAt(text.lastIndexOf('\t', at) + 1)) {
      case 'H' -> TypeFinding.HARMLESS;
      case 'M' -> TypeFinding.MODELLED;
      default -> TypeFinding.DECIDES;
    };
  }

  // ---- properties ----

  /// The place where the properties of a resource of a type stand. Types of Terraform's provider
  /// have their attributes; a block counts by its own name, wherever it is.
  public Place resource(String type) {
    String key = type.toLowerCase(Locale.ROOT);
    Node root = block(key);
    boolean arm = key.indexOf('/') >= 0;
    Rule rest = rest(root);
    if (root == NONE && type(key) == TypeFinding.HARMLESS) {
      return new Place(this, root, Rule.HARMLESS, NONE, NONE);
    }
    Node common = arm && !key.startsWith(NETWORK) ? block(ANY_SERVICE) : NONE;
    return new Place(this, root, rest, common, arm ? NONE : root);
  }

  /** The place where the properties of this resource stand. */
  public Place resource(String type, Tree.Mapping resource) {
    return resource(type).within(resource);
  }

  /// What a property means with a value.
  ///
  /// @param path names, `<Name>` for a variant; an element of a list needs no name, but may have
  ///   `[]`
  public Finding property(String type, List<String> path, Tree value) {
    Place place = resource(type);
    for (int i = 0; i < path.size() - 1; i++) {
      place = place.below(path.get(i));
    }
    return path.isEmpty() ? new Finding.Unlisted() : place.entry(path.getLast(), value).finding();
  }

  /** The roles in which a path has to meet a resource of a type for its properties to count. */
  public Set<Role> roles(String type) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    addRoles(block(type.toLowerCase(Locale.ROOT)), roles);
    return roles;
  }

  private static void addRoles(Node node, Set<Role> roles) {
    if (node.rule != null) {
      node.rule.finding().where().ifPresent(roles::add);
    }
    node.singles.forEach(single -> single.finding().where().ifPresent(roles::add));
    node.children.values().forEach(child -> addRoles(child, roles));
    node.variants.values().forEach(child -> addRoles(child, roles));
  }

  /** Rows that hold in every part of every type. */
  Node everywhere() {
    return block(EVERY_TYPE);
  }

  /** The rows of a type in lower case; without a name in it when there are none. */
  Node block(String key) {
    Node known = blocks.get(key);
    return known == null ? blocks.computeIfAbsent(key, this::read) : known;
  }

  private Node read(String key) {
    int head = text.indexOf("@" + key + ";");
    return head < 0 ? NONE : new BlockReader(text, text.indexOf('\n', head) + 1, codes).read();
  }

  /** The row for all properties without one. */
  static @Nullable Rule rest(Node root) {
    Node rest = root.children.get(REST);
    return rest == null ? null : rest.rule;
  }

  /** Holds the resource from the first use on. */
  private static final class Bundled {
    static final Census CENSUS = read();

    private static Census read() {
      try (InputStream file = Census.class.getResourceAsStream("census.txt")) {
        byte[] bytes = Objects.requireNonNull(file).readAllBytes();
        return new Census(new String(bytes, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
