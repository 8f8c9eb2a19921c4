package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Next hop: where a packet that leaves a machine goes first, and which route table says so
/// (`network-watcher/next-hop-overview`). Security rules do not count.
public final class NextHopLookup {
  private final EffectiveNetwork network;

  public NextHopLookup(EffectiveNetwork network) {
    this.network = network;
  }

  /// A packet that leaves a machine. The source decides nothing but the interface; it need not be
  /// an address of the machine.
  public record Question(Place place, Optional<IpAddress> source, IpAddress destination) {}

  /// The route that the packet takes; none when no route covers the destination, when the platform
  /// itself answers there, or when something is `missing` that could lead another way.
  /// `unreachable` is set when the route names an appliance that is in no connected network.
  public record Answer(
      Question question,
      EffectiveInterface at,
      Optional<EffectiveRoute> route,
      boolean unreachable,
      boolean platform,
      List<Missing> missing) {
    public Answer {
      missing = List.copyOf(missing);
    }
  }

  /** Answers; throws when the machine is not found, or for what the service does not take. */
  public Answer answer(Question question) throws RequestException {
    IpAddress destination = question.destination();
    requireV4(destination);
    if (question.source().isPresent()) {
      requireV4(question.source().get());
    }
    Subjects subjects = new Subjects(network);
    EffectiveInterface at = subjects.at(question.place(), question.source().orElse(destination));
    if (AddressSpaces.isPlatform(destination)) {
      return new Answer(question, at, Optional.empty(), false, true, List.of());
    }
    List<Missing> missing = new ArrayList<>();
    subjects.missingTable(at).ifPresent(missing::add);
    missing.addAll(at.routes().unknownRoutes());
    missing.addAll(subjects.openSwitches(at));
    for (String tag : at.routes().unknownTags(destination)) {
      missing.add(new Missing.RoutedTag(tag, at.subnet().id()));
    }
    for (String tag : at.routes().unknownEndpoints(destination)) {
      missing.add(new Missing.RoutedTag(tag, at.subnet().id()));
    }
    Optional<EffectiveRoute> route = at.routes().select(destination);
    if (route.isPresent()
        && route.get().nextHop() instanceof NextHop.Unknown(var _, String nextHop)) {
      missing.add(
          new Missing.RouteNextHop(route.get().declared().map(RouteTable.Route::name), nextHop));
      return new Answer(question, at, Optional.empty(), false, false, missing);
    }
    if (!missing.isEmpty() && !isSettled(route)) {
      return new Answer(question, at, Optional.empty(), false, false, missing);
    }
    return new Answer(
        question,
        at,
        route,
        route.filter(found -> misses(at, found)).isPresent(),
        false,
        List.of());
  }

  /** A user route for one address wins over whatever a tag holds. */
  private static boolean isSettled(Optional<EffectiveRoute> route) {
    return route
        .filter(found -> found.source() == EffectiveRoute.Source.USER)
        .filter(found -> found.prefix().length() == found.prefix().version().bits())
        .isPresent();
  }

  private static boolean misses(EffectiveInterface at, EffectiveRoute route) {
    return route.nextHop() instanceof NextHop.VirtualAppliance(List<IpAddress> addresses)
        && addresses.stream().noneMatch(at::isConnectedTo);
  }

  private static void requireV4(IpAddress address) throws RequestException {
    if (address.version() != IpVersion.V4) {
      throw new RequestException(address + " is IPv6; next hop takes IPv4 only");
    }
  }
}
