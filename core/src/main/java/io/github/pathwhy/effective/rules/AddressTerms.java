package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.List;
import java.util.Optional;

/// What address terms cover where nobody looks at them from a subnet, as in the rules of an Azure
/// Firewall. Tags that depend on a network mean nothing there; a tag that is an id stands for a
/// group of addresses that the input does not hold.
public final class AddressTerms {
  private final ServiceTags tags;

  public AddressTerms(ServiceTags tags) {
    this.tags = tags;
  }

  /** Whether one of the terms covers the address. */
  public Match match(List<AddressTerm> terms, IpAddress address) {
    Match best = Match.NO;
    for (AddressTerm term : terms) {
      Match match = match(term, address);
      if (match == Match.YES) {
        return Match.YES;
      }
      if (match == Match.UNKNOWN) {
        best = Match.UNKNOWN;
      }
    }
    return best;
  }

  private Match match(AddressTerm term, IpAddress address) {
    return switch (term) {
      case AddressTerm.Any _ -> Match.YES;
      case AddressTerm.Block(Prefix prefix) -> prefix.contains(address) ? Match.YES : Match.NO;
      case AddressTerm.Tag(String name) -> tag(name, address);
      case AddressTerm.Group _ -> Match.NO;
      case AddressTerm.Unknown _ -> Match.UNKNOWN;
    };
  }

  private Match tag(String name, IpAddress address) {
    if (name.indexOf('/') >= 0) {
      return Match.UNKNOWN;
    }
    Optional<PrefixSet> own = tags.own(name);
    return own.isPresent()
        ? new AddressMatcher.OneOf(own.get()).match(address)
        : new AddressMatcher.ServiceTag(name, tags).match(address);
  }
}
