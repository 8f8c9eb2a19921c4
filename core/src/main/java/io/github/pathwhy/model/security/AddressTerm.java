package io.github.pathwhy.model.security;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Prefix;

/** One entry of a rule's source or destination. */
public sealed interface AddressTerm {

  /** `*`: every address of both families. */
  record Any() implements AddressTerm {
    @Override
    public String toString() {
      return "*";
    }
  }

  /** A prefix or a single address. */
  record Block(Prefix prefix) implements AddressTerm {
    @Override
    public String toString() {
      return prefix.length() == prefix.version().bits()
          ? prefix.address().toString()
          : prefix.toString();
    }
  }

  /// A service tag, such as `VirtualNetwork` or `Storage.WestEurope`; or the id of an IP group or
  /// network group whose addresses the input does not hold.
  record Tag(String name) implements AddressTerm {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Something that the input does not say; `missing` is what would tell. */
  record Unknown(String missing) implements AddressTerm {
    @Override
    public String toString() {
      return missing;
    }
  }

  /** The members of an application security group. */
  record Group(ResourceId applicationSecurityGroup) implements AddressTerm {
    @Override
    public String toString() {
      return applicationSecurityGroup.name();
    }
  }
}
