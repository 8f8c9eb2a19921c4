package io.github.pathwhy.effective;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.Optional;

/** One compiled entry of a rule's source or destination. */
sealed interface AddressMatcher {

  /** Whether the entry covers the address. */
  Match match(IpAddress address);

  /** Covers everything. */
  record Everything() implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.YES;
    }
  }

  /** Covers one prefix. */
  record Block(Prefix prefix) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return prefix.contains(address) ? Match.YES : Match.NO;
    }
  }

  /** Covers a set of prefixes. */
  record OneOf(PrefixSet prefixes) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return prefixes.contains(address) ? Match.YES : Match.NO;
    }
  }

  /** Covers the public internet, seen from a virtual network with this own address space. */
  record PublicInternet(PrefixSet own) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return AddressSpaces.isInternet(address) && !own.contains(address) ? Match.YES : Match.NO;
    }
  }

  /// Covers the published prefixes of a service tag, as far as they are known. Azure publishes only
  /// public addresses for its services, so private and documentation addresses are certainly
  /// outside, and nothing is looked up for them.
  record ServiceTag(String name, ServiceTags tags) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      if (!AddressSpaces.mayBelongToAzure(address)) {
        return Match.NO;
      }
      Optional<PrefixSet> prefixes = tags.expand(name);
      if (prefixes.isEmpty()) {
        return Match.UNKNOWN;
      }
      return prefixes.get().contains(address) ? Match.YES : Match.NO;
    }
  }

  /** A group of addresses that the input refers to but does not hold: it may cover anything. */
  record UnknownGroup(String id) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.UNKNOWN;
    }
  }
}
