package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.Unknowable;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.service.NetworkRules;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.Step;
import java.util.Locale;
import java.util.Optional;

/// Whether a service lets a caller in by its public side. It knows the caller by its subnet, where
/// that has the service's endpoint, else by its public address. The connection opens in any case:
/// the refusal is the answer to what is asked for.
public final class ServiceDoor {
  private static final String APPS = "microsoft.web/sites";

  private final EffectiveNetwork network;
  private final PlatformService service;
  private final boolean asks;

  /// The door of a service.
  ///
  /// @param asks whether more than an open port is asked for
  public ServiceDoor(EffectiveNetwork network, PlatformService service, boolean asks) {
    this.network = network;
    this.service = service;
    this.asks = asks;
  }

  /// What becomes of a caller; empty when it is let in.
  ///
  /// @param from where it leaves Azure's networks, when it is in one
  /// @param azure whether it is in Azure at all
  public Optional<Step> judge(Optional<EffectiveInterface> from, IpAddress source, boolean azure) {
    if (!isOpen()) {
      return denied("publicNetworkAccess is Disabled");
    }
    if (service.networkRules().isEmpty()) {
      return Optional.empty();
    }
    NetworkRules rules = service.networkRules().get();
    Optional<EffectiveInterface> known =
        from.filter(at ->
            at.subnet().serviceEndpoints().stream().anyMatch(each -> isOf(each, rules.endpoint())));
    Caller caller =
        new Caller(known.map(at -> at.subnet().id()), source, azure, isLocal(rules, from));
    Optional<String> doubt = Optional.empty();
    Optional<Access> decided = rules.otherwise();
    String by = refusal(rules, from, caller);
    for (NetworkRules.Rule rule : rules.rules()) {
      Match match = match(rule.caller(), caller);
      if (match == Match.YES) {
        decided = Optional.of(rule.access());
        by = "rule " + rule.name();
        break;
      }
      if (match == Match.UNKNOWN && doubt.isEmpty()) {
        doubt = Optional.of(doubt(rule, caller));
      }
    }
    if (decided.isEmpty()) {
      return unknown("the default action of its rules is open");
    }
    if (doubt.isPresent() && (decided.get() == Access.DENY || hasDenials(rules))) {
      return unknown(doubt.get());
    }
    return decided.get() == Access.DENY ? denied(by) : Optional.empty();
  }

  /** Why nothing lets a caller in. */
  private static String refusal(
      NetworkRules rules, Optional<EffectiveInterface> from, Caller caller) {
    Optional<ResourceId> listed =
        from.map(at -> at.subnet().id())
            .filter(id -> caller.subnet().isEmpty())
            .filter(id ->
                rules.rules().stream()
                    .anyMatch(rule -> rule.caller().equals(new NetworkRules.Caller.InSubnet(id))));
    if (listed.isPresent()) {
      return "subnet "
          + listed.get().name()
          + " is let in, but has no service endpoint "
          + rules.endpoint();
    }
    if (caller.local() == Match.YES) {
      return "no rule matches "
          + caller
          + "; those for addresses do not mean callers of its region";
    }
    return rules.rules().isEmpty() ? "no rule lets anybody in" : "no rule matches " + caller;
  }

  private static String doubt(NetworkRules.Rule rule, Caller caller) {
    boolean region =
        caller.local() == Match.UNKNOWN
            && !caller.isUnknown()
            && rule.caller() instanceof NetworkRules.Caller.From;
    return rule.name()
        + (region
            ? " does not mean callers of its own region, and the input lacks one of the regions"
            : " may match " + caller);
  }

  private static boolean hasDenials(NetworkRules rules) {
    return rules.rules().stream().anyMatch(rule -> rule.access() == Access.DENY);
  }

  /** An app with a private endpoint is closed unless it says that it is not. */
  private boolean isOpen() {
    boolean hasEndpoint =
        service.armType().toLowerCase(Locale.ROOT).equals(APPS)
            && network.topology().all(PrivateEndpoint.class).stream()
                .filter(endpoint -> endpoint.state() == PrivateEndpoint.State.APPROVED)
                .anyMatch(endpoint -> endpoint.target().filter(service.id()::equals).isPresent());
    return service.publicNetworkAccess().orElse(!hasEndpoint);
  }

