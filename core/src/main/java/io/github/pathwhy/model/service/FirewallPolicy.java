package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// Rules of Azure Firewalls. A base policy's rules come before those of the policy itself.
/// `privateRanges` are the destinations that keep the sender's address; absent means the private
/// ranges of RFC 1918 and RFC 6598.
public record FirewallPolicy(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<ResourceId> basePolicy,
    Rules rules,
    Optional<List<Prefix>> privateRanges)
    implements Resource {

  public FirewallPolicy {
    privateRanges = privateRanges.map(List::copyOf);
  }

  /// Collections in order of evaluation within their kind: by the priority of the group, then of
  /// the collection; the lower number first. `missing` are groups of collections that the input
  /// names but does not hold.
  public record Rules(
      List<NatCollection> nat,
      List<NetworkCollection> network,
      List<ApplicationCollection> application,
      List<ResourceId> missing) {

    /** No rules. */
    public static final Rules NONE = new Rules(List.of(), List.of(), List.of());

    public Rules {
      nat = List.copyOf(nat);
      network = List.copyOf(network);
      application = List.copyOf(application);
      missing = List.copyOf(missing);
    }

    /** Rules that are all known. */
    public Rules(
        List<NatCollection> nat,
        List<NetworkCollection> network,
        List<ApplicationCollection> application) {
      this(nat, network, application, List.of());
    }
  }

  /** Destination translations. */
  public record NatCollection(String name, List<NatRule> rules) {
    public NatCollection {
      rules = List.copyOf(rules);
    }
  }

  /** What network rules do together. */
  public record NetworkCollection(String name, Access access, List<NetworkRule> rules) {
    public NetworkCollection {
      rules = List.copyOf(rules);
    }
  }

  /** What application rules do together. */
  public record ApplicationCollection(String name, Access access, List<ApplicationRule> rules) {
    public ApplicationCollection {
      rules = List.copyOf(rules);
    }
  }

  /** Translates what arrives for a public address of the firewall. No port keeps the port. */
  public record NatRule(
      ResourceId id,
      SourcePosition declaredAt,
      Traffic traffic,
      Optional<IpAddress> translatedAddress,
      Optional<String> translatedFqdn,
      Optional<Integer> translatedPort) {

    /** The short name. */
    public String name() {
      return id.name();
    }

    /** What it makes of the destination; never empty. */
    public Optional<Object> target() {
      return Optional.of(List.of(translatedAddress, translatedFqdn, translatedPort));
    }
  }

  /** Matches packets; `fqdns` are names whose addresses are destinations, too. */
  public record NetworkRule(
      ResourceId id, SourcePosition declaredAt, Traffic traffic, List<String> fqdns) {

    public NetworkRule {
      fqdns = List.copyOf(fqdns);
    }

    /** The short name. */
    public String name() {
      return id.name();
    }
  }

  /// Matches the name that an HTTP, HTTPS or SQL client asks for; the ports of the traffic are
  /// those of its services. `fqdns` may start with `*`; `tags` and `categories` are Microsoft's
  /// lists, whose content is not known here; addresses of pages, which only a firewall that
  /// decrypts can tell apart, are among the categories.
  public record ApplicationRule(
      ResourceId id,
      SourcePosition declaredAt,
      Traffic traffic,
      List<String> fqdns,
      List<String> tags,
      List<String> categories) {

    public ApplicationRule {
      fqdns = List.copyOf(fqdns);
      tags = List.copyOf(tags);
      categories = List.copyOf(categories);
    }

    /** The short name. */
    public String name() {
      return id.name();
    }
  }
}
