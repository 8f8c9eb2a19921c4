package io.github.pathwhy.probe.host;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.Inet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Routes without the help of a tool: a socket tells the source address that the kernel would use,
/// without sending anything, and the tables of `/proc/net` the next hop. Policy rules are not in
/// those; where the two differ, the way is not known.
final class RouteTables {
  private static final Path V4 = Path.of("/proc/net/route");
  private static final Path V6 = Path.of("/proc/net/ipv6_route");
  private static final int ANY_PORT = 9;
  private static final int HEX = 16;
  private static final long UP = 0x1;
  private static final long GATEWAY = 0x2;
  private static final long REJECT = 0x200;
  private static final String LOOPBACK = "lo";

  private RouteTables() {}

  /// A row that is longest for a destination.
  ///
  /// @param rejects whether it says that there is no way, or not which
  record Row(
      Prefix prefix,
      String interfaceName,
      Optional<IpAddress> nextHop,
      long metric,
      boolean rejects) {

    private boolean isBetterThan(Row other) {
      return prefix.length() != other.prefix.length()
          ? prefix.length() > other.prefix.length()
          : metric < other.metric;
    }
  }

  /** Asks a socket and the tables. */
  static LocalRoute ofSystem(IpAddress destination) {
    IpAddress source;
    Optional<String> device;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(Inet.toJava(destination), ANY_PORT));
      SocketAddress local = channel.getLocalAddress();
      if (!(local instanceof InetSocketAddress address)) {
        return new LocalRoute.Unknown("a socket has no address");
      }
      source = Inet.of(address.getAddress());
      NetworkInterface owner = NetworkInterface.getByInetAddress(address.getAddress());
      device = Optional.ofNullable(owner).map(NetworkInterface::getName);
    } catch (SocketException e) {
      String why = e.getMessage();
      return why != null && (why.contains("unreachable") || why.contains("No route"))
          ? new LocalRoute.None(why)
          : new LocalRoute.Unknown("a socket cannot be connected: " + why);
    } catch (IOException e) {
      return new LocalRoute.Unknown("a socket cannot be connected: " + e.getMessage());
    }
    Optional<Row> row =
        switch (destination) {
          case IpAddress.V4 _ -> longest(rowsOfV4(read(V4)), destination);
          case IpAddress.V6 _ -> longest(rowsOfV6(read(V6)), destination);
        };
    return combine(destination, source, device, row);
  }

  static LocalRoute combine(
      IpAddress destination, IpAddress source, Optional<String> device, Optional<Row> row) {
    if (source.equals(destination) || device.filter(LOOPBACK::equals).isPresent()) {
      return new LocalRoute.Via(Optional.of(source), LOOPBACK, Optional.empty());
    }
    return row.filter(each -> !each.rejects())
        .filter(each -> device.filter(each.interfaceName()::equals).isPresent())
        .<LocalRoute>map(
            each -> new LocalRoute.Via(Optional.of(source), each.interfaceName(), each.nextHop()))
        .orElseGet(() ->
            new LocalRoute.Unknown(
                "iproute2 cannot be asked, and the main table does not say which way packets from "
                    + source
                    + " go"));
  }

  /** The row with the longest prefix, and of several the one with the lowest metric. */
  static Optional<Row> longest(List<Row> rows, IpAddress destination) {
    Optional<Row> best = Optional.empty();
    for (Row row : rows) {
      boolean covers =
          row.prefix().version() == destination.version() && row.prefix().contains(destination);
      if (covers && (best.isEmpty() || row.isBetterThan(best.get()))) {
        best = Optional.of(row);
      }
    }
    return best;
  }

  /** The rows of `/proc/net/route`: addresses are numbers in the byte order of the machine. */
  static List<Row> rowsOfV4(List<String> lines) {
    return lines.stream().map(RouteTables::rowOfV4).flatMap(Optional::stream).toList();
  }

  private static Optional<Row> rowOfV4(String line) {
    String[] columns = line.strip().split("\\s+", -1);
    if (columns.length < 8) {
      return Optional.empty();
    }
    try {
      int mask = swapped(columns[7]);
      int length = Integer.bitCount(mask);
      long flags = Long.parseLong(columns[3], HEX);
      boolean isPrefix = length == 0 || mask == -1 << (Integer.SIZE - length);
      if ((flags & UP) == 0 || !isPrefix) {
        return Optional.empty();
      }
      int gateway = swapped(columns[2]);
      Optional<IpAddress> nextHop =
          (flags & GATEWAY) == 0 ? Optional.empty() : Optional.of(new IpAddress.V4(gateway));
      // A gateway of IPv6 is not in this table.
      boolean isElsewhere = (flags & GATEWAY) != 0 && gateway == 0;
      return Optional.of(
          new Row(
              Prefix.containing(new IpAddress.V4(swapped(columns[1])), length),
              columns[0],
              nextHop,
              Long.parseLong(columns[6]),
              (flags & REJECT) != 0 || columns[0].equals("*") || isElsewhere));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static int swapped(String hex) {
    int value = Integer.parseUnsignedInt(hex, HEX);
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
  }

  /** The rows of `/proc/net/ipv6_route`. */
  static List<Row> rowsOfV6(List<String> lines) {
    return lines.stream().map(RouteTables::rowOfV6).flatMap(Optional::stream).toList();
  }

  private static Optional<Row> rowOfV6(String line) {
    String[] columns = line.strip().split("\\s+", -1);
    if (columns.length < 10 || columns[0].length() != 32 || columns[4].length() != 32) {
      return Optional.empty();
    }
    try {
      long flags = Long.parseLong(columns[8], HEX);
      int length = Integer.parseInt(columns[1], HEX);
      int ofSource = Integer.parseInt(columns[3], HEX);
      if ((flags & (UP | REJECT)) == 0 || ofSource != 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Row(
              Prefix.containing(v6(columns[0]), length),
              columns[9],
              (flags & GATEWAY) == 0 ? Optional.empty() : Optional.of(v6(columns[4])),
              Long.parseLong(columns[5], HEX),
              (flags & REJECT) != 0));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static IpAddress v6(String hex) {
    return new IpAddress.V6(
        Long.parseUnsignedLong(hex.substring(0, HEX), HEX),
        Long.parseUnsignedLong(hex.substring(HEX), HEX));
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }
}