  private Optional<Step> denied(String reason) {
    return Optional.of(new Step.ServiceDenied(service, reason, !asks));
  }

  private Optional<Step> unknown(String because) {
    return Optional.of(
        asks
            ? new Step.Unknown(new Missing.Admission(service.id(), because))
            : new Step.ServiceDenied(service, "not known: " + because, true));
  }

  /** Who calls, as the service sees it. */
  private record Caller(
      Optional<ResourceId> subnet, IpAddress address, boolean azure, Match local) {

    boolean isUnknown() {
      return Unknowable.is(address);
    }

    @Override
    public String toString() {
      return subnet
          .map(id -> "subnet " + id.name())
          .orElse(
              isUnknown() ? "the caller, whose address is not known" : "the caller's " + address);
    }
  }

  private static boolean isOf(String endpoint, String service) {
    return endpoint.equalsIgnoreCase(service)
        || endpoint.toLowerCase(Locale.ROOT).startsWith(service.toLowerCase(Locale.ROOT) + ".");
  }

  /// Whether rules for addresses do not mean the caller, which is in the region of a service that
  /// such callers reach by private addresses.
  private Match isLocal(NetworkRules rules, Optional<EffectiveInterface> from) {
    if (!rules.local() || from.isEmpty()) {
      return Match.NO;
    }
    VirtualNetwork where = from.get().virtualNetwork();
    if (where.location().isEmpty() || service.location().isEmpty()) {
      return Match.UNKNOWN;
    }
    return Match.of(plain(where.location().get()).equals(plain(service.location().get())));
  }

  private static String plain(String region) {
    return region.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private Match match(NetworkRules.Caller rule, Caller caller) {
    return switch (rule) {
      case NetworkRules.Caller.InSubnet(ResourceId subnet) ->
          Match.of(caller.subnet().filter(subnet::equals).isPresent());
      case NetworkRules.Caller.Unknown _ -> Match.UNKNOWN;
      case NetworkRules.Caller.From(var addresses) -> {
        Match best = Match.NO;
        for (AddressTerm term : addresses) {
          Match match = match(term, caller);
          if (match == Match.YES) {
            yield match;
          }
          best = match == Match.UNKNOWN ? match : best;
        }
        yield best;
      }
    };
  }

  private Match match(AddressTerm term, Caller caller) {
    if (term instanceof AddressTerm.Any) {
      return Match.YES;
    }
    if (caller.subnet().isPresent()) {
      return Match.NO;
    }
    Match match =
        switch (term) {
          case AddressTerm.Any _ -> Match.YES;
          case AddressTerm.Block(Prefix prefix) -> match(prefix, caller);
          case AddressTerm.Tag(String tag) -> match(tag, caller);
          case AddressTerm.Group _, AddressTerm.Unknown _ -> Match.UNKNOWN;
        };
    if (match == Match.NO || caller.local() == Match.NO) {
      return match;
    }
    return caller.local() == Match.YES ? Match.NO : Match.UNKNOWN;
  }

  /** Addresses that the topology gives to somebody else are not those of an unknown caller. */
  private Match match(Prefix prefix, Caller caller) {
    if (!caller.isUnknown()) {
      Optional<PublicIpAddress> own = network.publicAddress(caller.address());
      return own.filter(PublicIpAddress::assumed).isPresent()
          ? Match.UNKNOWN
          : Match.of(prefix.contains(caller.address()));
    }
    boolean taken =
        prefix.equals(Prefix.host(prefix.address()))
            && network.publicAddress(prefix.address()).isPresent();
    return taken ? Match.NO : Match.UNKNOWN;
  }

  private Match match(String tag, Caller caller) {
    if (tag.equalsIgnoreCase("AzureCloud") && caller.azure()) {
      return Match.YES;
    }
    return caller.isUnknown() ? Match.UNKNOWN : network.isIn(tag, caller.address());
  }
}
