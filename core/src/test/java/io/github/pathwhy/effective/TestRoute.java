package io.github.pathwhy.effective;

import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A user route: `route("0.0.0.0/0").via("10.0.0.4")`. The destination is a prefix or a service
/// tag; its text is the route's name, too.
public record TestRoute(String destination, NextHop nextHop, boolean overridesBgp) {

  /** A route whose next hop is still missing. */
  public record Start(String destination) {
    public TestRoute via(String... addresses) {
      return to(new NextHop.VirtualAppliance(Arrays.stream(addresses).map(IpAddress::of).toList()));
    }

    public TestRoute none() {
      return to(new NextHop.None());
    }

    public TestRoute local() {
      return to(new NextHop.VnetLocal());
    }

    public TestRoute internet() {
      return to(new NextHop.Internet());
    }

    public TestRoute gateway() {
      return to(new NextHop.VirtualNetworkGateway(Optional.empty(), List.of()));
    }

    public TestRoute to(NextHop nextHop) {
      return new TestRoute(destination, nextHop, false);
    }
  }

  public static Start route(String destination) {
    return new Start(destination);
  }

  /** It wins over learned routes inside its prefix. */
  public TestRoute overridingBgp() {
    return new TestRoute(destination, nextHop, true);
  }

  RouteTable.Destination parsed() {
    return Prefix.parse(destination)
        .<RouteTable.Destination>map(RouteTable.Destination.Block::new)
        .orElseGet(() -> new RouteTable.Destination.Tag(destination));
  }
}
