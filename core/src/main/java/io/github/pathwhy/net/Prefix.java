package io.github.pathwhy.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A canonical CIDR block (RFC 4632): an address whose host bits are zero, and a length of 0 to 32
/// or 0 to 128. Ordered by address, then from short to long.
public record Prefix(IpAddress address, int length) implements Comparable<Prefix> {

  /** Every IPv4 address. */
  public static final Prefix ALL_V4 = new Prefix(new IpAddress.V4(0), 0);

  /** Every IPv6 address. */
  public static final Prefix ALL_V6 = new Prefix(new IpAddress.V6(0, 0), 0);

  public Prefix {
    if (length < 0 || length > address.version().bits()) {
      throw new IllegalArgumentException("prefix length out of range: " + length);
    }
    if (!address.equals(masked(address, length))) {
      throw new IllegalArgumentException("host bits set: " + address + "/" + length);
    }
  }

  /** The block of `length` bits that holds the address. */
  public static Prefix containing(IpAddress address, int length) {
    return new Prefix(masked(address, length), length);
  }

  /** The block of this one address: /32 or /128. */
  public static Prefix host(IpAddress address) {
    return new Prefix(address, address.version().bits());
  }

  /** All addresses of a family. */
  public static Prefix all(IpVersion version) {
    return version == IpVersion.V4 ? ALL_V4 : ALL_V6;
  }

  /// Reads `address/length`; a bare address is its host prefix. Empty when malformed or when host
  /// bits are set.
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.parse(text).map(Prefix::host);
    }
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    int length = parseLength(text.substring(slash + 1));
    if (address.isEmpty() || length < 0 || length > address.get().version().bits()) {
      return Optional.empty();
    }
    return address.get().equals(masked(address.get(), length))
        ? Optional.of(new Prefix(address.get(), length))
        : Optional.empty();
  }

  /// The block around an address: like {@link #parse}, but host bits may be set.
  public static Optional<Prefix> around(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    int length = slash < 0 ? 0 : parseLength(text.substring(slash + 1));
    return address.flatMap(known ->
        slash < 0
            ? Optional.of(host(known))
            : length < 0 || length > known.version().bits()
                ? Optional.empty()
                : Optional.of(containing(known, length)));
  }

  /** Like {@link #parse}, for text known to be right; throws IllegalArgumentException otherwise. */
  public static Prefix of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a prefix: " + text));
  }

  /** Whether the address lies in this block; false for the other family. */
  public boolean contains(IpAddress candidate) {
    if (address instanceof IpAddress.V4(int network)
        && candidate instanceof IpAddress.V4(int bits)) {
      return length == 0 || (network ^ bits) >>> (32 - length) == 0;
    }
    return candidate.version() == address.version() && masked(candidate, length).equals(address);
  }

  /** Whether every address of the other block lies in this one. */
  public boolean contains(Prefix other) {
    return length <= other.length && contains(other.address);
  }

  /** Whether the blocks share an address. */
  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  /** The family. */
  public IpVersion version() {
    return address.version();
  }

  /** The fewest blocks that hold the addresses from the first to the last, both included. */
  public static List<Prefix> covering(IpAddress first, IpAddress last) {
    List<Prefix> blocks = new ArrayList<>();
    IpAddress next = first;
    while (next.version() == last.version() && next.compareTo(last) <= 0) {
      Prefix block = host(next);
      for (int length = block.length - 1; length >= 0; length--) {
        Prefix wider = containing(next, length);
        if (!wider.address.equals(next) || wider.last().compareTo(last) > 0) {
          break;
        }
        block = wider;
      }
      blocks.add(block);
      if (block.last().equals(last)) {
        break;
      }
      next = after(block.last());
    }
    return blocks;
  }

  private static IpAddress after(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> new IpAddress.V4(bits + 1);
      case IpAddress.V6(long high, long low) ->
          new IpAddress.V6(low == -1 ? high + 1 : high, low + 1);
    };
  }

  /** The address at this position in the block, 0 being the first. */
  public IpAddress address(int index) {
    return switch (address) {
      case IpAddress.V4(int bits) -> new IpAddress.V4(bits + index);
      case IpAddress.V6(long high, long low) -> new IpAddress.V6(high, low + index);
    };
  }

  /** The last address of the block. */
  public IpAddress last() {
    return switch (address) {
      case IpAddress.V4(int bits) -> new IpAddress.V4(length == 32 ? bits : bits | -1 >>> length);
      case IpAddress.V6(long high, long low) ->
          new IpAddress.V6(
              length >= 64 ? high : high | -1L >>> length,
              length <= 64 ? -1L : length == 128 ? low : low | -1L >>> (length - 64));
    };
  }

  private static IpAddress masked(IpAddress address, int length) {
    return switch (address) {
      case IpAddress.V4(int bits) ->
          length == 32 ? address : new IpAddress.V4(length == 0 ? 0 : bits & -1 << (32 - length));
      case IpAddress.V6(long high, long low) ->
          length == 128
              ? address
              : new IpAddress.V6(
                  length >= 64 ? high : length == 0 ? 0 : high & -1L << (64 - length),
                  length <= 64 ? 0 : low & -1L << (128 - length));
    };
  }

  private static int parseLength(String text) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  @Override
  public int compareTo(Prefix other) {
    int order = address.compareTo(other.address);
    return order != 0 ? order : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
