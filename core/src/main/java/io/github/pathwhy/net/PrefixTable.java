package io.github.pathwhy.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A map from prefixes to values with longest-prefix match: a binary trie for each family. Later
/// puts of the same prefix replace earlier ones. Not thread-safe while it is being filled.
public final class PrefixTable<V> {
  private final Node<V> v4 = new Node<>();
  private final Node<V> v6 = new Node<>();

  /** Adds or replaces the value of a prefix. */
  public void put(Prefix prefix, V value) {
    Node<V> node = root(prefix.version());
    for (int i = 0; i < prefix.length(); i++) {
      node = node.childOrNew(prefix.address().bit(i));
    }
    node.value = value;
  }

  /** The value of exactly this prefix. */
  public Optional<V> get(Prefix prefix) {
    Node<V> node = root(prefix.version());
    for (int i = 0; i < prefix.length(); i++) {
      Node<V> child = node.child(prefix.address().bit(i));
      if (child == null) {
        return Optional.empty();
      }
      node = child;
    }
    return Optional.ofNullable(node.value);
  }

  /** The value of the longest prefix that holds the address. */
  public Optional<V> longestPrefixMatch(IpAddress address) {
    Node<V> node = root(address.version());
    V best = node.value;
    for (int i = 0; i < address.version().bits(); i++) {
      Node<V> child = node.child(address.bit(i));
      if (child == null) {
        break;
      }
      node = child;
      if (node.value != null) {
        best = node.value;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The values of all prefixes that hold the address, the shortest prefix first. */
  public List<V> matches(IpAddress address) {
    List<V> found = new ArrayList<>();
    Node<V> node = root(address.version());
    for (int i = 0; node != null; i++) {
      if (node.value != null) {
        found.add(node.value);
      }
      node = i < address.version().bits() ? node.child(address.bit(i)) : null;
    }
    return found;
  }

  private Node<V> root(IpVersion version) {
    return version == IpVersion.V4 ? v4 : v6;
  }

  private static final class Node<V> {
    @Nullable V value;
    private @Nullable Node<V> zero;
    private @Nullable Node<V> one;

    @Nullable Node<V> child(int bit) {
      return bit == 0 ? zero : one;
    }

    Node<V> childOrNew(int bit) {
      Node<V> child = child(bit);
      if (child == null) {
        child = new Node<>();
        if (bit == 0) {
          zero = child;
        } else {
          one = child;
        }
      }
      return child;
    }
  }
}
