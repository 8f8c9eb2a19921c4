package io.github.pathwhy.effective;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;

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

  /// A service tag whose prefixes are not known. Azure publishes only public addresses for its
  /// services, so private and documentation addresses are certainly outside.
  record UnknownTag(String name) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return AddressSpaces.mayBelongToAzure(address) ? Match.UNKNOWN : Match.NO;
    }
  }
}
