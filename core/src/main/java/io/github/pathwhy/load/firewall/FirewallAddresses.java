package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sources and destinations of firewall rules: also ranges and IP groups. */
public final class FirewallAddresses {
  private final References references;
  private final Map<ResourceId, List<AddressTerm>> groups = new HashMap<>();

  public FirewallAddresses(References references, List<Declarations.Declared> ipGroups) {
    this.references = references;
    for (Declarations.Declared group : ipGroups) {
      Fields fields = group.fields().begin();
      groups.put(group.id(), listed(fields, "ipAddresses"));
      fields.close();
    }
  }

  /// The terms under `<side>Addresses` and `<side>IpGroups`, the side being `source` or
  /// `destination`. A group that no input holds is a term that nothing is known of.
  public List<AddressTerm> read(Fields fields, String side) {
    List<AddressTerm> terms = new ArrayList<>(listed(fields, side + "Addresses"));
    for (ResourceId group : references.many(fields, side + "IpGroups", ResourceType.IP_GROUP)) {
      terms.addAll(groups.getOrDefault(group, List.of(new AddressTerm.Tag(group.toString()))));
    }
    return terms;
  }

  private static List<AddressTerm> listed(Fields fields, String key) {
    List<AddressTerm> terms = new ArrayList<>();
    for (Tree.Scalar scalar : fields.scalars(key)) {
      Optional<List<Prefix>> blocks = range(scalar.text()).or(() -> loose(fields, scalar.text()));
      if (blocks.isPresent()) {
        blocks.get().forEach(block -> terms.add(new AddressTerm.Block(block)));
      } else {
        AddressTermReader.term(fields, key, scalar).ifPresent(terms::add);
      }
    }
    return terms;
  }

  /** The blocks of `first-last`. */
  private static Optional<List<Prefix>> range(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    Optional<IpAddress> first = IpAddress.parse(text.substring(0, dash).strip());
    Optional<IpAddress> last = IpAddress.parse(text.substring(dash + 1).strip());
    return first.isEmpty() || last.isEmpty()
        ? Optional.empty()
        : Optional.of(Prefix.covering(first.get(), last.get())).filter(found -> !found.isEmpty());
  }

  /** Azure Firewall takes a prefix with host bits, and so do its exports. */
  private static Optional<List<Prefix>> loose(Fields fields, String text) {
    int slash = text.indexOf('/');
    if (fields.isStrict() || slash < 0) {
      return Optional.empty();
    }
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    return address.flatMap(at -> {
      String zero = at.version() == IpVersion.V4 ? "0.0.0.0" : "::";
      return Prefix.parse(zero + text.substring(slash))
          .map(block -> List.of(Prefix.containing(at, block.length())));
    });
  }
}
