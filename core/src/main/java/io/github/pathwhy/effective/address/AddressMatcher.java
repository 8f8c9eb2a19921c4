package io.github.pathwhy.effective.address;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One compiled entry of a rule's source or destination. */
public sealed interface AddressMatcher {

  /** Whether the entry covers the address. */
  Match match(IpAddress address);

  /** Whether the entry covers every address of the block. */
  Match match(Prefix block);

  /** The prefixes that the entry stands for; empty when they are not known. */
  Optional<List<Prefix>> prefixes();

  /// Whether the entry covers everything that another one stands for. Only `*` covers `*`, as the
  /// service has it, even where a tag happens to hold every address.
  default Match covers(AddressMatcher asked) {
    return switch (asked) {
      case Everything _ -> Match.of(this instanceof Everything);
      case Block(Prefix block) -> match(block);
      case OneOf(PrefixSet set) -> coversAll(set.prefixes());
      case PublicInternet _ -> Match.of(this instanceof PublicInternet || isUniversal());
      case ServiceTag tag -> coversTag(tag);
      case UnknownGroup _, LookedUp _ -> this instanceof Everything ? Match.YES : Match.UNKNOWN;
    };
  }

  private boolean isUniversal() {
    return match(Prefix.ALL_V4) == Match.YES;
  }

  private Match coversAll(List<Prefix> blocks) {
    if (blocks.isEmpty()) {
      return Match.of(this instanceof Everything);
    }
    Match all = Match.YES;
    for (Prefix block : blocks) {
      Match match = match(block);
      if (match == Match.NO) {
        return Match.NO;
      }
      all = match == Match.UNKNOWN ? match : all;
    }
    return all;
  }

  /** Services have public addresses only. */
  private Match coversTag(ServiceTag asked) {
    boolean certain =
        switch (this) {
          case Everything _, PublicInternet _ -> true;
          case ServiceTag own -> own.includes(asked);
          case Block _, OneOf _, UnknownGroup _, LookedUp _ -> isUniversal();
        };
    if (certain) {
      return Match.YES;
    }
    return asked.prefixes().map(this::coversAll).orElseGet(this::coversUnknown);
  }

  private Match coversUnknown() {
    boolean possible =
        prefixes()
            .map(blocks -> blocks.stream().anyMatch(AddressMatcher::mayHoldAzure))
            .orElse(true);
    return possible ? Match.UNKNOWN : Match.NO;
  }

  private static boolean mayHoldAzure(Prefix block) {
    return AddressSpaces.mayBelongToAzure(block.address())
        || AddressSpaces.mayBelongToAzure(block.last());
  }

  /** Covers everything. */
  record Everything() implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.YES;
    }

    @Override
    public Match match(Prefix block) {
      return Match.YES;
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return Optional.of(List.of(Prefix.ALL_V4, Prefix.ALL_V6));
    }
  }

  /** Covers one prefix. */
  record Block(Prefix prefix) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.of(prefix.contains(address));
    }

    @Override
    public Match match(Prefix block) {
      return Match.of(prefix.contains(block));
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return Optional.of(List.of(prefix));
    }
  }

  /** Covers a set of prefixes. */
  record OneOf(PrefixSet set) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.of(set.contains(address));
    }

    @Override
    public Match match(Prefix block) {
      return Match.of(set.contains(block));
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return Optional.of(set.prefixes().stream().distinct().toList());
    }
  }

  /** Covers the public internet, seen from a virtual network with this own address space. */
  record PublicInternet(PrefixSet own) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.of(AddressSpaces.isInternet(address) && !own.contains(address));
    }

    @Override
    public Match match(Prefix block) {
      return Match.of(PrefixSet.of(internet()).contains(block));
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return Optional.of(internet());
    }

    private List<Prefix> internet() {
      List<Prefix> rest = new ArrayList<>();
      for (Prefix block : AddressSpaces.internet()) {
        rest.addAll(own.without(block));
      }
      return rest;
    }
  }

  /// Covers the published prefixes of a service tag, as far as they are known. Azure publishes only
  /// public addresses for its services, so private and documentation addresses are certainly
  /// outside, and nothing is looked up for them.
  record ServiceTag(String name, ServiceTags tags) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      if (Unknowable.is(address)) {
        return Unknowable.isIn(name, address);
      }
      if (!AddressSpaces.mayBelongToAzure(address)) {
        return Match.NO;
      }
      Optional<PrefixSet> prefixes = tags.expand(name);
      return prefixes.isEmpty() ? Match.UNKNOWN : Match.of(prefixes.get().contains(address));
    }

    @Override
    public Match match(Prefix block) {
      if (!AddressSpaces.mayBelongToAzure(block.address())
          || !AddressSpaces.mayBelongToAzure(block.last())) {
        return Match.NO;
      }
      Optional<PrefixSet> prefixes = tags.expand(name);
      return prefixes.isEmpty() ? Match.UNKNOWN : Match.of(prefixes.get().contains(block));
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return tags.expand(name).map(PrefixSet::prefixes);
    }

    /** Whether the other tag is this one or a regional part of it. */
    private boolean includes(ServiceTag other) {
      return (other.name + ".").regionMatches(true, 0, name + ".", 0, name.length() + 1);
    }
  }

  /** A group of addresses that the input refers to but does not hold: it may cover anything. */
  record UnknownGroup(String id) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return Match.UNKNOWN;
    }

    @Override
    public Match match(Prefix block) {
      return Match.UNKNOWN;
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return Optional.empty();
    }
  }

  /** Covers what a look-up says, such as the addresses of names. */
  record LookedUp(Function<IpAddress, Match> lookup) implements AddressMatcher {
    @Override
    public Match match(IpAddress address) {
      return lookup.apply(address);
    }

    @Override
    public Match match(Prefix block) {
      return Match.UNKNOWN;
    }

    @Override
    public Optional<List<Prefix>> prefixes() {
      return Optional.empty();
    }
  }
}
