package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// What an Azure DNS Private Resolver consists of (`dns/dns-private-resolver-overview`). A
/// reference or a name that the input leaves open is empty, and may be any.
public sealed interface DnsResolverPart extends Resource {

  /** The resolver, which asks as machines of its network do. */
  record Resolver(ResourceId id, SourcePosition declaredAt, Optional<ResourceId> virtualNetwork)
      implements DnsResolverPart {}

  /** Where other networks ask it. */
  record InboundEndpoint(ResourceId id, SourcePosition declaredAt, List<IpAddress> addresses)
      implements DnsResolverPart {
    public InboundEndpoint {
      addresses = List.copyOf(addresses);
    }

    /** The resolver that it belongs to. */
    public ResourceId resolver() {
      return id.parent();
    }
  }

  /** A rule of a forwarding ruleset: which servers answer for a domain. */
  record ForwardingRule(
      ResourceId id, SourcePosition declaredAt, Optional<String> domain, List<IpAddress> servers)
      implements DnsResolverPart {
    public ForwardingRule {
      servers = List.copyOf(servers);
    }

    /** The ruleset that it belongs to. */
    public ResourceId ruleset() {
      return id.parent();
    }
  }

  /** A network for which the rules of a ruleset hold. */
  record RulesetLink(ResourceId id, SourcePosition declaredAt, Optional<ResourceId> virtualNetwork)
      implements DnsResolverPart {
    /** The ruleset that it belongs to. */
    public ResourceId ruleset() {
      return id.parent();
    }
  }
}
