package io.github.pathwhy.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// An immutable set of addresses given as prefixes. Membership is a binary search over disjoint
/// ranges; the prefixes stay available as they were given.
public final class PrefixSet {
  /** The set without any address. */
  public static final PrefixSet EMPTY = new PrefixSet(List.of());

  private final List<Prefix> prefixes;
  private final int[] starts4;
  private final int[] ends4;
  private final List<Prefix> v6;

  private PrefixSet(List<Prefix> prefixes) {
    this.prefixes = prefixes;
    List<Prefix> disjoint = outermost(prefixes);
    int count4 = 0;
    while (count4 < disjoint.size() && disjoint.get(count4).version() == IpVersion.V4) {
      count4++;
    }
    // Flipping the sign bit turns unsigned order into the signed order that binarySearch uses.
    starts4 = new int[count4];
    ends4 = new int[count4];
    for (int i = 0; i < count4; i++) {
      starts4[i] = flipped(disjoint.get(i).address());
      ends4[i] = flipped(disjoint.get(i).last());
    }
    v6 = List.copyOf(disjoint.subList(count4, disjoint.size()));
  }

  /** The union of the prefixes. */
  public static PrefixSet of(Collection<Prefix> prefixes) {
    return prefixes.isEmpty() ? EMPTY : new PrefixSet(List.copyOf(prefixes));
  }

  /** Whether one of the prefixes holds the address. */
  public boolean contains(IpAddress address) {
    return switch (address) {
      case IpAddress.V4 v4 -> {
        int value = flipped(v4);
        int index = Arrays.binarySearch(starts4, value);
        int candidate = index >= 0 ? index : -index - 2;
        yield candidate >= 0 && value <= ends4[candidate];
      }
      case IpAddress.V6 _ -> containsV6(address);
    };
  }

  private boolean containsV6(IpAddress address) {
    int low = 0;
    int high = v6.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Prefix candidate = v6.get(middle);
      if (candidate.contains(address)) {
        return true;
      }
      if (candidate.address().compareTo(address) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }

  /** The prefixes that hold the address, in the order given. */
  public List<Prefix> containing(IpAddress address) {
    return contains(address)
        ? prefixes.stream().filter(prefix -> prefix.contains(address)).toList()
        : List.of();
  }

  /** Whether every address of the block is in the set, be it by several prefixes together. */
  public boolean contains(Prefix block) {
    return without(block).isEmpty();
  }

  /** What of the block is not in the set, as the fewest prefixes, in order. */
  public List<Prefix> without(Prefix block) {
    List<Prefix> rest = new ArrayList<>();
    subtract(block, prefixes, rest);
    return rest;
  }

  private static void subtract(Prefix block, List<Prefix> taken, List<Prefix> rest) {
    List<Prefix> inside = new ArrayList<>();
    for (Prefix prefix : taken) {
      if (prefix.contains(block)) {
        return;
      }
      if (block.contains(prefix)) {
        inside.add(prefix);
      }
    }
    if (inside.isEmpty()) {
      rest.add(block);
      return;
    }
    subtract(Prefix.containing(block.address(), block.length() + 1), inside, rest);
    subtract(Prefix.containing(block.last(), block.length() + 1), inside, rest);
  }

  /** The prefixes as given. */
  public List<Prefix> prefixes() {
    return prefixes;
  }

  /** The prefixes that lie in no other one, in order: prefixes either nest or are disjoint. */
  private static List<Prefix> outermost(List<Prefix> prefixes) {
    List<Prefix> result = new ArrayList<>(prefixes.size());
    Prefix[] sorted = prefixes.toArray(new Prefix[0]);
    Arrays.sort(sorted);
    for (Prefix prefix : sorted) {
      if (result.isEmpty() || !result.getLast().contains(prefix)) {
        result.add(prefix);
      }
    }
    return result;
  }

  private static int flipped(IpAddress address) {
    return ((IpAddress.V4) address).bits() ^ Integer.MIN_VALUE;
  }
}
