package io.github.pathwhy.load.network;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.declare.Section;
import io.github.pathwhy.model.Cloud;
import io.github.pathwhy.model.DnsRecord;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the sections that are no resources: observations, sites, names, service tags. */
public final class OverlayReader {
  private static final List<String> CONNECTION_STATES =
      List.of("Connected", "Connecting", "NotConnected", "Disconnected", "Unknown");
  private static final List<String> ARP_STATES = List.of("present", "missing");
  private static final List<String> FAILURES = List.of("NXDOMAIN", "SERVFAIL", "Timeout");
  private static final List<String> PROBE_STATES = List.of("up", "down");

  private static final String ALLOWED_CLOUDS =
      "allowed: " + String.join(", ", Arrays.stream(Cloud.values()).map(Cloud::label).toList());

  /** Read before everything else: resources in ARM's form, and what is not followed. */
  private static final List<String> OTHERS = List.of("resources", "gaps");

  private final Registry registry;
  private final Map<ResourceId, Fields> facts = new LinkedHashMap<>();
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final Map<String, List<DnsRecord>> dns = new LinkedHashMap<>();
  private final Map<String, List<Prefix>> serviceTags = new HashMap<>();
  private Optional<Cloud> cloud = Optional.empty();

  public OverlayReader(Registry registry) {
    this.registry = registry;
  }

  /** Reads the sections of one input over those of earlier ones. */
  public void read(Fields root) {
    root.integer("pathwhy", 1, 1);
    for (Section section : Section.values()) {
      root.get(section.key());
    }
    OTHERS.forEach(root::get);
    root.child("observed").ifPresent(this::readObserved);
    for (Fields site : root.namedChildren("sites")) {
      readSite(site).ifPresent(read -> sites.put(key(read.name()), read));
    }
    // A name may have several addresses in one input; those of a later one replace them.
    Map<String, List<DnsRecord>> own = new LinkedHashMap<>();
    for (Fields record : root.children("dns")) {
      readRecord(record)
          .ifPresent(
              read -> own.computeIfAbsent(key(read.name()), _ -> new ArrayList<>(1)).add(read));
    }
    dns.putAll(own);
    root.child("serviceTags").ifPresent(this::readServiceTags);
    cloud = root.parsed("cloud", Cloud::named, ALLOWED_CLOUDS).or(() -> cloud);
    root.close();
  }

  /** Reads what was observed, the facts of all inputs together. */
  public Map<ResourceId, Observation> observations() {
    Map<ResourceId, Observation> observations = new LinkedHashMap<>();
    facts.forEach(
        (resource, fields) -> observations.put(resource, readObservation(fields.own(resource))));
    return observations;
  }

  public List<Site> sites() {
    return List.copyOf(sites.values());
  }

  public List<DnsRecord> dns() {
    return dns.values().stream().flatMap(List::stream).toList();
  }

  public Map<String, List<Prefix>> serviceTags() {
    return serviceTags;
  }

  /** The cloud that the latest input to name one names. */
  public Optional<Cloud> cloud() {
    return cloud;
  }

  private void readObserved(Fields observed) {
    for (Tree.Entry entry : observed.mapping().entries()) {
      if (!(entry.value() instanceof Tree.Mapping mapping)) {
        observed.problem(
            entry.value(),
            entry.key(),
            entry.value().describe() + " where an object belongs",
            "such as {powerState: running}");
        continue;
      }
      Tree.Scalar name = new Tree.Scalar(entry.key(), Tree.Kind.TEXT, entry.at());
      Optional<ResourceId> id = registry.resolveAny(observed, name, entry.key(), entry.key());
      Fields found = observed.nested(mapping, entry.key());
      id.ifPresentOrElse(
          resource -> facts.merge(resource, found, OverlayReader::over),
          () -> readObservation(found));
    }
  }

  private static Fields over(Fields earlier, Fields later) {
    return later.replaced(Merge.merge(earlier.mapping(), later.mapping()));
  }

  private static Observation readObservation(Fields fields) {
    Observation observation =
        new Observation(
            fields.position(),
            fields.choice("powerState", List.of(PowerState.values()), PowerState::label),
            readListening(fields),
            fields.percent("cpuPercent"),
            fields.percent("memoryPercent"),
            readGuestFirewall(fields),
            fields.choice("connectionState", CONNECTION_STATES, word -> word),
            fields.get("learnedRoutes") == null
                ? Optional.empty()
                : Optional.of(readLearnedRoutes(fields)),
            fields.child("probes").map(OverlayReader::readProbes).orElse(Map.of()),
            fields.text("provisioningState"),
            fields.choice("arp", ARP_STATES, word -> word).map("present"::equals));
    fields.close();
    return observation;
  }

