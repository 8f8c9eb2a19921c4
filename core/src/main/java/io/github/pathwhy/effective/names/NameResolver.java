package io.github.pathwhy.effective.names;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateDnsZone;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Resolves names as a machine in a virtual network does: by the records that the input gives, then
/// by the private zones that are linked to the network, unless it asks DNS servers of its own. The
/// public name of a service with a private endpoint is an alias into its `privatelink` zone
/// (`private-link/private-endpoint-dns`).
public final class NameResolver {
  private final EffectiveNetwork network;
  private final Optional<VirtualNetwork> from;
  private final Optional<NameServers> servers;
  private final Optional<Gap> unread;

  /** A resolver for machines in a network, or for hosts outside of all. */
  public NameResolver(EffectiveNetwork network, Optional<VirtualNetwork> from) {
    this(network, from, List.of());
  }

  /// A resolver for a sender.
  ///
  /// @param asking what the sender is, such as an interface, whose own settings win, or what it
  ///   comes in by
  public NameResolver(
      EffectiveNetwork network, Optional<VirtualNetwork> from, List<ResourceId> asking) {
    this.network = network;
    this.from = from;
    this.servers = from.map(asked -> new NameServers(network, asked, asking));
    Gaps gaps = network.topology().gaps();
    this.unread =
        Stream.concat(asking.stream(), from.stream().map(VirtualNetwork::id))
            .flatMap(id -> gaps.at(id, Role.NAME_IN_NETWORK).stream())
            .filter(gap -> gap.role().isPresent() && gap.decides())
            .findFirst();
  }

  /** Follows aliases from a name to addresses of a family; any family when none is asked for. */
  public Resolution resolve(String name, Optional<IpVersion> version) {
    String current = withoutDot(name);
    List<String> seen = new ArrayList<>();
    while (true) {
      List<DnsRecord> records = records(current);
      if (records.isEmpty()) {
        return new Resolution.NotKnown(current, whyNotKnown(current));
      }
      if (seen.contains(current)) {
        return new Resolution.Failed(current, "alias loop", records.getFirst().declaredAt());
      }
      seen.add(current);
      List<IpAddress> addresses = new ArrayList<>();
      Optional<String> alias = Optional.empty();
      for (DnsRecord record : records) {
        switch (record.answer()) {
          case DnsRecord.Answer.Address(IpAddress address) -> {
            if (version.isEmpty() || version.get() == address.version()) {
              addresses.add(address);
            }
          }
          case DnsRecord.Answer.Alias(String target) -> alias = Optional.of(target);
          case DnsRecord.Answer.Failure(String reason) -> {
            return new Resolution.Failed(
                current, reason, record.declaredAt(), answering(record, current));
          }
        }
      }
      if (!addresses.isEmpty()) {
        return new Resolution.Resolved(addresses);
      }
      if (alias.isEmpty()) {
        return new Resolution.Failed(
            current, "no address of the wanted family", records.getFirst().declaredAt());
      }
      current = withoutDot(alias.get());
    }
  }

  /** The link of the zone that says so, unless the input itself does. */
  private Optional<PrivateDnsZone.Link> answering(DnsRecord failure, String name) {
    return !network.topology().dns().contains(failure)
            && servers.map(each -> each.answerer(name)).orElse(null)
                instanceof NameServers.Answerer.Azure(VirtualNetwork asked)
        ? linkedZone(asked, name).map(LinkedZones.Linked::link)
        : Optional.empty();
  }

  /** The links of the private zones that Azure asks for a name, or for its private alias. */
  public List<ResourceId> links(String name) {
    return servers.map(each -> each.answerer(name)).orElse(null)
            instanceof NameServers.Answerer.Azure(VirtualNetwork asked)
        ? Stream.of(name, privateLinkName(name))
            .flatMap(each -> linkedZone(asked, each).stream())
            .map(linked -> linked.link().id())
            .distinct()
            .toList()
        : List.of();
  }

  private List<DnsRecord> records(String name) {
    List<DnsRecord> given =
        network.topology().dns().stream()
            .filter(record -> withoutDot(record.name()).equalsIgnoreCase(name))
            .toList();
    if (!given.isEmpty() || unread.isPresent()) {
      return given;
    }
    if (servers.isEmpty()) {
      return publicRecords(name);
    }
    return servers.get().answerer(name) instanceof NameServers.Answerer.Azure(VirtualNetwork asked)
        ? azureRecords(asked, name)
        : given;
  }

