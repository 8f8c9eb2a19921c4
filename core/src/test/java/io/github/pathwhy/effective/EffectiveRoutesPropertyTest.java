package io.github.pathwhy.effective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Route selection compared with {@link RouteOracle} over random networks. */
final class EffectiveRoutesPropertyTest {
  private static final long SEED = 7;
  private static final int NETWORKS = 1_500;
  private static final int DESTINATIONS = 30;
  private static final String[] PREFIXES = {
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.0.0.0/16",
    "10.0.1.0/24",
    "10.0.1.128/25",
    "10.0.1.4/32",
    "10.1.0.0/16",
    "10.1.1.0/24",
    "10.64.0.0/10",
    "172.16.0.0/12",
    "172.20.0.0/14",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "198.51.100.0/24",
    "203.0.113.0/25",
    "::/0",
    "2001:db8:1::/48",
    "2001:db8:9::/48",
    "2001:db8:9:1::/64"
  };
  private static final String[][] SPACES = {
    {"10.0.0.0/16"},
    {"10.0.0.0/16", "2001:db8:1::/48"},
    {"10.0.0.0/8"},
    {"10.0.0.0/7"},
    {"172.16.0.0/12"},
    {"10.0.0.0/16", "192.168.0.0/16"},
    {"100.64.0.0/10"},
    {"10.0.0.0/16", "10.2.0.0/16", "172.16.0.0/13"},
    {"203.0.113.0/24"}
  };

  @Test
  void routesAreChosenAsTheDocumentationSays() {
    Samples samples = new Samples(SEED);
    Set<String> seen = new HashSet<>();
    for (int run = 0; run < NETWORKS; run++) {
      TestNetwork declared = network(samples);
      EffectiveNetwork network = declared.effective();
      Subnet subnet = network.topology().find(declared.subnetId("web"), Subnet.class).orElseThrow();
      RouteOracle oracle = new RouteOracle(network.topology(), subnet);
      for (int i = 0; i < DESTINATIONS; i++) {
        IpAddress destination = samples.near(Prefix.of(samples.oneOf(PREFIXES)));
        Optional<EffectiveRoute> chosen = network.routes(subnet).select(destination);
        assertThat(chosen.map(RouteOracle::text))
            .as(() -> "seed " + SEED + ": " + destination + " by " + network.routes(subnet).rows())
            .isEqualTo(oracle.select(destination));
        chosen.ifPresent(route -> seen.add(route.nextHop().typeName()));
      }
    }
    assertThat(seen)
        .contains(
            "VnetLocal",
            "VNetPeering",
            "Internet",
            "None",
            "VirtualAppliance",
            "VirtualNetworkServiceEndpoint");
  }

  @Test
  void everyPrefixHasExactlyOneActiveRow() {
    Samples samples = new Samples(SEED + 1);
    for (int run = 0; run < 500; run++) {
      TestNetwork declared = network(samples);
      EffectiveNetwork network = declared.effective();
      Subnet subnet = network.topology().find(declared.subnetId("web"), Subnet.class).orElseThrow();
      List<EffectiveRoute> rows = network.routes(subnet).rows();
      for (Prefix prefix : rows.stream().map(EffectiveRoute::prefix).distinct().toList()) {
        assertThat(rows.stream().filter(row -> row.prefix().equals(prefix)))
            .as("seed %d, run %d: %s in %s", SEED + 1, run, prefix, rows)
            .filteredOn(EffectiveRoute::active)
            .hasSize(1);
      }
    }
  }

  private static TestNetwork network(Samples samples) {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("one", "10.1.0.0/16", "2001:db8:9::/48")
            .virtualNetwork("two", "172.20.0.0/14", "198.51.100.0/24")
            .virtualNetwork("home", samples.oneOf(SPACES))
            .subnet(
                "web",
                "10.0.1.0/24",
                s -> {
                  if (!samples.oneIn(5)) {
                    s.routeTable("table");
                  }
                  if (samples.oneIn(3)) {
                    s.serviceEndpoint("Microsoft.Storage");
                  }
                })
            .serviceTag("Storage", "198.51.100.0/24", "203.0.113.0/25")
            .serviceTag("Storage.WestEurope", "203.0.113.0/25")
            .serviceTag("AzureCloud.westeurope", "203.0.113.0/25", "203.0.113.128/25")
            .serviceTag("AzureCloud", "203.0.113.128/25", "198.51.100.0/24");
    for (String peer : List.of("one", "two")) {
      if (!samples.oneIn(4)) {
        network.link("home", peer, link -> link(samples, link));
      }
      if (!samples.oneIn(4)) {
        network.link(peer, "home", link -> link(samples, link));
      }
    }
    return network.routeTable("table", routes(samples));
  }

  private static void link(Samples samples, TestNetwork.LinkSpec link) {
    if (samples.oneIn(2)) {
      link.state(samples.oneOf(Peering.State.values()));
    }
    if (samples.oneIn(6)) {
      link.withoutAccess();
    }
    if (samples.oneIn(6)) {
      link.remoteAddressSpace("10.1.1.0/24");
    }
  }

  private static TestRoute[] routes(Samples samples) {
    List<String> destinations = new ArrayList<>(Arrays.asList(PREFIXES));
    destinations.addAll(
        List.of("AzureCloud", "Storage", "Storage.WestEurope", "AzureCloud.westeurope"));
    List<TestRoute> routes = new ArrayList<>();
    while (!destinations.isEmpty()) {
      String destination = destinations.remove(samples.below(destinations.size()));
      if (samples.oneIn(3)) {
        TestRoute.Start start = TestRoute.route(destination);
        routes.add(
            switch (samples.below(6)) {
              case 0 -> start.none();
              case 1 -> start.local();
              case 2 -> start.internet();
              case 3 -> start.via("10.0.0.4", "10.0.0.5");
              default -> start.via("10.0.0." + (10 + routes.size()));
            });
      }
    }
    return routes.toArray(TestRoute[]::new);
  }
}
