package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What address terms mean where they are asked: in a subnet, or wherever one looks from.
abstract class AddressScope {
  private final ServiceTags tags;

  AddressScope(ServiceTags tags) {
    this.tags = tags;
  }

  /// The scope of rules that nobody looks at from a subnet, as those of an Azure Firewall. Tags
  /// that depend on a network mean nothing there.
  static AddressScope everywhere(ServiceTags tags) {
    return new AddressScope(tags) {
      @Override
      List<AddressMatcher> special(AddressTerm term) {
        return switch (term) {
          case AddressTerm.Group _ -> List.of(new AddressMatcher.OneOf(PrefixSet.of(List.of())));
          case AddressTerm.Any _, AddressTerm.Block _, AddressTerm.Tag _, AddressTerm.Unknown _ ->
              List.of();
        };
      }
    };
  }

  /** What a term means in this scope in particular; nothing when it means the same everywhere. */
  abstract List<AddressMatcher> special(AddressTerm term);

  /** The terms compiled; one term may come to several matchers. */
  final List<AddressMatcher> compile(List<AddressTerm> terms) {
    List<AddressMatcher> matchers = new ArrayList<>(terms.size());
    for (AddressTerm term : terms) {
      List<AddressMatcher> special =
          term instanceof AddressTerm.Tag(String name) && tags.own(name).isPresent()
              ? List.of()
              : special(term);
      if (special.isEmpty()) {
        matchers.add(common(term));
      } else {
        matchers.addAll(special);
      }
    }
    return matchers;
  }

  private AddressMatcher common(AddressTerm term) {
    return switch (term) {
      case AddressTerm.Any _ -> new AddressMatcher.Everything();
      case AddressTerm.Block(Prefix prefix) -> new AddressMatcher.Block(prefix);
      case AddressTerm.Tag(String name) -> tag(name);
      case AddressTerm.Unknown(String missing) -> new AddressMatcher.UnknownGroup(missing);
      case AddressTerm.Group(var group) -> new AddressMatcher.UnknownGroup(group.toString());
    };
  }

  /** A tag that is an id stands for a group of addresses that the input does not hold. */
  private AddressMatcher tag(String name) {
    Optional<PrefixSet> own = tags.own(name);
    if (own.isPresent()) {
      return new AddressMatcher.OneOf(own.get());
    }
    return name.indexOf('/') >= 0
        ? new AddressMatcher.UnknownGroup(name)
        : new AddressMatcher.ServiceTag(name, tags);
  }
}
