package io.github.pathwhy.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of Linux 6.18, whole, odd and broken. */
final class RouteTablesTest {
  private static final List<String> V4 =
      List.of(
          "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT    "
              + " ",
          "e0\t00000000\t01004D0A\t0003\t0\t0\t100\t00000000\t0\t0\t0   ",
          "e1\t00000000\t01004E0A\t0003\t0\t0\t50\t00000000\t0\t0\t0   ",
          "*\t0000010A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0   ",
          "*\t0000030A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0   ",
          "e0\t0000060A\t00000000\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0   ",
          "e0\t0000050A\t02004D0A\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0   ",
          "e0\t00004D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0   ",
          "e2\t00004D0A\t00000000\t0000\t0\t0\t0\tFFFFFFFF\t0\t0\t0   ");

  private static final List<String> V6 =
      List.of(
          "fd010000000000000000000000000000 10 00000000000000000000000000000000 00"
              + " 00000000000000000000000000000000 00000400 00000004 00000000 00200200       lo",
          "fd050000000000000000000000000000 10 00000000000000000000000000000000 00"
              + " fd770000000000000000000000000002 00000400 00000002 00000000 00000003       e0",
          "fd770000000000000000000000000000 40 00000000000000000000000000000000 00"
              + " 00000000000000000000000000000000 00000100 00000004 00000000 00000001       e0",
          "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
              + " 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo");

  @ParameterizedTest
  @CsvSource({
    "10.77.0.9, 10.77.0.0/24, e0, none, false",
    "10.5.1.1, 10.5.0.0/16, e0, 10.77.0.2, false",
    // Of equal ones the lower metric.
    "9.9.9.9, 0.0.0.0/0, e1, 10.78.0.1, false",
    "10.1.2.3, 10.1.0.0/16, *, none, true",
    "10.3.2.3, 10.3.0.0/16, *, none, true",
    // By a gateway of IPv6.
    "10.6.2.3, 10.6.0.0/16, e0, 0.0.0.0, true",
    "fd77::9, fd77::/64, e0, none, false",
    "fd05::9, fd05::/16, e0, fd77::2, false",
    "fd01::9, fd01::/16, lo, none, true",
    "2001:db8::1, ::/0, lo, none, true"
  })
  void longestPrefixes(
      String destination, String prefix, String device, String nextHop, boolean rejects) {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "recorded on another kind of machine");
    IpAddress address = IpAddress.of(destination);
    List<RouteTables.Row> rows =
        address instanceof IpAddress.V4 ? RouteTables.rowsOfV4(V4) : RouteTables.rowsOfV6(V6);

    assertThat(RouteTables.longest(rows, address))
        .hasValueSatisfying(row -> {
          assertThat(row.prefix()).isEqualTo(Prefix.of(prefix));
          assertThat(row.interfaceName()).isEqualTo(device);
          assertThat(row.nextHop()).isEqualTo(IpAddress.parse(nextHop));
          assertThat(row.rejects()).isEqualTo(rejects);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e0",
        "e0 x 0 0003 0 0 0 00000000",
        "e0 00000000 0 0003 0 0 0 00FF00FF",
        "e0 00000000 0 0003 0 0 99999999999999999999 00000000",
        "e0 111111111 0 0003 0 0 0 00000000",
        "fd 10 0 00 0 0 0 0 00000003 e0",
        "fd050000000000000000000000000000 ff 00000000000000000000000000000000 00"
            + " fd770000000000000000000000000002 00000400 00000002 00000000 00000003 e0",
        "fd05000000000000000000000000000x 10 00000000000000000000000000000000 00"
            + " fd770000000000000000000000000002 00000400 00000002 00000000 00000003 e0",
        "fd050000000000000000000000000000 10 00000000000000000000000000000000 10"
            + " fd770000000000000000000000000002 00000400 00000002 00000000 00000003 e0"
      })
  void brokenRowsAreNone(String line) {
    assertThat(RouteTables.rowsOfV4(List.of(line))).isEmpty();
    assertThat(RouteTables.rowsOfV6(List.of(line))).isEmpty();
  }

  @Test
  void whereSocketAndTableDifferTheWayIsUnknown() {
    IpAddress destination = IpAddress.of("10.5.1.1");
    IpAddress source = IpAddress.of("10.77.0.1");
    Optional<RouteTables.Row> row =
        Optional.of(
            new RouteTables.Row(
                Prefix.of("10.5.0.0/16"), "e0", Optional.of(IpAddress.of("10.77.0.2")), 0, false));

    assertThat(RouteTables.combine(destination, source, Optional.of("e0"), row))
        .isEqualTo(
            new LocalRoute.Via(Optional.of(source), "e0", Optional.of(IpAddress.of("10.77.0.2"))));
    assertThat(RouteTables.combine(destination, source, Optional.of("tun0"), row))
        .isInstanceOf(LocalRoute.Unknown.class);
    assertThat(RouteTables.combine(destination, source, Optional.empty(), row))
        .isInstanceOf(LocalRoute.Unknown.class);
    assertThat(RouteTables.combine(destination, source, Optional.of("e0"), Optional.empty()))
        .isInstanceOf(LocalRoute.Unknown.class);
    assertThat(RouteTables.combine(source, source, Optional.of("e0"), row))
        .isEqualTo(new LocalRoute.Via(Optional.of(source), "lo", Optional.empty()));
  }

  @Test
  void loopbackIsReachedByLoopback() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");

    IpAddress address = IpAddress.of("127.0.0.1");
    assertThat(RouteTables.ofSystem(address))
        .isEqualTo(new LocalRoute.Via(Optional.of(address), "lo", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "Network is unreachable, NO_ROUTE",
    "No route to host, UNREACHABLE",
    "Permission denied, PROHIBIT",
    "Invalid argument, BLACKHOLE",
    "a route of the type prohibit, PROHIBIT",
    "a route of the type throw, NO_ROUTE",
    "Something else, OTHER"
  })
  void refusals(String why, LocalRoute.Refusal refusal) {
    assertThat(new LocalRoute.None(why).refusal()).isEqualTo(refusal);
  }
}
