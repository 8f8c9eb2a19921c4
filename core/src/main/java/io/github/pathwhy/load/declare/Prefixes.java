package io.github.pathwhy.load.declare;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Says what is wrong with prefixes: with the text of one, and with several that overlap. */
public final class Prefixes {
  /** Where an address space names the pools that its prefixes come from. */
  public static final String POOLS = "ipamPoolPrefixAllocations";

  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,8}");

  private Prefixes() {}

  /** The prefixes under a key: a list of them, or ARM's object with `addressPrefixes`. */
  public static List<Fields.Placed> space(Fields fields, String key) {
    if (!(fields.get(key) instanceof Tree.Mapping wrapper)) {
      return fields.placedPrefixes(key);
    }
    Fields nested = fields.nested(wrapper, key);
    List<Fields.Placed> found = nested.placedPrefixes("addressPrefixes");
    nested.close();
    return found;
  }

  /** Like {@link #space}, without the places. */
  public static List<Prefix> of(Fields fields, String key) {
    return space(fields, key).stream().map(Fields.Placed::prefix).toList();
  }

  /// Like {@link #of}; where there are none, those that Azure took out of the pools that they are
  /// to come from.
  public static List<Prefix> ofPools(Fields fields, String key) {
    List<Prefix> given = of(fields, key);
    if (!(fields.get(key) instanceof Tree.Mapping wrapper)) {
      return given;
    }
    Fields holder = fields.nested(wrapper, key);
    List<Prefix> allocated = allocated(holder).stream().map(Fields.Placed::prefix).toList();
    List<Prefix> found = given.isEmpty() ? allocated : given;
    if (found.isEmpty()) {
      for (Fields allocation : allocations(holder)) {
        allocation.miss("pool", "{the prefixes out of " + POOLS + "}");
      }
    }
    return found;
  }

  /** What Azure took out of the pools that the prefixes of an address space are to come from. */
  public static List<Fields.Placed> allocated(Fields holder) {
    List<Fields.Placed> found = new ArrayList<>();
    for (Fields allocation : allocations(holder)) {
      allocation.get("pool");
      allocation.get("numberOfIpAddresses");
      found.addAll(allocation.placedPrefixes("allocatedAddressPrefixes"));
    }
    return found;
  }

  private static List<Fields> allocations(Fields holder) {
    return holder.isLenient() ? holder.children(POOLS) : List.of();
  }

  /** What would be right instead of a text that is no prefix. */
  public static String explain(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return "expected a prefix such as 10.0.1.0/24";
    }
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    if (address.isEmpty()) {
      return "the part before / is not an IP address";
    }
    int bits = address.get().version().bits();
    String length = text.substring(slash + 1);
    return !LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits
        ? "the prefix length must be a number from 0 to " + bits
        : "bits are set after the prefix; the block is "
            + Prefix.containing(address.get(), Integer.parseInt(length));
  }

  /// Blocks that share no address, each with an owner. Because they are disjoint, only the
  /// neighbours of a block in order can overlap it.
  public static final class Disjoint<T> {
    private final TreeMap<Prefix, T> owners = new TreeMap<>();

    /** Adds a block, unless it overlaps one that is there; that one, with its owner. */
    public Optional<Map.Entry<Prefix, T>> add(Prefix prefix, T owner) {
      Map.Entry<Prefix, T> below = owners.floorEntry(prefix);
      if (below != null && below.getKey().overlaps(prefix)) {
        return Optional.of(below);
      }
      Map.Entry<Prefix, T> above = owners.ceilingEntry(prefix);
      if (above != null && above.getKey().overlaps(prefix)) {
        return Optional.of(above);
      }
      owners.put(prefix, owner);
      return Optional.empty();
    }

    /** Whether the block lies in one of these. */
    public boolean covers(Prefix prefix) {
      Prefix below = owners.floorKey(prefix);
      return below != null && below.contains(prefix);
    }
  }
}
