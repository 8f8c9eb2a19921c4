package io.github.pathwhy.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An immutable set of addresses given as prefixes. Membership is a binary search over disjoint
/// ranges; the prefixes stay available as they were given.
public final class PrefixSet {
  /** The set without any address. */
  public static final PrefixSet EMPTY = new PrefixSet(List.of());

  private @Nullable List<Prefix> prefixes;

  /// The first addresses of the ranges, in order. Flipping the sign bit turns unsigned order into
  /// the signed order that binarySearch uses.
  private final int[] starts4;

  private final byte[] lengths4;

  /** The same for IPv6, unflipped: the upper 64 bits of each address, then the lower ones. */
  private final long[] starts6;

  private final byte[] lengths6;

  private PrefixSet(List<Prefix> prefixes) {
    this.prefixes = prefixes;
    List<Prefix> disjoint = outermost(prefixes);
    int count4 = 0;
    while (count4 < disjoint.size() && disjoint.get(count4).version() == IpVersion.V4) {
      count4++;
    }
    int count6 = disjoint.size() - count4;
    starts4 = new int[count4];
    lengths4 = new byte[count4];
    starts6 = new long[2 * count6];
    lengths6 = new byte[count6];
    for (int i = 0; i < disjoint.size(); i++) {
      Prefix prefix = disjoint.get(i);
      switch (prefix.address()) {
        case IpAddress.V4(int bits) -> {
          starts4[i] = flipped(bits);
          lengths4[i] = (byte) prefix.length();
        }
        case IpAddress.V6(long high, long low) -> {
          starts6[2 * (i - count4)] = high;
          starts6[2 * (i - count4) + 1] = low;
          lengths6[i - count4] = (byte) prefix.length();
        }
      }
    }
  }

  private PrefixSet(int[] starts4, byte[] lengths4, long[] starts6, byte[] lengths6) {
    this.starts4 = starts4;
    this.lengths4 = lengths4;
    this.starts6 = starts6;
    this.lengths6 = lengths6;
  }

  /** The union of the prefixes. */
  public static PrefixSet of(Collection<Prefix> prefixes) {
    return prefixes.isEmpty() ? EMPTY : new PrefixSet(List.copyOf(prefixes));
  }

  /// A set that stands in a buffer: how many prefixes of each family; the addresses of the IPv4
  /// ones with their first bit flipped, and their lengths; the same for IPv6 with nothing flipped.
  /// They are in order and disjoint.
  public static PrefixSet read(ByteBuffer from) {
    int count4 = from.getInt();
    int count6 = from.getInt();
    int[] starts4 = new int[count4];
    byte[] lengths4 = new byte[count4];
    long[] starts6 = new long[2 * count6];
    byte[] lengths6 = new byte[count6];
    from.asIntBuffer().get(starts4);
    from.position(from.position() + Integer.BYTES * count4);
    from.get(lengths4);
    from.asLongBuffer().get(starts6);
    from.position(from.position() + Long.BYTES * starts6.length);
    from.get(lengths6);
    return new PrefixSet(starts4, lengths4, starts6, lengths6);
  }

  /** Whether one of the prefixes holds the address. */
  public boolean contains(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> {
        int index = Arrays.binarySearch(starts4, flipped(bits));
        int candidate = index >= 0 ? index : -index - 2;
        yield candidate >= 0 && holds4(candidate, bits);
      }
      case IpAddress.V6(long high, long low) -> {
        int candidate = floor6(high, low);
        yield candidate >= 0 && prefix6(candidate).contains(address);
      }
    };
  }

  /** The last range that starts at the address or before it; -1 when none does. */
  private int floor6(long high, long low) {
    int first = 0;
    int after = lengths6.length;
    while (first < after) {
      int middle = (first + after) >>> 1;
      int order = Long.compareUnsigned(starts6[2 * middle], high);
      if (order == 0) {
        order = Long.compareUnsigned(starts6[2 * middle + 1], low);
      }
      if (order <= 0) {
        first = middle + 1;
      } else {
        after = middle;
      }
    }
    return first - 1;
  }

  /** Without making a prefix: it is asked at every hop. */
  private boolean holds4(int index, int bits) {
    int different = bits ^ flipped(starts4[index]);
    return lengths4[index] == 0 || different >>> (Integer.SIZE - lengths4[index]) == 0;
  }

  private Prefix prefix4(int index) {
    return new Prefix(new IpAddress.V4(flipped(starts4[index])), lengths4[index]);
  }

  private Prefix prefix6(int index) {
    return new Prefix(
        new IpAddress.V6(starts6[2 * index], starts6[2 * index + 1]),
        Byte.toUnsignedInt(lengths6[index]));
  }

  /** The prefixes that hold the address, in the order given. */
  public List<Prefix> containing(IpAddress address) {
    return contains(address)
        ? prefixes().stream().filter(prefix -> prefix.contains(address)).toList()
        : List.of();
  }

  /** Whether every address of the block is in the set, be it by several prefixes together. */
  public boolean contains(Prefix block) {
    return without(block).isEmpty();
  }

  /** What of the block is not in the set, as the fewest prefixes, in order. */
  public List<Prefix> without(Prefix block) {
    List<Prefix> rest = new ArrayList<>();
    subtract(block, prefixes(), rest);
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
    List<Prefix> known = prefixes;
    if (known == null) {
      List<Prefix> all = new ArrayList<>(starts4.length + lengths6.length);
      for (int i = 0; i < starts4.length; i++) {
        all.add(prefix4(i));
      }
      for (int i = 0; i < lengths6.length; i++) {
        all.add(prefix6(i));
      }
      known = List.copyOf(all);
      prefixes = known;
    }
    return known;
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

  private static int flipped(int bits) {
    return bits ^ Integer.MIN_VALUE;
  }
}