  /** What Azure answers in a network. */
  private List<DnsRecord> azureRecords(VirtualNetwork asked, String name) {
    Optional<LinkedZones.Linked> linked = linkedZone(asked, name);
    if (linked.isPresent()) {
      List<DnsRecord> found = zoneRecords(linked.get().zone(), name);
      if (!found.isEmpty()) {
        return found;
      }
      if (openness(linked.get().zone()).isPresent()) {
        return List.of();
      }
      if (!linked.get().link().fallback()) {
        SourcePosition at = linked.get().zone().declaredAt();
        return List.of(new DnsRecord(name, at, new DnsRecord.Answer.Failure("NXDOMAIN")));
      }
    }
    List<DnsRecord> alias = privateLinkAlias(asked, name);
    return alias.isEmpty() ? publicRecords(name) : alias;
  }

  /** What the internet answers, as far as resources of the topology tell. */
  private List<DnsRecord> publicRecords(String name) {
    List<DnsRecord> found = new ArrayList<>();
    for (PublicIpAddress address : network.topology().all(PublicIpAddress.class)) {
      if (address.hostName().filter(own -> own.is(name)).isPresent()) {
        address.address().ifPresent(known -> found.add(address(name, address.declaredAt(), known)));
      }
    }
    return found.isEmpty() ? new PublicZones(network.topology()).records(name) : found;
  }

  /// What is not known about names that a zone does not seem to have: of its records, or of what
  /// happens then.
  private Optional<Missing> openness(PrivateDnsZone zone) {
    return network.topology().gaps().within(zone.id()).stream()
        .filter(Gap::decides)
        .findFirst()
        .map(Missing.Value::new);
  }

  private Optional<LinkedZones.Linked> linkedZone(VirtualNetwork asked, String name) {
    return LinkedZones.of(network.topology(), asked.id(), name);
  }

  /** The name without the zone's; `@` for the zone itself. */
  private static Optional<String> relative(PrivateDnsZone zone, String name) {
    String lower = lower(name);
    String suffix = lower(zone.zone());
    if (lower.equals(suffix)) {
      return Optional.of("@");
    }
    return lower.endsWith("." + suffix)
        ? Optional.of(lower.substring(0, lower.length() - suffix.length() - 1))
        : Optional.empty();
  }

  /// The records of a name: those of the zone, those that endpoints in the zone's group make, those
  /// of registered machines, the wildcard's.
  private List<DnsRecord> zoneRecords(PrivateDnsZone zone, String name) {
    String label = relative(zone, name).orElseThrow();
    List<DnsRecord> found = declared(zone, name, label);
    if (found.isEmpty()) {
      found = ofEndpoints(zone, name, label);
    }
    if (found.isEmpty()) {
      found = registered(zone, name, label);
    }
    return found.isEmpty() ? declared(zone, name, "*") : found;
  }

  private static List<DnsRecord> declared(PrivateDnsZone zone, String name, String label) {
    List<DnsRecord> found = new ArrayList<>();
    for (PrivateDnsZone.RecordSet set : zone.records()) {
      if (lower(set.name()).equals(label)) {
        set.addresses().forEach(address -> found.add(address(name, set.declaredAt(), address)));
        set.alias()
            .ifPresent(target ->
                found.add(
                    new DnsRecord(name, set.declaredAt(), new DnsRecord.Answer.Alias(target))));
      }
    }
    return found;
  }

  private List<DnsRecord> ofEndpoints(PrivateDnsZone zone, String name, String label) {
    List<DnsRecord> found = new ArrayList<>();
    for (PrivateEndpoint endpoint : network.topology().all(PrivateEndpoint.class)) {
      boolean named =
          publicNames(endpoint).stream().anyMatch(each -> firstLabel(each).equals(label));
      if (named && endpoint.dnsZones().contains(zone.id())) {
        addressesOf(endpoint)
            .forEach(address -> found.add(address(name, endpoint.declaredAt(), address)));
      }
    }
    return found;
  }

  private List<DnsRecord> registered(PrivateDnsZone zone, String name, String label) {
    List<ResourceId> networks =
        zone.links().stream()
            .filter(PrivateDnsZone.Link::registration)
            .map(PrivateDnsZone.Link::virtualNetwork)
            .toList();
    List<DnsRecord> found = new ArrayList<>();
    if (networks.isEmpty()) {
      return found;
    }
    for (EffectiveInterface at : network.interfaces()) {
      boolean isMachine = at.machine().filter(m -> lower(m.name()).equals(label)).isPresent();
      if (isMachine && networks.contains(at.virtualNetwork().id())) {
        for (IpConfiguration configuration : at.nic().ipConfigurations()) {
          found.add(address(name, zone.declaredAt(), configuration.privateAddress()));
        }
      }
    }
    return found;
  }

