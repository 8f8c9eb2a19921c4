package io.github.pathwhy.probe.host;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.probe.Inet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The ports of this machine that are in use, as Linux lists them in `/proc/net` (proc(5)), in this
/// process's network namespace.
public final class LocalPorts {
  private static final Path TABLES = Path.of("/proc/net");
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int HEX = 16;
  private static final int COLUMNS = 10;
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int DIGITS_OF_V4 = 8;
  private static final int DIGITS_OF_V6 = 32;
  private static final int MOST_BYTES = 64;
  private static final long MOST_LINES = 200_000;
  private static final List<String> STATES =
      List.of(
          "unknown",
          "established",
          "connecting",
          "accepting",
          "closing",
          "closing",
          "closed",
          "closed",
          "closing",
          "closing",
          "listening",
          "closing",
          "accepting");
  private static final int TIME_WAIT = 6;

  private LocalPorts() {}

  /// A socket that has a port.
  ///
  /// @param address the local one; that of all interfaces is all zeros
  /// @param state `listening`, `established`, …; `open` for UDP
  /// @param inode the kernel's number for it; 0 when it has no owner any more
  public record Use(IpAddress address, String state, long inode) {}

  /** The sockets that have a port; none where there are no tables. */
  public static List<Use> of(Protocol protocol, int port) {
    String name =
        switch (protocol) {
          case TCP -> "tcp";
          case UDP -> "udp";
          case ICMP, ICMPV6, ESP, AH, ANY -> "";
        };
    List<Use> uses = new ArrayList<>();
    if (!name.isEmpty()) {
      for (String file : List.of(name, name + "6")) {
        try (Stream<String> lines = Files.lines(TABLES.resolve(file))) {
          lines.limit(MOST_LINES).forEach(line -> read(line, protocol, port).ifPresent(uses::add));
        } catch (IOException | RuntimeException _) {
          // No such table, or no such version of IP.
        }
      }
    }
    return uses;
  }

  /** The ports that the kernel gives to sockets that ask for none. */
  public static Optional<PortRange> ephemeral() {
    // In one go: the file ends after the first read, however short it was.
    try (InputStream in = Files.newInputStream(EPHEMERAL)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
      return PortRange.parse(text.strip().replace('\t', '-').replace(' ', '-'));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /** Reads a row; empty when it is of another port or none. */
  static Optional<Use> read(String line, Protocol protocol, int port) {
    String[] columns = line.strip().split("\\s+", COLUMNS + 1);
    if (columns.length < COLUMNS) {
      return Optional.empty();
    }
    String local = columns[LOCAL];
    int colon = local.indexOf(':');
    try {
      if (colon < 0 || Integer.parseInt(local.substring(colon + 1), HEX) != port) {
        return Optional.empty();
      }
      int state = Integer.parseInt(columns[STATE], HEX);
      long inode = Long.parseLong(columns[INODE]);
      return address(local.substring(0, colon))
          .map(address ->
              new Use(
                  address,
                  protocol == Protocol.UDP
                      ? "open"
                      : STATES.get(state >= 0 && state < STATES.size() ? state : 0),
                  state == TIME_WAIT ? 0 : inode));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** An address in numbers of 32 bits, each in the byte order of the machine. */
  private static Optional<IpAddress> address(String hex) {
    if (hex.length() != DIGITS_OF_V4 && hex.length() != DIGITS_OF_V6) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
    for (int i = 0; i < hex.length(); i += DIGITS_OF_V4) {
      bytes.putInt(Integer.parseUnsignedInt(hex.substring(i, i + DIGITS_OF_V4), HEX));
    }
    return Optional.of(Inet.of(bytes.array()));
  }
}
