package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the sources and destinations of rules: `*`, prefixes, service tags, group members. */
public final class AddressTermReader {
  private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*");
  private static final int LONGEST_TAG = 200;
  private static final List<String> COMMON_TAGS =
      List.of("VirtualNetwork", "Internet", "AzureLoadBalancer", "AzureCloud", "GatewayManager");

  private static final List<String> SOURCE = keysOf("source");
  private static final List<String> DESTINATION = keysOf("destination");

  private final References references;

  public AddressTermReader(References references) {
    this.references = references;
  }

  /// The terms under `<side>AddressPrefix`, `<side>AddressPrefixes` and
  /// `<side>ApplicationSecurityGroups`, the side being `source` or `destination`.
  public List<AddressTerm> read(Fields fields, String side) {
    List<AddressTerm> terms = new ArrayList<>();
    List<String> keys = keys(side);
    if (fields.isStrict()) {
      keys.forEach(key -> refuseEmptyList(fields, key));
    }
    addTerms(fields, keys.getFirst(), terms);
    addTerms(fields, keys.get(1), terms);
    for (ResourceId group :
        references.many(fields, keys.getLast(), ResourceType.APPLICATION_SECURITY_GROUP)) {
      String id = group.toString();
      // Nobody knows who is in a group of which not even the name is known.
      terms.add(id.startsWith("{") ? new AddressTerm.Unknown(id) : new AddressTerm.Group(group));
    }
    Set<String> open = fields.unknownKeys();
    for (String key : keys) {
      if (open.contains(key)) {
        for (String missing : fields.takeUnknowns(key)) {
          AddressTerm term = new AddressTerm.Unknown(missing);
          if (!terms.contains(term)) {
            terms.add(term);
          }
        }
      }
    }
    return terms;
  }

  private static void refuseEmptyList(Fields fields, String key) {
    if (fields.get(key) instanceof Tree.Sequence list && list.items().isEmpty()) {
      fields.problemAt(key, "an empty list", "name something, or leave it out");
    }
  }

  private static void addTerms(Fields fields, String key, List<AddressTerm> terms) {
    for (Tree.Scalar scalar : fields.scalars(key)) {
      term(fields, key, scalar).ifPresent(terms::add);
    }
  }

  /// Whether any of the keys of a side is there, readable or not. ARM writes empty lists and texts
  /// beside the key that counts.
  public static boolean isGiven(Fields fields, String side) {
    for (String key : keys(side)) {
      boolean empty =
          switch (fields.get(key)) {
            case null -> true;
            case Tree.Sequence list -> list.items().isEmpty() && !fields.isStrict();
            case Tree.Scalar scalar -> scalar.text().isEmpty();
            case Tree.Mapping _ -> false;
          };
      if (!empty) {
        return true;
      }
    }
    return false;
  }

  private static List<String> keys(String side) {
    return side.equals("source") ? SOURCE : DESTINATION;
  }

  private static List<String> keysOf(String side) {
    return List.of(
        side + "AddressPrefix", side + "AddressPrefixes", side + "ApplicationSecurityGroups");
  }

  /** Whether the text has the form of a service tag. */
  public static boolean isTag(String text) {
    return text.length() <= LONGEST_TAG && TAG.matcher(text).matches();
  }

  /** One entry of a list of addresses. */
  public static Optional<AddressTerm> term(Fields fields, String key, Tree.Scalar scalar) {
    String text = scalar.text();
    if (scalar.kind() == Tree.Kind.UNKNOWN) {
      return Optional.of(new AddressTerm.Unknown(text));
    }
    if (text.equals("*") || text.equalsIgnoreCase("any")) {
      return Optional.of(new AddressTerm.Any());
    }
    if (isTag(text)) {
      Optional<String> meant =
          fields.isStrict() ? Suggestion.closest(text, COMMON_TAGS) : Optional.empty();
      if (meant.isPresent() && !meant.get().equalsIgnoreCase(text) && isTypo(text, meant.get())) {
        fields.problem(
            scalar, key, "no service tag '" + text + "'", "did you mean " + meant.get() + "?");
        return Optional.empty();
      }
      return Optional.of(new AddressTerm.Tag(text));
    }
    if (!fields.isStrict() && isNumber(text)) {
      // Azure takes such a term, and documents no meaning: like a tag that nobody knows.
      return Optional.of(new AddressTerm.Tag(text));
    }
    Optional<Prefix> prefix = Prefix.parse(text);
    if (prefix.isEmpty()) {
      fields.problem(
          scalar,
          key,
          "'" + text + "'",
          text.indexOf('/') > 0
              ? Prefixes.explain(text)
              : "expected an address, a prefix, a service tag, or *");
    }
    return prefix.map(AddressTerm.Block::new);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_TAG;
  }

  /** Real tags such as AzureCloud.westeurope are longer than a slip of the finger. */
  private static boolean isTypo(String text, String meant) {
    return Math.abs(text.length() - meant.length()) <= 2 && text.indexOf('.') < 0;
  }
}
