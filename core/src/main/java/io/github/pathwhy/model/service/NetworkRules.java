package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import java.util.List;
import java.util.Optional;

/// Which callers a service lets in by its public side. The first rule that matches decides.
///
/// @param endpoint the service endpoint by which subnets are known to the service, such as
///   `Microsoft.Storage`
/// @param local whether rules for addresses mean callers of other regions only
/// @param otherwise what becomes of the rest; empty when the input does not say
public record NetworkRules(
    String endpoint, boolean local, List<Rule> rules, Optional<Access> otherwise) {

  public NetworkRules {
    rules = List.copyOf(rules);
  }

  /** Callers, and what becomes of them. */
  public record Rule(String name, Access access, Caller caller) {}

  /** Who calls. */
  public sealed interface Caller {
    /** From one of these public addresses. */
    record From(List<AddressTerm> addresses) implements Caller {
      public From {
        addresses = List.copyOf(addresses);
      }
    }

    /** From a subnet, by its service endpoint. */
    record InSubnet(ResourceId subnet) implements Caller {}

    /** Something that the input does not say, or that no packet shows. */
    record Unknown(String what) implements Caller {}
  }
}
