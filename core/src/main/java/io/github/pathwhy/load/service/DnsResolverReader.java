package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.DnsResolverPart;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads private resolvers with their inbound endpoints, and rulesets with their rules and links.
 */
public final class DnsResolverReader {
  private static final String RESOLVER = "microsoft.network/dnsresolvers";
  private static final String INBOUND = RESOLVER + "/inboundendpoints";
  private static final String RULESET = "microsoft.network/dnsforwardingrulesets";
  private static final String RULE = RULESET + "/forwardingrules";
  private static final String LINK = RULESET + "/virtualnetworklinks";
  private static final String NETWORK = "virtualNetwork";
  private static final String SERVERS = "targetDnsServers";
  private static final String DISABLED = "Disabled";

  private DnsResolverReader() {}

  /// Notes what is asked of resources of a type. Addresses of endpoints stay with the census: they
  /// are those of somebody.
  public static void cover(String armType, Coverage.Shape shape) {
    switch (armType.toLowerCase(Locale.ROOT)) {
      case RESOLVER, LINK -> shape.ask(NETWORK);
      case RULESET -> shape.ask("dnsResolverOutboundEndpoints");
      case RULE -> {
        shape.ask("domainName");
        shape.ask("forwardingRuleState");
        shape.ask(SERVERS);
        shape.inner(SERVERS).ask("ipAddress");
        shape.inner(SERVERS).ask("port");
      }
      default -> {}
    }
  }

  /** Whether resources of a type have a part in the answers only by what is read of their parts. */
  public static boolean isRead(String armType) {
    return Set.of(RESOLVER, RULESET, RULE, LINK).contains(armType.toLowerCase(Locale.ROOT));
  }

  /**
   * The part that a resource is; empty for other resources, and for rules that are switched off.
   */
  public static Optional<DnsResolverPart> read(Declarations.Other other, SourcePosition at) {
    Tree.Mapping body = Merge.flat(other.mapping());
    ResourceId id = other.id();
    return switch (other.armType().toLowerCase(Locale.ROOT)) {
      case RESOLVER -> Optional.of(new DnsResolverPart.Resolver(id, at, network(body)));
      case INBOUND ->
          Optional.of(
              new DnsResolverPart.InboundEndpoint(
                  id, at, addresses(value(body, "ipConfigurations"), "privateIpAddress")));
      case RULE ->
          DISABLED.equalsIgnoreCase(text(value(body, "forwardingRuleState")).orElse(""))
              ? Optional.empty()
              : Optional.of(
                  new DnsResolverPart.ForwardingRule(
                      id,
                      at,
                      text(value(body, "domainName")),
                      addresses(value(body, SERVERS), "ipAddress")));
      case LINK -> Optional.of(new DnsResolverPart.RulesetLink(id, at, network(body)));
      default -> Optional.empty();
    };
  }

  private static @Nullable Tree value(Tree.Mapping body, String key) {
    Tree.Entry entry = body.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }

  private static Optional<String> text(@Nullable Tree value) {
    return value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
            && kind == Tree.Kind.TEXT
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<ResourceId> network(Tree.Mapping body) {
    Set<ResourceId> named = new LinkedHashSet<>();
    Tree value = value(body, NETWORK);
    if (value != null) {
      Leftovers.collect(value, named);
    }
    return named.stream().findFirst();
  }

  private static List<IpAddress> addresses(@Nullable Tree list, String key) {
    List<IpAddress> found = new ArrayList<>();
    if (list instanceof Tree.Sequence(List<Tree> items, long _)) {
      for (Tree item : items) {
        if (item instanceof Tree.Mapping part) {
          text(value(Merge.flat(part), key)).flatMap(IpAddress::parse).ifPresent(found::add);
        }
      }
    }
    return found;
  }
}