  private static DnsRecord address(String name, SourcePosition at, IpAddress address) {
    return new DnsRecord(name, at, new DnsRecord.Answer.Address(address));
  }

  /// The alias that a service gets with its first private endpoint, where a linked zone can follow
  /// it. Without an endpoint in the input the zone's own record tells that there is one.
  private List<DnsRecord> privateLinkAlias(VirtualNetwork asked, String name) {
    String target = privateLinkName(name);
    Optional<LinkedZones.Linked> linked = linkedZone(asked, target);
    if (linked.isEmpty()) {
      return List.of();
    }
    Optional<PrivateEndpoint> endpoint = endpointOf(name);
    boolean known = endpoint.isPresent() || !zoneRecords(linked.get().zone(), target).isEmpty();
    SourcePosition at =
        endpoint.map(PrivateEndpoint::declaredAt).orElse(linked.get().zone().declaredAt());
    return known ? List.of(new DnsRecord(name, at, new DnsRecord.Answer.Alias(target))) : List.of();
  }

  /** The approved endpoint for a public name. */
  private Optional<PrivateEndpoint> endpointOf(String name) {
    return network.topology().all(PrivateEndpoint.class).stream()
        .filter(endpoint -> endpoint.state() == PrivateEndpoint.State.APPROVED)
        .filter(endpoint -> publicNames(endpoint).stream().anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  private List<String> publicNames(PrivateEndpoint endpoint) {
    List<String> names = new ArrayList<>();
    endpoint.dns().forEach(configuration -> names.add(withoutDot(configuration.name())));
    endpoint
        .target()
        .flatMap(id -> network.topology().find(id, PlatformService.class))
        .ifPresent(service -> names.addAll(service.names()));
    network
        .interfaceOf(endpoint.id())
        .ifPresent(at -> names.addAll(at.nic().facts().privateLinkNames()));
    return names;
  }

  private List<IpAddress> addressesOf(PrivateEndpoint endpoint) {
    return network
        .interfaceOf(endpoint.id())
        .map(at ->
            at.nic().ipConfigurations().stream().map(IpConfiguration::privateAddress).toList())
        .orElse(List.of());
  }

  /// The name in the `privatelink` zone: the word goes before the second label. Key vaults have
  /// another domain there.
  private static String privateLinkName(String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return name;
    }
    String domain = name.substring(dot + 1);
    String target = domain.equalsIgnoreCase("vault.azure.net") ? "vaultcore.azure.net" : domain;
    return name.substring(0, dot) + ".privatelink." + target;
  }

  /// The name of a public address of the topology that is not known as a whole, where it may be
  /// this one.
  private Missing publicRecord(String name) {
    for (PublicIpAddress address : network.topology().all(PublicIpAddress.class)) {
      if (address.hostName().filter(own -> own.mayBe(name)).isPresent()) {
        for (Gap gap : network.topology().gaps().at(address.id(), Role.PUBLIC_NAME)) {
          return new Missing.Value(gap);
        }
      }
    }
    return new Missing.NameRecord(name);
  }

  private Missing whyNotKnown(String name) {
    if (unread.isPresent()) {
      return new Missing.Value(unread.get());
    }
    if (from.isEmpty()) {
      return publicRecord(name);
    }
    return switch (servers.orElseThrow().answerer(name)) {
      case NameServers.Answerer.Azure(VirtualNetwork asked) ->
          linkedZone(asked, name)
              .flatMap(linked -> openness(linked.zone()))
              .or(() ->
                  endpointOf(name)
                      .map(endpoint -> new Missing.UnlinkedName(name, endpoint.id(), asked.id())))
              .orElseGet(() -> publicRecord(name));
      case NameServers.Answerer.Server(IpAddress address) ->
          new Missing.NameAnswer(name, address, from.get().id());
      case NameServers.Answerer.Rule(var rule, VirtualNetwork asked) ->
          new Missing.Forwarded(
              name, rule.id(), linkedZone(asked, name).map(linked -> linked.zone().id()));
    };
  }

  private static String firstLabel(String name) {
    int dot = name.indexOf('.');
    return lower(dot < 0 ? name : name.substring(0, dot));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
