package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.model.service.FirewallPolicy;
import java.util.List;

/** What the names in the rules of a firewall mean, which resolves them where it stands. */
public interface NameMatchers {

  /** Covers the addresses of names. */
  AddressMatcher addressesOf(List<String> names);

  /** Covers what a client asks for by a name that the rule is about. */
  AddressMatcher askedFor(FirewallPolicy.ApplicationRule rule);
}
