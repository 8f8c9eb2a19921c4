package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A connection of a gateway: to a local network gateway, to the gateway of another virtual
/// network, or to an ExpressRoute circuit. `natRules` are those of the gateway that apply to it.
/// The status is Azure's word, such as `Connected`, absent when the input does not say.
public record GatewayConnection(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId gateway,
    Kind kind,
    Optional<ResourceId> remote,
    boolean bgp,
    List<ResourceId> natRules,
    Selectors selectors,
    Optional<String> status)
    implements Resource {

  public GatewayConnection {
    natRules = List.copyOf(natRules);
  }

  /// The traffic selectors of a tunnel: what goes from an address of Azure's side to one of the
  /// other has to match a pair. Without being enforced they may go unheeded.
  public record Selectors(List<Pair> pairs, boolean enforced) {
    /** Everything passes. */
    public static final Selectors ANY = new Selectors(List.of(), false);

    public Selectors {
      pairs = List.copyOf(pairs);
    }

    /** Whether what goes between these addresses matches. */
    public boolean match(IpAddress local, IpAddress remote) {
      return pairs.isEmpty()
          || pairs.stream()
              .anyMatch(pair ->
                  pair.local().stream().anyMatch(prefix -> prefix.contains(local))
                      && pair.remote().stream().anyMatch(prefix -> prefix.contains(remote)));
    }
  }

  /** Addresses of both sides that go together. */
  public record Pair(List<Prefix> local, List<Prefix> remote) {
    public Pair {
      local = List.copyOf(local);
      remote = List.copyOf(remote);
    }
  }

  /** What is at the other end. */
  public enum Kind {
    IPSEC("IPsec"),
    VNET_TO_VNET("Vnet2Vnet"),
    EXPRESS_ROUTE("ExpressRoute");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }
}
