package io.github.pathwhy.inspect;

import static io.github.pathwhy.effective.TestRoute.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.effective.TestRoute;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.IpAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a packet goes first. */
final class NextHopLookupTest {

  private static TestNetwork network(TestRoute... routes) {
    return new TestNetwork()
        .virtualNetwork("home", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.routeTable("table"))
        .machine("vm", "web", "10.0.1.4")
        .virtualNetwork("hub", "10.1.0.0/16")
        .subnet("nva", "10.1.1.0/24")
        .peering("home", "hub")
        .routeTable("table", routes);
  }

  private static NextHopLookup.Answer answer(TestNetwork network, String destination)
      throws RequestException {
    return new NextHopLookup(network.effective())
        .answer(
            new NextHopLookup.Question(
                new Place(Optional.of("vm"), Optional.empty()),
                Optional.of(IpAddress.of("123.4.5.6")),
                IpAddress.of(destination)));
  }

  private static String ask(TestNetwork network, String destination) throws RequestException {
    NextHopLookup.Answer answer = answer(network, destination);
    String table = answer.route().flatMap(EffectiveRoute::table).map(RouteTable::name).orElse("-");
    String type = answer.route().map(route -> route.nextHop().typeName()).orElse("nothing");
    return type + " " + table + (answer.unreachable() ? " unreachable" : "");
  }

  @Test
  void systemRoutesHaveNoTable() throws RequestException {
    TestNetwork network = network(route("10.9.0.0/16").via("10.0.9.4"));
    assertThat(ask(network, "10.0.7.6")).isEqualTo("VnetLocal -");
    assertThat(ask(network, "10.1.7.6")).isEqualTo("VNetPeering -");
    assertThat(ask(network, "12.11.12.14")).isEqualTo("Internet -");
    assertThat(ask(network, "192.168.10.11")).isEqualTo("None -");
    assertThat(ask(network, "10.99.0.1")).isEqualTo("None -");
  }

  @Test
  void t01_applianceOutsideAllConnectedNetworksIsUnreachable() throws RequestException {
    TestNetwork network =
        network(route("10.9.3.0/24").via("10.8.1.2"), route("10.9.4.0/24").via("10.1.1.9"));
    assertThat(ask(network, "10.9.3.6")).isEqualTo("VirtualAppliance table unreachable");
    assertThat(ask(network, "10.9.4.6")).isEqualTo("VirtualAppliance table");
  }

  @Test
  void oneOfSeveralAppliancesIsEnough() throws RequestException {
    TestNetwork network = network(route("10.9.3.0/24").via("10.8.1.2", "10.0.9.4"));
    assertThat(ask(network, "10.9.3.6")).isEqualTo("VirtualApplianceEcmp table");
  }

  @Test
  void t05_defaultRouteRedirectsPrivateSpaceToo() throws RequestException {
    TestNetwork network = network(route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(ask(network, "10.99.0.1")).isEqualTo("VirtualAppliance table");
    assertThat(ask(network, "10.0.1.9")).isEqualTo("VnetLocal -");
  }

  @Test
  void platformAnswersItselfWhateverTheTableSays() throws RequestException {
    TestNetwork network = network(route("0.0.0.0/0").via("10.0.9.4"));
    assertThat(answer(network, "168.63.129.16").platform()).isTrue();
    assertThat(answer(network, "168.63.129.17").platform()).isFalse();
  }

  @Test
  void unknownTagOfAUserRouteIsMissing() throws RequestException {
    TestNetwork network =
        network(route("NoService").via("10.0.9.4"), route("20.60.0.1/32").internet());
    assertThat(answer(network, "20.60.0.2").missing())
        .singleElement()
        .asString()
        .contains("NoService");
    assertThat(answer(network, "20.60.0.2").route()).isEmpty();
    // An explicit route for the very address wins over every tag.
    assertThat(ask(network, "20.60.0.1")).isEqualTo("Internet table");
    assertThat(answer(network, "10.0.1.9").missing()).isEmpty();
  }

  @Test
  void unknownServiceEndpointIsMissing() throws RequestException {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("home", "10.0.0.0/16")
            .subnet("web", "10.0.1.0/24", s -> s.serviceEndpoint("Microsoft.NoService"))
            .machine("vm", "web", "10.0.1.4");
    assertThat(answer(network, "20.60.0.2").missing())
        .singleElement()
        .asString()
        .contains("NoService");
    assertThat(ask(network.serviceTag("NoService", "20.60.0.0/24"), "20.60.0.2"))
        .isEqualTo("VirtualNetworkServiceEndpoint -");
  }

  @Test
  void missingTableIsMissing() throws RequestException {
    TestNetwork network =
        new TestNetwork()
            .virtualNetwork("home", "10.0.0.0/16")
            .absentRouteTable("elsewhere")
            .subnet("web", "10.0.1.0/24", s -> s.routeTable("elsewhere"))
            .machine("vm", "web", "10.0.1.4");
    assertThat(answer(network, "8.8.8.8").missing())
        .singleElement()
        .asString()
        .contains("elsewhere");
  }

  @Test
  void ipv6IsRefused() {
    assertThatThrownBy(() -> answer(network(), "2001:db8::1"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("IPv4");
  }

  @Test
  void wrongNameIsRefusedWithAHint() {
    NextHopLookup lookup = new NextHopLookup(network().effective());
    NextHopLookup.Question question =
        new NextHopLookup.Question(
            new Place(Optional.of("vn"), Optional.empty()),
            Optional.empty(),
            IpAddress.of("8.8.8.8"));
    assertThatThrownBy(() -> lookup.answer(question))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("did you mean vm?");
  }
}
