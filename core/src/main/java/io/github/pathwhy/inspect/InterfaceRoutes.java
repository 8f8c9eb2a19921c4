package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes in force at an interface, the overridden ones included. */
public final class InterfaceRoutes {
  private static final String REFUSAL = "NicMustBeAttachedToRunningVmToGetEffectiveRoutes";

  private final EffectiveNetwork network;

  public InterfaceRoutes(EffectiveNetwork network) {
    this.network = network;
  }

  /// A route for one prefix, or for all prefixes of a service: `tag` is the service tag of a user
  /// route. No prefixes: those of the service are not known.
  public record Row(
      EffectiveRoute.Source source,
      boolean active,
      List<Prefix> prefixes,
      NextHop nextHop,
      Optional<RouteTable.Route> declared,
      Optional<String> tag) {
    public Row {
      prefixes = List.copyOf(prefixes);
    }
  }

  /** The rows: Azure's own first, then learned ones, then the user's. */
  public record Answer(
      EffectiveInterface at, Optional<RouteTable> table, List<Row> rows, List<Missing> missing) {
    public Answer {
      rows = List.copyOf(rows);
      missing = List.copyOf(missing);
    }

    /** Whether the input has the route table of the subnet, if there is one. */
    public boolean isComplete() {
      return table.isPresent() || at.subnet().routeTable().isEmpty();
    }
  }

  /** Answers for an interface by name; Azure knows only those of running machines. */
  public Answer answer(String networkInterface) throws RequestException, RefusedException {
    Subjects subjects = new Subjects(network);
    EffectiveInterface at = subjects.networkInterface(networkInterface);
    subjects.requireRunning(at, REFUSAL);
    Optional<RouteTable> table =
        at.subnet().routeTable().flatMap(id -> network.topology().find(id, RouteTable.class));
    List<Row> rows = known(at.routes().rows());
    List<Missing> missing = new ArrayList<>();
    subjects.missingTable(at).ifPresent(missing::add);
    missing.addAll(at.routes().unknownRoutes());
    missing.addAll(subjects.openSwitches(at));
    addUnknown(at, table, rows, missing);
    rows.sort((one, other) -> Integer.compare(order(one.source()), order(other.source())));
    return new Answer(at, table, rows, missing);
  }

  private static int order(EffectiveRoute.Source source) {
    return switch (source) {
      case DEFAULT -> 0;
      case VIRTUAL_NETWORK_GATEWAY -> 1;
      case USER -> 2;
    };
  }

  /** What rows must share to be one: a service, or else the prefix. */
  private record Key(
      EffectiveRoute.Source source,
      boolean active,
      NextHop nextHop,
      Optional<RouteTable.Route> declared,
      Optional<Prefix> prefix) {}

  private static List<Row> known(List<EffectiveRoute> routes) {
    Map<Key, List<Prefix>> prefixes = new LinkedHashMap<>();
    for (EffectiveRoute route : routes) {
      boolean ofService =
          route.nextHop() instanceof NextHop.ServiceEndpoint
              || route.declared().flatMap(InterfaceRoutes::tagOf).isPresent();
      Key key =
          new Key(
              route.source(),
              route.active(),
              route.nextHop(),
              route.declared(),
              ofService ? Optional.empty() : Optional.of(route.prefix()));
      prefixes.computeIfAbsent(key, _ -> new ArrayList<>()).add(route.prefix());
    }
    List<Row> rows = new ArrayList<>();
    prefixes.forEach((key, blocks) ->
        rows.add(
            new Row(
                key.source(),
                key.active(),
                blocks,
                key.nextHop(),
                key.declared(),
                key.declared().flatMap(InterfaceRoutes::tagOf))));
    return rows;
  }

  private static Optional<String> tagOf(RouteTable.Route route) {
    return switch (route.destination()) {
      case RouteTable.Destination.Block _, RouteTable.Destination.Unknown _ -> Optional.empty();
      case RouteTable.Destination.Tag(String tag) -> Optional.of(tag);
    };
  }

  /** Routes for services whose prefixes are not known are in force all the same. */
  private static void addUnknown(
      EffectiveInterface at, Optional<RouteTable> table, List<Row> rows, List<Missing> missing) {
    for (String service : at.subnet().serviceEndpoints()) {
      NextHop endpoint = new NextHop.ServiceEndpoint(service);
      if (rows.stream().noneMatch(row -> row.nextHop().equals(endpoint))) {
        rows.add(
            new Row(
                EffectiveRoute.Source.DEFAULT,
                true,
                List.of(),
                endpoint,
                Optional.empty(),
                Optional.empty()));
        missing.add(new Missing.TagPrefixes(service));
      }
    }
    for (RouteTable.Route route : table.map(RouteTable::routes).orElse(List.of())) {
      Optional<String> tag = tagOf(route);
      boolean listed =
          rows.stream().anyMatch(row -> row.declared().filter(route::equals).isPresent());
      if (tag.isPresent() && !listed) {
        rows.add(
            new Row(
                EffectiveRoute.Source.USER,
                true,
                List.of(),
                route.nextHop(),
                Optional.of(route),
                tag));
        missing.add(new Missing.TagPrefixes(tag.get()));
      }
    }
  }
}