  /** Prefixes, or objects with a prefix and the next hop it was learned from. */
  private static List<Observation.LearnedRoute> readLearnedRoutes(Fields fields) {
    List<Observation.LearnedRoute> routes = new ArrayList<>();
    int index = 0;
    for (Tree item : fields.items("learnedRoutes")) {
      switch (item) {
        case Tree.Scalar scalar ->
            fields
                .prefix(scalar, "learnedRoutes")
                .ifPresent(
                    prefix -> routes.add(new Observation.LearnedRoute(prefix, Optional.empty())));
        case Tree.Mapping mapping -> {
          Fields route = fields.nested(mapping, "learnedRoutes[" + index + "]");
          Optional<IpAddress> nextHop = route.address("nextHop");
          route
              .prefixes("prefix")
              .forEach(prefix -> routes.add(new Observation.LearnedRoute(prefix, nextHop)));
          route.require("prefix", "such as 10.5.0.0/16");
          route.close();
        }
        case Tree.Sequence list ->
            fields.problem(list, "learnedRoutes", "a list in a list", "give prefixes");
      }
      index++;
    }
    return routes;
  }

  private static Optional<List<Observation.Listener>> readListening(Fields fields) {
    if (fields.get("listening") == null) {
      return Optional.empty();
    }
    List<Observation.Listener> found = new ArrayList<>();
    for (Tree.Scalar scalar : fields.scalars("listening")) {
      Observation.@Nullable Listener listener = listener(scalar.text());
      if (listener == null) {
        fields.problem(
            scalar, "listening", "'" + scalar.text() + "'", "expected Tcp/443 or Udp/53");
      } else {
        found.add(listener);
      }
    }
    return Optional.of(found);
  }

  private static Observation.@Nullable Listener listener(String text) {
    int slash = text.indexOf('/');
    Optional<Protocol> protocol =
        Protocol.parse(slash < 0 ? "" : text.substring(0, slash)).filter(Protocol::hasPorts);
    Optional<PortRange> port =
        PortRange.parse(text.substring(slash + 1)).filter(range -> range.first() == range.last());
    return protocol.isEmpty() || port.isEmpty()
        ? null
        : new Observation.Listener(protocol.get(), port.get().first());
  }

  private static Optional<List<Observation.GuestRule>> readGuestFirewall(Fields fields) {
    if (fields.get("guestFirewall") == null) {
      return Optional.empty();
    }
    List<Observation.GuestRule> rules = new ArrayList<>();
    for (Fields rule : fields.children("guestFirewall")) {
      Optional<Direction> direction =
          rule.choice("direction", SecurityReader.DIRECTIONS, Direction::label);
      Optional<Access> access = rule.choice("access", SecurityReader.ACCESSES, Access::label);
      for (String key : List.of("direction", "access")) {
        rule.require(key, "every guest firewall rule has one");
      }
      List<Protocol> protocols = MachineReader.readProtocols(rule);
      List<PortRange> ports = rule.ports("port");
      rule.close();
      if (direction.isPresent() && access.isPresent()) {
        rules.add(
            new Observation.GuestRule(
                rule.position(),
                direction.get(),
                access.get(),
                Traffic.ALL.with(protocols, ports)));
      }
    }
    return Optional.of(rules);
  }

  private static Map<String, Boolean> readProbes(Fields fields) {
    Map<String, Boolean> probes = new LinkedHashMap<>();
    for (Tree.Entry entry : fields.mapping().entries()) {
      fields
          .choice(entry.key(), PROBE_STATES, word -> word)
          .ifPresent(state -> probes.put(key(entry.key()), state.equals("up")));
    }
    return probes;
  }

  private Optional<Site> readSite(Fields fields) {
    Optional<String> name = fields.text("name");
    List<Prefix> prefixes = fields.prefixes("addressPrefixes");
    for (String key : List.of("name", "addressPrefixes", "gateway")) {
      fields.require(key, "a site has name, addressPrefixes and gateway");
    }
    Optional<ResourceId> id =
        fields
            .text("gateway")
            .flatMap(reference ->
                registry.resolveAny(fields, fields.valueOf("gateway"), "gateway", reference));
    fields.close();
    return name.isEmpty() || id.isEmpty()
        ? Optional.empty()
        : Optional.of(new Site(name.get(), fields.position(), prefixes, id.get()));
  }

  private static Optional<DnsRecord> readRecord(Fields fields) {
    Optional<String> name = fields.text("name");
    Optional<IpAddress> address = fields.address("address");
    Optional<String> alias = fields.text("cname");
    Optional<String> failure = fields.choice("fails", FAILURES, word -> word);
    fields.require("name", "every record has one");
    long given =
        List.of("address", "cname", "fails").stream().filter(k -> fields.get(k) != null).count();
    if (given != 1) {
      fields.problem(
          given == 0 ? "no answer for the name" : "several answers for the name",
          "give one of address, cname, fails");
    }
    fields.close();
    Optional<DnsRecord.Answer> answer =
        address
            .<DnsRecord.Answer>map(DnsRecord.Answer.Address::new)
            .or(() -> alias.map(DnsRecord.Answer.Alias::new))
            .or(() -> failure.map(DnsRecord.Answer.Failure::new));
    return name.isEmpty() || answer.isEmpty()
        ? Optional.empty()
        : Optional.of(new DnsRecord(name.get(), fields.position(), answer.get()));
  }

  private void readServiceTags(Fields fields) {
    for (Tree.Entry entry : fields.mapping().entries()) {
      if (fields.get(entry.key()) != null) {
        serviceTags.put(key(entry.key()), fields.prefixes(entry.key()));
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
