package io.github.pathwhy.probe.host;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The hosts on the links of this machine, as ARP (RFC 826) or neighbour discovery (RFC 4861) know
/// them.
public final class Neighbours {
  private static final Path ARP = Path.of("/proc/net/arp");
  private static final int FLAGS = 2;
  private static final int DEVICE = 5;
  private static final int HEX = 16;
  private static final int COMPLETE = 2;

  private Neighbours() {}

  /** What is known of a neighbour. */
  public enum State {
    /** It has a link address. */
    FOUND,
    /** It was asked for and does not answer. */
    MISSING,
    /** Nobody asked for it, or nobody can tell. */
    UNKNOWN
  }

  /// Looks a neighbour up; packets must have been sent to it shortly before.
  ///
  /// @param interfaceName the link that it is on
  public static State of(IpAddress address, String interfaceName) {
    return switch (address) {
      case IpAddress.V4 _ -> {
        State state = inArp(read(), address.toString(), interfaceName);
        yield state == State.UNKNOWN ? asked(address, interfaceName) : state;
      }
      case IpAddress.V6 _ -> asked(address, interfaceName);
    };
  }

  private static State asked(IpAddress address, String interfaceName) {
    return SystemTool.run("ip", "-j", "neigh", "show", "to", address.toString())
        .filter(result -> result.status() == 0)
        .map(result -> inNeigh(result.output(), interfaceName))
        .orElse(State.UNKNOWN);
  }

  /** The state in a table as `/proc/net/arp` has it. */
  static State inArp(List<String> lines, String address, String interfaceName) {
    for (String line : lines) {
      String[] columns = line.strip().split(" +", DEVICE + 1);
      if (columns.length > DEVICE
          && columns[0].equals(address)
          && columns[DEVICE].strip().equals(interfaceName)) {
        String flags = columns[FLAGS];
        int last =
            flags.startsWith("0x") && flags.length() > 2
                ? Character.digit(flags.charAt(flags.length() - 1), HEX)
                : -1;
        if (last < 0) {
          return State.UNKNOWN;
        }
        return (last & COMPLETE) != 0 ? State.FOUND : State.MISSING;
      }
    }
    return State.UNKNOWN;
  }

  /** The state in the answer of `ip -j neigh show`. */
  static State inNeigh(String json, String interfaceName) {
    for (Tree entry : ToolJson.items(ToolJson.parse(json).orElse(null))) {
      if (!ToolJson.text(entry, "dev").orElse("").equals(interfaceName)) {
        continue;
      }
      for (Tree each : ToolJson.items(ToolJson.get(entry, "state"))) {
        switch (ToolJson.text(each).orElse("")) {
          case "REACHABLE", "STALE", "DELAY", "PROBE", "PERMANENT", "NOARP" -> {
            return State.FOUND;
          }
          case "FAILED", "INCOMPLETE" -> {
            return State.MISSING;
          }
          default -> {}
        }
      }
    }
    return State.UNKNOWN;
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(ARP);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }
}
